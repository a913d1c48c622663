"""Reading an inventory that nobody vouches for.

Every rule of OCFL 1.1 for inventories is checked, and all that is wrong is told. Beyond OCFL, only what
this program writes is accepted: sha512, version folders without leading zeros, content in "content".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from report_builder.archive.faults import Faults
from report_builder.archive.inventory import CONTENT, TYPE, Inventory, Version, version_folder
from report_builder.archive.names import file_and_folder, path_fault, shown

MAX_INVENTORY_BYTES = 64 * 1024 * 1024

_CODE = "RB-ARCHIVE-INVENTORY"
_HEXADECIMAL = re.compile(r"[0-9a-f]+")
_DIGEST = re.compile(r"[0-9a-f]{128}")
_CONTENT_PATH = re.compile(r"v([1-9][0-9]{0,8})/" + CONTENT + r"/(.+)", re.DOTALL)
_VERSION_KEY = re.compile(r"v[1-9][0-9]{0,8}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")
_KEYS = {"id", "type", "digestAlgorithm", "head", "contentDirectory", "fixity", "manifest", "versions"}
_VERSION_KEYS = {"created", "message", "user", "state"}

FIXITY = {"md5": "md5", "sha1": "sha1", "sha256": "sha256", "sha512": "sha512", "blake2b-512": "blake2b"}
"""The algorithms of fixity blocks (OCFL 1.1, 3.5.4), and what hashlib calls them."""


class _Broken(Exception):  # noqa: N818 - the end of reading, no fault of the program
    """The JSON cannot be read; never leaves this module."""


def parse_inventory(data: bytes, path: str, object_id: str, faults: Faults) -> Inventory | None:
    """Read the inventory at ``path`` of the object ``object_id``; None after faults."""
    return _Parser(path, object_id, faults).parse(data)


def _reject(constant: str) -> object:
    raise _Broken(f"'{constant}' is no JSON")


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Broken("a key stands twice")
    return found


class _Parser:
    """Reads one inventory; a fault in one part does not hide those in the next."""

    def __init__(self, path: str, object_id: str, faults: Faults) -> None:
        self._path, self._id, self._all = path, object_id, faults
        self._broken = False

    def parse(self, data: bytes) -> Inventory | None:
        found = self._load(data)
        if found is None:
            return None
        self._check_head(found)
        manifest = self._manifest(found.get("manifest"))
        versions = self._versions(found.get("versions"), manifest)
        fixity = self._fixity(found.get("fixity", {}), manifest)
        self._check_numbers(found.get("head"), manifest, versions)
        if self._broken:
            return None
        return Inventory(self._id, tuple(versions), manifest, fixity)

    def _fault(self, rule: str, message: str) -> None:
        self._broken = True
        self._all.add(_CODE, self._path, rule, message, "restore the inventory from a backup")

    def _load(self, data: bytes) -> Mapping[str, object] | None:
        try:
            found = json.loads(data.decode("utf-8"), object_pairs_hook=_without_twins, parse_constant=_reject)
        except (_Broken, ValueError) as fault:  # bad UTF-8, bad JSON, numbers of a thousand digits
            self._fault("E033", f"the inventory cannot be read: {shown(str(fault))}")
            return None
        except RecursionError:
            self._fault("E033", "the inventory is nested too deeply")
            return None
        if not isinstance(found, dict):
            self._fault("E034", "the inventory is no JSON object")
            return None
        return found

    def _check_head(self, found: Mapping[str, object]) -> None:
        for key in sorted(found.keys() - _KEYS):
            self._fault("E102", f"the key '{shown(key)}' is not known")
        for key, rule in (("id", "E036"), ("type", "E036"), ("digestAlgorithm", "E036"), ("head", "E036")):
            if key not in found:
                self._fault(rule, f"the key '{key}' is missing")
        if found.get("id", self._id) != self._id:
            self._fault("E037", f"the id is {_told(found['id'])}, not '{self._id}'")
        if found.get("type", TYPE) != TYPE:
            self._fault("E038", f"the type is {_told(found['type'])}, not '{TYPE}'")
        if found.get("digestAlgorithm", "sha512") != "sha512":
            self._fault("E025", f"the digest algorithm is {_told(found['digestAlgorithm'])}, not 'sha512'")
        if found.get("contentDirectory", CONTENT) != CONTENT:
            self._fault("E021", f"the content folder is {_told(found['contentDirectory'])}, not '{CONTENT}'")

    def _digest_block(self, block: object, where: str, rule: str) -> dict[str, str]:
        """Turn {digest: [path, …]} into path to digest."""
        found: dict[str, str] = {}
        if not isinstance(block, dict):
            self._fault(rule, f"{where} is no JSON object")
            return found
        digests: set[str] = set()
        for key, paths in block.items():
            digest = key.lower()
            if digest in digests:
                self._fault("E096", f"the digest {_told(key)} stands twice in {where}")
            digests.add(digest)
            if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
                self._fault(rule, f"the paths of {_told(key)} in {where} are no list of texts")
                continue
            for path in paths:
                if path in found:
                    self._fault(
                        "E101" if rule == "E041" else "E095", f"{_told(path)} stands twice in {where}"
                    )
                found[path] = digest
        return dict(sorted(found.items()))

    def _manifest(self, block: object) -> dict[str, str]:
        if block is None:
            self._fault("E041", "the manifest is missing")
            return {}
        manifest = self._digest_block(block, "the manifest", "E041")
        for digest in {digest for digest in manifest.values() if not _DIGEST.fullmatch(digest)}:
            self._fault("E025", f"{_told(digest)} in the manifest is no sha512")
        for path in manifest:
            self._check_content_path(path)
        for path in file_and_folder(manifest):
            self._fault("E101", f"{_told(path)} is both a file and a folder of the manifest")
        return manifest

    def _check_content_path(self, path: str) -> None:
        if path.startswith("/") or path.endswith("/"):
            self._fault("E100", f"the content path {_told(path)} starts or ends with a slash")
            return
        match = _CONTENT_PATH.fullmatch(path)
        if match is None:
            self._fault("E042", f"the content path {_told(path)} is not below vN/{CONTENT}")
            return
        fault = path_fault(match[2])
        if fault is not None or "\0" in path:
            reason = fault[0] if fault else "has a NUL character"
            self._fault("E099", f"the content path {_told(path)} {reason}")

    def _versions(self, block: object, manifest: Mapping[str, str]) -> list[Version]:
        if not isinstance(block, dict):
            rule, message = ("E043", "is missing") if block is None else ("E044", "is no JSON object")
            self._fault(rule, f"the block 'versions' {message}")
            return []
        if not block:
            self._fault("E008", "there is no version")
        wrong = [key for key in block if not _VERSION_KEY.fullmatch(key)]
        for key in wrong:
            self._fault("E046", f"{_told(key)} is no version number")
        numbers = sorted(int(key[1:]) for key in block.keys() - set(wrong))
        if numbers and numbers[0] != 1:
            self._fault("E009", f"the versions begin with v{numbers[0]}, not v1")
        elif numbers != list(range(1, len(numbers) + 1)):
            gap = next(count for count, number in enumerate(numbers, 1) if count != number)
            self._fault("E010", f"the versions have a gap: v{gap} is missing")
        return [self._version(number, block[version_folder(number)], manifest) for number in numbers]

    def _version(self, number: int, block: object, manifest: Mapping[str, str]) -> Version:
        name = version_folder(number)
        if not isinstance(block, dict):
            self._fault("E047", f"{name} is no JSON object")
            block = {"created": "1970-01-01T00:00:00Z", "state": {}}
        for key in sorted(block.keys() - _VERSION_KEYS):
            self._fault("E102", f"the key '{shown(key)}' of {name} is not known")
        message = block.get("message", "")
        if not _is_text(message):
            self._fault("E094", f"the message of {name} is no text")
        author, address = self._user(name, block.get("user"))
        state = self._state(name, block.get("state"), manifest)
        return Version(
            number, self._created(name, block.get("created")), str(message), author, state, address
        )

    def _created(self, name: str, value: object) -> datetime:
        if value is None:
            self._fault("E048", f"{name} has no time of creation")
        elif not isinstance(value, str) or not _TIME.fullmatch(value):
            self._fault("E049", f"the time of {name} is {_told(value)}, no time of RFC 3339")
        else:
            try:
                return datetime.fromisoformat(value.upper()).astimezone(UTC)
            except (ValueError, OverflowError):
                self._fault("E049", f"the time of {name} is {_told(value)}, which does not exist")
        return datetime.fromtimestamp(0, UTC)

    def _user(self, name: str, user: object) -> tuple[str, str]:
        if user is None:
            return "", ""
        author = user.get("name") if isinstance(user, dict) else None
        address = user.get("address", "") if isinstance(user, dict) else None
        if _is_text(author) and _is_text(address):
            return str(author), str(address)
        self._fault("E054", f"the user of {name} has no name, or an address that is no text")
        return "", ""

    def _state(self, name: str, block: object, manifest: Mapping[str, str]) -> dict[str, str]:
        if block is None:
            self._fault("E048", f"{name} has no state")
            return {}
        state = self._digest_block(block, f"the state of {name}", "E050")
        for path in state:
            fault = path_fault(path)
            if fault is not None:
                self._fault(fault[1], f"the path {_told(path)} of {name} {fault[0]}")
        for path in file_and_folder(state):
            self._fault("E095", f"{_told(path)} is both a file and a folder of {name}")
        for digest in sorted(set(state.values()) - set(manifest.values())):
            self._fault("E050", f"the digest {_told(digest)} of {name} is not in the manifest")
        return state

    def _fixity(self, block: object, manifest: Mapping[str, str]) -> dict[str, dict[str, str]]:
        if not isinstance(block, dict):
            self._fault("E111", "the block 'fixity' is no JSON object")
            return {}
        fixity = {}
        for name, inner in block.items():
            if name not in FIXITY:
                self._fault("E056", f"the fixity algorithm {_told(name)} is not known")
                continue
            fixity[name] = self._digest_block(inner, f"the fixity block '{shown(name)}'", "E057")
            for digest in sorted(set(fixity[name].values())):
                if not _HEXADECIMAL.fullmatch(digest):
                    self._fault("E057", f"{_told(digest)} in the fixity block is no digest")
            for path in sorted(fixity[name].keys() - manifest.keys()):
                self._fault("E057", f"{_told(path)} of the fixity block is not in the manifest")
        return fixity

    def _check_numbers(self, head: object, manifest: Mapping[str, str], versions: list[Version]) -> None:
        last = version_folder(versions[-1].number) if versions else None
        if head is not None and last is not None and head != last:
            self._fault("E040", f"the head is {_told(head)}, but the newest version is {last}")
        known = {version_folder(version.number) for version in versions}
        for path in manifest:
            if _CONTENT_PATH.fullmatch(path) and path.split("/")[0] not in known:
                self._fault("E042", f"the content path {_told(path)} is of a version that is not there")
        used = {digest for version in versions for digest in version.state.values()}
        for digest in sorted(set(manifest.values()) - used):
            self._fault("E107", f"no version uses the digest {_told(digest)} of the manifest")


def _is_text(value: object) -> bool:
    """True for a text without lone surrogates, which JSON can escape but UTF-8 cannot hold."""
    return isinstance(value, str) and value.encode("utf-8", "replace").decode("utf-8") == value


def _told(value: object) -> str:
    """A value of the inventory in a message: quoted, on one line, short."""
    text = value if isinstance(value, str) else json.dumps(value)
    return f"'{shown(text[:150])}'" + ("…" if len(text) > 150 else "")
