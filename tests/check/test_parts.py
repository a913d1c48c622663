"""What is another in a file that was built again is named, and nothing else is."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from msgspec.structs import replace

from report_builder.check.parts import differing_parts
from report_builder.finish import BuildStamp, finish
from report_builder.layout.result import LaidOut
from report_builder.model.tags import Element
from tests.finish.synthetic import Painter, make_report, sample
from tests.said import english

STAMP = BuildStamp("report-builder", "1")


def finished(laid_out: LaidOut, stamp: BuildStamp = STAMP) -> bytes:
    return finish(laid_out, make_report().publication, stamp)


@cache
def before() -> bytes:
    return finished(sample())


def told(after: bytes, than: bytes | None = None) -> list[str]:
    return [english(part) for part in differing_parts(than or before(), after)]


def test_the_compression_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = zlib.compress
    old = before()
    monkeypatch.setattr(zlib, "compress", lambda data, *_: whole(data, 1))
    after = finished(sample())
    assert after != old
    assert told(after) == ["only the compression differs; all content is the same"]


OTHER = (
    "text, tags, pages and metadata are the same, but something else in the file differs "
    "(fonts, pictures or bookmarks)"
)


def elements(laid_out: LaidOut) -> Iterator[Element]:
    waiting = [laid_out.structure]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [kid for kid in element.kids if isinstance(kid, Element)]


def other_alt(laid_out: LaidOut) -> LaidOut:
    figure = next(element for element in elements(laid_out) if element.alt)
    figure.alt = "Noe annet"
    return laid_out


def other_bookmark(laid_out: LaidOut) -> LaidOut:
    first, *others = laid_out.bookmarks
    return replace(laid_out, bookmarks=(replace(first, title="Noe annet"), *others))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (other_alt, ["the tags differ"]),
        (
            other_bookmark,
            [OTHER],
        ),
    ],
)
def test_what_is_on_no_page(change: Callable[[LaidOut], LaidOut], says: list[str]) -> None:
    assert told(finished(change(sample()))) == says


def test_the_metadata() -> None:
    assert told(finished(sample(), BuildStamp("report-builder", "2"))) == ["the metadata differs"]


def painted(*pages: str, x: float = 60) -> bytes:
    painter = Painter()
    document = Element("Document")
    for number, words in enumerate(pages):
        if number:
            painter.next_page()
        painter.text(document.add(Element("P")), words, x)
    return finished(painter.finished(document, []))


PAGES = tuple(f"Side {n} med tekst" for n in range(1, 13))


@pytest.mark.parametrize(
    ("after", "says"),
    [
        (painted(*PAGES, x=61), ["12 of 12 pages look different"]),
        (painted(*PAGES[:-1]), ["the text differs", "the file has 11 pages and had 12"]),
        (painted("Annen tekst", *PAGES[1:]), ["the text differs", "page 1 looks different"]),
        (
            painted(PAGES[0], "Annen", PAGES[2], "tekst", *PAGES[4:]),
            ["the text differs", "pages 2 and 4 look different"],
        ),
    ],
)
def test_text_and_pages(after: bytes, says: list[str]) -> None:
    assert told(after, painted(*PAGES)) == says
