"""What only some commands need, and an installation without it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Message, all_of, say


def missing_extra(what: Message, libraries: Sequence[str], extra: str) -> Diagnostic | None:
    """Give the fault of an installation without the ``extra`` that ``what`` needs; None with it."""
    missing = [name for name in libraries if find_spec(name) is None]
    if not missing:
        return None
    from report_builder.installed import install_hint

    return Diagnostic(
        "RB-EXTRA-MISSING",
        say("cli.extra", what=what, libraries=all_of(missing), extra=extra),
        install_hint(extra),
    )
