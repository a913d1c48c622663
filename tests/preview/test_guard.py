"""Row 50 of the fault table: DNS rebinding, and requests from other sites."""

from __future__ import annotations

import pytest

from report_builder.preview.guard import refusal

GOOD = {"host": "127.0.0.1:8765"}


@pytest.mark.parametrize(
    "headers",
    [
        GOOD,
        {"host": "localhost:8765"},
        {"host": "[::1]:8765"},
        {**GOOD, "origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"},
        {**GOOD, "sec-fetch-site": "none"},
    ],
)
def test_the_page_itself_may_ask(headers: dict[str, str]) -> None:
    assert refusal(headers, 8765) is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "evil.example:8765"},
        {"host": "127.0.0.1"},
        {"host": "127.0.0.1:8766"},
        {"host": "127.0.0.1.evil.example:8765"},
        {"host": "127.0.0.1:8765@evil.example"},
        {**GOOD, "origin": "http://evil.example"},
        {**GOOD, "origin": "null"},
        {**GOOD, "origin": "https://127.0.0.1:8765"},
        {**GOOD, "origin": "http://127.0.0.1:8766"},
        {**GOOD, "sec-fetch-site": "cross-site"},
        {**GOOD, "sec-fetch-site": "same-site"},
    ],
)
def test_everyone_else_is_refused(headers: dict[str, str]) -> None:
    assert refusal(headers, 8765) is not None
