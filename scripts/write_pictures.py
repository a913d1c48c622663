"""Write the pictures of README.md and of the authoring guide: pages as they are built today."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pypdfium2
import pytest
from PIL import Image

from report_builder.cli.new import new

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.preview.live import running  # noqa: E402  the tests' helpers, found only after the line above
from tests.publish.site.sites import NAME, served  # noqa: E402
from tests.sample_reports import Sample, build_folder, sample  # noqa: E402
from tests.theme.test_house_style import house  # noqa: E402
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

# The same report in two columns of an A4 sheet.
COLUMNS = "spalter.png"
TWO = """\
extends: konstruktiv
page: {columns: 2, inner: 63, text_width: 226, column_gap: 18, margin_width: 0}
"""
ON_COLUMNS = ("innledning", "evalueringer", "ledelsesutfordringer", "sammendrag-funn")

# A house style in its three formats: of each, the theme and the anchors of its pages.
HOUSE_STYLE = "husstil.png"
IN_FORMATS = {"etaten": ("", "ventet"), "etaten-a5": ("aaret",), "etaten-skjerm": ("arbeidet",)}
HOUSE_HEIGHT = 420

# The windows of the website's picture: their size, and the address that each shows.
WEBSITE = "nettside.png"
WINDOWS = (
    (1360, 1100, f"/{NAME}/"),
    (1360, 1100, f"/{NAME}/v2/rapport/toppledergrupper.html"),
    (390, 892, f"/{NAME}/v2/rapport/innledning.html#evalueringer"),
)
TALL = 550

# The preview's pictures by the view that each shows; it opens with the pages.
PREVIEWS = {"forhandsvisning.png": "", "forhandsvisning-nettsted.png": "landing"}
PREVIEW_WIDTH = 1000
TEXT_SHEET = 4
SETTLED = 1500
"""Milliseconds in which the pictures of the pages have come."""


def picture(made: Sample, anchors: tuple[str, ...]) -> Image.Image:
    """Pages side by side, each ``WIDTH`` pixels wide, in few colours."""
    document = pypdfium2.PdfDocument(made.pdf)
    pages = [document[made.laid_out.anchors[anchor].page if anchor else 0] for anchor in anchors]
    return _side_by_side([page.render(scale=WIDTH / page.get_width()).to_pil() for page in pages])


def columns() -> Image.Image:
    """Pages of this report in two columns."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for part in ("content", "assets"):
            copytree(ROOT / part, root / part)
        theme = root / "assets" / "themes" / "spalter" / "theme.yaml"
        theme.parent.mkdir(parents=True)
        theme.write_text(TWO, encoding="utf-8")
        return picture(build_folder(root, theme.parent.name), ON_COLUMNS)


def house_style() -> Image.Image:
    """Pages of the agency that does not exist, in each of its formats."""
    pages = []
    for theme, anchors in IN_FORMATS.items():
        made = house(theme)
        document = pypdfium2.PdfDocument(made.pdf)
        for anchor in anchors:
            sheet = document[made.laid_out.anchors[anchor].page if anchor else 0]
            pages.append(sheet.render(scale=HOUSE_HEIGHT / sheet.get_height()).to_pil())
    return _side_by_side(pages, MANY_COLOURS)


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


def previews() -> dict[str, Image.Image]:
    """The preview of a new report, as it opens and with its landing page."""
    shots = {}
    with TemporaryDirectory() as folder:
        root = Path(folder) / "aarsrapport"
        new.main([str(root)], standalone_mode=False)
        with running(root) as address, page(1360, 850) as opened:
            opened.goto(address)
            opened.wait_for_selector("body[data-shown]")
            opened.wait_for_selector(".on-page", state="attached")
            opened.locator(".sheet").nth(TEXT_SHEET).scroll_into_view_if_needed()
            opened.locator(".sheet").nth(TEXT_SHEET).click(position={"x": 260, "y": 330})
            for file, view in PREVIEWS.items():
                if view:
                    opened.locator(f'[data-choose="{view}"]').click()
                    opened.wait_for_function("view => document.body.dataset.view === view", arg=view)
                    opened.wait_for_function("() => Number(document.body.dataset.site) > 0")
                opened.wait_for_timeout(SETTLED)
                shot = Image.open(BytesIO(opened.screenshot())).convert("RGB")
                size = (PREVIEW_WIDTH, round(shot.height * PREVIEW_WIDTH / shot.width))
                shots[file] = shot.resize(size, Image.Resampling.LANCZOS)
    return shots


def _side_by_side(images: Sequence[Image.Image], colours: int = COLOURS) -> Image.Image:
    width = sum(image.width + GAP for image in images) + GAP
    sheet = Image.new("RGB", (width, max(image.height for image in images) + 2 * GAP), GROUND)
    left = GAP
    for image in images:
        sheet.paste(image.convert("RGB"), (left, GAP))
        left += image.width + GAP
    return sheet.quantize(colours, dither=Image.Dither.NONE)


def main() -> None:
    """Write all pictures; those of the website and the preview need a browser."""
    for file, (name, anchors) in SHEETS.items():
        picture(sample(name), anchors).save(PICTURES / file, optimize=True)
    columns().save(PICTURES / COLUMNS, optimize=True)
    house_style().save(PICTURES / HOUSE_STYLE, optimize=True)
    try:
        shown = website()
    except pytest.skip.Exception as reason:
        print(f"{WEBSITE} and the preview were not written: {reason}", file=sys.stderr)
        return
    shown.save(PICTURES / WEBSITE, optimize=True)
    for file, shot in previews().items():
        shot.quantize(MANY_COLOURS, dither=Image.Dither.NONE).save(PICTURES / file, optimize=True)


if __name__ == "__main__":
    main()
