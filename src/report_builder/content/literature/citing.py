"""Citations as they are read: what each cites is kept, and written once all chapters are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.content.comments import BEGIN
from report_builder.content.literature.cited import UNWRITTEN, Citation, Cited, One
from report_builder.content.literature.locators import locator_of
from report_builder.content.literature.marks import with_looks
from report_builder.content.literature.rules import CITED, in_text, key_of
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted, say
from report_builder.model.blocks import Note, Paragraph
from report_builder.model.comments import Comment
from report_builder.model.inlines import Inline, NoteReference, Reference, Text
from report_builder.patterns import late
from report_builder.sources.nearest import did_you_mean

if TYPE_CHECKING:
    from report_builder.content.chapter import Chapter


_COMMENT = late(r"\s*<!--(.*?)-->", re.DOTALL)
_SEPARATOR = late(r";|,(?=\s*-?@[\w{])")
_KEYLESS = late(r"\s*-?@(?![\w{])")


def read_citation(
    written: str, span: SourceSpan, chapter: Chapter, in_brackets: str = ""
) -> tuple[Inline, ...]:
    """Give what stands for a citation until all are known; RB-UNKNOWN-CITATION for keys that no file has.

    ``in_brackets`` is what was meant where the author put parentheses around.
    """
    sources = chapter.shared.sources
    if BEGIN in written and not chapter.shared.html_literal:
        found = _COMMENT.findall(written)
        chapter.shared.comments += [Comment(" ".join(one.split()), span) for one in found if one.strip()]
        written = _COMMENT.sub("", written)
    if sources is None:
        told = hinted("content.no-literature", text=written)
        chapter.shared.diagnostics.warn("RB-UNKNOWN-CITATION", span, *told)
        return (Text(written, span),)
    if not chapter.links_addresses:
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.citation-drawn", text=written))
        return (Text(written, span),)
    sentence = in_text(written)
    if sentence:
        place = locator_of(f" {sentence[2]}") if sentence[2] else locator_of("")
        cited = Cited(key_of(sentence[1]), place.label, place.numbers, place.term)
        rest = with_looks(place.rest)
        citation = Citation((One(cited, "", place.written, rest, span),), span, in_sentence=True)
        if in_brackets and cited.key in sources.items:
            told = hinted("content.citation-in-parentheses", text=in_brackets)
            chapter.shared.diagnostics.warn("RB-UNKNOWN-CITATION", span, *told)
    else:
        if not _is_sound(written, span, chapter):
            return (Text(written, span),)
        citation = Citation(tuple(_group(written[1:-1], span)), span)
    known = [_is_known(one, chapter) for one in citation.sources]  # each is told
    if not all(known):
        return (Text(written, span),)
    if not sources.in_notes or chapter.in_note:
        return (_unwritten(citation, written, chapter),)
    nodes: list[Inline] = []
    if citation.in_sentence:
        names = Citation(citation.sources, span, in_sentence=True, names_only=True)
        nodes.append(_unwritten(names, written, chapter))
        citation = Citation(citation.sources, span)
    return (*nodes, _noted(citation, written, chapter))


def _group(written: str, span: SourceSpan) -> list[One]:
    found: list[One] = []
    for part in _SEPARATOR.split(written):
        match = CITED.search(part)
        if match is None:  # a semicolon in the author's own words
            if found:
                last = found[-1]
                found[-1] = replace(last, behind=f"{last.behind};{with_looks(part)}")
            continue
        place = locator_of(part[match.end() :])
        cited = Cited(key_of(match[2]), place.label, place.numbers, place.term, without_author=bool(match[1]))
        before, behind = with_looks(part[: match.start()].lstrip()), with_looks(place.rest.rstrip())
        found.append(One(cited, before, place.written, behind, span))
    return found


def _is_sound(written: str, span: SourceSpan, chapter: Chapter) -> bool:
    """Whether each source in brackets has a key and a semicolon before the next; RB-UNKNOWN-CITATION."""
    sources = chapter.shared.sources
    parts = _SEPARATOR.split(written[1:-1])
    if any(map(_KEYLESS.match, parts)):
        told = hinted("content.citation-keyless", text=written)
    elif any(len(CITED.findall(part)) > 1 for part in parts):
        keys = "; ".join(f"@{found[2]}" for found in CITED.finditer(written))
        told = hinted("content.citation-joined", text=written, meant=f"[{keys}]")
    else:
        return True
    if sources is not None and sources.whole:
        chapter.error("RB-UNKNOWN-CITATION", span, *told)
        sources.used.update(key_of(found[2]) for found in CITED.finditer(written))
    return False


def _is_known(one: One, chapter: Chapter) -> bool:
    sources = chapter.shared.sources
    key = one.cited.key
    if sources is None or key in sources.items:
        return True
    if sources.whole:
        hint = did_you_mean(key, sources.items) or say("content.no-source.hint", key=key)
        message = say("content.no-source", key=key, file=sources.path)
        chapter.error("RB-UNKNOWN-CITATION", one.span, message, hint)
    return False


def _unwritten(citation: Citation, written: str, chapter: Chapter) -> Reference:
    cited = chapter.shared.cited
    cited.append(citation)
    return Reference(f"{UNWRITTEN}{len(cited) - 1}", (Text(written, citation.span),), citation.span)


def _noted(citation: Citation, written: str, chapter: Chapter) -> NoteReference:
    """A citation in a footnote of its own."""
    shared = chapter.shared
    shared.note_count += 1
    name = shared.ids.make(f"note-{chapter.root.id}-{shared.note_count}")
    span, citation = citation.span, replace(citation, note=name)
    paragraph = Paragraph(chapter.new_id(), (_unwritten(citation, written, chapter),), span)
    shared.notes[name] = Note(name, shared.note_count, (paragraph,), span)
    return NoteReference(name, shared.note_count, span)
