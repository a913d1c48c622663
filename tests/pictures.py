"""Every kind of image file that people have, made by code: four coloured fields that can be told apart.

A kind knows which colours its fields must have wherever it is shown, computed here by other means than the
program's: on white where it is transparent, upright where the camera lay, in sRGB where a profile says what
its numbers mean.
"""

from __future__ import annotations

import io
import itertools
import random
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from PIL import Image, ImageCms, ImageDraw

Colour: TypeAlias = tuple[int, int, int]
Fields: TypeAlias = tuple[Colour, Colour, Colour, Colour]
"""Upper left, upper right, lower left, lower right."""

RED, GREEN, BLUE, YELLOW = (200, 40, 40), (40, 150, 60), (40, 70, 190), (230, 190, 40)
FOUR: Fields = (RED, GREEN, BLUE, YELLOW)
OTHER: Fields = (YELLOW, BLUE, GREEN, RED)
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
SIZE = (120, 80)
_ORIENTATION = 0x0112
_UNDO = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera lays down what must be turned by EXIF's orientation to stand upright."""


class Kind(NamedTuple):
    """A kind of image: ``make`` gives the bytes of a file from the colours of its fields.

    ``shown`` gives the colours that are right from those that it was made of; ``size`` is that of the upright
    picture, in pixels; ``told`` where a note says that it is converted.
    """

    name: str
    extension: str
    make: Callable[[Fields], bytes]
    shown: Callable[[Fields], Fields] = lambda fields: fields
    size: tuple[int, int] = SIZE
    told: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.{self.extension}"


def fields(colours: Fields, size: tuple[int, int] = SIZE) -> Image.Image:
    """Paint the four fields."""
    picture = Image.new("RGB", size, colours[3])
    draw = ImageDraw.Draw(picture)
    w, h = size[0] // 2, size[1] // 2
    draw.rectangle((0, 0, w - 1, h - 1), colours[0])
    draw.rectangle((w, 0, size[0], h - 1), colours[1])
    draw.rectangle((0, h, w - 1, size[1]), colours[2])
    return picture


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """Write a picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


# Colours


def grey(colour: Colour) -> Colour:
    """The grey of a colour, by Rec. 601."""
    value = round((299 * colour[0] + 587 * colour[1] + 114 * colour[2]) / 1000)
    return value, value, value


def each(change: Callable[[Colour], Colour]) -> Callable[[Fields], Fields]:
    """Change each of four fields."""

    def changed(four: Fields) -> Fields:
        return change(four[0]), change(four[1]), change(four[2]), change(four[3])

    return changed


def half(colour: Colour) -> Colour:
    """A colour that covers half of white paper."""
    red, green, blue = ((value + 255) // 2 for value in colour)
    return red, green, blue


def veiled(four: Fields) -> Fields:
    """What is seen where the second field is half transparent, and the third wholly."""
    return four[0], half(four[1]), WHITE, four[3]


def keyed(four: Fields) -> Fields:
    """What is seen where the third field is transparent."""
    return four[0], four[1], WHITE, four[3]


def _linear_srgb(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def from_adobe_rgb(colour: Colour) -> Colour:
    """Adobe RGB (1998) as sRGB: both have the white D65."""
    red, green, blue = ((value / 255) ** 2.2 for value in colour)
    rows = ((1.39836, -0.39836, 0.0), (0.0, 1.0, 0.0), (0.0, -0.04293, 1.04293))
    mixed = [a * red + b * green + c * blue for a, b, c in rows]
    r, g, b = (round(255 * _linear_srgb(value)) for value in mixed)
    return r, g, b


def from_dark_grey(colour: Colour) -> Colour:
    """Grey of gamma 1.0 as sRGB: much lighter."""
    value = round(255 * _linear_srgb(grey(colour)[0] / 255))
    return value, value, value


_INKS = (
    (100.0, 0.0, 0.0),
    (-34.0, -28.0, -36.0),
    (-40.0, 58.0, 2.0),
    (-12.0, -6.0, 64.0),
)
"""A press of our own, as CIE Lab: its paper, and what full cyan, magenta and yellow add to that."""


def _on_paper(inks: Sequence[float]) -> tuple[float, float, float]:
    """What a share of each ink gives, as Lab; black takes all."""
    if inks[3] > 0.5:
        return 0.0, 0.0, 0.0
    shares = (1.0, *inks[:3])
    light, red, yellow = (sum(s * ink[i] for s, ink in zip(shares, _INKS, strict=True)) for i in range(3))
    return light, red, yellow


def from_inks(colour: Colour) -> Colour:
    """A colour that was divided into inks without thought, as our press prints it, in sRGB."""
    light, red, yellow = _on_paper([*((255 - value) / 255 for value in colour), 0.0])
    middle = (light + 16) / 116
    steps = (middle + red / 500, middle, middle - yellow / 200)
    cubes = (step**3 if step > 6 / 29 else 3 * (6 / 29) ** 2 * (step - 4 / 29) for step in steps)
    x, y, z = (cube * white for cube, white in zip(cubes, (0.9642, 1.0, 0.8249), strict=True))
    # From the white D50 to sRGB's D65, after Bradford.
    rows = (
        (3.1338561, -1.6168667, -0.4906146),
        (-0.9787684, 1.9161415, 0.0334540),
        (0.0719453, -0.2289914, 1.4052427),
    )
    r, g, b = (round(255 * _linear_srgb(i * x + j * y + k * z)) for i, j, k in rows)
    return r, g, b


def stark(four: Fields) -> Fields:
    """Black and white only: the darker two and the lighter two."""
    dark = set(sorted(four, key=grey)[:2])
    return each(lambda colour: BLACK if colour in dark else WHITE)(four)


# Profiles (ICC.1:2001, version 2)


def _tag(signature: bytes, content: bytes) -> bytes:
    return signature + bytes(4) + content


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _curve(gamma: float) -> bytes:
    return _tag(b"curv", struct.pack(">IH", 1, round(gamma * 256)))


def profile(
    space: bytes, tags: dict[bytes, bytes], name: str, device: bytes = b"mntr", values: bytes = b"XYZ "
) -> bytes:
    """Write a profile of a display, or of another ``device`` by colours of the space ``values``."""
    text = name.encode() + b"\0"
    description = _tag(b"desc", struct.pack(">I", len(text)) + text + bytes(78))
    all_tags = {
        b"desc": description,
        b"cprt": _tag(b"text", b"CC0\0"),
        b"wtpt": _tag(b"XYZ ", _fixed(0.9642) + _fixed(1.0) + _fixed(0.8249)),
        **tags,
    }
    table, body = struct.pack(">I", len(all_tags)), b""
    start = 128 + 4 + 12 * len(all_tags)
    for signature, content in all_tags.items():
        padded = content + bytes(-len(content) % 4)
        table += signature + struct.pack(">II", start + len(body), len(content))
        body += padded
    head = struct.pack(">I4xI4s4s4s12x4s", start + len(body), 0x02400000, device, space, values, b"acsp")
    head += bytes(68 - len(head)) + _fixed(0.9642) + _fixed(1.0) + _fixed(0.8249)
    return head + bytes(128 - len(head)) + table + body


def adobe_rgb() -> bytes:
    """A profile with the primaries and the gamma of Adobe RGB (1998), adapted to D50."""

    def primary(*xyz: float) -> bytes:
        return _tag(b"XYZ ", b"".join(map(_fixed, xyz)))

    tags = {
        b"rXYZ": primary(0.60974, 0.31111, 0.01947),
        b"gXYZ": primary(0.20528, 0.62567, 0.06087),
        b"bXYZ": primary(0.14919, 0.06322, 0.74457),
        b"rTRC": _curve(2.19921875),
        b"gTRC": _curve(2.19921875),
        b"bTRC": _curve(2.19921875),
    }
    return profile(b"RGB ", tags, "Wide colours")


def linear_grey() -> bytes:
    """A profile for grey of gamma 1.0."""
    return profile(b"GRAY", {b"kTRC": _curve(1.0)}, "Linear grey")


def press() -> bytes:
    """The profile of our press: a table from four inks to Lab, with a value at each end of each ink."""
    unchanged = bytes(range(256))
    matrix = b"".join(_fixed(float(row == column)) for row in range(3) for column in range(3))
    corners = b"".join(
        bytes((round(light * 2.55), round(red + 128), round(yellow + 128)))
        for light, red, yellow in map(_on_paper, itertools.product((0.0, 1.0), repeat=4))
    )
    table = bytes((4, 3, 2, 0)) + matrix + 4 * unchanged + corners + 3 * unchanged
    return profile(b"CMYK", {b"A2B0": _tag(b"mft1", table)}, "A press", b"prtr", b"Lab ")


def srgb() -> bytes:
    """The profile that most cameras put into their files."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


BROKEN_PROFILE = b"\0\0\0\x80nothing that a colour engine could read" * 4


# PNG, of the forms that Pillow does not write


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _packed(samples: Iterable[int], depth: int) -> bytes:
    if depth == 16:
        return b"".join(struct.pack(">H", value) for value in samples)
    bits = "".join(f"{value:0{depth}b}" for value in samples)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def png(
    pixels: Sequence[tuple[int, ...]],
    kind: int,
    depth: int = 8,
    *,
    interlaced: bool = False,
    chunks: Sequence[tuple[bytes, bytes]] = (),
) -> bytes:
    """Write a PNG of four fields from the samples of one pixel of each (PNG, third edition)."""
    width, height = SIZE

    def row(y: int, start: int, step: int) -> bytes:
        wanted = range(start, width, step)
        place = 2 if y >= height // 2 else 0
        samples = [value for x in wanted for value in pixels[place + (x >= width // 2)]]
        return b"\0" + _packed(samples, depth)

    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    rows = b"".join(row(y, x0, dx) for x0, y0, dx, dy in passes for y in range(y0, height, dy))
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", head),
            *(_chunk(name, content) for name, content in chunks),
            _chunk(b"IDAT", zlib.compress(rows)),
            _chunk(b"IEND", b""),
        )
    )


_GREY, _RGB, _PALETTE, _GREY_ALPHA, _RGBA = 0, 2, 3, 4, 6
_INDEXES = ((0,), (1,), (2,), (3,))
_ALPHA = (255, 128, 0, 255)


def _palette(four: Fields) -> tuple[bytes, bytes]:
    return b"PLTE", bytes(value for colour in four for value in colour)


def _with_alpha(samples: Iterable[tuple[int, ...]], scale: int = 1) -> list[tuple[int, ...]]:
    return [
        (*(value * scale for value in values), alpha * scale)
        for values, alpha in zip(samples, _ALPHA, strict=True)
    ]


def _deep(samples: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    return [tuple(value * 257 for value in values) for values in samples]


def _greys(four: Fields) -> list[tuple[int, ...]]:
    return [(grey(colour)[0],) for colour in four]


def _bits(four: Fields) -> list[tuple[int, ...]]:
    return [(0 if colour == BLACK else 1,) for colour in stark(four)]


def _coarse(levels: int) -> Callable[[Colour], Colour]:
    def nearest(colour: Colour) -> Colour:
        value = round(grey(colour)[0] * levels / 255) * (255 // levels)
        return value, value, value

    return nearest


def _noisy(four: Fields) -> bytes:
    """A photograph in PNG: more colours than a drawing has."""
    picture = fields(four)
    seeded = random.Random(3)  # noqa: S311
    noise = Image.frombytes("RGB", SIZE, bytes(seeded.randrange(13) for _ in range(SIZE[0] * SIZE[1] * 3)))
    from PIL import ImageChops

    return encoded(ImageChops.add(picture, noise, offset=-6), "PNG")


def _profiled_png(four: Fields, content: bytes) -> bytes:
    return encoded(fields(four), "PNG", icc_profile=content)


# JPEG


def _jpeg(four: Fields, **options: Any) -> bytes:
    return encoded(fields(four), "JPEG", quality=92, **options)


def _cmyk(four: Fields, **options: Any) -> bytes:
    """As Adobe's programs write it: inverted, and said to be so by the marker APP14."""
    return encoded(fields(four).convert("CMYK"), "JPEG", quality=95, **options)


def _unmarked(data: bytes) -> bytes:
    """Take the marker APP14 out: inverted all the same, as nearly all such files are."""
    at = data.index(b"\xff\xee")
    (length,) = struct.unpack_from(">H", data, at + 2)
    return data[:at] + data[at + 2 + length :]


def _ycck(four: Fields) -> bytes:
    """As Photoshop writes CMYK: colour and lightness apart, and the black beside them."""
    from PIL import ImageChops

    cyan, magenta, yellow, black = fields(four).convert("CMYK").split()
    stored = Image.merge("RGB", (cyan, magenta, yellow)).convert("YCbCr").split()
    # Pillow inverts what it writes.
    turned = Image.merge("CMYK", (*map(ImageChops.invert, stored), black))
    data = bytearray(encoded(turned, "JPEG", quality=95))
    data[data.index(b"\xff\xee") + 4 + 11] = 2
    return bytes(data)


def _lying(orientation: int, kind: str) -> Callable[[Fields], bytes]:
    def make(four: Fields) -> bytes:
        method = _UNDO[orientation]
        upright = fields(four)
        tags = Image.Exif()
        tags[_ORIENTATION] = orientation
        options: dict[str, Any] = {"quality": 92} if kind == "JPEG" else {}
        return encoded(upright if method is None else upright.transpose(method), kind, exif=tags, **options)

    return make


def _camera(four: Fields) -> bytes:
    out = io.BytesIO()
    fields(four).save(out, "MPO", save_all=True, append_images=[fields(OTHER)], quality=92)
    return out.getvalue()


LARGE = (6000, 4000)


def _large(four: Fields) -> bytes:
    return encoded(fields(four, LARGE), "JPEG", quality=80)


def _one(four: Fields, kind: str) -> bytes:
    return encoded(Image.new("RGB", (1, 1), four[0]), kind)


def _single(four: Fields) -> Fields:
    return four[0], four[0], four[0], four[0]


KINDS = (
    Kind("jpeg-rgb", "jpg", _jpeg),
    Kind("jpeg-progressive", "jpg", lambda four: _jpeg(four, progressive=True)),
    Kind("jpeg-coded-as-rgb", "jpg", lambda four: _jpeg(four, keep_rgb=True)),
    Kind("jpeg-restarts", "jpg", lambda four: _jpeg(four, restart_marker_blocks=2)),
    Kind("jpeg-grey", "jpg", lambda four: encoded(fields(four).convert("L"), "JPEG"), each(grey)),
    Kind("jpeg-of-two", "jpg", _camera),
    Kind("jpeg-cmyk", "jpg", _cmyk, told=True),
    Kind("jpeg-cmyk-unmarked", "jpg", lambda four: _unmarked(_cmyk(four)), told=True),
    Kind("jpeg-cmyk-progressive", "jpg", lambda four: _cmyk(four, progressive=True), told=True),
    Kind("jpeg-ycck", "jpg", _ycck, told=True),
    Kind("jpeg-srgb", "jpg", lambda four: _jpeg(four, icc_profile=srgb())),
    Kind(
        "jpeg-adobe-rgb",
        "jpg",
        lambda four: _jpeg(four, icc_profile=adobe_rgb()),
        each(from_adobe_rgb),
        told=True,
    ),
    Kind(
        "jpeg-grey-profile",
        "jpg",
        lambda four: encoded(fields(four).convert("L"), "JPEG", icc_profile=linear_grey()),
        each(from_dark_grey),
        told=True,
    ),
    Kind("jpeg-broken-profile", "jpg", lambda four: _jpeg(four, icc_profile=BROKEN_PROFILE)),
    Kind("jpeg-profile-of-grey", "jpg", lambda four: _jpeg(four, icc_profile=linear_grey())),
    Kind(
        "jpeg-cmyk-profile",
        "jpg",
        lambda four: _cmyk(four, icc_profile=press()),
        each(from_inks),
        told=True,
    ),
    Kind("jpeg-cmyk-profile-of-rgb", "jpg", lambda four: _cmyk(four, icc_profile=adobe_rgb()), told=True),
    *(Kind(f"jpeg-turned-{turn}", "jpg", _lying(turn, "JPEG")) for turn in _UNDO),
    Kind("jpeg-24-megapixels", "jpg", _large, size=LARGE),
    Kind("jpeg-of-one-pixel", "jpg", lambda four: _one(four, "JPEG"), _single, (1, 1)),
    Kind("png-rgb", "png", lambda four: png(four, _RGB)),
    Kind("png-grey", "png", lambda four: png(_greys(four), _GREY), each(grey)),
    Kind(
        "png-grey-alpha",
        "png",
        lambda four: png(_with_alpha(_greys(four)), _GREY_ALPHA),
        lambda four: veiled(each(grey)(four)),
        told=True,
    ),
    Kind("png-palette", "png", lambda four: png(_INDEXES, _PALETTE, 2, chunks=[_palette(four)]), told=True),
    Kind(
        "png-palette-transparent",
        "png",
        lambda four: png(_INDEXES, _PALETTE, 8, chunks=[_palette(four), (b"tRNS", bytes(_ALPHA))]),
        veiled,
        told=True,
    ),
    Kind("png-rgba", "png", lambda four: png(_with_alpha(four), _RGBA), veiled, told=True),
    Kind("png-rgb-16", "png", lambda four: png(_deep(four), _RGB, 16), told=True),
    Kind("png-grey-16", "png", lambda four: png(_deep(_greys(four)), _GREY, 16), each(grey), told=True),
    Kind("png-rgba-16", "png", lambda four: png(_with_alpha(four, 257), _RGBA, 16), veiled, told=True),
    Kind(
        "png-grey-alpha-16",
        "png",
        lambda four: png(_with_alpha(_greys(four), 257), _GREY_ALPHA, 16),
        lambda four: veiled(each(grey)(four)),
        told=True,
    ),
    Kind("png-1-bit", "png", lambda four: png(_bits(four), _GREY, 1), stark, told=True),
    Kind(
        "png-2-bits",
        "png",
        lambda four: png([(value // 85,) for (value, _, _) in each(_coarse(3))(four)], _GREY, 2),
        each(_coarse(3)),
    ),
    Kind(
        "png-4-bits",
        "png",
        lambda four: png([(value // 17,) for (value, _, _) in each(_coarse(15))(four)], _GREY, 4),
        each(_coarse(15)),
    ),
    Kind("png-interlaced", "png", lambda four: png(four, _RGB, interlaced=True)),
    Kind(
        "png-interlaced-palette",
        "png",
        lambda four: png(_INDEXES, _PALETTE, 4, interlaced=True, chunks=[_palette(four)]),
        told=True,
    ),
    Kind(
        "png-colour-key",
        "png",
        lambda four: png(four, _RGB, chunks=[(b"tRNS", b"".join(struct.pack(">H", v) for v in four[2]))]),
        keyed,
        told=True,
    ),
    Kind(
        "png-grey-key",
        "png",
        lambda four: png(_greys(four), _GREY, chunks=[(b"tRNS", struct.pack(">H", grey(four[2])[0]))]),
        lambda four: keyed(each(grey)(four)),
        told=True,
    ),
    Kind("png-photograph", "png", _noisy),
    Kind(
        "png-adobe-rgb", "png", lambda four: _profiled_png(four, adobe_rgb()), each(from_adobe_rgb), told=True
    ),
    Kind("png-srgb", "png", lambda four: _profiled_png(four, srgb())),
    Kind("png-broken-profile", "png", lambda four: _profiled_png(four, BROKEN_PROFILE)),
    Kind("png-turned-5", "png", _lying(5, "PNG")),
    Kind("png-turned-6", "png", _lying(6, "PNG")),
    Kind("png-of-one-pixel", "png", lambda four: _one(four, "PNG"), _single, (1, 1)),
)
"""What is shown."""


class Refused(NamedTuple):
    """A file that is not shown: the code of its diagnostic."""

    file: str
    data: bytes
    code: str


def cut(data: bytes) -> bytes:
    """The first half of a file."""
    return data[: len(data) // 2]


def refused() -> list[Refused]:
    """Make one file of each kind that is refused."""
    picture, second = fields(FOUR), fields(OTHER)
    gif = encoded(picture, "GIF")
    moving: dict[str, Any] = {"save_all": True, "append_images": [second]}
    return [
        Refused("moving.png", encoded(picture, "PNG", **moving), "RB-UNSUPPORTED"),
        Refused("still.gif", cut(gif), "RB-IMAGE-BROKEN"),
        Refused("still.webp", cut(encoded(picture, "WEBP")), "RB-IMAGE-BROKEN"),
        Refused("still.tif", cut(encoded(picture, "TIFF")), "RB-IMAGE-BROKEN"),
        Refused("still.bmp", cut(encoded(picture, "BMP")), "RB-IMAGE-BROKEN"),
        Refused("really-gif.png", gif, "RB-IMAGE-TYPE"),
        Refused("really-jpeg.png", _jpeg(FOUR), "RB-IMAGE-TYPE"),
        Refused("really-webp.jpg", encoded(picture, "WEBP"), "RB-IMAGE-TYPE"),
        Refused("cut-short.jpg", _jpeg(FOUR)[:500], "RB-IMAGE-BROKEN"),
        Refused("cut-short.png", png(FOUR, _RGB)[:60], "RB-IMAGE-BROKEN"),
        Refused("empty.jpg", b"", "RB-IMAGE-BROKEN"),
    ]
