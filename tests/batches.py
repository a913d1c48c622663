"""A small batch for tests: a report of a few pages for each of four imaginary groups."""

from __future__ import annotations

import os
from pathlib import Path

from report_builder.pipeline.batch_tasks import Task
from report_builder.pipeline.batching import UnitMade, make_unit

TABLE = """\
kode;navn;type;n;trivsel
0301;Nord;felt;12;4,2
0302;Sør;felt;24;3,9
0303;Øst;stab;3;2,1
0304;Vest;stab;8;4,8
"""
BATCH = """\
units: grupper.csv
name: navn
file: "{unit.kode}"
title: "Trivsel i {unit.navn}"
sums: [n]
least_n: {column: n, least: 5, shown: [type]}
"""
CHAPTER = """\
# Trivselen i {unit.navn}

I {unit.navn} svarte {unit.n} av {all.n}, og trivselen er {unit.trivsel} mot {all.trivsel}.

::: {.when test="unit.trivsel > all.trivsel"}
Den er *høyere* enn ellers.
:::

::: {.when test="not unit.trivsel"}
## For få svar

Tallene kan ikke vises.
:::
"""
CHAPTER_PATH = "content/chapters/innledning.md"
BATCH_PATH = "content/batch.yaml"
TABLE_PATH = "assets/grupper.csv"


def write_batch(root: Path, *, batch: str = BATCH, table: str = TABLE, chapter: str = CHAPTER) -> Path:
    """Make the report in ``root`` one of many."""
    for name, text in ((BATCH_PATH, batch), (TABLE_PATH, table), (CHAPTER_PATH, chapter)):
        (root / name).write_text(text, "utf-8")
    return root


def die_at(task: Path) -> str:
    """Give the name of a file; where it is called "dies", the process dies, and with "dies-once" but once."""
    if task.name == "dies-once" and not task.exists():
        task.touch()
        os._exit(1)
    if task.name == "dies":
        os._exit(1)
    return task.name


def make_unit_or_die(task: Task) -> UnitMade:
    """Make a unit's report; the process dies of that for Sør."""
    if task.name == "Sør":
        os._exit(1)
    return make_unit(task)
