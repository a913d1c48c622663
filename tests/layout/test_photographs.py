"""Photographs at the edges of the sheet: where they stand, that each word on them is read, what is heard."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from report_builder.check import check_pdf
from report_builder.check.page_contrast import faint_words
from report_builder.content.load import load_report
from report_builder.diagnostics import Diagnostic, Diagnostics, Severity
from report_builder.layout.photographs import Scrim, Span, _strengths
from report_builder.model.pictures import Photograph, PhotographPlace
from report_builder.pipeline.production import load, make
from report_builder.pipeline.stages import Stages
from report_builder.publish.edition import Around, edition_pages
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.model import Colour
from tests.layout.test_cover_image import PHOTOS
from tests.said import english
from tests.sample_reports import SAMPLES, make_folder
from tests.verify_support import failures

FACTS = re.sub("(?m)^theme:.*\n", "", (SAMPLES / "report.yaml").read_text("utf-8"))
THEMES = ("konstruktiv", "noktern")
OPENER = "image: {file: foto.png, alt: Et hav, caption: Havet her., credit: 'Foto: Ola Tenkt'}\n"
TEXT = "Et avsnitt om noe som ikke er til.\n\n"
SPREAD = '::: spread {image="foto.png" alt="Et hav i storm" caption="Stormen" credit="Foto: Kari"}\n:::\n\n'
FACING = SPREAD.replace("{", "{.facing ")


@contextmanager
def folder(photo: str, chapter: str, theme: str, own: str = "") -> Iterator[Path]:
    """A report of one chapter, with this image as assets/foto.png; ``own`` is added to the theme."""
    root = make_folder(chapter, report=f"{FACTS}theme: {'eget' if own else theme}\n")
    try:
        PHOTOS[photo]().save(root / "assets" / "foto.png")
        if own:
            (root / "assets" / "themes" / "eget").mkdir(parents=True)
            (root / "assets" / "themes" / "eget" / "theme.yaml").write_text(f"extends: {theme}\n{own}")
        yield root
    finally:
        shutil.rmtree(root)


def build(
    photo: str, chapter: str, theme: str = "konstruktiv", own: str = "", *, draft: bool = False
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    diagnostics, stages = Diagnostics(), Stages(lambda: 0.0, lambda _: None)
    with folder(photo, chapter, theme, own) as root:
        loaded = load(SourceFiles(root), diagnostics, stages)
    made = None if loaded is None else make(*loaded, diagnostics, stages, draft=draft)
    return (made.pdf if made else None), diagnostics.items


def built(
    photo: str, chapter: str, theme: str = "konstruktiv", own: str = "", *, draft: bool = False
) -> bytes:
    pdf, told = build(photo, chapter, theme, own, draft=draft)
    assert pdf is not None, [(item.code, english(item.message)) for item in told]
    return pdf


def with_all(kind: str = FACING) -> str:
    """A chapter that begins with a photograph and has two spreads, of which the last is of a kind."""
    return f"---\n{OPENER}---\n\n# Kapittel\n\n{TEXT * 3}{SPREAD}{TEXT * 30}{kind}{TEXT * 60}"


def faults(pdf: bytes) -> list[str]:
    return [english(item.message) for item in check_pdf(pdf).findings if item.severity is Severity.ERROR]


@pytest.mark.parametrize("photo", ["white", "black", "noise", "black and white", "one pixel"])
def test_every_word_is_read_on_every_photograph(photo: str) -> None:
    theme = random.Random(photo).choice(THEMES)  # noqa: S311
    assert list(faint_words(built(photo, with_all(), theme))) == []


@pytest.mark.whole
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("photo", PHOTOS)
def test_every_word_is_read_on_every_photograph_and_in_drafts(photo: str, theme: str) -> None:
    assert list(faint_words(built(photo, with_all(), theme, draft=True))) == []


BAND = "sheets: {opener: {band: 400, height: 200, text: 244}}\n"


@pytest.mark.parametrize("photo", ["white", "black", "noise", "wide"])
def test_a_title_is_read_on_a_photograph_where_the_theme_puts_it_there(photo: str) -> None:
    pdf = built(photo, with_all(), "konstruktiv", BAND)
    assert list(faint_words(pdf)) == []
    assert faults(pdf) == []


def test_what_the_scrim_does_is_seen_where_it_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_strength", "_calming"):
        monkeypatch.setattr(f"report_builder.layout.photographs.{name}", lambda _band, _of: 0.0)
    found = [faint.words for faint in faint_words(built("noise", with_all(), "konstruktiv", BAND))]
    assert any("Kapittel" in words for words in found)
    assert sum("Stormen" in words for words in found) == 2


def blocks(cell: int) -> Image.Image:
    """Squares of black and white, each ``cell`` dots wide, on a sheet that has two dots to a point."""
    wide, high, dice = 1200 // cell, 1700 // cell, random.Random(cell)  # noqa: S311
    squares = bytes(dice.choice((0, 255)) for _ in range(wide * high))
    return (
        Image.frombytes("L", (wide, high), squares)
        .convert("RGB")
        .resize((wide * cell, high * cell), Image.Resampling.NEAREST)
    )


def waves() -> Image.Image:
    """A picture with all there is from black to white, and nothing that is as fine as letters."""
    return Image.radial_gradient("L").resize((1200, 1700)).convert("RGB")


def spread_of(pdf: bytes, words: str) -> list[float]:
    """How far the darkest and the lightest of the ground behind these words are apart, on each page."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            if (match := text.search(words).get_next()) is None:
                continue
            _, lower, right, _ = text.get_charbox(sum(match) - 1)
            pixels = page.render(scale=1).to_pil().convert("L")
            foot = pixels.height - round(lower)
            around = pixels.crop((round(right) + 4, foot - 10, round(right) + 60, foot))
            low, high = around.getextrema()
            found.append((high - low) / 255)
    return found


@pytest.mark.parametrize("cell", [2, 8, 40])
@pytest.mark.parametrize("theme", THEMES)
def test_small_words_are_not_lost_on_a_restless_photograph(
    cell: int, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PHOTOS, "restless", lambda: blocks(cell))
    found = spread_of(built("restless", with_all(), theme), "Stormen")
    assert len(found) == 2
    cover = themed("restless", theme, "{file: bilde.png}")
    assert cover is not None
    found += spread_of(cover, "2019:1")[:1]
    assert max(found) < 0.25


def test_a_calm_photograph_is_seen_as_well_as_its_contrast_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PHOTOS, "calm", waves)
    pdf = built("calm", with_all())
    monkeypatch.setattr("report_builder.layout.photographs._calming", lambda _band, _scale: 0.0)
    assert built("calm", with_all()) == pdf


def test_large_words_alone_leave_a_restless_photograph_as_it_is() -> None:
    ground, text = Colour("", 1.0, 1.0, 1.0), Colour("", 0.0, 0.0, 0.0)
    strengths = [
        _strengths(blocks(6), 850.0, Scrim(ground, (text,)), [Span(200.0, 300.0, small)])
        for small in (False, True)
    ]
    assert strengths[0] < strengths[1]


@pytest.mark.parametrize("theme", THEMES)
def test_the_standards_are_kept(theme: str) -> None:
    assert failures(built("noise", with_all(), theme)) == []


def kinds_of_pages(pdf: bytes) -> list[str]:
    """The pages of the text: which show a photograph from edge to edge, its head, or text."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=0.3).to_pil().convert("RGB")
            wide, high = picture.size
            corners = [picture.getpixel(place) for place in ((1, 1), (wide - 2, 1), (1, high - 2))]
            red = [isinstance(dot, tuple) and dot[0] > 2 * dot[1] for dot in corners]
            found.append("photograph" if all(red) else "head" if red[0] and red[1] else "text")
    return found


@pytest.fixture
def red(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(PHOTOS, "red", lambda: Image.new("RGB", (300, 300), "#e01010"))
    return "red"


BARE = '::: spread {.decorative image="foto.png"}\n:::\n\n'


def test_text_fills_its_page_before_a_photograph_has_its_own(red: str) -> None:
    pdf = built(red, f"# Kapittel\n\n{TEXT}{BARE}{TEXT * 60}")
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    pages = kinds_of_pages(pdf)
    at = pages.index("photograph")
    assert pages.count("photograph") == 1
    assert texts[at - 1].count("Et avsnitt") > 10
    assert "Et avsnitt" in texts[at + 1]


@pytest.mark.parametrize("before", range(0, 60, 12))
def test_two_that_face_each_other_stand_left_and_right(red: str, before: int) -> None:
    facing = BARE.replace("{.decorative", "{.decorative .facing")
    pages = kinds_of_pages(built(red, f"# Kapittel\n\n{TEXT}{TEXT * before}{facing}{TEXT * 40}"))
    first = pages.index("photograph")
    assert first % 2 == 1
    assert pages[first : first + 2] == ["photograph", "photograph"]
    assert pages.count("photograph") == 2


@pytest.mark.parametrize("pages", [1, 2, 3])
@pytest.mark.parametrize("own", ["", "page: {sided: single}\n"])
def test_a_page_that_is_left_blank_before_two_that_face_each_other_is_told(pages: int, own: str) -> None:
    text = f"\n::: page-break\n:::\n\n{TEXT}" * (pages - 1)
    pdf, told = build("grey", f"# Kapittel\n\n{TEXT}{text}{BARE.replace('{', '{.facing ')}", own=own)
    assert pdf is not None
    line = 5 + text.count("\n")
    expected = [("RB-BLANK-PAGE", line)] if pages % 2 == 0 and not own else []
    assert [one for one in codes(told) if one[0] == "RB-BLANK-PAGE"] == expected


def test_single_pages_show_all_of_it_on_one(red: str) -> None:
    facing = BARE.replace("{.decorative", "{.decorative .facing")
    own = "page: {sided: single}\n"
    pages = kinds_of_pages(built(red, f"# Kapittel\n\n{TEXT}{facing}{TEXT}", own=own))
    assert pages.count("photograph") == 1


def test_a_heading_is_not_left_alone_by_what_stands_between(red: str) -> None:
    for before in range(18, 34):
        pdf = built(red, f"# Kapittel\n\n{TEXT * before}## Del\n\n{BARE}{TEXT * 30}")
        with pypdfium2.PdfDocument(pdf) as document:
            texts = [page.get_textpage().get_text_bounded() for page in document]
        (page,) = [text for text in texts if "1.1 Del" in text and "Innhold" not in text]
        assert "Et avsnitt" in page.partition("1.1 Del")[2]


@pytest.mark.parametrize("theme", THEMES)
def test_text_goes_on_around_it_as_if_nothing_stood_there(red: str, theme: str) -> None:
    looks = []
    for between in ("", BARE):
        pdf = built(red, f"# Kapittel\n\n{TEXT * 3}{between}{TEXT * 5}", theme)
        with pypdfium2.PdfDocument(pdf) as document:
            (page,) = [page for page in document if "Et avsnitt" in page.get_textpage().get_text_bounded()]
            looks.append(page.render(scale=0.5).to_pil().tobytes())
    assert looks[0] == looks[1]


def test_two_columns_go_on_around_it_too() -> None:
    own = "page: {columns: 2, column_gap: 18, margin_width: 0, text_width: 211}\n"
    pdf = built("noise", with_all(), own=own)
    assert list(faint_words(pdf)) == []
    assert [alt for role, alt in roles(pdf) if role == "Figure"] == ["Et hav", *["Et hav i storm"] * 2]


def roles(pdf: bytes) -> list[tuple[str, str]]:
    """The roles of the tag tree with their alternative texts, in reading order."""
    reader: Any = PdfReader(BytesIO(pdf))
    found = []

    def visit(node: Any) -> None:
        node = node.get_object()
        if "/S" in node:
            found.append((str(node["/S"])[1:], str(node.get("/Alt", ""))))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if hasattr(kid.get_object(), "get") and "/S" in kid.get_object():
                visit(kid)

    visit(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def test_it_is_heard_at_its_place_in_the_source() -> None:
    chapter = f"---\n{OPENER}---\n\n# Kapittel\n\nFør.\n\n{SPREAD}Etter.\n"
    heard = roles(built("noise", chapter))
    start = heard.index(("H1", ""), heard.index(("H1", "")) + 1)
    expected = [("Div", ""), ("Figure", "Et hav"), ("Caption", ""), ("P", "")]
    expected += [("Div", ""), ("Figure", "Et hav i storm"), ("Caption", ""), ("P", "")]
    assert heard[start + 1 : start + 9] == expected


def test_the_same_report_gives_the_same_bytes() -> None:
    assert built("noise", with_all()) == built("noise", with_all())


def edition(chapter: str, photo: str = "noise") -> dict[str, bytes]:
    with folder(photo, chapter, "konstruktiv") as root:
        report = load_report(SourceFiles(root)).value
    theme = load_theme("konstruktiv").value
    assert report is not None
    assert theme is not None
    return edition_pages(report, theme, Around("assets/", "", ""))


def test_the_site_has_them_in_the_sizes_of_windows_with_words_and_credit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(PHOTOS, "large", lambda: Image.linear_gradient("L").resize((1800, 1200)))
    files = edition(with_all(), "large")
    page = files["kapittel.html"].decode()
    images = re.findall(r"<img [^>]*>", page)
    assert len(images) == 3
    for image in images:
        sources = re.findall(r"(bilder/\S+) (\d+)w", image)
        assert len(sources) > 1
        assert all(address in files for address, _ in sources)
    assert page.count('<small class="credit">') == 3
    assert page.index("</h1>") < page.index(images[0])


def test_the_model_has_it_as_the_first_of_the_chapter() -> None:
    with folder("noise", with_all(), "konstruktiv") as root:
        report = load_report(SourceFiles(root)).value
    assert report is not None
    (chapter,) = report.chapters
    found = [block.place for block in chapter.blocks if isinstance(block, Photograph)]
    assert found == [PhotographPlace.OPENER, PhotographPlace.PAGE, PhotographPlace.FACING]


def edge_and_lines(pdf: bytes, words: str) -> tuple[int | None, list[tuple[float, float]]]:
    """Where a photograph ends at once on the page with these words, and where each line begins and ends."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            if words in text.get_text_bounded():
                break
        picture = page.render(scale=1).to_pil().convert("L")
        column = [picture.getpixel((picture.width - 3, y)) for y in range(picture.height)]
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
    jumps = (y for y in range(1, len(column)) if abs(int(column[y]) - int(column[y - 1])) > 4)
    return next(jumps, None), sorted((picture.height - top, picture.height - low) for _, low, _, top in boxes)


@pytest.mark.parametrize("theme", THEMES)
def test_a_photograph_does_not_end_in_the_middle_of_text(red: str, theme: str) -> None:
    found = set()
    for height in (100, 200, 224, 300, 331, 338, 345, 352, 359, 390, 397, 404, 411, 430, 500):
        own = f"sheets: {{opener: {{image: {{height: {height}, scrim: paper}}}}}}\n"
        chapter = f"---\nimage: {{file: foto.png, decorative: true}}\n---\n\n# Kapittel\n\n{TEXT * 30}"
        edge, lines = edge_and_lines(built(red, chapter, theme, own), "Et avsnitt")
        found.add(edge is None)
        if edge is not None:
            assert abs(edge - height) < 2
            assert not any(first < edge - 1 and edge + 1 < last for first, last in lines), height
    assert found == {True, False}


SHEETS = ("cover", "plate", "opener", "endpaper", "back")


def themed(photo: str, base: str, image: str, chapter: str = "# Kapittel\n\nTekst.\n") -> bytes | None:
    """A report in a theme that has this photograph on every kind of page."""
    own = "sheets:\n" + "".join(f"  {name}: {{image: {image}}}\n" for name in SHEETS)
    diagnostics, stages = Diagnostics(), Stages(lambda: 0.0, lambda _: None)
    with folder(photo, chapter, base, own) as root:
        PHOTOS[photo]().save(root / "assets" / "themes" / "eget" / "bilde.png")
        loaded = load(SourceFiles(root), diagnostics, stages)
    made = None if loaded is None else make(*loaded, diagnostics, stages)
    assert made is not None, [(item.code, english(item.message)) for item in diagnostics.items]
    return made.pdf


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("photo", ["white", "black", "noise"])
def test_a_theme_has_an_image_on_every_kind_of_page_and_each_word_is_read(theme: str, photo: str) -> None:
    pdf = themed(photo, theme, "{file: bilde.png, focus: 20% 80%}")
    assert pdf is not None
    assert list(faint_words(pdf)) == []
    assert failures(pdf) == []


def test_the_images_of_a_theme_are_seen_and_those_of_a_report_instead(red: str) -> None:
    pdf = themed(red, "konstruktiv", "{file: bilde.png}")
    assert pdf is not None
    pages = kinds_of_pages(pdf)
    assert pages[0] == pages[-1] == "photograph"
    assert pages.count("head") == 1
    own = themed(red, "konstruktiv", "{file: bilde.png}", f"---\n{OPENER}---\n\n# Kapittel\n\nTekst.\n")
    assert own is not None
    assert ("Figure", "Et hav") in roles(own)


def test_an_image_of_a_theme_may_end_where_it_says(red: str) -> None:
    images = (f"{{file: bilde.png, height: {height}}}" for height in (90, 700))
    short, tall = (themed(red, "konstruktiv", image) for image in images)
    assert short is not None
    assert tall is not None
    reds = []
    for pdf in (short, tall):
        with pypdfium2.PdfDocument(pdf) as document:
            picture = document[len(document) - 1].render(scale=0.3).to_pil().convert("RGB")
        column = (picture.getpixel((1, y)) for y in range(picture.height))
        reds.append(sum(isinstance(dot, tuple) and dot[0] > 2 * dot[1] for dot in column))
    assert abs(reds[0] - 27) < 3
    assert reds[1] > 150


@pytest.mark.parametrize(
    ("image", "code"),
    [
        ("{file: borte.png}", "RB-FILE-MISSING"),
        ("{file: theme.yaml}", "RB-IMAGE-BROKEN"),
        ("{scrim: rosa}", "RB-VALUE"),
        ("{focus: midt}", "RB-VALUE"),
    ],
)
def test_what_is_no_image_of_a_theme_is_told_there(image: str, code: str) -> None:
    _, told = build("grey", "# K\n\nT.\n", own=f"sheets:\n  back: {{image: {image}}}\n")
    faulty = [item for item in told if item.severity is Severity.ERROR]
    assert [(item.code, item.span.path if item.span else "") for item in faulty] == [
        (code, "assets/themes/eget/theme.yaml")
    ]


def test_a_theme_gives_the_draft_mark_a_ground_of_its_own() -> None:
    own = "draft: {ground: ink}\nstyles: {draft: {colour: paper}}\n"
    pdf = built("noise", with_all(), own=own, draft=True)
    assert list(faint_words(pdf)) == []
    assert "#0C1F2E" in colours_of_page(pdf, 1)
    _, told = build("grey", "# K\n\nT.\n", own="draft: {ground: ink}\nstyles: {draft: {colour: ink}}\n")
    assert [item.code for item in told if item.severity is Severity.ERROR] == ["RB-CONTRAST"]


@pytest.mark.parametrize(
    ("sheet", "line"),
    [
        ("  opener:\n    image:\n      height: 500\n      scrim: signal\n", 6),
        ("  opener: {image: {height: 500, scrim: signal}}\n", 3),
        ("  opener:\n    band: 500\n    image:\n      scrim: rule\n", 6),
        ("  cover:\n    image: {focus: 50% 50%, scrim: rule}\n", 4),
        ("  opener:\n    band: 400\n    ink: tint\n", 5),
        ("  opener:\n    ground: signal\n    band: 500\n", 4),
    ],
)
def test_a_weak_colour_of_a_sheet_is_told_where_the_theme_writes_it(sheet: str, line: int) -> None:
    pdf, told = build("grey", "# K\n\nT.\n", own=f"sheets:\n{sheet}")
    weak = [item for item in told if item.code == "RB-CONTRAST" and item.severity is Severity.ERROR]
    assert pdf is None
    assert {(item.span.path, item.span.line) for item in weak if item.span} == {
        ("assets/themes/eget/theme.yaml", line)
    }


@pytest.mark.parametrize("sheet", ["back", "opener"])
@pytest.mark.parametrize(("height", "is_told"), [(0, False), (500, False), (3000, True)])
def test_an_image_that_would_end_below_the_sheet_is_told(sheet: str, height: int, is_told: bool) -> None:
    pdf, told = build("grey", "# K\n\nT.\n", own=f"sheets:\n  {sheet}: {{image: {{height: {height}}}}}\n")
    assert pdf is not None
    assert [code for code in codes(told) if code[0] == "RB-VALUE"] == ([("RB-VALUE", 3)] if is_told else [])


def codes(told: Sequence[Diagnostic]) -> list[tuple[str, int]]:
    return [(item.code, item.span.line) for item in told if item.span is not None]


@pytest.mark.parametrize(
    ("chapter", "expected"),
    [
        ("---\nimage: {file: foto.png}\n---\n\n# K\n\nT.\n", ("RB-ALT-MISSING", 2)),
        ("---\nimage: {file: foto.png, alt: H, decorative: true}\n---\n\n# K\n\nT.\n", ("RB-VALUE", 2)),
        ("---\nimage:\n  alt: H\n---\n\n# K\n\nT.\n", ("RB-MISSING-KEY", 3)),
        ("---\nimage: {file: borte.png, alt: H}\n---\n\n# K\n\nT.\n", ("RB-IMAGE-MISSING", 2)),
        ("---\nbilde: foto.png\n---\n\n# K\n\nT.\n", ("RB-UNKNOWN-KEY", 2)),
        ("---\naccent: rosa\n---\n\n# K\n\nT.\n", ("RB-VALUE", 2)),
        ("---\n\naccent: tint\n---\n\n# K\n\nT.\n", ("RB-CONTRAST", 3)),
        ("---\nground: rosa\n---\n\n# K\n\nT.\n", ("RB-VALUE", 2)),
        ("---\nground: ink\n---\n\n# K\n\nT.\n", ("RB-CONTRAST", 2)),
        ('# K\n\n::: spread {image="foto.png"}\n:::\n', ("RB-ALT-MISSING", 3)),
        ('# K\n\n::: spread {.decorative image="foto.png" caption="C"}\n:::\n', ("RB-VALUE", 3)),
        ('# K\n\n::: spread {image="borte.png" alt="H"}\n:::\n', ("RB-IMAGE-MISSING", 3)),
        ('# K\n\n::: spread {alt="H"}\n:::\n', ("RB-IMAGE-MISSING", 3)),
        *(
            (written.replace("@", keys), ("RB-UNSUPPORTED", line))
            for keys in (
                "accent: signal",
                "ground: tint\naccent: signal",
                "image:\n  file: foto.png\n  alt: Et hav",
                "image: {file: foto.png, alt: Et hav}\n",
            )
            for written, line in (
                ("# K\n\n---\n@\n---\n\nT.\n", 3),
                ("# K\n---\n@\n---\n\nT.\n", 2),
                ("\n---\n@\n---\n# K\n\nT.\n", 2),
                ("# K\n\nT.\n\n---\n\n@\n\n---\n\nT.\n", 5),
                ("---\nground: tint\n---\n\n# K\n\n---\n@\n---\n\nT.\n", 7),
            )
        ),
        ('# K\n\n::: spread {image="foto.png" alt="H" focus="midt"}\n:::\n', ("RB-VALUE", 3)),
        ('# K\n\n> ::: spread {image="foto.png" alt="H"}\n> :::\n', ("RB-UNSUPPORTED", 3)),
    ],
)
def test_what_cannot_be_is_told_at_its_line(chapter: str, expected: tuple[str, int]) -> None:
    pdf, told = build("grey", chapter)
    assert pdf is None
    assert codes([item for item in told if item.severity is Severity.ERROR]) == [expected]


@pytest.mark.parametrize(
    "between", ["---\nsvar: signal\n---", "```\n---\naccent: signal\n---\n```", "---\n\nTekst.\n\n---"]
)
def test_rules_around_other_words_are_no_front_matter(between: str) -> None:
    pdf, _ = build("grey", f"# K\n\n{between}\n\nT.\n")
    assert pdf is not None


def test_a_spread_without_an_image_is_told_how_it_names_one() -> None:
    _, told = build("grey", '# K\n\n::: spread {alt="H"}\n:::\n')
    (hint,) = [english(item.hint) for item in told if item.code == "RB-IMAGE-MISSING" and item.hint]
    assert hint == 'write image="bilder/name.png"'


def colours_of_page(pdf: bytes, index: int) -> set[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        data = document[index].render(scale=2).to_pil().convert("RGB").tobytes()
    return {f"#{data[at : at + 3].hex().upper()}" for at in range(0, len(data), 3)}


OWN = 'palette: {vin: "#7A1F4B", sand: "#F4EFE6"}\n'


def test_a_chapter_has_the_colours_that_it_names() -> None:
    pdf = built("grey", "---\naccent: vin\nground: sand\n---\n\n# Kapittel\n\nTekst.\n", own=OWN)
    (opener,) = [index for index in range(3, 6) if "#F4EFE6" in colours_of_page(pdf, index)]
    assert "#7A1F4B" in colours_of_page(pdf, opener)
    assert list(faint_words(pdf)) == []


def test_a_theme_has_grounds_in_turn() -> None:
    pdf = built("grey", "# Kapittel\n\nTekst.\n", own=f"{OWN}accents: [vin]\ngrounds: [sand, tint]\n")
    assert any("#F4EFE6" in colours_of_page(pdf, index) for index in range(3, 6))
