"""The image of the cover on the site, in the sizes that windows need."""

from __future__ import annotations

import re
import shutil
from io import BytesIO

from PIL import Image

from report_builder.content.load import load_report
from report_builder.model.report import CoverImage, Report
from report_builder.publish.edition import Around, edition_pages
from report_builder.publish.markup.banner import banner, banner_files
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.sample_reports import SAMPLES, make_folder

COVER = "cover:\n  image: {file: forside.jpg, focus: 10% 50%, alt: Et hav i storm}\n"


def report(width: int, height: int, cover: str = COVER) -> Report:
    facts = (SAMPLES / "report.yaml").read_text("utf-8") + cover
    root = make_folder("# Kapittel\n\nTekst.\n", report=facts)
    try:
        image = Image.new("RGB", (width, height), "#f0f0a0")
        image.paste("#1020a0", (0, 0, width // 2, height))
        image.save(root / "assets" / "forside.jpg", quality=95)
        read = load_report(SourceFiles(root)).value
    finally:
        shutil.rmtree(root)
    assert read is not None
    return read


def image_of(read: Report) -> CoverImage:
    assert read.publication.face.image is not None
    return read.publication.face.image


def test_it_has_the_widths_that_windows_ask_for_and_no_more_than_the_image() -> None:
    for width, expected in ((3000, [800, 1600, 2400]), (1000, [800, 1000]), (300, [300])):
        files = banner_files(image_of(report(width, width // 2)))
        sizes = []
        for data in files.values():
            with Image.open(BytesIO(data)) as found:
                sizes.append(found.width)
        assert (
            sorted(sizes) == sorted(min(one, round(width // 4 * 3)) for one in expected) or sizes == expected
        )


def test_the_focus_decides_what_is_seen_of_it() -> None:
    *_, data = banner_files(image_of(report(2000, 200))).values()
    with Image.open(BytesIO(data)) as found:
        assert found.size == (600, 200)
        dots = [found.getpixel((x, 100)) for x in (5, 595)]
    for dot in dots:
        assert isinstance(dot, tuple)
        assert max(abs(one - other) for one, other in zip(dot, (16, 32, 160), strict=True)) < 12


def test_the_edition_shows_it_with_its_words() -> None:
    read, theme = report(3000, 1500), load_theme("konstruktiv").value
    assert theme is not None
    files = edition_pages(read, theme, Around("assets/", "", ""))
    text = files["index.html"].decode()
    (found,) = re.findall(r'<img class="field"[^>]*>', text)
    attributes = dict(re.findall(r'([a-z]+)="([^"]*)"', found))
    assert attributes["alt"] == "Et hav i storm"
    named = [part.split()[0] for part in attributes["srcset"].split(", ")]
    assert len(named) == 3
    assert all(address in files for address in named)
    assert attributes["src"] == named[-1]
    assert '<svg class="field"' not in text


def test_what_is_decoration_says_nothing() -> None:
    read = report(900, 300, "cover:\n  image: {file: forside.jpg, decorative: true}\n")
    assert ' alt=""' in banner(image_of(read))
    assert 'src="v1/rapport/bilder/' in banner(image_of(read), "v1/rapport/")
