"""Names in the archive: of objects, of logical paths, and of the files that hold the bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from report_builder.language.message import Message, Value, say
from report_builder.sources.names import name_fault, stored_name_fault, twin_key

_LONGEST_ID = 220
"""In UTF-8 bytes, so that lock and work folder can have the id and an ending as their names; a report's own
name is shorter, for its journal has it and an ending too."""

_PORTABLE = re.compile(r"[\w(-][\w .,()+-]*")
"""Letters of every script, digits, and what no system minds; no name begins with a blank or a dot."""

_LONGEST_PORTABLE_PART, _LONGEST_PORTABLE = 100, 150
"""In UTF-8 bytes: Windows counts the folder of the archive too."""

_BY_DIGEST = "~"
"""The folder of contents that cannot have their own name; no portable name has this character."""

_DIGEST_NAME = 64
"""Half of a sha512 in hexadecimal digits: unique all the same, and short enough for Windows."""

_DROPPED = re.compile(
    r"\.DS_Store|\._.+|\.localized|\.apdisk|\.fseventsd|\.Spotlight-V100|\.Trashes|\.TemporaryItems"
    r"|Thumbs\.db|ehthumbs(?:_vista)?\.db|desktop\.ini|~\$.+|\$RECYCLE\.BIN|System Volume Information"
    r"|\.directory|\.Trash-\d+|\.nfs[0-9a-f]+|\.~lock\..+#|lost\+found|@eaDir|#recycle",
    re.IGNORECASE,
)
"""What macOS, Windows, Linux, LibreOffice, Word and file servers leave in folders that are looked at."""


def is_dropped(path: str) -> bool:
    """Tell whether a file or folder is a system's own, of which no archive knows."""
    return _DROPPED.fullmatch(path.rpartition("/")[2]) is not None


def id_fault(object_id: str) -> Value | None:
    """Say why ``object_id`` cannot name an object, which is a folder on any system; None when it can.

    What is said goes on behind the name: "is empty".
    """
    if not object_id:
        return say("archive.name-empty")
    if fault := stored_name_fault(object_id):
        return fault
    if len(object_id.encode("utf-8")) > _LONGEST_ID:
        return say("archive.name-long", most=_LONGEST_ID)
    return None


def path_fault(path: str) -> tuple[Message, str] | None:
    """Say why ``path`` cannot be a logical path or the end of a content path, with the OCFL rule.

    What is said goes on behind the path. OCFL 1.1, 3.5.3.1 and 3.5.2: parts between single slashes, none of
    them "." or "..".
    """
    if path.startswith("/") or path.endswith("/"):
        return say("archive.path-slash"), "E053"
    if any(part in ("", ".", "..") for part in path.split("/")):
        return say("archive.path-part"), "E052"
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return say("archive.path-surrogate"), "E051"
    return None


def file_and_folder(paths: Iterable[str]) -> list[str]:
    """The paths that are both a file and the folder of another, sorted."""
    files = set(paths)
    folders = {folder for path in files for folder in folders_above(path)}
    return sorted(files & folders)


def folders_above(path: str) -> list[str]:
    """Every folder that ``path`` stands in, outermost first."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def content_names(files: Mapping[str, str], standing: Iterable[str] = ()) -> dict[str, str]:
    """Choose a file name below the content folder for each digest of ``files`` (digest to logical path).

    The logical path itself where it works on every system and meets no other in letter case or Unicode form,
    so that a reader who has nothing but the folder finds the report; else a name made of the digest.
    ``standing`` are the names that stand in the folder already.
    """
    taken: set[str] = set()
    for name in standing:
        _take(name, taken)
    named: dict[str, str] = {}
    for digest, path in sorted(files.items(), key=lambda item: item[1]):
        own = _is_portable(path) and not _meets(path, taken)
        name = path if own else f"{_BY_DIGEST}/{digest[:_DIGEST_NAME]}"
        if own:
            _take(path, taken)
        named[digest] = name
    return named


def _take(path: str, taken: set[str]) -> None:
    taken.update(twin_key(folder) + "/" for folder in folders_above(path))
    taken.add(twin_key(path))


def _is_portable(path: str) -> bool:
    if not unicodedata.is_normalized("NFC", path) or len(path.encode("utf-8")) > _LONGEST_PORTABLE:
        return False
    return all(
        _PORTABLE.fullmatch(part)
        and len(part.encode("utf-8")) <= _LONGEST_PORTABLE_PART
        and name_fault(part) is None
        and not is_dropped(part)
        for part in path.split("/")
    )


def _meets(path: str, taken: set[str]) -> bool:
    """True where a twin of the path is a file or folder already, or one of its folders a file."""
    key = twin_key(path)
    return (
        key in taken or key + "/" in taken or any(twin_key(above) in taken for above in folders_above(path))
    )


def shown(name: str) -> str:
    """A name from the disk or an inventory, on one line and printable."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)
