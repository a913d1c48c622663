"""The syntax of PDF objects (ISO 32000-1, 7.3), as Python values; strict, and without streams."""

from __future__ import annotations

import re
from typing import Any

from report_builder.patterns import late


class NotPlain(Exception):  # noqa: N818 - a state of the file, not an error of ours
    """Something is not as plain files have it."""


_REGULAR = r"[^\x00-\x20/<>\[\](){}%]"
_SIGN = late(
    rf"/{_REGULAR}*"
    r"|\d+ \d+ R\b"
    r"|>>|<<|\]|\["
    rf"|{_REGULAR}+"
    r"|\((?:[^()\\]|\\.)*\)"
    r"|<[0-9A-Fa-f\s]*>"
    r"|[^\x00-\x20]",
    re.DOTALL,
)
"""Names, references, brackets, then what must be a number or a keyword, strings, and at last any
character that has no place here. Strings with brackets that are not escaped are not plain."""

_ELEMENT = late(
    r"<</Type/StructElem/S(/[A-Za-z0-9]+)/P (\d+ \d+ R)(?:/Pg (\d+ \d+ R))?"
    r"(?:/K (\d+(?: \d+ R)?)|/K\[([\d R]*)\])?(?:/ID\(([A-Za-z0-9-]+)\))?"
    r"(/ActualText<feff00ad>)?"
    r"(?:(/A) <</O/Table(?:/Scope (/(?:Row|Column)))?"
    r"(?:/Headers\[((?:\([A-Za-z0-9-]+\) )*\([A-Za-z0-9-]+\))\])?>>)?>>\s*"
)
"""A structure element as this program writes most of them, cells of tables too: two objects in three."""
_KID = late(r"\d+ \d+ R\b|\d+|R")

_NUMBER = late(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_DIGITS = frozenset("0123456789")
_KEYWORDS = {"true": True, "false": False, "null": None}
_PRINTED = late(rb"[\t\n\f\r\b\x20-\x7e]*")
_CONTROL = late(rb"[\x00-\x07\x0b\x0e-\x17]")
_ESCAPE = late(r"\\(\r\n|[0-7]{1,3}|.)|\r\n?", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "\n": "", "\r": "", "\r\n": ""}

# PDFDocEncoding where it is not Latin-1 (ISO 32000-1, annex D.2); what it leaves out is U+FFFD.
_ACCENTS = "\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc"
_SIGNS = (
    "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018"
    "\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e\ufffd\u20ac"
)
_DOC_ENCODING = {
    **{0x18 + at: sign for at, sign in enumerate(_ACCENTS)},
    **{0x80 + at: sign for at, sign in enumerate(_SIGNS)},
    0x7F: "\ufffd",
    0xAD: "\ufffd",
}


def parse(text: str) -> Any:
    """The value that ``text`` is, which has one character for each byte. Raises NotPlain."""
    element = _ELEMENT.fullmatch(text)
    return parse_any(text) if element is None else _element(element)


def _element(match: re.Match[str]) -> dict[str, Any]:
    """What :func:`parse_any` gives for the same text, for a tenth of the work."""
    role, parent, page, kid, kids, name, hyphen, cell, scope, heads = match.groups()
    entries: dict[str, Any] = {"/Type": "/StructElem", "/S": role, "/P": parent}
    if page is not None:
        entries["/Pg"] = page
    if kid is not None:
        entries["/K"] = kid if kid[-1] == "R" else int(kid)
    elif kids is not None:
        found = _KID.findall(kids)
        if "R" in found:
            raise NotPlain("a reference without a number")
        entries["/K"] = [one if one[-1] == "R" else int(one) for one in found]
    if name is not None:
        entries["/ID"] = f"u:{name}"
    if hyphen is not None:
        entries["/ActualText"] = "u:\N{SOFT HYPHEN}"
    if cell is not None:
        entries["/A"] = _of_cell(scope, heads)
    return entries


def _of_cell(scope: str | None, heads: str | None) -> dict[str, Any]:
    """The attributes of a cell: what it heads, and the names of what heads it."""
    attributes: dict[str, Any] = {"/O": "/Table"}
    if scope is not None:
        attributes["/Scope"] = scope
    if heads is not None:
        attributes["/Headers"] = [f"u:{head[1:-1]}" for head in heads.split(" ")]
    return attributes


def parse_any(text: str) -> Any:
    """The value that ``text`` is, whatever it is. Raises NotPlain."""
    items: list[Any] = []
    opened: list[tuple[str, list[Any]]] = []
    for sign in _SIGN.findall(text):
        first = sign[0]
        if first == "/":
            if "#" in sign or not sign.isascii():
                raise NotPlain(f"the name {sign[:20]} has characters that are not plain")
            items.append(sign)
        elif first in _DIGITS:
            items.append(sign if sign[-1] == "R" and " " in sign else _atom(sign))
        elif sign == "<<" or first == "[":
            opened.append((sign, items))
            items = []
        elif sign == ">>" or first == "]":
            if not opened:
                raise NotPlain("a bracket too much")
            closed, (opener, items) = items, opened.pop()
            items.append(_dictionary(closed) if sign == ">>" else closed)
            if opener != ("<<" if sign == ">>" else "["):
                raise NotPlain("brackets of two kinds")
        else:
            items.append(_atom(sign))
    if opened or len(items) != 1:
        raise NotPlain("not one value")
    return items[0]


def _dictionary(items: list[Any]) -> dict[str, Any]:
    keys = items[::2]
    if len(items) % 2:
        raise NotPlain("a dictionary without keys")
    for key in keys:
        if type(key) is not str or key[0] != "/":
            raise NotPlain("a dictionary without keys")
    if None not in items:
        return dict(zip(keys, items[1::2], strict=True))
    # A key whose value is null is as good as none.
    return {key: value for key, value in zip(keys, items[1::2], strict=True) if value is not None}


def _atom(token: str) -> Any:
    """A number, a string or a keyword."""
    if token.isdigit() and token.isascii():  # most are
        return int(token)
    if token[0] == "(" and len(token) > 1:
        return string_value(_ESCAPE.sub(_unescaped, token[1:-1]).encode("latin-1"))
    if token[0] == "<" and len(token) > 1:
        digits = "".join(token[1:-1].split())
        return string_value(bytes.fromhex(digits + "0" * (len(digits) % 2)))
    if token in _KEYWORDS:
        return _KEYWORDS[token]
    if not _NUMBER.fullmatch(token):
        raise NotPlain(f"'{token[:20]}' makes no sense")
    return float(token) if "." in token else int(token)


def _unescaped(match: re.Match[str]) -> str:
    """The characters that an escape in a literal string stands for (7.3.4.2)."""
    escape = match[1]
    if escape is None:
        return "\n"  # every end of a line is read as this one
    if escape[0] in "01234567":
        return chr(int(escape, 8) & 255)
    return _ESCAPED.get(escape, escape)


def string_value(data: bytes) -> str:
    """A string as text where it is text (7.9.2.2), else as bytes; doubtful ones are judged as by qpdf."""
    if data.startswith(b"\xfe\xff"):
        try:
            return "u:" + data[2:].decode("utf-16-be")
        except UnicodeDecodeError:
            raise NotPlain("a text that is not UTF-16") from None
    if data.startswith((b"\xff\xfe", b"\xef\xbb\xbf")):
        raise NotPlain("a text in another encoding")
    if _PRINTED.fullmatch(data):
        return "u:" + data.decode("ascii")
    text = doc_encoded(data)
    beyond = sum(code > 126 or 24 <= code < 32 for code in data)
    if _CONTROL.search(data) or 5 * beyond > len(data) or "\ufffd" in text:
        return f"b:{data.hex()}"
    return f"u:{text}"


def doc_encoded(data: bytes) -> str:
    """The characters of a text string that is not Unicode (7.9.2.3); U+FFFD for bytes that stand for none."""
    return data.decode("latin-1").translate(_DOC_ENCODING)
