"""The store, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import sqlite3
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy
from msgspec.structs import fields, replace

from report_builder.feedback import Answer, Downloads, Quota, StoreUnavailable, VersionStats
from report_builder.feedback.store import FeedbackStore
from report_builder.language.message import say
from tests.feedback.conftest import opened_store
from tests.postgres import Postgres
from tests.said import english

DAY = date(2026, 5, 10)
ANSWER = Answer(
    "a" * 32,
    "konstruktiv-uro",
    2,
    "/konstruktiv-uro/",
    DAY,
    helpful=False,
    text="Fant ikke «tabell 3» 🙂\nTakk",
)


def numbered(number: int, text: str = "") -> Answer:
    return replace(ANSWER, id=f"{number:032x}", text=text or f"svar {number}")


def test_an_answer_comes_back_as_it_was(store: FeedbackStore) -> None:
    bare = replace(ANSWER, id="b" * 32, version=None, helpful=None, page="", text="")
    store.add([ANSWER])
    store.add([bare])
    assert store.answers() == (ANSWER, bare)


def test_an_answer_is_there_after_the_store_is_opened_anew(database: str) -> None:
    first = opened_store(database)
    first.add([ANSWER])
    first.close()
    second = opened_store(database)
    assert second.answers() == (ANSWER,)
    second.close()


def test_the_same_answer_sent_twice_counts_once(store: FeedbackStore) -> None:
    store.add([ANSWER])
    store.add([replace(ANSWER, text="noe annet")])
    assert store.answers() == (ANSWER,)


def test_nothing_but_what_the_page_promises_is_kept(store: FeedbackStore) -> None:
    # A new column must be thought about: nothing here tells who answered, or at what time of the day.
    kept = {column["name"] for column in sqlalchemy.inspect(store.engine).get_columns("feedback_answers")}
    assert kept == {"id", "report", "version", "page", "day", "helpful", "text"}
    assert kept == {field.name for field in fields(Answer)}


def test_the_order_in_which_answers_came_is_not_kept(tmp_path: Path) -> None:
    store = opened_store(str(tmp_path / "answers.sqlite"))
    for number in (3, 1, 2):
        store.add([numbered(number)])
    store.close()
    with sqlite3.connect(tmp_path / "answers.sqlite") as connection:
        with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
            connection.execute("SELECT rowid FROM feedback_answers")
        ids = [row[0] for row in connection.execute("SELECT id FROM feedback_answers")]
    connection.close()
    assert ids == sorted(ids)


def test_answers_are_stored_together_or_not_at_all(store: FeedbackStore) -> None:
    broken = replace(numbered(2), day="i går")  # the database has to refuse it
    with pytest.raises(StoreUnavailable):
        store.add([numbered(1), broken])
    assert store.answers() == ()


def test_many_writers_lose_nothing(database: str) -> None:
    stores = [opened_store(database) for _ in range(2)]
    answers = [numbered(number) for number in range(120)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda answer: stores[int(answer.id, 16) % 2].add([answer]), answers))
    assert stores[0].answers() == tuple(answers)
    for store in stores:
        store.close()


def test_the_quota_of_answers_is_exact_with_many_writers(database: str) -> None:
    store = opened_store(database, Quota(answers=10))

    def refused(number: int) -> frozenset[str]:
        return store.add([numbered(number), numbered(number + 15)])

    with ThreadPoolExecutor(4) as pool:
        without = [answer for found in pool.map(refused, range(15)) for answer in found]
    stored = [answer.id for answer in store.answers()]
    assert (len(without), len(stored)) == (20, 10)
    assert set(without) | set(stored) == {numbered(number).id for number in range(30)}
    store.delete([store.answers()[0].id])
    assert store.add([numbered(100), numbered(101)]) == {numbered(101).id}
    store.close()


def test_the_quota_of_bytes_counts_utf_8(database: str) -> None:
    store = opened_store(database, Quota(text_bytes=10))
    answers = [numbered(1, "æøåæ"), numbered(2, "øø"), numbered(3, "ab")]
    assert store.add(answers) == {numbered(2).id}
    store.delete_before(date(2026, 5, 11))
    assert store.add([numbered(4, "0123456789")]) == frozenset()
    store.close()


def test_downloads_add_up_by_version_and_day(store: FeedbackStore) -> None:
    store.count_downloads({})
    store.count_downloads({("uro", 1, DAY): 3, ("uro", 2, DAY): 1})
    store.count_downloads({("uro", 2, DAY): 4, ("uro", 2, date(2026, 5, 11)): 1})
    assert store.downloads() == (
        Downloads("uro", 1, DAY, 3),
        Downloads("uro", 2, DAY, 5),
        Downloads("uro", 2, date(2026, 5, 11), 1),
    )


def test_stats(store: FeedbackStore) -> None:
    for number, (helpful, text) in enumerate([(True, ""), (True, "fint"), (False, "nei"), (None, "mer")]):
        store.add([replace(ANSWER, id=f"{number:032x}", helpful=helpful, text=text)])
    store.add([replace(ANSWER, id="f" * 32, version=None, helpful=True, text="")])
    store.count_downloads({("konstruktiv-uro", 2, DAY): 7, ("konstruktiv-uro", 1, DAY): 2})
    assert store.stats() == (
        VersionStats("konstruktiv-uro", None, 1, 0, 0, 0),
        VersionStats("konstruktiv-uro", 1, 0, 0, 0, 2),
        VersionStats("konstruktiv-uro", 2, 2, 1, 3, 7),
    )


def test_delete_says_what_was_there(store: FeedbackStore) -> None:
    store.add([ANSWER])
    store.add([numbered(1)])
    assert store.delete([ANSWER.id, "0" * 32]) == (ANSWER.id,)
    assert store.answers() == (numbered(1),)


def test_delete_before_a_day_of_one_report(store: FeedbackStore) -> None:
    other = replace(numbered(2), report="en-annen")
    store.add([numbered(1), other])
    assert store.delete_before(date(2026, 5, 11), "konstruktiv-uro") == 1
    assert store.answers() == (other,)


def test_delete_before_a_day_keeps_that_day(store: FeedbackStore) -> None:
    store.add([replace(numbered(1), day=date(2026, 5, 9))])
    store.add([numbered(2)])
    assert store.delete_before(DAY) == 1
    assert store.answers() == (numbered(2),)


def test_a_deleted_text_is_nowhere_on_the_disk(tmp_path: Path) -> None:
    """Row 54 of the fault table: what a reader wrote of himself can be taken away."""
    path = tmp_path / "answers.sqlite"
    store = opened_store(str(path))
    store.add([numbered(1, "Ola Nordmann, telefon 99 99 99 99")])
    store.add([numbered(2, "en annen")])

    def on_disk() -> bytes:
        return b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert b"Ola Nordmann" in on_disk()
    store.delete([numbered(1).id])
    assert b"Ola Nordmann" not in on_disk()
    assert b"en annen" in on_disk()
    store.close()


def test_sqlite_syncs_every_commit(tmp_path: Path) -> None:
    store = opened_store(str(tmp_path / "answers.sqlite"))
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    store.close()


def test_postgresql_syncs_every_commit(postgres: Postgres) -> None:
    store = opened_store(postgres.new_database())
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "feedback" / "answers.sqlite"
    opened_store(str(path)).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def _fill(store: FeedbackStore) -> None:
    for number in range(100):
        store.add([numbered(number, "x" * 1400)])


def test_a_full_disk_refuses_and_recovers(tmp_path: Path) -> None:
    store = opened_store(str(tmp_path / "answers.sqlite"))

    def pages(number: int) -> None:
        # SQLite's own way to have no room: the same error as that of a full disk.
        with store.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={number}")

    store.add([ANSWER])
    pages(8)
    with pytest.raises(StoreUnavailable) as full:
        _fill(store)
    assert "full" in english(full.value.reason)
    kept = store.answers()
    pages(1000)
    store.add([numbered(1000)])
    assert {answer.id for answer in store.answers()} == {answer.id for answer in kept} | {numbered(1000).id}
    store.close()


def test_a_file_that_was_moved_away_is_not_written_to(tmp_path: Path) -> None:
    path, aside = tmp_path / "answers.sqlite", tmp_path / "aside.sqlite"
    store = opened_store(str(path))
    store.add([ANSWER])
    path.rename(aside)
    with pytest.raises(StoreUnavailable) as gone:
        store.add([numbered(1)])
    assert gone.value.reason == say("feedback.gone")
    assert not path.exists()
    aside.rename(path)
    store.add([numbered(2)])
    assert store.answers() == (numbered(2), ANSWER)
    store.close()


def test_a_file_put_back_from_a_backup_is_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    store = opened_store(str(path))
    store.add([ANSWER])
    for file in list(tmp_path.iterdir()):
        file.rename(tmp_path / f"old-{file.name}")
    path.touch()
    store.add([numbered(1)])
    assert store.answers() == (numbered(1),)
    store.close()


def test_postgresql_may_go_and_come_back(postgres: Postgres) -> None:
    store = opened_store(postgres.new_database())
    store.add([ANSWER])
    postgres.stop()
    try:
        with pytest.raises(StoreUnavailable):
            store.add([numbered(1)])
    finally:
        postgres.start()
    store.add([numbered(2)])
    assert store.answers() == (numbered(2), ANSWER)
    store.close()


def test_servers_that_start_at_the_same_moment_agree(postgres: Postgres) -> None:
    url = postgres.new_database()
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: opened_store(url), range(6)))
    for number, store in enumerate(stores):
        store.add([numbered(number)])
    assert len(stores[0].answers()) == 6
    for store in stores:
        store.close()
