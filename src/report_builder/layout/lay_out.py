"""Lays out a report: rows, pages, page numbers, paint."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostic, Diagnostics, Outcome
from report_builder.language.message import hinted, say
from report_builder.layout.blocks import front
from report_builder.layout.blocks.builder import Builder
from report_builder.layout.blocks.cover import cover as cover_text
from report_builder.layout.blocks.registry import BLOCK_FUNCTIONS
from report_builder.layout.blocks.rows import Row
from report_builder.layout.blocks.sections import chapter
from report_builder.layout.blocks.stacking import extent, tops
from report_builder.layout.compose.fonts import FontBook, FontUnusableError
from report_builder.layout.compose.paragraph import Trouble
from report_builder.layout.compose.runs import Run
from report_builder.layout.outline import bookmarks, name_findings
from report_builder.layout.pages.masters import art, furniture, has_head, plate
from report_builder.layout.pages.page import Page, PageKind, PlacedRow
from report_builder.layout.pages.paginate import Paginator
from report_builder.layout.paint.canvas import open_canvas
from report_builder.layout.paint.painter import Painter
from report_builder.layout.result import LaidOut, PageLabels, Typing
from report_builder.model.report import Report
from report_builder.model.roman import roman
from report_builder.model.tags import Element
from report_builder.model.titles import Titles
from report_builder.theme.model import SheetKind, Theme

if TYPE_CHECKING:
    from report_builder.layout.logo import HeadLogo, StandingLogo
    from report_builder.layout.result import Weighed

_AHEAD = 7
"""The first form of files whose page breaks may look ahead."""
_PASSES = 5
_UNKNOWN = "00"


def lay_out(
    report: Report, theme: Theme, *, draft: bool = False, keep_edges: bool = False, weigh: bool = False
) -> Outcome[LaidOut]:
    """The painted pages of ``report``; ``draft`` marks every page as a draft.

    With ``keep_edges``, what a printer cuts through is kept for the bleed too; with ``weigh``, what each page
    weighs is told.

    Diagnostics: characters that no font has, words and tables that do not fit, things taller than a
    page, page numbers that do not settle, a font of the theme's own that cannot be used.
    """
    try:
        return _Layout(report, theme, draft, keep_edges, weigh).run()
    except FontUnusableError as fault:
        diagnostics = Diagnostics()
        diagnostics.error("RB-FONT", theme.places[fault.file], fault.said, say("theme.font-damaged.hint"))
        return Outcome(None, diagnostics.items)


def find_unset(report: Report, theme: Theme, other: Collection[int] = ()) -> tuple[Diagnostic, ...]:
    """Compose what was read of a faulty report and tell what its fonts cannot set (RB-GLYPH).

    There are no pages, so what shows on pages only is not told. ``other`` are code points that
    further fonts have.
    """
    return _Layout(report, theme).unset(other)


class _Layout:
    """One document while it is laid out."""

    def __init__(
        self,
        report: Report,
        theme: Theme,
        draft: bool = False,
        keep_edges: bool = False,
        weigh: bool = False,
    ) -> None:
        self._report = report
        self._logos: Mapping[SheetKind, StandingLogo] = {}
        self._head: HeadLogo | None = None
        self._told_logos = set[str]()
        if theme.logo is not None:
            from report_builder.layout.logo import head_logo, with_room  # few themes have one

            theme, self._logos = with_room(theme)
            self._head = head_logo(theme)
        self._theme = theme
        self._keep_edges = keep_edges
        self._weighed: list[Weighed] | None = [] if weigh else None
        self._draft = report.words("document.draft") if draft else ""
        self._canvas, self._buffer = open_canvas(theme.page)
        self._book = FontBook(theme, self._canvas._doc)  # noqa: SLF001  subsets belong to a document
        self._titles = Titles(report)
        self._labels: dict[str, str] = {}
        self._diagnostics = Diagnostics(self._report.sources)

    def run(self) -> Outcome[LaidOut]:
        """Compose until the page numbers settle, then paint."""
        unsettled: Run | None = None
        for _ in range(_PASSES):
            builder, root, rows = self._compose()
            body = self._paginate(rows)
            unsettled = self._settle(builder, body)
            if unsettled is None:
                break
        if unsettled is not None:
            self._report_unsettled(unsettled)
            return Outcome(None, self._diagnostics.items)
        if builder.assumed:
            self._begin_at_marks(builder, body)
        pages = self._front(builder, root)
        front_pages = len(pages)
        self._open_with_logo(body, next(kid for kid in root.kids if isinstance(kid, Element)))
        pages += body
        body.clear()
        self._back(builder, root, pages)
        if any(sheet.image for sheet in self._theme.sheets.values()):
            from report_builder.layout.sheet_photographs import dress  # few themes have them

            dress(pages, self._theme)
        dressed = self._dressed(builder, pages)
        if any(page.picture for page in pages):
            from report_builder.layout.photographs import set_photographs  # few reports have one

            set_photographs(self._theme, dressed)
        pages.clear()
        self._collect(builder)
        if self._diagnostics.has_errors:
            return Outcome(None, self._diagnostics.items)
        numbers = (PageLabels(0, "r", 1), PageLabels(front_pages, "D", 1))
        return Outcome(self._paint(dressed, root, builder, numbers), self._diagnostics.items)

    def unset(self, other: Collection[int]) -> tuple[Diagnostic, ...]:
        builder, root, _ = self._compose()
        cover_text(builder, root)
        front.colophon(builder, root)
        front.back_cover(builder, root)
        missing = (trouble for trouble in builder.composer.troubles if trouble.missing)
        self._tell([one for one in missing if not all(ord(char) in other for char in one.missing)])
        return self._diagnostics.items

    def _compose(self) -> tuple[Builder, Element, list[Row]]:
        builder = Builder(self._report, self._theme, self._book, BLOCK_FUNCTIONS, self._label, self._titles)
        root = Element("Document")
        for _ in _FRONT_PARTS:
            root.add(Element("Sect"))
        chapters = self._report.chapters
        for index, node in enumerate(chapters):
            stage, accent = (index + 1) / len(chapters), self._theme.accent(index)
            chapter(builder, node, root, stage, self._theme.opener(index), accent)
        return builder, root, builder.stack.rows

    def _label(self, target: str) -> str:
        return self._labels.get(target, _UNKNOWN)

    def _paginate(self, rows: list[Row]) -> list[Page]:
        self._diagnostics = Diagnostics(self._report.sources)
        geometry = self._theme.page
        drop = self._theme.sheets[SheetKind.OPENER].text - geometry.top
        facts = self._report.publication
        if self._weighed:
            self._weighed.clear()
        paginator = Paginator(
            geometry,
            self._diagnostics,
            opener_lines=round(drop / geometry.grid),
            ahead=facts.look_ahead and facts.form >= _AHEAD,
            weighed=self._weighed,
        )
        return paginator.paginate(rows)

    def _settle(self, builder: Builder, pages: list[Page]) -> Run | None:
        """Fill in the page numbers that are known now; gives one that changes the number of lines."""
        self._labels = {anchor: page.label for page in pages for anchor in page.anchors()}
        if builder.assumed:
            from report_builder.layout.pages.indexed import marks_on  # few reports have an index

            self._labels |= {owner.anchor or "": page.label for page, _, owner in marks_on(pages)}
            other = (run for run in builder.assumed if run.text != self._label(run.page_of))
            if (run := next(other, None)) is not None:
                return run
        filled = []
        for deferred in builder.deferred:
            known = [
                replace(run, text=self._label(run.page_of)) if run.page_of else run for run in deferred.runs
            ]
            new = builder.composer.compose(known, deferred.measure, deferred.filling)
            if len(new) != len(deferred.lines):
                return next(run for run in deferred.runs if run.page_of)
            filled.append((deferred.lines, new))
        for lines, new in filled:
            for old, line in zip(lines, new, strict=True):
                old.segments, old.width, old.stretch = line.segments, line.width, line.stretch
                old.order = line.order
        return None

    def _begin_at_marks(self, builder: Builder, pages: list[Page]) -> None:
        """Let the rows with words that are marked for the index be the places of these."""
        from report_builder.layout.pages.indexed import marks_on

        for _, row, owner in marks_on(pages):
            if owner.anchor:
                row.anchors = (*row.anchors, owner.anchor)
                builder.anchored[owner.anchor] = owner.element

    def _report_unsettled(self, run: Run) -> None:
        self._diagnostics.error(
            "RB-PAGES-UNSETTLED",
            run.span,
            *hinted("layout.pages-unsettled", target=run.page_of, passes=_PASSES),
        )

    def _front(self, builder: Builder, root: Element) -> list[Page]:
        """Cover, colophon, contents, and a plate where the text would not begin on the right."""
        cover, colophon, contents = (
            kid for kid in root.kids[: len(_FRONT_PARTS)] if isinstance(kid, Element)
        )
        page = self._theme.page
        height = page.lines * page.grid
        title = cover_text(builder, cover, self._floor(SheetKind.COVER))
        facts = front.colophon(builder, colophon)
        first = self._cover_page(PageKind.COVER, title, self._theme.sheets[SheetKind.COVER].text)
        if self._report.publication.face.image is not None:
            from report_builder.layout.photographs import cover_row

            first.rows.insert(0, cover_row(builder, self._report.publication.face.image, cover, first.rows))
        self._add_logo(SheetKind.COVER, first, cover)
        second = self._fixed_page(PageKind.COLOPHON, facts, max(0.0, height - extent(facts)), roman(2))
        rows = front.contents(builder, contents, self._report.chapters, self._label)
        paginator = Paginator(
            page, self._diagnostics, kind=PageKind.CONTENTS, number=lambda number: roman(number + 2)
        )
        pages = [first, second, *paginator.paginate(rows)]
        if page.is_double and len(pages) % 2:
            pages.append(plate(self._report.chapters))
        return pages

    def _back(self, builder: Builder, root: Element, pages: list[Page]) -> None:
        """The back cover, which stands on the left: behind an endpaper where it would be on the right."""
        if self._theme.page.is_double and len(pages) % 2 == 0:
            pages.append(Page(PageKind.ENDPAPER))
        element = root.add(Element("Sect"))
        rows = front.back_cover(builder, element)
        if ink := self._theme.sheets[SheetKind.BACK].ink:
            from report_builder.layout.photographs import recoloured  # few themes have one

            rows = [recoloured(row, ink) for row in rows]
        # What has no room at the foot of the sheet begins further up.
        wanted = self._theme.sheets[SheetKind.BACK].text
        text = min(wanted, self._floor(SheetKind.BACK) - extent(rows))
        if text < self._ceiling(SheetKind.BACK):
            self._tell_too_much(PageKind.BACK)
        pages.append(self._cover_page(PageKind.BACK, rows, text))
        self._add_logo(SheetKind.BACK, pages[-1], element)

    def _floor(self, kind: SheetKind) -> float:
        """Where the text of a cover must end, from the sheet's upper edge."""
        logo = self._logos.get(kind)
        return self._theme.page.floor if logo is None else logo.floor

    def _ceiling(self, kind: SheetKind) -> float:
        """Where the text of a cover may begin, from the sheet's upper edge."""
        logo = self._logos.get(kind)
        return self._theme.page.top if logo is None else logo.ceiling

    def _add_logo(self, kind: SheetKind, page: Page, element: Element) -> None:
        """Put the logo on a cover, whose element is given."""
        logo = self._logos.get(kind)
        if logo is None or self._theme.logo is None:
            return
        from report_builder.layout.logo import logo_row

        on_image = kind is SheetKind.COVER and self._report.publication.face.image is not None
        page.rows.append(logo_row(self._theme, logo, self._figure(logo, element), on_image or logo.plate))

    def _open_with_logo(self, pages: Iterable[Page], element: Element) -> None:
        """Put the logo on the openers of chapters."""
        logo = self._logos.get(SheetKind.OPENER)
        if logo is None or self._theme.logo is None:
            return
        from report_builder.layout.logo import logo_row

        for page in pages:
            if page.opener is not None:
                plate = logo.plate or page.picture is not None
                page.rows.append(logo_row(self._theme, logo, self._figure(logo, element), plate))

    def _figure(self, logo: StandingLogo, element: Element) -> Element | None:
        """The element of a logo the first time that it stands somewhere; after that it is decoration."""
        if logo.alt in self._told_logos:
            return None
        self._told_logos.add(logo.alt)
        return element.add(Element("Figure", alt=logo.alt, attributes={"Placement": "Block"}))

    def _dressed(self, builder: Builder, pages: Iterable[Page]) -> list[tuple[Page, list[PlacedRow]]]:
        """The pages with what stands at their head and their foot."""
        if self._head is None:
            return [(page, furniture(builder, page, at, self._draft)) for at, page in enumerate(pages)]
        from report_builder.layout.logo import head_row

        made = []
        for at, page in enumerate(pages):
            around = furniture(builder, page, at, self._draft, (self._head.taken, self._head.is_outer))
            if has_head(page) and page.picture is None and page.kind is PageKind.BODY:
                around.append(head_row(self._theme, self._head, recto=self._theme.page.is_right(at)))
            made.append((page, around))
        return made

    def _cover_page(self, kind: PageKind, rows: list[Row], text: float) -> Page:
        """A page whose rows follow each other from ``text``, from which the drawing keeps away."""
        top = self._theme.page.top
        placed = list(map(PlacedRow, tops(rows, text - top), rows))
        taken = tuple((top + one.y, top + one.y + one.row.height) for one in placed)
        return Page(kind, rows=placed, taken=taken)

    def _tell_too_much(self, kind: PageKind) -> None:
        span = self._report.publication.span
        self._diagnostics.error("RB-TOO-TALL", span, _TOO_MUCH[kind], say("layout.too-much.hint"))

    def _fixed_page(self, kind: PageKind, rows: list[Row], top: float, label: str = "") -> Page:
        """A page whose rows follow each other from ``top``, whatever the grid says."""
        geometry = self._theme.page
        if top + extent(rows) > geometry.lines * geometry.grid:
            self._tell_too_much(kind)
        return Page(kind, label, list(map(PlacedRow, tops(rows, top), rows)))

    def _collect(self, builder: Builder) -> None:
        self._diagnostics.extend(builder.diagnostics.items)
        composer = builder.composer
        self._tell(composer.troubles)
        if composer.borrowed or composer.signs:
            from report_builder.layout.borrowed_letters import tell_lent

            tell_lent(composer, self._report, self._theme, self._diagnostics)

    def _tell(self, troubles: Sequence[Trouble]) -> None:
        if troubles:
            from report_builder.layout.unset_text import tell_troubles

            tell_troubles(troubles, self._report, self._diagnostics)

    def _paint(
        self,
        dressed: list[tuple[Page, list[PlacedRow]]],
        root: Element,
        builder: Builder,
        numbers: tuple[PageLabels, ...],
    ) -> LaidOut:
        painter = Painter(self._canvas, self._theme, builder.anchored, keep_edges=self._keep_edges)
        closing = sum(page.kind in _CLOSING for page, _ in dressed)
        # What was composed is all that is needed now, and goes page by page; writing takes its room.
        builder.forget()
        dressed.reverse()
        while dressed:
            page, around = dressed.pop()
            painter.paint(page, around, art(self._theme, page, len(painter.marks)))
        self._book.close()
        self._canvas.save()
        wanted = {front.CONTENTS, *self._titles.referable, *(link.target for link in painter.links)}
        wanted |= name_findings(self._report, painter.anchors)
        wanted |= {run.page_of for run in builder.assumed}
        return LaidOut(
            self._buffer.getvalue(),
            len(painter.marks),
            root,
            tuple(painter.marks),
            tuple(painter.links),
            {anchor: place for anchor, place in painter.anchors.items() if anchor in wanted},
            {anchor: element for anchor, element in painter.anchored.items() if anchor in wanted},
            tuple(bookmarks(self._report)),
            numbers,
            painter.anchored,
            tuple(painter.fields),
            self._typing() if painter.fields else None,
            closing,
            tuple(painter.edges),
            tuple(self._weighed or ()),
        )

    def _typing(self) -> Typing:
        from report_builder.layout.typing_font import typing_of

        return typing_of(self._theme)


_CLOSING = (PageKind.ENDPAPER, PageKind.BACK)
"""The pages of the cover behind the text."""
_FRONT_PARTS = ("cover", "colophon", "contents")
_TOO_MUCH = {
    PageKind.COLOPHON: say("layout.too-much-colophon"),
    PageKind.BACK: say("layout.too-much-back"),
}
"""What is told where a page cannot hold what report.yaml has for it."""
