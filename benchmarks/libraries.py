"""What our own modules save against the libraries that are there anyway, at 10, 100 and 400 pages.

    python benchmarks/libraries.py [--pages 10 100 400] [--runs 7]

For each of them a build with the library in its place, in turn with the build as it is; each run is a process
of its own. The table gives the medians of the ratios pair by pair: above 1 is what our own module saves. The
decision is in docs/decisions/own-modules-or-libraries.md.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

if TYPE_CHECKING:
    from pypdf import PdfWriter


def pack_with_pikepdf() -> None:
    """Let pypdf write the file, and pikepdf write it anew with object streams."""
    from report_builder.finish import assemble

    def write(writer: PdfWriter) -> bytes:
        import pikepdf

        plain, packed = BytesIO(), BytesIO()
        writer.write(plain)
        with pikepdf.open(plain) as pdf:
            generate = pikepdf.ObjectStreamMode.generate
            pdf.save(packed, object_stream_mode=generate, deterministic_id=True)
        return packed.getvalue()

    vars(assemble)["write_packed"] = write


def check_with_pikepdf() -> None:
    """Read every file with qpdf, as those are that are not plain."""
    from report_builder.check.document import Document
    from report_builder.check.qpdf import QpdfFile

    Document._open = lambda self: QpdfFile(self._pdf)  # type: ignore[method-assign]  # noqa: SLF001


def pack_and_check_with_pikepdf() -> None:
    """Both, so that the library is loaded once."""
    pack_with_pikepdf()
    check_with_pikepdf()


class _Pyphen:
    """Pyphen behind the one method that a build asks for."""

    def __init__(self, language: str) -> None:
        from pyphen import Pyphen

        self._pyphen: Any = Pyphen(lang=language, left=1, right=1)

    def positions(self, word: str, left: int, right: int, after_joint: int) -> list[int]:
        del after_joint  # it knows none
        return [at for at in self._pyphen.positions(word) if left <= at <= len(word) - right]


def hyphenate_with_pyphen() -> None:
    """Ask Pyphen for the places in each word."""
    from report_builder.layout.compose import hyphenate

    def read(language: str) -> _Pyphen | None:
        return _Pyphen(language) if language else None

    vars(hyphenate)["read_patterns"] = read


INSTEAD: dict[str, Callable[[], None]] = {
    "finish/pack → pikepdf": pack_with_pikepdf,
    "check/strict_reader, syntax → pikepdf": check_with_pikepdf,
    "finish/pack, check/strict_reader, syntax → pikepdf": pack_and_check_with_pikepdf,
    "compose/hyphenate → Pyphen": hyphenate_with_pyphen,
}


def build(name: str, root: str, output: str) -> int:
    """Build in this process, with the library in place of ``name``; as it is where that is empty."""
    from report_builder.cli.app import run
    from report_builder.cli.build import PASSED_BY, without

    if name:
        with without(*PASSED_BY):  # as a build has it: pypdf would take it along
            INSTEAD[name]()

    return run(["build", root, "--output", output], {}, time.perf_counter)


def row(name: str, pages: int, runs: int, folder: Path) -> str:
    """Measure one of them at one size."""
    from benchmarks.compare import measure

    own, other = folder / "own.pdf", folder / "other.pdf"

    def command(which: str, output: Path) -> list[str | Path]:
        return [sys.executable, __file__, "--build", which, folder / "report", output]

    pairs = [(measure(command(name, other)), measure(command("", own))) for _ in range(runs + 1)][1:]
    processor = statistics.median(a.processor / b.processor for a, b in pairs)
    memory = statistics.median(a.memory / b.memory for a, b in pairs)
    size = other.stat().st_size / own.stat().st_size
    return f"| {name} | {pages} | ×{processor:.3f} | ×{memory:.3f} | ×{size:.3f} |"


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, nargs="+", choices=(10, 100, 400), default=(10, 100, 400))
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--build", nargs=3, metavar=("NAME", "ROOT", "OUTPUT"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.build:
        sys.exit(build(*chosen.build))

    from benchmarks.compare import PARAGRAPHS
    from benchmarks.sources import markdown_report
    from benchmarks.words import pieces

    print("| In its place | Pages | Processor | Memory | File |\n| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for pages in chosen.pages:
            markdown_report(tuple(pieces(PARAGRAPHS[pages])), folder / "report")
            for name in INSTEAD:
                print(row(name, pages, chosen.runs, folder), flush=True)


if __name__ == "__main__":
    main()
