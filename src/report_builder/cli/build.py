"""``report-builder build``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder import api
from report_builder.cli.folder import ReportFolder
from report_builder.cli.groups import Command
from report_builder.cli.late_pillow import load_pillow_late
from report_builder.cli.made_path import MadePath
from report_builder.cli.process import Process
from report_builder.cli.terminal import patience, progress, show, show_all, tell, words
from report_builder.diagnostics import ExitStatus
from report_builder.language.message import say, say_many
from report_builder.patterns import LIBRARIES, late_in

if TYPE_CHECKING:
    from report_builder.pipeline.building import Built


@click.command(
    cls=Command,
    short_help="cli.build.short",
    help="cli.build.help",
    examples=(
        "report-builder build",
        "report-builder build rapporter/2019-7 --output rapport.pdf",
        "report-builder build --verify",
        "report-builder build --draft",
        "report-builder build --epub",
        "report-builder build --print --crop-marks",
    ),
)
@click.argument("path", metavar="cli.metavar.path", default=".", type=ReportFolder())
@click.option(
    "-o", "--output", type=MadePath("rapport.pdf"), help="cli.build.output", metavar="cli.metavar.file"
)
@click.option("--draft", is_flag=True, help="cli.build.draft")
@click.option("--verify", is_flag=True, help="cli.build.verify")
@click.option("--epub", is_flag=True, help="cli.build.epub")
@click.option("--print", "for_print", is_flag=True, help="cli.build.print")
@click.option("--crop-marks", is_flag=True, help="cli.build.crop-marks")
@click.option("--multiple-of-four", is_flag=True, help="cli.build.multiple-of-four")
@click.option("--explain-pages", is_flag=True, help="cli.build.explain-pages")
@click.option("--timings", is_flag=True, help="cli.build.timings")
@show_all
@patience
@click.pass_obj
def build(
    process: Process,
    path: str,
    output: Path | None,
    draft: bool,
    verify: bool,
    epub: bool,
    for_print: bool,
    crop_marks: bool,
    multiple_of_four: bool,
    explain_pages: bool,
    timings: bool,
    timeout: float | None,
) -> int:
    """Build the report in PATH (a folder with content/report.yaml; default: this one)."""
    started = process.clock()
    if fault := process.epoch_fault():
        return show([fault])

    load_pillow_late()
    # The fonts of a book are made with one of those.
    with progress() as on_stage, without(*(() if epub else PASSED_BY)), late_in(*LIBRARIES):
        outcome = api.build(
            path,
            output=output,
            draft=draft,
            verify=verify,
            patience=timeout,
            epub=epub,
            for_print=for_print,
            crop_marks=crop_marks,
            multiple_of_four=multiple_of_four,
            explain_pages=explain_pages,
            clock=process.clock,
            announce=on_stage,
        )
    status = show(outcome.diagnostics, path)
    if outcome.value is None:
        return status
    _summarise(outcome.value, process.clock() - started, timings)
    if explain_pages:
        from report_builder.cli.explained_pages import print_pages

        print_pages(outcome.value.weighed)
    return ExitStatus.DONE


PASSED_BY = ("cryptography", "fontTools")
"""What pypdf takes along where it is installed: for files that are encrypted, for forms that are filled in.

A build has neither, and would wait for both and keep them in memory (7 MB). pypdf does without where they
are not there.
"""


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Keep the packages ``names`` from being imported meanwhile; those that are there already stay."""
    kept_out = [name for name in names if name not in sys.modules]
    for name in kept_out:
        sys.modules[name] = None  # type: ignore[assignment]  # how Python says: not to be imported
    try:
        yield
    finally:
        for name in kept_out:
            del sys.modules[name]


def _summarise(built: Built, seconds: float, timings: bool) -> None:
    from report_builder.content.formats import written_size

    click.echo(built.path)
    for other in filter(None, (built.printed, built.book)):
        click.echo(other)
    if built.blank_pages:
        tell(say_many("cli.build.blank-pages", built.blank_pages))
    tell(
        say(
            "cli.build.summary",
            pages=say_many("site.pages", built.pages),
            size=written_size(built.size, words()),
            seconds=round(seconds, 1),
            conformance=say("cli.build.verified" if built.verified else "cli.build.not-verified"),
        )
    )
    if timings:
        names = [words().text(stage) for stage, _ in built.timings]
        width = max(map(len, names), default=0)
        for name, (_, duration) in zip(names, built.timings, strict=True):
            click.echo(f"  {name:<{width}}{duration * 1000:8.0f} ms")
