"""Worksheets filled in by keyboard in Firefox's reader pdf.js, saved there, and read again."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from pypdf import PdfReader

from tests.pdf_readers import pdfjs_files
from tests.sample_reports import sample
from tests.verify_support import assert_complies
from tests.web_support import SITE, page

NAME = "worksheets"
TYPED = "Vi prøver å møtes – «ærlig» talt"
_AT = """() => {
  const at = document.activeElement;
  return [at.tagName, at.type ?? "", at.name ?? "", at.parentElement?.title ?? ""];
}"""


class Stop(NamedTuple):
    """A place where the keyboard stops."""

    tag: str
    kind: str
    name: str
    said: str


def walked() -> tuple[list[Stop], bytes]:
    """Go through the file with Tab, write in each text, tick each box; give the stops and the saved file."""
    files = {**pdfjs_files("pdf_form.mjs"), "/file.pdf": sample(NAME).pdf}
    stops: list[Stop] = []
    with page(files=files) as opened:
        opened.goto(f"{SITE}/")
        opened.wait_for_function("globalThis.ready === true")
        while True:
            opened.keyboard.press("Tab")
            stop = Stop(*opened.evaluate(_AT))
            if stop.tag == "BODY" or len(stops) > 1000:
                break
            stops.append(stop)
            if stop.kind in {"text", "textarea"}:
                opened.keyboard.type(TYPED)
            elif stop.kind in {"checkbox", "radio"}:
                opened.keyboard.press("Space")
        return stops, bytes(opened.evaluate("() => saved()"))


def test_every_field_is_reached_in_reading_order_and_keeps_its_answer() -> None:
    reader = PdfReader(BytesIO(sample(NAME).pdf))
    fields = reader.get_fields() or {}
    stops, saved = walked()
    reached = list(dict.fromkeys(stop.name for stop in stops if stop.tag in {"INPUT", "TEXTAREA"}))
    assert reached == list(fields)
    named = {name: entries["/TU"] for name, entries in fields.items()}
    assert {
        stop.name: stop.said for stop in stops if stop.kind in {"textarea", "checkbox"}
    }.items() <= named.items()
    answers = PdfReader(BytesIO(saved)).get_fields() or {}
    for entries in answers.values():
        if entries["/FT"] == "/Tx":
            assert entries["/V"] == TYPED
        else:
            assert entries["/V"] not in {None, "/Off"}
    assert_complies(saved)
