"""Damaged fonts as a theme's own: each is told at its line, or sets every text as the sound font does."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.cli.app import run
from tests.said import ENGLISH
from tests.sample_reports import ROOT, make_folder
from tests.theme.font_copies import SOUND, damaged, resealed


@pytest.fixture(scope="module")
def report() -> Path:
    """A report with a theme of its own, whose serif is ``A.ttf``."""
    root = make_folder(
        "# Kapittel\n\nVÅR Tekst, med *kursiv*, **halvfet** og tall: 1234567890 % Å é ü – «ja».\n"
    )
    folder = root / "assets" / "themes" / "eget"
    folder.mkdir(parents=True)
    text = (ROOT / "src/report_builder/data/themes/noktern/theme.yaml").read_text("utf-8")
    assert "Literata-Regular.ttf" in text
    (folder / "theme.yaml").write_text(text.replace("Literata-Regular.ttf", "A.ttf"), "utf-8")
    facts = root / "content" / "report.yaml"
    facts.write_text(facts.read_text("utf-8") + "theme: eget\n", "utf-8")
    return root


def line_of(root: Path) -> int:
    lines = (root / "assets/themes/eget/theme.yaml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if "A.ttf" in line)


def built(root: Path, data: bytes, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, bytes]:
    (root / "assets/themes/eget/A.ttf").write_bytes(data)
    out = root / "out.pdf"
    out.unlink(missing_ok=True)
    status = run(["build", str(root), "--output", str(out)], ENGLISH, lambda: 0.0)
    return status, capsys.readouterr().err, out.read_bytes() if out.exists() else b""


def answered(
    report: Path, capsys: pytest.CaptureFixture[str], copies: dict[int, bytes], *, same: bool
) -> None:
    """Every copy is told at the theme's line, or set; with ``same`` as the sound font is set."""
    status, said, sound = built(report, SOUND, capsys)
    assert (status, bool(sound)) == (0, True), said
    place = f"assets/themes/eget/theme.yaml:{line_of(report)}:"
    for number, data in copies.items():
        status, said, pdf = built(report, data, capsys)
        if status == 0:
            assert not same or pdf == sound, f"copy {number} is set otherwise than the sound font"
        else:
            assert status == 2, f"copy {number}: {said}"
            errors = [line for line in said.splitlines() if " RB-FONT" in line]
            assert errors, f"copy {number}: {said}"
            assert all(place in line for line in errors), said


def test_a_damaged_font_is_told(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answered(report, capsys, {number: damaged(number) for number in range(12)}, same=True)


def test_a_font_that_was_saved_damaged_never_ends_the_program(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(report, capsys, {number: resealed(damaged(number)) for number in range(12)}, same=False)


@pytest.mark.whole
def test_every_damaged_font_is_told(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies = {number: damaged(number) for number in range(400)}
    answered(report, capsys, copies, same=True)
    answered(report, capsys, {number: resealed(data) for number, data in copies.items()}, same=False)
