"""The application over a small site, in this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from report_builder.feedback import open_store
from report_builder.feedback.store import FeedbackStore
from report_builder.serve import make_app
from tests.postgres import postgres
from tests.serve.site import Still, write_site

__all__ = ["postgres"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write_site(folder)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FeedbackStore]:
    outcome = open_store(str(tmp_path / "answers.sqlite"))
    assert outcome.value is not None
    yield outcome.value
    outcome.value.close()


@pytest.fixture
def still() -> Still:
    return Still()


@pytest.fixture
def client(root: Path, store: FeedbackStore, still: Still) -> Iterator[TestClient]:
    app = make_app(root, store, still.world())
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as running:
        yield running
