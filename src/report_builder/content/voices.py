"""Words that are surely in another language than they are marked as, and quotations that nothing marks.

A few words are enough where so many of them are small ones of one language and none is of another. Names
and titles have no verb among them, and are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from report_builder.content.attributes import Attributes
from report_builder.content.chapter import Chapter
from report_builder.content.language_attribute import is_unclear, tag_of, tell_tag
from report_builder.content.pasted.told import lines_told
from report_builder.content.pasted.tongue import spoken_words
from report_builder.diagnostics import SourceSpan
from report_builder.language.catalogue import languages
from report_builder.language.message import one_of, say
from report_builder.language.small_words import languages_of
from report_builder.model.blocks import BlockQuote, Passage, Section
from report_builder.model.content_model import Holds
from report_builder.model.inlines import Inlines, pieces
from report_builder.model.walking import STRUCTURE, Node, walk

_CODE = "RB-LANG-MISSING"
_LEAST = 6  # words that are marked with a language
_LEAST_OF_QUOTATION = 8


def tell_language(
    attributes: Attributes, blocks: Sequence[Node], own: Inlines, chapter: Chapter, span: SourceSpan
) -> None:
    """Tell what is wrong with a ``lang=`` at ``span``: the tag, or that its words surely are of another.

    It holds for ``blocks`` and for the words ``own``. What was told of a paragraph in them is not told twice.
    """
    if "lang" not in attributes.values:
        return
    diagnostics = chapter.shared.diagnostics
    tag = tag_of(attributes)
    unclear = is_unclear(attributes)
    words = _words(blocks, own, tag or chapter.language)
    found = languages_of(words, "" if unclear else tag, _LEAST, stated=True) if unclear or tag else ()
    likeliest = found[0] if len(found) == 1 else ""
    tell_tag(attributes, diagnostics, span, likeliest)
    if unclear or not found or diagnostics.has_told("RB-LANG-TAG", span):
        return
    told = lines_told(_CODE, span.path, diagnostics) if blocks else frozenset[int]()
    last = max((one.span.line for one in walk(blocks, STRUCTURE)), default=span.line)
    if told.isdisjoint(range(span.line, last + 1)):
        message = say("content.language-passage", found=one_of(found), language=tag)
        hint = say("content.language-meant.hint", meant=one_of(found))
        if not likeliest and {*found} <= {*languages()}:
            hint = say("content.language-norwegian.hint")
        diagnostics.warn(_CODE, span, message, hint)


def tell_quotation(
    quoted: Sequence[Node], own: Inlines, chapter: Chapter, span: SourceSpan, head: str
) -> None:
    """RB-LANG-MISSING for a quotation that is surely in another language than that around it.

    ``head`` is the block that can have the language. A heading of which it was told that all below is in
    another language speaks for its quotations.
    """
    words = _words(quoted, own, chapter.language)
    if not (found := languages_of(words, chapter.language, _LEAST_OF_QUOTATION)):
        return
    diagnostics = chapter.shared.diagnostics
    above = (line for line in lines_told(_CODE, span.path, diagnostics) if line < span.line)
    if any(chapter.lines[line - 1].startswith("#") for line in above):
        return
    message = say("content.language-passage", found=one_of(found), language=chapter.language)
    written = {"written": f"[…]{{lang={found[0]}}}", "around": f"::: {head} {{lang={found[0]}}}"}
    diagnostics.warn(_CODE, span, message, say("content.language-passage.hint", **written))


def _words(nodes: Iterable[Node], own: Inlines, language: str) -> Sequence[str]:
    """The words in ``language`` of a text and of what stands in blocks; a quotation is told by itself."""
    texts = [*_own(own, language), *_below(nodes, language)]
    return spoken_words(" ".join(texts))


def _below(nodes: Iterable[Node], language: str) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, BlockQuote):
            continue
        if isinstance(node, Passage | Section) and node.language not in ("", language):
            continue
        for part in node.content.parts:
            held = getattr(node, part.field)
            match part.holds:
                case Holds.INLINES:
                    yield from _own(held, language)
                case Holds.BLOCKS | Holds.ASIDE | Holds.ITEMS:
                    yield from _below(held, language)
                case Holds.ROWS:
                    yield from _below((cell for row in held for cell in row), language)
                case _:
                    pass


def _own(inlines: Inlines, language: str) -> Iterator[str]:
    return (piece.text for piece in pieces(inlines, language) if piece.language == language)
