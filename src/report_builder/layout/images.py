"""Images: from a file of the author's to the bytes that the page carries.

Pixels are turned as the camera meant, converted to 8-bit sRGB or grey, freed of transparency,
scaled down to the resolution that the page can show, and stripped of every trace of metadata.
A JPEG that needs none of this keeps its own coded pixels; only its metadata is cut out. Drawings stay
lossless. The results need no SMask, no DeviceCMYK and no filter but DCT and Flate (PDF/A-2, 6.2.8, 6.2.4).

Pillow is imported where it is used, so that a report without images does not load what ReportLab
does not load itself.
"""

from __future__ import annotations

import hashlib
import io
import math
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFStream

from report_builder.content.images import foreign_profile, open_image, orientation, upright_size
from report_builder.model.image_files import Image
from report_builder.theme.model import Colour

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

_QUALITY = 85
_DRAWING_COLOURS = 8192
"""An image in PNG with more colours than this is a photograph, and is coded as one."""

_SAMPLED = 240
"""The longer side of what is looked at of an image to know its colours, in pixels."""


class PreparedImage(Struct, frozen=True):
    """An image as it goes into the file.

    ``data`` is a plain JPEG or PNG without metadata, 8 bits a channel or a palette, no transparency;
    ``width`` and ``height`` are in pixels; ``grey`` tells that there is one channel.
    """

    data: bytes
    width: int
    height: int
    kind: Literal["jpeg", "png"]
    grey: bool

    @property
    def name(self) -> str:
        """What the image is called in the file."""
        return "i" + hashlib.sha256(self.data).hexdigest()[:16]

    def add_to(self, _document: object) -> PDFObject:
        """Give the image as an object of ReportLab's."""
        return _ImageObject(self)


def prepare_image(image: Image, width_pt: float, ppi: int, ground: Colour | None = None) -> PreparedImage:
    """Prepare ``image`` to be placed ``width_pt`` points wide, with at most ``ppi`` pixels an inch.

    Where it is transparent one sees the ``ground``, which is white unless it is given: then a PNG is a
    drawing however many colours it has, for those of a photograph are not quite the ground's.

    It is never scaled up. The same bytes in give the same bytes out. The image has been decoded once
    by the reader of the content, so a failure here is a fault of the program, not of the input.
    """
    with open_image(image.data) as source:
        turn = orientation(source)
        target = _target(upright_size(source.size, turn), width_pt, ppi)
        is_photo = source.format != "PNG"  # a camera's JPEG may call itself MPO
        if is_photo:
            if turn == 1 and target == source.size and _is_plain(source):
                stripped = _strip_jpeg(image.data)
                if stripped is not None:
                    return PreparedImage(stripped, *source.size, "jpeg", source.mode == "L")
            # The decoder itself halves the picture as often as the target allows: fast, little memory.
            source.draft(None, upright_size(target, turn))
        pixels = _to_srgb(source, ground)
    pixels = _turn(pixels, turn)
    if not is_photo and ground is None:
        is_photo = pixels.getcolors(_DRAWING_COLOURS) is None
    if pixels.size != target:
        pixels = _scale(pixels, target)
    pixels = _without_needless_colour(pixels)
    grey = pixels.mode == "L"
    if is_photo:
        return PreparedImage(_encode_jpeg(pixels), *pixels.size, "jpeg", grey)
    return PreparedImage(_encode_png(pixels), *pixels.size, "png", grey)


def upright_pixels(image: Image) -> Pixels:
    """Give the pixels of an image as they are looked at: upright, in sRGB, on white."""
    with open_image(image.data) as source:
        return _turn(_to_srgb(source), orientation(source)).convert("RGB")


def coloured_pixels(image: Image, ground: Colour) -> Iterator[tuple[tuple[int, int, int], int]]:
    """Give the colours that an image has on a ground, each with how many of some of its pixels have it.

    What is more than half transparent is left out.
    """
    from PIL.Image import Resampling

    with open_image(image.data) as source:
        size = _within(source.size, _SAMPLED)
        # A mean of neighbours would be no colour of the image.
        sample = source.resize(size, Resampling.NEAREST)
        counted = _to_srgb(sample, ground).convert("RGBA")
        if sample.has_transparency_data:
            counted.putalpha(sample.convert("RGBA").getchannel("A").point(lambda value: value & 128))
    colours: Any = counted.getcolors(size[0] * size[1])
    for count, (red, green, blue, alpha) in colours:
        if alpha:
            yield (red, green, blue), count


def as_photograph(pixels: Pixels) -> PreparedImage:
    """Code pixels in RGB as a photograph."""
    return PreparedImage(_encode_jpeg(pixels), *pixels.size, "jpeg", grey=False)


def _target(size: tuple[int, int], width_pt: float, ppi: int) -> tuple[int, int]:
    """Give the size in pixels that shows ``ppi`` at ``width_pt``, never above ``size``."""
    width = min(size[0], max(1, math.floor(width_pt / 72 * ppi)))
    if width == size[0]:
        return size
    return width, max(1, round(size[1] * width / size[0]))


def _within(size: tuple[int, int], most: int) -> tuple[int, int]:
    """Give a size of the same shape whose longer side is at most so many pixels."""
    longest = max(size)
    return size if longest <= most else (max(1, size[0] * most // longest), max(1, size[1] * most // longest))


def _is_plain(source: Pixels) -> bool:
    return source.mode in {"RGB", "L"} and not foreign_profile(source)


def _to_srgb(source: Pixels, ground: Colour | None = None) -> Pixels:
    """Give 8-bit sRGB or grey pixels on a ground, which is white where there is none."""
    profile = foreign_profile(source)
    alpha = None
    pixels: Pixels = source
    if source.has_transparency_data:
        pixels = source.convert("RGBA")
        alpha = pixels.getchannel("A")
        pixels = pixels.convert("RGB")
    elif source.mode.startswith(("I", "F")):
        # The point operation of these modes takes only a factor and a sum.
        pixels = source.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    elif source.mode not in {"L", "RGB", "CMYK"}:
        pixels = source.convert("L" if source.mode == "1" else "RGB")
    if profile is not None:
        pixels = _through_profile(pixels, profile)
    if pixels.mode not in {"L", "RGB"}:
        pixels = pixels.convert("RGB")
    return pixels.copy() if alpha is None else _on_ground(pixels, alpha, ground)


def _through_profile(pixels: Pixels, profile: bytes) -> Pixels:
    from PIL import ImageCms

    try:
        into = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        converted = ImageCms.profileToProfile(pixels, io.BytesIO(profile), into, outputMode="RGB")
    except ImageCms.PyCMSError:
        # A profile for another kind of pixels: viewers ignore it as well.
        return pixels
    return pixels if converted is None else converted


def _on_ground(pixels: Pixels, alpha: Pixels, ground: Colour | None) -> Pixels:
    from PIL import Image as Pillow

    colour = (255, 255, 255) if ground is None else in_bytes(ground)
    laid = Pillow.new("RGB", pixels.size, colour)
    laid.paste(pixels, mask=alpha)
    return laid


def in_bytes(colour: Colour) -> tuple[int, int, int]:
    """Give a colour as a pixel has it: red, green and blue from 0 to 255."""
    red, green, blue = (round(255 * part) for part in (colour.red, colour.green, colour.blue))
    return red, green, blue


def _turn(pixels: Pixels, turn: int) -> Pixels:
    """Turn the pixels as EXIF's Orientation (tag 0x0112, 1 to 8) asks; anything else is ignored."""
    from PIL.Image import Transpose

    method = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }.get(turn)
    return pixels if method is None else pixels.transpose(method)


def _scale(pixels: Pixels, target: tuple[int, int]) -> Pixels:
    from PIL.Image import Resampling

    return pixels.resize(target, Resampling.LANCZOS, reducing_gap=3.0)


def _without_needless_colour(pixels: Pixels) -> Pixels:
    """Give grey pixels where no pixel has a colour."""
    from PIL import ImageChops

    if pixels.mode == "L":
        return pixels
    red, green, blue = pixels.split()
    if ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox():
        return pixels
    return red


def _encode_jpeg(pixels: Pixels) -> bytes:
    out = io.BytesIO()
    pixels.info = {}
    pixels.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _encode_png(pixels: Pixels) -> bytes:
    """Code without loss in the shorter of two ways: filtered rows suit shades, plain rows flat colours."""
    pixels = _with_palette(pixels)
    pixels.info = {}
    filtered = io.BytesIO()
    pixels.save(filtered, "PNG", optimize=True)
    return min(_plain_png(pixels), filtered.getvalue(), key=len)


def _plain_png(pixels: Pixels) -> bytes:
    row = len(pixels.mode) * pixels.width
    data = pixels.tobytes()
    rows = b"".join(b"\0" + data[at : at + row] for at in range(0, len(data), row))
    head = struct.pack(">IIBBBBB", *pixels.size, 8, _PNG_COLOURS[pixels.mode], 0, 0, 0)
    palette = _chunk(b"PLTE", bytes(pixels.getpalette() or ())) if pixels.mode == "P" else b""
    body = _chunk(b"IHDR", head) + palette + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


_GREY, _PALETTE = 0, 3
_PNG_COLOURS = {"L": _GREY, "RGB": 2, "P": _PALETTE}


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _with_palette(pixels: Pixels) -> Pixels:
    """Give the same pixels with a palette where few colours are enough: a third of the size or less."""
    from PIL.Image import Dither

    # Grey gains only where several pixels fit into a byte.
    colours = pixels.getcolors(16 if pixels.mode == "L" else 256)
    if colours is None:
        return pixels
    indexed = pixels.quantize(len(colours), dither=Dither.NONE)
    return indexed if indexed.convert(pixels.mode).tobytes() == pixels.tobytes() else pixels


_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_FRAMES_THAT_PDF_KNOWS = {0xC0, 0xC1, 0xC2}
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


def _strip_jpeg(data: bytes) -> bytes | None:
    """Cut all metadata out of a JPEG and keep its coded pixels, or give None if PDF cannot show them.

    Kept are the tables, the frame, the scans, and what says how colours are coded: JFIF without its
    thumbnail and Adobe's APP14. All other APPn segments, comments, and whatever follows the end of the
    image are left out.
    """
    kept = [b"\xff\xd8"]
    at = 2
    while True:
        at, marker = _next_marker(data, at)
        if marker is None:
            return None
        if marker == 0xD9:
            return b"".join((*kept, b"\xff\xd9"))
        (length,) = struct.unpack_from(">H", data, at)
        segment = data[at : at + length]
        if marker in _OTHER_FRAMES or (marker in _FRAMES_THAT_PDF_KNOWS and segment[2] != 8):
            return None
        end = at + length
        if marker == 0xDA:
            end = _end_of_scan(data, end)
        if marker == 0xE0 and segment[2:7] == b"JFIF\0":
            kept.append(_JFIF)
        elif _is_needed(marker, segment):
            kept.append(bytes((0xFF, marker)) + data[at:end])
        at = end


def _is_needed(marker: int, segment: bytes) -> bool:
    if marker == 0xEE:
        return segment[2:7] == b"Adobe" and len(segment) == 14
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _next_marker(data: bytes, at: int) -> tuple[int, int | None]:
    """Give the place after the marker that stands at ``at``, and the marker; None where there is none."""
    if at >= len(data) or data[at] != 0xFF:
        return at, None
    while at < len(data) and data[at] == 0xFF:
        at += 1
    return (at + 1, data[at]) if at + 1 < len(data) or data[at : at + 1] == b"\xd9" else (at, None)


def _end_of_scan(data: bytes, at: int) -> int:
    """Give the place of the first marker after the coded pixels that begin at ``at``."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0x00 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


class _ImageObject(PDFObject):  # type: ignore[misc]  # ReportLab ships no types
    """An image XObject whose stream is the file's own: a JPEG, or the packed rows of a PNG."""

    def __init__(self, prepared: PreparedImage) -> None:
        self._prepared = prepared

    def format(self, document: Any) -> bytes:
        """Give the bytes of the object."""
        prepared = self._prepared
        entries = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Image"),
            "Width": prepared.width,
            "Height": prepared.height,
        }
        describe = _describe_jpeg if prepared.kind == "jpeg" else _describe_png
        more, content = describe(prepared)
        formatted: bytes = PDFStream(PDFDictionary(entries | more), content).format(document)
        return formatted


def _describe_jpeg(prepared: PreparedImage) -> tuple[dict[str, Any], bytes]:
    return {
        "BitsPerComponent": 8,
        "ColorSpace": PDFName("DeviceGray" if prepared.grey else "DeviceRGB"),
        "Filter": PDFName("DCTDecode"),
    }, prepared.data


def _describe_png(prepared: PreparedImage) -> tuple[dict[str, Any], bytes]:
    """PNG's rows are packed as FlateDecode with predictor 15 unpacks them (ISO 32000-1, 7.4.4.4)."""
    chunks = _chunks(prepared.data)
    width, bits, kind = struct.unpack_from(">I4xBB", chunks[b"IHDR"])
    space: Any = PDFName("DeviceGray" if kind == _GREY else "DeviceRGB")
    if kind == _PALETTE:
        palette = chunks[b"PLTE"]
        table = b"<%s>" % palette.hex().encode()
        space = PDFArray((PDFName("Indexed"), PDFName("DeviceRGB"), len(palette) // 3 - 1, table))
    return {
        "BitsPerComponent": bits,
        "ColorSpace": space,
        "Filter": PDFName("FlateDecode"),
        "DecodeParms": PDFDictionary(
            {
                "Predictor": 15,
                "Colors": 1 if kind in {_GREY, _PALETTE} else 3,
                "BitsPerComponent": bits,
                "Columns": width,
            }
        ),
    }, chunks[b"IDAT"]


def _chunks(png: bytes) -> dict[bytes, bytes]:
    """Give the content of each kind of chunk, joined."""
    found: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        found[kind] = found.get(kind, b"") + png[at + 8 : at + 8 + length]
        at += length + 12
    return found
