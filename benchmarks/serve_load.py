"""Load on a server of this machine: answers, downloads, idle connections, and a server that is killed.

    python benchmarks/serve_load.py [--posts 2000] [--clients 50] [--seconds 10] [--pdf FILE] [--database URL]

The server is ``report-builder serve`` as a process of its own, on loopback, with the limits for one client
lifted, since all clients here have one address. The client is a second process on the same cores, so the
figures are those of a machine that does both. Every run ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent.parent))

from report_builder.feedback import open_store
from report_builder.feedback.store import FeedbackStore

ROOT = Path(__file__).parent.parent
REPORT = "maalt-rapport"
PDF = f"/{REPORT}/v1/{REPORT}.pdf"
PORT_LINE = "serving http://127.0.0.1:"

_SERVER = """
import functools
from report_builder.cli.app import main
from report_builder.serve import proxies, running
proxies.THIS_MACHINE = ("127.0.0.1/32",)  # the other addresses of this machine are readers
many = dict.fromkeys(("burst", "answers", "answers_around", "reads"), 10_000_000)
running.Limits = functools.partial(running.Limits, **many)
main()
"""


@dataclass
class Tally:
    """What the clients saw: what was acknowledged, other answers, and the seconds each took."""

    acknowledged: list[str] = field(default_factory=list)
    other: int = 0
    seconds: list[float] = field(default_factory=list)


def write_site(folder: Path, pdf: bytes) -> None:
    """Write the least site that has a PDF, as publish lays it out."""
    files = {PDF: (pdf, "application/pdf", 1), "/index.html": (b"<title>x</title>", "text/html", None)}
    release = folder / "releases" / "a"
    table = {}
    for address, (data, media_type, version) in files.items():
        path = release / "www" / address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        table[address] = {"sha256": digest, "size": len(data), "type": media_type, "version": version}
    about = {"report": REPORT, "language": "nb", "newest": 1, "files": table}
    (release / "site.json").write_text(json.dumps(about), "utf-8")
    (folder / "current").symlink_to("releases/a")


@contextmanager
def server(folder: Path, database: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start a server on a free port; the process and the port."""
    command = [sys.executable, "-c", _SERVER, "serve", str(folder), "--port", "0"]
    command += ["--site", str(folder / "site"), "--database", database]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield process, int(line.removeprefix(PORT_LINE).partition("/")[0])
    finally:
        process.terminate()
        process.wait(30)


async def exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> tuple[int, int]:
    """Send a request on an open connection; the status and the bytes of the body."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    _, _, rest = head.lower().partition(b"content-length: ")
    size = int(rest.partition(b"\r\n")[0])
    left = size
    while left:
        data = await reader.read(min(left, 1 << 20))
        if not data:
            raise ConnectionError
        left -= len(data)
    return status, size


def post(text: str) -> bytes:
    """Give the bytes of a posted answer."""
    body = urlencode({"helpful": "nei", "text": text, "version": "1", "website": ""}).encode()
    head = (
        f"POST /{REPORT}/feedback HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def posting(port: int, clients: int, each: int, tally: Tally, after: Callable[[], None]) -> None:
    """Have every client post ``each`` answers on a connection of its own; ``after`` follows each one."""

    async def client(number: int) -> None:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for count in range(each):
                text = f"svar {number}-{count} æøå"
                began = time.perf_counter()
                status, _ = await exchange(reader, writer, post(text))
                tally.seconds.append(time.perf_counter() - began)
                if status == 303:
                    tally.acknowledged.append(text)
                else:
                    tally.other += 1
                after()
            writer.close()
        except (ConnectionError, asyncio.IncompleteReadError):  # the server was killed
            return

    await asyncio.gather(*(client(number) for number in range(clients)))


async def downloading(
    port: int, clients: int, seconds: float, size: int, local: str = "127.0.0.1"
) -> list[float]:
    """Have every client fetch the PDF again and again for so long; the seconds each that came whole took."""
    readers = itertools.count()
    end = time.perf_counter() + seconds

    def request() -> bytes:
        # The same reader again would not be counted: each download is that of another one behind a proxy.
        number = next(readers)
        reader = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        return f"GET {PDF} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: {reader}\r\n\r\n".encode()

    async def client() -> list[float]:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", port, limit=1 << 20, local_addr=(local, 0)
        )
        took = []
        while (began := time.perf_counter()) < end:
            assert await exchange(reader, writer, request()) == (200, size)
            took.append(time.perf_counter() - began)
        writer.close()
        return took

    return list(itertools.chain(*await asyncio.gather(*(client() for _ in range(clients)))))


def opened(database: str) -> FeedbackStore:
    """Open the store that the server wrote to."""
    outcome = open_store(database)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


def posts(folder: Path, database: str, clients: int, number: int) -> None:
    """Measure posts, and prove that what was acknowledged is stored, once."""
    tally = Tally()
    with server(folder, database) as (_, port):
        began = time.perf_counter()
        asyncio.run(posting(port, clients, number // clients, tally, lambda: None))
        took = time.perf_counter() - began
    store = opened(database)
    stored = [answer.text for answer in store.answers()]
    store.delete([answer.id for answer in store.answers()])
    store.close()
    assert tally.other == 0, f"{tally.other} were refused"
    assert sorted(stored) == sorted(tally.acknowledged)
    assert len(set(stored)) == len(stored) == number
    print(f"posts        {number} from {clients} clients in {took:.2f} s: {number / took:.0f} a second")
    print(f"             {slowness(tally.seconds)}")
    print(f"             acknowledged {len(tally.acknowledged)} = stored {len(stored)} = unique {number}")


def peak_memory(process: int) -> str:
    """Give the most memory that a process had, where the system tells."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    return next((f"{int(line.split()[1]) / 1024:.0f} MB" for line in lines if line.startswith("VmHWM")), "")


def downloads(folder: Path, database: str, clients: int, seconds: float, size: int) -> None:
    """Measure downloads, and prove that each was counted."""
    with server(folder, database) as (process, port):
        took = asyncio.run(downloading(port, clients, seconds, size))
        peak = peak_memory(process.pid)
    store = opened(database)
    counted = sum(row.count for row in store.downloads())
    store.close()
    fetched = len(took)
    assert counted == fetched, f"{counted} counted, {fetched} fetched"
    rate = fetched / seconds
    speed = f"{rate * size / 1e6:.0f} MB/s"
    print(f"downloads    {rate:.0f} a second of {size / 1e6:.2f} MB from {clients} clients: {speed}")
    print(f"             {slowness(took)}; fetched {fetched} = counted {counted}; server {peak}")


def slowness(took: Sequence[float]) -> str:
    """Say how long answers took."""
    slow = statistics.quantiles(took, n=100)
    return f"median {slow[49] * 1000:.1f} ms, 99 of 100 within {slow[98] * 1000:.1f} ms"


def idle(folder: Path, database: str, seconds: float, size: int) -> None:
    """Measure one reader's downloads while another address opens 700 connections and says nothing."""

    async def reading_beside(port: int, silent: int) -> list[float]:
        opened = [
            await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.2", 0))
            for _ in range(silent)
        ]
        took = await downloading(port, 1, seconds, size, "127.0.0.3")
        for _, writer in opened:
            writer.transport.abort()
        return took

    for silent in (0, 700):
        with server(folder, database) as (_, port):
            took = asyncio.run(reading_beside(port, silent))
        print(
            f"idle         {silent} beside one reader: {len(took) / seconds:.0f} a second, {slowness(took)}"
        )


def killed(folder: Path, database: str, clients: int) -> None:
    """Kill the server in the middle of posts, and prove that no acknowledged one is lost."""
    tally = Tally()
    with server(folder, database) as (process, port):

        def kill_soon() -> None:
            if len(tally.acknowledged) == 500:
                process.kill()

        asyncio.run(posting(port, clients, 1000, tally, kill_soon))
    store = opened(database)
    stored = [answer.text for answer in store.answers()]
    store.close()
    lost = set(tally.acknowledged) - set(stored)
    assert not lost, lost
    assert len(stored) == len(set(stored))
    print(f"kill -9      acknowledged {len(tally.acknowledged)}, stored {len(stored)}, lost {len(lost)}")


def main() -> None:
    """Run them all and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--pdf", type=Path, help="a file to fetch (default: 0.3 MB)")
    parser.add_argument("--database", help="an empty PostgreSQL database (default: SQLite)")
    options = parser.parse_args()
    pdf = options.pdf.read_bytes() if options.pdf else bytes(range(256)) * 1200
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_site(folder / "site", pdf)
        database = options.database or str(folder / "answers.sqlite")
        posts(folder, database, options.clients, options.posts)
        downloads(folder, database, options.clients, options.seconds, len(pdf))
        if sys.platform.startswith("linux"):  # elsewhere a machine has one address of its own
            idle(folder, database, options.seconds / 3, len(pdf))
        killed(folder, database, options.clients)


if __name__ == "__main__":
    main()
