"""Takes the objects out of a file that ReportLab has painted.

They are copied as they stand; a few words of them are replaced. A library that reads any PDF would build
some thousand objects of its own for that, and take as long as the rest of finish. This reads only what
ReportLab writes, and refuses anything else.
"""

from __future__ import annotations

import re
from itertools import pairwise

from report_builder.finish.lost import FinishLost

_TABLE = re.compile(rb"xref\s+0 (\d+)\s+((?:\d{10} \d{5} [nf]\s{1,2})+)trailer\s")
_ROW = re.compile(rb"(\d{10}) \d{5} ([nf])")
_HEAD = re.compile(rb"(\d+) 0 obj\s*")
_KIDS = re.compile(rb"/Kids \[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_PAGE = re.compile(rb"/Type /Page\b")
_DATA = re.compile(rb"(<<.*?/Length (\d+)\b.*?>>)\s*stream\r?\n", re.DOTALL)
_NO_TRANSITION = re.compile(rb"/Trans <<\s*>>\s*")


class Painted:
    """The objects of a painted file, by the numbers that they have there.

    ``objects`` has None where there is none, at 0 too. ``catalog``, ``info``, ``root`` (of the pages) and
    ``pages``, in order, are numbers. Raises FinishLost for a file that is not as ReportLab writes it.
    """

    def __init__(self, pdf: bytes) -> None:
        table = _TABLE.search(pdf, pdf.rindex(b"xref", 0, pdf.rindex(b"startxref")))
        if table is None:
            raise FinishLost("the painted file has no table of places")
        rows = [(int(place), kind == b"n") for place, kind in _ROW.findall(table[2])]
        if len(rows) != int(table[1]):
            raise FinishLost("the painted file's table of places is cut short")
        places = {place: number for number, (place, used) in enumerate(rows) if used}
        self.objects: list[bytes | None] = [None] * len(rows)
        for start, end in pairwise((*sorted(places), table.start())):
            self.objects[places[start]] = _object(pdf, start, end, places[start])
        trailer = pdf[table.end() :]
        self.catalog, self.info = _number("/Root", trailer), _number("/Info", trailer)
        self.root = _number("/Pages", self.objects[self.catalog])
        self.pages = self._pages()

    def _pages(self) -> list[int]:
        kids = _KIDS.search(self.objects[self.root] or b"")
        pages = [int(number) for number in _REFERENCE.findall(kids[1])] if kids else []
        if not all(_PAGE.search(self.objects[page] or b"") for page in pages):
            raise FinishLost("the painted file has something else among its pages")
        return pages

    def page_with(self, number: int, entries: str) -> bytes:
        """A page with more ``entries``, and without the empty transition that ReportLab writes."""
        page, transitions = _NO_TRANSITION.subn(b"", self.objects[number] or b"")
        if transitions != 1 or not page.endswith(b">>"):
            raise FinishLost(f"the page in object {number} is not as ReportLab writes it")
        return page[:-2] + entries.encode("ascii") + b">>"


def _object(pdf: bytes, start: int, end: int, number: int) -> bytes:
    head = _HEAD.match(pdf, start)
    stop = pdf.rfind(b"endobj", start, end)
    if head is None or int(head[1]) != number or stop < 0:
        raise FinishLost(f"the painted file has no object {number}")
    syntax = pdf[head.end() : stop].rstrip()
    return _lined_up(syntax, number) if syntax.endswith(b"endstream") else syntax


def _lined_up(stream: bytes, number: int) -> bytes:
    """A stream whose end stands on a line of its own, as PDF/A asks (ISO 19005-2, 6.1.7.1)."""
    begin = _DATA.match(stream)
    if begin is None or stream[begin.end() + int(begin[2]) :].strip() != b"endstream":
        raise FinishLost(f"the painted stream {number} has another length than it says")
    data = memoryview(stream)[begin.end() : begin.end() + int(begin[2])]
    return b"".join((begin[1], b"stream\n", data, b"\nendstream"))


def _number(key: str, text: bytes | None) -> int:
    """The number of the object that an entry refers to."""
    found = re.search(rf"{key} (\d+) 0 R".encode(), text or b"")
    if found is None:
        raise FinishLost(f"the painted file has no {key}")
    return int(found[1])
