"""What readers fill in: questions with lines, boxes or a scale, and tables with empty cells."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from report_builder.content.chapter import Chapter
from report_builder.content.inlines import read_attribute, read_content
from report_builder.content.token_tree import CAPTION, UNSEEN, Node
from report_builder.content.whole_numbers import whole_number
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.model.answers import heard, row_heads
from report_builder.model.blocks import Block, Cell, Passage, Table
from report_builder.model.inlines import Inlines, LineBreak, Text, plain_text
from report_builder.model.worksheets import Choice, ChoiceQuestion, OpenQuestion, ScaleQuestion
from report_builder.patterns import late

_LISTS = ("bullet_list", "ordered_list")
_LINES, _MOST_LINES = 3, 20
"""How many lines there are to write on unless the author says it, and at most: they stand on one page."""
_MOST_ROWS = 20
_FIRST, _LAST, _MOST_POINTS = 1, 5, 10
"""The ends of a scale unless the author says them, and how far they may be apart."""
_BOX = late(r"(\[[ xX]\])\s")
_FARTHEST = 100
"""How far from 0 a scale may begin."""


def read_open_question(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    """Read ``::: write``: a question, and lines to write on below it."""
    lines = whole_number(node, chapter, span, "lines", _LINES, 1, _MOST_LINES)
    question, rest = _question(node, chapter, span)
    for child in rest:
        here = SourceSpan(chapter.path, child.line + 1)
        told = say("content.question-long", name=node.name)
        chapter.error("RB-UNSUPPORTED", here, told, say("content.rest-below"))
    if question:
        _tell_alike(heard(question), chapter, span)
        yield OpenQuestion(_id(node, chapter), question, lines, span)


def read_choice_question(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    """Read ``::: tick``: a question, and a list of the answers to it."""
    question, rest = _question(node, chapter, span)
    choices = _choices(rest, node, chapter, span)
    if question and choices:
        one = "one" in node.attributes.classes
        _tell_choices(question, choices, one, chapter, span)
        yield ChoiceQuestion(_id(node, chapter), question, choices, one, span)


def read_scale_question(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    """Read ``::: scale``: a question, and a list of statements to be answered on a scale of numbers."""
    first = whole_number(node, chapter, span, "from", _FIRST, -_FARTHEST, _FARTHEST)
    last = whole_number(node, chapter, span, "to", first + _LAST - _FIRST, first + 1, first + _MOST_POINTS)
    words = {first: read_attribute(node, chapter, "low"), last: read_attribute(node, chapter, "high")}
    question, rest = _question(node, chapter, span)
    statements = _choices(rest, node, chapter, span)
    if question and statements:
        for statement in statements:
            _tell_alike(heard(question, statement.children), chapter, statement.span)
        low, high = heard(words[first]), heard(words[last])
        if low and low == high:
            _warn(chapter, span, hinted("content.scale-ends", words=plain_text(words[last])))
        points = tuple(_point(number, words.get(number, ()), span) for number in range(first, last + 1))
        yield ScaleQuestion(_id(node, chapter), question, points, statements, span)


def read_fill_table(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    """Read ``::: fill-table``: a table in whose empty cells readers write; ``rows`` empty ones come below."""
    lines = whole_number(node, chapter, span, "lines", 1, 1, _MOST_LINES)
    rows = whole_number(node, chapter, span, "rows", 0, 1, _MOST_ROWS)
    tables = [child for child in node.children if child.kind == "table"]
    if tables and node.id:
        hint = say("content.delete-one")
        chapter.error("RB-UNKNOWN-ATTRIBUTE", span, say("content.attribute-twice", name="#"), hint)
    for child in node.children:
        here = SourceSpan(chapter.path, child.line + 1)
        if child.kind in UNSEEN:
            chapter.blocks([child])
        elif tables and tables[0].caption and child.kind == "paragraph" and CAPTION.match(child.content):
            chapter.error(
                "RB-UNSUPPORTED", here, say("content.fill-table-captions"), say("content.delete-one")
            )
        elif child is not next(iter(tables), None):
            told = say("content.fill-table-other")
            chapter.error("RB-UNSUPPORTED", here, told, say("content.rest-below"))
    if not tables:
        chapter.error("RB-EMPTY", span, *hinted("content.fill-table-none"))
        return
    tables[0].token.meta["to_fill"] = True
    for block in chapter.blocks(tables[:1]):
        yield _to_fill(block, lines, rows, chapter, span)


def _to_fill(block: Block, lines: int, rows: int, chapter: Chapter, span: SourceSpan) -> Block:
    """The table of ``block``, itself or a passage in another language, with cells to write in."""
    if isinstance(block, Passage):
        inner = tuple(_to_fill(one, lines, rows, chapter, span) for one in block.blocks)
        return replace(block, blocks=inner)
    if not isinstance(block, Table):
        return block
    if not block.plain:
        chapter.error("RB-UNSUPPORTED", block.span, *hinted("content.fill-table-spans"))
        return block
    empty = tuple(Cell((), span) for _ in block.columns)
    filled = replace(block, rows=(*block.rows, *(empty for _ in range(rows))), lines=lines)
    if not any(cell.empty for row in filled.rows for cell in row):
        chapter.error("RB-EMPTY", span, *hinted("content.fill-table-full"))
    _tell_cells(filled, chapter)
    return filled


def _tell_cells(table: Table, chapter: Chapter) -> None:
    """Tell of cells to fill in that nobody can tell apart: by their heads, or from those of another table."""
    heads: dict[str, SourceSpan] = {}
    for index, head in enumerate(table.titles):
        if all(row[index].children for row in table.rows):
            continue
        said = heard(head.children)
        if not said:
            _warn(chapter, head.span, hinted("content.fill-head-empty"))
        elif said in heads:
            _warn(chapter, head.span, hinted("content.field-twice", line=heads[said].line))
        heads.setdefault(said, head.span)
    rows = row_heads(table)
    caption = heard(table.caption)
    names = []
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            if cell.empty:
                # A cell of the first column is called by the number of its row.
                named = heard(rows[at]) if column else ""
                names.append("\n".join((caption, heard(table.titles[column].children), named or str(at))))
    alike = [chapter.asked[name] for name in names if name in chapter.asked]
    if alike:
        _warn(chapter, table.span, hinted("content.fill-tables-alike", line=alike[0].line))
    for name in names:
        chapter.asked.setdefault(name, table.span)


def tell_worksheet(table: Table, chapter: Chapter) -> None:
    """Tell of a table that is to be filled in and is read as one of empty cells (RB-FILL-IN)."""
    if not table.rows or not all(cell.empty for row in table.rows for cell in row):
        return
    message, hint = say("content.fill-in"), say("content.fill-in-table", rows=len(table.rows))
    if len(table.columns) == 1:
        hint = say("content.fill-in-lines", lines=min(len(table.rows), _MOST_LINES))
    chapter.shared.diagnostics.warn("RB-FILL-IN", table.span, message, hint)


def _tell_alike(said: str, chapter: Chapter, span: SourceSpan) -> None:
    """Tell of a field that is called as another one below the same heading is."""
    first = chapter.asked.setdefault(said, span)
    if first is not span:
        _warn(chapter, span, hinted("content.field-twice", line=first.line))


def _tell_choices(
    question: Inlines, choices: tuple[Choice, ...], one: bool, chapter: Chapter, span: SourceSpan
) -> None:
    """Tell of answers that are no choice: the same as another one, or one alone of which one is chosen."""
    _tell_alike(heard(question), chapter, span)
    met: dict[str, SourceSpan] = {}
    for choice in choices:
        first = met.setdefault(heard(choice.children), choice.span)
        if first is not choice.span:
            _warn(chapter, choice.span, hinted("content.field-twice", line=first.line))
    if one and len(choices) == 1:
        _warn(chapter, span, hinted("content.choice-alone"))


def _warn(chapter: Chapter, span: SourceSpan, told: tuple[Message, Message]) -> None:
    """Tell of something to fill in that its readers cannot tell from something else (RB-FILL-IN)."""
    chapter.shared.diagnostics.warn("RB-FILL-IN", span, *told)


def _id(node: Node, chapter: Chapter) -> str:
    first = next(inner for child in node.children for inner in child.walk() if inner.kind == "paragraph")
    return chapter.named_id(node, first.content)


def _question(node: Node, chapter: Chapter, span: SourceSpan) -> tuple[Inlines, list[Node]]:
    """The paragraph that a block begins with, and what stands below it."""
    written = [child for child in node.children if child.kind not in UNSEEN]
    chapter.blocks(child for child in node.children if child.kind in UNSEEN)
    number, paragraph = _numbered(written[0]) if written else ("", None)
    question = chapter.explained(read_content(paragraph, chapter)) if paragraph else ()
    if paragraph and question:
        return (*((Text(number, chapter.span(paragraph)),) if number else ()), *question), written[1:]
    if written:  # an empty block was told
        told = say("content.question-missing", name=node.name)
        chapter.error("RB-EMPTY", span, told, say("content.question-missing.hint"))
    return (), written[1:] if paragraph else written


def _numbered(node: Node) -> tuple[str, Node | None]:
    """A paragraph with the number that its author put before it: one item alone is no list."""
    if node.kind == "paragraph":
        return "", node
    if node.kind == "ordered_list" and len(node.children) == 1 and len(node.children[0].children) == 1:
        inner = node.children[0].children[0]
        if inner.kind == "paragraph":
            return f"{node.token.attrs.get('start', 1)}{node.token.markup}\u00a0", inner
    return "", None


def _choices(nodes: list[Node], node: Node, chapter: Chapter, span: SourceSpan) -> tuple[Choice, ...]:
    """The items of the list below a question, a line of words each."""
    choices: list[Choice] = []
    for child in nodes:
        here = SourceSpan(chapter.path, child.line + 1)
        if child.kind not in _LISTS:
            told = say("content.choices-only", name=node.name)
            chapter.error("RB-UNSUPPORTED", here, told, say("content.rest-below"))
            continue
        for item in child.children:
            choices += _choice(item, node, chapter)
    if not choices and not nodes and node.children:
        told = say("content.choices-missing", name=node.name)
        chapter.error("RB-EMPTY", span, told, say("content.choices-missing.hint"))
    return tuple(choices)


def _choice(item: Node, node: Node, chapter: Chapter) -> Iterable[Choice]:
    here = SourceSpan(chapter.path, item.line + 1)
    words: Inlines = ()
    for child in item.children:
        if child.kind in UNSEEN:
            chapter.blocks([child])
        elif child.kind == "paragraph" and not words:
            _tell_box(child, chapter)
            words = chapter.explained(read_content(child, chapter))
            here = chapter.span(child)
        else:
            there = SourceSpan(chapter.path, child.line + 1)
            told = say("content.choice-plain", name=node.name)
            chapter.error("RB-UNSUPPORTED", there, told, say("content.choice-plain.hint"))
    if words:
        yield Choice(words, here)
    else:
        told = say("content.choice-empty", name=node.name)
        chapter.error("RB-EMPTY", here, told, say("content.choice-empty.hint"))


def _tell_box(choice: Node, chapter: Chapter) -> None:
    """RB-LEFT-MARKUP for a box that is typed before an answer, which has one that is drawn."""
    if box := _BOX.match(choice.content):
        told = hinted("content.choice-box", written=box[1])
        chapter.shared.diagnostics.warn("RB-LEFT-MARKUP", chapter.span(choice), *told)


def _point(number: int, words: Inlines, span: SourceSpan) -> Choice:
    """A point of a scale: its number, and what it stands for below that."""
    return Choice(
        (Text(str(number).replace("-", "\u2212"), span), *((LineBreak(span), *words) if words else ())), span
    )
