"""The pages in a real browser: axe, keyboard, narrow windows, large text, a strict policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route

from report_builder.serve.headers import policy
from tests.publish.site.sites import NAME, served
from tests.web_support import SITE, axe, enlarge_text, page, sideways

PAGES = {
    "landing": f"/{NAME}/",
    "older": f"/{NAME}/v1/",
    "thanks": f"/{NAME}/takk/",
    "sorry": f"/{NAME}/beklager/",
    "missing": "/404.html",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


@every_page
def test_no_page_is_too_wide_in_the_fonts_of_a_machine(path: str) -> None:
    """The report's own may come late, or never."""
    without = {name: data for name, data in served().items() if not name.endswith(".woff2")}
    with page(320, files=without) as opened:
        opened.goto(SITE + path)
        assert sideways(opened) == 0
        enlarge_text(opened, 200)
        assert sideways(opened) == 0


@every_page
def test_a_page_is_accessible_on_every_screen_and_in_large_type(path: str) -> None:
    with page(1440, files=served()) as opened:
        opened.goto(SITE + path)
        assert axe(opened) == []
        opened.set_viewport_size({"width": 390, "height": 844})
        assert axe(opened) == []
        opened.set_viewport_size({"width": 320, "height": 640})
        assert sideways(opened) == 0
        enlarge_text(opened, 200)
        for width in (640, 390, 320):
            opened.set_viewport_size({"width": width, "height": 800})
            assert sideways(opened) == 0, width


@pytest.mark.parametrize("kind", ["landing", "sorry"])
def test_the_other_theme_is_accessible_too(kind: str) -> None:
    with page(1440, files=served("noktern")) as opened:
        opened.goto(SITE + PAGES[kind])
        assert axe(opened) == []


def test_nothing_is_refused_by_the_policy_of_the_server() -> None:
    files, said = served(), []

    def answer(route: Route) -> None:
        address = route.request.url.removeprefix(SITE)
        body = files.get(address + "index.html" if address.endswith("/") else address)
        kind = "text/css" if address.endswith(".css") else None
        headers = {"content-security-policy": policy("text/html")} | ({"content-type": kind} if kind else {})
        if body is None:
            route.fulfill(status=404)
        elif address.endswith(("/", ".html")):
            route.fulfill(body=body, headers={**headers, "content-type": "text/html; charset=utf-8"})
        else:
            route.fulfill(body=body, headers=headers)

    with page(1440) as opened:
        opened.on("console", lambda message: said.append(message.text))
        opened.on("requestfailed", lambda request: said.append(request.url))
        opened.route(f"{SITE}/**", answer)
        for path in PAGES.values():
            opened.goto(SITE + path)
            family = opened.evaluate("() => getComputedStyle(document.body).fontFamily")
            assert family.startswith('"report sans"'), path
            assert opened.evaluate(
                "() => document.fonts.ready.then(f => [...f].some(x => x.status == 'loaded'))"
            ), path
    assert said == []


def test_the_keyboard_reaches_everything_in_the_order_of_reading() -> None:
    with page(1440, files=served()) as opened:
        opened.goto(SITE + PAGES["landing"])
        names: list[str] = []
        for _ in range(60):
            opened.keyboard.press("Tab")
            seen = opened.evaluate(
                """() => {
                    const here = document.activeElement
                    if (here === document.body) return ''
                    const style = getComputedStyle(here), box = here.getBoundingClientRect()
                    const marked = style.outlineStyle != 'none' || style.boxShadow != 'none' || box.top == 0
                    return (marked ? '' : 'UNMARKED ') + here.textContent.trim()
                }"""
            )
            if not seen:
                break
            names.append(seen)
        assert names[0] == "Gå til innholdet"
        assert [name for name in names if name.startswith("UNMARKED")] == []
        wanted = ["Les rapporten på nett", "Last ned (PDF)", "Kontrollsum (SHA-512)", "Ja", "Nei"]
        assert [name for name in names if name in wanted] == [wanted[0], wanted[1], wanted[0], *wanted[2:]]


def test_the_skip_link_skips() -> None:
    with page(1440, files=served()) as opened:
        opened.goto(SITE + PAGES["landing"])
        opened.keyboard.press("Tab")
        opened.keyboard.press("Enter")
        assert opened.evaluate("() => document.activeElement.id") == "rb-main"


def test_an_answer_is_posted_without_javascript() -> None:
    posted: list[str] = []

    def take(route: Route) -> None:
        posted.append(route.request.post_data or "")
        route.fulfill(body=b"ok", content_type="text/plain")

    with page(390, files=served(), javascript=False) as opened:
        opened.route("**/feedback", take)
        opened.goto(SITE + PAGES["landing"])
        with opened.expect_response("**/feedback"):
            opened.get_by_role("button", name="Nei").click()
        opened.goto(SITE + PAGES["sorry"])
        opened.get_by_label("Hva lette du etter?").fill("Et råd om møter")
        with opened.expect_response("**/feedback"):
            opened.get_by_role("button", name="Send").click()
    assert [sorted(body.split("&")) for body in posted] == [
        ["helpful=nei", "version=2", "website="],
        ["text=Et+r%C3%A5d+om+m%C3%B8ter", "version=2", "website="],
    ]


def test_the_first_page_leads_to_the_report() -> None:
    with page(1440, files=served()) as opened:
        opened.goto(f"{SITE}/index.html")
        opened.wait_for_url(f"{SITE}/{NAME}/")


def test_pictures_have_their_sizes_and_the_cover_its_alternative() -> None:
    with page(1440, files=served()) as opened:
        opened.goto(SITE + PAGES["landing"])
        cover = opened.get_by_alt_text("Forsiden av rapporten")
        cover.scroll_into_view_if_needed()
        assert (
            cover.evaluate("i => i.decode().then(() => i.naturalWidth == i.width || i.naturalWidth)") >= 280
        )
        assert cover.get_attribute("width")
        assert cover.get_attribute("height")
