"""Commands that are asked in Norwegian answer in Norwegian."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from report_builder.cli.app import command, run
from report_builder.cli.schema import KINDS
from tests.norwegian import NORWEGIAN, english_in, own_words


def lines_of_commands(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield before
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from lines_of_commands(found, (*before, name))
        else:
            yield (*before, name)


def answer(capsys: pytest.CaptureFixture[str], language: str, *arguments: str) -> str:
    """What a command prints; it is not asked whether it can do what it should."""
    run(arguments, {"RB_LANG": language}, lambda: 0.0, lambda: 0.0)
    shown = capsys.readouterr()
    assert shown.out + shown.err
    return shown.out + shown.err


@pytest.mark.parametrize("language", NORWEGIAN)
def test_help_is_norwegian(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    for names in lines_of_commands(command):
        said = answer(capsys, language, *names, "--help")
        # Command lines, and names of commands in the first column.
        texts = re.sub(
            r"^(?: +|Bruk: )(?:report-builder .+?|[a-z-]+)(?=  | \[|$)", "", said, flags=re.MULTILINE
        )
        assert not english_in(texts), names
        assert len(own_words(texts)) > 10


@pytest.mark.parametrize("language", NORWEGIAN)
@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_a_schema_are_norwegian(
    kind: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def words(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            yield from (node[key] for key in ("title", "description") if isinstance(node.get(key), str))
            for each in node.values():
                yield from words(each)
        elif isinstance(node, list):
            for each in node:
                yield from words(each)

    schema = json.loads(answer(capsys, language, "schema", kind))
    texts = list(words(schema))
    assert texts
    assert not [text for text in texts if english_in(text)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["archive", "list", "--root", "{root}"],
        ["archive", "get", "v1", "--root", "{root}"],
        ["archive", "gett"],
        ["build", "{root}", "--output", "{root}/u.pdf", "--timings"],
        ["build", "{root}/nowhere"],
        ["build", "--outputt", "x"],
        ["build", "--output"],
        ["build", "a", "b"],
        ["check-content", "{root}"],
        ["check-content", "{root}", "--fix", "--dry-run"],
        ["check", "{root}/settings.yaml"],
        ["diff", "v1", "v2", "--root", "{root}"],
        ["feedback", "list", "--database", "{root}/a.sqlite"],
        ["feedback", "stats", "--database", "mysql://x"],
        ["feedback", "delete", "--database", "{root}/a.sqlite"],
        ["new", "{root}"],
        ["new", "{root}/fresh"],
        ["publish", "{root}", "--on", "2026-13-01"],
        ["release", "{root}", "--date", "i morgen"],
        ["schema", "rapport"],
        ["serve", "{root}", "--port", "0", "--database", "{root}/a.sqlite"],
        ["serve", "{root}", "--port", "99999999"],
        ["withdraw", "v1", "--root", "{root}", "--reason", "Feil"],
        ["correct", "v1", "--root", "{root}"],
    ],
    ids=" ".join,
)
def test_what_a_command_says_is_norwegian(
    arguments: list[str], good_report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = answer(capsys, "nb", *(each.format(root=good_report) for each in arguments))
    assert not english_in(said), said
