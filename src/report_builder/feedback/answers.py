"""What a reader answers, and what is kept of it: nothing that tells who answered."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from report_builder.language.message import Message

TEXT_LIMIT = 1500
"""Characters (UTF-16 units, as a browser's ``maxlength`` counts) of one text.

The longest such text, in a script of three bytes a letter, is 13.5 kB in a posted form: below the 16 kB at
which the server stops reading.
"""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Answer(Struct, frozen=True):
    """One answer to "did you find what you looked for?".

    ``id`` is random and tells nothing of the order. ``day`` is a calendar day and no time: with the time of
    day an answer could be matched to a line in the log of a proxy, and would no longer be anonymous.
    ``helpful`` is None for a text that follows an answer already counted. ``version`` is None, and ``page``
    empty, where the form did not say them.
    """

    id: str
    report: str
    version: int | None
    page: str
    day: date
    helpful: bool | None
    text: str


class Downloads(Struct, frozen=True):
    """How often a version's PDF was fetched on one day."""

    report: str
    version: int
    day: date
    count: int


class VersionStats(Struct, frozen=True):
    """The sums of one version of a report; ``version`` is None for answers that named none."""

    report: str
    version: int | None
    yes: int
    no: int
    texts: int
    downloads: int


class Quota(Struct, frozen=True):
    """The most that the store takes: so many answers, and so many bytes of text (UTF-8) in all."""

    answers: int = 100_000
    text_bytes: int = 50_000_000


class StoreUnavailable(Exception):  # noqa: N818 - a state of the world, no mistake of the caller
    """The database cannot be reached, is full, or refused: ``reason`` says which. Nothing was stored."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.key)
        self.reason = reason


def clean_text(text: str) -> str:
    """Give a posted text with plain line ends and without control characters, blank ends cut off."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def text_length(text: str) -> int:
    """Count a text as a browser does: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
