"""Stores of both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from report_builder.feedback import Quota, open_store
from report_builder.feedback.store import FeedbackStore
from tests.postgres import Postgres, postgres

__all__ = ["postgres"]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name an empty database of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "feedback" / "answers.sqlite")
    running: Postgres = request.getfixturevalue("postgres")
    return running.new_database()


@pytest.fixture
def store(database: str) -> Iterator[FeedbackStore]:
    opened = opened_store(database)
    yield opened
    opened.close()


def opened_store(database: str, quota: Quota | None = None) -> FeedbackStore:
    outcome = open_store(database, quota)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value
