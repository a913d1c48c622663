"""What a site remembers of how it was made, so that the next publish draws what is new and nothing else.

It stands beside ``www/`` in a release and is never served. Whatever is wrong with it, the site is made from
the archive instead, with the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from msgspec import MsgspecError, Struct, json

from report_builder.publish.findings.facts import VersionFindings
from report_builder.publish.following.record import Record
from report_builder.publish.model import Listed
from report_builder.publish.slots import Slot

STATE = "state.json"

_LIBRARIES = ("brotli", "fonttools", "jinja2", "markupsafe", "pillow", "pypdfium2", "uharfbuzz")
"""Those that have a say in the bytes of pages, beside those of the report's own reading."""
_READING = ("markdown-it-py", "mdit-py-plugins", "pyphen", "pyyaml")


class Remembered(Struct, frozen=True, array_like=True):
    """A file of a version: the slots of a page, and what tells what they say and by what that was known."""

    slots: tuple[Slot, ...] = ()
    said: str = ""
    known: str = ""


class VersionState(Struct, frozen=True):
    """A version as it was drawn; ``key`` tells from what, and ``record`` is that of its edition.

    ``findings`` are what it says of them.

    ``files`` are its own by path; ``front`` those above all versions, where it was the one that they are
    drawn after, and ``front_key`` tells from what else.
    """

    key: str
    listed: Listed
    record: Record
    findings: VersionFindings
    assets: str
    letters: str
    extra: str
    cover: tuple[int, int]
    files: Mapping[str, Remembered]
    front: Mapping[str, Remembered] = {}
    front_key: str = ""


class State(Struct, frozen=True):
    """Everything that is remembered; ``program`` tells which program drew it.

    ``findings`` are the files at their addresses, each with what tells a picture from another, and
    ``findings_key`` tells from what all of them were made.
    """

    program: str
    versions: Mapping[int, VersionState]
    findings: Mapping[str, str] = {}
    findings_key: str = ""

    def encode(self) -> bytes:
        """Write as JSON."""
        return json.encode(self)


def read_state(release: Path) -> State | None:
    """Read what the site in the folder ``release`` remembers; None where it remembers nothing of use."""
    try:
        state = json.decode((release / STATE).read_bytes(), type=State)
    except (OSError, MsgspecError, RecursionError):
        return None
    return state if state.program == program() else None


@cache
def program() -> str:
    """Give what tells this program, with the libraries that shape pages, from another."""
    digest = sha256()
    root = Path(str(files("report_builder")))
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            data = path.read_bytes()
            digest.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode() + data)
    for name in (*_LIBRARIES, *_READING):
        digest.update(f"{name} {version(name)}\0".encode())
    return digest.hexdigest()[:32]
