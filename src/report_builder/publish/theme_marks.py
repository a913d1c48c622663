"""The theme's sizes, grounds and marks on a screen: what the sheets of site and book are filled with.

The sheets were drawn for one theme, and have its measures in units of a screen. What another theme says is
given as a share of that: text of all kinds beside running text, rules and edges by their thickness.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from report_builder.publish.colours import hexadecimal
from report_builder.publish.dark_scheme import dark_accent
from report_builder.publish.font_subsets import known_family
from report_builder.theme.features import asked_features
from report_builder.theme.model import COLOUR_NAMES, Box, Colour, TextStyle, Theme


class _Drawn(NamedTuple):
    """A kind of text in the sheets: the style of the theme, and its size there, in points.

    What is a part of another text, as the number of a title is, has the size of that: 0.
    """

    style: str
    size: float = 0.0


TEXTS: Mapping[str, _Drawn] = {
    "chapter": _Drawn("chapter", 40),
    "number": _Drawn("chapter_number"),
    "heading2": _Drawn("heading2", 21),
    "heading3": _Drawn("heading3", 14),
    "heading4": _Drawn("heading4", 10.5),
    "lead": _Drawn("lead", 14),
    "quote": _Drawn("pull_quote", 21),
    "fact-title": _Drawn("fact_title", 14),
    "card": _Drawn("card_value", 40),
}
"""What has its look from the theme, by the names that the sheets have for it."""
_COLOURED: Mapping[str, str] = {"attribution": "attribution", "source": "card_source"}
"""What has only its colour from the theme, with the style there."""
_BODY = 10.5
_LEAST, _MOST = 0.6, 1.4
"""How much smaller or larger than drawn a text gets: what fits a page of paper may not fit a telephone."""
_PIXELS: Mapping[str, tuple[float, float]] = {
    "pull_quote": (2, 4),
    "block_quote": (2, 3),
    "pause": (0.75, 1.5),
    "card": (2, 4),
    "table": (1, 2),
    "table_head": (0.5, 1),
    "table_row": (0.5, 1),
}
"""The thickness of each rule in the theme that the sheets were drawn for, and what they have for it."""
_OF_LENGTH = ("pull_quote", "pause")
_EDGE = 5 / 3
_LENGTH = 5.5 / 48
_READABLE = ("ink", "muted", "signal", "chart")
"""Colours that text may have on a dark page too."""
_GROUNDS = ("paper", "tint")
"""Those on which every text can be read there."""
WITH_FEATURES = (
    *("body", "chapter", "heading2", "heading3", "heading4", "lead", "pull_quote"),
    *("fact_title", "card_value"),
)
"""Styles whose figures and capitals a screen has from the theme."""
_FIGURES = {"font": "", "lining": "lining-nums", "oldstyle": "oldstyle-nums"}
_WIDTHS = {"font": "", "proportional": "proportional-nums", "tabular": "tabular-nums"}
_CAPITALS = {"none": "normal", "small": "small-caps", "all": "all-small-caps"}
_PLAIN = ("normal", "normal")
_CARDS = {1: 53.25, 2: 22.0, 3: 14.5, 4: 11.0, 5: 9.0, 6: 7.5}
"""The least width of a card in rem, by how many stand in a row where there is room for all of them."""


def sizes(theme: Theme) -> dict[str, float]:
    """Give how large each kind of text is, as a share of what was drawn; beside running text, in both."""
    body = theme.written_size(theme.styles["body"])
    shares = {
        name: theme.written_size(theme.styles[drawn.style]) / body * _BODY / drawn.size
        for name, drawn in TEXTS.items()
        if drawn.size
    }
    shares["card"] *= min(1.0, _CARDS[theme.cards.columns] / _CARDS[3])
    return {name: round(min(max(share, _LEAST), _MOST), 3) for name, share in shares.items()}


def marks(theme: Theme) -> dict[str, str]:
    """Give the values of the theme by the names that the sheets have for them, colours among them by name."""
    found = {f"size-{name}": f"{share:g}" for name, share in sizes(theme).items()}
    for name, drawn in TEXTS.items():
        found |= _look(name, theme.styles[drawn.style])
    for name, of_style in _COLOURED.items():
        found[f"colour-{name}"] = _named(theme.styles[of_style].colour)
    for name, (points, pixels) in _PIXELS.items():
        rule, key = theme.rules[name], name.replace("_", "-")
        found[f"rule-{key}"] = _pixels(rule.thickness * pixels / points)
        found[f"rule-{key}-colour"] = _line(theme.palette[rule.colour])
        if name in _OF_LENGTH:
            found[f"rule-{key}-length"] = f"{rule.length * _LENGTH:.4g}rem" if rule.length else "auto"
    for name, box in theme.boxes.items():
        found |= _box(name, box)
    for depth in range(3):
        sign = theme.lists.bullets[depth % len(theme.lists.bullets)]
        found[f"bullet-{depth + 1}"] = _string(f"{sign}  ")
    found["bullet"] = _named(theme.palette[theme.lists.colour])
    found["cards"], found["card-width"] = f"{theme.cards.columns}", f"{_CARDS[theme.cards.columns]:g}rem"
    return found


def features_on_screens(theme: Theme, family: str) -> tuple[str, ...]:
    """Give the features that the theme asks a family for in texts of a screen, sorted."""
    styles = (theme.styles[name] for name in WITH_FEATURES)
    asked = (
        asked_features(one.figures, one.figure_width, one.caps) for one in styles if one.family == family
    )
    return tuple(sorted({feature for features in asked for feature in features}))


def feature_rules(theme: Theme, selectors: Mapping[str, str]) -> Iterator[str]:
    """Give the rules for figures and small capitals, by the selectors of styles; none where none asks.

    A text that asks for nothing has its font's own, whatever is around it.
    """
    asked = {name: _variant(theme.styles[name]) for name in selectors}
    if any(variant != _PLAIN for variant in asked.values()):
        for name, (figures, capitals) in asked.items():
            yield f"{selectors[name]} {{ font-variant-numeric: {figures}; font-variant-caps: {capitals}; }}"


def _variant(style: TextStyle) -> tuple[str, str]:
    """What a style asks its font for, as a style sheet says it (CSS Fonts 4, section 6)."""
    figures = " ".join(filter(None, (_FIGURES[style.figures], _WIDTHS[style.figure_width])))
    return figures or _PLAIN[0], _CAPITALS[style.caps]


def own_colours(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """Give the name, the value on paper and the value on a dark page of colours that only this theme has."""
    for colour in _used(theme):
        yield f"own-{colour.name}", hexadecimal(colour), hexadecimal(dark_accent(colour))
    for name, box in theme.boxes.items():
        if box.ground is not None and box.ground.name not in _GROUNDS:
            yield f"ground-{name}", hexadecimal(box.ground), "var(--tint)"


def _used(theme: Theme) -> tuple[Colour, ...]:
    """The colours that none of the program's own stands for on a dark page: of text, and of lines."""
    styles = (*(drawn.style for drawn in TEXTS.values()), *_COLOURED.values())
    texts = [*(theme.styles[style].colour for style in styles), theme.palette[theme.lists.colour]]
    lines = [theme.palette[theme.rules[name].colour] for name in _PIXELS]
    lines += (box.edge for box in theme.boxes.values() if box.edge is not None)
    own = [colour for colour in texts if colour.name not in _READABLE]
    own += (colour for colour in lines if colour.name not in COLOUR_NAMES)
    return tuple({colour.name: colour for colour in own}.values())


def _look(name: str, style: TextStyle) -> dict[str, str]:
    return {
        f"colour-{name}": _named(style.colour),
        f"font-{name}": f"var(--{known_family(style)})",
        f"weight-{name}": "600" if style.face.startswith("bold") else "400",
        f"slope-{name}": "italic" if style.face.endswith("italic") else "normal",
    }


def _box(name: str, box: Box) -> dict[str, str]:
    ground = "transparent"
    if box.ground is not None:
        ground = f"var(--{box.ground.name if box.ground.name in _GROUNDS else f'ground-{name}'})"
    edge = _line(box.edge) if box.edge is not None else "transparent"
    return {
        f"{name}-ground": ground,
        f"{name}-edge": edge,
        f"{name}-edge-width": _pixels(box.edge_width * _EDGE),
    }


def _line(colour: Colour) -> str:
    """The name by which the sheets know the colour of a line, whatever the page's ground."""
    return f"var(--{colour.name.replace('_', '-')})" if colour.name in COLOUR_NAMES else _named(colour)


def _named(colour: Colour) -> str:
    """The name by which the sheets know a colour of text, whatever the page's ground."""
    return f"var(--{colour.name if colour.name in _READABLE else f'own-{colour.name}'})"


def _pixels(width: float) -> str:
    """A thickness in halves of a pixel: what is there is seen."""
    return f"{max(round(width * 2) / 2, 1.0):g}px" if width else "0"


def _string(text: str) -> str:
    """A text as a style sheet writes it (CSS Syntax 3, section 4.3.5)."""
    return '"' + "".join(f"\\{ord(sign):x} " if sign in '"\\<&' else sign for sign in text) + '"'
