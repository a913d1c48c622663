"""Finds marked content and painting in a page's content stream (ISO 32000-1, 14.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, field

from report_builder.language.message import Message, say
from report_builder.patterns import late

_STRING = rb"\((?:[^()\\]++|\\.)*+\)"
_REST = rb"<(?!<)[^>]*+>|%[^\r\n]*+|[-+.\d\s\[\]{}]++|<<|>>"
_WORD = rb"[^\s()<>\[\]{}/%]++"
_NAME = rb"/[^\s()<>\[\]{}/%]*+"

_SCAN = late(
    rb"(?:" + _STRING + rb"|" + _REST + rb")++"
    rb"|(?P<begin>/(?P<tag>[^\s()<>\[\]{}/%]*+)\s*+<<\s*+(?P<entries>[^<>()]*+)>>\s*+BDC(?=\s|$))"
    rb"|" + _NAME + rb"|(?P<word>" + _WORD + rb")|(?P<open>\()",
    re.DOTALL,
)
_BEGIN = late(rb"/([^\s()<>\[\]{}/%]*+)\s*+<<\s*+([^<>()]*+)>>\s*+BDC")
_MCID = late(rb"/MCID\s+(\d+)")
_TYPE = late(rb"/Type\s*/([A-Za-z]+)")
_FIRST_NAME = late(rb"/([^\s()<>\[\]{}/%]*)")
_INLINE_IMAGE = late(rb"\sID\s.*?\sEI(?=\s|$)", re.DOTALL)
_PAREN = late(rb"[()]|\\.", re.DOTALL)
_FLAT_STRING = late(rb"\([^()]*+\)")
_NO_BRACKETS = bytes(sorted(set(range(256)) - set(b"()")))
_SIMPLE = b" \t\r.+-*[]/_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""What stands in a line of numbers, names and operators."""

_PAINTS = frozenset(b"Tj TJ ' \" S s f F f* B B* b b* sh Do BI".split())
SHOWS = frozenset(b"Tj TJ ' \"".split())
"""The operators that show text."""
_MAY_SAY = SHOWS | {b"Do"}
_SHOWN = (b"TJ",)
_SPECIAL = frozenset((b"BDC", b"BMC", b"EMC", b"BI"))
_REMEMBERED = 512
"""So many lines are remembered: a page has most of its lines in common with the page before."""
_SHORT = 80
"""Only lines of at most so many bytes are remembered."""


class PageMarks(Struct):
    """What a page's content stream says of its marks.

    ``mcids`` in the order painted; ``tags`` by MCID; ``shown`` says where text is shown, or a form that may
    have some: by MCID, or None and the type of an artifact; ``faults`` without the page, which the reader
    knows.
    """

    mcids: list[int] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=dict)
    shown: set[tuple[int | None, str]] = field(default_factory=set)
    untagged: list[str] = field(default_factory=list)
    faults: list[Message] = field(default_factory=list)

    @property
    def artifacts(self) -> set[str]:
        """The types of the artifacts that show something, empty for one without a type."""
        return {kind for owner, kind in self.shown if owner is None}


class Open(Struct, frozen=True):
    """A marked-content sequence that was begun; ``covers`` when it or one around it owns content.

    ``owner`` is its MCID or, without one, that of the nearest around it; ``kind`` is the type of an artifact.
    """

    tag: str
    mcid: int | None
    owner: int | None
    covers: bool
    kind: str = ""


def string_end(data: bytes, start: int) -> int:
    """Where the literal string that opens at ``start`` ends, brackets inside counted (7.3.4.2)."""
    depth = 0
    for match in _PAREN.finditer(data, start):
        if match[0] == b"(":
            depth += 1
        elif match[0] == b")":
            depth -= 1
            if depth == 0:
                return match.end()
    return len(data)


def _words(data: bytes) -> Iterator[re.Match[bytes]]:
    """Every operator, and every BDC with a plain property list as one match with its tag."""
    at = 0
    while at < len(data):
        jump = len(data)
        for match in _SCAN.finditer(data, at):
            kind = match.lastgroup
            if kind is None:
                continue
            if kind == "open":
                jump = string_end(data, match.start())
                break
            yield match
            if kind == "word" and match[0] == b"BI":
                image = _INLINE_IMAGE.search(data, match.end())
                jump = image.end() if image else len(data)
                break
        at = jump


def scan(data: bytes, properties: dict[str, bytes]) -> PageMarks:
    """Read a content stream; ``properties`` are the page's named property lists as bytes."""
    lines = _lines(data)
    found = None if lines is None else _scan_lines(lines)
    return scan_words(data, properties) if found is None else found


def scan_words(data: bytes, properties: dict[str, bytes]) -> PageMarks:
    """Read a content stream word by word, whatever stands in it: what :func:`scan` does."""
    found = PageMarks()
    stack: list[Open] = []
    end = 0  # of the operator before: what lies between are the operands
    for match in _words(data):
        word = match[0]
        if match.lastgroup == "begin":
            _begin(found, stack, match["tag"], match["entries"])
        elif word == b"EMC":
            if stack:
                stack.pop()
            else:
                found.faults.append(say("check.marks-never-opened"))
        elif word in (b"BDC", b"BMC"):
            _begin(found, stack, *begun(data[end : match.start()], properties))
        elif word in _PAINTS:
            if not (stack and stack[-1].covers):
                found.untagged.append(word.decode("latin-1"))
            elif word in _MAY_SAY:
                found.shown.add((stack[-1].owner, stack[-1].kind))
        end = match.end()
    if stack:
        found.faults.append(say("check.marks-not-closed"))
    return found


def _scan_lines(lines: list[bytes]) -> PageMarks | None:
    """What :func:`scan_words` gives, for half of the work, for streams as this program writes them.

    There a line has one string, or one array with strings, and its operator, or the beginning of a mark, or
    names, numbers and operators; and no mark stands in another. None for all other streams.
    """
    found = PageMarks()
    around: tuple[int | None, str] | None = None  # of the mark that is open, as in ``shown``
    for line in lines:
        if line == b"EMC" and around:
            around = None
        elif line[-3:] == b"BDC" and not around and (begin := _begun_by(line)) and begin[1] not in found.tags:
            name, mcid, kind = begin
            around = mcid, kind
            if mcid is not None:
                found.mcids.append(mcid)
                found.tags[mcid] = name
        elif (operators := _painting(line)) is None:
            return None
        elif around is None:
            found.untagged.extend(operator.decode("latin-1") for operator in operators)
        elif not _MAY_SAY.isdisjoint(operators):
            found.shown.add(around)
    return None if around else found


def _lines(data: bytes) -> list[bytes] | None:
    """The lines of a stream; None unless a string begins at each ``(`` and ends at the next ``)``."""
    for escape in (rb"\\", rb"\(", rb"\)"):
        data = data.replace(escape, b"xx")
    brackets = data.translate(None, _NO_BRACKETS)
    if brackets != b"()" * (len(brackets) // 2):  # a string in a string
        return None
    if b"%" in data and b"%" in (data := _FLAT_STRING.sub(b"()", data)):  # a comment
        return None
    return data.split(b"\n")


@lru_cache(_REMEMBERED)
def _begun_by(line: bytes) -> tuple[str, int | None, str] | None:
    """Tag, MCID and type of the mark that a line begins, if it is one of content or an artifact."""
    match = _BEGIN.fullmatch(line)
    if match is None:
        return None
    tag, mcid = match[1].decode("latin-1"), mcid_of(match[2])
    kind = type_of(match[2]) if tag == "Artifact" else ""
    return None if mcid is None and tag != "Artifact" else (tag, mcid, kind)


def _painting(line: bytes) -> tuple[bytes, ...] | None:
    """The painting operators in a line; None for a line of another form."""
    end = line[-3:]
    if end == b"]TJ" and line[:2] == b"[(" and line[-4:-3] == b")" and b"]" not in line[:-3]:
        return _SHOWN
    if end == b")Tj" and line[:1] == b"(" and b")" not in line[:-3]:
        return _SHOWN
    return _painting_words(line) if len(line) > _SHORT else _remembered_words(line)


def _painting_words(line: bytes) -> tuple[bytes, ...] | None:
    if line.translate(None, _SIMPLE) or b"/" in line[1:]:
        return None
    words = line.replace(b"[", b" ").replace(b"]", b" ").split()
    return tuple(word for word in words if word in _PAINTS) if _SPECIAL.isdisjoint(words) else None


_remembered_words = lru_cache(_REMEMBERED)(_painting_words)


def begun(operands: bytes, properties: dict[str, bytes]) -> tuple[bytes, bytes]:
    """Tag and property list of a BDC or BMC with these operands."""
    name = _FIRST_NAME.search(operands)
    if name is None:
        return b"", b""
    rest = operands[name.end() :]
    named = _FIRST_NAME.fullmatch(rest.strip())
    return name[1], properties.get(named[1].decode("latin-1"), b"") if named else rest


def mcid_of(entries: bytes) -> int | None:
    """The MCID in a property list."""
    number = _MCID.search(entries)
    return int(number[1]) if number else None


def type_of(entries: bytes) -> str:
    """The type in the property list of an artifact, empty where it says none."""
    stated = _TYPE.search(entries)
    return stated[1].decode("latin-1") if stated else ""


def _begin(found: PageMarks, stack: list[Open], tag: bytes, entries: bytes) -> None:
    mcid = mcid_of(entries)
    name = tag.decode("latin-1")
    if mcid is not None:
        if mcid in found.tags:
            found.faults.append(say("check.mark-twice", mcid=mcid))
        found.mcids.append(mcid)
        found.tags[mcid] = name
        if any(item.tag == "Artifact" for item in stack):
            found.faults.append(say("check.mark-in-artifact", mcid=mcid))
    elif name == "Artifact" and any(item.mcid is not None for item in stack):
        found.faults.append(say("check.artifact-in-mark"))
    covers = mcid is not None or name == "Artifact" or bool(stack and stack[-1].covers)
    owner = stack[-1].owner if stack and mcid is None else mcid
    kind = stack[-1].kind if stack else ""
    if name == "Artifact":
        kind = type_of(entries) or kind
    stack.append(Open(name, mcid, owner, covers, kind))


_SHOWING = late(
    rb"(?P<operand>" + _STRING + rb"|<(?!<)[^>]*+>|" + _NAME + rb")"
    rb"|(?:%[^\r\n]*+|[-+.\d\s\[\]{}]++|<<|>>)|(?P<word>" + _WORD + rb")|(?P<paren>\()",
    re.DOTALL,
)
_ESCAPE = late(rb"\\(?:([0-7]{1,3})|(\r\n|.))|\r\n?", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\r\n": b"",
    b"\n": b"",
    b"\r": b"",
}


class Operation(NamedTuple):
    """An operator, its operands that are names or strings, and everything before it as it stands."""

    operator: bytes
    operands: list[bytes]
    raw: bytes


def operations(data: bytes) -> Iterator[Operation]:
    """Every operator of a content stream. Slower than :func:`scan`, for those who want the text."""
    operands: list[bytes] = []
    at = begin = 0
    while at < len(data):
        jump = len(data)
        for match in _SHOWING.finditer(data, at):
            kind = match.lastgroup
            if kind == "operand":
                operands.append(match[0])
            elif kind == "word":
                yield Operation(match[0], operands, data[begin : match.start()])
                operands, begin = [], match.end()
                if match[0] == b"BI":
                    image = _INLINE_IMAGE.search(data, begin)
                    jump = begin = image.end() if image else len(data)
                    break
            elif kind == "paren":
                jump = string_end(data, match.start())
                operands.append(data[match.start() : jump])
                break
        at = jump


def string_bytes(operand: bytes) -> bytes | None:
    """The bytes of a string operand, literal or hexadecimal (7.3.4); None for a name."""
    if operand.startswith(b"("):
        return (
            _ESCAPE.sub(_unescaped, operand[1:-1]) if b"\\" in operand or b"\r" in operand else operand[1:-1]
        )
    if operand.startswith(b"<"):
        digits = bytes(c for c in operand if c in b"0123456789abcdefABCDEF").decode()
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    return None


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 255])
    return _ESCAPED.get(match[2], match[2]) if match[2] else b"\n"
