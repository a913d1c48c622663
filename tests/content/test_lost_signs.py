"""Signs and numbers that print would not have are told in every container, and each cure ends it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostic
from report_builder.model.blocks import BlockQuote, List
from report_builder.model.walking import WRITTEN, texts
from tests.content.projects import load
from tests.content.test_pasted import CONTAINERS
from tests.said import english

CODE = "RB-SIGN-LOST"
WIDE = "Dette er en linje som er så lang at den er brutt der"
WRAPPED = {
    "range": ("Andelen gikk opp fra 5\n- 10 prosent.", "-"),
    "dash": (f"{WIDE}\n- etter mye om og men.", "-"),
    "wide minus": (f"{WIDE}\n- 10 prosent.", "-"),
    "plus": ("Summen er prisen pluss\n+ 500 kroner.", "+"),
    "times": ("Prisen er 5\n* 3 kroner.", "*"),
    "greater": ("Vi vet at 7\n> 5 er sant.", ">"),
    "symbols": ("Vi har sett på A\n+ B og funnet.", "+"),
    "a symbol": ("Vi har sett på x\n- y og funnet.", "-"),
    "plus a symbol": ("Vi har sett på noe\n+ x og funnet.", "+"),
    "greater symbol": ("Vi vet at x er større\n> y i alle.", ">"),
    "at least": ("Vi vet at 7\n>= 5 er sant.", ">"),
    "number": ("Vi leste saken om nr.\n1. Det var bra.", "1."),
    "part": ("Svaret står i punkt\n1. Der er det.", "1."),
    "bracket": ("Svaret (se kap.\n1) er klart.", "1)"),
    "english": ("It is said in Part\n1. That was all.", "1."),
}
"""Two lines of a sentence, and the sign that the second begins with."""
STARS = {
    "Prisene er 5*3*2 i dag": ("5*3*2", "5 × 3 × 2", r"5\*3\*2"),
    "Volumet er 2,5*3*10": ("2,5*3*10", "2,5 × 3 × 10", r"2,5\*3\*10"),
    "Se 2**3**2": ("2**3**2", "", r"2\*\*3\*\*2"),
    "Det er 5*3*x": ("5*3*x", "", r"5\*3\*x"),
}
"""A sentence, what is shown of it, and two ways to write that."""
MEANT = [
    "Vi har\n- A\n- B",
    "Vi har\n- B\n- C er det siste",
    "Fordeler\n+ lav pris\n+ god plass",
    "Vi skriver i\n- C er et språk",
    "Vi så på A\n- B. Det andre",
    "Han skrev\n> i dag er det nok.",
    "Han skrev\n> å ja, det er nok.",
    f"{WIDE}\n- C er et språk",
    "Vi trenger\n- 10 stoler\n- 5 bord",
    "Vi trenger\n- 10 stoler\n\n- 5 bord",
    f"{WIDE}\n- 10 stoler\n\n  Og mer.\n\n- 5 bord",
    "Vi trenger:\n- 10 stoler",
    "Vi er 5.\n- 10 kom ikke.",
    "Fordeler\n- lav pris\n\nUlemper\n- dyr drift",
    f"{WIDE}\n- Navn på noe",
    f"{WIDE}:\n- navn på noe",
    "Fra 5\n\n- 10 prosent",
    "- Fra 5\n- 10 prosent",
    "- Fra 5\n  - 10 prosent",
    "- Fra\n  5\n- 10 prosent",
    "Fra 5\n-10 prosent",
    "Fra 5 -\n10 prosent",
    "Han skrev\n> 5 er nok.\n> 7 er mer.",
    "Han skrev:\n> 5 er nok.",
    "Han skrev\n> Det er nok.",
    "Vi vet at 7 >\n5 er sant.",
    "Vi kom på\n1. plass i år.",
    f"{WIDE}\n1. januar i fjor.",
    "Vi leste saken om nr.\n1. Det\n2. Dette",
    "Vi gjør dette.\n1. Det",
    "| Fra 5 |\n|---|\n| 10 |",
    "Det er 5*3 kroner",
    "Det er 5 * 3 * 2 kroner",
    "Det er 5\\*3\\*2 kroner",
    "Det er `5*3*2` kroner",
    "Det er 5*3 kroner, *mye* mer",
    "Det er u*tro*lig, **5** kroner og *3*",
    "| A | B |\n|---|---|\n| 5*3 | 4*2 |",
    "```\n5*3*2\n```",
    "1. En\n2. To\n3. Tre",
    "1. En\n1. To\n1. Tre",
    "4. En\n5. To",
    "0. En\n1. To",
    "1) En\n2) To",
]


def told(root: Path, text: str) -> list[Diagnostic]:
    return [item for item in load(root, text).diagnostics if item.code == CODE]


def _chapter(text: str, wrap: Callable[[str], str]) -> str:
    return f"# Kapittel\n\nFørst.\n\n{wrap(text)}\n\nTil slutt.\n"


@pytest.mark.parametrize(("name", "container"), list(product(WRAPPED, CONTAINERS)))
def test_a_sign_that_a_wrapped_line_begins_with_is_told(name: str, container: str, tmp_path: Path) -> None:
    (text, sign), (wrap, column) = WRAPPED[name], CONTAINERS[container]
    source = _chapter(text, wrap)
    (own,) = told(tmp_path, source)
    first, second = text.split("\n")
    line = next(number for number, body in enumerate(source.split("\n"), 1) if body.endswith(second))
    assert own.span is not None
    assert (own.span.line, own.span.column) == (line, column + 1)
    assert f"'{sign}'" in english(own.message)
    for mended in (f"{first} {sign}\n{second[len(sign) :].lstrip()}", f"{first}\n\n{second}"):
        assert told(tmp_path, _chapter(mended, wrap)) == []


@pytest.mark.parametrize("name", WRAPPED)
def test_what_is_moved_up_is_printed(name: str, tmp_path: Path) -> None:
    text, sign = WRAPPED[name]
    first, second = text.split("\n")
    for written, lost in ((text, True), (f"{first} {sign}\n{second[len(sign) :].lstrip()}", False)):
        outcome = load(tmp_path, f"# Kapittel\n\n{written}\n")
        assert outcome.value is not None
        blocks = outcome.value.chapters[0].blocks
        assert any(isinstance(block, List | BlockQuote) for block in blocks) == lost


@pytest.mark.parametrize(("text", "container"), list(product(STARS, CONTAINERS)))
def test_stars_between_digits_are_told(text: str, container: str, tmp_path: Path) -> None:
    (shown, *ways), (wrap, column) = STARS[text], CONTAINERS[container]
    (own,) = told(tmp_path, _chapter(text, wrap))
    assert own.span is not None
    assert own.span.column == column + text.index(shown) + 1
    assert f"'{shown}'" in english(own.message)
    for way in filter(None, ways):
        assert way in english(own.hint)
        mended = text.replace(shown, way)
        assert told(tmp_path, _chapter(mended, wrap)) == []
        outcome = load(tmp_path, f"# Kapittel\n\n{mended}\n")
        assert outcome.value is not None
        said = "".join(texts(outcome.value.chapters[0], WRITTEN)).replace("\u00a0", " ")
        assert way.replace("\\", "") in said


@pytest.mark.parametrize(
    ("numbers", "number", "printed"),
    [((1, 2, 4), 4, 3), ((1, 3, 5), 3, 2), ((1, 1, 2), 1, 2), ((5, 6, 6), 6, 7), ((3, 2, 1), 2, 4)],
)
@pytest.mark.parametrize("container", CONTAINERS)
def test_a_number_that_is_printed_as_another_is_told(
    numbers: tuple[int, ...], number: int, printed: int, container: str, tmp_path: Path
) -> None:
    wrap, _ = CONTAINERS[container]
    lines = [f"{value}. Punkt {index}" for index, value in enumerate(numbers)]
    source = _chapter("\n".join(lines), wrap)
    (own,) = told(tmp_path, source)
    at = next(index for index, value in enumerate(numbers) if value != numbers[0] + index)
    assert own.span is not None
    assert source.split("\n")[own.span.line - 1].endswith(lines[at])
    assert f"{number} has number {printed}" in english(own.message)
    right = [f"{numbers[0] + index}. Punkt" for index in range(len(numbers))]
    assert told(tmp_path, _chapter("\n".join(right), wrap)) == []
    apart = [*lines[:at], "", lines[at].replace(".", "\\.")]
    assert told(tmp_path, _chapter("\n".join(apart), wrap)) == []


@pytest.mark.parametrize("text", MEANT)
@pytest.mark.parametrize("container", ["flow", "quotation", "item", "box"])
def test_nothing_is_said_of_what_is_meant(container: str, text: str, tmp_path: Path) -> None:
    wrap, _ = CONTAINERS[container]
    assert [str(item) for item in told(tmp_path, _chapter(text, wrap))] == []


def test_the_first_of_two_signs_of_a_sentence_is_told_where_symbols_stand_beside_it(tmp_path: Path) -> None:
    (own,) = told(tmp_path, _chapter("Vi har sett på A\n+ B og funnet\n+ tegn.", str))
    assert own.span is not None
    assert (own.span.line, own.span.column) == (6, 1)
