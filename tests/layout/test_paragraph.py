"""Composed lines hold every character once, in order, inside the measure."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from report_builder.diagnostics import SourceSpan
from report_builder.layout.compose.paragraph import Composer, Trouble
from report_builder.layout.compose.runs import Line, Look, Run
from report_builder.model.numerals import BLANKS
from report_builder.sources.characters import SOFT_HYPHEN
from tests.layout.composing import Document, Named

DOCUMENT = Document()
PLAIN = DOCUMENT.look(DOCUMENT.serif)
LOOKS = [
    PLAIN,
    DOCUMENT.look(DOCUMENT.sans, 8.5, "en"),
    DOCUMENT.look(DOCUMENT.sans, 14.0, "nn", tracking=0.6),
    DOCUMENT.look(DOCUMENT.mono, 9.7, ""),
    DOCUMENT.look(DOCUMENT.serif, 40.0, "se", tracking=-0.3),
]
OWNERS = [Named("first"), Named("second")]
WORDS = [
    "toppledergruppeutviklingsprogrammet",
    "og",
    "i",
    "IKT-strategiarbeidet",
    "2014–2017",
    "kunnskaps- og",
    "forvaltnings\u00adutvik\u00adling",
    "\u00ad",
    "\u00adkant\u00ad",
    "73\u00a0%",
    "10\u202f000\u2007kr",
    "tre\u2011fire",
    "https://www.regjeringen.no/no/dokumenter/meld.-st.-30-20192020/id2715113/",
    "ola.nordmann@dfo.no",
    "og/eller",
    "«Åpenhet»",
    "(AV)ATLeT\\o/",
    "Ω≠ŋčđ",
    "x" * 70,
    "ångstrøm",
    "",
    " ",
    "\n",
]
TEXT = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from([" ", "  ", "\n"]),
        st.text("abeiklnrstvøåVAT.,-–/()\\ \u00ad\u00a0", max_size=24),
    ),
    max_size=14,
).map("".join)
RUN = st.tuples(TEXT, st.sampled_from(LOOKS), st.sampled_from(OWNERS))


def make(parts: list[tuple[str, Look, Named]]) -> list[Run]:
    return [Run(text, look, owner) for text, look, owner in parts]


def can_be_divided(text: str) -> bool:
    return len(text.strip(" ").replace(SOFT_HYPHEN, "")) > 1


def closing_blank(line: Line) -> float:
    """The width of the blank that ends the line, be it one before a unit."""
    last = DOCUMENT.text(line)[-1:]
    if not last:
        return 0.0
    look = line.segments[-1].look
    return look.space if last == " " else look.width(look.face.word(last)) if last in BLANKS else 0.0


@settings(max_examples=300, deadline=None)
@example([("abc", PLAIN, OWNERS[0]), ("\u00ad ", PLAIN, OWNERS[0]), ("d", PLAIN, OWNERS[0])], 100.0)
@example([("a \u00ad", PLAIN, OWNERS[0]), ("b", PLAIN, OWNERS[0])], 100.0)
@example([("x" * 30, PLAIN, OWNERS[0]), ("y" * 30, LOOKS[1], OWNERS[1])], 170.0)
@given(st.lists(RUN, max_size=6), st.sampled_from([20.0, 60.0, 112.0, 340.0, float("inf")]))
def test_every_character_once_inside_the_measure(
    parts: list[tuple[str, Look, Named]], measure: float
) -> None:
    lines = Composer().compose(make(parts), measure)
    source = "".join(text for text, _, _ in parts)
    assert DOCUMENT.read(lines).split() == source.replace(SOFT_HYPHEN, "").split()
    for line in lines:
        assert line.width <= measure + 0.02 or not can_be_divided(DOCUMENT.text(line))
        painted = sum(map(DOCUMENT.painted_width, line.segments))
        assert painted == pytest.approx(sum(segment.width for segment in line.segments), abs=1e-6)
        assert any(line.width == pytest.approx(painted - end, abs=1e-6) for end in (closing_blank(line), 0.0))


@settings(max_examples=100, deadline=None)
@given(st.lists(RUN, max_size=6), st.sampled_from([60.0, 340.0]))
def test_every_character_keeps_its_look_and_owner(
    parts: list[tuple[str, Look, Named]], measure: float
) -> None:
    lines = Composer().compose(make(parts), measure)
    expected = [
        (char, look.face, owner)
        for text, look, owner in parts
        for char in text
        if char not in " \n\u00ad\u00a0"
    ]
    found = [
        (char, segment.look.face, segment.owner)
        for line in lines
        for segment in line.segments
        for char in DOCUMENT.words(segment)
        if char not in " \u00ad"
    ]
    assert found == expected


@given(st.integers(0, 5))
def test_a_newline_ends_a_line_and_two_leave_one_blank(count: int) -> None:
    lines = Composer().compose([Run("a" + "\n" * count + "b", PLAIN, OWNERS[0])], 340.0)
    texts = [DOCUMENT.text(line).strip() for line in lines]
    assert texts == (["ab"] if count == 0 else ["a", *[""] * (count - 1), "b"])


def test_no_text_is_one_empty_line() -> None:
    assert [line.segments for line in Composer().compose([], 100.0)] == [()]
    assert [line.segments for line in Composer().compose([Run("  ", PLAIN, OWNERS[0])], 100.0)] == [()]


def test_words_stay_apart_at_the_end_of_lines_but_not_of_the_paragraph() -> None:
    lines = Composer().compose([Run("ord " * 40, PLAIN, OWNERS[0])], 100.0)
    texts = [DOCUMENT.text(line) for line in lines]
    assert all(text.endswith("ord ") for text in texts[:-1])
    assert texts[-1].endswith("ord")


def test_a_hyphen_is_a_soft_one_in_the_text_and_a_line_never_begins_with_a_blank() -> None:
    text = "toppledergruppeutviklingsprogrammet i forvaltningen " * 12
    lines = Composer().compose([Run(text, PLAIN, OWNERS[0])], 120.0)
    texts = [DOCUMENT.text(line) for line in lines]
    assert any(text.endswith(SOFT_HYPHEN) for text in texts)
    assert not any(text.startswith(" ") for text in texts)
    assert not any(SOFT_HYPHEN in text[:-1] for text in texts)


def test_a_soft_hyphen_inside_a_line_is_not_seen() -> None:
    (line,) = Composer().compose([Run("for\u00advalt\u00adning og\u00ad", PLAIN, OWNERS[0])], 340.0)
    (plain,) = Composer().compose([Run("forvaltning og", PLAIN, OWNERS[0])], 340.0)
    assert DOCUMENT.text(line) == "forvaltning og"
    assert line.width == plain.width


def test_a_word_that_cannot_be_divided_is_broken_and_said_once() -> None:
    composer = Composer()
    span = SourceSpan("x.md", 3)
    lines = composer.compose([Run("kort " + "x" * 5000 + " kort", PLAIN, OWNERS[0], span)], 340.0)
    assert DOCUMENT.read(lines) == "kort " + "x" * 5000 + " kort"
    assert max(line.width for line in lines) <= 340.01
    assert [(trouble.missing, trouble.word, trouble.span) for trouble in composer.troubles] == [
        ("", "x" * 5000, span)
    ]


def test_only_the_part_that_is_too_long_is_broken_anywhere() -> None:
    text = "q" * 40 + "/departementenes"
    lines = Composer().compose([Run(text, PLAIN, OWNERS[0])], 90.0)
    assert DOCUMENT.read(lines) == text
    assert (
        re.search(r"/departe", "|".join(DOCUMENT.text(line) for line in lines).replace("|", "")) is not None
    )
    assert max(line.width for line in lines) <= 90.01


def test_parts_of_a_word_in_several_looks_are_broken_too() -> None:
    composer = Composer()
    lines = composer.compose([Run("x" * 30, PLAIN, OWNERS[0]), Run("y" * 30, LOOKS[1], OWNERS[1])], 170.0)
    assert len(lines) > 1
    assert max(line.width for line in lines) <= 170.01
    assert composer.troubles


def test_a_missing_character_is_said_with_its_place() -> None:
    composer = Composer()
    span = SourceSpan("x.md", 7)
    composer.compose([Run("et 漢字 her", PLAIN, OWNERS[0], span)], 340.0)
    assert composer.troubles == [Trouble("漢字", "漢字", PLAIN, span)]


def test_natural_width_is_the_longest_part_and_the_whole() -> None:
    runs = [Run("kort departement\nlang linje med flere ord", PLAIN, OWNERS[0])]
    longest, whole = Composer().natural_width(runs)
    lines = Composer().compose(runs, float("inf"))
    assert whole == pytest.approx(max(line.width for line in lines))
    assert longest < PLAIN.width(PLAIN.face.word("departement"))
    for line in Composer().compose(runs, longest):
        assert line.width <= longest + 0.02
