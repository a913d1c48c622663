"""The E-ARK package of a version: what a validator, a catalogue and a stranger find in it."""

from __future__ import annotations

import errno
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from hashlib import sha512
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from report_builder.cli.app import run
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.eark import eark_files, package_name
from report_builder.pipeline.exporting import Exporting, export_eark
from report_builder.pipeline.handover import gather
from report_builder.pipeline.versions import open_shelf
from tests.archive.support import overwrite
from tests.archive.test_bag import unpack
from tests.handed.judges import ask
from tests.pipeline.faulty_disk import STEPS, FailingDisk
from tests.pipeline.releases import AUTUMN_2026, DAY, Desk
from tests.said import ENGLISH

METS, XLINK = "{http://www.loc.gov/METS/}", "{http://www.w3.org/1999/xlink}"
PREMIS = "{http://www.loc.gov/premis/v3}"
DC = "{http://purl.org/dc/elements/1.1/}"

WRONG_RULES = {"SIP14"}
"""Errors that every SIP has with eark-validator 1.1.3: it asks the note of the program, which CSIP15 demands,
for an attribute NOTETYPE of no namespace, which the schema of METS forbids."""
OPEN_WARNINGS = {"CSIP105"}
"""It looks for the divisions of representations one level below where CSIP has them."""

ODD = "source/assets/Bilder og 100 % #1/måling–å.bin"
"""A path that an address cannot hold as it is."""


@pytest.fixture(scope="session")
def packages(three_releases: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The unpacked packages of three versions: the first was corrected, the second withdrawn."""
    folder = tmp_path_factory.mktemp("packages")
    root = folder / "report"
    shutil.copytree(three_releases, root)
    wall = partial(float, AUTUMN_2026 + 3 * DAY)
    for said in (
        ("correct", "v1", "--note", "Figur 2 viser tall for 2018"),
        ("withdraw", "v2", "--reason", "Feil tall"),
    ):
        assert run([*said, "--root", str(root)], ENGLISH, float, wall) == 0
    made = {}
    for number, suffix in ((1, "zip"), (2, "tar"), (3, "zip")):
        target = folder / f"v{number}.{suffix}"
        status = run(
            ["archive", "export", f"v{number}", "--eark", "-o", str(target), "--root", str(root)],
            ENGLISH,
            float,
            wall,
        )
        assert status == 0
        made[f"v{number}"] = unpack(target, folder / f"v{number}")
    return made


def parsed(path: Path) -> ET.Element:
    return ET.parse(path).getroot()  # noqa: S314 - our own file


def files_of(package: Path) -> dict[str, bytes]:
    return {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in sorted(package.rglob("*"))
        if path.is_file()
    }


def test_the_validator_finds_nothing_of_ours(packages: dict[str, Path]) -> None:
    for said in ask("judge_eark.py", *packages.values()):
        assert {severity for _, severity, _ in said["structure"]} == {"Info"}
        assert said["schema"] == []
        found = {rule: severity for rule, severity, _ in said["schematron"] if severity != "Info"}
        assert found == dict.fromkeys(WRONG_RULES, "Error") | dict.fromkeys(OPEN_WARNINGS, "Warn")
        documents = said["documents"]
        assert len(documents) == 6
        assert not any(documents.values()), documents


def told(package: Path, place: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every file that a METS document names, by its path in the package, with what is said of it."""
    root = parsed(package / place / "METS.xml")
    for file in root.iter(f"{METS}file"):
        (where,) = file.iter(f"{METS}FLocat")
        yield place + unquote(where.attrib[f"{XLINK}href"]), file.attrib
    for reference in root.iter(f"{METS}mdRef"):
        yield place + unquote(reference.attrib[f"{XLINK}href"]), reference.attrib


@pytest.mark.parametrize("version", ["v1", "v2", "v3"])
def test_every_file_is_told_once_with_its_size_and_digest(packages: dict[str, Path], version: str) -> None:
    files = files_of(packages[version])
    places = ("", "representations/rep1/", "representations/rep2/")
    said = [one for place in places for one in told(packages[version], place)]
    assert sorted(path for path, _ in said) == sorted(files.keys() - {"METS.xml"})
    for path, attributes in said:
        assert attributes["SIZE"] == str(len(files[path])), path
        assert attributes["CHECKSUM"] == sha512(files[path]).hexdigest(), path
        assert attributes["CHECKSUMTYPE"] == "SHA-512"


@pytest.mark.parametrize("version", ["v1", "v2", "v3"])
def test_the_version_is_there_whole(packages: dict[str, Path], three_releases: Path, version: str) -> None:
    archived = three_releases / "output/archive/notat"
    files = files_of(packages[version])
    (pdf,) = (archived / version / "content").glob("*.pdf")
    assert files["representations/rep1/data/notat.pdf"] == pdf.read_bytes()
    manifest = (archived / version / "content/manifest.json").read_bytes()
    assert files["representations/rep1/metadata/other/manifest.json"] == manifest
    chapter = next(path for path in files if path.endswith("source/content/chapters/drofting.md"))
    assert chapter.startswith("documentation/")
    assert files["representations/rep2/data/edition/index.html"]
    assert files["documentation/LESMEG.txt"]
    archive = json.loads(files["metadata/other/versions.json"])
    assert len(archive["versions"]) == 3
    assert ("metadata/other/journal.json" in files) == (version != "v3")


@pytest.mark.parametrize("version", ["v1", "v2", "v3"])
def test_no_id_stands_twice_in_a_package(packages: dict[str, Path], version: str) -> None:
    documents = [parsed(path) for path in sorted(packages[version].rglob("METS.xml"))]
    assert len(documents) == 3
    ids = [one.attrib["ID"] for root in documents for one in root.iter() if "ID" in one.attrib]
    assert len(ids) == len(set(ids)) > 30
    for root in documents:
        own = {one.attrib["ID"] for one in root.iter() if "ID" in one.attrib}
        for key in ("FILEID", "ADMID", "DMDID"):
            named = {name for one in root.iter() for name in one.get(key, "").split()}
            assert named <= own


def events(package: Path) -> list[str]:
    root = parsed(package / "metadata/preservation/premis.xml")
    return [event.findtext(f"{PREMIS}eventType") or "" for event in root.iter(f"{PREMIS}event")]


def test_what_happened_is_told_of_each_version(packages: dict[str, Path]) -> None:
    first = ["creation", "validation", "ingestion"]
    assert events(packages["v1"]) == [*first, "metadata modification"]
    assert events(packages["v2"]) == [*first, "withdrawal"]
    assert events(packages["v3"]) == first


def test_each_link_in_premis_leads_to_something(packages: dict[str, Path]) -> None:
    root = parsed(packages["v2"] / "metadata/preservation/premis.xml")
    objects = {one.text for one in root.iter(f"{PREMIS}objectIdentifierValue")}
    agents = {one.text for one in root.iter(f"{PREMIS}agentIdentifierValue")}
    assert {one.text for one in root.iter(f"{PREMIS}linkingObjectIdentifierValue")} <= objects
    assert {one.text for one in root.iter(f"{PREMIS}linkingAgentIdentifierValue")} == agents
    assert len(objects) == len(list(root.iter(f"{PREMIS}objectIdentifierValue")))
    related = {one.text for one in root.iter(f"{PREMIS}relatedObjectIdentifierValue")}
    (before,) = related - objects  # the version before is not in the package
    assert before is not None
    assert before.startswith("urn:uuid:")
    assert before.endswith("/v1")


def test_the_catalogue_gets_what_the_report_says(packages: dict[str, Path]) -> None:
    root = parsed(packages["v1"] / "metadata/descriptive/dc.xml")
    said = {(one.tag.removeprefix(DC), one.text) for one in root}
    assert {("title", "Et lite notat"), ("publisher", "Eksempeletaten"), ("language", "nb")} <= said
    assert ("identifier", "notat/v1") in said
    assert [text for _, text in said if text and re.fullmatch("urn:uuid:.*/v1", text)]
    (own,) = (
        text for name, text in said if name == "identifier" and text and re.fullmatch("urn:uuid:[^/]+", text)
    )
    assert packages["v1"].name == f"notat-v1-{own.removeprefix('urn:uuid:')}"


def exporting(desk: Desk) -> Exporting:
    shelf = open_shelf(desk.root, Diagnostics())
    assert shelf is not None
    return Exporting(shelf, shelf.versions[0], desk.root, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("suffix", ["zip", "tar"])
def test_the_same_version_gives_the_same_package(released: Desk, tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    for target in (first, second):
        assert released.archive("export", "v1", "--eark", "-o", str(target)) == 0, released.err
    assert first.read_bytes() == second.read_bytes()


def test_an_odd_path_is_found_by_its_address(released: Desk, tmp_path: Path) -> None:
    asked = exporting(released)
    known = gather(asked.shelf, asked.version, asked.root, asked.now, Diagnostics())
    payload = asked.shelf.archive.read_all("notat", 1).value
    assert known is not None
    assert payload is not None
    package = tmp_path / package_name(known)
    earlier = {path: data for path, data in payload.items() if path.startswith("source/")}  # no papers yet
    earlier |= {path: payload[path] for path in ("notat.pdf", "manifest.json")}
    for path, data in eark_files(known, {**earlier, ODD: b"\0\xff"}).items():
        (package / path).parent.mkdir(parents=True, exist_ok=True)
        (package / path).write_bytes(data)
    (said,) = ask("judge_eark.py", package)
    assert {rule for rule, severity, _ in said["schematron"] if severity == "Error"} == WRONG_RULES
    assert len(said["documents"]) == 4
    assert not any(said["documents"].values()), said["documents"]
    assert {path for path, _ in told(package, "")} >= {f"documentation/{ODD}"}


def test_a_version_without_id_or_description_says_what_is_known(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.pipeline.test_identity import before_ids

    monkeypatch.setattr("report_builder.pipeline.releasing.description_of", lambda _: None)
    with before_ids():
        assert desk.release() == 0, desk.err
    assert desk.archive("export", "v1", "--eark", "-o", str(tmp_path / "a.zip")) == 0, desk.err
    package = unpack(tmp_path / "a.zip", tmp_path / "a")
    assert package.name == "notat-v1"
    root = parsed(package / "metadata/descriptive/dc.xml")
    assert [one.text for one in root.iter(f"{DC}identifier")] == ["notat/v1"]
    assert [one.text for one in root.iter(f"{DC}creator")] == ["Kari Eksempel"]
    (said,) = ask("judge_eark.py", package)
    assert {rule for rule, severity, _ in said["schematron"] if severity == "Error"} == WRONG_RULES


def test_a_file_that_nobody_named_is_left_alone(
    released: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert released.archive("export", "v1", "--eark") == 0, released.err
    (made,) = tmp_path.glob("notat-v1-*.zip")
    assert released.out.splitlines()[0] == made.name
    made.write_bytes(b"mine")
    assert released.archive("export", "v1", "--eark") == 2
    assert "RB-OUTPUT-PATH" in released.err
    assert made.read_bytes() == b"mine"
    assert released.archive("export", "v1", "--eark", "-o", made.name) == 0, released.err
    assert zipfile.is_zipfile(made)


def test_one_form_at_a_time(released: Desk, tmp_path: Path) -> None:
    bag, pack = str(tmp_path / "a.zip"), str(tmp_path / "b.zip")
    for options in ((), ("--bagit", bag, "--eark"), ("--bagit", bag, "-o", pack), ("-o", pack)):
        assert released.archive("export", "v1", *options) == 2, options
        assert "RB-USAGE" in released.err
    assert not any(tmp_path.glob("*.zip"))


def test_what_cannot_be_handed_over(released: Desk, tmp_path: Path) -> None:
    archived = released.root / "output/archive/notat/v1/content"
    for place, code in (
        (str(tmp_path / "a.7z"), "RB-ARCHIVE-NAME"),
        (str(released.root / "content/a.zip"), "RB-OUTPUT-PATH"),
        (str(archived / "a.zip"), "RB-OUTPUT-PATH"),
        (str(tmp_path / "none/a.zip"), "RB-OUTPUT-WRITE"),
    ):
        assert released.archive("export", "v1", "--eark", "-o", place) != 0, place
        assert code in released.err, released.err
        assert not Path(place).exists()
    overwrite(archived / "source/content/chapters/drofting.md", b"rot")
    target = tmp_path / "a.zip"
    assert released.archive("export", "v1", "--eark", "-o", str(target)) != 0
    assert "RB-ARCHIVE-DIGEST" in released.err
    assert not target.exists()


def test_what_was_purged_is_not_handed_over(thrice: Desk, tmp_path: Path) -> None:
    assert thrice.command("withdraw", "v2", "--reason", "Navn", "--root", str(thrice.root)) == 0
    assert thrice.command("withdraw", "v2", "--purge", "--root", str(thrice.root)) == 0, thrice.err
    assert thrice.archive("export", "v2", "--eark", "-o", str(tmp_path / "a.zip")) == 2
    assert "RB-PURGED" in thrice.err
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize("fault", [f"before {step}" for step in STEPS[:-1]])
def test_a_disk_that_fails_leaves_the_old_file(released: Desk, tmp_path: Path, fault: str) -> None:
    (target := tmp_path / "a.zip").write_bytes(b"old")
    diagnostics = Diagnostics()
    assert export_eark(exporting(released), target, diagnostics, FailingDisk(fault, errno.ENOSPC)) is None
    assert [item.code for item in diagnostics.items] == ["RB-OUTPUT-WRITE"]
    assert target.read_bytes() == b"old"
    assert not [path for path in tmp_path.iterdir() if path.name not in {"a.zip", "report"}]


@pytest.mark.parametrize("options", [("--eark", "-o"), ("--ro-crate", "-o"), ("--bagit",)])
def test_damage_of_another_version_keeps_nothing_back(
    thrice: Desk, tmp_path: Path, options: tuple[str, ...]
) -> None:
    first = thrice.root / "output/archive/notat/v1/content"
    overwrite(first / "manifest.json", b"rot")
    (first / "notat.pdf").unlink()
    assert thrice.archive("export", "v3", *options, str(tmp_path / "a.zip")) == 0, thrice.err
    assert thrice.archive("export", "v1", *options, str(tmp_path / "b.zip")) != 0
    assert not (tmp_path / "b.zip").exists()


def test_a_package_of_another_kind_is_told_where_a_bag_is_needed(released: Desk, tmp_path: Path) -> None:
    package, other = tmp_path / "sip.zip", tmp_path / "mappe"
    assert released.archive("export", "v1", "--eark", "-o", str(package)) == 0, released.err
    other.mkdir()
    for given, said in ((package, "is an E-ARK package"), (other, "is not a BagIt bag")):
        for command in (("restore", "--from", str(given)), ("rebuild", "--bag", str(given))):
            assert released.archive(*command) == 1
            assert f"RB-BAG {said}" in released.err
            assert "'--bagit' or '--ro-crate'" in released.err


def test_a_version_that_is_not_there_is_told_before_its_form(released: Desk) -> None:
    assert released.archive("export", "v9") == 2
    assert "RB-VERSION-UNKNOWN" in released.err
    assert released.archive("export", "v1") == 2
    assert "say what to write" in released.err
