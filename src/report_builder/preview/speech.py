"""What a screen reader says: the listener's script, with roles in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from report_builder.check.reading import Node
from report_builder.check.script import Heard, Said, listen
from report_builder.check.script_vocabulary import CHECKED, EMPTY, NO_ALTERNATIVE, NOT_CHECKED
from report_builder.language.catalogue import Catalogue

_COUNTS = frozenset(("list", "contents"))
ROLES = {
    "field": "heard.field",
    "figure": "document.figure",
    "aside": "heard.aside",
    "caption": "heard.caption",
    "cell": "heard.cell",
    "check-box": "heard.check-box",
    "code": "heard.code",
    "column-head": "heard.column-head",
    "contents": "heard.contents",
    "entry": "heard.entry",
    "head-cell": "heard.head-cell",
    "heading": "heard.heading",
    "index": "document.index",
    "item": "heard.item",
    "lead": "heard.lead",
    "link": "heard.link",
    "list": "heard.list",
    "note": "heard.note",
    "paragraph": "heard.paragraph",
    "radio-button": "heard.radio-button",
    "quotation": "heard.quotation",
    "row": "heard.row",
    "row-head": "heard.row-head",
    "table": "heard.table",
    "table-title": "heard.table-title",
    "text-field": "heard.text-field",
    "title": "heard.title",
}
"""What the roles of the script are called, by the keys of the catalogues."""
_STATES = {
    EMPTY: "heard.empty",
    NO_ALTERNATIVE: "heard.no-alt",
    CHECKED: "heard.checked",
    NOT_CHECKED: "heard.not-checked",
}


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
    key = ROLES.get(heard.role)
    if key is None:
        return heard.role
    return words.many(key, heard.facts["count"]) if heard.role in _COUNTS else words(key, **heard.facts)


def _said(heard: Heard, words: Catalogue) -> Iterator[Said]:
    if heard.name:
        yield Said(heard.name, heard.name_language)
    if heard.state:
        yield Said(f"({words(_STATES[heard.state])})")
    for part in heard.said:
        yield Said(part.text, part.language, words(ROLES["link"]) if part.role and not part.goes_on else "")
