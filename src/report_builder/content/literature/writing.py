"""All citations of a report written in its style, and the list of what is cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.content.addresses import addresses
from report_builder.content.ids import slug
from report_builder.content.literature.cited import UNWRITTEN, Citation, Cited, One
from report_builder.content.literature.initials import are_same
from report_builder.content.literature.marks import BOLD, END, ITALIC, MARKS, RAISED
from report_builder.content.literature.positions import Positions
from report_builder.content.literature.processor import Processor, StyleError
from report_builder.content.literature.stops import ENDS, tightened, with_stops
from report_builder.content.references import by_program
from report_builder.content.ties import tie
from report_builder.content.typography import clean
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted
from report_builder.model.blocks import Section
from report_builder.model.inlines import (
    Emphasis,
    Inline,
    Inlines,
    Link,
    NoteReference,
    Reference,
    Strong,
    Style,
    Styled,
    Text,
    rewritten,
)
from report_builder.model.literature import Literature, Source
from report_builder.model.rewriting import with_blocks, with_words
from report_builder.model.walking import BLOCKS, walk
from report_builder.patterns import late

if TYPE_CHECKING:
    from report_builder.content.chapter import Shared
    from report_builder.content.literature.sources import Sources

_BETWEEN = "; "
"""Between numbers of sources that have more behind or before them."""
_DOI = late(r"\bdoi:\s?(10\.\S+[^\s.,;)])", re.IGNORECASE)
_PIECES = late(f"([{ITALIC}-{END}])")


def with_literature(chapters: tuple[Section, ...], sources: Sources, shared: Shared) -> tuple[Section, ...]:
    """Give ``chapters`` with each citation as the style writes it, and with the list of all that is cited.

    The list stands where an author put it, or else in a chapter of its own behind the others. The footnotes
    of ``shared`` are written anew too. RB-VALUE where the style cannot be used.
    """
    if not sources.style or not sources.whole:
        return chapters
    met = [*_met(chapters, sources, shared)]
    keys = dict.fromkeys(one.cited.key for citation, _ in met for one in citation.sources)
    sources.used |= keys.keys()
    sources.tell_unused(shared.diagnostics)
    _tell_lists(chapters, shared, bool(keys))
    if not keys:
        return chapters
    try:
        writer = _Writer(sources, shared, [sources.items[key] for key in keys])
        for citation, note in met:
            writer.write(citation, note)
        rewrite = writer.rewrite
        chapters = with_words(chapters, rewrite)
        shared.notes |= {note.id: note for note in with_words(shared.notes.values(), rewrite)}
        return writer.with_list(chapters) if writer.processor.has_list else chapters
    except StyleError:
        told = hinted("content.style-unusable")
        shared.diagnostics.error("RB-VALUE", sources.style_span, *told)
    return chapters


def _met(chapters: tuple[Section, ...], sources: Sources, shared: Shared) -> Iterable[tuple[Citation, int]]:
    """Each citation in reading order, with the number of the note that it stands in.

    In a style without notes each citation counts as one.
    """
    number = 0
    for node in walk(chapters, notes=shared.notes):
        if isinstance(node, NoteReference):
            number += sources.in_notes
        elif isinstance(node, Reference) and node.target.startswith(UNWRITTEN):
            number += not sources.in_notes
            yield shared.cited[int(node.target.removeprefix(UNWRITTEN))], number


def _tell_lists(chapters: tuple[Section, ...], shared: Shared, cited: bool) -> None:
    """RB-EMPTY for a list of nothing, RB-UNSUPPORTED for a second one."""
    lists = [node for node in walk(chapters, BLOCKS) if isinstance(node, Literature)]
    for other in lists[1:]:
        told = hinted("content.literature-twice", line=lists[0].span.line)
        shared.diagnostics.error("RB-UNSUPPORTED", other.span, *told, (lists[0].span,))
    if lists and not cited:
        shared.diagnostics.error("RB-EMPTY", lists[0].span, *hinted("content.literature-empty"))


class _Writer:
    """Writes the citations of one report in reading order."""

    def __init__(self, sources: Sources, shared: Shared, items: Iterable[dict[str, object]]) -> None:
        self._shared, self._sources = shared, sources
        try:
            self.processor = Processor(sources.style, shared.language, [*items])
        except StyleError:
            raise
        except Exception as fault:  # a style is a program of others, and may fail in any way
            raise StyleError from fault
        self._ids = {key: shared.ids.make(f"kilde-{slug(key) or 'x'}") for key in self.processor.order}
        self._rank = {key: rank for rank, key in enumerate(self.processor.order)}
        self._places: dict[str, int] = {}
        self._positions = Positions(self.processor.near_distance)
        self._written: dict[int, Inlines] = {}
        self._noted = {citation.note for citation in shared.cited if citation.note}

    def rewrite(self, inlines: Inlines) -> Inlines:
        """Words with what was written in place of what stands for a citation."""
        if all(isinstance(node, Text) for node in inlines):
            return inlines
        found = rewritten(inlines, self._change)
        if self.processor.is_note_style:
            found = tightened(with_stops(found, self.processor.around[2]), self._noted)
        return inlines if found == inlines else found

    def _change(self, node: Inline) -> Inlines | None:
        if not isinstance(node, Reference) or not node.target.startswith(UNWRITTEN):
            return None
        return self._written.get(id(self._shared.cited[int(node.target.removeprefix(UNWRITTEN))]), ())

    def write(self, citation: Citation, note: int) -> None:
        """Write one citation, in the note of this number; it knows what was cited before."""
        if id(citation) not in self._written:
            written = self._one(citation, note)
            self._written[id(citation)] = _begun(written) if citation.note else written

    def _one(self, citation: Citation, note: int) -> Inlines:
        if citation.in_sentence:
            return self._in_sentence(citation, note)
        before, between, behind = self.processor.around
        if self.processor.is_note_style:
            behind = ENDS
        sources = list(citation.sources)
        if self.processor.sorts and not any(one.before for one in sources):
            sources.sort(key=lambda one: self._rank[one.cited.key])
        said = [self._said(one, one.cited, note, begins=not at) for at, one in enumerate(sources)]
        span = citation.span
        if self.processor.is_numeric and any(one.before or one.behind for one, _ in said):
            between = _BETWEEN
        nodes: list[Inline] = self._text(before, span)
        joint = ""
        alone = self._years_alone(sources)
        for one, written in self._collapsed(said):
            if one is None:
                joint = "–"
                continue
            if id(one) in alone:
                written, joint = alone[id(one)], self.processor.years_alone  # noqa: PLW2901  the year of it
            nodes += self._text(joint, span) + self._text(one.before, span, after=True)
            joint = between
            nodes.append(self._linked(one, written))
            nodes += self._words(one.behind, span)
        nodes += [Text(behind, span)] if behind else []
        all_of_it = _joined(nodes)
        return (Styled(Style.SUPERSCRIPT, all_of_it, span),) if self.processor.raises else all_of_it

    def _years_alone(self, sources: list[One]) -> dict[int, str]:
        """What is written of those sources whose authors are those of the one before: their years.

        Where a source has a place or words of the author, its years would not be told from these.
        """
        found: dict[int, str] = {}
        for one, other in pairwise(sources) if self.processor.years_alone else ():
            both = one, other
            plain = not any(each.before or each.place or each.behind or each.cited.locator for each in both)
            apart = one.cited.key == other.cited.key or any(each.cited.without_author for each in both)
            same = are_same(*(self._sources.items[each.cited.key] for each in both))
            if plain and not apart and same and self._names(one.cited.key) == self._names(other.cited.key):
                alone = other.cited._replace(without_author=True)
                found[id(other)] = self._sound(partial(self.processor.cite, alone), other.cited.key)
        return {key: written for key, written in found.items() if written}

    def _collapsed(self, said: list[tuple[One, str]]) -> list[tuple[One | None, str]]:
        """Numbers that follow each other as a range, in a style that has that: "3–5"."""
        plain = [written.isdecimal() and not one.before and not one.behind for one, written in said]
        if not self.processor.collapses or not all(plain):
            return [*said]
        said = sorted(said, key=lambda pair: int(pair[1]))
        found: list[tuple[One | None, str]] = []
        start = 0
        while start < len(said):
            end = start
            while end + 1 < len(said) and int(said[end + 1][1]) == int(said[end][1]) + 1:
                end += 1
            if end - start >= 2:
                found += [said[start], (None, "–"), said[end]]
            else:
                found += said[start : end + 1]
            start = end + 1
        return found

    def _in_sentence(self, citation: Citation, note: int) -> Inlines:
        (one,) = citation.sources
        names = self._names(one.cited.key)
        if citation.names_only:
            return tuple(self._text(names, citation.span))
        before, _, behind = self.processor.around
        one, written = self._said(one, one.cited._replace(without_author=True), note, begins=True)
        if not before:
            before, behind = ("(", ")") if not written.startswith("(") else ("", "")
        rest = self._words(one.behind, citation.span)
        linked = self._linked(one, f"{names} {before}{written}")
        return _joined([replace(linked, children=(*linked.children, *rest, Text(behind, citation.span)))])

    def _names(self, key: str) -> str:
        """The authors as a sentence has them: with a word between the last two, and no sign."""
        names = self._sound(lambda: self.processor.names(key), key)
        joint = self._shared.words("list.and", first="\ue000", last="\ue000").replace("\ue000", "")
        if names:
            return names.replace(" & ", joint)
        item = self._sources.items[key]
        people = item.get("author") or item.get("editor") or ()
        said = [
            one.get("literal")
            or " ".join(filter(None, (one.get("non-dropping-particle"), one.get("family"))))
            for one in people
        ]
        if not said:
            return str(item.get("title", ""))
        if len(said) > 2 or said[-1] == MARKS.OTHERS:
            return f"{said[0]} {self._shared.words('document.and-others')}"
        return joint.join(said)

    def _said(self, one: One, cited: Cited, note: int, *, begins: bool) -> tuple[One, str]:
        """What the style writes of a source; its place comes ``behind`` where the style leaves it out."""
        position = self._positions.of(cited, note, begins=begins)
        written = self._sound(lambda: self.processor.cite(cited, position), cited.key)
        if one.place and written != cited.key and self.processor.leaves_out_place(cited, position):
            one = replace(one, behind=f", {one.place}{one.behind}")
        return one, written

    def _sound(self, write: Callable[[], str], key: str) -> str:
        """What a style writes; RB-VALUE at a source that it cannot."""
        try:
            return write()
        except Exception:  # noqa: BLE001  a style is a program of others, and may fail in any way
            told = hinted("content.style-fails", key=key)
            self._shared.diagnostics.error("RB-VALUE", self._sources.places[key], *told)
            return key

    def _linked(self, one: One, written: str) -> Reference:
        key = one.cited.key
        self._places[key] = place = self._places.get(key, 0) + 1
        children = tuple(self._words(written, one.span))
        return Reference(self._ids[key], children or (Text(key, one.span),), one.span, place=place)

    def _text(self, text: str, span: SourceSpan, *, after: bool = False) -> list[Inline]:
        text = clean(text)
        if after and text and not text.endswith((" ", "(", "«", "\u00a0")):
            text += " "
        return _inlines(text, span)

    def _words(self, written: str, span: SourceSpan) -> list[Inline]:
        return _inlines(tie(clean(written), self._shared.language, self._shared.counted), span)

    def with_list(self, chapters: tuple[Section, ...]) -> tuple[Section, ...]:
        """The chapters with the list of sources where the author put it, or behind them all."""
        placed = next((node for node in walk(chapters, BLOCKS) if isinstance(node, Literature)), None)
        span = placed.span if placed else chapters[-1].span
        items = tuple(self._source(key) for key in self.processor.order)
        name = placed.id if placed else self._shared.ids.make("litteraturliste")
        block = Literature(name, items, span)
        if placed:
            return with_blocks(chapters, {placed.id: block})
        title = self._shared.words("document.literature")
        identifier = self._shared.ids.make(slug(title))
        named = by_program((Text(title, span),), span, self._shared)
        section = Section(identifier, 1, "", named, (block,), span)
        return (*chapters, section)

    def _source(self, key: str) -> Source:
        span = self._sources.places[key]
        marked: list[str] = []

        def write() -> str:
            mark, written = self.processor.entry(key)
            marked.append(mark)
            return written

        written = self._sound(write, key) or key
        words = tuple(_with_links(self._words(written, span)))
        return Source(self._ids[key], (marked or [""])[0], words, self._places.get(key, 0), span)


def _looking(sign: str, inner: Inlines, span: SourceSpan) -> Inline:
    """Words in the look that a sign stands for."""
    if sign == ITALIC:
        return Emphasis(inner, span)
    if sign == BOLD:
        return Strong(inner, span)
    return Styled(Style.SUPERSCRIPT if sign == RAISED else Style.SUBSCRIPT, inner, span)


def _inlines(written: str, span: SourceSpan) -> list[Inline]:
    """What a style wrote, as nodes."""
    stack: list[tuple[str, list[Inline]]] = [("", [])]
    for piece in _PIECES.split(written):
        if piece == END:
            if len(stack) == 1:
                continue
            sign, children = stack.pop()
            inner = tuple(children)
            stack[-1][1].extend([_looking(sign, inner, span)])
        elif _PIECES.fullmatch(piece):
            stack.append((piece, []))
        elif piece:
            stack[-1][1].append(Text(piece, span))
    while len(stack) > 1:
        _, children = stack.pop()
        stack[-1][1].extend(children)
    return stack[0][1]


def _with_links(nodes: Iterable[Inline]) -> Iterable[Inline]:
    """Addresses and DOIs in the words of an entry as links."""
    for node in nodes:
        if not isinstance(node, Text):
            yield node
            continue
        text, span, done = node.value, node.span, 0
        found = [(one.start, one.end, one.href) for one in addresses(text)]
        found += [
            (match.start(1), match.end(1), f"https://doi.org/{match[1]}") for match in _DOI.finditer(text)
        ]
        for start, end, href in sorted(found):
            if start < done or href.startswith("mailto:"):
                continue
            if start > done:
                yield Text(text[done:start], span)
            yield Link(href, (Text(text[start:end], span),), span)
            done = end
        if done < len(text):
            yield Text(text[done:], span)


def _begun(inlines: Inlines) -> Inlines:
    """Words that begin a note: with a capital letter."""
    first = inlines[0] if inlines else None
    if isinstance(first, Text):
        return (Text(first.value[:1].upper() + first.value[1:], first.span), *inlines[1:])
    if isinstance(first, Reference) and first.children and isinstance(first.children[0], Text):
        return (replace(first, children=_begun(first.children)), *inlines[1:])
    return inlines


def _joined(nodes: Iterable[Inline]) -> Inlines:
    """Nodes with texts that meet made one."""
    found: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].value + node.value, node.span)
        else:
            found.append(node)
    return tuple(found)
