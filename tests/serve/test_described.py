"""Under which name a PDF is kept, and what caches and search engines are told of versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from starlette.testclient import TestClient

from report_builder.feedback import Downloads
from report_builder.feedback.store import FeedbackStore
from report_builder.serve import make_app
from report_builder.serve.described import disposition
from tests.serve.site import (
    CHAPTER,
    DAY,
    FILES,
    LASTING,
    LASTING_PAGE,
    LASTING_PDF,
    PDF,
    PDF_ADDRESS,
    REPORT,
    Still,
    write_site,
)

OLD_PDF = f"/{REPORT}/v1/{REPORT}.pdf"
SHORT = "public, max-age=60"


@pytest.fixture
def client(tmp_path: Path, store: FeedbackStore, still: Still) -> Iterator[TestClient]:
    write_site(tmp_path / "site", FILES | LASTING)
    with TestClient(make_app(tmp_path / "site", store, still.world()), follow_redirects=False) as running:
        yield running


@pytest.mark.parametrize(
    ("address", "name"), [(OLD_PDF, "v1"), (PDF_ADDRESS, "v2"), (LASTING_PDF, "v2"), (LASTING_PAGE, None)]
)
@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-99"}], ids=["whole", "part"])
def test_the_name_has_the_version(
    client: TestClient, address: str, name: str | None, headers: dict[str, str]
) -> None:
    said = client.get(address, headers=headers).headers.get("content-disposition")
    assert said == (name and f'inline; filename="{REPORT}-{name}.pdf"')


def test_an_e_book_is_kept_under_the_name_of_its_version(
    tmp_path: Path, store: FeedbackStore, still: Still
) -> None:
    address = f"/{REPORT}/v1/{REPORT}.epub"
    write_site(tmp_path / "site", FILES | {address: (b"PK", "application/epub+zip", 1)})
    with TestClient(make_app(tmp_path / "site", store, still.world())) as running:
        said = running.get(address).headers
    assert said["content-type"] == "application/epub+zip"
    assert said["content-disposition"] == f'inline; filename="{REPORT}-v1.epub"'
    assert said["x-robots-tag"] == "noindex"
    assert "link" not in said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("uro-v2.pdf", 'inline; filename="uro-v2.pdf"'),
        ("en rapport-v2.pdf", 'inline; filename="en rapport-v2.pdf"'),
        (
            "år og dag-v2.pdf",
            "inline; filename=\"ar og dag-v2.pdf\"; filename*=UTF-8''%C3%A5r%20og%20dag-v2.pdf",
        ),
        (
            "Blåbær øy-v1.pdf",
            "inline; filename=\"Blabaer oy-v1.pdf\"; filename*=UTF-8''Bl%C3%A5b%C3%A6r%20%C3%B8y-v1.pdf",
        ),
        ("50 %-v1.pdf", "inline; filename=\"50 _-v1.pdf\"; filename*=UTF-8''50%20%25-v1.pdf"),
        ('a"b-v1.pdf', "inline; filename=\"a_b-v1.pdf\"; filename*=UTF-8''a%22b-v1.pdf"),
    ],
)
def test_names_of_any_letters(name: str, said: str) -> None:
    assert disposition(name) == said


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_name_can_be_read_back(name: str) -> None:
    """By the rules of RFC 8187; the plain form is always one of RFC 9110 that needs no escape."""
    said = disposition(name)
    assert said.isascii()
    found = re.fullmatch(r"inline; filename=\"([ !#$&-\[\]-~]*)\"(?:; filename\*=UTF-8''([!-~]+))?", said)
    assert found is not None, said
    assert (found[1] if found[2] is None else unquote(found[2])) == name


def test_a_report_with_a_name_of_any_letters(tmp_path: Path, store: FeedbackStore, still: Still) -> None:
    folder = write_site(tmp_path / "site", {"/år og dag/v3/år og dag.pdf": (PDF, "application/pdf", 3)})
    table = folder / "site.json"
    table.write_text(table.read_text("utf-8").replace(f'"{REPORT}"', '"år og dag"'), "utf-8")
    with TestClient(make_app(tmp_path / "site", store, still.world())) as client:
        answer = client.get(quote("/år og dag/v3/år og dag.pdf"))
    assert answer.content == PDF
    assert answer.headers["content-disposition"].endswith("filename*=UTF-8''%C3%A5r%20og%20dag-v3.pdf")


@pytest.mark.parametrize("address", [LASTING_PDF, LASTING_PAGE, f"/{REPORT}/latest/rapport/om-uro/"])
def test_a_lasting_address_is_asked_for_anew(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.headers["cache-control"] == SHORT
    again = client.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["cache-control"] == SHORT


def test_a_lasting_address_is_the_next_version_s_when_there_is_one(
    tmp_path: Path, client: TestClient, store: FeedbackStore
) -> None:
    before = client.get(LASTING_PDF)
    newer = {LASTING_PDF: (PDF * 2, "application/pdf", 3)}
    write_site(tmp_path / "site", FILES | LASTING | newer, name="bbb", newest=3)
    after = client.get(LASTING_PDF, headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.content) == (200, PDF * 2)
    assert after.headers["content-disposition"] == f'inline; filename="{REPORT}-v3.pdf"'
    client.__exit__()
    assert [(row.version, row.count) for row in store.downloads()] == [(2, 1), (3, 1)]


def test_a_lasting_download_is_that_of_the_version(client: TestClient, store: FeedbackStore) -> None:
    client.get(LASTING_PDF, headers={"User-Agent": "one"})
    client.get(LASTING_PDF, headers={"User-Agent": "two"})
    client.get(PDF_ADDRESS, headers={"User-Agent": "two"})  # the same reader, the same version
    client.get(PDF_ADDRESS, headers={"User-Agent": "three"})
    client.__exit__()
    assert store.downloads() == (Downloads(REPORT, 2, DAY, 3),)


@pytest.mark.parametrize(
    ("address", "robots"),
    [
        (OLD_PDF, "noindex"),
        (f"/{REPORT}/v1/forside.svg", "noindex"),
        (f"/{REPORT}/v1/", None),  # a page says it itself
        (PDF_ADDRESS, None),
        (LASTING_PDF, None),
        (LASTING_PAGE, None),
        (f"/{REPORT}/versions.json", None),
        ("/assets/side.0123abcd.css", None),
    ],
)
def test_what_an_older_version_has_is_left_out(client: TestClient, address: str, robots: str | None) -> None:
    for method in ("GET", "HEAD"):
        assert client.request(method, address).headers.get("x-robots-tag") == robots


@pytest.mark.parametrize("root", [None, "https://www.example.no/"])
def test_both_addresses_of_the_newest_pdf_are_one(
    tmp_path: Path, store: FeedbackStore, still: Still, root: str | None
) -> None:
    write_site(tmp_path / "site", FILES | LASTING)
    world = replace(still.world(), address=root)
    with TestClient(make_app(tmp_path / "site", store, world)) as client:
        links = {address: client.get(address).headers.get("link") for address in FILES | LASTING}
    one = f'<{(root or "/")[:-1]}{LASTING_PDF}>; rel="canonical"'
    assert {address: link for address, link in links.items() if link} == {PDF_ADDRESS: one, LASTING_PDF: one}


def test_a_site_without_lasting_addresses_names_none(
    tmp_path: Path, store: FeedbackStore, still: Still
) -> None:
    write_site(tmp_path / "site")
    with TestClient(make_app(tmp_path / "site", store, still.world())) as client:
        assert "link" not in client.get(PDF_ADDRESS).headers


def test_a_page_of_a_version_stays_as_it_was(client: TestClient) -> None:
    assert client.get(CHAPTER).headers["cache-control"] == SHORT
    assert client.get(PDF_ADDRESS).headers["cache-control"] == "public, max-age=31536000, immutable"
