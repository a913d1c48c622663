"""What a test may ask of the machine that it runs on."""

from __future__ import annotations

import sys
from pathlib import Path

import report_builder


def locale_here(wanted: str) -> str:
    """The locale ``wanted``, which need not be installed, or C.UTF-8 where this Python does not start in it.

    Python 3.11 reads the names of the places where its packages are in the locale's own letters. In C, and
    in one that is not installed, these are ASCII, and a place with an å in its name ends it.
    """
    places = (sys.prefix, *sys.path, str(Path(report_builder.__file__)))
    return wanted if all(place.isascii() for place in places) else "C.UTF-8"
