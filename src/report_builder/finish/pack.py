"""Writes the finished objects as bytes: small, and the same each time (ISO 32000-1, 7.5.7 and 7.5.8).

Objects that are no streams are gathered in compressed object streams, and the table of places becomes
a stream too. pypdf does not write these. pikepdf does, but at 400 pages and 24,000 elements it adds 0.3 s
and 36 MB to what this needs, for the same size; linearized it adds seconds, and two fifths in size.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate
from struct import Struct

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, PdfObject, StreamObject

from report_builder.finish.exceptions import FinishLost
from report_builder.finish.syntax import RawObject
from report_builder.language.message import say

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PER_STREAM = 200
"""Objects in one object stream: more make the file no smaller, and reading one object slower."""
_LEVEL = 6
"""Of compression: 9 takes three times as long at 400 pages, for 0.5 % of the file."""
_FREE, _PLAIN, _PACKED = 0, 1, 2
_ROW = Struct(">BIH")
"""A row of the table of places: the kind, the offset or object stream, the index in that stream."""


def write_plain(writer: PdfWriter) -> bytes:
    """The file as pypdf writes it: every object readable in an editor, twice the size."""
    out = BytesIO()
    writer.write(out)
    identifier = ByteStringObject(_identifier(out))
    writer._ID = ArrayObject([identifier, identifier])  # noqa: SLF001 - pypdf would draw lots for it
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def write_packed(writer: PdfWriter, first: int | None = None) -> bytes:
    """The whole file. Its /ID comes from its content, so equal content gives equal bytes.

    ``first`` is the number of a stream that stands before all others in the file.
    Raises FinishLost when an object cannot be read back from the file as it was written.
    """
    out = BytesIO()
    out.write(_HEADER)
    objects = writer._objects  # noqa: SLF001 - what pypdf's own write walks through
    rows = [(_FREE, 0, 65535)] + [(_FREE, 0, 0)] * len(objects)
    packed: list[tuple[int, bytes]] = []
    for own, item in sorted(enumerate(objects, 1), key=lambda entry: entry[0] != first):
        if isinstance(item, StreamObject):
            rows[own] = (_PLAIN, out.tell(), 0)
            out.write(b"%d 0 obj\n" % own)
            item.write_to_stream(out)
            out.write(b"\nendobj\n")
        elif item is not None:
            packed.append((own, _syntax(item)))
    for start in range(0, len(packed), _PER_STREAM):
        _object_stream(out, rows, packed[start : start + _PER_STREAM])
    _cross_references(out, rows, writer)
    pdf = out.getvalue()
    try:
        lost = len(packed) - sum(a == b for a, b in zip(packed, packed_objects(pdf), strict=False))
    except (ValueError, IndexError, zlib.error) as fault:
        raise FinishLost(say("finish.unreadable")) from fault
    if lost:
        raise FinishLost(say("finish.objects-lost", lost=lost, objects=len(packed)))
    return pdf


def _syntax(item: PdfObject) -> bytes:
    if isinstance(item, RawObject):
        return item.data
    buffer = BytesIO()
    item.write_to_stream(buffer)
    return buffer.getvalue()


def _object_stream(out: BytesIO, rows: list[tuple[int, int, int]], part: list[tuple[int, bytes]]) -> None:
    """Write the objects of ``part`` as one stream, and note where they are."""
    stream, offset = len(rows), 0
    head = []
    for index, (own, syntax) in enumerate(part):
        head.append(b"%d %d" % (own, offset))
        rows[own] = (_PACKED, stream, index)
        offset += len(syntax) + 1
    table = b" ".join(head) + b"\n"
    data = zlib.compress(table + b"\n".join(syntax for _, syntax in part), _LEVEL)
    rows.append((_PLAIN, out.tell(), 0))
    _stream(out, stream, b"/Type/ObjStm/N %d/First %d" % (len(part), len(table)), data)


def _cross_references(out: BytesIO, rows: list[tuple[int, int, int]], writer: PdfWriter) -> None:
    """Write the table of places, which is the trailer too (7.5.8)."""
    own, start = len(rows), out.tell()
    rows.append((_PLAIN, start, 0))
    table = b"".join(_ROW.pack(*row) for row in rows)
    root = writer.root_object.indirect_reference
    info = writer._info_obj  # noqa: SLF001 - what pypdf's own write refers to
    assert root is not None
    assert info is not None
    assert info.indirect_reference is not None
    identifier = _identifier(out).hex().encode()
    entries = (
        b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
        b"/DecodeParms<</Predictor 12/Columns %d>>"
        % (len(rows), root.idnum, info.indirect_reference.idnum, identifier, identifier, _ROW.size)
    )
    _stream(out, own, entries, zlib.compress(_differences(table), _LEVEL))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)


def _differences(table: bytes) -> bytes:
    """The rows less the rows above them, as PNG's Up filter has it: a fifth of the size (7.4.4.4)."""
    result = bytearray(b"\2") * (len(table) // _ROW.size * (_ROW.size + 1))
    for at in range(_ROW.size):
        column = table[at :: _ROW.size]
        pairs = zip(column, b"\0" + column, strict=False)
        result[at + 1 :: _ROW.size + 1] = bytes((here - above) & 255 for here, above in pairs)
    return bytes(result)


def _sums(differences: bytes) -> bytes:
    """Undo :func:`_differences`."""
    result = bytearray(len(differences) // (_ROW.size + 1) * _ROW.size)
    for at in range(_ROW.size):
        column = accumulate(differences[at + 1 :: _ROW.size + 1])
        result[at :: _ROW.size] = bytes(value & 255 for value in column)
    return bytes(result)


def packed_objects(pdf: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and syntax of each packed object, found as a reader does: through the table of places."""
    start = int(pdf[pdf.rindex(b"startxref") + 9 : pdf.rindex(b"%%EOF")])
    rows = list(_ROW.iter_unpack(_sums(_inflate(pdf, start))))
    opened, members = 0, b""
    numbers: list[int] = []
    offsets: list[int] = []
    for own, (kind, stream, index) in enumerate(rows):
        if kind != _PACKED:
            continue
        if stream != opened:
            opened = stream
            content = _inflate(pdf, rows[stream][1])
            table, _, members = content.partition(b"\n")
            fields = [int(field) for field in table.split()]
            numbers, offsets = fields[::2], [*fields[1::2], len(members) + 1]
        if numbers[index] == own:
            yield own, members[offsets[index] : offsets[index + 1] - 1]


def _inflate(pdf: bytes, place: int) -> bytes:
    begin = pdf.index(b">>stream\n", place) + 9
    return zlib.decompressobj().decompress(memoryview(pdf)[begin:])


def _stream(out: BytesIO, own: int, entries: bytes, data: bytes) -> None:
    out.write(b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>stream\n" % (own, entries, len(data)))
    out.write(data)
    out.write(b"\nendstream\nendobj\n")


def _identifier(out: BytesIO) -> bytes:
    """The file identifier: sixteen bytes that depend on what was written so far (14.4)."""
    return hashlib.sha256(out.getbuffer()).digest()[:16]
