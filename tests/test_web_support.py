"""The tools that look at pages find what is wrong with one, and nothing wrong with a good one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests import web_support
from tests.web_support import (
    SITE,
    axe,
    enlarge_text,
    families,
    page,
    screenshot,
    sideways,
    validate,
    validate_all,
)

GOOD = """<!DOCTYPE html>
<html lang="nb"><head><meta charset="utf-8"><title>Prøve</title><link rel="stylesheet" href="look.css"></head>
<body><header><h1>Prøve</h1></header><main><p>En linje.</p></main></body></html>"""
FILES = {"/a/index.html": GOOD.encode(), "/a/look.css": b"p { width: 400px }"}


def test_a_good_page_is_good() -> None:
    with page(files=FILES) as opened:
        opened.goto(f"{SITE}/a/")
        assert opened.inner_text("p") == "En linje."
        assert axe(opened) == []
    assert validate(GOOD) == []


def test_what_is_wrong_is_found() -> None:
    bad = GOOD.replace(' lang="nb"', "").replace("En linje.", '<img src="x.png"><b>')
    with page(files={"/index.html": bad.encode()}) as opened:
        opened.goto(f"{SITE}/")
        assert {line.partition(":")[0] for line in axe(opened)} == {"html-has-lang", "image-alt"}
    found = validate_all(
        {"good.html": GOOD.encode(), "bad.html": bad.encode(), "x.css": b"p { colour: red }"}
    )
    assert {line.partition(":")[0] for line in found} == {"bad.html", "x.css"}


def test_wide_pages_and_large_text_are_seen(tmp_path: Path) -> None:
    with page(320, files=FILES) as opened:
        opened.goto(f"{SITE}/a/")
        assert sideways(opened) > 80
        before = opened.evaluate("() => document.querySelector('p').offsetHeight")
        enlarge_text(opened)
        # The height of a line is rounded to whole pixels, before and after.
        after = opened.evaluate("() => document.querySelector('p').offsetHeight")
        assert after == pytest.approx(2 * before, abs=2)
        screenshot(opened, tmp_path / "shot.png")
    assert (tmp_path / "shot.png").read_bytes().startswith(b"\x89PNG")


def test_no_font_of_the_system_is_used() -> None:
    """What looks right on one machine looks the same on all."""
    text = '<p style="font: 40px {}"><span>En linje i svart 123</span></p>'
    kinds = ("serif", "sans-serif", "monospace", "system-ui", "DejaVu Sans", "Noto Sans", "Arial")
    html = GOOD.replace("</main>", "".join(map(text.format, kinds)) + "</main>")
    with page(files={"/index.html": html.encode()}) as opened:
        opened.goto(f"{SITE}/")
        devtools = opened.context.new_cdp_session(opened)
        devtools.send("DOM.enable")
        devtools.send("CSS.enable")
        root = devtools.send("DOM.getDocument")["root"]["nodeId"]
        spans = devtools.send("DOM.querySelectorAll", {"nodeId": root, "selector": "span"})["nodeIds"]
        assert len(spans) == len(kinds)
        used = {
            font["familyName"]
            for span in spans
            for font in devtools.send("CSS.getPlatformFontsForNode", {"nodeId": span})["fonts"]
        }
    assert used
    assert used <= families(), used


def test_a_request_that_leaves_the_host_fails_the_test() -> None:
    html = GOOD.replace("</p>", '</p><img alt="" src="http://elsewhere.example/x.png">')
    files = {"/index.html": html.encode()}
    with pytest.raises(AssertionError, match=r"elsewhere\.example"), page(files=files) as opened:
        opened.goto(f"{SITE}/")


def test_other_event_loops_run_beside_the_browser() -> None:
    async def answer() -> int:
        await asyncio.sleep(0)
        return 42

    with page(files=FILES) as opened:
        opened.goto(f"{SITE}/a/")
    assert asyncio.run(answer()) == 42
    with page(files=FILES) as opened:
        opened.goto(f"{SITE}/a/")
        assert opened.title() == "Prøve"


def test_what_is_missing_is_said_and_fails_where_nothing_may_be_skipped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match=r"Chromium is missing.*apt-get install chromium"):
        web_support.missing("Chromium", "apt-get install chromium")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="NOT tested"):
        web_support.missing("Chromium", "apt-get install chromium")
