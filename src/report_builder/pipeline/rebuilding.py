"""Builds an archived version once more, from the source that is archived with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha512
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from report_builder.archive import Version
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Announce, Message, Value, in_turn, say, silent
from report_builder.model.report import Report
from report_builder.own_version import is_same_state
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.plugging import recorded_plugins
from report_builder.pipeline.production import load, make
from report_builder.pipeline.scratch import in_scratch
from report_builder.pipeline.silencing import shown_of_archived
from report_builder.pipeline.stages import Stages
from report_builder.pipeline.stamping import archived_edition
from report_builder.pipeline.toolchain import installed, made_with
from report_builder.pipeline.versions import Shelf
from report_builder.plugins.plugin import Plugins
from report_builder.sources.files import SourceFiles
from report_builder.theme.model import Theme


class Original(Struct, frozen=True):
    """A version as it was released, wherever it stands.

    ``unpack`` writes the files that it was built from to an empty folder, and ``pdf`` reads its file; False
    or None after a diagnostic. ``hint`` says where the file is when another is built.
    """

    record: Manifest
    unpack: Callable[[Path, Diagnostics], bool]
    pdf: Callable[[Diagnostics], bytes | None]
    hint: Message


class Rebuilt(Struct, frozen=True):
    """The version as it was built now; ``identical`` when it has the archived bytes."""

    manifest: Manifest
    pdf: bytes
    identical: bool


def load_version(
    shelf: Shelf,
    version: Version,
    record: Manifest,
    diagnostics: Diagnostics,
    stages: Stages,
    landing: bytes | None = None,
    plugins: Plugins | None = None,
) -> tuple[Report, Theme] | None:
    """Read content and theme of an archived version as they were then; None after a diagnostic.

    ``landing`` is read instead of the ``content/landing.yaml`` of the version; ``plugins`` are those that it
    was made with, where they were loaded before.
    """
    from report_builder.content.landing import PATH as LANDING

    found = recorded_plugins(record, diagnostics) if plugins is None else plugins
    replaced = {} if landing is None else {LANDING: landing}
    return _load(_original(shelf, version, record), diagnostics, stages, found, replaced)


def _original(shelf: Shelf, version: Version, record: Manifest) -> Original:
    return Original(
        record,
        partial(shelf.unpack_source, version),
        partial(shelf.read, version, record.pdf.name),
        say("pipeline.rebuilt-differs.hint", version=record.version),
    )


def _load(
    original: Original,
    diagnostics: Diagnostics,
    stages: Stages,
    plugins: Plugins,
    replaced: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Report, Theme] | None:
    if not plugins.whole:
        return None

    def load_from(folder: Path) -> tuple[Report, Theme] | None:
        if not original.unpack(folder, diagnostics):
            return None
        files, edition = SourceFiles(folder, replaced), archived_edition(original.record)
        return load(files, diagnostics, stages, edition, archived=True, plugins=plugins)

    return in_scratch(load_from, diagnostics)


def rebuild(
    shelf: Shelf,
    version: Version,
    diagnostics: Diagnostics,
    clock: Callable[[], float],
    announce: Announce = silent,
) -> Rebuilt | None:
    """Build a version from its own source and compare the bytes; None after a diagnostic.

    Other bytes are RB-REBUILD-DIFFERS, which tells what has changed in the tool since.
    """
    record = shelf.manifest(version, diagnostics)
    if record is None:
        return None
    return build_again(_original(shelf, version, record), diagnostics, Stages(clock, announce))


def build_again(original: Original, diagnostics: Diagnostics, stages: Stages) -> Rebuilt | None:
    """Do the same for a version that need not stand in an archive."""
    record, own = original.record, Diagnostics()
    plugins = recorded_plugins(record, own)
    loaded = _load(original, own, stages, plugins)
    made = None if loaded is None else make(*loaded, own, stages)
    diagnostics.extend(shown_of_archived(own))
    if made is None:
        return None
    pdf = made.pdf
    identical = sha512(pdf).hexdigest() == record.pdf.sha512
    if not identical:
        _tell_differing(original, pdf, plugins, diagnostics)
    return Rebuilt(record, pdf, identical)


def _tell_differing(original: Original, pdf: bytes, plugins: Plugins, diagnostics: Diagnostics) -> None:
    from report_builder.check.parts import differing_parts

    record, archived = original.record, original.pdf(diagnostics)
    if archived is None:
        return
    message = say(
        "pipeline.rebuilt-differs",
        version=record.version,
        parts=in_turn(differing_parts(archived, pdf)),
        tools=_other_tools(record, plugins),
    )
    diagnostics.error("RB-REBUILD-DIFFERS", None, message, original.hint)


def _other_tools(record: Manifest, plugins: Plugins) -> Value:
    """What is at work now and is other than what made a version, as far as it says what that was."""
    then, now = _tools(record)
    nothing = say("pipeline.no-tool")
    differing: list[Message] = [
        say("pipeline.other-tool", name=name, then=then[name], now=now.get(name, nothing))
        for name in sorted(then)
        if not is_same_state(then[name], now.get(name, ""))
    ]
    differing += [
        say("pipeline.other-plugin", name=name, then=record.plugins[name], now=version)
        for name, version in plugins.versions.items()
        if record.plugins[name] != version
    ]
    unknown = unrecorded_tools(record)
    if unknown:
        differing.append(say("pipeline.tools-unknown", names=in_turn(unknown)))
    return in_turn(differing) or say("pipeline.same-tools")


def unrecorded_tools(record: Manifest) -> list[str]:
    """What shapes bytes now and is not in the manifest, as the program of then did not write it down."""
    then, now = _tools(record)
    return sorted(now.keys() - then.keys())


def _tools(record: Manifest) -> tuple[dict[str, str], dict[str, str]]:
    """What made a version, and what is at work now: name to version."""
    tool, dependencies = made_with()
    too = installed(record.dependencies)
    then = {**record.dependencies, **_versions(record.tool)}
    return then, {**dependencies, **too, **_versions(tool)}


def _versions(tool: Mapping[str, str]) -> dict[str, str]:
    """The program and Python, each by its name."""
    found = {tool.get("name", ""): tool.get("version", ""), "Python": tool.get("python", "")}
    return {name: version for name, version in found.items() if name and version}
