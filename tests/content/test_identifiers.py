"""The numbers by which a report is known: which are taken, and what is said of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content.publication import read_publication
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.catalogue import catalogue
from report_builder.model.identifiers import Identifiers, RecordNumbers
from report_builder.sources.files import SourceFiles
from tests.said import english

LEAST = """\
title: Et notat
language: nb
publisher: Etaten
chapters: [innledning.md]
output: notat
"""


def read(root: Path, lines: str) -> tuple[Identifiers | None, Diagnostics]:
    (root / "content").mkdir(exist_ok=True)
    (root / "content/report.yaml").write_text(LEAST + lines, "utf-8")
    diagnostics = Diagnostics()
    report = read_publication(SourceFiles(root), diagnostics)
    return report.publication.identifiers if report else None, diagnostics


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("", Identifiers()),
        ("isbn: 978-82-7483-092-9", Identifiers(isbn="978-82-7483-092-9")),
        ("isbn: 9788274830929", Identifiers(isbn="9788274830929")),
        ("isbn: 978 82 7483 092 9", Identifiers(isbn="978-82-7483-092-9")),
        ("isbn: 979-10-90636-07-1", Identifiers(isbn="979-10-90636-07-1")),
        ("isbn: 82-7483-092-X", Identifiers(isbn="82-7483-092-X")),
        ("isbn: 8274830008", Identifiers(isbn="8274830008")),
        ("doi: 10.1234/abc", Identifiers(doi="10.1234/abc")),
        ("doi: 10.1234.5/a(b);c", Identifiers(doi="10.1234.5/a(b);c")),
        ("doi: doi:10.1234/abc", Identifiers(doi="10.1234/abc")),
        ("doi: https://doi.org/10.1234/abc", Identifiers(doi="10.1234/abc")),
        ("doi: http://dx.doi.org/10.1234/a%3Cb", Identifiers(doi="10.1234/a<b")),
        ("urn: URN:NBN:no-12345", Identifiers(urn="URN:NBN:no-12345")),
        ("urn: https://urn.nb.no/URN:NBN:no-12345", Identifiers(urn="URN:NBN:no-12345")),
        ("urn: URN:NBN:no-nb_digibok_2009-12A", Identifiers(urn="URN:NBN:no-nb_digibok_2009-12A")),
        ("urn: urn:isbn:9788274830929", Identifiers(urn="urn:isbn:9788274830929")),
        ("urn: urn:issn:1890-6583", Identifiers(urn="urn:issn:1890-6583")),
        ("urn: urn:example:a/b%20c", Identifiers(urn="urn:example:a/b%20c")),
        (
            "urn: urn:uuid:8F14e45f-ceea-467f-a8d2-4b1e6c1f0a3b",
            Identifiers(urn="urn:uuid:8F14e45f-ceea-467f-a8d2-4b1e6c1f0a3b"),
        ),
        ("record: {case: 2019/1234}", Identifiers(record=RecordNumbers("2019/1234"))),
        ("record: {case: 19/01234, entry: 5}", Identifiers(record=RecordNumbers("19/01234", 5))),
        (
            "record:\n  case: 2019/1234\n  entry: 5\n  document: 1",
            Identifiers(record=RecordNumbers("2019/1234", 5, 1)),
        ),
    ],
)
def test_a_number_is_taken_as_it_is_written(tmp_path: Path, lines: str, found: Identifiers) -> None:
    identifiers, diagnostics = read(tmp_path, f"{lines}\n")
    assert not diagnostics.items
    assert identifiers == found


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("isbn: 978-82-7483-092-8", 7, "after the other digits it would be 9"),
        ("isbn: 978-82-7483-029-9", 7, "check digit of the ISBN 978-82-7483-029-9"),
        ("isbn: 82-7483-092-3", 7, "it would be X"),
        ("isbn: 82-7483-000-X", 7, "it would be 8"),
        ("isbn: 978-82-7483-092", 7, "has 12 digits"),
        ("isbn: 978-82-7483-092-9-1", 7, "has 14 digits"),
        ("isbn: 977-82-7483-092-0", 7, "does not begin with 978 or 979"),
        ("isbn: 978-82-7483-092-X", 7, "it would be 9"),
        ("isbn: ISBN 978-82-7483-092-9", 7, "not written as it must be"),
        ("issn: 1890-6584", 7, "it would be 3"),
        ("doi: 11.1234/abc", 6, "not written as it must be"),
        ("doi: 10.1234", 6, "not written as it must be"),
        ("doi: https://example.no/10.1234/abc", 6, "not written as it must be"),
        ("urn: NBN:no-12345", 6, "not written as it must be"),
        ("urn: urn:x:abc", 6, "is not a namespace"),
        ("urn: urn:example:a b", 6, "the character ' '"),
        ("urn: urn:example:abc#del", 6, "begins with '#'"),
        ("urn: URN:NBN:no:12345", 6, "'URN:NBN:no-12345' for one"),
        ("urn: URN:NBN:no-", 6, "'URN:NBN:no-12345' for one"),
        ("urn: urn:isbn:9788274830928", 6, "it would be 9"),
        ("urn: urn:isbn:abc", 6, "'urn:isbn:978-82-7483-092-9' for one"),
        ("urn: urn:issn:1890-6584", 6, "it would be 3"),
        ("urn: urn:issn:18906583", 6, "'urn:issn:1890-6583' for one"),
        ("urn: urn:uuid:8f14e45f", 6, "is not a UUID"),
        ("record: {case: 2019-1234}", 16, "not written as it must be"),
        ("record: {case: 2019/1234-5}", 16, "not written as it must be"),
        ("record: {case: 2019/1234, entry: 0}", 34, "'entry' cannot be 0"),
        ("record: {case: 2019/1234, entry: 2019/1234-5}", 34, "must be a whole number"),
        ("record: {case: 2019/1234, document: 1}", 37, "'entry' is missing"),
    ],
)
def test_what_cannot_be_right_is_told_where_it_stands(
    tmp_path: Path, line: str, column: int, message: str
) -> None:
    identifiers, diagnostics = read(tmp_path, f"{line}\n")
    assert identifiers is None
    (item,) = diagnostics.items
    assert item.span == SourceSpan("content/report.yaml", 6, column)
    assert message in english(item.message)
    assert item.hint


def test_an_entry_needs_its_case(tmp_path: Path) -> None:
    _, diagnostics = read(tmp_path, "record: {entry: 5}\n")
    assert [item.code for item in diagnostics.items] == ["RB-MISSING-KEY"]


EVERY = Identifiers("978-82-7483-092-9", "10.1234/a<b", "URN:NBN:no-12345", RecordNumbers("2019/1234", 5, 1))


def test_each_stands_by_itself() -> None:
    assert EVERY.all(catalogue("nb")) == (
        "https://doi.org/10.1234/a%3Cb",
        "URN:NBN:no-12345",
        "urn:isbn:9788274830929",
        "Saksnummer 2019/1234, journalpost 5, dokument 1",
    )
    assert Identifiers().all(catalogue("nb")) == ()
    twice = Identifiers("978-82-7483-092-9", urn="urn:isbn:9788274830929")
    assert twice.uris == ("urn:isbn:9788274830929",)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (RecordNumbers("2019/1234"), "2019/1234"),
        (RecordNumbers("2019/1234", 5), "2019/1234, registry entry 5"),
        (RecordNumbers("2019/1234", 5, 1), "2019/1234, registry entry 5, document 1"),
    ],
)
def test_the_record_is_said_as_far_as_it_is_known(record: RecordNumbers, said: str) -> None:
    assert record.said(catalogue("en")) == said
