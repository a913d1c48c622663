"""Whatever a reader meets on a site, or its editor in the preview, is in the language of the report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from report_builder.cli.app import run
from report_builder.feedback.store import FeedbackStore
from report_builder.language.catalogue import catalogue, languages
from report_builder.pipeline import production
from report_builder.serve import make_app
from report_builder.serve.posting import Refused, refusal
from report_builder.serve.site import load_release
from tests.content_language.dictionaries import PROGRAM_WORDS, entry_for, is_known
from tests.norwegian import own_words
from tests.pipeline.releases import AUTUMN_2026, DAY
from tests.preview.test_site_view import desk_for
from tests.said import ENGLISH
from tests.serve.site import Still
from tests.verify_support import SharedMachine

NAME = "site"
_SPOKEN = ("alt", "aria-label", "title", "placeholder")
_METADATA = ("description", "og:title", "og:description", "og:image:alt", "DC.title", "DC.description")
_NAMED = ("name", "description", "headline", "accessibilitySummary", "note", "title", "reason")
NAMES = {"Kari", "Nordmann", "Ola", "Oslo", "Atom", "BibTeX", "konstruktiv"}


class Said(HTMLParser):
    """The words of a page, and its language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language = ""
        self.texts: list[str] = []
        self._data = ""
        self._others = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        has = {key: value or "" for key, value in attributes}
        if tag == "html":
            self.language = has.get("lang", "")
        if has.get("name", has.get("property", "")) in _METADATA:
            self.texts.append(has.get("content", ""))
        self.texts += [has[key] for key in _SPOKEN if key in has]
        self._data = tag if tag in ("script", "style", "code") else ""

    def handle_endtag(self, _tag: str) -> None:
        self._data = ""

    def handle_data(self, data: str) -> None:
        if self._data == "script":
            self.texts += named(json.loads(data))
        elif not self._data:
            self.texts.append(data)


def named(node: Any) -> Iterator[str]:
    """The texts in JSON that are for people."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if isinstance(value, str) and key in (*_NAMED, "error", "message"):
                yield value
            else:
                yield from named(value)
    elif isinstance(node, list):
        for each in node:
            yield from named(each)


def foreign(texts: list[str], language: str) -> set[str]:
    """Words that are none of the language's, nor names."""
    own = {catalogue(each).rule("rule.name") for each in languages()}
    words = {word for text in texts if text not in own for word in own_words(text) if len(word) > 1}
    unknown = {word for word in words - NAMES if not is_known(word, language)}
    return {word for word in unknown if not entry_for(word, language, PROGRAM_WORDS)}


def texts_of(data: bytes, media_type: str, language: str) -> list[str]:
    text = data.decode("utf-8")
    if "html" in media_type:
        said = Said(text)
        assert said.language == language
        return said.texts
    if "json" in media_type:
        return list(named(json.loads(text)))
    if "atom" in media_type:
        assert f'xml:lang="{language}"' in text
        return re.findall(r"<(?:title|summary|name)>([^<]*)<", text)
    return []


class Released:
    """A report that is released with a clock of its own."""

    def __init__(self, root: Path) -> None:
        self.root, self.now = root, AUTUMN_2026

    def do(self, *arguments: str) -> None:
        assert run(arguments, ENGLISH, lambda: 0.0, lambda: self.now) == 0, arguments


@pytest.fixture(scope="module", params=languages())
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A site with everything that can happen to a report: old, corrected, withdrawn, a chapter gone."""
    language: str = request.param
    words, root = catalogue(language), tmp_path_factory.mktemp(language) / NAME
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(production, "tell_placeholders", lambda *_, **__: None)
        patch.setattr("report_builder.check.verapdf._Machine", SharedMachine)
        desk = Released(root)
        desk.do("new", str(root), "--language", language)
        desk.do("release", str(root))
        first = root / f"content/chapters/02-{words('scaffold.id-findings')}.md"
        for text in (words("scaffold.next"), words("scaffold.why")):
            desk.now += DAY
            first.write_text(f"{first.read_text('utf-8')}\n{text}.\n", "utf-8")
            desk.do("release", str(root), "--note", text)
        desk.now += DAY
        desk.do("correct", "v1", "--note", words("scaffold.goals"), "--root", str(root))
        desk.do("withdraw", "v2", "--reason", words("scaffold.meetings"), "--root", str(root))
        desk.do("publish", str(root))
    return language, root


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Takk for svaret"),
        ("en", "Fant ikke siden"),
        ("en", "nyeste versjon"),
        ("nb", "Dette er ikkje den nyaste"),
        ("nb", "Read the report"),
        ("nn", "Dette er ikke den nyeste"),
        ("nn", "Thank you"),
    ],
)
def test_words_of_another_language_are_seen(language: str, text: str) -> None:
    assert foreign([text], language)


def test_every_file_of_the_site_is_in_its_language(published: tuple[str, Path]) -> None:
    language, root = published
    www = root / "output/site/current"
    files = json.loads((www / "site.json").read_text("utf-8"))["files"]
    assert len([address for address in files if address.endswith(".html")]) > 20
    for address, entry in files.items():
        texts = texts_of_file(www / "www" / address[1:], entry["type"], language)
        assert not foreign(texts, language), address


def texts_of_file(path: Path, media_type: str, language: str) -> list[str]:
    is_text = media_type.startswith("text/html") or "json" in media_type or "atom" in media_type
    return texts_of(path.read_bytes(), media_type, language) if is_text else []


STATUSES = (400, 403, 404, 405, 408, 413, 415, 422, 429, 500, 503)


def test_every_answer_of_the_server_is_in_the_language_of_the_site(
    published: tuple[str, Path], store: FeedbackStore, still: Still
) -> None:
    language, root = published
    site = root / "output/site"
    release = load_release((site / "current").resolve())
    answers = [
        refusal(release, Refused(status), as_json=both) for status in STATUSES for both in (False, True)
    ]
    for answer in answers:
        texts = texts_of(bytes(answer.body), answer.headers["content-type"], language)
        assert texts
        assert not foreign(texts, language), answer.status_code
    form, here = f"/{NAME}/feedback", {"origin": "http://testserver"}
    with TestClient(make_app(site, store, still.world())) as client:
        met = [
            client.get("/nothing"),
            client.get(f"/{NAME}/v2/nothing"),
            client.get(f"/{NAME}/v9/"),
            client.put("/"),
            client.post(form, data={"helpful": "ja"}, headers=here),
            client.post(form, data={"helpful": "nei"}, headers=here),
            client.post(form, data={"helpful": ""}, headers=here),
            client.post(form, data={"text": "x", "website": "x"}, headers=here),
            client.post(form, data={"text": "x"}, headers={"origin": "http://elsewhere.example"}),
        ]
    assert [answer.status_code for answer in met] == [404, 410, 404, 405, 200, 200, 422, 422, 403]
    for each in met:
        texts = texts_of(each.content, each.headers["content-type"], language)
        assert not foreign(texts, language), each.url


def test_the_preview_is_in_the_language_of_the_report(published: tuple[str, Path]) -> None:
    language, root = published
    words = catalogue(language)
    with desk_for(root, at_first=words) as desk:
        for address in ("", "landing", "site/nothing/"):  # before there is anything to see
            status, page = desk.get(address)
            assert not foreign(Said(page).texts, language), (address, status)
        desk.build()
        landing, edition = desk.get("landing")[1], desk.get("edition")[1]
        shown = [desk.get("")[1], desk.get(landing)[1], desk.get(edition)[1]]
        for page in shown:
            assert Said(page).language == language
            assert not foreign(Said(page).texts, language)
        assert not foreign([desk.get("site/nothing")[1]], language)
