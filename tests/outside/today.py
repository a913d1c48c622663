"""What fails today, and why.

Each is marked as failing strictly: whoever mends one takes its line away, as it would fail by passing.
"""

from __future__ import annotations

FAILS_TODAY: dict[str, dict[str, str]] = {
    "test_copies.py": {
        "a_machine_with_an_old_view_is_told": "version 2's corrections are undone without a word",
        "two_reports_of_one_name_in_one_archive[notat]": "the other becomes version 2 of the first",
    },
    "test_clock.py": {
        "what_was_shown_is_not_hidden_again_in_silence": "a warning says that it stays; it ends with 0",
    },
}
"""By file and test, without "test_"; a name without parameters stands for all, "" for the whole file."""


def reason(file: str, test: str) -> str | None:
    """Why this test fails today; None where it passes."""
    lines = FAILS_TODAY.get(file, {})
    name = test.removeprefix("test_")
    return next((lines[key] for key in (name, name.partition("[")[0], "") if key in lines), None)
