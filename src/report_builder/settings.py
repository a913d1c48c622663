"""``settings.yaml``: how a report is released and published. It is no content, and makes no version."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.catalogue import languages, names_of_languages
from report_builder.language.message import Message, hinted, say
from report_builder.patterns import late
from report_builder.published import SITE
from report_builder.sources.files import SourceFiles
from report_builder.sources.location import Location, location, location_fault
from report_builder.sources.paths import file_above, lies_in, source_folder
from report_builder.sources.schema import Key, Located
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_text import read_tree
from report_builder.sources.yaml_tree import MapNode, Node, ScalarNode

PATH = "settings.yaml"
"""Beside ``content/``; it need not be there."""

ARCHIVE = "output/archive"
ZONE = "Europe/Oslo"

NO_TEXT = late(r"(?i:true|false|yes|no|on|off)|[-+]?[0-9][0-9_.,]*")
"""What is no text without quotes, to YAML of any age and to the editors that check it."""


class SettingsKeys(Struct, frozen=True):
    """Keys of ``settings.yaml``."""

    span: SourceSpan
    archive: Annotated[
        Located[str] | None,
        Key("key.settings.archive", example="/srv/arkiv"),
    ] = None
    language: Annotated[
        Located[str] | None,
        Key("key.settings.language", choices=languages(), called=names_of_languages),
    ] = None
    timezone: Annotated[Located[str] | None, Key("key.settings.timezone", example=ZONE)] = None
    address: Annotated[
        Located[str] | None, Key("key.settings.address", example="https://www.example.no/")
    ] = None
    brand: Annotated[Located[str] | None, Key("key.report.brand", example="../felles/_brand.yml")] = None
    plugins: Annotated[tuple[Located[str], ...], Key("key.settings.plugins", may_be_empty=True)] = ()


class Settings(Struct, frozen=True):
    """Where versions are kept, in which time zone days are counted, and where readers find the site.

    ``archive`` is a path from the working folder, or the address of an object store; ``timezone`` a name of
    the IANA database; ``address`` ends with a slash, or is None as long as it is not known.
    """

    archive: Location
    timezone: str
    address: str | None


def read_settings(root: Path, diagnostics: Diagnostics, instead: bytes | None = None) -> Settings | None:
    """Read the settings of the report in ``root``; None after a diagnostic for each fault in them.

    ``instead`` is read in place of what the file has.
    """
    files = SourceFiles(root, None if instead is None else {PATH: instead})
    if not files.exists(PATH):
        return Settings(root / ARCHIVE, ZONE, None)
    faults = Diagnostics()
    settings = _read(files, root, faults)
    diagnostics.extend(faults.items)
    diagnostics.allow(faults.allowances)
    # A file with a character that belongs in none may say something else than it seems to.
    return None if faults.has_errors else settings


def shaping(settings: Settings, plugins: Iterable[str]) -> bytes:
    """Give the settings that have a say in what is made, as a file that can be read in place of theirs.

    Where anything is stored, and in which language the program speaks, is not among them.
    """
    import yaml

    said: dict[str, object] = {"timezone": settings.timezone}
    if settings.address is not None:
        said["address"] = settings.address
    if names := list(plugins):
        said["plugins"] = names
    text: str = yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=float("inf"))
    return f"# yaml-language-server: $schema=schemas/settings.json\n{text}".encode()


def named_brand(root: Path) -> Located[str] | None:
    """Give the path of the brand file that the settings name; faults are told by :func:`read_settings`."""
    unheard = Diagnostics()
    files = SourceFiles(root)
    data = files.read_bytes(PATH, unheard, None) if files.exists(PATH) else None
    if not data or b"brand" not in data:  # what follows takes longer, and most reports name none
        return None
    keys = _keys(files, unheard)
    return None if keys is None else keys.brand


def named_plugins(root: Path) -> dict[str, SourceSpan]:
    """Give the names of the plug-ins that the report in ``root`` asks for, with their places.

    Whatever is wrong with the settings is told by :func:`read_settings`.
    """
    unheard = Diagnostics()
    files = SourceFiles(root)
    data = files.read_bytes(PATH, unheard, None) if files.exists(PATH) else None
    if not data or b"plugins" not in data:  # what follows takes longer, and most reports name none
        return {}
    keys = _keys(files, unheard)
    return {} if keys is None else {one.value: unheard.place(one.span) for one in keys.plugins}


def _keys(files: SourceFiles, diagnostics: Diagnostics) -> SettingsKeys | None:
    """Read what is sound of the keys; None after a diagnostic where nothing is."""
    text = files.read_text(PATH, diagnostics, None)
    if text is None:
        return None
    tree, _ = read_tree(text, PATH, diagnostics)
    if tree is None or not _names_a_folder(tree, diagnostics):
        return None
    return read_partly(tree, SettingsKeys, diagnostics)


def _names_a_folder(tree: Node, diagnostics: Diagnostics) -> bool:
    """Tell whether the archive is no number or truth value, of which a folder would be made in silence."""
    entry = tree.entries.get("archive") if isinstance(tree, MapNode) else None
    node = entry.value if entry is not None else None
    if not isinstance(node, ScalarNode) or not node.plain or not NO_TEXT.fullmatch(node.text):
        return True
    diagnostics.error("RB-WRONG-TYPE", node.span, *hinted("settings.archive-no-text", text=node.text))
    return False


def _read(files: SourceFiles, root: Path, diagnostics: Diagnostics) -> Settings | None:
    keys = _keys(files, diagnostics)
    if keys is None:
        return None
    sound = [
        _archive_is_sound(keys.archive, root, diagnostics),
        _zone_is_sound(keys.timezone, diagnostics),
        _address_is_sound(keys.address, diagnostics),
        _plugins_are_sound(keys.plugins, diagnostics),
    ]
    if not all(sound):
        return None
    address = keys.address.value.rstrip("/") + "/" if keys.address else None
    archive = keys.archive.value if keys.archive else ARCHIVE
    return Settings(location(archive, root), keys.timezone.value if keys.timezone else ZONE, address)


def _archive_is_sound(folder: Located[str] | None, root: Path, diagnostics: Diagnostics) -> bool:
    if folder is None:
        return True
    fault, place = location_fault(folder.value), location(folder.value, root)
    if fault is None and isinstance(place, Path) and (standing := folder_fault(place, root)):
        fault = hinted("settings.archive-place", folder=folder.value, fault=standing)
    if fault is not None:
        diagnostics.error("RB-VALUE", folder.span, *fault)
    return fault is None


def folder_fault(folder: Path, root: Path) -> Message | None:
    """Say why no archive of the report in ``root`` can stand in ``folder``; None where one can.

    What is said goes on behind the name of the folder, which need not be there.
    """
    if sources := source_folder(folder, root):
        return say("pipeline.output-in-sources", folder=sources)
    if lies_in(folder, root / SITE):
        return say("pipeline.target-in-site", folder=SITE)
    if lies_in(root, folder):
        return say("pipeline.output-has-report")
    file = file_above(folder)
    if file == folder:
        return say("pipeline.target-no-folder")
    return None if file is None else say("settings.below-file", path=str(file))


def _zone_is_sound(zone: Located[str] | None, diagnostics: Diagnostics) -> bool:
    from zoneinfo import ZoneInfo

    if zone is None:
        return True
    try:
        ZoneInfo(zone.value)
    except (KeyError, ValueError, OSError):  # not there, no name at all, a folder
        message = say("settings.no-timezone", timezone=zone.value)
        diagnostics.error("RB-VALUE", zone.span, message, say("settings.no-timezone.hint", timezone=ZONE))
        return False
    return True


def _address_is_sound(address: Located[str] | None, diagnostics: Diagnostics) -> bool:
    if address is None:
        return True
    try:
        parts = urlsplit(address.value)
        whole = parts.scheme in {"https", "http"} and bool(parts.hostname)
        seen = address.value.isprintable() and " " not in address.value  # no other blank and nothing unseen
        sound = whole and seen and not (parts.query or parts.fragment)
    except ValueError:
        sound = False
    if not sound:
        diagnostics.error("RB-VALUE", address.span, *hinted("settings.no-address", address=address.value))
    return sound


def _plugins_are_sound(plugins: tuple[Located[str], ...], diagnostics: Diagnostics) -> bool:
    names = [one.value for one in plugins]
    twice = [one for number, one in enumerate(plugins) if one.value in names[:number]]
    for one in twice:
        message = say("settings.plugin-twice", name=one.value)
        diagnostics.error("RB-VALUE", one.span, message, say("content.delete-one"))
    return not twice
