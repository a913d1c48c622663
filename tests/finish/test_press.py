"""The file for a printer: the pages of the accessible one, with what is cut off around them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import product
from typing import Any

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageOps, ImageStat
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
)

from report_builder.check import check_pdf
from report_builder.check.judgement.asking import ask
from report_builder.check.page_contrast import faint_words
from report_builder.finish import BuildStamp, finish
from report_builder.finish.press import BLEED, Press, with_blank_pages
from report_builder.layout.lay_out import lay_out
from report_builder.layout.result import LaidOut, PageLabels
from report_builder.model.report import Report
from report_builder.model.tags import Element
from report_builder.pipeline.production import _expectations
from report_builder.theme.model import Theme
from tests.layout.test_covers import SHEETS, THEMES, theme
from tests.sample_reports import report_of
from tests.tag_dump import dump_tags
from tests.verify_support import failures

MILLIMETRE = 72 / 25.4
PRESSES = [Press(marks, four) for marks, four in product((False, True), repeat=2)]
STAMP = BuildStamp("test", "0")
CHAPTER = """# Kapittel

Tekst med [lenke til neste](#neste) og en note.[^n]

[^n]: Noten.

::: {.fact-box title="Fakta"}
I en ramme.
:::

![Blå åser bak hverandre](bilder/foto.jpg "Åser")

Tabell: En tabell

| Navn | Tall |
|:-----|-----:|
| A    |    1 |

## Neste {#neste}

Mer tekst.
"""


@cache
def report(length: int = 1) -> Report:
    longer = ("En setning som tar plass på siden. " * 80 + "\n\n") * (length - 1)
    return report_of(CHAPTER + longer)


def to_the_edge(look: Theme) -> Theme:
    """The theme with columns from edge to edge: pictures, boxes and rules reach the sheet's edge."""
    page = look.page
    whole = replace(page, inner=0.0, text_width=page.width, gutter=0.0, margin_width=0.0)
    return replace(look, page=whole, captions_beside=False)


@cache
def laid_out(name: str, sheet: str, length: int = 1, *, edge: bool = False) -> LaidOut:
    looks = theme(name, sheet)
    outcome = lay_out(report(length), to_the_edge(looks) if edge else looks, keep_edges=True)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


@cache
def made(name: str, sheet: str, press: Press | None = None, length: int = 1, *, edge: bool = False) -> bytes:
    facts = report(length).publication
    return finish(laid_out(name, sheet, length, edge=edge), facts, STAMP, press=press)


def boxes(pdf: bytes) -> Iterator[tuple[RectangleObject, RectangleObject, RectangleObject]]:
    for page in PdfReader(BytesIO(pdf)).pages:
        assert "/TrimBox" in page
        assert "/BleedBox" in page
        yield page.mediabox, page.bleedbox, page.trimbox


def contains(outer: RectangleObject, inner: RectangleObject) -> bool:
    return (
        outer.left <= inner.left
        and outer.bottom <= inner.bottom
        and inner.right <= outer.right
        and inner.top <= outer.top
    )


def drawn(pdf: bytes, index: int, box: str, scale: float = 2.0) -> Image.Image:
    """What is in a box of a page."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[index]
    found = {"trim": page.get_trimbox, "bleed": page.get_bleedbox, "media": page.get_mediabox}[box]()
    page.set_cropbox(*found)
    picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return picture.convert("RGB")


@pytest.mark.parametrize("press", PRESSES)
@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("name", THEMES)
def test_every_page_has_its_boxes(name: str, sheet: str, press: Press) -> None:
    width, height = SHEETS[sheet]
    around = (10 if press.crop_marks else 3) * MILLIMETRE
    found = list(boxes(made(name, sheet, press)))
    assert len(found) >= laid_out(name, sheet).page_count
    for media, bleed, trim in found:
        assert contains(media, bleed)
        assert contains(bleed, trim)
        assert (float(trim.left), float(trim.bottom)) == (0, 0)
        for box, more in ((trim, 0.0), (bleed, 3 * MILLIMETRE), (media, around)):
            assert float(box.width) == pytest.approx(width + 2 * more, abs=0.01)
            assert float(box.height) == pytest.approx(height + 2 * more, abs=0.01)
            assert float(box.left) == pytest.approx(-more, abs=0.01)


@pytest.mark.parametrize(("name", "sheet"), list(product(THEMES, SHEETS)))
def test_our_own_rules_pass_and_no_word_is_faint(name: str, sheet: str) -> None:
    for press in PRESSES:
        pdf = made(name, sheet, press)
        whole = laid_out(name, sheet)
        expected = _expectations(whole, press.blank_pages(whole.page_count))
        assert [str(item) for item in check_pdf(pdf, expected).findings] == []
        assert list(faint_words(pdf)) == []


VERIFIED = list(product(THEMES, SHEETS, PRESSES, (False, True)))


@pytest.mark.parametrize(
    ("name", "sheet", "press", "edge"),
    random.Random(16).sample(VERIFIED, 4),  # noqa: S311  a sample, no secret
)
def test_it_keeps_both_standards(name: str, sheet: str, press: Press, *, edge: bool) -> None:
    assert failures(made(name, sheet, press, edge=edge)) == []


@pytest.mark.whole
@pytest.mark.parametrize(("name", "sheet", "press", "edge"), VERIFIED)
def test_all_of_them_keep_both_standards(name: str, sheet: str, press: Press, *, edge: bool) -> None:
    assert failures(made(name, sheet, press, edge=edge)) == []


@pytest.mark.parametrize("press", PRESSES)
@pytest.mark.parametrize("length", [1, 2, 4, 5])
def test_words_tags_numbers_and_bookmarks_are_those_of_the_accessible_file(length: int, press: Press) -> None:
    plain, printed = (made("konstruktiv", "A4", asked, length) for asked in (None, press))
    old, new = (PdfReader(BytesIO(pdf)) for pdf in (plain, printed))
    blank = press.blank_pages(len(old.pages))
    closing = len(old.pages) - laid_out("konstruktiv", "A4", length).closing
    kept = [at if at < closing else at + blank for at in range(len(old.pages))]
    assert dump_tags(printed) == dump_tags(plain)
    assert [new.pages[at].extract_text() for at in kept] == [page.extract_text() for page in old.pages]
    assert [new.page_labels[at] for at in kept] == old.page_labels
    assert [new.page_labels[at] for at in range(closing, closing + blank)] == [""] * blank
    assert list(places(new)) == [(title, kept[at]) for title, at in places(old)]


@pytest.mark.parametrize("press", PRESSES)
def test_a_person_is_asked_the_same_about_it(press: Press) -> None:
    asked, again = (
        {kind: len(found) for kind, found in ask(made("konstruktiv", "A4", which, 5)).subjects.items()}
        for which in (None, press)
    )
    # Crop marks are one more drawing of which nobody is told.
    assert again.pop("drawing") - asked.pop("drawing") == press.crop_marks
    assert again == asked


HEADERS = [(805, True), (744, True), (735, False), (96, True), (105, False)]


@pytest.mark.parametrize(("y", "is_header"), HEADERS)
def test_what_is_at_the_edge_of_the_page_that_is_cut_out_is_a_header(y: int, *, is_header: bool) -> None:
    """Text that stands alike on many pages; the sheet is 10 mm higher on each side."""
    pdf = _with_line_on_each_page(y)
    assert ("repeated" in ask(pdf).subjects) == is_header


def _with_line_on_each_page(y: int) -> bytes:
    """A file whose pages have the same tagged words at one place, ``y`` points above the cut."""
    pages = 4
    words = f"BT /F1 10 Tf 72 {y} Td (Header) Tj ET"
    writer = PdfWriter()
    root = writer.root_object
    font = writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
    )
    elements = ArrayObject()
    for index in range(pages):
        page = writer.add_blank_page(595.276, 841.89)
        stream = DecodedStreamObject()
        stream.set_data(f"/P <</MCID 0>>BDC {words} EMC".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        page[NameObject("/StructParents")] = NumberObject(index)
        page.trimbox = page.mediabox
        page.mediabox = RectangleObject((-28.346, -28.346, 623.622, 870.236))
        assert page.indirect_reference is not None
        elements.append(
            writer._add_object(
                DictionaryObject(
                    {
                        NameObject("/S"): NameObject("/P"),
                        NameObject("/Pg"): page.indirect_reference,
                        NameObject("/K"): NumberObject(0),
                    }
                )
            )
        )
    root[NameObject("/StructTreeRoot")] = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot"), NameObject("/K"): elements})
    )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def places(reader: PdfReader) -> Iterator[tuple[str, int]]:
    """Where bookmarks and named destinations lead."""
    waiting: list[Any] = list(reader.outline)
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item
        else:
            number = reader.get_destination_page_number(item)
            assert number is not None
            yield str(item.title), number
    for name, target in reader.named_destinations.items():
        number = reader.get_destination_page_number(target)
        assert number is not None
        yield name, number


@pytest.mark.parametrize("length", [1, 2, 4, 5])
def test_blank_pages_stand_before_the_cover_closes_and_have_no_content(length: int) -> None:
    whole = laid_out("konstruktiv", "A4", length)
    for press in PRESSES:
        pages = PdfReader(BytesIO(made("konstruktiv", "A4", press, length))).pages
        blank = press.blank_pages(whole.page_count)
        assert len(pages) == whole.page_count + blank
        assert not press.by_four or len(pages) % 4 == 0
        at = whole.page_count - whole.closing
        for index in range(at, at + blank):
            content = pages[index].get_contents()
            written = b"" if content is None else content.get_data()
            assert pages[index].extract_text() == ""
            assert b"MCID" not in written
            assert written.count(b"BDC") == written.count(b"/Artifact")
            assert "/StructParents" not in pages[index]
            trimmed = drawn(made("konstruktiv", "A4", press, length), index, "trim", 0.5)
            assert trimmed.getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize("pages", range(3, 12))
def test_numbers_go_on_behind_blank_pages(pages: int) -> None:
    labels = (PageLabels(0, "r", 1), PageLabels(2, "D", 1))
    for closing, blank in product((1, 2), range(4)):
        whole = LaidOut(b"", pages, Element("Document"), (), (), {}, {}, (), labels, closing=closing)
        numbered = with_blank_pages(whole, blank)
        at = pages - closing
        kept = [number if number < at else number + blank for number in range(pages)]
        assert [label(numbered, index) for index in kept] == [label(labels, n) for n in range(pages)]
        assert all(label(numbered, index) == "" for index in range(at, at + blank))


def label(labels: tuple[PageLabels, ...], index: int) -> str:
    assert [one.first for one in labels] == sorted({one.first for one in labels})
    return [one for one in labels if one.first <= index][-1].label(index)


@pytest.mark.parametrize(("name", "edge"), list(product(THEMES, (False, True))))
def test_what_remains_when_it_was_cut_is_the_page(name: str, *, edge: bool) -> None:
    plain, printed = (made(name, "A4", asked, edge=edge) for asked in (None, Press(crop_marks=True)))
    for index in range(laid_out(name, "A4", edge=edge).page_count):
        before = pypdfium2.PdfDocument(plain)[index].render(scale=2, may_draw_forms=False).to_pil()
        after = drawn(printed, index, "trim")
        size = (min(before.width, after.width) - 2, min(before.height, after.height) - 2)
        # Below the last pixels is the bleed, which may be mixed with them.
        one, other = (picture.convert("RGB").crop((2, 2, *size)) for picture in (before, after))
        assert most(ImageChops.difference(one, other)) <= 8, f"page {index + 1}"


def most(picture: Image.Image) -> int:
    return max(high for _, high in ImageStat.Stat(picture).extrema)


@pytest.mark.parametrize(("name", "sheet"), list(product(THEMES, SHEETS)))
def test_what_reaches_the_edge_goes_on_to_the_end_of_the_bleed(name: str, sheet: str) -> None:
    """Behind the cut stands what is before it, mirrored: nothing ends there, and nothing begins."""
    reached = 0
    scale, room = 4.0, round(BLEED * 4)
    for index in range(laid_out(name, sheet).page_count):
        picture = drawn(made(name, sheet, Press()), index, "bleed", scale)
        for _ in range(4):
            width, far = picture.width, room - 3
            beyond = picture.crop((3, 0, width - 3, far))
            before = ImageOps.flip(picture.crop((3, room + 3, width - 3, 2 * room)))
            is_white = least(before) > 250
            reached += not is_white
            if is_white:
                assert least(beyond) > 250, f"page {index + 1}"
            else:
                # Pixels are not those of the page's own grid: thin lines may be lighter or darker.
                differing = ImageStat.Stat(ImageChops.difference(beyond, before))
                assert max(differing.mean) < 6, f"page {index + 1}"
            picture = picture.transpose(Image.Transpose.ROTATE_90)
    assert reached > 4


def least(picture: Image.Image) -> int:
    return min(low for low, _ in ImageStat.Stat(picture).extrema)


def test_pictures_boxes_and_rules_at_the_edge_go_on_too() -> None:
    """On pages of text without a ground of their own, with columns as wide as the sheet."""
    bodies = [edge for edge in laid_out("konstruktiv", "A4", edge=True).edges if " Do Q" in edge]
    assert len(bodies) == 1
    assert " re f" in "".join(laid_out("konstruktiv", "A4", edge=True).edges)
    assert " l S" in "".join(laid_out("konstruktiv", "A4", edge=True).edges)
    inner = [edge for edge in laid_out("konstruktiv", "A4").edges if " Do Q" in edge]
    assert inner == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_crop_marks_stand_outside_the_bleed_at_each_corner(sheet: str) -> None:
    width, height = SHEETS[sheet]
    pdf = made("konstruktiv", sheet, Press(crop_marks=True))
    scale, around = 4.0, 10 * MILLIMETRE
    for index in (0, 2):
        content = PdfReader(BytesIO(pdf)).pages[index].get_contents()
        assert content is not None
        assert b"/Artifact <</Type/Page>>BDC" in content.get_data()
        picture = drawn(pdf, index, "media", scale)
        bleed = picture.copy()
        inside = [round((around - BLEED) * scale), round((around - BLEED) * scale)]
        inside += [round((around + BLEED + side) * scale) for side in (width, height)]
        bleed.paste((255, 255, 255), (inside[0] - 1, inside[1] - 1, inside[2] + 1, inside[3] + 1))
        left, top, right, bottom = (ImageChops.invert(bleed.convert("L")).getbbox()) or (0, 0, 0, 0)
        end = round(MILLIMETRE * scale)
        assert (left, top) == pytest.approx((end, end), abs=2)
        assert (right, bottom) == pytest.approx((picture.width - end, picture.height - end), abs=3)
        for x, y in product((0.0, width), (0.0, height)):
            at = (round((around + x) * scale), round((around + y) * scale))
            assert is_dark(bleed, at[0], around_of(y, height, at[1], scale))
            assert is_dark(bleed, around_of(x, width, at[0], scale), at[1])


def around_of(place: float, size: float, at: int, scale: float) -> int:
    """Half-way along a mark, on the side that looks away from the page."""
    far = round(6.5 * MILLIMETRE * scale)
    return at + far if place == size else at - far


def is_dark(picture: Image.Image, x: int, y: int) -> bool:
    return least(picture.crop((x - 1, y - 1, x + 2, y + 2))) < 200


def test_it_is_made_the_same_each_time_and_the_accessible_file_is_untouched() -> None:
    facts = report().publication
    for press in PRESSES:
        again = lay_out(report(), theme("noktern", "A5"), keep_edges=True).value
        without = lay_out(report(), theme("noktern", "A5")).value
        assert again is not None
        assert without is not None
        assert finish(again, facts, STAMP, press=press) == made("noktern", "A5", press)
        assert finish(again, facts, STAMP) == finish(without, facts, STAMP)
        assert without.edges == ()
