"""The texts of the report's model: each passage with its language and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from msgspec import Struct

from report_builder.content.load import load_report
from report_builder.diagnostics import SourceSpan
from report_builder.language.passages import Piece
from report_builder.model.blocks import FindingChart, Section
from report_builder.model.inlines import (
    Abbreviation,
    Code,
    FindingValue,
    Language,
    LineBreak,
    NoteReference,
    PageNumber,
    Text,
)
from report_builder.model.report import Report
from report_builder.sources.files import SourceFiles

ROOT = Path(__file__).parents[2]

_SPOKEN = ("alt", "name", "text", "statement", "question")
"""Fields that hold plain words of the author; other strings are ids, paths and labels."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What belongs together: a paragraph, a heading, a cell, a caption, a text alternative."""

    place: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The whole passage."""
        return "".join(piece.text for piece in self.pieces)


@cache
def report() -> Report:
    """Load the report of this repository."""
    outcome = load_report(SourceFiles(ROOT))
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


@cache
def passages() -> tuple[Passage, ...]:
    """Return every passage of the report, its facts on the publication included."""
    loaded = report()
    facts = loaded.publication
    language = facts.language
    written = (facts.title, facts.subtitle, facts.kind, facts.description, facts.original.statement)
    own = [Passage("report.yaml", (Piece(text, language),)) for text in (*written, *facts.keywords)]
    parts = (loaded.chapters, loaded.notes, loaded.findings, loaded.landing)
    found = [passage for part in parts for passage in _passages(part, language, "findings.yaml")]
    # The landing page shows findings and quotations of the report once more.
    return tuple(dict.fromkeys(own + found))


def _passages(node: object, language: str, place: str) -> Iterator[Passage]:
    """Walk through blocks of any kind, so that a new kind needs nothing here."""
    if isinstance(node, dict):
        node = tuple(node.values())
    if isinstance(node, Piece):
        yield Passage(place, (node,))
    elif isinstance(node, tuple):
        if node and all(type(part).__module__.endswith(".inlines") for part in node):
            yield Passage(_place(node[0], place), tuple(_pieces(node, language)))
        else:
            for part in node:
                yield from _passages(part, language, place)
    elif isinstance(node, str):
        yield Passage(place, (Piece(node, language),))
    elif isinstance(node, Struct):
        yield from _fields(node, language, _place(node, place))


def _fields(node: Struct, language: str, place: str) -> Iterator[Passage]:
    """The passages in the fields of a record."""
    if isinstance(node, Section):
        language = node.language or language
    for name in node.__struct_fields__:
        value = getattr(node, name)
        made = isinstance(node, FindingChart) and name == "alt"  # from the data, not written
        if not made and (not isinstance(value, str) or (value and name in _SPOKEN)):
            yield from _passages(value, language, place)


def _pieces(inlines: tuple[object, ...], language: str) -> Iterator[Piece]:
    for node in inlines:
        if isinstance(node, Text | FindingValue | Abbreviation):
            yield Piece(node.value, language)
        elif isinstance(node, LineBreak):
            yield Piece(" ", language)
        elif isinstance(node, PageNumber):
            yield Piece("1", language)
        elif isinstance(node, Language):
            yield from _pieces(node.children, node.language)
        elif not isinstance(node, Code | NoteReference):
            yield from _pieces(getattr(node, "children", ()), language)


def _place(node: object, otherwise: str) -> str:
    span = getattr(node, "span", None)
    return f"{span.path}:{span.line}" if isinstance(span, SourceSpan) else otherwise
