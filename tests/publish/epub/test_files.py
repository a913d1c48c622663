"""A book as a file: the same bytes each time, and everything in it named."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from report_builder.publish.epub import BookFacts, make_epub
from tests.conftest import BASE
from tests.publish.epub.books import RICH, book, files, made, spine, theme
from tests.sample_reports import EVERY

_MAKE = """
import hashlib, sys
from pathlib import Path
from report_builder import api
built = api.build(sys.argv[1], output=Path(sys.argv[2], "report.pdf"), epub=True).value
print(hashlib.sha256(built.book.read_bytes()).hexdigest())
"""


def test_the_same_report_gives_the_same_bytes_in_every_process(tmp_path: pytest.TempPathFactory) -> None:
    digests = set()
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        done = subprocess.run(
            [sys.executable, "-c", _MAKE, str(BASE), str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": seed},
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_a_file_is_known_by_its_first_bytes_and_has_no_time() -> None:
    data = book("report")
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with ZipFile(BytesIO(data)) as pack:
        entries = pack.infolist()
    assert entries[0].compress_type == ZIP_STORED
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", [*EVERY, *RICH])
def test_no_reading_program_has_to_know_names_of_values(name: str) -> None:
    """And none has to choose between two drawings."""
    for path, data in files(name).items():
        if path.endswith((".xhtml", ".css")):
            assert b"var(" not in data
            assert b'class="narrow"' not in data
            assert b'fill="black"' not in data


def test_images_are_of_kinds_that_every_reading_program_knows() -> None:
    for name in ("figures", "report", *RICH):
        pictures = [path for path in files(name) if path.startswith("bilder/")]
        assert pictures
        assert all(path.endswith((".png", ".jpg")) for path in pictures)


def test_every_page_of_a_draft_says_so() -> None:
    sample = made("notes")
    draft = make_epub(sample.report, theme("notes"), sample.pdf, BookFacts("r.pdf", draft=True))
    with ZipFile(BytesIO(draft)) as pack:
        pages = {name: pack.read(name).decode() for name in pack.namelist() if name.endswith(".xhtml")}
    said = {name for name, page in pages.items() if '<p class="draft">Utkast</p>' in page}
    assert said == pages.keys() - {"EPUB/cover.xhtml", "EPUB/contents.xhtml"}


def test_fonts_keep_their_licence() -> None:
    from fontTools.ttLib import TTFont

    fonts = {path: data for path, data in files("report").items() if path.startswith("fonts/")}
    assert len(fonts) > 5
    for data in fonts.values():
        with TTFont(BytesIO(data)) as font:
            assert "SIL Open Font License" in font["name"].getDebugName(13)
            assert font["name"].getDebugName(0)


@pytest.mark.parametrize("name", [*EVERY, *RICH])
def test_every_large_number_is_drawn_in_its_own_font(name: str) -> None:
    """One in a passage of another language too, which has another decimal sign."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(files(name)["fonts/light-regular.woff2"])) as font:
        there = set(map(chr, font.getBestCmap()))
    for page in spine(name).values():
        for one in page.elements:
            if one.name == "p" and "value" in one.classes:
                assert set("".join(one.find("span").words)) <= there
