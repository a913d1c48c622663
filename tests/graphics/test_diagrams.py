from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from report_builder.content.drawings import shape_of
from report_builder.diagnostics import SourceSpan
from report_builder.graphics.diagrams import draw_diagram, draw_narrow
from report_builder.graphics.lettering import TooNarrowError
from report_builder.graphics.scene import Label, Scene
from report_builder.model.blocks import DiagramItem, DiagramKind
from report_builder.theme.model import COLOUR_NAMES, STYLE_NAMES
from tests.graphics.drawn import STYLES, assert_inside, assert_readable, measure

SPAN = SourceSpan("k1.md", 1)
CYCLE, STEPS, BALANCE, GROUPS = (
    DiagramKind.CYCLE,
    DiagramKind.STEPS,
    DiagramKind.BALANCE,
    DiagramKind.GROUPS,
)


def item(name: str, text: str = "", *parts: str) -> DiagramItem:
    return DiagramItem(name, text, parts, SPAN)


def draw(kind: DiagramKind, items: list[DiagramItem], width: float = 340) -> Scene:
    return draw_diagram(kind, items, width, measure, STYLES)


EXAMPLES = {
    "loop": (CYCLE, [item("Egen gruppe", "prøve", "ut"), item("Felles arena", "dele", "hjem")]),
    "ring of three": (CYCLE, [item("Plan", "hva vi vil", "ut"), item("Gjøre"), item("Lære", "av det", "om")]),
    "ring of five": (CYCLE, [item(name, "og mer", "videre") for name in "ABCDE"]),
    "steps": (STEPS, [item("En", "det første"), item("To"), item("Tre", "det siste")]),
    "balance": (BALANCE, [item("Ro"), item("Uro", "med retning"), item("Kaos", "uten")]),
    "groups": (GROUPS, [item("Felles arena", f"Kull {name}", *"1234") for name in "ABC"]),
}


def lines_of(scene: Scene) -> str:
    return " ".join(label.text for label in scene.labels)


def texts(length: int) -> st.SearchStrategy[str]:
    """Words with single blanks between them, now and then a long one."""
    word = st.text("abcdefghijklmno", min_size=1, max_size=8) | st.text("mn", min_size=1, max_size=14)
    return st.lists(word, min_size=1, max_size=length).map(" ".join)


@st.composite
def diagrams(draw: st.DrawFn) -> tuple[DiagramKind, list[DiagramItem]]:
    kind = draw(st.sampled_from(DiagramKind))
    shape = shape_of(kind)
    count = draw(st.integers(*shape.items))
    items = []
    for _ in range(count):
        parts = draw(st.lists(texts(3), min_size=shape.parts[0], max_size=shape.parts[1]))
        items.append(item(draw(texts(5)), draw(st.just("") | texts(14)), *parts))
    return kind, items


def test_every_kind_has_an_example() -> None:
    assert {kind for kind, _ in EXAMPLES.values()} == set(DiagramKind)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("width", [340, 470])
def test_an_example_is_readable_and_whole(name: str, width: float) -> None:
    kind, items = EXAMPLES[name]
    scene = draw(kind, items, width)
    assert scene.width == width
    assert_readable(scene)
    assert_inside(scene)


@pytest.mark.parametrize("name", EXAMPLES)
def test_texts_stand_in_reading_order(name: str) -> None:
    kind, items = EXAMPLES[name]
    expected = " ".join(text for i in items for text in (i.name, i.text, *i.parts) if text)
    assert lines_of(draw(kind, items)) == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_colours_and_styles_are_names_of_the_theme(name: str) -> None:
    for shape in draw(*EXAMPLES[name]).shapes:
        if isinstance(shape, Label):
            assert shape.style in STYLE_NAMES
            assert shape.fill is None or shape.fill in COLOUR_NAMES
        else:
            colours = {getattr(shape, "fill", None), shape.stroke if hasattr(shape, "stroke") else None}
            assert colours - {None} <= set(COLOUR_NAMES)


@settings(max_examples=100, deadline=None)
@given(diagrams(), st.sampled_from([90.0, 120.0, 220.0, 340.0, 470.0, 560.0]))
@example((CYCLE, [item("Lære", "gjør noe"), item("Øve", "gjør noe")]), 101.0)
@example((CYCLE, [item("a", "", "mm mm mm mm"), item("b", "nn " * 40 + "n"), item("c")]), 340.0)
@example((GROUPS, [item("a", "b", *(["c d e"] * 8))]), 340.0)
@example((DiagramKind.STEPS, [item("a")] * 4), 90.0)
@example((DiagramKind.STEPS, [item("a")] * 5), 90.0)
@example((DiagramKind.STEPS, [item("a")] * 6), 120.0)
def test_no_label_leaves_the_drawing_or_meets_anything(
    drawn: tuple[DiagramKind, list[DiagramItem]], width: float
) -> None:
    kind, items = drawn
    try:
        scene = draw(kind, items, width)
    except TooNarrowError:
        assume(False)
    assert_readable(scene)
    assert_inside(scene)
    found = sorted(lines_of(scene).split())
    assert found == sorted(" ".join(t for i in items for t in (i.name, i.text, *i.parts)).split())


@settings(max_examples=60, deadline=None)
@given(diagrams())
def test_ordinary_words_always_have_room(drawn: tuple[DiagramKind, list[DiagramItem]]) -> None:
    kind, items = drawn
    short = [
        item(
            " ".join(word[:6] for word in i.name.split()[:2]),
            " ".join(word[:8] for word in i.text.split()[:5]),
            *(part.split()[0][:5] for part in i.parts[:4]),
        )
        for i in items
    ]
    scene = draw(kind, short if kind is not GROUPS else short[:3], 470)
    assert scene.height < 500


@pytest.mark.parametrize("kind", DiagramKind)
def test_a_word_without_room_is_told(kind: DiagramKind) -> None:
    word = "m" * 200
    shape = shape_of(kind)
    items = [item(word, "", *(["a"] * shape.parts[0])) for _ in range(shape.items[0])]
    with pytest.raises(TooNarrowError, match=word):
        draw(kind, items)


def test_the_same_items_give_the_same_drawing() -> None:
    for kind, items in EXAMPLES.values():
        assert draw(kind, items) == draw(kind, items)


def test_a_loop_grows_with_its_texts() -> None:
    short = draw(CYCLE, [item("A"), item("B")])
    tall = draw(CYCLE, [item("A", "ord " * 60 + "ord"), item("B")])
    assert tall.height > 2 * short.height
    assert_readable(tall)


def test_each_step_stands_higher_than_the_one_before() -> None:
    scene = draw(STEPS, [item(name) for name in ("En", "To", "Tre", "Fire")])
    heights = [label.y for label in scene.labels]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 4


@pytest.mark.parametrize("name", ["loop", "ring of three", "ring of five", "steps"])
@pytest.mark.parametrize("width", [90, 101, 340])
def test_in_a_narrow_place_items_stand_below_each_other(name: str, width: float) -> None:
    kind, items = EXAMPLES[name]
    scene = draw_narrow(kind, items, width, measure, STYLES)
    assert scene.width == width
    assert_readable(scene)
    assert_inside(scene)
    assert lines_of(scene) == " ".join(t for i in items for t in (i.name, i.text, *i.parts) if t)
    assert [label.y for label in scene.labels] == sorted(label.y for label in scene.labels)


@settings(max_examples=60, deadline=None)
@given(diagrams(), st.sampled_from([90.0, 120.0, 220.0]))
def test_whatever_stands_in_a_narrow_place_is_readable(
    drawn: tuple[DiagramKind, list[DiagramItem]], width: float
) -> None:
    kind, items = drawn
    try:
        scene = draw_narrow(kind, items, width, measure, STYLES)
    except TooNarrowError:
        assume(False)
    assert_readable(scene)
    assert_inside(scene)
