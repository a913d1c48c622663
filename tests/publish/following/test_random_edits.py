"""Sections move, are renamed, split and deleted, paragraphs and numbers change: each place is found again."""

from __future__ import annotations

import pytest

from report_builder.publish.following.follow import follow
from report_builder.publish.following.model import Followed, State
from report_builder.publish.following.record import SECTION
from tests.publish.following.reports import Editing, Expected

SAMPLE = (1, 2, 3, 4, 5, 6, 7, 8)


def check(seed: int) -> list[str]:
    """Give what was followed in another way than the edits say."""
    editing = Editing(seed)
    editing.edit(1 + seed % 9)
    old, new = editing.records()
    following = follow(old, new)
    titles = {place.id: place.title for place in old.places if place.kind == SECTION}
    expected = editing.expected()
    assert len(titles) == len(expected), "a title stands twice"
    faults = [
        f"{seed} {editing.done} {titles[name]}: {_seen(found)}, not {expected[titles[name]]}"
        for name, found in following.places.items()
        if name in titles and _seen(found) != expected[titles[name]]
    ]
    pages = {place.page: place.id for place in reversed(old.places)}
    faults += [
        f"{seed}: the page {page}"
        for at, page in enumerate(old.pages)
        if following.pages[page] != following.places[pages[at]]
    ]
    went = editing.went()
    faults += [
        f"{seed}: {titles[name]} went {found.went}"
        for name, found in following.places.items()
        if found.went != went.get(titles.get(name, ""), (0, 0))
    ]
    return faults


def _seen(found: Followed) -> Expected | None:
    if found.state is State.GONE:
        return None
    changes = found.changes
    numbers = tuple(sorted(changes.numbers))
    return Expected(
        found.title, found.state, changes.headings.changed, changes.paragraphs, changes.tables, numbers
    )


@pytest.mark.parametrize("seed", SAMPLE)
def test_every_place_of_an_edited_report_is_found_again(seed: int) -> None:
    assert check(seed) == []


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(100, 400))
def test_every_place_of_many_edited_reports_is_found_again(seed: int) -> None:
    assert check(seed) == []
