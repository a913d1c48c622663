"""What a screen reader says: the listener's script, with roles in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from report_builder.check.reading import Node
from report_builder.check.script import EMPTY, NO_ALTERNATIVE, VOCABULARY, Heard, Said, listen
from report_builder.language.catalogue import Catalogue

_COUNTS = frozenset(("list", "contents"))
_PLAIN = {"figure": "document.figure"}
"""Roles whose words stand under another key."""


class Spoken(NamedTuple):
    """One announcement: the page's index (None where nothing is painted), depth, role in words, content."""

    page: int | None
    depth: int
    role: str
    heading: int
    said: tuple[Said, ...]


def read_aloud(top: list[Node], words: Catalogue) -> Iterator[Spoken]:
    """Read the elements at the top of a tag tree, and all below them, in the language of ``words``."""
    for heard in listen(top, words.language):
        role, said = _role(heard, words), tuple(_said(heard, words))
        yield Spoken(heard.page, heard.depth, role, heard.facts.get("level", 0), said)


def _role(heard: Heard, words: Catalogue) -> str:
    key = _PLAIN.get(heard.role, f"heard.{heard.role}")
    if heard.role in _COUNTS:
        return words.many(key, heard.facts["count"])
    return words(key, **heard.facts) if heard.role in VOCABULARY else heard.role


def _said(heard: Heard, words: Catalogue) -> Iterator[Said]:
    states = {EMPTY: "heard.empty", NO_ALTERNATIVE: "heard.no-alt"}
    if heard.name:
        yield Said(heard.name)
    if heard.state:
        yield Said(f"({words(states[heard.state])})")
    for part in heard.said:
        yield Said(part.text, part.language, words("heard.link") if part.role and not part.goes_on else "")
