"""What we promise outside: a light start, exported names, commands and links of the documents."""

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
from report_builder.content.boxes import BOXES
from scripts import write_commands

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "forfatterguide.md"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

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
    "api": [
        "Diagnostic",
        "Outcome",
        "Severity",
        "batch",
        "build",
        "catalogue",
        "check",
        "publish",
        "release",
    ],
    "theme": ["load_theme"],
    "layout": ["LaidOut", "lay_out"],
    "check": ["CheckReport", "Expectations", "check_pdf"],
    "finish": ["BuildStamp", "FinishLost", "finish"],
    "archive": [
        "Added",
        "Archive",
        "ArchiveDisk",
        "Bag",
        "Purged",
        "UNSUPPORTED",
        "Verified",
        "Version",
        "Writer",
        "write_bag",
        "write_pack",
    ],
    "serve": ["Limits", "Proxies", "World", "check_site", "make_app", "serve_site"],
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
    lines = re.findall(r"^report-builder [a-z][^>\n]*", text, re.MULTILINE)  # what is after > is the shell's
    return [shlex.split(line, comments=True) for line in lines]


def test_the_pages_of_commands_are_up_to_date() -> None:
    for path, text in write_commands.pages().items():
        assert path.read_text("utf-8") == text, "run: make docs"


def test_the_readme_shows_every_command() -> None:
    assert {words[1] for words in shown_commands(ROOT / "README.md")} == set(COMMANDS)


@pytest.mark.parametrize("name", BOXES)
def test_the_guide_shows_every_block_that_has_a_name(name: str) -> None:
    shown = re.findall(r"^:{3,} \{?\.?([\w-]+)", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert name in shown, f"show '::: {name}' in docs/{GUIDE.name}"


@pytest.mark.parametrize("words", [*shown_commands(ROOT / "README.md"), *shown_commands(GUIDE)], ids=" ".join)
def test_commands_shown_are_understood(words: list[str]) -> None:
    name, *rest = words[1:]
    sub = subcommand(name)
    # Below the program's own command, as it runs: click keeps the names of the help that it meets first.
    above = click.Context(command, info_name="report-builder", **command.context_settings)
    sub.make_context(name, list(rest), parent=above, resilient_parsing=False)


def test_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)(?=`|\s+#)", (ROOT / "README.md").read_text("utf-8")))
    assert named == {"report", "site", "test", "test-all", "test-anywhere", "bench", "docs", "clean"}
    assert named <= targets


def links(document: Path) -> list[str]:
    """Where the links and pictures of a page lead; what is code is an example, not a link."""
    prose = re.sub(r"^(`{3,}).*?^\1$", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    prose = re.sub(r"(?<=[\s(])`\[\][^`\n]*`", "", prose)
    return re.findall(r"\]\((?!https?:)([^)]+)\)", prose)


def anchors(document: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    prose = re.sub(r"^(`{3,}).*?^\1$", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    }


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name
)
def test_links_of_the_documents_lead_somewhere(page: Path) -> None:
    for link in links(page):
        target, _, anchor = link.partition("#")
        file = page.parent / target if target else page
        assert file.exists(), link
        assert not anchor or anchor in anchors(file), link


def test_no_link_of_the_guide_leads_into_the_source_tree() -> None:
    assert [link for link in links(GUIDE) if "src/" in link] == []
