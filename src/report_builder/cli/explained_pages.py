"""What ``report-builder build --explain-pages`` prints."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from report_builder.cli.terminal import words
from report_builder.diagnostics import printable
from report_builder.language.message import Message, in_turn, say

if TYPE_CHECKING:
    from report_builder.layout.result import Weighed

REASONS = {
    "empty": "cli.build.page.empty",
    "short-end": "cli.build.page.short-end",
    "facing": "cli.build.page.facing",
    "heading": "cli.build.page.heading",
    "box": "cli.build.page.box",
    "table": "cli.build.page.table",
    "parted": "cli.build.page.parted",
    "rest": "cli.build.page.rest",
    "moved": "cli.build.page.moved",
}
"""What is said of each :class:`report_builder.layout.result.Reason`."""
_LEAST = 0.05
"""What weighs less is not told: it would be 0."""


def print_pages(pages: Sequence[Weighed]) -> None:
    """Print how full each page of the body is, what it weighs, and why; and what all weigh together."""
    said = words()
    for chapter, of_chapter in groupby(pages, key=lambda page: page.chapter):
        if chapter:
            click.echo(printable(chapter))
        for page in of_chapter:
            line = say(
                "cli.build.page",
                page=page.label,
                fill=round(100 * page.fill),
                weight=round(page.total, 1),
                why=in_turn(_why(page)),
            )
            click.echo(printable(f"  {said.text(line)}".rstrip(" :")))
    weight = sum(page.total for page in pages)
    click.echo(printable(said.text(say("cli.build.pages-weigh", weight=round(weight, 1)))))


def _why(page: Weighed) -> list[Message]:
    """What a page weighs, the most first."""
    told = [(reason, weight) for reason, weight in page.weights if weight >= _LEAST]
    told.sort(key=lambda one: -one[1])
    found = [say(REASONS[reason.value], weight=round(weight, 1)) for reason, weight in told]
    return [*found, say("cli.build.page.end")] if page.is_last else found
