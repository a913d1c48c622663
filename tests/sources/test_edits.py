"""Fixes change what they name, and not a byte beside it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from report_builder.diagnostics import Diagnostic, Fix, Severity, SourceSpan
from report_builder.sources.edits import apply_fixes
from tests.said import plain

PATH = "content/chapters/a.md"
_ALPHABET = 'abc xyzæøåÆ\u00ad|_*#\t"”𝄞😀'
_LINES = st.lists(st.text(_ALPHABET, max_size=12), min_size=1, max_size=6)
_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def at(line: int, column: int, path: str = PATH) -> SourceSpan:
    return SourceSpan(path, line, column)


def told(*fixes: Fix, code: str = "RB-ALLOW") -> Diagnostic:
    return Diagnostic(code, plain("x"), None, fixes[0].start, Severity.WARNING, (), fixes)


def fix(line: int, column: int, end: int, text: str) -> Fix:
    return Fix(at(line, column), at(line, end), text)


def mended(data: bytes, *items: Diagnostic) -> bytes:
    changed, _ = apply_fixes(items, {PATH: data})
    return changed.get(PATH, data)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[bytes, list[Diagnostic], list[tuple[int, int, str]]]:
    """A text of any line ends, with fixes at random places of it, and the same as offsets."""
    lines = draw(_LINES)
    ends = [draw(_ENDS) for _ in lines[1:]]
    if "\r\n" not in ends and any(
        a == "\r" and b == "\n" and not line for a, b, line in zip(ends, ends[1:], lines[1:], strict=False)
    ):  # two ends that would be one
        ends = ["\n"] * len(ends)
    text = "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))
    begins, offset = [], 0
    for line, end in zip(lines, [*ends, ""], strict=True):
        begins.append(offset)
        offset += len(line) + len(end)
    items, edits = [], []
    for _ in range(draw(st.integers(1, 6))):
        row = draw(st.integers(0, len(lines) - 1))
        first = draw(st.integers(0, len(lines[row])))
        last = draw(st.integers(first, len(lines[row])))
        new = draw(st.text(_ALPHABET + "\n", max_size=5))
        items.append(told(fix(row + 1, first + 1, last + 1, new)))
        end = ends[min(row, len(ends) - 1)] if ends else "\n"
        edits.append((begins[row] + first, begins[row] + last, new.replace("\n", end)))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return (mark + text).encode(), items, [(s + len(mark), e + len(mark), new) for s, e, new in edits]


@given(case=spoilt())
def test_what_no_fix_names_stays_byte_for_byte(
    case: tuple[bytes, list[Diagnostic], list[tuple[int, int, str]]],
) -> None:
    data, items, edits = case
    if re.search("\r\r?\n\n?", data.decode()) and "\r\n" not in data.decode():
        return
    text = data.decode()
    # What the same rule gives, written the slow way: by place, each that meets none made before.
    made: list[tuple[int, int, str]] = []
    for start, end, new in sorted(edits):
        empty = start == end
        free = all(
            (start > e or s > end) if empty or s == e else (start >= e or s >= end) for s, e, _ in made
        )
        if free and text[start:end] != new:
            made.append((start, end, new))
    expected, last = "", 0
    for start, end, new in sorted(made):
        expected += text[last:start] + new
        last = end
    assert mended(data, *items) == (expected + text[last:]).encode()


@given(case=spoilt(), order=st.randoms(use_true_random=False))
def test_the_order_in_which_faults_are_told_is_nothing(
    case: tuple[bytes, list[Diagnostic], list[tuple[int, int, str]]], order: st.DataObject
) -> None:
    data, items, _ = case
    shuffled = list(items)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert mended(data, *items) == mended(data, *shuffled)


def test_line_ends_are_those_of_the_file() -> None:
    assert mended(b"en\r\nto\r\n", told(fix(2, 1, 1, "x\n"))) == b"en\r\nx\r\nto\r\n"
    assert mended(b"en\rto", told(fix(2, 3, 3, "\nx"))) == b"en\rto\rx"
    assert mended(b"en", told(fix(1, 3, 3, "\nx"))) == b"en\nx"
    across = Fix(at(1, 3), at(2, 1), " ")
    assert mended(b"\xef\xbb\xbfen\r\nto", told(across)) == b"\xef\xbb\xbfen to"


def test_fixes_of_one_fault_are_made_together_or_not_at_all() -> None:
    first, both = told(fix(1, 2, 4, "X")), told(fix(1, 3, 5, "Y"), fix(2, 1, 2, "Z"))
    assert mended(b"abcdef\nghi", first, both) == b"aXdef\nghi"
    assert mended(b"abcdef\nghi", both) == b"abYef\nZhi"
    assert mended(b"abcdef", told(fix(1, 1, 3, "X"), fix(1, 2, 4, "Y"))) == b"abcdef"


def test_a_place_that_is_not_there_is_left_alone() -> None:
    for wrong in (
        fix(3, 1, 1, "x"),
        fix(1, 9, 9, "x"),
        fix(0, 1, 1, "x"),
        fix(1, 3, 2, "x"),
        fix(1, 0, 1, "x"),
    ):
        assert mended(b"abc\nd", told(wrong)) == b"abc\nd"
    elsewhere = Fix(at(1, 1, "../secret"), at(1, 1, "../secret"), "x")
    assert apply_fixes([told(elsewhere)], {PATH: b"abc"}) == ({}, [])


def test_what_was_done_is_told_with_its_words() -> None:
    _, mendings = apply_fixes([told(fix(1, 6, 7, "”")), told(fix(1, 1, 1, "Å "))], {PATH: b'og "x" her'})
    assert [(m.span.column, m.before, m.after) for m in mendings] == [(1, "og", "Å og"), (6, '"x"', '"x”')]
