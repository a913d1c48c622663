"""Tells of what the style's own font lacks: letters that another one has to lend, signs put into words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted, in_turn
from report_builder.layout.compose.paragraph import Borrowed, Composer
from report_builder.layout.compose.signs import Said
from report_builder.model.report import Report
from report_builder.theme.builtin import fonts
from report_builder.theme.model import FACES, Theme

_SHOWN = 8
"""How many letters are named."""


def tell_lent(composer: Composer, report: Report, theme: Theme, diagnostics: Diagnostics) -> None:
    """Tell what was borrowed, and what was put into words (both RB-FONT-LACKS)."""
    tell_borrowed(composer.borrowed, report, theme, diagnostics)
    if composer.signs:
        _tell_said(composer.signs.said, report, diagnostics)


def _tell_said(said: Iterable[Said], report: Report, diagnostics: Diagnostics) -> None:
    """A note for each sign that was put into words, where it stands first."""
    # What has no place of its own is a title above the page, which says what stands elsewhere.
    first: dict[tuple[str, str], Said] = {}
    for one in sorted(said, key=lambda one: one.span is None):
        first.setdefault((one.sign, one.words), one)
    for one in first.values():
        span = one.span or report.publication.span
        lines = report.sources.get(span.path)
        place = lines.place_of(one.sign[0], span) if lines else span
        diagnostics.note("RB-FONT-LACKS", place, *hinted("layout.said", sign=one.sign, words=one.words))


def tell_borrowed(found: Iterable[Borrowed], report: Report, theme: Theme, diagnostics: Diagnostics) -> None:
    """RB-FONT-LACKS for each font that lacks letters: which they are, and where the first of them stands.

    Signs and symbols are left out, and so are the fonts of the program: what these lack, its themes leave to
    their fallback, which was chosen for it.
    """
    known = {PurePosixPath(file).stem for file in fonts()}
    by_font: dict[str, list[Borrowed]] = {}
    for one in found:
        if one.face.name not in known:
            by_font.setdefault(one.face.name, []).append(one)
    for name, all_of_it in by_font.items():
        # What has no place of its own is from report.yaml, or says what stands elsewhere.
        first = next((one for one in all_of_it if one.span), all_of_it[0])
        span = first.span or report.publication.span
        lines = report.sources.get(span.path)
        letters = [*dict.fromkeys("".join(one.letters for one in all_of_it))]
        lent_by = dict.fromkeys(each.name for one in all_of_it for each in one.face.fallbacks)
        diagnostics.warn(
            "RB-FONT-LACKS",
            lines.place_of(first.letters[0], span) if lines else span,
            *hinted(
                "layout.borrowed",
                font=name,
                letters=" ".join(letters[:_SHOWN]) + (" \u2026" if len(letters) > _SHOWN else ""),
                lender=in_turn([*lent_by]),
                styles=in_turn(_styles(name, theme)),
            ),
        )


def _styles(font: str, theme: Theme) -> list[str]:
    """The styles that are set in a font, as they are called in the theme; the first three of them."""
    files = {
        family: [PurePosixPath(getattr(faces, face)).stem for face in FACES]
        for family, faces in theme.fonts.items()
    }
    found = [name for name, style in theme.styles.items() if font in files[style.family]]
    return [f"'{name}'" for name in found[:3]]
