"""A fault of our own, at every stage of the preview: told in the browser, over the last good pages.

One server takes them all, one after the other: that it goes on with the next save is part of the proof.
"""

from __future__ import annotations

import http.client
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from report_builder.diagnostics import Diagnostic
from tests.conftest import BASE
from tests.pace import LONG
from tests.preview.live import running
from tests.said import plain

CHAPTER = "content/chapters/innledning.md"

AT_WORK = (
    "report_builder.preview.staged_build.has_report",
    "report_builder.preview.staged_build.load",
    "report_builder.layout.lay_out",
    "report_builder.preview.staged_build.read_sheets",
    "report_builder.preview.staged_build.Origins",
    "report_builder.preview.staged_build.Maker._texts",
    "report_builder.preview.staged_build.shown",
    "report_builder.preview.staged_build.Followed.settle",
    "report_builder.preview.session.changes",
    "report_builder.preview.gallery.Pages",
    "report_builder.finish.finish",
    "report_builder.check.check_pdf",
    "report_builder.check.reading.read_structure",
    "report_builder.preview.staged_build.read_aloud",
    "report_builder.preview.as_json.state",
)
"""What fails while a build is at work, or when the browser is told of it."""

ASKED = (
    ("report_builder.preview.pages.Pages.picture", "page/{digest}/300.png"),
    ("report_builder.preview.pages.Pages.boxes", "at?page=4&x=100&y=100"),
    ("report_builder.preview.positions.carried", "find?path=content/chapters/innledning.md&line=3"),
    ("report_builder.preview.app.edited_places", "edited"),
    ("report_builder.preview.as_json.heard", "heard"),
    ("report_builder.preview.app._html", ""),
    ("report_builder.preview.site_view.SiteView._renew", "landing"),
)
"""What fails when the browser asks for something."""

WATCHING = (
    "report_builder.preview.watching.Watch._look",
    "report_builder.preview.inputs.Followed.concerns",
    "report_builder.preview.inputs.Followed.changed",
)
"""What fails when a file was saved; then the save itself may go unseen, but no later one."""


class InjectedError(Exception):
    """The fault."""


class Browser:
    """What a browser does: it listens, and it asks. ``told`` has every fault that was reported."""

    def __init__(self, root: Path, address: str, told: list[Exception]) -> None:
        self.root, self.told, self._words = root, told, 0
        parts = urlsplit(address)
        self._host, self._path = parts.netloc, parts.path
        self._news: Queue[dict[str, Any]] = Queue()
        self.state: dict[str, Any] = {}
        self._thread = Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        with closing(http.client.HTTPConnection(self._host)) as connection:
            connection.request("GET", f"{self._path}events")
            with connection.getresponse() as answer:
                while line := answer.readline():
                    if line.startswith(b"data: "):
                        self._news.put(json.loads(line[6:]))

    def leave(self) -> None:
        """Wait for the end of the news: the server has gone."""
        self._thread.join(LONG)

    def until(self, holds: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """Wait for a state that holds."""
        while not self.state or not holds(self.state):
            self.state = self._news.get(timeout=LONG)
        return self.state

    def ask(self, what: str) -> int:
        with closing(http.client.HTTPConnection(self._host, timeout=LONG)) as connection:
            connection.request("GET", self._path + what)
            with connection.getresponse() as answer:
                answer.read()
                return answer.status

    def save(self) -> None:
        """Write another word into a chapter."""
        self._words += 1
        file = self.root / CHAPTER
        lines = file.read_text("utf-8").split("\n")
        lines[2] = f"Et kort avsnitt med ordet nummer {self._words}."
        file.write_text("\n".join(lines), "utf-8")

    def rested(self) -> list[Any]:
        """The pages as they are, if they are good."""
        state = self.state
        good = state["current"] and state["heard"] and not state["problems"] and self._news.empty()
        pages: list[Any] = state["pages"]
        return pages if good else self.good()

    def good(self) -> list[Any]:
        """Save, and wait for good pages without a fault, wholly checked."""
        before = self.state["revision"]
        self.save()
        state = self.until(
            lambda state: (
                state["revision"] > before and state["current"] and not state["building"] and state["heard"]
            )
        )
        assert state["problems"] == []
        pages: list[Any] = state["pages"]
        return pages


def has_fault(state: dict[str, Any]) -> bool:
    return "RB-INTERNAL" in [problem["code"] for problem in state["problems"]] and not state["building"]


@contextmanager
def listening(root: Path) -> Iterator[Browser]:
    told: list[Exception] = []

    def report_fault(fault: Exception) -> Diagnostic:
        told.append(fault)
        return Diagnostic("RB-INTERNAL", plain(f"a fault ({fault})"), plain("please send fault.txt"))

    with running(root, report_fault=report_fault) as address:
        browser = Browser(root, address, told)
        yield browser
    browser.leave()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    root = tmp_path_factory.mktemp("faults") / "report"
    shutil.copytree(BASE, root)
    with listening(root) as browser:
        browser.until(lambda state: state["heard"])
        yield browser


def breaking(patch: pytest.MonkeyPatch, target: str) -> None:
    def broken(*_: object, **__: object) -> None:
        raise InjectedError(target)

    patch.setattr(target, broken)


@pytest.mark.parametrize("target", AT_WORK)
def test_a_fault_at_work_leaves_the_pages_and_the_next_save_builds(
    browser: Browser, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = browser.rested()
    browser.told.clear()
    with monkeypatch.context() as patch:
        breaking(patch, target)
        browser.save()
        state = browser.until(has_fault)
        assert {str(fault) for fault in browser.told} == {target}
        [problem] = state["problems"]
        assert problem["hint"] == "«please send fault.txt»"
        assert len(state["pages"]) == len(before)
        if not state["current"]:
            assert state["pages"] == before
        assert browser.ask(f"page/{state['pages'][0][0]}/200.png") == 200
    after = browser.good()
    assert after != before


@pytest.mark.parametrize(("target", "address"), ASKED)
def test_a_fault_in_an_answer_is_told_once_and_the_next_save_builds(
    browser: Browser, target: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = browser.rested()
    browser.told.clear()
    with monkeypatch.context() as patch:
        breaking(patch, target)
        for _ in range(3):
            assert browser.ask(address.format(digest=before[0][0])) == 500
        state = browser.until(has_fault)
        assert [str(fault) for fault in browser.told] == [target]
        assert (state["pages"], len(state["problems"])) == (before, 1)
    assert browser.good() != before


@pytest.mark.parametrize("target", WATCHING)
def test_a_fault_of_the_watch_does_not_end_it(
    good_report: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(good_report) as browser:
        before = browser.until(lambda state: state["heard"])["pages"]
        with monkeypatch.context() as patch:
            breaking(patch, target)
            browser.save()
            browser.until(has_fault)
            assert {str(fault) for fault in browser.told} == {target}
        assert browser.good() != before


@pytest.mark.parametrize(
    "target", ["report_builder.layout.lay_out", "report_builder.preview.gallery.Pages", AT_WORK[5]]
)
def test_a_fault_of_the_very_first_build_is_mended_by_a_save(
    good_report: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        breaking(patch, target)
        with listening(good_report) as browser:
            browser.until(has_fault)
            patch.undo()
            assert browser.good() != []
