"""The properties of an element: attributes, style sheets and inheritance (SVG 1.1, 6; CSS 2.1, 6.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from re import Match
from typing import NamedTuple

from msgspec import Struct

from report_builder.graphics.svg.faults import REMOTE, Faults, Placed
from report_builder.graphics.svg.tree import Element
from report_builder.patterns import late

INHERITED: Mapping[str, str] = {
    "fill": "black",
    "fill-rule": "nonzero",
    "fill-opacity": "1",
    "stroke": "none",
    "stroke-width": "1",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "stroke-opacity": "1",
    "color": "black",
    "clip-rule": "nonzero",
    "visibility": "visible",
    "font-family": "",
    "font-size": "16",
    "font-weight": "400",
    "font-style": "normal",
    "text-anchor": "start",
    "letter-spacing": "normal",
    "dominant-baseline": "auto",
    "paint-order": "normal",
}
"""What goes on to the elements inside, as it is where nothing is said."""
OWN: Mapping[str, str] = {
    "opacity": "1",
    "display": "inline",
    "clip-path": "none",
    "overflow": "",
    "stop-color": "black",
    "stop-opacity": "1",
    "baseline-shift": "baseline",
    "alignment-baseline": "baseline",
    "vector-effect": "none",
}
"""What holds for one element alone."""
_NO_GROUND = ("none", "transparent", "white", "#fff", "#ffffff", "#FFF", "#FFFFFF", "rgb(255, 255, 255)")
"""Grounds of a whole drawing that are as if there were none: a page is white."""
_PLAIN: Mapping[str, tuple[str, ...]] = {
    "filter": ("none",),
    "backdrop-filter": ("none",),
    "mask": ("none",),
    "marker": ("none",),
    "marker-start": ("none",),
    "marker-mid": ("none",),
    "marker-end": ("none",),
    "mix-blend-mode": ("normal",),
    "isolation": ("auto", "isolate"),
    "writing-mode": ("lr", "lr-tb", "horizontal-tb"),
    "direction": ("ltr",),
    "word-spacing": ("normal", "0", "0px"),
    "text-decoration": ("none", "none solid rgb(0, 0, 0)"),
    "text-decoration-line": ("none",),
    "text-transform": ("none",),
    "font-variant": ("normal",),
    "font-stretch": ("normal",),
    "clip": ("auto",),
    "color-interpolation": ("auto", "sRGB"),
    "transform-box": ("view-box", "border-box", "fill-box"),
    "mask-type": ("luminance", "alpha"),
    "rotate": ("none",),
    "scale": ("none",),
    "translate": ("none",),
    "background": _NO_GROUND,
    "background-color": _NO_GROUND,
    "text-shadow": ("none",),
    "stroke-alignment": ("center",),
}
"""What is drawn only in these values."""
_SAYS_NOTHING = frozenset(
    (
        *("block-progression", "border", "color-interpolation-filters", "color-profile", "color-rendering"),
        *("cursor", "display-align", "enable-background", "flood-color", "flood-opacity"),
        *("font-feature-settings", "font-kerning", "font-optical-sizing", "font-size-adjust"),
        *("font-synthesis", "font-variant-alternates", "font-variant-caps", "font-variant-east-asian"),
        *("font-variant-ligatures", "font-variant-numeric", "font-variant-position"),
        *("font-variation-settings", "glyph-orientation-horizontal", "glyph-orientation-vertical"),
        *("image-rendering", "inline-size", "kerning", "lighting-color", "line-height", "margin", "padding"),
        *("pointer-events", "position", "shape-margin", "shape-padding", "shape-rendering", "solid-color"),
        *("solid-opacity", "text-align", "text-align-last", "text-decoration-color", "text-decoration-style"),
        *("text-indent", "text-orientation", "text-overflow", "text-rendering", "transition", "unicode-bidi"),
        *("user-select", "white-space", "white-space-collapse", "will-change", "z-index"),
    )
)
"""What changes no shape of a drawing that is drawn at all."""
_OF_A_PAGE = frozenset(("width", "height", "max-width", "max-height", "min-width", "min-height"))
"""How large a page of the web shows a drawing; on any other element they would be its measures."""
PROPERTIES = frozenset((*INHERITED, *OWN, *_PLAIN, *_SAYS_NOTHING, "font"))

_COMMENT = late(r"/\*.*?\*/")
_SELECTOR = late(r"(?:[A-Za-z][\w-]*|\*)?(?:[.#][A-Za-z_][\w-]*|[.#]-[\w-]+)*")
_PARTS = late(r"[.#]?[\w-]+|\*")
_AT_RULE = late(r"@([\w-]*)([^{};]*)(?:;|\{(?:[^{}]|\{[^{}]*\})*\}|$)")
_CHILD = late(r"\s*>\s*")
_DECLARATION = late(r"""(?:[^;"'()]|"[^"]*"|'[^']*'|\([^()]*\))+""")
_FONT = late(r"((?:[a-z0-9-]+\s+)*?)([\d.]+(?:px|pt|em|%|mm)?)(?:\s*/\s*[\w.%]+)?\s+(.+)")


class _Compound(NamedTuple):
    """What one element must be: its name or "", its ids and its classes.

    ``is_child`` tells that it must be right inside the one that is said before.
    """

    name: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    is_child: bool

    def fits(self, element: Element) -> bool:
        """Tell whether an element is one of these."""
        own = element.attributes
        return (
            self.name in ("", element.name)
            and all(own.get("id") == one for one in self.ids)
            and set(self.classes) <= set(own.get("class", "").split())
        )


class _Rule(Struct, frozen=True):
    """Declarations for the last of ``path``, inside the ones before it; ``weight`` orders rules."""

    path: tuple[_Compound, ...]
    weight: tuple[int, int, int, int]
    declared: tuple[tuple[str, str, bool], ...]

    def fits(self, element: Element) -> bool:
        """Tell whether it is about an element."""
        if not self.path[-1].fits(element):
            return False
        line = [element]
        while (above := line[-1].parent) is not None:
            line.append(above)
        places = [0]
        for below, one in pairwise(self.path[::-1]):
            wanted: Sequence[int] = range(min(places) + 1, len(line))
            if below.is_child:
                wanted = [at + 1 for at in places if at + 1 < len(line)]
            places = [at for at in wanted if one.fits(line[at])]
            if not places:
                return False
        return True


class Styles:
    """The style sheets of a file, and what they make of its elements."""

    def __init__(self, root: Element, faults: Faults) -> None:
        """Read all sheets of the file."""
        self._faults = faults
        self._rules: list[_Rule] = []
        for element in root.walk():
            if element.name == "style":
                self._read(element)

    def of(self, element: Element, above: Mapping[str, str]) -> dict[str, str]:
        """Give each property of an element, whose parent has those of ``above``."""
        computed = {**{name: above.get(name, usual) for name, usual in INHERITED.items()}, **OWN}
        declared: dict[str, str] = {}
        for name, value, place in self._declared(element):
            self._set(declared, name, value, place)
        for name, value in declared.items():
            if value == "inherit":
                computed[name] = above.get(name, computed[name])
            elif value in ("initial", "unset"):
                computed[name] = above.get(name, INHERITED[name]) if name in INHERITED else OWN[name]
                computed[name] = INHERITED.get(name, computed[name]) if value == "initial" else computed[name]
            else:
                computed[name] = value
        return computed

    def whole(self, element: Element) -> dict[str, str]:
        """Give each property of an element where it stands in the file."""
        return self.of(element, {} if element.parent is None else self.whole(element.parent))

    def _declared(self, element: Element) -> Iterator[tuple[str, str, Placed]]:
        """What is said of an element, the strongest last."""
        for name, value in element.attributes.items():
            if name in PROPERTIES and name != "font":
                yield name, value.strip(), element
        sheets = [
            (is_strong, rule.weight, name, value)
            for rule in self._rules
            if rule.fits(element)
            for name, value, is_strong in rule.declared
        ]
        inline = [
            (is_strong, (1, 0, 0, 0), name, value)
            for name, value, is_strong in self._declarations(element.attributes.get("style", ""), element)
        ]
        for _, _, name, value in sorted(sheets + inline, key=lambda one: one[:2]):
            yield name, value, element

    def _set(self, declared: dict[str, str], name: str, value: str, place: Placed) -> None:
        if name in INHERITED or name in OWN:
            declared[name] = value
        elif name == "font":
            self._font(declared, value, place)
        elif name in _PLAIN:
            if value not in (*_PLAIN[name], "inherit", "initial", "unset"):
                self._faults.cannot_use(place, name, value)
        elif name in _OF_A_PAGE and isinstance(place, Element) and place.parent is None:
            return
        elif name not in _SAYS_NOTHING and not name.startswith("-"):
            self._faults.cannot_use(place, name, value)

    def _font(self, declared: dict[str, str], value: str, place: Placed) -> None:
        match = _FONT.fullmatch(value)
        if not match:
            self._faults.cannot_use(place, "font", value)
            return
        declared |= {
            "font-style": "normal",
            "font-weight": "400",
            "font-size": match[2],
            "font-family": match[3],
        }
        for word in match[1].split():
            if word in ("italic", "oblique"):
                declared["font-style"] = word
            elif word != "normal":
                declared["font-weight"] = word

    def _read(self, sheet: Element) -> None:
        said = sheet.attributes
        text = _COMMENT.sub(" ", "".join(kid for kid in sheet.kids if isinstance(kid, str)))
        media = said.get("media", "").strip()
        if said.get("type", "text/css") not in ("text/css", "") or media not in (
            "",
            "all",
            "screen",
            "print",
        ):
            self._faults.cannot_use(sheet, "style", media or said.get("type", ""))
            return
        if media == "print":
            return
        text = _AT_RULE.sub(lambda rule: self._pass_over(rule, sheet), text)
        for block in text.split("}"):
            selectors, brace, inside = block.partition("{")
            if not brace:
                if selectors.strip():
                    self._faults.cannot_read(sheet, "style", selectors.strip())
                continue
            declared = tuple(self._declarations(inside, sheet))
            for selector in selectors.split(","):
                self._add(selector.strip(), declared, sheet)

    def _pass_over(self, rule: Match[str], sheet: Element) -> str:
        """Leave a rule for printers out, for all that is made looks as on a screen. Tell of others."""
        if (rule[1], rule[2].strip()) != ("media", "print"):
            self._faults.cannot_use(sheet, "style", f"@{rule[1]}{rule[2]}".strip())
        return " "

    def _add(self, selector: str, declared: tuple[tuple[str, str, bool], ...], sheet: Element) -> None:
        path: list[_Compound] = []
        is_child = False
        for word in _CHILD.sub(" > ", selector).split():
            if word == ">" and path and not is_child:
                is_child = True
                continue
            if not _SELECTOR.fullmatch(word):
                # What follows a colon is a state of a page, which a drawing on paper is never in.
                # An escape could hide a name from what looks for it.
                if "\\" in word or (":hover" not in word and ":focus" not in word):
                    self._faults.cannot_use(sheet, "style", selector)
                return
            parts = _PARTS.findall(word)
            name = next((part for part in parts if part[0] not in ".#*"), "")
            own_ids, own_classes = (tuple(part[1:] for part in parts if part[0] == sign) for sign in "#.")
            path.append(_Compound(name, own_ids, own_classes, is_child))
            is_child = False
        if not path or is_child:
            self._faults.cannot_read(sheet, "style", selector)
            return
        ids, classes, names = zip(
            *((len(one.ids), len(one.classes), bool(one.name)) for one in path), strict=True
        )
        self._rules.append(_Rule(tuple(path), (0, sum(ids), sum(classes), sum(names)), declared))

    def _declarations(self, text: str, place: Placed) -> Iterator[tuple[str, str, bool]]:
        text = _COMMENT.sub(" ", text)
        if "\\" in text:
            self._faults.cannot_use(place, "style", text)
            return
        for one in _DECLARATION.findall(text):
            name, colon, value = one.partition(":")
            if not one.strip():
                continue
            if not colon:
                self._faults.cannot_read(place, "style", one.strip())
                continue
            value, strong, _ = value.partition("!")
            yield name.strip().lower(), value.strip(), bool(strong)


def local_reference(address: str, place: Placed, faults: Faults) -> str | None:
    """Give the id that an address of the same file names; None after a diagnostic for any other."""
    address = address.strip().strip("\"'").strip()
    if address.startswith("#") and len(address) > 1:
        return address[1:]
    faults.error(place, REMOTE, "graphics.svg-outside", "graphics.svg-outside.hint", address=address)
    return None
