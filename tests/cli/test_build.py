"""What the command takes along: a build of a small report should not cost what it does not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_BUILD = """
import sys
{before}
from report_builder.cli.app import run
status = run(["build", sys.argv[1], "--output", sys.argv[2]], {{}}, lambda: 0.0)
print(sys.modules.get("_hashlib"))
sys.exit(status)
"""


def built(root: Path, target: Path, before: str = "") -> tuple[bytes, str]:
    """The finished file, and what the process then had in place of OpenSSL."""
    command = [sys.executable, "-c", _BUILD.format(before=before), str(root), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return target.read_bytes(), done.stdout.splitlines()[-1]


def test_a_build_does_not_load_openssl(good_report: Path, tmp_path: Path) -> None:
    without, found = built(good_report, tmp_path / "without.pdf")
    assert found == "None"
    with_openssl, found = built(good_report, tmp_path / "with.pdf", "import hashlib")
    assert found.startswith("<module '_hashlib'")
    assert without == with_openssl


@pytest.mark.parametrize("digest", ["_md5", "_blake2"])
def test_a_python_without_digests_of_its_own_keeps_openssl(
    digest: str, good_report: Path, tmp_path: Path
) -> None:
    """As Python is built for some distributions."""
    hide = (
        "import report_builder.cli.build as build\n"
        "real = build.find_spec\n"
        f"build.find_spec = lambda name: None if name == '{digest}' else real(name)\n"
    )
    _, found = built(good_report, tmp_path / "report.pdf", hide)
    assert found.startswith("<module '_hashlib'")


NOT_NEEDED = (
    *("difflib", "fontTools.ttLib", "http", "json", "jinja2", "pikepdf", "rich"),
    *("report_builder.archive", "report_builder.pipeline.formers"),
    *("report_builder.pipeline.shelf", "report_builder.publish"),
)
"""What other commands need, or a build of what is faulty."""


def test_a_build_takes_along_only_what_it_needs(good_report: Path, tmp_path: Path) -> None:
    code = _BUILD.format(before="").replace(
        'sys.modules.get("_hashlib")', f"[*{{*{NOT_NEEDED}}} & {{*sys.modules}}]"
    )
    command = [sys.executable, "-c", code, str(good_report), str(tmp_path / "report.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_build_leaves_font_tools_to_who_asks_later(good_report: Path, tmp_path: Path) -> None:
    code = _BUILD.format(before="").replace(
        'print(sys.modules.get("_hashlib"))', "from fontTools.ttLib import TTFont; print(TTFont.__name__)"
    )
    command = [sys.executable, "-c", code, str(good_report), str(tmp_path / "report.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "TTFont"
