"""The archive itself was changed: by a forger, by the disk, by what systems drop."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from hashlib import sha512
from pathlib import Path

import pytest

from tests.outside.conftest import Stage
from tests.outside.promised import REPAIR
from tests.outside.scene import Scene

PDF = "notat/v1/content/notat.pdf"
MANIFEST = "notat/v1/content/manifest.json"


def write(path: Path, data: bytes) -> None:
    """Archived files are read-only; a forger does not mind."""
    path.chmod(0o644)
    path.write_bytes(data)


def digest(data: bytes) -> str:
    return sha512(data).hexdigest()


def replace_everywhere(store: Path, names: tuple[str, ...], old: str, new: str) -> None:
    for name in names:
        for path in store.rglob(name):
            write(path, path.read_bytes().replace(old.encode(), new.encode()))


def exchange(scene: Scene, *, in_manifest: bool = False) -> bytes:
    """Other bytes for version 1, with an inventory and sidecars that fit; with a manifest too, if asked."""
    pdf = scene.store / PDF
    old = pdf.read_bytes()
    new = old.replace(b"notat", b"natot") + b"\n"
    write(pdf, new)
    replace_everywhere(scene.store, ("inventory.json",), digest(old), digest(new))
    if in_manifest:
        manifest = scene.store / MANIFEST
        before = manifest.read_bytes()
        after = before.replace(digest(old).encode(), digest(new).encode())
        after = after.replace(f'"bytes": {len(old)}'.encode(), f'"bytes": {len(new)}'.encode())
        assert after != before
        write(manifest, after)
        replace_everywhere(scene.store, ("inventory.json",), digest(before), digest(after))
    for inventory in scene.store.rglob("inventory.json"):
        sidecar = inventory.with_name("inventory.json.sha512")
        write(sidecar, f"{digest(inventory.read_bytes())} inventory.json\n".encode())
    return old


@pytest.mark.parametrize("versions", [1, 2], ids=["the newest", "an older one"])
@pytest.mark.parametrize("command", ["verify", "get", "rebuild", "export"])
def test_an_exchanged_pdf_with_a_fitting_inventory(stage: Stage, command: str, versions: int) -> None:
    scene = stage("drive", versions)
    exchange(scene)
    target = scene.folder / ("v1.zip" if command == "export" else "v1.pdf")
    options = {"get": ("-o", str(target)), "export": ("--bagit", str(target))}.get(command, ())
    status = scene.archive(command, *(() if command == "verify" else ("v1",)), *options)
    scene.assert_refused(status, "notat.pdf")
    assert status == 1
    assert not target.exists()


@pytest.mark.parametrize("in_manifest", [False, True], ids=["inventory", "manifest too"])
def test_an_exchanged_pdf_is_not_published(stage: Stage, in_manifest: bool) -> None:
    """Where even the manifest fits, the site still knows what was published."""
    scene = stage("drive", 2)
    before = scene.lasting()
    exchange(scene, in_manifest=in_manifest)
    assert scene.correct_and_release("til tross for det") in {0, 1, 4}
    scene.assert_refused(scene.publish(), "v1")
    scene.assert_kept(before)


def test_release_tells_of_an_exchange_that_fits(stage: Stage) -> None:
    """The report's own record has the digests of what was released."""
    scene = stage("drive", 1)
    exchange(scene, in_manifest=True)
    scene.assert_refused(scene.correct_and_release("oppå en forfalskning"), "v1")


@pytest.mark.parametrize("command", ["verify", "get", "rebuild", "publish"])
def test_an_exchanged_pdf_whose_inventory_does_not_fit(stage: Stage, command: str) -> None:
    scene = stage("drive", 1)
    before = scene.pages()
    pdf = scene.store / PDF
    write(pdf, pdf.read_bytes().replace(b"notat", b"natot"))
    if command == "publish":
        status = scene.publish(to=scene.folder / "fresh")
        assert not (scene.folder / "fresh/current").exists()
    else:
        status = scene.archive(command, *(() if command == "verify" else ("v1",)))
    scene.assert_refused(status, "RB-ARCHIVE-DIGEST")
    assert scene.pages() == before


PARTS = [
    "0=ocfl_1.1",
    "extensions/0006-flat-omit-prefix-storage-layout/config.json",
    "notat/0=ocfl_object_1.1",
    "notat/inventory.json",
    "notat/inventory.json.sha512",
    "notat/v1/inventory.json",
    "notat/v1/inventory.json.sha512",
    "notat/v2/inventory.json",
    "notat/v2/inventory.json.sha512",
    PDF,
    MANIFEST,
    "notat/v1/content/source/content/report.yaml",
    "notat/v2/content/notat.pdf",
]


FEW = {"0=ocfl_1.1", "notat/inventory.json", "notat/v1/inventory.json.sha512", PDF}
"""In the normal suite; the others with the marker."""


@pytest.mark.parametrize(
    "part", [part if part in FEW else pytest.param(part, marks=pytest.mark.whole) for part in PARTS]
)
def test_a_missing_file(stage: Stage, part: str) -> None:
    """It is told; nothing published is exchanged; and with the file back all is as it was."""
    scene = stage("drive", 2)
    versions, before = scene.archived(), scene.lasting()
    kept = (scene.store / part).read_bytes()
    (scene.store / part).unlink()
    scene.archive("verify")
    scene.assert_told(part.rsplit("/", 1)[-1])
    status = scene.correct_and_release("til tross for det")
    if status:
        scene.assert_refused(status)
    else:
        assert scene.archived().items() >= versions.items()
    status = scene.publish()
    if status:
        scene.assert_refused(status)
    scene.assert_kept(before)
    if not (scene.store / part).exists():
        (scene.store / part).write_bytes(kept)
    assert scene.archived().items() >= versions.items()
    assert scene.archive("verify") == 0, scene.err


def test_a_missing_object(stage: Stage) -> None:
    """The folder of the report is gone from an archive that stands."""
    scene = stage("drive", 2)
    before = scene.pages()
    shutil.rmtree(scene.store / "notat")
    scene.assert_refused(scene.correct_and_release("på nytt"), "v2")
    scene.assert_refused(scene.publish())
    assert scene.pages() == before


def test_a_missing_version(stage: Stage) -> None:
    scene = stage("drive", 2)
    before = scene.pages()
    shutil.rmtree(scene.store / "notat/v1")
    assert scene.archive("verify") == 1
    scene.assert_refused(scene.correct_and_release("på nytt"))
    # The site has it already, and keeps it as it stands: readers lose nothing while the archive is mended.
    assert scene.publish() == 0, scene.err
    scene.assert_told("RB-ARCHIVE-FILE-MISSING", "v1")
    assert scene.pages() == before
    # A new site has nothing to keep, and version 2 has files that only the folder of version 1 held.
    scene.assert_refused(scene.publish(to=scene.folder / "fresh"), "RB-ARCHIVE-FILE-MISSING")


DROPPED = [
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    "._notat.pdf",
    ".~lock.notat.odt#",
    "@eaDir/notat@Syno",
]


def folders(root: Path) -> Iterator[Path]:
    yield root
    yield from sorted(path for path in root.rglob("*") if path.is_dir() and not path.is_symlink())


def drop(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\0\0\0\1Bud1")
    return path


@pytest.mark.parametrize("name", DROPPED)
def test_what_systems_drop_in_the_archive(stage: Stage, name: str) -> None:
    """Told, in every folder, and nothing is blocked."""
    scene = stage("drive", 1)
    for folder in list(folders(scene.store)):
        dropped = drop(folder, name)
        status = scene.archive("verify")
        assert status == 0, f"{dropped.relative_to(scene.store)}: {scene.err}"
        scene.assert_told(name.split("/", 1)[0])
        dropped.unlink()
        if dropped.parent != folder:
            dropped.parent.rmdir()


def test_what_systems_drop_blocks_nothing(stage: Stage) -> None:
    """All of it at once, in every folder of archive and site."""
    scene = stage("drive", 1)
    before, versions = scene.lasting(), scene.archived()
    for root in (scene.store, scene.site):
        for folder in list(folders(root)):
            for name in DROPPED:
                drop(folder, name)
    assert scene.correct_and_release("til tross for rusk") == 0, scene.err
    scene.assert_told(".DS_Store")
    assert scene.archived().items() >= versions.items()
    assert scene.archive("rebuild", "v1") == 0, scene.err
    assert scene.publish() == 0, scene.err
    scene.assert_kept(before)
    new = scene.pages()
    assert [address for address in new if address.rsplit("/", 1)[-1] in DROPPED] == []
    assert scene.archive("verify") == 0, scene.err


def test_a_file_that_no_system_drops_is_still_a_fault(stage: Stage) -> None:
    scene = stage("drive", 1)
    (scene.store / "notat/v1/content/brev.txt").write_text("Kjære")
    scene.assert_refused(scene.archive("verify"), "brev.txt")


SIDECARS = ["notat/inventory.json.sha512", "notat/v1/inventory.json.sha512", "notat/v2/inventory.json.sha512"]
PROVED = [*SIDECARS, "notat/0=ocfl_object_1.1", "notat/inventory.json", "notat/v2/inventory.json"]


@pytest.mark.parametrize("part", PROVED)
def test_repair_of_what_other_copies_prove(stage: Stage, part: str) -> None:
    scene = stage("drive", 2)
    kept, versions = (scene.store / part).read_bytes(), scene.archived()
    (scene.store / part).unlink()
    assert scene.on_report(REPAIR) == 0, scene.err
    assert part.rsplit("/", 1)[1] in scene.out + scene.err
    assert (scene.store / part).read_bytes() == kept
    assert scene.archive("verify") == 0, scene.err
    assert scene.archived() == versions


@pytest.mark.parametrize("part", [PDF, MANIFEST])
def test_repair_of_what_nothing_proves(stage: Stage, part: str) -> None:
    """It changes nothing, and says that it cannot."""
    scene = stage("drive", 2)
    shutil.rmtree(scene.root / "output")  # it has the PDF too
    path = scene.store / part
    write(path, path.read_bytes() + b" ")
    before = {one: one.read_bytes() for one in scene.store.rglob("*") if one.is_file()}
    scene.assert_refused(scene.on_report(REPAIR), path.name)
    assert {one: one.read_bytes() for one in scene.store.rglob("*") if one.is_file()} == before


def test_repair_of_what_is_sound_changes_nothing(stage: Stage) -> None:
    scene = stage("drive", 2)
    before = {one: one.read_bytes() for one in scene.store.rglob("*") if one.is_file()}
    assert scene.on_report(REPAIR) == 0, scene.err
    assert {one: one.read_bytes() for one in scene.store.rglob("*") if one.is_file()} == before
