"""The logo of a theme: on every cover in its corner, with its clear space, in the variant for the ground."""

from __future__ import annotations

import random
import re
import shutil
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from report_builder.check.page_contrast import faint_words
from report_builder.content.images import examine
from report_builder.diagnostics import Diagnostic, Diagnostics, SourceSpan
from report_builder.layout.logo_contrast import is_seen
from report_builder.pipeline.production import load, make
from report_builder.pipeline.stages import Stages
from report_builder.plugins.plugin import Loaded, Plugin, Plugins
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.export import export_theme
from report_builder.theme.model import Colour
from tests.said import line_of
from tests.sample_reports import SAMPLES, make_folder
from tests.verify_support import failures

FACTS = re.sub("(?m)^theme:.*\n", "", (SAMPLES / "report.yaml").read_text("utf-8"))
CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
LIGHT, DARK = (200, 30, 160), (40, 220, 90)
"""The colours of the logo for light grounds and of the one for dark ones; no theme has them."""
HEIGHT, CLEAR = 30.0, 10.0
A5 = """
page: {format: A5, inner: 50, text_width: 220, gutter: 14, margin_width: 90, lines: 30, head: 40, folio: 570}
sheets:
  opener: {height: 150, text: 200}
  cover: {top: 250, height: 345, text: 100, facts: 0, rules: [{y: 60, thickness: 4, colour: signal}]}
  back: {top: 0, height: 340, text: 400, rules: [{y: 380, thickness: 1}, {y: 520, thickness: 4}]}
"""


def save(colour: tuple[int, int, int], path: Path, size: tuple[int, int] = (240, 60)) -> None:
    """A logo without a ground of its own, that is its colour from edge to edge but for a hole."""
    image = Image.new("RGBA", size, (*colour, 255))
    image.paste((0, 0, 0, 0), (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2))
    image.save(path)


def build(theme: str, report: str = "") -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    root = make_folder("# Kapittel\n\nTekst.\n", report=f"{report or FACTS}theme: eget\n")
    diagnostics, stages = Diagnostics(), Stages(lambda: 0.0, lambda _: None)
    try:
        home = root / "assets" / "themes" / "eget"
        home.mkdir(parents=True)
        (home / "theme.yaml").write_text(theme, "utf-8")
        save(LIGHT, home / "logo.png")
        save(DARK, home / "neg.png")
        save(LIGHT, home / "lang.png", (900, 20))
        (home / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
        (home / "brudd.png").write_bytes((home / "logo.png").read_bytes()[:60])
        for folder in (home, root / "assets"):
            for name, colour in (("navy", NAVY), ("white", WHITE)):
                (folder / f"{name}.png").write_bytes(png(colour))
                (folder / f"{name}.svg").write_bytes(svg(MARK.format(colour)))
        Image.new("RGB", (60, 80), "#806040").save(root / "assets" / "foto.png")
        loaded = load(SourceFiles(root), diagnostics, stages)
        made = None if loaded is None else make(*loaded, diagnostics, stages)
    finally:
        shutil.rmtree(root)
    return (made.pdf if made else None), diagnostics.items


def themed(base: str, cover: str, back: str, more: str = "") -> str:
    look = f"height: {HEIGHT:g}, clear: {CLEAR:g}, cover: {cover}, back: {back}"
    return f"extends: {base}\nlogo: {{file: logo.png, dark: neg.png, alt: Etatens logo, {look}}}\n{more}"


def built(theme: str, report: str = "") -> bytes:
    pdf, told = build(theme, report)
    assert [line_of(item) for item in told] == []
    assert pdf is not None
    return pdf


def pages(pdf: bytes) -> list[Image.Image]:
    """The front and the back cover, two pixels to a point."""
    document = pypdfium2.PdfDocument(pdf)
    return [document[at].render(scale=2).to_pil().convert("RGB") for at in (0, len(document) - 1)]


def box_of(page: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Where a colour is seen."""
    near = [
        band.point(lambda value, part=part: 255 if abs(value - part) < 12 else 0)
        for band, part in zip(page.split(), colour, strict=True)
    ]
    one, two, three = near
    found = ImageChops.darker(ImageChops.darker(one, two), three).getbbox()
    assert found is not None
    return found


def assert_stands_alone(page: Image.Image, colour: tuple[int, int, int], corner: str) -> None:
    """The logo has its size and its corner, and around it there is nothing but one ground, as in its hole."""
    left, upper, right, lower = box_of(page, colour)
    assert (right - left, lower - upper) == pytest.approx((8 * HEIGHT, 2 * HEIGHT), abs=3)
    assert (upper < page.height / 2) == corner.startswith("top")
    assert ((left + right) / 2 < page.width / 2) == corner.endswith("left")
    ground: Any = page.getpixel((left + int(3 * HEIGHT), upper + int(0.75 * HEIGHT)))
    around = int(2 * CLEAR) - 3
    ring = page.crop((left - around, upper - around, right + around, lower + around))
    ring.paste(ground, (around - 2, around - 2, ring.width - around + 2, ring.height - around + 2))
    assert ring.getcolors() == [(ring.width * ring.height, ground)]


CASES = [(*case, at) for at, case in enumerate(product(("konstruktiv", "noktern"), ("", A5), CORNERS))]
FEW = [case for case in CASES if case[3] % 4 == (0, 1, 3, 2)[case[3] // 4]]


def check(base: str, sheet: str, cover: str, at: int) -> None:
    chance = random.Random(at)  # noqa: S311  (which title is no secret)
    back = chance.choice(CORNERS)
    title = " ".join(["Rapport om tilskudd"] * chance.choice((1, 2, 4)))
    report = re.sub("(?m)^title:.*", f"title: {title}", FACTS)
    pdf = built(themed(base, cover, back, sheet), report)
    for page, corner in zip(pages(pdf), (cover, back), strict=True):
        assert_stands_alone(page, DARK, corner)
    assert not list(faint_words(pdf))


@pytest.mark.parametrize(("base", "sheet", "cover", "at"), FEW)
def test_nothing_enters_the_clear_space(base: str, sheet: str, cover: str, at: int) -> None:
    check(base, sheet, cover, at)


@pytest.mark.whole
@pytest.mark.parametrize(("base", "sheet", "cover", "at"), CASES)
def test_nothing_enters_the_clear_space_of_any(base: str, sheet: str, cover: str, at: int) -> None:
    check(base, sheet, cover, at)


def alts(pdf: bytes) -> list[str]:
    """The texts of all figures of a file."""
    reader = PdfReader(BytesIO(pdf))
    objects: list[Any] = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
    return [str(one["/Alt"]) for one in objects if isinstance(one, dict) and one.get("/S") == "/Figure"]


@pytest.mark.parametrize(("cover", "back"), [("top-left", "bottom-right"), ("none", "top-left")])
def test_it_is_a_figure_the_first_time_and_the_file_conforms(cover: str, back: str) -> None:
    pdf = built(themed("konstruktiv", cover, back))
    assert alts(pdf).count("Etatens logo") == 1
    assert failures(pdf) == []


def test_it_stands_on_a_plate_before_an_image() -> None:
    pdf = built(
        themed("noktern", "bottom-right", "none"),
        f"{FACTS}cover: {{image: {{file: foto.png, decorative: true}}}}\n",
    )
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages[0].images) == 2
    assert failures(pdf) == []


@pytest.mark.parametrize(("sheet", "at"), [("cover", 0), ("back", -1)])
@pytest.mark.parametrize("corner", CORNERS)
def test_it_stands_on_its_ground_before_any_image_of_the_theme(sheet: str, at: int, corner: str) -> None:
    """The file is that for the ground, which the image may have nothing of where the logo is."""
    image = f"sheets: {{{sheet}: {{ground: ink, ink: paper, image: {{file: white.png}}}}}}\n"
    cover, back = (corner if one == sheet else "none" for one in ("cover", "back"))
    page = pages(built(themed("konstruktiv", cover, back, image)))[at]
    left, top, right, bottom = box_of(page, DARK)
    beside = [(left - 4, top), (right + 4, bottom - 1), (left, top - 4), (left, bottom + 4)]
    for place in beside:
        assert sum(page.getpixel(place)) < 200, place  # type: ignore[arg-type]


ON_PAPER = "sheets: {cover: {ground: paper, ink: ink}, back: {ground: paper, ink: ink}}\n"
"""Covers whose ground is light."""


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("extends: noktern\nlogo:\n  file: borte.png\n  alt: A\n", "3:9: RB-FILE-MISSING"),
        ("extends: noktern\nlogo:\n  alt: A\n  file: logo.png\n  dark: borte.png\n", "5:9: RB-FILE-MISSING"),
        ("extends: noktern\nlogo:\n  alt: A\n  file: brudd.png\n", "4:9: RB-IMAGE-BROKEN"),
        ("extends: noktern\nlogo:\n  alt: A\n  file: ../../foto.png\n", "4:9: RB-PATH"),
        ("extends: noktern\nlogo:\n  alt: A\n  file: lang.png\n", "4:9: RB-VALUE"),
        ("extends: noktern\nlogo:\n  file: logo.png\n", "3:3: RB-MISSING-KEY"),
        ("extends: noktern\nlogo: {file: logo.png, alt: A, cover: midten}\n", "2:39: RB-VALUE"),
    ],
)
def test_faults_are_told_at_the_line_of_the_theme(theme: str, told: str) -> None:
    pdf, items = build(theme + ON_PAPER)
    assert pdf is None
    assert [line_of(item).startswith(f"assets/themes/eget/theme.yaml:{told} ") for item in items] == [True]


NAVY, WHITE = "#14213d", "#ffffff"
"""Of the first two, one is seen on a dark ground alone and one on a light one alone."""
MARK = '<path d="M2 2h96v36H2zM20 10v20h60V10z" fill="{}"/>'
FADED = '<linearGradient id="g"><stop stop-color="{0}"/><stop offset="1" stop-color="{0}"/></linearGradient>'
FORMS = {
    "mark": MARK,
    "gradient": FADED + '<path d="M2 2h96v36H2z" fill="url(#g)"/>',
    "pen": '<path d="M5 20h90" stroke-width="9" stroke="{}"/>',
    "word": '<text x="5" y="30" font-size="24" fill="{}">Etaten</text>',
    "nearly clear": MARK + '<g opacity=".1"><path d="M0 0h99v40H0z" fill="{other}"/></g>',
    "a dot of another colour": MARK + '<circle cx="3" cy="3" r="1" fill="{other}"/>',
    "what is out of view": MARK + '<path d="M200 0h99v40h-99z" fill="{other}"/>',
    "what is clipped": MARK
    + '<clipPath id="c"><path d="M0 0h1v1H0z"/></clipPath>'
    + '<g clip-path="url(#c)"><path d="M0 0h99v40H0z" fill="{other}"/></g>',
}
"""A logo that is not seen on a ground on which ``other`` is."""
PLATE = '<rect width="100" height="40" fill="{other}"/>' + MARK


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">{inside}</svg>'.encode()


def png(colour: str, plate: str = "") -> bytes:
    image = Image.new("RGBA", (400, 160), plate or (0, 0, 0, 0))
    image.paste(Image.new("RGBA", (200, 80), colour), (100, 40))
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def as_palette(data: bytes) -> bytes:
    out = BytesIO()
    Image.open(BytesIO(data)).quantize(16).save(out, "PNG")
    return out.getvalue()


def files_of(colour: str, other: str) -> dict[str, tuple[str, bytes, bool]]:
    """Logos by what they are: the name of the file, its bytes, and whether it is seen where ``other`` is."""
    faint = {name: ("l.svg", svg(form.format(colour, other=other)), False) for name, form in FORMS.items()}
    return faint | {
        "on a plate": ("l.svg", svg(PLATE.format(colour, other=other)), True),
        "with a word of another colour": (
            "l.svg",
            svg(MARK.format(colour) + FORMS["word"].format(other)),
            True,
        ),
        "pixels": ("l.png", png(colour), False),
        "few colours": ("l.png", as_palette(png(colour)), False),
        "pixels on a plate": ("l.png", png(colour, other), True),
        "pixels on a plate like the ground": ("l.png", png(other, colour), True),
    }


@pytest.mark.parametrize("colour", [NAVY, WHITE])
@pytest.mark.parametrize("name", files_of(NAVY, WHITE))
def test_a_logo_is_seen_where_a_part_of_it_has_the_contrast_of_drawings(name: str, colour: str) -> None:
    other = WHITE if colour == NAVY else NAVY
    path, data, expected = files_of(colour, other)[name]
    image = examine(path, data, Diagnostics(), SourceSpan("theme.yaml", 1))
    assert image is not None
    like, unlike = (
        Colour("", *(int(one[at : at + 2], 16) / 255 for at in (1, 3, 5))) for one in (colour, other)
    )
    assert is_seen(image, like) is expected
    assert is_seen(image, unlike)


HEAD = "head: inner, cover: none"
LOGO = "extends: konstruktiv\nlogo: {{file: {}, alt: A, {}}}\n"
WHERE = {
    "cover": (LOGO.format("navy.png", "cover: top-left"), "", "2:14", "navy.png", "dark"),
    "back": (LOGO.format("navy.png", "cover: none, back: top-left"), "", "2:14", "navy.png", "dark"),
    "opener": (LOGO.format("white.png", "cover: none, opener: top-left"), "", "2:14", "white.png", "colours"),
    "dark that is none": (LOGO.format("white.png", "dark: navy.svg"), "", "2:39", "navy.svg", "colours"),
    "light that is none": (LOGO.format("white.png", "") + ON_PAPER, "", "2:14", "white.png", "colours"),
    "head": (LOGO.format("white.png", HEAD), "", "2:14", "white.png", "colours"),
    "small": (LOGO.format("navy.png", "small: white.svg, " + HEAD), "", "2:39", "white.svg", "colours"),
    "report": ("extends: konstruktiv", "navy.svg", "", "navy.svg", "colours"),
    "report on paper": ("extends: konstruktiv\n" + ON_PAPER, "white.svg", "", "white.svg", "colours"),
    "report in the place of a theme's": (
        LOGO.format("white.png", ""),
        "navy.svg",
        "",
        "navy.svg",
        "colours",
    ),
}


@pytest.mark.parametrize("where", WHERE)
def test_a_logo_that_is_not_seen_is_told_where_its_file_is_named(where: str) -> None:
    theme, report, place, name, hint = WHERE[where]
    cover = f"{FACTS}cover: {{logo: {report}, logo_alt: A}}\n" if report else ""
    pdf, items = build(theme, cover)
    (item,) = items
    assert pdf is not None
    file = f"assets/{name}" if report else f"assets/themes/eget/{name}"
    named = (
        f"content/report.yaml:{cover.count(chr(10))}:"
        if report
        else f"assets/themes/eget/theme.yaml:{place}:"
    )
    assert line_of(item).startswith(named)
    assert f" RB-CONTRAST the logo '{file}' is not seen on the ground" in line_of(item)
    assert hint in line_of(item)


@pytest.mark.parametrize(
    ("theme", "report"),
    [
        (LOGO.format("logo.png", ""), ""),
        (LOGO.format("navy.png", "dark: white.svg, back: top-left, opener: top-left, head: inner"), ""),
        (LOGO.format("navy.png", HEAD), ""),
        (LOGO.format("navy.png", ""), "white.svg"),
        (LOGO.format("navy.png", ""), "none"),
        (LOGO.format("navy.png", "") + ON_PAPER, ""),
    ],
)
def test_one_that_is_seen_wherever_it_stands_is_not_told(theme: str, report: str) -> None:
    alt = "" if report == "none" else ", logo_alt: A"
    built(theme, f"{FACTS}cover: {{logo: {report}{alt}}}\n" if report else "")


def test_another_file_has_its_own_words_and_variant(tmp_path: Path) -> None:
    parent, child = tmp_path / "felles", tmp_path / "assets/themes/eget"
    for folder in (parent, child):
        folder.mkdir(parents=True)
        save(LIGHT, folder / "logo.png")
    save(DARK, parent / "neg.png")
    logo = "logo: {file: logo.png, dark: neg.png, alt: Felles, height: 40}\n"
    (parent / "theme.yaml").write_text(f"extends: konstruktiv\n{logo}")
    plugins = Plugins((Loaded("example", "1", Plugin("EX", themes={"felles": parent})),))
    for own, alt, home in (("height: 20", "Felles", "felles"), ("file: logo.png, alt: Eget", "Eget", "eget")):
        (child / "theme.yaml").write_text(f"extends: felles\nlogo: {{{own}}}\n")
        files = SourceFiles(tmp_path)
        theme = load_theme("eget", files, plugins=plugins).value
        assert theme is not None
        assert theme.logo is not None
        assert (theme.logo.alt, theme.logo.light.path) == (alt, f"assets/themes/{home}/logo.png")
        assert (theme.logo.dark is None) == (home == "eget")
        stored = [path for path in export_theme(theme, files.paths) if path.endswith(".png")]
        assert stored == (
            [] if home == "eget" else [f"assets/themes/felles/{name}.png" for name in ("logo", "neg")]
        )
    (child / "theme.yaml").write_text("extends: felles\nlogo: {file: logo.png}\n")
    said = load_theme("eget", SourceFiles(tmp_path), plugins=plugins).diagnostics
    assert [item.code for item in said] == ["RB-MISSING-KEY"]
