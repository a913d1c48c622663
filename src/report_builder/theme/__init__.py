"""How a report looks: page geometry, text styles, palette, fonts."""

from __future__ import annotations

from report_builder.theme.load import load_theme

__all__ = ["load_theme"]
