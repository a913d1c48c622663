"""References that are typed to a chapter, an appendix, a box or a formula that the report has not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from report_builder.content.chapter import Shared
from report_builder.content.pasted.prose import mask_of
from report_builder.content.pasted.scan import CODE, HEADING, Line
from report_builder.language.message import say
from report_builder.language.word_lists import any_word, every_word
from report_builder.model.back_references import letters
from report_builder.patterns import late

_CODE = "RB-TYPED-REFERENCE"
_CHAPTERS, _APPENDICES = "rule.chapter-nouns", "rule.appendix-nouns"
_BOXES, _FORMULAS = "rule.box-nouns", "rule.formula-nouns"
_OBJECTS = ("rule.table-nouns", "rule.figure-nouns")
_NOUNS = (_CHAPTERS, _APPENDICES, _BOXES, _FORMULAS, *_OBJECTS)
_BEHIND = late(
    lambda: (
        rf"(?![\w-]|\.\d|[^\[\]\n]{{0,60}}\]\(|,?[ \u00a0](?:{any_word('rule.elsewhere')}"
        rf"|{any_word('rule.belonging')})\b)"
    )
)
"""What stands behind no place of another text, and no link's words."""
_PLACE = late(
    lambda: (
        rf"(?:({any_word(_CHAPTERS)})[ \u00a0](\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})"
        rf"|(?:{any_word(_APPENDICES)})[ \u00a0]([A-HJ-UWYZ])"
        rf"|(?:{any_word(_BOXES)})[ \u00a0](\d{{1,2}})"
        rf"|(?:{any_word(_FORMULAS)})[ \u00a0]\(?(\d{{1,2}})\)?){_BEHIND.pattern}"
    )
)
_LEAD = late(lambda: rf"\b((?i:{any_word('rule.reference-leads')}))(?: {any_word('rule.also')})?[ \u00a0]|\(")
_AND = late(lambda: rf",? (?:{any_word('rule.joiners')} )?")
_LED = late(r"[0-9A-Zx?(](?![a-wyzæøå])(?<=[a-zæøåA-ZÆØÅ.][ \u00a0].)")
"""A figure, a letter or what stands for one, behind a word and a blank."""
_UNFINISHED = late(
    lambda: rf"(?<![\w-])((?i:{any_word(*_OBJECTS)})[ \u00a0](?:[Xx]{{1,3}}|\?{{1,3}}))(?![\w-]|[ \u00a0]?=)"
)
_LAWS = late(lambda: rf"§|\b\w*{any_word('rule.law-nouns')}\b", re.IGNORECASE)
"""What may have chapters of its own that are spoken of further on."""
_WORKS = late(lambda: rf"\[@|https?:|\b\w*{any_word('rule.work-nouns')}\b", re.IGNORECASE)
"""What may have chapters of its own that are spoken of in the same paragraph."""


def may_name_places(text: str) -> bool:
    """Whether a noun of a place stands before something like a number, which most chapters do not have."""
    nouns = _nouns()
    return any(text.endswith(nouns, 0, led.start() - 1) for led in _LED.finditer(text))


@cache
def _nouns() -> tuple[str, ...]:
    nouns = every_word(*_NOUNS)
    return (*nouns, *(noun.capitalize() for noun in nouns), *(noun.upper() for noun in nouns))


def tell_places(found: Sequence[Sequence[Line]], typed: Collection[str], shared: Shared) -> None:
    """RB-TYPED-REFERENCE for text that leads to a place that no numbering of the report has.

    ``typed`` are the numbers that headings have by hand. Where the text speaks of a law or of another work,
    a place may be in that, and is left alone.
    """
    small = "\n".join(line.body for run in found for line in run).lower()
    nouns = [noun for noun in every_word(*_NOUNS) if f"{noun} " in small or f"{noun}\u00a0" in small]
    if not nouns or not shared.chapters_known:
        return
    for run in found:
        for line in run if ">" not in run[0].prefix else ():
            small = line.body.lower()
            if any(noun in small for noun in nouns) and not HEADING.match(line.body):
                _tell_line(line, run, found, typed, shared)


def _tell_line(
    line: Line,
    run: Sequence[Line],
    found: Sequence[Sequence[Line]],
    typed: Collection[str],
    shared: Shared,
) -> None:
    bare = CODE.sub(mask_of, line.body) if "`" in line.body else line.body
    for match in _UNFINISHED.finditer(bare):
        _tell("content.typed-unfinished", "content.typed-object.hint", line, match, shared)
    for match in _places(bare):
        if not _is_there(match, typed, shared) and not _is_elsewhere(run, found):
            _tell("content.typed-place", "content.typed-place.hint", line, match, shared)


def _is_elsewhere(paragraph: Sequence[Line], found: Sequence[Sequence[Line]]) -> bool:
    """Whether a place may be in a work that the paragraph speaks of, or in a law that the file does."""
    if any(_WORKS.search(line.body) for line in paragraph):
        return True
    return any(_LAWS.search(line.body) for run in found for line in run)


def _places(text: str) -> Iterator[re.Match[str]]:
    """Give each place that words lead to, and those that follow it in a row."""
    for lead in _LEAD.finditer(text):
        # A box or a formula is certain only where readers are to look it up.
        looked_up = lead[1] is not None and lead[1].lower() not in every_word("rule.place-leads")
        place = _PLACE.match(text, lead.end())
        while place:
            if looked_up or place[2] or place[3]:
                yield place
            behind = _AND.match(text, place.end())
            place = _PLACE.match(text, behind.end()) if behind else None


def _is_there(place: re.Match[str], typed: Collection[str], shared: Shared) -> bool:
    """Whether the report has, or may have, what is referred to."""
    noun, chapter, appendix, box, formula = place.groups()
    if chapter:
        # What has one number only may be a paragraph, but for a chapter.
        is_paragraph = "." not in chapter and noun.lower() in every_word("rule.paragraph-nouns")
        own = {target.number for target in shared.targets.values()}
        return is_paragraph or chapter in own or chapter in typed or not shared.chapter_count
    if appendix:
        return appendix in {letters(at + 1).upper() for at in range(shared.appendix_count)}
    return bool(formula) and int(formula) <= shared.formula_count and not box


def _tell(key: str, cure: str, line: Line, match: re.Match[str], shared: Shared) -> None:
    message = say(key, text=match[0])
    shared.diagnostics.warn(_CODE, line.at(match.start()), message, say(cure))
