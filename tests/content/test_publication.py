"""What report.yaml becomes, and what is refused in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from report_builder.content.publication import ReportFile, read_publication
from report_builder.diagnostics import Diagnostic, Diagnostics, SourceSpan
from report_builder.model.report import Author, Contact, Licence, Original
from report_builder.sources.files import SourceFiles
from tests.said import english

LEAST = """\
title: Et notat
language: nb
publisher: Etaten
published: 2019-12-04
chapters: [innledning.md]
output: notat
"""


def read(root: Path, text: str) -> tuple[ReportFile | None, tuple[Diagnostic, ...]]:
    (root / "content").mkdir(exist_ok=True)
    (root / "content" / "report.yaml").write_text(text, encoding="utf-8")
    diagnostics = Diagnostics()
    return read_publication(SourceFiles(root), diagnostics), diagnostics.items


def test_reads_every_fact(tmp_path: Path) -> None:
    report, found = read(
        tmp_path,
        """\
title: Uro   i «staten»
subtitle: Erfaringer
kind: Notat
language: nn
publisher: Etaten
series: Serie
number: 2019:7
issn: 1890-6583
authors: [Kari, Ola]
keywords: [ledelse]
description: >-
  To
  linjer om 73 %.
published: 2019-12-04
updated: '2022-05-10'
version: 1.0
contact: {name: Etaten, email: post@example.no, phone: "+47 22 22 22 22", url: https://example.no/}
licence: {name: CC BY 4.0, url: https://example.no/by}
original: {statement: Etter, url: http://example.no/o}
theme: eget
html: literal
chapters:
  - a.md
  - del/b.md
output: uro-2019
""",
    )
    assert [item.code for item in found] == ["RB-TYPOGRAPHY"]  # the blanks of the title
    assert report is not None
    facts = report.publication
    assert (facts.title, facts.subtitle, facts.kind) == ("Uro i «staten»", "Erfaringer", "Notat")
    assert (facts.language, facts.publisher, facts.series, facts.series_number) == (
        "nn",
        "Etaten",
        "Serie",
        "2019:7",
    )
    assert (facts.issn, facts.authors, facts.keywords) == (
        "1890-6583",
        (Author("Kari"), Author("Ola")),
        ("ledelse",),
    )
    assert facts.description == "To linjer om 73\u00a0%."
    assert (facts.published, facts.updated) == (date(2019, 12, 4), date(2022, 5, 10))
    assert (facts.published_text, facts.updated_text) == ("4. desember 2019", "10. mai 2022")
    assert (facts.version, facts.theme, facts.output) == ("1.0", "eget", "uro-2019")
    assert facts.contact == Contact("Etaten", "post@example.no", "+47 22 22 22 22", "https://example.no/")
    assert facts.licence == Licence("CC BY 4.0", "https://example.no/by")
    assert facts.original == Original("Etter", "http://example.no/o")
    assert report.html_literal
    assert report.chapters == (
        ("content/chapters/a.md", SourceSpan("content/report.yaml", 23, 5)),
        ("content/chapters/del/b.md", SourceSpan("content/report.yaml", 24, 5)),
    )


def test_little_is_required(tmp_path: Path) -> None:
    report, found = read(tmp_path, LEAST)
    assert not found
    assert report is not None
    assert report.publication.updated == report.publication.published
    assert report.publication.theme == "konstruktiv"
    assert report.publication.contact == Contact()
    assert not report.html_literal


def test_an_author_is_a_name_or_says_who_it_is(tmp_path: Path) -> None:
    report, found = read(
        tmp_path,
        f"""{LEAST}authors:
  - Kari
  - {{name: Ola & co, kind: organisation, url: https://example.no/}}
  - name: Ada
    kind: person
    orcid: 0000-0002-1825-0097
  - {{name: Bo, kind: person, orcid: "https://orcid.org/0000-0001-5109-3700"}}
""",
    )
    assert not found
    assert report is not None
    assert report.publication.authors == (
        Author("Kari"),
        Author("Ola & co", "organisation", "https://example.no/"),
        Author("Ada", "person", "", "https://orcid.org/0000-0002-1825-0097"),
        Author("Bo", "person", "", "https://orcid.org/0000-0001-5109-3700"),
    )


PUBLISHER = Author("Etaten", "organisation")
KARI = Author("Kari")


@pytest.mark.parametrize(
    ("authors", "form", "shown"),
    [
        ((), 2, ()),
        ((PUBLISHER,), 2, ()),
        ((KARI,), 2, (KARI,)),
        ((KARI, PUBLISHER), 2, (KARI, PUBLISHER)),
        ((PUBLISHER,), 1, ()),
        ((KARI, PUBLISHER), 1, (KARI,)),
    ],
)
def test_a_publisher_among_the_authors_stays_one(
    tmp_path: Path, authors: tuple[Author, ...], form: int, shown: tuple[Author, ...]
) -> None:
    report, _ = read(tmp_path, LEAST)
    assert report is not None
    facts = replace(report.publication, publisher="Etaten", authors=authors, form=form)
    assert facts.authors_shown == shown


def test_dates_are_written_as_the_language_does(tmp_path: Path) -> None:
    report, _ = read(tmp_path, LEAST.replace("nb", "en"))
    assert report is not None
    assert report.publication.published_text == "4 December 2019"


def test_text_is_composed(tmp_path: Path) -> None:
    report, _ = read(tmp_path, LEAST.replace("Et notat", "Bla\u030a"))
    assert report is not None
    assert report.publication.title == "Bl\u00e5"


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("issn: 1890-6584", "RB-VALUE", "check digit"),
        ("issn: '18906583'", "RB-VALUE", "not written as it must be"),
        ("updated: 2019-12-03", "RB-VALUE", "before it was published"),
        ("updated: 2019-02-30", "RB-DATE", "no such day"),
        ("contact: {url: example.no}", "RB-VALUE", "'example.no' is not the address of a web page"),
        ("contact: {url: 'javascript:alert(1)'}", "RB-LINK-SCHEME", "not the address of a web page"),
        ("licence: {url: 'https://'}", "RB-VALUE", "whole address"),
        ("original: {url: 'https://a b/'}", "RB-VALUE", "spaces"),
        ("contact: {email: post.example.no}", "RB-VALUE", "'post.example.no' is not an e-mail address"),
        ("contact: {email: 'a b@c'}", "RB-VALUE", "'a b@c' is not an e-mail address"),
        ("contact: {phone: ring oss}", "RB-VALUE", "not written as it must be"),
        ("authors: [{name: Kari}]", "RB-MISSING-KEY", "'kind' is missing"),
        ("authors: [{name: Kari, kind: human}]", "RB-VALUE", "'kind' cannot be 'human'"),
        ("authors: [{name: Kari, kind: person, url: kari.no}]", "RB-VALUE", "'kari.no' is not the address"),
        ("authors: [{name: Kari, kind: person, orcid: 0000-0002-1825-0096}]", "RB-VALUE", "does not fit"),
        ("authors: [{name: A, kind: organisation, orcid: 0000-0002-1825-0097}]", "RB-VALUE", "no ORCID"),
        ("authors: [[Kari]]", "RB-WRONG-TYPE", "must be text, or a mapping"),
        ("theme: ../annet", "RB-VALUE", "not written as it must be"),
        ("html: allow", "RB-VALUE", "cannot be 'allow'"),
        ("subtitle: \u0e9a\u0ec8", "RB-SCRIPT", "Lao"),
        ("tittel: x", "RB-UNKNOWN-KEY", "'tittel'"),
    ],
)
def test_refuses_what_cannot_be_right(tmp_path: Path, line: str, code: str, message: str) -> None:
    report, found = read(tmp_path, LEAST + line + "\n")
    assert report is None
    assert [(d.code, d.span.line) for d in found if d.span] == [(code, 7)]
    assert message in english(found[0].message)
    assert found[0].hint


@pytest.mark.parametrize(
    "name", ["notat.pdf", "CON", "../notat", "a/b", "notat.", ".notat", "a:b", "x" * 256]
)
def test_the_output_name_works_everywhere(tmp_path: Path, name: str) -> None:
    report, found = read(tmp_path, LEAST.replace("output: notat", f"output: '{name}'"))
    assert report is None
    assert [(d.code, d.span) for d in found] == [("RB-VALUE", SourceSpan("content/report.yaml", 6, 9))]


def test_tells_faults_of_every_kind_at_once(tmp_path: Path) -> None:
    text = LEAST.replace("[innledning.md]", "[a.md, a.md]").replace("output: notat", "output: CON")
    report, found = read(
        tmp_path, text + "issn: 1890-6584\ncontact: {url: x, email: y}\nupdated: 2000-01-01\n"
    )
    assert report is None
    assert len(found) == 6


def test_a_report_needs_its_file(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    assert read_publication(SourceFiles(tmp_path), diagnostics) is None
    assert [d.code for d in diagnostics.items] == ["RB-FILE-MISSING"]


@given(text=st.text(max_size=40), where=st.integers(0, len(LEAST)))
def test_any_text_gives_facts_or_a_diagnostic(
    tmp_path_factory: pytest.TempPathFactory, text: str, where: int
) -> None:
    report, found = read(tmp_path_factory.getbasetemp(), LEAST[:where] + text + LEAST[where:])
    assert report is not None or found
