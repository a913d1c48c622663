"""The store itself. A call returns once its data are on the disk, and raises where that cannot be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from report_builder.feedback.answers import (
    Answer,
    Downloads,
    Quota,
    StoreUnavailable,
    VersionStats,
)
from report_builder.feedback.engines import READ_ONLY
from report_builder.feedback.tables import ABOUT, ANSWERS, DOWNLOADS, METADATA, SCHEMA
from report_builder.language.message import Message, say

_SETUP_LOCK = 0x52_42_46_42  # any number, the same for all who set up


class FeedbackStore:
    """Readers' answers and download counts.

    ``file`` is the path of a SQLite database, None for PostgreSQL. The calls may come from several threads.
    Raises :class:`StoreUnavailable`, wherever the database does not do its part.
    """

    def __init__(self, engine: Engine, quota: Quota, file: Path | None = None) -> None:
        self.engine = engine
        self._quota = quota
        self._file = file
        self._identity = _identity(file)

    def set_up(self) -> None:
        """Make the tables where they are missing."""
        with self._begin() as connection:
            if self.engine.dialect.name == "postgresql":
                # "if not exists" alone is no protection when two servers start at the same moment.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SETUP_LOCK})
            METADATA.create_all(connection)
            row = connection.execute(select(ABOUT.c.schema_version)).first()
            if row is None:
                connection.execute(
                    ABOUT.insert().values(only=1, schema_version=SCHEMA, answers=0, text_bytes=0)
                )
            elif row.schema_version != SCHEMA:
                raise StoreUnavailable(say("feedback.other-form", found=row.schema_version, known=SCHEMA))

    def add(self, answers: Sequence[Answer]) -> frozenset[str]:
        """Store answers in one step; when this returns they are on the disk.

        Gives the ids of those for which the quota has no room: these were not stored. An answer whose
        ``id`` is there already is not stored again: so a form that is sent a second time, because the first
        answer was lost on its way, counts once.
        """
        refused = set()
        with self._begin() as connection:
            for answer in answers:
                if not self._add(connection, answer):
                    refused.add(answer.id)
        return frozenset(refused)

    def _add(self, connection: Connection, answer: Answer) -> bool:
        values = {name: getattr(answer, name) for name in Answer.__struct_fields__}
        fresh = connection.execute(self._insert(ANSWERS).values(values).on_conflict_do_nothing())
        if not fresh.rowcount:
            return True
        size = len(answer.text.encode())
        counted = connection.execute(
            update(ABOUT)
            .where(ABOUT.c.answers < self._quota.answers)
            .where(ABOUT.c.text_bytes + size <= self._quota.text_bytes)
            .values(answers=ABOUT.c.answers + 1, text_bytes=ABOUT.c.text_bytes + size)
        )
        if not counted.rowcount:
            connection.execute(delete(ANSWERS).where(ANSWERS.c.id == answer.id))
        return bool(counted.rowcount)

    def count_downloads(self, counts: Mapping[tuple[str, int, date], int]) -> None:
        """Add to the counts of (report, version, day)."""
        rows = [
            {"report": report, "version": version, "day": day, "count": count}
            for (report, version, day), count in sorted(counts.items())
        ]
        if not rows:
            return
        insert = self._insert(DOWNLOADS)
        more = insert.on_conflict_do_update(
            index_elements=[DOWNLOADS.c.report, DOWNLOADS.c.version, DOWNLOADS.c.day],
            set_={"count": DOWNLOADS.c["count"] + insert.excluded["count"]},
        )
        with self._begin() as connection:
            connection.execute(more, rows)

    def answers(self) -> tuple[Answer, ...]:
        """Give every answer, by day; within a day in an order that tells nothing."""
        query = select(ANSWERS).order_by(ANSWERS.c.day, ANSWERS.c.id)
        return tuple(Answer(**row._mapping) for row in self._rows(query))  # noqa: SLF001 - public by its documentation

    def downloads(self) -> tuple[Downloads, ...]:
        """Give the count of every version and day."""
        query = select(DOWNLOADS).order_by(DOWNLOADS.c.report, DOWNLOADS.c.version, DOWNLOADS.c.day)
        return tuple(Downloads(**row._mapping) for row in self._rows(query))  # noqa: SLF001 - public by its documentation

    def stats(self) -> tuple[VersionStats, ...]:
        """Give the sums of every version."""
        answers = self._rows(
            select(
                ANSWERS.c.report,
                ANSWERS.c.version,
                func.count().filter(ANSWERS.c.helpful.is_(True)).label("yes"),
                func.count().filter(ANSWERS.c.helpful.is_(False)).label("no"),
                func.count().filter(ANSWERS.c.text != "").label("texts"),
            ).group_by(ANSWERS.c.report, ANSWERS.c.version)
        )
        fetched = self._rows(
            select(
                DOWNLOADS.c.report, DOWNLOADS.c.version, func.sum(DOWNLOADS.c["count"]).label("total")
            ).group_by(DOWNLOADS.c.report, DOWNLOADS.c.version)
        )
        by_version = {(row.report, row.version): (row.yes, row.no, row.texts) for row in answers}
        totals = {(row.report, row.version): int(row.total) for row in fetched}
        keys = sorted(by_version.keys() | totals.keys(), key=lambda key: (key[0], key[1] or 0))
        return tuple(
            VersionStats(*key, *by_version.get(key, (0, 0, 0)), downloads=totals.get(key, 0)) for key in keys
        )

    def delete(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Delete these answers for good; the ids that were there."""
        with self._begin() as connection:
            found = connection.execute(
                delete(ANSWERS).where(ANSWERS.c.id.in_(ids)).returning(ANSWERS.c.id, ANSWERS.c.text)
            ).all()
            self._subtract(connection, found)
        self._forget()
        return tuple(sorted(row.id for row in found))

    def delete_before(self, day: date, report: str | None = None) -> int:
        """Delete the answers given before ``day``, about one report or about all; how many there were."""
        old = delete(ANSWERS).where(ANSWERS.c.day < day)
        if report is not None:
            old = old.where(ANSWERS.c.report == report)
        with self._begin() as connection:
            found = connection.execute(old.returning(ANSWERS.c.id, ANSWERS.c.text)).all()
            self._subtract(connection, found)
        self._forget()
        return len(found)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _insert(self, table: Any) -> Any:
        insert = postgresql.insert if self.engine.dialect.name == "postgresql" else sqlite.insert
        return insert(table)

    def _subtract(self, connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> None:
        size = sum(len(row.text.encode()) for row in rows)
        connection.execute(
            update(ABOUT).values(answers=ABOUT.c.answers - len(rows), text_bytes=ABOUT.c.text_bytes - size)
        )

    def _forget(self) -> None:
        """Empty SQLite's log, where a deleted text may still stand."""
        if self._file:
            with self._faults(), self.engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _rows(self, query: Any) -> Sequence[Row[*tuple[Any, ...]]]:
        with self._faults(), self.engine.connect() as plain:
            return plain.execution_options(**{READ_ONLY: True}).execute(query).all()

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self._faults():
            self._see_that_the_file_is_there()
            with self.engine.begin() as connection:
                yield connection

    def _see_that_the_file_is_there(self) -> None:
        """Refuse to write to a file that was moved or deleted, which an open connection still could."""
        identity = _identity(self._file)
        if identity == self._identity:
            return
        if identity is None:
            raise StoreUnavailable(say("feedback.gone"))
        # Another file stands there, put back from a backup perhaps: that one is written from now on.
        self.engine.dispose()
        self._identity = identity
        self.set_up()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as fault:
            raise StoreUnavailable(_quoted(getattr(fault, "orig", None) or fault)) from fault


def _quoted(fault: object) -> Message:
    """The first line of what the database says."""
    line = str(fault).strip().partition("\n")[0]
    return say("quote.said", text=f"{line[:1].lower()}{line[1:]}")


def _identity(file: Path | None) -> tuple[int, int] | None:
    if file is None:
        return None
    try:
        status = file.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)
