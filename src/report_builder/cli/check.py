"""``report-builder check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder import api
from report_builder.cli.groups import Command, RefusedError
from report_builder.cli.process import Process
from report_builder.cli.terminal import exit_status, patience, progress, show, show_all, tell, words
from report_builder.language.message import all_of, in_turn, say

if TYPE_CHECKING:
    from report_builder.check.answer import Checked
    from report_builder.diagnostics import Diagnostic


def _profiles(context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Take the short names out of what was given, which may be several in one."""
    from report_builder.check.standards import NAMES

    asked = [name.strip().lower() for value in values for name in value.split(",")]
    for name in asked:
        if name not in NAMES:
            raise RefusedError(say("cli.check.no-standard", name=name, known=in_turn(list(NAMES))), context)
    return tuple(name for name in NAMES if name in asked)


@click.command(
    cls=Command,
    short_help="cli.check.short",
    help="cli.check.help",
    examples=(
        "report-builder check output/rapport.pdf",
        "report-builder check rapporter/ --json",
        "report-builder check --profile ua1 --profile 2b fremmed.pdf",
        "report-builder check --script output/rapport.pdf",
    ),
    notes=("cli.check.standards", "cli.check.statuses"),
)
@click.argument(
    "files", metavar="cli.metavar.files", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--profile",
    "profiles",
    metavar="cli.metavar.name",
    multiple=True,
    callback=_profiles,
    help="cli.check.profile",
)
@click.option("--json", "as_json", is_flag=True, help="cli.check.json")
@click.option("--script", is_flag=True, help="cli.check.script")
@show_all
@patience
@click.pass_obj
def check(
    process: Process,
    files: tuple[Path, ...],
    profiles: tuple[str, ...],
    as_json: bool,
    script: bool,
    timeout: float | None,
) -> int:
    """Check finished files of any maker: by our own rules, and by veraPDF."""
    if script:
        if as_json or profiles:
            raise RefusedError(say("cli.check.script-alone"))
        return _listen(files, timeout)
    with progress() as on_stage:
        done = api.check(files, profiles=profiles, patience=timeout, clock=process.clock, announce=on_stage)
    if as_json:
        from report_builder.check.answer import as_json as in_json

        click.echo(in_json(done.files, done.engine, words()), nl=False)
    else:
        show(done.diagnostics)
        _summarise(done.files)
    return exit_status(done.diagnostics)


def _listen(files: tuple[Path, ...], timeout: float | None) -> int:
    """Print what is read aloud of each file; of several, its name before."""
    from report_builder.pipeline.listening import listen_to

    found: list[Diagnostic] = []
    for path in files:
        with progress() as on_stage:
            heard = listen_to(path, timeout, on_stage)
        found += heard.diagnostics
        if heard.value is not None:
            if len(files) > 1:
                click.echo(f"# {path}")
            click.echo(heard.value, nl=False)
    show(found)
    return exit_status(found)


def _summarise(files: tuple[Checked, ...]) -> None:
    """Print what passed; of several files also what failed, and how many did not."""
    from report_builder.check.standards import NAMES

    for file in files:
        if file.passed:
            key = "cli.check.passed-own" if file.own_rules else "cli.check.passed"
            standards = all_of([NAMES[profile] for profile in file.profiles])
            tell(say(key, path=str(file.path), standards=standards))
        elif len(files) > 1:
            tell(say("cli.check.failed", path=str(file.path)))
    if len(files) > 1:
        number = sum(not file.path.is_dir() for file in files)  # a folder without any is told, and no file
        tell(say("cli.check.sum", passed=sum(file.passed for file in files), number=number))
