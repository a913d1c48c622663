"""Every page of a published site is read back, and says what ``report.yaml`` does."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import Any

import pytest

from report_builder.language.catalogue import languages
from report_builder.model.inlines import plain_text
from report_builder.model.report import Author
from report_builder.publish import Publishable
from report_builder.publish.edition import page_names
from tests.publish.describing.described_sites import (
    ADDRESS,
    AUTHORS,
    NAME,
    Head,
    described_pages,
    leads_to,
    released,
    site,
)
from tests.publish.describing.vocabulary import faults

CASES = [
    ("nb", "said", ADDRESS),
    ("nn", "names", ADDRESS),
    ("en", "publisher", ADDRESS),
    ("nb", "none", None),
    ("en", "names", None),
]
EVERY = list(itertools.product(languages(), AUTHORS, (ADDRESS, None)))
MANY = {"citation_author", "DC.creator", "DC.subject"}

every = pytest.mark.parametrize(
    ("language", "authors", "address"),
    [*CASES, *(pytest.param(*case, marks=pytest.mark.whole) for case in EVERY if case not in CASES)],
)


def version_of(path: str, shown: tuple[Publishable, ...]) -> Publishable:
    """The version that a page is of."""
    folder = path.split("/")[1]
    return shown[int(folder[1:]) - 1] if folder.startswith("v") else shown[-1]


def names_of(version: Publishable) -> dict[str, str]:
    """The name of each chapter by its page."""
    names = page_names(version.report)
    return {
        names[node.id]: " ".join(filter(None, (node.number, plain_text(node.title))))
        for node in version.report.chapters
    }


def whole(path: str, address: str | None) -> str | None:
    """The address of a path as a page says it; None as long as there is none."""
    return None if address is None else address + path.replace("å", "%C3%A5").removesuffix("index.html")


@every
def test_each_page_says_what_the_report_is(language: str, authors: str, address: str | None) -> None:
    shown = released(language, authors)
    pages = described_pages(site(language, authors, address))
    assert len(pages) == 1 + sum(1 + 2 + len(one.report.chapters) for one in (*shown, shown[-1]))
    for path, head in pages.items():
        version = version_of(path, shown)
        facts, folder = version.report.publication, f"{NAME}/v{version.number}/"
        people = [author.name for author in facts.authors] or [facts.publisher]
        single = Counter(name for name, _ in (*head.names, *head.properties) if name not in MANY)
        assert set(single.values()) == {1}, path
        assert head.language == language
        said: dict[str, Any] = dict(head.names)
        assert said["citation_title"] == facts.title
        assert head.named("citation_author") == head.named("DC.creator") == people
        assert said["citation_publication_date"] == "2019/02/03"
        assert said["citation_online_date"] == f"2020/0{version.number}/05"
        assert said["citation_technical_report_institution"] == said["DC.publisher"] == facts.publisher
        assert said["citation_technical_report_number"] == "Serie & sånt 2019:7"
        assert said["citation_issn"] == facts.issn
        assert said["citation_language"] == language
        assert said["citation_keywords"] == "; ".join(facts.keywords)
        assert said.get("citation_pdf_url") == whole(folder + version.pdf.name, address)
        assert said.get("citation_fulltext_html_url") == whole(f"{folder}rapport/", address)
        assert head.named("DC.subject") == list(facts.keywords)
        assert (said["DCTERMS.issued"], said["DCTERMS.modified"]) == (
            "2019-02-03",
            f"2020-0{version.number}-05",
        )
        assert said["DCTERMS.rightsHolder"] == facts.publisher
        assert head.linked("DCTERMS.license") == [facts.licence.url]
        assert head.linked("DCTERMS.source") == [facts.original.url]
        graph = dict(head.properties)
        assert graph["og:site_name"] == facts.publisher
        assert re.fullmatch(rf"{language}_[A-Z]{{2}}", graph["og:locale"])
        assert graph.get("og:image") == whole(f"{folder}deling.png", address)
        assert ("og:image:alt" in graph) == (address is not None)
        assert graph["article:published_time"] == "2019-02-03"
        assert graph["article:modified_time"] == f"2020-0{version.number}-05"
        assert graph["og:title"] == said["DC.title"]
        assert head.title.startswith(graph["og:title"])
        assert graph["og:description"] == said["description"] == said["DC.description"]
        _says_of_itself(path, head, version)


def _says_of_itself(path: str, head: Head, version: Publishable) -> None:
    """Title, description and language of a page, and its place in the report."""
    facts, said = version.report.publication, dict(head.names)
    name = path.rpartition("/")[2]
    chapters = names_of(version)
    if name in chapters:
        assert said["DC.title"] == f"{chapters[name]} – {facts.title}"
        node = next(node for node in head.nodes if node["@type"] == "Chapter")
        assert node["name"] == chapters[name]
        assert node["position"] == list(chapters).index(name) + 1
        assert node["description"] == said["description"]
        chapter = version.report.chapters[node["position"] - 1]
        assert node["inLanguage"] == said["DC.language"] == (chapter.language or facts.language)
    else:
        assert said["DC.title"].startswith(facts.title)
        assert said["description"] == facts.description
        assert said["DC.language"] == facts.language


@every
def test_each_page_is_described_in_the_vocabulary(language: str, authors: str, address: str | None) -> None:
    shown = released(language, authors)
    for path, head in described_pages(site(language, authors, address)).items():
        assert head.data
        assert all(data["@context"] == "https://schema.org" for data in head.data)
        assert [fault for node in head.nodes for fault in faults(node)] == [], path
        version = version_of(path, shown)
        facts = version.report.publication
        first = head.nodes[0]
        report = first["isPartOf"] if first["@type"] == "Chapter" else first
        assert (report["@type"], report["name"]) == ("Report", facts.title)
        assert (report["datePublished"], report["dateModified"]) == (
            "2019-02-03",
            f"2020-0{version.number}-05",
        )
        assert report["version"] == str(version.number)
        assert report["publisher"] == {"@type": "Organization", "name": facts.publisher}
        assert report["license"] == facts.licence.url
        wanted = facts.authors or (Author(facts.publisher),)
        assert report["author"] == [described(author, facts.publisher) for author in wanted]
        chapters = names_of(version)
        if path.endswith("/index.html"):
            parts = [(part["name"], part["position"], part["@type"]) for part in report["hasPart"]]
            assert parts == [(name, at, "Chapter") for at, name in enumerate(chapters.values(), 1)]
        if "/rapport/" not in path:
            assert report["headline"] == facts.title
            assert report["alternativeHeadline"] == facts.subtitle
            assert report["description"] == facts.description
            assert report["reportNumber"] == "Serie & sånt 2019:7"
            assert report["keywords"] == list(facts.keywords)
            assert report["isPartOf"]["issn"] == facts.issn
            kinds = [each["encodingFormat"] for each in report["encoding"]]
            assert kinds == ["text/html", "application/pdf", "application/epub+zip"]
            assert report["encoding"][1]["contentSize"] == str(version.pdf.size)
        else:
            steps = head.nodes[1]["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert steps[0]["name"] == facts.title
            assert steps[1]["name"] == version.report.words("document.contents")
            assert len(steps) == (2 if path.endswith("index.html") else 3)


def described(author: Author, publisher: str) -> dict[str, str]:
    """An author as ``report.yaml`` says, without a guess."""
    kinds = {"person": "Person", "organisation": "Organization"}
    kind = kinds.get(author.kind, "Organization" if author.name == publisher else "")
    said = {"@type": kind, "name": author.name, "url": author.url, "sameAs": author.orcid}
    return {key: value for key, value in said.items() if value}


@every
def test_each_page_says_how_it_stands(language: str, authors: str, address: str | None) -> None:
    shown = released(language, authors)
    files = site(language, authors, address)
    for path, head in described_pages(files).items():
        version = version_of(path, shown)
        is_old = version.number < 3
        name = path.rpartition("/")[2]
        assert head.named("robots") == (["noindex"] if is_old or name == "alt.html" else []), path
        edition = f"{NAME}/latest/rapport/"
        lasting = edition + name if "/rapport/" in path else f"{NAME}/index.html"
        there = whole(lasting, address) if lasting in files and name != "siste-å.html" else None
        assert head.linked("canonical") == ([there] if there else []), path
        assert dict(head.properties).get("og:url") == there
        newer = [leads_to(path, href, address) for href in head.linked("DCTERMS.isReplacedBy")]
        assert newer == ([f"{NAME}/index.html"] if is_old else [])
        before = [leads_to(path, href, address) for href in head.linked("DCTERMS.replaces")]
        follows = version.number > 1 and "/rapport/" not in path
        assert before == ([f"{NAME}/v{version.number - 1}/index.html"] if follows else [])
        work = [node for node in head.nodes if "workExample" in node]
        tells = path in {f"{NAME}/index.html", f"{NAME}/v3/index.html", f"{NAME}/latest/index.html"}
        assert [[one["version"] for one in node["workExample"]] for node in work] == (
            [["1", "2", "3"]] if tells else []
        )


@every
def test_every_address_leads_to_a_file(language: str, authors: str, address: str | None) -> None:
    files = site(language, authors, address)
    foreign = {"https://creativecommons.org/licenses/by/4.0/", "https://example.org/o?x=1&y=2"}
    foreign |= {"https://orcid.org/0000-0002-1825-0097", "https://example.org/?a=1&b=2"}
    foreign |= {"http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"}
    for path, head in described_pages(files).items():
        told = [href for relation, href in head.links if relation != "preload"]
        told += [href for node in head.nodes for href in addresses(node)]
        told += [text for name, text in head.names if name.endswith(("_url", "identifier"))]
        told += [text for name, text in head.properties if name in ("og:url", "og:image")]
        missing = {href for href in told if leads_to(path, href, address) not in {*files, *foreign}}
        assert not missing, path


def addresses(node: Any) -> list[str]:
    """Every address in JSON-LD."""
    if isinstance(node, list):
        return [href for each in node for href in addresses(each)]
    if not isinstance(node, dict):
        return []
    keys = ("@id", "url", "contentUrl", "image", "license")
    own = [value for key, value in node.items() if key in keys]
    return own + [href for value in node.values() for href in addresses(value)]


def test_one_version_has_none_before_and_none_after() -> None:
    files = site("nb", "names", ADDRESS, 1)
    for path, head in described_pages(files).items():
        assert not head.linked("DCTERMS.replaces")
        assert not head.linked("DCTERMS.isReplacedBy")
        assert head.named("robots") == (["noindex"] if path.endswith("alt.html") else [])
        assert not [node for node in head.nodes if "workExample" in node]


def test_an_old_page_says_the_same_whatever_comes_after_it() -> None:
    """So it is not written anew for one more version."""
    two, three = site("nb", "names", ADDRESS, 2), site("nb", "names", ADDRESS)
    first = {path: head for path, head in described_pages(two).items() if "/v1/" in path}
    assert first
    for path, head in first.items():
        later = Head(three[path])
        assert (head.names, head.data) == (later.names, later.data)
        # The second version lacks the one page, the third the other.
        stays = not path.endswith(("et-kapittel-til.html", "siste-å.html"))
        assert (head.properties == later.properties) == (canonical(head) == canonical(later)) == stays, path


def canonical(head: Head) -> list[str]:
    return head.linked("canonical")


def test_what_is_not_kept_is_nowhere_said() -> None:
    """An old page that the newest version lacks leads to the report's own address."""
    head = described_pages(site("nb", "names", ADDRESS))[f"{NAME}/v1/rapport/siste-å.html"]
    assert canonical(head) == []
    assert head.linked("DCTERMS.isReplacedBy") == [f"{ADDRESS}rapport-%C3%A5/"]


def test_the_sitemap_names_the_newest_only() -> None:
    text = site("nb", "names", ADDRESS)["sitemap.xml"].decode()
    assert "/v1/" not in text
    assert "/v3/" not in text
    assert text.count("<loc>") == text.count("<lastmod>2020-03-05</lastmod>")
    chapters = page_names(released("nb", "names")[-1].report).values()
    wanted = [f"{NAME}/", *(f"{NAME}/latest/rapport/{page}" for page in ("", *chapters))]
    wanted += [f"{NAME}/funn/{name}/" for name in released("nb", "names")[-1].report.findings]
    assert sorted(wanted) == sorted(
        part.partition("</loc>")[0].removeprefix(ADDRESS).replace("%C3%A5", "å")
        for part in text.split("<loc>")[1:]
    )


def test_readers_see_who_wrote_the_report() -> None:
    """On the landing page and in the colophon of the edition; a name leads to its page."""
    files = site("nb", "said", ADDRESS)
    for path in ("index.html", "latest/rapport/index.html", "latest/rapport/alt.html"):
        text = files[f"{NAME}/{path}"].decode()
        assert (
            '<a href="https://orcid.org/0000-0002-1825-0097">Kari Nordmann</a>, '
            '<a href="https://example.org/?a=1&amp;b=2">Institutt &amp; sønn</a>, Etaten &amp; co'
        ) in text
    assert "Forfattere" not in site("nb", "none", None)[f"{NAME}/index.html"].decode()
