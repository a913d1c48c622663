"""Which coding of a file is sent, and that what is sent is what was published."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from report_builder.feedback import open_store
from report_builder.feedback.store import FeedbackStore
from report_builder.serve import Limits, make_app
from report_builder.serve.coding import choose_coding
from report_builder.serve.site import SiteFault
from tests.serve.site import FILES, PAGE, PDF, PDF_ADDRESS, REPORT, Still, write_site

ADDRESS = f"/{REPORT}/v2/index.html"
ONLY_GZIP = f"/{REPORT}/index.html"
COPIES = {
    ADDRESS: {"br": brotli.compress(PAGE), "gzip": gzip.compress(PAGE, mtime=0)},
    ONLY_GZIP: {"gzip": gzip.compress(PAGE, 9, mtime=0)},
}
BOTH = ("br", "gzip")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("GZIP, BR;Q=1.000", "br"),
        ("x-gzip", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("gzip;q=0.5", "gzip"),
        ("br;q=0.001", "br"),
        ("identity", "identity"),
        ("identity;q=0.5, br;q=0.5", "br"),
        ("identity, gzip;q=0.9", "identity"),
        ("*", "br"),
        ("*;q=0.1, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("br;q=0, gzip;q=0.0", "identity"),
        ("identity;q=0", None),
        ("identity;q=0, br", "br"),
        ("*;q=0", None),
        ("*;q=0, gzip;q=0.2", "gzip"),
        ("*;q=0, identity;q=0.1", "identity"),
        ("zstd, deflate", "identity"),
        ("zstd, *;q=0", None),
        # None of these says anything.
        ("br;q=1.1", "identity"),
        ("br;q=-1", "identity"),
        ("br;q=0.1234", "identity"),
        ("br;q=", "identity"),
        ("br q=1", "identity"),
        ("br;level=9", "identity"),
        (";;;, =, br;q=1e3", "identity"),
        ("br;q=١", "identity"),
    ],
)
def test_choice(accepted: str | None, coding: str | None) -> None:
    assert choose_coding(accepted, BOTH) == coding


def test_only_what_is_there_is_chosen() -> None:
    assert choose_coding("br, gzip;q=0.5", ("gzip",)) == "gzip"
    assert choose_coding("br, gzip", ()) == "identity"
    assert choose_coding("identity;q=0, br", ("gzip",)) is None


_BLANK = st.sampled_from(["", " ", "\t", "  "])
_NAME = st.sampled_from(["br", "gzip", "identity", "*", "deflate", "zstd", "BR", "Gzip"])
_WEIGHT = st.integers(0, 1000)
_MEMBERS = st.lists(
    st.tuples(_NAME, st.none() | _WEIGHT), max_size=6, unique_by=lambda member: member[0].lower()
)


@given(
    _MEMBERS,
    st.lists(st.tuples(_BLANK, _BLANK, _BLANK), min_size=6, max_size=6),
    st.sets(st.sampled_from(BOTH)),
)
def test_the_choice_is_the_best_that_is_accepted(
    members: list[tuple[str, int | None]], blanks: list[tuple[str, str, str]], offered: set[str]
) -> None:
    """RFC 9110, 12.5.3, told anew: each coding is acceptable or not, and none that is weighs more."""
    said = {name.lower(): 1000 if weight is None else weight for name, weight in members}
    parts = []
    for (name, weight), (one, two, three) in zip(members, blanks, strict=False):
        number = "" if weight is None else f"{two};{three}q={weight / 1000:.3f}"
        parts.append(f"{one}{name}{number}{three}")
    chosen = choose_coding(",".join(parts), offered)

    def weight_of(coding: str) -> float:
        if coding in said or "*" in said:
            return said.get(coding, said.get("*", 0))
        return 0.5 if coding == "identity" else 0

    can = {coding: weight_of(coding) for coding in (*offered, "identity") if weight_of(coding)}
    if chosen is None:
        assert not can
        return
    assert can[chosen] == max(can.values())
    alike = [coding for coding in ("br", "gzip", "identity") if can.get(coding) == can[chosen]]
    assert chosen == alike[0]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packed") / "site"
    write_site(folder, FILES, packed=COPIES)
    return folder


@pytest.fixture(scope="module")
def client(root: Path) -> Iterator[TestClient]:
    outcome = open_store(str(root.parent / "answers.sqlite"))
    assert outcome.value is not None
    app = make_app(root, outcome.value, Still().world(), Limits(reads=1_000_000))
    with TestClient(app, follow_redirects=False) as running:
        yield running
    outcome.value.close()


def sent(
    client: TestClient, address: str, accepted: str | None, **headers: str
) -> tuple[int, str | None, bytes]:
    """The status, the coding, and the bytes as they came over the wire."""
    wanted = {"Accept-Encoding": accepted} if accepted is not None else {}
    if accepted is None:
        client.headers.pop("accept-encoding", None)
    with client.stream("GET", address, headers=wanted | headers) as answer:
        return answer.status_code, answer.headers.get("content-encoding"), b"".join(answer.iter_raw())


def test_what_lies_ready_is_sent_as_it_lies(client: TestClient) -> None:
    assert sent(client, ADDRESS, "gzip, br") == (200, "br", COPIES[ADDRESS]["br"])
    assert sent(client, ADDRESS, "gzip") == (200, "gzip", COPIES[ADDRESS]["gzip"])
    assert sent(client, ADDRESS, "identity") == (200, None, PAGE)
    assert sent(client, ADDRESS, None) == (200, None, PAGE)
    assert sent(client, ONLY_GZIP, "br, gzip;q=0.1") == (200, "gzip", COPIES[ONLY_GZIP]["gzip"])
    assert sent(client, f"/{REPORT}/", "gzip") == (200, "gzip", COPIES[ONLY_GZIP]["gzip"])


def test_what_does_not_lie_ready_is_packed_here(client: TestClient) -> None:
    status, coding, data = sent(client, "/assets/side.0123abcd.css", "br, gzip")
    assert (status, coding, gzip.decompress(data)) == (200, "gzip", FILES["/assets/side.0123abcd.css"][0])
    assert sent(client, PDF_ADDRESS, "br, gzip") == (200, None, PDF)


@pytest.mark.parametrize("address", [ADDRESS, PDF_ADDRESS])
def test_who_takes_nothing_gets_nothing(client: TestClient, address: str) -> None:
    assert sent(client, address, "identity;q=0, zstd") == (406, None, b"")
    assert client.get(address).status_code == 200


def test_each_coding_has_a_tag_of_its_own(client: TestClient) -> None:
    tags = {}
    for accepted in ("br", "gzip", "identity"):
        answer = client.head(ADDRESS, headers={"Accept-Encoding": accepted})
        assert answer.headers["vary"] == "accept-encoding"
        tags[accepted] = answer.headers["etag"]
    assert len(set(tags.values())) == 3
    for accepted in tags:
        for other, tag in tags.items():
            answer = client.get(ADDRESS, headers={"Accept-Encoding": accepted, "If-None-Match": tag})
            assert answer.status_code == (304 if accepted == other else 200)
            assert answer.headers["vary"] == "accept-encoding"


def test_a_part_is_one_of_the_file_as_it_is(client: TestClient) -> None:
    assert sent(client, ADDRESS, "br, gzip", Range="bytes=5-9") == (206, None, PAGE[5:10])
    whole = (200, "br", COPIES[ADDRESS]["br"])
    assert sent(client, ADDRESS, "br, identity;q=0", Range="bytes=5-9") == whole
    assert client.get(ADDRESS, headers={"Range": "bytes=5-9"}).headers["vary"] == "accept-encoding"
    packed = client.head(ADDRESS, headers={"Accept-Encoding": "br"}).headers["etag"]
    resumed = {"Range": "bytes=5-9", "If-Range": packed}
    assert sent(client, ADDRESS, "br", **resumed) == (200, None, PAGE)


@pytest.mark.parametrize("address", [f"{ADDRESS}.br", f"{ADDRESS}.gz", f"/{REPORT}/index.html.gz"])
def test_a_copy_has_no_address(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


@settings(max_examples=150, deadline=None)
@given(
    st.text("brgzip*identity;q=0.1, \t", max_size=40)
    | st.lists(st.sampled_from(["br", "gzip;q=0.5", "identity;q=0", "*;q=0", "*", ";", ""])).map(",".join)
)
def test_whatever_is_accepted_it_is_the_same_page(client: TestClient, accepted: str) -> None:
    status, coding, data = sent(client, ADDRESS, accepted)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    chosen = choose_coding(accepted, BOTH)
    assert status == (406 if chosen is None else 200)
    if chosen is not None:
        assert ((coding or "identity"), unpack(data)) == (chosen, PAGE)


@pytest.mark.parametrize("coding", BOTH)
def test_a_copy_that_was_changed_is_not_sent(
    tmp_path: Path, store: FeedbackStore, still: Still, coding: str
) -> None:
    folder = write_site(tmp_path / "site", packed=COPIES)
    copy = folder / "www" / f"{ADDRESS.lstrip('/')}{'.br' if coding == 'br' else '.gz'}"
    copy.write_bytes(bytes(copy.stat().st_size))
    with TestClient(make_app(tmp_path / "site", store, still.world())) as client:
        assert client.get(ADDRESS, headers={"Accept-Encoding": coding}).status_code == 500
        assert client.get(ADDRESS, headers={"Accept-Encoding": "identity"}).content == PAGE
    assert [diagnostic.code for diagnostic in still.told] == ["RB-SITE-DAMAGED"]
    copy.unlink()
    with pytest.raises(SiteFault):
        make_app(tmp_path / "site", store, still.world())
