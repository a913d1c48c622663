"""Commands and options whose names are promised in words only: the one place to fill in."""

from __future__ import annotations

BEGIN_ANEW = "--anew"
"""Says on purpose that ``release`` shall begin an archive at version 1 where there was one."""

EMBARGO = "--embargo"
"""Says on purpose that ``--date`` lies ahead: released now, shown from that day on."""

ON = "--on"
"""The day for which ``publish`` shows the site."""

MOVE = ("archive", "move")
REPAIR = ("archive", "repair")
CORRECT = ("correct",)
WITHDRAW = ("withdraw",)
UNDO, PURGE = "--undo", "--purge"

ROOT = "--root"
"""How the commands above are told the folder of the report."""

NEW_ARCHIVE = "archive"
"""The folder beside ``content/`` in which new reports keep their archive."""
