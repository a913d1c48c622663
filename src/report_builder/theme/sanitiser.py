"""A second check of a font: by the sanitiser that browsers use before they draw with one (OTS)."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec

from report_builder.language.message import Message, say
from report_builder.theme.fontfile import FontFault

_PATIENCE = 30.0
"""Seconds for one font; it takes a hundredth of one."""
_ANSWERS: dict[bytes, FontFault | None] = {}
"""What was said of each font, by its digest: a preview asks again after every save."""


def sanitiser_fault(data: bytes) -> FontFault | None:
    """Say what the sanitiser holds against a font; None where it takes it.

    It is not there for every machine (no wheel for Linux on ARM); without it nothing is said.
    """
    digest = sha256(data).digest()
    if digest not in _ANSWERS:
        _ANSWERS[digest] = _ask(data)
    return _ANSWERS[digest]


@lru_cache(maxsize=1)
def _program() -> str | None:
    if find_spec("ots") is None:
        return None
    from ots import OTS_SANITIZE

    return str(OTS_SANITIZE)


def _ask(data: bytes) -> FontFault | None:
    program = _program()
    if program is None:
        return None
    import subprocess

    from report_builder.temporary import private_folder

    try:
        with private_folder() as folder:
            path = folder / "font.ttf"
            path.write_bytes(data)
            answer = subprocess.run(  # noqa: S603  the package's own program, on a file of ours
                [program, path], capture_output=True, timeout=_PATIENCE, check=False
            )
    except subprocess.TimeoutExpired:
        return FontFault(say("theme.font-endless"), damaged=True)
    except OSError:  # the program cannot be started here, or there is no room for the file
        return None
    if answer.returncode == 0:
        return None
    said = answer.stderr.decode("utf-8", "replace") + answer.stdout.decode("utf-8", "replace")
    reason = next((line for line in said.splitlines() if line.startswith("ERROR: ")), "")
    return FontFault(_refused(reason.removeprefix("ERROR: ").strip()), damaged=True)


def _refused(reason: str) -> Message:
    return say("theme.font-refused", reason=reason) if reason else say("theme.font-unreadable")
