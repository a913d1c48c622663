"""Goes through what is asked of a file with a person on a terminal, and keeps each answer as it is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.terminal import show, tell, words
from report_builder.diagnostics import Diagnostics, printable
from report_builder.language.message import Message, say

if TYPE_CHECKING:
    from report_builder.check.judgement.asking import Task
    from report_builder.check.judgement.subject import Subject
    from report_builder.pipeline.answers import Answers
    from report_builder.pipeline.assessing import Assessment

_ALL, _QUIT = "all", "quit"
KEYS = {
    "yes": "cli.confirm.yes",
    "no": "cli.confirm.no",
    "later": "cli.accessibility.say-later",
    _ALL: "cli.accessibility.say-all",
    _QUIT: "cli.accessibility.say-quit",
}
"""The keys of the words for each answer; the first of the words is shown."""


def walk(assessment: Assessment, page: Path, day: date, by: str) -> bool:
    """Ask for each answer that is still open, and write it down; False where that cannot be done.

    ``page`` is written anew for each thing that is asked about, and shows it. ``by`` stands beside them.
    """
    from report_builder.pipeline.assessment_page import Shower

    with Shower(assessment.pdf, assessment.asked, page, words()) as shower:
        return _Walk(assessment, shower.show, page, day, by).run()


class _Walk:
    def __init__(
        self,
        assessment: Assessment,
        shower: Callable[[Subject, list[Task], Diagnostics], bool],
        page: Path,
        day: date,
        by: str,
    ) -> None:
        self._assessment, self._show, self._page, self._day, self._by = assessment, shower, page, day, by
        self._answers: Answers = assessment.answers

    def run(self) -> bool:
        from report_builder.check.judgement.naming import named

        waiting = [
            (subject, open_ones)
            for subject, tasks in self._assessment.asked.by_subject
            if (open_ones := [task for task in tasks if task.name not in self._answers])
        ]
        for number, (subject, tasks) in enumerate(waiting, 1):
            heading = say("cli.accessibility.at", number=number, total=len(waiting), what=named(subject))
            click.echo(f"\n{printable(words().text(heading))}")
            diagnostics = Diagnostics()
            if self._show(subject, tasks, diagnostics):
                tell(say("cli.accessibility.shown", file=str(self._page)))
            show(diagnostics.items)
            if not self._ask_all(tasks):
                return False
            if self._left:
                return True
        return True

    _left = False

    def _ask_all(self, tasks: list[Task]) -> bool:
        """Ask every question about one thing; False where an answer cannot be kept."""
        answer = ""
        for task in tasks:
            if answer != _ALL:
                answer = self._ask(task)
            if answer == _QUIT:
                self._left = True
                return True
            given = "yes" if answer == _ALL else answer
            remark = self._remark() if given == "no" else ""
            if given != "later" and not self._keep(task, given, remark):
                return False
        return True

    def _ask(self, task: Task) -> str:
        said = words()
        known = {word: name for name, key in KEYS.items() for word in said(key).split()}
        shown = "/".join(said(key).split()[0] for key in KEYS.values())
        click.echo(f"  {task.question.id}  {said(task.question.key)}")
        while True:
            typed = click.prompt(f"  [{shown}]", default="", show_default=False).strip().lower()
            if typed in known:
                return known[typed]
            tell(say("cli.accessibility.unclear", answers=shown))

    def _remark(self) -> str:
        typed: str = click.prompt(f"  {words()('cli.accessibility.remark')}", default="", show_default=False)
        return printable(typed)

    def _keep(self, task: Task, given: str, remark: str) -> bool:
        from report_builder.pipeline.answers import answered, write_answers

        self._answers = answered(self._answers, task, given, self._day, remark, self._by)
        diagnostics = Diagnostics()
        kept = write_answers(self._assessment.place, self._answers, diagnostics)
        show(diagnostics.items)
        return kept


def summary(assessment: Assessment, answers: Answers) -> Message:
    """Say how far the answering is."""
    from report_builder.pipeline.answers import tally

    found = tally(assessment.asked, answers)
    return say(
        "cli.accessibility.tally",
        file=str(assessment.path),
        done=found.done,
        questions=found.questions,
        answered=found.answered,
        tasks=found.tasks,
        failed=found.failed,
    )
