"""Published sites in several languages, with and without an address, and what their pages say to machines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, urljoin

from msgspec.structs import replace

from report_builder.language.catalogue import catalogue
from report_builder.model.blocks import Paragraph
from report_builder.model.report import Author, Licence, Original
from report_builder.publish import Publishable
from report_builder.publish.cover import Cover
from report_builder.publish.site import make_site
from tests.publish.site.sites import versions

ADDRESS = "https://www.example.no/rapporter/"
HOST = "http://nowhere.test/"
"""Where a site stands that does not know its address."""
NAME = "rapport-å"

AUTHORS = {
    "none": (),
    "publisher": (Author("Etaten & co"),),
    "names": (Author("Kari <Nordmann>"), Author("Etaten & co"), Author('Ola "Å" Ås')),
    "said": (
        Author("Kari Nordmann", "person", "", "https://orcid.org/0000-0002-1825-0097"),
        Author("Institutt & sønn", "organisation", "https://example.org/?a=1&b=2"),
        Author("Etaten & co", "organisation"),
    ),
}


@cache
def released(language: str, authors: str) -> tuple[Publishable, Publishable, Publishable]:
    """Three versions; the newest has a chapter less, and one in another language than the report."""
    first = versions("findings")[0]
    chapters = first.report.chapters
    facts = replace(
        first.report.publication,
        title='Uro & «ro» <i> staten – "æøå"',
        subtitle="Slik's",
        publisher="Etaten & co",
        language=language,
        authors=AUTHORS[authors],
        keywords=("ro & uro", "<ledelse>"),
        description='Om «uro» & "ro" </script><!-- i staten.',
        series="Serie & sånt",
        series_number="2019:7",
        issn="1890-6583",
        licence=Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        original=Original("Etter originalen", "https://example.org/o?x=1&y=2"),
    )
    other = "en" if language != "en" else "nb"
    words = tuple(block for block in chapters[0].blocks if isinstance(block, Paragraph))
    more = replace(chapters[0], id="et-kapittel-til", language=other, blocks=words)
    last = replace(chapters[0], id="siste-å", blocks=words)
    reports = [
        replace(first.report, publication=facts, words=catalogue(language), chapters=several)
        for several in ((*chapters, more, last), (*chapters, last), (*chapters, more))
    ]
    return tuple(  # type: ignore[return-value]
        replace(
            first, number=number, report=report, published=date(2019, 2, 3), updated=date(2020, number, 5)
        )
        for number, report in enumerate(reports, 1)
    )


@cache
def site(language: str, authors: str, address: str | None, count: int = 3) -> Mapping[str, bytes]:
    """The files of a site with ``count`` versions; covers and fonts are no part of this."""
    shown = released(language, authors)[:count]
    cover = Cover(b"", 10, 10, b"")
    with patch("report_builder.publish.drawing.web_fonts", return_value={}):
        return {path: file.data for path, file in make_site(NAME, shown, address, lambda *_: cover).items()}


class Head(HTMLParser):
    """What a page says in its head."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.language, self.title = "", ""
        self.names: list[tuple[str, str]] = []
        self.properties: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.data: list[dict[str, Any]] = []
        self._inside = ""
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        self._inside = tag if tag != "script" else said.get("type", "")
        if tag == "html":
            self.language = said["lang"]
        elif tag == "meta" and "name" in said:
            self.names.append((said["name"], said["content"]))
        elif tag == "meta" and "property" in said:
            self.properties.append((said["property"], said["content"]))
        elif tag == "link":
            self.links.append((said["rel"], said["href"]))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  the parser's own signature
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "application/ld+json":
            self.data.append(json.loads(data))
        elif self._inside == "title" and not self.title:
            self.title = data

    def named(self, name: str) -> list[str]:
        return [content for key, content in self.names if key == name]

    def linked(self, relation: str) -> list[str]:
        return [href for key, href in self.links if key == relation]

    @property
    def nodes(self) -> list[dict[str, Any]]:
        """The descriptions of the page, those of a graph one by one."""
        return [node for data in self.data for node in data.get("@graph", [data])]


def described_pages(files: Mapping[str, bytes]) -> dict[str, Head]:
    """The pages of the report itself: not those around an answer, and not those of its findings."""
    own = {path: data for path, data in files.items() if path.endswith(".html") and "/funn/" not in path}
    heads = {path: Head(data) for path, data in own.items()}
    return {path: head for path, head in heads.items() if head.named("citation_title")}


def leads_to(page: str, href: str, address: str | None) -> str:
    """The path of the file to which a link leads from a page; another site's is itself."""
    base = address or HOST
    whole = urljoin(base + page, href)
    if not whole.startswith(base):
        return whole
    path = unquote(whole.removeprefix(base).partition("#")[0])
    return f"{path}index.html" if path.endswith("/") or not path else path
