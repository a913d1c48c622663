"""Write the pictures of README.md and of the authoring guide: pages as they are built today."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.publish.site.sites import NAME, served  # noqa: E402  the tests' reports, found only after the line above
from tests.sample_reports import Sample, sample  # noqa: E402
from tests.web_support import SITE, page  # noqa: E402

PICTURES = ROOT / "docs" / "bilder"
WIDTH = 400
GAP = 24
GROUND = (214, 219, 222)
COLOURS = 48
MANY_COLOURS = 192

# Each picture's report, and the anchors on whose pages its four sheets begin; "" is the cover.
SHEETS = {
    "rapport.png": ("report", ("", "anbefalinger", "fig-funn", "fig-uro")),
    "noktern.png": ("report-noktern", ("", "anbefalinger", "fig-funn", "fig-uro")),
    "guide.png": ("guide", ("hvorfor", "lister", "tabeller", "funn")),
}

# The windows of the website's picture: their size, and the address that each shows.
WEBSITE = "nettside.png"
WINDOWS = (
    (1360, 1100, f"/{NAME}/"),
    (1360, 1100, f"/{NAME}/v2/rapport/toppledergrupper.html"),
    (390, 892, f"/{NAME}/v2/rapport/innledning.html#evalueringer"),
)
TALL = 550


def picture(made: Sample, anchors: tuple[str, ...]) -> Image.Image:
    """Pages side by side, each ``WIDTH`` pixels wide, in few colours."""
    document = pypdfium2.PdfDocument(made.pdf)
    pages = [document[made.laid_out.anchors[anchor].page if anchor else 0] for anchor in anchors]
    return _side_by_side([page.render(scale=WIDTH / page.get_width()).to_pil() for page in pages])


def website() -> Image.Image:
    """The landing page and a chapter in wide windows, and a chapter on a telephone."""
    shots = []
    for width, height, address in WINDOWS:
        with page(width, height, files=served()) as opened:
            opened.goto(SITE + address)
            opened.evaluate("() => document.fonts.ready.then(() => true)")
            shot = Image.open(BytesIO(opened.screenshot()))
        shots.append(shot.resize((round(width * TALL / height), TALL), Image.Resampling.LANCZOS))
    return _side_by_side(shots, MANY_COLOURS)


def _side_by_side(images: Sequence[Image.Image], colours: int = COLOURS) -> Image.Image:
    width = sum(image.width + GAP for image in images) + GAP
    sheet = Image.new("RGB", (width, max(image.height for image in images) + 2 * GAP), GROUND)
    left = GAP
    for image in images:
        sheet.paste(image.convert("RGB"), (left, GAP))
        left += image.width + GAP
    return sheet.quantize(colours, dither=Image.Dither.NONE)


def main() -> None:
    """Write all pictures; that of the website needs a browser."""
    for file, (name, anchors) in SHEETS.items():
        picture(sample(name), anchors).save(PICTURES / file, optimize=True)
    try:
        shown = website()
    except pytest.skip.Exception as reason:
        print(f"{WEBSITE} was not written: {reason}", file=sys.stderr)
        return
    shown.save(PICTURES / WEBSITE, optimize=True)


if __name__ == "__main__":
    main()
