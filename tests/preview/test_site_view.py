"""The site before it is public: what publish would write, what is said to be missing, who may see it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha512
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from report_builder.content.publication import as_edition
from report_builder.diagnostics import Diagnostic
from report_builder.language.catalogue import Catalogue, catalogue
from report_builder.language.message import say
from report_builder.model.report import Edition
from report_builder.pipeline.drafting import as_draft
from report_builder.preview import as_json
from report_builder.preview.app import application
from report_builder.preview.build_result import Proof
from report_builder.preview.gallery import Gallery
from report_builder.preview.session import Session, View
from report_builder.preview.site_view import MadeSite, SiteMaker
from report_builder.preview.staged_build import Maker
from report_builder.publish import make_site
from tests.preview.live import NOW, rethrow
from tests.said import plain

PORT, TOKEN = 8765, "secret"
HERE = f"http://127.0.0.1:{PORT}"
ROOT = f"/{TOKEN}/site/"
NAME = "en-liten-rapport"
LANDING = """\
lead: Dette leser den som kommer først.
sections:
  - title: Hva rapporten viser
    text: [Avsnittet med et ord som kan rettes.]
"""
_LINK = re.compile(r'(?:href|src|action)="([^"]*)"|srcset="([^"]*)"')


class Desk:
    """A preview without its loops: it shows what was composed last."""

    def __init__(
        self,
        root: Path,
        lacking: Diagnostic | None = None,
        chosen: Catalogue | None = None,
        at_first: Catalogue | None = None,
    ) -> None:
        self.root = root
        self.gallery = Gallery()
        self.faults: list[Exception] = []
        self.maker = Maker(root, time.monotonic, rethrow)
        self.session = Session(
            self.maker, time.monotonic, self.gallery.show, rethrow, chosen=chosen, at_first=at_first
        )
        self.site = SiteMaker(root, lambda: NOW, self._note, lacking)
        app = application(self.session, self.gallery, self.site, PORT, TOKEN)
        self.client = TestClient(app, HERE, follow_redirects=False)

    def _note(self, fault: Exception) -> Diagnostic:
        self.faults.append(fault)
        return Diagnostic("RB-INTERNAL", plain("something broke"))

    def build(self) -> View:
        """Compose once, as the session does."""
        composed = self.maker.compose(lambda _stage: None)
        before = self.session.view
        proof = composed.proof or before.proof
        self.session.view = replace(before, proof=proof, pdf=None, diagnostics=composed.diagnostics)
        return self.session.view

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        answer = self.client.get(f"/{TOKEN}/{address}", headers=dict(headers or {}))
        return answer.status_code, answer.headers.get("location") or answer.text

    def close(self) -> None:
        self.client.close()
        self.gallery.close()


@contextmanager
def desk_for(
    root: Path, lacking: Diagnostic | None = None, at_first: Catalogue | None = None
) -> Iterator[Desk]:
    desk = Desk(root, lacking, at_first=at_first)
    try:
        yield desk
    finally:
        desk.close()


@pytest.fixture
def desk(good_report: Path) -> Iterator[Desk]:
    (good_report / "content/landing.yaml").write_text(LANDING, "utf-8")
    with desk_for(good_report) as made:
        yield made


def links(page: str) -> set[str]:
    found: set[str] = set()
    for one, many in _LINK.findall(page):
        found.update([one] if one else (part.split()[0] for part in many.split(",") if part.strip()))
    return found


def test_every_link_from_the_landing_page_on_leads_somewhere(desk: Desk) -> None:
    desk.build()
    name = desk.get("landing")[1]
    assert desk.get("edition")[1] == f"{name}v0/rapport/"
    seen: set[str] = set()
    waiting = [urljoin(f"{HERE}/{TOKEN}/", name)]
    posted = set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        if address.endswith("/feedback"):
            posted.add(address)
            continue
        answer = desk.client.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html"):
            here = {urldefrag(urljoin(address, link))[0] for link in links(answer.text)}
            waiting += [link for link in here if link.startswith(HERE)]
            ids = set(re.findall(r'id="([^"]+)"', answer.text))
            inside = {link[1:] for link in links(answer.text) if link.startswith("#")}
            assert inside <= ids, address
    assert len(posted) == 1
    assert {address.rpartition(".")[2] for address in seen} >= {"css", "woff2", "pdf", "webp", "xml", "html"}


def test_every_page_is_that_of_publish_but_for_what_only_a_release_knows(desk: Desk) -> None:
    proof = desk.build().proof
    assert proof is not None
    draft = as_draft(proof.report, proof.theme, proof.pdf, len(proof.sheets), NOW.date())
    facts = as_edition(proof.report.publication, Edition("1", draft.published, draft.updated))
    pdf = replace(draft.pdf, sha512=sha512(draft.pdf.data).hexdigest(), size=123_456)
    released = replace(
        draft,
        number=1,
        note="Første versjon.",
        conformance=("PDF/UA-1", "PDF/A-2a"),
        pdf=pdf,
        report=replace(proof.report, publication=facts),
    )
    name = facts.output
    published = make_site(name, [released], None)
    assert desk.get("landing")[0] == 307
    compared = 0
    for path, file in published.items():
        shown = path.replace(f"{name}/v1/", f"{name}/v0/")
        if path == "404.html" or path.endswith(("/SHA512SUMS", ".epub")) or "/nyeste/" in path:
            assert desk.get(f"site/{shown}")[0] == 404
            continue
        if path.startswith(f"{name}/funn/") and not path.endswith("index.html"):
            continue  # nobody shares or cites what is no version yet
        answer = desk.client.get(ROOT + shown)
        assert answer.status_code == 200, path
        if path.endswith(".html"):
            seen, wanted = answer.text, file.data.decode()
            assert path == "index.html" or 'class="notice"' in seen, path
            if path.startswith(f"{name}/funn/"):
                assert "<h1>" in seen
                continue
            assert as_released(seen) == without_release(wanted), path
            compared += 1
        elif path.startswith("assets/") or "/bilder/" in path:
            assert answer.content == file.data, path
    assert compared > 6


def as_released(page: str) -> str:
    """Take what marks a draft out of its page."""
    page = re.sub(r'<div class="notice".*?</div>\n|<p class="notice">.*?</p>\n', "", page, flags=re.DOTALL)
    page = page.replace(" – utkast</title>", "</title>").replace('-utkast.pdf"', '-v1.pdf"')
    page = page.replace("v0/", "v1/").replace(">Utkast<", ">Versjon 1<").replace("· utkast<", "· versjon 1<")
    page = page.replace('class="unseen">, utkast<', 'class="unseen">, versjon 1<')
    page = page.replace('"version":"0"', '"version":"1"').replace(
        'name="version" value="0"', 'name="version" value="1"'
    )
    return re.sub(r"<dd>utkast</dd>", "<dd>1</dd>", page)


def without_release(page: str) -> str:
    """Take what only a release knows out of a page: note, checksum, size, verdict, e-book."""
    page = re.sub(r'<li><a [^>]*type="application/epub\+zip".*?</li>\n', "", page)
    page = re.sub(r',\{"@type":"MediaObject","encodingFormat":"application/epub\+zip".*?\}', "", page)
    page = re.sub(r'<details class="small">.*?</details>\n', "", page, flags=re.DOTALL)
    page = re.sub(r'<p class="small">Kontrollert mot .*?</p>\n', "", page)
    page = re.sub(r"PDF, \d+,\d+ MB", "PDF", page).replace(',"contentSize":"123456"', "")
    return page.replace("<p>Første versjon. <span", "<p> <span")


def test_the_draft_has_the_day_of_the_report_s_own_country_and_says_what_it_is(desk: Desk) -> None:
    facts = desk.root / "content/report.yaml"
    facts.write_text(re.sub(r"(?m)^(published|updated|version):.*\n", "", facts.read_text("utf-8")), "utf-8")
    desk.build()
    page = desk.get(desk.get("landing")[1])[1]
    assert "5. mars 2026" in page
    assert "Utkast, ikke publisert." in page
    assert "Versjon" not in re.sub(r'<div class="notice".*?</div>', "", page, flags=re.DOTALL).replace(
        "Alle versjon", ""
    )


def test_nothing_is_made_before_it_is_asked_for_and_nothing_is_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Proof] = []
    make = SiteMaker.make

    def counted(maker: SiteMaker, proof: Proof, gallery: Gallery) -> MadeSite | Diagnostic:
        made.append(proof)
        return make(maker, proof, gallery)

    monkeypatch.setattr(SiteMaker, "make", counted)
    before = {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()}
    desk.build()
    desk.get("")
    assert made == []
    for _ in range(2):
        address = desk.get("landing")[1]
        assert desk.get(address)[0] == desk.get(f"{address}v0/rapport/alt.html")[0] == 200
    assert len(made) == 1
    assert {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()} == before


def test_an_edit_of_the_landing_page_is_seen_and_a_fault_leaves_the_last_good_site(desk: Desk) -> None:
    landing = desk.root / "content/landing.yaml"
    desk.build()
    address = desk.get("landing")[1]
    assert "et ord som kan rettes" in desk.get(address)[1]
    landing.write_text(LANDING.replace("som kan rettes", "som er rettet"), "utf-8")
    desk.build()
    assert "et ord som er rettet" in desk.get(address)[1]
    landing.write_text(LANDING.replace("title:", "titel:"), "utf-8")
    told = desk.build().diagnostics
    assert (told[0].code, str(told[0].span)) == ("RB-UNKNOWN-KEY", "content/landing.yaml:3:5")
    assert "et ord som er rettet" in desk.get(address)[1]
    assert desk.get("landing")[1] == address


def test_a_fault_of_our_own_is_told_and_the_site_before_it_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.build()
    address = desk.get("landing")[1]
    assert desk.get(address)[0] == 200
    with monkeypatch.context() as broken:
        broken.setattr("report_builder.publish.make_site", lambda *_, **__: 1 / 0)
        desk.build()
        assert desk.get(address)[0] == 200
        assert [type(fault) for fault in desk.faults] == [ZeroDivisionError]
        assert [one.code for one in desk.session.view.diagnostics] == ["RB-INTERNAL"]
        assert desk.get("landing")[1] == address
        assert len(desk.faults) == 1  # not again and again
    desk.build()
    assert desk.get(address)[0] == 200
    assert desk.get("landing")[0] == 307


def test_before_the_first_good_pages_and_without_the_libraries_it_says_why(desk: Desk) -> None:
    for address in ("landing", "edition", f"site/{NAME}/"):
        status, said = desk.get(address)
        assert (status, "Nettsidene vises så snart" in said) == (503, True)
    lacking = Diagnostic("RB-EXTRA-MISSING", plain("the site <needs> it"), plain("install it"))
    with desk_for(desk.root, lacking) as poor:
        poor.build()
        for address in ("landing", "edition", f"site/{NAME}/"):
            status, said = poor.get(address)
            assert status == 503
            assert "RB-EXTRA-MISSING" in said
            assert "the site &lt;needs&gt; it" in said


def test_the_pdf_is_the_finished_file_as_soon_as_there_is_one(desk: Desk) -> None:
    desk.build()
    page = desk.get(desk.get("edition")[1])[1]
    pdf = next(link for link in links(page) if link.endswith(".pdf"))
    address = urljoin(f"{HERE}/{TOKEN}/{desk.get('edition')[1]}", pdf)
    view = desk.session.view
    assert view.proof is not None
    assert desk.client.get(address).content == view.proof.pdf
    completed = desk.maker.complete(lambda _stage: None)
    desk.session.view = replace(view, pdf=completed.pdf)
    answer = desk.client.get(address)
    assert answer.content == completed.pdf
    assert b"/StructTreeRoot" in answer.content
    assert answer.headers["content-type"] == "application/pdf"


def test_answers_are_thrown_away_and_lead_where_they_would(desk: Desk) -> None:
    desk.build()
    name = desk.get("landing")[1]
    feedback = f"/{TOKEN}/{name}feedback"
    for fields, target in (
        ({"helpful": "ja"}, "takk/"),
        ({"helpful": "nei"}, "beklager/"),
        ({"text": "Hei"}, "takk/"),
    ):
        answer = desk.client.post(feedback, data=fields, headers={"Origin": HERE})
        assert (answer.status_code, answer.headers["location"]) == (303, target)
        assert desk.get(f"{name}{target}")[0] == 200
    assert desk.client.post(feedback, content=b"text=" + b"a" * 20_000).status_code == 404
    assert desk.client.post(feedback, content=b"\xff").status_code == 404
    assert desk.client.post(feedback, data={"helpful": "ja"}, headers={"Origin": "null"}).status_code == 403
    assert desk.client.post(f"/{TOKEN}/{name}").status_code == 405


def test_strangers_see_nothing_of_it(desk: Desk) -> None:
    desk.build()
    name = desk.get("landing")[1]
    for address in (name, "landing", "edition", f"{name}v0/rapport/"):
        for headers in (
            {"Host": f"evil.example:{PORT}"},
            {"Origin": "http://evil.example"},
            {"Sec-Fetch-Site": "cross-site"},
        ):
            assert desk.get(address, headers)[0] == 403
        assert desk.client.get(f"/wrong/{address}").status_code == 404
    for path in (
        "../../content/report.yaml",
        "..%2f..%2fcontent/report.yaml",
        "content/report.yaml",
        "x",
        "//",
    ):
        assert desk.client.get(ROOT + path).status_code == 404, path
    answered = desk.client.get(f"/{TOKEN}/{name}").headers
    policy = answered["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answered["referrer-policy"] == "same-origin"  # or forms would come from nowhere
    assert answered["cache-control"] == "no-store"
    assert desk.get(name.rstrip("/"))[1] == name.split("/")[1] + "/"


def test_the_preview_speaks_the_chosen_language_and_shows_the_report_in_its_own(good_report: Path) -> None:
    busy = Diagnostic("RB-SITE-BUSY", say("publish.busy", folder="site"), say("publish.busy.hint"))
    desk = Desk(good_report, chosen=catalogue("nn"))
    try:
        assert 'lang="nn"' in desk.get("")[1]
        assert "Nettsidene blir viste så snart rapporten" in desk.get("landing")[1]
        view = replace(desk.build(), diagnostics=(busy,))
        sent = as_json.state(view, desk.session.words)
        assert (sent["language"], sent["problems"][0]["hint"]) == ("nn", "vent til ho er ferdig")
        home = desk.get("landing")[1]
        assert '<html lang="nb">' in desk.get(home)[1]
        assert desk.get("site/ingen.html") == (404, "dette finst ikkje\n")
    finally:
        desk.close()


def test_what_the_site_lacks_is_told_in_the_chosen_language(good_report: Path) -> None:
    busy = Diagnostic("RB-SITE-BUSY", say("publish.busy", folder="site"), say("publish.busy.hint"))
    desk = Desk(good_report, busy, catalogue("nn"))
    try:
        status, text = desk.get("landing")
        assert (status, "ei anna publisering skriv til" in text, 'lang="nn"' in text) == (503, True, True)
    finally:
        desk.close()
