"""A finished file as blocks of text and figures in reading order, with the section and page of each.

The blocks come from the tag tree, so that they are the same however the lines and pages break. Running
heads and folios are no tags; the contents are left out, since they repeat the headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from report_builder.check.context import Context
from report_builder.check.document import Document
from report_builder.check.reading import Annotation, Node, Passage, read_structure
from report_builder.check.tags import INLINE
from report_builder.compare.facts import metadata, page_labels
from report_builder.compare.index_pages import without_pages
from report_builder.compare.model import Box, Kind, Spot
from report_builder.compare.word_diff import Token, spaced, tokens
from report_builder.language.catalogue import catalogue, languages
from report_builder.sources.characters import SOFT_HYPHEN

_KINDS = {
    "Caption": Kind.CAPTION,
    "Note": Kind.NOTE,
    "Code": Kind.CODE,
    "LI": Kind.ITEM,
    "LBody": Kind.ITEM,
    "TR": Kind.ROW,
}
_HEADING = re.compile(r"H([1-6]?)")
_QUOTES = "«»“”\"' "

_NUMBERED_THINGS = ("document.chapter", "document.figure", "document.section", "document.table")
_COUNTER = re.compile(r"[^\w\s]*|\w{1,4}[.)]|\(\w{1,4}\)")
_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)\s+")


class _Patterns(NamedTuple):
    """What an automatic reference and its page, and the number of a caption, look like in any language."""

    page: re.Pattern[str]
    reference: re.Pattern[str]
    caption: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    every = [catalogue(language) for language in languages()]
    names = "|".join(sorted({words(key).lower() for words in every for key in _NUMBERED_THINGS}))
    on_page = "|".join(sorted({re.escape(words("document.on-page")) for words in every}))
    return _Patterns(
        re.compile(rf"\s+(?:{on_page})\s+\S+$"),
        re.compile(rf"(?:(?:{names})\s+)?[\d.]+|[a-z*†]", re.IGNORECASE),
        re.compile(rf"(?:{names})\s+[\d.]+\s*", re.IGNORECASE),
    )


class Block(Struct, frozen=True):
    """A paragraph, a heading, a list item, a row of a table …: what is compared as one piece.

    ``section`` is the nearest heading; empty for what stands before all headings, or after them.
    ``language`` is that of the passage, a BCP 47 tag.
    """

    kind: Kind
    section: str
    spot: Spot
    tokens: tuple[Token, ...]
    language: str = ""


class Picture(Struct, frozen=True):
    """A figure with its texts; ``box`` is where it stands on its page.

    ``drawn`` are the words and numbers that are seen in it, which stand beside it as blocks of their own.
    """

    section: str
    spot: Spot
    alt: tuple[Token, ...]
    caption: tuple[Token, ...]
    box: Box | None
    language: str = ""
    drawn: tuple[Token, ...] = ()


class Reading(Struct, frozen=True):
    """All that is compared of one file. ``facts`` are its metadata by name."""

    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...]
    facts: Mapping[str, str]
    language: str
    labels: tuple[str, ...]


def read(pdf: bytes) -> Reading:
    """Read a finished file. Raises Encrypted or Unreadable when it cannot be opened."""
    with Document(pdf) as document:
        document.require_pages()
        context = Context(document)
        labels = page_labels(document)
        facts = metadata(context)
        language = facts.get("language", "")
    walk = _Walk(labels, read_structure(pdf), language)
    return Reading(tuple(walk.blocks), tuple(walk.pictures), facts, language, tuple(labels))


class _Walk:
    """One way through the tag tree."""

    def __init__(self, labels: list[str], top: list[Node], language: str) -> None:
        self._labels, self._language = labels, language
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self._section = ""
        self._captioned: Node | None = None
        self._counters = [0] * 7
        self._top = top
        for part in self._parts():
            if not any(_HEADING.fullmatch(node.standard) for node in part.walk()):
                self._section = ""  # the cover, the colophon, the back
            self._visit(part, Kind.PARAGRAPH)

    def _parts(self) -> Iterator[Node]:
        for node in self._top:
            kids = [kid for kid in node.kids if isinstance(kid, Node)]
            if node.standard == "Document" and all(kid.standard == "Sect" for kid in kids):
                yield from kids
            else:
                yield node

    @cached_property
    def _titles(self) -> frozenset[str]:
        """The text of every heading, which automatic references repeat."""
        found = set()
        for part in self._top:
            for node in part.walk():
                if _HEADING.fullmatch(node.standard):
                    text = "".join(_words(node))
                    found |= {text, _NUMBERED.sub("", text, count=1)}
        return frozenset(found)

    def _visit(self, node: Node, kind: Kind) -> None:
        outer = self._language
        self._language = node.language or outer
        self._visit_inside(node, kind)
        self._language = outer

    def _visit_inside(self, node: Node, kind: Kind) -> None:
        role = node.standard
        if node is self._captioned:
            return
        if role == "TOC" or (role == "Lbl" and (kind is Kind.NOTE or _is_counter(node))):
            return
        if role == "Figure":
            self._picture(node, None)
        elif role == "TR":
            self._row([kid for kid in node.kids if isinstance(kid, Node)], Kind.ROW)
        elif role == "LI" and _is_pair(node):
            self._row(list(_cells(node)), Kind.ITEM)
        elif _HEADING.fullmatch(role):
            self._heading(node)
        elif any(isinstance(kid, Node) and kid.standard == "Figure" for kid in node.kids):
            self._figure(node, kind)
        elif node.is_code:
            self._append(Kind.CODE, tokens(node.text), list(node.passages))
        else:
            self._flow(without_pages(node) if role == "Index" else node, _KINDS.get(role, kind))

    def _flow(self, node: Node, kind: Kind) -> None:
        """Give each run of text in a node as a block, and visit the blocks inside it."""
        line: list[Passage | Node] = []
        for kid in node.kids:
            if isinstance(kid, Passage) or (isinstance(kid, Node) and _is_inline(kid)):
                line.append(kid)
            elif isinstance(kid, Node):
                self._add(kind, line)
                line = []
                self._visit(kid, kind)
        self._add(kind, line)

    def _row(self, cells: list[Node], kind: Kind) -> None:
        """One block of several cells, with an upright between them."""
        words: list[Token] = []
        for cell in cells:
            if words:
                words[-1] = spaced(words[-1])
                words.append(Token("| ", "|"))
            words += self._tokens(list(_inner(cell)))
        self._append(kind, words, [passage for cell in cells for passage in cell.passages])

    def _heading(self, node: Node) -> None:
        text = "".join(_words(node))
        self._section = text.strip()
        words = self._tokens(list(_inner(node)))
        number = _NUMBERED.match(text)
        if number and self._is_next(number[1]) and words and words[0].key == number[1]:
            words[0] = Token(words[0].shown, "#")
        self._append(Kind.HEADING, words, list(node.passages))

    def _is_next(self, number: str) -> bool:
        """Tell whether a heading's number is the one that counting gives: else it is part of the title."""
        parts = [int(part) for part in number.split(".")]
        level = len(parts)
        if level >= len(self._counters) or parts[:-1] != self._counters[1:level]:
            return False
        if parts[-1] != self._counters[level] + 1:
            return False
        self._counters[level] += 1
        self._counters[level + 1 :] = [0] * (len(self._counters) - level - 1)
        return True

    def _figure(self, node: Node, kind: Kind) -> None:
        """A figure with what belongs to it: its caption, and the words and numbers that are drawn in it."""
        kids = [kid for kid in node.kids if isinstance(kid, Node)]
        listed = [kid for kid in kids if node.role == "Div" and kid.standard in {"Table", "L"}]
        # The caption of a chart is that of its table.
        inside = [below for kid in listed for below in kid.kids if isinstance(below, Node)]
        self._captioned = next((each for each in (*kids, *inside) if each.standard == "Caption"), None)
        figures = [kid for kid in kids if kid.standard == "Figure"]
        drawn: list[Token] = []
        at = len(self.pictures)
        for kid in kids:
            begin = len(self.blocks)
            if kid.standard == "Figure":
                self._picture(kid, self._captioned if kid is figures[0] else None)
            else:
                self._visit(kid, kind)
            if kid in listed:
                drawn += (token for block in self.blocks[begin:] for token in block.tokens)
        if drawn and at < len(self.pictures):
            self.pictures[at] = replace(self.pictures[at], drawn=tuple(drawn))

    def _picture(self, node: Node, caption: Node | None) -> None:
        spot = self._spot([*node.passages, *(caption.passages if caption else ())])
        if spot is None:
            return
        written = tuple(_without_number(self._tokens(list(_inner(caption))))) if caption else ()
        box = node.attributes.get("BBox")
        left, bottom, right, top = box if isinstance(box, list) and len(box) == 4 else (0.0,) * 4
        self.pictures.append(
            Picture(
                self._section,
                spot,
                tuple(tokens(node.alt or "")),
                written,
                Box(float(left), float(bottom), float(right), float(top)) if right > left else None,
                node.language or self._language,
            )
        )

    def _add(self, kind: Kind, line: list[Passage | Node]) -> None:
        words = self._tokens(line)
        if kind is Kind.CAPTION:
            words = _without_number(words)
        passages = [
            p for item in line for p in ([item] if isinstance(item, Passage) else item.passages) if p.text
        ]
        self._append(kind, words, passages)

    def _append(self, kind: Kind, words: list[Token], passages: list[Passage]) -> None:
        spot = self._spot(passages)
        if words and spot is not None:
            self.blocks.append(Block(kind, self._section, spot, tuple(words), self._language))

    def _spot(self, passages: list[Passage]) -> Spot | None:
        if not passages:
            return None
        pages = groupby(sorted({(p.page, p.mcid) for p in passages}), lambda mark: mark[0])
        marks = tuple((page, tuple(mcid for _, mcid in found)) for page, found in pages)
        return Spot(marks, self._labels[marks[0][0]])

    def _tokens(self, line: list[Passage | Node]) -> list[Token]:
        """The words of a line; an automatic reference is one word, known by where it leads."""
        words: list[Token] = []
        text = ""
        for item in line:
            said = item.text if isinstance(item, Passage) else "".join(_words(item))
            link = None if isinstance(item, Passage) else _link(item)
            word = None if link is None else self._link_word(said, link.target)
            if word is None:
                text += said
            elif word.shown:
                _extend(words, text)
                words.append(word)
                text = ""
            else:
                _extend(words, text + said)
                words.append(word)
                text = ""
        _extend(words, text)
        return words

    def _link_word(self, said: str, target: str) -> Token | None:
        """What a link is beside its text: an automatic reference, an address behind a word, or nothing."""
        if ":" in target:
            path = target.partition(":")[2] if target.startswith(("mailto:", "tel:")) else target
            return None if _bare(path) == _bare(said) else Token("", f"<{target}>")
        bare = _patterns().page.sub("", said).strip()
        if target and (_patterns().reference.fullmatch(bare) or bare.strip(_QUOTES) in self._titles):
            # A note's number would stick to the word before it.
            return Token(f"[{said}]" if said.isdigit() else said, f"→{target}")
        return None


def _clean(text: str) -> str:
    return text.replace(SOFT_HYPHEN, "")


def _bare(address: str) -> str:
    return re.sub(r"^https?://|[\s/]+", "", address)


def _extend(words: list[Token], text: str) -> None:
    """Add the words of a text; a blank at its beginning belongs to the word before."""
    clean = _clean(text)
    if words and clean[:1].isspace():
        words[-1] = spaced(words[-1])
    words += tokens(clean)


def _without_number(words: list[Token]) -> list[Token]:
    """A caption whose "Figur 2" is one word that is the same whatever the number."""
    found = _patterns().caption.match("".join(word.shown for word in words[:2])) if len(words) > 1 else None
    if not found or not words[1].is_number:
        return words
    return [Token(words[0].shown + words[1].shown, "#"), *words[2:]]


def _is_inline(node: Node) -> bool:
    """Tell whether a node runs on in its line, with all that is in it."""
    return node.standard in INLINE and all(
        _is_inline(kid) for kid in node.kids if isinstance(kid, Node) and kid.standard != "Lbl"
    )


def _is_pair(node: Node) -> bool:
    """Tell whether a list item is a card or a name with its value: a few lines, no list inside."""
    cells = list(_cells(node))
    plain = all(all(not isinstance(kid, Node) or _is_inline(kid) for kid in cell.kids) for cell in cells)
    return 1 < len(cells) <= 5 and plain and not _is_counter(cells[0])


def _is_counter(node: Node) -> bool:
    """Tell whether a label only counts or points, as "2." and a bullet do."""
    return node.standard == "Lbl" and _COUNTER.fullmatch("".join(_words(node)).strip()) is not None


def _cells(node: Node) -> Iterator[Node]:
    """The label of a list item, and the paragraphs of its body."""
    for kid in node.kids:
        if isinstance(kid, Node):
            inner = [item for item in kid.kids if isinstance(item, Node) and not _is_inline(item)]
            if kid.standard == "LBody" and inner:
                yield from inner
            else:
                yield kid


def _inner(node: Node) -> Iterator[Passage | Node]:
    """The text of a node with a blank between its blocks."""
    for kid in node.kids:
        if isinstance(kid, Passage) or (isinstance(kid, Node) and _is_inline(kid)):
            yield kid
        elif isinstance(kid, Node) and kid.standard != "Lbl":
            yield from _inner(kid)
            yield Passage(" ", 0, -1)


def _link(node: Node) -> Annotation | None:
    """The annotation that a node owns, itself or through the only thing in it."""
    waiting = [node]
    while waiting:
        item = waiting.pop()
        for kid in item.kids:
            if isinstance(kid, Annotation):
                return kid
            if isinstance(kid, Node):
                waiting.append(kid)
    return None


def _words(node: Node) -> Iterator[str]:
    if node.actual_text is not None:
        yield node.actual_text
        return
    for kid in node.kids:
        if isinstance(kid, Passage):
            yield _clean(kid.text)
        elif isinstance(kid, Node):
            yield from _words(kid)
