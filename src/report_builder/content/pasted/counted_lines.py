"""Lines below each other, counted in a way that makes no list, so that print would run them together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from report_builder.content.pasted.numbers import roman_value
from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.language.word_lists import any_word
from report_builder.patterns import late

_CODE = "RB-LEFT-MARKUP"
_SECTION = late(r"§[ \t\u00a0]?(\d{1,3})(?:[ \t\u00a0.]|\Z)")
_DECIMAL = late(r"((?:\d{1,2}\.){1,3})(\d{1,2})[.)]?[ \t\u00a0]+(?=[^\W\d_])")
_DOUBLED = late(r"\(?([a-zæøå])\1[.)][ \t\u00a0]+(?=\S)")
_GREEK = late(r"\(?([α-ω])[.)][ \t\u00a0]+(?=\S)")
_PANDOC = late(r"(?:#\.|\(@\w*\))[ \t]+(?=\S)")
_MARK = late(r"(\(?)([a-z]|[ivx]{1,5})([.)])[ \t\u00a0]+\S")
_TERM = late(r"[^\s:|#>{<*+\-!\[][^|]{0,60}(?<![.:!?;,])")
_MEANING = late(r":(?=[^\W\d_])(?![\w+-]+:)[^|]*[^|:]")
_FIRST = frozenset("§#(:iabcdefghijklmnopqrstuvwxyzæøåαβγδ0123456789")
_ENDS = ".!?:"
_HANGS = late(lambda: rf"(?:[,–-]|\s{any_word('rule.joiners')})\Z")
_TERMS = 3
_SHOWN = 40
_FAR = 6
"""So far on an item is one of the same list."""


def tell_counted_lines(run: Sequence[Line], diagnostics: Diagnostics) -> None:
    """RB-LEFT-MARKUP, once a run, for lines that are counted as no list is, or a meaning that is no item."""
    if len(run) < 2 or not any(line.body[0] in _FIRST for line in run):
        return
    for at, (above, line) in enumerate(pairwise(run)):
        if line.body[0] not in _FIRST:
            continue
        if line.body[0] == ":" and _MEANING.fullmatch(line.body) and _TERM.fullmatch(above.body):
            diagnostics.warn(_CODE, line.at(), *hinted("content.left-meaning", written=line.body[:_SHOWN]))
            return
        if _is_next(above.body, line.body) and not _goes_on(above.body, run[at - 1].body if at else ""):
            diagnostics.warn(
                _CODE, above.at(), *hinted("content.left-counted", written=above.body.split()[0][:_SHOWN])
            )
            return
    _tell_gap(run, diagnostics)
    _tell_terms(run, diagnostics)


def _is_next(above: str, line: str) -> bool:
    """Whether two lines are counted on from each other in a way that no list is."""
    if above[0] == "§" and above[-1] in _ENDS:  # sentences, each on a line of its own
        return False
    if _PANDOC.match(above) and _PANDOC.match(line):
        return True
    for pattern in (_SECTION, _DECIMAL, _DOUBLED, _GREEK):
        first, second = pattern.match(above), pattern.match(line)
        if first and second and first.groups()[:-1] == second.groups()[:-1]:
            return _place(second[second.lastindex or 0]) == _place(first[first.lastindex or 0]) + 1
    return False


def _goes_on(body: str, before: str) -> bool:
    """Whether a line with a number is one of a sentence, which begins above it or ends below."""
    if body[0] not in "§0123456789":
        return False
    return bool(before and before[-1] not in _ENDS) or _HANGS.search(body) is not None


def _place(mark: str) -> int:
    return int(mark) if mark.isdigit() else ord(mark) + (mark == "ρ")


def _tell_gap(run: Sequence[Line], diagnostics: Diagnostics) -> None:
    """Tell the line whose mark passes one by, right below two that are items: it goes on with the second."""
    last: tuple[str, str] | None = None
    items = place = 0
    for line in run:
        found = _MARK.match(line.body)
        if found is None:
            continue
        form, values = (found[1], found[3]), _values(found[2])
        if last != form:
            last, items, place = form, 1, 1 if 1 in values else 0
        elif place and place + 1 in values:
            items, place = items + 1, place + 1
        elif place and items > 1 and place + 2 in values:
            diagnostics.warn(
                _CODE, line.at(), *hinted("content.left-gap", written=found[0].split()[0][:_SHOWN])
            )
            return


def tell_lone_items(found: Sequence[Sequence[Line]], diagnostics: Diagnostics) -> None:
    """RB-LEFT-MARKUP for a line by itself that goes on with the list above it and passes an item by."""
    last: dict[tuple[str, str], int] = {}
    for run in found:
        if run[0].body.startswith("#"):
            last.clear()
        marks = [mark for line in run if line.body[0] in _FIRST and (mark := _MARK.match(line.body))]
        if not marks:
            continue
        form, values = (marks[0][1], marks[0][3]), _values(marks[0][2])
        before = last.get(form, 0)
        if len(run) == 1 and before > 1 and not values.isdisjoint(range(before + 2, before + _FAR)):
            written = run[0].body.split()[0]
            diagnostics.warn(_CODE, run[0].at(), *hinted("content.left-item", written=written))
        elif before and before + 1 in values:
            last[form] = before + len(marks)
        elif 1 in values:
            last[form] = len(marks)


def _values(mark: str) -> set[int]:
    value = roman_value(mark.upper())
    return ({ord(mark) - ord("a") + 1} if len(mark) == 1 else set()) | ({int(value)} if value else set())


def _tell_terms(run: Sequence[Line], diagnostics: Diagnostics) -> None:
    """Tell the meaning that stands below several lines, which are no terms then."""
    at = next((index for index, line in enumerate(run) if line.body.startswith(": ")), 0)
    if 1 < at <= _TERMS and all(_TERM.fullmatch(line.body) for line in run[:at]):
        diagnostics.warn(_CODE, run[at].at(), *hinted("content.left-terms", written=run[at].body[:_SHOWN]))
