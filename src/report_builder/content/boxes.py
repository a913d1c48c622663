"""Containers (``::: name``): one function for each name, all in the table ``BOXES``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from report_builder.content.attributes import check_attributes
from report_builder.content.chapter import Chapter
from report_builder.content.drawings import read_diagram, read_timeline
from report_builder.content.inlines import read_attribute, read_content
from report_builder.content.tree import UNSEEN, Node
from report_builder.diagnostics import SourceSpan
from report_builder.model.blocks import (
    Block,
    Diagram,
    FactBox,
    FindingCards,
    FindingChart,
    PageBreak,
    Paragraph,
    PullQuote,
    SideNote,
    Timeline,
)
from report_builder.model.findings import Finding
from report_builder.model.inlines import Inlines
from report_builder.sources.characters import bare
from report_builder.sources.nearest import did_you_mean


class _Box(NamedTuple):
    """The kind of block that a container is, how it is read, and which attributes it takes.

    ``holds_text`` tells whether text belongs between its fences.
    """

    kind: type[Block]
    read: Callable[[Node, Chapter, SourceSpan], Iterable[Block]]
    keys: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    holds_text: bool = True


def read_container(node: Node, chapter: Chapter) -> Iterable[Block]:
    """Read a container by its name; RB-UNKNOWN-BLOCK when the name is not known or the end is missing."""
    span = SourceSpan(chapter.path, node.line + 1)
    box = BOXES.get(node.name)
    if box is None:
        shown = node.name or node.token.info
        hint = did_you_mean(node.name, BOXES) or f"use one of: {', '.join(BOXES)}"
        chapter.error("RB-UNKNOWN-BLOCK", span, f"there is no block '{shown}'", hint)
        return chapter.blocks(node.children)
    if not node.token.meta["closed"]:
        hint = "write a line ':::' where it ends"
        chapter.error("RB-UNKNOWN-BLOCK", span, f"the block '{node.name}' is not closed", hint)
    owner = f"the block '{node.name}'"
    check_attributes(
        node.attributes, chapter.shared.diagnostics, span, owner, classes=box.classes, keys=box.keys
    )
    if not box.kind.content.nested and chapter.nested:
        message = f"{owner} inside another block is not supported"
        chapter.error("RB-UNSUPPORTED", span, message, "move it out, between two paragraphs")
    written = [child for child in node.children if child.kind not in UNSEEN]
    if box.holds_text and not written:
        chapter.error("RB-EMPTY", span, f"{owner} has no text", "write it between the two fences")
    if not box.holds_text and written:
        here = chapter.span(written[0])
        chapter.error("RB-UNSUPPORTED", here, f"text inside {owner} is not supported", "move it below ':::'")
    return box.read(node, chapter, span)


def _paragraphs(node: Node, chapter: Chapter) -> Iterable[tuple[Node, Inlines]]:
    """Yield the paragraphs of a block that holds nothing else."""
    for child in node.children:
        if child.kind == "paragraph":
            yield child, read_content(child, chapter)
        elif child.kind in UNSEEN:
            chapter.blocks([child])
        else:
            message = f"the block '{node.name}' holds paragraphs only"
            span = SourceSpan(chapter.path, child.line + 1)
            chapter.error("RB-UNSUPPORTED", span, message, "move the rest below ':::'")


def _lead(node: Node, chapter: Chapter, _span: SourceSpan) -> Iterable[Block]:
    for child, children in _paragraphs(node, chapter):
        yield Paragraph(chapter.block_id(node), children, chapter.span(child), lead=True)
        node.id = ""  # the id belongs to the first paragraph


def _pull_quote(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    identifier = chapter.block_id(node)
    passages = list(_paragraphs(node, chapter))
    for child, _ in passages[1:]:
        message = "a pull quote is one paragraph"
        chapter.error("RB-UNSUPPORTED", chapter.span(child), message, "shorten it, or write '> ' quotations")
    if passages:
        yield PullQuote(identifier, passages[0][1], read_attribute(node, chapter, "by"), span)


def _fact_box(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    identifier = chapter.block_id(node)
    title = read_attribute(node, chapter, "title")
    if not title:
        chapter.error("RB-EMPTY", span, "the fact box has no title", 'write ::: fact-box {title="…"}')
    yield FactBox(identifier, title, chapter.blocks(node.children), span)


def _side_note(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    yield SideNote(chapter.block_id(node), chapter.blocks(node.children), span)


def _page_break(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    yield PageBreak(chapter.block_id(node), span)


def _finding_cards(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    findings = _findings(node, chapter, span)
    if findings:
        yield FindingCards(chapter.block_id(node), findings, span)


def _finding_chart(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    findings = _findings(node, chapter, span)
    for finding in findings:
        if finding.share is None or not 0 <= finding.share <= 100:
            wrong_unit = finding.unit != "%"
            message = (
                f"the finding '{finding.id}' is not a percentage"
                if wrong_unit
                else f"a chart goes from 0 to 100, and the finding '{finding.id}' is {finding.shown}"
            )
            hint = "show it in finding-cards" + (', or give it the unit "%"' if wrong_unit else "")
            chapter.error("RB-VALUE", span, message, hint)
    if findings:
        data = "; ".join(f"{bare(finding.statement).rstrip('.')}: {finding.shown}" for finding in findings)
        alt = chapter.shared.words.chart_alt.format(f"{data}.")
        identifier = chapter.block_id(node)
        caption = read_attribute(node, chapter, "caption")
        yield FindingChart(identifier, node.label, caption, findings, alt, span)


def _findings(node: Node, chapter: Chapter, span: SourceSpan) -> tuple[Finding, ...]:
    """Look up the findings that a block asks for, by ``ids`` or by ``group``."""
    shared = chapter.shared
    ids = node.attributes.values.get("ids", "").split()
    group = node.attributes.values.get("group", "").strip()
    if bool(ids) == bool(group):
        message = f"the block '{node.name}' asks for {'two choices of' if ids else 'no'} findings"
        chapter.error("RB-EMPTY", span, message, 'write either ids="a b" or group="g"')
        return ()
    if ids:
        for identifier in sorted({i for i in ids if ids.count(i) > 1}):
            message = f"the finding '{identifier}' stands twice in this block"
            chapter.error("RB-DUPLICATE-ID", span, message, "delete one of them")
        found = [shared.finding(identifier, chapter.place(node, identifier).at()) for identifier in ids]
        return tuple(finding for finding in found if finding is not None)
    members = tuple(finding for finding in shared.findings.values() if finding.group == group)
    if not members and shared.findings_whole:
        groups = sorted({finding.group for finding in shared.findings.values()} - {""})
        hint = did_you_mean(group, groups) or "write 'group:' at the findings that belong together"
        place = chapter.place(node, group).at()
        chapter.error("RB-UNKNOWN-FINDING", place, f"no finding is in the group '{group}'", hint)
    return members


BOXES: dict[str, _Box] = {
    "lead": _Box(Paragraph, _lead),
    "fact-box": _Box(FactBox, _fact_box, ("title",)),
    "pull-quote": _Box(PullQuote, _pull_quote, ("by",)),
    "side-note": _Box(SideNote, _side_note),
    "finding-cards": _Box(FindingCards, _finding_cards, ("ids", "group"), holds_text=False),
    "finding-chart": _Box(FindingChart, _finding_chart, ("ids", "group", "caption"), holds_text=False),
    "timeline": _Box(Timeline, read_timeline, ("caption",)),
    "diagram": _Box(Diagram, read_diagram, ("kind", "caption", "alt"), ("wide",)),
    "page-break": _Box(PageBreak, _page_break, holds_text=False),
}
