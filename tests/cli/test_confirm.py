"""A question on the terminal, and the answers that are understood."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from report_builder.cli.process import Process
from report_builder.cli.terminal import confirm
from report_builder.language.message import say


def asked(language: str, typed: str) -> str:
    """What is on the terminal after the question was answered so, and what came of it."""

    @click.command
    def ask() -> None:
        click.echo(f"= {confirm(say('cli.withdraw.ask'))}")

    return CliRunner().invoke(ask, input=typed, obj=Process({}, float, float, language)).output


@pytest.mark.parametrize(
    ("language", "typed", "answer"),
    [
        ("nb", "ja", True),
        ("nn", "J", True),
        ("nb", " nei ", False),
        ("nn", "n", False),
        ("nb", "", False),
        ("en", "yes", True),
        ("en", "y", True),
        ("en", "no", False),
        ("en", "", False),
    ],
)
def test_it_is_answered_in_the_language_of_the_question(language: str, typed: str, answer: bool) -> None:
    told = asked(language, f"{typed}\n")
    assert told.endswith(f"= {answer}\n")
    assert ("[y/N]" if language == "en" else "[j/N]") in told


def test_what_is_not_understood_is_asked_again_in_the_same_language() -> None:
    told = asked("nn", "kanskje\nja\n")
    assert "Skriv 'ja' eller 'nei'" in told
    assert "rror" not in told
    assert told.count("[j/N]") == 2
    assert told.endswith("= True\n")
