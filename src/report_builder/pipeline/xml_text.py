"""XML that is written by hand: elements with prefixed names, and the bytes of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element, indent, tostring

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, escaped or not (XML 1.0, 2.2)."""

NONE: Mapping[str, str] = MappingProxyType({})


def element(name: str, attributes: Mapping[str, str] = NONE, *children: Element, text: str = "") -> Element:
    """Make an element; an attribute without a value is left out.

    ``name`` and the attributes' names have the prefix that the root declares.
    """
    made = Element(name, {key: _clean(value) for key, value in attributes.items() if value})
    made.extend(children)
    made.text = _clean(text) or None
    return made


def leaf(name: str, text: str, attributes: Mapping[str, str] = NONE) -> Element:
    """Make an element that holds text."""
    return element(name, attributes, text=text)


def document(root: Element) -> bytes:
    """Give the bytes of a document, in UTF-8: the same element gives the same bytes."""
    indent(root)
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
