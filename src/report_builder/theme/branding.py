"""A brand file as a layer of a theme: below what the theme itself writes, above what it extends."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import say
from report_builder.sources.schema import Located
from report_builder.sources.yaml_tree import Entry, MapNode, Node, ScalarNode
from report_builder.theme.brand_colours import ASKED, BrandColours
from report_builder.theme.brand_file import BrandFile, BrandSource, light, read_brand
from report_builder.theme.brand_fonts import BOLD, brand_families, weight_of
from report_builder.theme.brand_keys import ColourKeys, HeadingKeys
from report_builder.theme.brand_logo import brand_logo
from report_builder.theme.brand_places import find_brand, place_of
from report_builder.theme.keys import COLOUR
from report_builder.theme.lineage import BEFORE, Layer, Lineage, merged
from report_builder.theme.model import NONE
from report_builder.theme.uses import entries_of, names_in

HEADINGS = ("chapter", "heading2", "heading3", "heading4")
"""The styles that are headings to a brand."""

_OF_TEXT = ("ink", "muted", "signal")
"""The colours of a theme that every text may have."""


def with_brands(lineage: Lineage, of_report: BrandSource | None, diagnostics: Diagnostics) -> Lineage:
    """Give the theme with each brand below the theme that names it and above what that extends.

    ``of_report`` is the brand of the report itself, in place of that of its theme unless it gives way to
    one. It lies below all themes but the one that extends no other and those that have a brand of their own
    further down, so that a variant of a theme has the colours of that theme. A theme that extends no other is
    what its brand is written over. None of this depends on where a theme stands, for a stored report has all
    of them.
    """
    layers = lineage.layers
    if not all(isinstance(layer.tree, MapNode) for layer in layers):
        return lineage
    is_used = of_report is not None and not (layers[0].brand and of_report.gives_way)
    below = _above_brand_of_report(layers) if is_used else None
    made: tuple[Layer, ...] = ()
    whole = lineage.whole
    for at, layer in reversed([*enumerate(layers)]):
        # The brand that the theme itself names is not asked for where the report has another.
        sources = [_named(layer, diagnostics)] if layer.brand and not (at == 0 and is_used) else []
        sources += [of_report] if at == below else []
        # The last theme, which extends no other, is what its brand is written over.
        nearer, under = (layers[: at + 1], made) if made else (layers[:at], (layer,))
        for source in sources:
            brand = read_brand(source, diagnostics) if source is not None else None
            if source is None or brand is None:
                whole = False
                continue
            # The layer below is reached from the brand file, which an editor can mend.
            reached = Located(under[0].shelf.name, brand.span)
            tree = _Tree(brand, source, nearer, under, diagnostics).made()
            under = (Layer(source.shelf, brand.text, tree, reached), *under)
        made = (layer, *under) if made else under
    return Lineage(made, whole)


def _above_brand_of_report(layers: tuple[Layer, ...]) -> int:
    """The theme that the brand of the report lies right below; the only one is below it."""
    branded = (at for at, layer in enumerate(layers) if at and layer.brand)
    return next(branded, max(0, len(layers) - 2))


def _named(layer: Layer, diagnostics: Diagnostics) -> BrandSource | None:
    """The brand file that a theme names; None after a diagnostic."""
    place = place_of(layer.shelf)
    return find_brand(layer.brand, place, diagnostics) if layer.brand and place else None


class _Tree(Struct, frozen=True, dict=True):
    """The making of what a brand says as a theme would write it."""

    brand: BrandFile
    source: BrandSource
    nearer: tuple[Layer, ...]
    further: tuple[Layer, ...]
    diagnostics: Diagnostics

    def made(self) -> Node:
        """Give what the brand says, and on top of it its own keys for this program."""
        span = self.brand.span
        palette = self._palette()
        styles = self._headings(palette)
        colours = {name: _entry(value) for name, value in palette.items()}
        logo = brand_logo(self.brand.keys, self.source.shelf, self.diagnostics)
        parts = (
            ("palette", colours),
            ("fonts", self._fonts()),
            ("styles", styles),
            ("logo", {key: _entry(value) for key, value in logo.items()}),
        )
        tree: Node = MapNode(
            span, {key: Entry(span, MapNode(span, inside)) for key, inside in parts if inside}
        )
        own = self.brand.own
        if own is None:
            return tree
        for key in own.entries.keys() & {*BEFORE}:
            said = say("sources.key-unknown", key=key)
            self.diagnostics.warn("RB-BRAND", own.entries[key].key_span, said)
        keys = {key: entry for key, entry in own.entries.items() if key not in BEFORE}
        return merged(MapNode(own.span, keys), tree)

    def _palette(self) -> dict[str, Located[str]]:
        palette = self._colours.theme(self._fixed, self._parent, self.brand.span)
        return {**palette, **self._colours.named()}

    @cached_property
    def _colours(self) -> BrandColours:
        return BrandColours(self.brand.keys.color or ColourKeys(), self.diagnostics)

    @cached_property
    def _parent(self) -> Mapping[str, str]:
        """The palette of what is below the brand."""
        return self._texts(Lineage(self.further, whole=True).tree)

    @cached_property
    def _fixed(self) -> Mapping[str, str]:
        """The colours of what is above the brand."""
        return self._texts(*(layer.tree for layer in self.nearer), self.brand.own)

    def _texts(self, *trees: Node | None) -> dict[str, str]:
        """The palettes of the trees, the first last."""
        return {
            name: entry.value.text
            for tree in reversed(trees)
            if tree is not None
            for name, entry in names_in(tree, "palette").items()
            # What is no colour is told of when the theme is read, which has not been yet.
            if isinstance(entry.value, ScalarNode) and COLOUR.fullmatch(entry.value.text)
        }

    def _fonts(self) -> dict[str, Entry]:
        typography = self.brand.keys.typography
        if typography is None:
            return {}
        families = brand_families(typography, self.source.shelf, self.diagnostics)
        return {name: Entry(_first(faces), _mapping(faces)) for name, faces in families.items()}

    def _headings(self, palette: dict[str, Located[str]]) -> dict[str, Entry]:
        """The styles of headings; a colour that has no name yet is added to the ``palette``."""
        typography = self.brand.keys.typography
        setting = typography.headings if typography else None
        if not isinstance(setting, HeadingKeys):
            return {}
        said: dict[str, Located[str]] = {}
        colour = light(setting.color)
        if colour is not None:
            name = self._heading_colour(colour, palette)
            said |= {"colour": Located(name, colour.span)} if name else {}
        place = setting.family.span if setting.family else self.brand.span
        if setting.weight or setting.style:
            is_bold = weight_of(setting.weight or "bold") >= BOLD
            is_italic = setting.style in ("italic", "oblique")
            face = {(True, True): "bold_italic", (True, False): "bold", (False, True): "italic"}
            said["face"] = Located(face.get((is_bold, is_italic), "regular"), place)
        return {style: Entry(place, _mapping(said)) for style in HEADINGS} if said else {}

    def _heading_colour(self, colour: Located[str], palette: dict[str, Located[str]]) -> str | None:
        """The name that the colour of headings has in the theme; None after a warning where it is none."""
        role = next((name for name in _OF_TEXT if colour.value in ASKED[name]), None)
        value = None if role else self._colours.value(colour)
        if value is None:
            return role
        whole = {**self._parent, **{name: one.value for name, one in palette.items()}, **self._fixed}
        grounds = tuple(name for name in self._grounds() if name in whole)
        taken = self._colours.readable("headings", value, grounds, whole) if grounds else value.value
        if taken == value.value and colour.value in palette:
            return colour.value
        name = "headings"
        while name in palette:
            name += "-"
        palette[name] = Located(taken, colour.span)
        return name

    def _grounds(self) -> tuple[str, ...]:
        """The colours of the theme that a heading may stand on."""
        *nearer, tree = (*(layer.tree for layer in self.nearer), Lineage(self.further, whole=True).tree)
        for one in (*([self.brand.own] if self.brand.own else ()), *reversed(nearer)):
            tree = merged(one, tree)
        dressed = (*names_in(tree, "boxes").values(), *filter(None, [names_in(tree, "sheets").get("opener")]))
        grounds = (names_of.get("ground") for one in dressed if (names_of := entries_of(one.value)))
        named = (one.value.text for one in grounds if one and isinstance(one.value, ScalarNode))
        return tuple(dict.fromkeys(("paper", "tint", *(name for name in named if name != NONE))))


def _entry(value: Located[str]) -> Entry:
    return Entry(value.span, ScalarNode(value.span, value.value, plain=False))


def _mapping(values: Mapping[str, Located[str]]) -> MapNode:
    return MapNode(_first(values), {name: _entry(value) for name, value in values.items()})


def _first(values: Mapping[str, Located[str]]) -> SourceSpan:
    return next(iter(values.values())).span
