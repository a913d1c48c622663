"""Row 45 of the faults: whatever a report says is text. Nothing of it ever becomes markup."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from report_builder.diagnostics import SourceSpan
from report_builder.model import blocks, inlines
from report_builder.model.blocks import Section
from report_builder.model.findings import Finding
from report_builder.model.report import Author, Contact, Licence, Original, Report
from report_builder.publish.edition import edition_pages
from report_builder.publish.markup.html import element, words
from tests.publish.edition.reading import Element, parse
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import sample

SPAN = SourceSpan("content/chapters/x.md", 1, 1)
ATTACKS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- ]]> --!><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "&lt;script&gt; &amp;amp; &#60;",
    "</textarea></style><style>*{display:none}</style>",
    "5 < 6 > 4 & så videre",
    "javascript:alert(1)",
)
_KNOWN = (
    "html head meta title link body a header p ul li main div svg path rect line text g h1 h2 h3 h4 span nav "
    "section dl dt dd footer b small em strong code br sup aside figure figcaption table caption thead tbody "
    "tr th td details summary blockquote pre"
)
KNOWN = frozenset(_KNOWN.split())
wild = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30),
    st.text("<>&\"'/=!-{}% a", min_size=1, max_size=30),
)


def report_that_says(word: str) -> Report:
    """A report with ``word`` in every place that takes text."""
    report = sample("paragraphs").report
    text = (inlines.Text(word, SPAN),)
    nested = (
        inlines.Emphasis(text, SPAN),
        inlines.Strong(text, SPAN),
        inlines.Code(word, SPAN),
        inlines.Language(word, text, SPAN),
        inlines.Link(f"https://example.org/{word}", text, SPAN),
        inlines.Link(f"javascript:{word}", text, SPAN),
        inlines.FindingValue("f", word, SPAN),
    )
    paragraph = blocks.Paragraph("p", (*text, *nested), SPAN)
    finding = Finding("f", Decimal(1), "%", word, word, word, 1, word, word, SPAN)
    item = blocks.Definition("d", text, (paragraph,), SPAN)
    cell = blocks.Cell(text, SPAN)
    drawn = blocks.DiagramItem("a", word, (), SPAN)
    chapter = Section(
        id="kapittel",
        level=1,
        number=word,
        title=text,
        blocks=(
            paragraph,
            blocks.Table("t", word, text, (blocks.Align.LEFT,), ((cell,),), ((cell,),), 0, SPAN),
            blocks.FactBox("b", text, (paragraph,), SPAN),
            blocks.PullQuote("q", text, text, SPAN),
            blocks.CodeBlock("c", word, SPAN),
            blocks.DefinitionList("l", (item,), SPAN),
            blocks.Timeline("z", word, text, (item,), SPAN),
            blocks.FindingCards("fc", (finding,), SPAN),
            blocks.FindingChart("fk", word, text, (finding,), word, SPAN),
            blocks.Diagram("di", word, text, blocks.DiagramKind.STEPS, (drawn, drawn), word, True, SPAN),
        ),
        span=SPAN,
        language=word,
    )
    facts = replace(
        report.publication,
        title=word,
        subtitle=word,
        cover_title=word,
        cover_subtitle=word,
        kind=word,
        publisher=word,
        series=word,
        series_number=word,
        issn=word,
        version=word,
        authors=(Author(word), Author("x")),
        keywords=(word,),
        contact=Contact(word, word, word, word),
        licence=Licence(word, word),
        original=Original(word, word),
    )
    return replace(report, publication=facts, chapters=(chapter,), notes={})


@given(wild)
@settings(max_examples=40)
def test_no_word_of_a_report_becomes_markup(word: str) -> None:
    pages = edition_pages(report_that_says(word), theme_of("paragraphs"), AROUND)
    for page in pages.values():
        top = parse(page)
        for one in top.elements:
            assert not one.name or one.name in KNOWN
            assert not [name for name in one.attributes if name.startswith("on") or name == "style"]
            assert not (one.attributes.get("href") or "").strip().lower().startswith("javascript:")


def test_every_attack_is_read_as_it_was_written() -> None:
    for word in ATTACKS:
        pages = edition_pages(report_that_says(word), theme_of("paragraphs"), AROUND)
        chapter = parse(pages["kapittel.html"])
        assert chapter.find("pre").words == word.split()
        assert shown(chapter.find("title")).startswith(word)
        drawing = next(one for one in chapter.elements if one.attributes.get("role") == "img")
        assert drawing.attributes["aria-label"] == word
        assert parse(pages["index.html"]).find("div", "cover").find("h1").words == word.split()


def shown(one: Element) -> str:
    return "".join(child for child in one.children if isinstance(child, str))


@given(wild, wild)
def test_an_element_says_what_it_was_given(text: str, value: str) -> None:
    made = parse(element("p", text, words(value, text), title=value).encode()).find("p")
    assert shown(made) == f"{text}{value} {text}"
    assert made.attributes == {"title": value}
