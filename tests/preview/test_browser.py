"""The preview in a real browser: an edit, an error, the ways between page and source, keys, accessibility."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from report_builder.diagnostics import Diagnostic
from tests import web_support
from tests.conftest import BASE
from tests.preview.live import lengthen, running
from tests.said import plain

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CHAPTER = "content/chapters/kapittel-3.md"


@pytest.fixture
def root(good_report: Path) -> Path:
    lengthen(good_report)
    return good_report


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a preview of a report that nobody edits."""
    folder = tmp_path_factory.mktemp("still") / "report"
    shutil.copytree(BASE, folder)
    lengthen(folder)
    with running(folder) as address:
        yield address


@contextmanager
def opened(address: str, width: int = 1440, height: int = 900, *, dark: bool = False) -> Iterator[Page]:
    """Open the preview, wait for its pages, and let no fault of a script pass."""
    with web_support.page(width, height, dark=dark) as page:
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on(
            "console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None
        )
        page.goto(address)
        page.wait_for_selector("body[data-shown]")
        page.wait_for_selector(".on-page", state="attached")
        yield page
        assert faults == []


def replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")


def shown(page: Page) -> int:
    return int(page.locator("body").get_attribute("data-shown") or 0)


def wait_for_build(page: Page, after: int) -> None:
    page.wait_for_function("after => Number(document.body.dataset.shown) > after", arg=after)


def wait_for_text(page: Page, selector: str, text: str) -> None:
    page.wait_for_function(
        "([selector, text]) => document.querySelector(selector).textContent === text", arg=[selector, text]
    )


def sheet(page: Page, words: str) -> Locator:
    """Find the page on which something of the source stands, by the preview's own way."""
    index = page.evaluate(
        """async words => {
            const path = words.split(":")[0], line = words.split(":")[1]
            const answer = await fetch(`find?path=${path}&line=${line}`)
            return (await answer.json()).page
        }""",
        words,
    )
    return page.locator(".sheet").nth(index)


def pictures(page: Page) -> dict[str, str]:
    """Give the address of the picture of every page that shows one."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".sheet")]
            .map(sheet => [sheet.dataset.index, sheet.querySelector("img").getAttribute("src")])
            .filter(([, address]) => address))"""
    )
    return found


def settle(page: Page) -> None:
    """Wait until the pages in view are there and nothing moves any more."""
    before: object = None
    for _ in range(1000):
        page.wait_for_timeout(300)
        now = page.evaluate(
            """() => [document.getElementById("pages").scrollTop,
                [...document.images].filter(image => image.src && !image.complete).length,
                ...[...document.images].map(image => image.src)]"""
        )
        if now == before and now[1] == 0:
            return
        before = now
    pytest.fail("the pages never stand still")


def test_an_edit_changes_its_page_only_and_keeps_the_place(root: Path) -> None:
    with running(root) as address, opened(address) as page:
        sheet(page, f"{CHAPTER}:3").scroll_into_view_if_needed()
        page.evaluate("document.getElementById('pages').scrollTop += 333")
        settle(page)
        index = sheet(page, f"{CHAPTER}:3").get_attribute("data-index")
        before, top = pictures(page), page.evaluate("document.getElementById('pages').scrollTop")
        assert index in before
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        build = shown(page)
        replace(root, CHAPTER, "Kapittel 3, avsnitt 1:", "Kapittel 3, avsnitt 7:")
        wait_for_build(page, build)
        after = pictures(page)
        assert {key for key in before if after[key] != before[key]} == {index}
        assert [url for url in asked if "/page/" in url] == [address + after[index]]
        assert page.evaluate("document.getElementById('pages').scrollTop") == top


def test_the_place_is_kept_when_pages_come_before_it(root: Path) -> None:
    where = """() => {
        const pages = document.getElementById('pages')
        return fetch('find?path=content/chapters/kapittel-3.md&line=3').then(a => a.json()).then(found => {
            const sheet = document.querySelectorAll('.sheet')[found.page]
            const points = sheet.clientHeight / 841.89
            return Math.round(sheet.offsetTop + found.box[1] * points - pages.scrollTop)
        })
    }"""
    with running(root) as address, opened(address) as page:
        stay(page)
        sheet(page, f"{CHAPTER}:3").scroll_into_view_if_needed()
        settle(page)
        before, count, build = page.evaluate(where), page.locator(".sheet").count(), shown(page)
        more = "\n\n".join(["Et nytt avsnitt som fyller sidene foran, linje for linje. " * 9] * 30)
        replace(root, "content/chapters/kapittel-1.md", "# Kapittel 1\n", f"# Kapittel 1\n\n{more}\n")
        wait_for_build(page, build)
        assert page.locator(".sheet").count() > count
        assert abs(page.evaluate(where) - before) <= 1


def stay(page: Page) -> None:
    """Ask the preview not to go to what is edited."""
    page.locator(".keys summary").click()
    page.locator("#follow").uncheck()
    page.locator(".keys summary").click()


def in_window(page: Page, words: str) -> bool:
    """Whether the place of a source line stands in the window."""
    path, line = words.split(":")
    seen: bool = page.evaluate(
        """async ([path, line]) => {
            const found = await (await fetch(`find?path=${path}&line=${line}`)).json()
            const sheet = document.querySelectorAll('.sheet')[found.page].getBoundingClientRect()
            const y = sheet.top + found.box[1] * sheet.height / 841.89
            const window = document.getElementById('pages').getBoundingClientRect()
            return y > window.top && y < window.bottom
        }""",
        [path, line],
    )
    return seen


def test_an_edit_is_gone_to_unless_it_is_in_the_window(root: Path) -> None:
    last = "content/chapters/kapittel-5.md"
    with running(root) as address, opened(address) as page:
        top, build = "document.getElementById('pages').scrollTop", shown(page)
        assert page.evaluate(top) == 0
        replace(root, last, "avsnitt 17:", "avsnitt sytten:")
        wait_for_build(page, build)
        assert in_window(page, f"{last}:35")
        expect(page.locator(".mark")).to_have_count(1)
        place = page.evaluate(top)
        page.wait_for_timeout(300)  # the place at the top is noted when the scrolling is over
        for old, new in (("sytten:", "atten:"), ("avsnitt 16:", "avsnitt seksten:")):
            build = shown(page)
            replace(root, last, old, new)
            wait_for_build(page, build)
            assert page.evaluate(top) == place
        build = shown(page)
        replace(root, "content/findings.yaml", "value: 73", "value: 74")
        wait_for_build(page, build)
        assert in_window(page, "content/chapters/innledning.md:3")
        build, place = shown(page), page.evaluate(top)
        stay(page)
        replace(root, last, "avsnitt 18:", "avsnitt atten:")
        wait_for_build(page, build)
        assert page.evaluate(top) == place


def test_a_build_that_takes_long_says_what_it_is_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import report_builder.check
    import report_builder.layout

    go = Event()

    def slowly(real: Callable[..., Any]) -> Callable[..., Any]:
        def work(*arguments: Any, **named: Any) -> Any:
            assert go.wait(60)
            return real(*arguments, **named)

        return work

    with running(root) as address, opened(address) as page:
        build = shown(page)
        with monkeypatch.context() as patch:
            patch.setattr("report_builder.layout.lay_out", slowly(report_builder.layout.lay_out))
            replace(root, CHAPTER, "avsnitt 1:", "avsnitt en:")
            expect(page.locator("#status")).to_have_text("Setter sidene …")
            assert web_support.axe(page) == []
            go.set()
            wait_for_build(page, build)
            expect(page.locator("#status")).to_have_text(re.compile("^Oppdatert · [0-9]+ ms etter endringen"))
            go.clear()
        with monkeypatch.context() as patch:
            patch.setattr("report_builder.check.check_pdf", slowly(report_builder.check.check_pdf))
            replace(root, CHAPTER, "avsnitt en:", "avsnitt ett:")
            expect(page.locator("#status")).to_have_text(
                re.compile("^Oppdatert · .* · Kontrollerer filen …$")
            )
            go.set()
            expect(page.locator("#status")).to_have_text(re.compile("etter endringen$"))


def test_a_fault_of_the_program_is_told_over_the_last_good_pages(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    def report_fault(_fault: Exception) -> Diagnostic:
        return Diagnostic(
            "RB-INTERNAL", plain("a fault of the program itself"), plain("please send fault.txt")
        )

    with running(root, report_fault=report_fault) as address, opened(address) as page:
        before = pictures(page)
        with monkeypatch.context() as patch:
            patch.setattr("report_builder.preview.gallery.Pages", broken)
            replace(root, CHAPTER, "avsnitt 1:", "avsnitt en:")
            expect(page.locator("#problems")).to_contain_text("please send fault.txt")
            assert "Du ser de siste sidene" in page.locator("#problems-pages").inner_text()
            assert pictures(page) == before
            patch.undo()
            patch.setattr("report_builder.preview.staged_build.read_aloud", broken)
            replace(root, CHAPTER, "avsnitt en:", "avsnitt ett:")
            expect(page.locator("#problems-pages")).to_have_text(
                "Sidene er oppdatert, men noe i programmet sviktet."
            )
        replace(root, CHAPTER, "avsnitt ett:", "avsnitt 1:")
        page.wait_for_selector("#problems", state="hidden")


def test_an_error_stands_over_the_last_good_pages_until_it_is_mended(root: Path) -> None:
    with running(root) as address, opened(address) as page:
        before, build = pictures(page), shown(page)
        (root / "content/findings.yaml").write_text("findings:\n  - id: }\n", "utf-8")
        page.wait_for_selector("#problems:not([hidden])")
        assert "content/findings.yaml:2" in page.locator("#problems .at").first.inner_text()
        assert page.locator("#problems .fault").inner_text().endswith("- id: }")
        assert "Du ser de siste sidene" in page.locator("#problems-pages").inner_text()
        assert pictures(page) == before
        assert web_support.axe(page) == []
        page.locator("#problems .at").first.click()
        wait_for_text(page, "#where", "content/findings.yaml:2")
        replace(root, CHAPTER, "avsnitt 1:", "avsnitt ett:")  # the server lives, and the fault is still there
        wait_for_build(page, build + 1)
        expect(page.locator("#problems")).to_be_visible()
        good = Path(__file__).parent.parent / "bad/_base/content/findings.yaml"
        (root / "content/findings.yaml").write_bytes(good.read_bytes())
        page.wait_for_selector("#problems", state="hidden")
        wait_for_build(page, build + 2)


def test_a_missing_image_that_appears_is_seen(root: Path) -> None:
    image = root / "assets/bilder/rute.png"
    content = image.read_bytes()
    with running(root) as address, opened(address) as page:
        image.unlink()
        page.wait_for_selector("#problems:not([hidden])")
        assert "RB-IMAGE-MISSING" in page.locator("#problems").inner_text()
        image.write_bytes(content)
        page.wait_for_selector("#problems", state="hidden")


def test_a_preview_can_begin_with_an_error(root: Path) -> None:
    replace(root, CHAPTER, "# Kapittel 3", "### Kapittel 3")
    with running(root) as address, web_support.page() as page:
        page.goto(address)
        page.wait_for_selector("#problems:not([hidden])")
        assert f"{CHAPTER}:1" in page.locator("#problems .at").first.inner_text()
        assert web_support.axe(page) == []
        replace(root, CHAPTER, "### Kapittel 3", "# Kapittel 3")
        page.wait_for_selector(".sheet")
        expect(page.locator("#problems")).to_be_hidden()


def test_from_page_to_source_and_back(still: str) -> None:
    with opened(still) as page:
        target = sheet(page, f"{CHAPTER}:5")
        box = page.evaluate(
            "() => fetch('find?path=content/chapters/kapittel-3.md&line=5').then(a => a.json())"
        )
        target.scroll_into_view_if_needed()
        scale = target.evaluate("sheet => sheet.clientWidth / 595.276")
        target.click(position={"x": (box["box"][0] + 9) * scale, "y": (box["box"][1] + 9) * scale})
        wait_for_text(page, "#where", f"{CHAPTER}:5")
        chosen = page.locator('#lines [aria-selected="true"]')
        expect(chosen).to_have_text(re.compile("^Kapittel 3, avsnitt 2:"))
        page.wait_for_url(f"**#{CHAPTER}:5")
        expect(target.locator(".mark")).to_have_count(1)

        page.locator("#pages").evaluate("pages => pages.scrollTop = 0")
        page.locator("#lines .line").nth(8).click()
        page.wait_for_function("() => document.getElementById('pages').scrollTop > 500")
        page.wait_for_selector(".mark")
        page.wait_for_url(f"**#{CHAPTER}:9")


def test_an_address_with_a_place_opens_there(still: str) -> None:
    with opened(f"{still}#{CHAPTER}:9") as page:
        page.wait_for_selector(".mark")
        wait_for_text(page, "#where", f"{CHAPTER}:9")
        page.wait_for_function("() => document.getElementById('pages').scrollTop > 500")


def test_what_is_heard_follows_the_page_in_view(still: str) -> None:
    with opened(still) as page:
        page.locator("#tab-heard").click()
        target = sheet(page, "content/chapters/innledning.md:1")
        index = target.get_attribute("data-index")
        target.scroll_into_view_if_needed()
        target.evaluate("sheet => { sheet.parentElement.scrollTop = sheet.offsetTop }")
        page.wait_for_selector(f'.on-page.in-view[data-page="{index}"]')
        here = page.locator(f'.on-page[data-page="{index}"]')
        text = here.inner_text()
        assert "Overskrift nivå 1" in text
        assert "Innledning" in text
        assert "To flater i to farger" in text
        assert here.locator("h2").is_visible()
        # What is heard is in the report's language, what the preview says in its own.
        expect(here.locator("h2")).to_have_attribute("lang", page.evaluate("document.documentElement.lang"))
        page.locator(".on-page h2 button").first.click()
        page.wait_for_function("() => document.getElementById('pages').scrollTop < 50")


def test_keys_do_all_that_the_mouse_does(still: str) -> None:
    with opened(still) as page:
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        for _ in range(4):
            page.keyboard.press("j")
        expect(page.locator("#goto")).to_have_value("1")
        page.keyboard.press("k")
        page.wait_for_function("() => document.getElementById('goto').value !== '1'")
        page.keyboard.press("j")
        page.keyboard.press("s")
        page.wait_for_function("() => document.activeElement.id === 'lines'")
        place = page.locator("#where").inner_text()
        page.keyboard.press("ArrowDown")
        expect(page.locator("#where")).not_to_have_text(place)
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.wait_for_selector(".mark")
        page.keyboard.press("2")
        expect(page.locator("#tab-heard")).to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(page.locator("#pane-notes")).to_be_visible()
        page.locator(".keys summary").click()
        page.locator("#keys-on").uncheck()
        page.locator("#pages").focus()
        page.keyboard.press("1")
        expect(page.locator("#pane-notes")).to_be_visible()


def test_every_pane_is_accessible(still: str) -> None:
    with opened(still) as page:
        page.keyboard.press("s")
        page.wait_for_selector("#lines .line")
        for tab in ("source", "heard", "notes"):
            page.locator(f"#tab-{tab}").click()
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert web_support.axe(page) == [], (tab, scheme)
        page.locator(".keys summary").click()
        assert web_support.axe(page) == []


def test_fits_a_narrow_window_and_large_text(still: str) -> None:
    with opened(still, 320, 640) as page:
        assert web_support.sideways(page) == 0
        page.locator(".sheet").nth(4).scroll_into_view_if_needed()
        page.locator(".sheet").nth(4).click()
        page.wait_for_selector("#lines .line")
        assert page.locator("#lines").bounding_box()["height"] > 60  # type: ignore[index]
        assert web_support.axe(page) == []
        web_support.enlarge_text(page)
        assert web_support.sideways(page) == 0


def test_an_english_report_has_english_words(root: Path) -> None:
    with running(root) as address, opened(address) as page:
        replace(root, "content/report.yaml", "language: nb", "language: en")
        page.wait_for_selector("html[lang=en]")
        page.wait_for_selector("body[data-shown]")
        expect(page.locator("#tab-heard")).to_have_text("Read aloud")
        expect(page.locator("#heard")).not_to_be_empty()


LANDING = "content/landing.yaml"


def site_words(page: Page) -> str:
    return page.frame_locator("#site-frame").locator("main").inner_text()


def wait_for_site(page: Page, view: str, after: int = 0) -> None:
    page.wait_for_function(
        """([view, after]) => {
            const body = document.body.dataset
            return body.view === view && Number(body.site) > after
        }""",
        arg=[view, after],
    )


def test_the_site_is_seen_before_it_is_public_and_follows_each_save(root: Path) -> None:
    (root / LANDING).write_text("lead: Et ord som kan rettes.\n", "utf-8")
    with running(root) as address, opened(address) as page:
        pages = page.evaluate("document.getElementById('pages').scrollTop = 900")
        page.keyboard.press("v")
        expect(page.locator('[data-choose="landing"]')).to_be_focused()
        expect(page.locator('[data-choose="landing"]')).to_have_attribute("aria-pressed", "true")
        wait_for_site(page, "landing")
        assert "Et ord som kan rettes." in site_words(page)
        assert web_support.axe(page) == []

        frame = page.frames[1]
        frame.evaluate("scrollTo(0, 400)")
        build, top = shown(page), frame.evaluate("scrollY")
        assert top > 100
        replace(root, LANDING, "som kan rettes", "som er rettet")
        wait_for_site(page, "landing", build)
        assert "Et ord som er rettet." in site_words(page)
        assert abs(frame.evaluate("scrollY") - top) <= 1

        build = shown(page)
        replace(root, LANDING, "lead:", "leed:")
        page.wait_for_selector("#problems:not([hidden])")
        assert f"{LANDING}:1" in page.locator("#problems .at").first.inner_text()
        assert "Et ord som er rettet." in site_words(page)
        replace(root, LANDING, "leed:", "lead:")
        wait_for_site(page, "landing", build + 1)

        page.locator('[data-choose="edition"]').click()
        wait_for_site(page, "edition")
        here = page.frame_locator("#site-frame")
        here.get_by_role("link", name="Kapittel 3").first.click()
        here.get_by_role("heading", name="Kapittel 3").wait_for()
        page.frames[1].wait_for_load_state()
        page.frames[1].locator("body").press("v")
        expect(page.locator("body")).to_have_attribute("data-view", "pages")
        assert page.evaluate("document.getElementById('pages').scrollTop") == pages


def test_what_is_no_page_of_the_site_opens_beside_it_and_answers_go_nowhere(still: str) -> None:
    with opened(still) as page:
        page.locator('[data-choose="landing"]').click()
        wait_for_site(page, "landing")
        here = page.frame_locator("#site-frame")
        with page.expect_popup() as popup:
            here.get_by_role("link", name="Last ned").first.click()
        popup.value.close()
        here.get_by_role("button", name="Nei").click()
        here.get_by_role("heading", name="Det beklager vi!").wait_for()
        here.get_by_role("textbox").fill("Savner et register.")
        here.get_by_role("button").click()
        here.get_by_role("heading", name="Takk!").wait_for()
        here.get_by_role("link", name="Tilbake til rapporten").click()
        here.get_by_role("heading", name="Rapporten").wait_for()
        assert page.frames[1].url.startswith(f"{still}site/")
