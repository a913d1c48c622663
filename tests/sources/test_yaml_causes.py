"""What people write in YAML that means something else there is told as the cause, and the cure works."""

from __future__ import annotations

from itertools import product

import pytest

from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.sources.yaml_tree import ListNode, MapNode, Node, ScalarNode, parse_yaml
from tests.said import english

BEFORE, AFTER = "title: Rapport\nlist:\n  - en\n", "last: 1\n"


def parse(text: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    diagnostics = Diagnostics()
    return parse_yaml(text, "a.yaml", diagnostics), diagnostics.items


def mended(text: str, item: Diagnostic) -> str:
    (fix,) = item.fixes
    lines = text.split("\n")
    line = lines[fix.start.line - 1]
    lines[fix.start.line - 1] = line[: fix.start.column - 1] + fix.text + line[fix.end.column - 1 :]
    return "\n".join(lines)


VALUES = {
    "colon": ("Uro: en rapport", "a colon followed by a space"),
    "colon at the end": ("Uro: i klassen:", "a colon followed by a space"),
    "colon and a quote": ('Ordet "uro": en rapport', "a colon followed by a space"),
    "percent": ("%50 flere", "begins with '%'"),
    "at": ("@direktoratet", "begins with '@'"),
    "star": ("*viktig* tekst", "begins with '*'"),
    "backtick": ("`kode` her", "begins with '`'"),
    "comma": (", og mer", "begins with ','"),
    "question": ("? usikkert", "begins with '?'"),
    "dash": ("- 3 grader", "begins with '-'"),
    "straight quotes": ('"Uro" er et ord', "goes on after its closing quote"),
    "single quotes": ("'Uro' er et ord", "goes on after its closing quote"),
}
HOLDERS = {"key": "x: {}\n", "item": "x:\n  - {}\n", "key of an item": "x:\n  - y: {}\n"}


@pytest.mark.parametrize(("value", "holder"), list(product(VALUES, HOLDERS)))
def test_a_value_that_needs_quotes(value: str, holder: str) -> None:
    written, message = VALUES[value]
    if holder == "item" and value in {"colon", "colon at the end", "colon and a quote", "dash", "question"}:
        pytest.skip("an item may be a mapping or a list")
    text = BEFORE + HOLDERS[holder].format(written) + AFTER
    (found,) = parse(text)[1]
    line = text.split("\n").index(next(line for line in text.split("\n") if written in line)) + 1
    assert (found.code, found.span and found.span.line) == ("RB-YAML-SYNTAX", line)
    assert message in english(found.message)
    assert "quotes" in english(found.hint)
    node, left = parse(mended(text, found))
    assert not left
    assert written in texts(node)


def texts(node: Node | None) -> list[str]:
    match node:
        case ScalarNode():
            return [node.text]
        case ListNode():
            return [text for item in node.items for text in texts(item)]
        case MapNode():
            return [text for entry in node.entries.values() for text in texts(entry.value)]
    return []


@pytest.mark.parametrize("value", ["[Oslo] kommune", "{x} her", "[Oslo, Bergen"])
def test_a_bracket_is_told_where_it_opens(value: str) -> None:
    (found,) = parse(f"{BEFORE}x: {value}\n{AFTER}")[1]
    assert found.span
    assert (found.span.line, found.span.column) == (4, 4)
    assert "bracket" in english(found.message)
    assert f'x: "{value}"' in english(found.hint)
    assert not found.fixes  # it may be a list that goes on below


@pytest.mark.parametrize("glued", ["kind:Rapport", "kind:2019"])
@pytest.mark.parametrize(("before", "after"), list(product(["", BEFORE], ["", AFTER])))
def test_a_colon_without_a_blank(glued: str, before: str, after: str) -> None:
    if not before and not after:
        return  # a text, and not a fault of syntax
    text = f"{before}{glued}\n{after}"
    (found,) = parse(text)[1]
    assert found.span
    assert found.span.line == before.count("\n") + 1
    assert english(found.hint) == "write 'kind: {}'".format(glued.partition(":")[2])
    assert not parse(mended(text, found))[1]


@pytest.mark.parametrize("indent", ["", "  "])
def test_a_dash_without_a_blank(indent: str) -> None:
    text = f"chapters:\n{indent}- en.md\n{indent}-to.md\nlast: 1\n"
    (found,) = parse(text)[1]
    assert (found.span and found.span.line, english(found.hint)) == (3, "write '- to.md'")
    assert not parse(mended(text, found))[1]


@pytest.mark.parametrize("line", ["\t- to", "  \t- to", "\tkey: x"])
def test_a_tab_is_told_as_one(line: str) -> None:
    (found,) = parse(f"{BEFORE}{line}\n{AFTER}")[1]
    assert english(found.message).startswith("a tab is used to indent")
    assert found.span
    assert (found.span.line, found.span.column) == (4, line.index("\t") + 1)


@pytest.mark.parametrize("value", ["&co", "&co og mer"])
def test_a_word_that_would_vanish_as_a_name_is_told(value: str) -> None:
    """It is no fault for a reader of YAML, and the word would not be printed."""
    (found,) = parse(f"x: {value}\n")[1]
    assert "would not be printed" in english(found.message)
    assert not parse("x: &a tekst\ny: *a\n")[1]
