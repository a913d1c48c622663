"""Build text-only reports of 10, 100 and 400 pages, beside Typst, and print the ratios.

    python benchmarks/compare.py [--pages 10 100 400] [--runs 5]
    python benchmarks/compare.py --profile

Both get the same words in the same font, size, leading and column, left-aligned, hyphenated, kerned, with
tags, bookmarks, contents and running heads, as PDF/UA-1 and PDF/A-2a. Typst runs twice: with optimized line
breaks, which is what we do, and with simple ones, which is what it does by itself where text is not
justified. Each run is a process of its own, all in turn; the table gives medians.
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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.sources import markdown_report, typst_source
from benchmarks.words import pieces

PARAGRAPHS = {10: 18, 100: 290, 400: 1230}
"""How many paragraphs make a report of so many pages in the default theme."""

OURS = "report-builder"
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
class Result:
    """Medians of one contestant: pages, seconds on wall and processors, MB of memory, kB of file."""

    name: str
    pages: int
    wall: float
    processor: float
    memory: float
    size: float


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


def prepare(pages: int, folder: Path, command: Path) -> dict[str, list[str | Path]]:
    """Write the sources; the command of each contestant, which writes a file of its name."""
    text = tuple(pieces(PARAGRAPHS[pages]))
    markdown_report(text, folder / "report")
    commands: dict[str, list[str | Path]] = {
        OURS: [command, "build", folder / "report", "--output", folder / f"{OURS}.pdf", "--timings"]
    }
    for linebreaks in ("optimized", "simple"):
        name = f"Typst, {linebreaks}"
        source = folder / f"{linebreaks}.typ"
        source.write_text(typst_source(text, linebreaks), "utf-8")
        commands[name] = [sys.executable, "-c", TYPST, source, folder / f"{name}.pdf", FONTS]
    return commands


def contest(pages: int, runs: int, folder: Path, command: Path) -> list[Result]:
    """Build ``runs`` times, in turn."""
    commands = prepare(pages, folder, command)
    for line in commands.values():  # once unmeasured: byte code, page cache
        measure(line)
    taken = [{name: measure(line) for name, line in commands.items()} for _ in range(runs)]
    return [_result(name, [run[name] for run in taken], folder / f"{name}.pdf") for name in commands]


def _result(name: str, runs: Sequence[Run], file: Path) -> Result:
    return Result(
        name,
        pages=len(PdfReader(file).pages),
        wall=statistics.median(run.wall for run in runs),
        processor=statistics.median(run.processor for run in runs),
        memory=statistics.median(run.memory for run in runs),
        size=file.stat().st_size / 1e3,
    )


def table(contests: Iterable[Sequence[Result]]) -> str:
    """Give the Markdown table; behind each figure of Typst stands ours as a ratio to it."""
    lines = [
        "| | Pages | Wall, s | Processor, s | Memory, MB | Size, kB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for ours, *others in contests:
        lines.append(
            f"| **{ours.name}** | {ours.pages} | {ours.wall:.2f} | {ours.processor:.2f} "
            f"| {ours.memory:.0f} | {ours.size:.0f} |"
        )
        lines.extend(
            f"| {other.name} | {other.pages} | {_against(ours.wall, other.wall, 2)} "
            f"| {_against(ours.processor, other.processor, 2)} | {_against(ours.memory, other.memory, 0)} "
            f"| {_against(ours.size, other.size, 0)} |"
            for other in others
        )
    return "\n".join(lines)


def _against(ours: float, theirs: float, digits: int) -> str:
    return f"{theirs:.{digits}f} (×{ours / theirs:.2f})"


def profile(pages: Sequence[int], runs: int, folder: Path, command: Path) -> str:
    """Give the Markdown table of milliseconds by stage, medians; start-up is what no stage accounts for."""
    columns: list[dict[str, float]] = []
    for count in pages:
        ours = prepare(count, folder, command)[OURS]
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
    parser.add_argument(
        "--command",
        type=Path,
        default=COMMAND,
        help="our command; `make bench` names one of an environment with nothing but what a build needs",
    )
    parser.add_argument("--keep", type=Path, help="a folder for sources and files, kept")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        if chosen.profile:
            print(profile(chosen.pages, chosen.runs, folder, chosen.command))
        else:
            print(table([contest(pages, chosen.runs, folder, chosen.command) for pages in chosen.pages]))


if __name__ == "__main__":
    main()
