"""``report-builder serve``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.folder import ReportFolder
from report_builder.cli.groups import Command, RefusedError
from report_builder.cli.process import Process
from report_builder.cli.terminal import show, show_all, tell
from report_builder.diagnostics import Diagnostic, Diagnostics, ExitStatus
from report_builder.language.message import say
from report_builder.published import SITE

if TYPE_CHECKING:
    from report_builder.serve import World
    from report_builder.settings import Settings

DATABASE = "output/feedback/answers.sqlite"
"""Where answers are kept, from the report's folder: readable by its owner only, and never published."""


@click.command(
    cls=Command,
    short_help="cli.serve.short",
    help="cli.serve.help",
    examples=(
        "report-builder serve",
        "report-builder serve --port 8080",
        "report-builder serve --host 0.0.0.0 --database postgresql+psycopg://rapport@db/svar",
        "report-builder serve --site /srv/rapport/site",
        "report-builder serve --host 0.0.0.0 --proxy 10.0.0.5",
        "report-builder serve --keep-answers 365",
    ),
)
@click.argument("path", default=".", metavar="cli.metavar.path", type=ReportFolder(path_type=Path))
@click.option(
    "--host", default="127.0.0.1", metavar="cli.metavar.address", show_default=True, help="cli.serve.host"
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="cli.metavar.number",
    help="cli.serve.port",
)
@click.option(
    "--database",
    metavar="cli.metavar.database",
    help="cli.serve.database",
)
@click.option("--site", type=click.Path(path_type=Path), metavar="cli.metavar.folder", help="cli.serve.site")
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="cli.metavar.proxy",
    help="cli.serve.proxy",
)
@click.option(
    "--keep-answers",
    "keep_days",
    type=click.IntRange(1, 36_500),
    metavar="cli.metavar.days",
    help="cli.serve.keep-answers",
)
@show_all
@click.pass_obj
def serve(
    process: Process,
    path: Path,
    host: str,
    port: int,
    database: str | None,
    site: Path | None,
    proxies: tuple[str, ...],
    keep_days: int | None,
) -> int:
    """Serve the site that publish wrote for the report in PATH, until Ctrl-C."""
    from report_builder.settings import read_settings

    diagnostics = Diagnostics()
    settings = read_settings(path, diagnostics)
    if settings is None:
        return show(diagnostics.items, str(path))
    where = (site or path / SITE, database or str(path / DATABASE))
    return _run(partial(_world, process, settings, keep_days), where, (host, port), proxies)


def _run(
    world: Callable[[], World], where: tuple[Path, str], at: tuple[str, int], proxies: tuple[str, ...]
) -> int:
    try:
        from report_builder.serve import Proxies, check_site, serve_site
        from report_builder.serve.proxies import NoProxyError
    except ImportError as missing:
        return show([_missing(missing)])
    try:
        believed = Proxies(proxies)
    except NoProxyError as refusal:
        said = say("cli.serve.no-proxy", reason=refusal.said)
        raise RefusedError(said, click.get_current_context()) from refusal
    site, database = where
    from report_builder.feedback import open_store

    # Before a database is made for a site that is not there.
    if fault := check_site(site):
        return show([fault])
    outcome = open_store(database)
    if outcome.value is None:
        return show(outcome.diagnostics)
    try:
        fault = serve_site(
            site,
            outcome.value,
            world(),
            *at,
            lambda address: tell(say("cli.serve.ready", address=address)),
            None,
            believed,
        )
    finally:
        outcome.value.close()
    return show([fault]) if fault else ExitStatus.DONE


def _world(process: Process, settings: Settings, keep_days: int | None) -> World:
    import os
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from report_builder.serve import World

    zone = ZoneInfo(settings.timezone)
    return World(
        process.clock,
        lambda: datetime.fromtimestamp(process.wall(), zone).date(),
        os.urandom,
        lambda diagnostic: show([diagnostic]),
        settings.address,
        keep_days,
    )


def _missing(error: ImportError) -> Diagnostic:
    """Give the diagnostic for a library that is not installed; a fault of our own goes on as it is."""
    library = (error.name or "").partition(".")[0]
    if library not in {"anyio", "h11", "sqlalchemy", "starlette", "uvicorn"}:
        raise error
    from report_builder.installed import install_hint

    return Diagnostic("RB-EXTRA-MISSING", say("installed.missing", library=library), install_hint("serve"))
