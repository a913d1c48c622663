"""The commands by their names, and what calling one of them loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

import report_builder.cli
from report_builder.cli.app import COMMANDS, command
from report_builder.cli.process import Process


@pytest.mark.parametrize("name", COMMANDS)
def test_each_name_is_a_command_with_a_short_help(name: str) -> None:
    found = command.get_command(click.Context(command), name)
    assert found is not None
    assert found.name == name
    assert found.get_short_help_str()


def test_names_are_sorted_and_there_is_no_other() -> None:
    assert list(COMMANDS) == sorted(COMMANDS)
    assert command.get_command(click.Context(command), "no-such") is None


def test_every_module_with_a_command_is_listed() -> None:
    folder = Path(report_builder.cli.__file__).parent
    marked = {path.stem for path in folder.glob("*.py") if "\n@click." in path.read_text("utf-8")}
    below = {
        "archive_export",
        "archive_history",
        "archive_move",
        "archive_rebuild",
        "archive_repair",
        "archive_restore",
        "archive_verify",
    }  # commands of the group archive
    assert {name.replace("-", "_") for name in COMMANDS} == marked - {"app"} - below


def test_a_command_loads_no_other() -> None:
    code = (
        "import sys\n"
        "from report_builder.cli.app import run\n"
        "run(['schema', '--help'], {}, float)\n"
        "sys.exit('report_builder.cli.build' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 0


@pytest.mark.parametrize("width", [40, 60, 78])
def test_no_line_of_help_ends_within_a_name(width: int) -> None:
    found = command.get_command(click.Context(command), "correct")
    assert found is not None
    process = Process({}, float, float, "nb")
    context = click.Context(found, info_name="correct", terminal_width=width, obj=process)
    lines = found.get_help(context).splitlines()
    assert any("report-builder release" in line for line in lines)
    assert not [line for line in lines if line.endswith("-")]
