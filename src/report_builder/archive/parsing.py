"""Reading an inventory that may be damaged or made to do harm.

Every rule of OCFL 1.1 for inventories is checked, and all that is wrong is told. Beyond OCFL, only what
this program writes is accepted: sha512, version folders without leading zeros, content in "content".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from hashlib import sha512

from report_builder.archive.faults import Faults
from report_builder.archive.inventory import CONTENT, TYPE, Inventory, Version, folder_of, version_folder
from report_builder.archive.names import file_and_folder, path_fault, shown
from report_builder.language.message import Message, say

MAX_INVENTORY_BYTES = 64 * 1024 * 1024

_CODE = "RB-ARCHIVE-INVENTORY"
_HEXADECIMAL = re.compile(r"[0-9a-f]+")
_DIGEST = re.compile(r"[0-9a-f]{128}")
_CONTENT_PATH = re.compile(r"v([1-9][0-9]{0,8})/" + CONTENT + r"/(.+)", re.DOTALL)
_VERSION_KEY = re.compile(r"v[1-9][0-9]{0,8}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")
_KEYS = {"id", "type", "digestAlgorithm", "head", "contentDirectory", "fixity", "manifest", "versions"}
_VERSION_KEYS = {"created", "message", "user", "state"}

_REMEMBERED = 4
_SOUND: dict[tuple[str, bytes], Inventory] = {}

FIXITY = {"md5": "md5", "sha1": "sha1", "sha256": "sha256", "sha512": "sha512", "blake2b-512": "blake2b"}
"""The algorithms of fixity blocks (OCFL 1.1, 3.5.4), and what hashlib calls them."""


class _Broken(Exception):  # noqa: N818 - the end of reading, no fault of the program
    """The JSON cannot be read; never leaves this module."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.key)
        self.said = said


def parse_inventory(data: bytes, path: str, object_id: str, faults: Faults) -> Inventory | None:
    """Read the inventory at ``path`` of the object in the folder ``object_id``; None after faults.

    A command asks for the same one again and again: the last that were sound are remembered.
    """
    key = (object_id, sha512(data).digest())
    found = _SOUND.get(key) or _Parser(path, object_id, faults).parse(data)
    if found is not None and key not in _SOUND:
        while len(_SOUND) >= _REMEMBERED:
            _SOUND.pop(next(iter(_SOUND)), None)
        _SOUND[key] = found
    return found


def _reject(constant: str) -> object:
    raise _Broken(say("archive.inventory-constant", constant=constant))


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Broken(say("archive.inventory-twins"))
    return found


class _Parser:
    """Reads one inventory; a fault in one part does not hide those in the next."""

    def __init__(self, path: str, object_id: str, faults: Faults) -> None:
        self._path, self._id, self._all = path, object_id, faults
        self._broken = False
        self._known: set[str] = set()
        self._sound_paths: AbstractSet[str] = set()

    def parse(self, data: bytes) -> Inventory | None:
        found = self._load(data)
        if found is None:
            return None
        self._check_head(found)
        manifest = self._manifest(found.get("manifest"))
        self._known = set(manifest.values())
        versions = self._versions(found.get("versions"))
        fixity = self._fixity(found.get("fixity", {}), manifest)
        self._check_numbers(found.get("head"), manifest, versions)
        if self._broken:
            return None
        return Inventory(str(found["id"]), tuple(versions), manifest, fixity)

    def _fault(self, rule: str, message: Message) -> None:
        self._broken = True
        self._all.add(_CODE, self._path, rule, message, say("archive.inventory.hint"))

    def _load(self, data: bytes) -> Mapping[str, object] | None:
        try:
            found = json.loads(data.decode("utf-8"), object_pairs_hook=_without_twins, parse_constant=_reject)
        except _Broken as broken:
            self._fault("E033", broken.said)
            return None
        except json.JSONDecodeError as fault:
            self._fault("E033", say("archive.inventory-no-json", line=fault.lineno, column=fault.colno))
            return None
        except ValueError:  # bad UTF-8, numbers of a thousand digits
            self._fault("E033", say("archive.inventory-unreadable"))
            return None
        except RecursionError:
            self._fault("E033", say("archive.inventory-deep"))
            return None
        if not isinstance(found, dict):
            self._fault("E034", say("archive.no-object-in", block=say("archive.the-inventory")))
            return None
        return found

    def _check_head(self, found: Mapping[str, object]) -> None:
        for key in sorted(found.keys() - _KEYS):
            self._fault("E102", say("archive.unknown-key", key=shown(key)))
        for key, rule in (("id", "E036"), ("type", "E036"), ("digestAlgorithm", "E036"), ("head", "E036")):
            if key not in found:
                self._fault(rule, say("sources.key-missing", key=key))
        if not self._is_own(found.get("id", self._id)):
            self._fault("E037", say("archive.other-id", found=_told(found["id"]), expected=self._id))
        if found.get("type", TYPE) != TYPE:
            self._fault("E038", say("archive.other-type", found=_told(found["type"]), expected=TYPE))
        if found.get("digestAlgorithm", "sha512") != "sha512":
            self._fault("E025", say("archive.other-algorithm", found=_told(found["digestAlgorithm"])))
        if found.get("contentDirectory", CONTENT) != CONTENT:
            folder = _told(found["contentDirectory"])
            self._fault("E021", say("archive.other-content-folder", found=folder, expected=CONTENT))

    def _is_own(self, object_id: object) -> bool:
        """True for the name of the folder, and for a URI that ends with it."""
        if not isinstance(object_id, str) or folder_of(object_id) != self._id:
            return False
        return object_id == self._id or _URI.match(object_id) is not None

    def _digest_block(self, block: object, where: Message, rule: str) -> dict[str, str]:
        """Turn {digest: [path, …]} into path to digest."""
        found: dict[str, str] = {}
        if not isinstance(block, dict):
            self._fault(rule, say("archive.no-object-in", block=where))
            return found
        digests: set[str] = set()
        for key, paths in block.items():
            digest = key.lower()
            if digest in digests:
                self._fault("E096", say("archive.digest-twice", digest=_told(key), block=where))
            digests.add(digest)
            if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
                self._fault(rule, say("archive.no-paths", digest=_told(key), block=where))
                continue
            for path in paths:
                if path in found:
                    twice = say("archive.path-twice", path=_told(path), block=where)
                    self._fault("E101" if rule == "E041" else "E095", twice)
                found[path] = digest
        return dict(sorted(found.items()))

    def _manifest(self, block: object) -> dict[str, str]:
        if block is None:
            self._fault("E041", say("archive.no-manifest"))
            return {}
        manifest = self._digest_block(block, say("archive.the-manifest"), "E041")
        for digest in {digest for digest in manifest.values() if not _DIGEST.fullmatch(digest)}:
            self._fault("E025", say("archive.no-sha512", digest=_told(digest)))
        for path in manifest:
            self._check_content_path(path)
        for path in file_and_folder(manifest):
            both = say("archive.file-and-folder", path=_told(path), block=say("archive.the-manifest"))
            self._fault("E101", both)
        return manifest

    def _check_content_path(self, path: str) -> None:
        if path.startswith("/") or path.endswith("/"):
            slash = say("archive.content-path", path=_told(path), fault=say("archive.path-slash"))
            self._fault("E100", slash)
            return
        match = _CONTENT_PATH.fullmatch(path)
        if match is None:
            self._fault("E042", say("archive.content-path-place", path=_told(path), folder=f"vN/{CONTENT}"))
            return
        fault = path_fault(match[2])
        if fault is not None or "\0" in path:
            reason = fault[0] if fault else say("archive.path-nul")
            self._fault("E099", say("archive.content-path", path=_told(path), fault=reason))

    def _versions(self, block: object) -> list[Version]:
        if not isinstance(block, dict):
            if block is None:
                self._fault("E043", say("archive.no-versions"))
            else:
                self._fault("E044", say("archive.no-object-in", block=_block("versions")))
            return []
        if not block:
            self._fault("E008", say("archive.empty-versions"))
        wrong = [key for key in block if not _VERSION_KEY.fullmatch(key)]
        for key in wrong:
            self._fault("E046", say("archive.no-version-number", key=_told(key)))
        numbers = sorted(int(key[1:]) for key in block.keys() - set(wrong))
        if numbers and numbers[0] != 1:
            self._fault("E009", say("archive.first-missing", version=numbers[0]))
        elif numbers != list(range(1, len(numbers) + 1)):
            gap = next(count for count, number in enumerate(numbers, 1) if count != number)
            self._fault("E010", say("archive.version-gap", version=gap))
        return [self._version(number, block[version_folder(number)]) for number in numbers]

    def _version(self, number: int, block: object) -> Version:
        name = version_folder(number)
        if not isinstance(block, dict):
            self._fault("E047", say("archive.no-object-in", block=name))
            block = {"created": "1970-01-01T00:00:00Z", "state": {}}
        for key in sorted(block.keys() - _VERSION_KEYS):
            self._fault("E102", say("archive.unknown-key-of", key=shown(key), version=name))
        message = block.get("message", "")
        if not _is_text(message):
            self._fault("E094", say("archive.message-no-text", version=name))
        author, address = self._user(name, block.get("user"))
        state = self._state(name, block.get("state"))
        return Version(
            number, self._created(name, block.get("created")), str(message), author, state, address
        )

    def _created(self, name: str, value: object) -> datetime:
        if value is None:
            self._fault("E048", say("archive.no-time", version=name))
        elif not isinstance(value, str) or not _TIME.fullmatch(value):
            self._fault("E049", say("archive.time-form", version=name, time=_told(value)))
        else:
            try:
                return datetime.fromisoformat(value.upper()).astimezone(UTC)
            except (ValueError, OverflowError):
                self._fault("E049", say("archive.time-none", version=name, time=_told(value)))
        return datetime.fromtimestamp(0, UTC)

    def _user(self, name: str, user: object) -> tuple[str, str]:
        if user is None:
            return "", ""
        author = user.get("name") if isinstance(user, dict) else None
        address = user.get("address", "") if isinstance(user, dict) else None
        if _is_text(author) and _is_text(address):
            return str(author), str(address)
        self._fault("E054", say("archive.user", version=name))
        return "", ""

    def _state(self, name: str, block: object) -> dict[str, str]:
        if block is None:
            self._fault("E048", say("archive.no-state", version=name))
            return {}
        state = self._digest_block(block, say("archive.the-state", version=name), "E050")
        if state.keys() != self._sound_paths:
            self._check_paths(name, state)
        for digest in sorted(set(state.values()) - self._known):
            self._fault("E050", say("archive.digest-unknown", digest=_told(digest), version=name))
        return state

    def _check_paths(self, name: str, paths: Mapping[str, str]) -> None:
        """Check the logical paths of a version; most have those of the one before, which are remembered."""
        self._sound_paths = paths.keys()
        for path in paths:
            fault = path_fault(path)
            if fault is not None:
                reason = say("archive.state-path", path=_told(path), version=name, fault=fault[0])
                self._fault(fault[1], reason)
                self._sound_paths = set()
        for path in file_and_folder(paths):
            self._fault("E095", say("archive.file-and-folder", path=_told(path), block=name))
            self._sound_paths = set()

    def _fixity(self, block: object, manifest: Mapping[str, str]) -> dict[str, dict[str, str]]:
        if not isinstance(block, dict):
            self._fault("E111", say("archive.no-object-in", block=_block("fixity")))
            return {}
        fixity = {}
        for name, inner in block.items():
            if name not in FIXITY:
                self._fault("E056", say("archive.fixity-algorithm", name=_told(name)))
                continue
            fixity[name] = self._digest_block(inner, say("archive.the-fixity", name=name), "E057")
            for digest in sorted(set(fixity[name].values())):
                if not _HEXADECIMAL.fullmatch(digest):
                    self._fault("E057", say("archive.fixity-digest", digest=_told(digest)))
            for path in sorted(fixity[name].keys() - manifest.keys()):
                self._fault("E057", say("archive.fixity-path", path=_told(path)))
        return fixity

    def _check_numbers(self, head: object, manifest: Mapping[str, str], versions: list[Version]) -> None:
        last = version_folder(versions[-1].number) if versions else None
        if head is not None and last is not None and head != last:
            self._fault("E040", say("archive.head", head=_told(head), version=last))
        known = {version_folder(version.number) for version in versions}
        for path in manifest:
            if _CONTENT_PATH.fullmatch(path) and path.split("/")[0] not in known:
                self._fault("E042", say("archive.content-path-version", path=_told(path)))
        used = {digest for version in versions for digest in version.state.values()}
        for digest in sorted(self._known - used):
            self._fault("E107", say("archive.digest-unused", digest=_told(digest)))


def _block(name: str) -> Message:
    return say("archive.the-block", name=name)


def _is_text(value: object) -> bool:
    """True for a text without lone surrogates, which JSON can escape but UTF-8 cannot hold."""
    return isinstance(value, str) and value.encode("utf-8", "replace").decode("utf-8") == value


def _told(value: object) -> str:
    """A value of the inventory in a message: quoted, on one line, short."""
    text = value if isinstance(value, str) else json.dumps(value)
    return f"'{shown(text[:150])}'" + ("…" if len(text) > 150 else "")
