"""Every kind of page in every look: light, dark, in the system's colours, narrow, bare."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from msgspec.structs import replace

from report_builder.publish.dark_scheme import dark_colours
from report_builder.theme.contrast import Grounds, contrast_pairs
from tests.publish.edition.reading import parse
from tests.publish.edition.support import theme_of
from tests.publish.site.sites import NAME, served
from tests.web_support import SITE, axe, page, sideways

PAGES = {
    "landing": f"/{NAME}/",
    "older landing": f"/{NAME}/v1/",
    "contents": f"/{NAME}/v2/rapport/",
    "chapter": f"/{NAME}/v2/rapport/toppledergrupper.html",
    "worksheets": f"/{NAME}/v2/rapport/vedlegg.html",
    "picture": f"/{NAME}/v2/rapport/horisontal.html",
    "older chapter": f"/{NAME}/v1/rapport/innledning.html",
    "whole": f"/{NAME}/latest/rapport/alt.html",
    "search": f"/{NAME}/latest/rapport/sok.html",
    "findings": f"/{NAME}/funn/",
    "finding": f"/{NAME}/funn/samhandling/",
    "finding without a bar": f"/{NAME}/funn/toppledere-2019/",
    "newer": f"/{NAME}/v1/nyeste/",
    "sorry": f"/{NAME}/beklager/",
    "thanks": f"/{NAME}/takk/",
    "missing": "/404.html",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
LOOKS = (("konstruktiv", False), ("konstruktiv", True), ("noktern", True))


@every_page
def test_a_page_is_accessible_in_light_and_in_dark_and_fits_the_narrowest_screen(path: str) -> None:
    for theme, dark in LOOKS:
        with page(1280, files=served(theme), dark=dark) as opened:
            opened.goto(SITE + path)
            assert axe(opened) == [], (theme, dark)
            light = opened.evaluate("() => getComputedStyle(document.body).backgroundColor")
            assert (sum(map(int, re.findall(r"\d+", light)[:3])) < 200) is dark
            opened.set_viewport_size({"width": 320, "height": 640})
            assert sideways(opened) == 0
            if not dark:
                assert axe(opened) == []


@every_page
def test_a_drawing_has_the_system_s_colours_where_the_system_sets_them(path: str) -> None:
    with page(1280, files=served()) as opened:
        opened.emulate_media(forced_colors="active", color_scheme="dark")
        opened.goto(SITE + path)
        painted = opened.evaluate(
            """() => [...document.querySelectorAll('svg *')].flatMap(one => {
                const style = getComputedStyle(one), drawn = one.getClientRects().length
                return drawn && !['g', 'svg'].includes(one.localName) ? [style.fill, style.stroke] : [] })"""
        )
        theme = {
            f"rgb({round(colour.red * 255)}, {round(colour.green * 255)}, {round(colour.blue * 255)})"
            for colour in (*theme_of("report").palette.values(), *dark_colours(theme_of("report")).values())
        }
    assert set(painted) & (theme - {"rgb(255, 255, 255)", "rgb(0, 0, 0)"}) == set()


@every_page
def test_a_page_without_its_style_sheets_shows_each_drawing_once_and_in_its_colours(path: str) -> None:
    files = {name: data for name, data in served().items() if not name.endswith(".css")}
    body = files[path + "index.html" if path.endswith("/") else path]
    assert re.findall(rb"var\(--[a-z-]+\)", body) == [], "a colour that only the style sheets know"
    with page(1280, files=files) as opened:
        opened.goto(SITE + path)
        drawn = opened.evaluate(
            """() => [...document.querySelectorAll('svg')].map(one => [
                one.parentElement.className, getComputedStyle(one).display,
                [...one.querySelectorAll('[fill]')].map(part => getComputedStyle(part).fill)])"""
        )
    for around, display, fills in drawn:
        assert "rgb(0, 0, 0)" not in fills or display == "none", around
    shown = [around for around, display, _ in drawn if around == "drawing" and display != "none"]
    assert len(shown) == body.count(b'<div class="drawing">')


@every_page
def test_print_is_on_paper_for_a_reader_of_dark_pages_too(path: str) -> None:
    with page(794, files=served(), dark=True, media="print") as opened:
        opened.goto(SITE + path)
        ink, paper = opened.evaluate(
            "() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
        )
    assert paper == "rgb(255, 255, 255)"
    assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 200


@pytest.mark.parametrize("name", ["report", "report-noktern"])
def test_every_pair_of_the_theme_can_be_read_in_the_dark(name: str) -> None:
    theme = theme_of(name)
    dark = dark_colours(theme)
    styles = {key: replace(style, colour=dark[style.colour.name]) for key, style in theme.styles.items()}
    pairs = contrast_pairs(styles, dark, Grounds((), ("paper",), ("tint",), theme.lists.colour, theme.tables))
    assert [pair for pair in pairs if not pair.passes] == []


@every_page
def test_no_page_asks_for_a_script_or_has_a_style_of_its_own(path: str) -> None:
    found = list(parse(served()[path + "index.html" if path.endswith("/") else path]).elements)
    scripts = [one.attributes.get("type") for one in found if one.name == "script"]
    assert set(scripts) <= {"application/ld+json", *([None] if path.endswith("/sok.html") else [])}
    assert [one.name for one in found if one.name == "style" or "style" in one.attributes] == []


_SPACED = """* { line-height: 1.5 !important; }
    * { letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }"""
"""The distances that a reader may ask for (WCAG 2.2, 1.4.12)."""


@every_page
def test_a_page_holds_more_room_between_letters_and_lines_and_text_at_400_per_cent(path: str) -> None:
    with page(1280, files=served()) as opened:
        opened.goto(SITE + path)
        opened.add_style_tag(content=_SPACED)
        for width in (1280, 320):
            opened.set_viewport_size({"width": width, "height": 640})
            assert sideways(opened) == 0, width


@every_page
def test_the_keyboard_reaches_what_leads_somewhere_and_shows_where_it_is(path: str) -> None:
    with page(1280, files=served()) as opened:
        opened.goto(SITE + path)
        wanted = opened.evaluate(
            """() => [...document.querySelectorAll(
                "a[href], summary, input, textarea, button, [tabindex='0']")]
                .filter(one => one.checkVisibility() && one.tabIndex >= 0 && !one.disabled).length"""
        )
        unseen, reached = [], 0
        for _ in range(wanted):
            opened.keyboard.press("Tab")
            marked, said = opened.evaluate(
                """() => { const here = document.activeElement, style = getComputedStyle(here)
                    return [style.outlineStyle != 'none' || style.boxShadow != 'none', here.outerHTML] }"""
            )
            reached += said[:5] != "<body"
            if not marked:
                unseen.append(said[:100])
        assert (unseen, reached) == ([], wanted)


@every_page
def test_a_page_saved_without_anything_else_says_each_word_once(path: str) -> None:
    """What a browser saves as HTML alone: no style sheet, no font, no script."""
    body = served()[path + "index.html" if path.endswith("/") else path]
    with page(1280, files={"/saved.html": body}, javascript=True) as opened:
        opened.goto(f"{SITE}/saved.html")
        shown = opened.evaluate(
            """() => { const main = document.querySelector('main')
                main.querySelectorAll('details').forEach(one => { one.open = true })
                main.querySelectorAll('svg, [data-site], form').forEach(one => one.remove())
                return main.innerText }"""
        )
    main = parse(body).find("main")
    left = {id(part) for one in main.elements if is_beside(one.name, one.attributes) for part in one.elements}
    owed = [one for one in main.elements if id(one) not in left]
    wanted = letters("".join(text for one in owed for text in one.children if isinstance(text, str)))
    assert letters(shown) == wanted


def is_beside(name: str, attributes: dict[str, str | None]) -> bool:
    return name in ("svg", "form", "script", "noscript") or "data-site" in attributes


def letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\s\u00ad\u200b]+", "", text).casefold())
