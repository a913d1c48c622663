"""What a theme says with a meaning on a screen changes the sheets of site and book; the rest is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from report_builder.publish.epub.style import book_sheet
from report_builder.publish.fonts import web_fonts
from report_builder.publish.pages import web_file
from report_builder.publish.theme_css import theme_css
from report_builder.publish.theme_marks import TEXTS, marks
from report_builder.theme import load_theme
from report_builder.theme.contrast import contrast
from report_builder.theme.model import (
    BOX_NAMES,
    COLOUR_NAMES,
    RULE_NAMES,
    Colour,
    TextStyle,
    Theme,
)

OWN = Colour("vin", 0.42, 0.06, 0.2)
"""A colour that only a theme of its own has."""

OF_STYLES = {drawn.style for drawn in TEXTS.values()}
COLOURED = {*OF_STYLES, "attribution", "card_source"}
ON_PAPER: Mapping[str, str] = {
    "image_ppi": "images of a site have sizes of their own",
    "contents": "the columns of a page's contents",
    "running_head": "a screen has no pages",
    "running_foot": "a screen has no pages",
    "draft": "a draft is marked on its pages",
    "numbers_hung": "a screen has no blank left of its text",
    "scripts": "a screen sets other scripts in the fonts of its own machine",
    "sheets": "what is drawn on a cover stands in the pages themselves",
}
"""Keys of a theme with no place in a sheet of styles."""


@cache
def theme() -> Theme:
    found = load_theme("konstruktiv").value
    assert found is not None
    palette = {**found.palette, OWN.name: OWN}
    return replace(found, palette=palette, accents=(palette["signal"],))


def one(mapping: Mapping[Any, Any], key: Any, **changes: Any) -> dict[Any, Any]:
    return {**mapping, key: replace(mapping[key], **changes)}


def changes() -> Iterator[tuple[str, Theme, bool]]:
    """Each key with the theme in which it says something else; whether the book follows it too."""
    base = theme()
    for name in COLOUR_NAMES:
        in_book = name in ("ink", "signal", "tint", "paper")
        yield (
            f"palette.{name}",
            replace(base, palette={**base.palette, name: Colour(name, 0.2, 0.3, 0.4)}),
            in_book,
        )
    for name in sorted(OF_STYLES):
        style: TextStyle = base.styles[name]
        family = "serif" if style.family != "serif" else "sans"
        if name != "chapter_number":  # it is as large as its title
            yield (
                f"styles.{name}.size",
                replace(base, styles=one(base.styles, name, size=style.size * 0.8)),
                True,
            )
        yield (
            f"styles.{name}.font",
            replace(base, styles=one(base.styles, name, family=family)),
            True,
        )
        face = "bold_italic" if style.face != "bold_italic" else "regular"
        yield (
            f"styles.{name}.face",
            replace(base, styles=one(base.styles, name, face=face)),
            True,
        )
    for name in sorted(COLOURED):
        yield f"styles.{name}.colour", replace(base, styles=one(base.styles, name, colour=OWN)), False
    for name in RULE_NAMES:
        if name == "notes":  # notes have no rule of their own on a screen
            continue
        in_book = name == "pull_quote"
        yield f"rules.{name}.thickness", replace(base, rules=one(base.rules, name, thickness=5)), True
        yield f"rules.{name}.colour", replace(base, rules=one(base.rules, name, colour="vin")), in_book
        if base.rules[name].length:
            yield f"rules.{name}.length", replace(base, rules=one(base.rules, name, length=99)), False
    for name in BOX_NAMES:
        edged = replace(base, boxes=one(base.boxes, name, edge=OWN, edge_width=2))
        yield (
            f"boxes.{name}.ground",
            replace(base, boxes=one(base.boxes, name, ground=Colour("lys", 0.9, 1, 0.9))),
            True,
        )
        yield f"boxes.{name}.no-ground", replace(base, boxes=one(base.boxes, name, ground=None)), True
        yield f"boxes.{name}.edge", edged, True
        yield f"boxes.{name}.edge_width", replace(edged, boxes=one(edged.boxes, name, edge_width=9)), True
    yield "lists.bullets", replace(base, lists=replace(base.lists, bullets=("→", '"'))), True
    yield "lists.colour", replace(base, lists=replace(base.lists, colour="vin")), False
    for key, value in (("head_ground", "tint"), ("stripe", "tint")):
        yield f"tables.{key}", replace(base, tables=replace(base.tables, **{key: value})), True
    head = replace(base.tables, head_ground="tint", head_ink="muted")
    yield "tables.head_ink", replace(base, tables=head), True
    yield "cards.columns", replace(base, cards=replace(base.cards, columns=2)), False
    yield "accents", replace(base, accents=(OWN,)), True
    yield "page.notes", replace(base, page=replace(base.page, notes="below")), False
    yield "page.margin_width", replace(base, page=replace(base.page, margin_width=0.0)), False


CHANGES = {key: (changed, in_book) for key, changed, in_book in changes()}


def book(of: Theme) -> str:
    return book_sheet(of, ()).decode()


@pytest.mark.parametrize("key", CHANGES)
def test_a_key_changes_the_sheet_of_the_site_and_that_of_the_book(key: str) -> None:
    changed, in_book = CHANGES[key]
    assert theme_css(changed) != theme_css(theme())
    assert (book(changed) != book(theme())) == in_book
    assert "var(" not in book(changed)


def test_every_key_of_a_theme_is_followed_or_of_paper_alone() -> None:
    followed = {key.partition(".")[0] for key in CHANGES}
    of_the_room = {"name", "written", "homes", "places", "sheet_places", "files"}
    in_pages = {"fonts", "fallback", "logo", "captions_beside", "grounds", "openers"}
    assert {*Theme.__struct_fields__} == of_the_room | in_pages | followed | ON_PAPER.keys()


def test_a_sheet_asks_for_every_value_that_it_is_given() -> None:
    sheet = web_file("edition.css").decode()
    assert [name for name in marks(theme()) if f"var(--{name})" not in sheet] == []


def test_what_a_theme_has_for_itself_can_be_seen_in_the_dark() -> None:
    base = theme()
    changed = replace(
        base,
        styles=one(base.styles, "heading2", colour=OWN),
        boxes=one(base.boxes, "fact", ground=Colour("lys", 0.9, 1, 0.9)),
    )
    dark = theme_css(changed).partition("--own-vin: #")[2].partition("--own-vin: #")[2][:6]
    paper = theme_css(changed).partition("color-scheme: dark; --paper: #")[2][:6]
    parts = [Colour("", *(int(text[at : at + 2], 16) / 255 for at in (0, 2, 4))) for text in (dark, paper)]
    assert contrast(*parts) >= 4.5
    assert "--ground-fact: var(--tint)" in theme_css(changed)


def test_no_text_grows_out_of_a_telephone() -> None:
    base = theme()
    changed = replace(base, styles=one(base.styles, "chapter", size=400.0))
    assert "--size-chapter: 1.4;" in theme_css(changed)


def test_a_bullet_is_written_as_a_string_whatever_it_is() -> None:
    base = theme()
    css = theme_css(replace(base, lists=replace(base.lists, bullets=('"', "\\", "</style>"))))
    assert '--bullet-1: "\\22   ";' in css
    assert '--bullet-2: "\\5c   ";' in css
    assert "</style>" not in css


def tags(data: bytes) -> set[str]:
    table = TTFont(BytesIO(data))
    return (
        {record.FeatureTag for record in table["GSUB"].table.FeatureList.FeatureRecord}
        if "GSUB" in table
        else set()
    )


@pytest.mark.parametrize(
    ("style", "keys", "said", "feature"),
    [
        ("body", {"figures": "oldstyle"}, "font-variant-numeric: oldstyle-nums;", "onum"),
        (
            "heading2",
            {"figures": "oldstyle", "figure_width": "tabular"},
            "oldstyle-nums tabular-nums;",
            "tnum",
        ),
        ("fact_title", {"caps": "small"}, "font-variant-caps: small-caps;", "smcp"),
        ("chapter", {"caps": "all"}, "font-variant-caps: all-small-caps;", "c2sc"),
    ],
)
def test_figures_and_small_capitals_are_those_of_the_theme(
    style: str, keys: dict[str, str], said: str, feature: str
) -> None:
    base = theme()
    changed = replace(base, styles=one(base.styles, style, **keys))
    assert "font-variant" not in theme_css(base).partition(":root")[2]
    assert said in theme_css(changed)
    assert said in book(changed)
    family = changed.styles[style].family
    letters = {(family, "bold"): frozenset("Abc 123")}
    before, after = (tags(web_fonts(each, letters)[f"{family}-bold.woff2"]) for each in (base, changed))
    there = tags(bytes(base.files[base.fonts[family].bold]))
    assert feature not in before
    assert (feature in after) == (feature in there)
