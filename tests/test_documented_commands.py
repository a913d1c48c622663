"""Every command line in the guides can be given: its command is there, its options, and as many arguments."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from report_builder.cli.app import COMMANDS, command

ROOT = Path(__file__).parent.parent
GENERATED = {"commands.md", "kommandoer.md"}
PAGES = sorted(path for path in (ROOT / "docs").glob("*.md") if path.name not in GENERATED)
PAGES.append(ROOT / "README.md")

_FENCE = re.compile(r"^ *```[a-z]*\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_CALL = re.compile(r"(?:^|(?<=[\s/]))report-builder(?= )([^\n]*)")
_END = re.compile(r"\s+(?:&&|\|\||[|>#])\s.*|\s+#.*")


def codes(text: str) -> list[str]:
    """What stands between backticks in the paragraphs."""
    return _CODE.findall(_FENCE.sub("", text))


def calls(path: Path) -> Iterator[tuple[str, bool]]:
    """The command lines of a page, without what a shell would take; True for those that stand alone.

    A command that is only named, as ``release --embargo`` in a sentence, has no arguments.
    """
    text = path.read_text("utf-8")
    for line in (line for fence in _FENCE.findall(text) for line in fence.splitlines()):
        if match := _CALL.search(line):
            yield _END.sub("", match[1]).strip(), True
    for code in codes(text):
        words = code.removeprefix("report-builder ").split()
        if code.startswith("report-builder "):
            yield code.removeprefix("report-builder "), len(words) > 1
        elif words[1:] and words[0] in COMMANDS:
            yield code, False


TOP = click.Context(command, **command.context_settings)
"""What the whole program says of its commands, how help is asked for as an instance."""

CALLS = sorted({(path.name, *call) for path in PAGES for call in calls(path)})


def resolved(words: list[str]) -> tuple[tuple[str, ...], click.Command | None, list[str]]:
    """The names that lead to a command, the command if it is there, and what follows it."""
    names: list[str] = []
    found: click.Command | None = command
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        names.append(words.pop(0))
        found = found.get_command(click.Context(found), names[-1])
    return tuple(names), found, words


def options(found: click.Command) -> Iterator[str]:
    """Every option of a command and of those below it."""
    yield "--help"
    yield from (name for parameter in found.params for name in parameter.opts)
    if isinstance(found, click.Group):
        for name in found.list_commands(click.Context(found)):
            below = found.get_command(click.Context(found), name)
            assert below is not None
            yield from options(below)


def is_of_this_machine(fault: click.UsageError) -> bool:
    """A file or folder that a guide takes for an example is not there."""
    parameter = fault.param if type(fault) is click.BadParameter else None
    return parameter is not None and isinstance(parameter.type, click.Path)


def test_the_guides_have_commands() -> None:
    pages = {name for name, *_ in CALLS}
    assert {"utgivelser.md", "forfatterguide.md", "serving.md", "README.md"} <= pages
    assert len([call for name, call, _ in CALLS if name == "utgivelser.md"]) > 40


@pytest.mark.parametrize(("page", "call", "whole"), CALLS)
def test_a_command_line_can_be_given(page: str, call: str, whole: bool) -> None:
    names, found, words = resolved(shlex.split(call))
    assert found is not None, f"{page}: there is no command {' '.join(names)}"
    try:
        found.make_context(" ".join(names), words, parent=TOP)
    except click.exceptions.Exit:
        return  # --help and --version
    except click.UsageError as fault:
        if is_of_this_machine(fault):
            return
        if whole or not isinstance(fault, click.MissingParameter | click.BadOptionUsage):
            pytest.fail(f"{page}: report-builder {call}: {fault.format_message()}")


def test_an_option_that_is_named_by_itself_is_one() -> None:
    known = set(options(command))
    named = {
        code.split()[0] for code in codes((ROOT / "docs/utgivelser.md").read_text("utf-8")) if code.strip()
    }
    assert {name for name in named if name.startswith("--")} <= known


def test_a_line_that_cannot_be_given_is_found() -> None:
    for call in ("releese", "release --embargoed", "archive get", "diff a b c", "publish --on 2026-13-01"):
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            test_a_command_line_can_be_given("", call, whole=True)


def test_no_command_is_broken_over_two_lines() -> None:
    """What stands between backticks on two lines is no line to copy, and no test would read it."""
    page = _FENCE.sub("", (ROOT / "docs/utgivelser.md").read_text("utf-8"))
    assert [line for line in page.splitlines() if line.count("`") % 2] == []
