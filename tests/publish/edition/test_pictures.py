"""The images of the edition, in the sizes that screens need."""

from __future__ import annotations

import io

from PIL import Image as Pillow
from PIL import ImageDraw

from report_builder.model.image_files import Image
from report_builder.publish.markup.pictures import Pictures


def image(width: int, height: int) -> Image:
    out = io.BytesIO()
    pixels = Pillow.linear_gradient("L").resize((width, height))
    exif = Pillow.Exif()
    exif[0x010E] = "hemmelig"
    pixels.save(out, "JPEG", exif=exif)
    return Image("bilder/x.jpg", "JPEG", width, height, out.getvalue())


def test_an_image_comes_as_large_as_it_is_shown_and_twice_as_large() -> None:
    pictures = Pictures()
    picture = pictures.picture(image(2000, 1000), 1.0, wide=False)
    assert (picture.width, picture.height) == (616, 308)
    assert list(picture.sources) == [616, 1232]
    for size, path in picture.sources.items():
        data = pictures.files[path]
        assert b"hemmelig" not in data
        with Pillow.open(io.BytesIO(data)) as shown:
            assert shown.size == (size, size // 2)


def test_a_small_image_is_shown_as_large_as_its_author_says_with_its_own_pixels() -> None:
    pictures = Pictures()
    picture = pictures.picture(image(300, 150), 0.5, wide=True)
    assert (picture.width, picture.height, list(picture.sources)) == (426, 213, [300])
    again = pictures.picture(image(300, 150), 1.0, wide=False)
    assert again.sources == picture.sources
    assert len(pictures.files) == 1


def drawing(width: int, height: int) -> Image:
    """Slanting lines in two colours, which shade when they are scaled."""
    out = io.BytesIO()
    pixels = Pillow.new("RGB", (width, height), "white")
    for x in range(0, width, 12):
        ImageDraw.Draw(pixels).line((x, 0, x + height / 3, height), "navy", 2)
    pixels.save(out, "PNG")
    return Image("bilder/x.png", "PNG", width, height, out.getvalue())


def test_a_drawing_keeps_its_pixels_and_all_of_them_where_that_is_smaller() -> None:
    pictures = Pictures()
    own = drawing(1600, 300)
    picture = pictures.picture(own, 0.6, wide=False)
    assert (picture.width, picture.height, list(picture.sources)) == (370, 69, [1600])
    (data,) = pictures.files.values()
    assert len(data) < len(own.data)
    with Pillow.open(io.BytesIO(data)) as shown, Pillow.open(io.BytesIO(own.data)) as source:
        assert shown.format == "WEBP"
        assert shown.convert("RGB").tobytes() == source.tobytes()


def test_a_drawing_of_very_many_pixels_is_scaled() -> None:
    pictures = Pictures()
    picture = pictures.picture(drawing(4000, 1001), 0.6, wide=False)
    assert list(picture.sources) == [370, 740]


def test_a_window_is_told_how_wide_an_image_is_in_it() -> None:
    picture = Pictures().picture(image(2000, 1000), 1.0, wide=False)
    assert picture.sizes == "(max-width: 693px) 89vw, 616px"
