"""What moved, was divided or was merged is followed through its changes, and its numbers are listed."""

from __future__ import annotations

import pytest

from report_builder.compare import Comparison, Side, as_text
from report_builder.compare.comparing import compare_readings
from report_builder.compare.model import Change, Kind, Op, Spot
from report_builder.compare.reading import Block, Reading
from report_builder.compare.word_diff import tokens
from report_builder.language.catalogue import catalogue
from tests.compare.editions import changed

ENGLISH = catalogue("en")

HOUSES = "Første avsnitt handler om bygningene i kommunen og hvordan de blir holdt ved like gjennom året."
MONEY = (
    "Andre avsnitt handler om pengene: det gikk med {} kroner, en økning på 3 prosent fra året før. "
    "Det var mer enn noen hadde ventet."
)
PEOPLE = "Tredje avsnitt handler om menneskene som gjør arbeidet, og hvor mye de kan om gamle tak."


def chapter(*paragraphs: str) -> str:
    return "# Innledning {#innledning}\n\n" + "".join(f"{paragraph}\n\n" for paragraph in paragraphs)


OLD, NEW = MONEY.format("1 234 567"), MONEY.format("1 243 567")


def told(comparison: Comparison) -> list[tuple[str, str]]:
    return [
        (number.before.replace("\u00a0", " "), number.after.replace("\u00a0", " "))
        for number in comparison.numbers
    ]


def kinds(comparison: Comparison) -> list[Change]:
    return [text.change for text in comparison.texts]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ((HOUSES, OLD, PEOPLE), (PEOPLE, HOUSES, NEW), [Change.MOVED]),
        ((OLD, HOUSES, PEOPLE), (HOUSES, PEOPLE, NEW), [Change.MOVED]),
        ((HOUSES, f"{OLD} {PEOPLE}"), (HOUSES, NEW, PEOPLE), [Change.DIVIDED]),
        ((HOUSES, OLD, PEOPLE), (HOUSES, f"{NEW} {PEOPLE}"), [Change.MERGED]),
        ((HOUSES, OLD), (HOUSES, NEW.replace("ventet", "trodd")), [Change.CHANGED]),
        # A sentence that went over from one paragraph to the next.
        ((f"{HOUSES} {OLD}", PEOPLE), (HOUSES, f"{NEW} {PEOPLE}"), None),
    ],
)
def test_a_number_is_listed_wherever_its_paragraph_went(
    before: tuple[str, ...], after: tuple[str, ...], changes: list[Change] | None
) -> None:
    comparison = changed(chapter(*after), before=chapter(*before))
    assert told(comparison) == [("1 234 567", "1 243 567")]
    if changes is not None:
        assert kinds(comparison) == changes


def blocks(text: str, language: str = "nb", kind: Kind = Kind.PARAGRAPH) -> Reading:
    said = [tuple(tokens(line)) for line in text.split("\n")]
    found = [
        Block(kind, "Kapittel", Spot(((0, (at,)),), "1"), words, language) for at, words in enumerate(said)
    ]
    return Reading(tuple(found), (), {}, language, ("1",))


def compared(before: str, after: str, language: str = "nb", kind: Kind = Kind.PARAGRAPH) -> Comparison:
    sides = Side("v1", b"", {}), Side("v2", b"", {})
    return compare_readings(*sides, blocks(before, language, kind), blocks(after, language, kind))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("en økning på 3 prosent", "en økning på 3 prosentpoeng", ("3 prosent", "3 prosentpoeng")),
        ("en økning på 3 %", "en økning på 3 ‰", ("3 %", "3 ‰")),
        ("det kostet 2 millioner kroner", "det kostet 2 milliarder kroner", None),
        ("det kostet 2 mill. kroner", "det kostet 2 mrd. kroner", None),
        ("det kostet 2 mill.kr i fjor", "det kostet 2 mrd.kr i fjor", None),
        ("det kostet 2 milliarder kroner", "det kostet 2 billioner kroner", None),
        ("it cost 2 billion in all", "it cost 2 trillion in all", None),
        ("det kostet kr 1200 i alt", "det kostet € 1200 i alt", ("kr 1200", "€ 1200")),
        ("det kostet 1200 kroner i alt", "det kostet 1200 euro i alt", ("1200 kroner", "1200 euro")),
        ("det tok 3 dager i alt", "det tok 3 uker i alt", ("3 dager", "3 uker")),
        ("det tok fra 5 til 10 dager", "det tok fra 10 til 5 dager", None),
        ("om lag -4 grader i snitt", "om lag 4 grader i snitt", ("-4", "4")),
        ("gjelder versjon 1.1 av planen", "gjelder versjon 1.10 av planen", ("1.1", "1.10")),
        ("møtet er kl. 12:30 i dag", "møtet er kl. 12:45 i dag", ("12:30", "12:45")),
    ],
)
def test_a_unit_is_part_of_a_number(before: str, after: str, expected: tuple[str, str] | None) -> None:
    found = told(compared(before, after))
    assert found if expected is None else found == [expected]


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ("i alt 1.234.567 kroner til vei", "i alt 1 234 567 kroner til vei", "nb"),
        ("i alt 10000 kroner til vei", "i alt 10 000 kroner til vei", "nn"),
        ("en pris på 12,50 kroner nå", "en pris på 12,5 kroner nå", "nb"),
        ("a price of 1,234,567 dollars now", "a price of 1234567 dollars now", "en"),
        ("a price of 12.50 dollars now", "a price of 12.5 dollars now", "en-GB"),
        ("en økning på 3 prosent i år", "en økning på 3 % i år", "nb"),
        ("en økning på 3 % i år", "en økning på 3% i år", "nb"),
        ("brukte 2 millioner kroner på vei", "brukte 2 mill. kroner på vei", "nb"),
        ("brukte 2,5 millioner kroner på vei", "brukte 2 500 000 kroner på vei", "nb"),
        ("de 3 dager som gikk", "de 3 dagene som gikk", "nb"),
        ("en auke på 3 prosent av alt", "en 3 prosents auke av alt", "nn"),
        ("brukte 2 mill.kr på vei", "brukte 2 mill. kr på vei", "nb"),
        ("i alt 1\u2009234\u2009567 kroner", "i alt 1.234.567 kroner", "nb"),
        ("brukte kr 1200 på vei", "brukte 1200 kroner på vei", "nb"),
        ("fra 3 prosent til 4 prosent i år", "fra 3 til 4 prosent i år", "nb"),
    ],
)
def test_writing_is_no_change_of_a_number(before: str, after: str, language: str) -> None:
    comparison = compared(before, after, language)
    assert told(comparison) == []
    assert kinds(comparison) == [Change.CHANGED], "but of the text"


def test_the_language_of_the_passage_says_what_a_comma_is() -> None:
    assert told(compared("i alt 1,234 kilo sild", "i alt 1234 kilo sild", "nb")) == [("1,234", "1234")]
    assert told(compared("in all 1,234 kilo herring", "in all 1234 kilo herring", "en")) == []
    section = "# Funn {{#funn}}\n\n## Summary {{#summary lang=en}}\n\nIn all {} tonnes of herring.\n"
    assert told(changed(section.format("1,234"), before=section.format("1234"))) == []
    norwegian = "# Funn {{#funn}}\n\nI alt {} tonn med sild.\n"
    assert told(changed(norwegian.format("1,234"), before=norwegian.format("1234"))) == [("1234", "1,234")]


def test_a_number_with_a_changed_word_is_told_in_numbers_and_in_text() -> None:
    comparison = compared(
        "brukte 1 234 567 kroner på veiene i fjor", "brukte 1 243 567 kroner på vegene i fjor"
    )
    assert told(comparison) == [("1 234 567", "1 243 567")]
    assert kinds(comparison) == [Change.CHANGED]
    assert comparison.numbers[0].texts == comparison.texts


ROWS = "Oslo | 709 037 | 12\nBergen | 291 940 | 14\nTrondheim | 212 660 | 9"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (ROWS.replace("709 037", "717 710").replace("| 12", "| 13"), [("709 037", "717 710"), ("12", "13")]),
        ("Trondheim | 214 565 | 9\nOslo | 709 037 | 12\nBergen | 291 940 | 14", [("212 660", "214 565")]),
        (
            "Oslo | 12 | 709 037\nBergen | 291 940 | 14\nTrondheim | 212 660 | 9",
            [("709 037", "12"), ("12", "709 037")],
        ),
    ],
)
def test_rows_are_known_by_their_names(after: str, expected: list[tuple[str, str]]) -> None:
    assert told(compared(ROWS, after, kind=Kind.ROW)) == expected


def test_new_and_removed_texts_have_no_changed_numbers() -> None:
    new = "I Bodø arbeidet 45 ansatte med dette gjennom hele høsten, og de ble ikke ferdige."
    assert told(compared(f"{HOUSES}\n{OLD}", f"{HOUSES}\n{new}")) == []


def test_sentences_that_changed_places_keep_their_numbers() -> None:
    one, other = "I nord ligger det 5 gamle kirker.", "Sør for elva har vi bare 10 broer."
    assert told(compared(f"{one} {other}", f"{other} {one}")) == []
    assert told(compared(f"{one} {other}", f"{other.replace('10', '11')} {one}")) == [("10", "11")]


def test_what_became_of_a_paragraph_is_said() -> None:
    moved = as_text(changed(chapter(PEOPLE, HOUSES, NEW), before=chapter(OLD, HOUSES, PEOPLE)), ENGLISH)
    assert "paragraph moved on page" in moved
    assert ", and changed" in moved
    divided = changed(chapter(HOUSES, NEW, PEOPLE), before=chapter(HOUSES, f"{OLD} {PEOPLE}"))
    assert "paragraph divided, page" in as_text(divided, ENGLISH)
    assert "{+¶+}" in as_text(divided, ENGLISH)
    [text] = divided.texts
    assert [piece for op, piece in text.segments if op is Op.ADDED][-1] == "¶"
