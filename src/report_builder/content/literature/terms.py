"""The words of a locale of CSL, each found once: citeproc-py searches for one each time it is written."""

from __future__ import annotations

from typing import Any


def keep_terms(locale: Any) -> None:
    """Let a locale find each of its words once."""
    find = locale.get_term
    found: dict[tuple[str, str | None, bool], Any] = {}

    def get_term(name: str, form: str | None = None, zero_padded: bool = False) -> Any:
        key = name, form, zero_padded
        if key not in found:
            try:
                found[key] = find(name, form, zero_padded)
            except IndexError:
                found[key] = None
        if found[key] is None:
            raise IndexError(name)
        return found[key]

    locale.get_term = get_term
