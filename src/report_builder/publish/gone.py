"""The pages of chapters that the newest version does not have, and where it has them all the same."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from report_builder.publish.following.follow import Newest
from report_builder.publish.following.model import Following, State
from report_builder.publish.following.record import Record
from report_builder.publish.model import Listed


class Gone(Struct, frozen=True):
    """A page of an old version that the newest does not have: its name, its title, and that version.

    ``there`` is where the newest has it all the same, from the folder of its edition, and ``known_as`` its
    title there; both are empty where it is not in it.
    """

    name: str
    title: str
    number: int
    there: str = ""
    known_as: str = ""


def gone_pages(versions: Sequence[tuple[Listed, Record]]) -> tuple[Gone, ...]:
    """Find the chapters' pages that the newest version does not have, each as the last version had it."""
    if not versions:
        return ()
    *old, (newest, record) = versions
    found = {name: (title, listed, own) for listed, own in old for name, title in listed.chapters}
    lost = sorted(set(found) - {name for name, _ in newest.chapters})
    if not lost:
        return ()
    follow = Newest(record).follow
    followed = {listed.number: follow(own) for _, listed, own in (found[name] for name in lost)}
    return tuple(_gone(name, *found[name][:2], followed[found[name][1].number]) for name in lost)


def _gone(name: str, title: str, version: Listed, following: Following) -> Gone:
    place = following.pages.get(name)
    if place is None or place.state is State.GONE:
        return Gone(name, title, version.number)
    there = place.page + (f"#{place.id}" if place.id else "")
    return Gone(name, title, version.number, there, place.title)
