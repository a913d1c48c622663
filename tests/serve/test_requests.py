"""Whatever a client says: it gets an answer of HTTP, never a 500, and the operator's log stays empty."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from report_builder.feedback import open_store
from report_builder.serve import Limits, make_app
from tests.pace import LONG
from tests.serve.process import ADDRESS, post, running
from tests.serve.site import PDF_ADDRESS, Still, write_site

_DATES = (
    "Fri, 01 Jan 9999999999 00:00:00 GMT",
    "Fri, 01 Jan 2020 00:00:00 +999999999999999",
    "Fri, 01 Jan 2020 00:00:00 -0700",
    "Fri, 99 Jan 2020 00:00:00 GMT",
    "Fri, 01 Jan 0001 00:00:00 GMT",
    "Fri, 01 Jan 2020 99:00:00 GMT",
    "2020-01-01T00:00:00Z",
    "1" * 4000,
    "",
)
_HEADERS = (
    "Accept",
    "Accept-Encoding",
    "Connection",
    "Content-Length",
    "Content-Type",
    "Cookie",
    "Date",
    "Expect",
    "Forwarded",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Origin",
    "Range",
    "Referer",
    "Sec-Fetch-Site",
    "TE",
    "Transfer-Encoding",
    "Upgrade",
    "User-Agent",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
)
_TARGETS = (PDF_ADDRESS, "/index.html", "/nothing", ADDRESS)
_SEEDS = (
    *_DATES,
    "bytes=0-0",
    "bytes=--",
    "bytes=0-0,5-6",
    '"x", W/"',
    "gzip;q=1e999, br;q=, *;;;",
    'for="[2001:db8::1]:99999999";by=_x;;, for=unknown',
    "[::1%25eth0]:0, 999.1.1.1, ,",
    "http://[::1",
    "chunked, gzip",
    "100-continue",
    "websocket",
    "close, upgrade",
    "application/x-www-form-urlencoded; charset=\xff",
)
_VALUES = st.sampled_from(_SEEDS).map(lambda text: text.encode("latin-1")) | st.binary(max_size=60)


@pytest.mark.parametrize("date", _DATES)
@pytest.mark.parametrize(
    "header", ["If-Modified-Since", "If-Unmodified-Since", "If-Range", "Date", "If-None-Match"]
)
def test_a_date_that_is_none_is_as_if_it_were_not_said(client: TestClient, header: str, date: str) -> None:
    """RFC 9110, 13.1.3 and 13.1.4; the year 1 is a date, and long ago."""
    answer = client.get(PDF_ADDRESS, headers={header: date})
    said_long_ago = header == "If-Unmodified-Since" and "0001" in date
    assert answer.status_code == (412 if said_long_ago else 200)


@pytest.mark.parametrize(
    "date", ["Sun, 06 Nov 2033 08:49:37 GMT", "Sunday, 06-Nov-33 08:49:37 GMT", "Sun Nov  6 08:49:37 2033"]
)
def test_the_three_forms_of_a_date(client: TestClient, date: str) -> None:
    assert client.get(PDF_ADDRESS, headers={"If-Modified-Since": date}).status_code == 304


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The application over one site for all examples, with no limit that they would meet."""
    folder = tmp_path_factory.mktemp("patient")
    write_site(folder / "site")
    outcome = open_store(str(folder / "answers.sqlite"))
    assert outcome.value is not None
    app = make_app(folder / "site", outcome.value, Still().world(), Limits(reads=100_000))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        yield client
    outcome.value.close()


@settings(max_examples=200, deadline=None)
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "BREW"]),
    target=st.sampled_from(_TARGETS),
    headers=st.lists(st.tuples(st.sampled_from(_HEADERS), _VALUES), max_size=6),
)
def test_no_header_is_a_fault_of_ours(
    patient: TestClient, method: str, target: str, headers: list[tuple[str, bytes]]
) -> None:
    """The application itself; a fault of its own would be raised here."""
    said = [(name.encode(), value) for name, value in headers]
    assert patient.request(method, target, headers=said).status_code < 500


def _head(*lines: bytes, start: bytes = b"GET /index.html HTTP/1.1") -> bytes:
    return b"\r\n".join((start, b"Host: localhost", *lines, b"", b""))


_FORM = post({"helpful": "ja"}).replace(b"Content-Length", b"Transfer-Encoding: chunked\r\nX-Length")
_REQUESTS = (
    *(_head(f"{name}: {seed}".encode("latin-1")) for name in _HEADERS for seed in _SEEDS[::3]),
    *(_head(b"If-None-Match: " + byte + b"x") for byte in (b"\x00", b"\x7f", b"\xff", b"\r", b"\n")),
    *(_head(start=b"GET " + target + b" HTTP/1.1") for target in (b"/%", b"/%zz", b"/\x00", b"/\xff", b"*")),
    *(
        _head(start=b"GET " + target + b" HTTP/1.1")
        for target in (b"http://", b"http://[", b"//", b"?", b"#")
    ),
    _head(start=b"GET /" + b"a" * 12_000 + b" HTTP/1.1"),
    _head(start=b"GET /" + b"a" * 40_000 + b" HTTP/1.1"),
    _head(*(b"X-%d: y" % number for number in range(900))),
    *(
        _head(start=method + b" / HTTP/1.1")
        for method in (b"CONNECT", b"TRACE", b"get", b"\xff", b"A" * 5000)
    ),
    *(_head(start=b"GET / HTTP/" + version) for version in (b"0.9", b"1.0", b"2.0", b"9" * 50, b"")),
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
    b"\r\n" * 500,
    # A request, and bytes that are none: before the answer, in the midst of it, after it.
    _head() + b"\x00nonsense\r\n\r\n",
    _head() * 3 + b"GET",
    _head(start=b"GET " + PDF_ADDRESS.encode() + b" HTTP/1.1") * 2 + b"\xff\r\n\r\n",
    _head(b"Transfer-Encoding: chunked") + b"zz\r\n",
    _head(b"Transfer-Encoding: chunked", start=b"GET " + PDF_ADDRESS.encode() + b" HTTP/1.1") + b"zz\r\n",
    _FORM + b"zz\r\n",
    _FORM + b"5\r\nhelpf\r\nzz\r\n\r\n",
    post({"helpful": "ja"})[:-2],
    post({"helpful": "ja"}).replace(b"Content-Length", b"Content-Length: 3\r\nContent-Length"),
    post({"text": "x"}, "Expect: 100-continue"),
)


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65_536)
    except ConnectionResetError:
        return b""


def test_no_request_writes_to_the_log(tmp_path: Path) -> None:
    """The same over the wire, where libraries below read the bytes first."""
    write_site(tmp_path / "site")
    limits = Limits(head_seconds=2, body_seconds=1, idle_seconds=1, linger_seconds=0.2, reads=100_000)
    with running(tmp_path / "site", str(tmp_path / "answers.sqlite"), limits) as server:
        for number, request in enumerate(_REQUESTS):
            with server.connect() as connection:
                connection.settimeout(LONG)
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
                got = b"".join(iter(partial(_received, connection), b""))
            assert b" 500 " not in got[:20], (number, request[:80])
        assert server.get("/index.html").status == 200
        server.process.send_signal(signal.SIGTERM)
        _, said = server.process.communicate(timeout=LONG)
    assert said == ""
