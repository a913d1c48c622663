"""How a report looks: page geometry, text styles, palette, fonts."""

from __future__ import annotations

from report_builder.theme.characters import characters_for
from report_builder.theme.load import load_theme

__all__ = ["characters_for", "load_theme"]
