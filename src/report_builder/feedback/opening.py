"""From the name that a user gives to an open store; SQLAlchemy is imported here, and not before."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostic, Outcome
from report_builder.feedback.answers import Quota, StoreUnavailable

if TYPE_CHECKING:
    from sqlalchemy import URL

    from report_builder.feedback.store import FeedbackStore

_FORMS = "name a file, or sqlite:///FILE, or postgresql+psycopg://USER@HOST/NAME"


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
        return _fault("RB-DATABASE-NAME", "the address of the database cannot be read", _FORMS)
    kind = url.get_backend_name()
    if kind == "sqlite" and url.database and url.database != ":memory:":
        return _open_file(Path(url.database), quota or Quota(), create)
    if kind == "postgresql":
        return _open_postgres(url, quota or Quota())
    return _fault("RB-DATABASE-NAME", f"a database of the kind '{url.drivername}' is not supported", _FORMS)


def _open_file(path: Path, quota: Quota, create: bool) -> Outcome[FeedbackStore]:
    from report_builder.feedback.engines import create_file, sqlite_engine
    from report_builder.feedback.store import FeedbackStore

    if not create and not path.exists():
        hint = "run report-builder serve first, or name the database with --database"
        return _fault("RB-DATABASE-MISSING", f"there are no answers yet: '{path}' is not there", hint)
    try:
        create_file(path)
        return _set_up(FeedbackStore(sqlite_engine(path), quota, path), f"'{path}'")
    except (OSError, sqlite3.Error) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        return _unusable(f"'{path}'", reason)


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
        return _unusable(name, str(fault))
    return Outcome(store)


def _without(extra: str, library: str) -> Outcome[FeedbackStore]:
    from report_builder.installed import install_hint

    return _fault("RB-EXTRA-MISSING", f"{library} is not installed", install_hint(extra))


def _unusable(name: str, reason: str) -> Outcome[FeedbackStore]:
    message = f"the database {name} cannot be used: {reason[:1].lower()}{reason[1:]}"
    return _fault("RB-DATABASE", message, "see that it is there, is a database of answers and may be written")


def _fault(code: str, message: str, hint: str) -> Outcome[FeedbackStore]:
    return Outcome(None, (Diagnostic(code, message, hint),))
