"""Making archives, and asking ocfl-py, which knows nothing of this program, whether they are sound."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha512
from pathlib import Path
from typing import Any

import ocfl

from report_builder.archive import Added, Archive, ArchiveDisk, Version
from report_builder.diagnostics import Diagnostic, Diagnostics, Severity

NAME = "konstruktiv-uro"
MORNING = datetime(2019, 12, 4, 9, 0, tzinfo=UTC)

FIRST = {"report.pdf": b"%PDF first", "source/content/a.md": b"# A", "source/assets/b.png": b"picture"}
SECOND = FIRST | {"report.pdf": b"%PDF second", "manifest.json": b"{}"}
THIRD = {"report.pdf": b"%PDF first", "source/content/a.md": b"# A, corrected"}
VERSIONS = (FIRST, SECOND, THIRD)

# ocfl-py tells through the root logger what its answers tell as well.
logging.getLogger().setLevel(logging.CRITICAL)


def add(
    root: Path,
    number: int,
    files: Mapping[str, bytes],
    *,
    disk: ArchiveDisk | None = None,
    created: datetime | None = None,
    name: str = NAME,
    part_of: str = "",
) -> tuple[Added | None, tuple[Diagnostic, ...]]:
    """Add one version as a command does; what came of it, and all diagnostics."""
    diagnostics = Diagnostics()
    with Archive(root, disk).write(name, diagnostics) as writer:
        if writer is None:
            return None, diagnostics.items
        moment = created or MORNING + timedelta(days=number)
        added = writer.add(
            number, files, f"note {number}", "Kari Nordmann", moment, "mailto:kari@example.org", part_of
        )
    return added, diagnostics.items


def make(root: Path, versions: tuple[Mapping[str, bytes], ...] = VERSIONS, name: str = NAME) -> Path:
    """An archive with one object of these versions."""
    for number, files in enumerate(versions, 1):
        added, diagnostics = add(root, number, files, name=name)
        assert added is not None, diagnostics
        assert added.new
        assert diagnostics == ()
    return root


def versions_of(root: Path, name: str = NAME) -> tuple[Version, ...]:
    outcome = Archive(root).versions(name)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


def contents(root: Path, name: str = NAME) -> list[dict[str, bytes]]:
    """Every version with its bytes, as the archive itself gives them back."""
    found = []
    for version in versions_of(root, name):
        files = Archive(root).read_all(name, version.number).value
        assert files is not None
        found.append(dict(files))
    return found


def errors(root: Path) -> list[Diagnostic]:
    """What ``verify`` finds wrong."""
    return [item for item in Archive(root).verify().diagnostics if item.severity is Severity.ERROR]


def ocfl_faults(root: Path) -> str:
    """What ocfl-py finds wrong with a root and each object of it; empty where all is valid.

    An archive of the very same bytes is looked at once: many interruptions leave the same one behind.
    """
    key = _fingerprint(root)
    if key not in _ANSWERS:
        _ANSWERS[key] = _validated(root)
    return _ANSWERS[key]


_ANSWERS: dict[str, str] = {}
"""What ocfl-py said of an archive, by all that is in it."""


def _fingerprint(root: Path) -> str:
    total = sha512()
    for path in sorted(root.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        place = str(path.relative_to(root)), path.is_symlink(), path.is_dir(), len(data)
        total.update(repr(place).encode() + data)
    return total.hexdigest()


def _validated(root: Path) -> str:
    """Ask ocfl-py itself.

    ``StorageRoot.validate`` answers True for a root with damaged objects, so it is asked for the root
    alone, and for how many objects it sees; then each object is validated.
    """
    storage = ocfl.StorageRoot(str(root))
    if not storage.validate(validate_objects=False):
        return f"the root: {storage.log.status_str()}"
    objects = [path for path in root.iterdir() if path.is_dir() and path.name != "extensions"]
    found = []
    count = sum(1 for _ in storage.object_paths())
    if count != len(objects):
        found.append(f"{count} objects in {len(objects)} folders")
    for path in objects:
        passed, validator = ocfl.Object(path=str(path)).validate(objdir=str(path))
        if not passed:
            found.append(str(validator))
    return "\n".join(found)


def assert_sound(root: Path, *versions: Mapping[str, bytes]) -> None:
    """The archive holds exactly these versions, nothing is wrong, and nothing is left over."""
    assert Archive(root).verify().diagnostics == ()
    assert ocfl_faults(root) == ""
    assert contents(root) == [dict(files) for files in versions]
    assert {path.name for path in root.iterdir()} == {"0=ocfl_1.1", "ocfl_layout.json", NAME}


def copy(source: Path, target: Path) -> Path:
    """Copy an archive as a backup would."""
    return Path(shutil.copytree(source, target, symlinks=True))


def overwrite(path: Path, data: bytes) -> None:
    """Change an archived file by hand."""
    path.chmod(0o644)
    path.write_bytes(data)


def seal(folder: Path) -> None:
    """Write the sidecar that fits the inventory of a folder."""
    data = (folder / "inventory.json").read_bytes()
    path = folder / "inventory.json.sha512"
    path.unlink(missing_ok=True)
    path.write_text(f"{sha512(data).hexdigest()} inventory.json\n", "ascii")


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the inventory of a folder, with a fitting sidecar."""
    path = folder / "inventory.json"
    inventory = json.loads(path.read_bytes())
    change(inventory)
    overwrite(path, json.dumps(inventory).encode("utf-8"))
    seal(folder)


def edit_head(item: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the root inventory and its copy in the newest version."""
    newest = json.loads((item / "inventory.json").read_bytes())["head"]
    edit(item, change)
    overwrite(item / newest / "inventory.json", (item / "inventory.json").read_bytes())
    seal(item / newest)
