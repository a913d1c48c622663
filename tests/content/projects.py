"""Small projects for tests of the content reader."""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path

from report_builder.content.load import load_report
from report_builder.diagnostics import Outcome
from report_builder.model.blocks import Table
from report_builder.model.report import Report
from report_builder.sources.files import SourceFiles

REPORT = """\
title: Prøve
language: {language}
publisher: Utgiver
published: 2019-12-04
output: prove
html: {html}
chapters: [{chapters}]
"""

FINDINGS = """\
findings:
  - {id: tillit, value: 73, unit: "%", statement: Mer tillit, group: klima}
  - {id: uro, value: 7.5, unit: "%", statement: Mer uro., group: klima}
  - {id: saker, value: 12, unit: saker, statement: Flere saker, group: tall}
"""


def png(width: int = 40, height: int = 20) -> bytes:
    """A white picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\xff" * 3 * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def load(root: Path, *chapters: str, language: str = "nb", html: str = "error") -> Outcome[Report]:
    """Write a report with ``chapters`` into ``root`` and read it."""
    folder = root / "content/chapters"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "assets/bilder").mkdir(parents=True, exist_ok=True)
    (root / "assets/bilder/hvit.png").write_bytes(png())
    names = [f"k{number}.md" for number in range(1, len(chapters) + 1)]
    for name, text in zip(names, chapters, strict=True):
        (folder / name).write_text(text, "utf-8", newline="")
    report = REPORT.format(language=language, html=html, chapters=", ".join(names))
    (root / "content/report.yaml").write_text(report, "utf-8")
    (root / "content/findings.yaml").write_text(FINDINGS, "utf-8")
    return load_report(SourceFiles(root))


def report_of(root: Path, *chapters: str, language: str = "nb", html: str = "error") -> Report:
    """Read a report in which nothing is wrong."""
    outcome = load(root, *chapters, language=language, html=html)
    assert not outcome.diagnostics, [str(diagnostic) for diagnostic in outcome.diagnostics]
    assert outcome.value is not None
    return outcome.value


def only_table(root: Path) -> Table:
    """The table of a report of one chapter that has one; the folder ``root`` is taken away."""
    try:
        outcome = load_report(SourceFiles(root))
    finally:
        shutil.rmtree(root)
    assert outcome.value is not None, outcome.diagnostics
    (found,) = (block for block in outcome.value.chapters[0].blocks if isinstance(block, Table))
    return found
