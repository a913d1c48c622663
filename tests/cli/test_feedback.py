"""``report-builder feedback`` as an editor uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
from msgspec.structs import replace

from report_builder.cli.app import run
from report_builder.feedback import Answer, open_store
from tests.said import ENGLISH

DAY = date(2026, 5, 10)
ANSWER = Answer("a" * 32, "uro", 2, "/uro/", DAY, helpful=False, text="=1+1\næøå \x1b[2J\u202e")

Call: TypeAlias = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    outcome = open_store(str(tmp_path / "a.sqlite"))
    assert outcome.value is not None
    outcome.value.add([ANSWER])
    outcome.value.add([replace(ANSWER, id="b" * 32, helpful=True, text="", version=None)])
    outcome.value.add([replace(ANSWER, id="c" * 32, helpful=None, text="mer", day=date(2026, 6, 1))])
    outcome.value.count_downloads({("uro", 2, DAY): 12, ("uro", 1, DAY): 3})
    outcome.value.close()

    def called(*words: str) -> tuple[int, str, str]:
        status = run(["feedback", *words, "--database", str(tmp_path / "a.sqlite")], ENGLISH, lambda: 0.0)
        shown = capfdbinary.readouterr()
        return status, shown.out.decode("utf-8"), shown.err.decode("utf-8")

    return called


def test_list_shows_every_answer_and_nothing_that_steers_the_terminal(call: Call) -> None:
    assert call("list") == (
        0,
        (
            f"{'a' * 32}  2026-05-10  uro  v2  no  =1+1 ⏎ æøå \\u001b[2J\\u202e\n"
            f"{'b' * 32}  2026-05-10  uro  -  yes\n"
            f"{'c' * 32}  2026-06-01  uro  v2  -  mer\n"
        ),
        "",
    )


def test_stats(call: Call) -> None:
    assert call("stats") == (
        0,
        (
            "report  version  yes  no  texts  downloads\n"
            "uro           -    1   0      0          0\n"
            "uro          v1    0   0      0          3\n"
            "uro          v2    0   1      2         12\n"
        ),
        "",
    )


def test_export_csv(call: Call) -> None:
    status, out, err = call("export")
    assert (status, err) == (0, "")
    assert out.startswith('\ufeff"id","report"')
    assert "\"'=1+1\næøå" in out
    assert out.count("\r\n") == 4


def test_export_json(call: Call) -> None:
    status, out, _ = call("export", "--format", "json")
    assert status == 0
    assert json.loads(out)[0]["text"] == ANSWER.text


def test_delete_by_id(call: Call) -> None:
    """Row 54 of the fault table."""
    assert call("delete", "a" * 32) == (0, "deleted: 1\n", "")
    assert "=1+1" not in call("list")[1]
    status, out, err = call("delete", "a" * 32, "b" * 32)
    assert (status, out) == (2, "deleted: 1\n")
    assert err.startswith(f"RB-FEEDBACK-ID there is no answer with the id '{'a' * 32}'; ")


def test_delete_by_age(call: Call) -> None:
    assert call("delete", "--before", "2026-06-01") == (0, "deleted: 2\n", "")
    assert call("list")[1].startswith("c" * 32)
    assert "12" in call("stats")[1]


def test_delete_before_a_day_to_come_is_said_twice(call: Call) -> None:
    """A slip in the year would take every answer."""
    status, out, err = call("delete", "--before", "2260-06-01")
    assert (status, out) == (2, "")
    assert err.startswith(
        "RB-USAGE 2260-06-01 is in the future: this deletes every answer; if you mean that, add --yes"
    )
    assert len(call("list")[1].splitlines()) == 3
    assert call("delete", "--before", "2260-06-01", "--yes") == (0, "deleted: 3\n", "")


def test_delete_needs_to_know_what(call: Call) -> None:
    status, _, err = call("delete")
    assert status == 2
    assert err.startswith("RB-USAGE name an ID or a day with --before")
