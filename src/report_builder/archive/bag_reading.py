"""Reading a BagIt bag (RFC 8493) that came from elsewhere: nothing in it counts before its digests fit.

No file leads out of the bag, and none is unpacked that is larger than it can be. All stays in memory.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from report_builder.archive.bag_packing import RefusedBagError, Unpacked, unpacked
from report_builder.archive.faults import Faults
from report_builder.archive.names import is_dropped, shown
from report_builder.diagnostics import Outcome
from report_builder.language.message import Message, hinted, say

_CODE = "RB-BAG"
_DATA = "data/"
_METS = "METS.xml"
"""At the top of an E-ARK package, which has no list of digests that is read here."""
_HINT = say("archive.bag-read.hint")
_DECLARED = re.compile(rb"BagIt-Version: (0\.97|1\.0)\s+Tag-File-Character-Encoding: UTF-8\s*", re.IGNORECASE)
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(\S.*)")
_MANIFEST = re.compile(r"(tag)?manifest-(sha512|sha256|sha1|md5)\.txt")
_OWN = ("bagit.txt", "bag-info.txt")
"""What the check reads, listed or not, beside the lists of digests."""
_METADATA = "metadata/"
"""Where a bag of this program has what it knows of the report: it lists them always."""
_OXUM = re.compile(r"^Payload-Oxum:\s*(\d+)\.(\d+)\s*$", re.MULTILINE)


class OpenedBag(Struct, frozen=True):
    """The files of a bag: ``payload`` by their paths below ``data/``, ``tags`` by all others.

    Where the bag lists tag files, those that it does not list are left out: nothing proves them.
    """

    payload: Mapping[str, bytes]
    tags: Mapping[str, bytes]


def open_bag(path: Path) -> Outcome[OpenedBag]:
    """Read a bag, a ``.zip`` or ``.tar`` file or a folder, and check it as RFC 8493 (3) asks.

    Whatever is wrong is RB-BAG, as a warning for a tag file that no list has. There is a value all the same
    where the files could be read: each is what its own digest says, whatever the bag says of it.
    """
    faults = Faults(str(path))
    try:
        found = _below_top(unpacked(path))
    except RefusedBagError as refused:
        faults.add(_CODE, refused.path, "", refused.said, refused.hint)
        return Outcome(None, faults.items)
    files = found.entries
    check = _Check(found, faults)
    check.run()
    payload = {name.removeprefix(_DATA): data for name, data in files.items() if name.startswith(_DATA)}
    tags = {
        name: data
        for name, data in files.items()
        if not name.startswith(_DATA) and name not in check.unlisted
    }
    return Outcome(OpenedBag(payload, tags), faults.items)


def _below_top(found: Unpacked) -> Unpacked:
    """The files by their paths in the bag, which is one folder of what was packed."""
    entries = (*found.entries, *found.damaged)
    tops = [path for path in entries if path.rpartition("/")[2] == "bagit.txt" and path.count("/") <= 1]
    if len(tops) != 1:
        is_eark = any(path.count("/") <= 1 and path.rpartition("/")[2] == _METS for path in entries)
        said = say("archive.bag-eark" if is_eark else "archive.bag-none")
        raise RefusedBagError("", said, say("archive.bag-none.hint"))
    top = tops[0].removesuffix("bagit.txt")
    for path in entries:
        if not path.startswith(top) and not path.startswith("__MACOSX/") and not is_dropped(path):
            raise RefusedBagError(shown(path), say("archive.bag-beside"))
    own = [path for path in entries if path.startswith(top) and not is_dropped(path)]
    return Unpacked(
        {path.removeprefix(top): found.entries[path] for path in own if path in found.entries},
        {path.removeprefix(top): found.damaged[path] for path in own if path in found.damaged},
    )


class _Check:
    """The check of one bag; every fault is told."""

    def __init__(self, found: Unpacked, faults: Faults) -> None:
        self._files, self._damaged, self._faults = found.entries, found.damaged, faults
        self._version = ""
        self.unlisted: frozenset[str] = frozenset()

    def run(self) -> None:
        for name, said in sorted(self._damaged.items()):
            self._tell(name, said)
        declared = _DECLARED.fullmatch(self._files.get("bagit.txt", b""))
        if declared is None and "bagit.txt" not in self._damaged:
            self._tell("bagit.txt", say("archive.bag-declaration"))
        self._version = declared[1].decode() if declared else ""
        if "fetch.txt" in self._files:
            self._tell("fetch.txt", say("archive.bag-fetch"))
        names = {name: match for name in self._files if (match := _MANIFEST.fullmatch(name))}
        listed: set[str] = set()
        tags: set[str] = set()
        for name, match in sorted(names.items()):
            (tags if match[1] else listed).update(self._check_manifest(name, match[2]))
        if not any(match[1] is None for match in names.values()):
            if any(_MANIFEST.fullmatch(name) for name in self._damaged):
                return
            self._tell("", say("archive.bag-no-manifest"))
            return
        payload = {name for name in self._files if name.startswith(_DATA)}
        for name in sorted(payload - listed):
            self._tell(name, say("archive.bag-extra"))
        if any(match[1] for match in names.values()):
            self._advise_of_tags(tags | {name for name, match in names.items() if match[1]})
        else:
            self._advise_of_no_list()
        if not self._damaged:
            self._check_count(payload)

    def _check_manifest(self, manifest: str, algorithm: str) -> set[str]:
        """Compare what a manifest lists; the files that it lists and that are there."""
        listed: set[str] = set()
        try:
            lines = self._files[manifest].decode("utf-8").splitlines()
        except UnicodeDecodeError:
            self._tell(manifest, say("archive.bag-encoding"))
            return listed
        for number, line in enumerate(lines, 1):
            match = _LINE.fullmatch(line)
            if match is None:
                self._tell(manifest, say("archive.bag-line", line=number))
                continue
            name = self._named(match[2])
            data = self._files.get(name)
            if name in self._damaged:
                continue
            if data is None:
                self._tell(name, say("archive.bag-missing", manifest=manifest))
                continue
            listed.add(name)
            found = hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()
            if found != match[1].lower():
                expected = match[1].lower()
                self._tell(name, say("archive.digest", algorithm=algorithm, expected=expected, found=found))
        return listed

    def _named(self, written: str) -> str:
        """The name that a manifest writes: RFC 8493, 2.1.3, has percent signs in another form."""
        name = written.rstrip().removeprefix("./")
        decoded = name.replace("%25", "%")
        return decoded if self._version == "1.0" and name not in self._files else name

    def _check_count(self, payload: set[str]) -> None:
        said = _OXUM.search(self._files.get("bag-info.txt", b"").decode("utf-8", "replace"))
        found = f"{sum(len(self._files[name]) for name in payload)}.{len(payload)}"
        if said is not None and f"{int(said[1])}.{int(said[2])}" != found:
            there = f"{said[1]}.{said[2]}"
            self._tell("bag-info.txt", say("archive.bag-oxum", said=there, found=found))

    def _advise_of_tags(self, listed: set[str]) -> None:
        """A file beside the payload need not be listed (RFC 8493, 2.2.1), and then nothing proves it."""
        self.unlisted = frozenset(
            name for name in self._files if not name.startswith(_DATA) and name not in listed
        )
        for name in sorted(self.unlisted):
            if name in _OWN or _MANIFEST.fullmatch(name):
                self._faults.advise(_CODE, name, say("archive.bag-unlisted-own"), _HINT)
            else:
                self._faults.advise(_CODE, name, *hinted("archive.bag-unlisted"))

    def _advise_of_no_list(self) -> None:
        """A list of the files beside the payload may be left out (RFC 8493, 2.2.1), and here none was."""
        is_there = any(_MANIFEST.fullmatch(name) for name in self._damaged)
        if not is_there and any(name.startswith(_METADATA) for name in self._files):
            self._faults.advise(_CODE, "", say("archive.bag-no-tags"), _HINT)

    def _tell(self, path: str, message: Message) -> None:
        self._faults.add(_CODE, path, "", message, _HINT)
