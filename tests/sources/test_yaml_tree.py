"""YAML as a tree: places, limits, and words for what is wrong (rows 1, 3, 4, 6, 7 of the fault table)."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from report_builder.diagnostics import Diagnostic, Diagnostics, SourceSpan
from report_builder.sources.yaml_tree import Entry, ListNode, MapNode, Node, ScalarNode, parse_yaml
from tests.pace import Spending, allowed
from tests.said import english


@pytest.fixture(params=["libyaml", "pure Python"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure Python":
        monkeypatch.delattr(yaml, "CSafeLoader")


def parse(text: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    diagnostics = Diagnostics()
    return parse_yaml(text, "a.yaml", diagnostics), diagnostics.items


def only(text: str) -> Diagnostic:
    with Spending() as spent:
        _, found = parse(text)
    assert spent.seconds < allowed(1)
    assert len(found) == 1
    return found[0]


def test_keeps_scalars_as_written_with_their_places() -> None:
    node, found = parse("a: no\nb:\n  - 0123\n  - '12:30'\n  - 2019-12-04\nc:\n")
    assert not found
    assert isinstance(node, MapNode)
    value = ScalarNode(SourceSpan("a.yaml", 1, 4), "no", True)
    assert node.entries["a"] == Entry(SourceSpan("a.yaml", 1, 1), value)
    items = node.entries["b"].value
    assert isinstance(items, ListNode)
    assert [(i.text, i.plain) for i in items.items if isinstance(i, ScalarNode)] == [
        ("0123", True),
        ("12:30", False),
        ("2019-12-04", True),
    ]
    assert items.items[1].span == SourceSpan("a.yaml", 4, 5)
    empty = node.entries["c"].value
    assert isinstance(empty, ScalarNode)
    assert empty.is_null


@pytest.mark.parametrize("text", ["", "\n", "# bare en merknad\n", "---\n...\n"])
def test_an_empty_file_is_an_empty_mapping(text: str) -> None:
    node, found = parse(text)
    assert not found
    assert isinstance(node, MapNode)
    assert not node.entries


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: 1\ntitle: Uro: en rapport\n", 2, 8, "a value has a colon followed by a space (in 'title')"),
        ("a:\n\tb: 1\n", 2, 1, "a tab is used to indent (in 'a', 'b')"),
        ("a: @b\n", 1, 4, "a value begins with '@', a character that YAML keeps for itself (in 'a')"),
        ('a: b\nc: "hei\nd: 1\n', 2, 4, "a text in quotes is not closed (in 'c')"),
        (
            "x:\n  - y\n  - z: [b, c\nd: 1\n",
            3,
            8,
            "a list or mapping in brackets is not closed",
        ),
        ("a:\n    - b\n   - c\n", 3, 4, "the line does not fit those above"),
        ("a: *b\n", 1, 4, "the alias '*b' stands for nothing"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a second document starts here"),
        ("a: 1\nbcd\ne: 2\n", 2, 1, "a key has no colon"),
    ],
)
def test_tells_where_yaml_is_malformed(text: str, line: int, column: int, message: str) -> None:
    found = only(text)
    assert (found.code, found.span) == ("RB-YAML-SYNTAX", SourceSpan("a.yaml", line, column))
    assert english(found.message) == message
    assert found.hint


def test_names_both_lines_of_every_duplicate_key_and_keeps_the_first() -> None:
    node, found = parse("a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n")
    assert [(d.code, d.span.line, d.related[0].line) for d in found if d.span] == [
        ("RB-DUPLICATE-KEY", 2, 2),
        ("RB-DUPLICATE-KEY", 3, 1),
        ("RB-DUPLICATE-KEY", 4, 1),
    ]
    assert isinstance(node, MapNode)
    first = node.entries["a"].value
    assert isinstance(first, ScalarNode)
    assert first.text == "1"


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.abort []", "!!int 3", "!eget x", "! x", "!!set {a}"]
)
def test_no_tag_is_executed(tag: str) -> None:
    assert only(f"a:\n  - {tag}\n").code == "RB-YAML-TAG"


def test_aliases_stand_for_what_they_name() -> None:
    node, found = parse("a: &x [1, 2]\nb: *x\n")
    assert not found
    assert isinstance(node, MapNode)
    assert node.entries["b"].value is node.entries["a"].value


BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{n + 1}: &a{n + 1} [{','.join([f'*a{n}'] * 10)}]\n" for n in range(60)
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "\n".join(" " * n + "a:" for n in range(3000)),
        "? " * 100_000,
        "a: &a [*a]",
        "a: &a {b: {c: *a}}",
        "a: &a [" + "x," * 1000 + "]\nb: [" + "*a," * 100 + "]\n",
    ],
    ids=[
        "bomb",
        "brackets",
        "braces",
        "dashes",
        "indents",
        "question marks",
        "itself",
        "itself deeper",
        "many times",
    ],
)
def test_hostile_files_are_answered_within_a_second(text: str) -> None:
    assert only(text).code == "RB-YAML-LIMIT"


def test_fifty_levels_are_allowed() -> None:
    assert parse("[" * 50 + "]" * 50)[1] == ()
    assert only("[" * 51 + "]" * 51).code == "RB-YAML-LIMIT"


@pytest.mark.parametrize("text", ["a: \x07", "a: \ud800", 'a: "\\0"', "a: \x7f"])
def test_refuses_characters_that_no_page_can_show(text: str) -> None:
    assert only(text).code == "RB-ENCODING"


@pytest.mark.parametrize("text", ["{{ tittel }}: x", "a: {{ tittel }}", "? [a]\n: b"])
def test_a_key_is_a_word(text: str) -> None:
    assert {d.code for d in parse(text)[1]} == {"RB-WRONG-TYPE"}


YAML_ISH = st.text(st.sampled_from("ab 1\n:-?[]{},&*!|>'\"%@`#\t~\\\u00e5\u2028\ufeff\x85"), max_size=60)


@given(text=st.text() | YAML_ISH)
def test_any_text_gives_a_tree_or_a_diagnostic(text: str) -> None:
    node, found = parse(text)
    assert node is not None or found
    for diagnostic in found:
        assert diagnostic.span is not None
        assert diagnostic.span.line >= 1
        assert diagnostic.span.column >= 1
