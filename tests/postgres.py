"""A real PostgreSQL for tests: Debian's server in a temporary folder, on a socket of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.pace import LONG

PACKAGES = "postgresql"
_USER = "postgres"


class Postgres:
    """A running server; it can be stopped and started again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._databases = 0

    def run(self, program: str, *arguments: str) -> None:
        # The server refuses to run as root, so root hands it over to the user that the package made.
        user: dict[str, Any] = (
            {"user": _USER, "group": _USER, "extra_groups": []} if os.geteuid() == 0 else {}
        )
        command: Sequence[str] = (str(self._programs / program), *arguments)
        done = subprocess.run(
            command, cwd=self._folder, capture_output=True, text=True, check=False, timeout=LONG, **user
        )
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"

    def initialise(self) -> None:
        self.run(
            "initdb",
            "--pgdata=data",
            f"--username={_USER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        )

    def start(self) -> None:
        # To a file, not to our pipe: the server would keep it open after pg_ctl has left.
        # What survives a power cut is PostgreSQL's own matter, and syncing takes the time of many tests.
        options = f"-c fsync=off -c listen_addresses='' -c unix_socket_directories='{self._folder}'"
        self.run("pg_ctl", "--pgdata=data", "--log=log", "--wait", f"--options={options}", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "--pgdata=data", "--wait", "--mode=immediate", "stop")

    def new_database(self) -> str:
        """Make an empty database; its URL."""
        self._databases += 1
        name = f"test{self._databases}"
        self.run("createdb", f"--host={self._folder}", f"--username={_USER}", name)
        return f"postgresql+psycopg://{_USER}@/{name}?host={self._folder}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Start a server, once for all tests."""
    programs = find_programs(Path("/usr/lib/postgresql"))
    # Not pytest's own folder, which only the user who runs the tests may enter; and a socket's path is short.
    folder = Path(tempfile.mkdtemp(prefix="rb-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _USER, _USER)
        server = Postgres(programs, folder)
        server.initialise()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def find_programs(root: Path) -> Path:
    """Find the server's programs, those of the newest version.

    Where there are none the test is skipped, and with CI=true it fails.
    """
    found = sorted(root.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    message = f"PostgreSQL is missing, so this was NOT tested: apt-get install {PACKAGES}"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(message)
    pytest.skip(message)
