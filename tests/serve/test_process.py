"""A real server: slow and rude clients, many at once, and its sudden death."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from report_builder.feedback import open_store
from report_builder.feedback.store import FeedbackStore
from report_builder.serve import Limits
from tests.pace import LONG
from tests.serve.process import Running, is_closed, post, read_answer, running
from tests.serve.site import FILES, PDF, PDF_ADDRESS, REPORT, write_site

LARGE = "/stor.bin"
SHORT = Limits(
    head_seconds=0.5,
    body_seconds=0.5,
    stall_seconds=0.5,
    linger_seconds=0.5,
    idle_seconds=1,
    burst=100_000,
    answers=100_000,
    answers_around=100_000,
    reads=100_000,
    linger_bytes=200_000,
)


PATIENT = Limits(
    head_seconds=LONG,
    body_seconds=LONG,
    stall_seconds=LONG,
    idle_seconds=int(LONG),
    store_seconds=LONG,
    shutdown_seconds=int(LONG),
    burst=100_000,
    answers=100_000,
    answers_around=100_000,
    reads=100_000,
)
"""For those who are not slow but on a slow machine."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("server")
    # Larger than what is kept in memory and than every buffer on the way.
    write_site(folder / "site", FILES | {LARGE: (bytes(30_000_000), "application/octet-stream", None)})
    return folder / "site"


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Running]:
    with running(site, str(site.parent / "answers.sqlite"), PATIENT) as started:
        yield started


@pytest.fixture(scope="module")
def hasty(site: Path) -> Iterator[Running]:
    """A server that soon loses its patience."""
    with running(site, str(site.parent / "hasty.sqlite"), SHORT) as started:
        yield started


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/..",
        "/../site.json",
        f"/{REPORT}/../index.html",
        f"/{REPORT}/%2e%2e/index.html",
        f"/{REPORT}/.%2E/index.html",
        f"/{REPORT}%2findex.html",
        f"/{REPORT}%2Fv2%2F{REPORT}.pdf",
        f"/{REPORT}%5cindex.html",
        "/..%2f..%2fsite.json",
        "/%2e%2e%2fsite.json",
        "/%252e%252e/site.json",
        "/index.html%00",
        "/index.html%00.css",
        "/%00",
        "/index.html%0a",
        "/index.html%0d%0aX-Evil:1",
        "//index.html",
        "/./index.html",
        "/index%2ehtml",
        "/index.html/",
        f"/{REPORT}//index.html",
        "/www/index.html",
        "/site.json",
        "/%ff",
        "/%zz",
        "/%",
        "/INDEX.HTML",
        "/\\..\\site.json",
        "http://localhost/nothing",
        "http://localhost/../site.json",
        "http://localhost%2findex.html",
        "ftp://localhost/index.html",
        "http:///index.html",
        "*",
    ],
)
def test_no_other_address_is_there(server: Running, address: str) -> None:
    """Row 48 of the fault table."""
    answer = server.get(address)
    assert (answer.status, answer.body) == (404, FILES["/404.html"][0])
    assert "x-evil" not in answer.headers


def test_the_same_address_in_other_letters_is_there(server: Running) -> None:
    assert server.get(PDF_ADDRESS.replace("k", "%6b").replace("-", "%2D")).body == PDF
    assert server.get(f"/{REPORT}/v2/%C3%A6%20%C2%AB%C3%B8%C2%BB.svg").status == 200


@pytest.mark.parametrize("start", ["http://localhost", "HTTPS://www.example.no:8443"])
def test_a_target_with_a_host_is_the_same_address(server: Running, start: str) -> None:
    assert server.get(f"{start}{PDF_ADDRESS}").body == PDF
    assert server.get(start).body == server.get("/").body


@pytest.mark.parametrize("said", [b"", b"GET / HTT", b"GET / HTTP/1.1\r\nHost: localhost\r\n"])
def test_a_head_that_does_not_come(hasty: Running, said: bytes) -> None:
    """Row 49 of the fault table: slow clients are sent away."""
    with hasty.connect() as connection:
        connection.sendall(said)
        assert is_closed(connection)
    assert hasty.get("/").status == 200


def test_idle_connections_shut_nobody_out(site: Path, tmp_path: Path) -> None:
    """As many as one likes, silent or in the midst of a head, or kept open after an answer."""
    limits = Limits(connections=20, head_seconds=LONG, idle_seconds=int(LONG), reads=10_000)
    whole = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with running(site, str(tmp_path / "a.sqlite"), limits) as server, ExitStack() as stack:
        for said in [b"", b"GET / HTT", whole] * 25:
            connection = stack.enter_context(server.connect())
            connection.sendall(said)
            if said == whole:
                assert read_answer(connection).status == 200
        assert server.get("/robots.txt").status == 200
        # The first was closed for those that came after it; the last one is still served.
        connection.sendall(whole)
        assert read_answer(connection).status == 200


def test_a_head_that_comes_byte_by_byte(hasty: Running) -> None:
    with hasty.connect() as connection:
        for _ in range(2000):
            try:
                connection.sendall(b"G")
            except OSError:
                break
            time.sleep(0.05)
        else:
            pytest.fail("the server is still waiting")


def test_a_second_head_that_does_not_come(hasty: Running) -> None:
    with hasty.connect() as connection:
        connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert read_answer(connection).status == 200
        connection.sendall(b"GET /robots.txt")
        assert is_closed(connection)


def test_a_body_that_does_not_come(hasty: Running) -> None:
    with hasty.connect() as connection:
        connection.sendall(post({"helpful": "nei", "text": "en lang tekst"})[:-5])
        answer = read_answer(connection)
        assert answer.status == 408
        assert "tok for lang tid" in answer.body.decode()
        assert is_closed(connection)


def test_a_gigabyte_is_refused_before_it_is_sent(hasty: Running) -> None:
    head = post({}).replace(b"Content-Length: 0", b"Content-Length: 1073741824")
    for expect in (b"", b"Expect: 100-continue\r\n"):
        with hasty.connect() as connection:
            connection.sendall(head.replace(b"Host:", expect + b"Host:"))
            answer = read_answer(connection)
            assert (answer.status, answer.headers["connection"]) == (413, "close")
            assert is_closed(connection)


def test_a_client_that_sends_all_the_same_sees_the_refusal(hasty: Running) -> None:
    head = post({}).replace(b"Content-Length: 0", b"Content-Length: 100000")
    with hasty.connect() as connection:
        connection.sendall(head + b"x" * 100_000)
        assert read_answer(connection).status == 413
        assert is_closed(connection)


def test_a_flood_is_cut_off(hasty: Running) -> None:
    """A body without end, to the form and to a page that takes none."""
    for start in (post({}), b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"):
        head = start.replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
        sent = 0
        with hasty.connect() as connection:
            connection.sendall(head)
            try:
                while sent < 100_000_000:
                    connection.sendall(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
                    sent += 0x4000
            except OSError:
                pass
        # What the buffers on the way hold, and no more.
        assert sent < 50_000_000


def test_a_client_that_takes_nothing(hasty: Running, server: Running) -> None:
    # On a slow machine the server comes later to think of it.
    assert any(taken_after(seconds, hasty) < 30_000_000 for seconds in (1.5, 6, 24, 96))
    assert hasty.get("/").status == 200
    assert server.get(LARGE).body == bytes(30_000_000)


def taken_after(seconds: float, server: Running) -> int:
    """How many bytes a client gets of the large file, that takes none for so long."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(LONG)
    with connection:
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(f"GET {LARGE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(seconds)
        received = 0
        try:
            while data := connection.recv(1 << 20):
                received += len(data)
        except ConnectionResetError:
            pass
        return received


def test_a_large_file_in_part(server: Running) -> None:
    answer = server.get(LARGE, "Range: bytes=29999990-")
    assert (answer.status, answer.body) == (206, bytes(10))


def test_requests_that_are_none(server: Running) -> None:
    assert server.ask(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n").status == 400
    double = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"
    assert server.ask(double).status == 400


def test_a_head_without_end(hasty: Running) -> None:
    with hasty.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        with pytest.raises(OSError, match=r"reset|pipe"):
            connection.sendall(b"y" * 20_000_000)


def test_head_over_the_wire(server: Running) -> None:
    request = f"HEAD {PDF_ADDRESS} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with server.connect() as connection:
        connection.sendall(request.encode())
        data = b"".join(iter(lambda: connection.recv(65536), b""))
    assert data.endswith(b"\r\n\r\n")
    assert f"content-length: {len(PDF)}".encode() in data


def stored(path: Path) -> FeedbackStore:
    outcome = open_store(str(path))
    assert outcome.value is not None
    return outcome.value


def texts(path: Path) -> list[str]:
    store = stored(path)
    found = [answer.text for answer in store.answers()]
    store.close()
    return found


def test_many_at_once_are_all_stored_once(tmp_path: Path) -> None:
    """Row 52 of the fault table; 2,000 of them in benchmarks/serve_load.py."""
    write_site(tmp_path / "site")
    with running(tmp_path / "site", str(tmp_path / "a.sqlite"), PATIENT) as server:

        def client(number: int) -> list[str]:
            thanked = []
            with server.connect() as connection:
                for count in range(10):
                    text = f"svar {number}-{count}"
                    connection.sendall(post({"helpful": "nei", "text": text}))
                    if read_answer(connection).status == 303:
                        thanked.append(text)
                    assert len(server.get(PDF_ADDRESS).body) == len(PDF)
            return thanked

        with ThreadPoolExecutor(20) as pool:
            thanked = [text for found in pool.map(client, range(20)) for text in found]
    assert len(thanked) == 200
    assert sorted(texts(tmp_path / "a.sqlite")) == sorted(thanked)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_server_that_is_killed_has_stored_what_it_thanked_for(tmp_path: Path) -> None:
    write_site(tmp_path / "site")
    thanked: list[str] = []
    enough = threading.Event()
    with running(tmp_path / "site", str(tmp_path / "a.sqlite"), PATIENT) as server:

        def client(number: int) -> None:
            try:
                with server.connect() as connection:
                    for count in range(10_000):
                        text = f"svar {number}-{count}"
                        connection.sendall(post({"helpful": "nei", "text": text}))
                        if read_answer(connection).status == 303:
                            thanked.append(text)
                            if len(thanked) == 50:
                                enough.set()
            except (OSError, IndexError):  # it is dead: no answer, or half of one
                return

        with ThreadPoolExecutor(5) as pool:
            for number in range(5):
                pool.submit(client, number)
            assert enough.wait(LONG)
            server.process.kill()
    assert server.process.returncode == -signal.SIGKILL
    found = texts(tmp_path / "a.sqlite")
    assert len(found) == len(set(found))
    assert set(thanked) <= set(found)
    # At most what each client had on the way when it ended.
    assert len(found) <= len(thanked) + 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_an_orderly_end(tmp_path: Path, number: signal.Signals, status: int) -> None:
    write_site(tmp_path / "site")
    with running(tmp_path / "site", str(tmp_path / "a.sqlite"), PATIENT) as server:
        assert server.get(PDF_ADDRESS).status == 200
        request = post({"helpful": "nei", "text": "rett før"}, "Expect: 100-continue")
        with server.connect() as connection, server.connect() as idle:
            connection.sendall(request[:-3])
            assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"  # the server has the head
            server.process.send_signal(number)
            assert is_closed(idle)
            connection.sendall(request[-3:])
            assert read_answer(connection).status == 303
        out, err = server.process.communicate(timeout=LONG)
    assert (server.process.returncode, out, err) == (status, "", "")
    store = stored(tmp_path / "a.sqlite")
    assert [answer.text for answer in store.answers()] == ["rett før"]
    assert [row.count for row in store.downloads()] == [1]
    store.close()


def test_the_process_says_nothing_of_its_clients(tmp_path: Path) -> None:
    write_site(tmp_path / "site")
    with running(tmp_path / "site", str(tmp_path / "a.sqlite"), PATIENT) as server:
        server.get("/nothing", "User-Agent: Sporbar")
        server.ask(b"nonsense\r\n\r\n")
        server.ask(post({"helpful": "ja"}, "X-Forwarded-For: 203.0.113.77"))
        server.process.terminate()
        out, err = server.process.communicate(timeout=LONG)
    assert (out, err) == ("", "")
