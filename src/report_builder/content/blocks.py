"""From nodes to the blocks of the model: one function for each kind, all in the table ``KINDS``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from report_builder.content.attributes import check_attributes
from report_builder.content.boxes import read_container
from report_builder.content.chapter import Chapter
from report_builder.content.formats import NO_TEXT
from report_builder.content.inlines import read_content
from report_builder.content.language_attribute import tag_of
from report_builder.content.line_hints import code_without_hyphens
from report_builder.content.literature.cited import UNWRITTEN
from report_builder.content.passages import language_place
from report_builder.content.pasted.lost_signs import tell_list_numbers
from report_builder.content.tables import read_table
from report_builder.content.token_tree import Node
from report_builder.content.voices import tell_language, tell_quotation
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted, say
from report_builder.model.blocks import (
    Block,
    BlockQuote,
    CodeBlock,
    Definition,
    DefinitionList,
    List,
    ListItem,
    Paragraph,
    QuoteForm,
    Section,
    ThematicBreak,
)
from report_builder.model.inlines import (
    Inline,
    Inlines,
    LineBreak,
    Reference,
    Text,
    plain_text,
    rewritten,
)
from report_builder.model.numbering import BRACKETED, NUMBERS
from report_builder.model.walking import WRITTEN, walk
from report_builder.patterns import late

_TASK = late(r"\[([ xX])\]\s+(?=\S)")
_ALERT = late(r"\[!\w+\]")
_MODULE = late(
    r"""import\s+(?:[\w*{][^\n;]*?\sfrom\s+)?["'][^"'\n]+["']|export\s+(?:default|const|let|function|class)\s"""
)


_EXPLAINED = late(r"\*\[([^\]\n]+)\]:[ \t]*(\S.*)")
"""An abbreviation as some dialects of Markdown explain it."""


def _paragraph(node: Node, chapter: Chapter) -> Iterable[Block]:
    if _MODULE.match(node.content) and not chapter.shared.html_literal:
        chapter.error("RB-HTML", chapter.span(node), *hinted("content.mdx"))
    if explained := _EXPLAINED.match(node.content):
        told = hinted("content.abbreviation-here", short=explained[1], long=explained[2])
        chapter.error("RB-UNSUPPORTED", chapter.span(node), *told)
    children = chapter.explained(read_content(node, chapter))
    if "verse" in node.token.meta:
        children = rewritten(children, _as_verse)
    if children:
        yield Paragraph(chapter.block_id(node), children, chapter.span(node))


def _as_verse(node: Inline) -> Inlines | None:
    return (LineBreak(node.span, verse=True),) if isinstance(node, LineBreak) else None


_UNCLOSED = late(r"\{[#.][\w-][^{}]*$")


def read_section(node: Node, chapter: Chapter) -> Section:
    """Read a heading and all that stands below it."""
    span = chapter.span(node)
    diagnostics = chapter.shared.diagnostics
    owner = say("content.a-heading")
    classes = ("unnumbered", *_kinds_of_chapter(node))
    check_attributes(node.attributes, diagnostics, span, owner, classes=classes, keys=("lang",))
    language = tag_of(node.attributes)
    with chapter.speaking(language):
        title = read_content(node, chapter)
    if not title:
        chapter.error("RB-EMPTY", span, *hinted("content.heading-empty"))
        title = (Text(NO_TEXT, span),)
    _tell_citations(title, chapter)
    if _UNCLOSED.search(plain_text(title)):
        chapter.error("RB-UNKNOWN-ATTRIBUTE", span, *hinted("content.heading-unclosed"))
    chapter.asked.clear()
    if any(child.name == QuoteForm.EPIGRAPH.value for child in node.children):
        from report_builder.content.verses import tell_epigraphs

        tell_epigraphs(node.children, chapter)
    with chapter.speaking(language):
        blocks = chapter.blocks(node.children, nested=False)
    tell_language(node.attributes, blocks, title, chapter, language_place(node, chapter))
    is_part = "part" in node.attributes.classes
    return Section(node.id, node.level, node.number, title, blocks, span, language, is_part=is_part)


def _kinds_of_chapter(node: Node) -> tuple[str, ...]:
    """The classes that say what a chapter is: one that is a part is no appendix as well."""
    if node.level > 1:
        return ()
    return ("part",) if "part" in node.attributes.classes else ("appendix", "part")


def _tell_citations(title: Inlines, chapter: Chapter) -> None:
    for node in walk(title, WRITTEN) if chapter.shared.cited else ():
        if isinstance(node, Reference) and node.target.startswith(UNWRITTEN):
            chapter.error("RB-UNSUPPORTED", node.span, *hinted("content.citation-in-heading"))


def _section(node: Node, chapter: Chapter) -> Iterable[Block]:
    yield read_section(node, chapter)


def _list(node: Node, chapter: Chapter) -> Iterable[Block]:
    identifier = chapter.block_id(node)
    items = tuple(_list_item(item, chapter) for item in node.children)
    paragraphs = [part for item in node.children for part in item.children if part.kind == "paragraph"]
    tight = all(part.token.hidden for part in paragraphs)
    start, numbering = None, node.token.meta.get("numbering", NUMBERS)
    if node.kind == "ordered_list":
        start = int(node.token.attrs.get("start", 1))
        if node.token.markup == BRACKETED.after:
            numbering = BRACKETED
        numbers = [(item.token.info, item.line + 1) for item in node.children]
        tell_list_numbers(numbers, chapter.path, chapter.shared.diagnostics)
    yield List(identifier, items, start, tight, SourceSpan(chapter.path, node.line + 1), numbering)


def _list_item(node: Node, chapter: Chapter) -> ListItem:
    first = node.children[0] if node.children else node
    task = _TASK.match(first.content)
    if task:
        first.content = first.content[task.end() :]
    span = SourceSpan(chapter.path, node.line + 1)
    checked = task[1] != " " if task else None
    return ListItem(chapter.block_id(node), chapter.blocks(node.children), span, checked)


def _definition_list(node: Node, chapter: Chapter) -> Iterable[Block]:
    identifier = chapter.block_id(node)
    terms: list[tuple[Node, list[Node]]] = []
    for child in node.children:
        if child.kind == "dt":
            terms.append((child, []))
        else:
            terms[-1][1].extend(child.children)
    items = tuple(
        Definition(
            chapter.block_id(term), read_content(term, chapter), chapter.blocks(meanings), chapter.span(term)
        )
        for term, meanings in terms
    )
    yield DefinitionList(identifier, items, SourceSpan(chapter.path, node.line + 1))


def _block_quote(node: Node, chapter: Chapter) -> Iterable[Block]:
    span = SourceSpan(chapter.path, node.line + 1)
    identifier = chapter.named_id(node, node.children[0].content if node.children else "")
    if node.children and _ALERT.match(node.children[0].content):
        hint = say("sources.write", text='::: fact-box {title="…"}')
        chapter.error("RB-UNSUPPORTED", span, say("content.alert"), hint)
    blocks = chapter.blocks(node.children)
    if not node.children:
        chapter.error("RB-EMPTY", span, *hinted("content.quotation-empty"))
        return
    tell_quotation(blocks, (), chapter, span, "passage")
    yield BlockQuote(identifier, blocks, span)


def _code(node: Node, chapter: Chapter) -> Iterable[Block]:
    span = SourceSpan(chapter.path, node.line + 1)
    directive = node.token.info.strip()
    if directive.startswith("{"):
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.directive", directive=directive))
    value = node.token.content.expandtabs(4).removesuffix("\n")
    if not value.strip():
        if node.token.meta.get("closed", True):
            chapter.error("RB-EMPTY", span, *hinted("content.code-empty"))
        return
    yield CodeBlock(
        chapter.block_id(node), code_without_hyphens(value, span, chapter.shared.diagnostics), span
    )


def _thematic_break(node: Node, chapter: Chapter) -> Iterable[Block]:
    yield ThematicBreak(chapter.block_id(node), SourceSpan(chapter.path, node.line + 1))


def _stray_fence(node: Node, chapter: Chapter) -> Iterable[Block]:
    span = SourceSpan(chapter.path, node.line + 1)
    chapter.error("RB-UNKNOWN-BLOCK", span, *hinted("content.stray-fence"))
    return ()


def _link_definition(node: Node, chapter: Chapter) -> Iterable[Block]:
    """Take note of a link target; :func:`check_definitions` looks at all of them in the end."""
    chapter.environment.setdefault("definitions", []).append((node.token.meta["id"], node))
    return ()


def _left_out(_node: Node, _chapter: Chapter) -> Iterable[Block]:
    """Leave out a footnote, which stands where it is referred to."""
    return ()


def _formula(node: Node, chapter: Chapter) -> Iterable[Block]:
    from report_builder.content.formulas.marks import read_formula_block  # few reports have one

    return read_formula_block(node, chapter)


def _figure(node: Node, chapter: Chapter) -> Iterable[Block]:
    from report_builder.content.figures import read_figure

    return read_figure(node, chapter)


def _cut(node: Node, chapter: Chapter) -> Iterable[Block]:
    """Let a word stand for what RB-NESTING was told of, so that what it stood in is not empty."""
    span = SourceSpan(chapter.path, node.line + 1)
    yield Paragraph(chapter.block_id(node), (Text(NO_TEXT, span),), span)


def check_definitions(chapter: Chapter) -> None:
    """Report link definitions that stand twice or that no link uses: their text would vanish."""
    used = chapter.environment.get("used_labels", set())
    first: dict[str, SourceSpan] = {}
    for label, node in chapter.environment.get("definitions", []):
        span = SourceSpan(chapter.path, node.line + 1)
        if first.setdefault(label, span) != span:
            message = say("content.target-twice", label=label.lower(), line=first[label].line)
            hint = say("content.delete-one")
            chapter.shared.diagnostics.error("RB-DUPLICATE-ID", span, message, hint, (first[label],))
        elif label not in used:
            chapter.error("RB-DANGLING-REF", span, *hinted("content.target-unused", label=label.lower()))


KINDS: Mapping[str, Callable[[Node, Chapter], Iterable[Block]]] = {
    "paragraph": _paragraph,
    "section": _section,
    "bullet_list": _list,
    "ordered_list": _list,
    "dl": _definition_list,
    "blockquote": _block_quote,
    "fence": _code,
    "code_block": _code,
    "hr": _thematic_break,
    "table": read_table,
    "figure": _figure,
    "formula": _formula,
    "container": read_container,
    "stray_fence": _stray_fence,
    "definition": _link_definition,
    "footnote_reference": _left_out,
    "cut": _cut,
    "heading": _paragraph,
}
"""How each kind of node is read. A heading inside another block was told with the sections: its words."""
