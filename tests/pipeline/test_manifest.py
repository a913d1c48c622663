"""What a version says of itself is read back as it was written, and nothing else is taken for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from report_builder.model.days import first_moment
from report_builder.model.identifiers import RecordNumbers
from report_builder.pipeline.description import DescribedAuthor, Description
from report_builder.pipeline.lineage import _fault
from report_builder.pipeline.manifest import Conformance, Manifest, Previous, Profile, ReleasedPdf, decode

MANIFEST = Manifest(
    version=2,
    published=date(2019, 12, 4),
    updated=date(2022, 5, 10),
    note="Rettet",
    title="Uro \u2013 på norsk",
    publisher="Etaten",
    contact={"name": "Etaten", "email": "post@example.no"},
    pdf=ReleasedPdf("uro.pdf", "0" * 128, 50, 287_129, "nb"),
    conformance=Conformance("veraPDF", "1.31", (Profile("PDF/UA-1", "ua1", True, 98_555),)),
    tool={"name": "report-builder", "version": "0.1.0"},
    dependencies={"pypdf": "7.1.0"},
    address="https://www.example.no/",
    published_at=first_moment(date(2019, 12, 4), "Europe/Oslo"),
    updated_at=first_moment(date(2022, 5, 10), "Europe/Oslo"),
    form=2,
    description=Description(
        language="nb",
        subtitle="Erfaringer",
        isbn="978-82-7483-092-9",
        record=RecordNumbers("2019/1234", 5, 1),
        authors=(DescribedAuthor("Kari"), DescribedAuthor("Ola", "person", "https://example.no/")),
        keywords=("ro", "uro"),
        licence={"name": "CC BY 4.0"},
        original={"statement": "Etter"},
    ),
)


def places(fields: Any, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """Every value in the JSON, by the keys that lead to it."""
    keys = fields if isinstance(fields, dict) else range(len(fields)) if isinstance(fields, list) else ()
    for key in keys:
        yield (*path, key)
        yield from places(fields[key], *path, key)


PLACES = list(places(json.loads(MANIFEST.encode())))


def test_what_is_written_is_read() -> None:
    assert decode(MANIFEST.encode()) == MANIFEST
    assert len(PLACES) == 55


def test_what_was_written_before_there_were_more_fields_is_read() -> None:
    before = replace(MANIFEST, address=None, published_at=None, updated_at=None, form=1, description=None)
    later = {"address", "published_at", "updated_at", "form", "description"}
    assert not json.loads(before.encode()).keys() & later
    assert decode(before.encode()) == before


@pytest.mark.parametrize("moment", ["2022-05-10T00:00:00", "2022-05-09T22:00:00Z", "2022-05-10", "natt"])
def test_a_day_begins_on_that_day_and_somewhere(moment: str) -> None:
    fields = json.loads(MANIFEST.encode()) | {"updated_at": moment}
    assert decode(json.dumps(fields).encode()) is None


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_a_value_of_another_type_makes_it_something_else(path: tuple[str | int, ...]) -> None:
    may_lack = path in {("address",), ("published_at",), ("updated_at",), ("description",), ("previous",)}
    wrongs: tuple[Any, ...] = (1.5, [[]], {"a": 1}, *(() if may_lack else (None,)))
    for wrong in wrongs:
        fields = json.loads(MANIFEST.encode())
        inner = fields
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = wrong
        assert decode(json.dumps(fields).encode()) is None, wrong


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"{}", b"3", b"[" * 100_000])
def test_what_is_no_manifest(data: bytes) -> None:
    assert decode(data) is None


@pytest.mark.parametrize("digest", ["ab" * 64, "AB" * 64])
def test_a_version_names_the_one_before_in_digits_of_any_case(digest: str) -> None:
    record = replace(MANIFEST, previous=Previous(1, digest))
    assert decode(record.encode()) == record
    assert _fault(record, {1: "ab" * 64}) is None
    assert _fault(record, {1: "cd" * 64}) is not None
    assert _fault(record, {}) is None  # one that is lost is told as that, and not as another
