"""What a cross-reference says by itself: the name of its target, and the page that it is on."""

from __future__ import annotations

from report_builder.content.chapter import Chapter, Shared
from report_builder.diagnostics import SourceSpan
from report_builder.language.passages import Piece, voice
from report_builder.model.inlines import Inlines, Language, PageNumber, Reference, Text


def called(target: str, span: SourceSpan, chapter: Chapter, *, begins_sentence: bool) -> Inlines:
    """Give what the block ``target`` is called in the passage that is read; a title keeps its language."""
    found = chapter.shared.targets[target].called(chapter.voice)
    if begins_sentence:
        (text, language), *rest = found
        found = (Piece(text[:1].upper() + text[1:], language), *rest)
    return tuple(
        node for text, language in found for node in _said((Text(text, span),), language, span, chapter)
    )


def on_page(target: str, span: SourceSpan, chapter: Chapter) -> Inlines:
    """Give what says on which page the block ``target`` is."""
    here = chapter.voice
    said = Text(f" {here.words('document.on-page')}\u00a0", span)
    return _said((said, PageNumber(target, span)), here.language, span, chapter)


def by_program(words: Inlines, span: SourceSpan, shared: Shared) -> Inlines:
    """Mark what the program says in the report where it has no words of the report's language."""
    here = voice(shared.language, shared.language).language
    return words if here == shared.language else (Language(here, words, span),)


def _said(words: Inlines, language: str, span: SourceSpan, chapter: Chapter) -> Inlines:
    """Mark words that are not the author's, where they are in another language than he writes."""
    return words if language == chapter.language else (Language(language, words, span),)


def parts(node: Reference) -> tuple[Inlines, Inlines]:
    """Give the words of a reference, and what says on which page that is, if it does."""
    match node.children:
        case [*_, Text(), PageNumber()]:
            return node.children[:-2], node.children[-2:]
        case [*_, Language(children=[*_, PageNumber()])]:
            return node.children[:-1], node.children[-1:]
        case _:
            return node.children, ()
