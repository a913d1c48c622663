"""Fields of a form as they are tagged: those that are filled in in the file, and those on paper alone."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from report_builder.check.reading import Annotation, Node
from report_builder.language.passages import unmarked

_ROLES = MappingProxyType({"tv": "text", "cb": "check", "rb": "radio"})
"""The kinds of fields on paper, by the names that PrintField has for them (ISO 32000-1, table 348)."""
_BUTTONS = frozenset(("check", "radio"))


class FormField(NamedTuple):
    """A field: its ``kind`` ("text", "check", "radio" or "other"), its name, and what was answered.

    ``page`` is the index of its page, None where nobody knows.
    """

    kind: str
    name: str
    value: str
    on_paper: bool
    page: int | None


def form_field(node: Node) -> FormField | None:
    """Give the field that an element is; None for one that is none."""
    if node.standard != "Form" and "Role" not in node.attributes:
        return None
    if owned := next(iter(fields_in(node)), None):
        return FormField(owned.field, unmarked(owned.contents), owned.value, on_paper=False, page=owned.page)
    said = node.attributes
    kind = _ROLES.get(str(said.get("Role")), "other")
    # PDF 2.0 writes the name with a capital letter.
    state = said.get("checked", said.get("Checked"))
    value = " ".join(node.text.split())
    if kind in _BUTTONS:
        value = "on" if state == "on" else ""
    name = str(said.get("Desc") or node.alt or "")
    page = next((passage.page for passage in node.passages), None)
    return FormField(kind, unmarked(name), value, on_paper=True, page=page)


def fields_in(node: Node) -> list[Annotation]:
    """Give the fields of the file in an element."""
    owned = (kid for inner in node.walk() for kid in inner.kids if isinstance(kid, Annotation))
    return [kid for kid in owned if kid.field]
