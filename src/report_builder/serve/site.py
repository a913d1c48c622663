"""The site on the disk: what ``publish`` wrote, as a fixed table of addresses.

No address that a client sends is ever made into a path: it is looked up in the table, or it is not there.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostic
from report_builder.language.address_words import UNSTATED
from report_builder.language.message import Message, say
from report_builder.language.reason import reason_of
from report_builder.published import PACKED, POINTER, POINTER_FILE, TABLE

PDF = "application/pdf"

_INDEX = "index.html"
_ASSETS = re.compile(rb'href="(/assets/[^"/]+/)theme\.css"')


_AFTER = (("thanks", UNSTATED.thanks), ("sorry", UNSTATED.sorry))
"""Where an answer leads, with the word for it on a site that does not say."""


class SiteFault(Exception):  # noqa: N818 - a state of the world, no mistake of the caller
    """The site cannot be served; ``diagnostic`` says why."""

    def __init__(self, code: str, message: Message) -> None:
        self.diagnostic = Diagnostic(code, message, say("serve.site.hint"))
        super().__init__(message)


class _Broken(ValueError):  # noqa: N818 - the same, of a part of the site
    """What a site says of itself is not so; ``said`` tells what."""

    def __init__(self, said: Message) -> None:
        self.said = said
        super().__init__(said)


class SiteFile(Struct, frozen=True):
    """A file of the site. ``modified`` is in whole seconds since 1970; ``version`` that of the report.

    ``packed`` has the file once more in each coding (``br``, ``gzip``) that lies ready beside it.
    ``scripts`` is True of a page that asks for scripts of the site.
    """

    path: Path
    size: int
    digest: str
    media_type: str
    version: int | None
    modified: int
    packed: Mapping[str, SiteFile] = MappingProxyType({})
    scripts: bool = False


class Release(Struct, frozen=True):
    """One state of the site.

    ``files`` has every address that is served, those of folders too; ``folders`` the addresses without
    their last slash; ``versions`` the report's versions, also those that were withdrawn. ``newest`` is the
    one that is shown, None where every one was withdrawn. ``withdrawn`` has, by the folder of a withdrawn
    version (``v2``), the address of the page that says so. ``assets`` is the address of the folder with the
    style sheets of the newest version, empty where there is none. ``thanks`` and ``sorry`` are the addresses
    that readers are led to after an answer.
    """

    report: str
    language: str
    files: Mapping[str, SiteFile]
    folders: frozenset[str]
    versions: frozenset[int]
    newest: int | None
    withdrawn: Mapping[str, str]
    assets: str
    thanks: str
    sorry: str

    def page_of_withdrawn(self, address: str) -> str | None:
        """Give the page that stands for an address of a withdrawn version; None for any other address."""
        start, report, folder = (*address.split("/", 3)[:3], "", "")[:3]
        return self.withdrawn.get(folder) if not start and report == self.report else None


class Site:
    """The folder that ``publish`` writes to; a new release is taken up as soon as the pointer names it.

    ``report`` is told of a release that cannot be served; then the one before it stays. Raises SiteFault
    when there is none to begin with.
    """

    def __init__(self, root: Path, report: Callable[[Diagnostic], object]) -> None:
        self._root = root
        self._report = report
        self._pointer = _pointer(root)
        self._release = load_release(root / self._pointer)

    def current(self) -> Release:
        """Give the release that the pointer names now; the cost is one look at the pointer."""
        try:
            pointer = _pointer(self._root)
        except SiteFault:  # between two pointers, or the disk is away: what is in hand stays
            return self._release
        if pointer != self._pointer:
            self._pointer = pointer
            try:
                self._release = load_release(self._root / pointer)
            except SiteFault as fault:
                self._report(fault.diagnostic)
        return self._release


def _pointer(root: Path) -> str:
    """Read what the pointer says; it is read for each request."""
    try:
        return os.readlink(f"{root}/{POINTER}")  # noqa: PTH115 - making a Path of it takes longer than reading
    except OSError:  # there is no link, where the system has none
        pass
    try:
        return (root / POINTER_FILE).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise SiteFault("RB-SITE-MISSING", say("serve.no-site", folder=str(root))) from fault


def load_release(folder: Path) -> Release:
    """Read a release's table and see that the files are there in their sizes. Raises SiteFault."""
    try:
        table = json.loads((folder / TABLE).read_bytes())
        files = {address: _file(folder / "www", address, entry) for address, entry in table["files"].items()}
        report, language = str(table["report"]), str(table["language"])
        newest = None if table["newest"] is None else int(table["newest"])
        withdrawn = _withdrawn(table.get("withdrawn", {}), files)
        thanks, sorry = (str(table.get(key, f"/{report}/{word}/")) for key, word in _AFTER)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as fault:
        message = say("serve.site-unreadable", folder=str(folder), reason=_reason(fault))
        raise SiteFault("RB-SITE-DAMAGED", message) from fault
    indexes = {
        address.removesuffix(_INDEX): file
        for address, file in files.items()
        if address.endswith(f"/{_INDEX}")
    }
    folders = frozenset(address.rstrip("/") for address in indexes if address != "/")
    versions = frozenset(file.version for file in files.values() if file.version is not None)
    gone = frozenset(int(folder[1:]) for folder in withdrawn)
    return Release(
        report,
        language,
        files | indexes,
        folders,
        versions | gone,
        newest,
        withdrawn,
        _assets(files.get("/404.html")),
        thanks,
        sorry,
    )


def _reason(fault: Exception) -> Message:
    """Why a table, or what it names, cannot be read."""
    if isinstance(fault, _Broken):
        return fault.said
    if isinstance(fault, OSError):
        return reason_of(fault)
    return say("quote.said", text=f"{type(fault).__name__}: {fault}")


def _withdrawn(said: Mapping[str, str], files: Mapping[str, SiteFile]) -> Mapping[str, str]:
    missing = [page for page in said.values() if page not in files]
    if missing:
        raise _Broken(say("serve.page-missing", page=missing[0]))
    return {f"v{int(number)}": page for number, page in said.items()}


def _assets(page: SiteFile | None) -> str:
    """Find the folder of the style sheets in a page that is always the newest version's."""
    try:
        found = _ASSETS.search(page.path.read_bytes()) if page else None
    except OSError:
        return ""
    return found[1].decode() if found else ""


def _file(root: Path, address: str, entry: Mapping[str, Any]) -> SiteFile:
    parts = PurePosixPath(address).parts
    if not address.startswith("/") or "/".join(("", *parts[1:])) != address or {".", ".."} & set(parts):
        raise _Broken(say("serve.no-address", address=address))
    version = None if entry["version"] is None else int(entry["version"])
    media_type = _with_charset(str(entry["type"]))
    packed = {
        coding: _on_disk(root, address + PACKED[coding], said, media_type, version)
        for coding, said in entry.get("packed", {}).items()
        if coding in PACKED
    }
    file = _on_disk(root, address, entry, media_type, version)
    return replace(file, packed=packed, scripts=bool(entry.get("scripts")))


def _on_disk(
    root: Path, name: str, entry: Mapping[str, Any], media_type: str, version: int | None
) -> SiteFile:
    path = root / name[1:]
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size != int(entry["size"]):
        raise _Broken(say("serve.not-published", file=name))
    digest = str(entry["sha256"]).lower()
    return SiteFile(path, status.st_size, digest, media_type, version, int(status.st_mtime))


def _with_charset(media_type: str) -> str:
    text = media_type.startswith("text/") and "charset" not in media_type
    return f"{media_type}; charset=utf-8" if text else media_type
