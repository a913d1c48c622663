"""Drawings in SVG as figures: shapes in the PDF under both standards, and files of their own in the book."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from pypdf import PdfReader

from report_builder.api import build
from tests.sample_reports import make_folder
from tests.verify_support import failures

DRAWN = sorted((Path(__file__).parents[1] / "graphics" / "svg" / "drawn").glob("*.svg"))
EVERY = "\n".join(f'![Prøve på {file.stem}](bilder/{file.name} "Tekst")\n' for file in DRAWN)


@contextmanager
def folder(chapter: str) -> Iterator[Path]:
    root = make_folder(f"# Kapittel\n\n{chapter}")
    try:
        for file in DRAWN:
            shutil.copy(file, root / "assets" / "bilder")
        yield root
    finally:
        shutil.rmtree(root)


def built(root: Path, *, epub: bool = False) -> bytes:
    outcome = build(root, epub=epub)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value.path.read_bytes()


def forms(pdf: bytes) -> list[Any]:
    """The drawings of a file, each once."""
    found = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        for form in page["/Resources"].get("/XObject", {}).values():  # type: ignore[attr-defined]
            read = form.get_object()
            if read["/Subtype"] == "/Form":
                found[form.idnum] = read
    return [*found.values()]


def test_every_drawing_is_shapes_and_the_file_keeps_to_both_standards() -> None:
    with folder(EVERY) as root:
        pdf = built(root)
        assert pdf == built(root)
    assert failures(pdf) == []
    drawn = forms(pdf)
    assert len(drawn) == len(DRAWN)
    assert not any(page.images for page in PdfReader(BytesIO(pdf)).pages)
    assert all(list(form["/BBox"])[:2] == [0, 0] and "/Matrix" in form for form in drawn)


def test_a_drawing_that_stands_twice_is_in_the_file_once() -> None:
    with folder("![En prøve](bilder/logo.svg)\n\n![En prøve til](bilder/logo.svg){width=40%}\n") as root:
        assert len(forms(built(root))) == 1


def test_the_book_has_each_drawing_as_it_was_read() -> None:
    with folder(EVERY) as root:
        built(root, epub=True)
        (book,) = (root / "output").glob("*.epub")
        with ZipFile(book) as opened:
            files = {name: opened.read(name) for name in opened.namelist() if name.endswith(".svg")}
            pages = b"".join(opened.read(name) for name in opened.namelist() if name.endswith(".xhtml"))
    assert len(files) == len(DRAWN)
    assert all(data.startswith(b"<svg ") and b'fill="#ffffff"' in data[:200] for data in files.values())
    assert all(f'alt="Prøve på {file.stem}"'.encode() in pages for file in DRAWN)
