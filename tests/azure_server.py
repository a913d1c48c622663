"""A server that speaks Azure's Blob Storage, on this machine: Azurite, which is Microsoft's own for tests.

It is installed by hand, beside the library by which the program speaks to Azure (see CONTRIBUTING.md).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

CONNECTION = "AZURE_STORAGE_CONNECTION_STRING"
"""The variable of the environment that says all: server, account and key."""

_ACCOUNT = "devstoreaccount1"
_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
"""Those that every Azurite has; they stand in its documentation and open nothing else."""

_LISTENS = "successfully listens on "
_NUMBERS = count(1)


@contextmanager
def running() -> Iterator[str]:
    """Start the server on a port that is free, with its objects in memory; what ``CONNECTION`` is to say."""
    options = ("--silent", "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence")
    server = subprocess.Popen(
        [_program(), *options, "--disableTelemetry", "--skipApiVersionCheck"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        told = next(line for line in server.stdout if _LISTENS in line)
        yield connection(told.partition(_LISTENS)[2].strip())
    finally:
        server.terminate()
        server.communicate()


def connection(endpoint: str, key: str = _KEY) -> str:
    """What the environment says of a server, with the right key or another."""
    protocol = endpoint.partition(":")[0]
    parts = (
        f"DefaultEndpointsProtocol={protocol}",
        f"AccountName={_ACCOUNT}",
        f"AccountKey={key}",
        f"BlobEndpoint={endpoint}/{_ACCOUNT}",
    )
    return ";".join(parts) + ";"


def make_container(connected: str) -> str:
    """A new container of the server; its name."""
    import fsspec

    name = f"arkiv-{next(_NUMBERS)}"
    fsspec.filesystem("abfs", connection_string=connected).mkdir(name)
    return name


def _program() -> str:
    own = Path(sys.prefix) / "node_modules/.bin/azurite-blob"
    found = str(own) if own.exists() else shutil.which("azurite-blob")
    if found is None:
        pytest.skip("Azurite is missing, so this was NOT tested: npm install --prefix .venv azurite")
    return found
