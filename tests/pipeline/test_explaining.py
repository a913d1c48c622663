"""``LESMEG.txt`` is true of the version that it stands in, and what it tells its readers to do works."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha512
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from report_builder.cli.app import run
from report_builder.language.catalogue import catalogue
from report_builder.own_version import own_version
from report_builder.pipeline.constraints import constraints_of
from report_builder.pipeline.explaining import explain_bag, explain_version
from report_builder.pipeline.file_places import OTHER, README, grouped, grouped_tags
from report_builder.pipeline.journal import Journal
from report_builder.pipeline.plain_text import PlainText
from report_builder.pipeline.telling import Bagged
from report_builder.pipeline.terms import font_terms
from report_builder.pipeline.toolchain import made_with
from report_builder.publish.addresses import Addresses
from tests.pipeline.releases import AUTUMN_2026, DAY, NAMED, Desk
from tests.pipeline.test_manifest import MANIFEST
from tests.said import ENGLISH

ROOT = Path(__file__).parent.parent.parent

REASON, CORRECTED = "Tallene i kapittel 2 er feil", "Tabell 2 hadde feil overskrift"
NAMES = ("v1", "v2", "v3")


class Handed:
    """Three versions, the first corrected and the second withdrawn: the archive, and a bag of each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.object = folder / "report/output/archive/notat"
        self.inventory: Any = json.loads((self.object / "inventory.json").read_text("utf-8"))

    def bag(self, version: str) -> Path:
        return self.folder / version / f"notat-{version}"

    def archived(self, version: str, path: str) -> bytes:
        digest = self.inventory["versions"][version]["state"]
        (found,) = (digest for digest, paths in digest.items() if path in paths)
        place: str = self.inventory["manifest"][found][0]
        return (self.object / place).read_bytes()

    def paths(self, version: str) -> set[str]:
        return {path for paths in self.inventory["versions"][version]["state"].values() for path in paths}


@pytest.fixture(scope="module")
def handed(three_releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Handed:
    folder = tmp_path_factory.mktemp("handed")
    root = folder / "report"
    shutil.copytree(three_releases, root)
    here = ("--root", str(root))
    commands = [
        ("withdraw", "v2", "--reason", REASON, *here),
        ("correct", "v1", "--note", CORRECTED, *here),
        *(("archive", "export", name, "--bagit", str(folder / f"{name}.zip"), *here) for name in NAMES),
    ]
    for command in commands:
        assert run(command, ENGLISH, float, partial(float, AUTUMN_2026 + 3 * DAY)) == 0
    for name in NAMES:
        with ZipFile(folder / f"{name}.zip") as pack:
            pack.extractall(folder / name)
    return Handed(folder)


def halves(text: str) -> tuple[str, str]:
    """The text in the one language and in the other."""
    first, mark, second = text.partition("READ ME: ")
    assert mark
    assert "LESMEG: " in first
    return first, second


def listed(text: str) -> list[str]:
    """The paths that the text lists, each with its format."""
    return re.findall(r"^ {2}(?!v\d )(\S.*?) {2,}\S.*$", text, re.MULTILINE)


@pytest.mark.parametrize("version", NAMES)
def test_every_file_is_listed_in_both_languages(handed: Handed, version: str) -> None:
    archived = handed.archived(version, README).decode()
    for half in halves(archived):
        assert sorted(listed(half)) == sorted(handed.paths(version))
    top = handed.bag(version)
    there = {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}
    for half in halves((top / README).read_text("utf-8")):
        assert sorted(listed(half)) == sorted(there)


@pytest.mark.parametrize("version", NAMES)
def test_of_every_file_it_is_said_what_it_is(handed: Handed, version: str) -> None:
    """A release archives nothing that the table does not know, and a bag adds nothing."""
    assert OTHER not in grouped(handed.paths(version), "notat.pdf")
    top = handed.bag(version)
    tags = {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}
    assert OTHER not in grouped_tags(path for path in tags if not path.startswith("data/"))
    assert OTHER in grouped(["unknown.bin"], "notat.pdf")
    for language in ("nb", "nn", "en"):
        assert catalogue(language).text(OTHER) not in (top / README).read_text("utf-8")


def test_it_says_what_the_manifest_says(handed: Handed) -> None:
    for version in NAMES:
        said = json.loads(handed.archived(version, "manifest.json"))
        for text in (handed.archived(version, README).decode(), (handed.bag(version) / README).read_text()):
            told = " ".join(text.split())
            for value in (said["title"], said["publisher"], said["id"], said["note"], said["pdf"]["sha512"]):
                assert told.count(value) >= 2, value
            for value in (said["published_at"], said["updated_at"], said["tool"]["version"]):
                assert told.count(value) >= 2, value
            for day in (said["published_at"], said["updated_at"]):
                assert told.count(f" {day[:10]} (UTC{day[-6:]}) ") >= 2, day
            for profile in said["conformance"]["profiles"]:
                assert f"{profile['name']} passed ({profile['checks']} checks)" in told
            if version != "v1":
                assert told.count(said["previous"]["sha512"]) == 2


def test_each_version_names_the_one_before(handed: Handed) -> None:
    for earlier, later in (("v1", "v2"), ("v2", "v3")):
        digest = sha512(handed.archived(earlier, "manifest.json")).hexdigest()
        assert handed.archived(later, README).decode().count(f"\n  {digest}\n") == 2
    assert "This is the first version." in handed.archived("v1", README).decode()


def test_a_bag_lists_all_versions_and_what_became_of_them(handed: Handed) -> None:
    digests = [sha512(handed.archived(name, "manifest.json")).hexdigest() for name in NAMES]
    for name in NAMES:
        table = json.loads((handed.bag(name) / "metadata/versions.json").read_text("utf-8"))
        assert (table["report"], table["newest"]) == ("notat", 3)
        versions = table["versions"]
        assert [one["sha512"] for one in versions] == digests
        assert [one.get("previous", {}).get("sha512") for one in versions] == [None, *digests[:2]]
        assert [one.get("next", {}).get("version") for one in versions] == [2, 3, None]
        assert [one["text"] for one in versions[0]["corrected"]] == [CORRECTED]
        assert versions[1]["withdrawn"]["text"] == REASON
        assert "note" not in versions[1], "what was withdrawn is not said again"
        english = halves((handed.bag(name) / README).read_text("utf-8"))[1]
        assert re.findall(r"^  (v[1-3]) +2026-11-\d\d$", english, re.MULTILINE) == list(NAMES)
        assert english.count("this bag") == 1
        publisher = versions[1]["withdrawn"]["by"]
        told, here = " ".join(english.split()), {"v1": (2, 1), "v2": (1, 2), "v3": (1, 1)}[name]
        corrected, withdrawn = (
            f"on 2026-11-26 (UTC+01:00) by {publisher}: '{said}'." for said in (CORRECTED, REASON)
        )
        assert told.count(f"Corrected {corrected} A correction is a remark.") == here[0]
        assert told.count(f"Withdrawn {withdrawn} The version is still in the archive") == here[1]


def test_a_bag_says_no_more_than_is_left_of_its_other_versions(thrice: Desk, tmp_path: Path) -> None:
    """The second is purged, the first damaged: neither keeps the third from being handed over."""
    reason = ("--reason", REASON, "--root", str(thrice.root))
    assert thrice.command("withdraw", "v2", *reason, "--purge") == 0, thrice.err
    first = thrice.root / "output/archive/notat/v1/content/manifest.json"
    first.chmod(0o644)
    first.write_bytes(b"{}")
    assert thrice.archive("export", "v3", "--bagit", str(tmp_path / "bag.zip")) == 0, thrice.err
    with ZipFile(tmp_path / "bag.zip") as pack:
        pack.extractall(tmp_path)
        assert not [name for name in pack.namelist() if NAMED.encode() in pack.read(name)]
    bag = tmp_path / "notat-v3"
    table = json.loads((bag / "metadata/versions.json").read_text("utf-8"))
    lost, purged, own = table["versions"]
    assert lost.keys() == {"version", "archived", "next"}
    assert purged["purged"]["text"] == REASON
    assert own["previous"]["sha512"] == purged["sha512"] == lost["next"]["sha512"]
    english = halves((bag / README).read_text("utf-8"))[1]
    assert re.search(r"^  v1 +date not known$", english, re.MULTILINE)
    assert "Deleted for good on 2026-11-26 (UTC+01:00) by " in " ".join(english.split())


def test_a_version_is_shown_with_those_beside_it(thrice: Desk) -> None:
    """What came after is no part of a version: the archive tells it when it is asked."""
    digests = []
    for name in NAMES:
        assert thrice.archive("show", name, "--json") == 0, thrice.err
        found = json.loads(thrice.out)
        digests.append(found["files"]["manifest.json"])
        beside = [found.get(side, {}).get("version") for side in ("previous", "next")]
        assert beside == {"v1": [None, 2], "v2": [1, 3], "v3": [2, None]}[name]
        if name != "v1":
            assert found["previous"]["sha512"] == digests[-2]
    assert thrice.archive("show", "v2") == 0
    assert f"v1 (sha512 {digests[0][:16]}…)" in thrice.out
    assert f"v3 (sha512 {digests[2][:16]}…)" in thrice.out


@pytest.mark.parametrize("is_old", [False, True])
def test_a_program_is_named_that_can_do_what_it_is_told(is_old: bool) -> None:
    """What made a version before there was this text knows no bags; what makes its bag today does."""
    files = {"uro.pdf": b"%PDF-1.7"} if is_old else {"uro.pdf": b"%PDF-1.7", README: b""}
    bagged = Bagged(date(2026, 11, 28), datetime(2026, 11, 28, tzinfo=UTC), (), Journal(), ())
    text = " ".join(explain_bag("uro", MANIFEST, None, files, bagged).decode().split())
    assert text.count(f"Install report-builder {own_version()},") == is_old


@pytest.mark.parametrize(
    ("language", "order"),
    [("nb", ("nb", "en")), ("nn", ("nn", "en")), ("en", ("en", "nb")), ("se", ("nb", "en"))],
)
def test_the_language_of_the_report_comes_first(language: str, order: tuple[str, str]) -> None:
    record = replace(MANIFEST, pdf=replace(MANIFEST.pdf, language=language), plugins={"et-tillegg": "1.0"})
    text = explain_version("uro", record, None, {"uro.pdf": b"%PDF-1.7"}).decode()
    heads = [catalogue(one)("readme.build") for one in order]
    places = [text.index(f"\n{head}\n") for head in heads]
    assert places == sorted(places)
    assert catalogue(order[1])("readme.below") in text.splitlines()[0]
    assert not re.search(r"\{[a-z0-9_]+\}", text), "all braces are filled"


def test_who_finds_damage_is_told_whom_to_ask(handed: Handed) -> None:
    for text in (handed.archived("v2", README).decode(), (handed.bag("v2") / README).read_text("utf-8")):
        english = halves(text)[1]
        assert "again from someone who has it whole. Whom you can ask is under 'Who to ask'." in " ".join(
            english.split()
        )
        assert "\nWho to ask\n" in english


def test_a_version_that_says_little_is_told_without_guesses() -> None:
    """A manifest of the first program that wrote one, and a file of nobody knows what."""
    bare = replace(
        MANIFEST, description=None, contact={}, address=None, published_at=None, updated_at=None, tool={}
    )
    text = explain_version("uro", bare, None, {"uro.pdf": b"%PDF-1.7", "x.bin": b"\x80\0"}).decode()
    english = text[text.index("READ ME: ") :]
    assert "Id:" not in english
    assert "Authors:" not in english
    assert "Contact:" not in english
    assert "x.bin" in english
    assert "format not known" in english
    assert "Its checksum was not written down" in english
    assert "2019-12-04\n" in english
    assert "how far the clock there is from UTC" not in english


def _moments(text: str) -> set[str]:
    """What stands behind the time of day in each moment of a file: its offset."""
    return set(re.findall(r"\dT\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?", text))


def test_every_moment_in_a_package_has_the_offset_of_where_the_report_is_published(
    handed: Handed, tmp_path: Path
) -> None:
    """Whatever says it, and in whatever form: days and moments can be put in order by who reads them."""
    here = ("--root", str(handed.folder / "report"))
    for kind, path in (("--ro-crate", tmp_path / "crate.zip"), ("--eark", tmp_path / "eark.zip")):
        command = ("archive", "export", "v1", kind, "-o", str(path), *here)
        assert run(command, ENGLISH, float, partial(float, AUTUMN_2026 + 3 * DAY)) == 0
        found = set()
        with ZipFile(path) as pack:
            for name in pack.namelist():
                if name.endswith((".json", ".txt", ".xml")) and "schemas/" not in name:
                    found |= {(offset, name) for offset in _moments(pack.read(name).decode())}
        assert found
        assert {(offset, name) for offset, name in found if offset != "+01:00"} == set()


def commands(text: str) -> list[str]:
    """What the text tells its readers to type; the same in both languages but for the program's own."""
    first, second = (re.findall(r"^ {4}(\S.*)$", half, re.MULTILINE) for half in halves(text))
    own = [command for command in second if "/report-builder " in command]
    assert own
    assert all(command.endswith(" --lang en") for command in own)
    assert [re.sub(" --lang n[bn]$", " --lang en", command) for command in first] == second
    return second


def tools() -> str:
    """The folders of the tools that are named, wherever this environment has them, as a PATH."""
    wanted = {"bagit": "bagit.py", "ocfl-py": "ocfl-validate.py", "opf-fido": "fido"}
    found = {
        str(Path(os.fspath(file.locate())).resolve().parent)
        for package, script in wanted.items()
        for file in distribution(package).files or ()
        if file.name == script and file.parent.name in ("bin", "Scripts")
    }
    return os.pathsep.join([*sorted(found), os.environ["PATH"]])


def follow(command: str, folder: Path, *, index: bool = False) -> str:
    """Type a command into a shell that finds the tools, and with ``index`` the packages that pip does."""
    hidden = ("PYTHON",) if index else ("PYTHON", "PIP_")
    outside = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    done = subprocess.run(  # noqa: S602  what a reader would type
        command,
        check=False,
        shell=True,
        cwd=folder,
        env=outside | {"PATH": tools()},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


needs_sums = pytest.mark.skipif(shutil.which("sha512sum") is None, reason="a tool of GNU")


def checks(bag: Path) -> tuple[str, str, str]:
    """The commands of a bag that look for damage: by the lists, by the folder, and bagit.py."""
    named = commands((bag / README).read_text("utf-8"))
    (sums,) = (command for command in named if command.startswith("sha512sum"))
    (unlisted,) = (command for command in named if command.startswith("{ find"))
    (validate,) = (command for command in named if command.startswith("bagit.py"))
    return sums, unlisted, validate


@pytest.mark.parametrize("kind", ["--bagit", "--ro-crate"])
def test_two_bags_of_a_version_differ_only_where_it_is_said(
    handed: Handed, tmp_path: Path, kind: str
) -> None:
    """A file is named only where it is listed, and what is said of two lists is true of them."""
    bagged = [kind, str(tmp_path / "a.zip")] if kind == "--bagit" else [kind, "-o", str(tmp_path / "a.zip")]
    here = ("--root", str(handed.folder / "report"))
    command = ("archive", "export", "v3", *bagged, *here)
    assert run(command, ENGLISH, float, partial(float, AUTUMN_2026 + 3 * DAY)) == 0
    with ZipFile(tmp_path / "a.zip") as pack:
        pack.extractall(tmp_path)
    bag, crate = tmp_path / "notat-v3", "ro-crate-metadata.json"
    lists = [
        {line for line in (one / "manifest-sha512.txt").read_text("utf-8").splitlines() if crate not in line}
        for one in (bag, handed.bag("v3"))
    ]
    assert lists[0] == lists[1]
    for half in halves((bag / README).read_text("utf-8")):
        assert (f"data/{crate}" in listed(half)) == (crate in half) == (kind == "--ro-crate")


@needs_sums
def test_the_checks_that_a_bag_names_find_it_whole(handed: Handed) -> None:
    bag = handed.bag("v3")
    sums, unlisted, validate = checks(bag)
    assert follow(sums, bag) == ""
    assert follow(unlisted, bag) == ""
    text = (bag / README).read_text("utf-8")
    assert "is valid" in follow(validate, bag)
    assert " ".join(text.split()).count("'is valid'") == 2
    (fido,) = (command for command in commands(text) if command.startswith("fido"))
    answer = follow(fido, bag)
    for half, word in zip(halves(text), ("skal si", "should say"), strict=True):
        (told,) = re.findall(rf"fido,\s{word.replace(' ', chr(92) + 's')}\s([^:]+):", half)
        words = re.findall("'([^']+)'", " ".join(told.split()))
        assert words == ["fmt/476", "Acrobat PDF/A - Portable Document Format"]
        for said in words:
            assert re.search(f'[,"]{re.escape(said)}[,"]', answer), answer
    named = commands(text)
    assert [word for word in named if word.startswith("verapdf")] == [
        "verapdf --flavour ua1 data/notat.pdf",
        "verapdf --flavour 2a data/notat.pdf",
    ]


def _without(bag: Path, listed: str, path: str, mark: str | None) -> None:
    """Take the line of a path out of a list, or put a mark before it, so that no program reads it."""
    place = bag / listed
    lines = [line for line in place.read_text("utf-8").splitlines() if not line.endswith(f"  {path}")]
    changed = [] if mark is None else [f"{mark}{'0' * 128}  {path}"]
    place.write_text("\n".join([*lines, *changed]) + "\n", "utf-8")


DAMAGE: dict[str, tuple[Callable[[Path], object], str, set[str]]] = {
    "a byte of the payload": (
        lambda bag: _spoil(bag / "data/notat.pdf"),
        "data/notat.pdf",
        {"sums", "bagit"},
    ),
    "a byte of a tag file": (lambda bag: _spoil(bag / README), README, {"sums", "bagit"}),
    "a file less": (
        lambda bag: (bag / "data/notat.pdf").unlink(),
        "data/notat.pdf",
        {"sums", "unlisted", "bagit"},
    ),
    "a payload file more": (lambda bag: _put(bag / "data/ny.txt"), "data/ny.txt", {"unlisted", "bagit"}),
    "a tag file more": (lambda bag: _put(bag / "metadata/ny.json"), "metadata/ny.json", {"unlisted"}),
    "a line less": (
        lambda bag: _without(bag, "tagmanifest-sha512.txt", README, None),
        README,
        {"unlisted"},
    ),
    "a line that is a remark": (
        lambda bag: _without(bag, "tagmanifest-sha512.txt", README, "#"),
        README,
        {"unlisted"},
    ),
    "a line that is none": (
        lambda bag: _without(bag, "tagmanifest-sha512.txt", README, "x"),
        README,
        {"sums", "unlisted", "bagit"},
    ),
}
"""What can befall a bag: how, the file that is told, and which of the checks see it, as the text says."""


def _spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def _put(path: Path) -> None:
    path.write_bytes(b"?")


@needs_sums
@pytest.mark.parametrize("kind", DAMAGE)
def test_each_check_sees_what_the_text_says_that_it_sees(handed: Handed, tmp_path: Path, kind: str) -> None:
    bag = tmp_path / "bag"
    shutil.copytree(handed.bag("v3"), bag)
    befall, path, seen = DAMAGE[kind]
    sums, unlisted, validate = checks(bag)
    befall(bag)
    left = follow(unlisted, bag)
    assert (path in left) == ("unlisted" in seen)
    for name, command in (("sums", sums), ("bagit", validate)):
        if name not in seen:
            follow(command, bag)
            continue
        with pytest.raises(AssertionError):
            follow(command, bag)


def test_what_it_is_compared_with_elsewhere_is_there(handed: Handed) -> None:
    """The digest of the manifest, which the next version repeats, and that of the PDF on the site."""
    for name, later in (("v1", "v2"), ("v2", "v3"), ("v3", None)):
        digest = sha512(handed.archived(name, "manifest.json")).hexdigest()
        for text in (handed.archived(name, README).decode(), (handed.bag(name) / README).read_text("utf-8")):
            assert text.count(f"\n  {digest}\n") == 2
        if later:
            assert json.loads(handed.archived(later, "manifest.json"))["previous"]["sha512"] == digest
        again = handed.bag(name).parent.parent / f"{name}-igjen.zip"
        here = ("--root", str(handed.folder / "report"))
        command = ("archive", "export", name, "--bagit", str(again), *here)
        assert run(command, ENGLISH, float, partial(float, AUTUMN_2026 + 9 * DAY)) == 0
        with ZipFile(again) as pack:
            lists = pack.read(f"notat-{name}/manifest-sha512.txt")
        assert lists == (handed.bag(name) / "manifest-sha512.txt").read_bytes()


def test_the_place_of_the_digest_on_the_site_is_where_it_is_published() -> None:
    record = replace(MANIFEST, address="https://example.no/")
    text = explain_version("uro", record, None, {"uro.pdf": b"%PDF-1.7"}).decode()
    place = Addresses("uro", "https://example.no/").absolute(f"uro/v{record.version}/SHA512SUMS")
    assert text.count(f" {place}.") + text.count(f"\n{place}.") == 2
    bare = explain_version("uro", replace(MANIFEST, address=None), None, {"uro.pdf": b"%PDF-1.7"}).decode()
    assert "SHA512SUMS" not in bare


def test_the_text_within_a_version_tells_which_part_holds_where(handed: Handed) -> None:
    """It is the same bytes in the archive and in a bag: what only one of them has is said to be so."""
    archived = handed.archived("v2", README)
    assert (handed.bag("v2") / "data" / README).read_bytes() == archived
    english = halves(archived.decode())[1]
    for paragraph in english.split("\n\n"):
        told = " ".join(paragraph.split())
        if "inventory.json" in told and "sha512sum" not in told and not told.startswith("In inventory"):
            assert "If you have the whole archive" in told, told
    assert "inventory.json" not in halves((handed.bag("v2") / README).read_text("utf-8"))[1]


@pytest.mark.parametrize("source", ["", "https://example.no/program.git"])
def test_the_program_is_told_with_its_licence_and_where_its_source_is(source: str) -> None:
    tool = {"name": "report-builder", "version": "1.0", "python": "3.11.7", "licence": "MIT AND OFL-1.1"}
    record = replace(MANIFEST, tool=tool | ({"source": source} if source else {}))
    text = " ".join(explain_version("uro", record, None, {"uro.pdf": b"%PDF-1.7"}).decode().split())
    assert text.count("MIT AND OFL-1.1") == 2
    assert ("was not written down. The program is in no package index" in text) == (not source)
    assert text.count(source) >= 2
    constraints = constraints_of(record.tool, {}, {}).decode()
    assert "MIT AND OFL-1.1" in constraints
    assert source in constraints


def test_a_release_says_of_the_program_what_its_own_metadata_say(handed: Handed) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    told = json.loads(handed.archived("v1", "manifest.json"))["tool"]
    assert told["licence"] == project["license"]
    assert told.get("source", "") == project.get("urls", {}).get("Source", "")


def test_each_font_is_told_with_its_own_licence(handed: Handed) -> None:
    """In the text, and nowhere under the terms of the report: those that are archived, and their parts."""
    english = " ".join(halves((handed.bag("v3") / README).read_text("utf-8"))[1].split())
    data = handed.bag("v3") / "data"
    files = {
        path.relative_to(data).as_posix(): path.read_bytes() for path in data.rglob("*") if path.is_file()
    }
    terms = font_terms(files)
    assert {path for path in files if path.endswith((".ttf", ".woff2"))} == terms.keys()
    for path, licences in terms.items():
        (licence,) = licences
        told = english.partition(f"data/{licence}: ")[2].partition(" data/licences/")[0]
        assert path.rpartition("/")[2] in told
        if path.endswith(".ttf"):
            assert licence == f"licences/{path.rpartition('/')[2].partition('-')[0]}-OFL.txt"
        else:
            holder = str(TTFont(BytesIO(files[path]))["name"].getName(0, 3, 1))
            assert ("Literata" in holder) == ("Literata" in licence)
    assert "licences/sRGB-LICENSE.txt: the colour profile in the PDF" in english


def test_fonts_of_a_theme_of_its_own_have_the_licences_that_were_found() -> None:
    theme = "source/assets/themes/eget/"
    files = {f"{theme}A.ttf": b"", f"{theme}B-Bold.ttf": b"", "edition/utseende/sans-bold.woff2": b""}
    assert set(font_terms(files).values()) == {()}
    named = {**files, "licences/eget/A.txt": b"", "licences/B-OFL.txt": b"", "licences/sRGB-LICENSE.txt": b""}
    own, other = ("licences/eget/A.txt",), ("licences/B-OFL.txt", "licences/eget/A.txt")
    assert [*font_terms(named).values()] == [own, other, other]
    facts = b"fonts: {sans: {regular: B-Bold.ttf, bold: A.ttf}}"
    assert font_terms({**named, f"{theme}theme.yaml": facts})["edition/utseende/sans-bold.woff2"] == own
    for broken in (b"fonts: [", b"fonts: {sans: 3}", b"3"):
        assert (
            font_terms({**named, f"{theme}theme.yaml": broken})["edition/utseende/sans-bold.woff2"] == other
        )
    text = explain_version("uro", MANIFEST, None, {"uro.pdf": b"%PDF-1.7", **files}).decode()
    assert "no licence was written down: A.ttf, B-Bold.ttf, sans-bold.woff2" in " ".join(text.split())


@pytest.mark.parametrize("has", [False, True])
def test_images_and_schemas_are_told_where_there_are_any(has: bool) -> None:
    files = {
        "uro.pdf": b"%PDF-1.7",
        "source/assets/themes/eget/a.png": b"",
        "source/content/report.yaml": b"",
    }
    if has:
        files["source/assets/bilder/a.png"] = b""
        files["source/content/report.yaml"] = b"# yaml-language-server: $schema=../x.json\n"
    text = explain_version("uro", MANIFEST, None, files).decode()
    assert ("The images are those" in text) == has
    assert ("$schema" in text) == has


@needs_sums
def test_the_checks_that_an_archived_version_names_find_it_whole(handed: Handed) -> None:
    named = commands(handed.archived("v2", README).decode())
    (sums,) = (command for command in named if command.startswith("sha512sum"))
    (validate,) = (command for command in named if command.startswith("ocfl-validate"))
    assert "inventory.json: OK" in follow(sums, handed.object)
    assert "is VALID" in follow(validate, handed.object)
    assert " ".join(handed.archived("v2", README).decode().split()).count("'is VALID'") == 2


@pytest.fixture
def program(tmp_path: Path) -> str:
    """A folder with the program, as a reader has it who fetched it from somewhere."""
    folder = tmp_path / "program"
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    return shlex.quote(str(folder))


def building(named: list[str]) -> list[str]:
    """The commands from the environment on, which build the file again."""
    return named[next(place for place, command in enumerate(named) if " -m venv " in command) :]


def test_what_is_installed_is_what_the_list_of_packages_says() -> None:
    """One way to install, with the checksums that are known, and the one line for each that has none."""
    data = b"#   and it is installed without: python -m pip install --no-deps two==2.0\n"
    text = explain_version("uro", MANIFEST, None, {"uro.pdf": b"%PDF-1.7", "constraints.txt": data}).decode()
    told = [
        command.partition("pip install ")[2] for command in commands(text) if "bygg/bin/python" in command
    ]
    assert told == [
        "--no-deps --require-hashes -r constraints.txt",
        "--no-deps two==2.0",
        "--no-deps PROGRAM",
    ]
    assert (
        "pip install --no-deps --require-hashes -r constraints.txt"
        in constraints_of(made_with()[0], {}, {}).decode()
    )


@pytest.mark.whole
def test_a_bag_is_built_again_by_its_own_instructions(handed: Handed, program: str, tmp_path: Path) -> None:
    """In an empty environment, with the package index that pip is told of and nothing else."""
    bag = tmp_path / "handed/bag"
    shutil.copytree(handed.bag("v3"), bag)
    said = ""
    for command in building(commands((bag / README).read_text("utf-8"))):
        said = follow(command.replace("PROGRAM", program), bag, index=True)
    assert "notat.pdf" in said
    built = bag.parent / "bygg/notat.pdf"
    assert built.read_bytes() == (bag / "data/notat.pdf").read_bytes()
    follow("bagit.py --validate .", bag)
    assert sorted(path.name for path in bag.iterdir()) == sorted(
        path.name for path in handed.bag("v3").iterdir()
    )


@pytest.mark.whole
def test_an_archived_version_is_built_again_by_its_own_instructions(
    handed: Handed, program: str, tmp_path: Path
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "constraints.txt").write_bytes(handed.archived("v2", "constraints.txt"))
    for command in building(commands(handed.archived("v2", README).decode())):
        if command == "archive: ARKIV":
            (folder / "settings.yaml").write_text(f"archive: {handed.object.parent}\n", "utf-8")
        else:
            follow(command.replace("PROGRAM", program), folder, index=True)
    assert (folder / "bygg/notat.pdf").read_bytes() == handed.archived("v2", "notat.pdf")


def test_a_label_that_leaves_no_room_has_what_it_says_below_it() -> None:
    text = PlainText()
    text.rows([("l" * 90 + ":", "Merke.ttf, Annen.ttf"), ("kort:", "ord " * 30)])
    lines = str(text).splitlines()
    assert lines[:3] == ["l" * 90 + ":", "  Merke.ttf, Annen.ttf", "kort:"]
    assert all(line.startswith("  ord") and len(line) <= 80 for line in lines[3:])
