"""What an archive costs as versions come: the bytes of its inventories, a release, and a verify.

    python benchmarks/archive_growth.py [--versions 10 100 200 1000] [--releases]

A small report gets version after version, each with another PDF, manifest and chapter; what is archived is
made up, so that nothing but the archive is measured. Printed are the bytes of all inventories and sidecars,
and processor seconds: of the last ten additions (each), and of ``Archive.verify`` in its own process. With
``--releases`` a real report with so many versions is released once more by the command, and verified by it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha512
from pathlib import Path

from msgspec.structs import replace

from report_builder.archive import Archive
from report_builder.archive.faults import Faults
from report_builder.archive.inventory import Inventory, sidecar, version_folder
from report_builder.archive.parsing import parse_inventory
from report_builder.archive.purging import until
from report_builder.diagnostics import Diagnostics

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
KEPT = {f"source/assets/bilde-{number}.png": bytes([number]) * 3000 for number in range(6)}
KEPT |= {f"source/content/chapters/{number:02}.md": b"# Tekst\n" * number for number in range(1, 9)}
KEPT |= {"source/content/theme.yaml": b"extends: default\n", "source/content/report.yaml": b"title: Liten\n"}
VERIFY = """
import sys; from pathlib import Path; from report_builder.archive import Archive
sys.exit(Archive(Path(sys.argv[1])).verify().failed)
"""


def add(root: Path, name: str, number: int, files: dict[str, bytes]) -> None:
    """Add a version as a release does, the opening and closing of the archive with it."""
    told = Diagnostics()
    with Archive(root).write(name, told) as writer:
        moment = BEGIN + DAY * number
        added = writer.add(number, files, f"Utgave {number}.", "Etat", moment) if writer else None
    if added is None:
        sys.exit(f"version {number} was not added: {told.items}")


def small(number: int) -> dict[str, bytes]:
    """The files of a version, of which three are new."""
    return KEPT | {
        "liten.pdf": f"%PDF {number}".encode() * 500,
        "manifest.json": f'{{"version": {number}}}'.encode(),
        "source/content/chapters/09.md": f"# Endret {number} ganger\n".encode(),
    }


def inventories(root: Path) -> int:
    """The bytes of all inventories and sidecars."""
    return sum(path.stat().st_size for path in root.rglob("inventory.json*"))


def measured(*arguments: str) -> float:
    """Run Python, and give the processor seconds of that process."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(arguments)} failed")
    return usage.ru_utime + usage.ru_stime


def archive_alone(folder: Path, sizes: list[int]) -> None:
    """Measure the archive without a report."""
    root = folder / "archive"
    spent: list[float] = []
    for number in range(1, max(sizes) + 1):
        begun = time.process_time()
        add(root, "liten", number, small(number))
        spent.append(time.process_time() - begun)
        if number in sizes:
            verify = measured("-c", VERIFY, str(root))
            megabytes = inventories(root) / 1e6
            one = sum(spent[-10:]) / 10
            print(f"{number:5} versions {megabytes:8.1f} MB {one:6.2f} s an addition {verify:6.1f} s verify")
            sys.stdout.flush()


def releases(folder: Path, sizes: list[int]) -> None:
    """Measure the commands on a report of which earlier versions differ in one source alone."""
    first = folder / "first"
    measured("-m", "report_builder", "new", str(first))
    measured("-m", "report_builder", "release", str(first))
    for count in sizes:
        root = folder / "report"
        shutil.copytree(first, root)
        (root / "releases.json").unlink()
        grow(root / "archive", count)
        release = measured("-m", "report_builder", "release", str(root), "--note", "Rettet.")
        verify = measured("-m", "report_builder", "archive", "verify", "--root", str(root))
        listed = measured("-m", "report_builder", "archive", "list", "--root", str(root))
        shown = f"{release:6.2f} s release {verify:6.2f} s verify {listed:6.2f} s list"
        print(f"{count:5} versions {shown}", flush=True)
        shutil.rmtree(root)


def grow(archive: Path, count: int) -> None:
    """Put more versions behind the only one of an archive, as if each had been released after the other."""
    (folder,) = (path.parent for path in archive.glob("*/v1"))
    faults = Faults()
    inventory = parse_inventory((folder / "inventory.json").read_bytes(), "", folder.name, faults)
    assert inventory is not None, faults.items
    first = inventory.head
    record, before = (
        json.loads((folder / "v1/content/manifest.json").read_bytes()),
        first.state["manifest.json"],
    )
    manifest, versions = dict(inventory.manifest), [first]
    for number in range(2, count + 1):
        record |= {"version": number, "previous": {"version": number - 1, "sha512": before}}
        texts = {
            "manifest.json": (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode(),
            "source/content/endret.txt": f"Endret {number} ganger.\n".encode(),
        }
        digests = {path: sha512(data).hexdigest() for path, data in texts.items()}
        for path, data in texts.items():
            target = folder / f"v{number}/content" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            manifest[f"v{number}/content/{path}"] = digests[path]
        state = dict(sorted({**first.state, **digests}.items()))
        versions.append(replace(first, number=number, state=state))
        before = digests["manifest.json"]
    grown = Inventory(inventory.object_id, tuple(versions), dict(sorted(manifest.items())))
    for number in [*sorted(grown.kept_copies), 0]:
        data = (until(grown, number) if number else grown).to_bytes()
        target = folder / version_folder(number) if number else folder
        for name, text in (("inventory.json", data), ("inventory.json.sha512", sidecar(data))):
            (target / name).unlink(missing_ok=True)
            (target / name).write_bytes(text)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--versions", type=int, nargs="+", default=[10, 100, 200, 1000])
    parser.add_argument("--releases", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (releases if asked.releases else archive_alone)(Path(folder), asked.versions)


if __name__ == "__main__":
    main()
