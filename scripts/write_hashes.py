"""Write ``data/hashes.json``: the hashes of all archives of what the program needs, at the pinned versions.

pip is asked where it would look, so that its own settings hold; nothing of that is written. What is installed
does not know the hashes of the archives that it came in, so a release takes them from here.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PINS = ROOT / "constraints.txt"
FILE = ROOT / "src" / "report_builder" / "data" / "hashes.json"
EXTRAS = ("publish", "scripts", "verify")
"""What has a say in what a release makes, beside what is always needed: edition, scripts and verdict."""

_PLATFORMS = (
    ("linux", "Linux", "x86_64"),
    ("linux", "Linux", "aarch64"),
    ("darwin", "Darwin", "arm64"),
    ("win32", "Windows", "AMD64"),
)
_PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_TOO_OLD = r"(?:cp2\d|cp3\d|cp310|pp\d+)-(?!abi3)"
"""The tags of wheels for a Python that the program does not run on."""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)$", re.MULTILINE)


def pins() -> dict[str, str]:
    """Give the pinned version of each distribution by its name, as the index writes it."""
    return {canonicalize_name(name): version for name, version in _PIN.findall(PINS.read_text("utf-8"))}


def needed() -> dict[str, str]:
    """Give the names of everything that is installed with the program, each with its marker there.

    The marker is empty for what every system needs.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *(line for extra in EXTRAS for line in extras[extra])]
    found: dict[str, str] = {}
    waiting = [("", Requirement(line), frozenset[str]()) for line in asked]
    while waiting:
        above, requirement, wanted = waiting.pop(0)
        said = _marker(requirement.marker, wanted)
        if said is None:
            continue
        marker = " and ".join(f"({part})" if above and said else part for part in (above, said) if part)
        name = canonicalize_name(requirement.name)
        if found.get(name) in ("", marker):
            continue
        found[name] = marker
        inner = frozenset(requirement.extras)
        waiting += [(marker, Requirement(line), inner) for line in _requirements(name)]
    return dict(sorted(found.items()))


def _marker(marker: Marker | None, extras: frozenset[str]) -> str | None:
    """Give a marker where it says something; "" where it holds on every system, None where on none."""
    if marker is None:
        return ""
    held = [
        any(marker.evaluate({**environment, "extra": extra}) for extra in ("", *extras))
        for environment in _environments()
    ]
    return None if not any(held) else "" if all(held) else str(marker)


def _environments() -> Iterator[dict[str, str]]:
    for platform, system, machine in _PLATFORMS:
        for python in _PYTHONS:
            yield {
                "sys_platform": platform,
                "platform_system": system,
                "platform_machine": machine,
                "os_name": "nt" if platform == "win32" else "posix",
                "python_version": python,
                "python_full_version": f"{python}.0",
                "implementation_name": "cpython",
                "platform_python_implementation": "CPython",
            }


def _requirements(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:  # of another system
        return []


def archives(name: str, version: str) -> list[str]:
    """Give the hashes (sha256) of all archives of a version that pip's index has for us, sorted."""
    # pip has no public way to ask for archives of other systems, and only those who write the file need it.
    from pip._internal.commands import create_command  # noqa: PLC0415
    from pip._internal.index.collector import parse_links  # noqa: PLC0415

    command: Any = create_command("download")
    options, _ = command.parse_args([])
    wanted = re.compile(
        rf"^{_spelt(name)}-{re.escape(version)}(?:-(?!{_TOO_OLD}).*\.whl|\.tar\.gz|\.zip)$", re.IGNORECASE
    )
    found = set()
    with command.main_context():
        finder = command._build_package_finder(options, command.get_default_session(options))  # noqa: SLF001
        collector = finder._link_collector  # noqa: SLF001
        for source in collector.collect_sources(name, candidates_from_page=lambda _page: []).index_urls:
            page = collector.fetch_response(source.link) if source and source.link else None
            for link in parse_links(page) if page else ():
                if wanted.match(link.filename) and link.hash and link.hash_name == "sha256":
                    found.add(link.hash)
    return sorted(found)


def _spelt(name: str) -> str:
    """A name as archives may spell it."""
    return "[-_.]".join(map(re.escape, name.split("-")))


def main() -> int:
    """Write the file."""
    pinned = pins()
    entries = {}
    for name, marker in needed().items():
        version = pinned[name]
        hashes = archives(name, version)
        if not hashes:
            print(f"the index has no archive of {name} {version}", file=sys.stderr)
            return 1
        entries[name] = {"version": version, "marker": marker, "sha256": hashes}
    FILE.write_text(json.dumps(entries, indent=0) + "\n", "utf-8")
    print(f"wrote the hashes of {len(entries)} distributions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
