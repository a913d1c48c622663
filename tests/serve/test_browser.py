"""The server in front of a real browser: its own pages, its forms without JavaScript, its policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import ANY

import pytest
from playwright.sync_api import expect

from report_builder.feedback import open_store
from report_builder.feedback.store import FeedbackStore
from report_builder.serve import Limits
from tests.publish.site.sites import publish_to, versions
from tests.serve.own_pages import TEXT, own_pages
from tests.serve.process import Running, running
from tests.serve.site import REPORT, write_site
from tests.web_support import axe, page, sideways

EVIL = b"""<!doctype html><html lang="en"><title>still</title><h1>still</h1>
<script>document.title = "ran"</script>
<img src="/none.png" alt="" onerror="document.title = 'ran'">
<svg onload="document.title = 'ran'"></svg>
<a id="link" href="javascript:document.title='ran'">link</a>
<form action="https://evil.example/"><button id="send">send</button></form>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the report itself, as publish writes it."""
    folder = tmp_path_factory.mktemp("browser")
    assert publish_to(folder / "site", versions(), report=REPORT).value is not None
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Running]:
    with running(folder / "site", str(folder / "answers.sqlite"), Limits()) as started:
        yield started


@pytest.mark.parametrize("javascript", [True, False])
def test_a_reader_whose_answer_cannot_be_stored_at_first(
    server: Running, folder: Path, javascript: bool
) -> None:
    """From the landing page to thanks, and the download; a text is not lost while the database is away."""
    database = folder / "answers.sqlite"
    before = set(answers(database))
    with page(320, 640, javascript=javascript) as opened:
        # Each run is a reader of its own, for the same answers again would not be kept.
        opened.set_extra_http_headers({"X-Forwarded-For": f"192.0.2.{int(javascript)}"})
        home = f"http://127.0.0.1:{server.port}/{REPORT}/"
        opened.goto(home)
        opened.get_by_role("button", name="Ja").click()
        expect(opened).to_have_url(f"{home}takk/")
        expect(opened).to_have_title(re.compile("^Takk! – "))
        opened.get_by_role("link", name="Tilbake til rapporten").click()
        opened.get_by_role("button", name="Nei").click()
        expect(opened).to_have_title(re.compile("^Det beklager vi!"))
        field = opened.get_by_label("Hva lette du etter?")
        field.fill(TEXT)
        database.rename(folder / "away.sqlite")
        opened.get_by_role("button", name="Send").click()
        expect(opened).to_have_title("Svaret er ikke lagret ennå")
        expect(field).to_have_value(TEXT)
        assert sideways(opened) == 0
        if javascript:  # which axe needs
            assert axe(opened) == []
        (folder / "away.sqlite").rename(database)
        opened.get_by_role("button", name="Send").click()
        expect(opened).to_have_url(f"{home}takk/")
        assert opened.context.cookies() == []
        opened.get_by_role("link", name="Tilbake til rapporten").click()
        pdf = opened.get_by_role("link", name="Konstruktiv uro – toppledelse i staten (PDF)")
        assert opened.request.get(f"{home}{pdf.get_attribute('href')}").body() == versions()[-1].pdf.data
    assert sorted(set(answers(database)) - before, key=lambda answer: answer[1:]) == [
        (ANY, f"/{REPORT}/", "False", "", 2),
        (ANY, f"/{REPORT}/", "True", "", 2),
        (ANY, f"/{REPORT}/beklager/", "None", TEXT, 2),
    ]


def answers(database: Path) -> list[tuple[str, str, str, str, int | None]]:
    """What is stored: id, page, helpful, text, version."""
    outcome = open_store(str(database))
    assert outcome.value is not None
    found = [(one.id, one.page, str(one.helpful), one.text, one.version) for one in outcome.value.answers()]
    outcome.value.close()
    return found


def test_nothing_runs_that_stands_in_a_page(tmp_path: Path) -> None:
    """Row 45 of the fault table: should markup ever get through, the policy stops it."""
    said: list[str] = []
    write_site(tmp_path / "site", {"/evil.html": (EVIL, "text/html", None)})
    with running(tmp_path / "site", str(tmp_path / "a.sqlite"), Limits()) as server, page() as opened:
        opened.on("console", lambda message: said.append(message.text))
        opened.goto(f"http://127.0.0.1:{server.port}/evil.html")
        opened.locator("#link").click()
        expect(opened).to_have_title("still")
        # A refused navigation never ends, so nothing may wait for it.
        opened.locator("#send").click(no_wait_after=True)
        for _ in range(1000):
            opened.wait_for_timeout(200)
            if sum("Content Security Policy" in text for text in said) == 5:
                break
        assert opened.url.endswith("/evil.html")
    violations = [text for text in said if "Content Security Policy" in text]
    assert len(violations) == 5, said
    assert "form-action 'self'" in violations[-1]


def test_the_server_s_own_pages_are_accessible(tmp_path: Path, store: FeedbackStore) -> None:
    pages = own_pages(tmp_path, store, ("nb",))
    with page(files={f"/{name}": data for name, data in pages.items()}) as opened:
        for name in pages:
            opened.goto(f"http://report.test/{name}")
            assert axe(opened) == [], name
