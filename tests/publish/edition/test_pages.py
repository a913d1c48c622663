"""The pages in a real browser, and under the eyes of axe."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import expect

from report_builder.publish.addresses import INDEX, WHOLE
from tests.publish.edition.reading import parse
from tests.publish.edition.support import FOLDER, edition, site
from tests.sample_reports import ALL, NAMES, sample
from tests.web_support import SITE, axe, enlarge_text, page, sideways

KINDS = (INDEX, "innledning.html", WHOLE)
"""One page of each kind; the page of everything has every kind of block."""


def address(path: str) -> str:
    return f"{SITE}{FOLDER}{path}"


@pytest.mark.parametrize("path", KINDS)
def test_a_page_is_accessible_on_every_screen_and_in_large_type(path: str) -> None:
    with page(1440, files=site("report")) as opened:
        opened.goto(address(path))
        assert axe(opened) == []
        opened.set_viewport_size({"width": 390, "height": 844})
        assert axe(opened) == []
        enlarge_text(opened)
        for width in (320, 1280):
            opened.set_viewport_size({"width": width, "height": 640})
            assert sideways(opened) == 0, width
            assert cut_off(opened.evaluate(_CUT)) == [], width


@pytest.mark.parametrize("name", [ALL, "guide", "report-noktern"])
def test_every_kind_of_block_is_accessible_and_fits_the_narrowest_screen(name: str) -> None:
    files = site(name)
    with page(1440, files=files) as opened:
        opened.goto(address(WHOLE))
        assert axe(opened) == []
        opened.set_viewport_size({"width": 320, "height": 640})
        for path in (WHOLE, *(one.removeprefix(FOLDER) for one in files if one.endswith(".html"))):
            opened.goto(address(path))
            assert sideways(opened) == 0, path


def test_all_samples_are_looked_at() -> None:
    assert site(ALL).keys() >= {f"{FOLDER}{INDEX}", f"{FOLDER}{WHOLE}"}
    chapters = [path for path in site(ALL) if path.endswith(".html")]
    assert len(chapters) == len(NAMES) + 2


_CUT = """() => [...document.querySelectorAll('main *, nav *, header *, footer *')]
    .filter(one => one.clientWidth > 0 && !one.closest('svg') && getComputedStyle(one).overflow !== 'visible')
    .filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
    .map(one => [one.tagName, one.className, getComputedStyle(one).overflowX])"""


def cut_off(found: list[list[str]]) -> list[list[str]]:
    """What hides a part of itself; tables move in boxes of their own, and the list at the side does.

    What is to be heard and not seen is cut off altogether.
    """
    return [one for one in found if one[1].split()[:1] not in (["table"], ["rail"], ["unseen"])]


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
        opened.locator(":target[role=doc-footnote] [role=doc-backlink]").click()
        expect(opened.locator(":target")).to_have_attribute("role", "doc-noteref")


def test_the_pages_work_without_scripts_and_have_none() -> None:
    with page(1440, files=site("report"), javascript=False) as opened:
        opened.goto(address(INDEX))
        opened.click("text=Strategisk rolle")
        opened.wait_for_url(address("toppledergrupper.html#*"))
        expect(opened.locator(":target").get_by_role("heading").first).to_have_text(
            re.compile("Strategisk rolle$")
        )
    assert not any(b"<script" in data for path, data in edition("report").items() if path.endswith(".html"))


@pytest.mark.parametrize("path", [WHOLE, "horisontal.html", "laeringspunkter.html"])
@pytest.mark.parametrize(("width", "fineness"), [(1440, 1), (390, 1), (390, 2), (390, 3)])
def test_the_heaviest_pages_weigh_less_than_100_kilobytes(path: str, width: int, fineness: int) -> None:
    """The one of everything, the one with an image, the one with most drawings; to their end."""
    files = site("report")
    with page(width, files=files) as opened:
        metrics = {"width": width, "height": 844, "deviceScaleFactor": fineness, "mobile": False}
        opened.context.new_cdp_session(opened).send("Emulation.setDeviceMetricsOverride", metrics)
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url.removeprefix(SITE)))
        opened.goto(address(path), wait_until="networkidle")
        for image in opened.locator("img").all():
            image.scroll_into_view_if_needed()
            expect(image).to_have_js_property("complete", value=True)
    assert any(one.endswith(".woff2") for one in asked)
    assert all(one.endswith(".html") or one in files for one in asked)
    sizes = {one: sent(one, files[one]) for one in asked}
    assert sum(sizes.values()) <= 100_000, sizes


@pytest.mark.parametrize("width", [320, 1200])
def test_what_is_written_in_a_field_is_on_paper(width: int) -> None:
    """No line is scrolled out of sight, and the field keeps the height that the author gave it."""
    written = [
        f"Linje {number} er skrevet med så mange ord at den brytes på smale skjermer." for number in range(9)
    ]
    with page(width, files=site("worksheets")) as opened:
        opened.goto(address("arbeidsark.html"))
        fields = opened.locator("textarea")
        least = fields.first.evaluate("one => one.clientHeight")
        fields.first.fill("\n".join(written))
        opened.locator("td textarea").first.fill(written[0])
        opened.emulate_media(media="print")
        for field in fields.all():
            hidden, height = field.evaluate("one => [one.scrollHeight - one.clientHeight, one.clientHeight]")
            assert hidden <= 1
            assert height > 0
        opened.emulate_media(media="screen")
        assert fields.first.evaluate("one => one.clientHeight") > least
        fields.first.fill("")
        assert fields.first.evaluate("one => one.clientHeight") == least


def sent(path: str, data: bytes) -> int:
    """What goes over the wire: text is compressed as the server does it, fonts and images are already."""
    return len(data) if path.endswith((".woff2", ".png", ".jpg", ".webp")) else len(gzip.compress(data, 6))


def test_an_image_waits_until_it_is_near_but_not_where_it_is_to_be_printed() -> None:
    waits = {
        path: [one.attributes.get("loading") for one in parse(data).elements if one.name == "img"]
        for path, data in edition("report").items()
        if path.endswith(".html")
    }
    assert waits[WHOLE] == [None]
    assert waits["horisontal.html"] == ["lazy"]


@pytest.mark.parametrize("width", [320, 1440])
def test_an_image_is_as_wide_as_its_page_told_the_browser(width: int) -> None:
    with page(width, files=site("guide")) as opened:
        opened.goto(address(WHOLE))
        image = opened.locator("img[sizes]").first
        narrow, wide = re.findall(r"([\d.]+)(?:vw|px)(?:,|$)", image.get_attribute("sizes") or "")
        shown = image.bounding_box()
    assert shown is not None
    assert shown["width"] == pytest.approx(min(float(narrow) * width / 100, float(wide)), abs=1)


def test_paper_has_every_image_of_a_page_that_nobody_scrolled() -> None:
    from pypdfium2 import PdfDocument
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    with page(390, files=site("figures")) as opened:
        opened.goto(address(WHOLE))
        wanted = opened.locator("img").count()
        opened.emulate_media(media="print")
        printed = opened.pdf(prefer_css_page_size=True)
    assert wanted >= 3
    found = 0
    document = PdfDocument(printed)
    for sheet in document:
        for one in sheet.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
            found += len(one.get_bitmap().to_pil().convert("L").getcolors(256)) > 1
    document.close()
    assert found == wanted


def test_print_shows_the_report_and_not_the_site() -> None:
    with page(794, files=site("report"), media="print") as opened:
        opened.goto(address(WHOLE))
        assert opened.locator("header.bar").is_hidden()
        assert opened.locator("summary").first.is_hidden()
        assert opened.locator(".data table").first.is_visible()
        assert opened.locator(".chapter").count() == len(sample("report").report.chapters)
