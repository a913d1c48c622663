"""What tools that tell formats apart say of a file: they read no more than its first 128 KiB."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from report_builder.finish import BuildStamp, finish
from tests.finish.synthetic import large, make_report

PDF_A_2A = "fmt/476"
"""The format in PRONOM, the register of the National Archives of the United Kingdom."""
READ = 131_072


@pytest.mark.parametrize("pages", [10, 400])
def test_a_file_of_any_length_is_known_as_pdf_a(pages: int, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(finish(large(pages, 12), make_report().publication, BuildStamp()))
    assert pages == 10 or path.stat().st_size > READ
    command = [sys.executable, "-m", "fido.fido", "-q", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert [line.split(",")[2] for line in said.splitlines()] == [PDF_A_2A], said
