"""Looking at the texts of a batch before its first report is made.

Units whose reports have the same passages and lack the same values have the same faults, so of each such
group one report is read.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from report_builder.content.load import Reading, read_report
from report_builder.content.units import UNIT
from report_builder.content.units.conditions import Condition, holds
from report_builder.content.units.unit_file import unit_file
from report_builder.diagnostics import Diagnostic, Diagnostics, Severity
from report_builder.model.units import OWN, Unit
from report_builder.pipeline.production import load
from report_builder.pipeline.stages import Stages
from report_builder.plugins.plugin import Plugins
from report_builder.sources.files import SourceFiles


class Doubt(Struct, frozen=True):
    """Units whose reports cannot be made, by their names, and what is wrong with the first of them."""

    units: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class Checked(Struct, frozen=True):
    """The files that one of the reports is made of, and the units whose reports cannot be made."""

    files: SourceFiles
    doubts: tuple[Doubt, ...]


def check_units(
    root: Path, units: Sequence[Unit], plugins: Plugins, diagnostics: Diagnostics
) -> Checked | None:
    """Look at the texts of all units; None after the diagnostics where no report at all can be made.

    What is told of the first unit's report and is no error is told once, for all.
    """
    files = SourceFiles(root, {UNIT: unit_file(units[0])})
    told = Diagnostics()
    load(files, told, Stages(time.perf_counter), plugins=plugins)
    first = _read(root, units[0], plugins)
    groups = _alike(units, first.conditions, _texts_of(files))
    doubts = []
    for group in groups:
        found = told.items if group[0] is units[0] else _read(root, group[0], plugins).diagnostics
        if errors := tuple(item for item in found if item.severity is Severity.ERROR):
            doubts.append(Doubt(tuple(unit.name for unit in group), errors))
    if len(doubts) == len(groups):
        diagnostics.extend(_each_once(item for doubt in doubts for item in doubt.diagnostics))
        return None
    diagnostics.extend(item for item in told.items if item.severity is not Severity.ERROR)
    diagnostics.allow(told.allowances)
    return Checked(files, tuple(doubts))


def _read(root: Path, unit: Unit, plugins: Plugins) -> Reading:
    return read_report(SourceFiles(root, {UNIT: unit_file(unit)}), plugins=plugins)


def _texts_of(files: SourceFiles) -> str:
    """All texts of a report that was read."""
    unheard = Diagnostics()
    named = (
        (each, path) for each in files.everywhere for path in each.paths if path.endswith((".md", ".yaml"))
    )
    return "\n".join(each.read_text(path, unheard, None) or "" for each, path in named if path != UNIT)


def _alike(units: Sequence[Unit], conditions: Sequence[Condition], texts: str) -> list[list[Unit]]:
    """The units in groups of those whose reports differ in nothing but values."""
    named = [column for column in units[0].own if f"{OWN}.{column}" in texts]
    groups: dict[object, list[Unit]] = {}
    for unit in units:
        groups.setdefault(_shape(unit, conditions, named), []).append(unit)
    return [*groups.values()]


def _shape(unit: Unit, conditions: Sequence[Condition], named: Sequence[str]) -> object:
    """Which passages a unit's report has, and which values it lacks."""
    values: Mapping[str, object] = unit.own
    return (
        tuple(holds(condition, unit.values) for condition in conditions),
        tuple((values[column] is None, column in unit.hidden) for column in named),
    )


def _each_once(items: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    seen: list[Diagnostic] = []
    for item in items:
        if item not in seen:
            seen.append(item)
    return seen
