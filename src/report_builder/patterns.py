"""Regular expressions that are compiled when they are first asked for.

One takes up to some milliseconds to compile. There are hundreds, most of them for what few texts have, and
a build of a report that has nothing of it would wait for them all.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, AnyStr, Generic, cast


def late(pattern: AnyStr | Callable[[], AnyStr], flags: int = 0) -> re.Pattern[AnyStr]:
    """Give what acts as ``re.compile(pattern, flags)``, and is compiled when it is first used.

    ``pattern`` may be what makes it, where that takes time too. A fault in it shows only when it is used, so
    a test compiles them all.
    """
    return cast("re.Pattern[AnyStr]", Late(pattern, flags))


class Late(Generic[AnyStr]):
    """A pattern that may not be compiled yet. Its ``pattern`` can be read without compiling it."""

    def __init__(self, pattern: AnyStr | Callable[[], AnyStr], flags: int) -> None:
        self._given: AnyStr | Callable[[], AnyStr] = pattern
        self._options = flags

    @property
    def pattern(self) -> AnyStr:
        """The text of the pattern."""
        given = self._given
        return given if isinstance(given, str | bytes) else given()

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._options), name)
        # Found on the object itself from now on, so that the next call costs no more than any other.
        setattr(self, name, found)
        return found


LIBRARIES = ("yaml", "markdown_it", "mdurl", "mdit_py_plugins", "pypdf", "reportlab")
"""Packages that use their patterns by the methods of these, and pass none of them to :mod:`re`."""


@contextmanager
def late_in(*packages: str) -> Iterator[None]:
    """Meanwhile, what modules of ``packages`` compile is compiled when it is first used, too.

    Most of what libraries compile as they are loaded is for what no report of ours has. Only for a process
    that does one thing at a time: in others, another could do the same meanwhile.
    """
    compile_now = re.compile

    def compiled(pattern: Any, flags: int = 0) -> Any:
        caller = str(sys._getframe(1).f_globals.get("__name__"))  # noqa: SLF001 - the only way to know
        is_theirs = caller.partition(".")[0] in packages and isinstance(pattern, str | bytes)
        return Late(pattern, flags) if is_theirs else compile_now(pattern, flags)

    re.compile = compiled
    try:
        yield
    finally:
        re.compile = compile_now
