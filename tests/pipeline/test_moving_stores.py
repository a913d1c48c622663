"""An archive moves between folders and object stores, and is whole where the settings say, whenever."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from report_builder.archive import Archive
from report_builder.archive.object_store import ObjectStore, StoreError
from report_builder.diagnostics import Diagnostics, Severity
from report_builder.language.message import hinted
from report_builder.pipeline.moving import MoveRequest, move_archive
from report_builder.settings import read_settings
from report_builder.sources.location import Address, Location
from tests.archive.faulty_archive_disk import QuickArchiveDisk
from tests.archive.store_support import (
    GONE,
    KilledError,
    KillingStore,
    contents_of,
    in_memory,
    make_in,
    objects_of,
    put_version,
)
from tests.archive.support import FIRST, MORNING, SECOND, THIRD, contents, make, ocfl_faults

TWO = (FIRST, SECOND)
pytestmark = pytest.mark.usefixtures("memory_is_a_store")
CUT = StoreError(*hinted("archive.store-unreachable", reason="cut", address="s3://"))
BOTH_WAYS = pytest.mark.parametrize("way", ["to a store", "from a store", "between stores"])


def prepared(folder: Path, way: str) -> tuple[Path, Location]:
    """A report with an archive, and the place that it shall have."""
    root = folder / "report"
    root.mkdir(parents=True)
    if way == "to a store":
        make(root / "output/archive", TWO)
        return root, in_memory()
    address = in_memory()
    make_in(address, *TWO)
    (root / "settings.yaml").write_text(f"archive: {address}\n", "utf-8")
    return root, root / "kept" if way == "from a store" else in_memory()


def moved(root: Path, target: Location, *, dry: bool = False) -> list[str]:
    outcome = move_archive(MoveRequest(root, target, dry), MORNING, QuickArchiveDisk())
    assert (outcome.value is None) == outcome.failed
    return [item.code for item in outcome.diagnostics if item.severity is Severity.ERROR]


def named(root: Path) -> Location:
    settings = read_settings(root, Diagnostics())
    assert settings is not None
    return settings.archive


def assert_whole(place: Location, *, may_be_interrupted: bool = False) -> None:
    """The archive has both versions; only the entry of its journal about the move may be half there."""
    told = {item.code for item in Archive(place).verify().diagnostics}
    assert told <= ({"RB-ARCHIVE-INTERRUPTED"} if may_be_interrupted else set())
    if isinstance(place, Address):
        assert contents_of(place) == [dict(files) for files in TWO]
    else:
        assert contents(place) == [dict(files) for files in TWO]
        assert ocfl_faults(place) == ""


def is_empty(place: Location) -> bool:
    return objects_of(place) == {} if isinstance(place, Address) else not place.exists()


@BOTH_WAYS
def test_an_archive_is_moved(tmp_path: Path, way: str) -> None:
    root, target = prepared(tmp_path, way)
    before = named(root)
    assert moved(root, target, dry=True) == []
    assert (named(root), is_empty(target)) == (before, True)
    assert moved(root, target) == []
    assert named(root) == target
    assert_whole(target)
    assert is_empty(before)
    assert moved(root, target) == []


def interrupted(monkeypatch: pytest.MonkeyPatch, last: int, fault: BaseException) -> None:
    """Let the ``last``-th request that changes something meet ``fault``, and, for a kill, all after it."""
    numbers = count(1)

    def meeting(name: str) -> None:
        real = getattr(ObjectStore, name)

        def meet(store: ObjectStore, *given: object, **options: object) -> object:
            number = next(numbers)
            if number == last or (number > last and isinstance(fault, KilledError)):
                raise fault
            return real(store, *given, **options)

        monkeypatch.setattr(ObjectStore, name, meet)

    meeting("put")
    meeting("remove")


@BOTH_WAYS
@pytest.mark.parametrize(
    "fault", [KilledError(), pytest.param(CUT, marks=pytest.mark.whole)], ids=["killed", "cut"]
)
def test_a_move_that_is_interrupted_at_any_request(
    tmp_path: Path, way: str, fault: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getpid", lambda: GONE)  # of whoever is killed, no lock is held
    for last in count(1):
        root, target = prepared(tmp_path / str(last), way)
        before = named(root)
        with monkeypatch.context() as patch:
            interrupted(patch, last, fault)
            try:
                codes = moved(root, target)
            except KilledError:
                codes = ["killed"]
        assert_whole(named(root), may_be_interrupted=True)
        assert moved(root, target) == []
        assert_whole(target)
        assert named(root) == target
        assert is_empty(before)
        if not codes:
            break
    assert last > 5


def test_what_cannot_be_moved(tmp_path: Path) -> None:
    root, target = prepared(tmp_path, "from a store")
    source = named(root)
    assert isinstance(source, Address)
    for place in (Address(f"{source}/below"), Address("memory://"), Address("s3://kari:secret@lager/arkiv")):
        assert moved(root, place) == ["RB-ARCHIVE-TARGET"]
    with pytest.raises(KilledError):
        put_version(KillingStore(source, 6), 3, THIRD, pid=GONE)
    assert moved(root, target) == ["RB-ARCHIVE-STORE"]
    assert is_empty(target)
    other = in_memory()
    ObjectStore(other).create("somebody/else", b"")
    assert put_version(ObjectStore(source), 3, THIRD)[0] is not None
    assert moved(root, other) == ["RB-ARCHIVE-TARGET"]
