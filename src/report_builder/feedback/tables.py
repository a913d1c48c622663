"""The tables of the store, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, MetaData, String, Table, Text

SCHEMA = 1
"""The form of these tables; a store of a later form is not touched."""

METADATA = MetaData()

# No time stamp, and on SQLite no rowid either: both would tell in which order the answers of a day came.
ANSWERS = Table(
    "feedback_answers",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("report", String(255), nullable=False),
    Column("version", Integer),
    Column("page", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("helpful", Boolean),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

DOWNLOADS = Table(
    "feedback_downloads",
    METADATA,
    Column("report", String(255), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("count", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# One row. The sums stand here so that the quota is one comparison, exact with any number of writers.
ABOUT = Table(
    "feedback_about",
    METADATA,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("schema_version", Integer, nullable=False),
    Column("answers", BigInteger, nullable=False),
    Column("text_bytes", BigInteger, nullable=False),
)
