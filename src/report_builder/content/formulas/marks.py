"""From tokens to the formulas of the model: in a line, and by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markdown_it.token import Token

from report_builder.content.attributes import NO_ATTRIBUTES, Attributes, check_attributes
from report_builder.content.chapter import Chapter
from report_builder.content.facts import tell_facts, with_facts
from report_builder.content.formulas.notation import NotationError
from report_builder.content.formulas.reading import read_formula
from report_builder.content.formulas.speaking import NoWordsError, spoken
from report_builder.content.printed_comments import tell_comment
from report_builder.content.text_positions import Place
from report_builder.content.token_tree import Node
from report_builder.diagnostics import SourceSpan
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import hinted, say
from report_builder.language.passages import Piece, Pieces
from report_builder.model.formula_blocks import DisplayedFormula
from report_builder.model.formulas import Row
from report_builder.model.inlines import Formula


def read_inline_formula(token: Token, place: Place, chapter: Chapter) -> Formula | None:
    """A formula in a line; None after a diagnostic."""
    at = token.meta.get("at", 0)
    span = place.at(at)
    if token.type != "formula":
        chapter.error("RB-FORMULA", span, *hinted("formula.displayed"))
        return None
    attributes: Attributes = token.meta.get("attributes", NO_ATTRIBUTES)
    owner = say("content.a-formula")
    check_attributes(attributes, chapter.shared.diagnostics, span, owner, takes_id=False, keys=("alt",))
    source = token.content
    tree = _tree(source, place, at + 1, chapter, display=False)
    if tree is None or (said := _said(tree, attributes, span, chapter)) is None:
        return None
    alt, pieces = said
    return Formula(" ".join(source.split()), tree, alt, pieces, span)


def read_formula_block(node: Node, chapter: Chapter) -> Iterable[DisplayedFormula]:
    """A formula by itself; nothing after a diagnostic."""
    token = node.token
    source = token.content
    span = SourceSpan(chapter.path, node.line + 1)
    if not token.meta["closed"]:
        chapter.error("RB-FORMULA", span, *hinted("formula.dollars-open"))
        return
    if token.meta["behind"]:
        chapter.error("RB-FORMULA", span, *hinted("formula.behind", text=token.meta["behind"]))
        return
    owner = say("content.a-formula")
    check_attributes(node.attributes, chapter.shared.diagnostics, span, owner, keys=("alt",))
    place = Place(chapter.path, chapter.lines, node.line, f"$${source}")
    tree = _tree(source, place, 2, chapter, display=True)
    if tree is None or (said := _said(tree, node.attributes, span, chapter)) is None:
        return
    alt, pieces = said
    identifier = chapter.block_id(node)
    yield DisplayedFormula(identifier, node.label, node.number, source.strip(), tree, alt, span, pieces)


def in_words(token: Token, words: Catalogue, facts: Mapping[str, str]) -> str:
    """The words that say a formula in a line; empty where there are none."""
    attributes: Attributes = token.meta.get("attributes", NO_ATTRIBUTES)
    if alt := attributes.values.get("alt", "").strip():
        return with_facts(alt, facts)
    try:
        return spoken(read_formula(token.content), words)
    except (NotationError, NoWordsError):
        return ""


def _tree(source: str, place: Place, at: int, chapter: Chapter, *, display: bool) -> Row | None:
    try:
        return read_formula(source, display=display)
    except NotationError as fault:
        chapter.error("RB-FORMULA", place.at(at + fault.at), fault.message, fault.hint)
        return None


def _said(tree: Row, attributes: Attributes, span: SourceSpan, chapter: Chapter) -> tuple[str, Pieces] | None:
    """The words that say a formula: the author's own, or those of the grammar."""
    if alt := attributes.values.get("alt", "").strip():
        tell_comment(alt, span, chapter.shared.diagnostics)
        tell_facts(alt, span, chapter)
        return with_facts(alt, chapter.shared.facts), ()
    voice = chapter.voice
    try:
        said = spoken(tree, voice.words)
    except NoWordsError as fault:
        chapter.error("RB-ALT-MISSING", span, *hinted("formula.no-words", sign=fault.sign))
        return None
    return said, (Piece(said, voice.language),) if voice.language != chapter.language else ()
