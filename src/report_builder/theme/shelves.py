"""Where the files of a theme stand: in the report, among the built-in ones, or in a plug-in."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import say
from report_builder.plugins.plugin import NO_PLUGINS, Plugins
from report_builder.sources.files import SourceFiles
from report_builder.sources.nearest import did_you_mean_or_all
from report_builder.sources.schema import Located
from report_builder.theme import builtin

THEMES = "assets/themes"
"""The folder of a report that has a folder for each theme of its own."""

FILE = "theme.yaml"


class Shelf:
    """Where one theme's files stand. ``path`` names its ``theme.yaml`` in diagnostics.

    ``is_own`` tells that it is a theme of the report.
    """

    def __init__(
        self,
        name: str,
        files: SourceFiles | None,
        inside: str,
        place: str,
        *,
        is_own: bool,
        file: str = FILE,
        stored: str = "",
    ) -> None:
        """Take the folder ``inside`` of ``files``, None for a built-in theme, and as what faults name it.

        ``stored`` is the file of a stored report that it is, unless it is that of a theme.
        """
        self.name, self.is_own = name, is_own
        self._files, self._inside, self._file = files, inside, file
        self.path = f"{place}/{file}" if place else file
        self.stored = stored or f"{THEMES}/{name}/{file}"
        self.is_brand = bool(stored)

    def text(self, diagnostics: Diagnostics, span: SourceSpan | None) -> str | None:
        """Read the theme file; None after a diagnostic, at ``span`` where it is not there."""
        if self._files is None:
            return builtin.theme_text(self.name)
        return self._files.read_text(self._within(self._file), diagnostics, span)

    def home(self, file: str) -> str:
        """The path of a file of this theme in a stored report."""
        folder, slash, _ = self.stored.rpartition("/")
        return f"{folder}{slash}{file}"

    @property
    def files(self) -> SourceFiles | None:
        """The files that the theme is among, None for a built-in one."""
        return self._files

    @property
    def folder(self) -> str:
        """The folder of the theme there."""
        return self._inside

    @property
    def is_plugged(self) -> bool:
        """True for the theme of a plug-in."""
        return self._files is not None and not self.is_own

    def has(self, file: str) -> bool:
        """Tell whether a font stands in the theme's folder, or should: no built-in one has its name."""
        if self._files is None:
            return False
        return file not in builtin.fonts() or self._files.exists(self._within(file))

    def read(self, file: Located[str], diagnostics: Diagnostics) -> bytes | None:
        """Read a file of the theme's folder."""
        assert self._files is not None
        return self._files.read_bytes(self._within(file.value), diagnostics, file.span)

    def _within(self, file: str) -> str:
        return f"{self._inside}/{file}" if self._inside else file


class Library(Struct, frozen=True):
    """Every theme that a report may ask for; ``files`` are its own, None where there is no report."""

    files: SourceFiles | None
    plugins: Plugins = NO_PLUGINS

    def find(self, name: str, span: SourceSpan | None, diagnostics: Diagnostics) -> Shelf | None:
        """Give the report's own theme, which comes before a built-in one of that name and before plug-ins.

        RB-FILE-MISSING at ``span``, where it was asked for, if there is none.
        """
        folder = f"{THEMES}/{name}"
        own = f"{folder}/theme.yaml"
        if self.files is not None and self.files.exists(own):
            return Shelf(name, self.files, folder, folder, is_own=True)
        if name in builtin.themes():
            return _built_in(name)
        plugged = self.plugins.themes
        if name in plugged:
            files = SourceFiles(plugged[name])
            return Shelf(name, files, ".", plugged[name].as_posix(), is_own=False)
        if self.plugins.whole:  # else it may be a theme of the plug-in that is missing, which was told
            message = say("theme.unknown", name=name, path=own)
            hint = did_you_mean_or_all(name, dict.fromkeys((*builtin.themes(), *plugged, *self._own())))
            diagnostics.error("RB-FILE-MISSING", span, message, hint)
        return None

    def stand_in(self) -> Shelf:
        """Give a built-in theme, to be read in place of one that is not there."""
        return _built_in(builtin.themes()[0])

    def _own(self) -> Iterator[str]:
        if self.files is not None:
            for path in self.files.below(THEMES, "theme.yaml"):
                name = path.removeprefix(f"{THEMES}/").removesuffix("/theme.yaml")
                if "/" not in name:
                    yield name


def _built_in(name: str) -> Shelf:
    return Shelf(name, None, name, name, is_own=False)
