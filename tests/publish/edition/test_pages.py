"""The pages in a real browser, and under the eyes of the HTML checker and of axe."""

from __future__ import annotations

import gzip

import pytest

from report_builder.publish.edition import INDEX, WHOLE, page_names
from tests.publish.edition.support import FOLDER, edition, site, style_sheet
from tests.sample_reports import EVERY, NAMES, sample
from tests.web_support import SITE, axe, enlarge_text, page, sideways, validate_all

KINDS = (INDEX, "innledning.html", WHOLE)
"""One page of each kind; the page of everything has every kind of block."""


def address(path: str) -> str:
    return f"{SITE}{FOLDER}{path}"


def test_every_page_and_the_style_sheet_are_valid() -> None:
    pages = {
        f"{name}/{path}": data
        for name in EVERY
        for path, data in edition(name).items()
        if path.endswith(".html")
    }
    assert len(pages) > 3 * len(EVERY) - 1
    assert validate_all({**pages, "edition.css": style_sheet()}) == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(path: str, width: int) -> None:
    with page(width, files=site("report")) as opened:
        opened.goto(address(path))
        assert axe(opened) == []


@pytest.mark.parametrize("name", [*NAMES, "guide", "report-noktern"])
def test_axe_finds_nothing_in_any_kind_of_block(name: str) -> None:
    with page(1440, files=site(name)) as opened:
        opened.goto(address(WHOLE))
        assert axe(opened) == []


@pytest.mark.parametrize("name", EVERY)
def test_nothing_needs_scrolling_sideways_on_the_narrowest_screen(name: str) -> None:
    with page(320, 640, files=site(name)) as opened:
        for path in (INDEX, next(iter(page_names(sample(name).report).values())), WHOLE):
            opened.goto(address(path))
            assert sideways(opened) == 0, path


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", KINDS)
def test_text_of_twice_the_size_is_whole(path: str, width: int) -> None:
    with page(width, files=site("report")) as opened:
        opened.goto(address(path))
        enlarge_text(opened)
        assert sideways(opened) == 0
        assert cut_off(opened.evaluate(_CUT)) == []


_CUT = """() => [...document.querySelectorAll('main *, nav *, header *, footer *')]
    .filter(one => one.clientWidth > 0 && !one.closest('svg') && getComputedStyle(one).overflow !== 'visible')
    .filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
    .map(one => [one.tagName, one.className, getComputedStyle(one).overflowX])"""


def cut_off(found: list[list[str]]) -> list[list[str]]:
    """What hides a part of itself; tables move in boxes of their own, and the list at the side does."""
    return [one for one in found if one[1].split()[:1] not in (["table"], ["rail"])]


def test_the_keyboard_leads_past_what_is_above_the_text() -> None:
    with page(1440, files=site("report")) as opened:
        opened.goto(address("innledning.html"))
        opened.keyboard.press("Tab")
        assert opened.evaluate("() => document.activeElement.textContent") == "Gå til innholdet"
        assert opened.locator(".rb-skip").bounding_box()["x"] >= 0  # type: ignore[index]
        opened.keyboard.press("Enter")
        opened.keyboard.press("Tab")
        assert opened.evaluate("() => document.activeElement.closest('main') !== null")


def test_everything_that_leads_somewhere_is_reached_and_seen_with_the_keyboard() -> None:
    with page(1440, files=site("report")) as opened:
        opened.goto(address("sammendrag.html"))
        wanted = opened.locator("a, summary, [tabindex='0']").count()
        seen = 0
        for _ in range(wanted):
            opened.keyboard.press("Tab")
            outline = opened.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            seen += outline == "solid"
        assert seen == wanted


def test_a_footnote_is_reached_and_left_again() -> None:
    with page(390, files=site("report")) as opened:
        opened.goto(address("innledning.html"))
        opened.locator("[role=doc-noteref]").first.click()
        note = opened.locator(":target")
        assert note.get_attribute("role") == "doc-footnote"
        note.locator("[role=doc-backlink]").click()
        assert opened.locator(":target").get_attribute("role") == "doc-noteref"


def test_the_pages_work_without_scripts_and_have_none() -> None:
    with page(1440, files=site("report"), javascript=False) as opened:
        opened.goto(address(INDEX))
        opened.click("text=Strategisk rolle")
        assert opened.url.startswith(address("toppledergrupper.html#"))
        assert (
            opened.locator(":target").get_by_role("heading").first.inner_text().endswith("Strategisk rolle")
        )
    assert not any(b"<script" in data for path, data in edition("report").items() if path.endswith(".html"))


@pytest.mark.parametrize("path", [INDEX, "innledning.html", "toppledergrupper.html"])
def test_a_page_weighs_less_than_100_kilobytes_without_images(path: str) -> None:
    files = site("report")
    with page(1440, files=files) as opened:
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url.removeprefix(SITE)))
        opened.goto(address(path), wait_until="networkidle")
    assert any(one.endswith(".woff2") for one in asked)
    sizes = {one: sent(one, files[one]) for one in asked if not one.endswith((".png", ".jpg"))}
    assert sum(sizes.values()) <= 100_000, sizes


def sent(path: str, data: bytes) -> int:
    """What goes over the wire: text is compressed, fonts are already."""
    return len(data) if path.endswith(".woff2") else len(gzip.compress(data))


def test_print_shows_the_report_and_not_the_site() -> None:
    with page(794, files=site("report"), media="print") as opened:
        opened.goto(address(WHOLE))
        assert opened.locator("header.bar").is_hidden()
        assert opened.locator("summary").first.is_hidden()
        assert opened.locator(".data table").first.is_visible()
        assert opened.locator(".chapter").count() == len(sample("report").report.chapters)
