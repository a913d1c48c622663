from __future__ import annotations

import io
import random
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms, ImageDraw, ImageFilter
from reportlab.pdfgen.canvas import Canvas

from report_builder.layout.images import PreparedImage, prepare_image
from report_builder.layout.pictures import draw_prepared
from report_builder.model.image_files import Image

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)
SECRET = b"SECRET-PLACE-59.91N"


def corners(size: tuple[int, int] = (40, 24)) -> Pillow.Image:
    """Red upper left, green upper right, blue lower left, white lower right."""
    picture = Pillow.new("RGB", size, WHITE)
    draw = ImageDraw.Draw(picture)
    w, h = size[0] // 2, size[1] // 2
    draw.rectangle((0, 0, w - 1, h - 1), RED)
    draw.rectangle((w, 0, size[0], h - 1), GREEN)
    draw.rectangle((0, h, w - 1, size[1]), BLUE)
    return picture


def photograph(size: tuple[int, int] = (240, 160)) -> Pillow.Image:
    """A picture with far more colours than a drawing has."""
    noise = Pillow.frombytes("RGB", size, random.Random(7).randbytes(size[0] * size[1] * 3))  # noqa: S311
    return noise.filter(ImageFilter.GaussianBlur(2.5)).point(lambda value: min(255, max(0, 4 * value - 384)))


def encoded(picture: Pillow.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def image(data: bytes) -> Image:
    with Pillow.open(io.BytesIO(data)) as opened:
        return Image("bilder/x", opened.format or "", *opened.size, data)


def prepare(data: bytes, width_pt: float = 10_000, ppi: int = 150) -> PreparedImage:
    return prepare_image(image(data), width_pt, ppi)


def decoded(prepared: PreparedImage) -> Pillow.Image:
    opened = Pillow.open(io.BytesIO(prepared.data))
    assert opened.size == (prepared.width, prepared.height)
    assert opened.format == prepared.kind.upper()
    assert not opened.getexif()
    assert "icc_profile" not in opened.info
    assert "transparency" not in opened.info
    return opened.convert("RGB")


def near(colour: object, expected: tuple[int, int, int], tolerance: int = 12) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) <= tolerance for a, b in zip(colour, expected, strict=True))


def exif(orientation: int = 1) -> Pillow.Exif:
    tags = Pillow.Exif()
    tags[0x0112] = orientation
    tags[0x010E] = SECRET.decode()
    tags.get_ifd(0x8825)[2] = (59.0, 54.0, 50.0)
    return tags


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize(
    ("orientation", "undo"),
    [
        (1, ()),
        (2, (Pillow.Transpose.FLIP_LEFT_RIGHT,)),
        (3, (Pillow.Transpose.ROTATE_180,)),
        (4, (Pillow.Transpose.FLIP_TOP_BOTTOM,)),
        (5, (Pillow.Transpose.ROTATE_90, Pillow.Transpose.FLIP_TOP_BOTTOM)),
        (6, (Pillow.Transpose.ROTATE_90,)),
        (7, (Pillow.Transpose.ROTATE_90, Pillow.Transpose.FLIP_LEFT_RIGHT)),
        (8, (Pillow.Transpose.ROTATE_270,)),
    ],
)
def test_every_orientation_stands_upright(
    kind: str, orientation: int, undo: tuple[Pillow.Transpose, ...]
) -> None:
    stored = corners()
    for step in undo:
        stored = stored.transpose(step)
    prepared = prepare(encoded(stored, kind, exif=exif(orientation)))
    upright = decoded(prepared)
    assert upright.size == (40, 24)
    for place, expected in (((5, 5), RED), ((34, 5), GREEN), ((5, 18), BLUE), ((34, 18), WHITE)):
        assert near(upright.getpixel(place), expected), (orientation, place)


def test_orientation_counts_before_the_width_is_measured() -> None:
    stored = photograph((300, 200)).transpose(Pillow.Transpose.ROTATE_90)
    prepared = prepare(encoded(stored, "JPEG", exif=exif(6)), width_pt=72, ppi=100)
    assert (prepared.width, prepared.height) == (100, 67)


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_no_metadata_is_left(kind: str, orientation: int) -> None:
    options: dict[str, Any] = {"exif": exif(orientation)}
    if kind == "JPEG":
        options |= {"comment": SECRET, "xmp": SECRET}
    data = encoded(photograph(), kind, **options) + SECRET
    assert SECRET in data
    prepared = prepare(data)
    assert SECRET not in prepared.data
    assert b"Exif" not in prepared.data
    assert b"eXIf" not in prepared.data
    decoded(prepared)


@pytest.mark.parametrize(
    "options",
    [{}, {"progressive": True}, {"subsampling": 0}, {"keep_rgb": True}, {"restart_marker_blocks": 4}],
    ids=str,
)
def test_a_jpeg_that_fits_keeps_its_pixels(options: dict[str, Any]) -> None:
    data = encoded(photograph(), "JPEG", quality=71, exif=exif(), **options)
    prepared = prepare(data)
    assert decoded(prepared).tobytes() == Pillow.open(io.BytesIO(data)).convert("RGB").tobytes()
    assert len(prepared.data) < len(data)
    # It says how colours are coded; some readers guess the same without it, and others do not.
    assert (b"Adobe" in prepared.data) == (b"Adobe" in data) == ("keep_rgb" in options)


def test_a_camera_file_of_two_pictures_gives_the_first_alone() -> None:
    out = io.BytesIO()
    photograph().save(out, "MPO", save_all=True, append_images=[corners((240, 160))])
    prepared = prepare(out.getvalue())
    assert prepared.data.count(b"\xff\xd8\xff") == 1
    assert decoded(prepared).size == (240, 160)


def test_cmyk_becomes_rgb() -> None:
    prepared = prepare(encoded(corners().convert("CMYK"), "JPEG", quality=95))
    assert near(decoded(prepared).getpixel((5, 5)), RED, 20)
    assert Pillow.open(io.BytesIO(prepared.data)).mode == "RGB"


def png(width: int, height: int, bits: int, colour: int, rows: bytes) -> bytes:
    """Write a PNG by hand: Pillow cannot write 16-bit colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_sixteen_bits_become_eight() -> None:
    levels = (0, 0x8080, 0xFFFF, 0x4040)
    grey = png(4, 1, 16, 0, b"\0" + struct.pack(">4H", *levels))
    prepared = prepare(grey)
    assert [decoded(prepared).getpixel((x, 0)) for x in range(4)] == [(v >> 8,) * 3 for v in levels]
    colour = png(2, 1, 16, 2, b"\0" + struct.pack(">6H", 0xFFFF, 0, 0, 0, 0x8080, 0xFFFF))
    prepared = prepare(colour)
    assert decoded(prepared).getpixel((0, 0)) == (255, 0, 0)
    assert Pillow.open(io.BytesIO(prepared.data)).mode in {"P", "RGB"}


def test_transparency_is_laid_on_white() -> None:
    picture = Pillow.new("RGBA", (4, 1))
    for x, alpha in enumerate((0, 255, 128, 255)):
        picture.putpixel((x, 0), (200, 0, 0, alpha))
    for data in (encoded(picture, "PNG"), encoded(picture.quantize(16), "PNG")):
        flat = decoded(prepare(data))
        assert near(flat.getpixel((0, 0)), WHITE, 0)
        assert near(flat.getpixel((1, 0)), (200, 0, 0), 2)
        assert near(flat.getpixel((2, 0)), (227, 127, 127), 2)


def test_a_single_transparent_colour_is_laid_on_white() -> None:
    data = encoded(corners(), "PNG", transparency=BLUE)
    assert decoded(prepare(data)).getpixel((5, 18)) == WHITE


def test_a_foreign_profile_is_applied() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    mismatched = prepare(encoded(corners(), "PNG", icc_profile=profile))
    assert near(decoded(mismatched).getpixel((5, 5)), RED, 0)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = prepare(encoded(photograph(), "JPEG", icc_profile=srgb))
    assert b"ICC_PROFILE" not in same.data
    swapped = swapped_profile(srgb)
    prepared = prepare(encoded(corners(), "PNG", icc_profile=swapped))
    red, green, blue = decoded(prepared).convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert green > 150
    assert max(red, blue) < 80


def swapped_profile(srgb: bytes) -> bytes:
    """An sRGB profile under another name whose red and green have changed places."""
    tags = {}
    for k in range(struct.unpack_from(">I", srgb, 128)[0]):
        at = 132 + 12 * k
        tags[srgb[at : at + 4]] = at
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    changed = bytearray(srgb)
    changed[red + 4 : red + 12], changed[green + 4 : green + 12] = (
        srgb[green + 4 : green + 12],
        srgb[red + 4 : red + 12],
    )
    name = "sRGB".encode("utf-16-be")
    assert name in changed
    return bytes(changed).replace(name, "wide".encode("utf-16-be"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("make", [photograph, corners])
def test_ppi_is_reached_and_never_passed(kind: str, make: Any) -> None:
    data = encoded(make((600, 400)), kind)
    prepared = prepare(data, width_pt=144, ppi=110)
    assert (prepared.width, prepared.height) == (220, 147)
    assert prepare(data, width_pt=100_000).width == 600


def test_a_drawing_stays_lossless_and_a_photograph_in_png_does_not() -> None:
    drawing = prepare(encoded(corners(), "PNG"))
    assert drawing.kind == "png"
    assert decoded(drawing).tobytes() == corners().tobytes()
    assert prepare(encoded(photograph(), "PNG")).kind == "jpeg"


def test_grey_pixels_are_stored_as_grey() -> None:
    grey = Pillow.linear_gradient("L").convert("RGB")
    prepared = prepare(encoded(grey, "PNG"))
    assert prepared.grey
    assert decoded(prepared).tobytes() == grey.tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_every_mode_of_png_is_decoded_to_the_same_pixels(mode: str) -> None:
    source = corners().convert(mode)
    prepared = prepare(encoded(source, "PNG"))
    assert decoded(prepared).tobytes() == source.convert("RGB").tobytes()


def test_the_same_bytes_in_give_the_same_bytes_out() -> None:
    for kind, make in (("JPEG", photograph), ("PNG", photograph), ("PNG", corners)):
        data = encoded(make(), kind)
        assert prepare(data, 60, 100) == prepare(data, 60, 100)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 90),
    st.integers(1, 90),
    st.sampled_from(["1", "L", "P", "RGB", "RGBA", "CMYK"]),
    st.integers(1, 8),
    st.floats(0.5, 400),
    st.integers(1, 300),
)
def test_any_image_ends_small_plain_and_whole(
    width: int, height: int, mode: str, orientation: int, width_pt: float, ppi: int
) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    data = encoded(photograph((width, height)).convert(mode), kind, exif=exif(orientation))
    prepared = prepare(data, width_pt, ppi)
    upright = (height, width) if orientation >= 5 else (width, height)
    assert prepared.width <= max(1, min(upright[0], width_pt / 72 * ppi))
    assert 1 <= prepared.height <= upright[1]
    decoded(prepared)


def embed(tmp_path: Path, *images: PreparedImage) -> pikepdf.Pdf:
    target = tmp_path / "x.pdf"
    canvas = Canvas(str(target), pagesize=(200, 200), invariant=1)
    for prepared in images:
        draw_prepared(canvas, prepared, 10, 10, 120, 72)
        canvas.showPage()
    canvas.save()
    return pikepdf.open(target)


def rendered(tmp_path: Path, number: int = 0) -> Pillow.Image:
    import pypdfium2

    document = pypdfium2.PdfDocument(tmp_path / "x.pdf")
    picture: Pillow.Image = document[number].render(scale=1).to_pil().convert("RGB")
    document.close()
    return picture


@pytest.mark.parametrize(
    ("source", "space"),
    [
        (encoded(corners(), "PNG"), "/Indexed"),
        (encoded(photograph((90, 60)), "PNG"), "/DeviceRGB"),
        (encoded(Pillow.linear_gradient("L"), "PNG"), "/DeviceGray"),
        (encoded(corners().convert("CMYK"), "JPEG"), "/DeviceRGB"),
        (encoded(corners().convert("L"), "JPEG"), "/DeviceGray"),
        (encoded(corners(), "JPEG"), "/DeviceRGB"),
        (encoded(corners().convert("RGBA"), "PNG"), "/Indexed"),
    ],
)
def test_the_page_shows_the_pixels_and_pdfa_can_take_them(tmp_path: Path, source: bytes, space: str) -> None:
    prepared = prepare(source)
    with embed(tmp_path, prepared, prepared) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert len(found) == 1
        colours = found[0].ColorSpace
        assert str(colours[0] if isinstance(colours, pikepdf.Array) else colours) == space
        if isinstance(colours, pikepdf.Array):
            assert str(colours[1]) == "/DeviceRGB"
            assert len(bytes(colours[3])) == 3 * (int(colours[2]) + 1)
        assert str(found[0].Filter) == ("/DCTDecode" if prepared.kind == "jpeg" else "/FlateDecode")
        assert "/SMask" not in found[0]
        assert "/Mask" not in found[0]
        assert b"DeviceCMYK" not in (tmp_path / "x.pdf").read_bytes()
    expected = decoded(prepared).resize((120, 72), Pillow.Resampling.BOX)
    for page in (0, 1):
        shown = rendered(tmp_path, page).crop((10, 118, 130, 190))
        for place in ((20, 12), (100, 12), (20, 60), (100, 60)):
            want = expected.getpixel(place)
            assert isinstance(want, tuple)
            assert near(
                shown.getpixel(place), (want[0], want[1], want[2]), 70 if prepared.kind == "jpeg" else 30
            )


def test_a_palette_embeds_far_smaller_than_rgb(tmp_path: Path) -> None:
    picture = Pillow.new("RGB", (800, 600), WHITE)
    draw = ImageDraw.Draw(picture)
    for k in range(200):
        draw.line((k * 4, 0, 800 - k * 3, 600), fill=(k % 8 * 30, 90, 200), width=2)
    source = encoded(picture, "PNG")
    with embed(tmp_path, prepare(source)) as pdf:
        (stream,) = (
            o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"
        )
        ours = len(stream.read_raw_bytes())
    assert ours < 0.75 * len(zlib.compress(picture.tobytes()))  # what ReportLab would embed
    assert re.search(rb"/Indexed", (tmp_path / "x.pdf").read_bytes())
