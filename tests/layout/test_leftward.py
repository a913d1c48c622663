"""Blocks from right to left: where what is at their beginning stands, and what is not turned about."""

from __future__ import annotations

from ctypes import byref, c_int, create_string_buffer
from functools import cache

import pypdfium2
import pytest

from report_builder.check import reading
from report_builder.content.load import load_report
from report_builder.finish import BuildStamp, finish
from report_builder.layout import lay_out
from report_builder.model.blocks import Block, List, SideNote, Table
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.kinds import BLOCKS
from tests.sample_reports import LITERATURE, SAMPLES, build_folder, make_folder
from tests.verify_support import failures

ITEM, FIRST, SECOND, QUOTED, PLAIN, CODE = "بند", "صحة", "عدد", "اقتباس", "سطر", "kode"
CHAPTER = f"""\
# ملخص {{lang=ar}}

{PLAIN} من **عام 2019** (انظر Difi-rapport) و[هنا](https://example.org/).[^n]

- {ITEM}
- {ITEM}

Table: جدول

| {FIRST} | {SECOND} |
|:--|:--|
| أ | ب |

> {QUOTED}

```text
{CODE} (a)
```

::: passage {{lang=nb}}
Norsk igjen.

- Punkt
:::

[^n]: حاشية
"""


@cache
def pdf() -> bytes:
    return build_folder(make_folder(CHAPTER)).pdf


@cache
def page_text() -> tuple[str, dict[int, tuple[float, float]]]:
    """The text of the chapter's page as PDFium has it, and where its characters begin and end."""
    with pypdfium2.PdfDocument(pdf()) as document:
        for page in document:
            text = page.get_textpage()
            found = text.get_text_range()
            if ITEM in found:
                boxes = (text.get_charbox(at) for at in range(text.count_chars()))
                return found, {at: (box[0], box[2]) for at, box in enumerate(boxes)}
    raise AssertionError


def place(word: str, start: int = 0) -> tuple[float, float]:
    """From where to where a word stands on the page."""
    text, boxes = page_text()
    at = text.index(word, start)
    found = [boxes[n] for n in range(at, at + len(word))]
    return min(left for left, _ in found), max(right for _, right in found)


RIGHT = 410.0
"""Where the column of the sample's theme ends, in points, or nearly so."""


@pytest.mark.parametrize("word", [PLAIN, FIRST])
def test_lines_begin_at_the_right_end_of_the_column(word: str) -> None:
    assert place(word)[1] > RIGHT


def test_bullets_stand_at_the_right_of_their_items() -> None:
    bullet = place("•")
    assert bullet[0] > place(ITEM)[1]
    assert bullet[1] > RIGHT


def test_the_first_column_of_a_table_is_the_rightmost() -> None:
    assert place(FIRST)[0] > place(SECOND)[1]


def test_code_and_passages_in_other_languages_run_as_they_do() -> None:
    assert place(CODE)[0] < 150
    assert place("Norsk")[0] < 100
    text, _ = page_text()
    bullet = place("•", text.index("igjen"))
    assert bullet[1] < place("Punkt")[0] < 120


def test_what_is_heard_has_the_order_in_which_it_was_written() -> None:
    heard = reading.text(pdf())
    assert f"{PLAIN} من عام 2019 (انظر Difi-rapport) و" in heard
    assert "kode (a)" in heard
    for word in ("حاشية", "جدول", QUOTED, "ملخص"):
        assert word in heard


def test_blocks_say_their_direction_and_the_file_conforms() -> None:
    said = [
        node.attributes.get("WritingMode")
        for top in reading.read_structure(pdf())
        for node in top.walk()
        if node.language == "ar" and node.standard != "Span"
    ]
    assert said
    assert set(said) == {"RlTb"}
    assert failures(pdf()) == []


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Ordet [שלום עולם]{lang=he} er hebraisk.", "Ordet שלום עולם er hebraisk."),
        ("Ordet שלום (uten merke) er hebraisk.", "Ordet שלום (uten merke) er hebraisk."),
        ("I [السلام عليكم (2019)]{lang=ar}, sa hun.", "I السلام عليكم (2019), sa hun."),
        ("Slik: **שלום** og *עולם*.", "Slik: שלום og עולם."),
    ],
)
def test_words_from_right_to_left_stand_in_other_text(text: str, heard: str) -> None:
    chapter = f'# Ord\n\n{{allow="RB-LANG-MISSING"}}\n{text}\n'
    assert heard in reading.text(build_folder(make_folder(chapter)).pdf)


def lines_of(kind: type[Block]) -> str:
    """What is heard of a chapter from right to left with a kind of block between two paragraphs."""
    chapter = f"# ملخص {{lang=ar}}\n\n{PLAIN} (1)\n\n{BLOCKS[kind].markdown}\n\n{PLAIN} (2)\n"
    facts = SAMPLES.joinpath("report.yaml").read_text("utf-8") + LITERATURE
    files = SourceFiles(make_folder(chapter, report=facts))
    report = load_report(files).value
    assert report is not None
    theme = load_theme(report.publication.theme, files).value
    assert theme is not None
    # The words of the block are Norwegian, of which it is told that they are not Arabic.
    laid_out = lay_out(report, theme).value
    assert laid_out is not None
    return reading.text(finish(laid_out, report.publication, BuildStamp("test", "0")))


def assert_it_stands(kind: type[Block]) -> None:
    heard = lines_of(kind)
    assert heard.index(f"{PLAIN} (1)") < heard.index(f"{PLAIN} (2)")


@pytest.mark.parametrize("kind", [List, Table, SideNote], ids=lambda kind: kind.__name__)
def test_blocks_stand_in_a_chapter_from_right_to_left(kind: type[Block]) -> None:
    assert_it_stands(kind)


@pytest.mark.whole
@pytest.mark.parametrize("kind", BLOCKS, ids=lambda kind: kind.__name__)
def test_every_kind_of_block_stands_in_a_chapter_from_right_to_left(kind: type[Block]) -> None:
    assert_it_stands(kind)


def font_of(text: pypdfium2.PdfTextPage, at: int) -> str:
    """The font of a character of a page."""
    name, flags = create_string_buffer(100), c_int()
    pypdfium2.raw.FPDFText_GetFontInfo(text, at, name, len(name), byref(flags))
    return name.value.decode()


def test_what_stands_beside_a_link_is_in_the_font_of_its_language() -> None:
    """Both brackets are of one font, and so is the full stop."""
    chapter = "# ملخص {lang=ar}\n\nسطر (انظر [المادة 1](https://example.org/)).\n"
    pdf = build_folder(make_folder(chapter)).pdf
    with pypdfium2.PdfDocument(pdf) as document:
        page = next(page for page in document if "المادة" in page.get_textpage().get_text_range())
        text = page.get_textpage()
        found = text.get_text_range()
        start = found.index("سطر")
        fonts = {char: font_of(text, at) for at, char in enumerate(found) if at >= start and char in "().س"}
    assert set(fonts) == set("().س")
    assert {fonts[char] for char in "()."} == {fonts["س"]}


def test_lines_of_a_label_begin_below_each_other_at_the_right() -> None:
    long = "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق وقد وهبوا عقلا وضميرا"
    chapter = f'# ملخص {{lang=ar}}\n\n::: diagram {{kind=steps alt="خطوتان"}}\n- {long}\n- {PLAIN}\n:::\n'
    with pypdfium2.PdfDocument(build_folder(make_folder(chapter)).pdf) as document:
        page = next(page for page in document if "متساوين" in page.get_textpage().get_text_range())
        text = page.get_textpage()
        ends: dict[int, float] = {}
        for at, char in enumerate(text.get_text_range()):
            left, bottom, right, _ = text.get_charbox(at, loose=True)
            if "ا" <= char <= "ي" and left < 200:
                ends[round(bottom)] = max(right, ends.get(round(bottom), 0.0))
    assert len(ends) >= 2
    assert max(ends.values()) - min(ends.values()) < 1.5
