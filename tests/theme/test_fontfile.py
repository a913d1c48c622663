"""Which font files can be embedded."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.theme.builtin import font, fonts
from report_builder.theme.fontfile import font_fault
from tests.said import english
from tests.theme.font_copies import resealed

GOOD = font("SourceCodePro-Regular.ttf")


def entry(tag: bytes) -> int:
    """Return where the table's entry stands in the directory."""
    (count,) = struct.unpack_from(">H", GOOD, 4)
    return next(at for at in range(12, 12 + 16 * count, 16) if GOOD[at : at + 4] == tag)


def offset(tag: bytes) -> int:
    return int(struct.unpack_from(">L", GOOD, entry(tag) + 8)[0])


def patched(at: int, new: bytes) -> bytes:
    return GOOD[:at] + new + GOOD[at + len(new) :]


def permitting(permission: bytes) -> bytes:
    """The font with another fsType, saved as a tool saves it."""
    return resealed(patched(offset(b"OS/2") + 8, permission))


@pytest.mark.parametrize("name", fonts())
def test_every_built_in_font_can_be_embedded(name: str) -> None:
    assert font_fault(font(name)) is None


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"OTTO" + GOOD[4:], "has PostScript outlines (CFF)"),
        (b"wOFF" + GOOD[4:], "is a web font (WOFF)"),
        (b"wOF2" + GOOD[4:], "is a web font (WOFF2)"),
        (b"ttcf" + GOOD[4:], "is a collection of fonts"),
        (b"", "is not a TrueType font"),
        (b"\x89PNG\r\n", "is not a TrueType font"),
        (GOOD[:10], "is cut short"),
        (GOOD[:100], "is cut short"),
        (GOOD[:-1000], "is cut short"),
        (patched(entry(b"glyf"), b"CFF "), "has PostScript outlines (CFF)"),
        (patched(entry(b"glyf"), b"fvar"), "is a variable font"),
        (patched(entry(b"glyf"), b"xxxx"), "lacks the table 'glyf'"),
        (patched(entry(b"cmap"), b"xxxx"), "lacks the table 'cmap'"),
        (patched(entry(b"maxp") + 12, struct.pack(">L", 2)), "has a table that is cut short"),
        (patched(offset(b"maxp") + 4, b"\xff\xff"), "has a damaged table"),
        (patched(offset(b"hhea") + 34, b"\x00\x00"), "has a damaged table"),
        (patched(offset(b"OS/2") + 8, b"\x00\x02"), "may not be embedded (restricted licence)"),
        (patched(offset(b"OS/2") + 8, b"\x01\x00"), "may not be subset"),
        (patched(offset(b"OS/2") + 8, b"\x02\x00"), "may be embedded as bitmaps only"),
        (permitting(b"\x00\x04"), None),
        (permitting(b"\x00\x08"), None),
        (
            patched(offset(b"OS/2") + 8, b"\x00\x08"),
            "is damaged: its table 'OS/2' is not the one that was saved",
        ),
        (patched(4, GOOD[4:6] + b"\xff"), "is damaged: it is not the file that was saved"),
    ],
)
def test_tells_why_a_font_cannot_be_embedded(data: bytes, fault: str | None) -> None:
    found = font_fault(data)
    assert (found and english(found.said)) == fault
    assert found is None or found.damaged == ("damaged" in english(found.said))


@given(data=st.binary(max_size=300), head=st.sampled_from([b"", b"\x00\x01\x00\x00", b"true", GOOD[:200]]))
def test_any_bytes_are_answered(data: bytes, head: bytes) -> None:
    assert font_fault(head + data)
