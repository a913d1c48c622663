"""What a file of keys and values may hold: a record says which keys there are, and what each must be.

A schema is a frozen ``Struct`` whose fields are annotated with a :class:`Key`; a field with a default
need not be there. Types may be ``str``, ``int``, ``float``, ``Decimal``, ``SignedNumber``, ``bool``,
``date``, ``X | None``, ``tuple[X, ...]``, ``dict[str, X]``, ``Located[X]``, other such records, ``str | R``.
A field ``span: SourceSpan`` is no key: it gets the place of the mapping.
``FORMER`` has keys that were, each with what to write now. ``PARTIAL_WITH`` is a key with which no other need
be there, since what it names has them; whoever reads the file brings both together first.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Generic, TypeVar

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from report_builder.diagnostics import SourceSpan
from report_builder.language.message import Message

T = TypeVar("T")
Former: typing.TypeAlias = Mapping[str, Message]


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
    unless it is ``open``. ``choices`` that are ``open`` may be names too that the file itself gives.
    ``may_be_empty`` allows a text or a list without content; ``or_number`` a text that is a number.
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
    or_number: bool = False


class Length(Key, frozen=True):
    """A length, in points unless one of :data:`UNITS` stands behind its number; its bounds are points."""


UNITS: Mapping[str, float] = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
"""What a length may be written in, each with its points."""


class Member(Struct, frozen=True):
    """One key of a schema: the type of its value, the rules for it, whether it must be there, its default."""

    type: Any
    rules: Key
    required: bool
    default: Any


class Schema(Struct, frozen=True):
    """What a schema says: its keys, whether it wants its place, its former keys.

    ``partial_with`` is the key that makes it partial; ``passed_over`` are keys that it may have and that are
    not read; one that is ``open`` may have any other too.
    """

    keys: Mapping[str, Member]
    has_span: bool
    former: Former
    partial_with: str
    passed_over: tuple[str, ...]
    open: bool


@functools.cache
def schema_of(cls: type) -> Schema:
    """Read the annotations of a schema."""
    hints = typing.get_type_hints(cls, include_extras=True)
    keys: dict[str, Member] = {}
    for field in fields(cls):
        if field.name != "span":
            wanted, rules = typing.get_args(hints[field.name])
            keys[field.name] = Member(wanted, rules, field.default is NODEFAULT, field.default)
    return Schema(
        keys,
        "span" in hints,
        getattr(cls, "FORMER", {}),
        getattr(cls, "PARTIAL_WITH", ""),
        getattr(cls, "PASSED_OVER", ()),
        getattr(cls, "OPEN", False),
    )
