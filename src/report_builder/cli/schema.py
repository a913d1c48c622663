"""``report-builder schema``."""

from __future__ import annotations

import click

from report_builder.cli.groups import Command


@click.command(
    cls=Command,
    short_help="cli.schema.short",
    help="cli.schema.help",
    examples=(
        "report-builder schema report",
        "report-builder schema theme > theme.json",
    ),
)
@click.argument(
    "kind", type=click.Choice(["report", "findings", "landing", "theme", "settings"]), default="report"
)
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file.

    That is report.yaml, findings.yaml or landing.yaml in content/, theme.yaml or settings.yaml. Editors
    complete and check keys by it; `report-builder new` puts them into .schemas/.
    """
    click.echo(schema_text(kind), nl=False)


def schema_text(kind: str) -> str:
    """Give the schema as it is printed; ``kind`` is one that the command takes."""
    import json

    from report_builder.content.findings import FindingsKeys
    from report_builder.content.landing import LandingKeys
    from report_builder.content.publication import ReportKeys
    from report_builder.settings import SettingsKeys
    from report_builder.sources.json_schema import json_schema
    from report_builder.theme.keys import ThemeKeys

    classes = {
        "report": (ReportKeys, "report.yaml: facts of the publication, and its chapters"),
        "findings": (FindingsKeys, "findings.yaml: every number of the report, each once"),
        "landing": (LandingKeys, "landing.yaml: what stands on the landing page"),
        "theme": (ThemeKeys, "theme.yaml: how a report looks"),
        "settings": (SettingsKeys, "settings.yaml: how a report is released and published"),
    }
    return json.dumps(json_schema(*classes[kind]), indent=2, ensure_ascii=False) + "\n"
