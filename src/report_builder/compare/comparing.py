"""``compare``: what changed from one finished file to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from report_builder.compare.blocks import Match, match_blocks
from report_builder.compare.facts import FIELDS
from report_builder.compare.figures import FigureMatch, match_figures
from report_builder.compare.folding import (
    Cause,
    Keys,
    change_of,
    finding_cause,
    finding_fields,
    has_label,
    metadata_causes,
)
from report_builder.compare.model import (
    About,
    Change,
    Comparison,
    FieldChange,
    FigureChange,
    FindingChange,
    Kind,
    MetadataChange,
    NumberChange,
    Op,
    Place,
    Side,
    TextChange,
)
from report_builder.compare.reading import Block, Reading, read
from report_builder.compare.words import Hunk, Token, hunks, marked, shown, whole
from report_builder.model.language import LANGUAGES


def compare(before: Side, after: Side) -> Comparison:
    """Tell everything that differs between two files, each change once.

    Paragraphs, headings, list items, table rows and figures are compared through the tag tree: where
    lines and pages break, and what is counted automatically, is no change. A text whose only change
    follows from a finding or from the metadata is told with that.

    Raises Encrypted or Unreadable when a file cannot be opened. A file without tags has no text.
    """
    old, new = read(before.pdf), read(after.pdf)
    return _Comparing(before, after, old, new).run()


class _Comparing:
    def __init__(self, before: Side, after: Side, old: Reading, new: Reading) -> None:
        self._before, self._after = before, after
        self._old, self._new = old, new
        self._findings = list(self._finding_causes())
        self._facts = metadata_causes(old.facts, new.facts, FIELDS)

    def run(self) -> Comparison:
        # Findings that are new in the text come with its changes, so the order of the two counts.
        figures = tuple(self._figures())
        texts, numbers = self._texts()
        return Comparison(
            _about(self._before, self._old),
            _about(self._after, self._new),
            tuple(self._finding_change(cause) for cause in self._findings),
            numbers,
            tuple(self._metadata_changes()),
            texts,
            figures,
        )

    def _finding_causes(self) -> Iterator[Cause]:
        old, new = self._before.findings, self._after.findings
        if old is None or new is None:
            return
        language = self._new.language if self._new.language in LANGUAGES else "nb"
        for name in [*new, *(name for name in old if name not in new)]:
            if finding_fields(old.get(name), new.get(name)):
                yield finding_cause(name, old.get(name), new.get(name), language)

    def _finding_change(self, cause: Cause) -> FindingChange:
        assert self._before.findings is not None
        assert self._after.findings is not None
        old, new = self._before.findings.get(cause.name), self._after.findings.get(cause.name)
        stated = new or old
        assert stated is not None
        return FindingChange(
            cause.name,
            change_of(old, new),
            stated.statement,
            stated.display,
            finding_fields(old, new),
            tuple(cause.places),
        )

    def _metadata_changes(self) -> Iterator[MetadataChange]:
        for cause in self._facts:
            old, new = self._old.facts.get(cause.name, ""), self._new.facts.get(cause.name, "")
            yield MetadataChange(FieldChange(cause.name, old, new), tuple(cause.places))

    def _texts(self) -> tuple[tuple[TextChange, ...], tuple[NumberChange, ...]]:
        told: list[TextChange] = []
        numbers: dict[tuple[str, str], list[TextChange]] = {}
        for match in match_blocks(self._old.blocks, self._new.blocks):
            change = _text_change(match)
            if match.change is Change.CHANGED:
                found = self._changed(match, change)
                if not found:
                    continue
                if isinstance(found, TextChange):
                    told.append(found)
                    continue
                for pair in found:
                    numbers.setdefault(pair, []).append(change)
            elif match.change is Change.MOVED or not self._is_folded(match, change.place):
                told.append(change)
        return tuple(told), tuple(NumberChange(*pair, tuple(texts)) for pair, texts in numbers.items())

    def _changed(self, match: Match, change: TextChange) -> TextChange | list[tuple[str, str]] | None:
        """What is left to tell of a changed block: all of it, changed numbers, or nothing."""
        assert match.before is not None
        assert match.after is not None
        old, new = match.before.tokens, match.after.tokens
        if self._is_line_of_fact(match, change.place):
            return None
        left = self._unfolded(old, new, hunks(old, new), change.place, self._causes(match))
        if not left:
            return None
        pairs = [_number_pair(old, new, hunk) for hunk in left]
        numbers = [pair for pair in pairs if pair is not None]
        return list(dict.fromkeys(numbers)) if len(numbers) == len(pairs) else change

    def _causes(self, match: Match) -> list[Cause]:
        """What may have changed a block; facts about the file only those that stand outside the chapters."""
        block = match.after or match.before
        assert block is not None
        return self._findings if block.section else [*self._facts, *self._findings]

    def _unfolded(
        self,
        old: tuple[Token, ...],
        new: tuple[Token, ...],
        changes: list[Hunk],
        place: Place,
        causes: list[Cause],
    ) -> list[Hunk]:
        """The changes that no cause covers; each of the others adds its place to its cause."""
        before, after = _keys(old), _keys(new)
        left = []
        for hunk in changes:
            cause = _first(causes, lambda cause, hunk=hunk: cause.covers(before, after, hunk))
            if cause is None:
                left.append(hunk)
            elif place not in cause.places:
                cause.places.append(place)
        return left

    def _is_folded(self, match: Match, place: Place) -> bool:
        """Tell whether a block that came or went does so with a finding or a fact."""
        before = _keys(match.before.tokens) if match.before else ()
        after = _keys(match.after.tokens) if match.after else ()
        if self._is_line_of_fact(match, place):
            return True
        cause = _first(self._causes(match), lambda cause: cause.is_all_of(before, after))
        if cause is None:
            return False
        cause.places.append(place)
        return True

    def _is_line_of_fact(self, match: Match, place: Place) -> bool:
        block = match.after or match.before
        assert block is not None
        if block.section:
            return False
        cause = _first(self._facts, lambda cause: has_label(cause, block.tokens))
        if cause is not None:
            cause.places.append(place)
        return cause is not None

    def _figures(self) -> Iterator[FigureChange]:
        for match in match_figures(self._before.pdf, self._old, self._after.pdf, self._new):
            change = _figure_change(match)
            old, new = match.before, match.after
            if old and new:
                texts = ((old.alt, new.alt), (old.caption, new.caption))
                changes = [(a, b, hunks(a, b)) for a, b in texts]
                told = any(found for _, _, found in changes)
                left = [self._unfolded(a, b, found, change.place, self._findings) for a, b, found in changes]
                if told and not any(left):
                    continue
                if not told and not match.looks_different:
                    continue
            yield change


def _first(causes: list[Cause], fits: Callable[[Cause], bool]) -> Cause | None:
    return next((cause for cause in causes if fits(cause)), None)


def _keys(words: tuple[Token, ...]) -> Keys:
    return tuple(token.key for token in words)


def _number_pair(old: tuple[Token, ...], new: tuple[Token, ...], hunk: Hunk) -> tuple[str, str] | None:
    """The two numbers of a change that is one number for another."""
    removed, added = old[hunk.first : hunk.last], new[hunk.start : hunk.stop]
    if len(removed) == len(added) == 1 and removed[0].is_number and added[0].is_number:
        return shown(removed).strip(), shown(added).strip()
    return None


def _text_change(match: Match) -> TextChange:
    old, new = match.before, match.after
    block = new or old
    assert block is not None
    place = _place(block, old, new)
    if match.change is Change.CHANGED and old and new:
        return TextChange(match.change, place, marked(old.tokens, new.tokens, hunks(old.tokens, new.tokens)))
    op = {Change.ADDED: Op.ADDED, Change.REMOVED: Op.REMOVED}.get(match.change, Op.SAME)
    return TextChange(match.change, place, whole(op, block.tokens), match.count)


def _place(block: Block, old: Block | None, new: Block | None) -> Place:
    return Place(block.kind, block.section, old.spot if old else None, new.spot if new else None)


def _figure_change(match: FigureMatch) -> FigureChange:
    old, new = match.before, match.after
    figure = new or old
    assert figure is not None
    place = Place(Kind.FIGURE, figure.section, old.spot if old else None, new.spot if new else None)
    if old and new:
        alt = marked(old.alt, new.alt, hunks(old.alt, new.alt))
        caption = marked(old.caption, new.caption, hunks(old.caption, new.caption))
        return FigureChange(Change.CHANGED, place, match.looks_different, alt, caption)
    change, op = (Change.ADDED, Op.ADDED) if new else (Change.REMOVED, Op.REMOVED)
    return FigureChange(change, place, True, whole(op, figure.alt), whole(op, figure.caption))


def _about(side: Side, reading: Reading) -> About:
    return About(
        side.label, reading.facts.get("title", ""), reading.language, reading.pages, side.findings is not None
    )
