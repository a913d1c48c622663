"""Where the text of a page stands, and whether it is heard there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from report_builder.check.content import SHOWS, Operation, begun, mcid_of, operations, string_bytes, type_of
from report_builder.check.context import properties
from report_builder.check.document import Document, as_dict
from report_builder.check.fonts import Decoder
from report_builder.check.matrices import IDENTITY, Matrix, times
from report_builder.check.reading import MarkTexts
from report_builder.patterns import late

_NUMBER = late(rb"[-+]?(?:\d+\.?\d*|\.\d+)")


class Shown(NamedTuple):
    """A text as one operator shows it, and where it begins, in points from the lower left corner.

    ``mcid`` is None for what is marked as artifact, of the type ``kind`` if it says one; ``turned`` is true
    where it is not level.
    """

    text: str
    x: float
    y: float
    mcid: int | None
    turned: bool
    kind: str = ""


def shown_on(document: Document, index: int) -> Iterator[Shown]:
    """Every text in the own content of a page, the first of which is 0; what forms on it show is left out."""
    return _Page(document, index).read()


class _Page:
    def __init__(self, document: Document, index: int) -> None:
        self._document = document
        self._page = document.pages[index][1]
        resources = as_dict(document.resolve(self._page.get("/Resources")))
        self._fonts = as_dict(document.resolve(resources.get("/Font")))
        self._texts = MarkTexts(document)
        self._font = self._texts.decoder(None)
        self._space, self._saved = IDENTITY, list[tuple[Matrix, Decoder]]()
        self._line = IDENTITY
        self._leading = 0.0
        self._marks: list[tuple[int | None, str]] = [(None, "")]

    def read(self) -> Iterator[Shown]:
        """Follow the operators that move the place or begin and end marks."""
        lists = properties(self._document, self._page)
        for operation in operations(self._document.content(self._page)):
            operator = operation.operator
            if operator in (b"BDC", b"BMC"):
                entries = begun(operation.raw, lists)[1]
                mcid = mcid_of(entries)
                around, kind = self._marks[-1]
                self._marks.append((around if mcid is None else mcid, type_of(entries) or kind))
            elif operator == b"EMC" and len(self._marks) > 1:
                self._marks.pop()
            elif operator in SHOWS:
                if operator in (b"'", b'"'):
                    self._next_line(0.0, -self._leading)
                yield self._shown(operation)
            else:
                self._move(operation)

    def _shown(self, operation: Operation) -> Shown:
        parts = (string_bytes(operand) for operand in operation.operands)
        text = "".join(self._font.decode(part) for part in parts if part)
        place = times(self._line, self._space)
        mcid, kind = self._marks[-1]
        turned = abs(place[1]) > abs(place[0]) / 50
        return Shown(text.strip(), place[4], place[5], mcid, turned, kind)

    def _move(self, operation: Operation) -> None:
        operator = operation.operator
        if operator == b"q":
            self._saved.append((self._space, self._font))
        elif operator == b"Q" and self._saved:
            self._space, self._font = self._saved.pop()
        elif operator == b"BT":
            self._line = IDENTITY
        elif operator == b"T*":
            self._next_line(0.0, -self._leading)
        elif operator == b"Tf" and operation.operands:
            self._font = self._texts.decoder(self._fonts.get(operation.operands[0].decode("latin-1")))
        elif operator in (b"cm", b"Tm", b"Td", b"TD", b"TL"):
            self._placed(operator, [float(number) for number in _NUMBER.findall(operation.raw)])

    def _placed(self, operator: bytes, numbers: list[float]) -> None:
        if operator in (b"cm", b"Tm") and len(numbers) == 6:
            a, b, c, d, e, f = numbers
            if operator == b"cm":
                self._space = times((a, b, c, d, e, f), self._space)
            else:
                self._line = (a, b, c, d, e, f)
        elif operator == b"TL" and len(numbers) == 1:
            self._leading = numbers[0]
        elif operator in (b"Td", b"TD") and len(numbers) == 2:
            if operator == b"TD":
                self._leading = -numbers[1]
            self._next_line(*numbers)

    def _next_line(self, x: float, y: float) -> None:
        self._line = times((1.0, 0.0, 0.0, 1.0, x, y), self._line)
