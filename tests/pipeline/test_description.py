"""What ``report.yaml`` says of a report stands wherever somebody may look for it, read there from outside."""

from __future__ import annotations

import html
import json
import logging
import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path
from typing import Any

import bagit
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from report_builder.cli.app import run
from report_builder.pipeline.bag_info import bag_info
from tests.conftest import BASE
from tests.pipeline.releases import AUTUMN_2026, Desk
from tests.pipeline.test_manifest import MANIFEST
from tests.publish.describing.vocabulary import faults
from tests.said import ENGLISH
from tests.verify_support import SharedMachine

STATED = {
    "isbn": "isbn: 978-82-7483-092-9",
    "doi": "doi: https://doi.org/10.1234/abc",
    "urn": "urn: https://urn.nb.no/URN:NBN:no-12345",
    "record": "record: {case: 2019/1234, entry: 5, document: 1}",
}
RECORD = "2019/1234, journalpost 5, dokument 1"
OTHERS = """\
authors:
  - Kari Eksempel
  - {name: Ola Eksempel, kind: person, orcid: 0000-0002-1825-0097}
"""


class Handed:
    """A report that was released, published and exported: what each place has, as others read it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def pdf(self) -> PdfReader:
        (path,) = self.root.glob("output/archive/notat/v1/content/notat.pdf")
        return PdfReader(BytesIO(path.read_bytes()))

    @cached_property
    def packet(self) -> str:
        catalog: Any = self.pdf.trailer["/Root"]
        data: bytes = catalog["/Metadata"].get_data()
        return data.decode()

    @cached_property
    def info(self) -> dict[str, Any]:
        return {str(key): value for key, value in (self.pdf.metadata or {}).items()}

    def xmp(self, name: str) -> list[str]:
        """The values of a property of XMP."""
        found = re.search(f"<{name}>(.*?)</{name}>", self.packet, re.DOTALL)
        if found is None:
            return []
        items = re.findall("<rdf:li[^>]*>(.*?)</rdf:li>", found[1])
        return [html.unescape(text) for text in items or [found[1]]]

    def page(self, number: int) -> str:
        return " ".join(self.pdf.pages[number].extract_text().split())

    @cached_property
    def targets(self) -> list[str]:
        """Where the links of the colophon lead."""
        links: Any = self.pdf.pages[1].get("/Annots", ())
        return [str(link.get_object()["/A"]["/URI"]) for link in links if "/A" in link.get_object()]

    @cached_property
    def manifest(self) -> dict[str, Any]:
        (path,) = self.root.glob("output/archive/notat/v1/content/manifest.json")
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return found

    @cached_property
    def bag(self) -> dict[str, list[str]]:
        return read_bag(self.root.parent / "bag.zip", self.root.parent / "bag")

    def markup(self, page: str) -> str:
        """A page of the site, below the report's own folder."""
        (path,) = self.root.glob(f"output/site/releases/*/www/notat/{page}")
        return path.read_text("utf-8")

    def text(self, page: str) -> str:
        """What readers see of a page."""
        body = self.markup(page).partition("<body")[2]
        return " ".join(html.unescape(re.sub("<[^>]*>", " ", body)).split())

    def meta(self, page: str, name: str) -> list[str]:
        found = re.findall(rf'<meta name="{re.escape(name)}" content="([^"]*)"', self.markup(page))
        return [html.unescape(value) for value in found]

    def linked_data(self, page: str) -> dict[str, Any]:
        found = re.search('<script type="application/ld[+]json">(.*?)</script>', self.markup(page))
        assert found is not None
        data: dict[str, Any] = json.loads(found[1])
        return data

    def property_values(self, kind: str) -> list[str]:
        said = self.linked_data("index.html").get("identifier", [])
        return [one["value"] for one in said if one["propertyID"] == kind]


def read_bag(path: Path, folder: Path) -> dict[str, list[str]]:
    """What a bag says of itself, after bagit.py found it whole."""
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    shutil.unpack_archive(path, folder)
    (top,) = folder.iterdir()
    bag = bagit.Bag(str(top))
    bag.validate()
    return {label: [value] if isinstance(value, str) else value for label, value in bag.info.items()}


def hand_over(root: Path, lines: str) -> Handed:
    """Release, publish and export a report that says ``lines`` too."""
    shutil.copytree(BASE, root)
    report = root / "content/report.yaml"
    text = report.read_text("utf-8").replace("authors: [Kari Eksempel]\n", OTHERS)
    report.write_text(text + lines, "utf-8")
    clock = partial(float, AUTUMN_2026)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("report_builder.check.verapdf._Machine", SharedMachine)
        bag = str(root.parent / "bag.zip")
        for command in (
            ("release", str(root)),
            ("publish", str(root)),
            ("archive", "export", "v1", "--root", str(root), "--bagit", bag),
        ):
            assert run(command, ENGLISH, float, clock) == 0, command
    return Handed(root)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Handed:
    """The report with every number."""
    return hand_over(tmp_path_factory.mktemp("numbered") / "report", "\n".join(STATED.values()) + "\n")


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Handed:
    """The report with none of them."""
    return hand_over(tmp_path_factory.mktemp("bare") / "report", "")


LANDING, COLOPHON, CHAPTER = "index.html", "latest/rapport/index.html", "latest/rapport/innledning.html"
PLACES: dict[str, dict[str, Callable[[Handed], bool]]] = {
    "isbn": {
        "XMP": lambda of: "urn:isbn:9788274830929" in of.xmp("xmp:Identifier"),
        "PRISM": lambda of: of.xmp("prism:isbn") == ["978-82-7483-092-9"],
        "Info": lambda of: of.info.get("/ISBN") == "978-82-7483-092-9",
        "colophon": lambda of: "ISBN 978-82-7483-092-9" in of.page(1),
        "back cover": lambda of: "ISBN 978-82-7483-092-9" in of.page(-1),
        "manifest": lambda of: of.manifest["description"].get("isbn") == "978-82-7483-092-9",
        "bag": lambda of: "urn:isbn:9788274830929" in of.bag["External-Identifier"],
        "landing page": lambda of: "ISBN: 978-82-7483-092-9" in of.text(LANDING),
        "JSON-LD": lambda of: of.linked_data(LANDING).get("isbn") == "978-82-7483-092-9",
        "JSON-LD, identifier": lambda of: of.property_values("ISBN") == ["978-82-7483-092-9"],
        "citation": lambda of: of.meta(CHAPTER, "citation_isbn") == ["978-82-7483-092-9"],
        "DC": lambda of: "urn:isbn:9788274830929" in of.meta(LANDING, "DC.identifier"),
        "DC, edition": lambda of: "urn:isbn:9788274830929" in of.meta(COLOPHON, "DC.identifier"),
        "edition": lambda of: "ISBN 978-82-7483-092-9" in of.text(COLOPHON),
    },
    "doi": {
        "XMP": lambda of: "https://doi.org/10.1234/abc" in of.xmp("xmp:Identifier"),
        "XMP, first": lambda of: of.xmp("dc:identifier") == ["https://doi.org/10.1234/abc"],
        "PRISM": lambda of: of.xmp("prism:doi") == ["10.1234/abc"],
        "Info": lambda of: of.info.get("/DOI") == "10.1234/abc",
        "colophon": lambda of: "DOI https://doi.org/10.1234/abc" in of.page(1),
        "link": lambda of: "https://doi.org/10.1234/abc" in of.targets,
        "manifest": lambda of: of.manifest["description"].get("doi") == "10.1234/abc",
        "bag": lambda of: "https://doi.org/10.1234/abc" in of.bag["External-Identifier"],
        "landing page": lambda of: "DOI: https://doi.org/10.1234/abc" in of.text(LANDING),
        "JSON-LD": lambda of: of.linked_data(LANDING).get("sameAs") == "https://doi.org/10.1234/abc",
        "JSON-LD, identifier": lambda of: of.property_values("DOI") == ["10.1234/abc"],
        "citation": lambda of: of.meta(CHAPTER, "citation_doi") == ["10.1234/abc"],
        "DC": lambda of: "https://doi.org/10.1234/abc" in of.meta(LANDING, "DC.identifier"),
        "DC, edition": lambda of: "https://doi.org/10.1234/abc" in of.meta(COLOPHON, "DC.identifier"),
        "edition": lambda of: '<a href="https://doi.org/10.1234/abc"' in of.markup(COLOPHON),
    },
    "urn": {
        "XMP": lambda of: "URN:NBN:no-12345" in of.xmp("xmp:Identifier"),
        "colophon": lambda of: "URN URN:NBN:no-12345" in of.page(1),
        "manifest": lambda of: of.manifest["description"].get("urn") == "URN:NBN:no-12345",
        "bag": lambda of: "URN:NBN:no-12345" in of.bag["External-Identifier"],
        "landing page": lambda of: "URN: URN:NBN:no-12345" in of.text(LANDING),
        "JSON-LD": lambda of: of.property_values("URN") == ["URN:NBN:no-12345"],
        "DC": lambda of: "URN:NBN:no-12345" in of.meta(LANDING, "DC.identifier"),
        "DC, edition": lambda of: "URN:NBN:no-12345" in of.meta(COLOPHON, "DC.identifier"),
        "edition": lambda of: "URN URN:NBN:no-12345" in of.text(COLOPHON),
    },
    "record": {
        "XMP": lambda of: f"Saksnummer {RECORD}" in of.xmp("xmp:Identifier"),
        "colophon": lambda of: f"Saksnummer {RECORD}" in of.page(1),
        "manifest": lambda of: (
            of.manifest["description"].get("record") == {"case": "2019/1234", "entry": 5, "document": 1}
        ),
        "bag": lambda of: f"Saksnummer {RECORD}" in of.bag["Internal-Sender-Identifier"],
        "landing page": lambda of: f"Saksnummer: {RECORD}" in of.text(LANDING),
        "JSON-LD": lambda of: of.property_values("Noark 5") == [RECORD],
        "DC": lambda of: f"Saksnummer {RECORD}" in of.meta(LANDING, "DC.identifier"),
        "DC, edition": lambda of: f"Saksnummer {RECORD}" in of.meta(COLOPHON, "DC.identifier"),
        "edition": lambda of: f"Saksnummer {RECORD}" in of.text(COLOPHON),
    },
}
CASES = [(number, place) for number, places in PLACES.items() for place in places]


@pytest.mark.parametrize(("number", "place"), CASES)
def test_every_number_stands_in_every_place(number: str, place: str, full: Handed) -> None:
    assert PLACES[number][place](full)


@pytest.mark.parametrize(("number", "place"), CASES)
def test_what_is_not_stated_stands_nowhere(number: str, place: str, bare: Handed) -> None:
    assert not PLACES[number][place](bare)


@pytest.mark.whole
@pytest.mark.parametrize("alone", STATED)
def test_each_number_stands_alone(alone: str, tmp_path: Path) -> None:
    handed = hand_over(tmp_path / "report", STATED[alone] + "\n")
    for number, places in PLACES.items():
        for place, stands in places.items():
            assert stands(handed) == (number == alone), (number, place)


def test_the_manifest_says_what_the_report_does(full: Handed) -> None:
    assert full.manifest["description"] == {
        "language": "nb",
        "subtitle": "Prøve for feilmeldinger",
        "kind": "Notat",
        "description": "En liten rapport som alle feilprøvene bygger på.",
        "series": "Eksempelnotat",
        "series_number": "2020:1",
        "issn": "1890-6583",
        "isbn": "978-82-7483-092-9",
        "doi": "10.1234/abc",
        "urn": "URN:NBN:no-12345",
        "record": {"case": "2019/1234", "entry": 5, "document": 1},
        "authors": [
            {"name": "Kari Eksempel"},
            {
                "name": "Ola Eksempel",
                "kind": "person",
                "orcid": "https://orcid.org/0000-0002-1825-0097",
            },
        ],
        "keywords": ["prøve"],
        "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    }


def test_a_chapter_has_no_number_of_the_report(full: Handed) -> None:
    assert full.meta(CHAPTER, "DC.identifier") == []


@pytest.mark.parametrize("page", [LANDING, COLOPHON, CHAPTER])
def test_the_vocabulary_has_what_is_said_to_search_engines(page: str, full: Handed) -> None:
    data = full.linked_data(page)
    nodes = data.get("@graph", [data])
    assert [fault for node in nodes for fault in faults(node)] == []


def test_the_version_is_built_again(full: Handed, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(full.root, capsys)
    assert desk.archive("rebuild", "v1") == 0, desk.err


def named(handed: Handed) -> dict[str, list[str]]:
    """How the bag of a first version says which report it is of: by its id, that no other report has."""
    own = handed.manifest["id"]
    return {"External-Identifier": [f"{own}/v1"], "Bag-Group-Identifier": [own]}


def test_the_file_has_the_id_after_the_numbers(bare: Handed, full: Handed) -> None:
    assert bare.xmp("dc:identifier") == bare.xmp("xmp:Identifier") == [bare.manifest["id"]]
    assert full.xmp("xmp:Identifier")[-1] == full.manifest["id"]
    assert len(full.xmp("xmp:Identifier")) == 5


SAID = {
    "Source-Organization": ["Eksempeletaten"],
    "Contact-Name": ["Eksempeletaten"],
    "Contact-Email": ["post@example.no"],
    "External-Description": [
        "Et lite notat – Prøve for feilmeldinger, version 1. En liten rapport som alle feilprøvene bygger på."
    ],
    "Bagging-Date": ["2026-11-23"],
    "Bag-Count": ["1 of 1"],
    "Internal-Sender-Identifier": ["notat"],
    "Internal-Sender-Description": ["Første versjon."],
    "Title": ["Et lite notat"],
    "Language": ["nb"],
    "Subtitle": ["Prøve for feilmeldinger"],
    "Author": ["Kari Eksempel", "Ola Eksempel <https://orcid.org/0000-0002-1825-0097>"],
    "Type": ["Notat"],
    "Series": ["Eksempelnotat"],
    "Series-Number": ["2020:1"],
    "ISSN": ["1890-6583"],
    "Keyword": ["prøve"],
    "Licence": ["CC BY 4.0 <https://creativecommons.org/licenses/by/4.0/>"],
    "Date-Published": ["2020-01-02T00:00:00+01:00"],
    "Date-Updated": ["2020-03-04T00:00:00+01:00"],
    "Date-Archived": ["2026-11-23T13:00:00+01:00"],
    "Version": ["1"],
}


def test_the_bag_says_what_the_report_does(bare: Handed) -> None:
    made = {"Payload-Oxum", "Bag-Size", "Format", "Bag-Software-Agent"}
    assert {label: values for label, values in bare.bag.items() if label not in made} == SAID | named(bare)


def test_a_bag_says_what_is_known_and_no_more() -> None:
    """Of a version whose source cannot be read there is its manifest alone."""
    record = replace(MANIFEST, description=None, published_at=None, note="")
    archived = datetime(2022, 5, 10, 8, tzinfo=UTC)
    said = bag_info("uro", record, None, archived, date(2026, 11, 28))
    assert dict(said) == {
        "Source-Organization": "Etaten",
        "Contact-Name": "Etaten",
        "Contact-Email": "post@example.no",
        "External-Description": "Uro – på norsk, version 2",
        "Bagging-Date": "2026-11-28",
        "External-Identifier": "uro/v2",
        "Bag-Group-Identifier": "uro",
        "Bag-Count": "1 of 1",
        "Internal-Sender-Identifier": "uro",
        "Title": "Uro – på norsk",
        "Language": "nb",
        "Date-Published": "2019-12-04",
        "Date-Updated": "2022-05-10T00:00:00+02:00",
        "Date-Archived": "2022-05-10T08:00:00+00:00",
        "Version": "2",
        "Format": "application/pdf (PDF/UA-1), checked by veraPDF 1.31",
        "Bag-Software-Agent": dict(said)["Bag-Software-Agent"],
    }


def test_the_bag_names_the_program_that_wrote_it(
    bare: Handed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It need not be the one that made the version."""
    monkeypatch.setattr(
        "report_builder.pipeline.bag_info.made_with",
        lambda: ({"name": "report-builder", "version": "9.9"}, {}),
    )
    target = tmp_path / "later.zip"
    desk = Desk(bare.root, capsys)
    assert desk.archive("export", "v1", "--bagit", str(target)) == 0, desk.err
    assert read_bag(target, tmp_path / "later")["Bag-Software-Agent"] == ["report-builder 9.9"]


def test_a_bag_of_an_earlier_release_says_what_its_source_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is made up: days whose zone was not recorded stay days."""
    root = tmp_path / "report"
    shutil.copytree(BASE, root)
    desk = Desk(root, capsys)
    monkeypatch.setattr("report_builder.pipeline.releasing.description_of", lambda _: None)
    monkeypatch.setattr("report_builder.check.verapdf._Machine", SharedMachine)
    monkeypatch.setattr("report_builder.pipeline.releasing.stamped", lambda edition, *_: edition)
    assert desk.release() == 0, desk.err
    (path,) = root.glob("output/archive/notat/v1/content/manifest.json")
    assert not {"description", "published_at"} & json.loads(path.read_text("utf-8")).keys()
    target = tmp_path / "earlier.zip"
    assert desk.archive("export", "v1", "--bagit", str(target)) == 0, desk.err
    said = read_bag(target, tmp_path / "earlier")
    changed = {
        "Author": ["Kari Eksempel"],
        "Date-Published": ["2020-01-02"],
        "Date-Updated": ["2020-03-04"],
    }
    changed |= named(Handed(root))
    assert {label: said[label] for label in (*SAID, *changed)} == SAID | changed
    assert "ISBN" not in said
