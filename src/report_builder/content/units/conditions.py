"""Conditions, as ``where`` and ``test`` have them: ``unit.n >= 10 and unit.type in ("kommune", "fylke")``.

A small language of comparisons over what a unit's row and the whole say; nothing in it is run as code. A
value that is hidden, or that is not there, makes every comparison with it false: no passage tells of it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from report_builder.language.message import Message, hinted, say
from report_builder.model.units import UnitValue
from report_builder.patterns import late
from report_builder.sources.nearest import did_you_mean

_PIECE = late(
    r"\s*(?:(?P<number>-?\d+(?:[.,]\d+)?)|(?P<text>\"[^\"]*\"|'[^']*'|«[^»]*»|“[^”]*”)"
    r"|(?P<name>(?:unit|all)\.[^\W\d][\w-]*(?:\.[\w-]+)*)|(?P<word>[^\W\d]+)|(?P<sign>[<>!=]=|≤|≥|≠|.))",
)
_SAME = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!="}
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_DEEPEST = 20
"""So many brackets and denials may stand in each other."""


class ConditionError(Exception):
    """What is wrong with a condition, and where in its text."""

    def __init__(self, at: int, told: tuple[Message, Message]) -> None:
        super().__init__(at, told)
        self.at, self.message, self.hint = at, *told


class Name(Struct, frozen=True):
    """A column of the unit's row (``unit.n``) or of the whole (``all.n``), and its place in the text."""

    name: str
    at: int


class Literal(Struct, frozen=True):
    """A number or a text."""

    value: Decimal | str
    at: int


Operand: TypeAlias = Name | Literal


class Comparison(Struct, frozen=True):
    """Two operands with a sign between them."""

    left: Operand
    sign: str
    right: Operand


class OneOf(Struct, frozen=True):
    """Whether an operand is one of several."""

    operand: Operand
    among: tuple[Operand, ...]


class HasValue(Struct, frozen=True):
    """Whether a column has a value that may be shown."""

    name: Name


class Not(Struct, frozen=True):
    """Whether a condition does not hold."""

    condition: Condition


class Joined(Struct, frozen=True):
    """Whether all conditions hold, or ``any`` of them."""

    conditions: tuple[Condition, ...]
    any: bool


Condition: TypeAlias = Comparison | OneOf | HasValue | Not | Joined


def read_condition(text: str) -> Condition:
    """The condition that a text is. Raises ConditionError."""
    return _Reader(text).read()


def holds(condition: Condition, values: Mapping[str, UnitValue]) -> bool:
    """Whether a condition holds where the names have these values."""
    match condition:
        case Comparison(left, sign, right):
            return _compared(_value(left, values), sign, _value(right, values))
        case OneOf(one, among):
            value = _value(one, values)
            return any(_compared(value, "=", _value(other, values)) for other in among)
        case HasValue(name):
            return values.get(name.name) is not None
        case Not(inside):
            return not holds(inside, values)
        case Joined(conditions, of_any):
            each = (holds(one, values) for one in conditions)
            return any(each) if of_any else all(each)


def faults_of(
    condition: Condition, kinds: Mapping[str, type], names: Collection[str]
) -> Iterator[ConditionError]:
    """What is wrong with a condition where there are these ``names``; ``kinds`` are those of their values."""
    for name in _names(condition):
        if name.name not in names:
            hint = did_you_mean(name.name, names) or say("content.condition-name.hint")
            yield ConditionError(name.at, (say("content.condition-name", name=name.name), hint))
    for left, right in _pairs(condition):
        one, other = _kind(left, kinds), _kind(right, kinds)
        if one is not None and other is not None and one is not other:
            yield ConditionError(right.at, hinted("content.condition-kinds"))


def _value(operand: Operand, values: Mapping[str, UnitValue]) -> UnitValue:
    return values.get(operand.name) if isinstance(operand, Name) else operand.value


def _compared(left: UnitValue, sign: str, right: UnitValue) -> bool:
    if left is None or right is None or isinstance(left, str) is not isinstance(right, str):
        return False
    if isinstance(left, str) and isinstance(right, str):
        left, right = left.casefold(), right.casefold()
    return _COMPARED[sign](left, right)


def _names(condition: Condition) -> Iterator[Name]:
    match condition:
        case HasValue(name):
            yield name
        case Not(inside):
            yield from _names(inside)
        case Joined(conditions):
            for one in conditions:
                yield from _names(one)
        case _:
            found = {one for pair in _pairs(condition) for one in pair if isinstance(one, Name)}
            yield from sorted(found, key=lambda name: name.at)


def _pairs(condition: Condition) -> Iterator[tuple[Operand, Operand]]:
    match condition:
        case Comparison(left, _, right):
            yield left, right
        case OneOf(one, among):
            for other in among:
                yield one, other
        case Not(inside):
            yield from _pairs(inside)
        case Joined(conditions):
            for each in conditions:
                yield from _pairs(each)
        case HasValue():
            return


def _kind(operand: Operand, kinds: Mapping[str, type]) -> type | None:
    return kinds.get(operand.name) if isinstance(operand, Name) else type(operand.value)


class _Piece(NamedTuple):
    kind: str
    text: str
    at: int


def _pieces(text: str) -> list[_Piece]:
    found = []
    for match in _PIECE.finditer(text.rstrip()):
        kind = match.lastgroup or ""
        found.append(_Piece(kind, match[kind], match.start(kind)))
    return [*found, _Piece("end", "", len(text))]


class _Reader:
    """Reads one condition from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._pieces = iter(_pieces(text))
        self._next = next(self._pieces)
        self._depth = 0

    def read(self) -> Condition:
        condition = self._either()
        if self._next.kind != "end":
            raise self._fault()
        return condition

    def _either(self) -> Condition:
        return self._joined("or", lambda: self._joined("and", self._one, of_any=False), of_any=True)

    def _joined(self, word: str, part: Callable[[], Condition], *, of_any: bool) -> Condition:
        found = [part()]
        while self._takes("word", word):
            found.append(part())
        return found[0] if len(found) == 1 else Joined(tuple(found), of_any)

    def _one(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ConditionError(self._next.at, hinted("content.condition-deep"))
        try:
            if self._takes("word", "not"):
                return Not(self._one())
            if self._takes("sign", "("):
                inside = self._either()
                self._expect("sign", ")")
                return inside
            return self._comparison()
        finally:
            self._depth -= 1

    def _comparison(self) -> Condition:
        left = self._operand()
        if self._takes("word", "in"):
            return OneOf(left, self._among())
        if self._takes("word", "not"):
            self._expect("word", "in")
            return Not(OneOf(left, self._among()))
        sign = _SAME.get(self._next.text, self._next.text)
        if self._next.kind == "sign" and sign in _COMPARED:
            self._step()
            return Comparison(left, sign, self._operand())
        if isinstance(left, Name):
            return HasValue(left)
        raise self._fault()

    def _among(self) -> tuple[Operand, ...]:
        self._expect("sign", "(")
        found = [self._operand()]
        while self._takes("sign", ","):
            found.append(self._operand())
        self._expect("sign", ")")
        return tuple(found)

    def _operand(self) -> Operand:
        piece = self._next
        match piece.kind:
            case "name":
                self._step()
                return Name(piece.text, piece.at)
            case "number":
                self._step()
                return Literal(Decimal(piece.text.replace(",", ".")), piece.at)
            case "text":
                self._step()
                return Literal(piece.text[1:-1], piece.at)
            case _:
                raise self._fault()

    def _takes(self, kind: str, text: str) -> bool:
        if (self._next.kind, self._next.text) != (kind, text):
            return False
        self._step()
        return True

    def _expect(self, kind: str, text: str) -> None:
        if not self._takes(kind, text):
            raise self._fault()

    def _step(self) -> None:
        self._next = next(self._pieces)

    def _fault(self) -> ConditionError:
        if self._next.kind == "end":
            return ConditionError(self._next.at, hinted("content.condition-open"))
        told = say("content.condition-piece", piece=self._next.text), say("content.condition-piece.hint")
        return ConditionError(self._next.at, told)
