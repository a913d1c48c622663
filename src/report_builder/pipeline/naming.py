"""The line of ``settings.yaml`` that names the archive, written anew; every other byte stays."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.settings import NO_TEXT, PATH, read_settings
from report_builder.sources.location import Address, Location, location, location_fault
from report_builder.sources.paths import lies_in, real_path

_PLAIN = re.compile(r"(?=.*[^\W\d])[\w./][\w./-]*(?: [\w./-]+)*")
"""What YAML takes for a text without quotes, of the names of folders."""
_CODE = "RB-ARCHIVE-TARGET"


def told_as(place: Location, given: Location, root: Path) -> str:
    """How the settings of the report in ``root`` name ``place``, which a user gave as ``given``.

    Absolute where that was absolute and outside the report; else the way from the report's folder, so that
    both can be moved together.
    """
    if isinstance(place, Address) or isinstance(given, Address):
        return str(place)
    inside = lies_in(place, root)
    if given.is_absolute() and not inside:
        return str(given)
    try:
        name = Path(os.path.relpath(real_path(place), real_path(root))).as_posix()
    except ValueError:  # another drive of Windows
        return str(place.absolute())
    return name if location_fault(name) is None else f"./{name}"  # a folder that is named as an address is


def settings_naming(root: Path, name: str, diagnostics: Diagnostics) -> bytes | None:
    """The bytes of ``settings.yaml`` with ``name`` as the archive; None after a diagnostic.

    Comments, order and line ends stay. The file need not be there.
    """
    path = root / PATH
    try:
        old = path.read_bytes() if path.exists() else b""
        new = _edited(old.decode("utf-8"), name).encode("utf-8")
    except (OSError, ValueError, _UnclearError):
        new = b""
    settings = read_settings(root, Diagnostics(), new) if new else None
    if settings is not None and settings.archive == location(name, root):
        return new
    diagnostics.error(_CODE, None, *hinted("pipeline.settings-unclear", line=f"archive: {_scalar(name)}"))
    return None


class _UnclearError(Exception):
    """The file has no place for the key that is certain; never leaves this module."""


def _edited(text: str, name: str) -> str:
    import yaml

    value = _scalar(name)
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        raise _UnclearError from None
    end = "\r\n" if "\r\n" in text else "\n"
    if tree is not None and not isinstance(tree, yaml.MappingNode):
        raise _UnclearError
    for key, node in tree.value if tree is not None else ():
        if key.value == "archive":
            if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
                raise _UnclearError
            start, stop = node.start_mark.index, node.end_mark.index
            blank = " " if text[start - 1 : start] == ":" else ""
            return text[:start] + blank + value + text[stop:]
    between = end if text and not text.endswith(("\n", "\r")) else ""
    return f"{text}{between}archive: {value}{end}"


def _scalar(name: str) -> str:
    is_plain = _PLAIN.fullmatch(name) and not NO_TEXT.fullmatch(name) and name.lower() != "null"
    return name if is_plain else json.dumps(name, ensure_ascii=False)
