"""Options of commands that write into the journal what they did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from report_builder.cli.folder import F, archive_command
from report_builder.cli.groups import RefusedError
from report_builder.cli.process import Process
from report_builder.cli.terminal import tell
from report_builder.diagnostics import Diagnostic, printable
from report_builder.language.message import say

_LONGEST = 200


class PersonName(click.ParamType[str]):
    """The name of a person, on one line."""

    name = "person"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002  click's name
        """Return the name. Raises RefusedError."""
        name = " ".join(str(value).split())
        if printable(name) != name or len(name) > _LONGEST:
            raise RefusedError(say("cli.usage.person", value=printable(name)[:_LONGEST]), ctx)
        return name


signed = click.option("--by", default="", type=PersonName(), metavar="cli.metavar.name", help="cli.option.by")
"""The option of every command that writes into the journal: who wants to be named there."""


def recorded(command: F) -> F:
    """Give a command the options ``--record`` and ``--by``."""
    return click.option("--record", is_flag=True, help="cli.option.record")(signed(command))


def tell_recorded(root: Path) -> None:
    """Say that the journal tells of what was done."""
    tell(say("cli.recorded", command=archive_command("history", root)))


def recording_fault(process: Process, *, record: bool, by: str) -> Diagnostic | None:
    """Tell what keeps a command from recording what it does. Raises RefusedError for a name in vain."""
    if by and not record:
        raise RefusedError(say("cli.usage.by-alone"), click.get_current_context())
    return process.epoch_fault() if record else None
