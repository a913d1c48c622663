"""A record: small, the same for the same pages, and another one for whatever a reader can see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from random import Random

import msgspec
import pytest

from report_builder.model.blocks import Section
from report_builder.model.walking import FLOW, walk
from report_builder.publish.following.reading import record_of
from report_builder.publish.following.record import KEPT, Record, as_json, numbers_of
from report_builder.publish.following.texts import kept
from tests.publish.edition.reading import parse
from tests.publish.edition.support import edition
from tests.sample_reports import EVERY, NAMES, sample

QUOTATIONS = {"pull-quote", "poem", "epigraph"}
"""The looks of figures that have no number and no title."""


@pytest.mark.parametrize("name", EVERY)
def test_a_record_has_every_place_of_the_edition_and_no_other(name: str) -> None:
    record = record_of(edition(name))
    pages = {page: parse(data) for page, data in edition(name).items() if page in record.pages}
    shown = [
        element.attributes["id"]
        for top in pages.values()
        for element in top.find("main").elements
        if "id" in element.attributes
        and (
            element.name in {"section", "table"}
            or (element.name == "figure" and QUOTATIONS.isdisjoint(element.classes))
            or "fact" in element.classes
        )
    ]
    assert [place.id for place in record.places] == shown
    assert len(pages) == len(sample(name).report.chapters)
    assert all(element for element in shown)


@pytest.mark.parametrize("name", EVERY)
def test_sections_have_their_number_title_and_level(name: str) -> None:
    places = {place.id: place for place in record_of(edition(name)).places}
    for section in walk(sample(name).report.chapters, FLOW):
        if isinstance(section, Section):
            place = places[section.id]
            assert (place.number, place.level) == (section.number, section.level)


@pytest.mark.parametrize("name", EVERY)
def test_a_record_is_written_and_read_and_always_the_same(name: str) -> None:
    record = record_of(edition(name))
    written = as_json(record)
    assert msgspec.json.decode(written, type=Record) == record
    assert as_json(record_of(dict(sorted(edition(name).items())))) == written
    assert written.count(b"\n") == 1


_WORDS = re.compile(rb">([^<>]*\w[^<>]*)<")
_AGAIN = re.compile(
    rb'<svg .*?</svg>|<summary.*?</summary>|<sup>.*?</sup>|<a [^>]*role="doc-backlink".*?</a>'
    rb'|<figure class="chart".*?(?=<figcaption|</figure>)|<p [^>]*\bdata-site>.*?</p>',
    re.DOTALL,
)
_AUTOMATIC = re.compile(rb"([^\W\d]+ )?[\d.]+|(Figur|Tabell|Figure|Table) \d+|\d+|\(\d+\)")


def texts(page: bytes) -> Iterator[re.Match[bytes]]:
    """The texts between the tags of a chapter that a reader sees once, and that somebody wrote."""
    start, stop = page.index(b"<main"), page.index(b"</main>")
    left_out = [match.span() for match in _AGAIN.finditer(page)]
    for match in _WORDS.finditer(page, start, stop):
        again = any(first <= match.start() < last for first, last in left_out)
        if not again and not _AUTOMATIC.fullmatch(match[1].strip()):
            yield match


def check_every_text(name: str, most: int | None = None) -> None:
    pages = edition(name)
    record = record_of(pages)
    found = [(page, match) for page in record.pages for match in texts(pages[page])]
    chance = Random(name)  # noqa: S311 - repeatable, not secret
    for page, match in islice(chance.sample(found, len(found)), most):
        first, stop = match.span(1)
        edited = pages[page][:first] + b"Noe annet" + pages[page][stop:]
        assert record_of({**pages, page: edited}) != record, match[1]


@pytest.mark.parametrize("name", NAMES)
def test_another_text_is_another_record(name: str) -> None:
    check_every_text(name, 30)


@pytest.mark.whole
@pytest.mark.parametrize("name", EVERY)
def test_any_other_text_is_another_record(name: str) -> None:
    check_every_text(name)


def test_what_nobody_wrote_is_no_part_of_it() -> None:
    pages = edition("report")
    record = record_of(pages)

    def same(page: str, old: str, new: str) -> bool:
        assert old in pages[page].decode()
        return record_of({**pages, page: pages[page].decode().replace(old, new).encode()}) == record

    assert same("innledning.html", ">figur\u00a01</a>", ">figur\u00a04</a>")
    assert same("innledning.html", "Forrige kapittel", "Kapitlet før")
    assert same("toppledergrupper.html", "(tilbake til teksten)", "(opp igjen)")
    assert same("toppledergrupper.html", 'class="below-lead"', 'class="below-other"')


def test_texts_are_the_same_in_other_blanks_and_alike_after_an_edit() -> None:
    text = "Av de 1 200 kommunene svarte 12,5 prosent at de har en plan for arbeidet, og de andre ikke."
    same = kept(text, "nb")
    assert kept(text.replace(" ", "\u00a0\n"), "nb").digest == same.digest
    other = kept(text.replace("12,5", "14,5"), "nb")
    assert other.digest != same.digest
    assert other.sketch == same.sketch, "numbers do not count in it"
    edited = kept(text.replace("en plan", "planer"), "nb")
    assert sum(a == b for a, b in zip(edited.sketch, same.sketch, strict=True)) >= 3
    assert len(same.digest + same.sketch) == KEPT


def test_the_same_number_written_otherwise_has_the_same_value() -> None:
    def values(text: str, language: str = "nb") -> list[str]:
        return [number.value for number in numbers_of(kept(text, language).numbers)]

    assert values("Det er 12,50 prosent.") == values("Det var 12,5 %.")
    assert values("Det er 1.234.567 kroner.") == values("Det er 1 234 567 kr.")
    assert values("It is 12.5 percent.", "en") == values("Det er 12,5 prosent.")
    assert values("Det er 12 prosent.") != values("Det er 12 prosentpoeng.")
    assert [number.shown for number in numbers_of(kept("Fra 12\u00a0% til 14\u00a0%", "nb").numbers)] == [
        "12 %",
        "14 %",
    ]


def test_the_record_of_the_report_is_small() -> None:
    record: Record = record_of(edition("report"))
    assert len(record.places) > 100
    # A bound for what grows by mistake; its size is measured elsewhere.
    assert len(as_json(record)) < 32_000
