"""The listener's script: what a finished file says, in reading order, with role, level, name, state and text.

It speaks for no program: each reads a file aloud in its own words. The roles are told in ``docs/script.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from report_builder.check.fields import FormField, fields_in, form_field
from report_builder.check.page_reading import read_page
from report_builder.check.reading import Annotation, Node, Passage, own_language, read_structure
from report_builder.check.script_vocabulary import (
    CHECKED,
    EMPTY,
    FIELDS,
    HEADS,
    NO_ALTERNATIVE,
    NOT_CHECKED,
    ROLES,
)
from report_builder.language.passages import Piece, Pieces, joined
from report_builder.patterns import late
from report_builder.sources.characters import SOFT_HYPHEN

_INLINE = frozenset(
    ("Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Lbl", "Em", "Strong", "Formula")
)
"""What stands in a line, in PDF 2.0 too."""
_TOLD = frozenset(("Figure", "Formula"))
"""What is heard in a line by the words that stand for it."""
_SILENT = frozenset(
    ("Document", "Part", "Art", "Sect", "Div", "NonStruct", "LBody", "THead", "TBody", "TFoot")
)
"""Containers that are passed over without a word."""
_ROW_GROUPS = frozenset(("THead", "TBody", "TFoot"))
_COUNTED = frozenset(("TR", "LI", "TOCI"))
"""What is numbered among its siblings."""

_NOTHING: Mapping[str, int] = MappingProxyType({})
_CELLS = frozenset(("TH", "TD"))
_OPENED = _CELLS | {"LI", "Note"}
"""What is said together with the paragraph that it begins with."""
_OPENING = _SILENT | {"P"}
_BLANKS = late(r" {2,}")
_HEADING = late(r"H\d")


class Said(NamedTuple):
    """A part of what is said: ``language`` where it differs from the report's.

    ``role`` is what it stands in, such as "link", and ``name`` what that is called where it is not its text;
    ``goes_on`` is true where it began with a part before, in another language.
    """

    text: str
    language: str = ""
    role: str = ""
    name: str = ""
    goes_on: bool = False


class Heard(NamedTuple):
    """One announcement: the page's index (None where nothing is painted), depth, role and its facts, content.

    ``name`` is what the element is called beside its text, as a side note or a field of a form, and
    ``name_language`` the language of it where that differs from the report's.

    ``facts`` are "level" of a heading, "count" of a list, "columns" and "rows" of a table, "row" and "count"
    of what is one of several. ``state`` is :data:`EMPTY`, :data:`NO_ALTERNATIVE`, :data:`CHECKED`,
    :data:`NOT_CHECKED` or nothing.
    """

    page: int | None
    depth: int
    role: str
    facts: Mapping[str, int]
    said: tuple[Said, ...]
    state: str = ""
    name: str = ""
    name_language: str = ""


def script_of_pdf(pdf: bytes) -> str:
    """Give the script of a PDF as text, empty where nothing is tagged. Raises as ``read_structure``."""
    return written(listen(read_structure(pdf), own_language(pdf)))


def script_of_page(html: str) -> str:
    """Give the script of a page of HTML as text."""
    top = read_page(html)
    return written(listen(top, next((node.language for node in top if node.language), "")))


def listen(top: Iterable[Node], language: str = "") -> Iterator[Heard]:
    """Read the elements at the top of a tag tree, and all below them; ``language`` is the report's own."""
    for node in top:
        yield from _Reader(language).read(node, 0, "", {})


def written(heard: Iterable[Heard]) -> str:
    """Give the script as text: a line for each announcement, deeper ones further in."""
    return "".join(f"{_line(one)}\n" for one in heard)


def _line(heard: Heard) -> str:
    facts = heard.facts
    states = []
    if heard.role == "table":
        states = [_several(facts["columns"], "column"), _several(facts["rows"], "row")]
    elif heard.role in {"list", "contents"}:
        states = [_several(facts["count"], "item")]
    elif heard.role in {"item", "entry", "row"}:
        states = [f"{facts['row']} of {facts['count']}"]
    states += [heard.state] if heard.state else []
    level = f" {facts['level']}" if heard.role == "heading" else ""
    stated = f" ({', '.join(states)})" if states else ""
    named = f" = {_marked(heard.name, heard.name_language)}" if heard.name else ""
    head = f"{heard.role or 'text'}{level}{stated}{named}"
    text = " ".join("".join(_texts(heard.said)).split())
    return f"{'  ' * heard.depth}{head}: {text}" if text else f"{'  ' * heard.depth}{head}"


def _several(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _texts(said: tuple[Said, ...]) -> Iterator[str]:
    """Give the texts, a link in brackets with its name where it is called by other words than its own."""
    for index, part in enumerate(said):
        if part.role and not part.goes_on:
            yield "<"
        yield _marked(part.text, part.language)
        if part.role and not (said[index + 1 :] and said[index + 1].goes_on):
            yield f" = {part.name}>" if part.name else ">"


def _marked(text: str, language: str) -> str:
    return f"[{language}: {text}]" if language else text


class _Reader:
    def __init__(self, language: str) -> None:
        self._language = language
        self._said_before: set[int] = set()

    def read(
        self, node: Node, depth: int, language: str, facts: Mapping[str, int], parent: str = ""
    ) -> Iterator[Heard]:
        """Announce a block and what stands in it; ``facts`` are what its parent, by its type, knows."""
        language = self._foreign(node, language)
        if node.standard == "Figure":
            state = "" if node.alt else NO_ALTERNATIVE
            yield Heard(_page(node), depth, "figure", _NOTHING, self._alt(node, language), state)
            return
        if node.standard == "Form" and (field := form_field(node)):
            yield _field(field, depth, language)
            return
        opening = _opening(node)
        role = "" if id(node) in self._said_before else _role(node, parent)
        said = self._content(node, opening, language)
        if role or said:
            state = EMPTY if node.standard in _CELLS and not (said or _holds_something(node)) else ""
            name = (node.title or "") if role == "aside" else ""
            yield Heard(_page(node), depth, role, _facts(node, role, facts), said, state, name)
        inner = depth + 1 if role else depth
        for kid, known in _numbered(node, facts):
            yield from self.read(kid, inner, language, known, node.standard)

    def _alt(self, node: Node, language: str) -> tuple[Said, ...]:
        """Give the words for a picture; a piece of them can say its own language."""
        pieces = (Piece(text, self._told(spoken or None, language)) for text, spoken in _told_by(node))
        return tuple(Said(*piece) for piece in joined(_worded(pieces)))

    def _foreign(self, node: Node, language: str) -> str:
        return self._told(node.language, language)

    def _told(self, own: str | None, around: str) -> str:
        """Give the language to tell of what says ``own`` itself, and stands where ``around`` is told."""
        if own is None:
            return around
        return "" if own == self._language else own

    def _content(self, node: Node, opening: list[Node], language: str) -> tuple[Said, ...]:
        """Give the text of a block, with that of the paragraph that it opens with, once.

        ``opening`` leads to that paragraph; the bullet of an item is no text.
        """
        if id(node) in self._said_before:
            return ()
        said = list(self._said(node, language))
        if not any(char.isalnum() for part in said for char in part.text) and opening:
            said = []
        for inner in opening:
            language = self._foreign(inner, language)
        if opening:
            self._said_before.add(id(opening[-1]))
            said[-1:] = [last._replace(text=f"{last.text.rstrip()} ") for last in said[-1:]]
            first, *rest = [*self._said(opening[-1], language)] or [Said("")]
            if said and not said[-1].role and (first.role, first.language) == ("", said[-1].language):
                first = first._replace(text=f"{said.pop().text}{first.text}")
            said += [first, *rest]
        return tuple(said) if node.is_code else tuple(_tidied(said))

    def _said(self, node: Node, language: str) -> Iterator[Said]:
        """Give the text of a block's own lines, its inline elements with it."""
        for link, parts in groupby(self._parts(node, language, None), key=lambda part: part.link):
            pieces = joined(_worded(part.piece for part in parts))
            role, name = ("link", _name(link)) if link else ("", "")
            name = "" if name == "".join(piece.text for piece in pieces).strip() else name
            for index, piece in enumerate(pieces):
                yield Said(*piece, role, name, goes_on=bool(role and index))

    def _parts(self, node: Node, language: str, link: Node | None) -> Iterator[_Part]:
        if node.actual_text is not None:
            yield _Part(Piece(node.actual_text, language), link)
            return
        if node.standard in _TOLD and node.alt is not None:
            yield from (
                _Part(Piece(piece.text, piece.language or language), link) for piece in _told_by(node)
            )
            return
        for kid in node.kids:
            if isinstance(kid, Passage):
                yield _Part(Piece(kid.text.replace(SOFT_HYPHEN, ""), language), link)
            elif isinstance(kid, Node) and (_in_line(kid) or _in_line(node) or _among_words(kid, node)):
                around = kid if kid.standard == "Link" else link
                yield from self._parts(kid, self._foreign(kid, language), around)
                if kid.standard == "Lbl":
                    yield _Part(Piece(" ", language), link)
                elif kid.expansion:
                    yield _Part(Piece(f" ({kid.expansion})", self._foreign(kid, language)), around)


def _told_by(node: Node) -> Pieces:
    """The words that stand for what is drawn, with the languages that they themselves say."""
    return node.alt_pieces or (Piece(node.alt or "", ""),)


def _holds_something(cell: Node) -> bool:
    """Whether a cell without words of its own has any inside, a field, or a picture that is told."""
    return any(cell.passages) or bool(fields_in(cell)) or any(inner.alt for inner in cell.walk())


def _field(field: FormField, depth: int, language: str) -> Heard:
    """Announce a field of a form: what it is called, and what was answered."""
    role, page = FIELDS.get(field.kind, ROLES["Form"]), field.page if field.on_paper else None
    if field.kind in {"check", "radio"}:
        state = CHECKED if field.value else NOT_CHECKED
        return Heard(page, depth, role, _NOTHING, (), state, field.name, language)
    said = (Said(field.value, language),) if field.value else ()
    return Heard(page, depth, role, _NOTHING, said, "" if said else EMPTY, field.name, language)


class _Part(NamedTuple):
    """Words with the link that they stand in."""

    piece: Piece
    link: Node | None


def _role(node: Node, parent: str) -> str:
    if (node.standard in _SILENT and node.role not in ROLES) or parent == "Code":
        return ""
    if _level(node):
        return "heading"
    if node.standard == "TH":
        return HEADS.get(str(node.attributes.get("Scope", "")), "head-cell")
    if node.is_code:
        return "code"
    if node.standard == "Caption" and parent == "Table":
        return "table-title"
    return ROLES.get(node.role) or ROLES.get(node.standard) or node.role


def _opening(node: Node) -> list[Node]:
    """Give the way to the paragraph that a block begins with, and is said together with: items, notes, cells.

    Where a block has words of its own beside a label there is none.
    """
    if node.standard not in _OPENED or any(_is_worded(kid) for kid in node.kids):
        return []
    way = [node]
    while True:
        blocks = [kid for kid in way[-1].kids if isinstance(kid, Node) and not _in_line(kid)]
        blocks = [kid for kid in blocks if kid.standard != "Form"]
        if not blocks:
            return []
        way.append(blocks[0])
        if blocks[0].standard == "P" or any(map(_is_worded, blocks[0].kids)):
            return way[1:] if blocks[0].standard in _OPENING and not blocks[0].is_code else []
        if blocks[0].standard not in _SILENT:
            return []


def _is_worded(kid: Node | Passage | Annotation) -> bool:
    """Tell whether something is words in the line of a block, and no label."""
    if isinstance(kid, Passage):
        return bool(kid.text.strip())
    return isinstance(kid, Node) and _in_line(kid) and kid.standard != "Lbl"


def _among_words(kid: Node, node: Node) -> bool:
    """Tell whether an element in ``node`` is a picture in the line of its words."""
    return kid.standard == "Figure" and any(_is_worded(other) for other in node.kids)


def _tidied(said: Iterable[Said]) -> Iterator[Said]:
    """Give what is said with one blank where there are several, and none at either end."""
    parts = [part._replace(text=_BLANKS.sub(" ", part.text)) for part in said]
    while parts and not parts[0].text.strip():
        del parts[0]
    while parts and not parts[-1].text.strip():
        del parts[-1]
    if parts:
        parts[0] = parts[0]._replace(text=parts[0].text.lstrip(" "))
        parts[-1] = parts[-1]._replace(text=parts[-1].text.rstrip(" "))
    yield from parts


def _facts(node: Node, role: str, known: Mapping[str, int]) -> Mapping[str, int]:
    """Give what is told with the role; ``known`` is what the element around knows."""
    if role == "heading":
        return {"level": _level(node)}
    kids = [kid for kid in node.kids if isinstance(kid, Node)]
    if role in {"list", "contents"}:
        return {"count": sum(kid.standard in {"LI", "TOCI"} for kid in kids)}
    if role == "table":
        rows = list(_rows(node))
        cells = ((kid for kid in row.kids if isinstance(kid, Node)) for row in rows)
        columns = max(
            (sum(int(str(cell.attributes.get("ColSpan", 1))) for cell in row) for row in cells), default=0
        )
        return {"columns": columns, "rows": len(rows)}
    return known if node.standard in _COUNTED else _NOTHING


def _name(link: Node) -> str:
    """Give what a link is called: its alternative text, or the description of its annotation."""
    contents = (kid.contents for part in link.walk() for kid in part.kids if isinstance(kid, Annotation))
    return link.alt or next(filter(None, contents), "")


def _worded(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give blanks, bullets and other signs no language of their own: there is nothing to say in it."""
    before = ""
    for text, language in pieces:
        before = language if any(char.isalnum() for char in text) else before
        yield Piece(text, before)


def _numbered(node: Node, facts: Mapping[str, int]) -> Iterator[tuple[Node, dict[str, int]]]:
    """Give the blocks in ``node``, each with its number; rows are counted through all groups of a table."""
    blocks = [kid for kid in node.kids if isinstance(kid, Node) and not _in_line(kid)]
    blocks = [kid for kid in blocks if not _among_words(kid, node)]
    is_group = node.standard in _ROW_GROUPS
    number = facts["row"] if is_group else 1
    count = facts["count"] if is_group else sum(1 for _ in _counted(node))
    for kid in blocks:
        yield kid, {"row": number, "count": count}
        if kid.standard in _ROW_GROUPS:
            number += sum(1 for _ in _rows(kid))
        elif kid.standard in _COUNTED:
            number += 1


def _counted(node: Node) -> Iterator[Node]:
    """Give what is numbered in a block: the rows of a table, items, entries."""
    if node.standard == "Table":
        yield from _rows(node)
    else:
        yield from (kid for kid in node.kids if isinstance(kid, Node) and kid.standard in _COUNTED)


def _in_line(node: Node) -> bool:
    """Tell whether an element is part of a line: by its kind, or as a group without a sense of its own."""
    if node.standard == "NonStruct":
        return all(not isinstance(kid, Node) or _in_line(kid) for kid in node.kids)
    return node.standard in _INLINE and not node.is_code


def _level(node: Node) -> int:
    return int(node.standard[1]) if _HEADING.fullmatch(node.standard) else 0


def _rows(table: Node) -> Iterator[Node]:
    for kid in table.kids:
        if isinstance(kid, Node):
            if kid.standard == "TR":
                yield kid
            else:
                yield from _rows(kid)


def _page(node: Node) -> int | None:
    return next((passage.page for passage in node.passages), None)
