"""Finds plug-ins among the packages that are installed, and loads those that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from report_builder.codes import OWN_PREFIX
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, all_of, hinted, say
from report_builder.patterns import late
from report_builder.plugins.plugin import NO_PLUGINS, ComposedBlock, Loaded, Plugin, Plugins
from report_builder.sources.nearest import did_you_mean

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "report_builder.plugins"
"""The group of entry points in which a package names its plug-ins."""

_PREFIX = late(r"[A-Z][A-Z0-9]{1,11}")
_NAME = late(r"[A-Za-z][\w-]*")


class Asked(Struct, frozen=True):
    """A plug-in that is asked for by its name.

    ``span`` is where it is named; None where an archived version was made with it, as of ``version``.
    """

    name: str
    span: SourceSpan | None = None
    version: str = ""


def load_plugins(
    asked: Iterable[Asked], blocks: Collection[str], themes: Collection[str], diagnostics: Diagnostics
) -> Plugins:
    """Load plug-ins; RB-PLUGIN-MISSING for one that is not installed, RB-PLUGIN for one that is at fault.

    ``blocks`` and ``themes`` are the names that the program has itself: no plug-in may take one.
    """
    wanted = tuple(asked)
    if not wanted:
        return NO_PLUGINS
    from importlib.metadata import entry_points

    installed = tuple(entry_points(group=GROUP))
    taken = _Taken({OWN_PREFIX.rstrip("-")}, {*blocks}, {*themes})
    found = []
    for one in wanted:
        loaded = _load(one, installed, diagnostics)
        fault = None if loaded is None else taken.fault_of(loaded.plugin)
        if fault is not None:
            _refuse(one, fault, diagnostics)
        elif loaded is not None:
            taken.take(loaded.plugin)
            found.append(loaded)
    return Plugins(tuple(found), len(found) == len(wanted))


def raised(fault: BaseException) -> Message:
    """What an exception of a plug-in says of itself, on one line."""
    kind = type(fault).__name__
    try:
        text = " ".join(str(fault).split())
    except Exception:  # noqa: BLE001 - it is a plug-in's own class
        text = ""
    return say("plugins.raised", fault=f"{kind}: {text}" if text else kind)


def _load(asked: Asked, installed: Iterable[EntryPoint], diagnostics: Diagnostics) -> Loaded | None:
    points = [point for point in installed if point.name == asked.name]
    if not points:
        hint = say("plugins.missing.hint")
        if asked.version:
            hint = say("plugins.missing-of-version.hint", version=asked.version)
        elif near := did_you_mean(asked.name, [point.name for point in installed]):
            hint = near
        diagnostics.error("RB-PLUGIN-MISSING", asked.span, say("plugins.missing", name=asked.name), hint)
        return None
    if len(points) > 1:
        packages = all_of([f"'{name}'" for name in sorted(_package(point)[0] for point in points)])
        diagnostics.error(
            "RB-PLUGIN", asked.span, *hinted("plugins.twice", name=asked.name, packages=packages)
        )
        return None
    try:
        plugin = points[0].load()
    except (Exception, SystemExit) as raising:  # noqa: BLE001 - whatever it does, it is told
        _refuse(asked, raised(raising), diagnostics)
        return None
    fault = _form_fault(plugin)
    if fault is not None:
        _refuse(asked, fault, diagnostics)
        return None
    return Loaded(asked.name, _package(points[0])[1], plugin)


def _package(point: EntryPoint) -> tuple[str, str]:
    """The name and the version of the package that an entry point is of."""
    return (point.dist.name, point.dist.version) if point.dist else ("", "")


def _refuse(asked: Asked, fault: Message, diagnostics: Diagnostics) -> None:
    diagnostics.error("RB-PLUGIN", asked.span, *hinted("plugins.not-loaded", name=asked.name, fault=fault))


def _form_fault(plugin: object) -> Message | None:
    """What is wrong with what an entry point gives: nobody but a type checker vouches for it."""
    if type(plugin) is not Plugin:
        return say("plugins.no-record", kind=type(plugin).__name__)
    given = asdict(plugin)
    prefix, checks = given["prefix"], given["checks"]
    if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix):
        return say("plugins.prefix", prefix=str(prefix))
    sound = {
        "themes": _is_table(given["themes"], lambda folder: isinstance(folder, Path)),
        "checks": isinstance(checks, tuple) and all(map(callable, checks)),
        "blocks": _is_table(given["blocks"], _is_block),
    }
    faulty = [name for name, is_sound in sound.items() if not is_sound]
    return say("plugins.field", field=faulty[0]) if faulty else None


def _is_table(table: object, is_sound: Callable[[object], bool]) -> bool:
    return isinstance(table, Mapping) and all(
        isinstance(name, str) and _NAME.fullmatch(name) and is_sound(value) for name, value in table.items()
    )


def _is_block(block: object) -> bool:
    if type(block) is not ComposedBlock:
        return False
    given = asdict(block)
    names = (given["keys"], given["texts"], given["classes"])
    return callable(given["compose"]) and all(map(_is_names, names))


def _is_names(names: object) -> bool:
    return isinstance(names, tuple) and all(isinstance(name, str) for name in names)


class _Taken:
    """The prefixes of codes and the names of blocks and themes that are taken."""

    def __init__(self, prefixes: set[str], blocks: set[str], themes: set[str]) -> None:
        self._prefixes, self._blocks, self._themes = prefixes, blocks, themes

    def fault_of(self, plugin: Plugin) -> Message | None:
        """Tell what ``plugin`` has that is taken."""
        if plugin.prefix in self._prefixes:
            return say("plugins.prefix-taken", prefix=plugin.prefix)
        if names := sorted(self._blocks & plugin.blocks.keys()):
            return say("plugins.block-taken", name=names[0])
        if names := sorted(self._themes & plugin.themes.keys()):
            return say("plugins.theme-taken", name=names[0])
        return None

    def take(self, plugin: Plugin) -> None:
        """From now on, all that ``plugin`` has is taken."""
        self._prefixes.add(plugin.prefix)
        self._blocks.update(plugin.blocks)
        self._themes.update(plugin.themes)
