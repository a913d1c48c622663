"""Why a file cannot be looked at."""

from __future__ import annotations

from report_builder.language.message import Message


class Encrypted(Exception):  # noqa: N818 - a state of the file, not an error of ours
    """The file is encrypted; PDF/A forbids that."""


class Unreadable(Exception):  # noqa: N818 - the same
    """The file is no PDF, or so damaged that nothing can be said of it; ``reason`` says what is wrong."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.key)
        self.reason = reason
