"""The site's folder is away, is yesterday's, or was changed by another hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.outside.conftest import Stage, Warehouse
from tests.outside.scene import Bytes, Scene

PDF = "notat/v1/notat.pdf"


def test_a_site_that_is_away_is_written_again_with_the_same_bytes(stage: Stage) -> None:
    scene = stage("drive", 2)
    before = scene.pages()
    shutil.rmtree(scene.site)
    assert scene.publish() == 0, scene.err
    assert scene.pages() == before


def without_releases(site: Path) -> None:
    shutil.rmtree(site / "releases")


def without_files(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file():
            path.unlink()


@pytest.mark.parametrize("fault", [without_releases, pytest.param(without_files, marks=pytest.mark.whole)])
def test_a_site_that_is_half_away(stage: Stage, fault: Callable[[Path], None]) -> None:
    """The cure is ``publish``, or what it says."""
    scene = stage("drive", 2)
    before = scene.pages()
    fault(scene.site)
    if scene.publish():
        scene.assert_refused(1, "site")
        shutil.rmtree(scene.site)
        assert scene.publish() == 0, scene.err
    assert scene.pages() == before


def served(scene: Scene, address: str) -> Path:
    return (scene.site / "current").resolve() / "www" / address


def assert_mended_or_told(scene: Scene, before: Bytes, address: str) -> None:
    """The bytes that were published stand there again, or the fault is told; and in both cases a word."""
    status = scene.publish()
    if status:
        scene.assert_refused(status, address.rsplit("/", 1)[1])
        return
    scene.assert_kept({address: before[address]})
    scene.assert_told(address.rsplit("/", 1)[1])


@pytest.mark.parametrize(
    ("address", "how"),
    [
        (PDF, "changed"),
        pytest.param(PDF, "emptied", marks=pytest.mark.whole),
        (PDF, "removed"),
        pytest.param("notat/v1/SHA512SUMS", "changed", marks=pytest.mark.whole),
        ("notat/v1/index.html", "removed"),
    ],
)
def test_a_published_file_that_another_hand_touched(stage: Stage, address: str, how: str) -> None:
    """Unchanged is not said of a site that was changed."""
    scene = stage("drive", 1)
    before = scene.pages()
    path = served(scene, address)
    if how == "removed":
        path.unlink()
    else:
        path.write_bytes(b"" if how == "emptied" else path.read_bytes() + b"\n% av en annen hand")
    assert_mended_or_told(scene, before, address)


def test_a_changed_pdf_when_the_next_version_is_published(stage: Stage) -> None:
    """The new site has the archive's bytes, and the exchange is told."""
    scene = stage("drive", 1)
    before = scene.lasting()
    served(scene, PDF).write_bytes(before[PDF] + b"\n% av en annen hand")
    assert scene.correct_and_release("rettet") == 0, scene.err
    assert_mended_or_told(scene, before, PDF)


@pytest.mark.whole
def test_a_site_of_yesterday(stage: Stage, warehouse: Warehouse) -> None:
    scene = stage("drive", 2)
    before = scene.pages()
    shutil.rmtree(scene.site)
    shutil.copytree(warehouse.stage("drive", 1) / "site", scene.site, symlinks=True)
    assert scene.publish() == 0, scene.err
    assert scene.pages() == before


def test_nothing_changed_writes_nothing(stage: Stage) -> None:
    scene = stage("drive", 2)
    pointer, before = (scene.site / "current").readlink(), scene.pages()
    assert scene.publish() == 0, scene.err
    assert (scene.site / "current").readlink() == pointer
    assert scene.pages() == before


@pytest.mark.parametrize("place", [pytest.param("letters", marks=pytest.mark.whole), "file"])
def test_a_site_where_something_else_stands(stage: Stage, place: str) -> None:
    scene = stage("drive", 1)
    target = scene.folder / place
    if place == "file":
        target.write_text("Kjære")
    else:
        target.mkdir()
        (target / "index.html").write_text("Kjære")
    status = scene.publish(to=target)
    kept = target if place == "file" else target / "index.html"
    assert kept.read_text() == "Kjære"
    if place == "file":
        scene.assert_refused(status)
