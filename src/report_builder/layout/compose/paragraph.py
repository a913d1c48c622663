"""Runs of text to lines of font bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import floor
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.typography import tie_title
from report_builder.diagnostics import SourceSpan
from report_builder.language.writing import has_script
from report_builder.layout.compose.breaking import TOLERANCE, best_breaks
from report_builder.layout.compose.fonts import HYPHEN
from report_builder.layout.compose.hyphenate import NO_HYPHEN, Hyphenator, is_mail, words_in
from report_builder.layout.compose.lines import CUT, Places, Text, Token, line_between, one_line
from report_builder.layout.compose.runs import RAGGED, Filling, Line, Look, Run
from report_builder.layout.compose.truetype import lacks
from report_builder.model.numerals import numerals
from report_builder.sources.characters import MAY_BREAK, bare

if TYPE_CHECKING:
    from report_builder.layout.compose.runs import AnyFace
    from report_builder.layout.compose.scripted_looks import ScriptedLooks
    from report_builder.layout.compose.signs import Signs


class Trouble(Struct, frozen=True):
    """Characters that no face has; without any, a word broken anywhere, or a number of ``size`` points."""

    missing: str
    word: str
    look: Look
    span: SourceSpan | None
    size: float = 0.0


class Borrowed(Struct, frozen=True):
    """Letters of one word that its face lacks, and that a fallback has."""

    letters: str
    face: AnyFace
    span: SourceSpan | None


_NARROWER = (0.9, 0.8, 0.7, 0.6)
"""What share of its column a title may take, for its last line to be longer."""
_SHORT_END = 0.4
"""The last line of a title is short below this share of its longest."""
_FEW = 12
"""So many words may well have room on one line, as those of a cell do: that is tried first."""
_SHORT = 5
"""Words of so many characters are not divided."""


class Composer:
    """Composes paragraphs of one document; holds what was measured before.

    ``divisions`` are those of the report, as :class:`Hyphenator` takes them; ``signs`` are put into words.
    """

    def __init__(
        self, divisions: Mapping[str, Sequence[int]] = MappingProxyType({}), signs: Signs | None = None
    ) -> None:
        self._tokens: dict[Look, dict[str, Token]] = {}
        # What the last letter before a division takes, with its hyphen.
        self._endings: dict[Look, dict[str, float]] = {}
        self._smaller: dict[tuple[Look, float], Look] = {}
        self._scripted: ScriptedLooks | None = None
        self.hanging = False
        """Whether what is measured is in Nastaliq."""
        self._hyphenator = Hyphenator(divisions)
        self.signs = signs
        # The characters that no face has, of tokens that have such; there are none in a good report.
        self._missing: dict[Token, str] = {}
        # The letters that come from another face, likewise.
        self._borrowed: dict[Token, str] = {}
        self.troubles: list[Trouble] = []
        self.borrowed: list[Borrowed] = []

    def compose(self, runs: Iterable[Run], measure: float, filling: Filling = RAGGED) -> list[Line]:
        """The lines of a paragraph in a column of ``measure`` points.

        A word wider than the column is divided by what :mod:`emergency` says, a number is set smaller.
        What no rule divides and what gets much smaller is noted in ``troubles``; so are words with
        characters that no face has.
        """
        lines: list[Line] = []
        runs = self._in_levels(runs, filling)
        parts = self._forced_parts(runs)
        if self._missing or self._borrowed:
            self._note_missing(parts)
        for text in parts:
            if not text.tokens:
                lines.append(Line((), 0.0))
                continue
            indent = filling.indent if text is parts[0] else 0.0
            places = None if indent or len(text.tokens) > _FEW else one_line(text, measure)
            if places is None:
                places = self._fitted(text, measure, indent)
            if filling.justified:
                from report_builder.layout.compose.justified import justified_lines

                lines += justified_lines(text, places, measure, text is parts[-1])
            else:
                breaks = best_breaks(places.ends, places.starts, places.hyphens, measure)
                if text is parts[-1]:
                    text.blanks[-1] = None
                start = 0
                for end in breaks:
                    lines.append(line_between(text, places, start, end))
                    start = end
            if indent:
                first = lines[0]
                first.indent, first.width = indent, first.width - indent
        if filling.leftward or any(run.look.level for run in runs):
            from report_builder.layout.compose.order import put_in_order

            put_in_order(lines, leftward=filling.leftward)
        return lines

    def compose_title(self, runs: Iterable[Run], measure: float, filling: Filling = RAGGED) -> list[Line]:
        """The lines of a title: dashes and small words keep a neighbour where that takes no more lines.

        Nor does a short word stand alone on the last one, where narrower lines are as many.
        """
        runs = tuple(runs)
        lines = self.compose(runs, measure, filling)
        if len(lines) == 1:
            return lines
        told = len(self.troubles)
        tied = tuple(self._tied(run, measure) for run in runs)
        better = lines if tied == runs else self.compose(tied, measure, filling)
        if len(better) <= len(lines):
            runs, lines = tied, better
        for share in _NARROWER:
            if lines[-1].width >= _SHORT_END * max(line.width for line in lines):
                break
            narrower = self.compose(runs, share * measure, filling)
            if len(narrower) > len(lines):
                break
            lines = narrower
        del self.troubles[told:]  # they were noted the first time
        return lines

    def _tied(self, run: Run, measure: float) -> Run:
        """A run of a title with its small words tied where the tied words fit into the column."""
        text, parts, at = run.text, [], 0
        for word in tie_title(text, run.look.language).split(" "):
            as_written = text[at : at + len(word)]
            fits = word == as_written or self.natural_width([replace(run, text=word)])[1] <= measure
            parts.append(word if fits else as_written)
            at += len(word) + 1
        return replace(run, text=" ".join(parts))

    def _fitted(self, text: Text, measure: float, indent: float) -> Places:
        """The places of ``text``, in which numbers that are too wide for ``measure`` become smaller.

        Its first line begins ``indent`` points later.
        """
        tight: dict[int, float] = {}
        told = len(self.troubles)
        places = self._places(text, measure, tight, indent)
        if not tight:
            return places
        from report_builder.layout.compose.emergency import SMALLEST

        del self.troubles[told:]
        for index, factor in tight.items():
            run, token = text.runs[index], text.tokens[index]
            look = self._scaled(run.look, factor)
            if factor < SMALLEST:
                self.troubles.append(Trouble("", token.text, run.look, run.span, look.size))
            text.shrink(index, replace(run, look=look), self._token(token.text, look))
        return self._places(text, measure, indent=indent)

    def _scaled(self, look: Look, factor: float) -> Look:
        """``look`` in a smaller size; rounded down, so that what was measured fits."""
        size = floor(100 * look.size * factor) / 100
        if (look, size) not in self._smaller:
            smaller = replace(look, size=size, tracking=look.tracking * factor)
            self._smaller[look, size] = smaller
            self._tokens[smaller] = {}
        return self._smaller[look, size]

    def shrunk(self, runs: Iterable[Run], factor: float) -> list[Run]:
        """``runs``, each in ``factor`` times its size."""
        return [replace(run, look=self._scaled(run.look, factor)) for run in runs]

    def widest_number(self, runs: Iterable[Run]) -> float:
        """The width of the widest number of a text, without its unit; 0 where there is none."""
        widest = 0.0
        for text in self._forced_parts(self._in_levels(runs)):
            for token, run in zip(text.tokens, text.runs, strict=True):
                for start, stop in numerals(token.text):
                    widest = max(widest, run.look.width(run.look.face.word(token.text[start:stop])))
        return widest

    def _note_missing(self, parts: Iterable[Text]) -> None:
        for text in parts:
            for token, run in zip(text.tokens, text.runs, strict=True):
                if missing := self._missing.get(token):
                    self.troubles.append(Trouble(missing, token.text, run.look, run.span))
                if borrowed := self._borrowed.get(token):
                    self.borrowed.append(Borrowed(borrowed, run.look.face, run.span))

    def natural_width(self, runs: Iterable[Run]) -> tuple[float, float]:
        """The width of the longest unbreakable part, and of the text on one line, in points; no troubles."""
        longest = total = 0.0
        for text in self._forced_parts(self._in_levels(runs)):
            x = line = end = 0.0
            for token, blank in zip(text.tokens, text.blanks, strict=True):
                for _, ending, start, _ in CUT.iter_unpack(token.cuts) if token.cuts else ():
                    longest = max(longest, x + ending - line)
                    line = x + start
                end = x = x + token.width
                if blank is not None:
                    longest = max(longest, x - line)
                    line = x = x + blank.look.space
            longest, total = max(longest, end - line), max(total, end)
        return longest, total

    def _in_levels(self, runs: Iterable[Run], filling: Filling | None = None) -> Sequence[Run]:
        """The runs, divided by their levels where some of their text runs from right to left."""
        runs = self.signs.in_words(runs) if self.signs else tuple(runs)
        leftward = filling is not None and filling.leftward
        if not leftward and not any(has_script(run.text) for run in runs):
            return runs
        if self._scripted is None:
            from report_builder.layout.compose.scripted_looks import ScriptedLooks

            self._scripted = ScriptedLooks()
        hanging = self.hanging if filling is None else filling.hanging
        return self._scripted.runs(runs, leftward=leftward, hanging=hanging)

    def _forced_parts(self, runs: Iterable[Run]) -> list[Text]:
        """The tokens of the runs, in one part for each stretch between newlines."""
        part = Text()
        parts = [part]
        for run in runs:
            known = self._tokens.setdefault(run.look, {})
            for count, stretch in enumerate(run.text.split("\n")):
                if count:
                    if part.blanks and part.blanks[-1] is None:
                        part.blanks[-1] = run
                    part = Text()
                    parts.append(part)
                contents = words_in(stretch)
                if not contents[0] and len(contents) > 1 and part.blanks and part.blanks[-1] is None:
                    part.blanks[-1] = run
                tokens = [
                    known.get(content) or self._token(content, run.look) for content in contents if content
                ]
                if tokens:
                    part.tokens += tokens
                    part.runs += [run] * len(tokens)
                    part.blanks += [run] * len(tokens)
                    part.stops += [len(part.tokens)] * len(tokens)
                    if contents[-1]:
                        part.blanks[-1] = None
        return parts

    def _token(self, content: str, look: Look) -> Token:
        """``content`` measured, with the places where it may be divided."""
        text = content if content.isascii() else bare(content)
        letters = look.face.letters(text)
        if letters is not None:
            bodies, advances = letters
            body = "".join(bodies)
            width = look.scaled(sum(advances), len(text))
        else:
            word = look.face.word(text)
            body = word.pieces[0].body if [piece.font for piece in word.pieces] == [look.face.font] else ""
            width, advances = look.width(word), look.face.advances(text)
        cuts = (
            self._cuts(content, text, look, advances) if len(text) > _SHORT or MAY_BREAK in content else b""
        )
        token = Token(text, body, width, cuts)
        if letters is None:
            if word.missing:
                self._missing[token] = word.missing
            others = (char for char in text if lacks(look.face.glyphs, char) and char not in word.missing)
            if borrowed := "".join(filter(str.isalpha, others)):
                self._borrowed[token] = borrowed
        self._tokens[look][content] = token
        return token

    def _cuts(self, content: str, text: str, look: Look, advances: Sequence[float]) -> bytes:
        """Where ``text`` may be divided, which ``content`` has with the author's soft hyphens."""
        if is_mail(content):
            return b""  # only a column that is too narrow for it divides it
        found = self._hyphenator.opportunities(content, look.language if look.hyphenate else "")
        if has_script(text):
            from report_builder.layout.compose.word_ends import word_ends

            found = sorted({**dict.fromkeys(word_ends(text), NO_HYPHEN), **dict(found)}.items())
        if not found:
            return b""
        before = [0.0, *accumulate(look.in_points(advances))]
        endings = self._endings.setdefault(look, {})
        cuts = bytearray()
        for offset, hyphen in found:
            # The last letter is not kerned with the next one, but with the hyphen.
            ending = text[offset - 1] + HYPHEN if hyphen else text[offset - 1]
            if ending not in endings:
                endings[ending] = look.width(look.face.word(ending))
            cuts += CUT.pack(offset, before[offset - 1] + endings[ending], before[offset], hyphen)
        return bytes(cuts)

    def _places(
        self, text: Text, measure: float, tight: dict[int, float] | None = None, indent: float = 0.0
    ) -> Places:
        """Where lines of ``text`` may end; ``tight`` gets the tokens that must become smaller, by index.

        The first line begins at 0 in points along the text, and its room ``indent`` points before that.
        """
        places = Places()
        places.starts[0] = -indent
        ends, starts, hyphens = places.ends, places.starts, places.hyphens
        tokens, offsets = places.tokens, places.offsets
        room = measure + TOLERANCE
        x = 0.0
        line = -indent
        # Written out: this loop and those of line breaking are where a build spends its time.
        for index, (token, blank) in enumerate(zip(text.tokens, text.blanks, strict=True)):
            for offset, end, start, hyphen in CUT.iter_unpack(token.cuts) if token.cuts else ():
                if x + end - line > room:
                    self._divide(text, (index, offset), measure, places, tight, closed=bool(hyphen))
                line = x + start
                ends.append(x + end)
                starts.append(line)
                hyphens.append(hyphen)
                tokens.append(index)
                offsets.append(offset)
            x += token.width
            if blank is not None:
                if x - line > room:
                    self._divide(text, (index, len(token.text)), measure, places, tight)
                line = x + blank.look.space
                ends.append(x)
                starts.append(line)
                hyphens.append(0)
                tokens.append(index + 1)
                offsets.append(0)
                x = line
        if blank is None:
            if x - line > room:
                self._divide(text, (index, len(token.text)), measure, places, tight)
            places.add(x, x, 0, index + 1, 0)
        return places

    def _divide(
        self,
        text: Text,
        end: tuple[int, int],
        measure: float,
        places: Places,
        tight: dict[int, float] | None,
        *,
        closed: bool = False,
    ) -> None:
        """Add places between the last one and ``end``, a token with a character in it: too much for a line.

        Without ``tight`` nothing becomes smaller; ``closed`` tells that a hyphen follows.
        """
        from report_builder.layout.compose.emergency import divide, stretch_of

        first = places.tokens[-1]
        start = (first, places.offsets[-1])
        begin = max(places.starts[-1], 0.0)
        measure -= begin - places.starts[-1]
        divided_by = self._hyphenator.opportunities
        stretch = stretch_of(text, start, end, begin, divided_by, closed=closed)
        division = divide(stretch, measure, shrink=tight is not None)
        for at, hyphen in division.places.items():
            look, letter = text.runs[stretch.chars[at - 1][0]].look, stretch.written[at - 1]
            signed = look.width(look.face.word(letter + HYPHEN)) if hyphen else 0.0
            end_of_line = stretch.before[at - 1] + signed if hyphen else stretch.ends[at]
            places.add(end_of_line, stretch.before[at], hyphen, *stretch.chars[at])
        if tight is not None:
            for shrunk in division.shrunk:
                for number in range(stretch.chars[shrunk.start][0], stretch.chars[shrunk.stop - 1][0] + 1):
                    tight[number] = min(shrunk.factor, tight.get(number, 1.0))
        if division.rough:
            longest = max(range(first, end[0] + 1), key=lambda number: text.tokens[number].width)
            run = text.runs[longest]
            self.troubles.append(Trouble("", text.tokens[longest].text, run.look, run.span))
