"""Signs that no font of the theme has, put into words: ``[thumbs up]`` for an emoji."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import SourceSpan
from report_builder.language.passages import Piece, Pieces
from report_builder.language.signs import parted, said_in, signs_among
from report_builder.layout.compose.runs import Look, Run
from report_builder.model.report import Report

_OPENING = "([{«“‘\"'/–—-"


class Said(Struct, frozen=True):
    """A sign that was put into words, at its place."""

    sign: str
    words: str
    span: SourceSpan | None


class Signs:
    """The signs of a report, of which few have any; ``said`` are those that were put into words."""

    def __init__(self, signs: frozenset[str], language: str) -> None:
        """Take the ``signs``, and the language of the report: it says them where a passage's own cannot."""
        self._signs, self._language = signs, language
        self.said: list[Said] = []

    def in_words(self, runs: Iterable[Run]) -> Sequence[Run]:
        """The runs, with words for each sign that no face has."""
        return tuple(run if self._signs.isdisjoint(run.text) else self._in_words(run) for run in runs)

    def in_pieces(self, text: str, look: Look) -> Pieces:
        """A text with its signs in the language that has words for them; nothing where that is its own."""
        language = said_in(look.language, self._language)
        if language == look.language or self._signs.isdisjoint(text):
            return ()
        found: list[Piece] = []
        for part, name in parted(text, language):
            is_said, before = bool(name) and not _has(look, part), found[-1].text[-1] if found else " "
            if is_said and not before.isspace() and before not in _OPENING:
                found[-1] = found[-1]._replace(text=f"{found[-1].text} ")
            apart = " " if found and found[-1].language == language and part[0].isalnum() else ""
            found.append(Piece(f"{apart}{part}", language if is_said else look.language))
        return tuple(found)

    def _in_words(self, run: Run) -> Run:
        text = ""
        for part, name in parted(run.text, said_in(run.look.language, self._language)):
            if name and not _has(run.look, part):
                before = " " if text and not text[-1].isspace() and text[-1] not in _OPENING else ""
                self.said.append(Said(part, f"[{name}]", run.span))
                text += f"{before}[{name}]"
            else:
                text += f" {part}" if text.endswith("]") and part[0].isalnum() else part
        return replace(run, text=text)


def _has(look: Look, sign: str) -> bool:
    """Whether a face draws a sign; what is made of several characters no face draws as one."""
    return len(sign) == 1 and any(ord(sign) in face.glyphs for face in (look.face, *look.face.fallbacks))


def signs_of(report: Report) -> Signs | None:
    """The signs that stand in the files of a report; None where there are none."""
    rare: Iterator[str] = (char for lines in report.sources.values() for char in lines.rare)
    found = signs_among(frozenset(rare))
    return Signs(found, report.publication.language) if found else None
