"""What an archive costs as versions come: the bytes of its inventories, a release, and a verify.

    python benchmarks/archive_growth.py [--versions 10 100 200 1000] [--releases]

A small report is released, and gets version after version: as at a release, the PDF, the manifest,
LESMEG.txt, the pages of the HTML edition, veraPDF's report and a chapter are others, and all else is the
same. What is archived is made up of the first version's files, so that nothing but the archive is measured.
Printed are the bytes of all inventories and sidecars, of all that is archived besides PDFs, and processor
seconds: of the last ten additions (each), and of ``Archive.verify`` in its own process. With ``--releases``
a real report with so many versions is released once more by the command, and verified and listed by it.
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
PDF = "first.pdf"
CHANGED = (
    PDF,
    "manifest.json",
    "LESMEG.txt",
    "conformance/verapdf.xml",
    "source/content/chapters/01-innledning.md",
)
"""What each release brings anew, beside the pages of the edition."""
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


def first_release(folder: Path) -> Path:
    """Release a small report, and give its folder."""
    first = folder / "first"
    measured("-m", "report_builder", "new", str(first))
    measured("-m", "report_builder", "release", str(first))
    return first


def archived_files(report: Path) -> dict[str, bytes]:
    """Read what the first release archived."""
    (content,) = (report / "archive").glob("*/v1/content")
    return {
        path.relative_to(content).as_posix(): path.read_bytes()
        for path in sorted(content.rglob("*"))
        if path.is_file()
    }


def changed_files(first: dict[str, bytes], number: int) -> dict[str, bytes]:
    """Give what version ``number`` brings: files as long as the first version's."""
    pages = [path for path in first if path.startswith("edition/") and path.endswith(".html")]
    mark = f"{number:08}".encode()
    return {path: first[path][:-8] + mark for path in (*CHANGED, *pages)}


def inventories(root: Path) -> int:
    """The bytes of all inventories and sidecars."""
    return sum(path.stat().st_size for path in root.rglob("inventory.json*"))


def besides_pdfs(root: Path) -> int:
    """The bytes of all that is archived but the PDFs."""
    return sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and path.suffix != ".pdf")


def measured(*arguments: str) -> float:
    """Run Python, and give the processor seconds of that process."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(arguments)} failed")
    return usage.ru_utime + usage.ru_stime


def archive_alone(folder: Path, sizes: list[int]) -> None:
    """Measure the archive without a report."""
    first = archived_files(first_release(folder))
    root = folder / "archive"
    spent: list[float] = []
    for number in range(1, max(sizes) + 1):
        files = first | changed_files(first, number)
        begun = time.process_time()
        add(root, "liten", number, files)
        spent.append(time.process_time() - begun)
        if number in sizes:
            verify = measured("-c", VERIFY, str(root))
            sizes_told = f"{inventories(root) / 1e6:8.1f} MB of {besides_pdfs(root) / 1e6:8.1f} MB"
            one = sum(spent[-10:]) / 10
            print(f"{number:5} versions {sizes_told} {one:6.2f} s an addition {verify:6.1f} s verify")
            sys.stdout.flush()


def releases(folder: Path, sizes: list[int]) -> None:
    """Measure the commands on a report with so many versions."""
    first = first_release(folder)
    for count in sizes:
        root = folder / "report"
        shutil.copytree(first, root)
        (root / "releases.json").unlink()
        grow(root / "archive", count)
        release = measured("-m", "report_builder", "release", str(root), "--note", "Rettet.")
        verify = measured("-m", "report_builder", "archive", "verify", "--root", str(root))
        listed = measured("-m", "report_builder", "archive", "list", "--root", str(root))
        sizes_told = f"{inventories(root) / 1e6:8.1f} MB of {besides_pdfs(root / 'archive') / 1e6:8.1f} MB"
        shown = f"{release:6.2f} s release {verify:6.2f} s verify {listed:6.2f} s list"
        print(f"{count:5} versions {sizes_told} {shown}", flush=True)
        shutil.rmtree(root)


def grow(archive: Path, count: int) -> None:
    """Put more versions behind the only one of an archive, as if each had been released after the other."""
    (folder,) = (path.parent for path in archive.glob("*/v1"))
    faults = Faults()
    inventory = parse_inventory((folder / "inventory.json").read_bytes(), "", folder.name, faults)
    assert inventory is not None, faults.items
    first = inventory.head
    files = archived_files(archive.parent)
    record, before = json.loads(files["manifest.json"]), first.state["manifest.json"]
    manifest, versions = dict(inventory.manifest), [first]
    for number in range(2, count + 1):
        record |= {"version": number, "previous": {"version": number - 1, "sha512": before}}
        texts = changed_files(files, number)
        record["pdf"] |= {"sha512": sha512(texts[PDF]).hexdigest()}
        texts["manifest.json"] = (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode()
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
