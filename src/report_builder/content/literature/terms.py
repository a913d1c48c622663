"""The words of the locales of CSL, each found once: citeproc-py searches for one each time it is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_ORDINAL = "ordinal"


def keep_terms(locales: Iterable[Any]) -> None:
    """Let each locale find each of its words once, and only the first that has any say how numbers end.

    The clause of CSL 1.0.2, "Ordinals": a locale that has the word has it for all numbers, and takes none
    from the locales behind it ("2.", not "2nd").
    """
    has_ordinals = False
    for locale in locales:
        _keep(locale, has_ordinals=not has_ordinals)
        has_ordinals = has_ordinals or _has_ordinals(locale)


def _has_ordinals(locale: Any) -> bool:
    try:
        return locale.get_term(_ORDINAL) is not None
    except IndexError:
        return False


def _keep(locale: Any, *, has_ordinals: bool) -> None:
    find = locale.get_term
    found: dict[tuple[str, str | None, bool], Any] = {}

    def get_term(name: str, form: str | None = None, zero_padded: bool = False) -> Any:
        key = name, form, zero_padded
        if not has_ordinals and name.startswith(_ORDINAL):
            raise IndexError(name)
        if key not in found:
            try:
                found[key] = find(name, form, zero_padded)
            except IndexError:
                found[key] = None
        if found[key] is None:
            raise IndexError(name)
        return found[key]

    locale.get_term = get_term
