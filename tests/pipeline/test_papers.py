"""The papers of a version: each there, true, the same for the same version, and no reason for a new one."""

from __future__ import annotations

import json
import re
import shutil
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
import yaml
from jsonschema import Draft7Validator

from report_builder.cli.schema import KINDS
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.catalogue import catalogue
from report_builder.pipeline import constraints, papers
from report_builder.pipeline.constraints import Pinned, constraints_of, pinned
from report_builder.pipeline.own_rules import rules_told
from report_builder.pipeline.versions import Shelf, open_shelf
from report_builder.settings import Settings, read_settings
from tests.pipeline.releases import SENTENCE, Desk
from tests.said import plain

pytestmark = pytest.mark.usefixtures("shared_verapdf")

LONG = "Menneskerettighetsorganisasjonsmedlemskapsavgiftsinnkrevingsmyndighetsrepresentantskapet"


def shelf(desk: Desk) -> Shelf:
    found = open_shelf(desk.root, Diagnostics())
    assert found is not None
    return found


def files(desk: Desk, number: int = 1) -> dict[str, bytes]:
    """Everything that a version has, by logical path."""
    found = shelf(desk)
    return dict(found.archive.read_all(found.object_id, number).value or {})


def said(desk: Desk, number: int = 1) -> Any:
    return json.loads(files(desk, number)[papers.RULES])


def test_a_version_has_its_papers(released: Desk) -> None:
    beside = {path for path in files(released) if not path.startswith(("source/", papers.EDITION))}
    assert beside == {
        "notat.pdf",
        "manifest.json",
        "LESMEG.txt",
        "constraints.txt",
        "settings.yaml",
        "conformance/rules.json",
        "conformance/verapdf.xml",
        *(f"licences/{name}-OFL.txt" for name in ("Literata", "SourceSans3", "SourceCodePro")),
        "licences/sRGB-LICENSE.txt",
        *(f"schemas/{kind}.json" for kind in KINDS if kind not in ("landing", "brand", "batch")),
    }


def test_the_schemas_are_those_of_its_files(released: Desk) -> None:
    found = files(released)
    checked = 0
    for path, data in found.items():
        kind = Path(path).stem
        if path.endswith(".yaml"):
            schema = json.loads(found[f"schemas/{kind}.json"])
            value = yaml.load(data, yaml.BaseLoader)  # noqa: S506  texts alone
            assert set(value) <= set(schema["properties"]), path
            Draft7Validator.check_schema(schema)
            checked += 1
    assert checked == 4


def test_what_verapdf_said_is_what_the_manifest_says(released: Desk) -> None:
    found = files(released)
    record = json.loads(found["manifest.json"])
    root = ET.fromstring(found[papers.VERAPDF])  # noqa: S314  our own
    told = [
        (one.get("profileName", "").split(" ")[0], int(one[0].get("passedChecks", 0)))
        for one in root.iter("validationReport")
    ]
    assert told == [(one["name"], one["checks"]) for one in record["conformance"]["profiles"]]
    assert all(int(one[0].get("passedRules", 0)) > 50 for one in root.iter("validationReport"))


def test_the_edition_is_kept_with_what_it_needs(released: Desk) -> None:
    edition = {path for path in files(released) if path.startswith(papers.EDITION)}
    assert {"edition/index.html", "edition/alt.html", "edition/utseende/theme.css"} <= edition
    assert not [path for path in edition if path.endswith(".pdf")]
    assert b'href="../notat.pdf"' in files(released)["edition/index.html"]


def test_another_release_of_the_same_has_the_same_papers(released: Desk) -> None:
    before = files(released)
    shutil.rmtree(released.root / "output")
    (released.root / "releases.json").unlink()
    released.now += 3600.0
    assert released.release() == 0, released.err
    assert files(released) == before


def test_what_stays_the_same_is_kept_once(thrice: Desk) -> None:
    archive = thrice.root / "output/archive/notat"
    stored = {path.relative_to(archive).as_posix() for path in archive.rglob("*") if path.is_file()}
    shared = ("licences/", "schemas/", "constraints.txt", "settings.yaml", "edition/utseende/theme.css")
    assert not [path for path in stored if path.startswith(tuple(f"v2/content/{one}" for one in shared))]
    inventory = json.loads((archive / "inventory.json").read_text("utf-8"))
    paths = [path for several in inventory["manifest"].values() for path in several]
    assert len(paths) == len(inventory["manifest"]), "no bytes are stored under two names"


def test_papers_are_no_sources(released: Desk) -> None:
    """Neither the list of words nor the settings make a version of their own."""
    (released.root / "content/ordliste.txt").write_text("[nb]\nordet\n", "utf-8")
    (released.root / "settings.yaml").write_text("timezone: Europe/Paris\n", "utf-8")
    assert released.release("--note", "Nytt") == 0
    assert "unchanged" in released.out
    released.edit("content/chapters/drofting.md", SENTENCE, "Ordet.")
    assert released.release("--note", "Nytt") == 0, released.err
    found = files(released, 2)
    assert found["ordliste.txt"] == b"[nb]\nordet\n"
    assert "source/content/ordliste.txt" not in found
    assert b"timezone: Europe/Paris" in found["settings.yaml"]
    assert released.archive("rebuild", "v2") == 0, released.err


def test_the_settings_say_what_shaped_it_and_not_where_it_is(desk: Desk, tmp_path: Path) -> None:
    store = tmp_path / "hemmelig-sted"
    (desk.root / "settings.yaml").write_text(
        f"archive: {store}\nlanguage: en\ntimezone: Europe/Paris\naddress: https://www.example.no/æ\n",
        "utf-8",
    )
    assert desk.release() == 0, desk.err
    found = files(desk)
    text = found["settings.yaml"].decode()
    assert "hemmelig" not in text
    read = read_settings(tmp_path, Diagnostics(), found["settings.yaml"])
    assert read == Settings(tmp_path / "output/archive", "Europe/Paris", "https://www.example.no/æ/")
    assert yaml.safe_load(text).keys() == {"timezone", "address"}
    assert text.startswith("# yaml-language-server: $schema=schemas/settings.json\n")
    assert b'<a href="https://www.example.no/' in found["edition/index.html"]


def test_warnings_and_what_was_allowed_are_told_in_the_words_of_the_report(desk: Desk) -> None:
    desk.edit("content/chapters/drofting.md", SENTENCE, f'{{allow="RB-LONG-WORD"}}\n\n{LONG}\n\nOg {LONG}x.')
    desk.edit("content/report.yaml", "  - drofting.md", "  - drofting.md # allow RB-NAME-FORM gammel disk")
    assert desk.release() == 0, desk.err
    told = said(desk)
    (warned,) = [one for one in told["findings"] if one["code"] == "RB-LONG-WORD"]
    assert warned["severity"] == "warning"
    assert warned["place"].startswith("content/chapters/drofting.md:")
    assert "er bredere enn spalten" in warned["message"]
    marks = {mark["code"]: mark for mark in told["allowed"]}
    assert marks["RB-LONG-WORD"]["mark"] == '{allow="RB-LONG-WORD"}'
    assert [one["code"] for one in marks["RB-LONG-WORD"]["findings"]] == ["RB-LONG-WORD"]
    assert marks["RB-NAME-FORM"]["mark"] == "- drofting.md # allow RB-NAME-FORM gammel disk"
    assert told["profiles"] == ["ua1", "2a"]
    assert "headings" in told["rules"]


@pytest.mark.parametrize("folder", ["/usr/lib/kart", "C:/Python/kart"])
def test_no_place_of_the_machine_is_told(folder: str) -> None:
    heard = Diagnostics()
    heard.warn("RB-LONG-WORD", SourceSpan(f"{folder}/theme.yaml", 3, 4), plain("lang"))
    heard.warn("RB-LONG-WORD", SourceSpan("content/report.yaml", 3), plain("lang"))
    heard.warn("RB-LONG-WORD", None, plain("lang"))
    told = json.loads(rules_told(heard, {}, catalogue("nb"), "1", "a.pdf", "ab"))
    assert told["sha512"] == "ab"
    places = [one["place"] for one in told["findings"]]
    assert places == ["theme.yaml:3:4", "content/report.yaml:3:1", ""]


def test_without_the_libraries_of_the_edition_it_is_said_to_be_missing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "report_builder.pipeline.keeping_edition.find_spec", lambda name: None if name == "brotli" else name
    )
    assert desk.release() == 0
    assert "RB-EXTRA-MISSING" in desk.err
    assert "without its HTML edition" in desk.err
    assert "[publish]" in desk.err
    assert not [path for path in files(desk) if path.startswith(papers.EDITION)]


def test_a_dry_run_makes_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report_builder.pipeline.releasing.papers_of", None)
    assert desk.release("--dry-run") == 0, desk.err


def test_versions_of_before_have_none_and_lack_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("report_builder.pipeline.releasing.papers_of", lambda *_: {})
        assert desk.release() == 0, desk.err
    assert desk.release() == 0
    assert "unchanged" in desk.out
    desk.edit("content/chapters/drofting.md", SENTENCE, "Rettet.")
    assert desk.release("--note", "Rettet") == 0, desk.err
    for verb, *options in (
        ("list",),
        ("verify",),
        ("show", "v1"),
        ("rebuild", "v1"),
        ("rebuild", "v2"),
        ("export", "v1", "--bagit", str(tmp_path / "v1.zip")),
        ("export", "v2", "--bagit", str(tmp_path / "v2.zip")),
    ):
        assert desk.archive(verb, *options) == 0, desk.err
    with ZipFile(tmp_path / "v2.zip") as bag:
        names = {name.partition("/data/")[2] for name in bag.namelist() if "/data/" in name}
    assert names >= set(files(desk, 2))
    assert not [path for path in files(desk) if path.startswith((papers.EDITION, papers.LICENCES))]
    for command in (("publish",), ("withdraw", "--reason", "Feil", "v1"), ("publish",)):
        verb, *options = command
        target = [*options[:-1], options[-1], "--root", str(desk.root)] if options else [str(desk.root)]
        assert desk.command(verb, *target) == 0, desk.err


TOOL = {"name": "report-builder", "version": "0.2.dev3+g0123456789", "python": "3.12.1"}


def lines(text: bytes, name: str) -> list[str]:
    """The lines about a distribution, those of its hashes among them."""
    found = re.search(rf"^(?:# )?{re.escape(name)}\b.*(?:\n(?: +|#  ).*)*", text.decode(), re.MULTILINE)
    return found[0].splitlines() if found else []


def test_each_distribution_is_named_with_all_its_hashes() -> None:
    text = constraints_of(TOOL, {"zlib": "1.3"}, {"kart": "2.0"})
    for name, entry in pinned().items():
        assert installed(name) == entry.version, "constraints.txt is installed here"
        first, *hashes = lines(text, name)
        assert first.startswith(f"{name}=={entry.version} ")
        assert [re.sub(r" \\$", "", line) for line in hashes] == [
            f"    --hash=sha256:{digest}" for digest in entry.hashes
        ]
    assert b"# plug-in kart 2.0" in text
    assert b"# Inside of these: zlib 1.3" in text
    assert b"the program itself, its commit 0123456789.\n" in text


def test_what_has_no_known_hashes_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"one": "1.0", "two": "2.0.1"}
    monkeypatch.setattr(constraints, "_installed", there.get)
    monkeypatch.setattr(
        constraints,
        "pinned",
        lambda: {
            "one": Pinned("1.0", "", ("aa", "bb")),
            "two": Pinned("2.0", "", ("cc",)),
            "three": Pinned("3.0", "", ("dd",)),
            "four": Pinned("4.0", 'sys_platform == "win32"', ("ee",)),
        },
    )
    text = constraints_of(TOOL, {}, {})
    assert lines(text, "one") == ["one==1.0 \\", "    --hash=sha256:aa \\", "    --hash=sha256:bb"]
    assert "2.0.1 was installed; the hashes" in lines(text, "two")[0]
    assert not re.search(rb"^two", text, re.MULTILINE)
    assert lines(text, "three") == ["# three was not installed"]
    assert lines(text, "four") == ['four==4.0 ; sys_platform == "win32" \\', "    --hash=sha256:ee"]


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("0.2.0", b"the program itself, version 0.2.0.\n"),
        ("0.2.0+gabc", b"the program itself, its commit abc.\n"),
        ("0.2.0+gabc.changed", b"the program itself, its commit abc, to which changes were made"),
        ("0.2.0+files.0123", b"the copy whose files have the digest files.0123.\n"),
    ],
)
def test_the_program_itself_is_named_as_far_as_it_is_known(version: str, said: bytes) -> None:
    assert said in constraints_of({**TOOL, "version": version}, {}, {})
