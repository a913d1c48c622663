"""Text that is too large to commit."""

from __future__ import annotations

from tests.bad.harness import Bench


def _append(bench: Bench, text: str) -> None:
    with (bench.root / "content/chapters/innledning.md").open("a", encoding="utf-8") as file:
        file.write(text)


def long_word(bench: Bench) -> None:
    """A word of 5,000 characters that no dictionary divides stands at the end of the chapter."""
    _append(bench, f"\n{'x' * 5000}\n")


def forty_columns(bench: Bench) -> None:
    """A table that no page is wide enough for."""
    row = "| x " * 40 + "|\n"
    _append(bench, f"\n{row}{'| - ' * 40}|\n{row}")
