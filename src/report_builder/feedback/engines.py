"""How a database is reached: SQLite as a file beside the report, PostgreSQL by its address."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from report_builder.output import Disk

BUSY_SECONDS = 5
"""How long a writer waits for another process that writes to the same SQLite file."""

READ_ONLY = "report_builder_read_only"
"""Execution option of a connection that takes no write lock."""

_POSTGRES_OPTIONS = "-c synchronous_commit=on -c statement_timeout=5000 -c lock_timeout=5000 -c timezone=UTC"


def create_file(path: Path) -> None:
    """Make an empty database file that only its owner may read, in a folder of the same kind. Raises OSError.

    Readers sometimes write personal data in spite of the notice.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except FileExistsError:
        return
    os.close(descriptor)
    Disk().sync_folder(path.parent)


def sqlite_engine(path: Path) -> Engine:
    """Give an engine for an existing SQLite file: WAL, and every commit synced before it returns.

    The file is never made anew by connecting: a database that was moved away must be noticed, not replaced
    by an empty one.
    """
    location = f"{path.resolve().as_uri()}?mode=rw"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            location, uri=True, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        # What is deleted is overwritten: a deleted answer may have been personal.
        connection.execute("PRAGMA secure_delete=ON")
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=2, pool_timeout=BUSY_SECONDS
    )

    # The driver's own handling of transactions is off (isolation_level=None); a writer takes its lock at
    # once, or two of them could both read first and then block each other.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        kind = "DEFERRED" if connection.get_execution_options().get(READ_ONLY) else "IMMEDIATE"
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def postgres_engine(url: URL) -> Engine:
    """Give an engine for PostgreSQL: commits are synced, and nothing waits for more than some seconds."""
    return create_engine(
        url,
        pool_size=4,
        max_overflow=4,
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 3,
            "options": _POSTGRES_OPTIONS,
            "keepalives_idle": 10,
            "tcp_user_timeout": 5000,
        },
    )
