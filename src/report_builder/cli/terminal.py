"""Words on the terminal: diagnostics, progress, the closing summary."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import click

from report_builder.cli.process import Process
from report_builder.codes import exit_of
from report_builder.diagnostics import Diagnostic, ExitStatus, Severity, SourceSpan, printable
from report_builder.language.catalogue import FALLBACK, Catalogue, catalogue
from report_builder.language.message import Message, Said, Value, say

F = TypeVar("F", bound=Callable[..., Any])

ROOT = "report_builder.cli.root"
"""Under this key the context of a command keeps the folder of its report."""

_WORDS = "report_builder.cli.words"

SHOWN = 50
"""So many diagnostics are shown; the others are counted."""

_RUN = 5
"""So many warnings of a kind are shown in a file; of more only :data:`_FIRST`, and the others are counted."""
_FIRST = 3
_SHORT_HINT = 80
"""A hint of so many characters stands on each line that it mends; the place of a longer one does."""

_MARKER = {Severity.WARNING: say("cli.warning"), Severity.NOTE: say("cli.note")}
_GRAVEST_FIRST = (
    ExitStatus.INTERNAL,
    # A file that failed is known to be bad, whatever else could not be looked at.
    ExitStatus.CHECK_FAILED,
    ExitStatus.ENVIRONMENT,
    ExitStatus.CONFLICT,
    ExitStatus.BAD_INPUT,
)


patience = click.option(
    "--timeout",
    type=click.FloatRange(min=1),
    metavar="cli.metavar.seconds",
    help="cli.option.timeout",
)
"""The option of every command that lets a file be checked by another process."""


def words(context: click.Context | None = None) -> Catalogue:
    """Give the words for the user of the terminal: of the command at work, or of ``context``."""
    context = context or click.get_current_context(silent=True)
    if context is None:
        return catalogue(FALLBACK)
    if _WORDS not in context.meta:
        process = context.find_object(Process) or Process({}, float, float)
        context.meta[_WORDS] = process.words(Path(context.meta.get(ROOT, ".")))
    found = context.meta[_WORDS]
    assert isinstance(found, Catalogue)
    return found


def answer_in(language: str) -> None:
    """Let the command at work answer in ``language``, unless the user asked for one by --lang or RB_LANG."""
    context = click.get_current_context()
    process = context.find_object(Process)
    if process is None or not process.language:
        context.meta[_WORDS] = catalogue(language)


def megabytes(size: int, decimals: int = 1) -> float:
    """Give a size in bytes as it is shown, in MB."""
    return round(size / 1_000_000, decimals)


def tell(said: Message, *, err: bool = False) -> None:
    """Print a sentence on stdout; on stderr, with ``err``, where it goes with what is wrong."""
    click.echo(printable(words().text(said)), err=err)


def confirm(question: Message) -> bool:
    """Ask on the terminal, in its user's language and for an answer in it; none is no.

    Raises ``click.Abort`` where the input ends.
    """
    said = words()
    asked = said("cli.confirm", question=question)
    while True:
        answer = click.prompt(asked, default="", show_default=False).strip().lower()
        if answer in said("cli.confirm.yes").split():
            return True
        if not answer or answer in said("cli.confirm.no").split():
            return False
        click.echo(printable(said("cli.confirm.unclear", answer=answer)), err=True)


def show(diagnostics: Collection[Diagnostic], root: str = "", spoken: Catalogue | None = None) -> ExitStatus:
    """Print diagnostics on stderr, sorted by place, and give the exit status of a run that ends with them.

    Errors come first where there are too many.

    ``root`` is the report's folder as the user gave it, so that the places can be opened from here. Of
    more than ``SHOWN``, and of long runs of one warning in a file, the others are counted by code and file,
    unless the user asked for ``--all``. They are told in the words ``spoken``, or those of the command at
    work. What mends several in a row is said in full behind the first of them; those that follow say where.
    """
    said = spoken or words()
    items = sorted(diagnostics, key=lambda item: (-item.severity, *_place_order(item)))
    shown, others = (items, []) if wants_all() else _divided(items)
    for _, row in groupby(sorted(shown, key=_place_order), key=_likeness):
        _tell_row(list(row), root, said)
    if others:
        _count(others, root, said)
    return exit_status(items)


def _likeness(item: Diagnostic) -> tuple[str, str, Said | None, str]:
    """What is alike in diagnostics of one kind: the code, what is wrong, what mends it, and the file.

    Where whole files are told of, they are alike in all but the file.
    """
    key = item.message.key if isinstance(item.message, Message) else ""
    return item.code, key, item.hint, item.span.path if item.span and item.span.line else ""


def _divided(items: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Give the diagnostics to show, and those to count."""
    kinds = Counter(map(_kind, items))
    met: Counter[tuple[str, str]] = Counter()
    shown: list[Diagnostic] = []
    others: list[Diagnostic] = []
    for item in items:
        kind = _kind(item)
        met[kind] += 1
        is_long = item.severity is not Severity.ERROR and kinds[kind] > _RUN and met[kind] > _FIRST
        (others if is_long or len(shown) >= SHOWN else shown).append(item)
    return shown, others


def _kind(item: Diagnostic) -> tuple[str, str]:
    return item.code, item.span.path if item.span else ""


def _tell_row(row: Sequence[Diagnostic], root: str, said: Catalogue) -> None:
    """Print diagnostics of one code that one hint mends, or for which none is known."""
    first, hint = row[0], row[0].hint
    again: Said | None = hint
    if hint is not None and first.span and len(row) > 1 and len(said.text(hint)) > _SHORT_HINT:
        hint = say("cli.hint-for-all", count=len(row), hint=hint)
        again = say("cli.hint-as-at", place=place_of(first.span, root))
    click.echo(_line(first, hint, root, said), err=True)
    for item in row[1:]:
        click.echo(_line(item, again, root, said), err=True)


def exit_status(diagnostics: Iterable[Diagnostic]) -> ExitStatus:
    """Give the exit status of a run that ends with these diagnostics: that of the gravest error."""
    statuses = {exit_of(item.code) for item in diagnostics if item.severity is Severity.ERROR}
    return next((status for status in _GRAVEST_FIRST if status in statuses), ExitStatus.DONE)


def _count(items: Sequence[Diagnostic], root: str, said: Catalogue) -> None:
    """Print how many there are of each code in each file; errors come first, then the most.

    Where all are of one code and no file, that stands in the line with their number.
    """
    context = click.get_current_context(silent=True)
    key = "cli.more-with-all" if context is not None and _ALL in context.meta else "cli.more"
    counted = Counter((-item.severity, item.code, _file_of(item, root)) for item in items)
    heading = said(key, count=len(items))
    if len(counted) == 1 and items[0].span is None:
        click.echo(f"{heading} {_code_and_gravity(items[0].code, items[0].severity, said)}", err=True)
        return
    click.echo(heading, err=True)
    for (gravity, code, path), count in sorted(counted.items(), key=_count_order):
        of_file = f"{code} {_marker(Severity(-gravity), said)}{path}"
        kind = of_file if path else _code_and_gravity(code, Severity(-gravity), said)
        click.echo(printable(f"  {count} × {kind}"), err=True)


def _code_and_gravity(code: str, severity: Severity, said: Catalogue) -> str:
    """Name a kind of diagnostics that have no place, behind which nothing stands."""
    return f"{code} {said.text(_MARKER[severity])}" if severity in _MARKER else code


def _count_order(counted: tuple[tuple[int, str, str], int]) -> tuple[int, int, str, str]:
    (gravity, code, path), count = counted
    return (gravity, -count, path, code)


def _file_of(item: Diagnostic, root: str) -> str:
    return place_of(SourceSpan(item.span.path), root) if item.span else ""


def show_all(command: F) -> F:
    """Give a command the option ``--all``, by which :func:`show` shows every diagnostic."""

    def keep(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        context.meta[_ALL] = value

    option = click.option("--all", is_flag=True, expose_value=False, callback=keep, help="cli.option.all")
    return option(command)


_ALL = "report_builder.cli.all"


def wants_all() -> bool:
    """Tell whether the user asked for ``--all``."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_ALL))


def _place_order(item: Diagnostic) -> tuple[bool, str, int, int, str]:
    span = item.span
    if span is None:
        return (True, "", 0, 0, item.code)
    return (False, span.path, span.line, span.column, item.code)


def _line(item: Diagnostic, hint: Said | None, root: str, said: Catalogue) -> str:
    place = f"{place_of(item.span, root)}: " if item.span else ""
    places = ", ".join(place_of(span, root) for span in item.related)
    also = f" ({said('cli.see', places=places)})" if places else ""
    cure = f"; {said.text(hint)}" if hint else ""
    return printable(
        f"{place}{item.code} {_marker(item.severity, said)}{said.text(item.message)}{also}{cure}"
    )


def _marker(severity: Severity, said: Catalogue) -> str:
    return f"{said.text(_MARKER[severity])}: " if severity in _MARKER else ""


def place_of(span: SourceSpan, root: str) -> str:
    """Give a place so that it can be opened from here; ``root`` is the folder as the user gave it."""
    if "://" in span.path:  # in an object store
        return str(span)
    where = span.path if root in {"", "."} else Path(root, span.path).as_posix()
    if ".." in Path(root).parts:  # among the sources: the way from here, not up and down again
        where = Path(os.path.relpath(where)).as_posix()
    return where + str(span).removeprefix(span.path)


@contextmanager
def progress() -> Iterator[Callable[[Value], None]]:
    """Give a function that shows the stage at work; it shows it on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _stage: None
        return
    from rich.console import Console

    said = words()
    with Console(stderr=True).status(said("cli.reading")) as status:
        yield lambda stage: status.update(said.text(stage))
