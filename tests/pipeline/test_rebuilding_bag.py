"""A stranger with the bag alone builds the version again, in one command."""

from __future__ import annotations

import json
import shutil
from hashlib import sha512
from pathlib import Path
from typing import Any

import pytest

from report_builder.cli.app import run
from tests.pipeline.releases import AUTUMN_2026, DAY
from tests.said import ENGLISH
from tests.verify_support import SharedMachine


@pytest.fixture(scope="module")
def handed_over(first_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bag of a second version, ``notat.zip``, and the same unpacked; no report is there."""
    folder = tmp_path_factory.mktemp("handed-over")
    root = folder / "report"
    shutil.copytree(first_release, root)
    facts = root / "content/report.yaml"
    facts.write_text(facts.read_text("utf-8").replace("title: Et lite", "title: Et nokså lite"), "utf-8")
    (root / "settings.yaml").write_text(
        "address: https://example.org/rapporter/\ntimezone: America/New_York\n", "utf-8"
    )
    release = ["release", str(root), "--note", "Ny tittel."]
    export = ["archive", "export", "v2", "--bagit", str(folder / "notat.zip"), "--root", str(root)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("report_builder.check.verapdf._Machine", SharedMachine)
        for words in (release, export):
            assert run(words, ENGLISH, lambda: 0.0, lambda: AUTUMN_2026 + DAY) == 0
    shutil.unpack_archive(folder / "notat.zip", folder)
    shutil.rmtree(root)
    return folder


@pytest.fixture
def bag(handed_over: Path, tmp_path: Path) -> Path:
    """The bag as a folder; beside it stands ``notat.zip``."""
    shutil.copy(handed_over / "notat.zip", tmp_path)
    return shutil.copytree(handed_over / "notat-v2", tmp_path / "notat-v2")


def rebuild(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path, *words: str
) -> tuple[int, str]:
    """Rebuild in an empty folder, years later; the status and all that was said."""
    folder.mkdir()
    monkeypatch.chdir(folder)
    capsys.readouterr()
    status = run(["archive", "rebuild", *words], ENGLISH, lambda: 0.0, lambda: 2_700_000_000.0)
    said = capsys.readouterr()
    return status, said.out + said.err


def sealed(bag: Path) -> None:
    """Write the manifests of a bag anew around what was changed in it."""
    files = [path for path in bag.rglob("*") if path.is_file()]
    for name, chosen in (("manifest", True), ("tagmanifest", False)):
        lines = [
            f"{sha512(path.read_bytes()).hexdigest()}  {path.relative_to(bag).as_posix()}\n"
            for path in sorted(files)
            if (path.is_relative_to(bag / "data")) == chosen and "tagmanifest" not in path.name
        ]
        (bag / f"{name}-sha512.txt").write_text("".join(lines), "utf-8")
    payload = [path for path in files if path.is_relative_to(bag / "data")]
    info = (bag / "bag-info.txt").read_text("utf-8")
    (bag / "bag-info.txt").write_text(
        "".join(line for line in info.splitlines(keepends=True) if not line.startswith("Payload-Oxum"))
        + f"Payload-Oxum: {sum(path.stat().st_size for path in payload)}.{len(payload)}\n",
        "utf-8",
    )
    tags = bag / "tagmanifest-sha512.txt"
    lines = [line for line in tags.read_text("utf-8").splitlines(keepends=True) if "bag-info" not in line]
    digest = sha512((bag / "bag-info.txt").read_bytes()).hexdigest()
    tags.write_text("".join([*lines, f"{digest}  bag-info.txt\n"]), "utf-8")


def edit_manifest(bag: Path, **changes: Any) -> None:
    path = bag / "data/manifest.json"
    fields = json.loads(path.read_text("utf-8")) | changes
    kept = {key: value for key, value in fields.items() if value is not None}
    path.write_text(json.dumps(kept), "utf-8")
    sealed(bag)


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_from_the_bag_alone(
    bag: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notat.zip" if form == "zip" else bag
    before = {file: file.stat().st_mtime_ns for file in bag.rglob("*")}
    status, said = rebuild(capsys, monkeypatch, tmp_path / "empty", "--bag", str(path), "-o", "gjenbygd.pdf")
    assert status == 0, said
    assert "v2 is identical" in said
    assert "RB-BAG-OLD" not in said
    assert [entry.name for entry in (tmp_path / "empty").iterdir()] == ["gjenbygd.pdf"]
    assert Path("gjenbygd.pdf").read_bytes() == (bag / "data/notat.pdf").read_bytes()
    assert {file: file.stat().st_mtime_ns for file in bag.rglob("*")} == before


def test_a_damaged_bag_is_not_built(
    bag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = next((bag / "data/source/content/chapters").glob("*.md"))
    chapter.write_bytes(chapter.read_bytes() + b"\nMer.\n")
    status, said = rebuild(capsys, monkeypatch, tmp_path / "empty", "--bag", str(bag), "-o", "a.pdf")
    assert status == 1
    assert f"data/source/content/chapters/{chapter.name}: RB-BAG" in said.replace("\\", "/")
    assert not Path("a.pdf").exists()


def test_what_differs_is_said_and_kept(
    bag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = next((bag / "data/source/content/chapters").glob("*.md"))
    chapter.write_bytes(chapter.read_bytes() + b"\nMer.\n")
    sealed(bag)
    status, said = rebuild(capsys, monkeypatch, tmp_path / "empty", "--bag", str(bag), "-o", "a.pdf")
    assert status == 1
    assert "RB-REBUILD-DIFFERS v2 has other bytes when it is built now: the text differs" in said
    assert "this command has changed nothing in the bag: either notat.pdf or the source" in said
    assert Path("a.pdf").read_bytes().startswith(b"%PDF")


def test_what_an_older_program_did_not_write_down_is_told(
    bag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_manifest(
        bag, dependencies={}, published_at=None, updated_at=None, form=None, description=None, id=None
    )
    status, said = rebuild(capsys, monkeypatch, tmp_path / "empty", "--bag", str(bag))
    assert status == 1
    assert "RB-BAG-OLD" in said
    assert "the time zone" in said
    assert "reportlab" in said
    assert "RB-REBUILD-DIFFERS" in said


@pytest.mark.parametrize("part", ["manifest.json", "notat.pdf", "source"])
def test_a_bag_of_something_else(
    bag: Path, tmp_path: Path, part: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bag / "data" / part
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    sealed(bag)
    status, said = rebuild(capsys, monkeypatch, tmp_path / "empty", "--bag", str(bag))
    assert status == 1
    assert f"data/{part}: RB-BAG" in said


@pytest.mark.parametrize(
    ("changes", "said_of_it"),
    [
        ({"published": "2020-01-01"}, "'published' is 2020-01-01, but 'published_at' is 2026-11-"),
        ({"updated_at": "2020-01-01T00:00:00-05:00"}, "but 'updated_at' is 2020-01-01T00:00:00-05:00"),
        ({"updated": "2020-01-01", "version": 2}, "'updated' is 2020-01-01, but 'updated_at' is 2026-11-"),
        ({"title": None}, "manifest.json is not as a release writes it"),
        ({"published": "i går"}, "manifest.json is not as a release writes it"),
    ],
)
def test_what_was_changed_in_a_manifest_is_told_as_what_it_is(
    bag: Path,
    tmp_path: Path,
    changes: dict[str, object],
    said_of_it: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edit_manifest(bag, **changes)
    status, said = rebuild(capsys, monkeypatch, tmp_path / "empty", "--bag", str(bag))
    assert status == 1
    assert said_of_it in said
    assert "missing" not in said


def test_the_same_program_is_no_other_however_its_commit_is_written(
    bag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = next((bag / "data/source/content/chapters").glob("*.md"))
    chapter.write_bytes(chapter.read_bytes() + b"\nMer.\n")
    tool = json.loads((bag / "data/manifest.json").read_text("utf-8"))["tool"]
    monkeypatch.setattr("report_builder.own_version.own_version", lambda: "0.1.dev7+g0123456789")
    for number, (then, is_other) in enumerate(
        (("0.1.dev7+g012345678", False), ("0.2+g01234567890ab", False), ("0.1.dev7+g112345678", True))
    ):
        edit_manifest(bag, tool={**tool, "version": then})
        status, said = rebuild(capsys, monkeypatch, tmp_path / f"empty-{number}", "--bag", str(bag))
        assert status == 1
        assert "RB-REBUILD-DIFFERS" in said
        assert (f"report-builder was {then}" in said) == is_other


@pytest.mark.parametrize("words", [(), ("v1", "--bag", ".")])
def test_a_version_or_a_bag(
    tmp_path: Path,
    words: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    status, said = rebuild(capsys, monkeypatch, tmp_path / "empty", *words)
    assert status == 2
    assert "name either a version or --bag" in said


@pytest.mark.parametrize("target", ["{bag}/data/notat.pdf", "{bag}/ny.pdf", "{zip}"])
def test_the_bag_is_never_written_to(
    bag: Path,
    tmp_path: Path,
    target: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed = tmp_path / "notat.zip"
    path = packed if target == "{zip}" else bag
    target = target.format(bag=bag, zip=packed)
    status, said = rebuild(capsys, monkeypatch, tmp_path / "empty", "--bag", str(path), "-o", target)
    assert status != 0
    assert "RB-OUTPUT-PATH" in said


def test_a_key_that_is_no_longer_read_is_told(
    bag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = bag / "data/source/content/report.yaml"
    facts.write_text(facts.read_text("utf-8") + "words:\n  divide: [topp-leder]\n", "utf-8")
    sealed(bag)
    status, said = rebuild(capsys, monkeypatch, tmp_path / "empty", "--bag", str(bag), "-o", "gjenbygd.pdf")
    assert status == 2
    assert "RB-UNKNOWN-KEY" in said
    assert "'hyphenation' is what 'divide' was" in said
    assert not Path("gjenbygd.pdf").exists()
