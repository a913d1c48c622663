"""Colours as the web writes them."""

from __future__ import annotations

from report_builder.theme.model import Colour, Theme


def hexadecimal(colour: Colour) -> str:
    """Write a colour as #rrggbb."""
    parts = (round(part * 255) for part in (colour.red, colour.green, colour.blue))
    return "#" + "".join(f"{part:02x}" for part in parts)


def chapter_colours(theme: Theme, index: int) -> str:
    """Give the classes of the colours that the chapter with this index has for itself; empty for none."""
    accent = f"accent-{index % len(theme.accents) + 1}" if theme.accent(index) else ""
    ground = f"ground-{index + 1}" if theme.openers else ""
    return " ".join(filter(None, (accent, ground)))
