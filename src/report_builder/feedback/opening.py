"""From the name that a user gives to an open store; SQLAlchemy is imported here, and not before."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostic, Outcome
from report_builder.feedback.answers import Quota, StoreUnavailable
from report_builder.language.message import Message, hinted, say
from report_builder.language.reason import reason_of

if TYPE_CHECKING:
    from sqlalchemy import URL

    from report_builder.feedback.store import FeedbackStore


def open_store(database: str, quota: Quota | None = None, *, create: bool = True) -> Outcome[FeedbackStore]:
    """Open the store that ``database`` names: a file, or a URL of SQLite or PostgreSQL.

    ``create``: make a SQLite file that is not there; else RB-DATABASE-MISSING. A password is best kept out
    of the URL, in the file that PostgreSQL's own clients read. Faults: RB-EXTRA-MISSING, RB-DATABASE-NAME,
    RB-DATABASE-MISSING, RB-DATABASE.
    """
    try:
        import sqlalchemy
    except ImportError:
        return _without("serve", "SQLAlchemy")
    if "://" not in database:
        return _open_file(Path(database), quota or Quota(), create)
    try:
        url = sqlalchemy.make_url(database)
    except (sqlalchemy.exc.ArgumentError, ValueError):
        return _fault("RB-DATABASE-NAME", *hinted("feedback.address"))
    kind = url.get_backend_name()
    if kind == "sqlite" and url.database and url.database != ":memory:":
        return _open_file(Path(url.database), quota or Quota(), create)
    if kind == "postgresql":
        return _open_postgres(url, quota or Quota())
    message = say("feedback.other-kind", kind=url.drivername)
    return _fault("RB-DATABASE-NAME", message, say("feedback.address.hint"))


def _open_file(path: Path, quota: Quota, create: bool) -> Outcome[FeedbackStore]:
    from report_builder.feedback.engines import create_file, sqlite_engine
    from report_builder.feedback.store import FeedbackStore

    if not create and not path.exists():
        return _fault("RB-DATABASE-MISSING", *hinted("feedback.no-answers", path=str(path)))
    try:
        create_file(path)
        return _set_up(FeedbackStore(sqlite_engine(path), quota, path), f"'{path}'")
    except (OSError, sqlite3.Error) as fault:
        return _unusable(f"'{path}'", reason_of(fault))


def _open_postgres(url: URL, quota: Quota) -> Outcome[FeedbackStore]:
    from report_builder.feedback.engines import postgres_engine
    from report_builder.feedback.store import FeedbackStore

    try:
        engine = postgres_engine(url.set(drivername="postgresql+psycopg"))
    except ImportError:
        return _without("postgres", "psycopg")
    return _set_up(FeedbackStore(engine, quota), url.render_as_string(hide_password=True))


def _set_up(store: FeedbackStore, name: str) -> Outcome[FeedbackStore]:
    try:
        store.set_up()
    except StoreUnavailable as fault:
        store.close()
        return _unusable(name, fault.reason)
    return Outcome(store)


def _without(extra: str, library: str) -> Outcome[FeedbackStore]:
    from report_builder.installed import install_hint

    return _fault("RB-EXTRA-MISSING", say("installed.missing", library=library), install_hint(extra))


def _unusable(name: str, reason: Message) -> Outcome[FeedbackStore]:
    return _fault("RB-DATABASE", *hinted("feedback.unusable", name=name, reason=reason))


def _fault(code: str, message: Message, hint: Message) -> Outcome[FeedbackStore]:
    return Outcome(None, (Diagnostic(code, message, hint),))
