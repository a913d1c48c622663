"""Write the pictures of README.md and of the authoring guide: pages as they are built today."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.sample_reports import sample  # noqa: E402  the tests' reports, found only after the line above

PICTURES = ROOT / "docs" / "bilder"
WIDTH = 400
GAP = 24
GROUND = (214, 219, 222)
COLOURS = 48

# Pages, counted from 0: cover, a chapter's first page, a chart, a diagram; and the guide's example.
SHEETS = {
    "rapport.png": ("report", (0, 19, 11, 17)),
    "noktern.png": ("report-noktern", (0, 19, 11, 17)),
    "guide.png": ("guide", (4, 5, 6, 7)),
}


def picture(pdf: bytes, pages: tuple[int, ...]) -> Image.Image:
    """Pages side by side, each ``WIDTH`` pixels wide, in few colours."""
    document = pypdfium2.PdfDocument(pdf)
    images = [
        document[number].render(scale=WIDTH / document[number].get_width()).to_pil().convert("RGB")
        for number in pages
    ]
    height = max(image.height for image in images)
    sheet = Image.new("RGB", (len(images) * (WIDTH + GAP) + GAP, height + 2 * GAP), GROUND)
    for index, image in enumerate(images):
        sheet.paste(image, (GAP + index * (WIDTH + GAP), GAP))
    return sheet.quantize(COLOURS, dither=Image.Dither.NONE)


def main() -> None:
    """Write all pictures."""
    for file, (name, pages) in SHEETS.items():
        picture(sample(name).pdf, pages).save(PICTURES / file, optimize=True)


if __name__ == "__main__":
    main()
