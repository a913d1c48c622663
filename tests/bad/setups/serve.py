"""Sites, databases and ports that cannot be served, and libraries that are not there."""

from __future__ import annotations

import builtins
import socket
import sqlite3
import weakref
from pathlib import Path
from typing import Any

from report_builder.feedback import open_store
from tests.bad.harness import Bench
from tests.serve.site import write_site


def _without(bench: Bench, library: str) -> None:
    genuine = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:
        if name.partition(".")[0] == library:
            raise ImportError(f"No module named {name!r}", name=name)
        return genuine(name, *arguments, **named)

    bench.monkeypatch.setattr(builtins, "__import__", without)


def no_starlette(bench: Bench) -> None:
    """The package was installed without the extra: nothing of the server can be imported."""
    import sys

    for name in [name for name in sys.modules if name.startswith("report_builder.serve")]:
        bench.monkeypatch.delitem(sys.modules, name)
    _without(bench, "starlette")


def no_psycopg(bench: Bench) -> None:
    """The package was installed with the extra for serving, and without the one for PostgreSQL."""
    _without(bench, "psycopg")


def good_site(bench: Bench) -> Path:
    """Make a site where publish writes it."""
    return write_site(bench.root / "output" / "site")


def damaged_site(bench: Bench) -> None:
    """Make a page longer than it was when it was published."""
    page = good_site(bench) / "www" / "index.html"
    page.write_bytes(page.read_bytes() + b"<p>mer</p>")


def busy_port(bench: Bench) -> None:
    """Listen at a port for as long as the test runs, and have the command want it."""
    good_site(bench)
    taken = socket.create_server(("127.0.0.1", 0))
    bench.command.append(str(taken.getsockname()[1]))
    weakref.finalize(bench, taken.close)


def empty_database(bench: Bench) -> Path:
    """Make the database that serve makes."""
    path = bench.root / "output" / "feedback" / "answers.sqlite"
    outcome = open_store(str(path))
    assert outcome.value is not None
    outcome.value.close()
    return path


def newer_database(bench: Bench) -> None:
    """Make a database of a form that is yet to come."""
    good_site(bench)
    connection = sqlite3.connect(empty_database(bench))
    with connection:
        connection.execute("UPDATE feedback_about SET schema_version = 99")
    connection.close()
