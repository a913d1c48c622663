"""The lines for nginx and Apache in the guide: a withdrawn version is gone, the newest is asked for anew."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

GUIDE = Path(__file__).parent.parent.parent / "docs/utgivelser.md"
MODULES = Path("/usr/lib/apache2/modules")
FILES = {
    "v1/index.html": "en",
    "v1/aarsrapport.pdf": "pdf 1",
    "v2/index.html": "trukket tilbake",
    "v20/index.html": "tjue",
    "v3/aarsrapport.pdf": "pdf 3",
    "aarsrapport.pdf": "pdf 3",
    "latest/index.html": "nyest",
    "latest/rapport/index.html": "nyest",
}


def lines(kind: str) -> str:
    found = re.search(f"^```{kind}\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def nginx(folder: Path, port: int) -> list[str]:
    """One process, whose every file is in the folder."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    server = f"listen 127.0.0.1:{port};\nroot {folder}/www;\nindex index.html;\n{lines('nginx')}"
    (folder / "conf").write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}"
        f"server {{\n{server}}}\n}}\n"
    )
    return ["nginx", "-e", f"{folder}/log", "-c", f"{folder}/conf"]


def apache(folder: Path, port: int) -> list[str]:
    modules = "".join(
        f"LoadModule {name}_module {MODULES}/mod_{name}.so\n"
        for name in ("mpm_event", "authz_core", "dir", "alias", "headers")
    )
    (folder / "conf").write_text(
        f"{modules}Listen 127.0.0.1:{port}\nServerName localhost\nServerRoot {folder}\nPidFile {folder}/pid\n"
        f"DefaultRuntimeDir {folder}\nErrorLog {folder}/log\nUser nobody\nGroup nogroup\n"
        f"DocumentRoot {folder}/www\nDirectoryIndex index.html\n{lines('apache')}"
    )
    return ["apache2", "-X", "-f", f"{folder}/conf"]


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@contextmanager
def serving(write: Callable[[Path, int], list[str]]) -> Iterator[int]:
    """Serve the files in a folder that the server's own user may read."""
    folder = Path(tempfile.mkdtemp())
    port = free_port()
    try:
        folder.chmod(0o755)
        for path, text in FILES.items():
            file = folder / "www/aarsrapport" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        process = subprocess.Popen(write(folder, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port, process, folder / "log")
            yield port
        finally:
            process.terminate()
            process.wait(10)
    finally:
        shutil.rmtree(folder)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    pytest.fail(log.read_text() if log.exists() else "the server does not start")


def ask(port: int, path: str) -> tuple[int, str, str | None]:
    """The status, the text and how long it may be kept."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", f"/aarsrapport/{path}")
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers.get("Cache-Control")
    finally:
        connection.close()


@pytest.mark.parametrize(("program", "write"), [("nginx", nginx), ("apache2", apache)])
def test_the_lines_do_what_the_guide_says(program: str, write: Callable[[Path, int], list[str]]) -> None:
    if shutil.which(program) is None or (write is apache and not MODULES.is_dir()):
        pytest.skip(f"{program} is not installed as Debian has it")
    with serving(write) as port:
        for path in ("v2/", "v2/aarsrapport.pdf", "v2/rapport/", "v2/rapport/kapittel.html", "v2/nyeste/"):
            assert ask(port, path)[:2] == (410, "trukket tilbake"), path
        for path in ("v1/", "v1/aarsrapport.pdf", "v20/", "v3/aarsrapport.pdf"):
            status, _, kept = ask(port, path)
            assert (status, kept) == (200, None), path
        for path in ("aarsrapport.pdf", "latest/", "latest/rapport/"):
            status, _, kept = ask(port, path)
            assert (status, kept) == (200, "no-cache"), path
        assert ask(port, "v4/")[0] == 404
