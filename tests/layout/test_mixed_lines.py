"""Figures and Latin words in lines from right to left: what is heard of them, and what programs copy."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import pypdfium2
import pytest

from report_builder.check import reading
from report_builder.content.load import load_report
from report_builder.finish import BuildStamp, finish
from report_builder.layout import lay_out
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.pdf_readers import READERS
from tests.sample_reports import build_folder, make_folder

ALL = ("poppler", "pdfium", "mupdf")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


class Sentence(NamedTuple):
    """A sentence in a language, and who copies it as it is written, but for blanks."""

    language: str
    text: str
    copied_by: tuple[str, ...]


SENTENCES = (
    Sentence("he", "בשנת 2019 היו 12,5% מן האנשים.", ALL),
    Sentence("he", "שלום רב Oslo עולם טוב.", ALL),
    Sentence("he", "כל בני אדם 2019 (Difi) נולדו בני חורין.", ("mupdf",)),
    Sentence("he", "(שלום) עולם – 10–12 ימים.", ()),
    Sentence("ar", "مرحبا بكم Oslo عالم جميل.", ALL),
    Sentence("ar", "يولد الناس 2019 (Difi) أحرارا.", ("mupdf",)),
    Sentence("ar", "في 2019 كان 12,5 % من الناس.", ()),
)
"""docs/decisions/scripts.md says what the others make of them."""
WITH_BLANKS = [sentence for sentence in SENTENCES if sentence.copied_by == ALL]


@cache
def pdf() -> bytes:
    passages = (
        f"::: passage {{lang={one.language}}}\n{' '.join([one.text] * 6)}\n:::\n" for one in SENTENCES
    )
    return build_folder(make_folder("# Tekst\n\n" + "\n::: page-break\n:::\n\n".join(passages))).pdf


@cache
def copied(reader: str) -> str:
    return " ".join(_TURNED.sub("", page) for page in READERS[reader](pdf(), ()).pages)


def without_blanks(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("sentence", SENTENCES)
def test_it_is_heard_as_it_is_written(sentence: Sentence) -> None:
    assert " ".join([sentence.text] * 6).replace("\u00a0", " ") in reading.text(pdf()).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("sentence", "reader"), [(sentence, reader) for sentence in SENTENCES for reader in sentence.copied_by]
)
def test_it_is_copied_as_it_is_written(sentence: Sentence, reader: str) -> None:
    assert without_blanks(sentence.text) in without_blanks(copied(reader))


@pytest.mark.parametrize("sentence", WITH_BLANKS)
@pytest.mark.parametrize("reader", ["pdfium", "mupdf"])
def test_blanks_between_words_and_figures_are_copied(sentence: Sentence, reader: str) -> None:
    assert sentence.text in copied(reader)


def test_firefox_copies_all_of_them_but_for_blanks() -> None:
    found = without_blanks(copied("pdfjs"))
    assert [one.text for one in SENTENCES if without_blanks(one.text) not in found] == []


def test_lines_are_justified_where_the_theme_justifies() -> None:
    text = " ".join(["כל בני אדם נולדו בני חורין ושווים בערכם ובזכויותיהם."] * 5)
    root = make_folder(f"# Tekst\n\n::: passage {{lang=he}}\n{text}\n:::\n")
    own = root / "assets/themes/jevn"
    own.mkdir(parents=True)
    (own / "theme.yaml").write_text("extends: konstruktiv\nstyles:\n  body: {align: justify}\n", "utf-8")
    files = SourceFiles(root)
    report, theme = load_report(files).value, load_theme("jevn", files).value
    assert report is not None
    assert theme is not None
    laid_out = lay_out(report, theme).value
    assert laid_out is not None
    made = finish(laid_out, report.publication, BuildStamp("test", "0"))
    assert text in reading.text(made)
    edges: dict[int, tuple[float, float]] = {}
    with pypdfium2.PdfDocument(made) as document:
        page = next(page for page in document if "חורין" in page.get_textpage().get_text_range())
        shown = page.get_textpage()
        for at, char in enumerate(shown.get_text_range()):
            if "א" <= char <= "ת":
                left, bottom, right, _ = shown.get_charbox(at, loose=True)
                low, high = edges.get(round(bottom), (left, right))
                edges[round(bottom)] = min(low, left), max(high, right)
    *lines, _ = (edges[y] for y in sorted(edges, reverse=True))
    assert len(lines) > 2
    assert max(left for left, _ in lines) - min(left for left, _ in lines) < 3.0  # a full stop
    assert max(right for _, right in lines) - min(right for _, right in lines) < 3.0  # a full stop
