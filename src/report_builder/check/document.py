"""A finished file as plain Python values, read with pikepdf.

qpdf hands over each object as JSON, which the standard library reads: 4 µs an object, a tenth of what
walking pikepdf's own objects costs. In these values a name is ``/Name``, a text string ``u:text``, a byte
string ``b:hex`` and a reference ``12 0 R``, all of them str.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from io import BytesIO
from typing import Any, Self

import pikepdf

_REFERENCE = re.compile(r"(\d+) (\d+) R")

_decode = json.JSONDecoder().decode

_DEEPEST = 200
"""References that lead to references, and nodes of trees: no honest file comes near."""


class Encrypted(Exception):  # noqa: N818 - a state of the file, not an error of ours
    """The file is encrypted; PDF/A forbids that."""


class Unreadable(Exception):  # noqa: N818 - the same
    """The file is no PDF, or so damaged that nothing can be said of it."""


def number_of(value: object) -> int | None:
    """The object number of a reference; None for anything else."""
    if type(value) is str and value.endswith(" R") and (match := _REFERENCE.fullmatch(value)):
        return int(match[1])
    return None


def string(value: object) -> str | None:
    """The characters of a string object; None for anything else."""
    if not isinstance(value, str):
        return None
    if value.startswith("u:"):
        return value[2:]
    return bytes.fromhex(value[2:]).decode("utf-8", "replace") if value.startswith("b:") else None


def as_dict(value: object) -> dict[str, Any]:
    """The value if it is a dictionary, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """The value if it is an array, else an empty one."""
    return value if isinstance(value, list) else []


class Document:
    """An opened file. Raises Encrypted or Unreadable when it cannot be opened."""

    def __init__(self, pdf: bytes) -> None:
        try:
            self._pdf = pikepdf.open(BytesIO(pdf))
        except pikepdf.PasswordError as fault:
            raise Encrypted from fault
        except (pikepdf.PdfError, RuntimeError, ValueError) as fault:
            # The reader names its stream by an address in memory, which tells nobody anything.
            raise Unreadable(str(fault).partition(">: ")[2] or str(fault)) from fault
        if self._pdf.is_encrypted:
            self._pdf.close()
            raise Encrypted

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pdf.close()

    def get(self, number: int) -> Any:
        """The object with this number; the dictionary of a stream."""
        item: object = self._pdf.get_object(number, 0)
        # pikepdf gives null, numbers and booleans as Python's own.
        return _decode(item.to_json(True).decode()) if isinstance(item, pikepdf.Object) else item

    def resolve(self, value: Any) -> Any:
        """The object that ``value`` refers to, or ``value`` itself."""
        for _ in range(_DEEPEST):
            number = number_of(value)
            if number is None:
                return value
            value = self.get(number)
        return None

    def data(self, value: object) -> bytes:
        """The decoded bytes of the stream that ``value`` refers to; empty where there is none.

        Raises Unreadable when they cannot be decoded.
        """
        number = number_of(value)
        if number is None:
            return b""
        item = self._pdf.get_object(number, 0)
        try:
            return item.read_bytes() if isinstance(item, pikepdf.Stream) else b""
        except pikepdf.PdfError as fault:
            raise Unreadable(f"the stream {number} is damaged") from fault

    @cached_property
    def trailer(self) -> dict[str, Any]:
        """The trailer."""
        return as_dict(_decode(self._pdf.trailer.to_json(False).decode()))

    @cached_property
    def catalog(self) -> dict[str, Any]:
        """The document catalog."""
        return as_dict(self.resolve(self.trailer.get("/Root")))

    @cached_property
    def info(self) -> dict[str, str]:
        """The Info dictionary, keys without the slash."""
        entries = as_dict(self.resolve(self.trailer.get("/Info")))
        found = {key[1:]: string(self.resolve(value)) for key, value in entries.items()}
        return {key: value for key, value in found.items() if value is not None}

    @cached_property
    def pages(self) -> list[tuple[int, dict[str, Any]]]:
        """Object number and dictionary of each page, in order."""
        return [(page.obj.objgen[0], as_dict(self.get(page.obj.objgen[0]))) for page in self._pdf.pages]

    def require_pages(self) -> None:
        """Raise Unreadable when there is no page: then nothing can be said of the file."""
        if not self.pages:
            raise Unreadable("it has no pages")

    def content(self, page: dict[str, Any]) -> bytes:
        """The content streams of a page, decoded and joined."""
        contents = page.get("/Contents")
        streams = contents if isinstance(contents, list) else [contents]
        target = self.resolve(contents)
        if isinstance(target, list):
            streams = target
        return b"\n".join(self.data(stream) for stream in streams)

    def tree(self, root: object, kind: str) -> list[tuple[Any, Any]]:
        """The pairs of a name tree (``kind`` is /Names) or number tree (/Nums), each node once."""
        pairs: list[tuple[Any, Any]] = []
        waiting, seen = [root], set[int]()
        while waiting:
            value = waiting.pop()
            number = number_of(value)
            if number is not None:
                if number in seen:
                    continue
                seen.add(number)
            node = as_dict(self.resolve(value))
            entries = as_list(self.resolve(node.get(kind)))
            pairs.extend(zip(entries[::2], entries[1::2], strict=False))
            waiting.extend(reversed(as_list(self.resolve(node.get("/Kids")))))
        return pairs
