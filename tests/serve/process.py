"""The server as a process of its own, and a client that says exactly what it is told to."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from msgspec.structs import asdict

from report_builder.serve import Limits
from report_builder.serve.proxies import THIS_MACHINE
from tests.pace import LONG
from tests.serve.site import REPORT

ADDRESS = f"/{REPORT}/feedback"

# The command itself, with bounds that a test can wait for.
_PROGRAM = """
import functools, json, sys
from report_builder.cli.app import main
from report_builder.serve import proxies, running
proxies.THIS_MACHINE = tuple(json.loads(sys.argv.pop(1)))
running.Limits = functools.partial(running.Limits, **json.loads(sys.argv.pop(1)))
main()
"""


@dataclass(frozen=True)
class Answered:
    """What came back on a connection."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Running:
    """A server at work."""

    process: subprocess.Popen[str]
    port: int

    def connect(self, reader: str = "127.0.0.1") -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), LONG, (reader, 0))

    def ask(self, request: bytes) -> Answered:
        with self.connect() as connection:
            connection.sendall(request)
            return read_answer(connection)

    def get(self, address: str, *headers: str) -> Answered:
        lines = (f"GET {address} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", "")
        return self.ask("\r\n".join(lines).encode("latin-1"))


@contextmanager
def running(
    root: Path, database: str, limits: Limits, *options: str, this_machine: Sequence[str] = THIS_MACHINE
) -> Iterator[Running]:
    """Start ``report-builder serve`` on any free port; whatever happens, it does not outlive the block.

    ``this_machine``: which addresses are believed as proxies, where a test needs readers on this machine.
    """
    command = (sys.executable, "-c", _PROGRAM, json.dumps(this_machine), json.dumps(asdict(limits)))
    arguments = ("serve", "--site", str(root), "--database", database, "--port", "0", *options, str(root))
    process = subprocess.Popen(
        (*command, *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        match = re.fullmatch(r"serving http://127\.0\.0\.1:(\d+)/ \(Ctrl\+C ends it\)\n", said)
        if match is None:
            process.kill()
            raise AssertionError(said + process.communicate()[1])
        yield Running(process, int(match[1]))
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def post(fields: dict[str, str], *headers: str) -> bytes:
    """Give the bytes of a posted form."""
    body = urlencode(fields)
    lines = (
        f"POST {ADDRESS} HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        *headers,
        "",
        body,
    )
    return "\r\n".join(lines).encode()


def read_answer(connection: socket.socket) -> Answered:
    """Read one answer: its head, and as much of a body as it says."""
    with connection.makefile("rb") as stream:
        status = int(stream.readline().split()[1])
        headers = {}
        while line := stream.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        return Answered(status, headers, stream.read(int(headers.get("content-length", 0))))


def is_closed(connection: socket.socket) -> bool:
    """Wait until the server closes the connection; False when it does not within the time limit."""
    try:
        with suppress(ConnectionResetError):
            while connection.recv(65536):
                pass
    except TimeoutError:
        return False
    return True
