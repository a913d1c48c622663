"""A theme with those that it extends: what each writes, what that makes together, and where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostic, Diagnostics, SourceSpan
from report_builder.language.message import hinted
from report_builder.sources.schema import Located
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_text import read_tree
from report_builder.sources.yaml_tree import Entry, MapNode, Node, ScalarNode
from report_builder.theme.keys import ExtendsKeys
from report_builder.theme.shelves import Library, Shelf

EXTENDS, BRAND = "extends", "brand"
BEFORE = (EXTENDS, BRAND)
"""Keys that say what else a theme is made of; they are of the file that writes them."""

INSTEAD: Mapping[str, tuple[str, ...]] = {
    "format": ("width", "height"),
    "width": ("format",),
    "height": ("format",),
    "file": ("dark", "small", "alt"),
}
"""Keys that say what others say in another form, or what others are about: inherited ones give way."""


class Layer(Struct, frozen=True):
    """One theme file: where it stands, its text, what it says, and the name of the theme that it extends.

    ``brand`` is the brand file that it names.
    """

    shelf: Shelf
    text: str
    tree: Node
    extends: Located[str] | None
    brand: Located[str] | None = None


class Lineage(Struct, frozen=True):
    """A theme and those that it extends, itself first.

    Where one of them is lacking it is not ``whole``: the last is then a built-in theme in its place, so that
    the faults of the others can be told.
    """

    layers: tuple[Layer, ...]
    whole: bool

    @property
    def tree(self) -> Node:
        """What they say together: mappings are merged, all else is as the nearest theme writes it."""
        *nearer, together = (layer.tree for layer in self.layers)
        for tree in reversed(nearer):
            together = merged(tree, together)
        if self.inherits and isinstance(together, MapNode):
            # The last theme of all is the one in which every key must be.
            return MapNode(self.layers[-1].tree.span, together.entries)
        return together

    @property
    def inherits(self) -> bool:
        """Tell whether the theme extends another."""
        return len(self.layers) > 1

    def shelf(self, span: SourceSpan) -> Shelf:
        """Where the files of the theme stand that has this place."""
        return self.layers[self._rank(span)].shelf

    def nearest(self, *spans: SourceSpan) -> SourceSpan:
        """The place of those that a fault is about which stands nearest to the theme itself."""
        return self.places(spans)[0]

    def places(self, spans: Iterable[SourceSpan]) -> tuple[SourceSpan, ...]:
        """The places, the nearest to the theme first, that an editor can mend.

        Where there is none, that is where the theme names the one that none of its editors can mend.
        """
        spans = tuple(spans)
        if not self.inherits:
            return spans
        near = [span for span in sorted(spans, key=self._rank) if self._is_mendable(span)]
        lines = {(span.path, span.line): span for span in reversed(near)}
        return tuple(reversed(lines.values())) or (self._entrance(spans[0]),)

    def written(self, *keys: str) -> tuple[SourceSpan, str] | None:
        """The place and the text of the last of the ``keys``, each inside the one before it; None without."""
        node: Node = self.tree
        place = None
        for key in keys:
            if not isinstance(node, MapNode) or key not in node.entries:
                return None
            place, node = node.entries[key].key_span, node.entries[key].value
        return (place, node.text) if place is not None and isinstance(node, ScalarNode) else None

    def told(self, items: Iterable[Diagnostic], diagnostics: Diagnostics) -> Iterator[Diagnostic]:
        """Tell faults at places that an editor can mend: in the report, or in the theme itself."""
        for item in items:
            span, related = item.span, item.related
            if span is not None and not self._is_mendable(span):
                # The file of a plug-in is there to be looked at, and its maker reads of it.
                seen = (span,) if self.shelf(span).is_plugged else ()
                near = self.nearest(span, *related)
                span = near if near in related else diagnostics.place(near)
                related = (*(one for one in related if one != span), *seen)
            related = tuple(one for one in related if self._is_mendable(one) or self.shelf(one).is_plugged)
            yield replace(item, span=span, related=related)

    def _rank(self, span: SourceSpan) -> int:
        paths = [layer.shelf.path for layer in self.layers]
        return paths.index(span.path) if span.path in paths else 0

    def _is_mendable(self, span: SourceSpan) -> bool:
        """Tell whether the place is in the report, or in the theme itself."""
        rank = self._rank(span)
        return rank == 0 or self.layers[rank].shelf.is_own

    def _entrance(self, span: SourceSpan) -> SourceSpan:
        for layer in reversed(self.layers[: self._rank(span)]):
            if layer.extends is not None and self._is_mendable(layer.extends.span):
                return layer.extends.span
        return span


def read_lineage(
    name: str, library: Library, span: SourceSpan | None, diagnostics: Diagnostics
) -> Lineage | None:
    """Read the theme ``name``, which was asked for at ``span``, and all that it extends.

    None after a diagnostic where its own file cannot be read. RB-FILE-MISSING where one that is extended is
    not there, RB-VALUE where they lead back to one of them: both at the key that names it.
    """
    layers: list[Layer] = []
    while True:
        shelf = library.find(name, span, diagnostics)
        if shelf is not None and shelf.is_plugged and not layers:
            span = SourceSpan(shelf.path)
        layer = None if shelf is None else _read(shelf, span, diagnostics)
        if layer is None:
            return _with_stand_in(layers, library, diagnostics) if layers else None
        layers.append(layer)
        if layer.extends is None:
            return _with_stand_in(layers, library, diagnostics) if _extends(layer.tree) else _whole(layers)
        name, span = layer.extends.value, layer.extends.span
        names = [one.shelf.name for one in layers]
        if name in names:
            _tell_circle(layer.extends, layers[names.index(name) :], diagnostics)
            return _with_stand_in(layers, library, diagnostics)


def _whole(layers: list[Layer]) -> Lineage:
    return Lineage(tuple(layers), whole=True)


def _with_stand_in(layers: list[Layer], library: Library, diagnostics: Diagnostics) -> Lineage:
    shelf = library.stand_in()
    layer = _read(shelf, None, diagnostics)
    assert layer is not None, "a built-in theme is sound"
    return Lineage((*layers, layer), whole=False)


def _extends(tree: Node) -> bool:
    """Tell whether a theme means to extend another, whatever it writes there."""
    return _has(tree, EXTENDS)


def _has(tree: Node, key: str) -> bool:
    entry = tree.entries.get(key) if isinstance(tree, MapNode) else None
    return entry is not None and _says(entry)


def _tell_circle(wanted: Located[str], circle: list[Layer], diagnostics: Diagnostics) -> None:
    if len(circle) == 1:
        diagnostics.error("RB-VALUE", wanted.span, *hinted("theme.extends-itself", name=wanted.value))
        return
    through = " → ".join((*(layer.shelf.name for layer in circle), wanted.value))
    related = tuple(layer.extends.span for layer in circle[:-1] if layer.extends is not None)
    diagnostics.error("RB-VALUE", wanted.span, *hinted("theme.extends-circle", names=through), related)


def _read(shelf: Shelf, span: SourceSpan | None, diagnostics: Diagnostics) -> Layer | None:
    text = shelf.text(diagnostics, span)
    if text is None:
        return None
    tree, _ = read_tree(text, shelf.path, diagnostics)
    if tree is None:
        return None
    extends = brand = None
    said = [key for key in BEFORE if _has(tree, key)]
    if isinstance(tree, MapNode) and said:
        only = MapNode(tree.span, {key: tree.entries[key] for key in said})
        keys = read_partly(only, ExtendsKeys, diagnostics)
        extends, brand = (keys.extends, keys.brand) if keys else (None, None)
    return Layer(shelf, text, tree, extends, brand)


def merged(child: Node, parent: Node) -> Node:
    """What both say: of mappings each key, all else as ``child`` writes it, unless that is nothing."""
    if isinstance(child, ScalarNode) and child.is_null:
        return parent
    if not (isinstance(child, MapNode) and isinstance(parent, MapNode)):
        return child
    written = [key for key, entry in child.entries.items() if _says(entry)]
    replaced = {other for key in written for other in INSTEAD.get(key, ())}
    entries = {key: entry for key, entry in parent.entries.items() if key not in replaced}
    for key, entry in child.entries.items():
        old = parent.entries.get(key)
        entries[key] = entry if old is None else _entry(entry, old)
    return MapNode(child.span, entries)


def _says(entry: Entry) -> bool:
    return not (isinstance(entry.value, ScalarNode) and entry.value.is_null)


def _entry(child: Entry, parent: Entry) -> Entry:
    value = merged(child.value, parent.value)
    return parent if value is parent.value else Entry(child.key_span, value)
