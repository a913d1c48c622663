"""The text of a file as it is read: without what is not seen, composed, and every character's place known.

What is dropped or exchanged is told, and the places that diagnostics name stay those of the file: an
editor goes to them, and ``check-content --fix`` cuts there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, Fix, SourceSpan
from report_builder.language.message import Message, Value, in_turn, say, say_many
from report_builder.language.signs import draws_sign
from report_builder.language.writing import has_script
from report_builder.patterns import late
from report_builder.sources.characters import Meaning, is_joining, meaning_of, named, pattern_of
from report_builder.sources.soft_returns import without_soft_returns

_RARE = late("[^\t\n -~\xa0-\xff]")
"""What is no letter or sign of Latin-1: few of a text's characters, and all that have a meaning here."""

_BULLET = late("[ >\t]*[\uf000-\uf0ff](?=[ \t\xa0]*\\S)")
"""A bullet of a word processor at the beginning of a line: the reading of lists tells it, with its cure."""

SINGLE = 5
"""So many characters of a kind are told one by one in a file; more are counted."""
_LINES_TOLD = 8


class SourceLines(list[str]):
    """The lines of a file as they are read; where one differs from the file, its columns are kept.

    ``rare`` are the characters beyond Latin-1 that stand in them.
    """

    def __init__(
        self, lines: Iterable[str] = (), columns: Mapping[int, tuple[int, ...]] | None = None
    ) -> None:
        super().__init__(lines)
        self._columns = columns or {}
        self.rare: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self)

    def in_file(self, line: int, column: int, /) -> int:
        """The column of the file at which column ``column`` of a line was read; all count from 0."""
        columns = self._columns.get(line)
        if columns is None:
            return column
        last = len(columns) - 1
        return columns[column] if column <= last else columns[last] + column - last

    def place_of(self, char: str, span: SourceSpan, /) -> SourceSpan:
        """Where ``char`` first stands at or behind ``span``, a place in these lines; else ``span`` itself."""
        first = max(span.line - 1, 0)
        # A file that is not composed has a letter and its accents apart.
        for form in dict.fromkeys((char, unicodedata.normalize("NFD", char))):
            for number, line in enumerate(self[first:], first):
                at = line.find(form, span.column - 1 if number == first else 0)
                if at >= 0:
                    return SourceSpan(span.path, number + 1, at + 1)
        return span

    def first(self, count: int) -> SourceLines:
        """The first ``count`` lines, with the places that they have in the file."""
        lines = SourceLines(self[:count], self._columns)
        lines.rare = self.rare
        return lines

    def with_rare_lines_only(self) -> SourceLines:
        """A copy without the text of lines that have nothing rare: it costs little to keep."""
        kept = (line if self.rare and _RARE.search(line) else "" for line in self)
        slim = SourceLines(kept, self._columns)
        slim.rare = self.rare
        return slim


class _Found(Struct, frozen=True):
    """A character with a meaning of its own: line and column in the file, both counted from 0."""

    line: int
    column: int
    char: str
    meaning: Meaning


def read_lines(text: str, path: str, diagnostics: Diagnostics, *, compose: bool) -> SourceLines:
    """Divide the text of the file ``path`` into lines, and take out or exchange what is not seen.

    Each such character has its note (RB-INVISIBLE); one that belongs in no text is an error, RB-ENCODING or
    RB-GLYPH. ``compose`` brings the text into Unicode's composed form (NFC), in which fonts are asked for
    glyphs. Places in the lines are those that ``diagnostics`` takes from now on.
    """
    # What is told here is told of the file itself.
    told = Diagnostics()
    lines = without_soft_returns(text, path, told).split("\n")
    rare = frozenset(_RARE.findall(text))
    meanings = {char: meaning for char in rare if (meaning := meaning_of(char))}
    apart = compose and not unicodedata.is_normalized("NFC", text)
    columns: dict[int, tuple[int, ...]] = {}
    found: list[_Found] = []
    if meanings or apart:
        pattern = pattern_of(set(meanings)) if meanings else re.compile(r"(?!)")
        for number, line in enumerate(lines):
            bullet = _BULLET.match(line)
            begin = bullet.end() if bullet else 0
            here = [
                _Found(number, match.start(), match[0], meanings[match[0]])
                for match in pattern.finditer(line, begin)
                if not is_joining(line, match.start())
            ]
            changed = any(one.meaning.text is not None for one in here)
            if changed or (apart and not unicodedata.is_normalized("NFC", line)):
                lines[number], columns[number] = _read_line(
                    line, {one.column: one.meaning for one in here}, compose
                )
            found += (one for one in here if not draws_sign(line, one.column))
        rare = frozenset(_RARE.findall("\n".join(lines)))
    _tell(found, path, told)
    diagnostics.extend(told.items)
    read = SourceLines(lines, columns)
    read.rare = rare
    diagnostics.was_read(path, read.with_rare_lines_only())
    return read


def without_invisible(text: str, keep: str = "") -> tuple[str, tuple[tuple[str, Meaning], ...]]:
    """A text that stands in no file by itself, such as a value with escapes: how it is read, and why.

    What is an error stays in it, for others may have their own to say of it; so does what is in ``keep``.
    """
    found = {
        char: meaning
        for match in _RARE.finditer(text)
        if (meaning := meaning_of(char := match[0])) and not is_joining(text, match.start())
    }
    meanings = {char: meaning for char, meaning in found.items() if char not in keep}
    if not meanings:
        return text, ()
    put: dict[str, str | int | None] = {
        char: m.text for char, m in meanings.items() if m.text is not None and not m.code
    }
    if has_script(text):
        kept = (char if is_joining(text, at) else put.get(char, char) for at, char in enumerate(text))
        return "".join(map(str, kept)), tuple(meanings.items())
    return text.translate(str.maketrans(put)), tuple(meanings.items())


def tell_invisible(
    found: Iterable[tuple[str, Meaning]], span: SourceSpan | None, diagnostics: Diagnostics
) -> None:
    """Tell what :func:`without_invisible` found in the value at ``span``."""
    for char, meaning in found:
        if meaning.code:
            diagnostics.error(meaning.code, span, _stands(char, meaning), meaning.hint)
        else:
            diagnostics.note("RB-INVISIBLE", span, _message(char, meaning))


def _read_line(line: str, meanings: Mapping[int, Meaning], compose: bool) -> tuple[str, tuple[int, ...]]:
    """A line as it is read, with the column of the file for each of its characters and for its end.

    ``meanings`` are those of the characters that have one, by their columns.
    """
    read: list[str] = []
    columns: list[int] = []
    for column, char in enumerate(line):
        meaning = meanings.get(column)
        put = char if meaning is None or meaning.text is None else meaning.text
        read += put
        columns += [column] * len(put)
    if compose:
        read, columns = _composed(read, columns)
    return "".join(read), (*columns, len(line))


def _composed(chars: list[str], columns: list[int]) -> tuple[list[str], list[int]]:
    """The same text in composed form; a letter stands where the first of its parts stood."""
    read: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(chars) + 1):
        if end < len(chars) and _belongs(chars, start, end):
            continue
        letter = unicodedata.normalize("NFC", "".join(chars[start:end]))
        read += letter
        places += [columns[min(start + at, end - 1)] for at in range(len(letter))]
        start = end
    return read, places


def _belongs(chars: list[str], start: int, end: int) -> bool:
    """Tell whether the character at ``end`` can change together with those from ``start`` on."""
    char = chars[end]
    if char.isascii():
        return False
    if unicodedata.combining(char):
        return True
    before = unicodedata.normalize("NFC", "".join(chars[start:end]))
    return unicodedata.normalize("NFC", before + char) != before + unicodedata.normalize("NFC", char)


def _tell(found: list[_Found], path: str, diagnostics: Diagnostics) -> None:
    """A diagnostic for each character; a count for those that stand in a file again and again."""
    kinds: defaultdict[str, list[_Found]] = defaultdict(list)
    for one in found:
        kinds[one.char].append(one)
    for char, places in kinds.items():
        meaning = places[0].meaning
        if meaning.code:
            for one in places:
                diagnostics.error(
                    meaning.code,
                    _span(one, path),
                    _stands(char, meaning),
                    meaning.hint,
                    (),
                    _fixes(one, path),
                )
            continue
        told = places[:SINGLE] if len(places) <= SINGLE else places[:1]
        for one in told:
            message = _message(char, meaning)
            if len(told) < len(places):
                message = _counted(message, places)
            fixes = _fixes(one, path) if len(told) == len(places) else tuple(_all_fixes(places, path))
            diagnostics.note("RB-INVISIBLE", _span(one, path), message, _hint(meaning), fixes)


def _span(one: _Found, path: str) -> SourceSpan:
    return SourceSpan(path, one.line + 1, one.column + 1)


def _all_fixes(places: Iterable[_Found], path: str) -> Iterable[Fix]:
    for one in places:
        yield from _fixes(one, path)


def _fixes(one: _Found, path: str) -> tuple[Fix, ...]:
    """Take the character out or put in what it means, where that is certain."""
    meaning = one.meaning
    if meaning.text is None or (meaning.code and not meaning.text):
        return ()
    start = _span(one, path)
    return (Fix(start, SourceSpan(path, start.line, start.column + 1), meaning.text),)


def _message(char: str, meaning: Meaning) -> Message:
    if meaning.text == "":
        return say("sources.invisible", character=named(char), about=meaning.about)
    return _stands(char, meaning)


def _stands(char: str, meaning: Meaning) -> Message:
    return say("sources.character-stands", character=named(char), about=meaning.about)


def _hint(meaning: Meaning) -> Message:
    if meaning.text is None:
        return say("sources.take-out-unless-meant")
    if meaning.text == "":
        return say("sources.take-out")
    if meaning.text == " ":
        return say("sources.write-blank")
    return say("sources.write-in-place", text=meaning.text)


def _counted(told: Message, places: list[_Found]) -> Message:
    """Say where else a character stands."""
    lines = list(dict.fromkeys(one.line + 1 for one in places[1:]))
    shown: list[Value] = [*lines[:_LINES_TOLD], *(["…"] if len(lines) > _LINES_TOLD else [])]
    return say_many(
        "sources.character-again", len(lines), told=told, others=len(places) - 1, lines=in_turn(shown)
    )
