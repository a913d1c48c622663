"""Typed reading: every kind of value, every kind of fault, all at once (rows 2, 4, 5 of the fault table)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from report_builder.diagnostics import Diagnostic, Diagnostics, SourceSpan
from report_builder.sources.schema import Key, Located
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_tree import parse_yaml
from tests.said import english, line_of


class Person(Struct, frozen=True):
    name: Annotated[str, Key("Who to ask.")]
    age: Annotated[int | None, Key("In years.", minimum=0, maximum=150)] = None


class Everything(Struct, frozen=True):
    span: SourceSpan
    title: Annotated[str, Key("The title.")]
    day: Annotated[date, Key("The day.")]
    language: Annotated[str, Key("The language.", choices=("nb", "nn", "en"))] = "nb"
    number: Annotated[str, Key("The number.", may_be_empty=True)] = ""
    code: Annotated[str, Key("A code.", pattern="[a-z]+", example="abc")] = ""
    share: Annotated[Decimal, Key("A share.")] = Decimal(0)
    width: Annotated[float, Key("A width.")] = 0.0
    on: Annotated[bool, Key("A switch.")] = False
    person: Annotated[Person | None, Key("A person.")] = None
    tags: Annotated[tuple[Located[str], ...], Key("Tags.")] = ()
    colours: Annotated[dict[str, str] | None, Key("Colours.", names=("ink", "paper"))] = None
    free: Annotated[dict[str, Person] | None, Key("People by name.")] = None


def read(text: str) -> tuple[Everything | None, tuple[Diagnostic, ...]]:
    diagnostics = Diagnostics()
    node = parse_yaml(text, "a.yaml", diagnostics)
    assert node is not None
    value = read_partly(node, Everything, diagnostics)
    return None if diagnostics.has_errors else value, diagnostics.items


GOOD = "title: t\nday: 2019-12-04\n"


def good(text: str) -> Everything:
    value, found = read(GOOD + text)
    assert not found
    assert value is not None
    return value


def fault(text: str) -> Diagnostic:
    value, found = read(GOOD + text)
    assert value is None
    assert len(found) == 1
    assert found[0].hint
    return found[0]


def test_reads_every_kind_of_value() -> None:
    value = good(
        "language: nn\nnumber: 0123\ncode: abc\nshare: -7.50\nwidth: 12\non: true\n"
        "person: {name: Kari, age: 7}\ntags: [a, 'b']\ncolours: {ink: x, paper: y}\nfree: {x: {name: Ola}}\n"
    )
    assert value == Everything(
        title="t",
        day=date(2019, 12, 4),
        language="nn",
        number="0123",
        code="abc",
        share=Decimal("-7.50"),
        width=12.0,
        on=True,
        person=Person("Kari", 7),
        tags=(Located("a", SourceSpan("a.yaml", 10, 8)), Located("b", SourceSpan("a.yaml", 10, 11))),
        colours={"ink": "x", "paper": "y"},
        free={"x": Person("Ola")},
        span=SourceSpan("a.yaml", 1, 1),
    )
    assert str(value.share) == "-7.50"


def test_a_key_without_value_is_left_out_where_it_may_be() -> None:
    assert good("language:\nnumber:\nperson: ~\n") == good("")


@pytest.mark.parametrize(
    "written", ["no", "0123", "12:30", "2019-12-04", "1.0", "true", "0x1F", "'no'", '"12:30"']
)
def test_a_text_is_taken_as_it_is_written(written: str) -> None:
    assert good(f"number: {written}\n").number == written.strip("'\"")


@pytest.mark.parametrize("written", ["'2019-12-04'", "2019-12-04"])
def test_dates_may_be_quoted_or_not(written: str) -> None:
    value, found = read(f"title: t\nday: {written}")
    assert not found
    assert value is not None
    assert value.day == date(2019, 12, 4)


def test_a_text_stands_on_one_line() -> None:
    assert good("number: >\n  to\n  linjer\n").number == "to linjer"
    assert good("number: |\n  to\n\n  linjer\n").number == "to linjer"
    assert good('number: "73\\_%"\n').number == "73\u00a0%"


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        (
            "langauge: nb",
            "RB-UNKNOWN-KEY",
            "the key 'langauge' is not known here",
            "did you mean 'language'?",
        ),
        (
            "Language: nb",
            "RB-UNKNOWN-KEY",
            "the key 'Language' is not known here",
            "did you mean 'language'?",
        ),
        ("<<: {on: true}", "RB-UNKNOWN-KEY", "the key '<<' is not known here", "use one of: "),
        ("language: no", "RB-VALUE", "'language' cannot be 'no'", "use one of: nb, nn, en"),
        ("code: A1", "RB-VALUE", "'code' is not written as it must be: 'A1'", "write it like abc"),
        (
            "tags: [null]",
            "RB-WRONG-TYPE",
            "item 1 of 'tags' must be text, not the empty value 'null'",
            "'null' in quotes",
        ),
        ("number: [a]", "RB-WRONG-TYPE", "'number' must be text, not a list", "without brackets"),
        ("code: {a: b}", "RB-WRONG-TYPE", "'code' must be text, not a mapping", "on the same line"),
        ("code: ''", "RB-EMPTY", "'code' has no text", "write a text"),
        ("share: 7,5", "RB-WRONG-TYPE", "'share' must be a number, not '7,5'", "write 7.5, without quotes"),
        (
            "share: '7'",
            "RB-WRONG-TYPE",
            "'share' must be a number, not the text '7'",
            "write 7, without quotes",
        ),
        ("share: 73 %", "RB-WRONG-TYPE", "'share' must be a number, not '73 %'", "write 73, without quotes"),
        ("share: 5 000", "RB-WRONG-TYPE", "not '5 000'", "write 5000, without spaces"),
        ("share: 1\u00a0234,5", "RB-WRONG-TYPE", "not '1\u00a0234,5'", "write 1234.5, without spaces"),
        ("share: 5 00", "RB-WRONG-TYPE", "not '5 00'", "digits"),
        ("share: \u22123", "RB-WRONG-TYPE", "'share' must be a number", "write -3, without quotes"),
        ("share: .nan", "RB-WRONG-TYPE", "'share' must be a number", "write it in digits"),
        ("share: 1e9", "RB-WRONG-TYPE", "'share' must be a number", "write it in digits"),
        ("share: " + "9" * 5000, "RB-WRONG-TYPE", "'share' must be a number", "write it in digits"),
        ("share: \u0663", "RB-WRONG-TYPE", "'share' must be a number", "write it in digits"),
        ("width:\n  a: 1", "RB-WRONG-TYPE", "'width' must be a number, not a mapping", "write one number"),
        ("on: yes", "RB-WRONG-TYPE", "'on' must be true or false, not 'yes'", "write true or false"),
        (
            "person: Kari",
            "RB-WRONG-TYPE",
            "'person' must be a mapping of keys and values, not 'Kari'",
            "key: value",
        ),
        (
            "person: {age: 3}",
            "RB-MISSING-KEY",
            "the key 'name' is missing in 'person'",
            "add a line 'name: …'",
        ),
        ("person: {name: K, age: 0123}", "RB-WRONG-TYPE", "'age' must be a whole number", "write 123"),
        ("person: {name: K, age: 200}", "RB-VALUE", "'age' cannot be 200", "at least 0 and at most 150"),
        ("tags: a", "RB-WRONG-TYPE", "'tags' must be a list, not 'a'", "after '- '"),
        ("tags: []", "RB-EMPTY", "'tags' has no items", "add one"),
        ("tags: [a, [b]]", "RB-WRONG-TYPE", "item 2 of 'tags' must be text, not a list", "quotes"),
        ("colours: {ink: x}", "RB-MISSING-KEY", "the key 'paper' is missing in 'colours'", "add a line"),
        ("colours: {ink: x, paper: y, pink: z}", "RB-UNKNOWN-KEY", "the key 'pink'", "did you mean"),
        ("colours: []", "RB-WRONG-TYPE", "'colours' must be a mapping", "key: value"),
        ("free: {x: {}}", "RB-MISSING-KEY", "the key 'name' is missing in 'x'", "add a line"),
    ],
)
def test_tells_what_is_wrong(text: str, code: str, message: str, hint: str) -> None:
    found = fault(text)
    assert found.code == code
    assert message in english(found.message)
    assert hint in english(found.hint)
    assert found.span is not None
    assert found.span.line >= 3
    assert len(line_of(found)) < 300


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2019-02-29", "there is no such day as 2019-02-29"),
        ("2019-13-01", "there is no such day as 2019-13-01"),
        ("0000-01-01", "there is no such day as 0000-01-01"),
        ("4.12.2019", "'day' is not a date written YYYY-MM-DD: '4.12.2019'"),
        ("2019-1-2", "'day' is not a date written YYYY-MM-DD: '2019-1-2'"),
        ("2019-12-04T10:00:00", "'day' is not a date written YYYY-MM-DD: '2019-12-04T10:00:00'"),
        ("2019", "'day' is not a date written YYYY-MM-DD: '2019'"),
    ],
)
def test_impossible_dates_have_their_line(written: str, message: str) -> None:
    value, found = read(f"title: t\n\nday: {written}\n")
    assert value is None
    assert [(d.code, english(d.message), d.span) for d in found] == [
        ("RB-DATE", message, SourceSpan("a.yaml", 3, 6))
    ]


def test_tells_every_fault_of_a_file_at_once() -> None:
    _, found = read("titel: t\nday: 2019-02-30\nshare: x\nperson: {age: old}\n")
    assert sorted(d.code for d in found) == [
        "RB-DATE",
        "RB-MISSING-KEY",
        "RB-MISSING-KEY",
        "RB-UNKNOWN-KEY",
        "RB-WRONG-TYPE",
        "RB-WRONG-TYPE",
    ]


@pytest.mark.parametrize("text", ["- a\n", "a\n", "''\n"])
def test_the_file_itself_must_be_a_mapping(text: str) -> None:
    value, found = read(text)
    assert value is None
    assert [d.code for d in found] == ["RB-WRONG-TYPE"]


KEYS = [
    "title",
    "day",
    "language",
    "number",
    "code",
    "share",
    "width",
    "on",
    "person",
    "tags",
    "colours",
    "free",
    "x",
]
VALUES = st.recursive(
    st.text(max_size=5)
    | st.sampled_from(["1", "2019-12-04", "2019-99-99", "true", "", "~", "-0", "1_0", "nb"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]")
        | st.dictionaries(st.sampled_from([*KEYS, "name", "ink"]), inner, max_size=3).map(
            lambda entries: "{" + ", ".join(f"{k}: {v}" for k, v in entries.items()) + "}"
        )
    ),
)


@given(entries=st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_any_file_gives_a_value_or_a_diagnostic(entries: dict[str, str]) -> None:
    diagnostics = Diagnostics()
    node = parse_yaml("".join(f"{k}: {v}\n" for k, v in entries.items()), "a.yaml", diagnostics)
    if node is not None:
        before = len(diagnostics.items)
        value = read_partly(node, Everything, diagnostics)
        assert value is not None or len(diagnostics.items) > before
    else:
        assert diagnostics.has_errors
