"""Urdu and its neighbours in Nastaliq: where they are, in which lines, and where they are not."""

from __future__ import annotations

import itertools
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import report_builder_scripts

from report_builder.check import reading
from tests.pdf_readers import READERS
from tests.sample_reports import build_folder, make_folder
from tests.verify_support import failures

TEXT = "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔"
NASKH, NASTALIQ = "NotoNaskhArabic", "NotoNastaliqUrdu"
CHAPTER = f"""\
# Norsk

Ordet [{TEXT[:10]}]{{lang=ur}} står her.

## خلاصہ {{lang=ur}}

{" ".join([TEXT] * 4)}

- {TEXT}

Table: {TEXT}

| {TEXT[:4]} | 2019 |
|:--|--:|
| {TEXT[:10]} | 12,5 |

> {TEXT}[^n]

[^n]: {TEXT}
"""


def fonts(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        shown = [font for page in document.pages for font in page.resources.get("/Font", {}).values()]
        names = {str(font["/BaseFont"]).partition("+")[2].partition("-")[0] for font in shown}
    return names & {NASKH, NASTALIQ}


def made(chapter: str) -> bytes:
    return build_folder(make_folder(chapter)).pdf


@pytest.mark.parametrize("language", ["ur", "ur-PK", "skr", "lah", "pnb", "fa-Aran"])
def test_blocks_in_languages_that_are_read_in_it_have_it(language: str) -> None:
    assert fonts(made(f"# {TEXT} {{lang={language}}}\n\n{TEXT}\n")) == {NASTALIQ, NASKH}  # the head has Naskh


@pytest.mark.parametrize(
    "chapter",
    [
        f"# Ord\n\nOrdene [{TEXT}]{{lang=ur}} står her.\n",
        f"# ملخص {{lang=ar}}\n\nسطر [{TEXT}]{{lang=ur}}.\n",
        f"# ملخص {{lang=ur-Arab}}\n\n{TEXT}\n",
    ],
)
def test_words_in_other_text_are_in_letters_that_fit_its_lines(chapter: str) -> None:
    assert fonts(made(chapter)) == {NASKH}


def test_fonts_of_an_older_version_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(report_builder_scripts.FAMILIES, "nastaliq")
    assert fonts(made(f"# {TEXT} {{lang=ur}}\n\n{TEXT}\n")) == {NASKH}


def test_a_theme_with_a_font_for_arabic_has_it_for_urdu_too() -> None:
    root = make_folder(f"# {TEXT} {{lang=ur}}\n\n{TEXT}\n")
    own = root / "assets/themes/eget"
    own.mkdir(parents=True)
    faces = ", ".join(f"{face}: Egen.ttf" for face in ("regular", "italic", "bold", "bold_italic"))
    (own / "theme.yaml").write_text(
        f"extends: konstruktiv\nfonts:\n  egen: {{{faces}}}\nscripts:\n  arabic: egen\n", "utf-8"
    )
    (own / "Egen.ttf").write_bytes((report_builder_scripts.FOLDER / f"{NASKH}-Regular.ttf").read_bytes())
    assert fonts(build_folder(root, "eget").pdf) == {NASKH}


def test_every_kind_of_text_is_heard_and_copied_and_the_file_conforms() -> None:
    pdf = made(CHAPTER)
    heard = reading.text(pdf)
    assert heard.count(TEXT) == 4 + 4
    assert failures(pdf) == []
    written = "".join(TEXT.split())
    for name in ("poppler", "pdfium", "mupdf"):
        copied = "".join("".join(READERS[name](pdf, ()).pages).split())
        assert copied.count(written) >= 4, name


def test_its_lines_are_tall_and_those_around_it_are_not() -> None:
    chapter = f"# Ord\n\n{'Ord og ord. ' * 30}\n\n::: passage {{lang=ur}}\n{' '.join([TEXT] * 4)}\n:::\n"
    with pypdfium2.PdfDocument(made(chapter)) as document:
        page = next(page for page in document if "انسان" in page.get_textpage().get_text_range())
        text = page.get_textpage()
        places: dict[bool, set[int]] = {False: set(), True: set()}
        for at, char in enumerate(text.get_text_range()):
            if char in "آO":
                places[char == "آ"].add(round(text.get_charbox(at, loose=True)[1]))
    apart = {which: min(_distances(sorted(found))) for which, found in places.items()}
    assert apart[True] >= 2.2 * 10 - 1
    assert apart[False] < 18


def _distances(places: list[int]) -> list[int]:
    return [later - earlier for earlier, later in itertools.pairwise(places)]
