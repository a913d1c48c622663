"""What publish writes is what serve reads: the two rooms agree on the folder between them."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.testclient import TestClient

from report_builder.diagnostics import Diagnostics
from report_builder.feedback.store import FeedbackStore
from report_builder.publish.contents import contents_of
from report_builder.publish.model import SiteFile
from report_builder.publish.table import Table
from report_builder.publish.writing import SiteDisk, write_release
from report_builder.serve import make_app
from tests.serve.site import PDF, PDF_ADDRESS, REPORT, Still

FILES = {
    "index.html": SiteFile(b"<!doctype html><title>uro</title>"),
    f"{REPORT}/index.html": SiteFile("<!doctype html><title>æøå</title>".encode(), 2),
    PDF_ADDRESS.lstrip("/"): SiteFile(PDF, 2),
    f"{REPORT}/atom.xml": SiteFile(b"<feed/>"),
    "assets/0123abcd/serif.woff2": SiteFile(b"wOF2"),
}


def publish(out: Path, files: dict[str, SiteFile]) -> None:
    diagnostics = Diagnostics()
    entries, contents = contents_of(files, None)
    table = Table(
        REPORT,
        "nn",
        2,
        {},
        f"/{REPORT}/takk/",
        f"/{REPORT}/beklager/",
        {f"/{path}": entry for path, entry in entries.items()},
    )
    assert write_release(out, contents, table, SiteDisk(), diagnostics), diagnostics.items


def test_a_published_site_is_served_and_the_next_one_too(
    tmp_path: Path, store: FeedbackStore, still: Still
) -> None:
    publish(tmp_path / "site", FILES)
    with TestClient(make_app(tmp_path / "site", store, still.world()), follow_redirects=False) as client:
        for path, file in FILES.items():
            answer = client.get(f"/{path}")
            assert (answer.status_code, answer.content) == (200, file.data), path
        assert client.get(f"/{REPORT}/").headers["content-type"] == "text/html; charset=utf-8"
        assert client.get(PDF_ADDRESS).headers["content-type"] == "application/pdf"
        assert "immutable" in client.get("/assets/0123abcd/serif.woff2").headers["cache-control"]
        assert '<html lang="nn">' in client.get("/nothing").text
        publish(tmp_path / "site", FILES | {"index.html": SiteFile(b"<!doctype html><title>ny</title>")})
        assert client.get("/").content == b"<!doctype html><title>ny</title>"
    assert [row.count for row in store.downloads()] == [1]  # the same reader twice
    assert still.told == []


def test_the_server_s_own_pages_look_as_the_newest_version_does(
    tmp_path: Path, store: FeedbackStore, still: Still
) -> None:
    """Each version may have a theme of its own, and with it a folder of style sheets."""
    sheets = [
        f"assets/{folder}/{name}.css" for folder in ("aaaa", "bbbb") for name in ("theme", "site", "form")
    ]
    newest = b'<!doctype html><title>404</title><link rel="stylesheet" href="/assets/aaaa/theme.css">'
    published = {sheet: SiteFile(b"") for sheet in sheets} | {"404.html": SiteFile(newest)}
    publish(tmp_path / "site", FILES | published)
    with TestClient(make_app(tmp_path / "site", store, still.world())) as client:
        shown = client.post(f"/{REPORT}/feedback", data={"helpful": ""}).text
    assert re.findall(r'href="(/assets/[^"]+)"', shown) == [f"/{sheet}" for sheet in sheets[:3]]
