"""Small reports in two editions, built in memory."""

from __future__ import annotations

import shutil
from functools import cache

from report_builder.compare import Comparison, Side, compare
from tests.sample_reports import SAMPLES, build_folder, make_folder

FINDINGS = (SAMPLES / "findings.yaml").read_text("utf-8")
REPORT = (SAMPLES / "report.yaml").read_text("utf-8")

CHAPTER = """\
# Funn {#funn}

Av deltakerne er {finding}`strategisk` enige. Det var {finding}`grupper` med.

::: {.finding-cards group="deltakere"}
:::

::: {.finding-chart group="deltakere" caption="Andel som er enige"}
:::

## Veien videre {#videre}

Den første setningen handler om veien videre. Den andre handler om noe annet, og den er lengre enn den første.

Et avsnitt som ingen skal røre, står mellom de to andre og har ti ord til.

Vi viser til [](#fig-uro){.page} og [](#slutt).

![Tre streker](bilder/eksempel.png "Uro i *tre* trinn"){#fig-uro}

| Hva | Tall |
|-----|-----:|
| Møter | 12 |
| Dager | 30 |

## Slutten {#slutt .unnumbered}

Til slutt en [adresse](https://example.org/a) og en note.[^1]

[^1]: Noten står nederst på siden.
"""
"""A chapter with a piece of each kind that is compared."""

FILLER = "\n".join(
    f"Avsnitt {word} fyller siden med ord, slik at alt etter det står lenger nede.\n"
    for word in ("ett", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv")
)
"""Enough to move what follows to another page."""


@cache
def edition(chapter: str, findings: str = FINDINGS, report: str = REPORT, label: str = "v1") -> Side:
    """Build a report of one chapter."""
    root = make_folder(chapter, findings, report)
    try:
        built = build_folder(root)
    finally:
        shutil.rmtree(root)
    return Side(label, built.pdf, built.report.findings)


def changed(
    chapter: str = CHAPTER, findings: str = FINDINGS, report: str = REPORT, before: str = CHAPTER
) -> Comparison:
    """Compare CHAPTER as it is with an edition in which something is another."""
    return compare(edition(before), edition(chapter, findings, report, "v2"))


def edited(old: str, new: str, text: str = CHAPTER) -> str:
    """The text with ``old``, which stands in it once, replaced."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)
