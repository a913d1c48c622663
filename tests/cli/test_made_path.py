"""No command makes a file or folder under a name that some system or shell cannot hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.cli.made_path import made_fault
from tests.said import ENGLISH

COMMANDS = {
    "new": ["new", "--", "{}"],
    "build": ["build", "--output={}"],
    "publish": ["publish", "--output={}"],
    "diff": ["diff", "v1", "v2", "--html={}"],
    "get": ["archive", "get", "v1", "--output={}"],
    "rebuild": ["archive", "rebuild", "v1", "--output={}"],
    "bag": ["archive", "export", "v1", "--bagit={}"],
    "export": ["archive", "export", "v1", "--eark", "--output={}"],
}
"""Every command that makes something where a user says."""

NAMES = {
    "": "is empty",
    "-x": "begins with '-'",
    " x": "begins with ' '",
    "~kari": "'~'",
    "x.": "ends with a dot",
    "x ": "ends with a space",
    "con": "is reserved on Windows",
    "AUX.txt": "is reserved on Windows",
    "$HOME/x": "'$",
    "%TEMP%": "'%",
    "a?b": "'?'",
    "con/x.pdf": "is reserved on Windows",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_that_cannot_be_held_is_refused(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, fault in NAMES.items():
        arguments = [part.format(name) for part in COMMANDS[command]]
        assert run(arguments, ENGLISH, lambda: 0.0) == 2, name
        told = capsys.readouterr().err
        assert told.startswith("RB-USAGE "), name
        assert fault in told
        assert "; choose another name, such as '" in told
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_may_be_named_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-x").mkdir()
    assert made_fault("-x") is None
    assert made_fault("-x/rapport.pdf") is None
    assert made_fault("../rapport.pdf") is None
    assert made_fault(str(tmp_path / "rapport v2.pdf")) is None
    assert made_fault("-x/-y") is not None
