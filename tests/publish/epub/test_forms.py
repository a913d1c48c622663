"""The XML form of what the edition writes, and the places at which pages begin."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec.structs import replace

from report_builder.model.identifiers import Identifiers
from report_builder.publish.epub.facts import accessibility, identifier, modified, source
from report_builder.publish.epub.page_breaks import Page, break_pages
from report_builder.publish.epub.xhtml import read, write, xml_name
from tests.sample_reports import sample


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="a.png" alt="" loading="lazy">', '<img src="a.png" alt=""/>'),
        ("<details open><p>a<br>b</p></details>", '<details open="open"><p>a<br/>b</p></details>'),
        ('<p lang="en">5 &lt; 6 &amp; 7</p>', '<p lang="en" xml:lang="en">5 &lt; 6 &amp; 7</p>'),
        ("<nav><ul><li>a</li></ul></nav><ul></ul>", "<nav><ol><li>a</li></ol></nav><ul></ul>"),
        (
            '<a href="https://www.example.no/1#2b">a</a><a href="side.html#fig%3A1">b</a>',
            '<a href="https://www.example.no/1#2b">a</a><a href="side.html#fig_x3a_1">b</a>',
        ),
        (
            '<svg viewBox="0 0 1 1" preserveAspectRatio="none"><rect width="1"/></svg>',
            (
                '<svg viewBox="0 0 1 1" preserveAspectRatio="none" xmlns="http://www.w3.org/2000/svg">'
                '<rect width="1"></rect></svg>'
            ),
        ),
        (
            '<aside id="note:1" role="doc-footnote">a</aside>',
            '<aside id="note_x3a_1" role="doc-footnote" epub:type="footnote">a</aside>',
        ),
        (
            '<section class="chapter" id="2019">a</section>',
            '<section class="chapter" id="_2019" epub:type="chapter" role="doc-chapter">a</section>',
        ),
    ],
)
def test_html_becomes_xml(html: str, expected: str) -> None:
    assert write(read(Markup(html))) == expected  # noqa: S704  a test's own


@given(st.lists(st.text("ab1_x:é-.f", min_size=1), unique=True))
def test_another_id_has_another_name(ids: list[str]) -> None:
    names = [xml_name(one) for one in ids]
    assert len({*names}) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name) for name in names)


def broken(html: str, *pages: str) -> str:
    """A document with the beginning of each page marked as ⟨1⟩, ⟨2⟩ …, from its first letters."""
    documents = {"a.xhtml": read(Markup(html))}  # noqa: S704  a test's own
    letters = ["".join(filter(str.isalnum, page)).casefold() for page in pages]
    breaks = break_pages(documents, [Page(str(number), text) for number, text in enumerate(letters, 1)])
    assert [each.label for each in breaks] == [str(number) for number in range(1, len(pages) + 1)]
    mark = re.compile(
        r'<span id="rb-page-(\d+)" role="doc-pagebreak" aria-label="\1" epub:type="pagebreak"></span>'
    )
    return mark.sub(r"⟨\1⟩", write(documents["a.xhtml"]))


@pytest.mark.parametrize(
    ("html", "pages", "expected"),
    [
        # inside a paragraph, before a word and its quotation mark
        (
            "<p>Første side slutter her. «Andre side» begynner her.</p>",
            ("Første side slutter her.", "Andre side» begynner her."),
            "⟨1⟩<p>Første side slutter her. ⟨2⟩«Andre side» begynner her.</p>",
        ),
        # before a heading, not in it, and before the paragraph that a page begins with
        (
            "<header><h1><span>2</span> Kapittel</h1></header><p><em>Ord</em> på neste side</p>",
            ("2 Kapittel", "Ord på neste side"),
            "⟨1⟩<header><h1><span>2</span> Kapittel</h1></header>⟨2⟩<p><em>Ord</em> på neste side</p>",
        ),
        # a link is one thing, and so is a word that was divided
        (
            '<p>En setning med <a href="#a">en lang lenke</a> og overskytende ord.</p>',
            ("En setning med en lang", "lenke og overskyt", "ende ord."),
            '⟨1⟩<p>En setning med ⟨2⟩<a href="#a">en lang lenke</a> og ⟨3⟩overskytende ord.</p>',
        ),
        # a page without a letter begins where the next one does; one behind everything, at the end
        (
            "<p>Første avsnitt.</p><p>Andre avsnitt.</p>",
            ("Første avsnitt.", "", "Andre avsnitt.", ""),
            "⟨1⟩<p>Første avsnitt.</p>⟨2⟩⟨3⟩<p>Andre avsnitt.</p>⟨4⟩",
        ),
        # what the PDF says beyond the book is passed over: the mark of a list, the number of a page
        (
            "<ol><li>Først dette punktet</li><li>Så det andre punktet</li></ol>",
            ("1. Først dette punktet", "2. Så det andre punktet"),
            "<ol><li>⟨1⟩Først dette punktet</li><li>⟨2⟩Så det andre punktet</li></ol>",
        ),
        # of the same words, those that stand where they are expected
        (
            "<p>Det samme avsnittet.</p><p>Det samme avsnittet.</p><p>Det samme avsnittet.</p>",
            ("Det samme avsnittet.", "Det samme avsnittet.", "Det samme avsnittet."),
            "⟨1⟩<p>Det samme avsnittet.</p>⟨2⟩<p>Det samme avsnittet.</p>⟨3⟩<p>Det samme avsnittet.</p>",
        ),
    ],
)
def test_where_a_page_begins(html: str, pages: tuple[str, ...], expected: str) -> None:
    assert broken(html, *pages) == expected


def test_a_book_says_only_what_is_true_of_it() -> None:
    report = sample("paragraphs").report
    plain = accessibility(report, pictured=False, paged=False)
    assert plain.modes == plain.sufficient == ("textual",)
    assert not {"alternativeText", "pageNavigation", "pageBreakMarkers"} & {*plain.features}
    whole = accessibility(report, pictured=True, paged=True)
    assert whole.sufficient == ("textual", "textual,visual")
    assert {"alternativeText", "pageNavigation", "pageBreakMarkers"} <= {*whole.features}


def test_how_a_book_is_known() -> None:
    facts = sample("paragraphs").report.publication
    nameless = replace(facts, id="", identifiers=Identifiers())
    assert identifier(nameless) == identifier(nameless)
    assert identifier(nameless) != identifier(replace(nameless, title="Annet"))
    assert identifier(replace(nameless, identifiers=Identifiers(doi="10.1/a"))) == "https://doi.org/10.1/a"
    assert identifier(replace(facts, id="urn:uuid:1")) == "urn:uuid:1"
    assert source(nameless, "r.pdf") == "r.pdf"
    assert (
        source(replace(nameless, identifiers=Identifiers(isbn="82-7483-000-1")), "r.pdf")
        == "urn:isbn:8274830001"
    )


def test_when_a_book_was_changed() -> None:
    facts = replace(sample("paragraphs").report.publication, published_at=None, updated_at=None)
    undated = replace(facts, published=None, updated=None)
    assert modified(undated) == "1980-01-01T00:00:00Z"
    assert modified(replace(undated, published=date(2026, 3, 1))) == "2026-03-01T00:00:00Z"
    at = datetime.fromisoformat("2026-03-01T00:00:00+01:00")
    assert modified(replace(facts, updated_at=at)) == "2026-02-28T23:00:00Z"
    assert modified(replace(facts, published_at=at.astimezone(UTC))) == "2026-02-28T23:00:00Z"
