"""The names that a database can have, and what is said of those it cannot."""

from __future__ import annotations

import builtins
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from report_builder.feedback import open_store
from tests.postgres import Postgres, find_programs
from tests.said import line_of


def fault(database: str, *, create: bool = True) -> tuple[str, str]:
    outcome = open_store(database, create=create)
    assert outcome.value is None
    (diagnostic,) = outcome.diagnostics
    return diagnostic.code, line_of(diagnostic)


def test_a_path_and_its_url_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mappe med æ" / "svar #1.sqlite"
    for name in (str(path), f"sqlite:///{path}"):
        outcome = open_store(name)
        assert outcome.value is not None, outcome.diagnostics
        outcome.value.close()
    assert [entry.name for entry in tmp_path.iterdir()] == [path.parent.name]


def test_a_missing_file_is_not_made_where_answers_are_only_read(tmp_path: Path) -> None:
    code, text = fault(str(tmp_path / "a.sqlite"), create=False)
    assert code == "RB-DATABASE-MISSING"
    assert "report-builder serve" in text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "mysql://host/name",
        "sqlite://",
        "sqlite:///:memory:",
        "://",
        "postgresql://host:port/x",
        "nonsense://",
    ],
)
def test_other_databases_are_refused(name: str) -> None:
    assert fault(name)[0] == "RB-DATABASE-NAME"


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    code, text = fault(str(path))
    assert code == "RB-DATABASE"
    assert "not a database" in text
    assert path.read_bytes() == b"not a database at all" * 100


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert fault(str(tmp_path / "file" / "a.sqlite"))[0] == "RB-DATABASE"


def test_a_store_of_a_later_form_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    outcome = open_store(str(path))
    assert outcome.value is not None
    outcome.value.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE feedback_about SET schema_version = 2")
    connection.close()
    code, text = fault(str(path))
    assert code == "RB-DATABASE"
    assert "form 2" in text


def test_a_server_that_is_not_there_and_a_password_that_is_not_shown() -> None:
    code, text = fault("postgresql://leser:hemmelig@127.0.0.1:1/uro")
    assert code == "RB-DATABASE"
    assert "hemmelig" not in text


def test_the_short_name_of_postgresql_will_do(postgres: Postgres) -> None:
    outcome = open_store(postgres.new_database().replace("+psycopg", ""))
    assert outcome.value is not None, outcome.diagnostics
    outcome.value.close()


@pytest.mark.parametrize(
    ("library", "database", "extra"),
    [("sqlalchemy", "a.sqlite", "serve"), ("psycopg", "postgresql://h/x", "postgres")],
)
def test_a_library_that_is_not_installed(
    library: str, database: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:
        if name.partition(".")[0] == library:
            raise ImportError(name)
        return genuine(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    code, text = fault(database)
    assert code == "RB-EXTRA-MISSING"
    assert f"[{extra}]" in text
    assert "pip install" in text


def test_the_room_is_imported_without_sqlalchemy() -> None:
    script = "import report_builder.feedback, sys; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_missing_postgresql_is_skipped_loudly_and_fails_in_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="apt-get install postgresql"):
        find_programs(tmp_path)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="NOT tested"):
        find_programs(tmp_path)
