"""A report that is released again and again: the command line in one process, with a clock of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from report_builder.cli.app import run
from tests.said import ENGLISH

AUTUMN_2026 = 1_795_435_200.0
"""23 November 2026, 12:00 UTC, in seconds since 1970."""

DAY = 86_400.0

SENTENCE = "Et avsnitt med en note."
"""Stands once in the content, to be corrected."""

CHAPTER = "content/chapters/drofting.md"
"""Where it stands."""

NAMED = "Kari Nordmann, født 1. januar"
"""What should never have been published."""


class Desk:
    """One editor's desk: ``root`` is the folder of the report, ``now`` the time in seconds since 1970.

    ``environment`` has the variables that a command sees.
    """

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.now, self._capsys = root, AUTUMN_2026, capsys
        self.environment = ENGLISH
        self.out = self.err = ""

    def command(self, *arguments: str) -> int:
        """Run a command on the report; what it printed stands in ``out`` and ``err``."""
        self._capsys.readouterr()
        status = run(arguments, self.environment, lambda: 0.0, lambda: self.now)
        self.out, self.err = self._capsys.readouterr()
        return status

    def release(self, *options: str) -> int:
        return self.command("release", str(self.root), *options)

    def archive(self, verb: str, *arguments: str) -> int:
        return self.command("archive", verb, *arguments, "--root", str(self.root))

    def versions(self) -> list[dict[str, Any]]:
        """What ``archive list`` knows; an archive that is not there yet has none."""
        if self.archive("list", "--json"):
            assert "RB-VERSION-UNKNOWN" in self.err
            return []
        versions: list[dict[str, Any]] = json.loads(self.out)
        return versions

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"'{old}' stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), "utf-8")

    def pdf(self, version: str, tmp_path: Path) -> bytes:
        target = tmp_path / f"{version}.pdf"
        assert self.archive("get", version, "-o", str(target)) == 0, self.err
        return target.read_bytes()
