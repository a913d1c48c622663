"""Answers as CSV for a spreadsheet and as JSON for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from msgspec.structs import asdict

from report_builder.feedback.answers import Answer
from report_builder.output import guarded

COLUMNS = ("id", "report", "version", "page", "day", "helpful", "text")

_HELPFUL = {True: "ja", False: "nei", None: ""}


def to_csv(answers: Iterable[Answer]) -> bytes:
    """Give the answers as CSV (RFC 4180) in UTF-8 with a byte order mark, which spreadsheets look for.

    A cell that a spreadsheet might take for a formula gets an apostrophe in front; so does one that begins
    with an apostrophe. Take the first apostrophe off a cell to have what the reader wrote.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for answer in answers:
        writer.writerow([guarded(str(cell)) for cell in _cells(answer)])
    return text.getvalue().encode("utf-8-sig")


def to_json(answers: Iterable[Answer]) -> bytes:
    """Give the answers as one JSON array."""
    rows = [asdict(answer) | {"day": answer.day.isoformat()} for answer in answers]
    return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()


def _cells(answer: Answer) -> tuple[object, ...]:
    version = "" if answer.version is None else answer.version
    helpful = _HELPFUL[answer.helpful]
    return (answer.id, answer.report, version, answer.page, answer.day.isoformat(), helpful, answer.text)
