"""``report-builder schema``."""

from __future__ import annotations

from pathlib import Path

import click

from report_builder.cli.groups import Command

KINDS = ("report", "findings", "landing", "theme", "settings", "brand", "batch")
"""The kinds of files that have a schema."""


@click.command(
    cls=Command,
    short_help="cli.schema.short",
    help="cli.schema.help",
    examples=(
        "report-builder schema report",
        "report-builder schema theme > theme.json",
    ),
)
@click.argument("kind", type=click.Choice(KINDS), default="report")
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file."""
    from report_builder.pipeline.schemas import schema_text

    click.echo(schema_text(kind, _language_here()), nl=False)


def _language_here() -> str:
    """The language of the report that the user stands in: a schema is a file of it."""
    from report_builder.cli.folder import report_above
    from report_builder.content.publication import DEFAULT_LANGUAGE
    from report_builder.pipeline.versions import publication_in

    facts = publication_in(Path(report_above(".")))
    return facts.language if facts else DEFAULT_LANGUAGE
