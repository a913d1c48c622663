"""Typed reading of YAML: a record says which keys there are, and every fault is told with its place.

A schema is a frozen ``Struct`` whose fields are annotated with a :class:`Key`; a field with a default
need not be there. Types may be ``str``, ``int``, ``float``, ``Decimal``, ``SignedNumber``, ``bool``,
``date``, ``X | None``, ``tuple[X, ...]``, ``dict[str, X]``, ``Located[X]``, other such records, ``str | R``.
A field ``span: SourceSpan`` is no key: it gets the place of the mapping.
``FORMER`` has keys that were, each with what to write now.
"""

from __future__ import annotations

import functools
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields, replace

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, Value, hinted, say
from report_builder.sources.nearest import did_you_mean_or_all
from report_builder.sources.yaml_tree import Entry, ListNode, MapNode, Node, ScalarNode

T = TypeVar("T")
_Former: typing.TypeAlias = Mapping[str, Message]


class Located(Struct, Generic[T], frozen=True):
    """A value with its place, for what is checked later."""

    value: T
    span: SourceSpan


class SignedNumber(Struct, frozen=True):
    """A number that may be written with a plus (``plus``), which is then shown."""

    value: Decimal
    plus: bool = False


class Key(Struct, frozen=True):
    """What a key's value must be, beside its type, and what the key is for.

    ``about`` is where the catalogues have one sentence that describes it. ``choices`` are the only texts
    allowed, and ``called`` gives what people call them, where that is something else; ``pattern`` is a
    regular expression for the whole text and ``example`` what fits it. ``minimum``
    and ``maximum`` bound a number. ``names`` are the keys that a ``dict`` must have, all of them and no other
    unless it is ``open``.
    ``may_be_empty`` allows a text or a list without content.
    """

    about: str
    choices: tuple[str, ...] = ()
    called: Callable[[], Mapping[str, str]] | None = None
    pattern: str = ""
    example: str = ""
    minimum: float | None = None
    maximum: float | None = None
    names: tuple[str, ...] = ()
    open: bool = False
    may_be_empty: bool = False


def read_partly(node: Node, cls: type[T], diagnostics: Diagnostics) -> T | None:
    """Read what is sound of a mapping as the schema ``cls``, so that all that is wrong is told in one run.

    A key that is missing or faulty is its default, None where it has none (whatever its type says); faulty
    items of a list are left out. The diagnostics tell whether there was a fault. None where ``node`` is no
    mapping.
    """
    value = _read_schema(node, cls, _Reading(_FILE, Key(""), diagnostics, partly=True))
    return None if value is _FAULTY else typing.cast("T", value)


_FILE = say("sources.the-file")
_MAPPING = say("sources.keys-and-values")
_LINES = say("sources.keys-and-values.hint")

_FAULTY: Any = object()
"""Stands for a value that could not be read and has its diagnostic."""


class _Reading(Struct, frozen=True):
    """What the reader of one value must know: its name for messages, its rules, and who listens.

    ``partly`` keeps what is sound of the file's own mapping, and in it of lists and of mappings without a
    key that must be there.
    """

    name: Value
    rules: Key
    diagnostics: Diagnostics
    partly: bool = False

    def fault(self, code: str, node: Node, message: Message, hint: Message) -> Any:
        self.diagnostics.error(code, node.span, message, hint)
        return _FAULTY

    def wrong_type(self, node: Node, wanted: Message, hint: Message) -> Any:
        message = say("sources.wrong-type", name=self.name, wanted=wanted, kind=_kind(node))
        return self.fault("RB-WRONG-TYPE", node, message, hint)

    def inside(self, name: Value) -> _Reading:
        """The reading of a value inside this one, which is whole or faulty."""
        return replace(self, name=name, partly=False)


class Member(Struct, frozen=True):
    """One key of a schema: the type of its value, the rules for it, whether it must be there, its default."""

    type: Any
    rules: Key
    required: bool
    default: Any


class Schema(Struct, frozen=True):
    """What a schema says: its keys, whether it wants its place, and its former keys."""

    keys: Mapping[str, Member]
    has_span: bool
    former: _Former


@functools.cache
def schema_of(cls: type) -> Schema:
    """Read the annotations of a schema."""
    hints = typing.get_type_hints(cls, include_extras=True)
    keys: dict[str, Member] = {}
    for field in fields(cls):
        if field.name != "span":
            wanted, rules = typing.get_args(hints[field.name])
            keys[field.name] = Member(wanted, rules, field.default is NODEFAULT, field.default)
    return Schema(keys, "span" in hints, getattr(cls, "FORMER", {}))


def _read_schema(node: Node, cls: type, reading: _Reading) -> Any:
    schema = schema_of(cls)
    if not isinstance(node, MapNode):
        return reading.wrong_type(node, _MAPPING, _lines_like(schema.keys))
    required = (name for name, member in schema.keys.items() if member.required)
    faulty = not _names_fit(node, schema.keys, required, reading, schema.former)
    values: dict[str, Any] = {"span": node.span} if schema.has_span else {}
    for name, entry in node.entries.items():
        wanted = schema.keys.get(name)
        if wanted is None or _is_left_out(entry, wanted):
            continue
        within = _Reading(f"'{name}'", wanted.rules, reading.diagnostics, reading.partly)
        values[name] = _read(entry.value, wanted.type, within)
    if reading.partly:
        sound = {name: value for name, value in values.items() if value is not _FAULTY}
        needed = {name: None for name, member in schema.keys.items() if member.required}
        return cls(**{**needed, **sound})
    faulty = faulty or any(value is _FAULTY for value in values.values())
    return _FAULTY if faulty else cls(**values)


def _lines_like(keys: Mapping[str, Member]) -> Message:
    """Say how a mapping is written, with a key of this one where one has an example."""
    likes = (f"{name}: {member.rules.example}" for name, member in keys.items() if member.rules.example)
    like = next(likes, "")
    return say("sources.keys-and-values-like", example=like) if like else _LINES


def _is_left_out(entry: Entry, wanted: Member) -> bool:
    """Tell whether a key that need not be there stands without a value, which is the same as no key."""
    return not wanted.required and isinstance(entry.value, ScalarNode) and entry.value.is_null


def _names_fit(
    node: MapNode, known: Iterable[str], required: Iterable[str], reading: _Reading, former: _Former
) -> bool:
    """Report keys that are unknown or missing."""
    known = tuple(known)
    fits = True
    for name, entry in node.entries.items():
        if name not in known:
            fits = False
            unused = [one for one in known if one not in node.entries]
            hint = former.get(name) or did_you_mean_or_all(name, unused or known)
            message = say("sources.key-unknown", key=name)
            reading.diagnostics.error("RB-UNKNOWN-KEY", entry.key_span, message, hint)
    for name in required:
        if name not in node.entries:
            fits = False
            message = say("sources.key-missing-in", key=name, place=reading.name)
            if reading.name == _FILE:
                message = say("sources.key-missing", key=name)
            hint = say("sources.key-missing.hint", key=name)
            reading.diagnostics.error("RB-MISSING-KEY", node.span, message, hint)
    return fits


def _read(node: Node, wanted: Any, reading: _Reading) -> Any:
    """Read one value of any type that a schema may name."""
    origin = typing.get_origin(wanted)
    if origin in (types.UnionType, typing.Union):  # Located[X] | None is of the second kind
        parts = [part for part in typing.get_args(wanted) if part is not types.NoneType]
        return _read_either(node, parts, reading) if len(parts) > 1 else _read(node, parts[0], reading)
    if origin is Located:
        value = _read(node, typing.get_args(wanted)[0], reading)
        return _FAULTY if value is _FAULTY else Located(value, node.span)
    if origin is tuple:
        return _read_list(node, typing.get_args(wanted)[0], reading)
    if origin is dict:
        return _read_dict(node, typing.get_args(wanted)[1], reading)
    if wanted in _SCALARS:
        return _SCALARS[wanted](node, reading)
    partly = reading.partly and not any(member.required for member in schema_of(wanted).keys.values())
    return _read_schema(node, wanted, replace(reading, partly=partly))


def _read_either(node: Node, kinds: list[Any], reading: _Reading) -> Any:
    """Read a text, or the mapping that may stand in its place."""
    text, record = kinds
    if isinstance(node, ListNode):
        return reading.wrong_type(node, say("sources.text-or-keys"), say("sources.text-no-list"))
    return _read(node, record if isinstance(node, MapNode) else text, reading)


def _read_list(node: Node, item: Any, reading: _Reading) -> Any:
    if not isinstance(node, ListNode):
        return reading.wrong_type(node, *hinted("sources.a-list"))
    if not node.items and not reading.rules.may_be_empty:
        return reading.fault("RB-EMPTY", node, *hinted("sources.list-empty", name=reading.name))
    values = tuple(
        _read(child, item, reading.inside(say("sources.item-of", number=number, whole=reading.name)))
        for number, child in enumerate(node.items, 1)
    )
    if reading.partly:
        return tuple(value for value in values if value is not _FAULTY)
    return _FAULTY if any(value is _FAULTY for value in values) else values


def _read_dict(node: Node, item: Any, reading: _Reading) -> Any:
    if not isinstance(node, MapNode):
        return reading.wrong_type(node, _MAPPING, _LINES)
    names = reading.rules.names
    known = (*names, *node.entries) if reading.rules.open or not names else names
    fits = _names_fit(node, known, names, reading, {})
    values = {
        name: _read(entry.value, item, reading.inside(f"'{name}'"))
        for name, entry in node.entries.items()
        if name in known
    }
    return values if fits and not any(value is _FAULTY for value in values.values()) else _FAULTY


def _read_text(node: Node, reading: _Reading) -> Any:
    """Read a text. It stands on one line: line ends and runs of blanks become one blank."""
    if not isinstance(node, ScalarNode):
        hint = say("sources.text-no-list" if isinstance(node, ListNode) else "sources.text-no-keys")
        return reading.wrong_type(node, say("sources.a-text"), hint)
    if node.is_null and not (reading.rules.may_be_empty and not node.text):
        hint = say("sources.text-behind-colon")
        if node.text:
            hint = say("sources.write-in-quotes", text=node.text)
        return reading.wrong_type(node, say("sources.a-text"), hint)
    text = re.sub(r"[ \t\r\n\x85\u2028\u2029]+", " ", node.text).strip(" ")
    rules = reading.rules
    if not text and not rules.may_be_empty:
        message, hint = hinted("sources.text-empty", name=reading.name)
        if not isinstance(reading.name, str):
            hint = say("sources.item-empty.hint")
        return reading.fault("RB-EMPTY", node, message, hint)
    if rules.choices and text not in rules.choices:
        message = say("sources.value", name=reading.name, value=_shown(text))
        called = rules.called() if rules.called else {}
        return reading.fault("RB-VALUE", node, message, did_you_mean_or_all(text, rules.choices, called))
    if rules.pattern and text and not re.fullmatch(rules.pattern, text):
        message = say("sources.value-form", name=reading.name, value=_shown(text))
        odd = next((char for char in text if char in _HYPHENS), "")
        if odd and re.fullmatch(rules.pattern, text.translate(dict.fromkeys(map(ord, _HYPHENS), "-"))):
            return reading.fault(
                "RB-VALUE", node, message, say("sources.plain-hyphen", sign=f"U+{ord(odd):04X}")
            )
        return reading.fault("RB-VALUE", node, message, say("sources.write-like", example=rules.example))
    return text


def _read_int(node: Node, reading: _Reading) -> Any:
    return _read_number(node, reading, _WHOLE, int, say("sources.whole-number"))


def _read_decimal(node: Node, reading: _Reading) -> Any:
    return _read_number(node, reading, _DECIMAL, Decimal, say("sources.a-number"))


def _read_signed(node: Node, reading: _Reading) -> Any:
    value = _read_decimal(node, reading)
    if value is _FAULTY or not isinstance(node, ScalarNode):
        return _FAULTY
    return SignedNumber(value, node.text.startswith("+"))


def _read_float(node: Node, reading: _Reading) -> Any:
    return _read_number(node, reading, _DECIMAL, float, say("sources.a-number"))


_HYPHENS = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2212"
"""What looks like a hyphen, or like nothing, and is another sign."""
_GROUPED = r"(?<=[0-9])[ \u00a0\u2009\u202f](?=[0-9]{3})"
_WHOLE = r"[-+]?(?:0|[1-9][0-9]{0,14})"
_DECIMAL = r"[-+]?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?"


def _read_number(
    node: Node, reading: _Reading, pattern: str, convert: Callable[[str], Any], wanted: Message
) -> Any:
    if not isinstance(node, ScalarNode) or not node.plain or not re.fullmatch(pattern, node.text, re.ASCII):
        return reading.wrong_type(node, wanted, _number_hint(node, pattern))
    value = convert(node.text)
    rules = reading.rules
    if (rules.minimum is not None and value < rules.minimum) or (
        rules.maximum is not None and value > rules.maximum
    ):
        message = say("sources.value", name=reading.name, value=node.text)
        return reading.fault("RB-VALUE", node, message, _bounds(rules.minimum, rules.maximum))
    return value


def _bounds(minimum: float | None, maximum: float | None) -> Message:
    """Say between which numbers one must be, which are written as in YAML."""
    if maximum is None:
        return say("sources.at-least", least=f"{minimum:g}")
    if minimum is None:
        return say("sources.at-most", most=f"{maximum:g}")
    return say("sources.between", least=f"{minimum:g}", most=f"{maximum:g}")


def _number_hint(node: Node, pattern: str) -> Message:
    """Say how the number would be written, where that can be guessed."""
    if not isinstance(node, ScalarNode):
        return say("sources.one-number")
    guess = node.text.strip().removesuffix("%").strip().replace("\u2212", "-").replace(",", ".")
    guess = re.sub(r"^([-+]?)0+(?=[0-9])", r"\1", guess)
    whole = re.sub(
        r"(?<=[0-9])[ \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}](?=[0-9]{3})", "", guess
    )
    if re.fullmatch(pattern, guess, re.ASCII):
        return say("sources.without-quotes", number=guess)
    if re.fullmatch(pattern, whole, re.ASCII):
        return say("sources.without-spaces", number=whole)
    if pattern == _WHOLE and re.fullmatch(_DECIMAL, whole, re.ASCII):
        return say("sources.without-decimals", number=whole.partition(".")[0])
    return say("sources.in-digits")


def _read_bool(node: Node, reading: _Reading) -> Any:
    if isinstance(node, ScalarNode) and node.plain and node.text in ("true", "false"):
        return node.text == "true"
    return reading.wrong_type(node, *hinted("sources.true-or-false"))


def _read_date(node: Node, reading: _Reading) -> Any:
    if not isinstance(node, ScalarNode) or node.is_null:
        return reading.wrong_type(node, *hinted("sources.a-date"))
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text, re.ASCII):
        message = say("sources.date-form", name=reading.name, value=_shown(node.text))
        return reading.fault("RB-DATE", node, message, say("sources.a-date.hint"))
    try:
        day = date.fromisoformat(node.text)
    except ValueError:
        day = None
    # A year with three figures was mistyped.
    if day is None or day.year < 1000:
        return reading.fault("RB-DATE", node, *hinted("sources.no-such-day", day=node.text))
    return day


_SCALARS: dict[Any, Callable[[Node, _Reading], Any]] = {
    str: _read_text,
    int: _read_int,
    float: _read_float,
    Decimal: _read_decimal,
    SignedNumber: _read_signed,
    bool: _read_bool,
    date: _read_date,
}


def _kind(node: Node) -> Value:
    if isinstance(node, ListNode):
        return say("sources.a-list")
    if isinstance(node, MapNode):
        return say("sources.a-mapping")
    if node.is_null:
        return say("sources.empty-value", value=node.text) if node.text else say("sources.empty")
    return _shown(node.text) if node.plain else say("sources.the-text", text=_shown(node.text))


def _shown(text: str) -> str:
    """Quote a value for a message; a long one is cut."""
    return f"'{text}'" if len(text) <= 60 else f"'{text[:60]}…'"
