"""What a browser shows when a reader asks for the text alone: all of it, and nothing twice.

Firefox does this by Mozilla's Readability, and others by what was made of it. It sees no style sheet: it
guesses by elements, classes and ids what is text and what stands around it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from report_builder.publish.addresses import INDEX, WHOLE
from report_builder.publish.markup.html import element
from tests.publish.edition.reading import mark, parse
from tests.publish.edition.support import FOLDER, site
from tests.sample_reports import ALL
from tests.web_support import SITE, missing, page

_READABILITY = Path(sys.prefix) / "node_modules" / "@mozilla" / "readability"
_LOST = 0.01
"""So much of a page's characters may be lost, and as much may be there that is not on the page."""


@cache
def _sources() -> str:
    if not _READABILITY.exists():
        missing("Readability", "make tools")
    names = ("Readability.js", "Readability-readerable.js")
    return "\n".join((_READABILITY / name).read_text("utf-8") for name in names)


def read(opened: Page) -> tuple[bool, str]:
    """Whether a browser would offer to show the page for reading, and the words that it would show."""
    found: tuple[bool, str] = opened.evaluate(
        f"""() => {{ {_sources()}
            const offered = isProbablyReaderable(document)
            const article = new Readability(document.cloneNode(true)).parse()
            const shown = new DOMParser().parseFromString(article.content, 'text/html')
            return [offered, article.title + '\\n' + shown.body.innerText]
        }}"""
    )
    return found


def letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\s\u00ad\u200b#]+", "", text))


def lost_and_more(path: str, files: Mapping[str, bytes], opened: Page) -> tuple[float, float]:
    """Which part of the letters of a page is lost, and how many more there are than it has, as a part too.

    The numbers of an axis are part of the picture, and the browser numbers lists.
    """
    _, shown = read(opened)
    found = parse(files[path])
    main = found.find("main")
    drawn = [one.said for one in main.elements if one.attributes.get("data-part") == "drawing"]
    marks = [mark(one) for one in main.elements if one.name == "li"]
    wanted, got = letters(" ".join(main.words)) - letters(" ".join((*drawn, *marks))), letters(shown)
    # The signs of a formula are shown, and its words are what is said of it.
    beside = [one for one in found.elements if "data-site" in one.attributes or one.name == "math"]
    site = [own.said for own in beside]
    may_be = wanted + letters(" ".join((opened.title(), *site)))
    return (wanted - got).total() / wanted.total(), (got - may_be).total() / wanted.total()


@pytest.mark.parametrize("name", ["report", "guide", ALL])
def test_reader_mode_keeps_what_a_page_says_and_says_it_once(name: str) -> None:
    files = site(name)
    pages = [path for path in files if path.startswith(FOLDER) and path.endswith(".html")]
    pages.remove(f"{FOLDER}{INDEX}")
    with page(1440, files=files) as opened:
        for path in pages:
            opened.goto(f"{SITE}{path}")
            lost, more = lost_and_more(path, files, opened)
            assert lost <= _LOST, path
            assert more <= _LOST, path
    assert f"{FOLDER}{WHOLE}" in pages


@pytest.mark.parametrize("name", ["report", "guide"])
def test_it_is_offered_for_text_and_not_for_a_list_of_contents(name: str) -> None:
    files = site(name)
    with page(1440, files=files) as opened:
        for path, offered in ((WHOLE, True), (INDEX, False)):
            opened.goto(f"{SITE}{FOLDER}{path}")
            assert read(opened)[0] is offered


_TEXT = "Gruppen prøver en ting til mandag, og ser etter om det ble slik den ville. "


@pytest.mark.parametrize("role", ["note", None])
def test_no_id_makes_a_text_what_stands_around_one(role: str | None) -> None:
    """An author has a chapter on related work, and one on social media; their ids say so."""
    names = (
        "related-work related comments community contact extra footer header legends media menu meta promo "
        "remark remarks replies rss scroll shopping sidebar social-media social sponsors supplemental tags "
        "widget banner"
    )
    parts = [
        element("section" if role is None else "div", element("p", f"{name} {_TEXT * 3}"), id=name, role=role)
        for name in names.split()
    ]
    text = element("html", element("body", element("main", element("p", _TEXT * 20), *parts)))
    with page(files={"/": b"", "/index.html": f"<!DOCTYPE html>{text}".encode()}) as opened:
        opened.goto(f"{SITE}/")
        _, shown = read(opened)
    assert [name for name in names.split() if f"{name} {_TEXT[:20]}" not in shown] == []
