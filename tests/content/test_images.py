"""Image files: what is taken, what is refused, and what is said about either."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from report_builder.content.images import load_image
from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan
from report_builder.language.catalogue import FOLDER, catalogue, languages
from report_builder.model import blocks, image_files
from report_builder.model.report import Report
from report_builder.sources.files import SourceFiles
from tests.content.projects import load, report_of
from tests.said import english

SPAN = SourceSpan("content/chapters/k.md", 7)


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()


def read(root: Path, name: str, data: bytes) -> tuple[image_files.Image | None, list[str]]:
    (root / "assets").mkdir(exist_ok=True)
    (root / "assets" / name).write_bytes(data)
    diagnostics = Diagnostics()
    image = load_image(name, SourceFiles(root), {}, diagnostics, SPAN, "bilder")
    assert all(item.span == SPAN for item in diagnostics.items)
    return image, [f"{item.code} {english(item.message)}" for item in diagnostics.items]


def drawn(width: float, height: float) -> bytes:
    box = f'<rect width="{width}" height="{height}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{box}</svg>'.encode()


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("times", "told"), [(1, False), (100, False), (1000, False), (1100, True), (10000, True)]
)
@pytest.mark.parametrize("kind", ["svg", "png", "jpg"])
def test_an_image_that_is_a_hairline_is_told(
    kind: str, times: int, told: bool, turned: bool, tmp_path: Path
) -> None:
    size = (1, times) if turned else (times, 1)
    formats = {"png": "PNG", "jpg": "JPEG"}
    data = drawn(*size) if kind == "svg" else encoded(Image.new("RGB", size), formats[kind])
    image, said = read(tmp_path, f"a.{kind}", data)
    assert image is not None
    assert [one.startswith("RB-IMAGE-BROKEN") and "1000 times" in one for one in said] == [True] * told


@pytest.mark.parametrize("orientation", range(1, 9))
def test_size_is_that_after_rotation(orientation: int, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(Image.new("RGB", (30, 20)), "JPEG", exif=exif)
    image, said = read(tmp_path, "a.jpg", data)
    assert image is not None
    assert (image.width, image.height) == ((20, 30) if orientation >= 5 else (30, 20))
    assert (image.path, image.format, image.data, said) == ("assets/a.jpg", "JPEG", data, [])


@pytest.mark.parametrize(
    ("mode", "kind", "name", "reason"),
    [
        ("RGB", "PNG", "a.png", ""),
        ("L", "PNG", "a.png", ""),
        ("L", "JPEG", "a.jpeg", ""),
        ("RGB", "JPEG", "A.JPG", ""),
        ("CMYK", "JPEG", "a.jpg", "CMYK colours"),
        ("P", "PNG", "a.png", "a palette"),
        ("1", "PNG", "a.png", "two colours"),
        ("I;16", "PNG", "a.png", "16 bits for each colour"),
        ("RGBA", "PNG", "a.png", "transparency"),
        ("LA", "PNG", "a.png", "transparency"),
    ],
)
def test_what_is_converted_is_said(mode: str, kind: str, name: str, reason: str, tmp_path: Path) -> None:
    image, said = read(tmp_path, name, encoded(Image.new(mode, (4, 3)), kind))
    assert image is not None
    note = f"RB-IMAGE-CONVERTED 'assets/{name}' has {reason} and is converted to 8-bit sRGB"
    assert said == ([note] if reason else [])


def test_a_transparent_colour_is_transparency(tmp_path: Path) -> None:
    _, said = read(tmp_path, "a.png", encoded(Image.new("RGB", (4, 3)), "PNG", transparency=(0, 0, 0)))
    assert "transparency" in said[0]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_every_cut_is_noticed(kind: str, tmp_path: Path) -> None:
    picture = Image.effect_noise((40, 30), 60).convert("RGB")
    data = encoded(picture, kind)
    name = "a.png" if kind == "PNG" else "a.jpg"
    # The last bytes (an end mark, a checksum) carry no picture.
    for length in range(12, len(data) - 20, max(len(data) // 25, 1)):
        image, said = read(tmp_path, name, data[:length])
        assert image is None, length
        assert said[0].startswith("RB-IMAGE-BROKEN "), length
        assert " object at 0x" not in said[0], length


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.png", b"\xff\xd8\xff\xe0", "RB-IMAGE-TYPE 'assets/a.png' is really JPEG"),
        ("a.jpg", b"\x89PNG\r\n\x1a\n", "RB-IMAGE-TYPE 'assets/a.jpg' is really PNG"),
        ("a.png", b"GIF89a", "RB-IMAGE-TYPE 'assets/a.png' is really GIF"),
        ("a.jpg", b"RIFF\0\0\0\0WEBPVP8 ", "RB-IMAGE-TYPE 'assets/a.jpg' is really WebP"),
        ("a.png", b"<?xml version='1.0'?>\n<svg>", "RB-IMAGE-TYPE 'assets/a.png' is really SVG"),
        ("a.gif", b"GIF89a", "RB-IMAGE-BROKEN "),
        ("a.svg", b"\x89PNG\r\n\x1a\n", "RB-IMAGE-TYPE 'assets/a.svg' is really PNG"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "RB-IMAGE-BROKEN "),
        ("a.tif", b"II*\0", "RB-IMAGE-BROKEN "),
        ("a.bmp", b"BM", "RB-IMAGE-BROKEN "),
        ("a.heic", b"\0\0\0\x18ftypheic", "RB-UNSUPPORTED HEIF images are not supported"),
        ("a.jp2", b"\0\0\0\x0cjP  ", "RB-UNSUPPORTED JPEG 2000 images are not supported"),
        ("a", b"\x89PNG\r\n\x1a\n", "RB-IMAGE-TYPE 'assets/a' is really PNG"),
        ("a.png", b"", "RB-IMAGE-BROKEN 'assets/a.png' is not an image"),
        ("a.png", b"tekst", "RB-IMAGE-BROKEN 'assets/a.png' is not an image"),
    ],
)
def test_the_bytes_tell_the_type(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    image, found = read(tmp_path, name, data)
    assert image is None
    assert len(found) == 1
    assert found[0].startswith(said)


OTHERS = [
    ("WEBP", "a.webp", "WebP", {"quality": 80}, "JPEG"),
    ("WEBP", "a.webp", "WebP", {"lossless": True}, "PNG"),
    ("AVIF", "a.avif", "AVIF", {}, "JPEG"),
    ("GIF", "a.gif", "GIF", {}, "PNG"),
    ("TIFF", "a.tif", "TIFF", {}, "PNG"),
    ("TIFF", "a.tiff", "TIFF", {"compression": "tiff_lzw"}, "PNG"),
    ("BMP", "a.bmp", "BMP", {}, "PNG"),
]


@pytest.mark.parametrize(("kind", "name", "called", "options", "becomes"), OTHERS)
def test_other_formats_are_written_anew(
    kind: str, name: str, called: str, options: dict[str, object], becomes: str, tmp_path: Path
) -> None:
    picture = Image.linear_gradient("L").resize((40, 30)).convert("RGB")
    data = encoded(picture, kind, **options)
    image, said = read(tmp_path, name, data)
    assert image is not None
    assert (image.format, image.width, image.height) == (becomes, 40, 30)
    assert said[0] == f"RB-IMAGE-CONVERTED 'assets/{name}' is {called} and is written anew as {becomes}"
    shown = Image.open(io.BytesIO(image.data)).convert("RGB")
    assert max(abs(a - b) for a, b in zip(shown.tobytes(), picture.tobytes(), strict=True)) <= 24
    again, _ = read(tmp_path, name, data)
    assert again is not None
    assert again.data == image.data


@pytest.mark.parametrize(
    ("kind", "name"), [("GIF", "a.gif"), ("WEBP", "a.webp"), ("TIFF", "a.tif"), ("AVIF", "a.avif")]
)
def test_of_several_pictures_the_first_is_taken(kind: str, name: str, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "blue", "lime")]
    image, said = read(tmp_path, name, encoded(frames[0], kind, save_all=True, append_images=frames[1:]))
    assert image is not None
    assert "has 3 pictures; the first is written anew" in said[0]
    red, green, blue = Image.open(io.BytesIO(image.data)).convert("RGB").tobytes()[:3]
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize(
    ("mode", "kind", "name", "reason"),
    [
        ("RGBA", "WEBP", "a.webp", "transparency"),
        ("P", "GIF", "a.gif", "a palette"),
        ("CMYK", "TIFF", "a.tif", "CMYK colours"),
        ("I;16", "TIFF", "a.tif", "16 bits for each colour"),
        ("1", "TIFF", "a.tif", "two colours"),
    ],
)
def test_pixels_of_other_formats_are_as_those_of_png(
    mode: str, kind: str, name: str, reason: str, tmp_path: Path
) -> None:
    image, said = read(tmp_path, name, encoded(Image.new(mode, (40, 30)), kind))
    assert image is not None
    assert f"RB-IMAGE-CONVERTED 'assets/{name}' has {reason} and is converted to 8-bit sRGB" in said


def test_pixels_that_are_no_colours_are_refused(tmp_path: Path) -> None:
    image, said = read(tmp_path, "a.tif", encoded(Image.new("F", (4, 3)), "TIFF"))
    assert image is None
    assert said[0].startswith("RB-UNSUPPORTED the pixels of 'assets/a.tif' (TIFF)")


@pytest.mark.parametrize(
    ("kind", "name"), [("WEBP", "a.webp"), ("TIFF", "a.tif"), ("BMP", "a.bmp"), ("GIF", "a.gif")]
)
def test_a_cut_of_other_formats_is_noticed(kind: str, name: str, tmp_path: Path) -> None:
    data = encoded(Image.effect_noise((40, 30), 60).convert("RGB"), kind)
    for share in (0.3, 0.6, 0.9):
        image, said = read(tmp_path, name, data[: int(share * len(data))])
        assert image is None, share
        assert said[0].startswith("RB-IMAGE-BROKEN "), share


def test_rotation_and_profile_go_along(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    data = encoded(Image.new("RGB", (30, 20)), "WEBP", exif=exif, icc_profile=profile)
    image, _ = read(tmp_path, "a.webp", data)
    assert image is not None
    assert (image.width, image.height) == (20, 30)
    assert b"Kamera" not in image.data
    assert Image.open(io.BytesIO(image.data)).info["icc_profile"] == profile


def test_an_animation_is_refused(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (4, 3), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert read(tmp_path, "a.png", data) == (
        None,
        ["RB-UNSUPPORTED animated images are not supported ('assets/a.png')"],
    )


@pytest.mark.parametrize("name", ["to ord.png", "to ord (1).PNG", "Skjermbilde kl. 14.02 (ny).png"])
@pytest.mark.parametrize("form", ["{}", "<{}>"])
@pytest.mark.parametrize("title", ["", ' "En flate"'])
def test_a_picture_is_named_as_people_name_it(name: str, form: str, title: str, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / name).write_bytes(encoded(Image.new("RGB", (4, 3)), "PNG"))
    written = form.format(name)
    report = report_of(tmp_path, f"# K\n\n![Hvit flate]({written}{title})\n")
    (figure,) = report.chapters[0].blocks
    assert isinstance(figure, blocks.Figure)
    assert figure.image.path == f"assets/{name}"


@pytest.mark.parametrize(
    "text",
    ["{}", "Merket {} er grønt.", "Merket\n{}\ner grønt.", "{}\n{}", "- {}\n- med {} i", "Utenom {}, ja"],
)
@pytest.mark.parametrize("title", ["", ' "En flate"'])
def test_a_picture_whose_path_stands_below_is_read_as_one_whose_path_stands_beside(
    text: str, title: str, tmp_path: Path
) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a.png").write_bytes(encoded(Image.new("RGB", (4, 3)), "PNG"))
    beside = load(tmp_path, f"# K\n\n{text}\n".replace("{}", f"![Hvit flate](a.png{title})"))
    below = load(tmp_path, f"# K\n\n{text}\n\n[m]: a.png{title}\n".replace("{}", "![Hvit flate][m]"))
    assert told(below) == told(beside)
    assert (below.value is None) == (beside.value is None)


def told(outcome: Outcome[Report]) -> list[tuple[str, int | None]]:
    """Code and line of all that is told."""
    return [(item.code, item.span.line if item.span else None) for item in outcome.diagnostics]


def test_a_path_may_have_blanks(tmp_path: Path) -> None:
    data = encoded(Image.new("RGB", (4, 3)), "PNG")
    assert read(tmp_path, "a b.png", data)[0] is not None
    diagnostics = Diagnostics()
    assert load_image("a%20b.png", SourceFiles(tmp_path), {}, diagnostics, SPAN, "bilder") is not None


@pytest.mark.parametrize("path", ["/etc/x.png", "../x.png", "b/../../x.png", "..%2Fx.png"])
def test_paths_that_leave_the_project(path: str, tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    assert load_image(path, SourceFiles(tmp_path), {}, diagnostics, SPAN, "bilder") is None
    assert [item.code for item in diagnostics.items] == ["RB-PATH"]


@pytest.mark.parametrize("path", ["C:\\x.png", "c:/b/x.png", "\\\\tjener\\b\\x.png", "file:///b/x.png"])
def test_paths_of_ones_own_machine_say_where_the_picture_belongs(path: str, tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    assert load_image(path, SourceFiles(tmp_path), {}, diagnostics, SPAN, "bilder") is None
    (told,) = diagnostics.items
    assert told.code == "RB-WINDOWS-PATH"
    assert "<bilder/x.png>" in english(told.hint)


@pytest.mark.parametrize(
    "path", ["http://e.no/x.png", "HTTPS://e.no/x.png", "//e.no/x.png", "data:image/png,x"]
)
def test_nothing_is_fetched(path: str, tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    assert load_image(path, SourceFiles(tmp_path), {}, diagnostics, SPAN, "bilder") is None
    assert [item.code for item in diagnostics.items] == ["RB-IMAGE-REMOTE"]


@pytest.mark.parametrize(("language", "folder"), [("nb", "bilder"), ("nn", "bilete"), ("en", "pictures")])
def test_a_picture_belongs_in_the_folder_of_the_reports_language(
    language: str, folder: str, tmp_path: Path
) -> None:
    """The folder that `new` makes; examples in messages name the one of their own language."""
    found = load(tmp_path, "# K\n\n![](C:/x.png)\n", language=language).diagnostics
    assert {item.code for item in found} == {"RB-WINDOWS-PATH", "RB-ALT-MISSING"}
    assert all(f"{folder}/x.png" in english(item.hint) for item in found)
    for name in languages():
        others = {"bilder/", "bilete/", "pictures/"} - {f"{catalogue(name)('scaffold.pictures')}/"}
        said = (FOLDER / f"{name}.po").read_text("utf-8")
        assert not [other for other in others if other in said]
