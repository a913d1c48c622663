"""What the edition knows: every kind of node, every language; images in the sizes that screens need."""

from __future__ import annotations

import io
from typing import get_args

from msgspec.structs import fields
from PIL import Image as Pillow

from report_builder.layout.blocks.registry import BLOCK_FUNCTIONS as LAYOUT_FUNCTIONS
from report_builder.model.blocks import Image
from report_builder.model.inlines import Inline
from report_builder.model.language import LANGUAGES
from report_builder.publish.edition_words import EDITION_WORDS
from report_builder.publish.markup.blocks import BLOCK_FUNCTIONS
from report_builder.publish.markup.inlines import INLINE_FUNCTIONS
from report_builder.publish.markup.pictures import Pictures


def test_every_kind_of_block_and_of_inline_can_be_written() -> None:
    assert set(BLOCK_FUNCTIONS) == set(LAYOUT_FUNCTIONS)
    assert set(INLINE_FUNCTIONS) == set(get_args(Inline))


def test_the_edition_speaks_every_language() -> None:
    assert set(EDITION_WORDS) == set(LANGUAGES)
    for words in EDITION_WORDS.values():
        assert all(getattr(words, field.name) for field in fields(words))


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
    assert (picture.width, picture.height, list(picture.sources)) == (428, 214, [300])
    again = pictures.picture(image(300, 150), 1.0, wide=False)
    assert again.sources == picture.sources
    assert len(pictures.files) == 1
