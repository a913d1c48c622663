"""An archive in an object store keeps what one in a folder promises."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Barrier, Thread

import pytest

from report_builder.archive import Added, Archive
from report_builder.archive.object_store import ObjectStore
from report_builder.archive.store_lock import LAPSE
from report_builder.diagnostics import Diagnostic, Diagnostics, Severity
from report_builder.sources.location import Address
from tests.archive.store_support import (
    GONE,
    CarelessStore,
    FailingStore,
    KilledError,
    KillingStore,
    LaggingStore,
    StepStore,
    assert_sound_in,
    contents_of,
    download,
    in_memory,
    make_in,
    objects_of,
    put_version,
)
from tests.archive.support import FIRST, MORNING, NAME, SECOND, THIRD, VERSIONS, add, ocfl_faults
from tests.said import english

Files = Mapping[str, bytes]
Told = tuple[Added | None, tuple[Diagnostic, ...]]
AT_SERVER = 11
"""So many requests change something while a second version is added to a bucket of S3."""
LOCK = f"extensions/report-builder/{NAME}.lock"
OTHER = SECOND | {"report.pdf": b"%PDF of another", "extra.txt": b"more"}
OLD = pytest.mark.parametrize("old", [(), (FIRST,)], ids=["the first version", "the second version"])


def new_of(old: tuple[Files, ...]) -> Files:
    return SECOND if old else FIRST


def requests_for(old: tuple[Files, ...]) -> list[str]:
    """Every request that changes something while a version is added."""
    address = in_memory()
    make_in(address, *old)
    store = StepStore(address)
    assert put_version(store, len(old) + 1, new_of(old))[0] is not None
    return store.trace


@pytest.fixture(params=["s3", pytest.param("abfs", marks=pytest.mark.whole)])
def bucket(request: pytest.FixtureRequest) -> Address:
    """An empty bucket of a server that speaks S3, or a container of one that speaks Azure's Blob Storage."""
    if request.param == "s3":
        from tests.object_server import make_bucket

        return Address(f"s3://{make_bucket(request.getfixturevalue('object_endpoint'))}/rapporter/arkiv")
    from tests.azure_server import make_container

    name = make_container(request.getfixturevalue("azure_connection"))
    return Address(f"abfs://{name}/rapporter/arkiv")


def test_the_same_objects_as_files_in_a_folder(bucket: Address, tmp_path: Path) -> None:
    make_in(bucket, FIRST)
    store = StepStore(bucket)
    assert put_version(store, 2, SECOND)[0] is not None
    assert len(store.trace) == AT_SERVER
    assert put_version(ObjectStore(bucket), 3, THIRD)[0] is not None
    assert_sound_in(bucket, tmp_path / "store", *VERSIONS)
    other = in_memory()
    make_in(other, *VERSIONS)
    assert objects_of(bucket) == objects_of(other)
    assert Archive(bucket).objects().value == (NAME,)
    assert Archive(bucket).is_there()
    assert Archive(bucket).verify() == Archive(tmp_path / "store").verify()


def killed_at(address: Address, last: int, old: tuple[Files, ...]) -> None:
    """Let a run die before its ``last``-th request."""
    with pytest.raises(KilledError):
        put_version(KillingStore(address, last), len(old) + 1, new_of(old), pid=GONE)


def assert_old_or_new(address: Address, folder: Path, old: tuple[Files, ...]) -> bool:
    """``verify`` finds no fault, and the versions are the old ones, or those and the new one."""
    outcome = Archive(address).verify()
    assert not outcome.failed, outcome.diagnostics
    assert {item.code for item in outcome.diagnostics} <= {"RB-ARCHIVE-INTERRUPTED"}
    found = contents_of(address)
    assert found in ([dict(one) for one in old], [dict(one) for one in (*old, new_of(old))])
    root = download(address, folder)
    if not outcome.diagnostics and (root / "0=ocfl_1.1").exists():
        assert ocfl_faults(root) == ""
    return len(found) > len(old)


@OLD
def test_a_run_that_is_killed_at_any_request(tmp_path: Path, old: tuple[Files, ...]) -> None:
    outcomes = set()
    for last in range(1, len(requests_for(old)) + 1):
        for again in (new_of(old), OTHER):  # the same once more, or something else
            address = in_memory()
            make_in(address, *old)
            killed_at(address, last, old)
            is_new = assert_old_or_new(address, tmp_path / f"{last}-{len(again)}", old)
            outcomes.add(is_new)
            # The next run goes on from there, whether with the same or with something else.
            had = len(contents_of(address))
            number = had + 1 if again is OTHER else len(old) + 1
            added, diagnostics = put_version(ObjectStore(address), number, again)
            errors = [item for item in diagnostics if item.severity is Severity.ERROR]
            if errors:  # the version that was killed is complete now, and another one than was asked for
                assert [item.code for item in errors] == ["RB-ARCHIVE-CONFLICT"]
                added, diagnostics = put_version(ObjectStore(address), number + 1, again)
            assert added is not None, diagnostics
            expected = [*old, new_of(old)] if is_new or errors or again is not OTHER else [*old]
            assert_sound_in(
                address,
                tmp_path / f"{last}-{len(again)}-end",
                *expected,
                *([OTHER] if again is OTHER else []),
            )
    assert outcomes == {False, True}


@pytest.mark.parametrize(
    "last",
    [
        pytest.param(number, marks=() if number == 8 else pytest.mark.whole)
        for number in range(1, AT_SERVER + 1)
    ],
)
def test_a_run_that_is_killed_before_a_server(bucket: Address, tmp_path: Path, last: int) -> None:
    make_in(bucket, FIRST)
    killed_at(bucket, last, (FIRST,))
    assert_old_or_new(bucket, tmp_path / "killed", (FIRST,))
    added, diagnostics = put_version(ObjectStore(bucket), 2, SECOND)
    assert added is not None, diagnostics
    assert_sound_in(bucket, tmp_path / "end", FIRST, SECOND)


@OLD
@pytest.mark.parametrize("after", [False, True], ids=["not sent", "answer lost"])
def test_a_request_that_fails(tmp_path: Path, old: tuple[Files, ...], after: bool) -> None:
    for number in range(1, len(requests_for(old)) + 1):
        address = in_memory()
        make_in(address, *old)
        put_version(FailingStore(address, number, after=after), len(old) + 1, new_of(old), pid=GONE)
        assert_old_or_new(address, tmp_path / str(number), old)
        added, diagnostics = put_version(ObjectStore(address), len(old) + 1, new_of(old))
        assert added is not None, diagnostics
        assert_sound_in(address, tmp_path / f"{number}-end", *old, new_of(old))


@OLD
def test_a_writer_whose_lock_was_passed_over(tmp_path: Path, old: tuple[Files, ...]) -> None:
    """While one writes, at any of its requests another one writes all of its own version."""
    number = len(old) + 1
    winners = set()
    for moment in range(1, len(requests_for(old)) + 1):
        address = in_memory()
        make_in(address, *old)
        others: list[Told] = []

        def meet(
            count: int, address: Address = address, moment: int = moment, others: list[Told] = others
        ) -> None:
            if count == moment:
                ObjectStore(address).remove(LOCK)  # as somebody does who takes the first one for dead
                others.append(put_version(ObjectStore(address), number, OTHER, "of another"))

        told = [put_version(StepStore(address, meet), number, new_of(old)), *others]
        is_new = [added is not None and added.new for added, _ in told]
        for (_, diagnostics), won in zip(told, is_new, strict=True):
            codes = {item.code for item in diagnostics if item.severity is Severity.ERROR}
            assert codes <= {"RB-ARCHIVE-BUSY", "RB-ARCHIVE-CONFLICT"}
            assert bool(codes) != won
        assert is_new.count(True) == 1
        winners.add(is_new.index(True))
        newest = (new_of(old), OTHER)[is_new.index(True)]
        assert put_version(ObjectStore(address), number + 1, THIRD)[0] is not None
        assert_sound_in(address, tmp_path / str(moment), *old, newest, THIRD)
    assert winners == {0, 1}


def test_two_writers_at_a_server(bucket: Address, tmp_path: Path) -> None:
    make_in(bucket, FIRST)
    expected: list[Files] = [FIRST]
    for number in range(2, 4):
        told: dict[str, Told] = {}
        both = Barrier(2)

        def race(name: str, number: int = number, told: dict[str, Told] = told, both: Barrier = both) -> None:
            store = ObjectStore(bucket)
            both.wait()
            told[name] = put_version(store, number, {"report.pdf": f"{name} {number}".encode()}, name)

        racers = [Thread(target=race, args=(name,)) for name in ("one", "other")]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()
        winners = [name for name, (added, _) in told.items() if added is not None and added.new]
        assert len(winners) == 1, told
        (loser,) = told.keys() - set(winners)
        codes = {item.code for item in told[loser][1]}
        assert codes <= {"RB-ARCHIVE-BUSY", "RB-ARCHIVE-CONFLICT"}
        expected.append({"report.pdf": f"{winners[0]} {number}".encode()})
    assert_sound_in(bucket, tmp_path / "end", *expected)


@pytest.mark.parametrize("number", range(1, 4))
def test_a_list_that_lags_behind_decides_nothing(tmp_path: Path, number: int) -> None:
    address = in_memory()
    make_in(address, *VERSIONS[: number - 1])
    lagging = LaggingStore(address)
    added, diagnostics = put_version(lagging, number, VERSIONS[number - 1])
    assert added is not None, diagnostics
    for later in range(number, 3):
        assert put_version(lagging, later + 1, VERSIONS[later])[0] is not None
    assert contents_of(address, lagging) == [dict(files) for files in VERSIONS]
    assert Archive(address, store=lagging).is_there()
    assert_sound_in(address, tmp_path / "end", *VERSIONS)


def test_a_list_that_names_what_was_removed(tmp_path: Path) -> None:
    address = in_memory()
    make_in(address, FIRST)
    killed_at(address, 6, (FIRST,))
    lagging = LaggingStore(address)
    added, diagnostics = put_version(lagging, 2, OTHER)
    assert added is not None, diagnostics
    assert Archive(address, store=lagging).verify().diagnostics == ()
    assert put_version(lagging, 3, THIRD)[0] is not None
    assert_sound_in(address, tmp_path / "end", FIRST, OTHER, THIRD)


def test_a_store_without_conditions_is_not_written_to() -> None:
    address = in_memory()
    added, diagnostics = put_version(CarelessStore(address), 1, FIRST)
    assert added is None
    (found,) = diagnostics
    assert "ignores conditions" in english(found.message)
    assert objects_of(address) == {}


def test_the_second_writer_is_told_who_is_at_work(tmp_path: Path) -> None:
    address = in_memory()
    make_in(address, FIRST)
    with Archive(address).write(NAME, Diagnostics()) as writer:
        assert writer is not None
        added, (busy,) = put_version(ObjectStore(address), 2, SECOND)
        assert added is None
        assert busy.code == "RB-ARCHIVE-BUSY"
        assert "version 2 is being written by process" in english(busy.message)
        assert busy.hint is not None
        assert f"{address}/{LOCK}" in english(busy.hint)
    assert_sound_in(address, tmp_path, FIRST)


def test_a_lock_that_was_left_is_passed_over(tmp_path: Path) -> None:
    address = in_memory()
    make_in(address, FIRST)
    store = ObjectStore(address)
    taken = time.time()
    for since, host, is_busy in ((taken, "another", True), (taken - LAPSE - 1, "another", False)):
        note = {"work": "writing", "process": 1, "version": 2, "host": host, "since": int(since), "mark": "x"}
        store.create(LOCK, json.dumps(note).encode())
        added, _ = put_version(store, 2, SECOND)
        assert (added is None) is is_busy
        store.remove(LOCK)
    store.create(LOCK, b"what another program wrote")
    assert [item.code for item in put_version(store, 3, THIRD)[1]] == ["RB-ARCHIVE-BUSY"]
    store.remove(LOCK)
    assert_sound_in(address, tmp_path, FIRST, SECOND)


def spoil(path: str, data: bytes | None) -> Callable[[dict[str, bytes]], None]:
    def change(objects: dict[str, bytes]) -> None:
        if data is None:
            del objects[path]
        else:
            objects[path] = data

    return change


DAMAGE = {
    "bytes changed": spoil(f"{NAME}/v1/content/report.pdf", b"%PDF forged"),
    "file lost": spoil(f"{NAME}/v1/content/report.pdf", None),
    "file too many": spoil(f"{NAME}/v1/content/more", b"more"),
    "unknown version": spoil(f"{NAME}/v4/content/more", b"more"),
    "inventory lost": spoil(f"{NAME}/inventory.json", None),
    "inventory broken": spoil(f"{NAME}/inventory.json", b"{}"),
    "sidecar lost": spoil(f"{NAME}/inventory.json.sha512", None),
    "earlier inventory lost": spoil(f"{NAME}/v1/inventory.json", None),
    "declaration lost": spoil(f"{NAME}/0=ocfl_object_1.1", None),
    "declaration empty": spoil(f"{NAME}/0=ocfl_object_1.1", b""),
    "root's declaration lost": spoil("0=ocfl_1.1", None),
    "layout broken": spoil("ocfl_layout.json", b"[]"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_told_as_in_a_folder(tmp_path: Path, damage: str) -> None:
    address = in_memory()
    make_in(address, *VERSIONS)
    objects = objects_of(address)
    DAMAGE[damage](objects)
    other = in_memory()
    for key, data in objects.items():
        ObjectStore(other).create(key, data)
    in_store, in_folder = Archive(other), Archive(download(other, tmp_path / "folder"))
    if damage == "unknown version":  # which a store has after an upload that was interrupted
        assert [item.code for item in in_store.verify().diagnostics] == ["RB-ARCHIVE-INTERRUPTED"]
        return
    assert in_store.verify() == in_folder.verify()
    assert in_store.verify().failed or damage == "earlier inventory lost"
    assert in_store.versions(NAME) == in_folder.versions(NAME)
    by_store, by_folder = put_version(ObjectStore(other), 4, OTHER), add(tmp_path / "folder", 4, OTHER)
    assert (by_store[0] is None, by_store[1]) == (by_folder[0] is None, by_folder[1])


def assert_told_everywhere(address: Address, words: str) -> None:
    """Whoever reads or writes below the address is told so, with the one code."""
    for found in (Archive(address).versions(NAME), Archive(address).objects(), Archive(address).verify()):
        assert {item.code for item in found.diagnostics} == {"RB-ARCHIVE-STORE"}
        assert words in english(found.diagnostics[0].message)
    assert {item.code for item in put_version(ObjectStore(address), 1, FIRST)[1]} == {"RB-ARCHIVE-STORE"}


def test_a_bucket_that_is_not_there(bucket: Address) -> None:
    away = Address(f"{bucket.protocol}://no-such-bucket/arkiv")
    assert_told_everywhere(away, "has no bucket 'no-such-bucket'")


@pytest.mark.whole
def test_azure_lets_in_who_has_the_key(azure_connection: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    from tests.azure_server import CONNECTION, connection, make_container

    address = Address(f"az://{make_container(azure_connection)}/arkiv")
    make_in(address, FIRST)
    endpoint = azure_connection.partition("BlobEndpoint=")[2].rpartition("/")[0]
    for key in ("AAAA", ""):
        fsspec.get_filesystem_class("abfs").clear_instance_cache()
        monkeypatch.setenv(CONNECTION, connection(endpoint, key) if key else "")
        assert_told_everywhere(address, "does not let in")


def test_a_store_that_is_not_there(object_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    from tests.object_server import make_bucket

    bucket = Address(f"s3://{make_bucket(object_endpoint)}/arkiv")
    assert_told_everywhere(Address("nostore://arkiv"), "leads to no object store here")
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    (unreachable,) = Archive(bucket).versions(NAME).diagnostics
    assert "does not answer" in english(unreachable.message)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    for address, wanted in (
        (bucket, "cloud"),
        (Address("gs://lager/arkiv"), "pip install gcsfs"),
        (Address("az://lager/arkiv"), "pip install adlfs"),
    ):
        (missing,) = Archive(address).versions(NAME).diagnostics
        assert missing.code == "RB-EXTRA-MISSING"
        assert missing.hint is not None
        assert wanted in english(missing.hint)


REFUSALS = {
    "AccessDenied": "set the access",
    "403": "set the access",
    "InvalidAccessKeyId": "set the access",
    "NoSuchBucket": "make the bucket",
    "SlowDown": "try again",
}
"""What the hint of a refusal begins with or has, by the store's code."""


@pytest.mark.parametrize("code", REFUSALS)
def test_what_a_store_refuses_is_said(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """With the address as it was given, wherever that was, and what of the environment can be mended."""
    from botocore.exceptions import ClientError

    def refuse(*_: object, **__: object) -> None:
        raise ClientError(
            {"Error": {"Code": code, "Message": "Not you at\n http://me:secret@host"}}, "ListObjectsV2"
        )

    address = in_memory()
    store = ObjectStore(address)
    store.below("")
    monkeypatch.setattr(store, "_connected", lambda: None)
    for call in ("info", "ls", "find", "cat_file", "pipe_file", "rm_file"):
        monkeypatch.setattr(f"fsspec.implementations.memory.MemoryFileSystem.{call}", refuse)
    (found,) = Archive(address, store=store).versions(NAME).diagnostics
    assert "secret" not in english(found.message)
    assert found.code == "RB-ARCHIVE-STORE"
    assert ("does not let in" in english(found.message)) == (REFUSALS[code] == "set the access")
    assert code == "NoSuchBucket" or "Not you" in english(found.message)
    assert found.hint is not None
    hint = english(found.hint)
    assert REFUSALS[code] in hint
    assert f"'{address}'" in hint
    assert "AWS_" in hint
    assert "settings.yaml" not in hint


@pytest.mark.parametrize(
    ("protocol", "variable"),
    [("s3", "AWS_PROFILE"), ("gs", "GOOGLE_APPLICATION_CREDENTIALS"), ("az", "AZURE_STORAGE_ACCOUNT_NAME")],
)
def test_who_is_not_let_in_is_told_which_variables_say_who_asks(
    protocol: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed:
        def refuse(self, *_: object, **__: object) -> None:
            raise PermissionError("nobody")

        info = ls = find = cat_file = refuse

    address = Address(f"{protocol}://lager/arkiv")
    store = ObjectStore(address)
    monkeypatch.setattr(store, "_connected", Closed)
    (found,) = Archive(address, store=store).versions(NAME).diagnostics
    assert found.hint is not None
    assert f"'{variable}'" in english(found.hint)
    assert f"'{address}'" in english(found.hint)


def test_names_of_every_kind(bucket: Address, tmp_path: Path) -> None:
    odd = {
        "å + 100 %/ø (1).md": b"1",
        "x*y[z]?.txt": b"2",
        "a=b&c#d.png": b"3",
        "tom.txt": b"",
        "~/lån": b"4",
    }
    diagnostics = Diagnostics()
    with Archive(bucket).write("årsmelding+2 %#journal", diagnostics) as writer:
        assert writer is not None, diagnostics.items
        assert writer.add(1, odd, "note", "Kari", MORNING) is not None, diagnostics.items
    archive = Archive(bucket)
    assert archive.objects().value == ("årsmelding+2 %#journal",)
    assert archive.read_all("årsmelding+2 %#journal", 1).value == odd
    assert archive.verify().diagnostics == ()
    assert ocfl_faults(download(bucket, tmp_path)) == ""


def test_a_store_that_does_not_answer_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def hang(*_: object, **__: object) -> None:
        asked.append("again")
        raise TimeoutError("no answer")

    store = ObjectStore(in_memory())
    for call in ("info", "ls", "find", "cat_file"):
        monkeypatch.setattr(f"fsspec.implementations.memory.MemoryFileSystem.{call}", hang)
    archive = Archive(store.address, store=store)
    for found in (archive.versions(NAME), archive.objects(), archive.verify()):
        assert [item.code for item in found.diagnostics] == ["RB-ARCHIVE-STORE"]
    assert asked == ["again"]
