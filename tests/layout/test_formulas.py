"""Formulas as drawings: every construct is set, in its measures, and nothing is drawn outside of them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from report_builder.content.formulas.reading import read_formula
from report_builder.content.formulas.signs import SIGNS
from report_builder.graphics.scene import Path, Rect
from report_builder.layout.formulas.boxes import Bar, Box, Ink, scene
from report_builder.layout.formulas.font import math_font
from report_builder.layout.formulas.one_line import on_one_line
from report_builder.layout.formulas.setting import pieces, set_formula
from report_builder.model.formulas import Row, Variant
from report_builder.model.math_letters import shaped
from tests.content.test_formulas import PIECES, constructs, read_or_fault

SIZE = 10.5


def _boxes(tree: Row, size: float) -> list[Box]:
    return [box for box, _ in pieces(tree, size)]


def set_(source: str, *, display: bool = True) -> Box:
    return set_formula(read_formula(source, display=display), SIZE, display=display)


def inks(box: Box) -> list[Ink]:
    return [mark for mark in box.marks if isinstance(mark, Ink)]


@pytest.mark.parametrize("display", [True, False])
def test_every_construct_is_drawn(display: bool) -> None:
    for source in constructs():
        box = set_formula(read_formula(source), SIZE, display=display)
        assert box.marks, source
        assert min(box.width, box.above) > 0, source


def test_the_font_has_every_sign_and_letter() -> None:
    font = math_font()
    signs = {sign.text for sign in SIGNS.values()}
    letters = {shaped(letter, variant) for letter in "ABCHRabcehoz" for variant in Variant}
    assert {char for char in signs | letters | set("åæøÅÆØäöéšžŋđč") if font.glyph(char) is None} == set()


def test_scripts_are_smaller_and_stand_above_and_below() -> None:
    base, above, below = inks(set_("x_1^2"))
    assert below.size == above.size < base.size
    assert above.y < 0 < below.y
    assert above.x == below.x or above.x > base.x
    higher = inks(set_(r"\frac{a}{b}^2"))[-1]
    assert higher.y < above.y


def test_a_fraction_has_its_bar_on_the_axis_and_as_wide_as_its_parts() -> None:
    box = set_(r"\frac{a+b}{2}")
    (bar,) = [mark for mark in box.marks if isinstance(mark, Bar)]
    tops = [ink for ink in inks(box) if ink.y < 0]
    assert len(tops) == 3
    assert bar.y < 0
    assert min(ink.x for ink in inks(box)) >= bar.x - 0.01
    minus = set_("-")
    middle = (minus.below - minus.above) / 2
    assert abs(bar.y + bar.height / 2 - middle) < 0.5


@pytest.mark.parametrize("lines", [1, 2, 4, 8, 16])
def test_a_bracket_grows_with_what_it_holds(lines: int) -> None:
    rows = r" \\ ".join("a" for _ in range(lines))
    inside = set_(rf"\begin{{matrix}} {rows} \end{{matrix}}")
    for pair in (r"\left( {} \right)", r"\left[ {} \right]", r"\left\{{ {} \right\}}", r"\left| {} \right|"):
        box = set_(pair.format(rf"\begin{{matrix}} {rows} \end{{matrix}}"))
        assert box.above + box.below >= 0.85 * (inside.above + inside.below)
        assert box.above + box.below <= 1.6 * (inside.above + inside.below) + SIZE


def test_limits_stand_over_and_under_in_a_display_only() -> None:
    display, text = set_(r"\sum_{i=1}^n x"), set_(r"\sum_{i=1}^n x", display=False)
    assert display.above + display.below > 1.5 * (text.above + text.below)
    assert display.width < text.width + SIZE


def test_lines_are_aligned_at_their_signs() -> None:
    box = set_(r"a + b &= c \\ &= d")
    equals = math_font().glyph("=")
    assert equals is not None
    first, second = [ink for ink in inks(box) if ink.number == equals.number]
    assert first.x == pytest.approx(second.x)
    assert first.y < second.y


def test_pieces_of_a_line_are_the_formula_and_end_behind_relations_and_operators() -> None:
    tree = read_formula("a + b + c + d + e + f + g = h")
    parts = _boxes(tree, SIZE)
    assert len(parts) == 8
    assert len(_boxes(read_formula("p < 0,05"), SIZE)) == 1
    assert sum(part.width for part in parts) == pytest.approx(set_formula(tree, SIZE, display=False).width)


LEANING = (r"\int_0^1 f", r"\frac{a}{b}", r"\sqrt[3]{\frac{a}{b}}", r"\underbrace{a+b+c}_{n}", r"\hat{f}")


@pytest.mark.parametrize("source", LEANING)
def test_nothing_is_drawn_outside_of_the_scene(source: str) -> None:
    drawn = scene(set_(source), "ink", 0.2 * SIZE)
    points = [
        point
        for shape in drawn.shapes
        for point in (
            [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
            if isinstance(shape, Rect)
            else [part[-2:] for part in shape.segments]
            if isinstance(shape, Path)
            else []
        )
    ]
    assert points
    assert all(-0.01 <= x <= drawn.width + 0.01 for x, _ in points)
    assert all(-0.01 <= y <= drawn.height + 0.01 for _, y in points)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_can_be_read_can_be_set(source: str) -> None:
    tree = read_or_fault(source, display=True)
    assume(isinstance(tree, Row))
    assert isinstance(tree, Row)
    for box in (set_formula(tree, SIZE, display=True), *_boxes(tree, SIZE)):
        assert box.width > -3 * SIZE
        assert scene(box, "ink", 2.0).height >= 0


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("p < 0{,}05", "p < 0,05"),
        ("x^2 + y_i^2", "x² + yᵢ²"),
        (r"x^{a/2} \cdot x_{\max}", "x^(a/2) ⋅ x_max"),
        (r"\frac{a+b}{2}", "(a + b)/2"),
        (r"\frac12 \sqrt{x} - \sqrt[3]{a-1}", "1/2 √x − ³√(a − 1)"),
        (r"-b \pm 1", "−b ± 1"),
        (r"\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"\bar{x}, \overline{a+b}", "x̄, ‾(a + b)"),
        (r"\sin x + \log(y)", "sin x + log(y)"),
        (r"\binom{n}{k} \in \mathbb{R}", "(n¦k) ∈ ℝ"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1, 2; 3, 4)"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a = b = c"),
        (r"f'(x) \text{ når } x", "f′(x) når x"),
    ],
)
def test_a_formula_is_copied_as_it_is_written_on_one_line(source: str, line: str) -> None:
    assert on_one_line(read_formula(source)) == line


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_pieces_have_the_text_of_the_whole(source: str) -> None:
    tree = read_or_fault(source, display=False)
    assume(isinstance(tree, Row))
    assert isinstance(tree, Row)
    found = "".join(text for _, text in pieces(tree, SIZE))
    assert found.replace(" ", "") == on_one_line(tree).replace(" ", "")
