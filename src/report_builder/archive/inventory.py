"""What an object holds: its versions, and where the bytes of each stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an object; versions are ordered by ``number`` (from 1), never by time.

    ``created`` is in UTC, in whole seconds; ``message`` and ``author`` may be empty in an object that
    another program wrote. ``state`` leads from each logical path (with ``/``) to the sha512 of its bytes
    in 128 hexadecimal digits, and is sorted by path.
    """

    number: int
    created: datetime
    message: str
    author: str
    state: Mapping[str, str]
