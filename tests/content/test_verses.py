"""Poems and epigraphs: their lines, what they hold, and where they may stand."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

from report_builder.diagnostics import Severity
from report_builder.language.message import Message
from report_builder.model.blocks import BlockQuote, Paragraph, QuoteForm
from report_builder.model.inlines import LineBreak, Text, plain_text
from report_builder.model.walking import WRITTEN, walk
from tests.content.projects import load, report_of

BLANK = "\u00a0"


def stanzas(root: Path, text: str) -> list[list[str]]:
    """The lines of each stanza of the poem that ``text`` is."""
    (poem,) = report_of(root, f"# K\n\n{text}\n").chapters[0].blocks
    assert isinstance(poem, BlockQuote)
    assert poem.form is QuoteForm.POEM
    found = []
    for stanza in poem.blocks:
        assert isinstance(stanza, Paragraph)
        breaks = [one for one in walk(stanza.children, WRITTEN) if isinstance(one, LineBreak)]
        assert all(one.verse for one in breaks)
        found.append(
            "".join(
                "\n" if isinstance(one, LineBreak) else plain_text((one,)) for one in stanza.children
            ).split("\n")
        )
    return found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("en\nto", [["en", "to"]]),
        ("en\n\n\nto\ntre\n", [["en"], ["to", "tre"]]),
        ("en\n  to\n      tre", [["en", 2 * BLANK + "to", 6 * BLANK + "tre"]]),
        ("      en\n    to", [[2 * BLANK + "en", "to"]]),
        ("    en\n    to", [["en", "to"]]),
        ("en\\\nto  \ntre", [["en", "to", "tre"]]),
        ("1. en\n2. to", [["1. en", "2. to"]]),
        ("a) en\nb) to", [["a) en", "b) to"]]),
        ("| en\n|   to\n|\n| tre", [["en", 2 * BLANK + "to"], ["tre"]]),
        ("en | to\n---", [["en | to", "---"]]),
        ("*en*\nto", [["en", "to"]]),
        ("- en?\n- to", [["– en?", "– to"]]),
    ],
)
@pytest.mark.parametrize("head", ["poem", "{.poem}", "{.poem #navn}"])
def test_lines_stand_as_they_are_written(tmp_path: Path, head: str, text: str, read: list[list[str]]) -> None:
    assert stanzas(tmp_path, f"::: {head}\n{text}\n:::") == read


def test_a_poem_in_an_item_has_its_lines(tmp_path: Path) -> None:
    text = "- Punkt\n\n  ::: poem\n  en\n    to\n  :::\n\n> ::: poem\n> en\n>   to\n> :::"
    told = load(tmp_path, f"# K\n\n{text}\n")
    assert not [one for one in told.diagnostics if one.severity is Severity.ERROR]


def test_what_is_named_otherwise_keeps_its_rules(tmp_path: Path) -> None:
    blocks = report_of(tmp_path, '# K\n\n::: fact-box {title="poem"}\nen\nto\n:::\n').chapters[0].blocks
    assert "to" in str(blocks)
    assert not any(isinstance(one, BlockQuote) for one in blocks)


def test_an_epigraph_has_who_wrote_it(tmp_path: Path) -> None:
    text = (
        '# K\n\n::: epigraph {by="Ada *Prøve*"}\nOrd.\n:::\n\n## D\n\n::: epigraph\n| en\n| to\n:::\n\nT.\n'
    )
    first, section = report_of(tmp_path, text).chapters[0].blocks
    assert isinstance(first, BlockQuote)
    assert first.form is QuoteForm.EPIGRAPH
    assert plain_text(first.attribution) == "Ada Prøve"
    assert isinstance(first.attribution[0], Text)
    assert isinstance(section.blocks[0], BlockQuote)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "Tekst.\n\n::: epigraph\nOrd.\n:::",
        "::: epigraph\nOrd.\n:::\n\n::: epigraph\nOrd.\n:::",
        "- ::: epigraph\n  Ord.\n  :::",
        "::: poem\n# en\nto\n:::",
        "::: poem\n* en\n* to\n:::",
        "::: poem\n> en\n:::",
        ":::: poem\nen\n\n::: side-note\nto\n:::\n::::",
        "::: epigraph\n- en\n- to\n:::",
    ],
)
def test_what_belongs_elsewhere_is_told(tmp_path: Path, text: str) -> None:
    told = {one.code for one in load(tmp_path, f"# K\n\n{text}\n").diagnostics}
    assert told & {"RB-UNSUPPORTED", "RB-HEADING-LEVEL"}


@pytest.mark.parametrize("around", ["", "> "])
@pytest.mark.parametrize(
    "verses",
    [
        "kort\nlinje\nkort\nlinje",
        "kort\n    linje\nkort\n    linje",
        "Linje 0 0\nLinje 0 1\nLinje 0 2",
        "– å, mor\n– å, far\nså sa vi det",
        "A. Ja\nB. Nei",
        "En linje\n\nDen neste strofen har ord nok til å være et avsnitt, og den slutter med et punktum.",
        "det var\nvar det",
        "1. mai\n2. mai\nble det vår",
    ],
)
def test_nothing_is_told_of_verses(tmp_path: Path, around: str, verses: str) -> None:
    poem = indent(f"::: poem\n{verses}\n:::", around, lambda _: True)
    text = f"# K\n\nVi leser det her, og vi leser det høyt.\n\n{poem}\n\nSå går vi videre.\n"
    assert [one.code for one in load(tmp_path, text).diagnostics] == []


BEGINNINGS = {
    "* ": r"\* …",
    "+ ": r"\+ …",
    "- ": r"\- …",
    "> ": r"\> …",
    ">": r"\> …",
    "# ": r"\# …",
    "### ": r"\### …",
    "1. ": r"1\. …",
    "3) ": r"3\) …",
    "17. ": r"17\. …",
}


TAKEN = ("- ", "1. ", "3) ", "17. ")
"""What begins verses in a poem as it is written."""


@pytest.mark.parametrize("before", ["", "En linje\n\n"])
@pytest.mark.parametrize(
    ("name", "sign"),
    [
        (name, sign)
        for name in ("poem", "epigraph")
        for sign in BEGINNINGS
        if name != "poem" or sign not in TAKEN
    ],
)
def test_a_verse_that_a_sign_makes_something_else_is_told_with_its_cure(
    name: str, sign: str, before: str, tmp_path: Path
) -> None:
    told = load(tmp_path, f"# K\n\n::: {name}\n{before}{sign}fugl\n:::\n").diagnostics
    (one,) = [item for item in told if item.code == "RB-UNSUPPORTED"]
    assert isinstance(one.hint, Message)
    assert (one.hint.key, dict(one.hint.values)["written"]) == ("content.verse-sign.hint", BEGINNINGS[sign])
    assert one.span is not None
    assert one.span.line == 4 + before.count("\n")
    cured = BEGINNINGS[sign].removesuffix(" …") + sign[len(sign.rstrip()) :]
    report = report_of(tmp_path, f"# K\n\n::: {name}\n{before}{cured}fugl\n:::\n")
    (poem,) = report.chapters[0].blocks
    assert isinstance(poem, BlockQuote)
    last = poem.blocks[-1]
    assert isinstance(last, Paragraph)
    assert plain_text(last.children).replace("\u00a0", " ") == f"{sign}fugl"


@pytest.mark.parametrize(
    "block", ["```\nkode\n```", "---", "| A | B |\n|---|---|\n| c | d |", "Ord\n: mening", "en\n==="]
)
def test_what_is_no_verse_goes_below(block: str, tmp_path: Path) -> None:
    told = load(tmp_path, f"# K\n\n::: epigraph\nEn linje\n\n{block}\n:::\n").diagnostics
    hints = {item.hint.key for item in told if isinstance(item.hint, Message)}
    assert "content.rest-below" in hints
    assert "content.verse-sign.hint" not in hints
