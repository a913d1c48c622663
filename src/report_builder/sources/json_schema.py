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

from report_builder.language.catalogue import Catalogue
from report_builder.sources.schema import UNITS, Key, Length, Located, SignedNumber, schema_of

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


def json_schema(cls: type, title: str, words: Catalogue) -> Json:
    """Give the JSON Schema of a file whose keys are those of the schema ``cls``, described in ``words``."""
    writing = _Writing(words)
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **writing.mapping(cls),
    }
    key = schema_of(cls).partial_with
    if key:
        parts = {name: _taken_needs(part, {}) for name, part in writing.definitions.items()}
        whole = _taken_needs(schema, parts)
        schema |= {"if": {"not": {"required": [key]}}, "then": whole}
    return {**schema, "definitions": writing.definitions} if writing.definitions else schema


def _taken_needs(schema: Json, parts: Json) -> Json:
    """Take away which keys of a mapping must be there, and of the mappings inside it; give that as a schema.

    ``parts`` is what was taken from the definitions. Items of lists stay as they are: they are written whole.
    """
    if "$ref" in schema:
        found: Json = parts[schema["$ref"].rpartition("/")[2]]
        return found
    needs: Json = {"required": schema.pop("required")} if "required" in schema else {}
    values = schema.get("properties", {})
    inside = {name: found for name, value in values.items() if (found := _taken_needs(value, parts))}
    alike = [*inside.values()]
    if len(inside) == len(values) and len(alike) > 1 and all(one == alike[0] for one in alike):
        needs["additionalProperties"] = alike[0]
    elif inside:
        needs["properties"] = inside
    return needs


class _Writing:
    """One schema while it is written; ``definitions`` are the parts that others refer to."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words
        self.definitions: Json = {}

    def mapping(self, cls: type) -> Json:
        known = schema_of(cls)
        members = known.keys
        properties: Json = {}
        for name, member in members.items():
            value = self._value(member.type, member.rules)
            if not member.required:
                value = _with_default(_or_null(value), member.default)
            properties[name] = {"description": self._words(member.rules.about), **value}
        properties |= {name: {} for name in known.passed_over}
        required = [name for name, member in members.items() if member.required]
        schema: Json = {"type": "object", "additionalProperties": known.open, "properties": properties}
        return {**schema, "required": required} if required else schema

    def _value(self, wanted: Any, rules: Key) -> Json:
        origin, parts = typing.get_origin(wanted), typing.get_args(wanted)
        if origin in (types.UnionType, typing.Union):
            kinds = [self._value(part, rules) for part in parts if part is not types.NoneType]
            return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
        if origin is Located:
            return self._value(parts[0], rules)
        if origin is tuple:
            items = self._value(parts[0], rules)
            return {"type": "array", "items": items, **({} if rules.may_be_empty else {"minItems": 1})}
        if origin is dict:
            return self._names(parts[1], rules)
        if wanted in _TYPES:
            return _scalar(wanted, rules)
        return self.mapping(wanted)

    def _names(self, item: Any, rules: Key) -> Json:
        """A mapping whose names are known; what stands at each of them is written down once."""
        value = self._value(item, rules)
        if isinstance(item, type) and issubclass(item, Struct):
            name = item.__name__.removesuffix("Keys")
            self.definitions[name] = value
            value = {"$ref": f"#/definitions/{name}"}
        return {
            "type": "object",
            "additionalProperties": value if rules.open or not rules.names else False,
            "properties": dict.fromkeys(rules.names, value),
            "required": list(rules.names),
        }


def _scalar(wanted: Any, rules: Key) -> Json:
    schema: Json = {"type": [_TYPES[wanted], "number"] if rules.or_number else _TYPES[wanted]}
    if isinstance(rules, Length):
        schema = {"type": ["number", "string"], "pattern": f"^[-+]?[0-9.]+ ?({'|'.join(UNITS)})$"}
    schema |= _text_rules(rules) if wanted is str or rules.choices else {}
    if wanted is date:
        schema |= {"format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    for name in ("minimum", "maximum"):
        bound = getattr(rules, name)
        if bound is not None:
            schema[name] = bound
    if rules.example:
        schema["examples"] = [rules.example.strip('"')]
    return schema


def _text_rules(rules: Key) -> Json:
    """What a text must be; names that the file itself gives are no more than likely."""
    if rules.choices and not rules.open:
        return {"enum": list(rules.choices)}
    said: Json = {} if rules.may_be_empty else {"minLength": 1}
    if rules.choices:
        said["examples"] = list(rules.choices)
    if rules.pattern and "\\w" not in rules.pattern.lower():
        said["pattern"] = f"^(?:{rules.pattern})$"
    return said


def _or_null(value: Json) -> Json:
    """A key that need not be there may also stand without a value."""
    if "anyOf" in value:
        return {**value, "anyOf": [*value["anyOf"], {"type": "null"}]}
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    value = {**value, "type": [*kinds, "null"]}
    if "enum" in value:
        value["enum"] = [*value["enum"], None]
    return value


def _with_default(value: Json, default: Any) -> Json:
    shown = isinstance(default, (str, int, float)) and default != ""
    if isinstance(default, float) and default < value.get("minimum", default):
        shown = False  # it stands for a key that is not there
    return {**value, "default": default} if shown else value
