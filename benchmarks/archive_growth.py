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

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
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
        moment = BEGIN + timedelta(days=number)
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
    """Measure the commands on a report of which earlier versions differ in a chapter alone."""
    root = folder / "report"
    measured("-m", "report_builder", "new", str(root))
    measured("-m", "report_builder", "release", str(root))
    archive, [name] = root / "archive", [p.name for p in (root / "archive").iterdir() if (p / "v1").is_dir()]
    first = Archive(archive).read_all(name, 1).value
    assert first is not None, "a release was archived"
    record = json.loads(first["manifest.json"])
    for number in range(2, max(sizes) + 1):
        before = sha512((json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode())
        if number > 2:
            record["previous"] = {"version": number - 1, "sha512": before.hexdigest()}
        else:
            record["previous"] = {"version": 1, "sha512": sha512(first["manifest.json"]).hexdigest()}
        record["version"] = number
        data = (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode()
        extra = {"source/content/endret.txt": f"Endret {number} ganger.\n".encode()}
        add(archive, name, number, {**first, **extra, "manifest.json": data})
        if number in sizes:
            kept = folder / "kept"
            shutil.copytree(root, kept)
            (kept / "releases.json").unlink()
            release = measured("-m", "report_builder", "release", str(kept), "--note", "Rettet.")
            verify = measured("-m", "report_builder", "archive", "verify", "--root", str(kept))
            listed = measured("-m", "report_builder", "archive", "list", "--root", str(kept))
            shown = f"{release:6.2f} s release {verify:6.2f} s verify {listed:6.2f} s list"
            print(f"{number:5} versions {shown}", flush=True)
            shutil.rmtree(kept)


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
