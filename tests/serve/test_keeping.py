"""How long answers are kept: for ever, or for as long as the operator says."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from report_builder.feedback import Answer, StoreUnavailable, open_store
from report_builder.feedback.store import FeedbackStore
from report_builder.serve import Limits, make_app
from report_builder.serve.keeping import Keeping
from tests.said import english, plain
from tests.serve.process import running
from tests.serve.site import DAY, REPORT, Still


def answered(days_ago: int, report: str = REPORT) -> Answer:
    day = DAY - timedelta(days=days_ago)
    return Answer(f"{days_ago:016x}{report[0] * 16}", report, 2, "", day, helpful=True, text="tekst")


def ages(store: FeedbackStore, report: str = REPORT) -> list[int]:
    return sorted((DAY - answer.day).days for answer in store.answers() if answer.report == report)


@pytest.mark.parametrize(("keep", "left"), [(None, [0, 29, 30, 31, 400]), (30, [0, 29, 30]), (1, [0])])
def test_what_is_older_is_deleted_at_the_start(
    root: Path, store: FeedbackStore, still: Still, keep: int | None, left: list[int]
) -> None:
    store.add([answered(days) for days in (0, 29, 30, 31, 400)] + [answered(400, "en-annen")])
    store.count_downloads({(REPORT, 2, DAY - timedelta(days=400)): 3})
    with TestClient(make_app(root, store, replace(still.world(), keep_days=keep))):
        pass
    assert ages(store) == left
    assert ages(store, "en-annen") == [400]  # another server's, in the same database
    assert [row.count for row in store.downloads()] == [3]
    assert store.delete([answered(0).id]) == (answered(0).id,)
    assert still.told == []


class Deleting:
    """Remembers what it was told to delete; ``broken`` while the database is away."""

    def __init__(self) -> None:
        self.days: list[date] = []
        self.broken = False

    async def __call__(self, report: str, day: date) -> None:
        assert report == REPORT
        if self.broken:
            raise StoreUnavailable(plain("the disk is away"))
        self.days.append(day)


def test_it_is_done_once_a_day_and_tried_again_when_it_fails() -> None:
    still, deleting = Still(), Deleting()
    keeping = Keeping(deleting, replace(still.world(), keep_days=10))

    def sweeps(number: int) -> None:
        for _ in range(number):
            asyncio.run(keeping.sweep(REPORT))

    sweeps(3)
    assert deleting.days == [DAY - timedelta(days=10)]
    still.day, deleting.broken = DAY + timedelta(days=1), True
    sweeps(3)
    (told,) = still.told
    assert (told.code, english(told.message).endswith(": the disk is away")) == ("RB-DATABASE", True)
    deleting.broken = False
    sweeps(2)
    assert deleting.days == [DAY - timedelta(days=10), DAY - timedelta(days=9)]


def test_a_server_that_runs_on_deletes_too(root: Path, store: FeedbackStore, still: Still) -> None:
    store.add([answered(29)])
    world, limits = replace(still.world(), keep_days=30), Limits(sweep_seconds=0.01)
    with TestClient(make_app(root, store, world, limits)) as client:
        assert client.get("/").status_code == 200
        assert ages(store) == [29]
        still.day = DAY + timedelta(days=2)
        for _ in range(1000):
            if not ages(store):
                break
    assert ages(store) == []


def test_the_command_takes_the_days(root: Path, tmp_path: Path) -> None:
    database = tmp_path / "answers.sqlite"
    outcome = open_store(str(database))
    assert outcome.value is not None
    old, new = answered(4000), replace(answered(0), day=datetime.now(UTC).date())
    outcome.value.add([old, new])
    with running(root, str(database), Limits(reads=100_000), "--keep-answers", "30") as server:
        for _ in range(1000):
            assert server.get("/").status == 200
            if len(outcome.value.answers()) == 1:
                break
    assert outcome.value.answers() == (new,)
    outcome.value.close()
