"""``compare``: what changed from one finished file to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from report_builder.check.document import Encrypted, Unreadable
from report_builder.compare.blocks import Match, match_blocks
from report_builder.compare.facts import FIELDS
from report_builder.compare.figures import FigureMatch, match_figures
from report_builder.compare.grouping import (
    Cause,
    Keys,
    change_of,
    field_change,
    finding_cause,
    finding_fields,
    has_label,
    meant,
    metadata_causes,
)
from report_builder.compare.model import (
    About,
    Change,
    Comparison,
    FigureChange,
    FindingChange,
    Kind,
    MetadataChange,
    Op,
    Place,
    Side,
    TextChange,
)
from report_builder.compare.reading import Block, Reading, read
from report_builder.compare.tally import Tally, Text, in_reading_order
from report_builder.compare.word_diff import Hunk, Token, hunks, marked, whole
from report_builder.language.message import Message, Value, say
from report_builder.sources.characters import bare


class NotComparable(Exception):  # noqa: N818 - a state of the files, not an error of ours
    """Files that cannot be compared; ``faults`` are the label of each and the reason."""

    def __init__(self, faults: tuple[tuple[str, Value], ...]) -> None:
        super().__init__(", ".join(label for label, _ in faults))
        self.faults = faults


def compare(before: Side, after: Side) -> Comparison:
    """Tell everything that differs between two files, each change once.

    Paragraphs, headings, list items, table rows and figures are compared through the tag tree: where
    lines and pages break, and what is counted automatically, is no change. A text whose only change
    follows from a finding or from the metadata is told with that.

    Raises NotComparable for files that are no PDF, are encrypted, or have no tags.
    """
    old, new = _read(before), _read(after)
    if isinstance(old, Message) or isinstance(new, Message):
        found = ((before.label, old), (after.label, new))
        raise NotComparable(tuple((label, fault) for label, fault in found if isinstance(fault, Message)))
    return compare_readings(before, after, old, new)


def compare_readings(before: Side, after: Side, old: Reading, new: Reading) -> Comparison:
    """As :func:`compare`, of files that are read; without figures it needs no bytes of theirs."""
    return _Comparing(before, after, old, new).run()


def _read(side: Side) -> Reading | Message:
    """What stands in a file, or the reason that it cannot be told."""
    try:
        reading = read(side.pdf)
    except Encrypted:
        return say("compare.encrypted")
    except Unreadable as fault:
        return say("compare.unreadable", reason=fault.reason)
    return reading if reading.blocks or reading.pictures else say("compare.no-tags")


class _Comparing:
    def __init__(self, before: Side, after: Side, old: Reading, new: Reading) -> None:
        self._before, self._after = before, after
        self._old, self._new = old, new
        self._findings = list(self._finding_causes())
        self._numbers = Tally()
        self._facts = metadata_causes(old.facts, new.facts, FIELDS)

    def run(self) -> Comparison:
        matched = match_blocks(self._old.blocks, self._new.blocks)
        figures, texts = tuple(self._figures()), tuple(self._texts(matched.changes))
        self._find_among(matched.changes)
        return Comparison(
            _about(self._before, self._old),
            _about(self._after, self._new),
            tuple(self._finding_change(cause) for cause in self._findings),
            self._numbers.changes(),
            tuple(self._metadata_changes()),
            texts,
            figures,
            matched.abreast,
        )

    def _find_among(self, matches: Iterable[Match]) -> None:
        """Find the texts of findings that have no place, where more changed than the finding."""
        lost = [cause for cause in self._findings if not cause.places]
        for match in matches if lost else ():
            before = _keys(match.before.tokens) if match.before else ()
            after = _keys(match.after.tokens) if match.after else ()
            for cause in lost:
                if cause.is_named_in(before, after) and cause.is_shown_in(before, after):
                    cause.add(_text_change(match).place)

    def _finding_causes(self) -> Iterator[Cause]:
        old, new = self._before.findings, self._after.findings
        if old is None or new is None:
            return
        for name in [*new, *(name for name in old if name not in new)]:
            if finding_fields(old.get(name), new.get(name)):
                yield finding_cause(name, old.get(name), new.get(name))

    def _finding_change(self, cause: Cause) -> FindingChange:
        assert self._before.findings is not None
        assert self._after.findings is not None
        old, new = self._before.findings.get(cause.name), self._after.findings.get(cause.name)
        stated = new or old
        assert stated is not None
        return FindingChange(
            cause.name,
            change_of(old, new),
            bare(stated.statement),
            old.display if old else "",
            new.display if new else "",
            finding_fields(old, new),
            tuple(sorted(cause.places, key=in_reading_order)),
        )

    def _metadata_changes(self) -> Iterator[MetadataChange]:
        for cause in self._facts:
            old, new = self._old.facts.get(cause.name, ""), self._new.facts.get(cause.name, "")
            yield MetadataChange(field_change(cause.name, old, new), tuple(cause.places))

    def _texts(self, matches: Iterable[Match]) -> Iterator[TextChange]:
        for match in matches:
            change = _text_change(match)
            old, new = match.before, match.after
            if old and new:
                is_changed = match.change is Change.CHANGED
                if is_changed and self._is_line_of_fact(match, change.place):
                    continue
                left = self._unfolded(old.tokens, new.tokens, match.hunks, change.place, self._causes(match))
                only_numbers = self._numbers.add(_text(old), _text(new), left, change)
                if not is_changed or (left and not only_numbers):
                    yield change
            elif not self._is_folded(match, change.place):
                if old:
                    self._numbers.add_removed(_text(old), change)
                if new:
                    self._numbers.add_new(_text(new), change)
                yield change

    def _causes(self, match: Match) -> list[Cause]:
        """What may have changed a block; facts about the file only those that stand outside the chapters."""
        block = match.after or match.before
        assert block is not None
        return self._findings if block.section else [*self._facts, *self._findings]

    def _unfolded(
        self,
        old: tuple[Token, ...],
        new: tuple[Token, ...],
        changes: Sequence[Hunk],
        place: Place,
        causes: list[Cause],
    ) -> list[Hunk]:
        """The changes that no cause covers; each of the others adds its place to its cause."""
        before, after = _keys(old), _keys(new)
        left = []
        for hunk in changes:
            found = meant([cause for cause in causes if cause.covers(before, after, hunk)], before, after)
            if not found:
                left.append(hunk)
            for cause in found:
                cause.add(place)
        return left

    def _is_folded(self, match: Match, place: Place) -> bool:
        """Tell whether a block that came or went does so with a finding or a fact."""
        before = _keys(match.before.tokens) if match.before else ()
        after = _keys(match.after.tokens) if match.after else ()
        if self._is_line_of_fact(match, place):
            return True
        causes = [cause for cause in self._causes(match) if cause.is_all_of(before, after)]
        for cause in meant(causes, before, after):
            cause.add(place)
        return bool(causes)

    def _is_line_of_fact(self, match: Match, place: Place) -> bool:
        block = match.after or match.before
        assert block is not None
        if block.section:
            return False
        cause = next((cause for cause in self._facts if has_label(cause, block.tokens)), None)
        if cause is not None:
            cause.add(place)
        return cause is not None

    def _figures(self) -> Iterator[FigureChange]:
        for match in match_figures(self._before.pdf, self._old, self._after.pdf, self._new):
            change = _figure_change(match)
            old, new = match.before, match.after
            if not (old and new) or self._is_told(change, match):
                yield change

    def _is_told(self, change: FigureChange, match: FigureMatch) -> bool:
        """Tell whether a figure is to be told by itself: not where all of it follows from something else."""
        old, new = match.before, match.after
        assert old is not None
        assert new is not None
        pairs = ((old.alt, new.alt), (old.caption, new.caption), (old.drawn, new.drawn))
        texts = [(a, b, hunks(a, b)) for a, b in pairs]
        if not any(found for _, _, found in texts):
            return match.looks_different
        left = [(a, b, self._unfolded(a, b, found, change.place, self._findings)) for a, b, found in texts]
        rest = [(a, b, found) for a, b, found in left if found]
        if not rest:
            return False
        only_numbers = [
            self._numbers.add(
                Text(a, old.language),
                Text(b, new.language),
                found,
                TextChange(Change.CHANGED, change.place, marked(a, b, hunks(a, b))),
            )
            for a, b, found in rest
        ]
        # What is drawn looks as its words do, and these are told where they stand.
        is_drawn_alone = not any(found for _, _, found in texts[:2])
        return not is_drawn_alone and (len(rest) > 1 or not only_numbers[0])


def _keys(words: tuple[Token, ...]) -> Keys:
    return tuple(token.key for token in words)


def _text(block: Block) -> Text:
    return Text(block.tokens, block.language)


def _text_change(match: Match) -> TextChange:
    old, new = match.before, match.after
    block = new or old
    assert block is not None
    place = _place(block, old, new)
    if old and new:
        return TextChange(match.change, place, marked(old.tokens, new.tokens, match.hunks), match.count)
    op = Op.ADDED if new else Op.REMOVED
    return TextChange(match.change, place, whole(op, block.tokens))


def _place(block: Block, old: Block | None, new: Block | None) -> Place:
    return Place(block.kind, block.section, old.spot if old else None, new.spot if new else None)


def _figure_change(match: FigureMatch) -> FigureChange:
    old, new = match.before, match.after
    figure = new or old
    assert figure is not None
    place = Place(Kind.FIGURE, figure.section, old.spot if old else None, new.spot if new else None)
    boxes = (old.box if old else None, new.box if new else None)
    if old and new:
        alt = marked(old.alt, new.alt, hunks(old.alt, new.alt))
        caption = marked(old.caption, new.caption, hunks(old.caption, new.caption))
        return FigureChange(Change.CHANGED, place, match.looks_different, alt, caption, *boxes)
    change, op = (Change.ADDED, Op.ADDED) if new else (Change.REMOVED, Op.REMOVED)
    return FigureChange(change, place, True, whole(op, figure.alt), whole(op, figure.caption), *boxes)


def _about(side: Side, reading: Reading) -> About:
    return About(
        side.label,
        reading.facts.get("title", ""),
        reading.language,
        reading.labels,
        side.findings is not None,
    )
