"""The id of a report: what it may be, and how it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content.publication import read_publication
from report_builder.diagnostics import Diagnostics
from report_builder.sources.files import SourceFiles
from tests.content.test_publication import LEAST
from tests.said import english

UUID = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6"


def read(folder: Path, value: str) -> tuple[str | None, Diagnostics]:
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content/report.yaml").write_text(f"{LEAST}id: {value}\n", "utf-8")
    diagnostics = Diagnostics()
    found = read_publication(SourceFiles(folder), diagnostics)
    return found.publication.id if found else None, diagnostics


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (UUID, f"urn:uuid:{UUID}"),
        (UUID.upper(), f"urn:uuid:{UUID}"),
        (f"URN:UUID:{UUID.upper()}", f"urn:uuid:{UUID}"),
        ("urn:nbn:no-12345", "urn:nbn:no-12345"),
        ("URN:NBN:se-Ab%c3%a5/2", "urn:nbn:se-Ab%C3%A5/2"),
        ("urn:example:a123,z456", "urn:example:a123,z456"),
        ("urn:isbn:978-82-7483-092-9", "urn:isbn:978-82-7483-092-9"),
    ],
)
def test_what_is_the_same_is_kept_the_same(written: str, kept: str, tmp_path: Path) -> None:
    assert read(tmp_path, written)[0] == kept


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("min-rapport", "neither a UUID nor a URN"),
        ("https://example.no/rapport", "neither a UUID nor a URN"),
        (UUID[:-1], "is not a UUID"),
        (f"urn:uuid:{UUID}0", "is not a UUID"),
        (f"'{{{UUID}}}'", "is not a UUID"),
        ("00000000-0000-0000-0000-000000000000", "a UUID that is missing"),
        ("urn:nbn", "has a namespace and a name"),
        ("'urn:nbn:'", "has a namespace and a name"),
        ("urn:n:a", "is not a namespace"),
        ("urn:-nbn:a", "is not a namespace"),
        ("urn:urn:a", "is not a namespace"),
        (f"urn:{'n' * 33}:a", "is not a namespace"),
        ("urn:nbn:årsrapport", "the character 'å'"),
        ("'urn:nbn:to ord'", "the character ' '"),
        ("urn:nbn:a#b", "begins with '#'"),
        ("urn:nbn:a?=b", "begins with '?'"),
        ("urn:nbn:a%2", "after '%'"),
        ("urn:nbn:/a", "cannot begin with a slash"),
        ("urn:nbn:" + "a" * 200, "longer than 200"),
        ("urn:isbn:978-82-7483-092-8", "it would be 9"),
        ("urn:issn:18906583", "'urn:issn:1890-6583' for one"),
        ("urn:nbn:no:12345", "'URN:NBN:no-12345' for one"),
    ],
)
def test_what_is_wrong_with_it_is_said_where_it_stands(written: str, fault: str, tmp_path: Path) -> None:
    kept, diagnostics = read(tmp_path, written)
    assert kept is None
    (item,) = diagnostics.items
    assert item.code == "RB-VALUE"
    assert fault in english(item.message)
    assert item.span is not None
    assert (item.span.path, item.span.line) == ("content/report.yaml", LEAST.count("\n") + 1)
    assert "urn:uuid:" in english(item.hint)


@pytest.mark.parametrize(
    "text",
    [
        "urn:nbn:a%2",
        "urn:isbn:9788274830928",
        "urn:issn:1890-6584",
        "urn:nbn:no-",
        f"urn:uuid:{UUID[1:]}",
        "urn:x:a",
        "urn:example:/a",
        "urn:example:" + "a" * 200,
        "urn:example:a123,z456",
        "urn:isbn:9788274830929",
    ],
)
def test_the_urn_of_a_report_is_held_to_the_same_rules(text: str, tmp_path: Path) -> None:
    as_id = read(tmp_path, text)[1].items
    (tmp_path / "content/report.yaml").write_text(f"{LEAST}urn: {text}\n", "utf-8")
    diagnostics = Diagnostics()
    read_publication(SourceFiles(tmp_path), diagnostics)
    faults = [dict(item.message.values)["fault"] for item in (*as_id, *diagnostics.items)]
    assert len(faults) in (0, 2)
    assert len(set(faults)) <= 1


def test_a_report_need_not_have_one(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/report.yaml").write_text(LEAST, "utf-8")
    found = read_publication(SourceFiles(tmp_path), Diagnostics())
    assert found is not None
    assert found.publication.id == ""
