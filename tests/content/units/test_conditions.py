"""Conditions: what they mean, and what is told of those that mean nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.content.units.conditions import ConditionError, faults_of, holds, read_condition
from report_builder.model.units import UnitValue
from tests.said import english

VALUES: dict[str, UnitValue] = {
    "unit.n": Decimal(12),
    "unit.trivsel": Decimal("4.20"),
    "unit.navn": "Øst",
    "unit.tom": None,
    "all.trivsel": Decimal("3.9"),
}
KINDS = {name: type(value) for name, value in VALUES.items() if value is not None}


def fault_of(text: str) -> ConditionError | None:
    """The first fault of a condition."""
    try:
        return next(faults_of(read_condition(text), KINDS, VALUES), None)
    except ConditionError as fault:
        return fault


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("unit.n >= 10", True),
        ("unit.n ≥ 12", True),
        ("unit.n<12", False),
        ("10 < unit.n", True),
        ("unit.n = 12", True),
        ("unit.n == 12.0", True),
        ("unit.n != 12", False),
        ("unit.n ≠ 11", True),
        ("unit.trivsel = 4,2", True),
        ("unit.trivsel > all.trivsel", True),
        ("unit.trivsel > -1", True),
        ("unit.navn = 'øst'", True),
        ("unit.navn = «Øst»", True),
        ('unit.navn != "Vest"', True),
        ("unit.navn in ('Vest', 'Øst')", True),
        ("unit.navn not in ('Vest', 'Øst')", False),
        ("unit.n in (1, 2)", False),
        ("unit.n", True),
        ("unit.tom", False),
        ("not unit.tom", True),
        ("unit.tom = 1", False),
        ("unit.tom != 1", False),
        ("unit.n > 20 or unit.n > 10 and unit.navn = 'Øst'", True),
        ("(unit.n > 20 or unit.n > 10) and unit.navn = 'Vest'", False),
        ("not (unit.n > 20)", True),
        ("not not unit.n > 10", True),
    ],
)
def test_what_a_condition_means(text: str, expected: bool) -> None:
    condition = read_condition(text)
    assert [*faults_of(condition, KINDS, VALUES)] == []
    assert holds(condition, VALUES) is expected


@pytest.mark.parametrize("sign", ["=", "!=", "<", "<=", ">", ">="])
def test_nothing_is_said_of_a_value_that_is_not_there(sign: str) -> None:
    for text in (f"unit.tom {sign} 1", f"1 {sign} unit.tom", f"unit.tom {sign} unit.tom"):
        assert not holds(read_condition(text), VALUES)


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("", 0, "not finished"),
        ("unit.n >", 8, "not finished"),
        ("unit.n > 1 and", 14, "not finished"),
        ("(unit.n > 1", 11, "not finished"),
        ("unit.n > 1)", 10, "“)”"),
        ("unit.n in 1", 10, "“1”"),
        ("unit.n => 1", 8, "“>”"),
        ("n > 1", 0, "“n”"),
        ("unit.n > Øst", 9, "“Øst”"),
        ("unit.n > 1 & unit.n < 3", 11, "“&”"),
        ("__import__('os')", 0, "“__import__”"),
        ("unit.n.__class__ > 1", 0, "no column unit.n.__class__"),
        ("12", 2, "not finished"),
        ("not " * 30 + "unit.n", 80, "too many"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, at: int, words: str) -> None:
    told = fault_of(text)
    assert told is not None
    assert told.at == at
    assert words in english(told.message)


def test_a_name_and_a_kind_that_do_not_fit_are_told() -> None:
    (unknown,) = faults_of(read_condition("unit.trivsell > 1"), KINDS, VALUES)
    assert (unknown.at, english(unknown.hint)) == (0, "did you mean 'unit.trivsel'?")
    (other,) = faults_of(read_condition("unit.navn > 1"), KINDS, VALUES)
    assert "compared with" in english(other.message)


@given(st.text(alphabet="unit.all n()<>=!,'\"«»andor10_9ø", max_size=40))
def test_any_text_is_a_condition_or_a_fault(text: str) -> None:
    told = fault_of(text)
    if told is not None:
        assert 0 <= told.at <= len(text)
    else:
        assert holds(read_condition(text), VALUES) in (True, False)
