"""What the standard of HTML says of its elements, for all who read or write pages."""

from __future__ import annotations

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
"""Elements that have no content, and no end."""
