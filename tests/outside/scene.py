"""A report, its archive and its site, as an editor and a reader see them.

Nothing here knows the program from within: commands are run, files are looked at, addresses are read.
"""

from __future__ import annotations

import json
import re
import shutil
from hashlib import sha512
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import BASE
from tests.outside.promised import ROOT
from tests.pipeline.releases import AUTUMN_2026, DAY, SENTENCE, Desk

STATED_DATES = 'published: 2020-01-02\nupdated: 2020-03-04\nversion: "1.0"\n'
TEXT = "content/chapters/drofting.md"
OLD = re.compile(r"^[^/]+/v\d+/(?!.*\.html(?:\.br|\.gz)?$)")
"""The addresses that are served as immutable: all of a version but its pages, which get notices.

The packed forms of a page stand beside it and are no addresses."""

CODE = re.compile(r"(?:^|: )RB-[A-Z0-9-]+ (?!warning: |note: )")
Bytes = dict[str, bytes]


class Scene(Desk):
    """``folder`` holds it all; the layout "drive" has archive and site outside, "home" in ``output/``."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], layout: str = "drive") -> None:
        super().__init__(folder / "report", capsys)
        self.folder, self.layout = folder, layout
        is_home = layout == "home"
        self.drive = self.root / "output" if is_home else folder / "drive"
        self.store = self.drive / ("archive" if is_home else "arkiv")
        self.site = self.root / "output/site" if is_home else folder / "site"

    def beside(self, name: str) -> Scene:
        """Another machine: a copy of the report's folder that shares archive and site."""
        other = Scene(self.folder, self._capsys, self.layout)
        other.root, other.now = self.folder / name, self.now
        shutil.copytree(self.root, other.root, symlinks=True)
        return other

    def elsewhere(self, name: str, *left_out: str) -> Scene:
        """A copy of it all in another place."""
        target = self.folder.parent / name
        shutil.copytree(self.folder, target, symlinks=True, ignore=shutil.ignore_patterns(*left_out))
        other = Scene(target, self._capsys, self.layout)
        other.now = self.now
        return other

    def say(self, words: str) -> None:
        """Correct the report: one paragraph says something else."""
        text = (BASE / TEXT).read_text("utf-8")
        assert SENTENCE in text
        (self.root / TEXT).write_text(text.replace(SENTENCE, f"Et avsnitt med en note, {words}."), "utf-8")

    def correct_and_release(self, words: str, *options: str) -> int:
        self.say(words)
        self.now += DAY
        return self.release("--note", f"Rettet: {words}", *options)

    def publish(self, *options: str, to: Path | None = None) -> int:
        return self.command("publish", str(self.root), "-o", str(to or self.site), *options)

    def on_report(self, command: tuple[str, ...], *options: str) -> int:
        return self.command(*command, *options, ROOT, str(self.root))

    def archived(self) -> dict[int, str]:
        """Version and digest, as ``archive list`` and ``archive get`` tell them."""
        if self.archive("list", "--json"):
            return {}
        found: list[dict[str, Any]] = json.loads(self.out)
        digests = {}
        for version in (one["version"] for one in found):
            target = self.folder / f"got-v{version}.pdf"
            assert self.archive("get", f"v{version}", "-o", str(target)) == 0, self.err
            digests[int(version)] = sha512(target.read_bytes()).hexdigest()
            target.unlink()
        return digests

    def pages(self, site: Path | None = None) -> Bytes:
        """What stands at each address."""
        where = (site or self.site) / "current"
        if not where.is_dir() and (pointer := where.with_suffix(".txt")).is_file():
            where = pointer.parent / pointer.read_text("utf-8").strip()
        www = where / "www"
        return {p.relative_to(www).as_posix(): p.read_bytes() for p in sorted(www.rglob("*")) if p.is_file()}

    def lasting(self, site: Path | None = None) -> Bytes:
        """What stands at the addresses that are served as immutable."""
        return {address: data for address, data in self.pages(site).items() if OLD.match(address)}

    def assert_kept(self, before: Bytes, site: Path | None = None) -> None:
        """Nothing that was published is gone or has other bytes."""
        after = self.pages(site)
        assert before, "nothing was published before"
        assert [address for address in before if address not in after] == [], "lost"
        assert [address for address in before if after[address] != before[address]] == [], "exchanged"

    def assert_refused(self, status: int, *words: str) -> None:
        """Told as an editor's fault, with code and cure; no fault of the program, no traceback."""
        assert status in {1, 2, 3, 4}, f"status {status}: {self.out}{self.err}"
        assert "Traceback" not in self.err
        errors = [line for line in self.err.splitlines() if CODE.search(line)]
        assert errors, f"no code: {self.err}"
        assert any("; " in line for line in errors), f"no cure: {self.err}"
        for word in words:
            assert word in self.err, f"'{word}' is not told: {self.err}"

    def assert_told(self, *words: str) -> None:
        """A code stands on stderr, whatever its severity."""
        assert "Traceback" not in self.err
        assert "RB-" in self.err, "not a word"
        for word in words:
            assert word in self.err, f"'{word}' is not told: {self.err}"


def set_up(folder: Path, layout: str, name: str = "notat", title: str = "Et lite notat") -> None:
    """Lay a report that states no dates on the desk."""
    shutil.copytree(BASE, folder / "report")
    facts = folder / "report/content/report.yaml"
    text = facts.read_text("utf-8").replace(STATED_DATES, "")
    text = text.replace("output: notat", f"output: {name}").replace("title: Et lite notat", f"title: {title}")
    facts.write_text(text, "utf-8")
    if layout == "drive":
        (folder / "drive/arkiv").mkdir(parents=True)
        (folder / "report/settings.yaml").write_text("archive: ../drive/arkiv\n", "utf-8")


__all__ = ["AUTUMN_2026", "DAY", "Bytes", "Scene", "set_up"]
