"""Pages are filled again and again, and nothing else of them ever changes."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from report_builder.publish.edition import INDEX, Around, edition_pages
from report_builder.publish.following.follow import follow
from report_builder.publish.following.reading import record_of
from report_builder.publish.following.slots import NOTICE, Slot, fill, slots
from report_builder.publish.following.telling import Old, landing_notice, page_texts
from report_builder.publish.standing import Notice
from tests.publish.edition.reading import parse
from tests.publish.edition.support import edition, theme_of
from tests.publish.site.sites import served
from tests.sample_reports import EVERY, NAMES, sample

OLD = Old(2, "3. mai 2024", "nb")


def where(page: str, target: str) -> str:
    """The newest edition as it stands beside the old one."""
    return f"../../latest/rapport/{page}{'#' if target else ''}{target}"


@cache
def pages(name: str) -> dict[str, bytes]:
    """The edition of a sample without its images."""
    return {page: data for page, data in edition(name).items() if page.endswith(".html")}


@cache
def texts(name: str, newest: str) -> dict[str, dict[str, bytes]]:
    """What the pages of a sample say when the newest version is another sample, or the same."""
    record = record_of(edition(name))
    following = follow(record, record_of(edition(newest)))
    return {page: page_texts(page, OLD, record, following, where) for page in pages(name)}


@pytest.mark.parametrize("name", EVERY)
def test_every_place_has_its_slot_and_every_page_one_for_the_notice(name: str) -> None:
    record = record_of(edition(name))
    for page, data in pages(name).items():
        here = [place.id for place in record.places if page in (record.whole, record.pages[place.page])]
        found = slots(data)
        assert found[0].name == NOTICE
        named = {slot.name for slot in found[1:]}
        assert named >= set(here)
        assert all(slot.first == slot.stop for slot in found)
        # What has a slot and no place is never filled: a quotation that something leads to.
        assert len(named) <= len(here) + data.count(b'<figure class="pull-quote')


@pytest.mark.parametrize("newest", ["same", "headings"])
@pytest.mark.parametrize("name", EVERY)
def test_a_filled_page_is_filled_again_and_emptied(name: str, newest: str) -> None:
    said, other = texts(name, name if newest == "same" else newest), texts(name, "paragraphs")
    for page, drawn in pages(name).items():
        filled, found = fill(drawn, slots(drawn), said[page])
        assert slots(filled) == found
        assert {slot.name for slot in found if slot.first < slot.stop} == said[page].keys()
        again, _ = fill(filled, found, other[page])
        assert again == fill(drawn, slots(drawn), other[page])[0]
        assert fill(again, slots(again), {})[0] == drawn
        parse(filled)


@pytest.mark.parametrize("name", EVERY)
def test_what_is_filled_in_is_no_part_of_the_record(name: str) -> None:
    filled = {page: fill(data, slots(data), texts(name, name)[page])[0] for page, data in pages(name).items()}
    assert record_of(filled) == record_of(edition(name))


_TEXT = st.binary(max_size=8)
_NAMES = st.sampled_from(["", "a", "b", "c", "d"])


@given(
    st.lists(st.tuples(_NAMES, _TEXT), unique_by=lambda pair: pair[0]),
    _TEXT,
    st.dictionaries(_NAMES, _TEXT),
    st.dictionaries(_NAMES, _TEXT),
)
def test_to_fill_twice_is_to_fill_with_the_last(
    parts: list[tuple[str, bytes]], tail: bytes, first: dict[str, bytes], last: dict[str, bytes]
) -> None:
    drawn, places = b"", list[Slot]()
    for name, part in parts:
        drawn += part
        places.append(Slot(name, len(drawn), len(drawn)))
    drawn += tail
    filled, then = fill(drawn, places, first)
    assert fill(filled, then, last) == fill(drawn, places, last)
    assert fill(filled, then, {}) == (drawn, tuple(places))
    assert [filled[start:stop] for _, start, stop in then] == [first.get(name, b"") for name, _ in parts]


def test_of_a_name_that_stands_twice_the_first_is_filled() -> None:
    places = (Slot("a", 0, 0), Slot("a", 1, 1))
    assert fill(b"xy", places, {"a": b"-"}) == (b"-xy", (Slot("a", 0, 1), Slot("a", 2, 2)))


def test_pages_of_the_site_have_a_slot_for_the_notice_alone() -> None:
    for path, data in served().items():
        if path.endswith(".html") and "/rapport/" not in path:
            (slot,) = slots(data)
            text = str(landing_notice(OLD, "../")).encode()
            filled, then = fill(data, (slot,), {NOTICE: text})
            assert slots(filled) == then
            assert filled[: slot.first].rstrip().endswith(b'tabindex="-1">'), path


def test_a_notice_that_was_drawn_stays() -> None:
    around = Around("../assets/", "../", "", Notice("Et utkast."))
    data = edition_pages(sample(NAMES[0]).report, theme_of(NAMES[0]), around)[INDEX]
    filled, _ = fill(data, slots(data), {NOTICE: texts(NAMES[0], NAMES[0])[INDEX][NOTICE]})
    assert b"Et utkast." in filled
    assert fill(filled, slots(filled), {})[0] == data


def test_pages_without_a_head_have_no_slot() -> None:
    assert slots(b"") == ()
    assert slots(b"<!DOCTYPE html><title>x</title><p>y") == ()


def test_what_the_words_of_a_report_say_is_never_markup() -> None:
    record = record_of(edition(NAMES[0]))
    hostile = '<script>"&\'</p><section id="x"><h2>'
    places = tuple(replace(place, id=place.id + '"<', title=hostile) for place in record.places)
    following = follow(replace(record, places=places), replace(record, places=places))
    said = page_texts(record.pages[0], OLD, replace(record, places=places), following, where)
    said |= page_texts(record.whole, OLD, replace(record, places=places), following, where)
    for text in said.values():
        assert b"<script" not in text
        assert b"<section" not in text
        parse(text)
