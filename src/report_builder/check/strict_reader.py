"""Reads files that are as plain as those that this program writes, and refuses all others.

Plain is a file with one table of places, which is a stream, that keeps to the letter of ISO 32000-1: no
update, no encryption, no damage. It is read in less time than it takes to load qpdf, and without the 6 MB
that this takes. What is not plain is left to :mod:`report_builder.check.qpdf`, which reads and mends
nearly anything; so nothing here guesses.

Values are Python's own: a name is ``/Name``, a text string ``u:text``, a byte string ``b:hex`` and a
reference ``12 0 R``, all of them str, as qpdf has them in its JSON.
"""

from __future__ import annotations

import re
import zlib
from itertools import accumulate, repeat
from operator import and_
from struct import unpack_from
from typing import Any

from report_builder.check.syntax import NotPlain, parse
from report_builder.patterns import late

_FREE, _DIRECT, _PACKED = 0, 1, 2
_END = late(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_HEAD = late(rb"(\d+) 0 obj\b")
_TAIL = late(rb"\bstream\r?\n|\bendobj\b")
_AFTER_DATA = late(rb"\r?\n?endstream\s+endobj\b")
_SHORTEST = 64
"""No file of fewer bytes can be whole."""
_MOST_PAGES = 100_000


class PlainFile:
    """An opened plain file. Raises NotPlain where it is not, then or later."""

    is_encrypted = False

    def __init__(self, pdf: bytes) -> None:
        end = _END.search(pdf, max(0, len(pdf) - _SHORTEST))
        if end is None or not pdf.startswith(b"%PDF-1."):
            raise NotPlain("no plain beginning and end")
        self._pdf = pdf
        self._places: list[tuple[int, int, int]] = []
        self._packed: dict[int, _Members] = {}
        self._pages: dict[int, Any] = {}
        self.trailer: dict[str, Any]
        number, self.trailer, data = self._stream_at(int(end[1]))
        if "/Prev" in self.trailer or "/Encrypt" in self.trailer or "/Index" in self.trailer:
            raise NotPlain("an update, or encryption")
        self._places = _rows(self.trailer, _decoded(self.trailer, data, predicted=True))
        if self._place(number) != (_DIRECT, int(end[1]), 0):
            raise NotPlain("the table of places is not in the table of places")

    def close(self) -> None:
        """Let go of what was read."""
        self._packed.clear()
        self._pages.clear()

    def get(self, number: int) -> Any:
        """The object with this number; the dictionary of a stream; None where there is none."""
        if number in self._pages:
            return self._pages.pop(number)
        kind, where, index = self._place(number)
        if kind == _FREE:
            return None
        if kind == _DIRECT:
            return (
                self._stream_at(where, number)[1] if self._is_stream(where) else self._value_at(where, number)
            )
        members = self._packed.get(where)
        if members is None:
            members = self._packed[where] = self._members(where)
        return members.value(index, number)

    def data(self, number: int) -> bytes:
        """The decoded bytes of a stream; empty where there is none."""
        kind, where, _ = self._place(number)
        if kind != _DIRECT or not self._is_stream(where):
            return b""
        _, entries, data = self._stream_at(where, number)
        return _decoded(entries, data)

    def coded(self, number: int) -> bytes:
        """The bytes of a stream as they stand in the file; empty where there is none."""
        kind, where, _ = self._place(number)
        if kind != _DIRECT or not self._is_stream(where):
            return b""
        return self._stream_at(where, number)[2]

    def page_numbers(self) -> list[int]:
        """The object numbers of the pages, in order. Each page is asked for next, and is read once."""
        catalog = self.get(_reference(self.trailer.get("/Root")))
        waiting = [_reference(catalog.get("/Pages") if isinstance(catalog, dict) else None)]
        pages: list[int] = []
        seen: set[int] = set()
        while waiting:
            number = waiting.pop()
            node = self.get(number)
            if number in seen or not isinstance(node, dict) or len(seen) > _MOST_PAGES:
                raise NotPlain("the tree of pages makes no sense")
            seen.add(number)
            if node.get("/Type") == "/Page":
                pages.append(number)
                self._pages[number] = node
            elif node.get("/Type") == "/Pages" and isinstance(node.get("/Kids"), list):
                waiting.extend(_reference(kid) for kid in reversed(node["/Kids"]))
            else:
                raise NotPlain("the tree of pages has something else in it")
        return pages

    def _place(self, number: int) -> tuple[int, int, int]:
        return self._places[number] if 0 <= number < len(self._places) else (_FREE, 0, 0)

    def _head(self, at: int, number: int | None) -> re.Match[bytes]:
        head = _HEAD.match(self._pdf, at)
        if head is None or number not in (None, int(head[1])):
            raise NotPlain(f"there is no object at byte {at}")
        return head

    def _tail(self, at: int) -> re.Match[bytes]:
        """The end of the value of the object at ``at``: where its data begin, or the object ends."""
        tail = _TAIL.search(self._pdf, at)
        if tail is None:
            raise NotPlain(f"the object at byte {at} does not end")
        return tail

    def _is_stream(self, at: int) -> bool:
        return self._tail(at)[0].startswith(b"stream")

    def _value_at(self, at: int, number: int | None) -> Any:
        head = self._head(at, number)
        return parse(self._pdf[head.end() : self._tail(head.end()).start()].decode("latin-1"))

    def _stream_at(self, at: int, number: int | None = None) -> tuple[int, dict[str, Any], bytes]:
        """Number, dictionary and data of the stream at byte ``at``."""
        head, tail = self._head(at, number), self._tail(at)
        entries = self._value_at(at, number)
        if not isinstance(entries, dict) or not tail[0].startswith(b"stream"):
            raise NotPlain(f"there is no stream at byte {at}")
        length = entries.get("/Length")
        if isinstance(length, str):
            length = self.get(_reference(length))
        if type(length) is not int or not _AFTER_DATA.match(self._pdf, tail.end() + length):
            raise NotPlain(f"the stream at byte {at} has another length than it says")
        return int(head[1]), entries, self._pdf[tail.end() : tail.end() + length]

    def _members(self, stream: int) -> _Members:
        kind, where, _ = self._place(stream)
        if kind != _DIRECT:
            raise NotPlain(f"there is no object stream {stream}")
        _, entries, data = self._stream_at(where, stream)
        if entries.get("/Type") != "/ObjStm":
            raise NotPlain(f"{stream} is no object stream")
        return _Members(entries, _decoded(entries, data))


class _Members:
    """The objects in one object stream (7.5.7), kept as text; each is parsed when it is asked for."""

    def __init__(self, entries: dict[str, Any], data: bytes) -> None:
        count, first = entries.get("/N"), entries.get("/First")
        if type(count) is not int or type(first) is not int:
            raise NotPlain("an object stream does not say what is in it")
        try:
            table = list(map(int, data[:first].split()))
        except ValueError as fault:
            raise NotPlain("the table of an object stream is damaged") from fault
        self._numbers, self._offsets = table[::2], table[1::2]
        self._text = data[first:].decode("latin-1")
        if len(self._numbers) != count or len(self._offsets) != count:
            raise NotPlain("the table of an object stream is damaged")
        self._offsets.append(len(self._text))

    def value(self, index: int, number: int) -> Any:
        if not 0 <= index < len(self._numbers) or self._numbers[index] != number:
            raise NotPlain(f"the object {number} is not where it should be")
        return parse(self._text[self._offsets[index] : self._offsets[index + 1]])


def _reference(value: Any) -> int:
    if isinstance(value, str) and value.endswith(" 0 R"):
        return int(value.partition(" ")[0])
    raise NotPlain("a reference is missing")


def _rows(entries: dict[str, Any], table: bytes) -> list[tuple[int, int, int]]:
    """The kind, place and index of each object (7.5.8)."""
    widths = entries.get("/W")
    if widths != [1, 4, 2] or entries.get("/Size") != len(table) // 7:
        raise NotPlain("the table of places has another form")
    return [unpack_from(">BIH", table, at) for at in range(0, len(table) - 6, 7)]


def _decoded(entries: dict[str, Any], data: bytes, *, predicted: bool = False) -> bytes:
    """The data of a stream without its filter; ``predicted`` ones are differences of rows (7.4.4.4)."""
    filters = entries.get("/Filter")
    parameters = entries.get("/DecodeParms")
    if isinstance(filters, list) and len(filters) == 1:
        (filters,) = filters
    if filters is None:
        return data
    if filters != "/FlateDecode" or (parameters is not None) != predicted:
        raise NotPlain("a stream has another filter")
    try:
        inflated = zlib.decompress(data)
    except zlib.error as fault:
        raise NotPlain("a stream is damaged") from fault
    return _sums(inflated, parameters) if predicted else inflated


def _sums(rows: bytes, parameters: Any) -> bytes:
    """Undo PNG's Up filter: every row is what differs from the row above."""
    if not isinstance(parameters, dict) or parameters.get("/Predictor") != 12:
        raise NotPlain("a stream has another predictor")
    columns = parameters.get("/Columns")
    if type(columns) is not int or columns < 1 or len(rows) % (columns + 1):
        raise NotPlain("a stream has another predictor")
    row = columns + 1
    kinds = rows[::row]
    if kinds.count(2) != len(kinds):
        raise NotPlain("a stream has another predictor")
    result = bytearray(len(rows) // row * columns)
    for at in range(columns):
        result[at::columns] = bytes(map(and_, accumulate(rows[at + 1 :: row]), repeat(255)))
    return bytes(result)
