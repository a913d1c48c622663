"""What machines read: schema.org, Open Graph, the feed, the sitemap, versions.json."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from report_builder.publish import Publishable
from report_builder.publish.addresses import Addresses, link
from report_builder.publish.drawing import listed_of
from report_builder.publish.edition import page_names
from report_builder.publish.machine import feed, schema_org
from report_builder.publish.model import Chronicle
from tests.publish.site.sites import ADDRESS, NAME, NOTES, page, site, versions, with_report

REPORT = {
    *("@context", "@type", "name", "headline", "alternativeHeadline", "description", "inLanguage"),
    *("reportNumber", "isPartOf", "pagination", "keywords", "author", "publisher", "datePublished"),
    *("dateModified", "version", "url", "image", "license", "isBasedOn", "encoding"),
    *("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard"),
    "accessibilitySummary",
}
MEDIA = {"@type", "encodingFormat", "contentUrl", "contentSize", "sha256"}
FEATURES = {
    *("alternativeText", "annotations", "ARIA", "bookmarks", "describedMath", "displayTransformability"),
    *(
        "index",
        "latex",
        "longDescription",
        "MathML",
        "pageBreakMarkers",
        "pageNavigation",
        "printPageNumbers",
    ),
    *("readingOrder", "structuralNavigation", "tableOfContents", "taggedPDF", "unlocked"),
}
ATOM = {"a": "http://www.w3.org/2005/Atom"}
NEWEST = f"{NAME}/index.html"


def parse(data: bytes | str) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314  our own file


def _alone(version: Publishable) -> Chronicle:
    listed = listed_of(version)
    return Chronicle(listed, (listed,))


def text(element: ET.Element, path: str) -> str:
    found = element.find(path, ATOM)
    assert found is not None, path
    return found.text or ""


def atom(address: str | None = ADDRESS) -> ET.Element:
    return parse(site(address)[f"{NAME}/atom.xml"].data)


def about(address: str | None = ADDRESS) -> dict[str, Any]:
    (script,) = page(NEWEST, address).scripts
    found: dict[str, Any] = json.loads(script)
    return found


def test_schema_org_says_what_the_report_is() -> None:
    said = about()
    assert (said["@context"], said["@type"]) == ("https://schema.org", "Report")
    assert said["name"] == "Konstruktiv uro – toppledelse i staten"
    assert (said["datePublished"], said["dateModified"]) == ("2019-12-04", "2022-05-10")
    assert (said["reportNumber"], said["inLanguage"]) == ("Difi-rapport 2019:7", "nb")
    assert {"taggedPDF", "alternativeText", "structuralNavigation"} <= set(said["accessibilityFeature"])
    assert "skjermleser" in said["accessibilitySummary"]


def test_schema_org_uses_each_property_where_its_vocabulary_has_it() -> None:
    """Those of Report, Article, CreativeWork and Thing, and the values that accessibilityFeature knows."""
    said = about()
    assert said.keys() <= REPORT
    assert {name for one in said["encoding"] for name in one} <= MEDIA
    assert said["isPartOf"] == {"@type": "CreativeWorkSeries", "name": "Difi-rapport", "issn": "1890-6583"}
    assert said["pagination"] == f"1-{versions()[-1].pdf.pages}"
    assert set(said["accessibilityFeature"]) <= FEATURES
    assert said["headline"] == said["name"]


def test_schema_org_knows_a_person_from_the_publisher() -> None:
    first, _ = versions()
    facts = first.report.publication

    def authors(*names: str) -> list[dict[str, str]]:
        report = replace(first.report, publication=replace(facts, authors=names))
        wanted = schema_org(with_report(first, report), Addresses(NAME, None), NEWEST, "cover.png")
        found: list[dict[str, str]] = json.loads(wanted)["author"]
        return found

    publisher = {"@type": "Organization", "name": facts.publisher}
    assert authors("Kari Nordmann", facts.publisher) == [{"@type": "Person", "name": "Kari Nordmann"}]
    assert authors() == authors(facts.publisher) == [publisher]


def test_schema_org_names_the_pdf_and_the_html_edition_as_encodings() -> None:
    html, pdf = about()["encoding"]
    version = versions()[-1]
    assert html["contentUrl"] == f"{ADDRESS}{NAME}/v2/rapport/"
    assert pdf["contentUrl"] == f"{ADDRESS}{NAME}/v2/konstruktiv-uro.pdf"
    assert pdf["encodingFormat"] == "application/pdf"
    assert pdf["contentSize"] == str(version.pdf.size)
    assert pdf["sha256"] == sha256(version.pdf.data).hexdigest()


def test_without_an_address_schema_org_has_relative_ones() -> None:
    said = about(None)
    assert said["url"] == "v2/"
    assert said["encoding"][1]["contentUrl"] == "v2/konstruktiv-uro.pdf"


def test_open_graph_shows_the_cover() -> None:
    found = {a.get("property"): a.get("content") for a in page(NEWEST).all("meta")}
    assert found["og:title"] == "Konstruktiv uro – toppledelse i staten"
    assert found["og:url"] == f"{ADDRESS}{NAME}/"
    assert found["og:image"] == f"{ADDRESS}{NAME}/v2/deling.png"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    card = site()[f"{NAME}/v2/deling.png"].data
    assert card.startswith(b"\x89PNG")
    assert (int.from_bytes(card[16:20]), int.from_bytes(card[20:24])) == (1200, 630)


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


def test_the_sitemap_has_every_page_of_the_newest_that_is_for_reading() -> None:
    found = parse(site()["sitemap.xml"].data)
    addresses = [element.text for element in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    chapters = page_names(versions()[-1].report).values()
    wanted = [f"{NAME}/", *(f"{NAME}/latest/rapport/{chapter}" for chapter in ("", *chapters))]
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
