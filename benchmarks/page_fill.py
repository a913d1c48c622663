"""How full the pages of reports are, and what they weigh.

    python benchmarks/page_fill.py FOLDER... [--theme noktern]

Lays each report out with its page breaks chosen together and page by page. For each way it prints how many
pages of running text are filled below the bar, the least, the mean, what all weigh together, and the
milliseconds of the layout. The last pages of chapters do not count.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import mean

from msgspec.structs import replace

from report_builder.content.load import read_report
from report_builder.layout import lay_out
from report_builder.layout.pages.weighing import LEAST_FILL
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme


def measure(folder: Path, named: str, *, ahead: bool) -> str:
    """Lay out one report; give its line of the table."""
    files = SourceFiles(folder)
    report = read_report(files).report
    theme = load_theme(named or report.publication.theme, files).value
    assert theme is not None, f"{folder}: its theme is at fault"
    report = replace(report, publication=replace(report.publication, look_ahead=ahead))
    started = time.perf_counter()
    laid_out = lay_out(report, theme, weigh=True).value
    seconds = time.perf_counter() - started
    assert laid_out is not None, f"{folder}: it cannot be laid out"
    fills = [page.fill for page in laid_out.weighed if not page.is_last] or [1.0]
    low = sum(fill < LEAST_FILL for fill in fills)
    weight = sum(page.total for page in laid_out.weighed)
    way = "look-ahead" if ahead else "page-by-page"
    numbers = f"{len(laid_out.weighed)} | {low} | {min(fills):.2f} | {mean(fills):.2f} | {weight:.0f}"
    return f"| {folder.name or folder} | {way} | {numbers} | {seconds * 1000:.0f} |"


def main() -> None:
    """Print a table with two lines for each report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--theme", default="")
    asked = parser.parse_args()
    print("| Report | Breaks | Pages | Low | Least | Mean | Weight | ms |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for folder in asked.folders:
        for ahead in (False, True):
            print(measure(folder, asked.theme, ahead=ahead))


if __name__ == "__main__":
    main()
