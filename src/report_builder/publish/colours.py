"""Colours as the web writes them."""

from __future__ import annotations

from report_builder.theme.model import Colour


def hexadecimal(colour: Colour) -> str:
    """Write a colour as #rrggbb."""
    parts = (round(part * 255) for part in (colour.red, colour.green, colour.blue))
    return "#" + "".join(f"{part:02x}" for part in parts)
