"""Runs of text to lines of font bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from report_builder.diagnostics import SourceSpan
from report_builder.layout.compose.breaking import TOLERANCE, best_breaks
from report_builder.layout.compose.fonts import SOFT_HYPHEN
from report_builder.layout.compose.hyphenate import Hyphenator
from report_builder.layout.compose.lines import CUT, Places, Text, Token, line_between
from report_builder.layout.compose.runs import Line, Look, Run


class Trouble(NamedTuple):
    """Characters that no face has, or (``missing`` empty) a word that had to be broken anywhere."""

    missing: str
    word: str
    look: Look
    span: SourceSpan | None


_SHORT = 5
"""Words of so many characters are not divided."""


class Composer:
    """Composes paragraphs of one document; holds what was measured before."""

    def __init__(self) -> None:
        self._tokens: dict[Look, dict[str, Token]] = {}
        # What the last letter before a division takes, with its hyphen.
        self._endings: dict[Look, dict[str, float]] = {}
        self._hyphenator = Hyphenator()
        # The characters that no face has, of tokens that have such; there are none in a good report.
        self._missing: dict[Token, str] = {}
        self.troubles: list[Trouble] = []

    def compose(self, runs: Iterable[Run], measure: float) -> list[Line]:
        """The lines of a paragraph in a column of ``measure`` points.

        A word wider than the column is broken anywhere and noted in ``troubles``; so are words with
        characters that no face has.
        """
        lines: list[Line] = []
        parts = self._forced_parts(runs)
        if self._missing:
            self._note_missing(parts)
        for text in parts:
            if not text.tokens:
                lines.append(Line((), 0.0))
                continue
            places = self._places(text, measure)
            breaks = best_breaks(places.ends, places.starts, places.hyphens, measure)
            if text is parts[-1]:
                text.blanks[-1] = None
            start = 0
            for end in breaks:
                lines.append(line_between(text, places, start, end))
                start = end
        return lines

    def _note_missing(self, parts: Iterable[Text]) -> None:
        for text in parts:
            for token, run in zip(text.tokens, text.runs, strict=True):
                if missing := self._missing.get(token):
                    self.troubles.append(Trouble(missing, token.text, run.look, run.span))

    def natural_width(self, runs: Iterable[Run]) -> tuple[float, float]:
        """The width of the longest unbreakable part, and of the text on one line, in points; no troubles."""
        longest = total = 0.0
        for text in self._forced_parts(runs):
            if text.tokens:
                places = self._places(text, float("inf"))
                total = max(total, places.ends[-1])
                longest = max(longest, *map(sub, places.ends[1:], places.starts))
        return longest, total

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
                contents = stretch.split(" ")
                if SOFT_HYPHEN in stretch:
                    contents = [content.strip(SOFT_HYPHEN) for content in contents]
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
        text = content.replace(SOFT_HYPHEN, "")
        letters = look.face.letters(text)
        if letters is not None:
            bodies, advances = letters
            body = "".join(bodies)
            width = look.scaled(sum(advances), len(text))
        else:
            word = look.face.word(text)
            body = word.pieces[0].body if [piece.font for piece in word.pieces] == [look.face.font] else ""
            width, advances = look.width(word), look.face.advances(text)
        cuts = self._cuts(content, text, look, advances) if len(text) > _SHORT else b""
        token = Token(text, body, width, cuts)
        if letters is None and word.missing:
            self._missing[token] = word.missing
        self._tokens[look][content] = token
        return token

    def _cuts(self, content: str, text: str, look: Look, advances: Sequence[float]) -> bytes:
        """Where ``text`` may be divided, which ``content`` has with the author's soft hyphens."""
        found = self._hyphenator.opportunities(content, look.language if look.hyphenate else "")
        if not found:
            return b""
        before = [0.0, *accumulate(look.in_points(advances))]
        endings = self._endings.setdefault(look, {})
        cuts = bytearray()
        for offset, hyphen in found:
            # The last letter is not kerned with the next one, but with the hyphen.
            ending = text[offset - 1] + SOFT_HYPHEN if hyphen else text[offset - 1]
            if ending not in endings:
                endings[ending] = look.width(look.face.word(ending))
            cuts += CUT.pack(offset, before[offset - 1] + endings[ending], before[offset], hyphen)
        return bytes(cuts)

    def _places(self, text: Text, measure: float) -> Places:
        places = Places()
        ends, starts, hyphens = places.ends, places.starts, places.hyphens
        tokens, offsets = places.tokens, places.offsets
        room = measure + TOLERANCE
        x = line = 0.0
        # Written out: this loop and those of line breaking are where a build spends its time.
        for index, (token, blank) in enumerate(zip(text.tokens, text.blanks, strict=True)):
            for offset, end, start, hyphen in CUT.iter_unpack(token.cuts):
                if x + end - line > room:
                    self._break_anywhere(text, index, offset, places)
                line = x + start
                ends.append(x + end)
                starts.append(line)
                hyphens.append(hyphen)
                tokens.append(index)
                offsets.append(offset)
            x += token.width
            if blank is not None:
                if x - line > room:
                    self._break_anywhere(text, index, None, places)
                line = x + blank.look.space
                ends.append(x)
                starts.append(line)
                hyphens.append(False)
                tokens.append(index + 1)
                offsets.append(0)
                x = line
        if blank is None:
            if x - line > room:
                self._break_anywhere(text, index, None, places)
            places.add(x, x, False, index + 1, 0)
        return places

    def _break_anywhere(self, text: Text, index: int, stop: int | None, places: Places) -> None:
        """Add a place before each character from the last place on to ``stop`` in token ``index``."""
        x = end = places.starts[-1]
        first, begin = places.tokens[-1], places.offsets[-1]
        for number in range(first, index + 1):
            token, look = text.tokens[number], text.runs[number].look
            begin = begin if number == first else 0
            until = stop if number == index else None
            advances = look.in_points(look.face.advances(token.text))
            for offset, advance in enumerate(advances[begin:until], begin):
                if offset > begin or number > first:
                    places.add(end, x, False, number, offset)
                end = x + look.width(look.face.word(token.text[offset]))
                x += advance
        longest = max(range(first, index + 1), key=lambda number: text.tokens[number].width)
        run = text.runs[longest]
        self.troubles.append(Trouble("", text.tokens[longest].text, run.look, run.span))
