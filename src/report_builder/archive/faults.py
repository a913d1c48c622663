"""Collecting what is wrong with an archive, each finding with the OCFL rule that it breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from report_builder.archive.names import shown
from report_builder.diagnostics import Diagnostic, Diagnostics, SourceSpan
from report_builder.language.message import Message, say
from report_builder.sources.json_place import json_place

_MOST = 25
"""So many faults of one file are told; a hostile inventory has millions."""

RESTORE, AWAY = say("archive.restore"), say("archive.move-away")
"""How what is damaged or missing is mended, and what is too many."""

REPAIR = say("archive.repair")
"""The same as ``RESTORE`` for what no version has in it, which no bag can give back."""

_OF_A_VERSION = re.compile(r"[^/]+/v[0-9]+(?:/content(?:/.*)?)?")


def place_of(archive: str, path: str) -> SourceSpan | None:
    """The place of ``path`` below a storage root that is told of as ``archive``, which may be empty."""
    place = "/".join(part for part in (archive, path) if part)
    return SourceSpan(shown(place)) if place else None


class Faults:
    """A collector of errors at paths below the storage root, which is told of as ``archive``."""

    def __init__(self, archive: str = "") -> None:
        self._archive = archive
        self._diagnostics = Diagnostics()
        self._counts: Counter[str] = Counter()
        self._concerns: Callable[[str], bool] | None = None
        self._aside: Message | None = None
        self._found = False

    def judge_only(self, concerns: Callable[[str], bool], aside: Message) -> None:
        """From now on, make warnings of the faults at paths of which ``concerns`` is False.

        ``aside`` is their hint: what is damaged there is no matter of what is looked at.
        """
        self._concerns, self._aside = concerns, aside

    def add(
        self,
        code: str,
        path: str,
        rule: str,
        message: Message,
        hint: Message | None = None,
        data: bytes = b"",
    ) -> None:
        """Add an error at ``path``; ``rule`` is the code of the OCFL 1.1 validation codes, or empty.

        ``data`` is what stands there, where that should be JSON and is not.
        """
        self._counts[path] += 1
        if self._counts[path] > _MOST:
            return
        told = say("archive.by-rule", fault=message, rule=rule) if rule else message
        if self._counts[path] == _MOST:
            told = say("archive.last-told", fault=told)
        if hint == RESTORE and _OF_A_VERSION.fullmatch(path) is None:
            hint = REPAIR
        place = place_of(self._archive, path)
        if place and data:
            place = json_place(place.path, data)
        if self._concerns is None or self._concerns(path):
            self._found = True
            self._diagnostics.error(code, place, told, hint)
        else:
            self._diagnostics.warn(code, place, told, self._aside)

    def advise(self, code: str, path: str, message: Message, hint: Message | None = None) -> None:
        """Add a warning at ``path``."""
        self._diagnostics.warn(code, place_of(self._archive, path), message, hint)

    def note(self, code: str, path: str, message: Message, hint: Message | None = None) -> None:
        """Add a note at ``path``: nothing is wrong there."""
        self._diagnostics.note(code, place_of(self._archive, path), message, hint)

    @property
    def found(self) -> bool:
        """True as soon as there is an error."""
        return self._found

    @property
    def items(self) -> tuple[Diagnostic, ...]:
        """Everything that was found, in order."""
        return self._diagnostics.items
