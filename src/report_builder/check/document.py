"""A finished file as plain Python values.

A name is ``/Name``, a text string ``u:text``, a byte string ``b:hex`` and a reference ``12 0 R``, all of
them str.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar

from report_builder.check.exceptions import Encrypted, Unreadable
from report_builder.check.strict_reader import PlainFile
from report_builder.check.syntax import NotPlain, doc_encoded
from report_builder.language.message import say
from report_builder.language.passages import Piece, Pieces, joined, pieces_of, unmarked
from report_builder.patterns import late

if TYPE_CHECKING:
    from report_builder.check.qpdf import QpdfFile

__all__ = ["Document", "Encrypted", "Unreadable", "as_dict", "as_list", "number_of", "pieces", "string"]

_T = TypeVar("_T")

_REFERENCE = late(r"(\d+) (\d+) R")

_DEEPEST = 200
"""References that lead to references, and nodes of trees: no honest file comes near."""


def number_of(value: object) -> int | None:
    """The object number of a reference; None for anything else."""
    if type(value) is str and value.endswith(" R") and (match := _REFERENCE.fullmatch(value)):
        return int(match[1])
    return None


def string(value: object) -> str | None:
    """The characters of a string object without marks of languages; None for anything else."""
    if not isinstance(value, str):
        return None
    if value.startswith("u:"):
        return unmarked(value[2:])
    return _characters(bytes.fromhex(value[2:])) if value.startswith("b:") else None


def pieces(value: object) -> Pieces:
    """The words of a string object with the languages that marks in it say, empty before the first mark."""
    if isinstance(value, str) and value.startswith("u:"):
        return pieces_of(value[2:], "")
    return joined((Piece(string(value) or "", ""),))


def _characters(data: bytes) -> str:
    """The characters of a string that a reader took for bytes.

    Keys and ids are UTF-8. So few letters as in "Vårt" look like no text either, and are no UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return doc_encoded(data)


def as_dict(value: object) -> dict[str, Any]:
    """The value if it is a dictionary, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """The value if it is an array, else an empty one."""
    return value if isinstance(value, list) else []


class Document:
    """An opened file. Raises Encrypted or Unreadable when it cannot be opened.

    With ``locked`` an encrypted file is opened too, if it asks for no password before it is read.
    """

    def __init__(self, pdf: bytes, *, locked: bool = False) -> None:
        self._pdf = pdf
        self._file: PlainFile | QpdfFile = self._open()
        if self.is_encrypted and not locked:
            self._file.close()
            raise Encrypted

    def _open(self) -> PlainFile | QpdfFile:
        try:
            return PlainFile(self._pdf)
        except NotPlain:
            return self._mended()

    def _mended(self) -> QpdfFile:
        """The file as qpdf reads it, which is loaded for files that need it only."""
        from report_builder.check.qpdf import QpdfFile

        return QpdfFile(self._pdf)

    def _ask(self, question: Callable[[PlainFile | QpdfFile], _T]) -> _T:
        """Ask the file; should it turn out not to be plain after all, qpdf answers from then on."""
        try:
            return question(self._file)
        except NotPlain:
            self._file = self._mended()
            return question(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def pdf(self) -> bytes:
        """The bytes of the file."""
        return self._pdf

    @property
    def is_encrypted(self) -> bool:
        """True for an encrypted file."""
        return self._file.is_encrypted

    def get(self, number: int) -> Any:
        """The object with this number; the dictionary of a stream."""
        return self._ask(lambda file: file.get(number))

    def resolve(self, value: Any) -> Any:
        """The object that ``value`` refers to, or ``value`` itself."""
        for _ in range(_DEEPEST):
            number = number_of(value)
            if number is None:
                return value
            value = self.get(number)
        return None

    def once(self, value: Any, seen: set[int]) -> Any:
        """The object that ``value`` refers to, the first time; then None. ``seen`` are those met."""
        number = number_of(value)
        if number is None:
            return value
        if number in seen:
            return None
        seen.add(number)
        return self.resolve(value)

    def data(self, value: object) -> bytes:
        """The decoded bytes of the stream that ``value`` refers to; empty where there is none.

        Raises Unreadable when they cannot be decoded.
        """
        number = number_of(value)
        if number is None:
            return b""
        return self._ask(lambda file: file.data(number))

    def coded(self, value: object) -> bytes:
        """The bytes of the stream that ``value`` refers to as they stand in the file; empty without one.

        A photograph's filter (DCTDecode) is one that only a viewer undoes, so :meth:`data` refuses it.
        """
        number = number_of(value)
        if number is None:
            return b""
        return self._ask(lambda file: file.coded(number))

    @cached_property
    def trailer(self) -> dict[str, Any]:
        """The trailer."""
        return self._file.trailer

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
        numbers = self._ask(lambda file: file.page_numbers())
        return [(number, as_dict(self.get(number))) for number in numbers]

    def require_pages(self) -> None:
        """Raise Unreadable when there is no page: then nothing can be said of the file."""
        if not self.pages:
            raise Unreadable(say("check.no-pages"))

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
            node = as_dict(self.once(waiting.pop(), seen))
            entries = as_list(self.resolve(node.get(kind)))
            pairs.extend(zip(entries[::2], entries[1::2], strict=False))
            waiting.extend(reversed(as_list(self.resolve(node.get("/Kids")))))
        return pairs
