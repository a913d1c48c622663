"""The programs that people read, search and copy a PDF with, as far as they can be asked here.

Each gives the text of every page as it is copied, and tells which phrases its search does not find.
docs/decisions/hyphens-at-line-ends.md has what they do with a word that is divided, and the versions.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from tests.pace import LONG
from tests.web_support import SITE, missing, page

_PDFJS = Path(sys.prefix) / "node_modules" / "pdfjs-dist"
_HERE = Path(__file__).parent
_FORM_FEED = "\f"
_PDFIUM_HYPHEN = "\ufffe"
"""What PDFium has for a hyphen that divides a word at the end of a line; Chromium drops it, it joins."""


class Reading(NamedTuple):
    """What a program makes of a file: the text of its pages, blanks made one, and the phrases not found."""

    pages: tuple[str, ...]
    lost: tuple[str, ...]


def copied(text: str, divided: str = "") -> str:
    """Text as it is pasted into a line: line ends are blanks; ``divided`` goes with a line end after it."""
    joined = re.sub(f"{divided}\r?\n", "", text) if divided else text
    return " ".join(joined.split())


def _in_copied(pages: Iterable[str], phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases that stand on none of the pages."""
    whole = tuple(pages)
    return tuple(phrase for phrase in phrases if not any(copied(phrase) in text for text in whole))


def poppler(pdf: bytes, phrases: Iterable[str] = (), *, as_written: bool = False) -> Reading:
    """Poppler, by pdftotext: what Evince and Okular show, and many indexes are made of.

    It finds columns by itself, unless the text is wanted ``as_written``.
    """
    program = shutil.which("pdftotext")
    if program is None:
        missing("pdftotext", "apt-get install poppler-utils")
    done = subprocess.run(
        [program, *(["-raw"] if as_written else []), "-enc", "UTF-8", "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
        timeout=LONG,
    )
    pages = tuple(copied(text) for text in done.stdout.decode().split(_FORM_FEED)[:-1])
    return Reading(pages, _in_copied(pages, phrases))


def pdfium(pdf: bytes, phrases: Iterable[str] = ()) -> Reading:
    """PDFium, which Chrome has; its own search knows no divided words, that of Chrome reads the text."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    pages = tuple(copied(text.replace(_PDFIUM_HYPHEN, "")) for text in texts)
    return Reading(pages, _in_copied(pages, phrases))


def mupdf(pdf: bytes, phrases: Iterable[str] = ()) -> Reading:
    """MuPDF, which SumatraPDF has, with the search and the text that it has for divided words."""
    try:
        pymupdf = import_module("pymupdf")
    except ImportError:
        missing("MuPDF", "pip install -c constraints.txt pymupdf-lite")
    flags = pymupdf.TEXT_DEHYPHENATE | pymupdf.TEXT_PRESERVE_WHITESPACE
    with pymupdf.open(stream=BytesIO(pdf), filetype="pdf") as document:
        texts = [(leaf, leaf.get_textpage(flags=flags)) for leaf in document]
        pages = tuple(copied(text.extractText()) for _, text in texts)
        lost = tuple(
            phrase
            for phrase in phrases
            if not any(leaf.search_for(phrase, textpage=text) for leaf, text in texts)
        )
    return Reading(pages, lost)


def pdfjs(pdf: bytes, phrases: Iterable[str] = ()) -> Reading:
    """Firefox's reader pdf.js, with its find controller; in a copy the hyphen and the line's end stay."""
    files = {**pdfjs_files("pdf_find.mjs"), "/file.pdf": pdf}
    with page(files=files) as opened:
        opened.goto(f"{SITE}/")
        opened.wait_for_function("globalThis.ready === true")
        answer = opened.evaluate("(phrases) => readPdf(phrases)", list(phrases))
    return Reading(tuple(copied(text, divided="-") for text in answer["pages"]), tuple(answer["lost"]))


_INDEX = b'<!doctype html><title>pdf.js</title><script type="module" src="do.mjs"></script>'


def pdfjs_files(script: str) -> dict[str, bytes]:
    """The files of pdf.js, and a page that runs ``script`` of this folder."""
    return {**_pdfjs_files(), "/index.html": _INDEX, "/do.mjs": (_HERE / script).read_bytes()}


@cache
def _pdfjs_files() -> dict[str, bytes]:
    folder = _PDFJS / "legacy"
    if not folder.exists():
        missing("pdf.js", "make tools")
    return {f"/pdfjs/{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*.mjs")}


Reader = Callable[[bytes, Iterable[str]], Reading]
READERS: dict[str, Reader] = {"poppler": poppler, "pdfium": pdfium, "mupdf": mupdf, "pdfjs": pdfjs}
