"""The search of an edition, in a real browser: what is found, how it is told, and what it may not do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import brotli
import pytest
from playwright.sync_api import Page, Route, expect

from report_builder.publish.search_index import search_index
from report_builder.publish.site import make_site
from report_builder.serve.headers import policy
from tests.publish.edition.reading import parse
from tests.publish.site.sites import ADDRESS, NAME, served, site, versions
from tests.web_support import SITE, axe, page, sideways, validate_all

EDITION = f"/{NAME}/latest/rapport/"
SEARCH = f"{EDITION}sok.html"
_MOST = 60_000
"""So many bytes go over the wire before the first question."""


@contextmanager
def looking(asked: str = "", files: Mapping[str, bytes] | None = None, path: str = SEARCH) -> Iterator[Page]:
    """Open the search; with a question, as a link to its answer does."""
    with page(1280, files=files or served()) as opened:
        opened.goto(f"{SITE}{path}{'?q=' if asked else ''}{asked}")
        yield opened


def headings(opened: Page) -> list[str]:
    return [str(name) for name in opened.locator(".found h2").all_text_contents()]


def text_of(data: bytes) -> list[list[object]]:
    """The sections of an index."""
    found: list[list[object]] = json.loads(data.removeprefix(b"const edition = "))["sections"]
    return found


def test_a_section_is_found_by_a_word_of_its_text_and_named_by_its_heading() -> None:
    with looking() as opened:
        opened.get_by_label("Hva leter du etter?").fill("gruppeeffektivitet")
        expect(opened.get_by_role("status")).to_have_text("Ett treff")
        assert headings(opened) == ["1.3 Om Program for toppledergrupper"]
        assert "gruppeeffektivitet" in opened.locator(".found mark").all_text_contents()
        opened.get_by_role("link", name="1.3 Om Program for toppledergrupper").click()
        expect(opened.locator(":target").get_by_role("heading").first).to_have_text(
            "1.3 Om Program for toppledergrupper"
        )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("toppleder", "toppledergrupper"),
        ("TOPPLEDERGRUPPEN", "toppledergruppen"),
        ("lederutvikl", "Lederutvikling"),
        ("oppfølg", "oppfølging"),
        ("difirapport", "Difi-rapport"),
        ("difi-rapport", "Difi-rapport"),
        ("rapport 2019", "2019"),
        ("moter", ""),
        ("ledergruppe", "ledergruppe"),
        ("gruppeleder", ""),
        ("(", ""),
        ("<script>alert(1)</script>", ""),
        ("73 %", "73"),
    ],
)
def test_words_are_found_by_their_beginnings_whatever_their_case_and_hyphens(asked: str, found: str) -> None:
    with looking() as opened:
        opened.locator("#q").fill(asked)
        opened.locator("#q").press("Enter")
        marks = opened.locator(".found mark").all_text_contents()
        assert bool(marks) is bool(found)
        assert not found or any(found.startswith(mark) or mark == found for mark in marks), marks


def test_what_was_asked_stands_in_the_address() -> None:
    with looking("samhandling") as opened:
        assert opened.locator("#q").input_value() == "samhandling"
        assert headings(opened)
        opened.locator("#q").fill("uro")
        opened.locator("#q").press("Enter")
        assert opened.url.endswith("?q=uro")


def test_the_keyboard_and_a_screen_reader_get_on_with_it() -> None:
    with looking() as opened:
        status = opened.get_by_role("status")
        assert status.text_content() == ""
        opened.locator("#q").focus()
        opened.keyboard.type("xyzzy")
        expect(status).to_have_text("Ingen treff. Prøv et kortere ord, eller bare begynnelsen av det.")
        opened.locator("#q").fill("")
        opened.keyboard.type("uro")
        expect(status).to_have_text(re.compile(r"^\d+ treff"))
        assert opened.evaluate("() => document.activeElement.id") == "q"
        opened.keyboard.press("Tab")
        opened.keyboard.press("Tab")
        assert opened.evaluate("() => document.activeElement.closest('.found h2') !== null")
        opened.keyboard.press("Enter")
        opened.wait_for_url("**/rapport/*.html#*")


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_accessible_before_and_after_the_answer_and_fits_the_narrowest_screen(dark: bool) -> None:
    with page(1280, files=served(), dark=dark) as opened:
        opened.goto(SITE + SEARCH)
        assert axe(opened) == []
        opened.goto(f"{SITE}{SEARCH}?q=leder")
        expect(opened.locator(".found li").first).to_be_visible()
        assert axe(opened) == []
        opened.set_viewport_size({"width": 320, "height": 640})
        assert sideways(opened) == 0
        assert axe(opened) == []


def test_without_a_script_it_leads_to_the_page_of_everything() -> None:
    with page(1280, files=served(), javascript=False) as opened:
        opened.goto(SITE + SEARCH)
        assert opened.locator("form").is_hidden()
        opened.locator("main").get_by_role("link", name="Hele rapporten på én side").click()
        opened.wait_for_url(f"**{EDITION}alt.html")


def test_every_page_of_the_edition_leads_to_it_and_none_but_it_has_a_script() -> None:
    for path, data in served().items():
        if path.endswith(".html"):
            scripts = [one.attributes.get("src") for one in parse(data).elements if one.name == "script"]
            assert any(scripts) is path.endswith("/sok.html"), path
            if path.startswith(EDITION) and path != SEARCH:
                assert b'<a href="sok.html">' in data


def test_nothing_is_refused_by_the_policy_of_the_server_and_no_word_leaves_the_page() -> None:
    said, asked = list[str](), list[str]()
    rule = policy("text/html", scripts=True)
    assert rule == f"script-src 'self'; {policy('text/html')}"

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        kinds = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
        kind = kinds.get(path.rpartition(".")[2], "font/woff2")
        headers = {"content-security-policy": rule, "content-type": kind, "x-content-type-options": "nosniff"}
        route.fulfill(body=served()[path], headers=headers)

    with page(1280) as opened:
        opened.on("console", lambda message: said.append(message.text))
        opened.on("request", lambda request: asked.append(request.url.removeprefix(SITE)))
        opened.route(f"{SITE}/**", answer)
        opened.goto(SITE + SEARCH)
        opened.wait_for_load_state("networkidle")
        before = len(asked)
        opened.locator("#q").fill("uro")
        expect(opened.locator(".found li").first).to_be_visible()
    assert said == []
    assert len(asked) == before, "a question asks for nothing"
    sizes = {path: sent(path, served()[path]) for path in asked}
    assert sum(sizes.values()) <= _MOST, sizes


def sent(path: str, data: bytes) -> int:
    """What goes over the wire, as the site has it packed."""
    return len(data) if path.endswith(".woff2") else len(brotli.compress(data, quality=5))


def test_it_looks_through_what_the_pages_say_and_nothing_else() -> None:
    for number in (1, 2):
        folder = f"/{NAME}/v{number}/rapport/"
        index = served()[f"{folder}sok.js"]
        pages = json.loads(index.removeprefix(b"const edition = "))["pages"]
        said = {name: " ".join(parse(served()[folder + name]).find("main").words) for name in pages}
        sections = text_of(index)
        assert len(sections) > 40
        for at, _, _, heading, text, _ in sections:
            words = set(said[pages[int(str(at))]].split())
            assert set(str(heading).split()) <= words
            assert len(set(str(text).split()) - words) <= 0.02 * len(str(text).split()) + 2, heading
        read = sum(len(str(text)) + len(str(heading)) for _, _, _, heading, text, _ in sections)
        assert read >= 0.9 * sum(map(len, said.values()))


def test_a_draft_a_version_and_the_same_version_again_have_the_same_index() -> None:
    again = make_site(NAME, versions(), ADDRESS)
    path = f"{NAME}/v2/rapport/sok.js"
    assert again[path].data == site()[path].data


def test_a_page_s_words_that_stand_for_nothing_in_the_text_are_left_out() -> None:
    written = (
        '<main><section class="chapter" id="a" lang="en"><header class="opener">'
        '<h1><span class="number">1</span> A &amp; <em>b</em></h1></header>'
        '<p>One.<sup><a role="doc-noteref" href="#n">1</a></sup></p>'
        '<p class="own" data-site><a href="#a">#</a></p>'
        '<svg aria-hidden="true"><g><text>drawn</text></g></svg>'
        '<section id="b"><h2>Two</h2><p>Su\u00adre <img alt="x"> thing</p>'
        '<div role="note"><h3>Box</h3></div></section><p>Last</p></section></main>'
    )
    assert text_of(search_index({"a.html": written.encode()})) == [
        [0, "a", -1, "1 A & b", "One.\nLast", "en"],
        [0, "b", 0, "Two", "Sure\nthing\nBox", "en"],
    ]


def test_the_page_is_valid() -> None:
    assert validate_all({"sok.html": served()[SEARCH]}) == []
