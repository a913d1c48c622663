"""Write the pictures of README.md and of the authoring guide: pages as they are built today."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.sample_reports import Sample, sample  # noqa: E402  the tests' reports, found only after the line above

PICTURES = ROOT / "docs" / "bilder"
WIDTH = 400
GAP = 24
GROUND = (214, 219, 222)
COLOURS = 48

# Each picture's report, and the anchors on whose pages its four sheets begin; "" is the cover.
SHEETS = {
    "rapport.png": ("report", ("", "anbefalinger", "fig-funn", "fig-uro")),
    "noktern.png": ("report-noktern", ("", "anbefalinger", "fig-funn", "fig-uro")),
    "guide.png": ("guide", ("hvorfor", "lister", "tabeller", "funn")),
}


def picture(made: Sample, anchors: tuple[str, ...]) -> Image.Image:
    """Pages side by side, each ``WIDTH`` pixels wide, in few colours."""
    document = pypdfium2.PdfDocument(made.pdf)
    pages = [document[made.laid_out.anchors[anchor].page if anchor else 0] for anchor in anchors]
    images = [page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB") for page in pages]
    height = max(image.height for image in images)
    sheet = Image.new("RGB", (len(images) * (WIDTH + GAP) + GAP, height + 2 * GAP), GROUND)
    for index, image in enumerate(images):
        sheet.paste(image, (GAP + index * (WIDTH + GAP), GAP))
    return sheet.quantize(COLOURS, dither=Image.Dither.NONE)


def main() -> None:
    """Write all pictures."""
    for file, (name, anchors) in SHEETS.items():
        picture(sample(name), anchors).save(PICTURES / file, optimize=True)


if __name__ == "__main__":
    main()
