"""The outline of a report: ids, numbers and labels, known before any text is read.

A cross-reference can lead forward, so everything that one can lead to is found and numbered first.
"""

from __future__ import annotations

from markdown_it.token import Token

from report_builder.content.boxes import BOXES
from report_builder.content.chapter import Chapter, Shared, Target
from report_builder.content.ids import slug
from report_builder.content.language_attribute import tag_of
from report_builder.content.markdown import parse_inlines
from report_builder.content.styling import in_raised_figures
from report_builder.content.ties import tie
from report_builder.content.token_tree import GROUP, Node
from report_builder.content.typography import clean
from report_builder.language.passages import Piece, Pieces, joined, plain, voice
from report_builder.model.back_references import letters
from report_builder.model.inlines import Style
from report_builder.model.roman import roman
from report_builder.sources.characters import bare
from report_builder.sources.source_text import without_invisible

_UNSAID = frozenset(("footnote_reference", "comment"))
"""What stands in a title and is no part of its words."""


def outline(chapters: list[Chapter]) -> None:
    """Number everything in ``chapters``, in reading order, and register what can be referred to."""
    for chapter in chapters:
        for node in chapter.walk():
            _find_figures(node, chapter)
            if node.attributes.id:
                node.id = node.attributes.id
                span = chapter.place(node, f"#{node.id}").at()
                if node.kind == "table" and node.caption:
                    span = chapter.place(node.caption, f"#{node.id}").at()
                chapter.shared.ids.declare(node.id, span, chapter.shared.diagnostics)
    for chapter in chapters:
        _find_languages(chapter.root, chapter.shared.language)
        _number_sections(chapter)
    for chapter in chapters:
        for node in chapter.walk():
            _label(node, chapter)
            if node.kind == "footnote_reference":
                chapter.add_note(node.token.meta["label"], node)


def _find_languages(node: Node, around: str) -> None:
    """Tell each block the language that is written in it, from ``around`` or its own ``lang=``."""
    node.language = tag_of(node.attributes) or around
    for child in node.children:
        _find_languages(child, node.language)


def _find_figures(node: Node, chapter: Chapter) -> None:
    """Tell a figure, an image alone in its paragraph, from a paragraph; in a group each has a line."""
    if node.name == GROUP and node.kind == "container":
        from report_builder.content.figure_groups import lines_apart  # few reports have one

        node.children = lines_apart(node.children)
    if node.kind != "paragraph" or not node.content.startswith("!["):
        return
    node.tokens = parse_inlines(node.content, chapter.environment)
    if len(node.tokens) == 1 and node.tokens[0].type == "image":
        node.kind = "figure"
        node.attributes = node.tokens[0].meta.get("attributes", node.attributes)


def _number_sections(chapter: Chapter) -> None:
    shared = chapter.shared
    root = chapter.root
    key = "document.chapter"
    if "part" in root.attributes.classes:
        key = "document.part"
        if "unnumbered" not in root.attributes.classes:
            shared.part_count += 1
            root.number = roman(shared.part_count).upper()
    elif "appendix" in root.attributes.classes:
        shared.appendix_count += 1
        root.number, key = letters(shared.appendix_count).upper(), "document.appendix"
    elif "unnumbered" not in root.attributes.classes:
        shared.chapter_count += 1
        root.number = str(shared.chapter_count)
    _name_section(root, chapter, key)
    _number_below(root, chapter)


def _number_below(parent: Node, chapter: Chapter) -> None:
    count = 0
    for node in parent.children:
        if node.kind != "section":
            continue
        if parent.number and "unnumbered" not in node.attributes.classes:
            count += 1
            node.number = f"{parent.number}.{count}"
        _name_section(node, chapter, "document.section")
        _number_below(node, chapter)


def _name_section(node: Node, chapter: Chapter, key: str) -> None:
    shared = chapter.shared
    with chapter.within(node.source):
        tokens = parse_inlines(node.content, chapter.environment)
        title = _plain(tokens, node.language, shared)
        node.id = node.id or shared.ids.make(slug(title) or "section")
        shared.targets[node.id] = Target(key, node.number, _pieces(tokens, node.language, shared))
        shared.files_of_targets.setdefault(chapter.path, {}).setdefault(slug(title) or node.id, node.id)


def _label(node: Node, chapter: Chapter) -> None:
    """Number a figure, chart or table that has a caption, and register every block with an id."""
    shared = chapter.shared
    key = number = ""
    if node.number and node.kind == "figure":
        return  # one of a group, which named it
    if node.kind == "formula" and node.id:
        shared.formula_count += 1
        key, node.number = "document.formula", str(shared.formula_count)
        number = node.number
        node.label = f"{voice(node.language, shared.language).words(key)} {number}"
    elif _has_caption(node):
        if node.kind == "table":
            shared.table_count += 1
            key, number = "document.table", str(shared.table_count)
        else:
            shared.figure_count += 1
            key, number = "document.figure", str(shared.figure_count)
        node.label = f"{voice(node.language, shared.language).words(key)} {number}"
    if node.name == GROUP and node.kind == "container":
        from report_builder.content.figure_groups import name_parts

        name_parts(node, number, shared)
    if node.id and node.kind != "section":
        title = parse_inlines(node.attributes.values.get("title", ""), chapter.environment)
        shared.targets[node.id] = Target(key, number, _pieces(title, node.language, shared))


def _has_caption(node: Node) -> bool:
    if node.kind == "table":
        return node.caption is not None
    if node.kind == "figure" and node.tokens:
        return bool(node.tokens[0].meta["caption"])
    box = BOXES.get(node.name)
    may_have = box is not None and box.kind.content.captioned
    return may_have and bool(node.attributes.values.get("caption", "").strip())


def _pieces(tokens: list[Token], language: str, shared: Shared) -> Pieces:
    """Return the characters of a title in ``language`` with their passages in other languages."""
    languages = [language]
    parts: list[tuple[list[Token], str]] = [([], language)]
    for token in tokens:
        if token.type == "span_open":
            languages.append(tag_of(token.meta["attributes"]) or languages[-1])
        elif token.type == "span_close":
            languages.pop()
        if languages[-1] != parts[-1][1]:
            parts.append(([], languages[-1]))
        parts[-1][0].append(token)
    found = joined(Piece(_plain(part, tag, shared, whole=len(parts) == 1), tag) for part, tag in parts)
    return found if plain(found).strip() else ()


def _in_words(token: Token, language: str, shared: Shared) -> str:
    """The words of a formula; its notation where it has none, which is told where it is read."""
    from report_builder.content.formulas.marks import in_words  # few titles have one

    return in_words(token, voice(language, shared.language).words, shared.facts) or token.content


def _plain(tokens: list[Token], language: str, shared: Shared, *, whole: bool = True) -> str:
    """Return the characters of a title, for its id and for references to it; of a part with its blanks."""
    parts = []
    raised = False
    for token in tokens:
        if token.type == "role" and token.content in shared.findings:
            found = shared.findings[token.content]
            parts.append(found.number if token.info == "number" else found.display)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "formula":
            parts.append(_in_words(token, language, shared))
        elif token.type == "styled_open":
            raised = token.info == Style.SUPERSCRIPT.value
        elif token.type not in _UNSAID:
            written = without_invisible(token.content)[0] if token.info == "entity" else token.content
            parts.append(in_raised_figures(written) or written if raised else written)
            raised = False
    text = bare(tie(clean("".join(parts)), language, shared.counted))
    return text.strip() if whole else text
