"""``report-builder accessibility``."""

from __future__ import annotations

import os
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_builder.cli.folder import ReportFolder, archive_command, report_above
from report_builder.cli.groups import Command, RefusedError
from report_builder.cli.process import Process
from report_builder.cli.recorded import PersonName
from report_builder.cli.terminal import exit_status, patience, progress, show, show_all, tell, words
from report_builder.diagnostics import Diagnostics, ExitStatus, printable
from report_builder.language.message import Value, in_turn, say

if TYPE_CHECKING:
    from report_builder.check.judgement.asking import Task
    from report_builder.pipeline.answers import Answers
    from report_builder.pipeline.assessing import Assessment
    from report_builder.pipeline.giving_answers import Given


class ReportOrFile(ReportFolder):
    """The folder of a report, or a finished file as it is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path of the file, or that of the report."""
        given = Path(os.fspath(value))
        is_file = given.suffix.lower() == ".pdf" and given.is_file()
        return str(given) if is_file else super().convert(value, param, ctx)


class GivenAnswer(click.ParamType[Any]):
    """An answer on the command line: ``13-007=yes``, ``13-007@4f0c…=no:why``."""

    name = "answer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Given:  # noqa: ARG002  click's name
        """Return the answer. Raises RefusedError."""
        from report_builder.check.judgement.questions import QUESTIONS
        from report_builder.pipeline.giving_answers import Given

        match = _ANSWER.fullmatch(str(value).strip())
        answer = _meant(match["answer"].casefold()) if match else ""
        if match is None or not answer:
            raise RefusedError(say("cli.accessibility.answer-form", value=printable(str(value))), ctx)
        if match["id"] not in {question.id for question in QUESTIONS}:
            raise RefusedError(say("cli.accessibility.no-question", id=printable(match["id"])), ctx)
        remark = printable(match["remark"] or "")
        return Given(match["id"], answer, (match["key"] or "").lower(), remark)


def _meant(word: str) -> str:
    """The answer that a word gives: in English, or one that the terminal takes in its own language."""
    from report_builder.cli.accessibility_walk import KEYS

    said = words()
    return next((name for name in _GIVEN if word == name or word in said(KEYS[name]).split()), "")


_GIVEN = ("yes", "no", "later")
_ANSWER = re.compile(r"(?P<id>[\w.-]+)(?:@(?P<key>[0-9A-Fa-f]+))?=(?P<answer>[^\W\d_]+)(?::(?P<remark>.*))?")


@click.command(
    cls=Command,
    short_help="cli.accessibility.short",
    help="cli.accessibility.help",
    examples=(
        "report-builder accessibility",
        "report-builder accessibility --list",
        "report-builder accessibility --json > vurdering.json",
        "report-builder accessibility --answers vurdering.json",
        "report-builder accessibility --answer 31-010=yes",
        "report-builder accessibility --record",
        "report-builder accessibility --statement > erklaering.txt",
        "report-builder accessibility fremmed.pdf",
    ),
    notes=("cli.accessibility.protocol",),
)
@click.argument("path", default=".", metavar="cli.metavar.path", type=ReportOrFile())
@click.option("--list", "listed", is_flag=True, help="cli.accessibility.list")
@click.option("--json", "as_json", is_flag=True, help="cli.accessibility.json")
@click.option(
    "--answer",
    "given",
    multiple=True,
    type=GivenAnswer(),
    metavar="cli.metavar.answer",
    help="cli.accessibility.answer",
)
@click.option(
    "--answers",
    "filled",
    type=click.Path(path_type=Path),
    metavar="cli.metavar.file",
    help="cli.accessibility.answers-file",
)
@click.option("--by", default="", type=PersonName(), metavar="cli.metavar.name", help="cli.accessibility.by")
@click.option("--statement", "stating", is_flag=True, help="cli.accessibility.statement")
@click.option("--record", is_flag=True, help="cli.accessibility.record")
@show_all
@patience
@click.pass_obj
def accessibility(
    process: Process,
    path: str,
    listed: bool,
    as_json: bool,
    given: tuple[Given, ...],
    filled: Path | None,
    by: str,
    stating: bool,
    record: bool,
    timeout: float | None,
) -> int:
    """Ask a person for what only people can judge in a finished file."""
    if fault := process.epoch_fault():
        return show([fault])

    from report_builder.pipeline.assessing import assess

    file = Path(path) if Path(path).is_file() else None
    root = Path(report_above(path)) if file else Path(path)
    with progress() as on_stage:
        outcome = assess(root, file, process.now(), timeout, on_stage)
    show(outcome.diagnostics, path if file is None else "")
    found = outcome.value
    if found is None:
        return exit_status(outcome.diagnostics)
    if stating:
        return _state_it(found, root)
    if record:
        return _record(found, root, process.now())
    if given or filled:
        return _take_over(found, given, filled, by)
    if as_json:
        from report_builder.pipeline.assessment_json import as_json as in_json

        click.echo(in_json(found, words()), nl=False)
    elif listed or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _list(found)
    else:
        return _ask(found, by)
    return ExitStatus.DONE


def _take_over(found: Assessment, given: tuple[Given, ...], filled: Path | None, by: str) -> int:
    """Write down answers that were given in one go."""
    from report_builder.cli.accessibility_walk import summary
    from report_builder.pipeline.answers import write_answers
    from report_builder.pipeline.giving_answers import read_given, take_over

    diagnostics = Diagnostics()
    read = read_given(filled, diagnostics) if filled else ()
    if read is not None:
        answers = take_over(found.asked, found.answers, (*read, *given), found.day, by, diagnostics)
        if answers == found.answers or write_answers(found.place, answers, diagnostics):
            tell(summary(found, answers))
    return show(diagnostics.items)


def _state_it(found: Assessment, root: Path) -> int:
    """Print the text for an accessibility statement, in the language of the file where it is one of ours."""
    from report_builder.language.catalogue import catalogue, languages
    from report_builder.pipeline.statement import checked_file, statement

    language = found.asked.language.partition("-")[0].lower()
    spoken = catalogue(language) if language in languages() else words()
    text = statement(found.asked, found.answers, checked_file(root, found.pdf), spoken, found.path.name)
    click.echo("".join(f"{printable(line)}\n" for line in text.splitlines()), nl=False)
    return ExitStatus.DONE


def _record(found: Assessment, root: Path, now: datetime) -> int:
    """Enter the answers about the newest version into its journal."""
    from report_builder.cli.accessibility_walk import summary
    from report_builder.cli.archive_shelf import shelf_of
    from report_builder.cli.recorded import tell_recorded
    from report_builder.pipeline.judging import record_again

    diagnostics = Diagnostics()
    shelf = shelf_of(root, None, diagnostics)
    judged = record_again(root, shelf, found.pdf, now, diagnostics) if shelf is not None else None
    if judged is not None:
        tell(summary(found, found.answers))
        if judged.recorded:
            tell_recorded(root)
        else:
            tell(say("cli.accessibility.unchanged", command=archive_command("history", root)))
    return show(diagnostics.items, str(root))


def _ask(found: Assessment, by: str) -> int:
    """Go through what is still open, on a terminal."""
    from report_builder.cli.accessibility_walk import summary, walk
    from report_builder.pipeline.answers import read_answers

    kept = walk(found, found.page, found.day, by)
    answers = read_answers(found.place, Diagnostics()) or {}
    click.echo()
    tell(summary(found, answers))
    return ExitStatus.DONE if kept else ExitStatus.ENVIRONMENT


def _list(found: Assessment) -> None:
    """Print every question with what it is about and what was answered, and how far that is."""
    from report_builder.check.judgement.naming import named
    from report_builder.check.judgement.questions import QUESTIONS, kinds_of
    from report_builder.cli.accessibility_walk import summary
    from report_builder.pipeline.statement import beyond_tags

    asked, said = found.asked, words()
    if beyond := beyond_tags(asked):
        tell(beyond)
    for question in QUESTIONS:
        tasks = asked.about(question)
        click.echo(f"{question.id}  {said(question.key)}")
        if asked.leaves_out(question):
            beyond_kinds = in_turn(kinds_of(question, asked.beyond))
            click.echo(f"    {said('cli.accessibility.beyond', kinds=beyond_kinds)}")
        elif not tasks:
            click.echo(f"    {said('cli.accessibility.none', kinds=in_turn(kinds_of(question)))}")
        for task in tasks:
            state = _state(task, found.answers)
            told = say("cli.accessibility.line", what=named(task.subject), state=state)
            click.echo(printable(f"    {task.subject.key}  {said.text(told)}"))
    tell(summary(found, found.answers))


def _state(task: Task, answers: Answers) -> Value:
    answer = answers.get(task.name)
    if answer is None:
        return say("cli.accessibility.open")
    if answer.answer == "yes":
        return say("cli.yes")
    return say("cli.accessibility.no", remark=answer.remark) if answer.remark else say("cli.no")
