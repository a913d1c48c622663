"""What tests of drawings share: a face whose letters are all half an em wide, and boxes around labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from report_builder.diagnostics import SourceSpan
from report_builder.graphics.scene import Curve, Label, Line, Measure, Path, Rect, Scene, Shape, TypeSize
from report_builder.model.findings import Finding


@dataclass(frozen=True)
class Size:
    size: float
    leading: float


STYLES = {
    "label": Size(9, 12),
    "chart_label": Size(9, 12),
    "table_head": Size(8.5, 12),
    "chart_value": Size(15, 18),
    "caption": Size(8.5, 12),
}


def measure(text: str, style: str) -> float:
    return len(text) * STYLES[style].size * 0.5


def finding(statement: str, value: str, unit: str = "%") -> Finding:
    """A finding with nothing but its statement and its value."""
    display = f"{value.replace('.', ',')} {unit}".strip()
    return Finding(
        "x", Decimal(value), unit, display, statement, "", None, "", "", SourceSpan("findings.yaml")
    )


_STATEMENTS = st.text("abcdefghij ", min_size=1, max_size=160).filter(str.strip)
_SHARES = st.decimals(0, 100, places=1)
_AMOUNTS = st.one_of(
    _SHARES,
    st.sampled_from(["0", "0.4", "99.95", "-12", "143", "1240000", "0.002", "-980000000"]).map(Decimal),
    st.decimals(-1000, 1000, places=1),
    st.integers(-(10**9), 10**9).map(Decimal),
)
_UNITS = ["grupper", "", "mill. kroner", "prosentpoeng", "samfunnssikkerhetsgjennomganger"]


def _of(unit: str, values: st.SearchStrategy[Decimal], most: int = 7) -> st.SearchStrategy[list[Finding]]:
    rows = st.tuples(_STATEMENTS, values.map(lambda value: format(value, "f")))
    return st.lists(rows.map(lambda row: finding(*row, unit)), min_size=1, max_size=most)


FINDINGS = st.one_of(
    _of("%", _SHARES), _of("%", _AMOUNTS), st.sampled_from(_UNITS).flatmap(lambda unit: _of(unit, _AMOUNTS))
)
"""What a chart may be made of: shares of a hundred, or values of any size in one unit."""


class Box:
    """The letters of a label, as ``measure`` and ``styles`` have them."""

    def __init__(self, label: Label, measure: Measure, styles: Mapping[str, TypeSize]) -> None:
        size = styles[label.style].size
        self.label = label
        width = measure(label.text, label.style)
        self.left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        self.top = label.y - 0.74 * size
        self.right = self.left + width
        self.bottom = label.y + 0.22 * size

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, x: float, y: float) -> bool:
        return self.left < x < self.right and self.top < y < self.bottom


def boxes(scene: Scene, measure: Measure = measure, styles: Mapping[str, TypeSize] = STYLES) -> list[Box]:
    return [Box(label, measure, styles) for label in scene.labels]


def assert_readable(
    scene: Scene, measure: Measure = measure, styles: Mapping[str, TypeSize] = STYLES
) -> None:
    """No label leaves the drawing or meets another, and no stroke runs through one."""
    found = boxes(scene, measure, styles)
    for box in found:
        assert box.left >= -0.02, box.label
        assert box.top >= -0.02, box.label
        assert box.right <= scene.width + 0.02, box.label
        assert box.bottom <= scene.height + 0.02, box.label
    for index, one in enumerate(found):
        for other in found[:index]:
            assert not one.meets(other), (one.label, other.label)
    for shape in scene.shapes:
        for x, y in stroke_points(shape):
            hit = next((box for box in found if box.holds(x, y)), None)
            assert hit is None, shape


def assert_inside(scene: Scene) -> None:
    """Nothing that is drawn leaves the drawing, where it would be cut off."""
    for shape in scene.shapes:
        for x, y in (*stroke_points(shape), *corners(shape)):
            assert -0.1 <= x <= scene.width + 0.1, shape
            assert -0.1 <= y <= scene.height + 0.1, shape


def stroke_points(shape: Shape) -> Iterator[tuple[float, float]]:
    """Points on what is stroked and not filled; discs and heads are grounds of their own."""
    if isinstance(shape, Line):
        yield from between((shape.x1, shape.y1), (shape.x2, shape.y2))
    elif isinstance(shape, Path) and shape.fill is None:
        yield from path_points(shape)


def path_points(path: Path) -> Iterator[tuple[float, float]]:
    at = (0.0, 0.0)
    for segment in path.segments:
        end = (segment.x, segment.y)
        if isinstance(segment, Curve):
            for step in range(9):
                u = step / 8
                v = 1 - u
                weights = (v**3, 3 * v * v * u, 3 * v * u * u, u**3)
                xs = (at[0], segment.x1, segment.x2, segment.x)
                ys = (at[1], segment.y1, segment.y2, segment.y)
                yield (
                    sum(w * x for w, x in zip(weights, xs, strict=True)),
                    sum(w * y for w, y in zip(weights, ys, strict=True)),
                )
        at = end


def corners(shape: Shape) -> Iterable[tuple[float, float]]:
    if isinstance(shape, Rect):
        return [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
    return list(path_points(shape)) if isinstance(shape, Path) and shape.fill else []


def between(start: tuple[float, float], end: tuple[float, float]) -> Iterator[tuple[float, float]]:
    for step in range(41):
        share = step / 40
        yield start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
