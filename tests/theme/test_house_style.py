"""The house style of an agency that does not exist: three formats from one theme of less than a page."""

from __future__ import annotations

import io
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from pypdf import PdfReader

from report_builder.check.page_contrast import faint_words
from report_builder.check.script import script_of_pdf
from tests.sample_reports import Sample, build_folder
from tests.tag_dump import dump_tags
from tests.verify_support import assert_complies

HOUSE = Path(__file__).parent.parent / "houses" / "etaten"
FORMATS = {"etaten": (595, 842, 2), "etaten-a5": (420, 595, 1), "etaten-skjerm": (960, 540, 2)}
MOST_LINES = 40


@cache
def house(theme: str) -> Sample:
    """Build the agency's report in one of its formats; a warning fails the test."""
    root = Path(mkdtemp(prefix="report-builder-test-"))
    try:
        shutil.copytree(HOUSE, root, dirs_exist_ok=True)
        return build_folder(root, theme)
    finally:
        shutil.rmtree(root)


def test_a_house_style_is_short() -> None:
    themes = sorted(HOUSE.glob("assets/themes/*/theme.yaml"))
    assert [theme.parent.name for theme in themes] == sorted(FORMATS)
    assert sum(len(theme.read_text("utf-8").splitlines()) for theme in themes) <= MOST_LINES


@pytest.mark.parametrize("theme", FORMATS)
def test_each_format_conforms_and_can_be_read(theme: str) -> None:
    assert_complies(house(theme).pdf)
    assert list(faint_words(house(theme).pdf)) == []


@pytest.mark.parametrize("theme", FORMATS)
def test_each_format_has_its_page_its_columns_and_its_letters(theme: str) -> None:
    width, height, columns = FORMATS[theme]
    sample = house(theme)
    assert (round(sample.page.width), round(sample.page.height)) == (width, height)
    assert sample.page.columns == columns
    assert not sample.page.has_margin
    pages: Any = PdfReader(io.BytesIO(sample.pdf)).pages
    shown = [font for page in pages for font in page["/Resources"]["/Font"].values()]
    fonts = {font.get_object()["/BaseFont"] for font in shown}
    assert {font.split("+")[-1].split("-")[0] for font in fonts} == {"PublicSans"}


def test_the_logo_is_shown_once_to_those_who_listen() -> None:
    tags = dump_tags(house("etaten").pdf)
    assert tags.count('alt: "Etaten"') == 1


def test_all_formats_say_the_same_in_the_same_order() -> None:
    said = [re.sub(r"\d+|side|på", "", "".join(script_of_pdf(house(theme).pdf))) for theme in FORMATS]
    words = [text.split() for text in said]
    assert words[0] == words[1] == words[2]
