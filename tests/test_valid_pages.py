"""Every page that readers or writers see, under the eyes of the Nu HTML checker.

All in one test: to start the checker takes longer than to check.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from report_builder.feedback import open_store
from report_builder.language.catalogue import catalogue, languages
from report_builder.preview.app import _html
from tests.publish.describing.described_sites import ADDRESS, site
from tests.publish.edition.support import edition, style_sheet
from tests.publish.following.filled import filled
from tests.publish.site.sites import served
from tests.sample_reports import ALL, EVERY
from tests.serve.own_pages import own_pages
from tests.web_support import validate_all


def test_every_page_and_every_style_sheet_is_valid(tmp_path: Path) -> None:
    kinds = {
        "site": _site(),
        "edition": _editions(),
        "described": _described(),
        "server": _server(tmp_path),
        "preview": _preview(),
        "old": _old(),
    }
    fewest = {"site": 10, "edition": 3 * len(EVERY), "described": 6, "server": 18, "preview": 4, "old": 10}
    assert [kind for kind, pages in kinds.items() if len(pages) < fewest[kind]] == []
    named = {f"{kind}/{path}": data for kind, pages in kinds.items() for path, data in pages.items()}
    assert validate_all(named) == []


def _site() -> dict[str, bytes]:
    # form.css is the design system's, and has a property (field-sizing) that the checker does not know yet.
    sheets = ("site.css", "landing.css", "theme.css")
    return {
        path: data
        for path, data in served().items()
        if path.endswith(sheets) or (path.endswith(".html") and "/rapport/" not in path)
    }


def _editions() -> dict[str, bytes]:
    pages = {
        f"{name}/{path}": data
        for name in EVERY
        for path, data in edition(name).items()
        if path.endswith(".html")
    }
    known, newer = _NEWER.subn(b"", style_sheet())
    assert newer == 2
    return {**pages, "edition.css": known}


_NEWER = re.compile(rb"@supports \((?:field-sizing: content|width: 1cqi)\) .*?\n}\n", re.DOTALL)
"""What stands behind a question to the browser, in CSS that the checker does not know yet."""


def _described() -> dict[str, bytes]:
    """Pages with all that they say to machines, of a version that is not the newest."""
    files = site("nb", "said", ADDRESS)
    return {path: data for path, data in files.items() if "/v2/" in path and path.endswith(".html")}


def _server(folder: Path) -> dict[str, bytes]:
    store = open_store(str(folder / "answers.sqlite")).value
    assert store is not None
    try:
        return own_pages(folder, store, languages())
    finally:
        store.close()


def _old() -> dict[str, bytes]:
    return {
        f"{name}/{path}": data
        for name in ("report", ALL)
        for path, data in filled(name).items()
        if path.endswith(".html")
    }


def _preview() -> dict[str, bytes]:
    pages = {f"{name}.html": _html(catalogue(name)).encode() for name in languages()}
    folder = files("report_builder") / "data" / "preview"
    return {**pages, **{name: (folder / name).read_bytes() for name in ("preview.css", "icon.svg")}}
