"""What was released stands where people look for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.pipeline.releases import DAY, SENTENCE, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")


def test_a_release_stands_in_the_output_with_its_number(released: Desk, tmp_path: Path) -> None:
    output = released.root / "output"
    assert sorted(path.name for path in output.glob("*.pdf")) == ["notat-v1.pdf"]
    assert (output / "notat-v1.pdf").read_bytes() == released.pdf("v1", tmp_path)
    assert released.command("build", str(released.root)) == 0
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    released.now += DAY
    assert released.release("--note", "Rettet.") == 0, released.err
    second = released.pdf("v2", tmp_path)
    assert (output / "notat-v2.pdf").read_bytes() == second
    # An older build under the report's own name would be taken for what was released.
    assert (output / "notat.pdf").read_bytes() == second
    assert (output / "notat-v1.pdf").read_bytes() == released.pdf("v1", tmp_path)
    named = f"the files are {output / 'notat-v2.pdf'} and {output / 'notat.pdf'}"
    assert named in released.out or released.release() == 0


def test_the_summary_names_the_files(released: Desk) -> None:
    released.command("build", str(released.root))
    assert released.release() == 0
    output = released.root / "output"
    assert f"the files are {output / 'notat-v1.pdf'} and {output / 'notat.pdf'}\n" in released.out


def test_a_book_that_says_something_else_than_the_release_is_told(released: Desk) -> None:
    """Each PDF is told of the book beside it, which the release did not make; others are not."""
    output = released.root / "output"
    released.command("build", str(released.root))
    assert released.release() == 0
    assert "RB-OLD-BOOK" not in released.err
    (output / "notat.epub").write_bytes(b"book")
    assert released.release() == 0
    told = [line for line in released.err.splitlines() if line.startswith("RB-OLD-BOOK")]
    assert len(told) == 1
    assert str(output / "notat.epub") in told[0]
    assert (output / "notat.epub").read_bytes() == b"book"


def test_a_dry_run_writes_no_file(released: Desk) -> None:
    (released.root / "output/notat-v1.pdf").unlink()
    assert released.release("--dry-run") == 0
    assert list((released.root / "output").glob("*.pdf")) == []


def test_a_file_that_was_taken_away_is_given_again(released: Desk) -> None:
    """The same command after a run that was killed behind the archive."""
    (released.root / "output/notat-v1.pdf").unlink()
    assert released.release() == 0
    assert (released.root / "output/notat-v1.pdf").is_file()


@pytest.mark.parametrize("where", ["output", "output/notat-v1.pdf"])
def test_where_it_cannot_stand_the_version_is_archived_all_the_same(desk: Desk, where: str) -> None:
    shutil.rmtree(desk.root / "output", ignore_errors=True)
    if where == "output":
        (desk.root / "settings.yaml").write_text("archive: arkiv\n", "utf-8")
        (desk.root / "output").write_text("no folder", "utf-8")
    else:
        (desk.root / where).mkdir(parents=True)
    assert desk.release() == 0, desk.err
    assert "RB-OUTPUT-WRITE warning" in desk.err
    assert "archive get v1" in desk.err
    assert [version["version"] for version in desk.versions()] == [1]


def test_nothing_is_written_into_an_archive(desk: Desk) -> None:
    (desk.root / "settings.yaml").write_text("archive: output\n", "utf-8")
    assert desk.release() == 0, desk.err
    assert desk.archive("verify") == 0, desk.err
    assert list((desk.root / "output").glob("*.pdf")) == []
