"""``report-builder build``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.edge import Edge
from report_builder.cli.folder import ReportFolder
from report_builder.cli.terminal import exit_status, patience, progress, show, show_all
from report_builder.diagnostics import ExitStatus

if TYPE_CHECKING:
    from report_builder.pipeline.building import Built


@click.command(
    short_help="Build the report of a folder.",
    epilog="""\b
Examples:
  report-builder build
  report-builder build rapporter/2019-7 --output rapport.pdf
  report-builder build --verify
  report-builder build --draft
""",
)
@click.argument("path", default=".", type=ReportFolder())
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write (default: output/NAME.pdf)."
)
@click.option("--draft", is_flag=True, help="Mark every page as a draft; the file name says so too.")
@click.option("--verify", is_flag=True, help="Let veraPDF check the file before it replaces the old one.")
@click.option("--timings", is_flag=True, help="Show how long each stage took.")
@show_all
@patience
@click.pass_obj
def build(
    edge: Edge,
    path: str,
    output: Path | None,
    draft: bool,
    verify: bool,
    timings: bool,
    timeout: float | None,
) -> int:
    """Build the report in PATH (a folder with content/report.yaml; default: this one).

    The old file is replaced only by a new one that is whole and passed its checks.
    """
    started = edge.clock()
    if fault := edge.epoch_fault():
        show([fault])
        return exit_status([fault])

    from report_builder.pipeline.building import Request, build_report

    with progress() as on_stage, without_font_tools():
        request = Request(Path(path), output, draft, verify, timeout)
        outcome = build_report(request, edge.clock, on_stage)
    show(outcome.diagnostics, path)
    if outcome.value is None:
        return exit_status(outcome.diagnostics)
    _summarise(outcome.value, edge.clock() - started, timings)
    return ExitStatus.DONE


@contextmanager
def without_font_tools() -> Iterator[None]:
    """Keep fontTools from being imported meanwhile.

    pypdf takes it along for text that is filled into forms. A build fills in none, and would wait 10 ms for
    it; pypdf does without where it is not there.
    """
    name = "fontTools"
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # how Python says: not to be imported
    try:
        yield
    finally:
        del sys.modules[name]


def _summarise(built: Built, seconds: float, timings: bool) -> None:
    from report_builder.content.written import written_size

    size = written_size(built.size, built.words)
    if built.verified:
        conformance = "own rules passed; veraPDF passed PDF/UA-1 and PDF/A-2a"
    else:
        conformance = "own rules passed; not verified with veraPDF"
    pages = "1 page" if built.pages == 1 else f"{built.pages} pages"
    click.echo(built.path)
    click.echo(f"{pages} · {size} · {seconds:.1f} s · {conformance}")
    if timings:
        for stage, duration in built.timings:
            click.echo(f"  {stage:<8}{duration * 1000:8.0f} ms")
