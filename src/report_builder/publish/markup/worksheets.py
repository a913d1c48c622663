"""Questions: fields to fill in on the page, which keeps nothing; lines and boxes in a book and on paper."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from report_builder.language.passages import plain
from report_builder.model.answers import cell_names_in_one_language, field_name, together
from report_builder.model.blocks import Table
from report_builder.model.inlines import Inlines
from report_builder.model.worksheets import ChoiceQuestion, OpenQuestion, ScaleQuestion
from report_builder.publish.markup.html import element, lines, words
from report_builder.publish.markup.writer import Writer
from report_builder.sources.characters import bare

_FILE = "\ufdd0"
"""Stands for the link to the file; no text can have this character (Unicode 23.7)."""


def open_question(writer: Writer, node: OpenQuestion) -> Markup:
    """A question with a field of so many lines, or lines to write on."""
    question = element("p", element("b", writer.inlines(node.children)))
    field = _lines(writer, node.lines)
    if writer.fills:
        field = text_field(said(writer, node.children), node.lines)
    return _block(writer, node, question, field)


def choice_question(writer: Writer, node: ChoiceQuestion) -> Markup:
    """A question with a list of answers, each with its box."""
    question = element("p", element("b", writer.inlines(node.children)))
    items = []
    for choice in node.choices:
        text = writer.inlines(choice.children)
        if writer.fills:
            name = said(writer, node.children, choice.children)
            kind = "radio" if node.one else "checkbox"
            field = _button(kind, field_name(node.id), name)
            items.append(element("li", element("label", words(field, text))))
        else:
            items.append(element("li", words(_box(writer, node.one), text)))
    choices = element("ul", lines(*items), class_="plain choices")
    if writer.fills and node.one:
        choices = _clearable(writer, node, choices)
    return _block(writer, node, question, choices)


def scale_question(writer: Writer, node: ScaleQuestion) -> Markup:
    """A table: the question and the points of the scale are its heads, each statement heads a row."""
    heads = [element("th", writer.inlines(node.children), scope="col")]
    heads += [
        element("th", writer.inlines(point.children), scope="col", class_="center") for point in node.points
    ]
    rows = []
    for number, statement in enumerate(node.statements, 1):
        cells = [element("th", writer.inlines(statement.children), scope="row")]
        for point in node.points:
            name = said(writer, node.children, statement.children, point.children)
            field = (
                _button("radio", field_name(node.id, number), name)
                if writer.fills
                else _box(writer, one=True)
            )
            cells.append(element("td", field, class_="center"))
        rows.append(element("tr", *cells))
    head, body = element("thead", element("tr", *heads)), element("tbody", lines(*rows))
    spoken = writer.inline.foreign(writer.voice.language)
    table = element("table", lines(head, body), lang=writer.inline.language if spoken else None)
    named = bare(writer.title_or(node.children, "", "document.table"))
    box = element(
        "div", table, class_="table to-fill", tabindex=0, role="group", aria_label=named, lang=spoken
    )
    return _block(writer, node, _clearable(writer, node, box) if writer.fills else box)


def cell_fields(writer: Writer, table: Table) -> Callable[[int, int], Markup]:
    """Give the field of an empty cell of a table, by its row and column; blank lines in a book."""
    if not writer.fills:
        blank = _lines(writer, table.lines, class_="blank")
        return lambda _row, _column: blank
    named = cell_names_in_one_language(table, writer.voice, writer.inline.language)
    return lambda row, column: text_field(named(row, column), table.lines)


def said(writer: Writer, *texts: Inlines) -> str:
    """What a field is called: its attribute has one language, that of the passage."""
    return plain(together(writer.inline.language, *texts))


def text_field(name: str, rows: int) -> Markup:
    """A field to write in. A browser is not to keep what was written when the page is loaded again."""
    return element("textarea", rows=rows, aria_label=name, autocomplete="off")


def not_stored(writer: Writer) -> Markup:
    """Tell, once on a page, that nothing is stored, and where the form is that can be; nothing in a book."""
    if not writer.fills or not writer.first_to_fill():
        return Markup("")
    voice = writer.voice
    spoken = writer.inline.foreign(voice.language)
    text = Markup("") + voice.words("edition.not-stored-alone")
    if writer.pdf:
        before, after = voice.words("edition.not-stored", file=_FILE).split(_FILE)
        link = element("a", voice.words("edition.the-form"), href=writer.pdf, type="application/pdf")
        text = Markup("") + before + link + after
    return element("p", text, class_="not-stored", lang=spoken, data_site=True)


def _block(writer: Writer, node: OpenQuestion | ChoiceQuestion | ScaleQuestion, *parts: Markup) -> Markup:
    # Whoever listens is told before writing.
    inner = lines(not_stored(writer), *parts)
    return element("div", inner, class_=writer.looks("question"), id=writer.id_of(node))


def _clearable(writer: Writer, node: ChoiceQuestion | ScaleQuestion, fields: Markup) -> Markup:
    """Radio buttons with a way to let all of them go again, which needs no script and sends nothing."""
    spoken = writer.inline.foreign(writer.voice.language)
    told = writer.voice.words("edition.clear-answer")
    # An attribute has one language: where the button says its own, it has no words of the question.
    named = None if spoken else f"{told}: {said(writer, node.children)}"
    clear = element("button", told, type="reset", lang=spoken, aria_label=named)
    # A form of this method that stands in no dialog does nothing when Enter is pressed in it.
    return element("form", lines(fields, element("p", clear, data_site=True)), method="dialog")


def _button(kind: str, name: str, said: str) -> Markup:
    return element("input", type=kind, name=name, aria_label=said)


def _lines(writer: Writer, count: int, class_: str = "line") -> Markup:
    """Lines for a hand; a listener is told that something is to be written there."""
    written = lines(*(element("div", class_=class_) for _ in range(count)))
    return element("div", written, **_told(writer, "edition.to-write"))


def _box(writer: Writer, one: bool) -> Markup:
    """A box for a hand; a listener is told that it is there to be ticked."""
    return element("span", class_="box round" if one else "box", **_told(writer, "edition.to-tick"))


def _told(writer: Writer, key: str) -> dict[str, str | None]:
    """How what is drawn is called for those who do not see it, in the language of the passage or its own."""
    spoken = writer.inline.foreign(writer.voice.language)
    return {"role": "img", "aria_label": writer.voice.words(key), "lang": spoken}
