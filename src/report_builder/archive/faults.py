"""Collecting what is wrong with an archive, each finding with the OCFL rule that it breaks."""

from __future__ import annotations

from collections import Counter

from report_builder.archive.names import shown
from report_builder.diagnostics import Diagnostic, Diagnostics, SourceSpan
from report_builder.language.message import Message, say
from report_builder.sources.json_place import json_place

_MOST = 25
"""So many faults of one file are told; a hostile inventory has millions."""

RESTORE = say("archive.restore")


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
        place = place_of(self._archive, path)
        self._diagnostics.error(code, json_place(place.path, data) if data and place else place, told, hint)

    def advise(self, code: str, path: str, message: Message, hint: Message | None = None) -> None:
        """Add a warning at ``path``."""
        self._diagnostics.warn(code, place_of(self._archive, path), message, hint)

    @property
    def found(self) -> bool:
        """True as soon as there is an error."""
        return bool(self._counts)

    @property
    def items(self) -> tuple[Diagnostic, ...]:
        """Everything that was found, in order."""
        return self._diagnostics.items
