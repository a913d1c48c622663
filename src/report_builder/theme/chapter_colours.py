"""The colours that a chapter has for itself: its accent, and the ground of its first page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics, Severity
from report_builder.language.message import say
from report_builder.model.blocks import Section
from report_builder.theme.contrast import (
    TITLE_STYLES,
    ContrastPair,
    Grounds,
    accent_pairs,
    bears_text,
    below_title,
    contrast_pairs,
    inked_pairs,
)
from report_builder.theme.face import on_ground, sound_colour
from report_builder.theme.model import Colour, SheetKind, Theme


def with_chapter_colours(theme: Theme, chapters: Sequence[Section], diagnostics: Diagnostics) -> Theme:
    """Give the theme with the colours of each chapter: its own, else the theme's in turn.

    RB-VALUE for a name that is no colour of the theme, RB-CONTRAST for a colour that cannot be read, or that
    hides what stands on it.
    """
    sheet = theme.sheets[SheetKind.OPENER]
    accents, openers = [], []
    for index, chapter in enumerate(chapters):
        ground = _ground(theme, chapter, index, diagnostics)
        accents.append(_accent(theme, chapter, index, ground, diagnostics))
        openers.append(sheet if ground == sheet.ground else on_ground(sheet, ground, theme))
    return replace(theme, accents=tuple(accents) if any(accents) else (), openers=tuple(openers))


def _ground(theme: Theme, chapter: Section, index: int, diagnostics: Diagnostics) -> Colour:
    turn = theme.grounds
    otherwise = turn[index % len(turn)] if turn else theme.sheets[SheetKind.OPENER].ground
    named = chapter.ground
    if named is None:
        return otherwise
    accent = None if chapter.accent else theme.accent(index)
    hint = say("theme.chapter-ground.hint")
    return sound_colour(theme, named, partial(_weak_on, theme, accent), hint, diagnostics) or otherwise


def _accent(
    theme: Theme, chapter: Section, index: int, ground: Colour, diagnostics: Diagnostics
) -> Colour | None:
    named = chapter.accent
    if named is None:
        return theme.accent(index)
    weak, hint = partial(_weak_accent, theme, ground), say("theme.chapter-accent.hint")
    return sound_colour(theme, named, weak, hint, diagnostics)


def _weak_on(theme: Theme, accent: Colour | None, ground: Colour) -> Iterable[ContrastPair]:
    """The texts and drawings of a page that are too weak on the ground of an opener."""
    grounds = _grounds(theme, ground)
    pairs = contrast_pairs(theme.styles, theme.palette, grounds)
    if accent is not None:
        pairs += accent_pairs((accent.name,), theme.palette, grounds)
    if ink := theme.sheets[SheetKind.OPENER].ink:
        pairs += inked_pairs(TITLE_STYLES, theme.styles, theme.palette, ink.name, (ground.name,))
    return (
        pair
        for pair in pairs
        if pair.ground == ground and not pair.passes and pair.severity is Severity.ERROR
    )


def _weak_accent(theme: Theme, ground: Colour, accent: Colour) -> Iterable[ContrastPair]:
    pairs = accent_pairs((accent.name,), theme.palette, _grounds(theme, ground))
    return (pair for pair in pairs if not pair.passes)


def _grounds(theme: Theme, ground: Colour) -> Grounds:
    """What the text of a chapter stands on, where its first page has this ground."""
    sheet, page, folio = theme.sheets[SheetKind.OPENER], theme.page, theme.styles["folio"]
    text = below_title(sheet.text, theme.styles) if sheet.ink else sheet.text
    bears = bears_text(sheet.band, text, page.folio, folio.size)
    return Grounds((), (ground.name,) if bears else (), (), theme.lists.colour, theme.tables)
