"""What we promise outside: a light start, exported names, commands that the README shows."""

from __future__ import annotations

import importlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from report_builder.cli.app import COMMANDS, command
from scripts import write_commands

ROOT = Path(__file__).parent.parent

HEAVY = {
    "PIL",
    "brotli",
    "fontTools",
    "jinja2",
    "pypdfium2",
    "watchfiles",
    "babel",
    "lxml",
    "markdown_it",
    "pikepdf",
    "pypdf",
    "pyphen",
    "reportlab",
    "rich",
    "sqlalchemy",
    "starlette",
    "uharfbuzz",
    "uvicorn",
    "yaml",
    "asyncio",
    "unittest",
    "report_builder.pipeline",
}

EXPORTS = {
    "content": ["load_report"],
    "theme": ["load_theme"],
    "layout": ["LaidOut", "lay_out"],
    "check": ["CheckReport", "Expectations", "check_pdf"],
    "finish": ["BuildStamp", "FinishLost", "finish"],
    "archive": [
        "Added",
        "Archive",
        "ArchiveDisk",
        "Bag",
        "Verified",
        "Version",
        "Writer",
        "write_bag",
    ],
    "serve": ["Limits", "World", "check_site", "make_app", "serve_site"],
    "cli": ["main"],
}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        *([name, "--help"] for name in COMMANDS),
    ],
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from report_builder.cli.app import run\n"
        f"assert run({arguments!r}, {{}}, lambda: 0.0) == 0\n"
        "print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(shown.stderr.split()) & HEAVY == set()


@pytest.mark.parametrize("room", sorted(EXPORTS))
def test_exported_names(room: str) -> None:
    assert sorted(importlib.import_module(f"report_builder.{room}").__all__) == EXPORTS[room]


def subcommand(name: str) -> click.Command:
    found = command.get_command(click.Context(command), name)
    assert found is not None, name
    return found


def shown_commands(document: Path) -> list[list[str]]:
    text = document.read_text("utf-8")
    return [
        shlex.split(line, comments=True) for line in re.findall(r"^report-builder .*", text, re.MULTILINE)
    ]


def test_the_page_of_commands_is_up_to_date() -> None:
    assert write_commands.TARGET.read_text("utf-8") == write_commands.text(), "run: make docs"


def test_the_readme_shows_every_command() -> None:
    assert {words[1] for words in shown_commands(ROOT / "README.md")} == set(COMMANDS)


@pytest.mark.parametrize("words", shown_commands(ROOT / "README.md"), ids=" ".join)
def test_commands_of_the_readme_are_understood(words: list[str]) -> None:
    name, *rest = words[1:]
    sub = subcommand(name)
    sub.make_context(name, list(rest), resilient_parsing=False)


def test_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)(?=`|\s+#)", (ROOT / "README.md").read_text("utf-8")))
    assert named == {"report", "site", "test", "test-all", "bench", "docs", "clean"}
    assert named <= targets


def test_links_of_the_readme_lead_somewhere() -> None:
    # What stands between fences is an example, not a link.
    prose = re.sub(
        r"^```.*?^```$", "", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", prose):
        assert (ROOT / target).exists(), target
