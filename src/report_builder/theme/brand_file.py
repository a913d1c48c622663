"""A brand file, read: what a report can use of it, and a word about what it cannot."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted, in_turn, say
from report_builder.sources.files import SourceFiles
from report_builder.sources.nearest import did_you_mean_or_all
from report_builder.sources.schema import Located, schema_of
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_text import read_tree
from report_builder.sources.yaml_tree import ListNode, MapNode, Node, ScalarNode
from report_builder.theme.brand_keys import BrandKeys, Keys, LightDarkKeys
from report_builder.theme.shelves import Shelf

OWN = "report-builder"
"""The key of ``defaults`` that has keys of a theme."""


class BrandSource(Struct, frozen=True):
    """Where a brand file is: ``path`` below the root of ``files``, ``shown`` as diagnostics name it.

    ``stored`` is the path that it has in a stored report, and ``asked`` where the report names it. One that
    ``gives_way`` is not used where the theme names a brand.
    """

    files: SourceFiles
    path: str
    shown: str
    stored: str
    asked: SourceSpan | None = None
    gives_way: bool = False

    @property
    def shelf(self) -> Shelf:
        """Where the fonts of the brand stand."""
        folder, _, file = self.path.rpartition("/")
        place = self.shown.rpartition("/")[0]
        return Shelf(file, self.files, folder, place, is_own=True, file=file, stored=self.stored)


class BrandFile(Struct, frozen=True):
    """What a brand file says: its own keys, and those of a theme (``own``)."""

    text: str
    keys: BrandKeys
    own: MapNode | None
    span: SourceSpan


def read_brand(source: BrandSource, diagnostics: Diagnostics) -> BrandFile | None:
    """Read a brand file; None after a diagnostic for each fault in it.

    What the specification does not know is a warning, what a printed page has no use for is a note.
    """
    shelf = source.shelf
    text = shelf.text(diagnostics, source.asked)
    if text is None:
        return None
    tree, _ = read_tree(text, shelf.path, diagnostics)
    if tree is None:
        return None
    passed_over: list[str] = []
    known = _known(tree, BrandKeys, "", diagnostics, passed_over)
    keys = read_partly(known, BrandKeys, diagnostics)
    if keys is None:
        return None
    if passed_over:
        said = hinted("theme.brand-passed-over", keys=in_turn(passed_over))
        diagnostics.note("RB-BRAND", SourceSpan(shelf.path, 1, 1), *said)
    return BrandFile(text, keys, _own(tree), tree.span)


def _own(tree: Node) -> MapNode | None:
    defaults = tree.entries.get("defaults") if isinstance(tree, MapNode) else None
    own = defaults.value.entries.get(OWN) if defaults and isinstance(defaults.value, MapNode) else None
    return own.value if own is not None and isinstance(own.value, MapNode) else None


def _known(node: Node, wanted: Any, path: str, diagnostics: Diagnostics, passed_over: list[str]) -> Node:
    """The tree without the keys that are not read; those that are known are added to ``passed_over``."""
    record = next(_records(wanted), None)
    if isinstance(node, ListNode):
        return ListNode(
            node.span, tuple(_known(item, wanted, path, diagnostics, passed_over) for item in node.items)
        )
    if not isinstance(node, MapNode) or record is None:
        return node
    schema = schema_of(record).keys
    entries = {}
    for name, entry in node.entries.items():
        inside = f"{path}.{name}" if path else name
        if name in schema and _is_empty_colour(entry.value, record, schema[name].type):
            said = say(
                "sources.wrong-type",
                name=f"'{name}'",
                wanted=say("sources.a-text"),
                kind=say("sources.empty"),
            )
            diagnostics.error("RB-WRONG-TYPE", entry.value.span, said, say("sources.text-behind-colon"))
        elif name in schema:
            value = _known(entry.value, schema[name].type, inside, diagnostics, passed_over)
            entries[name] = type(entry)(entry.key_span, value)
        elif name in record.PASSED_OVER:
            if name != "defaults" and inside not in passed_over:
                passed_over.append(inside)
        elif not record.OPEN:
            message = say("sources.key-unknown", key=name)
            hint = did_you_mean_or_all(name, (*schema, *record.PASSED_OVER))
            diagnostics.warn("RB-BRAND", entry.key_span, message, hint)
    return MapNode(node.span, entries)


def _is_empty_colour(node: Node, record: type[Keys], wanted: Any) -> bool:
    """Tell whether a colour stands without a value, as one does that begins with ``#`` without quotes."""
    is_empty = isinstance(node, ScalarNode) and node.is_null and not node.text
    return is_empty and (record is LightDarkKeys or LightDarkKeys in _records(wanted))


def _records(wanted: Any) -> Iterator[type[Keys]]:
    """The records of a type of a schema: itself, or those inside it."""
    if isinstance(wanted, type) and issubclass(wanted, Keys):
        yield wanted
    elif typing.get_origin(wanted) in (types.UnionType, typing.Union, tuple, typing.Annotated):
        for part in typing.get_args(wanted):
            yield from _records(part)


def light(value: Located[str] | Struct | None) -> Located[str] | None:
    """What a value is on a light ground."""
    return value if value is None or isinstance(value, Located) else getattr(value, "light", None)
