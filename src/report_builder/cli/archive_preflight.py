"""What ``report-builder archive export --check`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from report_builder.cli.terminal import tell, words
from report_builder.diagnostics import printable
from report_builder.language.message import say

if TYPE_CHECKING:
    from report_builder.pipeline.preflight import Preflight


def show_preflight(found: Preflight, *, as_json: bool) -> None:
    """Print the formats, the facts and what somebody has to decide, or the same as JSON."""
    if as_json:
        import json

        click.echo(json.dumps(_fields(found), indent=2, ensure_ascii=False))
        return
    tell(say("preflight.title", report=found.name, version=found.version))
    for heading, rows in (
        ("preflight.formats", _formats(found)),
        ("preflight.facts", _facts(found)),
        ("preflight.decisions", _decisions()),
    ):
        click.echo()
        tell(say(heading))
        for row in rows:
            click.echo(printable(f"  {row}"))


def _formats(found: Preflight) -> Iterator[str]:
    from report_builder.pipeline.preflight import LISTED

    marks = {file.listed_as: words().text(LISTED[file.listed_as]) for file in found.files}
    widest = max(map(len, marks.values()), default=0)
    for file in found.files:
        yield f"{marks[file.listed_as]:<{widest}}  {file.path}  {file.form.said or file.form.mime}"


def _facts(found: Preflight) -> Iterator[str]:
    said = words()
    labels = [said.text(fact.label) for fact in found.facts]
    widest = max(map(len, labels), default=0)
    for label, fact in zip(labels, found.facts, strict=True):
        yield f"{label:<{widest}}  {fact.value or said('preflight.missing')}"


def _decisions() -> Iterator[str]:
    from report_builder.pipeline.preflight import DECISIONS

    return (words().text(decision) for decision in DECISIONS)


def _fields(found: Preflight) -> dict[str, Any]:
    from report_builder.pipeline.preflight import DECISIONS

    said = words()
    return {
        "report": found.name,
        "version": found.version,
        "files": [
            {
                "path": file.path,
                "format": f"{file.form.name} {file.form.version}".strip(),
                "pronom": file.form.pronom,
                "mime": file.form.mime,
                "listed_as": file.listed_as or None,
            }
            for file in found.files
        ],
        "facts": [
            {"key": fact.key, "label": said.text(fact.label), "value": fact.value or None}
            for fact in found.facts
        ],
        "decide": [said.text(decision) for decision in DECISIONS],
    }
