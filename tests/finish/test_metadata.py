"""Every property of the XMP packet and what each is declared to be: nothing more, nothing less."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from report_builder.check.metadata import DC, PDF, PDFA_ID, PDFUA_ID, PRISM, XMP, read_packet
from report_builder.finish.metadata import info, xmp
from report_builder.model.days import first_moment
from report_builder.model.identifiers import Identifiers, RecordNumbers
from report_builder.model.report import FORM, Original
from tests.finish.synthetic import make_report

FACTS = make_report(original=Original(url="https://eldre.example/1")).publication
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
TOOL = "report-builder 1.2.3"


def test_every_property() -> None:
    properties = read_packet(xmp(FACTS, TOOL)).properties
    del properties[f"{EXTENSION}schemas"]
    assert properties == {
        f"{DC}format": "application/pdf",
        f"{DC}title": "Konstruktiv uro – toppledelse i staten",
        f"{DC}creator": "Kari Nordmann; Áile Sara",
        f"{DC}description": "Hva vi lærte <i staten> & andre steder.",
        f"{DC}language": "nb",
        f"{DC}subject": "ledelse; læring & uro",
        f"{DC}publisher": "Direktoratet for forvaltning og ikt (Difi)",
        f"{DC}type": "Erfaringsrapport",
        f"{DC}date": "2019-12-04T00:00:00Z; 2022-05-10T00:00:00Z",
        f"{DC}source": "https://eldre.example/1",
        f"{DC}rights": "NLOD 2.0",
        f"{RIGHTS}WebStatement": "https://data.norge.no/nlod/no/2.0",
        f"{PDF}Keywords": "ledelse; læring & uro",
        f"{PDF}Producer": TOOL,
        f"{XMP}CreatorTool": TOOL,
        f"{XMP}CreateDate": "2019-12-04T00:00:00Z",
        f"{XMP}ModifyDate": "2022-05-10T00:00:00Z",
        f"{XMP}MetadataDate": "2022-05-10T00:00:00Z",
        f"{PRISM}publicationDate": "2019-12-04",
        f"{PRISM}modificationDate": "2022-05-10",
        f"{PRISM}seriesTitle": "Difi-rapport",
        f"{PRISM}seriesNumber": "2019:7",
        f"{PRISM}issn": "1890-6583",
        f"{PRISM}versionIdentifier": "1.0",
        f"{PRISM}organization": "Direktoratet for forvaltning og ikt (Difi)",
        f"{PRISM}genre": "Erfaringsrapport",
        f"{PDFA_ID}part": "2",
        f"{PDFA_ID}conformance": "A",
        f"{PDFUA_ID}part": "1",
    }


NUMBERS = Identifiers("82-7483-092-X", "10.1234/a&b", "URN:NBN:no-12345", RecordNumbers("2019/1234", 5))


def test_numbers_of_the_report_are_added() -> None:
    """Dublin Core has one identifier in XMP, and a list would not be PDF/A; XMP itself has all."""
    before = read_packet(xmp(FACTS, TOOL)).properties
    properties = read_packet(xmp(replace(FACTS, identifiers=NUMBERS), TOOL)).properties
    for declared in (before, properties):
        del declared[f"{EXTENSION}schemas"]
    address, urn, isbn = "https://doi.org/10.1234/a&b", "URN:NBN:no-12345", "urn:isbn:827483092X"
    record = "Saksnummer 2019/1234, journalpost 5"
    assert {key: value for key, value in properties.items() if before.get(key) != value} == {
        f"{DC}identifier": address,
        f"{XMP}Identifier": f"{address}; {urn}; {isbn}; {record}",
        f"{PRISM}isbn": "82-7483-092-X",
        f"{PRISM}doi": "10.1234/a&b",
    }
    added = info(replace(FACTS, identifiers=NUMBERS), TOOL).items() - info(FACTS, TOOL).items()
    assert added == {("/ISBN", "82-7483-092-X"), ("/DOI", "10.1234/a&b")}


@pytest.mark.parametrize(
    ("numbers", "declared"),
    [
        (NUMBERS, ["isbn", "doi"]),
        (Identifiers(isbn="82-7483-092-X"), ["isbn"]),
        (Identifiers(doi="10.1234/abc"), ["doi"]),
        (Identifiers(urn="URN:NBN:no-12345", record=RecordNumbers("2019/1234")), []),
    ],
)
def test_only_the_numbers_that_are_there_are_declared(numbers: Identifiers, declared: list[str]) -> None:
    def names(packet: bytes) -> list[str | None]:
        return [name.text for name in ET.fromstring(packet).iter(f"{PROPERTY}name")]  # noqa: S314 - our own

    before = names(xmp(FACTS, TOOL))
    assert names(xmp(replace(FACTS, identifiers=numbers), TOOL)) == before + declared


def test_the_dates_are_when_the_days_begin() -> None:
    facts = replace(
        FACTS,
        published_at=first_moment(date(2019, 12, 4), "Europe/Oslo"),
        updated_at=first_moment(date(2022, 5, 10), "Europe/Oslo"),
    )
    published, updated = "2019-12-04T00:00:00+01:00", "2022-05-10T00:00:00+02:00"
    properties = read_packet(xmp(facts, TOOL)).properties
    assert properties[f"{DC}date"] == f"{published}; {updated}"
    assert properties[f"{XMP}CreateDate"] == published
    assert properties[f"{XMP}ModifyDate"] == properties[f"{XMP}MetadataDate"] == updated
    entries = info(facts, TOOL)
    assert entries["/CreationDate"] == "D:20191204000000+01'00"
    assert entries["/ModDate"] == "D:20220510000000+02'00"


def test_a_draft_without_dates_has_none() -> None:
    facts = replace(FACTS, published=None, updated=None)
    names = {name for name in read_packet(xmp(facts, TOOL)).properties if "date" in name.lower()}
    assert names == set()
    assert not {"/CreationDate", "/ModDate", "/Published", "/Updated"} & info(facts, TOOL).keys()


def parsed() -> ET.Element:
    return ET.fromstring(xmp(FACTS, TOOL))  # noqa: S314 - it is our own


def test_texts_are_in_arrays_of_the_kind_that_their_property_asks_for() -> None:
    root = parsed()
    kinds = {
        item.tag: (kind.tag.removeprefix(RDF), [dict(entry.attrib) for entry in kind])
        for description in root.iter(f"{RDF}Description")
        for item in description
        if item.tag.startswith(DC)
        for kind in item
    }
    any_language = [{"{http://www.w3.org/XML/1998/namespace}lang": "x-default"}]
    assert kinds == {
        f"{DC}title": ("Alt", any_language),
        f"{DC}creator": ("Seq", [{}]),
        f"{DC}description": ("Alt", any_language),
        f"{DC}language": ("Bag", [{}]),
        f"{DC}subject": ("Bag", [{}, {}]),
        f"{DC}publisher": ("Bag", [{}]),
        f"{DC}type": ("Bag", [{}]),
        f"{DC}date": ("Seq", [{}, {}]),
        f"{DC}rights": ("Alt", any_language),
    }


def test_a_form_of_earlier_versions_keeps_its_authors_apart() -> None:
    assert _authors(1) == ["Kari Nordmann", "Áile Sara"]
    assert _authors(2) == ["Kari Nordmann; Áile Sara"]
    assert _authors(FORM) == ["Kari Nordmann; Áile Sara"]


def _authors(form: int) -> list[str | None]:
    root = ET.fromstring(xmp(replace(FACTS, form=form), TOOL))  # noqa: S314 - it is our own
    return [name.text for name in root.findall(f".//{DC}creator/{RDF}Seq/{RDF}li")]


def test_what_pdf_a_does_not_know_is_declared() -> None:
    root = parsed()
    (schemas,) = root.iter(f"{EXTENSION}schemas")
    found = {
        schema.findtext(f"{SCHEMA}prefix"): (
            schema.findtext(f"{SCHEMA}schema"),
            f"{{{schema.findtext(f'{SCHEMA}namespaceURI')}}}",
            [
                tuple(entry.findtext(f"{PROPERTY}{key}") for key in _DECLARED)
                for entry in schema.iter(f"{RDF}li")
                if entry is not schema
            ],
        )
        for schema in schemas[0]
    }
    assert found == {
        "pdfuaid": (
            "PDF/UA identification",
            PDFUA_ID,
            [("part", "Integer", "internal", "Part of ISO 14289 to which the file conforms")],
        ),
        "prism": (
            "PRISM basic metadata",
            PRISM,
            [
                ("publicationDate", "Date", "external", "Date of publication"),
                ("modificationDate", "Date", "external", "Date of the latest update"),
                ("seriesTitle", "Text", "external", "Title of the series"),
                ("seriesNumber", "Text", "external", "Number in the series"),
                ("issn", "Text", "external", "ISSN of the series"),
                ("versionIdentifier", "Text", "external", "Version of the publication"),
                ("organization", "Text", "external", "Organization that publishes"),
                ("genre", "Text", "external", "Kind of publication"),
            ],
        ),
    }


_DECLARED = ("name", "valueType", "category", "description")


def test_the_packet_is_wrapped_as_one_that_is_not_written_over() -> None:
    packet = xmp(FACTS, TOOL).decode()
    assert packet.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta ')
    assert packet.endswith('</x:xmpmeta>\n<?xpacket end="r"?>')
