"""The format of an archived file, as PRONOM, the register of the National Archives of Britain, names it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

PRONOM = "https://www.nationalarchives.gov.uk/PRONOM/"
"""What stands before an id in the address of a format."""


class Format(Struct, frozen=True):
    """A format: its name and version, its id in PRONOM, such as fmt/476, and its media type.

    ``pronom`` is empty where the register has no such format, or has several between which a file of it
    does not tell. ``version`` is empty where there is only one.
    """

    name: str
    version: str
    pronom: str
    mime: str

    @property
    def said(self) -> str:
        """The name with the version, and the id in brackets."""
        named = f"{self.name} {self.version}".strip()
        return f"{named} ({self.pronom})" if self.pronom else named

    @property
    def address(self) -> str:
        """The page of the format in the register; empty for what is not there."""
        return PRONOM + self.pronom if self.pronom else ""


_TEXT = Format("Plain Text File", "", "x-fmt/111", "text/plain")
_UNKNOWN = Format("", "", "", "application/octet-stream")

_BY_ENDING = {
    "css": Format("Cascading Style Sheet", "", "x-fmt/224", "text/css"),
    "csv": Format("Comma Separated Values", "", "x-fmt/18", "text/csv"),
    "js": Format("JavaScript file", "", "x-fmt/423", "text/javascript"),
    "json": Format("JSON Data Interchange Format", "", "fmt/817", "application/json"),
    "jsonld": Format("JSON-LD", "", "fmt/880", "application/ld+json"),
    "md": Format("Markdown", "", "fmt/1149", "text/markdown"),
    "txt": _TEXT,
    "yaml": Format("YAML", "", "fmt/818", "application/yaml"),
    "yml": Format("YAML", "", "fmt/818", "application/yaml"),
}
"""Formats of text, which nothing in the file tells: PRONOM knows them by their endings too."""

_HTML = Format("Hypertext Markup Language", "5", "fmt/471", "text/html")
_OTF = Format("OpenType Font File", "", "fmt/520", "font/otf")
_TTF = Format("TrueType Font", "", "x-fmt/453", "font/ttf")
_WOFF = Format("Web Open Font Format", "1.0", "fmt/616", "font/woff")
_WOFF2 = Format("Web Open Font Format", "2.0", "fmt/1172", "font/woff2")
_XML = Format("Extensible Markup Language", "1.0", "fmt/101", "application/xml")
_ICC = Format("ICC profile", "", "", "application/vnd.iccprofile")


def format_of(path: str, data: bytes) -> Format:
    """Tell the format of a file by its first bytes, or by the ending of its ``path`` where it is of text.

    The name is empty for what is neither known nor UTF-8.
    """
    for pattern, told in _SIGNATURES:
        if re.match(pattern, data, re.DOTALL):
            return told if isinstance(told, Format) else told(data)
    ending = path.rpartition("/")[2].rpartition(".")[2].lower()
    return _BY_ENDING.get(ending) or (_TEXT if _is_text(data) else _UNKNOWN)


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _pdf(data: bytes) -> Format:
    """What the metadata claim; every release is checked for it by veraPDF."""
    version = data[5:8].decode("ascii", "replace")
    if re.search(rb"pdfaid:part[>=\"']+2\b", data) and re.search(rb"pdfaid:conformance[>=\"']+A\b", data):
        return Format("Acrobat PDF/A - Portable Document Format", "2a", "fmt/476", "application/pdf")
    known = "fmt/276" if version == "1.7" else ""
    return Format(f"Acrobat PDF {version} - Portable Document Format", version, known, "application/pdf")


def _png(data: bytes) -> Format:
    """The version by the chunks that came with it (PNG 1.1 and 1.2)."""
    chunks = set(_chunks(data))
    if b"acTL" in chunks:
        return Format("Animated Portable Network Graphics", "", "fmt/935", "image/apng")
    version, pronom = "1.0", "fmt/11"
    if chunks & {b"iCCP", b"sPLT", b"sRGB"}:
        version, pronom = "1.1", "fmt/12"
    if b"iTXt" in chunks:
        version, pronom = "1.2", "fmt/13"
    return Format("Portable Network Graphics", version, pronom, "image/png")


def _chunks(data: bytes) -> Iterator[bytes]:
    """The types of a PNG's chunks: length, type, content, checksum, one after another."""
    place = 8
    while place + 8 <= len(data):
        yield data[place + 4 : place + 8]
        place += 12 + int.from_bytes(data[place : place + 4], "big")


_JFIF = {b"\x00": ("1.00", "fmt/42"), b"\x01": ("1.01", "fmt/43"), b"\x02": ("1.02", "fmt/44")}
_EXIF = {b"0200": ("2.0", "x-fmt/398"), b"0210": ("2.1", "x-fmt/390"), b"0220": ("2.2", "x-fmt/391")}
_EXIF_VERSION = rb"\x90\x00\x00\x07\x00\x00\x00\x04(0[0-9]{3})|\x00\x90\x07\x00\x04\x00\x00\x00(0[0-9]{3})"
"""The tag of the version, its type and length in either order of bytes, and the version."""


def _jpeg(data: bytes) -> Format:
    """JFIF or Exif by the segment that stands first, with its version; else the bare stream."""
    if jfif := re.match(rb"\xff\xd8\xff\xe0..JFIF\0\x01([\x00-\x02])", data, re.DOTALL):
        return Format("JPEG File Interchange Format", *_JFIF[jfif[1]], "image/jpeg")
    if re.match(rb"\xff\xd8\xff\xe1..Exif\0\0", data, re.DOTALL):
        stated = re.search(_EXIF_VERSION, data[: 4 + int.from_bytes(data[4:6], "big")])
        version, pronom = _exif(stated[1] or stated[2] if stated else b"")
        return Format("Exchangeable Image File Format (Compressed)", version, pronom, "image/jpeg")
    return Format("Raw JPEG Stream", "", "fmt/41", "image/jpeg")


def _exif(version: bytes) -> tuple[str, str]:
    if version == b"0221":
        return "2.2.1", "fmt/645"
    if version.startswith(b"023"):
        return "2.3.x", "fmt/1507"
    return _EXIF.get(version, ("", ""))


_WEBP = {b"VP8 ": ("Lossy", "fmt/566"), b"VP8L": ("Lossless", "fmt/567"), b"VP8X": ("Extended", "fmt/568")}


def _webp(data: bytes) -> Format:
    return Format("WebP", *_WEBP.get(data[12:16], ("", "")), "image/webp")


def _svg(data: bytes) -> Format:
    """PRONOM tells the version of a picture that says that it is XML, and of no other."""
    version, pronom = "", ""
    if re.match(rb'<\?xml version="1\.0"', data):
        is_11 = re.search(rb'<svg[^>]*version="1\.1"', data)
        version, pronom = ("1.1", "fmt/92") if is_11 else ("1.0", "fmt/91")
    return Format("Scalable Vector Graphics", version, pronom, "image/svg+xml")


_SIGNATURES: tuple[tuple[bytes, Format | Callable[[bytes], Format]], ...] = (
    (rb"%PDF-1\.", _pdf),
    (rb"\x89PNG\r\n\x1a\n", _png),
    (rb"\xff\xd8\xff", _jpeg),
    (rb"RIFF....WEBP", _webp),
    (rb"\x00\x01\x00\x00.{8}", _TTF),
    (rb"OTTO", _OTF),
    (rb"wOFF", _WOFF),
    (rb"wOF2", _WOFF2),
    (rb".{36}acsp", _ICC),
    (rb"\s*<!(?:DOCTYPE|doctype) (?:HTML|html)>", _HTML),
    (rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]", _svg),
    (rb"(?:\xef\xbb\xbf)?<\?xml", _XML),
)
