"""Which parts of a file are others where it was built again and has other bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from report_builder.check.reading import Node, read_structure, text
from report_builder.language.message import Message, all_of, say, say_many

if TYPE_CHECKING:
    import pikepdf

_SHOWN = 10
"""So many pages are named; of more, the number is."""
_PACKING = {"/Length", "/Filter", "/DecodeParms"}
"""The entries of a stream that say how its bytes are packed, not what they are (ISO 32000-1, 7.3.8.2)."""


def differing_parts(before: bytes, after: bytes) -> list[Message]:
    """Say what is another in ``after``: text, tags, pages, metadata, other parts; or the compression alone.

    Both are files of this program. What differs in the text differs in the tags and on the page as well, and
    is told once.
    """
    import pikepdf

    with pikepdf.open(BytesIO(before)) as old, pikepdf.open(BytesIO(after)) as new:
        found = []
        if text(before) != text(after):
            found.append(say("check.part-text"))
        elif _tags(before) != _tags(after):
            found.append(say("check.part-tags"))
        pages = _differing_pages(old, new)
        if pages:
            found.append(pages)
        if _metadata(old) != _metadata(new):
            found.append(say("check.part-metadata"))
        if found:
            return found
        same = _objects(old) == _objects(new)
    return [say("check.part-compression") if same else say("check.part-other")]


def _tags(pdf: bytes) -> list[tuple[object, ...]]:
    """What each structure element says, in reading order, and how many elements stand in it."""
    return [
        (
            node.role,
            node.alt,
            node.actual_text,
            node.language,
            node.title,
            node.attributes,
            sum(isinstance(kid, Node) for kid in node.kids),
        )
        for top in read_structure(pdf)
        for node in top.walk()
    ]


def _differing_pages(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Message | None:
    if len(old.pages) != len(new.pages):
        return say("check.part-page-count", before=len(old.pages), after=len(new.pages))
    pairs = zip(old.pages, new.pages, strict=True)
    numbers = [n for n, (one, other) in enumerate(pairs, 1) if _painted(one) != _painted(other)]
    if not numbers:
        return None
    if len(numbers) > _SHOWN:
        return say("check.part-many-pages", number=len(numbers), pages=len(new.pages))
    return say_many("check.part-pages", len(numbers), pages=all_of([str(number) for number in numbers]))


def _painted(page: pikepdf.Page) -> bytes:
    contents = page.obj.get("/Contents")
    return b"" if contents is None else bytes(contents.read_bytes())


def _metadata(pdf: pikepdf.Pdf) -> tuple[bytes, dict[str, str]]:
    """The XMP packet and the Info dictionary."""
    packet = pdf.Root.get("/Metadata")
    info = {key: str(value) for key, value in pdf.docinfo.items()}
    return b"" if packet is None else bytes(packet.read_bytes()), info


def _objects(pdf: pikepdf.Pdf) -> dict[tuple[int, int], tuple[bytes, bytes]]:
    """Every object as it reads, with the bytes of its stream unpacked; not the table of their places."""
    return {item.objgen: _unpacked(item) for item in pdf.objects if not _is_table(item)}


def _is_table(item: pikepdf.Object) -> bool:
    import pikepdf

    return isinstance(item, pikepdf.Stream) and item.stream_dict.get("/Type") in ("/XRef", "/ObjStm")


def _unpacked(item: pikepdf.Object) -> tuple[bytes, bytes]:
    import pikepdf

    if not isinstance(item, pikepdf.Stream):
        return item.unparse(resolved=True), b""
    entries = {
        key: str(value.unparse() if hasattr(value, "unparse") else value)
        for key, value in item.stream_dict.items()
        if key not in _PACKING
    }
    try:
        data = item.read_bytes()
    except pikepdf.PdfError:  # a picture, whose bytes are its own
        data = item.read_raw_bytes()
    return repr(sorted(entries.items())).encode(), bytes(data)
