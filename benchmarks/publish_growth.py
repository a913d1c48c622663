"""What a publish costs as versions come: nothing changed, and one version more.

    python benchmarks/publish_growth.py [--report FOLDER] [--versions 2 40] [--runs 5]

A copy of the report gets one paragraph more for each version and is released; then `report-builder publish`
is measured as a whole process: processor seconds (user and system) and memory, medians of the runs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

COMMAND = [sys.executable, "-m", "report_builder"]


class Cost(NamedTuple):
    """Processor seconds and megabytes of one process."""

    seconds: float
    megabytes: float


def measured(*arguments: str) -> Cost:
    """Run the program and give what it cost."""
    process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(arguments)} failed")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def release(root: Path, number: int) -> None:
    """Add a paragraph, and release."""
    chapter = max((root / "content/chapters").glob("*.md"))
    chapter.write_text(chapter.read_text("utf-8") + f"\nAvsnitt {number} er nytt i denne utgaven.\n", "utf-8")
    measured("release", str(root), "--note", f"Utgave {number}.")


def median(costs: list[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--report", type=Path, default=Path(__file__).parent.parent)
    parser.add_argument("--versions", type=int, nargs="+", default=[2, 40])
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "report")
        shutil.copytree(asked.report / "content", root / "content")
        if (asked.report / "assets").is_dir():
            shutil.copytree(asked.report / "assets", root / "assets")
        for number in range(1, max(asked.versions) + 2):
            release(root, number)
            if number - 1 in asked.versions:
                measure(root, number - 1, asked.runs)
            measured("publish", str(root))
            if number in asked.versions:
                costs = [measured("publish", str(root)) for _ in range(asked.runs)]
                tell(f"{number} versions, nothing changed", median(costs))


def measure(root: Path, before: int, runs: int) -> None:
    """Publish one version more than stands there, again and again from the same site."""
    site, kept = root / "output/site", root.parent / "kept"
    shutil.copytree(site, kept, symlinks=True)
    costs = []
    for _ in range(runs):
        shutil.rmtree(site)
        shutil.copytree(kept, site, symlinks=True)
        costs.append(measured("publish", str(root)))
    tell(f"{before} versions, one more", median(costs))
    shutil.rmtree(kept)


def tell(what: str, cost: Cost) -> None:
    """Print one line of the table."""
    print(f"{what:32} {cost.seconds:6.2f} s processor  {cost.megabytes:6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
