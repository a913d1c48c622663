"""``report-builder accessibility``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_builder.cli.folder import ReportFolder
from report_builder.cli.groups import Command
from report_builder.cli.process import Process
from report_builder.cli.terminal import exit_status, patience, progress, show, show_all, tell, words
from report_builder.diagnostics import printable
from report_builder.language.message import in_turn, say, say_many

if TYPE_CHECKING:
    from report_builder.pipeline.assessing import Assessment


class ReportOrFile(ReportFolder):
    """The folder of a report, or a finished file as it is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path of the file, or that of the report."""
        given = Path(os.fspath(value))
        is_file = given.suffix.lower() == ".pdf" and given.is_file()
        return str(given) if is_file else super().convert(value, param, ctx)


@click.command(
    cls=Command,
    short_help="cli.accessibility.short",
    help="cli.accessibility.help",
    examples=(
        "report-builder accessibility",
        "report-builder accessibility --json > vurdering.json",
        "report-builder accessibility fremmed.pdf",
    ),
    notes=("cli.accessibility.protocol",),
)
@click.argument("path", default=".", metavar="cli.metavar.path", type=ReportOrFile())
@click.option("--json", "as_json", is_flag=True, help="cli.accessibility.json")
@show_all
@patience
@click.pass_obj
def accessibility(_process: Process, path: str, as_json: bool, timeout: float | None) -> int:
    """Show what only a person can judge in a finished file."""
    from report_builder.pipeline.assessing import assess

    with progress() as on_stage:
        outcome = assess(Path(path), timeout, on_stage)
    show(outcome.diagnostics, path if Path(path).is_dir() else "")
    if outcome.value is not None and as_json:
        from report_builder.pipeline.assessment_json import as_json as in_json

        click.echo(in_json(outcome.value, words()), nl=False)
    elif outcome.value is not None:
        _list(outcome.value)
    return exit_status(outcome.diagnostics)


def _list(assessment: Assessment) -> None:
    """Print every question with what it is about, and how many there are."""
    from report_builder.check.judgement.naming import named
    from report_builder.check.judgement.questions import KINDS, QUESTIONS

    asked, said = assessment.asked, words()
    for question in QUESTIONS:
        tasks = asked.about(question)
        click.echo(f"{question.id}  {said(question.key)}")
        if not tasks:
            kinds = in_turn([say(key) for key in dict.fromkeys(KINDS[kind] for kind in question.about)])
            click.echo(f"    {said('cli.accessibility.none', kinds=kinds)}")
        for task in tasks:
            click.echo(printable(f"    {said.text(named(task.subject))}"))
    put = sum(bool(asked.about(question)) for question in QUESTIONS)
    told = say_many("cli.accessibility.answers", len(asked.tasks))
    tell(
        say(
            "cli.accessibility.sum",
            file=str(assessment.path),
            put=put,
            questions=len(QUESTIONS),
            answers=told,
        )
    )
