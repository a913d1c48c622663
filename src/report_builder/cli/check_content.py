"""``report-builder check-content``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from report_builder.cli.folder import ReportFolder
from report_builder.cli.groups import Command, RefusedError
from report_builder.cli.terminal import place_of, progress, show, show_all, tell
from report_builder.diagnostics import Diagnostic, Severity, printable
from report_builder.language.message import Message, in_turn, say, say_many

_COUNTED = ((Severity.WARNING, "cli.check-content.warnings"), (Severity.NOTE, "cli.check-content.notes"))


@click.command(
    "check-content",
    cls=Command,
    short_help="cli.check-content.short",
    help="cli.check-content.help",
    examples=(
        "report-builder check-content",
        "report-builder check-content rapporter/2019-7",
        "report-builder check-content --fix --dry-run",
    ),
)
@click.argument("path", default=".", metavar="cli.metavar.path", type=ReportFolder())
@click.option("--comments", is_flag=True, help="cli.check-content.comments")
@click.option("--fix", is_flag=True, help="cli.check-content.fix")
@click.option("--dry-run", is_flag=True, help="cli.check-content.dry-run")
@show_all
def check_content(path: str, comments: bool, fix: bool, dry_run: bool) -> int:
    """Check the content and the theme of the report in PATH (default: this folder) without building it."""
    if dry_run and not fix:
        raise RefusedError(say("cli.check-content.needs-fix"), click.get_current_context())
    if comments:
        return _list_comments(path)
    diagnostics = _mended(path, dry_run=dry_run) if fix else _checked(path)
    status = show(diagnostics, path)
    if not status:
        tell(_closing(diagnostics))
    return status


def _list_comments(path: str) -> int:
    """List what editors wrote to each other, each with its place."""
    from report_builder.pipeline.checking import comments_in

    comments, diagnostics = comments_in(Path(path))
    status = show(diagnostics, path)
    for comment in comments:
        click.echo(printable(f"{place_of(comment.span, path)}: {comment.text}"))
    if not status:
        tell(say_many("cli.check-content.comments-found", len(comments)))
    return status


def _closing(diagnostics: Sequence[Diagnostic]) -> Message:
    """Say how content and theme that may be built were found: with warnings they are not without a word."""
    counted = Counter(item.severity for item in diagnostics)
    told = [say_many(key, counted[severity]) for severity, key in _COUNTED if counted[severity]]
    return say("cli.check-content.no-errors", told=in_turn(told)) if told else say("cli.check-content.clean")


def _checked(path: str) -> tuple[Diagnostic, ...]:
    from report_builder.pipeline.checking import check_content as run

    with progress() as on_stage:
        return run(Path(path), on_stage)


def _mended(path: str, *, dry_run: bool) -> tuple[Diagnostic, ...]:
    from report_builder.cli.mended import tell_mended
    from report_builder.pipeline.mending import mend_content

    with progress() as on_stage:
        mended = mend_content(Path(path), on_stage, dry_run=dry_run)
    if not mended.mendings:
        tell(say("cli.check-content.nothing"))
    elif mended.written or dry_run:
        tell_mended(mended, path, dry_run=dry_run)
    return mended.left
