"""The headings of a whole report that have numbers of their own, and the text that refers to these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from report_builder.content.chapter import Chapter, Shared
from report_builder.content.ids import slug
from report_builder.content.pasted.headings import TypedHeading, tell_headings
from report_builder.content.pasted.numbers import roman_value
from report_builder.content.pasted.scan import CODE, HEADING, Line, runs
from report_builder.patterns import late

_CAPTION = late(r"\w+[ \u00a0]\d{1,3}[ \u00a0]*[:.](?:\s|$)")
_ROLE = late(r"\{ref\}`([^`<>]*)`|\]\(#([^)\s]+)\)|\{ref\}`[^`]*<([^`>]+)>`")
# "punkt 3 i instruksen" and "kapittel 4 post 01" are places of other texts.
_REFERENCE = late(
    r"\b(?:[Ss]e|[Ss]jå|[Jj]f\.?|[Jj]amfør|[Ii]|[Uu]nder|[Ss]ee|[Cc]f\.?|[Ii]n)(?: også| òg| also)?[ \u00a0]"
    r"((?:kapittel|kapitlet|kap\.|punkt|pkt\.|avsnitt|del|chapter|section|part)[ \u00a0]"
    r"(\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}))(?![\w-]|\.\d|,?[ \u00a0](?:i|av|of|in|til|to|post|ledd|bokstav)\b)"
)
_OBJECT = late(
    r"(?<![\w-])((tabell|table|figur|figure)(?:en)?[ \u00a0](\d{1,3}))"
    r"(?![\w-]|[.,]\d|[ \u00a0\u202f]?[%‰\d]|,?[ \u00a0](?:i|hos|av|of|in|from|fra)\b)",
    re.IGNORECASE,
)


def tell_numbered(chapters: Sequence[Chapter], shared: Shared) -> None:
    """Tell the bold lines, the typed numbers and what refers to these, once the report's own are known."""
    found = [list(runs(chapter.lines, chapter.path)) for chapter in chapters]
    referred = frozenset(_referred(chapters))
    typed: dict[str, TypedHeading | None] = {}
    for chapter, own in zip(chapters, found, strict=True):
        title, number = chapter.root.line + 1, chapter.root.number
        for heading in tell_headings(chapter.lines, own, title, number, referred, shared.diagnostics):
            typed[heading.value] = None if heading.value in typed else heading
    for own in found:
        lines = [line for run in own for line in run]
        _tell_objects(lines, shared)
        if typed:
            _tell_references(lines, typed, shared)


def _referred(chapters: Iterable[Chapter]) -> Iterable[str]:
    """Give the ids that references of the report name."""
    for chapter in chapters:
        for line in chapter.lines:
            if "{ref}" in line or "](#" in line:
                for match in _ROLE.finditer(line):
                    yield next(group for group in match.groups() if group is not None)


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
            message = (
                f"'{match[1]}' refers to a number that was typed; the report numbers its headings itself"
            )
            place = line.at(match.start(1))
            shared.diagnostics.warn("RB-TYPED-REFERENCE", place, message, _cure(typed[value], shared))


def _tell_objects(lines: Iterable[Line], shared: Shared) -> None:
    """RB-TYPED-REFERENCE for text that names a table or a figure by a number that none will have."""
    for line in lines:
        small = line.body.lower()
        if not ("tabell" in small or "table" in small or "figur" in small):
            continue
        bare = CODE.sub(lambda code: "x" * len(code[0]), line.body)
        for match in _OBJECT.finditer(bare):
            is_table = match[2].lower() in ("tabell", "table")
            count = shared.table_count if is_table else shared.figure_count
            if int(match[3]) <= count or (not match.start() and _CAPTION.match(bare)):
                continue
            what = "tables" if is_table else "figures"
            message = f"'{match[1]}' is typed, and the report has {count or 'no'} {what} with a number"
            hint = (
                "give the one that is meant an id, as in {#navn} behind its title, and write {ref}`navn` here"
            )
            shared.diagnostics.warn("RB-TYPED-REFERENCE", line.at(match.start(1)), message, hint)


def _cure(heading: TypedHeading | None, shared: Shared) -> str:
    if heading is None:
        return "give the heading that is meant an id, as in {#navn}, and write {ref}`navn` here"
    if heading.id:
        return f"write {{ref}}`{heading.id}` in its place"
    own = slug(heading.words)
    if not own or own in shared.targets:
        return f"give the heading '{heading.words[:40]}' an id, as in {{#navn}}, and write {{ref}}`navn` here"
    return (
        f"write {{ref}}`{own}` in its place, once the heading '{heading.words[:40]}' has no number of its own"
    )
