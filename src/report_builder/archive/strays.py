"""Folders of a storage root that are no object of it: other things, and copies of an object beside it."""

from __future__ import annotations

import json
import re
from contextlib import suppress

from report_builder.archive.inventory import DELIMITER, INVENTORY, SIDECAR
from report_builder.archive.names import is_dropped, shown
from report_builder.archive.parsing import MAX_INVENTORY_BYTES
from report_builder.archive.tree import Tree, UnreadableError
from report_builder.language.message import Message, hinted

_ID = re.compile(rb'"id"\s*:\s*("(?:[^"\\]|\\.)*")')
_BEGINNING = 64 * 1024
_PART = re.compile(r"0=.*|v[0-9]+|" + "|".join(map(re.escape, (INVENTORY, SIDECAR))))


def stated_id(tree: Tree, name: str) -> str:
    """The id that the inventory in a folder begins with, whatever else is wrong; empty where it says none."""
    with suppress(UnreadableError, ValueError):
        match = _ID.search(tree.read(f"{name}/{INVENTORY}", MAX_INVENTORY_BYTES)[:_BEGINNING])
        return str(json.loads(match[1])) if match else ""
    return ""


def is_prefixed(tree: Tree) -> bool:
    """Tell whether an object has an id that is more than the name of its folder."""
    return any(stated_id(tree, name).endswith(DELIMITER + name) for name in tree.entries())


def stray(tree: Tree, name: str) -> tuple[Message, Message] | None:
    """Say what a folder is that is no object, and what to do with it; None for an object, sound or damaged.

    Raises UnreadableError.
    """
    inside = [entry for entry in tree.entries(name) if not is_dropped(entry)]
    if not any(_PART.fullmatch(entry) for entry in inside):
        return hinted("archive.stray-folder")
    original = stated_id(tree, name).rpartition(DELIMITER)[2]
    if original and original != name and tree.stands(original):
        return hinted("archive.stray-copy", report=shown(original))
    return None
