"""Fonts of a theme beside each other: how large each is set, and which is asked for what another lacks."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from report_builder.layout import lay_out
from report_builder.layout.compose.fonts import FontBook
from report_builder.publish.epub.style import book_sheet
from report_builder.publish.measure import measure_of
from report_builder.publish.theme_css import theme_css
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.model import Theme
from tests.said import line_of
from tests.sample_reports import sample
from tests.theme.test_extends import write


def load(root: Path, text: str) -> tuple[Theme | None, list[str]]:
    write(root, eget=f"extends: konstruktiv\n{text}")
    found = load_theme("eget", SourceFiles(root))
    return found.value, [line_of(item) for item in found.diagnostics]


def sound(root: Path, text: str) -> Theme:
    theme, said = load(root, text)
    assert theme is not None, said
    return theme


def test_a_scaled_family_is_set_larger_on_every_page(good_report: Path) -> None:
    plain, scaled = sound(good_report, ""), sound(good_report, "fonts: {sans: {scale: 1.05}}\n")
    assert scaled.styles["table"].size == pytest.approx(1.05 * plain.styles["table"].size)
    assert scaled.styles["table"].leading == plain.styles["table"].leading
    assert scaled.styles["body"].size == plain.styles["body"].size
    assert 'src: url("sans-regular.woff2") format("woff2"); size-adjust: 105%;' in theme_css(scaled)
    assert "size-adjust: 105%" in book_sheet(scaled, ("sans-regular.woff2",)).decode()
    assert "--size-heading2: 1;" in theme_css(scaled), "the face has it already"
    words = "Ledergruppen", "chart_label"
    assert measure_of(scaled)(*words) == pytest.approx(1.05 * measure_of(plain)(*words))
    assert scaled.written_styles["chart_label"].size == pytest.approx(plain.styles["chart_label"].size)
    assert plain.written_styles is plain.styles


def test_code_in_a_text_is_as_large_beside_it_as_its_family_is_scaled(good_report: Path) -> None:
    report = sample("report").report
    sizes = []
    for text in ("", "fonts: {mono: {scale: 0.9}}\n", "fonts: {serif: {scale: 1.2}}\n"):
        laid_out = lay_out(report, sound(good_report, text)).value
        assert laid_out is not None
        sizes.append(laid_out.page_count)
    assert sizes[2] > sizes[0] >= sizes[1]


@pytest.mark.parametrize("scale", ["0.4", "2.1", "stor"])
def test_a_scale_that_is_none_is_told(good_report: Path, scale: str) -> None:
    theme, said = load(good_report, f"fonts:\n  sans: {{scale: {scale}}}\n")
    assert theme is None
    assert said[0].startswith("assets/themes/eget/theme.yaml:3:17:")


def test_a_scaled_size_must_fit_its_leading(good_report: Path) -> None:
    theme, said = load(good_report, "fonts: {sans: {scale: 1.5}}\n")
    assert theme is None
    assert any("leading" in line for line in said), said


@pytest.mark.parametrize("written", ["serif", "[serif]", "[light, serif, mono]"])
def test_families_are_asked_in_turn_for_what_another_lacks(good_report: Path, written: str) -> None:
    theme = sound(good_report, f"fallback: {written}\n")
    assert theme.fallback == tuple(written.strip("[]").split(", "))
    pdf = Canvas(BytesIO())
    book = FontBook(theme, pdf._doc)
    for family in theme.fonts:
        asked = [theme.fonts[other].regular for other in theme.fallback if other != family]
        assert [f"{face.name}.ttf" for face in book.face(family, "regular").fallbacks] == asked


def test_a_family_that_is_not_there_is_told_at_its_place(good_report: Path) -> None:
    theme, said = load(good_report, "fallback: [serif, seriff]\n")
    assert theme is None
    assert said == ["assets/themes/eget/theme.yaml:2:19: RB-VALUE " + said[0].partition("RB-VALUE ")[2]]
    assert "seriff" in said[0]


@pytest.mark.parametrize("columns", range(1, 7))
def test_cards_stand_in_as_many_columns_as_the_theme_says(good_report: Path, columns: int) -> None:
    theme = sound(
        good_report, f"cards: {{columns: {columns}, gap: 6}}\nstyles: {{card_value: {{size: 21}}}}\n"
    )
    laid_out = lay_out(sample("report").report, theme)
    assert laid_out.value is not None
    assert f"--cards: {columns};" in theme_css(theme)


@pytest.mark.parametrize("columns", [0, 7])
def test_other_numbers_of_columns_are_told(good_report: Path, columns: int) -> None:
    theme, said = load(good_report, f"cards: {{columns: {columns}}}\n")
    assert theme is None
    assert "RB-VALUE" in said[0]
