"""``::: index``: the entries that words are marked for, in the order of the alphabet."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.content.chapter import Shared
from report_builder.content.formats import NO_TEXT
from report_builder.content.ids import slug
from report_builder.content.index_marks import IndexMark, Path
from report_builder.content.references import by_program
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.language.sorting import sort_key
from report_builder.model.blocks import Block, Section
from report_builder.model.index import Index, IndexEntry, IndexPlace
from report_builder.model.inlines import Indexed, Inline, Inlines, Reference, Text, plain_text, without_marks
from report_builder.model.rewriting import with_blocks, with_words
from report_builder.model.walking import BLOCKS, walk
from report_builder.sources.nearest import did_you_mean

_Key: TypeAlias = tuple[str, ...]


class _Entry(Struct):
    """An entry while it is gathered; ``see`` and ``see_also`` are the marks that say so, with where to."""

    term: Inlines
    span: SourceSpan
    places: list[IndexPlace] = field(default_factory=list)
    see: list[tuple[Path, SourceSpan]] = field(default_factory=list)
    see_also: list[tuple[Path, SourceSpan]] = field(default_factory=list)
    below: dict[str, _Entry] = field(default_factory=dict)

    @property
    def leads(self) -> bool:
        """Whether it, or one below it, has places."""
        return bool(self.places) or any(entry.leads for entry in self.below.values())


def with_index(chapters: tuple[Section, ...], shared: Shared) -> tuple[Section, ...]:
    """Give ``chapters`` with their index; without the places of marks where there is none.

    RB-EMPTY for an index of nothing, RB-UNUSED for marks without an index. RB-VALUE and RB-DANGLING-REF tell
    what is wrong between marks, if all chapters are known.
    """
    found = [block for block in walk(chapters, BLOCKS) if isinstance(block, Index)]
    if not found:
        return _without_index(chapters, shared)
    entries = _gathered(chapters, shared)
    places = [place for _, entry in _all_of(entries) for place in entry.places]
    chapters = _unmarked(chapters, shared, {name for place in places for name in (place.first, place.last)})
    made: dict[str, Block] = {}
    for block in found:
        if not entries:
            shared.diagnostics.error("RB-EMPTY", block.span, *hinted("content.index-of-none"))
        items = _Writing(entries, block, shared).items()
        made[block.id] = replace(block, items=items or (_standing_in(block, shared),))
    return with_blocks(chapters, made)


def _standing_in(index: Index, shared: Shared) -> IndexEntry:
    """What stands in an index of nothing, so that what else is wrong can be told."""
    words = (Text(NO_TEXT, index.span),)
    return IndexEntry(shared.ids.make(f"{index.id}-1"), words, (), (), (), index.span)


def _without_index(chapters: tuple[Section, ...], shared: Shared) -> tuple[Section, ...]:
    if not shared.index_marks:
        return chapters
    if shared.chapters_known:
        first = next(iter(shared.index_marks.values())).span
        shared.diagnostics.note("RB-UNUSED", first, *hinted("content.index-missing"))
    return _unmarked(chapters, shared, ())


def _unmarked(chapters: tuple[Section, ...], shared: Shared, but: Container[str]) -> tuple[Section, ...]:
    """Give ``chapters`` without the places to which no entry leads, which are all ``but`` these."""

    def change(inlines: Inlines) -> Inlines:
        return without_marks(inlines, but)

    for name, note in shared.notes.items():
        (shared.notes[name],) = with_words((note,), change)
    return with_words(chapters, change)


def _key(path: Path) -> _Key:
    """What tells entries apart: a capital at the beginning of a sentence is none of an entry."""
    words = (" ".join(plain_text(term).split()) for term in path)
    return tuple(word[:1].lower() + word[1:] for word in words)


def _gathered(chapters: tuple[Section, ...], shared: Shared) -> dict[str, _Entry]:
    """All entries in the order of their first places; what is wrong between their marks is told."""
    entries: dict[str, _Entry] = {}
    open_at: dict[_Key, tuple[str, IndexMark]] = {}
    gathering = _Gathering(shared, open_at)
    for node in walk(chapters, notes=shared.notes):
        if isinstance(node, Indexed) and node.id in shared.index_marks:
            mark = shared.index_marks[node.id]
            for path in mark.paths:
                gathering.take(_entry(path, mark.span, entries), path, node.id, mark)
    gathering.end()
    if shared.chapters_known:
        _tell_see(entries, shared)
    return entries


def _entry(path: Path, span: SourceSpan, entries: dict[str, _Entry]) -> _Entry:
    """The entry of a path, which is made if it is new; its word is small where one mark has it so."""
    level, entry = entries, None
    for term, key in zip(path, _key(path), strict=True):
        entry = level.setdefault(key, _Entry(term, span))
        if plain_text(term)[:1].islower():
            entry.term = term if plain_text(entry.term)[:1].isupper() else entry.term
        level = entry.below
    assert entry is not None
    return entry


class _Gathering(Struct):
    """Takes the places of entries; ``open_at`` are those that go on, with where they began."""

    shared: Shared
    open_at: dict[_Key, tuple[str, IndexMark]]

    def take(self, entry: _Entry, path: Path, place: str, mark: IndexMark) -> None:
        key, term = _key(path), _called(path)
        entry.see += [(to, mark.span) for to in mark.see]
        entry.see_also += [(to, mark.span) for to in mark.see_also]
        if mark.begins and key in self.open_at:
            line = self.open_at[key][1].span.line
            self._tell(mark.span, hinted("content.index-begun-twice", term=term, line=str(line)))
        elif mark.begins:
            self.open_at[key] = place, mark
        elif mark.ends and key not in self.open_at:
            self._tell(mark.span, hinted("content.index-not-begun", term=term))
        elif mark.ends:
            entry.places.append(IndexPlace(self.open_at.pop(key)[0], place))
        elif not mark.see:
            entry.places.append(IndexPlace(place, place))

    def end(self) -> None:
        """Tell of each entry that goes on without an end."""
        for _, mark in self.open_at.values():
            self._tell(mark.span, hinted("content.index-not-ended", term=_called(mark.paths[0])))

    def _tell(self, span: SourceSpan, told: tuple[Message, Message]) -> None:
        if self.shared.chapters_known:
            self.shared.diagnostics.error("RB-VALUE", span, *told)


def _called(path: Path) -> str:
    return "!".join(map(plain_text, path))


def _all_of(entries: Mapping[str, _Entry], above: _Key = ()) -> Iterator[tuple[_Key, _Entry]]:
    for key, entry in entries.items():
        yield (*above, key), entry
        yield from _all_of(entry.below, (*above, key))


def _tell_see(entries: Mapping[str, _Entry], shared: Shared) -> None:
    """Tell what leads to no entry, to itself, or to one that leads on; and what has places beside its see."""
    known = dict(_all_of(entries))
    tell = shared.diagnostics.error
    for key, entry in known.items():
        if entry.see and entry.leads:
            told = hinted("content.index-see-and-places", term="!".join(key))
            tell("RB-VALUE", entry.see[0][1], *told)
        for to, span in (*entry.see, *entry.see_also):
            other, term = known.get(_key(to)), _called(to)
            if other is None:
                names = ["!".join(map(plain_text, (one.term,))) for one in known.values()]
                hint = did_you_mean(term, names) or say("content.index-see-nowhere.hint", term=term)
                tell("RB-DANGLING-REF", span, say("content.index-see-nowhere", term=term), hint)
            elif other is entry:
                tell("RB-VALUE", span, *hinted("content.index-see-itself", term=term))
            elif not other.leads:
                tell("RB-VALUE", span, *hinted("content.index-see-on", term=term))


class _Writing:
    """Makes the entries of one index in the order of the alphabet."""

    def __init__(self, entries: Mapping[str, _Entry], index: Index, shared: Shared) -> None:
        self._entries, self._index, self._shared = entries, index, shared
        self._known = dict(_all_of(entries))
        self._ids = {key: self._id(entry) for key, entry in self._known.items()}

    def _id(self, entry: _Entry) -> str:
        return self._shared.ids.make(f"{self._index.id}-{slug(plain_text(entry.term)) or 'x'}")

    def items(self) -> tuple[IndexEntry, ...]:
        return tuple(self._below(self._entries, ()))

    def _below(self, entries: Mapping[str, _Entry], above: _Key) -> Iterator[IndexEntry]:
        language = self._shared.language
        words = {key: plain_text(entry.term) for key, entry in entries.items()}
        for key in sorted(entries, key=lambda key: (sort_key(words[key], language), words[key])):
            entry, path = entries[key], (*above, key)
            see = (
                *self._see("document.index-see", entry.see),
                *self._see("document.index-see-also", entry.see_also),
            )
            below = tuple(self._below(entry.below, path))
            yield IndexEntry(self._ids[path], entry.term, tuple(entry.places), see, below, entry.span)

    def _see(self, key: str, to: Iterable[tuple[Path, SourceSpan]]) -> Inlines:
        """The words that lead to other entries, each once."""
        span, said = self._index.span, f"{self._shared.words(key)} "
        found: list[Inline] = []
        for path in dict.fromkeys(_key(path) for path, _ in to):
            if path not in self._ids:
                continue
            found += [Text("; ", span)] if found else by_program((Text(said, span),), span, self._shared)
            words: Inlines = self._known[path].term
            if len(path) > 1:
                words = (*self._known[path[:1]].term, Text(": ", span), *words)
            found.append(Reference(self._ids[path], words, span))
        return tuple(found)
