"""Words that are surely in another language than they are marked as, and quotations that nothing marks.

A few words are enough where so many of them are small ones of one language and none is of another. Names
and titles have no verb among them, and are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from report_builder.content.attributes import Attributes
from report_builder.content.chapter import Chapter
from report_builder.content.language_attribute import is_unclear, tag_of, tell_tag
from report_builder.content.pasted.told import lines_told
from report_builder.diagnostics import SourceSpan
from report_builder.language.catalogue import languages, primary
from report_builder.language.message import one_of, say
from report_builder.language.word_lists import listed
from report_builder.model.blocks import BlockQuote, Passage, Section
from report_builder.model.content_model import Holds
from report_builder.model.inlines import Inlines, pieces
from report_builder.model.walking import STRUCTURE, Node, walk
from report_builder.patterns import late

_CODE = "RB-LANG-MISSING"
_WORD = late(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LEAST = 6  # words that are marked with a language
_LEAST_OF_QUOTATION = 8
_SHARE = 0.3  # of the words are small ones of the language
_SMALL = 3
_MARGIN = 6  # small words of the language for each one of another
_ALONE = 2  # words that only one of two languages has that are alike, and none that only the other has


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
    found = _seems(words, "" if unclear else tag, _LEAST) if unclear or tag else ()
    likeliest = found[0] if len(found) == 1 else ""
    tell_tag(attributes, diagnostics, span, likeliest)
    if unclear or not found or diagnostics.has_told("RB-LANG-TAG", span):
        return
    told = lines_told(_CODE, span.path, diagnostics) if blocks else frozenset[int]()
    last = max((one.span.line for one in walk(blocks, STRUCTURE)), default=span.line)
    if told.isdisjoint(range(span.line, last + 1)):
        message = say("content.language-passage", found=one_of(found), language=tag)
        unsure = say("content.language-norwegian.hint")
        hint = say("content.language-meant.hint", meant=likeliest) if likeliest else unsure
        diagnostics.warn(_CODE, span, message, hint)


def tell_quotation(
    quoted: Sequence[Node], own: Inlines, chapter: Chapter, span: SourceSpan, head: str
) -> None:
    """RB-LANG-MISSING for a quotation that is surely in another language than that around it.

    ``head`` is the block that can have the language. A heading of which it was told that all below is in
    another language speaks for its quotations.
    """
    found = _seems(_words(quoted, own, chapter.language), chapter.language, _LEAST_OF_QUOTATION)
    if not found or primary(chapter.language) in _alike(found[0]):
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
    # The English "I" is not the Norwegian "i", and the head of a column is not the article "A".
    return [word.lower() for word in _WORD.findall(" ".join(texts)) if len(word) > 1 or word.islower()]


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
                case Holds.BLOCKS | Holds.ASIDE | Holds.ITEMS | Holds.CELLS:
                    yield from _below(held, language)
                case Holds.ROWS:
                    yield from _below((cell for row in held for cell in row), language)
                case _:
                    pass


def _own(inlines: Inlines, language: str) -> Iterator[str]:
    return (piece.text for piece in pieces(inlines, language) if piece.language == language)


def _seems(words: Sequence[str], language: str, least: int) -> Sequence[str]:
    """Give the languages, in one of which words marked as ``language`` surely are; none where that is unsure.

    ``language`` is empty where nobody knows which was meant.
    """
    if len(words) < least:
        return ()
    counts = {one: sum(map(_small(one).__contains__, words)) for one in languages()}
    best = max(counts, key=counts.__getitem__)
    alike = _alike(best)
    others = sum(count for one, count in counts.items() if one not in alike)
    if counts[best] < max(_SMALL, _SHARE * len(words), _MARGIN * others):
        return ()
    if _telling(best).isdisjoint(words):
        return ()
    found = _only_one(words, alike) or alike
    own = primary(language)
    if own in alike:
        return found if len(found) == 1 and own not in found else ()
    # Norwegian has its small words in common with neighbours of which no list is here.
    return found if not own or _small(own) or len(alike) == 1 else ()


def _only_one(words: Sequence[str], alike: Sequence[str]) -> Sequence[str]:
    """Give the only one of languages that are alike which the words can be in; none where that is unsure."""
    if len(alike) < 2:
        return ()
    found = {one: _of_its_own(one).intersection(words) for one in alike}
    best = max(found, key=lambda one: len(found[one]))
    rest = any(found[one] for one in alike if one != best)
    return (best,) if len(found[best]) >= _ALONE and not rest else ()


@cache
def _alike(language: str) -> tuple[str, ...]:
    """The languages that have the same small words."""
    return tuple(one for one in languages() if _small(one) == _small(language))


@cache
def _small(language: str) -> frozenset[str]:
    return frozenset(listed("rule.small-words", language)) | _telling(language)


@cache
def _telling(language: str) -> frozenset[str]:
    return frozenset(listed("rule.telling-words", language))


@cache
def _of_its_own(language: str) -> frozenset[str]:
    return frozenset(listed("rule.own-words", language))
