"""What stands published in the folder of a site: which versions, and the file of each.

Asked before a release or a publish, without any library of the site.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from report_builder.diagnostics import Diagnostics
from report_builder.language.address_words import AddressWords
from report_builder.language.message import Message, all_of, hinted, in_turn, say

OUTPUT = "output"
"""What is made of a report, below its folder."""

SITE = f"{OUTPUT}/site"
"""Where a site is written unless another folder is named, below the report's."""

EPUB = "application/epub+zip"
"""The media type of the e-book of a version."""

POINTER, POINTER_FILE, RELEASES = "current", "current.txt", "releases"
"""``current`` is a link to the release that is served, ``current.txt`` the same where there are no links."""

LOCK = ".lock"
"""In the folder of a site: held by the run that writes to it."""

RELEASE = re.compile(r"[0-9a-f]{16}(?:-[0-9]+)?")
"""The name of a release in ``releases/``."""

TABLE = "site.json"
"""In a release: every address with its file."""

PACKED = {"br": ".br", "gzip": ".gz"}
"""The end of the name of a packed form, which stands beside its file, by the coding (RFC 9110, 8.4.1)."""


def page_of_newer(report: str, number: int, words: AddressWords) -> str:
    """Give the path, on the site, of the page that says whether there is a newer version than this one.

    It stands in files that are released, and in print: it is for ever.
    """
    return f"{report}/v{number}/{words.newer}/"


def pointed(out: Path) -> str | None:
    """Read which release the pointer names; None where there is no pointer."""
    link, text = out / POINTER, out / POINTER_FILE
    try:
        said = str(link.readlink()) if link.is_symlink() else text.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return said.strip().replace(os.sep, "/").removeprefix(f"{RELEASES}/")


def has_room(out: Path, diagnostics: Diagnostics) -> bool:
    """Tell whether a site can stand in ``out``; False after RB-OUTPUT-PATH.

    Where one writes, nothing of somebody else's may have its names: a folder ``current`` for one, as where a
    site was copied with what its links lead to. Asked before anything is written.
    """
    fault = _in_the_way(out)
    if fault is None:
        return True
    message, hint = fault
    diagnostics.error("RB-OUTPUT-PATH", None, message, hint)
    return False


def _in_the_way(out: Path) -> tuple[Message, Message] | None:
    """What stands in the way of a site, and what to do about it."""
    to = str(out)
    above = next(folder for folder in (out, *out.absolute().parents) if os.path.lexists(folder))
    if not above.is_dir():
        leads_nowhere = say("published.link-nowhere", out=to, path=str(above))
        is_file = say("published.is-file", out=to, path=str(above))
        return leads_nowhere if above.is_symlink() else is_file, say("published.name-folder")
    releases, text, lock = out / RELEASES, out / POINTER_FILE, out / LOCK
    cure = say("published.move-it")
    if os.path.lexists(releases) and not releases.is_dir():
        return say("published.is-file", out=to, path=str(releases)), cure
    for path in (text, lock):
        if path.is_dir():
            return say("published.is-folder", out=to, path=str(path)), cure
    for path in (out / POINTER, text):
        if os.path.lexists(path) and not _is_pointer(path):
            if path.is_dir() and not path.is_symlink():
                return say("published.folder-no-pointer", out=to, path=str(path)), cure
            return say("published.file-no-pointer", out=to, path=str(path)), cure
    return None


def _is_pointer(path: Path) -> bool:
    """Tell whether a link or a text leads to a release, be it there or not."""
    try:
        said = path.readlink().as_posix() if path.name == POINTER else path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return False
    folder, _, name = said.rpartition("/")
    return folder == RELEASES and RELEASE.fullmatch(name) is not None


def is_own_site(out: Path, report: str, diagnostics: Diagnostics) -> bool:
    """Tell whether the site in ``out`` is that of ``report``, or none; False after RB-SITE-FOREIGN."""
    others = sorted({name for name, _ in standing(out)} - {report})
    if others:
        named = all_of([f"'{name}'" for name in others])
        diagnostics.error(
            "RB-SITE-FOREIGN", None, *hinted("published.foreign", out=str(out), others=named, report=report)
        )
    return not others


def keeps_versions(out: Path, report: str, versions: Mapping[int, str], diagnostics: Diagnostics) -> bool:
    """Tell whether ``versions`` of ``report`` are all that the site in ``out`` has, or more, and the same.

    ``versions`` has the sha256 of the PDF of each, empty where it is not known. The address of a version is
    for ever, and so are its bytes: False after RB-SITE-LOST, which names those that would be lost, of this
    report or of another name, and after RB-SITE-OTHER, which names those that would be others. A site that
    cannot be read is none.
    """
    stands = standing(out)
    lost = sorted(stands.keys() - {(report, number) for number in versions})
    others = [
        f"v{number}"
        for number, digest in sorted(versions.items())
        if digest and stands.get((report, number), digest) != digest
    ]
    if others:
        diagnostics.error(
            "RB-SITE-OTHER", None, *hinted("published.other-file", out=str(out), versions=in_turn(others))
        )
    if not lost:
        return not others
    named = in_turn([say("published.version", number=number, report=name) for name, number in lost])
    diagnostics.error("RB-SITE-LOST", None, *hinted("published.lost", out=str(out), versions=named))
    return False


def shown_on(out: Path, report: str) -> frozenset[int]:
    """Give the versions of ``report`` that the site's readers know of, withdrawn ones among them."""
    table = _table(out)
    try:
        withdrawn = {int(number) for number in table.get("withdrawn", ())}
    except (ValueError, TypeError):
        withdrawn = set()
    return frozenset({number for name, number in _standing(table) if name == report} | withdrawn)


def standing(out: Path) -> dict[tuple[str, int], str]:
    """Read the versions that are published now, by report and number, each with the sha256 of its PDF."""
    return _standing(_table(out))


def _standing(table: Mapping[str, Any]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    try:
        for address, entry in table["files"].items():
            if entry["version"] is not None:
                version = address.split("/")[1], int(entry["version"])
                is_pdf = entry["type"] == "application/pdf"
                found[version] = str(entry["sha256"]) if is_pdf else found.get(version, "")
    except (ValueError, TypeError, LookupError, AttributeError):
        return {}
    return {version: digest for version, digest in found.items() if digest}


def _table(out: Path) -> Mapping[str, Any]:
    """Read the table of the site that is served; an empty one where there is none that can be read."""
    import json

    release = pointed(out)
    try:
        table = json.loads((out / RELEASES / release / TABLE).read_bytes()) if release else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}
