"""The font files that a theme names: found, read where they are a theme's own, and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import say
from report_builder.sources.nearest import did_you_mean
from report_builder.sources.schema import Located
from report_builder.theme import builtin
from report_builder.theme.keys import FontKeys
from report_builder.theme.lineage import Lineage
from report_builder.theme.model import FACES, FontFamily


class Fonts(Struct, frozen=True):
    """The families of a theme, its files, from which theme each is, and where themes of the report name them.

    ``homes`` are where each file belongs, in a report: a file of the program belongs to
    every theme that names it.
    """

    families: Mapping[str, FontFamily]
    files: Mapping[str, bytes]
    homes: Mapping[str, tuple[str, ...]]
    places: Mapping[str, SourceSpan]


def find_fonts(families: Mapping[str, FontKeys], lineage: Lineage, diagnostics: Diagnostics) -> Fonts | None:
    """Find every font file in the folder of the theme that names it, else among those of the program.

    Those of the report are read and checked; those of the program are sound. None after a diagnostic for each
    that is missing or cannot be used.
    """
    finding = _Finding(lineage, diagnostics)
    for file in _files(families):
        finding.take(file)
    if finding.faulty:
        return None
    named = {
        family: FontFamily(**{face: finding.key(getattr(font, face)) for face in FACES}, scale=font.scale)
        for family, font in families.items()
    }
    files = builtin.FontFiles(finding.own, finding.built_in)
    return Fonts(named, files, finding.homes, finding.places)


class _Finding:
    """The search for the files of one theme; the same name may be that of files of several themes."""

    def __init__(self, lineage: Lineage, diagnostics: Diagnostics) -> None:
        self._lineage, self._diagnostics = lineage, diagnostics
        self._keys: dict[tuple[str, str], str] = {}
        self.own: dict[str, bytes] = {}
        self.built_in: dict[str, str] = {}
        self.homes: dict[str, tuple[str, ...]] = {}
        self.places: dict[str, SourceSpan] = {}
        self.faulty = False

    def key(self, file: Located[str]) -> str:
        """What the file is called in the theme."""
        return self._keys[self._identity(file)]

    def take(self, file: Located[str]) -> None:
        """Find a file, unless it was found before."""
        name, shelf = file.value, self._lineage.shelf(file.span)
        identity, home = self._identity(file), shelf.home(name)
        if identity in self._keys:
            key = self._keys[identity]
            self.homes[key] = tuple(dict.fromkeys((*self.homes[key], home)))
            return
        key = f"../{home}" if name in self.homes else name  # no theme can name a file so
        self._keys[identity] = key
        self.homes[key], self.places[key] = (home,), self._lineage.nearest(file.span)
        if shelf.has(name):
            data = self._own(file)
            self.faulty |= data is None
            self.own[key] = data or b""
        elif name in builtin.fonts():
            self.built_in[key] = name
        else:
            self.faulty = True
            hint = did_you_mean(name, builtin.fonts())
            self._diagnostics.error("RB-FILE-MISSING", file.span, say("theme.no-font", file=name), hint)

    def _identity(self, file: Located[str]) -> tuple[str, str]:
        """Files of the program are the same whichever theme names them."""
        shelf = self._lineage.shelf(file.span)
        return ("" if not shelf.has(file.value) else shelf.path, file.value)

    def _own(self, file: Located[str]) -> bytes | None:
        from report_builder.theme.fontfile import font_fault
        from report_builder.theme.sanitiser import sanitiser_fault

        data = self._lineage.shelf(file.span).read(file, self._diagnostics)
        fault = None if data is None else font_fault(data) or sanitiser_fault(data)
        if fault is not None:
            message = say("theme.font", file=file.value, fault=fault.said)
            if fault.damaged:
                self._diagnostics.error("RB-FONT-DAMAGED", file.span, message, say("theme.font-damaged.hint"))
            else:
                self._diagnostics.error("RB-FONT", file.span, message, say("theme.font.hint"))
        return data


def _files(families: Mapping[str, FontKeys]) -> Iterable[Located[str]]:
    for family in families.values():
        yield from (getattr(family, face) for face in FACES)
