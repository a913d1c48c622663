"""Crops: what is left is what was asked for, upright and in its colours, and nothing else is in the file."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator

import pypdf
import pytest
from PIL import Image

from report_builder.content.crops import Crop, crop_of, cropped
from report_builder.content.images import examine
from report_builder.content.load import load_report
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.layout.images import upright_pixels
from report_builder.model.image_files import Image as ImageFile
from report_builder.model.pictures import Photograph
from report_builder.publish.edition import edition_pages
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.pictures import FOUR, KINDS, Kind
from tests.publish.edition.support import AROUND
from tests.sample_reports import SAMPLES, build_folder, make_folder

QUARTERS = {
    (0, 0): Crop(0, 0.5, 0.5, 0),
    (1, 0): Crop(0, 0, 0.5, 0.5),
    (0, 1): Crop(0.5, 0.5, 0, 0),
    (1, 1): Crop(0.5, 0, 0, 0.5),
}


def read(kind: Kind) -> ImageFile:
    image = examine(f"assets/{kind.file}", kind.make(FOUR), Diagnostics(), SourceSpan("k.md", 1))
    assert image is not None
    return image


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if "megapixels" not in kind.name], ids=lambda kind: kind.name
)
@pytest.mark.parametrize("at", QUARTERS)
def test_a_quarter_has_one_colour(kind: Kind, at: tuple[int, int]) -> None:
    image = read(kind)
    part = cropped(image, QUARTERS[at])
    assert (part.width, part.height) == (max(1, image.width // 2), max(1, image.height // 2))
    pixels = upright_pixels(part).convert("RGB")
    assert pixels.size == (part.width, part.height)
    expected = kind.shown(FOUR)[2 * at[1] + at[0]]
    middle = pixels.getpixel((part.width // 2, part.height // 2))
    assert isinstance(middle, tuple)
    assert max(abs(one - other) for one, other in zip(middle, expected, strict=True)) <= 12
    assert part == cropped(image, QUARTERS[at])


@pytest.mark.parametrize(
    ("written", "crop"),
    [
        ("10%", Crop(0.1, 0.1, 0.1, 0.1)),
        ("10% 20%", Crop(0.1, 0.2, 0.1, 0.2)),
        ("0 20% 5%", Crop(0, 0.2, 0.05, 0.2)),
        ("1% 2% 3% 4.5%", Crop(0.01, 0.02, 0.03, 0.045)),
        ("10 % 0", Crop(0.1, 0, 0.1, 0)),
    ],
)
def test_shares_go_by_the_clock(written: str, crop: Crop) -> None:
    assert crop_of(written) == crop


@pytest.mark.parametrize(
    "written", ["", "10", "10px", "50%", "0 50% 0 50%", "1% 1% 1% 1% 1%", "-5%", "100%", "top", "10%,20%"]
)
def test_what_leaves_nothing_or_is_no_share_is_no_crop(written: str) -> None:
    assert crop_of(written) is None


def with_thumbnail() -> bytes:
    """A photograph that lies, with all of it once more in what the camera told."""
    picture, out = Image.new("RGB", (400, 200), (200, 40, 40)), io.BytesIO()
    picture.paste((40, 70, 190), (200, 0, 400, 200))
    exif = picture.getexif()
    exif[0x0112], exif[0x010E] = 6, "HEMMELIG"
    picture.save(out, "JPEG", exif=exif, quality=95, comment=b"HEMMELIG")
    return out.getvalue()


def published(images: Iterator[bytes]) -> set[str]:
    """Which of the two colours the pixels of images have."""
    found: set[str] = set()
    for data in images:
        assert b"HEMMELIG" not in data
        with Image.open(io.BytesIO(data)) as picture:
            for _, colour in picture.convert("RGB").getcolors(1 << 24) or ():
                assert isinstance(colour, tuple)
                red, _, blue = colour
                found.add("red" if red > blue + 50 else "blue" if blue > red + 50 else "other")
    return found


@pytest.mark.parametrize(
    "block",
    [
        '![Rødt](bilder/f.jpg "Rødt"){crop="0 0 55% 0"}',
        """::: figures {caption="To"}
![Rødt](bilder/f.jpg){crop="0 0 55% 0"}
![Litt rødt](bilder/f.jpg){crop="10% 0 60% 10%"}
:::""",
        '::: spread {image="bilder/f.jpg" alt="Rødt" crop="0 0 55% 0"}\n:::',
    ],
    ids=["figure", "group", "spread"],
)
def test_nothing_that_is_cut_off_is_published(block: str) -> None:
    root = make_folder(f"# Utsnitt\n\nTekst.\n\n{block}\n\nMer tekst.\n")
    try:
        (root / "assets/bilder/f.jpg").write_bytes(with_thumbnail())
        made = build_folder(root)
        theme = load_theme(made.report.publication.theme, SourceFiles(root)).value
    finally:
        shutil.rmtree(root)
    assert theme is not None
    pages = pypdf.PdfReader(io.BytesIO(made.pdf)).pages
    assert published(image.data for page in pages for image in page.images) == {"red"}
    edition = edition_pages(made.report, theme, AROUND)
    assert published(data for name, data in edition.items() if name.startswith("bilder/")) == {"red"}


KEYS = '{file: bilder/f.jpg, crop: 0 0 55% 0, alt: "Rødt"}'


def test_the_images_of_a_cover_and_of_a_chapter_are_cut_where_they_are_read() -> None:
    facts = (SAMPLES / "report.yaml").read_text("utf-8") + f"cover:\n  image: {KEYS}\n"
    root = make_folder(f"---\nimage: {KEYS}\n---\n\n# Utsnitt\n\nTekst.\n", report=facts)
    try:
        (root / "assets/bilder/f.jpg").write_bytes(with_thumbnail())
        report = load_report(SourceFiles(root)).value
    finally:
        shutil.rmtree(root)
    assert report is not None
    cover, photograph = report.publication.face.image, report.chapters[0].blocks[0]
    assert cover is not None
    assert isinstance(photograph, Photograph)
    for image in (cover.image, photograph.image):
        assert (image.width, image.height) == (200, 180)
        assert published(iter([image.data])) == {"red"}
