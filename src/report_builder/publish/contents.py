"""What is written of a site: what stands there already is linked, and neither packed nor written again."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from report_builder.publish.assembling import File
from report_builder.publish.model import SiteFile, media_type
from report_builder.publish.packing import may_be_packed, packed
from report_builder.publish.present import KeptFile, Present
from report_builder.publish.table import Entry, entry_of
from report_builder.publish.writing import Contents
from report_builder.published import PACKED


def contents_of(
    site: Mapping[str, File], present: Present | None, newest: int | None = None
) -> tuple[dict[str, Entry], Contents]:
    """Give the entry of every file by its path, and what is to be written, packed forms too.

    ``newest`` is the version whose pages are read most.
    A file that stands at two addresses is written once.
    """
    entries: dict[str, Entry] = {}
    contents: dict[str, bytes | Path | str] = {}
    first: dict[str, str] = {}
    for path, file in site.items():
        kept = file if isinstance(file, KeptFile) else _standing(path, file, present)
        if kept is not None:
            entries[path] = kept.entry
            for ending in ("", *(PACKED[coding] for coding in kept.entry.packed or ())):
                contents[path + ending] = kept.place.with_name(kept.place.name + ending)
            continue
        assert isinstance(file, SiteFile)
        twin = first.setdefault(sha256(file.data).hexdigest(), path)
        if twin != path:
            entries[path] = replace(entries[twin], type=media_type(path), version=file.version)
            contents[path] = twin
            contents |= {
                path + PACKED[coding]: twin + PACKED[coding] for coding in entries[twin].packed or ()
            }
            continue
        forms = packed(path, file.data, is_old=bool(file.slots) and file.version != newest)
        entries[path] = entry_of(path, file.data, file.version, forms)
        contents[path] = file.data
        contents |= {path + PACKED[coding]: data for coding, data in forms.items()}
    return entries, contents


def _standing(path: str, file: SiteFile, present: Present | None) -> KeptFile | None:
    """The file that stands at the path, where it has these bytes already."""
    entry = present.entries.get(path) if present else None
    if present is None or entry is None or entry.version != file.version:
        return None
    if not entry.packed and may_be_packed(path, entry.size):
        return None  # it was written before files were packed
    return KeptFile(present.www / path, entry) if entry.sha256 == sha256(file.data).hexdigest() else None
