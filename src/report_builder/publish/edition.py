"""The HTML edition: contents, a page for each chapter, and one page of everything for the printer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from report_builder.language.address_words import UNSTATED
from report_builder.model.report import Report
from report_builder.model.titles import numbered
from report_builder.publish.addresses import INDEX, WHOLE
from report_builder.publish.colours import chapter_colours
from report_builder.publish.markup import front
from report_builder.publish.markup.banner import banner, banner_files
from report_builder.publish.markup.blocks import BLOCK_FUNCTIONS, chapter
from report_builder.publish.markup.drawings import Drawings
from report_builder.publish.markup.emblem import emblem, emblem_files, icon, icon_file
from report_builder.publish.markup.html import lines
from report_builder.publish.markup.pictures import Pictures
from report_builder.publish.markup.places import Places, chapter_places, finding_places, one_page
from report_builder.publish.markup.signs import signs_to_name
from report_builder.publish.markup.writer import Writer
from report_builder.publish.pages import environment, saying
from report_builder.publish.search_index import search_index
from report_builder.publish.slots import slot
from report_builder.sources.names import made_name
from report_builder.theme.model import SheetKind, Theme

_OPENER, _COVER = (595.0, 120.0), (595.0, 230.0)
"""Width and height of the line fields in points; the style sheet stretches them over the window."""
_LINES = "rb-lines"
"""The id of the lines that all chapters share where they stand on one page."""


class Around(Struct, frozen=True):
    """What the pages lead to, as addresses relative to their folder.

    ``assets`` is the folder with theme.css and edition.css, ``landing`` the report's landing page or empty,
    ``pdf`` the file of the same version or empty, ``whole`` the page that has
    everything. ``described`` gives what the page of a name says of itself
    to machines, ``finding`` the address of a finding's own page, empty where nobody knows it; ``findings`` is
    the word for them in addresses; ``search`` is what the page of the search is called, without its ending,
    and empty where there is none. With ``slots`` the pages have signs where they speak of other versions,
    see :mod:`.slots`.
    """

    assets: str
    landing: str
    pdf: str
    slots: bool = False
    whole: str = WHOLE
    described: Callable[[str], Markup] = lambda _name: Markup()
    finding: Callable[[str], str] = lambda _finding: ""
    findings: str = UNSTATED.findings
    search: str = ""


def edition_pages(report: Report, theme: Theme, around: Around) -> dict[str, bytes]:
    """Give the files of the edition by their path in its folder; the same report gives the same bytes.

    Pages are ``index.html`` (cover, contents, colophon), one for each chapter, named after its id, and
    one that has all; images stand in a folder of their own. Everything that comes from the report is escaped.
    """
    return _Edition(report, theme, around).files()


def page_names(report: Report, whole: str = WHOLE) -> dict[str, str]:
    """Give the page of each chapter by its id.

    ``whole`` is the page that has all; that of a chapter is named after the id. One that would not work on
    every file system is named otherwise (see :func:`made_name`), and so is one that differs from another
    page's in case alone.
    """
    taken = {INDEX, whole}
    names: dict[str, str] = {}
    for node in report.chapters:
        base, number = node.id.replace(":", "-"), 1
        name = made_name(base, ".html")
        while name.casefold() in taken:
            number += 1
            name = made_name(base, ".html", number)
        taken.add(name.casefold())
        names[node.id] = name
    return names


class _Edition:
    """One edition while it is written."""

    def __init__(self, report: Report, theme: Theme, around: Around) -> None:
        self._report = report
        self._theme = theme
        self._around = around
        self._drawings = Drawings(theme)
        self._pictures = Pictures()
        self._names = page_names(report, around.whole)
        self._search = _not_among(self._names.values(), around.search)
        self._places = chapter_places(report, self._names)
        self._findings = finding_places(report, around.findings, around.finding)
        self._signs = signs_to_name(report, theme)
        self._environment = environment()

    def files(self) -> dict[str, bytes]:
        """All pages, and the images that they show."""
        chapters = self._chapters()
        files = {INDEX: self._index(), **chapters, self._around.whole: self._whole()}
        image = self._report.publication.face.image
        shown = {} if image is None else banner_files(image)
        shown = {**shown, **emblem_files(self._theme), **icon_file(self._theme)}
        return {**files, **self._looking(chapters), **self._pictures.files, **shown}

    def _looking(self, chapters: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """The page of the search, and the script with what it looks through; nothing without a search."""
        if not self._search:
            return {}
        own, script = f"{self._search}.html", f"{self._search}.js"
        return {own: self._page("search", own, sections=script), script: search_index(chapters)}

    def _index(self) -> bytes:
        writer = self._writer(self._places, deeper=1)
        writer.begin_page(INDEX)
        return self._page(
            "index",
            INDEX,
            cover=self._cover(),
            contents=front.contents(writer, self._report.chapters),
            colophon=front.colophon(writer, self._report),
        )

    def _chapters(self) -> Mapping[str, bytes]:
        writer = self._writer(self._places)
        chapters = self._report.chapters
        pages: dict[str, bytes] = {}
        for index, node in enumerate(chapters):
            name = self._names[node.id]
            writer.begin_page(name)
            pages[name] = self._page(
                "chapter",
                name,
                chapter=chapter(
                    writer,
                    node,
                    self._drawings.field(SheetKind.OPENER, self._stage(index), *_OPENER),
                    chapter_colours(self._theme, index),
                ),
                name=numbered(node.number, node.title),
                here=node.id,
                rail=lines(*front.entries(writer, chapters, current=node.id)),
                before=self._neighbour(writer, index - 1),
                after=self._neighbour(writer, index + 1),
            )
        return pages

    def _whole(self) -> bytes:
        """Everything in the order of the PDF."""
        places = one_page(self._places, self._around.whole)
        writer = self._writer(places, deeper=1, for_print=True)
        writer.begin_page(self._around.whole)
        stages = [self._stage(index) for index, _ in enumerate(self._report.chapters)]
        fields = self._drawings.fields(SheetKind.OPENER, stages, *_OPENER, name=_LINES)
        chapters = [
            chapter(writer, node, field, chapter_colours(self._theme, index))
            for index, (node, field) in enumerate(zip(self._report.chapters, fields, strict=True))
        ]
        return self._page(
            "whole",
            self._around.whole,
            cover=self._cover(),
            colophon=front.colophon(writer, self._report),
            contents=front.contents(writer, self._report.chapters),
            chapters=lines(*chapters),
        )

    def _writer(self, places: Places, *, deeper: int = 0, for_print: bool = False) -> Writer:
        return Writer(
            self._report,
            BLOCK_FUNCTIONS,
            places,
            self._drawings,
            self._pictures,
            deeper=deeper,
            for_print=for_print,
            captions_beside=self._theme.captions_beside,
            signs=self._signs,
            findings=self._findings,
            # What is made for the printer has lines to write on.
            fills=self._report.publication.fillable and not for_print,
            pdf=self._around.pdf,
        )

    def _cover(self) -> Markup:
        image = self._report.publication.face.image
        if image is not None:
            return front.cover(self._report.publication, banner(image), emblem(self._theme))
        sheet = self._theme.sheets[SheetKind.COVER]
        field = self._drawings.field(SheetKind.COVER, sheet.stage, *_COVER, colour=sheet.lines_colour)
        return front.cover(self._report.publication, field, emblem(self._theme))

    def _stage(self, index: int) -> float:
        """The stage of the movement at which a chapter begins, the same as in the PDF."""
        return (index + 1) / len(self._report.chapters)

    def _neighbour(self, writer: Writer, index: int) -> dict[str, str] | None:
        if not 0 <= index < len(self._report.chapters):
            return None
        node = self._report.chapters[index]
        name = front.numbered(writer, node)
        return {"href": self._names[node.id], "name": name, "language": node.language}

    def _page(self, template: str, own: str, **values: Any) -> bytes:
        facts = self._report.publication
        text = self._environment.get_template(f"edition/{template}.html").render(
            language=facts.language,
            assets=self._around.assets,
            around=self._around,
            described=self._around.described(own),
            slot=slot if self._around.slots else lambda _name: "",
            facts=facts,
            words=self._report.words,
            said=saying(facts.language),
            contents_id=front.CONTENTS,
            index=INDEX,
            whole=self._around.whole,
            own=own,
            search=f"{self._search}.html" if self._search else "",
            back=front.back(facts),
            icon=icon(self._theme),
            **values,
        )
        return text.encode()


def _not_among(pages: Iterable[str], name: str) -> str:
    """Give ``name``, with a number where one of ``pages`` is called so: the address of a chapter stays."""
    taken, found, number = {page.casefold() for page in pages}, name, 1
    while f"{found}.html" in taken:
        number += 1
        found = f"{name}-{number}"
    return found
