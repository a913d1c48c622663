"""RO-Crate metadata in a bag: what a validator and a reader of linked data find in it."""

from __future__ import annotations

import json
import logging
import shutil
from contextlib import nullcontext
from hashlib import sha512
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import bagit
import pytest
from msgspec.structs import replace

from report_builder.cli.app import run
from report_builder.model.report import Publication
from report_builder.pipeline.description import Description, description_of
from tests.archive.test_bag import unpack
from tests.conftest import BASE
from tests.handed.judges import ask
from tests.pipeline.releases import AUTUMN_2026, Desk
from tests.pipeline.test_identity import before_ids
from tests.said import ENGLISH
from tests.verify_support import SharedMachine

OPEN = {
    "ro-crate-1.2_81.1": "the entities are of type WebPage; asked for with Standard too, it says the same",
    "ro-crate-1.2_83.2": "a report names its licence, and does not describe it",
    "ro-crate-1.2_85.0": "a font's licence is the text that comes with it, which has its copyright in it",
    "ro-crate-1.2_86.2": "a report need not state an address of its publisher",
    "ro-crate-1.2_89.0": "a report has no key for the publisher's id of the Research Organization Registry",
}
"""Recommendations that are not followed, and why. Nothing that is required is among them."""

ON_THE_WEB = {"9.1", "21.1", "22.1", "50.1", "51.1", "52.1", "61.1", "61.2", "61.3", "70.1", "75.1"}
"""Checks that ask whether something answers on the web, and one of crates without files."""

FURTHER: dict[str, set[str]] = {
    "plain": set(),
    "more": {"ro-crate-1.2_80.2", "ro-crate-1.2_80.3", "ro-crate-1.2_90.1"},
    "less": {"ro-crate-1.2_83.1"},
}
"""What is found of a crate that says more: a report states no employer of an author, and no contact;
without a licence there is only a sentence that says so."""

PERSON = "{name: Ola Eksempel, kind: person, orcid: 0000-0002-1825-0097}"
OFFICE = "{name: Eksempelkontoret, kind: organisation}"

CONTEXT = "https://w3id.org/ro/crate/1.3/context"


STATED = (
    ("authors: [Kari Eksempel]", f"authors: [Kari Eksempel, {PERSON}, {OFFICE}]"),
    ("publisher:", "isbn: 978-82-7483-092-9\npublisher:"),
)
"""What a report says that says more."""


def bagged(root: Path, folder: Path, *options: str, suffix: str = "zip") -> Path:
    """Export v1 with its crate, and find the bag valid; the folder of the payload."""
    folder.mkdir(exist_ok=True)
    target = folder / f"bag.{suffix}"
    forms = options or ("--ro-crate", "-o", str(target))
    command = ["archive", "export", "v1", *forms, "--root", str(root)]
    assert run(command, ENGLISH, float, lambda: AUTUMN_2026) == 0
    top = unpack(target, folder / "bag")
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    bagit.Bag(str(top)).validate()
    return top / "data"


@pytest.fixture(scope="session")
def crates(first_release: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The crates of a report, of one that says more, and of one by a program that wrote less down."""
    folder = tmp_path_factory.mktemp("crates")
    made = {"plain": bagged(first_release, folder / "plain")}
    for name, edits in (("more", STATED), ("less", ())):
        root = folder / f"{name}-report"
        shutil.copytree(BASE, root)
        facts = root / "content/report.yaml"
        text = facts.read_text("utf-8")
        for old, new in edits:
            text = text.replace(old, new, 1)
        facts.write_text(text, "utf-8")
        with pytest.MonkeyPatch.context() as patch, before_ids() if name == "less" else nullcontext():
            patch.setattr("report_builder.check.verapdf._Machine", SharedMachine)
            if name == "less":
                patch.setattr("report_builder.pipeline.releasing.description_of", less)
            assert run(["release", str(root)], ENGLISH, float, lambda: AUTUMN_2026) == 0
        made[name] = bagged(root, folder / name)
    return made


def less(facts: Publication) -> Description:
    return replace(description_of(facts), licence={}, authors=(), series="", description="")


def entities(crate: Path) -> dict[str, dict[str, Any]]:
    graph = json.loads((crate / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    found = {entity["@id"]: entity for entity in graph}
    assert len(found) == len(graph)
    return found


def references(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(references, value))
    if isinstance(value, dict):
        return {value["@id"]} if set(value) == {"@id"} else references(list(value.values()))
    return set()


def test_fonts_have_their_own_licences_and_not_that_of_the_report(crates: dict[str, Path]) -> None:
    for crate in crates.values():
        found = entities(crate)
        fonts = {name for name in found if name.endswith((".ttf", ".woff2"))}
        assert fonts
        assert {name for name, entity in found.items() if "license" in entity} == {*fonts, "./"}
        for name in fonts:
            licence = found[name]["license"]["@id"]
            assert (crate / unquote(licence)).read_bytes().count(b"SIL OPEN FONT LICENSE")
            assert found[licence]["@type"] == ["File", "CreativeWork"]


def test_the_validator_finds_all_that_is_required(crates: dict[str, Path]) -> None:
    open_ones: set[str] = set()
    for name, said in zip(crates, ask("judge_crate.py", *crates.values()), strict=True):
        assert said["checks"] > 150
        assert said["asked"] == [CONTEXT]
        found = {(check, severity) for check, severity, _ in said["issues"]}
        assert {severity for _, severity in found} == {"RECOMMENDED"}, name
        open_ones |= {check for check, _ in found} - FURTHER[name]
        assert {check.partition("_")[2] for check in said["skipped"]} == ON_THE_WEB
    assert open_ones == OPEN.keys()


@pytest.mark.parametrize("suffix", ["zip", "tar"])
def test_every_file_is_told_with_its_size_digest_and_format(
    first_release: Path, tmp_path: Path, suffix: str
) -> None:
    crate = bagged(first_release, tmp_path, suffix=suffix)
    found = entities(crate)
    stored = {
        path.relative_to(crate).as_posix(): path.read_bytes() for path in crate.rglob("*") if path.is_file()
    }
    told = {unquote(name): entity for name, entity in found.items() if "File" in entity["@type"]}
    assert told.keys() == stored.keys() - {"ro-crate-metadata.json"}
    for path, entity in told.items():
        assert entity["contentSize"] == str(len(stored[path]))
        assert entity["sha512"] == sha512(stored[path]).hexdigest()
    pdf = "https://www.nationalarchives.gov.uk/PRONOM/fmt/476"
    assert told["notat.pdf"]["encodingFormat"] == ["application/pdf", {"@id": pdf}]
    assert found["./"]["mainEntity"] == {"@id": "notat.pdf"}


@pytest.mark.parametrize("name", ["plain", "more", "less"])
def test_every_reference_leads_somewhere(crates: dict[str, Path], name: str) -> None:
    found = entities(crates[name])
    named = set().union(*(references(list(entity.values())) for entity in found.values()))
    assert named - found.keys() == {"https://w3id.org/ro/crate/1.3"}
    assert found.keys() - named == {"ro-crate-metadata.json"}


def test_what_the_report_says_is_linked(crates: dict[str, Path]) -> None:
    found = entities(crates["more"])
    root = found["./"]
    authors = [found[author["@id"]] for author in root["author"]]
    assert [(one["@type"], one["name"]) for one in authors] == [
        ("Thing", "Kari Eksempel"),
        ("Person", "Ola Eksempel"),
        ("Organization", "Eksempelkontoret"),
    ]
    assert root["author"][1] == {"@id": "https://orcid.org/0000-0002-1825-0097"}
    assert root["license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    values = {found[one["@id"]]["value"] for one in root["identifier"]}
    assert {"notat/v1", "urn:isbn:9788274830929"} < values
    assert found["#publisher"]["name"] == "Eksempeletaten"
    assert found["#contact"]["email"] == "post@example.no"


def test_nothing_is_made_up_of_a_version_that_says_less(crates: dict[str, Path]) -> None:
    root = entities(crates["less"])["./"]
    assert root["license"] == "Rapporten sier ikke hvilken lisens den har."
    assert not {"author", "isPartOf"} & root.keys()
    assert root["identifier"] == {"@id": "#number-1"}


def test_a_bag_has_a_crate_where_it_is_asked_for(
    released: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "bag.zip"
    with_crate = bagged(released.root, tmp_path, "--bagit", str(target), "--ro-crate")
    assert (with_crate / "ro-crate-metadata.json").is_file()
    both = target.read_bytes()
    monkeypatch.chdir(tmp_path)
    assert released.archive("export", "v1", "--ro-crate") == 0, released.err
    assert (tmp_path / "notat-v1.zip").read_bytes() == both
    assert released.archive("export", "v1", "--ro-crate") == 2
    assert "RB-OUTPUT-PATH" in released.err
    assert released.archive("export", "v1", "--bagit", "plain.zip") == 0, released.err
    assert not (unpack(tmp_path / "plain.zip", tmp_path / "plain") / "data/ro-crate-metadata.json").exists()
    assert released.archive("export", "v1", "--ro-crate", "--eark") == 2
    assert "RB-USAGE" in released.err
