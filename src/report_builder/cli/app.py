"""The command itself: arguments in, exit status out; nothing escapes as a traceback."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from report_builder.cli.fault import write_fault_report
from report_builder.cli.groups import Group, usage_words
from report_builder.cli.locale import asked, asked_by, plain
from report_builder.cli.process import Clock, Process
from report_builder.cli.terminal import show, words
from report_builder.diagnostics import Diagnostic, ExitStatus
from report_builder.language.catalogue import Catalogue, languages, names_of_languages
from report_builder.language.message import Message, one_of, say
from report_builder.language.reason import reason_of
from report_builder.own_version import own_version


class Interrupted(BaseException):
    """The process was asked to stop; no ``Exception``, so that nothing takes it for a fault."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


COMMANDS = (
    "accessibility",
    "archive",
    "batch",
    "build",
    "check",
    "check-content",
    "correct",
    "diff",
    "feedback",
    "new",
    "preview",
    "publish",
    "release",
    "schema",
    "serve",
    "theme",
    "withdraw",
)
"""Every command; each is the function of its name in the module of its name."""


_ASKS = frozenset(("--help", "--version"))
"""Options that are answered in whatever language can be spoken: who is at a loss must get help."""


class Commands(Group):
    """The commands, of which only the one that is called is imported; --help imports them all."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's name
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        found = getattr(import_module(f"report_builder.cli.{name}"), name)
        assert isinstance(found, click.Command)
        return found


def _tell_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(f"report-builder, version {own_version()}")
        context.exit()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"max_content_width": 100},
    help="cli.help",
    examples=(
        ("report-builder new aarsrapport", "cli.example.new"),
        ("report-builder build", "cli.example.build"),
        ("report-builder build rapporter/2019-7", "cli.example.elsewhere"),
        ("report-builder build --draft", "cli.example.draft"),
        ("report-builder preview", "cli.example.preview"),
        ("report-builder check-content", "cli.example.check-content"),
        ("report-builder check output/rapport.pdf", "cli.example.check"),
    ),
    notes=("cli.statuses",),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="cli.option.version",
)
@click.pass_context
def command(context: click.Context) -> None:
    """Build accessible, archivable PDF reports from plain files."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def run(
    arguments: Sequence[str], environment: Mapping[str, str], clock: Clock, wall: Clock = time.time
) -> int:
    """Run the command in this process and give its exit status.

    ``environment``, ``clock`` (seconds, monotonic) and ``wall`` (seconds since 1970) are all that is read
    of the world around.
    """
    language = asked(arguments, environment)
    process = Process(environment, clock, wall, language)
    here = process.words(Path())
    if language is not None and plain(language) not in languages() and not _ASKS.intersection(arguments):
        right = one_of([f"'{one}' ({name})" for one, name in names_of_languages().items()])
        said = say("cli.usage.language", language=language, source=asked_by(arguments), right=right)
        return show([Diagnostic("RB-USAGE", said, _see("report-builder"))], spoken=here)
    try:
        status = command.main(list(arguments), prog_name="report-builder", standalone_mode=False, obj=process)
    except click.UsageError as error:
        return _usage(error, here)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort:
        return 128 + signal.SIGINT
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        return int(ExitStatus.DONE)
    except OSError as fault:  # our own output: what a command reads and writes, it answers for itself
        said = say("cli.output", reason=reason_of(fault))
        return show([Diagnostic("RB-OUTPUT-WRITE", said)], spoken=here)
    except Exception as error:  # noqa: BLE001 - the last door: a user never meets a traceback
        return show([write_fault_report(error, arguments)], spoken=here)
    return int(status or ExitStatus.DONE)


def _usage(error: click.UsageError, here: Catalogue) -> int:
    message, nearest = usage_words(error)
    see = _see(error.ctx.command_path if error.ctx else "report-builder")
    hint = say("cli.usage.nearest", nearest=nearest, see=see) if nearest else see
    return show([Diagnostic("RB-USAGE", message, hint)], spoken=words(error.ctx) if error.ctx else here)


def _see(command: str) -> Message:
    return say("cli.usage.see", command=command)


def main(at_end: Callable[[], None] = lambda: None) -> NoReturn:
    """Run with the arguments, the environment and the clock of the process, call ``at_end``, and leave it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console that knows few characters (cp1252 on Windows) shows the others as \uXXXX.
            stream.reconfigure(errors="backslashreplace")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        status = run(sys.argv[1:], os.environ, time.perf_counter)
        at_end()
    except Interrupted as interrupted:
        status = 128 + interrupted.number
    _leave(status)


def _leave(status: int) -> NoReturn:
    """End the process at once: to put all away piece by piece takes 20 ms after a build of 400 pages.

    What asked to be called at the end is called. Where threads are still at work, or a stream takes no more,
    Python ends as it always does.
    """
    gc.freeze()  # nor in the last look, which would take 0.2 s
    if threading.active_count() == 1:
        with suppress(OSError, ValueError):
            atexit._run_exitfuncs()  # noqa: SLF001 - what sys.exit would call too
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
            os._exit(status)
    sys.exit(status)


def _interrupt(number: int, _frame: FrameType | None) -> NoReturn:
    # A second signal, during the cleaning up, is not waited for.
    signal.signal(number, signal.SIG_DFL)
    raise Interrupted(number)
