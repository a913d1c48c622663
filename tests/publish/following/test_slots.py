"""Pages are filled again and again, and nothing else of them ever changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from report_builder.publish.following.follow import follow
from report_builder.publish.following.reading import record_of
from report_builder.publish.following.slots import slot_of, with_places
from report_builder.publish.following.telling import Old, page_notice, place_texts
from report_builder.publish.slots import Slot, fill
from tests.publish.edition.reading import parse
from tests.publish.edition.support import edition
from tests.sample_reports import EVERY, NAMES

OLD = Old(2, "3. mai 2024", "nb")


def where(page: str, target: str) -> str:
    """The newest edition as it stands beside the old one."""
    return f"../../latest/rapport/{page}{'#' if target else ''}{target}"


@cache
def pages(name: str) -> dict[str, bytes]:
    """The edition of a sample without its images."""
    return {page: data for page, data in edition(name).items() if page.endswith(".html")}


@cache
def texts(name: str, newest: str) -> dict[str, Mapping[str, str]]:
    """What the pages of a sample say when the newest version is another sample, or the same."""
    record = record_of(edition(name))
    following = follow(record, record_of(edition(newest)))
    return {page: place_texts(page, OLD, record, following, where) for page in pages(name)}


@pytest.mark.parametrize("name", EVERY)
def test_every_place_has_its_slot(name: str) -> None:
    record = record_of(edition(name))
    for page, data in pages(name).items():
        here = [place.id for place in record.places if page in (record.whole, record.pages[place.page])]
        found = with_places(data, ())
        named = {slot.name for slot in found}
        assert named >= set(map(slot_of, here))
        assert all(slot.start == slot.end for slot in found)
        # What has a slot and no place is never filled: a quotation that something leads to.
        quotations = re.findall(rb'<figure class="(?:pull-quote|poem|epigraph)', data)
        assert len(named) <= len(here) + len(quotations)


@pytest.mark.parametrize("newest", ["same", "headings"])
@pytest.mark.parametrize("name", EVERY)
def test_a_filled_page_is_filled_again_and_emptied(name: str, newest: str) -> None:
    said, other = texts(name, name if newest == "same" else newest), texts(name, "paragraphs")
    for page, drawn in pages(name).items():
        filled, found = fill(drawn, with_places(drawn, ()), said[page])
        assert {slot.name for slot in found if slot.start < slot.end} == said[page].keys()
        assert fill(filled, found, other[page]) == fill(drawn, with_places(drawn, ()), other[page])
        assert fill(filled, found, {})[0] == drawn
        parse(filled)


@pytest.mark.parametrize("name", EVERY)
def test_what_is_filled_in_is_no_part_of_the_record(name: str) -> None:
    filled = {
        page: fill(data, with_places(data, ()), texts(name, name)[page])[0]
        for page, data in pages(name).items()
    }
    assert record_of(filled) == record_of(edition(name))


def test_slots_stand_in_the_order_of_the_page() -> None:
    data = pages("headings")["alt.html"]
    found = with_places(data, (Slot("notice", 10, 10), Slot("last", len(data), len(data))))
    assert [slot.start for slot in found] == sorted(slot.start for slot in found)
    assert (found[0].name, found[-1].name) == ("notice", "last")
    assert with_places(b"", ()) == ()


_TEXT = st.binary(max_size=8)
_NAMES = st.sampled_from(["notice", "#a", "#b", "#c", "#d"])
_SAID = st.dictionaries(_NAMES, st.text(max_size=8))


@given(st.lists(st.tuples(_NAMES, _TEXT), unique_by=lambda pair: pair[0]), _TEXT, _SAID, _SAID)
def test_to_fill_twice_is_to_fill_with_the_last(
    parts: list[tuple[str, bytes]], tail: bytes, first: dict[str, str], last: dict[str, str]
) -> None:
    drawn, places = b"", list[Slot]()
    for name, part in parts:
        drawn += part
        places.append(Slot(name, len(drawn), len(drawn)))
    drawn += tail
    filled, then = fill(drawn, tuple(places), first)
    assert fill(filled, then, last) == fill(drawn, tuple(places), last)
    assert fill(filled, then, {}) == (drawn, tuple(places))
    assert [filled[slot.start : slot.end].decode() for slot in then] == [
        first.get(name, "") for name, _ in parts
    ]


def test_what_the_words_of_a_report_say_is_never_markup() -> None:
    record = record_of(edition(NAMES[0]))
    hostile = '<script>"&\'</p><section id="x"><h2>'
    places = tuple(replace(place, id=place.id + '"<', title=hostile) for place in record.places)
    record = replace(record, places=places)
    following = follow(record, record)
    said = [
        text for page in record.pages for text in place_texts(page, OLD, record, following, where).values()
    ]
    said += [page_notice(page, OLD, record, following, where) for page in (record.whole, *record.pages)]
    for text in said:
        assert "<script" not in text
        assert "<section" not in text
        parse(text.encode())
