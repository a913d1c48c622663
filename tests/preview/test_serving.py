"""The command as a process: who is answered, what is served, how it ends."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from report_builder.cli.app import run
from report_builder.diagnostics import Diagnostic
from report_builder.preview.serving import Request
from tests.pace import LONG
from tests.preview.live import running
from tests.said import ENGLISH


class Asked:
    """An address of the preview, and what it answers."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.port = parts.port or 0
        self.path = parts.path

    def get(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> tuple[int, str, Mapping[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        try:
            connection.request(method, path, headers=dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace"), dict(answer.getheaders())
        finally:
            connection.close()


@pytest.fixture
def asked(good_report: Path) -> Iterator[Asked]:
    with running(good_report) as address:
        yield Asked(address)


def test_strangers_are_refused(asked: Asked) -> None:
    here = f"127.0.0.1:{asked.port}"
    assert asked.get(asked.path)[0] == 200
    for headers in (
        {"Host": f"evil.example:{asked.port}"},
        {"Host": here, "Origin": "http://evil.example"},
        {"Host": here, "Sec-Fetch-Site": "cross-site"},
    ):
        for path in ("", "events", "heard", "preview.js"):
            assert asked.get(asked.path + path, headers)[0] == 403


def test_nothing_but_the_fixed_table_is_served(asked: Asked) -> None:
    inside = ("x", "../", "..%2f..%2fcontent/report.yaml", "content/report.yaml", "page/%00/9.png", "preview")
    for path in ("/", "/preview.js", "/wrong-token/", *(asked.path + path for path in inside)):
        assert asked.get(path)[0] == 404, path
    for query in (
        "source?path=../../etc/passwd",
        "source?path=/etc/passwd",
        "source?path=assets/bilder/rute.png",
        "at?page=1&x=a&y=2",
        "find?path=content/report.yaml",
        "page/0/100.png",
        "page/0/99999.png",
    ):
        assert asked.get(asked.path + query)[0] == 404, query
    assert asked.get(asked.path + "at?page=-7&x=nan&y=inf")[:2] == (200, "null")
    assert asked.get(asked.path, method="POST")[0] == 405


def test_every_answer_keeps_to_itself(asked: Asked) -> None:
    for path in (asked.path, asked.path + "preview.css", "/nothing"):
        headers = asked.get(path)[2]
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


@contextmanager
def process(root: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "report_builder", "preview", str(root), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        try:
            yield started, started.stdout.readline().strip()
        finally:
            started.kill()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_when_it_is_told_to_with_listeners_and_without_a_word(
    good_report: Path, number: signal.Signals, status: int
) -> None:
    with process(good_report) as (started, address):
        asked = Asked(address)
        listening = threading.Thread(target=lambda: asked.get(asked.path + "events"))
        listening.start()
        assert asked.get(asked.path)[0] == 200
        started.send_signal(number)
        _, said = started.communicate(timeout=LONG)
        listening.join(LONG)
    assert (started.returncode, said) == (status, "")


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = run(["preview", *arguments], ENGLISH, lambda: 0.0)
    return status, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["--lang", "nn"], {"LANG": "en_GB.UTF-8"}, "nn"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, None),
    ],
)
def test_it_speaks_the_language_that_was_chosen(
    good_report: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    language: str | None,
) -> None:
    requests: list[Request] = []

    def preview(request: Request, *_rest: object) -> tuple[Diagnostic, ...]:
        requests.append(request)
        return ()

    monkeypatch.setattr("report_builder.preview.serving.preview", preview)
    assert run(["preview", str(good_report), *arguments], environment, lambda: 0.0) == 0
    (request,) = requests
    assert (request.words.language if request.words else None) == language


def test_a_port_that_is_taken(good_report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, said = shown(capsys, str(good_report), "--port", str(port))
    assert status == 4
    assert said.startswith(
        f"RB-PORT-BUSY port {port} of this machine cannot be had: address already in use; "
    )
    assert f"--port {port + 1}" in said


def test_a_folder_without_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = shown(capsys, str(tmp_path))
    assert status == 2
    assert "RB-FILE-MISSING" in said


def test_an_installation_without_the_extra(
    good_report: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "report_builder.cli.extras.find_spec",
        lambda name: None if name in {"uvicorn", "watchfiles"} else name,
    )
    status, said = shown(capsys, str(good_report))
    assert status == 3
    assert "RB-EXTRA-MISSING the preview needs uvicorn and watchfiles" in said
    assert "pip install" in said
    assert "[serve]" in said
