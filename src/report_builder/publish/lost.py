"""What depends on all versions together: characters that fonts need, chapters that the newest has not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from report_builder.publish.model import Listed


def extra_letters(said: Iterable[str], own: Iterable[str]) -> str:
    """Give the characters of what is said of versions that a report of the letters ``own`` has not."""
    return "".join(sorted({letter for text in said for letter in text}.difference(own)))


class Gone(Struct, frozen=True):
    """A page of an old version that the newest does not have: its name, its title, and that version."""

    name: str
    title: str
    number: int


def gone_pages(versions: Sequence[Listed]) -> tuple[Gone, ...]:
    """Find the chapters that the newest version does not have, each as the last version had it."""
    if not versions:
        return ()
    found = {name: Gone(name, title, each.number) for each in versions for name, title in each.chapters}
    stands = {name for name, _ in versions[-1].chapters}
    return tuple(sorted((gone for name, gone in found.items() if name not in stands), key=lambda g: g.name))
