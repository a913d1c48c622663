"""``index.json`` and ``index.csv`` of a batch: what became of each unit's report."""

from __future__ import annotations

import csv
from contextlib import suppress
from enum import Enum
from io import StringIO
from pathlib import Path

import msgspec
from msgspec import Struct

from report_builder.diagnostics import Diagnostics
from report_builder.output import guarded, write_file

JSON, CSV = "index.json", "index.csv"
JOURNAL = ".made.jsonl"
"""What this run made so far, one line for each report; a run that is killed leaves it to the next."""


class State(Enum):
    """What became of a unit's report."""

    MADE = "made"
    FAILED = "failed"
    WAITING = "waiting"


class Entry(Struct, frozen=True):
    """One unit: its name, the file below the folder of the batch, and what tells its sources apart."""

    unit: str
    name: str
    state: State
    file: str = ""
    pages: int = 0
    sha256: str = ""
    verified: bool = False
    sources: str = ""


class Index(Struct, frozen=True):
    """Every unit of a batch, in the order of the table."""

    units: tuple[Entry, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many units there are of each state, by its name."""
        states = [entry.state for entry in self.units]
        return {state.value: states.count(state) for state in State}


def read_entries(folder: Path) -> dict[str, Entry]:
    """What earlier runs made, by unit: by the index, and by the journal of one that was interrupted.

    Nothing where there is neither; what cannot be read is passed over, and made again.
    """
    found: dict[str, Entry] = {}
    with suppress(OSError, msgspec.DecodeError):
        index = msgspec.json.decode((folder / JSON).read_bytes(), type=Index)
        found = {entry.unit: entry for entry in index.units}
    with suppress(OSError):
        for line in (folder / JOURNAL).read_bytes().splitlines():
            with suppress(msgspec.DecodeError):  # the last line may be half of one
                entry = msgspec.json.decode(line, type=Entry)
                found[entry.unit] = entry
    return found


class Journal:
    """Notes what is made as it is made, until the index says so."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / JOURNAL

    def note(self, entry: Entry) -> None:
        """Add a line. Raises OSError."""
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(entry) + b"\n")

    def end(self) -> None:
        """Remove it: the index is there. Raises OSError."""
        self._path.unlink(missing_ok=True)


def write_index(folder: Path, index: Index, diagnostics: Diagnostics) -> bool:
    """Write both files; False after RB-OUTPUT-WRITE where one cannot be written.

    Cells are such that no spreadsheet takes them for a formula.
    """
    written = msgspec.json.format(msgspec.json.encode(index)) + b"\n"
    if not write_file(folder / JSON, written, diagnostics):
        return False
    table = StringIO(newline="")
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow(("unit", "name", "file", "pages", "sha256", "state", "verified"))
    for one in index.units:
        verified = "verified" if one.verified else "not verified"
        cells = (one.unit, one.name, one.file, one.pages or "", one.sha256, one.state.value, verified)
        writer.writerow([guarded(str(cell)) for cell in cells])
    return write_file(folder / CSV, b"\xef\xbb\xbf" + table.getvalue().encode(), diagnostics)
