"""One lost or damaged file keeps no version from its readers that does not use it, whatever the command."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive.support import overwrite
from tests.pipeline.releases import Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

READING = (
    ("show", "v{}"),
    ("get", "v{}", "-o", "{{out}}.pdf"),
    ("rebuild", "v{}"),
    ("export", "v{}", "--bagit", "{{out}}.zip"),
    ("verify", "v{}"),
)
"""Commands that read one version, with what they read of it."""

READS: dict[str, Callable[[str], bool]] = {
    "show": lambda path: path == "manifest.json",
    "get": lambda path: path in ("manifest.json", "notat.pdf"),
    "rebuild": lambda _: True,
    "export": lambda _: True,
    "verify": lambda _: True,
}


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    overwrite(path, bytes(data))


def states(root: Path) -> tuple[list[str], dict[int, dict[str, str]]]:
    """All content paths, and for each version logical path to content path."""
    inventory = json.loads((root / "output/archive/notat/inventory.json").read_text("utf-8"))
    places = {digest: paths[0] for digest, paths in inventory["manifest"].items()}
    found = {
        int(name[1:]): {path: places[digest] for digest, paths in one["state"].items() for path in paths}
        for name, one in inventory["versions"].items()
    }
    return sorted(places.values()), found


def assert_told_where_it_is_used(desk: Desk, content: str, damage: Callable[[Path], None], out: Path) -> None:
    _, used = states(desk.root)
    path = desk.root / "output/archive/notat" / content
    kept = path.read_bytes()
    damage(path)
    for command in READING:
        for number, state in used.items():
            words = [word.format(number).format(out=out / "a") for word in command]
            needed = any(place == content and READS[command[0]](logical) for logical, place in state.items())
            status = desk.archive(words[0], *words[1:])
            assert (status != 0) == needed, (words, content, desk.err)
            told = [line for line in desk.err.splitlines() if content in line]
            assert any("warning" not in line for line in told) == needed, (words, content, desk.err)
            assert needed or command[0] == "verify" or not told, (words, content, desk.err)
    if path.exists():
        overwrite(path, kept)
    else:
        path.write_bytes(kept)


def test_a_lost_file_and_every_command_and_version(thrice: Desk, tmp_path: Path) -> None:
    contents, _ = states(thrice.root)
    own = [content for content in contents if "themes" not in content]
    for content in random.Random(13).sample(own, 2):  # noqa: S311 - the same in every run
        assert_told_where_it_is_used(thrice, content, Path.unlink, tmp_path)


@pytest.mark.whole
@pytest.mark.parametrize("damage", [Path.unlink, flipped])
def test_every_lost_file_and_every_command_and_version(
    thrice: Desk, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    for content in states(thrice.root)[0]:
        assert_told_where_it_is_used(thrice, content, damage, tmp_path)


OLD = ("v1/content/manifest.json", "v1/content/notat.pdf", "v1/content/source/content/chapters/drofting.md")
"""What no newer version uses."""


def pages(site: Path) -> dict[str, bytes]:
    www = site / "current" / "www"
    return {path.relative_to(www).as_posix(): path.read_bytes() for path in www.rglob("*") if path.is_file()}


@pytest.mark.parametrize("content", OLD)
def test_a_new_site_does_without_a_version_that_is_lost(thrice: Desk, tmp_path: Path, content: str) -> None:
    path = thrice.root / "output/archive/notat" / content
    kept = path.read_bytes()
    path.unlink()
    site = tmp_path / "site"
    publish = ("publish", str(thrice.root), "--output", str(site))
    assert thrice.command(*publish) == 0, thrice.err
    assert content in thrice.err
    assert "v1 is left out of the site" in thrice.err
    found = pages(site)
    assert any("/v3/" in name for name in found)
    assert not any("/v1/" in name for name in found)
    path.write_bytes(kept)
    assert thrice.command(*publish) == 0, thrice.err
    assert any("/v1/" in name for name in pages(site))


@pytest.mark.parametrize("content", OLD)
def test_a_site_keeps_what_it_has_of_a_lost_version(thrice: Desk, tmp_path: Path, content: str) -> None:
    site = tmp_path / "site"
    publish = ("publish", str(thrice.root), "--output", str(site))
    assert thrice.command(*publish) == 0, thrice.err
    before = pages(site)
    (thrice.root / "output/archive/notat" / content).unlink()
    assert thrice.command(*publish) == 0, thrice.err
    assert ("the site keeps v1 as it is" in thrice.err) == content.endswith("manifest.json")
    assert pages(site) == before


@pytest.mark.parametrize("content", [content.replace("v1/", "v3/") for content in OLD])
def test_the_newest_is_not_done_without(thrice: Desk, tmp_path: Path, content: str) -> None:
    (thrice.root / "output/archive/notat" / content).unlink()
    assert thrice.command("publish", str(thrice.root), "--output", str(tmp_path / "site")) == 1
    assert content in thrice.err
    assert not (tmp_path / "site/current").exists()


def test_the_list_has_the_others(thrice: Desk) -> None:
    (thrice.root / "output/archive/notat/v1/content/manifest.json").unlink()
    assert thrice.archive("list") == 1
    assert "v1/content/manifest.json" in thrice.err
    assert [line[:2] for line in thrice.out.splitlines() if line[1:2].isdigit()] == ["v2", "v3"]
    shutil.rmtree(thrice.root / "output/archive/notat/v2/content")
    assert thrice.archive("show", "v3") == 0
