"""PDF syntax for the objects that finish adds (ISO 32000-1, 7.3).

Objects are made as bytes, not as trees of pypdf objects: a report of 400 pages has some 25,000
structure elements, and this way each of them costs a few microseconds and a few hundred bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from pypdf import PdfWriter
from pypdf.generic import PdfObject

_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r", "\n": "\\n"})
_URI_CHARACTERS = "".join(chr(code) for code in range(0x21, 0x7F))


class RawObject(PdfObject):
    """An object that is already written as PDF syntax; pypdf's writer takes it like any other."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def write_to_stream(self, stream: object, encryption_key: str | bytes | None = None) -> None:
        """Write the syntax as it is; pypdf calls this."""
        assert encryption_key is None, "finished files are never encrypted"
        stream.write(self.data)  # type: ignore[attr-defined]


class Objects:
    """The numbered objects of the file at work."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer

    @property
    def next_number(self) -> int:
        """The number that the next object will get; forward references are counted from it."""
        return len(self._writer._objects) + 1  # noqa: SLF001 - pypdf has no public way to ask

    def add(self, syntax: str) -> int:
        """Add an object written in ``syntax`` (ASCII) and return its number."""
        return self.add_object(RawObject(syntax.encode("ascii")))

    def add_expected(self, item: PdfObject, expected: int) -> None:
        """Add an object that others already refer to by a number counted ahead."""
        got = self.add_object(item)
        assert got == expected, f"object {expected} was counted ahead, but became {got}"

    def add_object(self, item: PdfObject) -> int:
        """Add an object of pypdf's own and return its number."""
        return self._writer._add_object(item).idnum  # noqa: SLF001 - the same


def text(value: str) -> str:
    """A text string: PDFDocEncoding where it is plain ASCII, else UTF-16BE (7.9.2.2)."""
    if value.isascii() and value.isprintable():
        return f"({value.translate(_ESCAPES)})"
    return f"<feff{value.encode('utf-16-be').hex()}>"


def byte_string(value: str) -> str:
    """A byte string made of UTF-8: a key of a name tree, or an element's ID."""
    if value.isascii() and value.isprintable():
        return f"({value.translate(_ESCAPES)})"
    return f"<{value.encode().hex()}>"


def uri(value: str) -> str:
    """A URI in 7-bit ASCII (12.6.4.7); other characters are percent-encoded."""
    return text(quote(value, safe=_URI_CHARACTERS))


def number(value: float) -> str:
    """A number in points, to a thousandth."""
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".") or "0"


def numbers(values: Iterable[float]) -> str:
    """An array of numbers."""
    return f"[{' '.join(map(number, values))}]"


_LEAF = 256
"""Entries in one leaf of a tree: few enough to be found fast, and far below any reader's limit."""


def tree(objects: Objects, kind: str, entries: list[tuple[str, str]]) -> str:
    """A name tree (``kind`` Names) or number tree (Nums), as the syntax of its root (7.9.6, 7.9.7).

    ``entries`` are sorted pairs of a key and a value, both written as syntax.
    """
    if len(entries) <= _LEAF:
        return f"<</{kind}[{''.join(f'{key} {value} ' for key, value in entries)}]>>"
    leaves = []
    for start in range(0, len(entries), _LEAF):
        part = entries[start : start + _LEAF]
        pairs = "".join(f"{key} {value} " for key, value in part)
        leaves.append(objects.add(f"<</Limits[{part[0][0]} {part[-1][0]}]/{kind}[{pairs}]>>"))
    # Two levels hold 65,000 entries and more in a root array of a few hundred references.
    return f"<</Kids[{' '.join(f'{leaf} 0 R' for leaf in leaves)}]>>"
