"""What an answer with a file costs, beside Starlette's own.

    python benchmarks/file_answers.py SITE

``SITE`` is a folder that `report-builder publish` wrote. Asks for the largest page, packed and not, and for
the largest PDF, within one process and without a network, and prints milliseconds of processor time for each
answer. The decision is in docs/decisions/own-modules-or-libraries.md.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse

from report_builder.serve.contents import Contents
from report_builder.serve.files import Files
from report_builder.serve.site import load_release

ANSWERS, ROUNDS = 20, 5


async def _heard() -> MutableMapping[str, Any]:
    """A client that says nothing and stays."""
    await asyncio.sleep(3600)
    raise AssertionError


async def _sent(_message: MutableMapping[str, Any]) -> None:
    """A client that takes whatever comes."""


def _scope(address: str, coding: str) -> MutableMapping[str, Any]:
    headers = [(b"accept-encoding", coding.encode())]
    return {"type": "http", "method": "GET", "path": address, "query_string": b"", "headers": headers}


async def cost(answer: Callable[[], Awaitable[None]]) -> float:
    """The median of what an answer takes, in milliseconds of the processor."""
    await answer()
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(ANSWERS):
            await answer()
        taken.append((time.process_time() - started) / ANSWERS * 1000)
    return statistics.median(taken)


async def compare(site: Path) -> None:
    """Print the table."""
    release = load_release((site / "current").resolve())
    files = Files(Contents(), lambda *_: None)
    sizes = {address: file.size for address, file in release.files.items()}
    page, pdf = (
        max((a for a in sizes if a.endswith(end)), key=sizes.__getitem__) for end in (".html", ".pdf")
    )
    print("| Address | Coding | kB | Ours, ms | Starlette's, ms |\n| --- | --- | ---: | ---: | ---: |")
    for address, coding in ((page, "br"), (page, "identity"), (pdf, "identity")):
        scope = _scope(address, coding)
        lying = release.files[address].packed.get(coding, release.files[address])

        async def ours(address: str = address, scope: MutableMapping[str, Any] = scope) -> None:
            response = await files.answer(release, address, Request(scope))
            await response(scope, _heard, _sent)

        async def theirs(path: Path = lying.path, scope: MutableMapping[str, Any] = scope) -> None:
            await FileResponse(path)(scope, _heard, _sent)

        figures = f"{await cost(ours):.3f} | {await cost(theirs):.3f}"
        print(f"| {address} | {coding} | {lying.size / 1000:.0f} | {figures} |")


if __name__ == "__main__":
    asyncio.run(compare(Path(sys.argv[1])))
