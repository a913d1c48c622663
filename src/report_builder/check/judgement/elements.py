"""Elements that are judged one by one: figures, tables, lists, languages, and what looks like a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report_builder.check.fields import form_field
from report_builder.check.judgement import questions as kinds
from report_builder.check.judgement.parts import Place, level_of
from report_builder.check.judgement.subject import Subject, key_of, marks_of, masked, of_node, pages_of
from report_builder.check.reading import Node, Passage
from report_builder.patterns import late

_FORMULA = late(r"[∑∫√∏∂∇∞≈≠≤≥±×÷]|[\w)\]%²³] ?= ?[-−(\w\[]")
"""A sign of mathematics, or an equals sign between two things."""
_BOXES = late(r"[☐☑☒□]|_{4,}|\.{8,}|…{3,}")
"""Where somebody is meant to tick or to write on paper."""
_STRETCHED = late("[\u2320\u2321\u239b-\u23b3]")
"""Pieces of brackets and other signs that reach over several lines."""
_LISTED = late(r"\w")
_HEADING = late(r"H[1-6]?")


def subjects_of_elements(
    every: list[Place], language: str, painted: Mapping[tuple[int, int], str]
) -> Iterator[Subject]:
    """Give what is judged alone; ``language`` is that of the file, ``painted`` a digest of each mark."""
    for place in every:
        node = place.node
        yield from _of_role(node)
        if node.standard == "Figure":
            yield from _figure(node, place.link, painted)
        elif node.standard == "Table":
            yield of_node(kinds.TABLE, node, _cells(node))
            if _is_to_fill_in(node):
                yield of_node(kinds.FORM, node, _cells(node))
        elif node.standard == "L" and _is_numbered(node):
            yield _list(node)
        if node.language is not None and node.language != language:
            yield _language(node)
        yield from _foreign_alt(node, language)
        yield from _looks(place)


def _of_role(node: Node) -> Iterator[Subject]:
    if node.role != node.standard:
        yield Subject(kinds.ROLE, key_of(kinds.ROLE, node.role, node.standard), (), (), _mapped(node))
        if level_of(node):
            key = key_of(kinds.HEADING_ROLE, node.role, node.standard)
            yield Subject(kinds.HEADING_ROLE, key, (), (), _mapped(node))
    if level_of(node) == 6:
        yield of_node(kinds.DEEP_HEADING, node, masked(node.text))


def _mapped(node: Node) -> str:
    return f"{node.role} → {node.standard}"


def _figure(node: Node, link: Node | None, painted: Mapping[tuple[int, int], str]) -> Iterator[Subject]:
    marks = marks_of([node])
    looks = [painted[mark] for mark in marks if mark in painted]
    said = (node.alt, node.actual_text, node.language, [list(piece) for piece in node.alt_pieces])
    facts = (*said, looks, " ".join(node.text.split()))
    yield of_node(kinds.REPLACED_FIGURE if node.actual_text else kinds.FIGURE, node, *facts)
    if link is not None:
        yield of_node(kinds.PICTURE_LINK, node, *facts, link.alt, masked(link.text))


def _cells(table: Node) -> list[tuple[object, ...]]:
    """Every row and cell with its role, its words without the values of numbers, and how it is a head."""
    return [
        (node.role, node.standard, masked(_own_words(node)), _spans(node))
        for node in table.walk()
        if node is not table
    ]


def _is_to_fill_in(table: Node) -> bool:
    """Tell whether a table has more empty cells than others, as one to write in on paper has.

    Cells with tagged fields are asked about as these.
    """
    cells = [node for node in table.walk() if node.standard == "TD"]
    return 2 * sum(not node.text.strip() and not _has_field(node) for node in cells) > len(cells)


def _has_field(cell: Node) -> bool:
    return any(form_field(node) for node in cell.walk())


def _spans(node: Node) -> dict[str, object]:
    return {name: node.attributes.get(name) for name in ("Scope", "RowSpan", "ColSpan")}


def _own_words(node: Node) -> str:
    return "".join(kid.text for kid in node.kids if isinstance(kid, Passage))


def _labels(node: Node) -> list[str]:
    items = [kid for kid in node.kids if isinstance(kid, Node) and kid.standard == "LI"]
    return [
        label.text.strip()
        for item in items
        for label in item.kids
        if isinstance(label, Node) and label.standard == "Lbl"
    ]


def _is_numbered(node: Node) -> bool:
    """Tell whether a list has numbers or letters before its items, or says that it has."""
    stated = node.attributes.get("ListNumbering")
    if stated is not None:
        return str(stated) not in {"None", "Disc", "Circle", "Square"}
    labels = _labels(node)
    return bool(labels) and all(_LISTED.search(label) and len(label) <= 6 for label in labels)


def _list(node: Node) -> Subject:
    stated = str(node.attributes.get("ListNumbering", ""))
    labels = [label.strip(".)( \u00a0") for label in _labels(node)]
    name = f"ListNumbering {stated}" if stated else "L"
    return of_node(kinds.NUMBERED_LIST, node, stated, labels, masked(node.text), name=name)


def _language(node: Node) -> Subject:
    name = node.language or ""
    return of_node(kinds.LANGUAGE, node, name, masked(node.text), masked(node.alt or ""), name=name)


def _foreign_alt(node: Node, language: str) -> Iterator[Subject]:
    """Words of an alternative text that say a language of their own."""
    for text, spoken in node.alt_pieces:
        if spoken and spoken != language:
            key = key_of(kinds.LANGUAGE, spoken, masked(text), "")
            yield Subject(kinds.LANGUAGE, key, pages_of([node]), marks_of([node]), spoken, text)


def _looks(place: Place) -> Iterator[Subject]:
    """What by its words may be a formula, a form for paper or a stretched sign."""
    node = place.node
    if place.code or place.link is not None or node.standard in {"Code", "Link"} or node.is_code:
        return
    words = _own_words(node)
    text = " ".join(words.split())
    if node.standard not in {"Formula", "Form"} and _FORMULA.search(text):
        yield of_node(kinds.FORMULA, node, node.standard, text, text=text)
    if node.standard != "Form" and _BOXES.search(text):
        yield of_node(kinds.FORM, node, node.standard, masked(text), text=text)
    if _STRETCHED.search(words):
        yield of_node(kinds.STRETCHED, node, words, node.actual_text)
