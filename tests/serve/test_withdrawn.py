"""Versions that were withdrawn: 410 and the page that says so, whatever is asked for below their folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from report_builder.feedback.store import FeedbackStore
from report_builder.serve import make_app
from report_builder.serve.site import SiteFault
from tests.serve.site import FILES, PDF, REPORT, Still, write_site

TOLD = b"<!doctype html><title>trukket tilbake</title>"
PAGE = f"/{REPORT}/v1/index.html"
SITE = {address: said for address, said in FILES.items() if not address.startswith(f"/{REPORT}/v1/")} | {
    PAGE: (TOLD, "text/html", 1)
}


@contextmanager
def serving(root: Path, store: FeedbackStore, still: Still) -> Iterator[TestClient]:
    app = make_app(root, store, still.world())
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(tmp_path: Path, store: FeedbackStore, still: Still) -> Iterator[TestClient]:
    write_site(tmp_path / "site", SITE, withdrawn={"1": PAGE})
    with serving(tmp_path / "site", store, still) as running:
        yield running


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT"])
@pytest.mark.parametrize(
    "rest",
    [
        "",
        "/",
        "/index.html",
        f"/{REPORT}.pdf",
        "/rapport/",
        "/rapport/om-uro/",
        "/rapport/om-uro/index.html",
        "/never-there.svg",
        "/%C3%A6",
    ],
)
def test_every_address_below_is_gone(client: TestClient, method: str, rest: str) -> None:
    answer = client.request(method, f"/{REPORT}/v1{rest}")
    assert (answer.status_code, answer.content) == (410, b"" if method == "HEAD" else TOLD)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert int(answer.headers["content-length"]) == len(TOLD)


@pytest.mark.parametrize("header", ["If-None-Match: *", "Range: bytes=0-9", "Accept-Encoding: gzip"])
def test_no_condition_changes_it(client: TestClient, header: str) -> None:
    name, _, value = header.partition(": ")
    answer = client.get(f"/{REPORT}/v1/{REPORT}.pdf", headers={name: value})
    assert (answer.status_code, answer.content) == (410, TOLD)


@pytest.mark.parametrize("address", [f"/{REPORT}/v2/", f"/{REPORT}/v2/{REPORT}.pdf", f"/{REPORT}/", "/"])
def test_the_others_are_as_they_were(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address", [f"/{REPORT}/v10/", f"/{REPORT}/v01/", "/v1/", "/other/v1/", f"//{REPORT}/v1/"]
)
def test_what_only_looks_like_it_was_never_there(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_nothing_is_counted_and_answers_are_taken(client: TestClient, store: FeedbackStore) -> None:
    client.get(f"/{REPORT}/v1/{REPORT}.pdf")
    form = f"/{REPORT}/feedback"
    referer = {"Referer": f"http://localhost/{REPORT}/v1/rapport/om-uro/"}
    assert client.post(form, data={"helpful": "ja", "version": "1"}).status_code == 303
    assert client.post(form, data={"helpful": "nei", "version": "1"}, headers=referer).status_code == 303
    assert client.post(form, data={"text": "hvorfor?"}, headers=referer).status_code == 303
    client.__exit__()
    assert store.downloads() == ()
    assert sorted((answer.version, answer.page, answer.text) for answer in store.answers()) == [
        (1, "", ""),
        (1, PAGE, ""),
        (1, PAGE, "hvorfor?"),
    ]


def test_every_version_withdrawn(tmp_path: Path, store: FeedbackStore, still: Still) -> None:
    pages = {f"/{REPORT}/v{number}/index.html": (TOLD, "text/html", number) for number in (1, 2)}
    files = {f"/{REPORT}/index.html": (TOLD, "text/html", None)} | pages
    gone = {str(number): page for number, page in enumerate(pages, 1)}
    write_site(tmp_path / "site", files, newest=None, withdrawn=gone)
    with serving(tmp_path / "site", store, still) as client:
        assert client.get(f"/{REPORT}/").status_code == 200
        assert {client.get(f"/{REPORT}/v{number}/x").status_code for number in (1, 2)} == {410}
        assert client.get(f"/{REPORT}/{REPORT}.pdf").status_code == 404
        assert client.post(f"/{REPORT}/feedback", data={"text": "?", "version": "2"}).status_code == 303
    assert [answer.version for answer in store.answers()] == [2]


def test_a_withdrawal_and_its_end_are_taken_up(tmp_path: Path, store: FeedbackStore, still: Still) -> None:
    write_site(tmp_path / "site")
    address = f"/{REPORT}/v1/{REPORT}.pdf"
    with serving(tmp_path / "site", store, still) as client:
        assert client.get(address).content == PDF[:5000]
        write_site(tmp_path / "site", SITE, name="bbb", withdrawn={"1": PAGE})
        assert client.get(address).status_code == 410
        write_site(tmp_path / "site", name="ccc")
        assert client.get(address).content == PDF[:5000]


@pytest.mark.parametrize("table", [{"1": "/nothing.html"}, {"one": PAGE}, {"1": None}, ["1"]])
def test_a_table_that_cannot_be_is_refused(
    tmp_path: Path, store: FeedbackStore, still: Still, table: dict[str, str]
) -> None:
    write_site(tmp_path / "site", SITE, withdrawn=table)
    with pytest.raises(SiteFault) as caught:
        make_app(tmp_path / "site", store, still.world())
    assert caught.value.diagnostic.code == "RB-SITE-DAMAGED"
