"""What is shown of a run's diagnostics: not the warnings that the sources allow at their places."""

from __future__ import annotations

from report_builder.diagnostics import Allowance, Diagnostic, Diagnostics, Severity
from report_builder.language.message import hinted
from report_builder.sources.allowing import CODE

_NOT_OF_THE_CONTENT = frozenset({"RB-RELEASE-DATE"})
"""Codes that only a release can have: no earlier run can tell whether a mark allows one."""


def shown(diagnostics: Diagnostics) -> tuple[Diagnostic, ...]:
    """Give everything but the warnings and notes that a mark in the sources allows."""
    return _judged(diagnostics)[0]


def shown_of_archived(diagnostics: Diagnostics) -> tuple[Diagnostic, ...]:
    """Give the errors alone: what is archived cannot be mended, and its release has told the rest."""
    return tuple(item for item in diagnostics.items if item.severity is Severity.ERROR)


def shown_with_idle_marks(diagnostics: Diagnostics) -> tuple[Diagnostic, ...]:
    """Give the same, and RB-ALLOW for each mark that allows nothing; for runs that looked for everything."""
    items, idle = _judged(diagnostics)
    told = Diagnostics()
    told.extend(items)
    for mark in idle:
        if mark.code not in _NOT_OF_THE_CONTENT:
            told.warn(CODE, mark.span, *hinted("pipeline.idle-mark", code=mark.code))
    return told.items


def _judged(diagnostics: Diagnostics) -> tuple[tuple[Diagnostic, ...], list[Allowance]]:
    """Give what is shown, and the marks that allowed nothing."""
    marks: dict[tuple[str, str], list[Allowance]] = {}
    for mark in diagnostics.allowances:
        marks.setdefault((mark.span.path, mark.code), []).append(mark)
    items, used = [], set()
    for item in diagnostics.items:
        path = item.span.path if item.span else ""
        covering = [mark for mark in marks.get((path, item.code), ()) if mark.covers(item)]
        used.update(covering)
        if not covering:
            items.append(item)
    return tuple(items), [mark for mark in diagnostics.allowances if mark not in used]
