"""The requests that an archive in an object store needs, through fsspec: the seam for fault injection.

Nothing is put over something else by chance: a new object is put on the condition that none has its name
(``If-None-Match: *``), another state of one on the condition that it is still the one that was read
(``If-Match``). Who came too late is told so by the store itself, whatever its lists say at that moment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from report_builder.archive.tree import Kind
from report_builder.language.message import Message, Value, all_of, hinted, one_of, say
from report_builder.sources.location import STORES, Address

T = TypeVar("T")

_TRIES = 3
_LARGEST_PUT = 5 << 30
"""In bytes: up to here S3 takes an object in one request, which is done or not done."""

_SECONDS_TO_CONNECT, _SECONDS_TO_ANSWER = 5, 60
_OPTIONS: dict[str, dict[str, Any]] = {
    "s3": {
        "max_concurrency": 1,
        "config_kwargs": {
            "connect_timeout": _SECONDS_TO_CONNECT,
            "read_timeout": _SECONDS_TO_ANSWER,
            "retries": {"total_max_attempts": _TRIES, "mode": "standard"},
        },
    }
}
_PACKAGES = {"s3": "s3fs", "gs": "gcsfs", "abfs": "adlfs"}
"""What each kind of store is spoken to with; the first comes with the extra ``cloud``."""
_MATCHING = frozenset({"s3", "abfs"})
"""The stores whose library takes ``If-Match`` along."""
_CONFLICTS = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412", "409", "ConditionNotMet"})
_DENIED = frozenset(
    {"401", "403", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken"}
)
_NO_BUCKET = frozenset({"NoSuchBucket", "ContainerNotFound"})
_NO_ANSWER = ("Connect", "Timeout", "EndpointURL", "ServiceRequest", "ServiceResponse")
_ACCESS: dict[str, tuple[Value, ...]] = {
    "s3": ("'AWS_PROFILE'", all_of(("'AWS_ACCESS_KEY_ID'", "'AWS_SECRET_ACCESS_KEY'"))),
    "gs": ("'GOOGLE_APPLICATION_CREDENTIALS'",),
    "abfs": (
        "'AZURE_STORAGE_CONNECTION_STRING'",
        all_of(("'AZURE_STORAGE_ACCOUNT_NAME'", "'AZURE_STORAGE_ACCOUNT_KEY'")),
    ),
}
"""Which variables of the environment say who asks; those of one entry belong together."""
_NOBODY = frozenset({"PermissionError", "NoCredentialsError", "PartialCredentialsError"})
_NO_ETAG = '"00000000000000000000000000000000"'
_SECRET = re.compile(r"//[^/@\s]*@")


class StoreError(OSError):
    """A store that cannot be used, with the code and words for the report."""

    def __init__(
        self, reason: Message, hint: Message, code: str = "RB-ARCHIVE-STORE", found: str = ""
    ) -> None:
        super().__init__(found or reason.key)
        self.reason, self.hint, self.code = reason, hint, code


class TakenError(StoreError):
    """Another writer was there first: what was to be written is not, and nothing of the other's is lost."""

    def __init__(self) -> None:
        super().__init__(say("archive.store-taken"), say("archive.busy.hint"), "RB-ARCHIVE-BUSY")


class AwayError(StoreError):
    """A store that does not answer; it is not asked again by whoever found that out."""


class EmptyError(StoreError):
    """An object without bytes, of which the first were asked for."""


class Found(Struct, frozen=True):
    """What stands under a name; ``token`` changes with the bytes."""

    kind: Kind
    size: int
    token: str


class Files(Protocol):
    """What is used of a file system of fsspec."""

    def info(self, path: str) -> dict[str, Any]:
        """What is known of a path."""

    def ls(self, path: str, detail: bool, **options: Any) -> list[dict[str, Any]]:
        """What stands in a folder."""

    def find(self, path: str, detail: bool) -> dict[str, dict[str, Any]]:
        """Every object below a path."""

    def cat_file(self, path: str, **limits: Any) -> bytes:
        """The bytes of an object."""

    def pipe_file(self, path: str, value: bytes, **conditions: Any) -> Any:
        """Put an object."""

    def rm_file(self, path: str) -> Any:
        """Remove an object."""


class ObjectStore:
    """The objects below an address; keys are relative to it and use ``/``.

    Credentials, region and endpoint are what the environment says to the library of the store (for S3 those
    of botocore: ``AWS_PROFILE``, ``AWS_ENDPOINT_URL`` …). Nothing is asked before the first request.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self.protocol = STORES.get(address.protocol, address.protocol)
        self._made: Files | None = None
        self._away: AwayError | None = None
        self._has_bucket = self.protocol != "abfs"
        self._base = address.url.partition("://")[2]

    def read(self, key: str, most: int | None = None) -> bytes:
        """The bytes of an object, the first ``most`` where that is given.

        Raises FileNotFoundError and StoreError.
        """
        limits = {} if most is None else {"start": 0, "end": most}
        try:
            return self._asked(lambda files: files.cat_file(self._path(key), **limits))
        except EmptyError:
            return b""

    def holds(self, key: str) -> bool:
        """Tell whether an object has this very name. Raises StoreError."""
        try:
            self.read(key, most=1)
        except FileNotFoundError:
            return False
        return True

    def find(self, key: str) -> Found | None:
        """What stands under a name, an object or others below it; None for nothing. Raises StoreError."""
        try:
            info = self._asked(lambda files: files.info(self._path(key)))
        except FileNotFoundError:
            self._require_bucket()
            return None
        is_folder = info["type"] == "directory"
        token = "" if is_folder else str(info.get("ETag") or info.get("etag") or info.get("created") or "")
        return Found(Kind.FOLDER if is_folder else Kind.FILE, int(info.get("size") or 0), token)

    def names(self, folder: str) -> dict[str, Kind]:
        """What the store lists below a name, sorted; it may lag behind. Raises StoreError."""
        path = self._path(folder)
        try:
            found = self._asked(lambda files: files.ls(path, detail=True, refresh=True))
        except FileNotFoundError:
            return {}
        kinds = {}
        for entry in found:
            name = str(entry["name"]).strip("/").removeprefix(path.strip("/")).strip("/")
            if name and "/" not in name:  # a folder made by hand is an object with the name of the folder
                kinds[name] = Kind.FOLDER if entry["type"] == "directory" else Kind.FILE
        return dict(sorted(kinds.items()))

    def below(self, folder: str) -> list[str]:
        """The keys of all objects that the store lists below a name, sorted. Raises StoreError."""
        path = self._path(folder)
        try:
            found = self._asked(lambda files: files.find(path, detail=True))
        except FileNotFoundError:
            return []
        if not found:
            self._require_bucket()
        start = self._base.strip("/") + "/"
        # A folder made by hand is an object with the name of the folder.
        files = (name for name, entry in found.items() if entry["type"] == "file" and name[-1:] != "/")
        return sorted(name.strip("/").removeprefix(start) for name in files)

    def create(self, key: str, data: bytes) -> None:
        """Put a new object; one with the same bytes may stand there. Raises TakenError and StoreError."""
        try:
            self.put(key, data, is_new=True)
        except TakenError:
            # The answer to our own request may have been lost, and the request sent again.
            if self._current(key) != data:
                raise

    def replace(self, key: str, data: bytes, before: bytes) -> None:
        """Put another state of an object that holds ``before``. Raises TakenError and StoreError."""
        for _ in range(_TRIES):
            there = self.find(key)
            current = None if there is None else self._current(key)
            if current == data:
                return
            if there is None or current != before:
                break
            with suppress(TakenError):  # then it is looked at anew
                self.put(key, data, token=there.token)
                return
        raise TakenError

    def restore(self, key: str, data: bytes) -> None:
        """Put an object whatever stands there, unless that is put anew this very moment.

        Raises TakenError and StoreError.
        """
        there = self.find(key)
        if there is None:
            self.put(key, data, is_new=True)
        else:
            self.put(key, data, token=there.token)

    def prove(self, key: str, data: bytes) -> None:
        """Ask the store to do what it must refuse, on an object that holds ``data``. Raises StoreError.

        A store that does not know the conditions would do it, and let the later of two writers win.
        """
        asked: list[dict[str, Any]] = [{"is_new": True}]
        if self.protocol in _MATCHING:
            asked.append({"token": _NO_ETAG})
        for condition in asked:
            # The first time it may be right, where somebody has just removed the object.
            if self._puts(key, data, condition) and self._puts(key, data, condition):
                self.remove(key)
                raise StoreError(say("archive.store-unconditional"), say("archive.store-unconditional.hint"))

    def _puts(self, key: str, data: bytes, condition: dict[str, Any]) -> bool:
        try:
            self.put(key, data, **condition)
        except TakenError:
            return False
        return True

    def put(self, key: str, data: bytes, *, is_new: bool = False, token: str = "") -> None:
        """Put an object where none stands, or where the one with ``token`` does; one request.

        Where the store's library knows no ``If-Match`` (that of ``gs``), the token is not looked at: a
        version is decided by what is new (see :mod:`.store_committing`). Raises TakenError and StoreError.
        """
        conditions: dict[str, Any] = {"mode": "create" if is_new else "overwrite"}
        if self.protocol == "s3":
            conditions["chunksize"] = _LARGEST_PUT
        if token and self.protocol in _MATCHING:
            conditions |= _if_match(self.protocol, token)
        try:
            self._asked(lambda files: files.pipe_file(self._path(key), data, **conditions))
        except FileNotFoundError:  # what was to be replaced is gone
            raise TakenError from None

    def remove(self, key: str) -> None:
        """Remove an object; one that is not there is removed already. Raises StoreError."""
        with suppress(FileNotFoundError):
            self._asked(lambda files: files.rm_file(self._path(key)))

    def _require_bucket(self) -> None:
        """Ask once for the bucket where nothing was found in it. Raises StoreError where there is none.

        The library of Azure finds nothing in a container that does not exist; its lists tell the two apart.
        """
        if not self._has_bucket:
            self.names("")
            self._has_bucket = True

    def _current(self, key: str) -> bytes | None:
        try:
            return self.read(key)
        except FileNotFoundError:
            return None

    def _path(self, key: str) -> str:
        return f"{self._base}/{key}" if key else self._base

    def _asked(self, ask: Callable[[Files], T]) -> T:
        """Ask the store; its refusal in our words. Raises FileNotFoundError, TakenError, StoreError."""
        if self._away is not None:
            raise self._away
        if self._made is None:
            self._made = self._connected()
        try:
            return ask(self._made)
        except StoreError:
            raise
        except Exception as fault:  # noqa: BLE001 - the library of each store has faults of its own
            refused = self._refusal(fault)
            if refused is None:
                raise FileNotFoundError(str(fault)) from None
            if isinstance(refused, AwayError):
                self._away = refused
            raise refused from None

    def _connected(self) -> Files:
        """The file system of the address, without a memory of lists; one for all archives of a process."""
        if missing := self._missing():
            raise missing
        try:
            import fsspec

            options = _OPTIONS.get(self.protocol, {})
            made: Files = fsspec.filesystem(self.protocol, use_listings_cache=False, **options)
        except (ImportError, ValueError) as fault:  # a library that is damaged; an unknown protocol
            said = self._values(_told(fault))
            if isinstance(fault, ValueError) and self.protocol in _PACKAGES:  # nobody says who asks
                raise StoreError(*hinted("archive.store-denied", **said), found=_told(fault)) from None
            reason = say("archive.store-protocol", protocol=self.protocol, reason=said["reason"])
            raise StoreError(reason, say("settings.address-protocol.hint")) from None
        if self.protocol == "s3":
            vars(made)["retries"] = 1  # of s3fs, around those of botocore; its own number is in its class
        return made

    def _missing(self) -> StoreError | None:
        """Say what must be installed to speak to the store; None where nothing is missing."""
        from importlib.util import find_spec

        from report_builder.installed import install_hint, package_hint

        package = _PACKAGES.get(self.protocol, "fsspec")
        if find_spec(package):
            return None
        address = str(self.address)
        if package in ("s3fs", "fsspec"):
            reason, hint = say("archive.store-extra", address=address), install_hint("cloud")
        else:
            reason = say("archive.store-package", address=address, package=package)
            hint = package_hint(package)
        return StoreError(reason, hint, "RB-EXTRA-MISSING")

    def _values(self, found: str) -> dict[str, Value]:
        """What fills the words of a refusal, which the library told as ``found``."""
        return {
            "reason": say("quote.said", text=found),
            "address": str(self.address),
            "bucket": self._base.partition("/")[0],
            "variables": one_of(_ACCESS.get(self.protocol, _ACCESS["s3"])),
        }

    def _refusal(self, fault: Exception) -> StoreError | None:
        """What a refusal means; None where nothing stands under the name."""
        codes, names = _codes(fault), {type(one).__name__ for one in _chain(fault)}
        found = _told(fault)
        if codes & _CONFLICTS or "FileExistsError" in names:
            return TakenError()
        said = self._values(found)
        refused = hinted("archive.store-refused", **said)
        if codes & {"InvalidRange", "416"}:
            return EmptyError(*refused, found=found)
        if codes & _NO_BUCKET:
            return StoreError(*hinted("archive.store-no-bucket", **said), found=found)
        if codes & _DENIED or names & _NOBODY:
            return StoreError(*hinted("archive.store-denied", **said), found=found)
        if isinstance(fault, FileNotFoundError):
            return None
        if any(part in name for part in _NO_ANSWER for name in names):
            return AwayError(*hinted("archive.store-unreachable", **said), found=found)
        return StoreError(*refused, found=found)


def _chain(fault: BaseException) -> Iterator[BaseException]:
    """A fault, and what it was made of or told after."""
    one: BaseException | None = fault
    while one is not None:
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _if_match(protocol: str, token: str) -> dict[str, Any]:
    """What a store's library is told so that it puts over the object with ``token`` and no other."""
    if protocol == "s3":
        return {"IfMatch": token}
    from azure.core import MatchConditions

    return {"etag": token, "match_condition": MatchConditions.IfNotModified}


def _codes(fault: BaseException) -> set[str]:
    """What a store answered: S3 in a dictionary, Azure in fields of the fault."""
    codes = set()
    for one in _chain(fault):
        answer, code = getattr(one, "response", None), getattr(one, "error_code", None)
        if isinstance(answer, dict):
            codes.add(str((answer.get("Error") or {}).get("Code")))
        codes |= {str(getattr(code, "value", code))} | ({str(getattr(one, "status_code", ""))} & _DENIED)
    return codes


def _told(fault: Exception) -> str:
    """The library's own words, on one line, without what may be a password in an endpoint."""
    return _SECRET.sub("//", " ".join(str(fault).split())) or type(fault).__name__
