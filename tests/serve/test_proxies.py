"""Who the reader is, behind proxies: whatever a client writes into a header, it is never another reader."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from report_builder.feedback.store import FeedbackStore
from report_builder.serve import Limits, Proxies, make_app
from report_builder.serve.address import packed_address
from report_builder.serve.proxies import THIS_MACHINE, NoProxyError
from tests.serve.process import ADDRESS
from tests.serve.site import Still

PROXY, OTHER_PROXY = "10.0.0.5", "2001:db8:ff::1"
KNOWN = Proxies([PROXY, "2001:db8:ff::/48"])


def asked(peer: str, *lines: tuple[str, str]) -> str:
    return KNOWN.reader(
        peer, Headers(raw=[(name.encode(), value.encode("latin-1")) for name, value in lines])
    )


@pytest.mark.parametrize("peer", [PROXY, OTHER_PROXY, "127.0.0.1", "::1", f"::ffff:{PROXY}"])
@pytest.mark.parametrize(
    ("header", "said", "reader"),
    [
        ("x-forwarded-for", "192.0.2.7", "192.0.2.7"),
        ("x-forwarded-for", "192.0.2.7:4711", "192.0.2.7"),
        ("x-forwarded-for", "2001:db8::7", "2001:db8::7"),
        ("x-forwarded-for", "[2001:db8::7]:4711", "2001:db8::7"),
        ("x-forwarded-for", "::ffff:192.0.2.7", "192.0.2.7"),
        ("x-forwarded-for", "198.51.100.1, 192.0.2.7", "192.0.2.7"),
        ("x-forwarded-for", f"198.51.100.1, 192.0.2.7, {PROXY}, {OTHER_PROXY}", "192.0.2.7"),
        ("x-forwarded-for", f"nonsense, 192.0.2.7,{PROXY}", "192.0.2.7"),
        ("x-forwarded-for", f"{OTHER_PROXY},{PROXY}", OTHER_PROXY),
        ("x-forwarded-for", f"192.0.2.7, unknown, {PROXY}", PROXY),
        ("forwarded", "for=192.0.2.7", "192.0.2.7"),
        ("forwarded", 'For="192.0.2.7:4711";proto=https;by=_proxy', "192.0.2.7"),
        ("forwarded", 'proto=https; for="[2001:db8::7]:4711" ; by="a,b;for=1.1.1.1"', "2001:db8::7"),
        ("forwarded", f"for=198.51.100.1, for=192.0.2.7, for={PROXY}", "192.0.2.7"),
        ("forwarded", "for=192.0.2.7, for=_hidden", "_hidden"),
        ("forwarded", 'for="_hidden:_port"', "_hidden"),
        ("forwarded", f"for=192.0.2.7, for=unknown, for={PROXY}", PROXY),
        ("forwarded", f"for=192.0.2.7, proto=https, for={PROXY}", PROXY),
    ],
)
def test_the_last_address_that_is_no_proxy_is_the_reader(
    peer: str, header: str, said: str, reader: str
) -> None:
    assert asked(peer, (header, said)) == reader


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("x-forwarded-for", "unknown"),
        ("x-forwarded-for", ""),
        ("x-forwarded-for", "192.0.2.7,"),
        ("x-forwarded-for", "999.0.2.7"),
        ("forwarded", "for=unknown"),
        ("forwarded", "for=192.0.2.7, nonsense"),
        ("forwarded", 'for="192.0.2.7'),
        ("forwarded", "proto=https"),
        ("forwarded", ""),
    ],
)
def test_where_nothing_can_be_told_the_peer_is_the_reader(header: str, said: str) -> None:
    assert asked(PROXY, (header, said)) == PROXY


def test_several_lines_are_one_list_and_two_headers_must_agree() -> None:
    assert asked(PROXY, ("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "192.0.2.7")) == "192.0.2.7"
    agreed = ("x-forwarded-for", "192.0.2.7"), ("forwarded", "for=192.0.2.7")
    assert asked(PROXY, *agreed) == "192.0.2.7"
    assert asked(PROXY, ("x-forwarded-for", "192.0.2.7"), ("forwarded", "for=1.1.1.1")) == PROXY


@settings(max_examples=300, deadline=None)
@given(
    own=st.lists(
        st.sampled_from(["1.1.1.1", "[::1%25", '"', 'for="x', "_a", PROXY, "", ";;", "unknown", "\\"])
    ),
    name=st.sampled_from(["x-forwarded-for", "forwarded"]),
    noise=st.text(st.characters(max_codepoint=255), max_size=40),
)
@example(own=[], name="forwarded", noise='for="')
def test_no_client_becomes_another(own: list[str], name: str, noise: str) -> None:
    """The proxy adds the address at the end; what the client wrote before it counts for nothing."""
    added = "192.0.2.7" if name == "x-forwarded-for" else "for=192.0.2.7"
    said = ",".join([*own, noise, added])
    assert asked(PROXY, (name, said)) in {"192.0.2.7", PROXY}
    assert asked("203.0.113.9", (name, said)) == "203.0.113.9"


def test_each_reader_behind_a_proxy_has_an_allowance(root: Path, store: FeedbackStore, still: Still) -> None:
    limits = Limits(burst=1, reads=2)

    def both(client: TestClient, reader: str) -> list[int]:
        headers = {"X-Forwarded-For": reader}
        sent = client.post(ADDRESS, data={"helpful": "ja"}, headers=headers, follow_redirects=False)
        read = [client.get("/index.html", headers=headers).status_code for _ in range(3)]
        return [sent.status_code, *read]

    with TestClient(make_app(root, store, still.world(), limits, KNOWN), client=(PROXY, 1)) as client:
        assert both(client, "192.0.2.1") == [303, 200, 200, 429]
        assert both(client, "192.0.2.2") == [303, 200, 200, 429]
        assert both(client, "192.0.2.1") == [429, 429, 429, 429]
        assert both(client, "2001:db8:1:2::1") == [303, 200, 200, 429]
        assert both(client, "2001:db8:1:2::2") == [429, 429, 429, 429]
    stranger = make_app(root, store, still.world(), limits, KNOWN)
    with TestClient(stranger, client=("203.0.113.9", 1)) as client:
        assert both(client, "192.0.2.3") == [303, 200, 200, 429]
        assert both(client, "192.0.2.4") == [429, 429, 429, 429]


def test_a_reader_that_reads_too_much_is_told_when_to_come_back(client: TestClient, still: Still) -> None:
    assert {client.get("/index.html").status_code for _ in range(600)} == {200}
    still.seconds = 20
    answer = client.get("/index.html")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "40")
    assert "For mange forespørsler" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert client.head("/index.html").status_code == 429
    still.seconds = 60
    assert client.get("/index.html").status_code == 200


@pytest.mark.parametrize("said", ["0.0.0.0/0", "::/0", "proxy.example.no", "10.0.0.0/33", ""])
def test_a_proxy_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(NoProxyError) as caught:
        Proxies([said])
    assert caught.value.said.key == ("serve.everybody" if said.endswith("/0") else "serve.no-network")


_ADDRESSES = st.ip_addresses() | st.integers(0, 2**32 - 1).map(
    lambda number: IPv6Address(0xFFFF << 32 | number)
)
_NETWORKS = st.builds(
    lambda address, bits: ip_network((address, bits % address.max_prefixlen + 1), strict=False),
    st.ip_addresses(),
    st.integers(0, 127),
).filter(lambda network: not str(network).startswith("::ffff:"))


@given(_ADDRESSES, st.lists(_NETWORKS, max_size=3))
def test_who_is_known_is_who_is_in_a_network(
    address: IPv4Address | IPv6Address, networks: list[IPv4Network | IPv6Network]
) -> None:
    """As the standard library sees it, an IPv4 address in the form of IPv6 taken for what it is."""
    bare = getattr(address, "ipv4_mapped", None) or address
    assert packed_address(str(address)) == bare.packed
    inside = any(bare in network for network in [*networks, *map(ip_network, THIS_MACHINE)])
    assert Proxies([str(network) for network in networks]).knows(str(address)) == inside
    for network in networks:
        assert Proxies([str(network)]).knows(str(network[0]))


def test_a_network_in_the_other_form_is_the_same() -> None:
    for network in ("10.0.0.0/24", "::ffff:10.0.0.0/120"):
        known = Proxies([network])
        assert [known.knows(one) for one in ("10.0.0.9", "::ffff:a00:9", "10.0.1.9")] == [True, True, False]
    with pytest.raises(NoProxyError) as caught:
        Proxies(["::ffff:0.0.0.0/96"])
    assert caught.value.said.key == "serve.everybody"


@given(st.text(max_size=45) | st.text("0123456789abcdef.:%[]", max_size=45))
def test_what_is_no_address_is_none(text: str) -> None:
    try:
        packed = ip_address(text.partition("%")[0]).packed
    except ValueError:
        assert packed_address(text) is None
    else:
        assert packed_address(text) in {packed, packed[-4:], None}
