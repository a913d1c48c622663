"""Buckets: what they hold, and what they do not."""

from __future__ import annotations

import hashlib

import pytest

from report_builder.serve.bucket import Allowance, Buckets, Windows
from report_builder.serve.readers import MOST, network_around
from tests.serve.site import Still


def buckets(still: Still, burst: int = 2) -> Buckets:
    return Buckets(lambda: still.seconds, lambda: still.random(32), burst, 10.0)


def test_a_bucket_fills_up_again_but_not_over() -> None:
    still = Still()
    kept = buckets(still)
    assert [kept.wait("192.0.2.1") for _ in range(3)] == [0, 0, 10]
    still.seconds = 5
    assert kept.wait("192.0.2.1") == 5
    still.seconds = 500
    assert [kept.wait("192.0.2.1") for _ in range(3)] == [0, 0, 10]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::1%eth1", True),
        ("2001:DB8:1:2:0:0:0:1", "2001:db8:1:2::1%eth0", True),
        ("192.0.2.1", "192.0.2.01", False),  # no address, and so a name
        ("192.0.2.1\x00", "192.0.2.1", False),
        ("", "unknown", False),
    ],
)
def test_who_shares_a_bucket(one: str, other: str, *, same: bool) -> None:
    kept = buckets(Still(), burst=1)
    assert kept.wait(one) == 0
    assert (kept.wait(other) > 0) == same


def test_no_address_is_kept() -> None:
    still = Still()
    kept = buckets(still)
    kept.wait("192.0.2.1")
    (key,) = kept._readers._kept
    packed = bytes([192, 0, 2, 1])
    assert packed not in key
    assert key != hashlib.blake2b(packed, digest_size=16).digest()
    old_salt = kept._readers._salt
    still.seconds = 600
    kept.wait("192.0.2.1")
    assert kept._readers._salt != old_salt
    assert len(kept._readers._kept) == 1
    assert key not in kept._readers._kept


def test_the_table_does_not_grow_without_end() -> None:
    kept = buckets(Still(), burst=1)
    kept.wait("first")
    for number in range(MOST):
        kept.wait(str(number))
    assert len(kept._readers._kept) == MOST
    assert kept.wait(str(MOST - 1)) > 0


def test_a_window_lets_so_many_through_and_tells_how_long_to_wait() -> None:
    still = Still()
    kept = Windows(lambda: still.seconds, lambda: still.random(32), 3, 60.0)
    assert [kept.wait("192.0.2.1") for _ in range(4)] == [0, 0, 0, 60]
    still.seconds = 59
    assert kept.wait("192.0.2.1") == 1
    assert kept.wait("192.0.2.2") == 0
    still.seconds = 60
    assert [kept.wait("192.0.2.1") for _ in range(4)] == [0, 0, 0, 60]


DAY = 86_400.0


def allowance(still: Still, most: int = 3, around: int = 5) -> Allowance:
    return Allowance(lambda: still.seconds, lambda: still.random(32), most, around, DAY)


def test_an_allowance_is_for_the_whole_day() -> None:
    still = Still()
    kept = allowance(still)
    for seconds in (0, 600, 50_000):  # no rotation of ten minutes makes it new
        still.seconds = seconds
        assert kept.take("192.0.2.1") == 0
    still.seconds = DAY - 10
    assert kept.take("192.0.2.1") == 10
    assert kept.take("192.0.2.2") == 0
    still.seconds = DAY
    assert [kept.take("192.0.2.1") for _ in range(4)] == [0, 0, 0, DAY]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.255", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1:2::1", "2001:db8:1:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:2:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.2", True),
        ("_hidden", "_hidde2", False),
    ],
)
def test_what_a_network_is(one: str, other: str, *, same: bool) -> None:
    assert (network_around(one) == network_around(other)) == same
    kept = allowance(Still())
    for _ in range(3):
        assert kept.take(one) == 0
    assert [kept.take(other) == 0 for _ in range(3)] == [True, True, not same]


def test_a_refusal_takes_nothing_of_the_other_share() -> None:
    kept = allowance(Still())
    for _ in range(50):
        kept.take("192.0.2.1")
    assert [kept.take("192.0.2.2") == 0 for _ in range(3)] == [True, True, False]


def test_what_came_to_nothing_is_given_back() -> None:
    kept = allowance(Still())
    for _ in range(50):
        assert kept.take("192.0.2.1") == 0
        kept.give_back("192.0.2.1")
    kept.give_back("192.0.2.1")  # and no more than was taken
    assert [kept.take("192.0.2.1") == 0 for _ in range(4)] == [True, True, True, False]


def test_the_tables_of_an_allowance_are_bounded_and_have_no_address() -> None:
    still = Still()
    kept = allowance(still)
    for number in range(MOST + 10):
        kept.take(f"_{number}")
    kept.take("192.0.2.1")
    for readers, _ in kept._shares:
        assert len(readers._kept) == MOST
        assert not any(bytes([192, 0, 2]) in key for key in readers._kept)
    salts = [readers._salt for readers, _ in kept._shares]
    still.seconds = DAY
    kept.take("192.0.2.1")
    assert not {readers._salt for readers, _ in kept._shares} & set(salts)
