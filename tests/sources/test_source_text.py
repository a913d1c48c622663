"""Characters that nobody sees: what becomes of each, and that every place stays that of the file."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.diagnostics import Diagnostic, Diagnostics, Severity, SourceSpan
from report_builder.sources.characters import MAY_BREAK, NO_BREAK, SOFT_HYPHEN, bare, can_be_shown, meaning_of
from report_builder.sources.source_text import SINGLE, SourceLines, read_lines
from report_builder.sources.yaml_tree import MapNode, ScalarNode, parse_yaml
from tests.said import english

PATH = "content/chapters/a.md"


def read(text: str, *, compose: bool = True) -> tuple[SourceLines, tuple[Diagnostic, ...]]:
    diagnostics = Diagnostics()
    return read_lines(text, PATH, diagnostics, compose=compose), diagnostics.items


@pytest.mark.parametrize(
    ("char", "put"),
    [
        *(
            (char, "")
            for char in "\ufeff\u200c\u200d\u200e\u200f\u202a\u202c\u202e\u2061\u2066\u2069\ufe0f\u034f"
        ),
        *((char, "") for char in "\u061c\u115f\u1160\u17b4\u180e\u3164\uffa0\ufff9\U000e0041\u206a\u2065"),
        *((char, " ") for char in "\u1680\u2003\u2009\u200a\u205f\u3000"),
        *((char, char) for char in (MAY_BREAK, NO_BREAK)),
        ("\x1e", "\u2011"),
        ("\x1f", SOFT_HYPHEN),
        ("\ufffa", " ("),
        ("\ufffb", ")"),
    ],
)
def test_each_is_told_with_its_name_and_place(char: str, put: str) -> None:
    lines, (note,) = read(f"Ord.\nEn{char}kelt.")
    assert lines == ["Ord.", f"En{put}kelt."]
    assert (note.code, note.severity, note.span) == ("RB-INVISIBLE", Severity.NOTE, SourceSpan(PATH, 2, 3))
    assert f"U+{ord(char):04X}" in english(note.message)
    if put == char:
        assert note.fixes == ()
    else:
        (fix,) = note.fixes
        assert (fix.start, fix.end, fix.text) == (SourceSpan(PATH, 2, 3), SourceSpan(PATH, 2, 4), put)


@pytest.mark.parametrize("char", [SOFT_HYPHEN, "\u00a0", "\u202f", "\u2007", "é", "–", "\t"])
def test_what_is_usual_is_not_told(char: str) -> None:
    assert read(f"En{char}kelt.") == ([f"En{char}kelt."], ())


@pytest.mark.parametrize(
    ("char", "code", "hint"),
    [
        ("\x07", "RB-ENCODING", "delete it"),
        ("\x7f", "RB-ENCODING", "delete it"),
        ("\x96", "RB-ENCODING", "write '–'"),
        ("\x81", "RB-ENCODING", "delete it"),
        ("\ufffe", "RB-ENCODING", "delete it"),
        ("\ufdd0", "RB-ENCODING", "delete it"),
        ("\U0010ffff", "RB-ENCODING", "delete it"),
        ("\ufffc", "RB-ENCODING", "what was there"),
        ("\ufffd", "RB-ENCODING", "belongs there"),
        ("\ue000", "RB-GLYPH", "as a picture"),
        ("\uf0b7", "RB-GLYPH", "'- ' for a bullet"),
        ("\U00100000", "RB-GLYPH", "as a picture"),
    ],
)
def test_what_belongs_in_no_text_is_an_error_at_every_place(char: str, code: str, hint: str) -> None:
    _, found = read(f"i{char}ett\nto {char}{char}")
    assert [(item.code, item.severity, item.span) for item in found] == [
        (code, Severity.ERROR, SourceSpan(PATH, line, column)) for line, column in ((1, 2), (2, 4), (2, 5))
    ]
    assert all(hint in english(item.hint) for item in found)


def test_a_bullet_of_a_font_of_signs_is_for_who_reads_lists() -> None:
    assert read("> \uf0b7\tpunkt") == (["> \uf0b7\tpunkt"], ())


def test_many_are_counted_and_all_of_them_mended() -> None:
    lines, (one, other) = read("a\u200db\n" * 40 + "\u2003")
    assert lines == [*["ab"] * 40, " "]
    assert "39 more on lines 2, 3, 4" in english(one.message)
    assert [fix.start.line for fix in one.fixes] == [*range(1, 41)]
    assert other.span == SourceSpan(PATH, 41, 1)
    assert len(read("a\u200db\n" * SINGLE)[1]) == SINGLE


ANY = st.characters(codec="utf-8", exclude_characters="\n\v\f\x85\u2028\u2029\uf0b7")
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "a",
                "e\u0301",
                "\u200b",
                "\ufeff",
                "o\u0308\u0301",
                "\u1100\u1161\u11a8",
                "a\u034f\u0301",
                "\x1e",
            ]
        ),
        ANY,
    ),
    max_size=12,
)


@given(PIECES)
def test_columns_are_those_of_the_file(pieces: list[str]) -> None:
    raw = "".join(pieces)
    lines, found = read(raw)
    (line,) = lines
    read_as = ((meaning_of(char), char) for char in raw)
    kept = "".join(char if m is None or m.text is None else m.text for m, char in read_as)
    assert line == unicodedata.normalize("NFC", kept)
    columns = [lines.in_file(0, at) for at in range(len(line) + 1)]
    assert columns == sorted(columns)
    assert columns[-1] == len(raw)
    for char, column in zip(line, columns, strict=False):
        meaning = meaning_of(raw[column])
        if not unicodedata.combining(char) and (meaning is None or meaning.text is None):
            parts = [unicodedata.normalize("NFD", one)[0] for one in (char, raw[column])]
            assert parts[0] == parts[1]
    for item in found:
        assert item.span is not None
        assert f"U+{ord(raw[item.span.column - 1]):04X}" in english(item.message)


@given(PIECES)
def test_what_is_mended_is_not_told_again(pieces: list[str]) -> None:
    raw = "".join(pieces)
    fixes = {fix for item in read(raw)[1] for fix in item.fixes}
    mended = raw
    for fix in sorted(fixes, reverse=True):
        mended = mended[: fix.start.column - 1] + fix.text + mended[fix.end.column - 1 :]
    assert [item for item in read(mended)[1] if item.fixes] == []
    assert read(mended)[0] == read(raw)[0]


def test_yaml_places_are_those_of_the_file() -> None:
    diagnostics = Diagnostics()
    tree = parse_yaml('\u200btit\ufeffle: "a\u200d"\nx: {a: 1, \u200ea: 2}\n', "a.yaml", diagnostics)
    assert isinstance(tree, MapNode)
    value = tree.entries["title"].value
    assert isinstance(value, ScalarNode)
    assert value.text == "a"
    assert diagnostics.place(value.span) == SourceSpan("a.yaml", 1, 10)
    twice = next(item for item in diagnostics.items if item.code == "RB-DUPLICATE-KEY")
    assert twice.span == SourceSpan("a.yaml", 2, 12)


@pytest.mark.parametrize("escape", [r"\u202e", r"\uFEFF", r"\u200D"])
def test_escapes_bring_nothing_in(escape: str) -> None:
    diagnostics = Diagnostics()
    tree = parse_yaml(f'a: "b{escape}c"\n', "a.yaml", diagnostics)
    assert isinstance(tree, MapNode)
    value = tree.entries["a"].value
    assert isinstance(value, ScalarNode)
    assert value.text == "bc"
    (item,) = diagnostics.items
    assert item.span == SourceSpan("a.yaml", 1, 4)


@pytest.mark.parametrize("escape", [r"\ue000", r"\ufffd", r"\x96", r"\0"])
def test_escapes_of_what_belongs_in_no_text_are_errors(escape: str) -> None:
    diagnostics = Diagnostics()
    parse_yaml(f'a: "b{escape}c"\n', "a.yaml", diagnostics)
    (item,) = diagnostics.items
    assert item.severity is Severity.ERROR
    assert item.span == SourceSpan("a.yaml", 1, 4)


def test_every_default_ignorable_has_a_meaning_or_a_place() -> None:
    """Nothing that a font may draw as nothing reaches one: format characters and blanks are all judged."""
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if unicodedata.category(char) == "Cf" and can_be_shown(char):
            # Signs of other scripts that are seen, which are refused with their script.
            assert char == SOFT_HYPHEN or unicodedata.bidirectional(char) in ("AN", "AL", "R", "L"), hex(code)
        if unicodedata.category(char) in ("Zs", "Zl", "Zp", "Cc", "Co", "Cs"):
            assert not can_be_shown(char) or char in " \u00a0\u2007\u202f", hex(code)


def test_bare_is_for_what_is_no_line_on_a_page() -> None:
    assert bare("for\u00advalt\u200bning\u2060s\u00a0plan") == "forvaltnings\u00a0plan"
    assert meaning_of("a") is None
