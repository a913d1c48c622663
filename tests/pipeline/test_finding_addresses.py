"""From the sources of released versions to the addresses of their findings, by the commands of an editor."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.pipeline.releases import DAY, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

FINDINGS = "content/findings.yaml"


def publish(desk: Desk, *options: str) -> Path:
    """Publish, and give what is served."""
    assert desk.command("publish", str(desk.root), *options) == 0, desk.err
    return desk.root / "output/site/current/www"


def renamed(desk: Desk, old: str, new: str) -> None:
    """Let a finding have another id, wherever it is named."""
    desk.edit(FINDINGS, f"id: {old}", f"id: {new}\n    formerly: [{old}]")
    for path in (desk.root / "content").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace(f"`{old}`", f"`{new}`"), "utf-8")
    desk.now += DAY
    assert desk.release("--note", "Ny id") == 0, desk.err


def finding(www: Path, name: str) -> dict[str, Any]:
    (path,) = www.glob(f"*/funn/{name}/finding.json")
    record: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return record


def test_an_archive_from_before_gets_its_addresses_from_its_own_sources(released: Desk) -> None:
    released.edit(FINDINGS, "value: 73", "value: 75")
    released.now += DAY
    assert released.release("--note", "Nytt tall") == 0, released.err
    renamed(released, "tillit", "storre-tillit")
    www = publish(released)
    new = finding(www, "storre-tillit")
    rows = [(row["from"], row["to"], row["id"], row["value"]) for row in new["history"]]
    assert rows == [(1, 1, "tillit", 73), (2, 2, "tillit", 75), (3, 3, "storre-tillit", 75)]
    assert finding(www, "tillit")["standing"] == "renamed"
    (every,) = www.glob("*/findings.json")
    assert [each["id"] for each in json.loads(every.read_text("utf-8"))["findings"]] == [
        "tillit",
        "storre-tillit",
    ]


def test_a_file_is_opened_where_a_finding_stands_under_all_its_ids(released: Desk) -> None:
    renamed(released, "tillit", "storre-tillit")
    (pdf,) = publish(released).glob("*/latest/*.pdf")
    names = PdfReader(BytesIO(pdf.read_bytes())).named_destinations
    assert {"funn:storre-tillit", "funn:tillit"} <= names.keys()


def test_a_withdrawn_version_says_nothing_and_loses_no_address(released: Desk) -> None:
    renamed(released, "tillit", "storre-tillit")
    publish(released)
    assert released.command("withdraw", "v2", "--reason", "Feil i tallene", "--root", str(released.root)) == 0
    www = publish(released)
    assert finding(www, "tillit")["standing"] == "current"
    assert finding(www, "storre-tillit")["standing"] == "hidden"
    again = released.command("withdraw", "v2", "--undo", "--root", str(released.root))
    assert again == 0, released.err
    assert finding(publish(released), "tillit")["standing"] == "renamed"


def test_nothing_is_told_of_a_finding_under_embargo(released: Desk) -> None:
    released.edit(FINDINGS, "id: tillit", "id: hemmelig\n    formerly: [tillit]")
    for path in (released.root / "content").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("`tillit`", "`hemmelig`"), "utf-8")
    assert released.release("--note", "Ny id", "--date", "2026-12-20", "--embargo") == 0, released.err
    www = publish(released)
    assert finding(www, "tillit")["standing"] == "current"
    assert not [path for path in www.rglob("*") if path.is_file() and b"hemmelig" in path.read_bytes()]
    released.now += 40 * DAY
    assert finding(publish(released), "tillit")["standing"] == "renamed"


def test_a_picture_is_drawn_again_only_when_it_would_be_another(released: Desk) -> None:
    (card,) = publish(released).glob("*/funn/tillit/deling.png")
    inode = card.stat().st_ino
    released.edit("content/chapters/drofting.md", "Et avsnitt med en note.", "Et annet avsnitt med en note.")
    released.now += DAY
    assert released.release("--note", "Nye ord") == 0, released.err
    (same,) = publish(released).glob("*/funn/tillit/deling.png")
    assert same.stat().st_ino == inode, "the file that stood there"
    released.edit(FINDINGS, "value: 73", "value: 75")
    released.now += DAY
    assert released.release("--note", "Nytt tall") == 0, released.err
    (other,) = publish(released).glob("*/funn/tillit/deling.png")
    assert other.stat().st_ino != inode
