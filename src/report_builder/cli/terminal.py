"""Words on the terminal: diagnostics, progress, the closing summary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from report_builder.codes import CODES
from report_builder.diagnostics import Diagnostic, ExitStatus, Severity, SourceSpan, printable

SHOWN = 50
"""So many diagnostics are shown; the others are counted."""

_MARKER = {Severity.ERROR: "", Severity.WARNING: "warning: ", Severity.NOTE: "note: "}
_GRAVEST_FIRST = (
    ExitStatus.INTERNAL,
    # A file that failed is known to be bad, whatever else could not be looked at.
    ExitStatus.CHECK_FAILED,
    ExitStatus.ENVIRONMENT,
    ExitStatus.CONFLICT,
    ExitStatus.BAD_INPUT,
)


def show(diagnostics: Iterable[Diagnostic], root: str = "") -> None:
    """Print diagnostics on stderr, sorted by place; errors come first where there are too many.

    ``root`` is the report's folder as the user gave it, so that the places can be opened from here.
    """
    items = sorted(diagnostics, key=lambda item: -item.severity)
    for item in sorted(items[:SHOWN], key=_place_order):
        click.echo(_line(item, root), err=True)
    if len(items) > SHOWN:
        click.echo(f"… and {len(items) - SHOWN} more", err=True)


def exit_status(diagnostics: Iterable[Diagnostic]) -> ExitStatus:
    """Give the exit status of a run that ends with these diagnostics: that of the gravest error."""
    statuses = {CODES[item.code].exit for item in diagnostics if item.severity is Severity.ERROR}
    return next((status for status in _GRAVEST_FIRST if status in statuses), ExitStatus.DONE)


def _place_order(item: Diagnostic) -> tuple[bool, str, int, int, str]:
    span = item.span
    if span is None:
        return (True, "", 0, 0, item.code)
    return (False, span.path, span.line, span.column, item.code)


def _line(item: Diagnostic, root: str) -> str:
    place = f"{place_of(item.span, root)}: " if item.span else ""
    also = f" (see {', '.join(place_of(span, root) for span in item.related)})" if item.related else ""
    hint = f"; {item.hint}" if item.hint else ""
    line = f"{place}{item.code} {_MARKER[item.severity]}{item.message}{also}{hint}"
    return printable(line)


def place_of(span: SourceSpan, root: str) -> str:
    """Give a place so that it can be opened from here; ``root`` is the folder as the user gave it."""
    where = span.path if root in {"", "."} else Path(root, span.path).as_posix()
    return where + str(span).removeprefix(span.path)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Give a function that shows the stage at work; it shows it on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _stage: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        yield status.update
