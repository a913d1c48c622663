"""Which plug-ins a report is made with: those that its settings name, or those of an archived version."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostics
from report_builder.plugins.plugin import NO_PLUGINS, Plugins
from report_builder.settings import named_plugins

if TYPE_CHECKING:
    from report_builder.pipeline.manifest import Manifest
    from report_builder.plugins.entry_points import Asked


def plugins_of(root: Path, diagnostics: Diagnostics) -> Plugins:
    """Load the plug-ins that the report in ``root`` asks for; a diagnostic for each that cannot be loaded."""
    named = named_plugins(root)
    if not named:
        return NO_PLUGINS
    from report_builder.plugins.entry_points import Asked

    return _loaded((Asked(name, span) for name, span in named.items()), diagnostics)


def recorded_plugins(record: Manifest, diagnostics: Diagnostics) -> Plugins:
    """Load the plug-ins that a version was made with, as they are now; a diagnostic for each that is away."""
    if not record.plugins:
        return NO_PLUGINS
    from report_builder.plugins.entry_points import Asked

    return _loaded((Asked(name, None, version) for name, version in record.plugins.items()), diagnostics)


def _loaded(asked: Iterable[Asked], diagnostics: Diagnostics) -> Plugins:
    from report_builder.content.boxes import BOXES
    from report_builder.plugins.entry_points import load_plugins
    from report_builder.theme import builtin

    return load_plugins(asked, BOXES, builtin.themes(), diagnostics)
