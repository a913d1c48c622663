"""No address of a finding is ever lost, whatever editors do to it; and each says what became of it."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from functools import cache
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest

from report_builder.publish.findings import data
from report_builder.publish.findings.files import cards_of, finding_files
from report_builder.publish.findings.telling import Told
from report_builder.publish.findings.tracing import Standing
from report_builder.publish.pages import Pages
from tests.publish.findings.histories import ADDRESS, WHERE, Release, finding, generated, release, told_of
from tests.publish.site.sites import Page
from tests.sample_reports import sample


@cache
def pages() -> Pages:
    return Pages("assets/abc/")


def files_of(told: Mapping[str, Told]) -> dict[str, bytes]:
    """Every file at an address of a finding; pictures have what they show in place of their bytes."""
    facts = sample("findings").report.publication
    made = finding_files(told, facts, WHERE, pages())
    cards = {path: f"{card.large} {card.said}".encode() for path, card in cards_of(told, "", WHERE).items()}
    return {path: file.data for path, file in made.items()} | cards


def page_of(told: Mapping[str, Told], name: str) -> Page:
    return Page(files_of(told)[f"{WHERE.finding(name)}index.html"])


def led_to(files: Mapping[str, bytes], name: str) -> str:
    """Where a reader ends who opens the address of a finding: the path of the page."""
    path = f"{WHERE.finding(name)}index.html"
    for refresh in (meta for meta in Page(files[path]).all("meta") if meta.get("http-equiv") == "refresh"):
        target = (refresh["content"] or "").partition("url=")[2]
        path = f"{normpath(join(dirname(path), unquote(target)))}/index.html"
    return path


def check(releases: list[Release], chance: random.Random) -> None:
    """Publish the versions one after the other, some of them withdrawn for a while; no address is lost."""
    ever: set[str] = set()
    hidden: set[int] = set()
    for count in range(1, len(releases) + 1):
        if chance.random() < 0.3:
            hidden ^= {chance.randint(1, count)}
        shown = [each for each in releases[:count] if each.number not in hidden]
        told = told_of(releases[:count], sorted(hidden))
        files = files_of(told)
        assert ever <= files.keys(), f"lost in version {count}: {sorted(ever - files.keys())}"
        ever |= files.keys()
        current = {each.id for each in shown[-1].findings.facts} if shown else set[str]()
        assert {name for name, each in told.items() if each.standing is Standing.CURRENT} == current
        _check_places(told, files)
        _check_values(releases[:count], hidden, files)


def _check_places(told: Mapping[str, Told], files: Mapping[str, bytes]) -> None:
    for name, each in told.items():
        end = led_to(files, name)
        assert led_to(files, end.split("/")[-2]) == end, "who is led on is not led on again"
        for other in each.now:
            assert told[other.id].standing not in (Standing.RENAMED, Standing.HIDDEN)
        if each.standing is Standing.WITHDRAWN:
            assert f"Regnet feil: {name}." in Page(files[end]).text


def _check_values(releases: list[Release], hidden: set[int], files: Mapping[str, bytes]) -> None:
    """What only withdrawn versions say is said nowhere."""
    seen = {each.value for one in releases if one.number not in hidden for each in one.findings.facts}
    away = {each.value for one in releases if one.number in hidden for each in one.findings.facts} - seen
    everything = b"\0".join(files.values()).decode()
    assert not [value for value in away if str(value) in everything]


@pytest.mark.parametrize("seed", range(3))
def test_no_address_is_lost_in_a_few_releases(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    check(list(generated(chance, 9)), chance)


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(3, 9))
def test_no_address_is_lost_in_fifty_releases(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    check(list(generated(chance, 50)), chance)


def test_a_finding_with_another_id_is_found_under_both() -> None:
    told = told_of([release(1, finding("a", 100_001)), release(2, finding("b", 100_002, ["a"]))])
    assert led_to(files_of(told), "a") == f"{WHERE.finding('b')}index.html"
    text = page_of(told, "b").text
    assert "Da het funnet «a»." in text
    assert "Før: 100001\u00a0kr".replace("\u00a0", " ") in text, "the old value beside the new one"
    record = json.loads(files_of(told)[WHERE.finding("b") + data.JSON])
    assert [(row["id"], row["value"]) for row in record["history"]] == [("a", 100_001), ("b", 100_002)]
    old = json.loads(files_of(told)[WHERE.finding("a") + data.JSON])
    assert old["standing"] == "renamed"
    assert old["now"] == [{"id": "b", "address": ADDRESS + WHERE.finding("b")}]


def test_a_chain_of_ids_is_followed_though_each_version_says_only_the_last() -> None:
    told = told_of(
        [release(1, finding("a", 1)), release(2, finding("b", 1, ["a"])), release(3, finding("c", 1, ["b"]))]
    )
    assert {led_to(files_of(told), name) for name in "abc"} == {f"{WHERE.finding('c')}index.html"}


def test_an_id_that_came_back_is_its_own_again() -> None:
    releases = [
        release(1, finding("a", 1)),
        release(2, finding("b", 2, ["a"])),
        release(3, finding("a", 3, ["b"])),
    ]
    told = told_of(releases)
    assert told["a"].standing is Standing.CURRENT
    assert led_to(files_of(told), "b") == f"{WHERE.finding('a')}index.html"
    assert [row.facts.value for row in told["a"].rows if row.facts] == [1, 2, 3]


def test_a_divided_finding_leads_to_all_that_it_became() -> None:
    releases = [release(1, finding("a", 71)), release(2, finding("b", 72, ["a"]), finding("c", 73, ["a"]))]
    told = told_of(releases)
    page = page_of(told, "a")
    assert "Funnet er delt" in page.text
    assert {"../b/", "../c/"} <= {link.get("href") for link in page.all("a")}
    assert led_to(files_of(told), "a") == f"{WHERE.finding('a')}index.html"
    assert [row.facts.value for row in told["c"].rows if row.facts] == [71, 73]


def test_a_withdrawn_finding_says_why_and_since_when_and_shows_no_value() -> None:
    releases = [
        release(1, finding("a", 912_345), finding("b", 5)),
        release(2, finding("b", 5), withdrawn={"a": "Svarene var telt to ganger."}),
        release(3, finding("b", 5)),
    ]
    told = told_of(releases)
    files = files_of(told)
    text = page_of(told, "a").text
    assert "Funnet er trukket tilbake" in text
    assert "fra versjon 2, 3. januar 2026. Svarene var telt to ganger." in text
    assert not [path for path, content in files.items() if b"912345" in content]
    again = told_of([*releases, release(4, finding("a", 6), finding("b", 5))])
    assert again["a"].standing is Standing.CURRENT


def test_a_finding_of_which_nothing_is_said_stays_with_what_it_was() -> None:
    told = told_of([release(1, finding("a", 71)), release(2, finding("b", 5))])
    text = page_of(told, "a").text
    assert "Funnet er ikke i rapporten lenger. Det sto sist i versjon 1." in text
    assert "71 kr" in text
    assert any(meta.get("content") == "noindex" for meta in page_of(told, "a").all("meta"))


def test_a_correction_stands_at_the_version_that_has_it() -> None:
    releases = [release(1, finding("a", 71)), release(2, finding("a", 72))]
    old = page_of(told_of(releases, corrected={1: "Figur 2 gjelder 2018."}), "a")
    assert old.text.count("Figur 2 gjelder 2018.") == 1, "in the history"
    new = page_of(told_of(releases, corrected={2: "Figur 2 gjelder 2018."}), "a")
    assert new.text.count("Figur 2 gjelder 2018.") == 2, "above everything too"


def test_what_a_withdrawn_version_had_is_not_told() -> None:
    releases = [release(1, finding("a", 71)), release(2, finding("a", 912_345), finding("b", 923_456))]
    told = told_of(releases, hidden=[2])
    assert told["a"].standing is Standing.CURRENT
    assert "trakk versjon" in page_of(told, "a").text or "Feil i 2." in page_of(told, "a").text
    assert told["b"].standing is Standing.HIDDEN
    files = files_of(told)
    assert not [path for path, content in files.items() if b"912345" in content or b"923456" in content]


def test_nothing_is_left_of_the_ids_of_a_purged_version() -> None:
    releases = [release(1, finding("a", 71)), release(2, finding("a", 72), finding("kari-nordmann", 5))]
    told = told_of(releases, purged=[2])
    assert set(told) == {"a"}
    assert b"kari" not in b"".join(files_of(told).values())


def test_every_version_withdrawn_leaves_a_page_at_each_address() -> None:
    releases = [release(1, finding("a", 912_345)), release(2, finding("b", 923_456, ["a"]))]
    told = told_of(releases, hidden=[1, 2])
    files = files_of(told)
    for name in "ab":
        assert "Et funn som er trukket tilbake" in Page(files[f"{WHERE.finding(name)}index.html"]).text
    assert not [path for path, content in files.items() if b"912345" in content or b"923456" in content]


@pytest.mark.parametrize("name", ["index.html", "con", "a.", "æøå", "x" * 300])
def test_a_folder_can_have_the_name_of_any_id(name: str) -> None:
    folder = WHERE.finding(name).split("/")[2]
    assert folder not in ("index.html", "con", "a.")
    assert len(folder.encode()) < 256
