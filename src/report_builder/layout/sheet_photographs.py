"""The images that a theme has for kinds of pages, where the report has no own there."""

from __future__ import annotations

from msgspec.structs import replace

from report_builder.content.images import examine
from report_builder.diagnostics import Diagnostics
from report_builder.layout.blocks.photographs import scrim_of
from report_builder.layout.blocks.rows import SheetPicture
from report_builder.layout.pages.page import Page
from report_builder.model.blocks import Section
from report_builder.model.pictures import Photograph, PhotographPlace, focus_of
from report_builder.model.report import CoverImage, Report
from report_builder.theme.model import Sheet, SheetKind, Theme


def with_sheet_photographs(report: Report, theme: Theme, diagnostics: Diagnostics) -> Report:
    """Give the report with the theme's images on its cover and at the head of its chapters, as decoration.

    Told are files of the theme that are no images; there the report stays as it is.
    """
    found = {kind: _photograph(sheet, diagnostics) for kind, sheet in theme.sheets.items()}
    cover, opener = found[SheetKind.COVER], found[SheetKind.OPENER]
    facts = report.publication
    if cover is not None and facts.face.image is None:
        face = replace(facts.face, image=CoverImage(cover.image, cover.focus, None))
        report = replace(report, publication=replace(facts, face=face))
    if opener is None:
        return report
    chapters = (_opened(chapter, opener) for chapter in report.chapters)
    return replace(report, chapters=tuple(chapters))


def _opened(chapter: Section, photograph: Photograph) -> Section:
    if chapter.opening is not None:
        return chapter
    own = replace(photograph, id=f"rb-opening-{chapter.id}", place=PhotographPlace.OPENER)
    return replace(chapter, blocks=(own, *chapter.blocks))


def dress(pages: list[Page], theme: Theme) -> None:
    """Put the theme's images on the pages of those kinds that no report has own ones for."""
    for at, page in enumerate(pages):
        kind = page.kind.sheet
        if kind is None or kind is SheetKind.COVER:
            continue
        sheet = theme.sheets[kind]
        photograph = _photograph(sheet, Diagnostics())
        if photograph is not None:
            wanted = sheet.image.height if sheet.image else 0.0
            height = min(wanted or theme.page.height, theme.page.height)
            pages[at] = replace(page, picture=SheetPicture(photograph, height, None, scrim_of(sheet, theme)))


def _photograph(sheet: Sheet, diagnostics: Diagnostics) -> Photograph | None:
    """The image of a sheet as decoration; None where it has none, or after a diagnostic."""
    file = sheet.image.file if sheet.image else None
    if sheet.image is None or file is None:
        return None
    said = Diagnostics()
    image = examine(file.path, file.data, said, file.span)
    diagnostics.extend(item for item in said.items if item.code != "RB-IMAGE-CONVERTED")
    if image is None:
        return None
    focus = focus_of(sheet.image.focus)
    return Photograph("", "", (), (), image, focus, None, PhotographPlace.PAGE, file.span)
