"""Text and drawing of a cover never meet, whatever the report is called and however large the sheet is."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import pypdfium2
import pytest
from msgspec.structs import replace

from report_builder.check.page_contrast import faint_words
from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.graphics.art import ART_KINDS
from report_builder.layout.lay_out import lay_out
from report_builder.layout.result import LaidOut
from report_builder.model.report import NO_FACE, Face, Report
from report_builder.theme import load_theme
from report_builder.theme.face import dressed
from report_builder.theme.model import SheetKind, Theme
from tests.said import english
from tests.sample_reports import report_of

WORDS = (
    "Evaluering av tilskuddsordningen for lokale kompetansesentre innen bærekraftig omstilling og digital "
    "inkludering i kommunene og fylkeskommunene, med anbefalinger for videre arbeid med samordning på tvers"
)
SHEETS = {"A4": (595.276, 841.89), "A5": (419.528, 595.276), "16:9": (960.0, 540.0)}
THEMES = ("konstruktiv", "noktern")
LENGTHS = (1, 8, 20, 45, 80, 120, 160, 200)


@cache
def report() -> Report:
    return report_of("# Kapittel\n\nTekst.\n")


@cache
def theme(name: str, sheet: str) -> Theme:
    """The theme on another sheet: everything across by its width, everything down by its height."""
    found = load_theme(name).value
    assert found is not None
    page = found.page
    width, height = SHEETS[sheet]
    across, down = width / page.width, height / page.height
    lines = int(page.lines * down)
    geometry = replace(
        page,
        width=width,
        height=height,
        inner=page.inner * across,
        text_width=page.text_width * across,
        gutter=page.gutter * across,
        margin_width=page.margin_width * across,
        top=page.top * down,
        lines=lines,
        head=page.head * down,
        folio=page.folio * down,
    )
    sheets = {
        kind: replace(
            one,
            top=one.top * down,
            height=one.height * down,
            text=one.text * down,
            facts=one.facts * down,
            rules=tuple(replace(rule, y=rule.y * down) for rule in one.rules),
        )
        for kind, one in found.sheets.items()
    }
    return replace(found, page=geometry, sheets=sheets)


def laid_out(name: str, sheet: str, title: str, subtitle: str, face: Face = NO_FACE) -> Outcome[LaidOut]:
    whole = report()
    facts = replace(
        whole.publication,
        title=title,
        cover_title=title,
        subtitle=subtitle,
        cover_subtitle=subtitle,
        face=face,
    )
    diagnostics = Diagnostics()
    looks = dressed(theme(name, sheet), facts, diagnostics)
    assert not diagnostics.items
    return lay_out(replace(whole, publication=facts), looks)


Case = tuple[str, str, int, int, str, int]


def cases() -> Iterator[Case]:
    """Each theme, sheet and length, in the art of the theme and in each other kind, from two seeds."""
    yield from (
        (name, sheet, title, under, art, seed)
        for name in THEMES
        for sheet in SHEETS
        for title in LENGTHS
        for under in (0, *LENGTHS[2::2])
        for art in ART_KINDS
        for seed in (1, 2019)
    )


def sample(count: int) -> list[Case]:
    return random.Random(16).sample(list(cases()), count)  # noqa: S311  a sample, no secret


def holds(name: str, sheet: str, title: int, under: int, art: str, seed: int) -> None:
    face = Face(art=art, seed=seed)
    outcome = laid_out(name, sheet, WORDS[:title].strip(), WORDS[:under].strip(), face)
    if outcome.value is None:
        assert {item.code for item in outcome.diagnostics} == {"RB-TOO-TALL"}
        assert title + under > 100
        return
    pages = list(pypdfium2.PdfDocument(outcome.value.pdf))
    assert not [faint for faint in faint_words(outcome.value.pdf) if faint.page in (0, len(pages) - 1)]
    page = theme(name, sheet).page
    for one in (pages[0], pages[-1]):
        _, low, _, _ = bounds(one)
        assert low >= page.height - page.top - page.lines * page.grid - 1


def bounds(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """The box around the text of a page."""
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

    boxes = [item.get_bounds() for item in page.get_objects(filter=[FPDF_PAGEOBJ_TEXT])]
    left, low, right, high = zip(*boxes, strict=True)
    return min(left), min(low), max(right), max(high)


@pytest.mark.parametrize("case", sample(36), ids=str)
def test_text_and_drawing_do_not_meet(case: Case) -> None:
    holds(*case)


@pytest.mark.whole
def test_text_and_drawing_never_meet() -> None:
    for case in sample(600):
        holds(*case)


def test_a_short_title_is_as_large_as_the_theme_says() -> None:
    outcome = laid_out("konstruktiv", "A4", "Årsrapport", "")
    assert outcome.value is not None
    (first, *_) = [
        item.get_bounds()
        for item in next(iter(pypdfium2.PdfDocument(outcome.value.pdf))).get_objects()
        if item.type == 1
    ]
    assert first[3] - first[1] > 30


@pytest.mark.parametrize("key", ["title", "subtitle"])
def test_what_is_too_long_is_told_at_its_line(key: str) -> None:
    long = " ".join([WORDS] * 12)
    outcome = laid_out("konstruktiv", "A4", *((long, "Kort") if key == "title" else ("Kort", long)))
    told = next(item for item in outcome.diagnostics if "too long for the cover" in english(item.message))
    assert told.code == "RB-TOO-TALL"
    assert told.span is not None
    assert told.span.path == "content/report.yaml"
    assert f"'{key}'" in english(told.message)


def test_a_sheet_that_is_too_small_is_told_at_the_theme() -> None:
    small = theme("konstruktiv", "A4")
    cover = replace(
        small.sheets[SheetKind.COVER], text=small.page.top + small.page.lines * small.page.grid - 30
    )
    outcome = lay_out(report(), replace(small, sheets={**small.sheets, SheetKind.COVER: cover}))
    (told,) = outcome.diagnostics
    assert told.code == "RB-TOO-TALL"
    assert told.span is not None
    assert told.span.path.endswith("theme.yaml")
