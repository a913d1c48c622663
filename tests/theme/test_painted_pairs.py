"""No pair of colours is painted that the table of the theme has not looked at, whatever a report shows."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from report_builder.graphics.scene import GROUND, Label
from report_builder.layout.blocks.rows import Item, RuleItem, SceneItem, TextItem
from report_builder.layout.blocks.setting import operator
from report_builder.layout.pages.page import PlacedRow
from report_builder.layout.paint.painter import _PagePainting
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.contrast import DRAWN, QUIET, Grounds, contrast_pairs
from report_builder.theme.model import SheetKind, Theme
from tests.sample_reports import NAMES, ROOT, SAMPLES, build_folder, make_folder

Pair = tuple[str, str]


class Recorder:
    """Notes the colour of all that is painted, and the colour of the ground that it stands on."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.names = {operator(colour): name for name, colour in theme.palette.items()}
        self.texts: set[Pair] = set()
        self.drawings: set[Pair] = set()
        self.colours: set[str] = set()

    def note(self, page: Any, item: Item, placed: PlacedRow) -> None:
        ground = self.ground(page, placed)
        if isinstance(item, TextItem):
            looks = (segment.look for line in item.lines for segment in line.segments)
            self.texts |= {(self.names[look.colour], ground) for look in looks}
        elif isinstance(item, RuleItem):
            self.colours.add(item.colour)
            if item.element is not None:
                self.drawings.add((item.colour, ground))
        elif isinstance(item, SceneItem):
            shapes = [shape for shape in item.scene.shapes if not isinstance(shape, Label)]
            used = {
                name
                for shape in shapes
                if shape.part != GROUND
                for name in (getattr(shape, "fill", None), shape.stroke)
                if name
            }
            self.colours |= used
            self.drawings |= {(name, ground) for name in used}
            discs = {shape.fill for shape in shapes if not hasattr(shape, "x1") and shape.fill}
            for label in item.labels:
                for line in label.lines:
                    for segment in line.segments:
                        name = self.names[segment.look.colour]
                        # What is written in the colour of the page stands on what is drawn.
                        self.texts |= (
                            {(name, disc) for disc in discs & {*DRAWN}} if name in QUIET else {(name, ground)}
                        )

    def ground(self, page: Any, placed: PlacedRow) -> str:
        # A narrow one is the bar beside a quotation.
        held: list[str] = [
            frame.frame.ground.name
            for _, frame in page._page.frames
            if frame.frame.ground
            and frame.frame.width > 20
            and frame.top - 0.1 <= placed.y <= frame.bottom + 0.1
        ]
        if held:
            return held[-1]
        kind = SheetKind.OPENER if page._page.opener else page._page.kind.sheet
        return self.theme.sheets[kind].ground.name if kind else "paper"


@pytest.fixture
def recorder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    theme = load_theme(request.param, SourceFiles(ROOT)).value
    assert theme is not None
    found = Recorder(theme)
    paint = _PagePainting._item

    def item(self: Any, what: Item, x: float, top: float, placed: PlacedRow) -> None:
        found.note(self, what, placed)
        paint(self, what, x, top, placed)

    monkeypatch.setattr(_PagePainting, "_item", item)
    return found


@pytest.mark.parametrize("recorder", ["konstruktiv", "noktern"], indirect=True)
def test_every_pair_that_is_painted_was_looked_at(recorder: Recorder) -> None:
    for name in NAMES:
        root = make_folder((SAMPLES / "chapters" / f"{name}.md").read_text(encoding="utf-8"))
        try:
            build_folder(root, recorder.theme.name)
        finally:
            shutil.rmtree(root)
    theme = recorder.theme
    covers = (theme.sheets[kind].ground.name for kind in (SheetKind.COVER, SheetKind.BACK))
    boxes = (box.ground.name for box in theme.boxes.values() if box.ground)
    grounds = Grounds(
        covers, (theme.sheets[SheetKind.OPENER].ground.name,), boxes, theme.lists.colour, theme.tables
    )
    pairs = contrast_pairs(theme.styles, theme.palette, grounds)
    looked_at = {frozenset((pair.colour.name, pair.ground.name)) for pair in pairs}
    assert len(recorder.texts) > 6
    assert len(recorder.drawings) > 6
    assert {
        (name, ground) for name, ground in recorder.texts if frozenset((name, ground)) not in looked_at
    } == set()
    said = {(name, ground) for name, ground in recorder.drawings if name not in QUIET}
    assert {pair for pair in said if frozenset(pair) not in looked_at} == set()
    assert recorder.colours <= {*DRAWN, *QUIET}
