"""``constraints.txt``: what a version was built with, so that pip can install the very same again.

Installed packages do not know the hashes of the archives that they came in: ``data/hashes.json`` has those of
the versions that the program was tested with (``scripts/write_hashes.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version

from msgspec import Struct, field
from msgspec.json import decode

from report_builder.installed import FONTS_FOLDER
from report_builder.sources.packaged import DATA
from report_builder.theme.script_fonts import DISTRIBUTION

_WITHOUT = "--no-deps"
_INSTALL = "python -m pip install --no-deps --require-hashes -r constraints.txt"


class Pinned(Struct, frozen=True):
    """A distribution at the version that the program was tested with.

    ``marker`` tells the systems that need it, and is empty where all do; ``hashes`` are those of all its
    archives.
    """

    version: str
    marker: str
    hashes: tuple[str, ...] = field(name="sha256")


def pinned() -> dict[str, Pinned]:
    """Give everything that is installed with the program, by the names of the distributions."""
    return decode((DATA / "hashes.json").read_bytes(), type=dict[str, Pinned])


def constraints_of(
    tool: Mapping[str, str], dependencies: Mapping[str, str], plugins: Mapping[str, str]
) -> bytes:
    """Give the file; the arguments are what a manifest says of the version, see there."""
    own = tool["version"]
    lines = [
        "# What this version was built and checked with. To install it:",
        f"#   {_INSTALL}",
        f"# Python {tool['python']}",
        f"# {tool['name']} {own}: the program itself, {_whence(own)}.",
        "#   It is in no package index. Install it afterwards: python -m pip install --no-deps FOLDER",
    ]
    lines += [f"#   Its licence: {tool['licence']}"] if "licence" in tool else []
    lines += [f"#   Its source: {tool['source']}"] if "source" in tool else []
    lines += [f"# plug-in {name} {number}: install it afterwards" for name, number in plugins.items()]
    if fonts := dependencies.get(DISTRIBUTION):
        lines.append(f"# {DISTRIBUTION} {fonts}: the fonts of other scripts, in the program's own folder")
        lines.append(f"#   {FONTS_FOLDER}. Install them afterwards: python -m pip install --no-deps FOLDER")
    known = pinned()
    beside = dependencies.keys() - known.keys() - {DISTRIBUTION}
    inside = [f"{name} {number}" for name, number in dependencies.items() if name in beside]
    lines += [f"# Inside of these: {', '.join(inside)}", ""]
    for name, entry in known.items():
        lines += _requirement(name, entry, _installed(name))
    return ("\n".join(lines) + "\n").encode()


def without_hashes(data: bytes) -> tuple[str, ...]:
    """Give what such a file tells to install without hashes, as pip is asked for it."""
    return tuple(re.findall(rf"^#.* {_WITHOUT} (\S+==\S+)$", data.decode("utf-8", "replace"), re.MULTILINE))


def _whence(own: str) -> str:
    """What names the state of the program that a version of it is, for the history of its files."""
    public, _, local = own.partition("+")
    commit, *more = local.split(".")
    if not commit.startswith("g"):
        return f"version {public}" if not local else f"the copy whose files have the digest {local}"
    return f"its commit {commit[1:]}" + (", to which changes were made that it does not have" if more else "")


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _requirement(name: str, entry: Pinned, installed: str | None) -> Iterator[str]:
    if installed is None and not entry.marker:
        yield f"# {name} was not installed"
        return
    if installed not in (None, entry.version):
        yield f"# {name}=={installed} was installed; the hashes of its archives are not known here,"
        yield f"#   and it is installed without: python -m pip install {_WITHOUT} {name}=={installed}"
        return
    yield f"{name}=={entry.version}{' ; ' if entry.marker else ''}{entry.marker} \\"
    *others, last = [f"    --hash=sha256:{digest}" for digest in entry.hashes]
    yield from (f"{line} \\" for line in others)
    yield last
