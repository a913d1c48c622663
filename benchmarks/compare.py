"""Build text-only reports of 10, 100 and 400 pages, beside Typst, and print the ratios.

    python benchmarks/compare.py [--pages 10 100 400] [--runs 5]
    python benchmarks/compare.py --profile

Both get the same words in the same font, size, leading and column, left-aligned, hyphenated, kerned, with
optimal line breaking, tags, bookmarks, contents and running heads, as PDF/UA-1 and PDF/A-2a. Each run is a
process of its own, ours and Typst's in turn; the table gives medians.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.sources import markdown_report, typst_source
from benchmarks.words import pieces

PARAGRAPHS = {10: 22, 100: 285, 400: 1160}
"""How many paragraphs make a report of so many pages in the default theme."""

COMMAND = Path(sys.executable).parent / "report-builder"
FONTS = Path(__file__).parent.parent / "src" / "report_builder" / "data" / "fonts"
TYPST = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], "
    "ignore_system_fonts=True, pdf_standards=['ua-1', 'a-2a'])"
)


@dataclass(frozen=True)
class Run:
    """One process: seconds on the wall and on the processors, peak memory in MB, what it printed."""

    wall: float
    processor: float
    memory: float
    printed: str


@dataclass(frozen=True)
class Contest:
    """Medians for one size: ours and Typst's, with pages and size in kB."""

    pages: tuple[int, int]
    wall: tuple[float, float]
    processor: tuple[float, float]
    memory: tuple[float, float]
    size: tuple[float, float]


def measure(command: Sequence[str | Path]) -> Run:
    """Run ``command`` and wait for it."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    assert process.stdout is not None
    printed = process.stdout.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}:\n{printed}")
    # Linux counts in kB, macOS in bytes.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, printed)


def prepare(pages: int, folder: Path) -> tuple[list[str | Path], list[str | Path]]:
    """Write the sources of both; the command of each."""
    text = tuple(pieces(PARAGRAPHS[pages]))
    markdown_report(text, folder / "report")
    source = folder / "report.typ"
    source.write_text(typst_source(text), "utf-8")
    ours: list[str | Path] = [
        COMMAND,
        "build",
        folder / "report",
        "--output",
        folder / "ours.pdf",
        "--timings",
    ]
    theirs: list[str | Path] = [sys.executable, "-c", TYPST, source, folder / "typst.pdf", FONTS]
    return ours, theirs


def contest(pages: int, runs: int, folder: Path) -> Contest:
    """Build ``runs`` times, in turn."""
    commands = prepare(pages, folder)
    for command in commands:  # once unmeasured: byte code, page cache
        measure(command)
    taken = [tuple(measure(command) for command in commands) for _ in range(runs)]
    ours, theirs = zip(*taken, strict=True)
    files = (folder / "ours.pdf", folder / "typst.pdf")
    return Contest(
        pages=(len(PdfReader(files[0]).pages), len(PdfReader(files[1]).pages)),
        wall=_medians(ours, theirs, "wall"),
        processor=_medians(ours, theirs, "processor"),
        memory=_medians(ours, theirs, "memory"),
        size=(files[0].stat().st_size / 1e3, files[1].stat().st_size / 1e3),
    )


def _medians(ours: Sequence[Run], theirs: Sequence[Run], name: str) -> tuple[float, float]:
    return (
        statistics.median(getattr(run, name) for run in ours),
        statistics.median(getattr(run, name) for run in theirs),
    )


def table(contests: Sequence[Contest]) -> str:
    """Give the Markdown table; each cell is ours / Typst's = ratio."""
    lines = [
        "| Pages (ours / Typst) | Wall, s | Processor, s | Peak memory, MB | Size, kB |",
        "| --- | --- | --- | --- | --- |",
    ]
    for one in contests:
        cells = [
            f"{one.pages[0]} / {one.pages[1]}",
            _cell(one.wall, 2),
            _cell(one.processor, 2),
            _cell(one.memory, 0),
            _cell(one.size, 0),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(pair: tuple[float, float], digits: int) -> str:
    return f"{pair[0]:.{digits}f} / {pair[1]:.{digits}f} = **{pair[0] / pair[1]:.2f}**"


def profile(pages: Sequence[int], runs: int, folder: Path) -> str:
    """Give the Markdown table of milliseconds by stage, medians; start-up is what no stage accounts for."""
    columns: list[dict[str, float]] = []
    for count in pages:
        ours, _ = prepare(count, folder)
        measure(ours)
        taken = [measure(ours) for _ in range(runs)]
        stages = [
            {
                name: float(value)
                for name, value in re.findall(r"^  (\S+) +(\d+) ms$", run.printed, re.MULTILINE)
            }
            for run in taken
        ]
        medians = {name: statistics.median(run[name] for run in stages) for name in stages[0]}
        outside = (run.wall * 1000 - sum(stage.values()) for run, stage in zip(taken, stages, strict=True))
        columns.append({"start-up": statistics.median(outside), **medians})
    lines = [
        f"| Stage, ms | {' | '.join(f'{count} pages' for count in pages)} |",
        f"| --- | {' | '.join('---:' for _ in pages)} |",
        *(f"| {name} | {' | '.join(f'{column[name]:.0f}' for column in columns)} |" for name in columns[0]),
    ]
    return "\n".join(lines)


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--pages", type=int, nargs="+", choices=sorted(PARAGRAPHS), default=sorted(PARAGRAPHS)
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="times by stage of our own build")
    parser.add_argument("--keep", type=Path, help="a folder for sources and files, kept")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        if chosen.profile:
            print(profile(chosen.pages, chosen.runs, folder))
        else:
            print(table([contest(pages, chosen.runs, folder) for pages in chosen.pages]))


if __name__ == "__main__":
    main()
