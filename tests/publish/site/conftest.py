"""Faster sites: each font is subset once for the same characters in a test run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from report_builder.publish import fonts


@pytest.fixture(scope="session", autouse=True)
def _fonts_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "_subset", cache(fonts._subset))
        yield
