"""Containers (``::: name``): one function for each name, all in the table ``BOXES``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from msgspec import Struct

from report_builder.content.attributes import NO_ATTRIBUTES, check_attributes, parse_attributes, with_language
from report_builder.content.chapter import Chapter
from report_builder.content.inlines import read_attribute, read_content
from report_builder.content.passages import in_its_language
from report_builder.content.token_tree import GROUP, INCLUDE, LIST_TABLE, TABLE_FILE, UNSEEN, Node
from report_builder.content.voices import tell_quotation
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted, in_turn, say
from report_builder.language.passages import plain
from report_builder.model.blocks import (
    Block,
    BlockQuote,
    ChartKind,
    DefinitionList,
    Diagram,
    FactBox,
    FindingCards,
    FindingChart,
    List,
    LongDescription,
    PageBreak,
    Paragraph,
    Passage,
    PullQuote,
    QuoteForm,
    SideNote,
    Table,
    Timeline,
)
from report_builder.model.figures import FigureGroup
from report_builder.model.findings import Finding, of_two_units
from report_builder.model.index import Index
from report_builder.model.inlines import Inlines
from report_builder.model.literature import Literature
from report_builder.model.pictures import Photograph
from report_builder.model.walking import placed
from report_builder.model.worksheets import ChoiceQuestion, OpenQuestion, ScaleQuestion
from report_builder.plugins.plugin import ComposedBlock, Container, Loaded
from report_builder.sources.nearest import did_you_mean, nearest


class _Box(Struct, frozen=True):
    """The kind of block that a container is, how it is read, and which attributes it takes.

    ``holds_text`` tells whether text belongs between its fences, ``in_notes`` whether it may stand in a note.
    """

    kind: type[Block]
    read: Callable[[Node, Chapter, SourceSpan], Iterable[Block]]
    keys: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    holds_text: bool = True
    in_notes: bool = True


def read_container(node: Node, chapter: Chapter) -> Iterable[Block]:
    """Read a container by its name; RB-UNKNOWN-BLOCK when the name is not known or the end is missing."""
    span = SourceSpan(chapter.path, node.line + 1)
    box = BOXES.get(node.name) or _composed_box(node.name, chapter)
    if box is None:
        _tell_unknown(node, chapter, span)
        return chapter.blocks(node.children)
    if not node.token.meta["closed"]:
        chapter.error("RB-UNKNOWN-BLOCK", span, *hinted("content.block-open", name=node.name))
    owner = say("content.the-block", name=node.name)
    # The block of a plug-in may have an attribute of this name for something else.
    speaks = box.kind is not PageBreak and "lang" not in box.keys
    keys = (*box.keys, "lang") if speaks else box.keys
    check_attributes(node.attributes, chapter.shared.diagnostics, span, owner, classes=box.classes, keys=keys)
    if not box.kind.content.nested and chapter.nested:
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.block-nested", name=node.name))
    if chapter.in_note and not box.in_notes:
        hint = say("content.question-in-note.hint", name=node.name)
        chapter.error("RB-UNSUPPORTED", span, say("content.question-in-note"), hint)
    written = [child for child in node.children if child.kind not in UNSEEN]
    if box.holds_text and not written:
        chapter.error("RB-EMPTY", span, *hinted("content.block-empty", name=node.name))
    if not box.holds_text and written:
        here = chapter.span(written[0])
        chapter.error("RB-UNSUPPORTED", here, *hinted("content.block-text", name=node.name))
    attributes = node.attributes if speaks else NO_ATTRIBUTES
    return in_its_language(attributes, chapter, node, span, lambda: box.read(node, chapter, span))


_NOTES = frozenset(("note", "notes", "table-note", "tablenotes", "source", "merknad", "tabellnote", "kilde"))
"""What others call the note of a table."""
_TABLE = ("|", "+-", "+=", "Tabell:", "Table:")
"""How the last line of a table begins, or that of the caption below it."""
_ELSEWHERE = (LIST_TABLE, TABLE_FILE, INCLUDE)
"""Blocks that are read before these are."""


def _tell_unknown(node: Node, chapter: Chapter, span: SourceSpan) -> None:
    plugins = chapter.shared.plugins
    if not plugins.whole:
        return  # it may be a block of the plug-in that is missing, which was told
    shown, names = node.name or node.token.info, (*BOXES, *_ELSEWHERE, *plugins.blocks)
    written, _, rest = node.name.partition(" ")
    name = nearest(written, names)
    attributes = with_language(parse_attributes(rest.strip("{} ")))
    if name and rest and attributes.plausible:
        inside = f"lang={attributes.values['lang']}" if attributes.faulty else rest.strip("{} ")
        hint = say("sources.write", text=f"::: {name} {{{inside}}}")
    elif not written and any(key.startswith("layout") for key in node.attributes.values):
        hint = say("sources.write", text='::: {.figures caption="…"}')  # it is written so elsewhere
    elif written in _NOTES and _is_below_table(node, chapter):
        hint = say("content.no-block-note.hint")
    else:
        hint = did_you_mean(node.name, names) or say("content.use-one-of", names=in_turn(names))
    chapter.error("RB-UNKNOWN-BLOCK", span, say("content.no-block", name=shown), hint)


def _is_below_table(node: Node, chapter: Chapter) -> bool:
    above = (line.strip(" >") for line in reversed(chapter.lines[: node.line]))
    return next(filter(None, above), "").startswith(_TABLE)


def _composed_box(name: str, chapter: Chapter) -> _Box | None:
    """The block of a plug-in, which stands where a fact box may."""
    found = chapter.shared.plugins.blocks.get(name)
    if found is None:
        return None
    by, block = found
    read = partial(_composed, by, block)
    return _Box(FactBox, read, (*block.keys, *block.texts), block.classes, block.holds_text)


def _composed(
    by: Loaded, block: ComposedBlock, node: Node, chapter: Chapter, span: SourceSpan
) -> Iterable[Block]:
    from report_builder.plugins.admission import compose

    container = Container(
        span,
        chapter.block_id(node),
        node.attributes.values,
        {key: read_attribute(node, chapter, key) for key in block.texts},
        node.attributes.classes,
        chapter.blocks(node.children),
        chapter.language,
        chapter.new_id,
    )
    ids = dict.fromkeys(inner.id for inner in placed(container.blocks))
    needed = (*(() if not node.id else (node.id,)), *ids)
    blocks = compose(container, node.name, by, needed, chapter.shared.diagnostics)
    for made in blocks:
        if chapter.nested and not made.content.nested:
            chapter.error("RB-UNSUPPORTED", span, *hinted("content.block-nested", name=node.name))
    return blocks


def _paragraphs(node: Node, chapter: Chapter) -> Iterable[tuple[Node, Inlines]]:
    """Yield the paragraphs of a block that holds nothing else."""
    for child in node.children:
        if child.kind == "paragraph":
            yield child, read_content(child, chapter)
        elif child.kind in UNSEEN:
            chapter.blocks([child])
        else:
            message = say("content.block-paragraphs", name=node.name)
            span = SourceSpan(chapter.path, child.line + 1)
            chapter.error("RB-UNSUPPORTED", span, message, say("content.rest-below"))


def _lead(node: Node, chapter: Chapter, _span: SourceSpan) -> Iterable[Block]:
    for child, children in _paragraphs(node, chapter):
        yield Paragraph(chapter.block_id(node), children, chapter.span(child), lead=True)
        node.id = ""  # the id belongs to the first paragraph


def _pull_quote(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    identifier = chapter.named_id(node, node.children[0].content if node.children else "")
    passages = list(_paragraphs(node, chapter))
    for child, _ in passages[1:]:
        chapter.error("RB-UNSUPPORTED", chapter.span(child), *hinted("content.pull-quote-long"))
    if passages:
        if "lang" not in node.attributes.values:
            tell_quotation((), passages[0][1], chapter, span, "pull-quote")
        yield PullQuote(identifier, passages[0][1], read_attribute(node, chapter, "by"), span)


def _verses(form: QuoteForm, node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.verses import read_verses

    return read_verses(form, node, chapter, span)


def _fact_box(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    identifier = chapter.named_id(node, node.attributes.values.get("title", ""))
    title = read_attribute(node, chapter, "title")
    if not title:
        hint = say("sources.write", text='::: fact-box {title="…"}')
        chapter.error("RB-EMPTY", span, say("content.fact-box-untitled"), hint)
    yield FactBox(identifier, title, chapter.blocks(node.children), span)


def _passage(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    if "lang" not in node.attributes.values:
        chapter.error("RB-EMPTY", span, *hinted("content.passage-without-language"))
    return chapter.blocks(node.children)


def _side_note(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    yield SideNote(chapter.block_id(node), chapter.blocks(node.children), span)


def _page_break(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    yield PageBreak(chapter.block_id(node), span)


def _finding_cards(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    findings = _findings(node, chapter, span)
    if findings:
        yield FindingCards(chapter.block_id(node), findings, span, _main(node, chapter, findings))


def _main(node: Node, chapter: Chapter, findings: tuple[Finding, ...]) -> str:
    """The id of the finding that is the story; empty where the author names none."""
    main = node.attributes.values.get("main", "").strip()
    shown = [finding.id for finding in findings]
    if not main or main in shown:
        return main
    hint = say("content.main-not-shown.hint", ids=", ".join(shown))
    chapter.error("RB-VALUE", chapter.place(node, main).at(), say("content.main-not-shown", id=main), hint)
    return ""


def _finding_chart(kind: ChartKind, node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    findings = _findings(node, chapter, span)
    if findings:
        if two := of_two_units(findings):
            one, other = two
            said = hinted(
                "content.chart-units", one=one.id, shown=one.display, other=other.id, else_shown=other.display
            )
            chapter.error("RB-VALUE", span, *said)
        from report_builder.graphics.charts import chart_alt

        alt = chart_alt(kind, findings, chapter.voice, chapter.shared.language)
        identifier = chapter.named_id(node, node.attributes.values.get("caption", ""))
        caption = read_attribute(node, chapter, "caption")
        mixed = alt if any(language != chapter.language for _, language in alt) else ()
        yield FindingChart(identifier, node.label, caption, findings, plain(alt), span, kind, mixed)


def _timeline(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.drawings import read_timeline

    return read_timeline(node, chapter, span)


def _diagram(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.drawings import read_diagram

    return read_diagram(node, chapter, span)


def _description(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.descriptions import read_description

    return read_description(node, chapter, span)


def _figure_group(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.figure_groups import read_group

    return read_group(node, chapter, span)


def _spread(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.photographs import read_spread

    return read_spread(node, chapter, span)


def _open_question(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.worksheets import read_open_question

    return read_open_question(node, chapter, span)


def _choice_question(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.worksheets import read_choice_question

    return read_choice_question(node, chapter, span)


def _scale_question(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.worksheets import read_scale_question

    return read_scale_question(node, chapter, span)


def _fill_table(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.worksheets import read_fill_table

    return read_fill_table(node, chapter, span)


def _literature(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    if chapter.shared.sources is None:
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.literature-none"))
    yield Literature(chapter.block_id(node), (), span)


def _glossary(node: Node, chapter: Chapter, _span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.glossary import read_glossary

    return read_glossary(node, chapter)


def _index(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    identifier = chapter.block_id(node)
    chapter.shared.directories[identifier] = node.name
    yield Index(identifier, (), span)


def _directory(name: str, node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    from report_builder.content.directories import read_directory

    if chapter.nested:
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.block-nested", name=name))
    return read_directory(name, node, chapter, span)


def _findings(node: Node, chapter: Chapter, span: SourceSpan) -> tuple[Finding, ...]:
    """Look up the findings that a block asks for, by ``ids`` or by ``group``."""
    shared = chapter.shared
    ids = node.attributes.values.get("ids", "").split()
    group = node.attributes.values.get("group", "").strip()
    if bool(ids) == bool(group):
        message = say("content.block-findings-none", name=node.name)
        if ids:
            message = say("content.block-findings-both", name=node.name)
        chapter.error("RB-EMPTY", span, message, say("content.block-findings.hint"))
        return ()
    if ids:
        for identifier in sorted({i for i in ids if ids.count(i) > 1}):
            message = say("content.block-finding-twice", id=identifier)
            chapter.error("RB-DUPLICATE-ID", span, message, say("content.delete-one"))
        named = [shared.finding(identifier, chapter.place(node, identifier).at()) for identifier in ids]
        found = tuple(finding for finding in named if finding is not None)
    else:
        found = shared.group(group, chapter.place(node, group).at())
    return tuple(map(chapter.written, found))


BOXES: dict[str, _Box] = {
    "lead": _Box(Paragraph, _lead),
    "fact-box": _Box(FactBox, _fact_box, ("title",)),
    "pull-quote": _Box(PullQuote, _pull_quote, ("by",)),
    **{
        form.value: _Box(BlockQuote, partial(_verses, form), ("by",))
        for form in (QuoteForm.POEM, QuoteForm.EPIGRAPH)
    },
    "passage": _Box(Passage, _passage),
    "side-note": _Box(SideNote, _side_note),
    "finding-cards": _Box(FindingCards, _finding_cards, ("ids", "group", "main"), holds_text=False),
    **{
        kind.value: _Box(
            FindingChart, partial(_finding_chart, kind), ("ids", "group", "caption"), holds_text=False
        )
        for kind in ChartKind
    },
    "timeline": _Box(Timeline, _timeline, ("caption",)),
    "diagram": _Box(Diagram, _diagram, ("kind", "caption", "alt"), ("wide",)),
    "long-description": _Box(LongDescription, _description),
    GROUP: _Box(FigureGroup, _figure_group, ("caption", "credit", "columns"), ("wide",)),
    "spread": _Box(
        Photograph,
        _spread,
        ("image", "alt", "caption", "credit", "focus", "crop"),
        ("facing", "decorative"),
        holds_text=False,
    ),
    "write": _Box(OpenQuestion, _open_question, ("lines",), in_notes=False),
    "tick": _Box(ChoiceQuestion, _choice_question, classes=("one",), in_notes=False),
    "scale": _Box(ScaleQuestion, _scale_question, ("from", "to", "low", "high"), in_notes=False),
    "fill-table": _Box(Table, _fill_table, ("lines", "rows"), ("header-column",), in_notes=False),
    "glossary": _Box(DefinitionList, _glossary),
    **{
        name: _Box(List, partial(_directory, name), holds_text=False, in_notes=False)
        for name in ("list-of-figures", "list-of-tables", "list-of-boxes")
    },
    "index": _Box(Index, _index, holds_text=False, in_notes=False),
    "literature": _Box(Literature, _literature, holds_text=False, in_notes=False),
    "page-break": _Box(PageBreak, _page_break, holds_text=False),
}
