"""The builder that all block functions share: measures, styles, and the rows they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.passages import Piece, Pieces, Voice, marked, voice
from report_builder.layout.blocks.drawn_lines import make_room
from report_builder.layout.blocks.elements import ElementOwner, LinkTarget
from report_builder.layout.blocks.inline import InlineReader, Looks
from report_builder.layout.blocks.rows import Deferred, NoteRows, Row, RuleItem, TextItem
from report_builder.layout.blocks.setting import Setting
from report_builder.layout.blocks.stacking import Stack
from report_builder.layout.compose.fonts import FontBook
from report_builder.layout.compose.paragraph import Composer
from report_builder.layout.compose.runs import RAGGED, Filling, Line, Owner, Run, directed
from report_builder.layout.compose.signs import signs_of
from report_builder.model.blocks import Block, Diagram, Figure, FindingChart, Note, Paragraph, SideNote
from report_builder.model.formula_blocks import DisplayedFormula
from report_builder.model.inlines import Inlines, NoteReference
from report_builder.model.lead_ins import leads_to
from report_builder.model.notes import ways_back
from report_builder.model.pictures import Photograph
from report_builder.model.report import Report
from report_builder.model.tags import Element
from report_builder.model.titles import Titles
from report_builder.theme.geometry import PageGeometry
from report_builder.theme.model import Colour, TextStyle, Theme

NOBODY = ElementOwner(Element("NonStruct"))
_LONGEST_LINE = 38
"""How wide text is set at most that spans two columns, in sizes: about 80 characters."""
_BASELINE_SHARE = 0.34
"""How far the baseline of a line lies below its middle, as a share of the font size."""
_TITLE_SIZES = (1.0, 0.85, 0.7)
"""The sizes of a chapter's title, as shares of that in the theme."""
_TITLE_LINES = 2
"""How many lines a title has before it becomes smaller."""


class Region(Struct, frozen=True):
    """Where blocks are set: a column inside the page's column, a style, and the parent in the tag tree.

    ``apart`` regions (margin, footnotes, boxes) have no margin column beside them.
    """

    x: float
    width: float
    style: str
    element: Element
    depth: int = 0
    apart: bool = False

    def can_widen(self, page: PageGeometry) -> bool:
        """Whether something set here may take the margin column too."""
        return not self.apart and self.width == page.text_width

    def below(self, element: Element) -> Region:
        """The same region with another parent element."""
        return replace(self, element=element)

    def inset(self, left: float, element: Element) -> Region:
        """The region without ``left`` points at its left side, one level deeper."""
        return replace(self, x=self.x + left, width=self.width - left, element=element, depth=self.depth + 1)


class Builder:
    """Makes the rows of a report's blocks, and their elements in the tag tree."""

    def __init__(
        self,
        report: Report,
        theme: Theme,
        book: FontBook,
        functions: Mapping[type[Block], BlockFunction],
        page_label: Callable[[str], str],
        titles: Titles,
    ) -> None:
        """Begin with no rows.

        ``titles`` are those of all blocks, ``page_label`` gives what is known (or assumed) of the page that
        one stands on.
        """
        self.report = report
        self.theme = theme
        self.language = report.publication.language
        self.styles: Mapping[str, TextStyle] = theme.styles
        self.level = 1
        self.accent: Colour | None = None
        self.composer = Composer(report.divisions, signs_of(report))
        self.looks = Looks(theme, book, self.composer.signs)
        self.stack = Stack()
        self.deferred: list[Deferred] = []
        self.page_label = page_label
        self.assumed: list[Run] = []
        """Numbers of pages by which something was composed: if one is another, all is composed again."""
        self.diagnostics = Diagnostics(report.sources)
        self.anchored: dict[str, Element] = {}
        self.neighbours: tuple[Block | None, Block | None] = None, None
        """What stands above and below the block that is being built, in the same container."""
        self._functions = functions
        self._references: list[tuple[NoteReference, ElementOwner]] = []
        self._notes: list[Element] = []
        # The block that is being built: the place of generated text.
        self._span: SourceSpan | None = None
        self._reader = InlineReader(self.looks, self.language, page_label, titles, self._references, set())

    def forget(self) -> None:
        """Free the rows and the words that were measured; nothing is composed after this."""
        self.stack.rows.clear()
        self.deferred.clear()
        self.composer = Composer()

    def blocks(self, blocks: Iterable[Block], region: Region) -> None:
        """Append the rows of ``blocks``, and their elements to the region's parent."""
        outer = self._span
        due: list[Element] = []
        following = list(blocks)
        previous: Block | None = None
        while following:
            block = following.pop(0)
            self._span = block.span
            self.neighbours = previous, next((other for other in following if _is_in_column(other)), None)
            previous = block if _is_in_column(block) else previous
            self._functions[type(block)](self, block, region)
            # A footnote is read after the block that refers to it, not in the middle of a sentence.
            due += self._notes
            self._notes.clear()
            if not leads_to(block, following[0] if following else None):
                region.element.kids += due
                due.clear()
        self._span = outer

    def small_print(self, blocks: Iterable[Block], region: Region, *, above: bool = False) -> None:
        """As :meth:`blocks`, half a line apart: the styles of notes ask for no blank, as most are one text.

        ``above`` tells that a text of theirs stands above already.
        """
        half = self.style(region.style).leading / 2
        for number, block in enumerate(blocks):
            with self.stack.block(half if above or number else None):
                self.blocks((block,), region)

    @contextmanager
    def apart(self) -> Iterator[Stack]:
        """Build meanwhile outside the flow, in a column of its own: in the margin, in a note."""
        outer, self.stack = self.stack, Stack()
        yield self.stack
        self.stack = outer

    def style(self, name: str) -> TextStyle:
        """The theme's text style ``name``."""
        return self.styles[name]

    def across(self, region: Region, style: str) -> Region:
        """As much of both columns as lines of a style may take; the same region where it cannot widen."""
        page = self.theme.page
        if not page.two_columns or not region.can_widen(page):
            return region
        return replace(region, width=min(page.full_width, _LONGEST_LINE * self.style(style).size))

    def rule(self, name: str, x: float, y: float, width: float) -> tuple[RuleItem, ...]:
        """The theme's rule ``name`` at x and y, ``width`` long unless it has a length; none if it is none."""
        rule = self.theme.rules[name]
        if not rule.thickness:
            return ()
        return (RuleItem(x, y, min(rule.length or width, width), rule.thickness, rule.colour),)

    def setting(self, style: str) -> Setting:
        """The setting of a text style in the language at hand."""
        return self.looks.setting(self.style(style), self.language)

    def run(
        self, text: str, style: str, owner: Owner, *, span: SourceSpan | None = None, **changes: object
    ) -> Run:
        """A run of text that is no inline node; ``changes`` are fields of ``Setting``.

        Its place is ``span``, or that of the block that is being built; outside of blocks it has none.
        """
        setting = replace(self.setting(style), **changes)
        return Run(text, self.looks.look(setting), owner, span or self._span)

    def runs(self, inlines: Inlines, style: str, owner: ElementOwner, **changes: object) -> list[Run]:
        """The runs of ``inlines`` in a text style; ``changes`` are fields of ``Setting``."""
        setting = replace(self.setting(style), **changes)
        return self._reader.runs(inlines, setting, owner)

    @property
    def voice(self) -> Voice:
        """What the program says in the language at hand."""
        return voice(self.language, self.report.publication.language)

    def said(
        self,
        pieces: Pieces,
        style: str,
        owner: ElementOwner,
        *,
        span: SourceSpan | None = None,
        **changes: object,
    ) -> list[Run]:
        """The runs of words whose languages are known; otherwise as :meth:`run`."""
        setting = replace(self.setting(style), **changes)
        return self._reader.said(pieces, setting, owner, span or self._span)

    def label(self, label: str, style: str, owner: ElementOwner) -> list[Run]:
        """The runs of what stands before a caption, "Tabell 3"; none where there is nothing."""
        if not label:
            return []
        return self.said((Piece(f"{label} ", self.voice.language),), style, owner, face="bold")

    def owner(self, element: Element, language: str) -> ElementOwner:
        """The owner of ``element``, which is said to be in ``language`` where that is not the one at hand."""
        element.language = language if language != self.language else None
        return ElementOwner(element)

    def alt(self, node: Figure | Photograph | FindingChart | Diagram | DisplayedFormula) -> str | None:
        """What is drawn, in words, its passages in other languages marked."""
        return marked(node.alt_pieces, self.language) if node.alt_pieces else node.alt

    def width(self, inlines: Inlines, style: str) -> float:
        """How wide ``inlines`` are unbroken. Footnotes that they refer to stay to be placed."""
        measuring = replace(self._reader, notes=[], seen_notes=set())
        runs = measuring.runs(inlines, self.setting(style), NOBODY)
        return self.composer.natural_width(runs)[1]

    def title_share(self, inlines: Inlines, style: str, measure: float) -> float:
        """The largest of the sizes of a long title that sets it in no more than two lines, else the smallest.

        It is a share of the style's size. Footnotes that the title refers to stay to be placed.
        """
        size, told = self.style(style).size, len(self.composer.troubles)
        for share in _TITLE_SIZES[:-1]:
            measuring = replace(self._reader, notes=[], seen_notes=set())
            runs = measuring.runs(inlines, replace(self.setting(style), size=share * size), NOBODY)
            lines = self.composer.compose_title(runs, measure)
            del self.composer.troubles[told:]  # they are noted when it is set
            if len(lines) <= _TITLE_LINES:
                return share
        return _TITLE_SIZES[-1]

    def baseline(self, style: TextStyle) -> float:
        """The baseline of a line from its top; lines that fill whole grid lines sit on the grid."""
        grid = self.theme.page.grid
        if abs(style.leading / grid - round(style.leading / grid)) < 1e-6:
            return style.leading - grid / 2 + _BASELINE_SHARE * self.theme.styles["body"].size
        return style.leading / 2 + _BASELINE_SHARE * style.size

    def compose(self, runs: Iterable[Run], measure: float, filling: Filling = RAGGED) -> list[Line]:
        """The lines of a paragraph; remembered where a page number in it is not known yet."""
        runs = tuple(runs)
        filling = directed(filling, self.language, runs)
        lines = self.composer.compose(runs, measure, filling)
        if any(run.page_of for run in runs):
            self.deferred.append(Deferred(lines, runs, measure, filling))
        return lines

    def compose_title(self, runs: Iterable[Run], measure: float) -> list[Line]:
        """The lines of a title; one with a page number in it is composed as other text."""
        runs = tuple(runs)
        if any(run.page_of for run in runs):
            return self.compose(runs, measure)
        return self.composer.compose_title(runs, measure, directed(RAGGED, self.language, runs))

    def text_rows(
        self, lines: list[Line], style: TextStyle, region: Region, *, keep: bool = False
    ) -> list[Row]:
        """Lines as rows: no widow, no orphan; ``keep`` keeps them all with what follows."""
        baseline = self.baseline(style)
        last = len(lines) - 1
        rows: list[Row] = []
        for index, line in enumerate(lines):
            item = TextItem((line,), region.x, baseline, style.leading, region.width, style.align)
            kept = keep or (index < last and index in (0, last - 1))
            rows.append(Row(style.leading, (item,), on_grid=index == 0, keep=kept))
        make_room(rows, style.size, drawn=self.looks.has_drawings)
        return rows

    def add(self, rows: list[Row], style: str) -> None:
        """Add rows of text with the blank that their text style asks for."""
        looks = self.styles[style]
        self.stack.add(rows, looks.before, looks.after)

    def inline_rows(
        self,
        inlines: Inlines,
        style: str,
        region: Region,
        owner: ElementOwner,
        *,
        prefix: Iterable[Run] = (),
        keep: bool = False,
        title: bool = False,
        indent: float = 0.0,
        share: float = 1.0,
        colour: Colour | None = None,
    ) -> list[Row]:
        """Rows of inline nodes (a ``title`` or other text) in one style, with the footnotes they refer to.

        The first row is set in by ``indent`` points; a title is neither set in nor justified. The size is a
        ``share`` of the style's, the ``colour`` the style's own where none is given.
        """
        looks = self.style(style)
        if share != 1.0:
            looks = replace(looks, size=share * looks.size, leading=share * looks.leading)
        changes = {"colour": colour} if colour else {}
        runs = [*prefix, *self.runs(inlines, style, owner, size=looks.size, **changes)]
        if title:
            lines = self.compose_title(runs, region.width)
        else:
            lines = self.compose(runs, region.width, Filling(indent, looks.align == "justify"))
        rows = self.text_rows(lines, looks, region, keep=keep)
        self.attach_notes(rows)
        return rows

    def paragraph(
        self,
        node: Paragraph,
        region: Region,
        style: str,
        role: str = "P",
        *,
        prefix: Iterable[Run] = (),
        indent: float = 0.0,
    ) -> list[Row]:
        """A paragraph's element and its rows."""
        owner = ElementOwner(region.element.add(Element(role)))
        rows = self.inline_rows(node.children, style, region, owner, prefix=prefix, indent=indent)
        self.begin(rows[0], node.id, node.span, owner.element)
        return rows

    def begin(self, row: Row, anchor: str, span: SourceSpan, element: Element | None) -> None:
        """Note that the block with the id ``anchor``, which ``element`` stands for, begins with ``row``."""
        row.anchors = (anchor, *row.anchors)
        row.span = span
        if element is not None:
            self.anchored[anchor] = element

    def begin_next(self, anchor: str, span: SourceSpan, element: Element) -> None:
        """Note that the block with the id ``anchor`` begins with the row that is added next."""
        self.stack.begin(anchor, span)
        self.anchored[anchor] = element

    def attach_notes(self, rows: list[Row]) -> None:
        """Give each footnote referred to since the last call to the row that refers to it."""
        references, self._references[:] = list(self._references), []
        for reference, owner in references:
            row = next((row for row in rows if _has_owner(row, owner)), rows[0])
            row.notes = (*row.notes, self._note(self.report.notes[reference.note]))

    def _note(self, note: Note) -> NoteRows:
        element = Element("Note", id=note.id)
        self._notes.append(element)
        unplaced, self._notes = self._notes, []
        region = Region(0.0, self.theme.page.text_width, "note", element, apart=True)
        label = ElementOwner(element.add(Element("Lbl")))
        mark = [] if note.places == 1 else [self.run(f"{note.number}", "note", label)]
        for way in ways_back(note):
            named = marked(self.voice.pieces(way.key, **way.values), self.language)
            link = ElementOwner(Element("Link"), label, link=LinkTarget(named, anchor=way.target))
            mark += [self.run(" ", "note", label)] if mark else []
            mark.append(self.run(way.mark, "note", link, colour=self.looks.link_colour))
        mark.append(self.run("\u00a0 ", "note", label))
        first, *rest = note.blocks
        with self.apart() as stack:
            self.begin_next(note.id, note.span, element)
            if isinstance(first, Paragraph):
                self.add(self.paragraph(first, region, "note", prefix=mark), "note")
                self.small_print(rest, region, above=True)
            else:
                lines = self.compose(mark, region.width)
                self.add(self.text_rows(lines, self.style("note"), region, keep=True), "note")
                self.small_print(note.blocks, region)
        element.kids += self._notes
        self._notes = unplaced
        return NoteRows(stack.rows)


def _is_in_column(block: Block) -> bool:
    """Whether a block stands in the column of the text, and not beside it or on a page of its own."""
    return not isinstance(block, SideNote | Photograph)


def _has_owner(row: Row, owner: ElementOwner) -> bool:
    return any(
        segment.owner is owner
        for item in row.items
        if isinstance(item, TextItem)
        for line in item.lines
        for segment in line.segments
    )


BlockFunction: TypeAlias = Callable[[Builder, Any, Region], None]
