"""Numbers as PDF and SVG write them."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)  # most numbers of a document stand in it many times
def number(value: float, decimals: int = 2) -> str:
    """Write a number as short as PDF allows: ``decimals`` places (from 1) at most, no needless zero."""
    if value == int(value):
        return str(int(value))
    # A constant format is twice as fast, and nearly all numbers of a page have it.
    text = f"{value:.2f}" if decimals == 2 else f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".")
    if not -1 < value < 1:
        return text
    if text in {"-0", "0"}:
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
