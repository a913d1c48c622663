"""Readers' answers over HTTP: stored before they are thanked for, and never lost on the way."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import pytest
from httpx2 import Response
from msgspec.structs import replace
from starlette.testclient import TestClient

from report_builder.feedback import TEXT_LIMIT, Answer, Quota, StoreUnavailable, open_store
from report_builder.feedback.store import FeedbackStore
from report_builder.serve import Limits, make_app
from tests.said import english, plain
from tests.serve.site import DAY, REPORT, Still, write_site

ADDRESS = f"/{REPORT}/feedback"
JSON = {"Accept": "application/json"}
TEXT = 'Fant ikke «tabell 3» <b>&amp; "sitat"</b>\n</textarea><script>alert(1)</script>'


def field(page: str, name: str) -> str:
    """What stands in the text field or a hidden field of a page."""
    found = re.search(
        rf'<textarea[^>]* name="{name}"[^>]*>\n(.*?)</textarea>|name="{name}" value="([^"]*)"',
        page,
        re.DOTALL,
    )
    assert found, page
    return html.unescape(found[1] if found[1] is not None else found[2])


def test_yes(client: TestClient, store: FeedbackStore) -> None:
    answer = client.post(ADDRESS, data={"helpful": "ja", "text": "", "version": "2", "website": ""})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{REPORT}/takk/")
    (stored,) = store.answers()
    assert re.fullmatch("[0-9a-f]{32}", stored.id)
    assert stored == Answer(stored.id, REPORT, 2, "", DAY, helpful=True, text="")
    assert answer.headers["cache-control"] == "no-store"
    assert client.get(answer.headers["location"]).text == "<!doctype html><title>takk</title>"


def test_no_without_a_text_asks_for_one(client: TestClient, store: FeedbackStore) -> None:
    answer = client.post(ADDRESS, data={"helpful": "nei", "text": " "})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{REPORT}/beklager/")
    assert client.get(answer.headers["location"]).text == "<!doctype html><title>beklager</title>"
    follow = client.post(ADDRESS, data={"text": TEXT})
    assert (follow.status_code, follow.headers["location"]) == (303, f"/{REPORT}/takk/")
    assert sorted((answer.helpful is None, answer.text) for answer in store.answers()) == [
        (False, ""),
        (True, TEXT),
    ]
    (stats,) = store.stats()
    assert (stats.no, stats.texts) == (1, 1)


def test_no_with_a_text(client: TestClient, store: FeedbackStore) -> None:
    data = {"helpful": "nei", "text": TEXT.replace("\n", "\r\n"), "version": "1"}
    assert client.post(ADDRESS, data=data).headers["location"] == f"/{REPORT}/takk/"
    assert [(a.helpful, a.text, a.version) for a in store.answers()] == [(False, TEXT, 1)]


def test_json(client: TestClient, store: FeedbackStore) -> None:
    answer = client.post(ADDRESS, data={"helpful": "ja"}, headers=JSON)
    assert answer.status_code == 201
    assert answer.json() == {"id": store.answers()[0].id, "stored": True}
    refused = client.post(ADDRESS, data={"text": ""}, headers=JSON)
    assert refused.status_code == 422
    assert refused.json()["stored"] is False


def test_the_page_is_kept_where_it_is_one_of_ours(client: TestClient, store: FeedbackStore) -> None:
    for number, (referer, page) in enumerate(
        [
            (f"http://localhost/{REPORT}/v2/?utm=kari#del", f"/{REPORT}/v2/"),
            ("http://localhost/index.html?navn=kari", "/index.html"),
            ("http://localhost/kari-nordmann", ""),
            ("http://[", ""),
            ("http://localhost/robots.txt", ""),
        ]
    ):
        client.post(ADDRESS, data={"text": str(number)}, headers={"Referer": referer})
        assert [a.page for a in store.answers() if a.text == str(number)] == [page]
    # The version of the page counts where the form names none.
    assert {a.text: a.version for a in store.answers()} == {
        "0": 2,
        "1": None,
        "2": None,
        "3": None,
        "4": None,
    }


@pytest.mark.parametrize(
    ("said", "kept"), [("1", 1), ("2", 2), ("3", None), ("x", None), ("-1", None), ("٢", None)]
)
def test_only_versions_that_there_are(
    client: TestClient, store: FeedbackStore, said: str, kept: int | None
) -> None:
    client.post(ADDRESS, data={"helpful": "ja", "version": said})
    assert [a.version for a in store.answers()] == [kept]


def test_nothing_that_tells_who_answered_is_kept(tmp_path: Path, client: TestClient) -> None:
    headers = {
        "User-Agent": "Sporbar/7.3",
        "X-Forwarded-For": "203.0.113.77",
        "Accept-Language": "se-NO",
        "Cookie": "kake=hemmelig",
        "Referer": "http://localhost/kari-nordmann",
    }
    answer = client.post(ADDRESS, data={"helpful": "ja", "text": "hei"}, headers=headers)
    assert answer.status_code == 303
    on_disk = b"".join(path.read_bytes() for path in tmp_path.glob("answers.sqlite*"))
    assert b"hei" in on_disk
    for trace in (b"Sporbar", b"203.0.113", b"se-NO", b"kake", b"kari-nordmann", b"testclient"):
        assert trace not in on_disk


@pytest.mark.parametrize(
    ("data", "heading"),
    [
        ({"version": "2"}, "Svaret mangler"),
        ({"helpful": "kanskje"}, "Svaret mangler"),
        ({"text": " \r\n\x00"}, "Svaret mangler"),
        ({"helpful": "nei", "text": "x" * (TEXT_LIMIT + 1)}, "Teksten er for lang"),
        ({"helpful": "nei", "text": TEXT, "website": "http://spam"}, "Et felt skal stå tomt"),
    ],
)
def test_what_is_not_taken_comes_back_with_its_text(
    client: TestClient, store: FeedbackStore, data: dict[str, str], heading: str
) -> None:
    answer = client.post(ADDRESS, data=data)
    assert answer.status_code == 422
    assert f"<h1>{heading}</h1>" in answer.text
    assert field(answer.text, "text") == data.get("text", "").replace("\x00", "").strip()
    assert "<script" not in answer.text
    assert store.answers() == ()


def test_the_longest_text_that_a_field_lets_through_is_taken(
    client: TestClient, store: FeedbackStore
) -> None:
    for text in ("漢" * TEXT_LIMIT, "🙂" * (TEXT_LIMIT // 2), "x\r\n" * (TEXT_LIMIT // 2)):
        assert client.post(ADDRESS, data={"helpful": "nei", "text": text, "version": "2"}).status_code == 303
    assert len(store.answers()) == 3


def test_a_body_that_says_it_is_too_large_is_not_read(client: TestClient, store: FeedbackStore) -> None:
    """Row 49 of the fault table."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": "16385"}

    # The refusal is there although no byte of the body was.
    answer = client.post(ADDRESS, content=b"helpful=ja", headers=headers)
    assert answer.status_code == 413
    assert answer.headers["connection"] == "close"
    assert "<h1>Skjemaet er for stort</h1>" in answer.text
    assert store.answers() == ()


def test_a_body_that_does_not_say_its_size_is_cut_off(client: TestClient, store: FeedbackStore) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"helpful=nei&text="
        for _ in range(20):
            yield b"x" * 1000

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post(ADDRESS, content=pieces(), headers=headers)
    assert answer.status_code == 413
    assert store.answers() == ()


def test_bodies_that_are_no_form(client: TestClient, store: FeedbackStore) -> None:
    assert client.post(ADDRESS, json={"helpful": "ja"}).status_code == 415
    assert client.post(ADDRESS, files={"text": b"x"}).status_code == 415
    many = urlencode([("helpful", "ja")] * 21)
    form = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
    assert client.post(ADDRESS, content=many, headers=form).status_code == 400
    assert client.post(ADDRESS, content=b"\xff%ff=%ff&helpful=ja&text=%ff", headers=form).status_code == 303
    assert [answer.text for answer in store.answers()] == ["\ufffd"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://www.example.no"}, 303),  # behind a proxy
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "http://LOCALHOST"}, 303),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({}, 303),
    ],
)
def test_posts_from_other_sites_are_refused(
    client: TestClient, store: FeedbackStore, headers: dict[str, str], status: int
) -> None:
    assert client.post(ADDRESS, data={"helpful": "ja"}, headers=headers).status_code == status
    assert len(store.answers()) == (status == 303)


def test_a_client_that_sends_too_many_has_to_wait(root: Path, store: FeedbackStore, still: Still) -> None:
    """Row 51 of the fault table."""
    app = make_app(root, store, still.world(), Limits(burst=3, refill_seconds=10))
    numbers = count()

    def post(client: TestClient) -> Response:
        data = {"helpful": "nei", "text": f"{TEXT} {next(numbers)}"}
        return client.post(ADDRESS, data=data, follow_redirects=False)

    with TestClient(app, client=("192.0.2.1", 1)) as one, TestClient(app, client=("192.0.2.2", 1)) as two:
        assert [post(one).status_code for _ in range(4)] == [303, 303, 303, 429]
        refused = post(one)
        assert refused.headers["retry-after"] == "10"
        assert field(refused.text, "text") == f"{TEXT} 4"
        assert post(two).status_code == 303
        still.seconds = 10.5
        assert [post(one).status_code for _ in range(2)] == [303, 429]
        # The salt and all buckets are thrown away every ten minutes.
        still.seconds = 601
        assert [post(one).status_code for _ in range(4)] == [303, 303, 303, 429]
    assert len(store.answers()) == 8


def test_a_full_store_keeps_the_text_on_the_page(tmp_path: Path, root: Path, still: Still) -> None:
    """Row 52 of the fault table."""
    outcome = open_store(str(tmp_path / "small.sqlite"), Quota(answers=1))
    assert outcome.value is not None
    with TestClient(make_app(root, outcome.value, still.world()), follow_redirects=False) as client:
        assert client.post(ADDRESS, data={"helpful": "ja"}).status_code == 303
        for _ in range(2):
            refused = client.post(ADDRESS, data={"helpful": "nei", "text": TEXT, "version": "2"})
            assert refused.status_code == 503
            assert field(refused.text, "text") == TEXT
            assert field(refused.text, "version") == "2"
            assert re.search(r'value="nei" id="nei" checked', refused.text)
            assert "retry-after" in refused.headers
    assert len(outcome.value.answers()) == 1
    assert [diagnostic.code for diagnostic in still.told] == ["RB-DATABASE"]
    outcome.value.close()


class Doubtful:
    """A store that has the answer on its disk and then cannot say so."""

    def __init__(self, store: FeedbackStore) -> None:
        self.store = store
        self.failing = True

    def add(self, answers: Sequence[Answer]) -> frozenset[str]:
        refused = self.store.add(answers)
        if self.failing:
            raise StoreUnavailable(plain("the connection was lost"))
        return refused


def test_an_answer_that_is_sent_again_counts_once(root: Path, store: FeedbackStore, still: Still) -> None:
    doubtful = Doubtful(store)
    app = make_app(root, doubtful, still.world())  # type: ignore[arg-type] # the part of it that is used
    with TestClient(app, follow_redirects=False) as client:
        refused = client.post(ADDRESS, data={"helpful": "nei", "text": TEXT})
        assert refused.status_code == 503
        reasons = [english(told.message).partition(": ")[2] for told in still.told]
        assert reasons == ["the connection was lost"]
        doubtful.failing = False
        again = {name: field(refused.text, name) for name in ("answer", "text")} | {"helpful": "nei"}
        assert client.post(ADDRESS, data=again).status_code == 303
    assert [answer.text for answer in store.answers()] == [TEXT]


class Slow:
    """A store that does not answer until it may."""

    def __init__(self) -> None:
        self.may = threading.Event()

    def add(self, _answers: Sequence[Answer]) -> frozenset[str]:
        self.may.wait(20)
        return frozenset()


def test_a_store_that_does_not_answer(root: Path, still: Still) -> None:
    slow = Slow()
    limits = replace(Limits(), store_seconds=0.05)
    app = make_app(root, slow, still.world(), limits)  # type: ignore[arg-type] # the part of it that is used
    with TestClient(app, follow_redirects=False) as client:
        refused = client.post(ADDRESS, data={"helpful": "nei", "text": TEXT})
        assert refused.status_code == 503
        assert field(refused.text, "text") == TEXT
        assert [english(told.message).partition(": ")[2] for told in still.told] == ["it does not answer"]
        slow.may.set()


def test_no_more_forms_wait_than_can(root: Path, store: FeedbackStore, still: Still) -> None:
    app = make_app(root, store, still.world(), Limits(waiting=0))
    with TestClient(app, follow_redirects=False) as client:
        assert client.post(ADDRESS, data={"helpful": "ja"}).status_code == 503
    assert store.answers() == ()


def test_the_address_of_the_form_is_no_page(client: TestClient) -> None:
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{REPORT}/")
    assert client.put(ADDRESS).headers["allow"] == "POST"


def test_the_language_is_that_of_the_report(tmp_path: Path, store: FeedbackStore, still: Still) -> None:
    for language, words in {
        "nn": "Svaret manglar",
        "en": "There is no answer",
        "se": "Svaret mangler",
    }.items():
        write_site(tmp_path / language, language=language)
        with TestClient(make_app(tmp_path / language, store, still.world())) as client:
            page = client.post(ADDRESS, data={"text": ""}).text
            assert f'<html lang="{language}">' in page
            assert f"<h1>{words}</h1>" in page


@pytest.mark.parametrize(
    ("language", "heading"), [("nb", "For mange svar i dag"), ("en", "Too many answers today")]
)
def test_one_address_takes_its_share_of_the_store_and_no_more(
    tmp_path: Path, store: FeedbackStore, still: Still, language: str, heading: str
) -> None:
    """However slowly it comes: neither the bucket nor the salt of ten minutes brings it back."""
    write_site(tmp_path / "other", language=language)
    limits = Limits(answers=5, answers_around=8)
    numbers = count()
    app = make_app(tmp_path / "other", store, still.world(), limits)
    with TestClient(app, follow_redirects=False, client=("127.0.0.1", 1)) as client:

        def post(reader: str, **headers: str) -> Response:
            still.seconds += 700
            form = {"helpful": "ja", "text": f"svar {next(numbers)}"}
            return client.post(ADDRESS, data=form, headers={"X-Forwarded-For": reader} | headers)

        assert [post("192.0.2.1").status_code for _ in range(7)] == [303] * 5 + [429] * 2
        assert [post("2001:db8:1:2::1").status_code for _ in range(6)] == [303] * 5 + [429]
        assert [post("2001:db8:1:3::1").status_code for _ in range(4)] == [303] * 3 + [429]
        refused = post("192.0.2.1")
        assert f"<h1>{heading}</h1>" in refused.text
        assert field(refused.text, "text") == f"svar {next(numbers) - 1}"
        assert 0 < int(refused.headers["retry-after"]) <= 86_400
        assert post("192.0.2.1", **JSON).json()["error"] == heading
        still.seconds = 86_400
        assert post("192.0.2.1").status_code == 303
    assert len(store.answers()) == 14


def test_what_could_not_be_stored_is_not_of_the_share(root: Path, still: Still, tmp_path: Path) -> None:
    outcome = open_store(str(tmp_path / "full.sqlite"), Quota(answers=0))
    assert outcome.value is not None
    limits = Limits(answers=2)
    with TestClient(make_app(root, outcome.value, still.world(), limits), follow_redirects=False) as client:
        posted = [client.post(ADDRESS, data={"text": f"svar {number}"}) for number in range(5)]
    outcome.value.close()
    assert [answer.status_code for answer in posted] == [503] * 5
