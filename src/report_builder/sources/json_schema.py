"""JSON Schema of the schemas, so that editors complete and check keys.

Draft 07, which every editor knows. It says what :mod:`report_builder.sources.schema` checks, apart from
what JSON Schema cannot: places, duplicate keys, and patterns that mean other things in JavaScript.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import Struct

from report_builder.sources.schema import Key, Located, SignedNumber, schema_of

Json: TypeAlias = dict[str, Any]

_TYPES: Mapping[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    Decimal: "number",
    SignedNumber: "number",
    bool: "boolean",
    date: "string",
}


def json_schema(cls: type, title: str) -> Json:
    """Give the JSON Schema of a file whose keys are those of the schema ``cls``."""
    definitions: Json = {}
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **_mapping(cls, definitions),
    }
    return {**schema, "definitions": definitions} if definitions else schema


def _mapping(cls: type, definitions: Json) -> Json:
    members = schema_of(cls).keys
    properties: Json = {}
    for name, member in members.items():
        value = _value(member.type, member.rules, definitions)
        if not member.required:
            value = _with_default(_or_null(value), member.default)
        properties[name] = {"description": member.rules.about, **value}
    required = [name for name, member in members.items() if member.required]
    schema: Json = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**schema, "required": required} if required else schema


def _value(wanted: Any, rules: Key, definitions: Json) -> Json:
    origin, parts = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (types.UnionType, typing.Union):
        kinds = [_value(part, rules, definitions) for part in parts if part is not types.NoneType]
        return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    if origin is Located:
        return _value(parts[0], rules, definitions)
    if origin is tuple:
        items = _value(parts[0], rules, definitions)
        return {"type": "array", "items": items, **({} if rules.may_be_empty else {"minItems": 1})}
    if origin is dict:
        return _names(parts[1], rules, definitions)
    if wanted in _TYPES:
        return _scalar(wanted, rules)
    return _mapping(wanted, definitions)


def _names(item: Any, rules: Key, definitions: Json) -> Json:
    """A mapping whose names are known; what stands at each of them is written down once."""
    value = _value(item, rules, definitions)
    if isinstance(item, type) and issubclass(item, Struct):
        name = item.__name__.removesuffix("Keys")
        definitions[name] = value
        value = {"$ref": f"#/definitions/{name}"}
    return {
        "type": "object",
        "additionalProperties": value if rules.open or not rules.names else False,
        "properties": dict.fromkeys(rules.names, value),
        "required": list(rules.names),
    }


def _scalar(wanted: Any, rules: Key) -> Json:
    schema: Json = {"type": _TYPES[wanted]}
    if rules.choices:
        schema["enum"] = list(rules.choices)
    elif wanted is str:
        if not rules.may_be_empty:
            schema["minLength"] = 1
        if rules.pattern and "\\w" not in rules.pattern.lower():
            schema["pattern"] = f"^(?:{rules.pattern})$"
    if wanted is date:
        schema |= {"format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    for name in ("minimum", "maximum"):
        bound = getattr(rules, name)
        if bound is not None:
            schema[name] = bound
    if rules.example:
        schema["examples"] = [rules.example.strip('"')]
    return schema


def _or_null(value: Json) -> Json:
    """A key that need not be there may also stand without a value."""
    value = {**value, "type": [value["type"], "null"]}
    if "enum" in value:
        value["enum"] = [*value["enum"], None]
    return value


def _with_default(value: Json, default: Any) -> Json:
    shown = isinstance(default, (str, int, float)) and default != ""
    return {**value, "default": default} if shown else value
