"""Every key of a theme changes something: what makes pages asks for it, of the record that holds it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.load import load_report
from report_builder.layout.lay_out import lay_out
from report_builder.model.report import Report
from report_builder.publish.edition import edition_pages
from report_builder.publish.theme_css import theme_css
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme, model
from report_builder.theme.geometry import PageGeometry
from report_builder.theme.model import (
    BOX_NAMES,
    COLOUR_NAMES,
    FAMILY_NAMES,
    RULE_NAMES,
    STYLE_NAMES,
    Box,
    Cards,
    Colour,
    Contents,
    DraftMark,
    FontFamily,
    Lists,
    Rule,
    Sheet,
    SheetKind,
    SheetRule,
    Tables,
    TextStyle,
    Theme,
)
from tests.publish.edition.support import AROUND
from tests.sample_reports import ROOT, make_folder

RECORDS = (
    *(PageGeometry, FontFamily, TextStyle, Sheet, SheetRule, Rule, Box, Lists, Tables, Cards, Contents),
    DraftMark,
)
NAMES = {
    "fonts": FAMILY_NAMES,
    "styles": STYLE_NAMES,
    "palette": COLOUR_NAMES,
    "sheets": tuple(SheetKind),
    "rules": RULE_NAMES,
    "boxes": BOX_NAMES,
}
OF_THE_ROOM = {"name", "written", "homes", "places", "sheet_places", "grounds"}
"""What the room of themes itself says of a theme, no key of a file; it makes openers of grounds."""
KEYS = (
    *(
        f"{record.__name__}.{name}"
        for record in RECORDS
        for name in record.__struct_fields__
        if name != "span"
    ),
    *(f"Theme.{name}" for name in Theme.__struct_fields__ if name not in OF_THE_ROOM),
    *(f"Theme.{field}[{name}]" for field, names in NAMES.items() for name in names),
)


_THEME = model.__name__.rpartition(".")[0]


class Watched:
    """A theme that notes what is asked of it by the rooms that make something of it."""

    def __init__(self, theme: Theme) -> None:
        self.asked: set[str] = set()
        self._kinds: dict[type[Struct], type[Struct]] = {}
        self.theme: Theme = self._of(theme, "Theme")

    def _note(self, key: str) -> None:
        frame: FrameType | None = sys._getframe(2)
        while frame and frame.f_globals["__name__"].startswith((_THEME, __name__)):
            frame = frame.f_back  # what the room of themes works out is asked for by another
        assert frame is not None
        room = frame.f_globals["__name__"].removeprefix("report_builder.").partition(".")[0]
        if room in ("layout", "publish", "graphics"):
            self.asked.add(key)

    def _of(self, value: Any, place: str) -> Any:
        record = next((one for one in (*RECORDS, Theme) if isinstance(value, one)), None)
        if record is not None:
            fields = {
                name: self._of(getattr(value, name), f"Theme.{name}") for name in record.__struct_fields__
            }
            return self._kind(record)(**fields)
        if isinstance(value, tuple):
            return tuple(self._of(one, place) for one in value)
        if isinstance(value, Mapping) and place.removeprefix("Theme.") in NAMES:
            return self._mapping({key: self._of(one, place) for key, one in value.items()}, place)
        return value

    def _kind(self, record: type[Struct]) -> type[Struct]:
        def watch(this: Struct, name: str) -> Any:
            if name in record.__struct_fields__:
                self._note(f"{record.__name__}.{name}")
            return object.__getattribute__(this, name)

        if record not in self._kinds:
            self._kinds[record] = msgspec.defstruct(
                record.__name__, [], bases=(record,), namespace={"__getattribute__": watch}, frozen=True
            )
        return self._kinds[record]

    def _mapping(self, values: dict[Any, Any], place: str) -> Mapping[Any, Any]:
        note = self._note

        class Asked(dict[Any, Any]):
            def __getitem__(self, key: Any) -> Any:
                note(f"{place}[{key}]")
                return super().__getitem__(key)

        return Asked(values)


def report(root: Path) -> Report:
    """Read the report in a folder."""
    found = load_report(SourceFiles(root)).value
    assert found is not None
    return found


@cache
def asked() -> frozenset[str]:
    """Give the keys that are asked for while pages are made, on paper and for a screen.

    The report of this project has every kind of block; the little one has what it lacks, in the theme that
    has rules on its sheets.
    """
    small = make_folder("# Kapittel\n\n***Fet kursiv.*** Ordet नमस्ते.\n\n```\nkode\n```\n")
    found: set[str] = set()
    try:
        for name, read in (("konstruktiv", report(ROOT)), ("noktern", report(small))):
            theme = load_theme(name).value
            assert theme is not None
            tables = replace(theme.tables, head_ground="tint", head_ink="ink")
            theme = replace(theme, tables=tables)
            watched = Watched(theme)
            lay_out(read, watched.theme, draft=True)
            edition_pages(read, watched.theme, AROUND)
            theme_css(watched.theme)
            found |= watched.asked
            divided = replace(theme.page, columns=2, column_gap=18.0, text_width=220.0, margin_width=0.0)
            watched = Watched(replace(theme, page=divided))
            lay_out(report(small), watched.theme)
            found |= watched.asked
    finally:
        shutil.rmtree(small)
    return frozenset(found)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_asked_for_where_pages_are_made(key: str) -> None:
    assert key in asked(), f"nothing in layout, publish or graphics asks a theme for {key}"


def test_every_record_of_a_theme_is_watched() -> None:
    kinds = {
        kind
        for kind in vars(model).values()
        if isinstance(kind, type(Struct)) and kind.__module__ == model.__name__
    }
    parents = {parent for record in RECORDS for parent in record.__mro__}
    assert kinds - parents == {Theme, Colour}, "put it in RECORDS"
