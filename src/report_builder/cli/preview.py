"""``report-builder preview``."""

from __future__ import annotations

from pathlib import Path

import click

from report_builder.cli.extras import missing_extra
from report_builder.cli.fault import write_fault_report
from report_builder.cli.folder import ReportFolder
from report_builder.cli.groups import Command
from report_builder.cli.process import Process
from report_builder.cli.terminal import show, show_all
from report_builder.language.message import say

_PORT = 8765
_FOR_THE_SITE = ("brotli", "fontTools")


@click.command(
    cls=Command,
    short_help="cli.preview.short",
    help="cli.preview.help",
    examples=(
        "report-builder preview",
        "report-builder preview rapporter/2019-7 --open",
        "report-builder preview --port 9000 --poll",
    ),
)
@click.argument("path", default=".", metavar="cli.metavar.path", type=ReportFolder())
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_PORT,
    show_default=True,
    metavar="cli.metavar.number",
    help="cli.preview.port",
)
@click.option("--open", "open_browser", is_flag=True, help="cli.preview.open")
@click.option("--poll", is_flag=True, help="cli.preview.poll")
@show_all
@click.pass_obj
def preview(process: Process, path: str, port: int, open_browser: bool, poll: bool) -> int:
    """Show the report in PATH (default: this folder) in a browser, and every edit as it is saved."""
    libraries = ("pypdfium2", "starlette", "uvicorn", "watchfiles")
    if missing := missing_extra(say("cli.the-preview"), libraries, "serve"):
        return show([missing])

    import secrets

    from report_builder.preview.serving import Request
    from report_builder.preview.serving import preview as run

    def ready(address: str) -> None:
        click.echo(address)
        if open_browser:
            click.launch(address)

    lacking = missing_extra(say("cli.the-previewed-site"), _FOR_THE_SITE, "publish") or process.epoch_fault()
    root = Path(path)
    request = Request(
        root,
        port,
        poll,
        secrets.token_urlsafe(12),
        lacking,
        process.chosen_words(root),
        process.words(root),
    )
    diagnostics = run(
        request, process.clock, process.now, ready, lambda fault: write_fault_report(fault, ["preview", path])
    )
    return show(diagnostics, path)
