"""Authors of one surname who are not the same person: initials tell them apart in citations (APA 7, 8.20)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

_NAME = re.compile(r"[^\s.-]+|-")


def initials(given: str) -> str:
    """The initials of given names: "K. M.", "J.-E."; empty for none."""
    parts = [part if part == "-" else f"{part[0].upper()}." for part in _NAME.findall(given)]
    return "\u00a0".join(parts).replace("\u00a0-\u00a0", "-")


def surname(person: Mapping[str, Any]) -> str:
    """The surname of a person in CSL JSON, with what stands before it; empty for an organisation."""
    parts = (person.get("non-dropping-particle"), person.get("family"))
    return " ".join(str(part) for part in parts if part) if person.get("family") else ""


def are_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two sources in CSL JSON have the same authors; given names may be initials in one of them."""
    return _authors(one) == _authors(other)


def _authors(item: Mapping[str, Any]) -> list[tuple[Any, str, str]]:
    people = item.get("author") or item.get("editor") or ()
    return [(one.get("literal"), surname(one), initials(str(one.get("given") or ""))[:1]) for one in people]


def to_be_told_apart(people: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Give the initials of those of ``people`` who share a surname with somebody of other initials.

    Who has no given name may be any of the others, and is left as it is.
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for key, person in people.items():
        if (name := surname(person)) and (first := initials(str(person.get("given") or ""))):
            found[name.casefold()][key] = first
    told: dict[str, str] = {}
    for own in found.values():
        if _differ(own.values()):  # "K." may be short for "K. M."
            told |= own
    return told


def _differ(written: Iterable[str]) -> bool:
    """Whether some initials are not the beginning of others."""
    every = sorted(written, key=len)
    return any(not every[-1].startswith(one) for one in every)
