"""The headings of a whole report that have numbers of their own, and the text that refers to these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from report_builder.content.chapter import Chapter, Shared
from report_builder.content.ids import slug
from report_builder.content.pasted.headings import TypedHeading, tell_headings
from report_builder.content.pasted.named_marks import may_have_names, tell_names
from report_builder.content.pasted.numbers import roman_value
from report_builder.content.pasted.scan import CODE, HEADING, Line, runs
from report_builder.content.pasted.typed_places import may_name_places, tell_places
from report_builder.language.message import Message, say, say_many
from report_builder.language.word_lists import any_word, every_word
from report_builder.patterns import late

_CAPTION = late(r"\w+[ \u00a0]\d{1,3}[ \u00a0]*[:.](?:\s|$)")
_LINKED = late(r"\]\(#([^)\s]+)\)")
# "punkt 3 i instruksen" and "kapittel 4 post 01" are places of other texts.
_REFERENCE = late(
    lambda: (
        rf"\b(?i:{any_word('rule.reference-leads')})(?: {any_word('rule.also')})?[ \u00a0]"
        rf"({any_word('rule.reference-parts')}[ \u00a0](\d{{1,2}}(?:\.\d{{1,2}})*|[IVX]{{1,5}}))"
        rf"(?![\w-]|\.\d|,?[ \u00a0]{any_word('rule.elsewhere')}\b)"
    )
)
_BEHIND_BLANK = late(r"[0-9](?<=[ \u00a0].)")
"""What no number of a table or a figure stands without, and most lines do."""
_TABLES, _FIGURES = "rule.table-nouns", "rule.figure-nouns"
_OBJECT = late(
    lambda: (
        rf"(?<![\w-])(({any_word(_TABLES, _FIGURES)})[ \u00a0](\d{{1,3}}))"
        rf"(?![\w-]|[.,]\d|[ \u00a0\u202f]?[%‰\d]|,?[ \u00a0]{any_word('rule.belonging')}\b)"
    ),
    re.IGNORECASE,
)


def tell_numbered(chapters: Sequence[Chapter], shared: Shared) -> None:
    """Tell the bold lines, the typed numbers and what refers to these, once the report's own are known."""
    texts = list(_texts(chapters))
    found = [list(runs(text.lines, text.path)) for text in texts]
    referred = frozenset(_referred(texts))
    typed: dict[str, TypedHeading | None] = {}
    for text, own in zip(texts, found, strict=True):
        told = tell_headings(text.lines, own, text.title, text.number, referred, shared.diagnostics)
        for heading in told:
            typed[heading.value] = None if heading.value in typed else heading
    for text, own in zip(texts, found, strict=True):
        lines = [line for run in own for line in run]
        written = "\n".join(text.lines)
        if may_have_names(written, shared):
            tell_names(lines, shared)
        if may_name_places(written):
            _tell_objects(lines, shared)
            tell_places(own, typed, shared)
        if typed:
            _tell_references(lines, typed, shared)


class _Text(Struct, frozen=True):
    """The lines of a file, the line of its title, and the number of its chapter where that is certain."""

    path: str
    lines: Sequence[str]
    title: int
    number: str


def _texts(chapters: Iterable[Chapter]) -> Iterable[_Text]:
    for chapter in chapters:
        root = chapter.root
        if not chapter.included:
            yield _Text(chapter.path, chapter.lines, root.line + 1, root.number)
            continue
        # Headings of several files are counted together, which none of them shows.
        own = root.source is None or root.source.path == chapter.path
        yield _Text(chapter.path, chapter.lines, root.line + 1 if own else 0, "")
        for file in chapter.included:
            first = next((node.line + 1 for node in file.nodes if node.source is file), 0)
            yield _Text(file.path, file.lines, first, "")


def _referred(texts: Iterable[_Text]) -> Iterable[str]:
    """Give the ids that references of the report name."""
    for text in texts:
        for line in text.lines:
            if "](#" in line:
                yield from _LINKED.findall(line)


def _tell_references(lines: Iterable[Line], typed: Mapping[str, TypedHeading | None], shared: Shared) -> None:
    """RB-TYPED-REFERENCE for text that refers to the typed number of a heading."""
    for line in lines:
        if HEADING.match(line.body):
            continue
        bare = CODE.sub(lambda code: "x" * len(code[0]), line.body)
        for match in _REFERENCE.finditer(bare):
            value = match[2] if match[2][0].isdigit() else roman_value(match[2])
            if value not in typed:
                continue
            message = say("content.typed-reference", text=match[1])
            place = line.at(match.start(1))
            shared.diagnostics.warn("RB-TYPED-REFERENCE", place, message, _cure(typed[value], shared))


def _tell_objects(lines: Iterable[Line], shared: Shared) -> None:
    """RB-TYPED-REFERENCE for text that names a table or a figure by a number that none will have."""
    tables, nouns = every_word(_TABLES), every_word(_TABLES, _FIGURES)
    for line in lines:
        if not _BEHIND_BLANK.search(line.body):
            continue
        small = line.body.lower()
        if not any(noun in small for noun in nouns):
            continue
        bare = CODE.sub(lambda code: "x" * len(code[0]), line.body)
        for match in _OBJECT.finditer(bare):
            is_table = match[2].lower() in tables
            count = shared.table_count if is_table else shared.figure_count
            if int(match[3]) <= count or (not match.start() and _CAPTION.match(bare)):
                continue
            hint = say("content.typed-object.hint")
            message = _missing(match[1], count, is_table=is_table)
            shared.diagnostics.warn("RB-TYPED-REFERENCE", line.at(match.start(1)), message, hint)


def _missing(written: str, count: int, *, is_table: bool) -> Message:
    """Say that ``written`` names a table or a figure beyond the ``count`` that have a number."""
    if is_table and count:
        return say_many("content.typed-table", count, text=written)
    if is_table:
        return say("content.typed-table-of-none", text=written)
    if count:
        return say_many("content.typed-figure", count, text=written)
    return say("content.typed-figure-of-none", text=written)


def _cure(heading: TypedHeading | None, shared: Shared) -> Message:
    if heading is None:
        return say("content.typed-reference-unclear.hint")
    if heading.id:
        return say("content.typed-reference.hint", id=heading.id)
    own, words = slug(heading.words), heading.words[:40]
    if not own or own in shared.targets:
        return say("content.typed-reference-nameless.hint", heading=words)
    return say("content.typed-reference-later.hint", id=own, heading=words)
