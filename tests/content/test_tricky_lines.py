"""Lines that are easily mended wrongly: law numbers, scores, names, code, dates, formulas and the like."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from report_builder.content.pasted.checking import tell_pasted
from report_builder.diagnostics import Diagnostics
from report_builder.sources.edits import apply_fixes

PATH = "content/chapters/k1.md"
LINES: dict[str, dict[str, str | None]] = yaml.safe_load(
    (Path(__file__).parent / "tricky.yaml").read_text("utf-8")
)
CODES = {"RB-TYPOGRAPHY", "RB-DASH", "RB-QUOTES"}


def mended(text: str, language: str) -> str:
    """What ``--fix`` makes of the signs of a text; a second look finds no more to mend."""
    diagnostics = Diagnostics()
    tell_pasted(text.split("\n"), PATH, language, diagnostics)
    told = [item for item in diagnostics.items if item.code in CODES]
    changed, _mendings = apply_fixes(told, {PATH: text.encode()})
    if not changed:
        return text
    after = changed[PATH].decode()
    assert mended(after, language) == after
    return after


def _fixtures() -> list[tuple[str, str]]:
    """The sentences of the fixtures for dashes and typography, with their language."""
    folders = ("dashes", "typography")
    found = [
        (path.stem, path) for folder in folders for path in sorted((Path(__file__).parent / folder).iterdir())
    ]
    parts = [(language, yaml.safe_load(path.read_text("utf-8"))) for language, path in found]
    return [(language, text) for language, part in parts for kind in part.values() for text in kind]


@pytest.mark.parametrize(("language", "text"), _fixtures())
def test_what_is_mended_once_is_mended(language: str, text: str) -> None:
    mended(text, language)


def test_there_are_many() -> None:
    assert sum(map(len, LINES.values())) >= 100


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [(language, *pair) for language, own in LINES.items() for pair in own.items()],
)
def test_nothing_is_mended_wrongly(language: str, text: str, right: str | None) -> None:
    assert mended(text, language) == (right or text)
