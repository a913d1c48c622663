"""Pillow is not loaded before a picture is read, and is then what it always was, under all of its names."""

from __future__ import annotations

import subprocess
import sys

import pytest

_BEFORE = """
import sys
from report_builder.cli.late_pillow import load_pillow_late
load_pillow_late()
import reportlab.lib.utils as utils
import reportlab.pdfgen.canvas, pypdf
from PIL import Image
assert "PIL._imaging" not in sys.modules
assert not utils._isPILImage(object())
assert "PIL._imaging" not in sys.modules
"""
_USES = {
    "drawn": "picture = Image.new('RGB', (2, 3)); assert picture.size == (2, 3)",
    "through its package": "import PIL.Image; assert PIL.Image.new('L', (1, 1)).mode == 'L'",
    "a name of it": "from PIL.Image import Resampling; assert Resampling.LANCZOS",
    "another module of it": "from PIL import ImageOps; assert ImageOps.mirror(Image.new('L', (1, 1)))",
    "drawn upon": "from PIL import ImageDraw; ImageDraw.Draw(Image.new('L', (9, 9))).line((0, 0, 9, 9))",
    "what it is": "assert isinstance(Image.new('L', (1, 1)), Image.Image) and type(Image) is type(sys)",
    "as a setting": "Image.MAX_IMAGE_PIXELS = 7; assert Image.open.__globals__['MAX_IMAGE_PIXELS'] == 7",
    "read by ReportLab": "assert utils.ImageReader(Image.new('RGB', (4, 5))).getSize() == (4, 5)",
    "known to ReportLab": "assert utils._isPILImage(Image.new('L', (1, 1)))",
    "a name that is not there": "assert not hasattr(Image, 'nothing_of_the_kind')",
    "by several at once": (
        "from threading import Barrier, Thread; found = []; ready = Barrier(8)\\n"
        "def use():\\n    ready.wait(); found.append(Image.new('L', (1, 1)).size)\\n"
        "threads = [Thread(target=use) for _ in range(8)]\\n"
        "[one.start() for one in threads]; [one.join() for one in threads]; assert found == [(1, 1)] * 8"
    ),
}


@pytest.mark.parametrize("use", _USES)
def test_it_is_loaded_when_a_picture_is_used(use: str) -> None:
    code = f"{_BEFORE}\n{_USES[use]}\nassert 'PIL._imaging' in sys.modules\n".replace("\\n", "\n")
    subprocess.run([sys.executable, "-c", code], check=True)
