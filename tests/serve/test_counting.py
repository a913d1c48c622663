"""What counts once, what not at all, and that nothing is kept of whom it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from report_builder.feedback.store import FeedbackStore
from report_builder.serve import Limits, make_app
from report_builder.serve.crawlers import is_crawler
from report_builder.serve.readers import MOST, Reader, Recently
from tests.serve.process import ADDRESS
from tests.serve.site import PDF_ADDRESS, REPORT, Still

ANNA = Reader("192.0.2.1", "Firefox")


def recently(still: Still) -> Recently:
    return Recently(lambda: still.seconds, lambda: still.random(32))


@pytest.mark.parametrize("start", [0.0, 1.0, 300.0, 599.0, 600.0, 601.0, 1199.0, 7000.0])
def test_ten_minutes_are_ten_minutes_whenever_they_begin(start: float) -> None:
    still = Still()
    kept = recently(still)
    still.seconds = start
    assert not kept.has(ANNA, "x")
    kept.add(ANNA, "x")
    still.seconds = start + 599
    assert kept.has(ANNA, "x")
    still.seconds = start + 600
    assert not kept.has(ANNA, "x")


def test_who_and_what_is_the_same() -> None:
    kept = recently(Still())
    kept.add(Reader("2001:db8:1:2::1", "Firefox"), "x")
    assert kept.has(Reader("2001:db8:1:2::9", "Firefox"), "x")
    assert not kept.has(Reader("2001:db8:1:3::1", "Firefox"), "x")
    assert not kept.has(Reader("2001:db8:1:2::1", "Safari"), "x")
    assert not kept.has(Reader("2001:db8:1:2::1", "Firefox"), "y")
    assert not kept.has(Reader("2001:db8:1:2::1", "Firefo"), "xx")


def test_no_reader_is_kept_and_no_salt_for_long() -> None:
    still = Still()
    kept = recently(still)
    kept.add(ANNA, "x")
    salt, seen = kept._now
    (key,) = seen
    assert bytes([192, 0, 2, 1]) not in key
    still.seconds = 1199
    kept.has(ANNA, "x")
    still.seconds = 1200 + 599
    kept.has(ANNA, "x")
    assert salt not in (kept._now[0], kept._before[0])
    assert key not in kept._now[1] | kept._before[1]


def test_what_is_remembered_does_not_grow_without_end() -> None:
    kept = recently(Still())
    for number in range(MOST + 10):
        kept.add(Reader(str(number), ""), "x")
    assert len(kept._now[1]) == MOST
    assert kept.has(Reader(str(MOST + 9), ""), "x")


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/100",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)",
        "facebookexternalhit/1.1",
        "Mozilla/5.0 (compatible; Yahoo! Slurp)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "Scrapy/2.11",
        "ia_archiver",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120",
        "Slackbot-LinkExpanding 1.0",
        "Pingdom.com_bot_version_1.4",
    ],
)
def test_crawlers(agent: str) -> None:
    assert is_crawler(agent)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari",
        "curl/8.5.0",
        "",
    ],
)
def test_readers(agent: str) -> None:
    assert not is_crawler(agent)


def test_a_download_again_counts_once(client: TestClient, store: FeedbackStore, still: Still) -> None:
    for seconds in (0, 10, 599, 600, 1100, 1199):
        still.seconds = seconds
        assert client.get(PDF_ADDRESS).status_code == 200
    client.get(f"/{REPORT}/v1/{REPORT}.pdf")
    client.__exit__()  # the counts are written at the end
    assert [(row.version, row.count) for row in store.downloads()] == [(1, 1), (2, 2)]


def test_an_answer_again_counts_once_and_no_text_is_lost(
    root: Path, store: FeedbackStore, still: Still
) -> None:
    limits = Limits(burst=100)
    with TestClient(make_app(root, store, still.world(), limits), follow_redirects=False) as client:

        def post(**data: str) -> int:
            return client.post(ADDRESS, data=data).status_code

        assert {post(helpful="ja", version="2") for _ in range(3)} == {303}
        assert {post(helpful="nei", version="2") for _ in range(2)} == {303}
        assert post(helpful="nei", version="2", text="først") == 303
        assert post(text="så", version="2") == 303
        assert {post(text="så", version="2") for _ in range(3)} == {303}
        assert post(helpful="nei", version="1") == 303
        again = client.post(
            ADDRESS, data={"helpful": "nei"} | {"version": "1"}, headers={"Accept": "application/json"}
        )
        assert (again.status_code, again.json()) == (200, {"stored": True, "again": True})
        assert sorted((one.version or 0, str(one.helpful), one.text) for one in store.answers()) == [
            (1, "False", ""),
            (2, "False", ""),
            (2, "None", "først"),
            (2, "None", "så"),
            (2, "True", ""),
        ]
        still.seconds = 600
        assert post(helpful="ja", version="2") == 303
        assert len(store.answers()) == 6
