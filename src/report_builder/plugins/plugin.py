"""The record that a plug-in gives, and those that were loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, field

from report_builder.diagnostics import Diagnostic, SourceSpan
from report_builder.model.blocks import Block
from report_builder.model.inlines import Inlines
from report_builder.model.report import Report


class Container(Struct, frozen=True):
    """What an author wrote from ``::: name`` to ``:::``, read.

    ``attributes`` are the values as they were written, ``texts`` those that were read as running text, each
    by its key; ``classes`` those of the block's classes that were written. ``blocks`` are what stands
    inside. ``id`` is the author's id, else a free one; ``new_id`` gives another free one each time.
    ``language`` is the BCP 47 tag of the text around.
    """

    span: SourceSpan
    id: str
    attributes: Mapping[str, str]
    texts: Mapping[str, Inlines]
    classes: tuple[str, ...]
    blocks: tuple[Block, ...]
    language: str
    new_id: Callable[[], str]


Compose: TypeAlias = Callable[[Container], Iterable[Block | Diagnostic]]
"""Makes blocks of the kinds that there are, and tells what is wrong with what the author wrote."""

Check: TypeAlias = Callable[[Report], Iterable[Diagnostic]]
"""Looks at a sound report, and tells what it finds."""


class ComposedBlock(Struct, frozen=True):
    """A block of a plug-in: how it is made, and what may be written on its first line.

    ``keys`` are attributes (``key="value"``) that are taken as they are, ``texts`` those that are read as
    running text, and ``classes`` words such as ``.wide``. ``holds_text`` tells whether text belongs between
    its fences.
    """

    compose: Compose
    keys: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    holds_text: bool = True


class Plugin(Struct, frozen=True):
    """What a package adds. Its entry point in the group ``report_builder.plugins`` is one of these.

    ``prefix`` begins the codes of its diagnostics: "EX" for "EX-SHOUT". ``themes`` are the folders of
    ``theme.yaml`` by the name of the theme, ``blocks`` stand behind ``:::`` by theirs.
    """

    prefix: str
    themes: Mapping[str, Path] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    blocks: Mapping[str, ComposedBlock] = field(default_factory=dict)


class Loaded(Struct, frozen=True):
    """A plug-in by the name of its entry point, with the version of its package."""

    name: str
    version: str
    plugin: Plugin


class Plugins(Struct, frozen=True):
    """Every plug-in that was loaded for a report; not ``whole`` where one was asked for in vain."""

    loaded: tuple[Loaded, ...] = ()
    whole: bool = True

    @property
    def versions(self) -> dict[str, str]:
        """The versions by the names of the plug-ins, sorted."""
        return dict(sorted((one.name, one.version) for one in self.loaded))

    @property
    def prefixes(self) -> tuple[str, ...]:
        """How the codes of the plug-ins begin, each with its hyphen."""
        return tuple(f"{one.plugin.prefix}-" for one in self.loaded)

    @property
    def themes(self) -> dict[str, Path]:
        """The folders of all themes by their names."""
        return {name: folder for one in self.loaded for name, folder in one.plugin.themes.items()}

    @property
    def blocks(self) -> dict[str, tuple[Loaded, ComposedBlock]]:
        """All blocks by their names, each with the plug-in that it is of."""
        return {name: (one, block) for one in self.loaded for name, block in one.plugin.blocks.items()}


NO_PLUGINS = Plugins()
