"""``follow``: where each place of an old version is in the newest, and what changed there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from report_builder.publish.following.finding import find_places
from report_builder.publish.following.matching import changed_numbers, match_texts
from report_builder.publish.following.model import NOTHING, Changes, Count, Followed, Following, State
from report_builder.publish.following.outline import Outline, Spot
from report_builder.publish.following.record import CHAPTER, FIGURE, KEPT, SECTION, TABLE, Record


class Newest:
    """The newest version, to which old ones are followed; what each asks of it is made once."""

    def __init__(self, record: Record) -> None:
        """Open the record."""
        self.record = record
        self._outline = Outline(record)

    def follow(self, old: Record) -> Following:
        """Give every place of ``old`` in the newest version. The same records give the same answer."""
        return _Follow(Outline(old), self._outline).following()


def follow(old: Record, new: Record) -> Following:
    """Give every place of ``old`` in ``new``; for several old versions take :class:`Newest`."""
    return Newest(new).follow(old)


class _Follow:
    """One old version on the way to the newest."""

    def __init__(self, old: Outline, new: Outline) -> None:
        self._old, self._new = old, new
        self._found = find_places(old, new)
        self._matches = match_texts(old, new, self._found)
        self._known = frozenset(self._found)
        self._runs = self._same_runs()
        self._there: dict[int, list[Spot | None]] = {}
        self._back: dict[int, list[int]] = {}

    def following(self) -> Following:
        old, new = self._old.record, self._new.record
        places = {place.id: self._followed(at) for at, place in reversed(list(enumerate(old.places)))}
        pages = {old.pages[old.places[at].page]: places[old.places[at].id] for at in self._old.chapters}
        chapters = [pages[old.pages[old.places[at].page]] for at in self._old.chapters]
        reached = {self._found[at] for at in self._old.chapters}
        counted = Count(
            changed=sum(one.state is State.CHANGED for one in chapters),
            new=sum(at not in reached and self._has_new(at) for at in self._new.chapters),
            gone=sum(one.state is State.GONE for one in chapters),
            moved=sum(one.state is State.MOVED for one in chapters),
        )
        changes = Changes(chapters=counted)
        state = State.CHANGED if changes else State.UNCHANGED
        for page, there in ((old.index, new.index), (old.whole, new.whole)):
            pages[page] = Followed(
                state,
                there,
                "",
                "",
                new.contents,
                new.language,
                is_chapter=False,
                changes=changes,
                own=changes,
                is_told=bool(changes),
            )
        return Following(places, pages)

    def _same_runs(self) -> list[int]:
        """How many places from each on are as they were, in the order in which they were."""
        runs = [0] * (len(self._old.places) + 1)
        same = self._matches.same
        for at in range(len(self._old.places) - 1, -1, -1):
            there = same.get(at, -1)
            if there >= 0 and not self._is_renamed(at):
                goes_on = same.get(at + 1, -1) == there + 1
                runs[at] = 1 + runs[at + 1] * goes_on
        return runs

    def _is_same(self, at: int, there: int) -> bool:
        """Tell whether a place is as it was, with all that is in it."""
        size = self._old.ends[at] - at
        return self._runs[at] >= size and self._new.ends[there] - there == size

    def _has_new(self, chapter: int) -> bool:
        """Tell whether a chapter of the newest version has anything that was not there; or nothing at all."""
        inside = range(chapter, self._new.ends[chapter])
        spots = [spot for at in inside for spot in self._new.spots(at)]
        return not spots or any(not self._matches.is_taken(spot) for spot in spots)

    def _followed(self, at: int) -> Followed:
        there = self._found[at]
        if there < 0:
            return self._around(at)
        own = changes = NOTHING
        if not self._is_same(at, there):
            own = self._own(at)
            changes = _sum(own, self._inside(at))
        if self._is_elsewhere(at, there):
            is_told = bool(own) or not self._went_along(at)
            return self._named(there, State.MOVED, changes, own, is_told=is_told)
        state = State.CHANGED if changes else State.UNCHANGED
        return self._named(there, state, changes, own, is_told=bool(own))

    def _around(self, at: int) -> Followed:
        """The nearest place that is left around one that is gone, or else the contents.

        Of a chapter it is the one to which most of its sections went.
        """
        outer = self._old.parents[at]
        # A chapter has no line of its own, so that each of its sections has one.
        is_told = outer < 0 or self._found[outer] >= 0 or self._old.parents[outer] < 0
        if outer < 0 and (went := self._went_to(at)):
            there, count = went.most_common(1)[0]
            gone = self._named(there, State.GONE, NOTHING, NOTHING, is_told=True)
            return replace(gone, went=(count, len(self._sections(at))))
        while outer >= 0:
            if self._found[outer] >= 0:
                return self._named(self._found[outer], State.GONE, NOTHING, NOTHING, is_told=is_told)
            outer = self._old.parents[outer]
        new = self._new.record
        return Followed(
            State.GONE, new.index, "", "", new.contents, new.language, is_chapter=False, is_told=is_told
        )

    def _went_to(self, chapter: int) -> Counter[int]:
        """In which chapters of the newest version the sections of one are that is gone, in its order."""
        found = (self._found[at] for at in self._sections(chapter))
        return Counter(self._new.chapter(there) for there in found if there >= 0)

    def _sections(self, chapter: int) -> list[int]:
        """The sections directly in a chapter."""
        inside = range(chapter + 1, self._old.ends[chapter])
        places = self._old.places
        return [at for at in inside if self._old.parents[at] == chapter and places[at].kind == SECTION]

    def _named(self, there: int, state: State, changes: Changes, own: Changes, *, is_told: bool) -> Followed:
        new, place = self._new.record, self._new.places[there]
        return Followed(
            state,
            new.pages[place.page],
            place.id,
            place.number,
            place.title,
            place.language or new.language,
            is_chapter=place.level == CHAPTER,
            changes=changes,
            own=own,
            is_told=is_told,
            kind=place.kind,
        )

    def _went_along(self, at: int) -> bool:
        """Tell whether a place moved because that in which it stands did, and still stands in it."""
        outer = self._old.parents[at]
        there = self._found[outer] if outer >= 0 else -1
        return there >= 0 and self._is_elsewhere(outer, there) and self._new.parents[self._found[at]] == there

    def _is_elsewhere(self, at: int, there: int) -> bool:
        """Tell whether a place moved to another chapter, or a chapter into one, or out of one."""
        if (self._old.places[at].level == CHAPTER) != (self._new.places[there].level == CHAPTER):
            return True
        chapter = self._old.chapter(at)
        return chapter != at and self._found[chapter] != self._new.chapter(there)

    def _own(self, at: int) -> Changes:
        """What changed in a place without the sections in it; its boxes, tables and figures are in it."""
        there = self._found[at]
        return _sum(
            *(self._of(inner, at) for inner in (at, *self._inner(self._old, at))),
            *(self._new_in(inner, at) for inner in (there, *self._inner(self._new, there))),
        )

    def _inside(self, at: int) -> Changes:
        """What changed in the sections in a place."""
        there = self._found[at]
        first = at + 1 + len(list(self._inner(self._old, at)))
        start = there + 1 + len(list(self._inner(self._new, there)))
        return _sum(
            *(self._of(inner, at) for inner in range(first, self._old.ends[at])),
            *(self._new_in(inner, at) for inner in range(start, self._new.ends[there])),
        )

    def _inner(self, outline: Outline, at: int) -> Iterator[int]:
        """The places directly in a section that are no sections."""
        for inner in range(at + 1, outline.ends[at]):
            if outline.places[inner].kind == SECTION:
                return
            yield inner

    def _of(self, at: int, outer: int) -> Changes:
        """What became of the texts of a place, seen from ``outer``, in which it stands or which it is."""
        place, there = self._old.places[at], self._found[at]
        root = self._found[outer]
        stayed = there >= 0 and self._new.holds(root, there)
        if at in self._matches.same and stayed:
            return Changes(headings=Count(changed=1)) if self._is_renamed(at) else NOTHING
        if place.kind in (TABLE, FIGURE):
            return self._of_object(at, stayed=stayed)
        changed = gone = moved = 0
        numbers: list[tuple[str, str]] = []
        order: list[Spot] = []
        for index, other in enumerate(self._counterparts(at)):
            if other is None:
                gone += 1
            elif not self._new.holds(root, other.place):
                moved += 1
            else:
                order.append(other)
                if Spot(at, index) in self._matches.changed:
                    changed += 1
                    numbers += changed_numbers(self._old, self._new, self._matches, Spot(at, index))
        found = Changes(reordered=order != sorted(order), numbers=tuple(dict.fromkeys(numbers)))
        if changed or gone or moved:
            found += Changes(paragraphs=Count(changed=changed, gone=gone, moved=moved))
        if stayed and self._is_renamed(at):
            found += Changes(headings=Count(changed=1))
        return found or NOTHING

    def _of_object(self, at: int, *, stayed: bool) -> Changes:
        """What became of a table or figure, which counts as one."""
        place, there = self._old.places[at], self._found[at]
        if there < 0:
            count = Count(gone=1)
        elif not stayed:
            count = Count(moved=1)
        else:
            count = Count(changed=1)
        numbers: list[tuple[str, str]] = []
        for index, other in enumerate(self._counterparts(at) if stayed else ()):
            if other is not None and Spot(at, index) in self._matches.changed:
                numbers += changed_numbers(self._old, self._new, self._matches, Spot(at, index))
        told = tuple(dict.fromkeys(numbers))
        if place.kind == TABLE:
            return Changes(tables=count, numbers=told)
        return Changes(figures=count, numbers=told)

    def _new_in(self, at: int, outer: int) -> Changes:
        """What is new in a place of the newest version, or came there, seen from the old place ``outer``."""
        place = self._new.places[at]
        before = self._matches.same_back.get(at, -1)
        if before >= 0:
            if self._is_of(before, outer):
                return NOTHING
            if place.kind in (TABLE, FIGURE):
                return _counted(place.kind, Count(came=1))
            return Changes(paragraphs=Count(came=len(place.texts) // KEPT))
        if place.kind in (TABLE, FIGURE):
            return _counted(place.kind, Count(new=int(at not in self._known)))
        new = came = 0
        for before in self._origins(at):
            new += before < 0
            came += before >= 0 and not self._is_of(before, outer)
        return Changes(paragraphs=Count(new=new, came=came)) if new or came else NOTHING

    def _is_of(self, before: int, outer: int) -> bool:
        """Tell whether an old text stood in ``outer``, or in the place that ``outer`` was joined to."""
        if self._old.holds(outer, before):
            return True
        there = self._found[outer]
        joined = self._new.places[there].id != self._old.places[outer].id
        return joined and self._found[self._old.section(before)] == there

    def _counterparts(self, at: int) -> list[Spot | None]:
        """The counterpart of each text of an old place."""
        if at not in self._there:
            same = self._matches.same.get(at, -1)
            self._there[at] = [
                Spot(same, spot.at) if same >= 0 else self._matches.there.get(spot)
                for spot in self._old.spots(at)
            ]
        return self._there[at]

    def _origins(self, at: int) -> list[int]:
        """The old place of each text of a new one, or -1."""
        if at not in self._back:
            self._back[at] = [self._matches.of_new(spot) for spot in self._new.spots(at)]
        return self._back[at]

    def _is_renamed(self, at: int) -> bool:
        return self._old.places[at].title != self._new.places[self._found[at]].title


def _sum(*parts: Changes) -> Changes:
    """All together; most are nothing."""
    total = NOTHING
    for part in parts:
        if part is not NOTHING:
            total = part if total is NOTHING else total + part
    return total


def _counted(kind: str, count: Count) -> Changes:
    return Changes(tables=count) if kind == TABLE else Changes(figures=count)
