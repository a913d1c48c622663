"""The words in the addresses of a site follow the report's language at its first release, and stay."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from starlette.testclient import TestClient

from report_builder.feedback import open_store
from report_builder.language.address_words import UNSTATED, AddressWords, address_words
from report_builder.language.catalogue import languages
from report_builder.pipeline.manifest import decode
from report_builder.publish.addresses import Addresses
from report_builder.serve import make_app
from report_builder.serve.site import load_release
from tests.pipeline.releases import CHAPTER, DAY, SENTENCE, Desk
from tests.preview.test_site_view import desk_for
from tests.serve.site import Still

pytestmark = pytest.mark.usefixtures("shared_verapdf")

NAME = "notat"
ADDRESS = "https://www.example.no/"


class _Page(HTMLParser):
    """Collects the ids of a page and what it leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.feed(page)

    def handle_starttag(self, _tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for key, value in attributes:
            if key == "id" and value:
                self.ids.add(value)
            if key in ("href", "src", "action") and value:
                self.links.add(value)


def speak(desk: Desk, language: str) -> None:
    path = desk.root / "content/report.yaml"
    text = re.sub(r"(?m)^language: .*$", f"language: {language}", path.read_text("utf-8"))
    path.write_text(text, "utf-8")


def release(desk: Desk, *options: str) -> None:
    assert desk.release(*options) == 0, desk.err


def publish(desk: Desk) -> Path:
    assert desk.command("publish", str(desk.root)) == 0, desk.err
    return desk.root / "output/site"


def table(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "current/site.json").read_text("utf-8"))
    return found


def folders(out: Path) -> set[str]:
    """The folders and pages of the site, without what is called by a version or the content."""
    return {part for address in table(out)["files"] for part in address.split("/") if part}


def words_of(desk: Desk, number: int) -> AddressWords:
    record = decode((desk.root / f"output/archive/{NAME}/v{number}/content/manifest.json").read_bytes())
    assert record is not None
    return record.addresses


def broken(out: Path) -> Iterator[str]:
    """Links of the site's pages that lead nowhere on it."""
    www, files = out / "current/www", table(out)["files"]
    pages = {
        address: _Page((www / address[1:]).read_text("utf-8")) for address in files if ".html" in address
    }
    for address, page in pages.items():
        for to in page.links:
            whole, anchor = urldefrag(urljoin(f"{ADDRESS}{address[1:]}", to))
            if not whole.startswith(ADDRESS) or whole.endswith("/feedback"):
                continue
            path = unquote(whole.removeprefix(ADDRESS.rstrip("/")))
            path += "index.html" if path.endswith("/") else ""
            is_lost = path in pages and anchor and unquote(anchor) not in pages[path].ids
            if path not in files or is_lost:
                yield f"{address}: {to}"


@pytest.mark.parametrize("language", languages())
def test_a_report_keeps_the_words_of_its_first_language(desk: Desk, tmp_path: Path, language: str) -> None:
    (desk.root / "settings.yaml").write_text(f"address: {ADDRESS}\n", "utf-8")
    speak(desk, language)
    words = address_words(language)
    where = Addresses(NAME, ADDRESS, words)
    release(desk)
    before = table(publish(desk))
    for path in (where.thanks, where.sorry, where.newer(1), where.edition(1), where.lasting_edition):
        assert f"/{path}index.html" in before["files"], path
    assert f"/{where.edition(1)}{where.whole}" in before["files"]
    assert {f"/{where.version(1)}{name}" for name in (where.cover, where.card)} < before["files"].keys()
    strange = address_words("nb" if language == "en" else "en")
    others = {strange.edition, strange.whole, strange.newer, strange.thanks, strange.sorry, strange.cover}
    out = desk.root / "output/site"
    assert not {part.partition(".")[0] for part in folders(out)} & others
    assert list(broken(out)) == []

    speak(desk, "nb" if language == "en" else "en")
    desk.edit(CHAPTER, SENTENCE, f"{SENTENCE} Mer.")
    desk.now += DAY
    release(desk, "--note", "Ny")
    assert "RB-ADDRESS" not in desk.err
    after = table(publish(desk))
    assert words_of(desk, 1) == words_of(desk, 2) == words
    gone = {
        address for address in before["files"].keys() - after["files"].keys() if "/assets/" not in address
    }
    assert not gone
    assert list(broken(out)) == []
    store = open_store(str(tmp_path / "answers.sqlite")).value
    assert store is not None
    with TestClient(make_app(out, store, Still().world()), follow_redirects=False) as client:
        for answer, path in (("ja", where.thanks), ("nei", where.sorry)):
            led = client.post(
                f"/{NAME}/feedback", data={"helpful": answer}, headers={"origin": "http://testserver"}
            )
            assert (led.status_code, led.headers["location"]) == (303, f"/{path}")
            assert client.get(led.headers["location"]).status_code == 200
    store.close()
    with desk_for(desk.root) as previewed:
        previewed.build()
        assert previewed.get("edition")[1] == f"site/{NAME}/v0/{words.edition}/"
    assert desk.archive("verify") == 0, desk.err
    assert desk.archive("rebuild", "v1") == 0, desk.err
    assert f"edition/{words.looks}/theme.css" in archived(desk, 2)


def archived(desk: Desk, number: int) -> str:
    inventory = desk.root / f"output/archive/{NAME}/v{number}/inventory.json"
    return inventory.read_text("utf-8")


def test_a_report_that_was_released_before_there_were_words_keeps_its_addresses(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(desk, "en")
    with monkeypatch.context() as then:
        then.setattr("report_builder.pipeline.succession.address_words", lambda _language: UNSTATED)
        release(desk)
    assert "addresses" not in (desk.root / f"output/archive/{NAME}/v1/content/manifest.json").read_text()
    assert "addresses" not in (desk.root / "releases.json").read_text()
    desk.edit(CHAPTER, SENTENCE, f"{SENTENCE} More.")
    desk.now += DAY
    release(desk, "--note", "More")
    out = publish(desk)
    assert {"rapport", "alt.html", "takk", "beklager", "nyeste"} < folders(out)
    assert not {"report", "all.html", "thanks", "sorry", "newest"} & folders(out)
    with desk_for(desk.root) as previewed:
        previewed.build()
        assert previewed.get("edition")[1].endswith("/v0/rapport/")
    # A site that an older program wrote does not say where answers lead.
    listed = out / "current/site.json"
    said = {key: value for key, value in table(out).items() if key not in ("thanks", "sorry")}
    listed.write_text(json.dumps(said), "utf-8")
    found = load_release((out / "current").resolve())
    assert (found.thanks, found.sorry) == (f"/{NAME}/takk/", f"/{NAME}/beklager/")


def test_words_outlive_versions_that_are_purged_or_withdrawn(desk: Desk) -> None:
    speak(desk, "en")
    release(desk)
    reason = ("--reason", "Names", "--root", str(desk.root))
    assert desk.command("withdraw", "v1", "--purge", *reason) == 0, desk.err
    assert {"report", "thanks"} < folders(publish(desk))
    speak(desk, "nn")
    desk.edit(CHAPTER, SENTENCE, f"{SENTENCE} Meir.")
    desk.now += DAY
    release(desk, "--note", "Meir")
    assert words_of(desk, 2) == address_words("en")
    assert {"report", "thanks", "all.html"} < folders(publish(desk))
    assert desk.command("withdraw", "v2", *reason) == 0, desk.err
    assert {"report", "thanks"} < folders(publish(desk))


def test_a_lost_note_of_the_releases_loses_no_word(desk: Desk) -> None:
    speak(desk, "en")
    release(desk)
    shutil.move(desk.root / "releases.json", desk.root / "away.json")
    speak(desk, "nb")
    desk.edit(CHAPTER, SENTENCE, f"{SENTENCE} Mer.")
    desk.now += DAY
    release(desk, "--note", "Mer")
    assert words_of(desk, 2) == address_words("en")
    assert json.loads((desk.root / "releases.json").read_text())["addresses"][NAME]["edition"] == "report"
