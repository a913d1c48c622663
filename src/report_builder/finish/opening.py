"""Takes over the painted pages as pypdf's objects, without a copy of each."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

_KEPT = ("/Type", "/Pages")


def open_painted(pdf: bytes) -> PdfWriter:
    """Take over the pages, and nothing else of what ReportLab wrote.

    pypdf's own way clones every object, with looks that files of strangers need: it takes as long again as
    reading them. Here what was read moves to the writer as it is, in the same order.
    """
    reader = PdfReader(BytesIO(pdf))
    root = reader.root_object
    for key in [key for key in root if key not in _KEPT]:
        del root[key]
    writer = PdfWriter()
    objects = writer._objects  # noqa: SLF001 - pypdf has a public way for clones only
    objects.clear()
    _Move(writer).take(root)
    writer._root_object, writer._pages = root, root.raw_get("/Pages")  # noqa: SLF001 - the same
    writer._flatten()  # noqa: SLF001 - the same
    for page in writer.flattened_pages or ():
        assert page.indirect_reference is not None
        objects[page.indirect_reference.idnum - 1] = page
    writer._info_obj = writer._add_object(DictionaryObject())  # noqa: SLF001 - the same
    reader.resolved_objects.clear()  # a circle, which no collection takes away in the command
    return writer


class _Move:
    """Moves objects to a writer, each with what it refers to."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._moved: dict[int, IndirectObject] = {}

    def take(self, item: PdfObject) -> IndirectObject:
        """Move an object that has a number of its own, and give the new one."""
        before = item.indirect_reference
        now = self._writer._add_object(item)  # noqa: SLF001 - pypdf has no public way
        assert before is not None
        self._moved[before.idnum] = now
        self._inside(item)
        return now

    def _inside(self, item: PdfObject | None) -> None:
        """Let what stands in a dictionary or an array refer to the writer's objects."""
        if isinstance(item, DictionaryObject):
            for key, value in item.items():
                if isinstance(value, IndirectObject):
                    item[key] = self._reference(value)
                elif isinstance(value, (DictionaryObject, ArrayObject)):
                    self._inside(value)
        elif isinstance(item, ArrayObject):
            for at, value in enumerate(item):
                if isinstance(value, IndirectObject):
                    item[at] = self._reference(value)
                elif isinstance(value, (DictionaryObject, ArrayObject)):
                    self._inside(value)

    def _reference(self, there: IndirectObject) -> IndirectObject:
        known = self._moved.get(there.idnum)
        if known is None:
            item = there.get_object()
            assert item is not None, "ReportLab refers to no object that is not there"
            known = self.take(item)
        return known
