"""``report-builder schema``."""

from __future__ import annotations

from pathlib import Path

import click

from report_builder.cli.groups import Command

KINDS = ("report", "findings", "landing", "theme", "settings")
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
    click.echo(schema_text(kind, _language_here()), nl=False)


def _language_here() -> str:
    """The language of the report that the user stands in: a schema is a file of it."""
    from report_builder.cli.folder import report_above
    from report_builder.content.publication import DEFAULT_LANGUAGE
    from report_builder.pipeline.versions import publication_in

    facts = publication_in(Path(report_above(".")))
    return facts.language if facts else DEFAULT_LANGUAGE


def schema_text(kind: str, language: str) -> str:
    """Give the schema of one of ``KINDS``, with its keys described in ``language``."""
    import json

    from report_builder.content.findings import FindingsKeys
    from report_builder.content.landing import LandingKeys
    from report_builder.content.publication import ReportKeys
    from report_builder.language.catalogue import catalogue
    from report_builder.settings import SettingsKeys
    from report_builder.sources.json_schema import json_schema
    from report_builder.theme.keys import ThemeKeys

    classes = {
        "report": (ReportKeys, "schema.report"),
        "findings": (FindingsKeys, "schema.findings"),
        "landing": (LandingKeys, "schema.landing"),
        "theme": (ThemeKeys, "schema.theme"),
        "settings": (SettingsKeys, "schema.settings"),
    }
    words = catalogue(language)
    cls, title = classes[kind]
    return json.dumps(json_schema(cls, words(title), words), indent=2, ensure_ascii=False) + "\n"
