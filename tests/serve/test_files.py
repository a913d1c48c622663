"""The site's files: which addresses are there, what is said about them, and what is counted."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from report_builder.feedback import Downloads
from report_builder.feedback.store import FeedbackStore
from report_builder.language.catalogue import catalogue
from report_builder.serve import make_app
from report_builder.serve.site import SiteFault
from tests.said import english
from tests.serve.site import DAY, FILES, PAGE, PDF, PDF_ADDRESS, REPORT, Still, write_site


def test_every_file_is_served_with_its_type(client: TestClient) -> None:
    for address, (data, media_type, _) in FILES.items():
        answer = client.get(quote(address))
        assert (answer.status_code, answer.content) == (200, data), address
        charset = "; charset=utf-8" if media_type.startswith("text/") else ""
        assert answer.headers["content-type"] == media_type + charset
        assert int(answer.headers["content-length"]) > 0


def test_folders(client: TestClient) -> None:
    assert client.get(f"/{REPORT}/").content == PAGE
    answer = client.get(f"/{REPORT}/v2")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/{REPORT}/v2/")


def test_a_site_without_a_404_page_has_one_all_the_same(
    tmp_path: Path, store: FeedbackStore, still: Still
) -> None:
    write_site(tmp_path / "bare", {"/index.html": FILES["/index.html"]}, language="nn")
    with TestClient(make_app(tmp_path / "bare", store, still.world())) as client:
        answer = client.get("/<script>alert(1)</script>")
        assert answer.status_code == 404
        assert '<html lang="nn">' in answer.text
        assert "script" not in answer.text


def test_only_reading(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
        answer = client.request(method, "/index.html")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert client.post("/nothing").status_code == 404


def test_head(client: TestClient) -> None:
    whole, head = client.get(PDF_ADDRESS), client.head(PDF_ADDRESS)
    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)


def test_conditions(client: TestClient) -> None:
    first = client.get(PDF_ADDRESS)
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    assert etag.startswith('"')
    for headers in (
        {"If-None-Match": etag},
        {"If-None-Match": f'"x", W/{etag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": modified},
    ):
        answer = client.get(PDF_ADDRESS, headers=headers)
        assert (answer.status_code, answer.content) == (304, b""), headers
        assert answer.headers["etag"] == etag
    for headers in (
        {"If-None-Match": '"x"', "If-Modified-Since": modified},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-Match": etag},
    ):
        assert client.get(PDF_ADDRESS, headers=headers).status_code == 200, headers
    for headers in ({"If-Match": '"x"'}, {"If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}):
        assert client.get(PDF_ADDRESS, headers=headers).status_code == 412, headers


def test_the_tag_is_that_of_the_content(client: TestClient) -> None:
    assert client.get(f"/{REPORT}/").headers["etag"] == client.get(f"/{REPORT}/v2/").headers["etag"]
    assert client.get(f"/{REPORT}/").headers["etag"] != client.get("/").headers["etag"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, len(PDF)),
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=-10", len(PDF) - 10, len(PDF)),
        (f"bytes={len(PDF) - 1}-", len(PDF) - 1, len(PDF)),
        (f"bytes=5-{10**30}", 5, len(PDF)),
        (f"bytes=-{10**30}", 0, len(PDF)),
        ("bytes=1-130000", 1, 130001),
    ],
)
def test_ranges(client: TestClient, asked: str, start: int, end: int) -> None:
    answer = client.get(PDF_ADDRESS, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == PDF[start:end]
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(PDF)}"
    assert int(answer.headers["content-length"]) == end - start


@pytest.mark.parametrize("asked", ["bytes=-0", f"bytes={len(PDF)}-", f"bytes={10**30}-"])
def test_ranges_that_are_not_there(client: TestClient, asked: str) -> None:
    answer = client.get(PDF_ADDRESS, headers={"Range": asked})
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{len(PDF)}")


@pytest.mark.parametrize(
    "asked", ["bytes=9-5", "bytes=-", "bytes=a-b", "lines=0-1", "bytes=0-1,5-6", "bytes=--1"]
)
def test_ranges_that_are_none_give_the_whole(client: TestClient, asked: str) -> None:
    answer = client.get(PDF_ADDRESS, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, PDF)


def test_a_download_is_resumed_only_on_the_same_file(client: TestClient) -> None:
    first = client.get(PDF_ADDRESS)
    for same in (first.headers["etag"], first.headers["last-modified"]):
        answer = client.get(PDF_ADDRESS, headers={"Range": "bytes=9-", "If-Range": same})
        assert (answer.status_code, answer.content) == (206, PDF[9:])
    for other in ('"x"', f"W/{first.headers['etag']}", "Mon, 01 Jan 2001 00:00:00 GMT"):
        answer = client.get(PDF_ADDRESS, headers={"Range": "bytes=9-", "If-Range": other})
        assert (answer.status_code, answer.content) == (200, PDF)


def test_text_is_packed_for_those_who_take_it(client: TestClient) -> None:
    plain = client.get(f"/{REPORT}/", headers={"Accept-Encoding": "identity"})
    packed = client.get(f"/{REPORT}/", headers={"Accept-Encoding": "br, gzip;q=0.5"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content == PAGE
    assert int(packed.headers["content-length"]) < len(PAGE)
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    refused = client.get(f"/{REPORT}/", headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers
    again = client.get(
        f"/{REPORT}/", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]}
    )
    assert again.status_code == 304
    assert "content-encoding" not in client.get(PDF_ADDRESS, headers={"Accept-Encoding": "gzip"}).headers


@pytest.mark.parametrize(
    ("address", "caching"),
    [
        (PDF_ADDRESS, "public, max-age=31536000, immutable"),
        ("/assets/side.0123abcd.css", "public, max-age=31536000, immutable"),
        (f"/{REPORT}/v2/", "public, max-age=60"),
        (f"/{REPORT}/", "public, max-age=60"),
        (f"/{REPORT}/versions.json", "public, max-age=60"),
        (f"/{REPORT}/v2", "public, max-age=60"),
        ("/nothing", "no-store"),
    ],
)
def test_how_long_a_copy_may_be_kept(client: TestClient, address: str, caching: str) -> None:
    assert client.get(address).headers["cache-control"] == caching


def test_security_headers_are_on_every_answer(client: TestClient) -> None:
    """Row 45 of the fault table: no inline script or style can run, whatever stands in a title or a text."""
    answers = [
        client.get("/"),
        client.get("/nothing"),
        client.get(f"/{REPORT}"),
        client.head("/"),
        client.put("/"),
        client.post(f"/{REPORT}/feedback", data={"helpful": "ja"}),
        client.post(f"/{REPORT}/feedback", data={}),
        client.post(f"/{REPORT}/feedback", data={"helpful": "ja"}, headers={"Accept": "application/json"}),
        client.get(f"/{REPORT}/takk/"),
        client.get(PDF_ADDRESS, headers={"Range": "bytes=1-2"}),
        client.get("/", headers={"If-None-Match": "*"}),
    ]
    for answer in answers:
        headers = answer.headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "geolocation=()" in headers["permissions-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "set-cookie" not in headers
        assert "server" not in headers
    for answer in answers[:9]:
        assert answer.headers["content-security-policy"] == (
            "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        )


def test_downloads_are_counted_by_version_and_day(root: Path, store: FeedbackStore, still: Still) -> None:
    with TestClient(make_app(root, store, still.world())) as client:
        client.get(PDF_ADDRESS)
        client.get(PDF_ADDRESS, headers={"Range": "bytes=0-1023", "User-Agent": "another"})
        client.get(f"/{REPORT}/v1/{REPORT}.pdf")
        still.day, still.seconds = DAY.replace(day=11), 600
        client.get(PDF_ADDRESS)
        still.seconds = 1300
        # None of these is a download.
        client.head(PDF_ADDRESS)
        client.get(PDF_ADDRESS, headers={"Range": "bytes=100-199"})
        client.get(PDF_ADDRESS, headers={"Range": "bytes=0-0"})
        client.get(PDF_ADDRESS, headers={"Range": "bytes=0-1022"})
        client.get(PDF_ADDRESS, headers={"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"})
        client.get(PDF_ADDRESS, headers={"Range": f"bytes={len(PDF)}-"})
        client.get(PDF_ADDRESS, headers={"If-None-Match": "*"})
        client.get(f"/{REPORT}/v2/")
    assert store.downloads() == (
        Downloads(REPORT, 1, DAY, 1),
        Downloads(REPORT, 2, DAY, 2),
        Downloads(REPORT, 2, DAY.replace(day=11), 1),
    )


@pytest.mark.parametrize("as_link", [True, False])
def test_a_new_release_is_taken_up_without_a_restart(
    tmp_path: Path, store: FeedbackStore, still: Still, *, as_link: bool
) -> None:
    root = tmp_path / "pointed"
    write_site(root, as_link=as_link)
    with TestClient(make_app(root, store, still.world())) as client:
        before = client.get("/")
        fresh = {"/index.html": (b"<title>ny</title>", "text/html", None)}
        write_site(root, fresh, name="bbb", as_link=as_link)
        after = client.get("/", headers={"If-None-Match": before.headers["etag"]})
        assert (after.status_code, after.content) == (200, b"<title>ny</title>")
        assert client.get(PDF_ADDRESS).status_code == 404
    assert still.told == []


def test_a_release_that_is_damaged_is_not_taken_up(root: Path, client: TestClient, still: Still) -> None:
    folder = write_site(root, {"/index.html": (b"ny", "text/html", None)}, name="bbb")
    (folder / "www/index.html").write_bytes(b"ny, men lengre")
    write_site(root, {"/index.html": (b"eldre", "text/html", None)}, name="ccc")
    assert client.get("/").content == b"eldre"
    (root / "current").unlink()
    assert client.get("/").content == b"eldre"
    (root / "current").symlink_to("releases/bbb")
    assert client.get("/").content == b"eldre"
    assert client.get("/").content == b"eldre"
    assert [diagnostic.code for diagnostic in still.told] == ["RB-SITE-DAMAGED"]


def test_a_file_that_was_changed_is_not_served(root: Path, client: TestClient, still: Still) -> None:
    path = root / "current/www" / PDF_ADDRESS.lstrip("/")
    path.write_bytes(PDF.replace(b"%PDF-1.7", b"%PDF-1.6"))
    for _ in range(2):
        answer = client.get(PDF_ADDRESS)
        assert answer.status_code == 500
        assert b"%PDF" not in answer.content
    path.unlink()
    assert client.get(PDF_ADDRESS).status_code == 500
    assert [diagnostic.code for diagnostic in still.told] == ["RB-SITE-DAMAGED"]


@pytest.mark.parametrize(
    "address", ["../site.json", "/../site.json", "/a/../b", "//a", "/a//b", "/./a", "/a/", "", "/"]
)
def test_a_table_that_leads_outside_is_refused(
    root: Path, store: FeedbackStore, still: Still, address: str
) -> None:
    table = root / "current/site.json"
    table.write_text(table.read_text("utf-8").replace('"/robots.txt"', f'"{address}"'), "utf-8")
    with pytest.raises(SiteFault) as caught:
        make_app(root, store, still.world())
    assert caught.value.diagnostic.code == "RB-SITE-DAMAGED"


def test_a_link_in_the_site_is_not_followed(root: Path, store: FeedbackStore, still: Still) -> None:
    robots = root / "current/www/robots.txt"
    (root / "secret").write_bytes(robots.read_bytes())
    robots.unlink()
    robots.symlink_to(root / "secret")
    with pytest.raises(SiteFault):
        make_app(root, store, still.world())


def test_no_site(tmp_path: Path, store: FeedbackStore, still: Still) -> None:
    with pytest.raises(SiteFault) as caught:
        make_app(tmp_path, store, still.world())
    assert caught.value.diagnostic.code == "RB-SITE-MISSING"
    assert "report-builder publish" in english(caught.value.diagnostic.hint)


def test_a_site_without_its_table_says_why(root: Path, store: FeedbackStore, still: Still) -> None:
    (root / "current/site.json").unlink()
    with pytest.raises(SiteFault) as caught:
        make_app(root, store, still.world())
    message = caught.value.diagnostic.message
    assert english(message).endswith(" cannot be read: no such file or directory")
    assert catalogue("nb").text(message).endswith(" kan ikke leses: filen eller mappen finnes ikke")
