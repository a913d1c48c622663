"""The contact sheet of the guide shows the art as it is drawn."""

from __future__ import annotations

import runpy
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from report_builder.graphics.art import Art
from tests.sample_reports import ROOT
from tests.theme.test_face import built_in

SCRIPT = ROOT / "scripts" / "write_faces.py"
MOST = 300_000


def test_it_is_the_one_that_is_drawn() -> None:
    script = runpy.run_path(str(SCRIPT))
    path: Path = script["SHEET"]
    drawn = script["sheet"](built_in("konstruktiv").palette).convert("RGB")
    with Image.open(path) as found:
        assert found.size == drawn.size
        difference = ImageChops.difference(found.convert("RGB"), drawn)
    assert max(ImageStat.Stat(difference).mean) < 1, "write it anew: scripts/write_faces.py"
    assert path.stat().st_size <= MOST
    assert all(len(set(script["SEEDS"][kind])) == 6 for kind in Art if kind is not Art.NONE)
