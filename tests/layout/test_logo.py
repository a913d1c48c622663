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
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.pipeline.production import load, make
from report_builder.pipeline.stages import Stages
from report_builder.plugins.plugin import Loaded, Plugin, Plugins
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.export import export_theme
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


def test_a_dark_ground_without_a_variant_is_told() -> None:
    theme = "extends: konstruktiv\nlogo: {file: logo.png, alt: A}\n"
    pdf, (item,) = build(theme)
    assert pdf is not None
    assert line_of(item).startswith(
        "assets/themes/eget/theme.yaml:2:14: RB-CONTRAST the logo stands on a dark ground"
    )
    assert build(theme.replace("alt", "dark: logo.png, alt"))[1] == ()
    assert build(theme + ON_PAPER)[1] == ()


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
