"""Figures: images, drawings, findings. Each drawing has its words or its numbers beside it as text."""

from __future__ import annotations

from markupsafe import Markup

from report_builder.graphics.charts import label_languages, value_column
from report_builder.language.passages import Pieces
from report_builder.model.blocks import Diagram, DiagramItem, Figure, FindingCards, FindingChart, Timeline
from report_builder.model.figures import FigureGroup
from report_builder.model.findings import Finding, sources_of
from report_builder.model.inlines import Inlines, Strong
from report_builder.model.pictures import Photograph
from report_builder.publish.markup.definitions import definitions
from report_builder.publish.markup.html import element, lines, words
from report_builder.publish.markup.pictures import Picture
from report_builder.publish.markup.values import large_value
from report_builder.publish.markup.writer import Writer


def figure(writer: Writer, node: Figure) -> Markup:
    """An image with its caption."""
    picture = writer.pictures.picture(node.image, node.width, wide=node.wide)
    alt, said = writer.alternative(node)
    image = shown(writer, picture, alt, src=min(picture.sources), sizes=picture.sizes)
    caption = captioned(writer, node, credit=node.credit)
    return _figure(writer, node, lines(image, said, caption), wide=node.wide, credit=node.credit)


def shown(writer: Writer, picture: Picture, alt: str | None, *, src: int, sizes: str) -> Markup:
    """The element of an image; ``src`` is the width of the file for whoever chooses none by ``sizes``."""
    several = len(picture.sources) > 1
    return element(
        "img",
        # Not for the printer: Safari prints no image that it has not loaded. Firefox wants this first.
        loading=None if writer.for_print else "lazy",
        src=picture.sources[src],
        srcset=", ".join(f"{file} {width}w" for width, file in picture.sources.items()) if several else None,
        sizes=sizes if several else None,
        width=picture.width,
        height=picture.height,
        alt=alt or "",
    )


def diagram(writer: Writer, node: Diagram) -> Markup:
    """A drawing of a few things and how they hang together, and its words as the list of the source.

    To a screen reader a drawing is one picture: the words in it are never heard, and so the list has them.
    """
    alt, said = writer.alternative(node)
    listed = element("ul", lines(*map(_item, node.items)), class_="unseen plain")
    drawing = lines(writer.drawings.diagram(node, alt), said, listed)
    return _figure(writer, node, lines(drawing, captioned(writer, node)), wide=node.wide)


def _item(item: DiagramItem) -> Markup:
    """An item of a diagram, with what belongs to it."""
    named = words(element("strong", item.name), item.text)
    parts = element("ul", *(element("li", part) for part in item.parts), class_="plain")
    return element("li", named, parts if item.parts else Markup(""))


def timeline(writer: Writer, node: Timeline) -> Markup:
    """Dates and events; the axis beside them is drawn by the style sheet, as long as the texts are."""
    marks = [any(isinstance(inline, Strong) for inline in item.term) for item in node.items]
    caption = captioned(writer, node)
    entries = definitions(writer, node.items, ["stressed" if mark else None for mark in marks])
    listed = element("dl", lines(*entries), class_="timeline")
    return _figure(writer, node, lines(caption, listed))


def finding_chart(writer: Writer, node: FindingChart) -> Markup:
    """A chart, and behind it the table of its numbers."""
    inline, here = writer.inline, writer.voice
    spoken = inline.foreign(here.language)
    alt, said = writer.alternative(node)
    languages = {
        part: inline.foreign(language)
        for part, language in label_languages(node.findings, inline.own, here.language).items()
    }
    drawing = lines(writer.drawings.chart(node, alt, here.words, languages), said)
    head = element(
        "tr",
        element("th", here.words("document.statement"), scope="col", lang=spoken),
        element("th", here.words(value_column(node.findings)), scope="col", class_="right", lang=spoken),
    )
    rows = [
        element(
            "tr",
            element("th", finding.statement, scope="row", lang=inline.foreign(inline.own)),
            element("td", inline.said(finding.pieces(inline.own)), class_="right"),
            id=writer.place_of(node.id, finding.id),
        )
        for finding in node.findings
    ]
    # The caption is the name of the table too, for those who go from table to table.
    name = f"rb-{node.id}" if node.caption else None
    table = element("table", element("thead", head), element("tbody", lines(*rows)), aria_labelledby=name)
    summary = element("summary", here.words("edition.data"), data_site=True, lang=spoken)
    data = element("details", lines(summary, table), class_="data", open=writer.for_print)
    caption = captioned(writer, node, name)
    # HTML has the caption first or last; to a reader it belongs between the drawing and its numbers.
    inner = element("figure", lines(drawing, caption), class_="chart", id=writer.id_of(node))
    return element(
        "div", lines(inner, data), class_=writer.looks("charted", place(writer, node.caption, wide=False))
    )


def finding_cards(writer: Writer, node: FindingCards) -> Markup:
    """Findings as cards with large numerals."""
    inline = writer.inline
    sources, of_all = sources_of(node.findings, inline.voice, inline.own)
    cards = lines(
        *(
            element(
                "li",
                _card(writer, finding, source),
                id=writer.place_of(node.id, finding.id),
                class_="main" if finding.id == node.main else None,
            )
            for finding, source in zip(node.findings, sources, strict=True)
        )
    )
    if not of_all:
        return element("ul", cards, class_=writer.looks("cards plain"), id=writer.id_of(node))
    listed = element("ul", cards, class_="cards plain", id=writer.id_of(node))
    below = element("p", inline.said(of_all), class_="data source")
    return element("div", lines(listed, below), class_=writer.looks("charted across"))


def _card(writer: Writer, finding: Finding, source: Pieces) -> Markup:
    inline = writer.inline
    share = finding.share
    return lines(
        large_value(finding, inline),
        writer.drawings.bar(share) if share is not None and 0 <= share <= 100 else Markup(""),
        element("p", finding.statement, class_="statement", lang=inline.foreign(inline.own)),
        element("p", inline.said(source), class_="source") if source else Markup(""),
        _address(writer, finding),
    )


def _address(writer: Writer, finding: Finding) -> Markup:
    """The way to the page of a finding; nothing where nobody knows its address, and for the printer."""
    href = "" if writer.for_print else writer.findings.page(finding.id)
    if not href:
        return Markup("")
    plain = writer.voice.language == writer.report.publication.language
    key = "edition.finding-address" if plain else "edition.a-finding-address"
    sign = writer.sign(href, key, finding.statement)
    return element("p", sign, class_="own", data_site=True)


def captioned(
    writer: Writer,
    node: Figure | FigureGroup | Photograph | Diagram | Timeline | FindingChart,
    name: str | None = None,
    credit: Inlines = (),
) -> Markup:
    """What a picture shows, and whose it is; by the id ``name`` something else is called as it is."""
    label = node.part or node.label if isinstance(node, Figure) else node.label
    if not (label or node.caption or credit):
        return Markup("")
    said = words(writer.label(label), writer.inlines(node.caption))
    own = writer.own_address(writer.id_of(node), node.label) if node.label else ""
    small = element("small", writer.inlines(credit), class_="credit") if credit else ""
    return element("figcaption", words(element("span", said, id=name) if name else said, own, small))


def _figure(
    writer: Writer,
    node: Figure | Diagram | Timeline,
    content: Markup,
    *,
    wide: bool = False,
    credit: Inlines = (),
) -> Markup:
    looks = writer.looks(place(writer, node.caption or credit, wide=wide))
    return element("figure", content, class_=looks, id=writer.id_of(node))


def place(writer: Writer, told: Inlines, *, wide: bool) -> str | None:
    """The class that says whether a figure takes the margin column too, or its caption does."""
    if wide:
        return "across"
    return "beside" if told and writer.captions_beside else None
