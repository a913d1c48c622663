"""One value of a file, read as its schema says: text, number, length, date. Every fault has its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, Value, hinted, say
from report_builder.sources.nearest import did_you_mean_or_all
from report_builder.sources.schema import UNITS, Key, Length, SignedNumber
from report_builder.sources.yaml_tree import ListNode, MapNode, Node, ScalarNode

FAULTY: Any = object()
"""Stands for a value that could not be read and has its diagnostic."""


class Reading(Struct, frozen=True):
    """What the reader of one value must know: its name for messages, its rules, and who listens.

    ``partly`` keeps what is sound of the file's own mapping, and in it of lists and of mappings without a
    key that must be there. ``given`` are the names that the file itself adds to choices that are open.
    """

    name: Value
    rules: Key
    diagnostics: Diagnostics
    partly: bool = False
    given: tuple[str, ...] = ()

    def fault(self, code: str, node: Node, message: Message, hint: Message) -> Any:
        """Tell what is wrong with a value, and stand for it."""
        self.diagnostics.error(code, node.span, message, hint)
        return FAULTY

    def wrong_type(self, node: Node, wanted: Message, hint: Message) -> Any:
        """Tell that a value is of another kind than ``wanted``."""
        message = say("sources.wrong-type", name=self.name, wanted=wanted, kind=_kind(node))
        return self.fault("RB-WRONG-TYPE", node, message, hint)

    def inside(self, name: Value) -> Reading:
        """The reading of a value inside this one, which is whole or faulty."""
        return replace(self, name=name, partly=False)


def _read_text(node: Node, reading: Reading) -> Any:
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
    choices = rules.choices
    if choices and rules.open:
        choices = tuple(dict.fromkeys((*choices, *reading.given)))
    if choices and text not in choices:
        message = say("sources.value", name=reading.name, value=_shown(text))
        called = rules.called() if rules.called else {}
        return reading.fault("RB-VALUE", node, message, did_you_mean_or_all(text, choices, called))
    if rules.pattern and text and not re.fullmatch(rules.pattern, text):
        message = say("sources.value-form", name=reading.name, value=_shown(text))
        odd = next((char for char in text if char in _HYPHENS), "")
        if odd and re.fullmatch(rules.pattern, text.translate(dict.fromkeys(map(ord, _HYPHENS), "-"))):
            return reading.fault(
                "RB-VALUE", node, message, say("sources.plain-hyphen", sign=f"U+{ord(odd):04X}")
            )
        return reading.fault("RB-VALUE", node, message, say("sources.write-like", example=rules.example))
    return text


def _read_int(node: Node, reading: Reading) -> Any:
    return _read_number(node, reading, _WHOLE, int, say("sources.whole-number"))


def _read_decimal(node: Node, reading: Reading) -> Any:
    return _read_number(node, reading, _DECIMAL, Decimal, say("sources.a-number"))


def _read_signed(node: Node, reading: Reading) -> Any:
    value = _read_decimal(node, reading)
    if value is FAULTY or not isinstance(node, ScalarNode):
        return FAULTY
    return SignedNumber(value, node.text.startswith("+"))


def _read_float(node: Node, reading: Reading) -> Any:
    if isinstance(reading.rules, Length):
        return _read_length(node, reading)
    return _read_number(node, reading, _DECIMAL, float, say("sources.a-number"))


_HYPHENS = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2212"
"""What looks like a hyphen, or like nothing, and is another sign."""
_GROUPED = r"(?<=[0-9])[ \u00a0\u2009\u202f](?=[0-9]{3})"
_WHOLE = r"[-+]?(?:0|[1-9][0-9]{0,14})"
_DECIMAL = r"[-+]?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?"


_LENGTH = rf"({_DECIMAL}) ?({'|'.join(UNITS)})?"


def _read_length(node: Node, reading: Reading) -> Any:
    """Read a number of points, or a number with its unit."""
    rules = reading.rules
    written = re.fullmatch(_LENGTH, node.text, re.ASCII) if isinstance(node, ScalarNode) else None
    if not isinstance(node, ScalarNode) or written is None or not (node.plain or written[2]):
        return reading.wrong_type(node, say("sources.a-length"), _length_hint(node))
    value = round(float(written[1]) * UNITS[written[2] or "pt"], 6)
    if _is_outside(value, rules):
        message = say("sources.value", name=reading.name, value=node.text)
        hint = say("sources.in-points", bounds=_bounds(rules.minimum, rules.maximum))
        return reading.fault("RB-VALUE", node, message, hint)
    return value


def _length_hint(node: Node) -> Message:
    """Say how the length would be written, where that can be guessed."""
    guess = node.text.strip().replace("\u2212", "-").replace(",", ".") if isinstance(node, ScalarNode) else ""
    if re.fullmatch(_LENGTH, guess, re.ASCII):
        return say("sources.without-quotes", number=guess)
    return say("sources.a-length.hint")


def _is_outside(value: float | Decimal, rules: Key) -> bool:
    below = rules.minimum is not None and value < rules.minimum
    return below or (rules.maximum is not None and value > rules.maximum)


def _read_number(
    node: Node, reading: Reading, pattern: str, convert: Callable[[str], Any], wanted: Message
) -> Any:
    if not isinstance(node, ScalarNode) or not node.plain or not re.fullmatch(pattern, node.text, re.ASCII):
        return reading.wrong_type(node, wanted, _number_hint(node, pattern))
    value = convert(node.text)
    rules = reading.rules
    if _is_outside(value, rules):
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


def _read_bool(node: Node, reading: Reading) -> Any:
    if isinstance(node, ScalarNode) and node.plain and node.text in ("true", "false"):
        return node.text == "true"
    return reading.wrong_type(node, *hinted("sources.true-or-false"))


def _read_date(node: Node, reading: Reading) -> Any:
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


SCALARS: dict[Any, Callable[[Node, Reading], Any]] = {
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
