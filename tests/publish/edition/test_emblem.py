"""The logo at the head of the site: in the variant for the light page and for the dark one."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from report_builder.content.load import load_report
from report_builder.model.report import Report
from report_builder.publish.dark_scheme import dark_cover
from report_builder.publish.edition import Around, edition_pages
from report_builder.publish.markup.emblem import book_emblem, emblem, emblem_files, icon, icon_file
from report_builder.publish.theme_css import theme_css
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.model import Theme
from tests.sample_reports import make_folder

LIGHT, DARK = (200, 30, 160), (40, 220, 90)


def read(base: str, more: str = "", dark: str = "dark: neg.png, ") -> tuple[Report, Theme]:
    root = make_folder("# Kapittel\n\nTekst.\n")
    try:
        home: Path = root / "assets/themes/eget"
        home.mkdir(parents=True)
        logo = f"file: logo.png, {dark}alt: Etatens logo, height: 30{more}"
        light = ON_PAPER if base == "noktern" else ""
        (home / "theme.yaml").write_text(f"extends: {base}\nlogo: {{{logo}}}\n{light}")
        for name, colour in (("logo", LIGHT), ("neg", DARK)):
            image = Image.new("RGBA", (400, 100), (0, 0, 0, 0))
            image.paste((*colour, 255), (0, 0, 200, 100))
            image.save(home / f"{name}.png")
        files = SourceFiles(root)
        report, theme = load_report(files).value, load_theme("eget", files).value
    finally:
        shutil.rmtree(root)
    assert report is not None
    assert theme is not None
    return report, theme


ON_PAPER = """\
sheets: {cover: {ground: paper}, back: {ground: paper}}
styles:
  cover_title: {colour: ink}
  cover_under: {colour: ink}
  cover_subtitle: {colour: ink}
  cover_line: {colour: ink}
"""
"""A cover whose ground is light."""


def in_bytes(colour: object) -> tuple[int, ...]:
    return tuple(round(255 * getattr(colour, part)) for part in ("red", "green", "blue"))


@pytest.mark.parametrize(("base", "shown"), [("konstruktiv", [DARK]), ("noktern", [DARK, LIGHT])])
def test_each_scheme_has_the_variant_for_its_ground(base: str, shown: list[tuple[int, ...]]) -> None:
    report, theme = read(base)
    files = edition_pages(report, theme, Around("assets/", "", "", whole="alt.html"))
    grounds = [in_bytes(dark_cover(theme))]
    if base == "noktern":
        grounds.append((255, 255, 255))
    for page in ("index.html", "alt.html"):
        (found,) = re.findall(r'<p class="emblem">.*?</p>', files[page].decode(), re.DOTALL)
        assert 'alt="Etatens logo"' in found
        assert 'width="160" height="40"' in found
        addresses = re.findall(r' src(?:set)?="([^"]+)"', found)
        assert len(addresses) == len(shown)
        for address, colour, ground in zip(addresses, shown, grounds, strict=True):
            with Image.open(BytesIO(files[address])) as image:
                pixels = image.convert("RGB")
            assert (pixels.getpixel((5, 50)), pixels.getpixel((395, 50))) == (colour, ground)
    assert ".emblem" in theme_css(theme)


def test_without_a_dark_variant_it_keeps_its_ground() -> None:
    _, theme = read("noktern", dark="")
    assert "<picture" not in emblem(theme)
    (data,) = emblem_files(theme).values()
    with Image.open(BytesIO(data)) as image:
        assert image.convert("RGB").getpixel((395, 50)) == (255, 255, 255)


def test_a_theme_without_one_has_nothing_of_it() -> None:
    _, theme = read("noktern", ", cover: none")
    assert emblem(theme) == ""
    bare = load_theme("noktern").value
    assert bare is not None
    assert emblem(bare) == ""
    assert ".emblem" not in theme_css(bare)


def drawn_theme(keys: str) -> Theme:
    """A theme whose logo is a drawing, and a small one beside it."""
    root = make_folder("# Kapittel\n\nTekst.\n")
    try:
        home = root / "assets/themes/eget"
        home.mkdir(parents=True)
        (home / "theme.yaml").write_text(
            f"extends: noktern\nlogo: {{file: l.svg, alt: Etatens logo{keys}}}\n"
        )
        for name, width in (("l", 40), ("s", 10)):
            box = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 10">'
            path = f'<path d="M0 0h{width}v10H0z"/></svg>'
            (home / f"{name}.svg").write_text(box + path)
        theme = load_theme("eget", SourceFiles(root)).value
    finally:
        shutil.rmtree(root)
    assert theme is not None
    return theme


def test_a_drawing_is_shown_as_one_and_seen_through_on_the_site() -> None:
    theme = drawn_theme("")
    (data,) = emblem_files(theme).values()
    assert data.startswith(b"<svg ")
    assert data.count(b"<path") == 1
    assert 'src="v1/bilder/' in emblem(theme, "v1/")


def test_a_tab_shows_the_small_one_and_a_book_brings_its_ground() -> None:
    plain, small = drawn_theme(""), drawn_theme(", small: s.svg")
    ((address, data),) = icon_file(small).items()
    assert b'viewBox="0 0 10 10"' in data
    assert icon(small, "v1/") == f"v1/{address}"
    ((_, data),) = icon_file(plain).items()
    assert b'viewBox="0 0 40 10"' in data
    written, files = book_emblem(small)
    ((address, data),) = files.items()
    assert f'src="{address}"' in written
    assert 'alt="Etatens logo"' in written
    assert b'fill="#ffffff"' in data
    bare = load_theme("noktern").value
    assert bare is not None
    assert (icon(bare), icon_file(bare), book_emblem(bare)) == ("", {}, ("", {}))
