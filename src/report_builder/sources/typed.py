"""Typed reading of YAML: a file as the records of its schema, every fault told with its place."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, hinted, say
from report_builder.patterns import late
from report_builder.sources.nearest import did_you_mean, did_you_mean_or_all
from report_builder.sources.scalars import FAULTY, SCALARS, Reading
from report_builder.sources.schema import UNITS, Former, Key, Located, Member, schema_of
from report_builder.sources.yaml_tree import Entry, ListNode, MapNode, Node, ScalarNode

T = TypeVar("T")


def read_partly(node: Node, cls: type[T], diagnostics: Diagnostics, given: tuple[str, ...] = ()) -> T | None:
    """Read what is sound of a mapping as the schema ``cls``, so that all that is wrong is told in one run.

    A key that is missing or faulty is its default, None where it has none (whatever its type says); faulty
    items of a list are left out. The diagnostics tell whether there was a fault. None where ``node`` is no
    mapping. ``given`` are the names that the file itself adds to choices that are open.
    """
    value = _read_schema(node, cls, Reading(_FILE, Key(""), diagnostics, partly=True, given=given))
    return None if value is FAULTY else typing.cast("T", value)


_FILE = say("sources.the-file")
_MAPPING = say("sources.keys-and-values")
_LINES = say("sources.keys-and-values.hint")


def _read_schema(node: Node, cls: type, reading: Reading) -> Any:
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
        within = replace(reading, name=f"'{name}'", rules=wanted.rules)
        values[name] = _read(entry.value, wanted.type, within)
    if reading.partly:
        sound = {name: value for name, value in values.items() if value is not FAULTY}
        needed = {name: None for name, member in schema.keys.items() if member.required}
        return cls(**{**needed, **sound})
    faulty = faulty or any(value is FAULTY for value in values.values())
    return FAULTY if faulty else cls(**values)


def _lines_like(keys: Mapping[str, Member]) -> Message:
    """Say how a mapping is written, with a key of this one where one has an example."""
    likes = (f"{name}: {member.rules.example}" for name, member in keys.items() if member.rules.example)
    like = next(likes, "")
    return say("sources.keys-and-values-like", example=like) if like else _LINES


def _is_left_out(entry: Entry, wanted: Member) -> bool:
    """Tell whether a key that need not be there stands without a value, which is the same as no key."""
    return not wanted.required and isinstance(entry.value, ScalarNode) and entry.value.is_null


def _names_fit(
    node: MapNode, known: Iterable[str], required: Iterable[str], reading: Reading, former: Former
) -> bool:
    """Report keys that are unknown or missing."""
    known = tuple(known)
    fits = True
    for name, entry in node.entries.items():
        if name not in known:
            fits = False
            hint = former.get(name) or _meant(name, node, known)
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


_HALF_LENGTH = late(rf"[0-9]+ ?(?:{'|'.join(UNITS)})?")
_HALF_NUMBER = late(r"[-+]?[0-9]+")
_COLON_LACKING = late(r"(?P<key>[\w.-]+) +[{\[].*")


def _meant(name: str, node: MapNode, known: tuple[str, ...]) -> Message:
    """Say what was meant by a key that is not known: a key, or what is read as one for a sign that it has."""
    # A theme that extends another has its keys in the order of that one, so the place counts.
    place, value = node.entries[name].key_span, node.entries[name].value
    spans = {one: entry.key_span for one, entry in node.entries.items()}
    earlier = [one for one, at in spans.items() if at.path == place.path and at < place]
    before = max(earlier, key=spans.__getitem__, default="")
    half = node.entries[before].value if before else None
    is_bare = isinstance(value, ScalarNode) and value.is_null and _HALF_LENGTH.fullmatch(name)
    if is_bare and isinstance(half, ScalarNode) and _HALF_NUMBER.fullmatch(half.text):
        return say("sources.decimal-point", written=f"{before}: {half.text}.{name}")
    glued = _COLON_LACKING.fullmatch(name)
    if glued and glued["key"] in known:
        return say("sources.colon-lacking", key=glued["key"])
    unused = [one for one in known if one not in node.entries]
    near = did_you_mean(name, unused) or did_you_mean(name, known)
    return near or did_you_mean_or_all(name, unused or known)


def _read(node: Node, wanted: Any, reading: Reading) -> Any:
    """Read one value of any type that a schema may name."""
    origin = typing.get_origin(wanted)
    if origin in (types.UnionType, typing.Union):  # Located[X] | None is of the second kind
        parts = [part for part in typing.get_args(wanted) if part is not types.NoneType]
        return _read_either(node, parts, reading) if len(parts) > 1 else _read(node, parts[0], reading)
    if origin is Located:
        value = _read(node, typing.get_args(wanted)[0], reading)
        return FAULTY if value is FAULTY else Located(value, node.span)
    if origin is tuple:
        return _read_list(node, typing.get_args(wanted)[0], reading)
    if origin is dict:
        return _read_dict(node, typing.get_args(wanted)[1], reading)
    if wanted in SCALARS:
        return SCALARS[wanted](node, reading)
    partly = reading.partly and not any(member.required for member in schema_of(wanted).keys.values())
    return _read_schema(node, wanted, replace(reading, partly=partly))


def _read_either(node: Node, kinds: list[Any], reading: Reading) -> Any:
    """Read a text, or the mapping or the list that may stand in its place."""
    text, record = kinds
    if typing.get_origin(record) is tuple:
        return _read(node, record if isinstance(node, ListNode) else text, reading)
    if isinstance(node, ListNode):
        return reading.wrong_type(node, say("sources.text-or-keys"), say("sources.text-no-list"))
    return _read(node, record if isinstance(node, MapNode) else text, reading)


def _read_list(node: Node, item: Any, reading: Reading) -> Any:
    if not isinstance(node, ListNode):
        return reading.wrong_type(node, *hinted("sources.a-list"))
    if not node.items and not reading.rules.may_be_empty:
        return reading.fault("RB-EMPTY", node, *hinted("sources.list-empty", name=reading.name))
    values = tuple(
        _read(child, item, reading.inside(say("sources.item-of", number=number, whole=reading.name)))
        for number, child in enumerate(node.items, 1)
    )
    if reading.partly:
        return tuple(value for value in values if value is not FAULTY)
    return FAULTY if any(value is FAULTY for value in values) else values


def _read_dict(node: Node, item: Any, reading: Reading) -> Any:
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
    return values if fits and not any(value is FAULTY for value in values.values()) else FAULTY
