"""Colours that chapters have in turn: for their numbers, and for the voice of their opener's drawing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL.Image import Image

from report_builder.check.page_contrast import faint_words
from report_builder.finish import BuildStamp, finish
from report_builder.layout.lay_out import lay_out
from report_builder.layout.result import LaidOut
from report_builder.model.report import Report
from report_builder.publish.dark_scheme import dark_accent, dark_colours
from report_builder.publish.theme_css import theme_css
from report_builder.theme import load_theme
from report_builder.theme.contrast import contrast
from report_builder.theme.model import Theme
from tests.sample_reports import report_of
from tests.theme.test_extends import FILE, load, write
from tests.verify_support import failures

COUNT = 5
ACCENTS = {"vin": "#7A1F4B", "skog": "#1F6B3A", "marine": "#102A5C"}
TEXT = "palette: {{{colours}}}\naccents: [{names}]\n".format(
    colours=", ".join(f'{name}: "{value}"' for name, value in ACCENTS.items()), names=", ".join(ACCENTS)
)


@cache
def report() -> Report:
    chapters = [f"# Kapittel {number}\n\nOrd.\n\n## Seksjon\n\nOrd.\n" for number in range(1, COUNT + 1)]
    return report_of(f"{chapters[0]}\n### Under\n\nOrd.\n", *chapters[1:])


def themed(folder: Path, base: str, text: str = TEXT) -> Theme:
    write(folder, eget=f"extends: {base}\n{text}")
    theme, told = load(folder)
    assert theme is not None, told
    return theme


def laid_out(theme: Theme) -> LaidOut:
    made = lay_out(report(), theme).value
    assert made is not None
    return made


def colours_of(picture: Image) -> set[str]:
    data = picture.tobytes()
    return {f"#{data[at : at + 3].hex().upper()}" for at in range(0, len(data), 3)}


def seen(pdf: bytes) -> list[set[str]]:
    """Which accents, and the signal colour of konstruktiv and noktern, there are on each opener."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            if not re.search(r"^\s*\d\s+Kapittel \d", page.get_textpage().get_text_bounded()):
                continue
            picture = page.render(scale=3).to_pil().convert("RGB")
            found.append(colours_of(picture))
    assert len(found) == COUNT
    return found


@pytest.mark.parametrize("base", ["konstruktiv", "noktern"])
def test_chapters_take_them_in_turn_and_the_file_conforms(tmp_path: Path, base: str) -> None:
    theme = themed(tmp_path, base)
    made = laid_out(theme)
    for index, colours in enumerate(seen(made.pdf)):
        own = list(ACCENTS.values())[index % len(ACCENTS)]
        assert colours & {*ACCENTS.values()} == {own}
        if base == "konstruktiv":  # noktern has rules in its signal colour
            assert "#C23B1B" not in colours
    if base == "konstruktiv":  # the plate is one picture with the first opener
        with pypdfium2.PdfDocument(made.pdf) as document:
            plate = document[made.page_labels[1].first - 1].render(scale=1).to_pil().convert("RGB")
        assert next(iter(ACCENTS.values())) in colours_of(plate)
    pdf = finish(made, report().publication, BuildStamp("test", "0"))
    assert list(faint_words(pdf)) == []
    assert failures(pdf) == []


@pytest.mark.parametrize("base", ["konstruktiv", "noktern"])
def test_without_them_nothing_is_otherwise(tmp_path: Path, base: str) -> None:
    plain = load_theme(base).value
    assert plain is not None
    assert laid_out(themed(tmp_path, base, "accents: []\n")).pdf == laid_out(plain).pdf
    assert "accent" not in theme_css(plain)


def test_the_site_has_them_too_and_they_can_be_read_in_the_dark(tmp_path: Path) -> None:
    theme = themed(tmp_path, "konstruktiv")
    style = theme_css(theme)
    for number, (name, value) in enumerate(ACCENTS.items(), 1):
        assert f"--accent-{number}: {value.lower()};" in style
        dark = dark_accent(theme.palette[name])
        assert contrast(dark, dark_colours(theme)["paper"]) >= 4.5


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("accents: [signal, tint]", "'tint' on 'paper' has a contrast of"),
        ("accents: [signal, rule]", "'rule' on 'paper' has a contrast of 3.55:1; colours of chapters"),
        ("accents: [rosa]", "'rosa'"),
        ("accents: signal", "RB-WRONG-TYPE"),
        ("accents: [signal]\nsheets: {opener: {ground: tint_strong}}", "'signal' on 'tint_strong'"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_line(tmp_path: Path, text: str, says: str) -> None:
    write(tmp_path, eget=f"extends: konstruktiv\n\n{text}\n")
    theme, told = load(tmp_path)
    assert theme is None
    assert any(re.match(rf"{FILE}:[34]:", one) and says in one for one in told), told
