"""A block of code that nothing closes is told at its first line, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Message
from tests.content.projects import load

FENCES = ("```", "~~~", "````", "```python")
PLACES = {
    "chapter": ("", ""),
    "section": ("## Avsnitt\n\n", ""),
    "item": ("- Et punkt\n\n  ", "  "),
    "number": ("1. Et punkt\n\n   ", "   "),
    "quotation": ("> ", "> "),
    "below text": ("Et ord.\n", ""),
    "in a lead": ("::: lead\n", ""),
    "in a box": ('::: {.fact-box title="Et ord"}\nTekst.\n\n', ""),
    "in boxes": ('::: {.fact-box title="Et ord"}\n- Tekst\n\n  ', "  "),
}
REST = ("", "\n\n## Neste\n\nTekst [@kilde] og [b](#c).", "\n\nTekst.\n:::\n", "\n\n| A |\n|---|\n| b |")


def said(told: Sequence[Diagnostic], key: str) -> list[Diagnostic]:
    return [item for item in told if isinstance(item.message, Message) and item.message.key == key]


@pytest.mark.parametrize("rest", REST)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("fence", FENCES)
def test_code_that_nothing_closes_is_told_at_its_first_line(
    fence: str, place: str, rest: str, tmp_path: Path
) -> None:
    before, indent = PLACES[place]
    outcome = load(tmp_path, f"# K\n\n{before}{fence}\n{indent}kode = 1{rest}\n")
    told = said(outcome.diagnostics, "content.code-open")
    assert [item.code for item in told] == ["RB-UNKNOWN-BLOCK"]
    assert told[0].span is not None
    assert told[0].span.line == 3 + before.count("\n")
    assert place == "in boxes" or not said(outcome.diagnostics, "content.block-open")
    assert outcome.value is None


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n\nMer tekst."])
@pytest.mark.parametrize("code", ["a", "a\n\nb", "\n\na\n\n", "## a\n``\n~~~"])
@pytest.mark.parametrize("place", ["chapter", "section", "item", "number", "quotation", "below text"])
def test_code_that_is_closed_is_none(place: str, code: str, end: str, tmp_path: Path) -> None:
    before, indent = PLACES[place]
    lines = f"```\n{code}\n```".replace("\n", f"\n{indent}")
    assert not said(load(tmp_path, f"# K\n\n{before}{lines}{end}").diagnostics, "content.code-open")
