r"""Fixes applied to the bytes of a source file: what no fix names stays byte for byte.

Lines end with ``\r\n``, ``\r`` or ``\n``, as they do where texts are read; a byte order mark is in no line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from report_builder.diagnostics import Diagnostic, Fix, SourceSpan
from report_builder.patterns import late

_END = late(r"\r\n|\r|\n")
_EMPTY_LINE = late(r"(?:\r\n|\r|\n)[ \t>]*[\r\n]")
_MARK = "\ufeff"
_LONGEST_GAP = 20
"""So many characters between two fixes of a diagnostic are shown with them."""


class Mending(NamedTuple):
    """What was mended: where, under which code, and the words that it touched before and after.

    Fixes of one diagnostic in one paragraph, as a pair of quotes, are one mending.
    """

    span: SourceSpan
    code: str
    before: str
    after: str


class _Edit(NamedTuple):
    """A fix as offsets into a text, with its line ends as they are to be written."""

    start: int
    end: int
    text: str

    def meets(self, other: _Edit) -> bool:
        """True where one of both says nothing certain any more once the other was made."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


class _Text:
    """A source file while fixes are chosen for it."""

    def __init__(self, data: bytes) -> None:
        self.text = data.decode("utf-8")
        begin = 1 if self.text.startswith(_MARK) else 0
        ends = [(match.start(), match.end()) for match in _END.finditer(self.text)]
        self.starts = [begin, *(after for _, after in ends)]
        self._ends = [*(before for before, _ in ends), len(self.text)]
        self._terminators = [self.text[before:after] for before, after in ends]
        self.edits: list[_Edit] = []
        self._after: list[int] | None = None

    def choose(self, fixes: Iterable[Fix]) -> list[_Edit]:
        """Choose the edits of fixes that belong together; none where one of them cannot be made now."""
        chosen: list[_Edit] = []
        for fix in fixes:
            edit = self._edit(fix)
            if edit is None or not self._is_free(edit):
                for earlier in chosen:
                    self.edits.remove(earlier)
                return []
            insort(self.edits, edit)
            chosen.append(edit)
        return chosen

    def _edit(self, fix: Fix) -> _Edit | None:
        """Give a fix as an edit; None where it names no place of the text or none that is certain."""
        start, end = self._offset(fix.start), self._offset(fix.end)
        if start is None or end is None or start > end:
            return None
        text = fix.text.replace("\n", self._terminator(fix.start.line))
        return None if text == self.text[start:end] else _Edit(start, end, text)

    def _is_free(self, edit: _Edit) -> bool:
        """Tell whether no chosen edit meets this one."""
        at = bisect_left(self.edits, edit)
        return not any(edit.meets(other) for other in self.edits[max(0, at - 2) : at + 2])

    def result(self) -> bytes:
        """Make the chosen edits."""
        parts, at = [], 0
        for edit in self.edits:
            parts += [self.text[at : edit.start], edit.text]
            at = edit.end
        return "".join([*parts, self.text[at:]]).encode("utf-8")

    def starts_after(self) -> list[int]:
        """Where the lines begin once the chosen edits are made."""
        return _Text(self.result()).starts

    def before(self, offset: int) -> int:
        """Where in this text a character stood that is at ``offset`` once the chosen edits are made.

        What an edit wrote stood where the edit begins.
        """
        if self._after is None:
            self._after, grown = [], 0
            for edit in self.edits:
                self._after.append(edit.start + grown)
                grown += len(edit.text) - (edit.end - edit.start)
        at = bisect_right(self._after, offset) - 1
        if at < 0:
            return offset
        edit, begin = self.edits[at], self._after[at]
        behind = offset - begin - len(edit.text)
        return edit.start if behind < 0 else edit.end + behind

    def span_at(self, path: str, offset: int) -> SourceSpan:
        """The place of the character at ``offset``."""
        row = max(bisect_right(self.starts, offset), 1)
        return SourceSpan(path, row, max(offset - self.starts[row - 1], 0) + 1)

    def mendings(self, edits: Sequence[_Edit], fixes: Sequence[Fix], code: str) -> Iterator[Mending]:
        """Say what the edits of one diagnostic do, with the whole words that they touch."""
        together: list[tuple[_Edit, Fix]] = []
        for part in sorted(zip(edits, fixes, strict=True)):
            if together and not self._in_one_paragraph(together[-1][0], part[0]):
                yield self._mending(together, code)
                together = []
            together.append(part)
        if together:
            yield self._mending(together, code)

    def _in_one_paragraph(self, first: _Edit, second: _Edit) -> bool:
        """Tell whether both edits change words only, and no empty line stands between them."""
        written = [edit.text for edit in (first, second)]
        parts = [self.text[edit.start : edit.end] for edit in (first, second)]
        if any(map(_END.search, (*written, *parts))):
            return False
        return _EMPTY_LINE.search(self.text, first.end, second.start) is None

    def _mending(self, parts: Sequence[tuple[_Edit, Fix]], code: str) -> Mending:
        before, after, last = "", "", -1
        for (edit, fix), following in zip_longest(parts, parts[1:]):
            start, end = self._words_around(edit, fix)
            end = min(end, following[0].start) if following else end
            if last >= 0:
                gap = self.text[last:start]
                between = " … " if len(gap) > _LONGEST_GAP or _END.search(gap) else gap
                before, after, start = before + between, after + between, max(start, last)
            before += self.text[start:end]
            after += self.text[start : edit.start] + edit.text + self.text[edit.end : end]
            last = end
        return Mending(parts[0][1].start, code, before, after)

    def _words_around(self, edit: _Edit, fix: Fix) -> tuple[int, int]:
        """Where the whole words begin and end that an edit touches, within its lines."""
        first, last = self.starts[fix.start.line - 1], self._ends[fix.end.line - 1]
        start, end = edit.start, edit.end
        while start > first and not self.text[start - 1].isspace():
            start -= 1
        while end < last and not self.text[end].isspace():
            end += 1
        return start, end

    def _offset(self, span: SourceSpan) -> int | None:
        if not 1 <= span.line <= len(self.starts) or span.column < 1:
            return None
        offset = self.starts[span.line - 1] + span.column - 1
        return offset if offset <= self._ends[span.line - 1] else None

    def _terminator(self, line: int) -> str:
        """The line end of a line; of the last one, that of the line before."""
        if not self._terminators:
            return "\n"
        return self._terminators[min(line, len(self._terminators)) - 1]


class Trail:
    """Leads from a place of a text that was mended, perhaps again and again, to where that was at first."""

    def __init__(self) -> None:
        self._texts: dict[str, list[_Text]] = {}

    def at_first(self, span: SourceSpan) -> SourceSpan:
        """The place, in the file as it was at first, of one in its text as it is now."""
        earlier = self._texts.get(span.path)
        if not earlier or not span.line:
            return span
        starts = earlier[-1].starts_after()
        offset = starts[min(span.line, len(starts)) - 1] + span.column - 1
        for text in reversed(earlier):
            offset = text.before(offset)
        return earlier[0].span_at(span.path, offset)

    def take(self, path: str, text: _Text) -> None:
        """From now on, places of ``path`` are those of the text after its edits."""
        self._texts.setdefault(path, []).append(text)


def apply_fixes(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, bytes], trail: Trail | None = None
) -> tuple[dict[str, bytes], list[Mending]]:
    """Make the fixes of ``diagnostics`` in ``sources``, by path; give the changed ones, and what was done.

    Fixes of one diagnostic are made together or not at all, and concern one file. Where those of two meet,
    the first by place is made and the other left for the next look, as is one that names no certain place.
    With the ``trail`` of earlier looks, what was done is told by its place in the first of them.
    """
    texts: dict[str, _Text] = {}
    mendings: list[Mending] = []
    with_fixes = [item for item in diagnostics if item.fixes]
    for item in sorted(with_fixes, key=lambda item: (min(item.fixes), item.code)):
        paths = {span.path for fix in item.fixes for span in (fix.start, fix.end)}
        if len(paths) > 1 or not paths <= sources.keys():
            continue
        (path,) = paths
        text = texts.get(path) or texts.setdefault(path, _Text(sources[path]))
        edits = text.choose(item.fixes)
        mendings += text.mendings(edits, item.fixes[: len(edits)], item.code)
    changed = {path: text.result() for path, text in texts.items() if text.edits}
    if trail is not None:
        mendings = [one._replace(span=trail.at_first(one.span)) for one in mendings]
        for path in changed:
            trail.take(path, texts[path])
    return changed, sorted(mendings)
