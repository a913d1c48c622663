"""Rows 18 and 19 of the fault table: a table of 10,000 rows, and a cell taller than a page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from report_builder.check.reading import Node, read_structure


def append(root: Path, text: str) -> None:
    with (root / "content" / "chapters" / "innledning.md").open("a", encoding="utf-8") as file:
        file.write(text)


# A small process starts the build and waits for it: a process begins its life with the memory of the one
# that starts it, and that of a test run is large.
MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))
sys.exit(process.returncode)
"""


def build(root: Path, output: Path) -> tuple[Node, float]:
    """Build in a process of its own; the tags, and the process's peak memory in MB."""
    command = [sys.executable, "-m", "report_builder", "build", str(root), "-o", str(output)]
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, *command], check=True, capture_output=True, text=True
    )
    (document,) = read_structure(output.read_bytes())
    return document, float(measured.stdout)


def test_ten_thousand_rows(good_report: Path, tmp_path: Path) -> None:
    rows = "".join(f"| Rad {number} | {number} |\n" for number in range(1, 10_001))
    append(good_report, f"\nTabell: Mange rader {{#tbl-mange}}\n\n| Hva | Tall |\n| --- | ---: |\n{rows}")

    document, memory = build(good_report, tmp_path / "x.pdf")

    table = max(
        (node for node in document.walk() if node.standard == "Table"), key=lambda node: len(node.text)
    )
    rows_found = [node for node in table.walk() if node.standard == "TR"]
    found = [[cell.text for cell in row.walk() if cell.standard in {"TH", "TD"}] for row in rows_found]
    # The head is a tag once; where it is repeated it is decoration.
    assert found == [["Hva", "Tall"], *([f"Rad {number}", str(number)] for number in range(1, 10_001))]
    assert memory < 500


def test_a_cell_taller_than_a_page_goes_on_on_the_next(good_report: Path, tmp_path: Path) -> None:
    text = " ".join(f"ord{number}" for number in range(2000))
    append(good_report, f"\n| Hva | Tekst |\n| --- | --- |\n| a | {text} |\n")

    document, _ = build(good_report, tmp_path / "x.pdf")

    (cell,) = (node for node in document.walk() if node.standard == "TD" and "ord1999" in node.text)
    assert cell.text.split() == text.split()
    assert len({passage.page for passage in cell.passages}) > 1
