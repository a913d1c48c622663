"""The next version follows the newest one, of the same report; anything else is said on purpose."""

from __future__ import annotations

import json

import pytest

from tests.pipeline.releases import Desk
from tests.pipeline.test_record import RECORD, revise

pytestmark = pytest.mark.usefixtures("shared_verapdf")


def forget(desk: Desk, version: int) -> None:
    """The record is that of a copy that was made before ``version``."""
    path = desk.root / RECORD
    written = json.loads(path.read_text("utf-8"))
    for known in written["reports"].values():
        del known[str(version)]
    path.write_text(json.dumps(written), "utf-8")


def rename(desk: Desk, title: str) -> None:
    path = desk.root / "content/report.yaml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join(f"title: {title}" if line.startswith("title:") else line for line in lines), "utf-8"
    )


def test_a_copy_that_is_behind_is_told(desk: Desk) -> None:
    assert desk.release() == 0, desk.err
    assert revise(desk) == 0, desk.err
    forget(desk, 2)
    assert desk.release() == 0, desk.err  # nothing changed, and now it is known
    forget(desk, 2)
    assert revise(desk, "Nok et ord.") == 4
    assert "RB-RELEASE-BEHIND" in desk.err
    assert "v2 of" in desk.err
    assert len(desk.versions()) == 2
    assert desk.release("--dry-run") == 4
    assert desk.release("--note", "Rettet", "--onto", "v1") == 4
    assert "the newest version of" in desk.err
    assert desk.release("--note", "Rettet", "--onto", "v2") == 0, desk.err
    assert revise(desk, "Og enda et.") == 0, desk.err


def test_a_copy_without_a_record_may_go_on(desk: Desk) -> None:
    """Its id says which report it is."""
    assert desk.release() == 0, desk.err
    (desk.root / RECORD).unlink()
    rename(desk, "Et helt annet notat")
    assert revise(desk) == 0, desk.err


def test_a_title_may_change_where_the_report_is_known(desk: Desk) -> None:
    assert desk.release() == 0, desk.err
    rename(desk, "En ny tittel")
    assert revise(desk) == 0, desk.err


@pytest.mark.parametrize("onto", ["", "v", "v0", "2.1", "første"])
def test_a_version_is_named_as_one(desk: Desk, onto: str) -> None:
    assert desk.release("--onto", onto) == 2
    assert "RB-USAGE" in desk.err
