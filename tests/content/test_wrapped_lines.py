"""Lines that print reads together: a fault over a line end is told and mended as one inside a line is."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest

from report_builder.content.pasted.checking import tell_pasted
from report_builder.content.pasted.prose import paragraphs
from report_builder.content.pasted.scan import runs
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.sources.edits import apply_fixes
from tests.content.test_cures import FIXTURES
from tests.content.test_tricky_lines import CODES, PATH

SAMPLE = 1500


def told(text: str, language: str) -> list[Diagnostic]:
    diagnostics = Diagnostics()
    tell_pasted(text.split("\n"), PATH, language, diagnostics)
    return [item for item in diagnostics.items if item.code in CODES]


def mended(text: str, found: Sequence[Diagnostic]) -> str:
    changed, _ = apply_fixes(found, {PATH: text.encode()})
    return changed.get(PATH, text.encode()).decode()


def in_words(found: Sequence[Diagnostic]) -> list[tuple[str, str, bool]]:
    """What is told, whatever its place."""
    return [(item.code, str(item.message), bool(item.fixes)) for item in found]


def wrapped() -> Iterator[tuple[str, str, str]]:
    """Every fixture with each of its blanks in turn as a line end, where its lines are read together."""
    for language, text in sorted(set(FIXTURES)):
        if "\n" in text or "  " in text:
            continue
        for at, sign in enumerate(text):
            lines = f"{text[:at]}\n{text[at + 1 :]}" if sign == " " else ""
            if lines and _is_one(lines):
                yield language, text, lines


def _is_one(lines: str) -> bool:
    found = list(runs(lines.split("\n"), PATH))
    return len(found) == 1 and len(list(paragraphs(found[0]))) == 1


WRAPPED = list(wrapped())


def differences(texts: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """The texts of which something else is told, or that become others, where they are wrapped."""
    found = []
    for language, text, lines in texts:
        alone, over = told(text, language), told(lines, language)
        same = in_words(alone) == in_words(over)
        if not same or mended(text, alone) != mended(lines, over).replace("\n", " "):
            found.append((text, lines))
    return found


def test_a_line_end_is_a_blank_to_every_look() -> None:
    assert len(WRAPPED) > SAMPLE
    assert differences(random.Random(11).sample(WRAPPED, SAMPLE)) == []  # noqa: S311  a sample, no secret


@pytest.mark.whole
def test_a_line_end_is_a_blank_to_every_look_at_every_place() -> None:
    assert differences(WRAPPED) == []


MENDED = {
    "Møtet er på kl\n9:30 i dag": "Møtet er på kl.\n9.30 i dag",
    "I perioden 2014-\n2017 var det": "I perioden 2014–2017 var det",
    "Ja, side 12 -\n14 i boka": "Ja, side 12–14 i boka",
    "- I perioden 2014-\n  2017 og 2018-\n  2019 var det": "- I perioden 2014–2017 og 2018–2019 var det",
    "Vi kom -\nog gikk": "Vi kom –\nog gikk",
    "Ta f.\neks. en buss": "Ta f.eks. en buss",
    "Rommet er 5 x\n3 meter": "Rommet er 5 ×\n3 meter",
    "Det er 65\n%.": "Det er 65\n%.",
    "Det er slutt\n.": "Det er slutt.",
}


@pytest.mark.parametrize("text", MENDED)
def test_a_line_end_stays_where_a_blank_does(text: str) -> None:
    assert mended(text, told(text, "nb")) == MENDED[text]
    assert [item for item in told(MENDED[text], "nb") if item.fixes] == []


@pytest.mark.parametrize("text", ["Se punkt 2014-  \n2017 er et år", "Se punkt 2014-\\\n2017 er et år"])
def test_a_line_that_ends_in_print_too_is_read_by_itself(text: str) -> None:
    assert told(text, "nb") == []
