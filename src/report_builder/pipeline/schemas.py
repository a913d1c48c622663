"""The JSON Schemas of the YAML files that a report is written in, made of what reads them."""

from __future__ import annotations

from collections.abc import Iterable

KINDS = ("report", "findings", "landing", "theme", "settings")
"""The kinds of files that have a schema; a file has the name of its kind."""


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


def schemas_of(paths: Iterable[str], language: str) -> dict[str, bytes]:
    """Give the schema of each kind that is among the files ``paths``, by the name of its file."""
    names = {path.rpartition("/")[2] for path in paths}
    return {f"{kind}.json": schema_text(kind, language).encode() for kind in KINDS if f"{kind}.yaml" in names}
