"""What a receiver would ask for, told before anything is handed over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics, Severity
from report_builder.pipeline.handover import Handover, gather
from report_builder.pipeline.preflight import (
    DECISIONS,
    DOCUMENT,
    MARKUP,
    NONE,
    PAGE,
    PICTURE,
    TEXT,
    preflight,
)
from report_builder.pipeline.versions import open_shelf
from tests.norwegian import english_in
from tests.pipeline.releases import AUTUMN_2026, Desk
from tests.said import english

PNG = b"\x89PNG\r\n\x1a\n"
LISTED = {
    "a.png": (PNG, PICTURE),
    "a.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01", PICTURE),
    "a.html": (b"<!DOCTYPE html><html></html>", PAGE),
    "a.xml": (b'<?xml version="1.0"?><a/>', MARKUP),
    "a.svg": (b"<svg></svg>", MARKUP),
    "a.md": (b"# A", TEXT),
    "a.yaml": (b"a: 1", TEXT),
    "a.json": (b"{}", TEXT),
    "a.csv": (b"1;2", TEXT),
    "a.css": (b"a {}", TEXT),
    "a.js": (b"a;", TEXT),
    "LESMEG.txt": (b"Les meg", TEXT),
    "a.ttf": (b"\0\1\0\0" + bytes(8), NONE),
    "a.otf": (b"OTTO", NONE),
    "a.woff2": (b"wOF2", NONE),
    "a.webp": (b"RIFF\0\0\0\0WEBPVP8 ", NONE),
    "a.apng": (PNG + b"\0\0\0\0acTL" + bytes(4), NONE),
    "plain.pdf": (b"%PDF-1.7\n", NONE),
    "a.bin": (b"\0\xff", NONE),
}
"""A file of each kind that a version may hold, and what the list has it as."""


@pytest.fixture(scope="session")
def known(first_release: Path) -> Handover:
    shelf = open_shelf(first_release, Diagnostics())
    assert shelf is not None
    from datetime import UTC, datetime

    now = datetime.fromtimestamp(AUTUMN_2026, UTC)
    found = gather(shelf, shelf.versions[0], first_release, now, Diagnostics())
    assert found is not None
    return found


@pytest.mark.parametrize("path", LISTED)
def test_each_format_is_on_the_list_or_not(known: Handover, path: str) -> None:
    data, listed = LISTED[path]
    diagnostics = Diagnostics()
    (file,) = preflight(known, {path: data}, diagnostics).files
    assert file.listed_as == listed
    unlisted = [item for item in diagnostics.items if "not on the list" in english(item.message)]
    assert bool(unlisted) == (listed == NONE)


def test_a_file_that_is_no_pdf_a_is_an_error(known: Handover, first_release: Path) -> None:
    pdf = next(first_release.glob("output/archive/notat/v1/content/notat.pdf")).read_bytes()
    conformance = known.record.conformance
    failed = tuple(replace(profile, compliant=False) for profile in conformance.profiles)
    for record, data, is_fault in (
        (known.record, pdf, False),
        (known.record, pdf.replace(b"pdfaid", b"pdfxid"), True),
        (replace(known.record, conformance=replace(conformance, profiles=failed)), pdf, True),
        (replace(known.record, conformance=replace(conformance, profiles=())), pdf, True),
    ):
        diagnostics = Diagnostics()
        preflight(replace(known, record=record), {"notat.pdf": data}, diagnostics)
        assert [item.code for item in diagnostics.items if item.severity is Severity.ERROR] == (
            ["RB-DEPOSIT"] if is_fault else []
        )


def asked(desk: Desk, *options: str) -> dict[str, Any]:
    assert desk.archive("export", "v1", "--check", "--json", *options) == 0, desk.err
    found: dict[str, Any] = json.loads(desk.out)
    return found


def test_what_is_missing_is_told(released: Desk) -> None:
    found = asked(released)
    facts = {fact["key"]: fact["value"] for fact in found["facts"]}
    assert facts["publisher"] == "Eksempeletaten"
    assert facts["contact"] == "post@example.no"
    assert facts["id"].startswith("urn:uuid:")
    assert [name for name, value in facts.items() if value is None] == ["record"]
    assert (
        "content/report.yaml: RB-DEPOSIT warning: the version says nothing of this: case number"
        in released.err
    )
    assert "write 'record' here" in released.err
    assert "RB-DEPOSIT warning: TrueType Font (x-fmt/453) is not on the list: 11 files" in released.err
    listed = {file["path"]: file["listed_as"] for file in found["files"]}
    assert listed["notat.pdf"] == DOCUMENT
    assert len(found["decide"]) == len(DECISIONS)


def test_a_version_before_ids_and_descriptions_is_asked_for_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.pipeline.test_identity import before_ids

    monkeypatch.setattr("report_builder.pipeline.releasing.description_of", lambda _: None)
    with before_ids():
        assert desk.release() == 0, desk.err
    facts = {fact["key"]: fact["value"] for fact in asked(desk)["facts"]}
    assert {name for name, value in facts.items() if value is None} == {"id", "record"}
    assert facts["licence"] == "CC BY 4.0", "the version's own report.yaml says it"


def test_it_writes_nothing_and_says_it_in_words(
    released: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.rglob("*"))
    assert released.archive("export", "v1", "--check") == 0
    assert set(tmp_path.rglob("*")) == before
    for said in (*DECISIONS, "yes, as PDF/A       notat.pdf", "case number             missing"):
        assert (said if isinstance(said, str) else english(said)) in released.out
    released.environment = {"RB_LANG": "nb"}
    assert released.archive("export", "v1", "--check") == 0
    said_in_norwegian = released.out.partition("Opplysninger:")[2]  # formats have the names of PRONOM
    assert said_in_norwegian
    assert not english_in(said_in_norwegian)


def test_a_version_that_is_withdrawn_purged_or_damaged(thrice: Desk) -> None:
    root = ("--root", str(thrice.root))
    assert thrice.command("withdraw", "v1", "--reason", "Feil", *root) == 0
    assert thrice.archive("export", "v1", "--check") == 0
    assert "RB-WITHDRAWN warning" in thrice.err
    assert thrice.command("withdraw", "v2", "--reason", "Navn", "--purge", *root) == 0, thrice.err
    assert thrice.archive("export", "v2", "--check") != 0
    assert "RB-PURGED" in thrice.err
    (thrice.root / "output/archive/notat/v3/content/notat.pdf").write_bytes(b"rot")
    assert thrice.archive("export", "v3", "--check") != 0
    assert "RB-ARCHIVE-DIGEST" in thrice.err
    assert thrice.out == ""


@pytest.mark.parametrize(
    "options", [("--eark",), ("--ro-crate",), ("--bagit", "a.zip"), ("-o", "a.zip"), ("--record",)]
)
def test_it_stands_alone(released: Desk, options: tuple[str, ...]) -> None:
    assert released.archive("export", "v1", "--check", *options) == 2
    assert "RB-USAGE" in released.err
    assert released.archive("export", "v1", "--json", *options) == 2
    assert "RB-USAGE" in released.err
