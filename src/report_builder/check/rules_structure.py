"""Rules about the tag tree itself (ISO 14289-1, clause 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from report_builder.check.context import Context, Findings, finding
from report_builder.check.document import as_list, string
from report_builder.check.tags import STANDARD_ROLES, OwnedObject, Tag
from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Message, one_of, say, say_many

_SHOWN = 5
"""Findings of one kind that are shown in full; the rest is counted."""


def few(findings: Findings) -> Findings:
    """The first findings of one kind, and how many more there are."""
    yield from islice(findings, _SHOWN)
    rest = list(findings)
    if rest:
        more = say_many("check.more", len(rest))
        yield Diagnostic(rest[0].code, more, severity=rest[0].severity)


def named(tag: Tag) -> Message:
    """A tag as the reader of a finding may find it."""
    label = next((value for value in (tag.id, tag.title, tag.alt) if value), "")
    if label:
        return say("check.tag-labelled", role=tag.role, number=tag.number, label=repr(label[:40]))
    return say("check.tag", role=tag.role, number=tag.number)


def roles(context: Context) -> Findings:
    """Every role is a standard one, or mapped to one (7.1)."""
    for role in sorted({tag.role for tag in context.tree.all if tag.standard not in STANDARD_ROLES}):
        yield finding("RB-PDF-ROLE", say("check.role", role=role))


def one_document(context: Context) -> Findings:
    """The tags hang together in one Document element."""
    if any(tag.standard != "Document" for tag in context.tree.top) or len(context.tree.top) > 1:
        yield finding("RB-PDF-ROLE", say("check.no-document"))


def headings(context: Context) -> Findings:
    """Headings begin with H1 and skip no level (7.4.2)."""
    before = 0
    for tag in context.tree.all:
        if len(tag.standard) == 2 and tag.standard[0] == "H" and tag.standard[1].isdigit():
            level = int(tag.standard[1])
            if level > before + 1:
                message = say("check.heading-first", tag=named(tag))
                if before:
                    message = say("check.heading-level", tag=named(tag), before=f"H{before}")
                yield finding("RB-PDF-HEADINGS", message)
            before = level


def figures(context: Context) -> Findings:
    """Figures and formulas have an alternative text (7.3, 7.7)."""
    for tag in context.tree.all:
        if tag.standard in {"Figure", "Formula"} and not ((tag.alt or "").strip() or tag.actual_text):
            yield finding("RB-PDF-FIGURE-ALT", say("check.no-alt", tag=named(tag)))


def figure_boxes(context: Context) -> Findings:
    """Figures have a bounding box, for those who see a part of the page at a time."""
    for tag in context.tree.all:
        if tag.standard == "Figure" and len(as_list(tag.attributes.get("Layout.BBox"))) != 4:
            yield finding("RB-PDF-FIGURE-BOX", say("check.no-box", tag=named(tag)))


_INSIDE = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}
_CONTENT = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}


def tables(context: Context) -> Findings:
    """Tables are built of rows of cells, as many in each (7.5; ISO 32000-1, 14.8.4.3.4)."""
    yield from few(_nesting(context, "RB-PDF-TABLE", _INSIDE, _CONTENT))
    for tag in context.tree.all:
        if tag.standard == "Table":
            widths = _widths(tag)
            if len(set(widths)) > 1:
                message = say("check.ragged", tag=named(tag), least=min(widths), most=max(widths))
                yield finding("RB-PDF-TABLE", message)


def _nesting(
    context: Context, code: str, inside: dict[str, set[str]], content: dict[str, set[str]]
) -> Findings:
    parents = {id(child): tag.standard for tag in context.tree.all for child in tag.children}
    for tag in context.tree.all:
        allowed = inside.get(tag.standard)
        if allowed is not None and parents.get(id(tag)) not in allowed:
            yield finding(code, say("check.outside", tag=named(tag), parents=one_of(sorted(allowed))))
        if tag.standard in content:
            for child in tag.children:
                if child.standard not in content[tag.standard] and child.standard not in inside:
                    yield finding(code, say("check.directly-in", tag=named(child), parent=tag.standard))


def _widths(table: Tag) -> list[int]:
    """The number of columns of each row, with cells that span rows and columns counted."""
    parts = [
        part for child in table.children for part in ([child] if child.standard == "TR" else child.children)
    ]
    rows = [row for row in parts if row.standard == "TR"]
    widths: list[int] = []
    hanging: Counter[int] = Counter()  # cells that reach down into a row, by the row's index
    for index, row in enumerate(rows):
        width = hanging.pop(index, 0)
        for cell in row.children:
            columns, reach = _span(cell, "ColSpan"), _span(cell, "RowSpan")
            width += columns
            for below in range(index + 1, min(index + reach, len(rows))):
                hanging[below] += columns
        widths.append(width)
    return widths


def _span(cell: Tag, name: str) -> int:
    value = cell.attributes.get(f"Table.{name}", 1)
    return value if type(value) is int and 0 < value < 10_000 else 1


def header_cells(context: Context) -> Findings:
    """Cells that name their headers name existing ones (7.5)."""
    ids = {tag.id for tag in context.tree.all if tag.id is not None}
    for tag in context.tree.all:
        for header in as_list(tag.attributes.get("Table.Headers")):
            if string(header) not in ids:
                message = say("check.no-header", tag=named(tag), header=str(string(header)))
                yield finding("RB-PDF-TABLE-SCOPE", message)


def scopes(context: Context) -> Findings:
    """Every header cell has a scope, also where the cells name it."""
    for tag in context.tree.all:
        if tag.standard == "TH" and tag.attributes.get("Table.Scope") not in {"/Row", "/Column", "/Both"}:
            yield finding("RB-PDF-TABLE-SCOPE", say("check.no-scope", tag=named(tag)))


def lists(context: Context) -> Findings:
    """Lists hold items, items a label and a body (7.6)."""
    inside = {"LI": {"L"}, "LBody": {"LI"}}
    content = {"L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}}
    yield from few(_nesting(context, "RB-PDF-LIST", inside, content))


def numbering(context: Context) -> Findings:
    """Lists with labels say of what kind these are."""
    for tag in context.tree.all:
        labelled = any(part.standard == "Lbl" for item in tag.children for part in item.children)
        # "None" is an answer: labels of any text, such as terms (ISO 32000-1, table 347).
        kind = tag.attributes.get("List.ListNumbering")
        if tag.standard == "L" and labelled and kind is None:
            yield finding("RB-PDF-LIST", say("check.no-numbering", tag=named(tag)))


def contents(context: Context) -> Findings:
    """Tables of contents hold their items (ISO 32000-1, 14.8.4.2)."""
    inside = {"TOCI": {"TOC"}}
    yield from _nesting(context, "RB-PDF-TOC", inside, {"TOC": {"TOCI", "TOC", "Caption"}})


def notes(context: Context) -> Findings:
    """Every note has an ID, and no ID stands twice (7.9)."""
    for tag in context.tree.all:
        if tag.standard == "Note" and not tag.id:
            yield finding("RB-PDF-NOTE-ID", say("check.no-note-id", tag=named(tag)))
    counts = Counter(tag.id for tag in context.tree.all if tag.id)
    for name, count in counts.items():
        if count > 1:
            yield finding("RB-PDF-NOTE-ID", say("check.id-twice", id=name, times=count))


def empty_links(context: Context) -> Findings:
    """Every Link element owns the annotation that it is about."""
    for tag in context.tree.all:
        if tag.standard == "Link" and not any(
            type(kid) is OwnedObject for part in below(tag) for kid in part.kids
        ):
            yield finding("RB-PDF-LINK", say("check.no-annotation", tag=named(tag)))


def below(tag: Tag) -> Iterator[Tag]:
    """An element and all below it, in reading order."""
    waiting = [tag]
    while waiting:
        tag = waiting.pop()
        yield tag
        waiting += reversed(tag.children)
