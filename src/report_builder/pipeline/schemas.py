"""The JSON Schemas of the YAML files that a report is written in, made of what reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

_TITLES = {
    "report": "schema.report",
    "findings": "schema.findings",
    "landing": "schema.landing",
    "theme": "schema.theme",
    "settings": "schema.settings",
    "brand": "schema.brand",
    "batch": "schema.batch",
}


def classes() -> dict[str, type[Any]]:
    """Give what reads each kind of file that has a schema; a file has the name of its kind."""
    from report_builder.content.findings import FindingsKeys
    from report_builder.content.landing import LandingKeys
    from report_builder.content.publication import ReportKeys
    from report_builder.content.units.batch_file import BatchKeys
    from report_builder.settings import SettingsKeys
    from report_builder.theme.brand_keys import BrandKeys
    from report_builder.theme.keys import ThemeKeys

    return {
        "report": ReportKeys,
        "findings": FindingsKeys,
        "landing": LandingKeys,
        "theme": ThemeKeys,
        "settings": SettingsKeys,
        "brand": BrandKeys,
        "batch": BatchKeys,
    }


def schema_text(kind: str, language: str) -> str:
    """Give the schema of a kind of :func:`classes`, with its keys described in ``language``."""
    from report_builder.language.catalogue import catalogue
    from report_builder.sources.json_schema import json_schema

    words = catalogue(language)
    schema = json_schema(classes()[kind], words(_TITLES[kind]), words)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schemas_of(paths: Iterable[str], language: str) -> dict[str, bytes]:
    """Give the schema of each kind that is among the files ``paths``, by the name of its file."""
    names = {path.rpartition("/")[2] for path in paths}
    return {
        f"{kind}.json": schema_text(kind, language).encode()
        for kind in classes()
        if {f"{kind}.yaml", f"_{kind}.yml"} & names
    }
