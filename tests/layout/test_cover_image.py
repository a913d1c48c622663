"""An image on the cover: it fills the page, its focus is seen, and every word on it can be read."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from report_builder.check.page_contrast import faint_words
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.pipeline.production import load, make
from report_builder.pipeline.stages import Stages
from report_builder.sources.files import SourceFiles
from tests.said import english
from tests.sample_reports import SAMPLES, make_folder
from tests.verify_support import failures

FACTS = re.sub("(?m)^theme:.*\n", "", (SAMPLES / "report.yaml").read_text("utf-8"))
GROUNDS = {"konstruktiv": ("ink", "muted", "signal"), "noktern": ("paper", "tint", "tint_strong")}
SIZE = 240, 320


def noise() -> Image.Image:
    return Image.frombytes("RGB", SIZE, random.Random(1).randbytes(3 * SIZE[0] * SIZE[1]))  # noqa: S311


def halves(left: str, right: str) -> Image.Image:
    image = Image.new("RGB", SIZE, left)
    image.paste(right, (SIZE[0] // 2, 0, *SIZE))
    return image


PHOTOS: dict[str, Callable[[], Image.Image]] = {
    "white": lambda: Image.new("RGB", SIZE, "white"),
    "black": lambda: Image.new("RGB", SIZE, "black"),
    "grey": lambda: Image.new("L", SIZE, 120),
    "noise": noise,
    "black and white": lambda: halves("black", "white"),
    "red and green": lambda: halves("#ff0000", "#00ff00"),
    "clear": lambda: Image.new("RGBA", SIZE, (0, 0, 0, 0)),
    "wide": lambda: halves("#1020a0", "#f0f0a0").resize((900, 60)),
    "one pixel": lambda: Image.new("RGB", (1, 1), "yellow"),
}


@contextmanager
def folder(photo: str, cover: str, theme: str = "konstruktiv") -> Iterator[Path]:
    """A report with this image as assets/forside.png, and with ``cover`` in report.yaml."""
    root = make_folder("# Kapittel\n\nTekst.\n", report=f"{FACTS}theme: {theme}\ncover:\n{cover}")
    try:
        PHOTOS[photo]().save(root / "assets" / "forside.png")
        yield root
    finally:
        shutil.rmtree(root)


def build(
    photo: str, cover: str, theme: str = "konstruktiv", *, draft: bool = False
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    diagnostics, stages = Diagnostics(), Stages(lambda: 0.0, lambda _: None)
    with folder(photo, cover, theme) as root:
        loaded = load(SourceFiles(root), diagnostics, stages)
    made = None if loaded is None else make(*loaded, diagnostics, stages, draft=draft)
    return (made.pdf if made else None), diagnostics.items


def built(photo: str, cover: str, theme: str = "konstruktiv", *, draft: bool = False) -> bytes:
    pdf, told = build(photo, cover, theme, draft=draft)
    assert pdf is not None, [english(item.message) for item in told]
    return pdf


IMAGE = "  image: {file: forside.png, decorative: true}\n"
SHOWN = "  image: {file: forside.png, alt: Et hav i storm}\n"


@pytest.mark.parametrize("photo", PHOTOS)
@pytest.mark.parametrize("theme", GROUNDS)
def test_every_word_is_read_on_every_image(photo: str, theme: str) -> None:
    ground = random.Random(f"{photo}{theme}").choice(GROUNDS[theme])  # noqa: S311
    pdf = built(photo, f"  ground: {ground}\n{IMAGE}", theme)
    assert [faint for faint in faint_words(pdf) if faint.page == 0] == []


@pytest.mark.whole
def test_every_word_is_read_on_every_image_and_ground() -> None:
    for theme, grounds in GROUNDS.items():
        for ground in grounds:
            for photo in PHOTOS:
                pdf = built(photo, f"  ground: {ground}\n{IMAGE}", theme, draft=True)
                assert [faint for faint in faint_words(pdf) if faint.page == 0] == []


@pytest.mark.parametrize("photo", ["black", "white"])
def test_the_draft_mark_is_read_on_an_image(photo: str) -> None:
    pdf = built(photo, f"  ground: paper\n{IMAGE}", "noktern", draft=True)
    assert [faint for faint in faint_words(pdf) if faint.page == 0] == []


@pytest.mark.parametrize("cover", [IMAGE, SHOWN])
@pytest.mark.parametrize("theme", GROUNDS)
def test_the_standards_are_kept(cover: str, theme: str) -> None:
    assert failures(built("noise", cover, theme)) == []


def figures(pdf: bytes) -> list[str]:
    """The alternative texts of the figures on the cover, in the order of the tag tree."""
    reader: Any = PdfReader(BytesIO(pdf))
    tree: Any = reader.trailer["/Root"]["/StructTreeRoot"]
    first: Any = tree["/K"]
    document: Any = first[0] if isinstance(first, list) else first
    cover: Any = document["/K"][0]
    kids = [kid.get_object() for kid in cover["/K"]]
    return [str(kid["/Alt"]) for kid in kids if kid.get("/S") == "/Figure"]


def test_what_says_something_is_a_figure_and_what_does_not_is_none() -> None:
    assert figures(built("noise", SHOWN)) == ["Et hav i storm"]
    assert figures(built("noise", IMAGE)) == []


@pytest.mark.parametrize(
    ("focus", "colour"),
    [("0% 50%", (16, 32, 160)), ("100% 50%", (240, 240, 160)), ("95 %  10 %", (240, 240, 160))],
)
def test_the_focus_is_what_is_seen(focus: str, colour: tuple[int, int, int]) -> None:
    pdf = built("wide", f"  image: {{file: forside.png, focus: {focus}, decorative: true}}\n")
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=0.5).to_pil().convert("RGB")
    for place in ((2, page.height - 3), (page.width - 3, page.height - 3)):
        seen = page.getpixel(place)
        assert isinstance(seen, tuple)
        assert max(abs(one - other) for one, other in zip(seen, colour, strict=True)) < 12


def test_an_image_stands_where_art_would_and_nowhere_else() -> None:
    art = "  art: rings\n  seed: 4\n"
    with_image, without = built("grey", art + IMAGE), built("grey", art)
    pages = [pypdfium2.PdfDocument(pdf) for pdf in (with_image, without)]
    assert len(pages[0]) == len(pages[1])
    same = [
        one.render(scale=0.3).to_pil().tobytes() == other.render(scale=0.3).to_pil().tobytes()
        for one, other in zip(*pages, strict=True)
    ]
    assert same == [False] + [True] * (len(pages[0]) - 1)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert built("noise", SHOWN) == built("noise", SHOWN)


@pytest.mark.parametrize(
    ("image", "code", "message"),
    [
        ("{file: forside.png}", "RB-ALT-MISSING", "the image that fills the page has no alternative text"),
        (
            "{file: forside.png, alt: Hav, decorative: true}",
            "RB-VALUE",
            "the image that fills the page is decoration only and yet has 'alt' or 'caption'",
        ),
        ("{file: borte.png, alt: Hav}", "RB-IMAGE-MISSING", ""),
        ("{file: https://example.org/a.png, alt: Hav}", "RB-IMAGE-REMOTE", ""),
        ("{file: ../../etc/passwd, alt: Hav}", "RB-PATH", ""),
        ("{file: forside.png, alt: Hav, focus: midten}", "RB-VALUE", ""),
        ("{file: forside.png, alt: Hav, focus: 101% 3%}", "RB-VALUE", ""),
        ("{alt: Hav}", "RB-MISSING-KEY", ""),
    ],
)
def test_what_cannot_be_is_told_at_its_line(image: str, code: str, message: str) -> None:
    pdf, told = build("grey", f"  image: {image}\n")
    assert pdf is None
    (item,) = told
    assert item.code == code
    assert item.span is not None
    assert (item.span.path, item.span.line) == ("content/report.yaml", len(FACTS.splitlines()) + 3)
    assert not message or english(item.message) == message


def test_a_place_in_an_image_is_no_prose() -> None:
    _, told = build("grey", "  image: {file: forside.png, decorative: true, focus: 60% 30%}\n")
    assert told == ()
