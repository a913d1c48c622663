"""Texts of several reports are stored with each version, which is built again from them."""

from __future__ import annotations

import shutil

import pytest

from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.versions import open_shelf
from report_builder.sources.files import SourceFiles
from tests.pipeline.releases import Desk

BLOCK = '\n::: {.include from="om/metode.md"}\n:::\n'
TEXT = "# Metode\n\nSlik gjorde vi det.\n"


@pytest.fixture
def shared(desk: Desk) -> Desk:
    """A desk whose report includes a text from outside."""
    folder = desk.root.parent / "felles" / "om"
    folder.mkdir(parents=True)
    (folder / "metode.md").write_text(TEXT, "utf-8")
    for name, more in (("report.yaml", "shared: ../felles\n"), ("chapters/drofting.md", BLOCK)):
        file = desk.root / "content" / name
        file.write_text(f"{file.read_text('utf-8')}{more}", "utf-8")
    return desk


@pytest.mark.usefixtures("shared_verapdf")
def test_a_version_is_built_again_when_the_shared_folder_is_gone(shared: Desk) -> None:
    assert shared.release() == 0, shared.err
    shutil.rmtree(shared.root.parent / "felles")
    assert shared.archive("rebuild", "v1") == 0, shared.err
    assert "v1 is identical" in shared.out
    shelf = open_shelf(shared.root, Diagnostics())
    assert shelf is not None
    files = dict(shelf.archive.read_all(shelf.object_id, 1).value or {})
    assert files["source/content/shared/om/metode.md"].decode() == TEXT


@pytest.mark.usefixtures("shared_verapdf")
def test_a_shared_text_that_changes_makes_a_new_version(shared: Desk) -> None:
    assert shared.release() == 0, shared.err
    (shared.root.parent / "felles" / "om" / "metode.md").write_text(f"{TEXT}\nOg slik.\n", "utf-8")
    assert shared.release("--note", "Metoden er endret") == 0, shared.err
    assert [version["version"] for version in shared.versions()] == [1, 2]


def test_a_shared_text_is_watched(shared: Desk) -> None:
    from report_builder.content.load import load_report

    files = SourceFiles(shared.root)
    assert load_report(files).value is not None
    assert files.changed() == ()
    (shared.root.parent / "felles" / "om" / "metode.md").write_text("# Ny\n\nTekst.\n", "utf-8")
    assert files.changed() == ("../felles/om/metode.md",)
