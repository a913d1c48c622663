"""The command that adds an extra names this copy, never a name on an index where a stranger may have it."""

from __future__ import annotations

import json
import shlex
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from report_builder import installed
from tests.said import english

EXTRAS = ["verify", "publish", "serve", "postgres"]


class FakeDistribution:
    """An installed copy, with the files beside its code that installers write."""

    def __init__(self, files: dict[str, str]) -> None:
        self._files = files

    def read_text(self, name: str) -> str | None:
        return self._files.get(name)


def noted(url: str, **more: object) -> dict[str, str]:
    return {"direct_url.json": json.dumps({"url": url, **more}), "INSTALLER": "pip\n"}


FORMS = {
    "editable": (
        noted("file:///home/kari/report%20builder", dir_info={"editable": True}),
        ["-e", "/home/kari/report builder[{}]"],
    ),
    "folder": (noted("file:///srv/report-builder", dir_info={}), ["/srv/report-builder[{}]"]),
    "wheel": (
        noted("file:///tmp/report_builder-1.0-py3-none-any.whl", archive_info={"hash": "sha256=ab"}),
        ["report-builder[{}] @ file:///tmp/report_builder-1.0-py3-none-any.whl"],
    ),
    "archive": (
        noted("https://example.org/r-1.0.tar.gz", archive_info={}, subdirectory="program"),
        ["report-builder[{}] @ https://example.org/r-1.0.tar.gz#subdirectory=program"],
    ),
    "git": (
        noted("https://example.org/r.git", vcs_info={"vcs": "git", "commit_id": "c0ffee"}),
        ["report-builder[{}] @ git+https://example.org/r.git@c0ffee"],
    ),
    "index": ({"INSTALLER": "pip\n"}, ["report-builder[{}]"]),
    "damaged note": ({"direct_url.json": "{"}, ["report-builder[{}]"]),
}


def hint(monkeypatch: pytest.MonkeyPatch, files: dict[str, str], extra: str, platform: str = "linux") -> str:
    monkeypatch.setattr(installed, "distribution", lambda _name: FakeDistribution(files))
    return english(installed.install_hint(extra, platform)).removeprefix("install it with: ")


@pytest.mark.parametrize("extra", EXTRAS)
@pytest.mark.parametrize("form", FORMS)
def test_the_command_names_this_copy(form: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files, wanted = FORMS[form]
    words = shlex.split(hint(monkeypatch, files, extra))
    assert words == [sys.executable, "-m", "pip", "install", *(word.format(extra) for word in wanted)]


def test_a_copy_that_uv_installed_needs_no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {**FORMS["folder"][0], "INSTALLER": "uv"}
    words = shlex.split(hint(monkeypatch, files, "serve"))
    assert words == ["uv", "pip", "install", "--python", sys.executable, "/srv/report-builder[serve]"]


def test_powershell_gets_its_own_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\O'Hara\python.exe")
    said = hint(monkeypatch, FORMS["folder"][0], "serve", "win32")
    assert said == r"& 'C:\Program Files\O''Hara\python.exe' -m pip install '/srv/report-builder[serve]'"
    monkeypatch.setattr(sys, "executable", r"C:\venv\python.exe")
    assert hint(monkeypatch, FORMS["folder"][0], "serve", "win32").startswith(r"C:\venv\python.exe -m pip")


@pytest.mark.parametrize("extra", EXTRAS)
def test_a_copy_that_was_not_installed(extra: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def none(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(installed, "distribution", none)
    root = Path(installed.__file__).parents[2]
    words = shlex.split(english(installed.install_hint(extra, "linux")))
    assert words[-2:] == ["-e", f"{root}[{extra}]"]
    monkeypatch.setattr(installed, "__file__", str(tmp_path / "lib/report_builder/installed.py"))
    assert "pip" not in english(installed.install_hint(extra))
