"""Archives in object stores: made, looked at, and met at every request that changes something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import count
from pathlib import Path

import ocfl

from report_builder.archive import Added, Archive
from report_builder.archive.object_store import ObjectStore, StoreError, TakenError
from report_builder.archive.tree import Kind
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.message import hinted
from report_builder.sources.location import Address
from tests.archive.support import MORNING, NAME, ocfl_faults

GONE = 1 << 22
"""The number of no process."""

_NUMBERS = count(1)


class KilledError(BaseException):
    """The process is gone: nothing after it is done, not even what tidies up."""


def in_memory() -> Address:
    """A place of its own in the memory of this process, which lets nobody put over something by chance."""
    return Address(f"memory://arkiv-{next(_NUMBERS)}/rot")


class StepStore(ObjectStore):
    """Meets each request that changes something, before it is sent; ``trace`` has all of them."""

    def __init__(self, address: Address, meet: Callable[[int], None] = lambda _: None) -> None:
        super().__init__(address)
        self.trace: list[str] = []
        self._meet = meet

    def put(self, key: str, data: bytes, *, is_new: bool = False, token: str = "") -> None:
        self._next(f"put {key}")
        super().put(key, data, is_new=is_new, token=token)

    def remove(self, key: str) -> None:
        self._next(f"remove {key}")
        super().remove(key)

    def _next(self, request: str) -> None:
        self.trace.append(request)
        self._meet(len(self.trace))


class KillingStore(StepStore):
    """The process dies before its ``last``-th request; the requests after it are never sent either."""

    def __init__(self, address: Address, last: int) -> None:
        def die(number: int) -> None:
            if number >= last:
                raise KilledError

        super().__init__(address, die)


class FailingStore(StepStore):
    """One request fails: before it is done, or after, where its answer is lost."""

    def __init__(self, address: Address, number: int, *, after: bool) -> None:
        super().__init__(address)
        self._number, self._after = number, after

    def put(self, key: str, data: bytes, *, is_new: bool = False, token: str = "") -> None:
        if self._after and len(self.trace) + 1 == self._number:
            super().put(key, data, is_new=is_new, token=token)
            raise StoreError(*hinted("archive.store-unreachable", reason="lost", address="s3://"))
        super().put(key, data, is_new=is_new, token=token)

    def _next(self, request: str) -> None:
        super()._next(request)
        if not self._after and len(self.trace) == self._number:
            raise StoreError(*hinted("archive.store-unreachable", reason="lost", address="s3://"))


class LaggingStore(ObjectStore):
    """Lists what was there when it was made, whatever was put and removed since."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self._then = ObjectStore(address).below("")

    def below(self, folder: str) -> list[str]:
        return [key for key in self._then if key.startswith(f"{folder}/" if folder else "")]

    def names(self, folder: str) -> dict[str, Kind]:
        start = f"{folder}/" if folder else ""
        rest = [key.removeprefix(start) for key in self.below(folder)]
        return {one.split("/")[0]: Kind.FOLDER if "/" in one else Kind.FILE for one in sorted(rest)}


class CarelessStore(ObjectStore):
    """Knows no conditions, as some stores that speak S3."""

    def put(self, key: str, data: bytes, *, is_new: bool = False, token: str = "") -> None:
        if is_new or token:
            try:
                super().put(key, data, is_new=is_new, token=token)
            except TakenError:
                super().remove(key)
                super().put(key, data, is_new=True)


def put_version(
    store: ObjectStore, number: int, files: Mapping[str, bytes], note: str = "", pid: int | None = None
) -> tuple[Added | None, tuple[Diagnostic, ...]]:
    """Add one version as a command does; what came of it, and all diagnostics."""
    diagnostics = Diagnostics()
    with Archive(store.address, store=store, pid=pid).write(NAME, diagnostics) as writer:
        if writer is None:
            return None, diagnostics.items
        moment, said = MORNING + timedelta(days=number), note or f"note {number}"
        try:
            added = writer.add(number, files, said, "Kari", moment, "mailto:k@example.org")
        except StoreError as fault:
            return None, (*diagnostics.items, Diagnostic("RB-OUTPUT-WRITE", fault.reason))
    return added, diagnostics.items


def make_in(address: Address, *versions: Mapping[str, bytes]) -> None:
    """An archive with one object of these versions."""
    for number, files in enumerate(versions, 1):
        added, diagnostics = put_version(ObjectStore(address), number, files)
        assert added is not None, diagnostics
        assert diagnostics == ()


def objects_of(address: Address) -> dict[str, bytes]:
    """Every object of an archive, by key."""
    store = ObjectStore(address)
    return {key: store.read(key) for key in store.below("")}


def download(address: Address, folder: Path) -> Path:
    """All of an archive as files, for those who read nothing else."""
    for key, data in objects_of(address).items():
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def contents_of(address: Address, store: ObjectStore | None = None) -> list[dict[str, bytes]]:
    """Every version with its bytes, as the archive itself gives them back."""
    archive = Archive(address, store=store)
    versions = archive.versions(NAME)
    assert versions.value is not None, versions.diagnostics
    found = []
    for version in versions.value:
        files = archive.read_all(NAME, version.number).value
        assert files is not None
        found.append(dict(files))
    return found


def assert_sound_in(address: Address, folder: Path, *versions: Mapping[str, bytes]) -> None:
    """The archive holds exactly these versions, nothing is wrong, and nothing is left over."""
    assert Archive(address).verify().diagnostics == ()
    assert contents_of(address) == [dict(files) for files in versions]
    root = download(address, folder)
    assert ocfl_faults(root) == ""
    assert {path.name for path in root.iterdir()} == {"0=ocfl_1.1", "ocfl_layout.json", NAME}


def ocfl_faults_at(address: Address) -> str:
    """What ocfl-py finds wrong, which reads S3 itself; empty where all is valid."""
    storage = ocfl.StorageRoot(str(address))
    if not storage.validate(validate_objects=False):
        return f"the root: {storage.log.status_str()}"
    found = []
    for path in storage.object_paths():
        place = f"{address}/{path}"
        passed, validator = ocfl.Object(path=place).validate(objdir=place)
        if not passed:
            found.append(str(validator))
    return "\n".join(found)
