"""The landing page says what the model says, whatever stands in it."""

from __future__ import annotations

import json
import posixpath
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from report_builder.language.catalogue import catalogue, languages
from report_builder.model.inlines import Text, plain_text
from report_builder.model.landing import Landing
from report_builder.model.report import Contact, Licence, Original
from report_builder.publish import Publishable
from report_builder.publish.addresses import Addresses
from report_builder.publish.drawing import listed_of
from report_builder.publish.landing import landing_page
from report_builder.publish.model import DRAFT, Chronicle
from report_builder.publish.pages import Pages
from report_builder.publish.slots import cut, fill
from report_builder.publish.version_status import ANSWER, answer_texts, history, landing_texts
from tests.publish.site.sites import ADDRESS, NAME, NOTES, Page, page, site, versions

NEWEST = f"{NAME}/index.html"


def drawn_alone(version: Publishable, pages: Pages, address: str | None) -> bytes:
    """The landing page of a version that is alone."""
    where = Addresses(NAME, address)
    listed = listed_of(version, where)
    drawn, slots = cut(landing_page(version, listed, NEWEST, where, pages, (10, 10)))
    return fill(drawn, slots, landing_texts(listed, Chronicle(listed, (listed,)), NEWEST, where))[0]


def said(text: str) -> str:
    return " ".join(text.split())


def test_title_dates_and_version() -> None:
    text = page(NEWEST).text
    assert "Konstruktiv uro – toppledelse i staten" in text
    assert "Publisert: 4. desember 2019 Oppdatert: 10. mai 2022" in text
    assert "Versjon 2" in text
    assert "Difi-rapport 2019:7" in text


def test_every_text_of_the_model_s_landing_page_stands_there() -> None:
    text = page(NEWEST).text
    landing = versions()[-1].report.landing
    wanted = [landing.voice, landing.lead, *landing.introduction, landing.findings_note]
    for section in landing.sections:
        wanted += [section.title, *section.text, *section.items]
        for quote in section.quotes:
            wanted += [quote.children, quote.attribution]
    assert landing.facts is not None
    wanted += [landing.facts.title, *landing.facts.items]
    assert len(wanted) > 20
    assert [plain_text(line) for line in wanted if said(plain_text(line)) not in text] == []


def test_the_findings_stand_there_with_bars_as_long_as_their_values() -> None:
    found = page(NEWEST)
    findings = versions()[-1].report.landing.findings
    assert len(findings) == 5
    assert [
        f.id for f in findings if said(f.display) not in found.text or f.statement not in found.text
    ] == []
    bars = [a["width"] for a in found.all("rect") if a.get("class") == "part"]
    assert bars == [f"{finding.value}%" for finding in findings]
    assert found.text.count("Difi-rapport 2019:7") >= 2  # their source, once, and the series


def test_both_people_are_named_with_their_roles() -> None:
    text = page(NEWEST).text
    assert "Bjørn-Inge Larsen, departementsråd i Helse- og omsorgsdepartementet" in text
    assert "Christine Bergland, direktør i Direktoratet for e-helse" in text


def test_the_download_says_type_size_pages_and_language() -> None:
    text = page(NEWEST).text
    size = f"{versions()[-1].pdf.size / 1e6:.2f}".replace(".", ",")
    pages = versions()[-1].pdf.pages
    assert "Konstruktiv uro – toppledelse i staten (PDF)" in text
    assert f"PDF, {size} MB · {pages} sider · bokmål · versjon 2" in text


def test_what_says_download_is_saved_with_its_version_in_the_name_and_nothing_else_is() -> None:
    """On every page: a link that opens the PDF, or a place in it, is not one that saves it."""
    saving = re.compile(r'<a [^>]*href="([^"]*)" download="([^"]*)">([^<]*)</a>')
    for path, file in site().items():
        if not path.endswith(".html") or "/latest/" in path:
            continue
        text = file.data.decode()
        found = saving.findall(text)
        assert len(found) == text.count(" download=") == text.count(catalogue("nb")("site.download")), path
        for target, name, words in found:
            assert words == "Last ned (PDF)"
            number = re.search(r"v(\d)/[^/]*$", posixpath.join(posixpath.dirname(path), target))
            assert number is not None
            assert name == f"konstruktiv-uro-v{number[1]}.pdf"
    assert saving.search(site()[NEWEST].data.decode())


def test_a_draft_is_saved_as_one() -> None:
    draft = replace(versions()[-1], number=DRAFT)
    data = drawn_alone(draft, Pages(""), None)
    assert b'download="konstruktiv-uro-utkast.pdf"' in data


def test_the_html_edition_comes_before_the_pdf() -> None:
    targets = [a.get("href") or "" for a in page(NEWEST).all("a")]
    edition, pdf = targets.index("v2/rapport/"), targets.index("v2/konstruktiv-uro.pdf")
    assert edition < pdf


def test_all_versions_are_linked_with_their_notes() -> None:
    found = page(NEWEST)
    targets = {a.get("href") for a in found.all("a")}
    assert {"v1/", "v2/", "v1/konstruktiv-uro.pdf", "v2/konstruktiv-uro.pdf"} <= targets
    assert all(note in found.text for note in NOTES)


def test_each_pdf_in_the_list_of_versions_says_which_version_it_is() -> None:
    """Whoever hears the links alone cannot tell them apart by a size."""
    assert re.findall(r"PDF,\s[\d,]+\s[kM]B\s?, versjon (\d)", page(NEWEST).text) == ["2", "1"]


@pytest.mark.parametrize("language", languages())
def test_what_is_said_of_other_versions_has_a_name_and_is_never_empty(language: str) -> None:
    where = Addresses(NAME, None)
    old, newest = (
        replace(listed_of(each, where), number=number, language=language, note=note)
        for number, (each, note) in enumerate(zip(versions()[-2:], ("", "Ny figur"), strict=True), 1)
    )
    chronicle = Chronicle(newest, (old, newest))
    listing = history(language, chronicle, NEWEST, where)
    words = catalogue(language)
    for number in (1, 2):
        named = words("site.version", number=number).lower()
        assert f'<span class="unseen">, {named}</span></a>' in listing
    answers = [
        answer_texts(each, chronicle, f"{NAME}/v{each.number}/nyeste/index.html", where)[ANSWER]
        for each in (old, newest)
    ]
    assert f"<p>{words('standing.new-in-it', note='Ny figur')}</p>" in answers[0]
    assert "Ny figur" not in answers[1]
    assert not any("<p></p>" in answer for answer in answers)


def test_checksum_contact_and_edition_statement() -> None:
    found = page(NEWEST)
    version = versions()[-1]
    facts = version.report.publication
    assert version.pdf.sha512 in found.text
    assert facts.contact.name in found.text
    assert facts.original.statement.replace("\xa0", " ") in found.text
    assert facts.original.url in {a.get("href") for a in found.all("a")}


def test_an_older_version_says_that_there_is_a_newer_one() -> None:
    old = page(f"{NAME}/v1/index.html")
    assert (
        "Dette er versjon 1, fra 4. desember 2019. Det finnes en nyere versjon. Gå til nyeste versjon"
        in old.text
    )
    assert "../" in {a.get("href") for a in old.all("a")}
    for path in (NEWEST, f"{NAME}/v2/index.html"):
        assert "Det finnes en nyere" not in page(path).text


def test_the_newest_version_s_own_page_has_the_text_of_the_landing_page() -> None:
    assert page(f"{NAME}/v2/index.html").text == page(NEWEST).text


def test_the_answer_is_a_plain_form() -> None:
    found = page(NEWEST)
    (form,) = found.all("form")
    assert (form["method"], form["action"]) == ("post", "feedback")
    assert [(b["name"], b["value"]) for b in found.all("button")] == [("helpful", "ja"), ("helpful", "nei")]
    fields = {a["name"]: a for a in found.all("input")}
    assert fields["version"]["value"] == "2"
    assert fields["website"]["tabindex"] == "-1"
    assert "Tilbakemeldingen din er anonym" in found.text


def test_the_text_field_has_the_notice_beside_it() -> None:
    found = page(f"{NAME}/beklager/index.html")
    (field,) = found.all("textarea")
    assert field["aria-describedby"] == "notis"
    assert "Det beklager vi!" in found.text
    # Row 54 of the fault table: the notice at the field.
    assert "Ikke skriv navn, telefonnummer eller andre personopplysninger." in found.text
    assert "Tilbakemeldingen din er anonym" in found.text
    (form,) = found.all("form")
    assert (form["method"], form["action"]) == ("post", "../feedback")


def test_no_script_and_no_style_stands_in_a_page() -> None:
    for path in (NEWEST, f"{NAME}/takk/index.html", f"{NAME}/beklager/index.html", "404.html", "index.html"):
        found = page(path)
        assert [a for a in found.all("script") if a.get("type") != "application/ld+json"] == []
        assert found.all("style") == []
        assert [a for _, a in found.elements if "style" in a or any(k.startswith("on") for k in a)] == []


WILD = st.one_of(
    st.text(min_size=1, max_size=30),
    st.sampled_from(
        [
            "</script><script>alert(1)</script>",
            "<!--<script>",
            '"><img src=x onerror=alert(1)>',
            "' onmouseover='alert(1)",
            "{{ 7 * 7 }}{% raw %}",
            "&lt;b&gt; &amp; ]]>",
        ]
    ),
).map(lambda text: "".join(c for c in text if c.isprintable()) or "x")


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages("assets/x/")


def test_a_report_that_says_little_leaves_nothing_empty(pages: Pages) -> None:
    version = versions("report")[-1]
    report, empty = version.report, replace(version.report.publication, **_LITTLE)
    lead = (Text("Det eneste avsnittet.", empty.span),)
    bare = replace(version, report=replace(report, publication=empty, landing=Landing(lead=lead)))
    data = drawn_alone(bare, pages, None).decode()
    found = Page(data.encode())
    metas = {a.get("name") or a.get("property"): a.get("content") for a in found.all("meta")}
    assert metas["description"] == metas["og:description"] == "Det eneste avsnittet."
    assert '<a href="https://example.no/">https://example.no/</a>' in data
    assert re.findall(r"<(p|h2|ul|li|section)(?: [^>]*)?>\s*</\1>", data) == []
    mute = replace(bare, report=replace(bare.report, landing=Landing(lead=())))
    data = drawn_alone(mute, pages, None).decode()
    assert re.findall(r"<(p|h2|ul|li|section)(?: [^>]*)?>\s*</\1>", data) == []


_LITTLE: dict[str, Any] = {
    "subtitle": "",
    "kind": "",
    "series": "",
    "series_number": "",
    "issn": "",
    "description": "",
    "keywords": (),
    "original": Original(),
    "licence": Licence(),
    "contact": Contact(url="https://example.no/"),
}


@settings(max_examples=40)
@given(title=WILD, note=WILD, statement=WILD, line=WILD)
def test_nothing_in_a_report_becomes_markup(
    pages: Pages, title: str, note: str, statement: str, line: str
) -> None:
    version = versions("report")[-1]
    report = version.report
    facts = replace(report.publication, title=title, description=line, publisher=line)
    finding = replace(report.landing.findings[0], statement=statement, source=line)
    words = (Text(line, facts.span),)
    landing = Landing(voice=words, lead=words, findings=(finding,), findings_note=words)
    wild = replace(version, note=note, report=replace(report, publication=facts, landing=landing))
    data = drawn_alone(wild, pages, ADDRESS)
    calm = _calm(pages)
    found = Page(data)
    # As many elements as with harmless words: a word became neither an element nor an attribute.
    assert [(tag, sorted(a)) for tag, a in found.elements] == [(tag, sorted(a)) for tag, a in calm.elements]
    assert all(said(part) in found.text.replace("\n", " ") for part in (note, statement, line))
    (about,) = found.scripts
    assert json.loads(about)["name"] == title


def _calm(pages: Pages) -> Page:
    version = versions("report")[-1]
    report = version.report
    facts = replace(report.publication, title="x", description="x", publisher="x")
    words = (Text("x", facts.span),)
    finding = replace(report.landing.findings[0], statement="x", source="x")
    landing = Landing(voice=words, lead=words, findings=(finding,), findings_note=words)
    calm = replace(version, report=replace(report, publication=facts, landing=landing))
    return Page(drawn_alone(calm, pages, ADDRESS))
