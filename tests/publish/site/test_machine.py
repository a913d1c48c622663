"""What machines read: the feed, the sitemap, versions.json."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from report_builder.publish import Publishable
from report_builder.publish.addresses import Addresses, link
from report_builder.publish.drawing import listed_of
from report_builder.publish.edition import page_names
from report_builder.publish.machine import feed
from report_builder.publish.model import Chronicle, Correction, Withdrawn
from tests.publish.site.sites import ADDRESS, NAME, NOTES, site, versions

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def parse(data: bytes | str) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314  our own file


def _alone(version: Publishable) -> Chronicle:
    listed = listed_of(version, Addresses(NAME, None))
    return Chronicle(listed, (listed,))


def text(element: ET.Element, path: str) -> str:
    found = element.find(path, ATOM)
    assert found is not None, path
    return found.text or ""


def atom(address: str | None = ADDRESS) -> ET.Element:
    return parse(site(address)[f"{NAME}/atom.xml"].data)


@pytest.mark.parametrize("address", [ADDRESS, None])
def test_the_feed_has_what_atom_asks_for(address: str | None) -> None:
    found = atom(address)
    assert found.tag == f"{{{ATOM['a']}}}feed"
    entries = found.findall("a:entry", ATOM)
    for element in (found, *entries):
        assert text(element, "a:id").startswith("urn:uuid:")
        assert text(element, "a:title")
        assert text(element, "a:updated").endswith("T00:00:00Z")
    assert text(found, "a:author/a:name").startswith("Direktoratet")
    assert len({text(element, "a:id") for element in (found, *entries)}) == 3
    assert [text(entry, "a:summary") for entry in entries] == [NOTES[1], NOTES[0]]
    assert [text(entry, "a:updated")[:10] for entry in entries] == ["2022-05-10", "2019-12-04"]
    assert text(found, "a:updated") == text(entries[0], "a:updated")
    assert found.find(".//a:published", ATOM) is None


@pytest.mark.parametrize("address", [ADDRESS, None])
def test_every_link_of_the_feed_leads_to_a_file(address: str | None) -> None:
    base = address or "http://host/"
    found = atom(address)
    targets = [element.get("href") or "" for element in found.iterfind(".//a:link", ATOM)]
    assert len(targets) == 6
    for target in targets:
        path = urljoin(f"{base}{NAME}/atom.xml", target).removeprefix(base)
        assert (f"{path}index.html" if path.endswith("/") else path) in site(address)


def test_the_ids_of_the_feed_do_not_depend_on_the_address() -> None:
    ids = [[e.text for e in atom(address).iterfind(".//a:id", ATOM)] for address in (ADDRESS, None)]
    assert ids[0] == ids[1]


def test_an_id_stays_when_a_version_comes_to_it() -> None:
    first, _ = versions()
    alone = parse(feed(_alone(first), Addresses(NAME, None)))
    both = atom(None)
    assert text(alone, "a:id") == text(both, "a:id")
    assert text(alone, "a:entry/a:id") == [text(e, "a:id") for e in both.findall("a:entry", ATOM)][-1]


def test_a_note_cannot_break_the_feed() -> None:
    wild = replace(versions()[0], note="</summary><script>]]>&amp;'\"")
    found = parse(feed(_alone(wild), Addresses(NAME, ADDRESS)))
    assert text(found, "a:entry/a:summary") == wild.note


XML = "{http://www.w3.org/XML/1998/namespace}lang"
AT = datetime(2026, 11, 28, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("newest", ["nb", "nn", "en"])
def test_an_entry_is_plain_text_that_says_all_of_it_once_and_in_its_language(
    language: str, newest: str
) -> None:
    """A reader of feeds has no style sheet of ours: nothing is hidden, coloured or told apart by one."""
    addresses = Addresses(NAME, ADDRESS)
    first, second = (listed_of(each, addresses) for each in versions())
    first, second = replace(first, language=language), replace(second, language=newest)
    chronicle = Chronicle(
        second,
        (first, second),
        withdrawn=(Withdrawn(3, AT, "Tabell 3 hadde feil tall.", "Direktoratet"),),
        corrections={1: (Correction(AT, "Figur 2 gjelder 2018."),)},
    )
    found = parse(feed(chronicle, addresses))
    entries = found.findall("a:entry", ATOM)
    assert len(entries) == 3
    said = [text(entry, "a:summary") for entry in entries]
    for owed in (*NOTES, "Tabell 3 hadde feil tall.", "Figur 2 gjelder 2018."):
        assert sum(one.count(owed) for one in said) == 1, owed
    for element in found.iter():
        assert element.get("type") in {None, "text/html", "application/pdf", "application/atom+xml"}
        assert "var(" not in (element.text or "")
    around = found.get(XML)
    spoken = [entry.get(XML) or around for entry in entries]
    assert spoken == [newest, newest, language]
    word = {"nb": "Versjon", "nn": "Versjon", "en": "Version"}
    for entry, tag in zip(entries, spoken, strict=True):
        assert word[tag or ""].casefold() in text(entry, "a:title").casefold()


def test_the_sitemap_has_every_page_of_the_newest_that_is_for_reading() -> None:
    found = parse(site()["sitemap.xml"].data)
    addresses = [element.text for element in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    chapters = page_names(versions()[-1].report).values()
    wanted = [f"{NAME}/", *(f"{NAME}/latest/rapport/{chapter}" for chapter in ("", *chapters))]
    wanted += [f"{NAME}/funn/{name}/" for name in versions()[-1].report.findings]
    assert sorted(filter(None, addresses)) == sorted(f"{ADDRESS}{path}" for path in wanted)
    assert b"Sitemap: https://www.example.no/rapporter/sitemap.xml" in site()["robots.txt"].data
    assert b"Sitemap" not in site(None)["robots.txt"].data


def test_versions_json_has_newest_first() -> None:
    found = json.loads(site()[f"{NAME}/versions.json"].data)
    assert found["newest"] == 2
    assert [row["version"] for row in found["versions"]] == [2, 1]
    assert found["versions"][0]["pdf"]["sha512"] == versions()[-1].pdf.sha512
    assert found["versions"][0]["note"] == NOTES[1]
    assert found["versions"][0]["page"] == f"{ADDRESS}{NAME}/v2/"


@pytest.mark.parametrize(
    ("here", "target", "expected"),
    [
        ("a/index.html", "a/", "./"),
        ("a/index.html", "a/v1/", "v1/"),
        ("a/v1/index.html", "a/", "../"),
        ("a/v1/index.html", "assets/x/", "../../assets/x/"),
        ("a/v1/index.html", "a/v2/å b.pdf", "../v2/%C3%A5%20b.pdf"),
        ("index.html", "a/", "a/"),
        ("a/index.html", "a/v1/rapport/b.html#c", "v1/rapport/b.html#c"),
        ("", "a/", "/a/"),
        ("", "", "/"),
    ],
)
def test_links_between_paths(here: str, target: str, expected: str) -> None:
    assert link(here, target) == expected
