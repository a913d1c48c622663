"""Who holds connections: nobody is shut out by those who only wait, nor by one reader who takes all."""

from __future__ import annotations

import select
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.serve import Limits
from report_builder.serve.holding import Holding
from tests.pace import LONG
from tests.serve.process import Running, read_answer, running
from tests.serve.site import FILES, write_site

MOST, EACH = 12, 4
LARGE = "/stor.bin"
READERS = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "10.0.0.1"]


@dataclass(eq=False)
class One:
    """A connection of a reader."""

    reader: str
    idle: bool
    dropped: bool = False

    def is_idle(self) -> bool:
        return self.idle

    def drop(self) -> None:
        self.dropped = True


def holding() -> Holding:
    return Holding(MOST, EACH, lambda address: address == "10.0.0.1")


@given(st.lists(st.tuples(st.sampled_from(READERS), st.booleans(), st.integers(0, 30)), max_size=60))
def test_no_reader_holds_more_than_a_share(steps: list[tuple[str, bool, int]]) -> None:
    """Whatever comes, rests and goes: who has a share left is let in, and only what rests is dropped."""
    held = holding()
    inside: list[One] = []
    for reader, idle, leaving in steps:
        if leaving < len(inside):
            held.remove(inside.pop(leaving))
        came = One(reader, idle)

        share = [each for each in inside if _network(each.reader) == _network(reader)]
        at_work = [each for each in share if not each.idle]
        welcome = held.add(came, reader)
        assert welcome == (reader == "10.0.0.1" or len(at_work) < EACH)
        gone = [each for each in inside if each.dropped]
        assert all(each.idle for each in gone)
        inside = [each for each in inside if not each.dropped] + [came]
        assert len(held) == len(inside)
        waiting = [each for each in inside if each.idle and each is not came]
        assert len(inside) < MOST or not waiting
    for each in inside:
        held.remove(each)
    assert (len(held), held._shares) == (0, {})


def _network(reader: str) -> str:
    return "2001:db8::1" if reader == "2001:db8::2" else reader


def test_the_oldest_that_waits_gives_way() -> None:
    held = holding()
    mine = [One("192.0.2.1", idle) for idle in (False, True, True, False)]
    others = One("192.0.2.2", idle=True)
    for one in (others, *mine):
        assert held.add(one, one.reader)
    assert held.add(One("192.0.2.1", idle=True), "192.0.2.1")
    assert [one.dropped for one in (others, *mine)] == [False, False, True, False, False]
    held.remove(mine[1])  # as the server does once the socket is closed: it is forgotten already
    assert len(held) == 5


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("holding") / "site"
    write_site(folder, FILES | {LARGE: (bytes(30_000_000), "application/octet-stream", None)})
    return folder


def get(server: Running, reader: str, address: str = "/robots.txt") -> int:
    with server.connect(reader) as connection:
        connection.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return read_answer(connection).status


_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere 127.0.0.2 is nobody")


@_LINUX
def test_700_idle_connections_of_one_address_shut_nobody_out(site: Path, tmp_path: Path) -> None:
    """With the limits as they are."""
    with running(site, str(tmp_path / "a.sqlite"), Limits(), this_machine=[]) as server, ExitStack() as stack:
        idle = [stack.enter_context(server.connect("127.0.0.2")) for _ in range(700)]
        assert get(server, "127.0.0.3") == 200
        assert get(server, "127.0.0.2") == 200
        poll = select.poll()
        for connection in idle:
            poll.register(connection, select.POLLIN | select.POLLHUP)
        closed = len(poll.poll(LONG))
    assert 700 - closed <= Limits().connections_each


@_LINUX
def test_one_address_at_work_has_its_share_and_no_more(site: Path, tmp_path: Path) -> None:
    """Downloads that are not taken hold a connection; a proxy holds those of many readers."""
    limits = Limits(connections=60, connections_each=5, stall_seconds=LONG, reads=10_000)
    ask = f"GET {LARGE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()

    def downloads(reader: str) -> list[int]:
        began = []
        for _ in range(12):
            connection = stack.enter_context(server.connect(reader))
            connection.sendall(ask)
            began.append(int(connection.recv(12).split()[1]))
        return began

    believed = ["127.0.0.9"]
    with (
        running(site, str(tmp_path / "a.sqlite"), limits, this_machine=believed) as server,
        ExitStack() as stack,
    ):
        assert downloads("127.0.0.2") == [200] * 5 + [503] * 7
        assert get(server, "127.0.0.3") == 200
        assert get(server, "127.0.0.2") == 503
        assert downloads("127.0.0.9") == [200] * 12
        assert get(server, "127.0.0.3") == 200
