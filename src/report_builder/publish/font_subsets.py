"""Which characters each face of the site's fonts has to have: all that its pages can set in it, and few more.

This is read from the reports, not from their pages: what stands in a paragraph is bold or italic only where
its author said so, and everything else is taken to be bold somewhere. So a face may have a character that is
never drawn, and lacks none that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.formats import written_date
from report_builder.diagnostics import SourceSpan
from report_builder.language.catalogue import Catalogue
from report_builder.model.blocks import (
    BlockQuote,
    CodeBlock,
    DefinitionList,
    DiagramItem,
    FindingCards,
    Paragraph,
    PullQuote,
    Section,
)
from report_builder.model.comments import Comment
from report_builder.model.image_files import Image
from report_builder.model.inlines import Code, Emphasis, Link, Strong, Style, Styled, plain_text
from report_builder.model.landing import Landing
from report_builder.model.report import Report
from report_builder.model.walking import BLOCKS, Node, walk
from report_builder.model.worksheets import ChoiceQuestion, OpenQuestion
from report_builder.patterns import late
from report_builder.publish.pages import web_file
from report_builder.theme.model import TextStyle, Theme

Face: TypeAlias = tuple[str, str]
"""A family of the style sheets and one of its faces: ("serif", "bold_italic")."""


class Family(NamedTuple):
    """A family of type on the pages: its faces, what a browser sets until they are there, whose it is.

    ``source`` is the family of the theme that it is made of.
    """

    faces: tuple[str, ...]
    fallback: str
    source: str


FAMILIES = {
    "serif": Family(("regular", "italic", "bold", "bold_italic"), "Georgia, serif", "serif"),
    "sans": Family(("regular", "italic", "bold"), "system-ui, sans-serif", "sans"),
    "light": Family(("regular",), "system-ui, sans-serif", "light"),
    "mono": Family(("regular",), "ui-monospace, monospace", "mono"),
    "field": Family(("regular",), "system-ui, sans-serif", "sans"),
}
"""The families that pages use; ``field`` is for what readers write."""

DRAWING_STYLES = ("caption", "chart_label", "chart_value", "label", "table_head")
"""The styles of the theme that charts and diagrams have their words in."""

FOLLOWED_STYLES = (
    *("chapter", "chapter_number", "heading2", "heading3", "heading4"),
    *("lead", "pull_quote", "fact_title", "card_value"),
)
"""The styles whose family and face the sheets take from the theme."""

_EVERYWHERE = " -\u00a0"
"""What every face may have to draw: blanks, and the hyphen that a browser sets where it breaks a word."""
_DIGITS = "0123456789"
_OURS = f"{_DIGITS}.,:;–/()PDF ISSN SHA512SUMS;BibTeX;RIS;CSL;JSON;CSV#…"
"""What templates and functions write around words and numbers."""
_BETWEEN_FACTS = "·"
"""What stands between facts: never in bold."""
SHEETS = ("edition.css", "finding.css", "form.css", "landing.css", "search.css", "site.css")
"""The style sheets of the package that pages link to."""
_SET_BY_SHEETS = late(r"(?:\bcontent|\blist-style): *([^;}]*)")
_STRING = late(r'"([^"\\]*)"')
_DIGEST = "0123456789abcdef"
_RULES = ("rule.decimal", "rule.group", "rule.name", "rule.percent")
_ANYWHERE = ("document.", "edition.", "question.", "site.", "standing.", *_RULES)
"""Where the catalogues have what pages say; no list tells which of it is bold."""
_RUNNING = ("newer.",)
"""Where they have what is said in paragraphs alone."""
_BRACES = re.compile(r"\{[^{}]*\}")
_TYPED = "".join(map(chr, range(0x20, 0x7F))) + "æøåÆØÅéÉèêóòôüöäÜÖÄáčđŋšŧžÁČĐŊŠŦŽ«»“”–…"
"""Most of what readers write into a field."""


def site_letters(report: Report, notes: Iterable[str], theme: Theme) -> dict[Face, frozenset[str]]:
    """Give the characters of each face for the pages of ``report`` in ``theme``.

    ``notes`` are what its versions say of themselves.
    """
    found = _Found()
    found.code.update(_DIGEST)
    found.add(_OURS, _Look())
    for text in (_BETWEEN_FACTS, *theme.lists.bullets, *sheet_letters(), *notes):
        found.add(text, _Look(running=True))
    for text in _words_under(report.words, _ANYWHERE):
        found.add(text, _Look())
    for month in range(1, 13):
        found.add(written_date(date(2000, month, 1), report.words), _Look())
    for text in _words_under(report.words, _RUNNING):
        found.add(text, _Look(running=True))
    for name, value, _ in report.publication.identifiers.named(report.words):
        found.add(name + value, _Look())
    _read(report, _Look(), found)
    found.large.update("".join(_large(report)))
    return {face: frozenset(letters).union(_EVERYWHERE) for face, letters in _faces(found, theme).items()}


@cache
def sheet_letters() -> tuple[str, ...]:
    """The texts that style sheets set by themselves: before entries of lists, after links on paper."""
    sheets = "\n".join(web_file(name).decode("utf-8") for name in SHEETS)
    values = _SET_BY_SHEETS.findall(sheets)
    return tuple(dict.fromkeys(text for value in values for text in _STRING.findall(value) if text))


def extra_letters(said: Iterable[str], own: Iterable[str]) -> str:
    """Give the characters of what is said of versions that a report of the letters ``own`` has not."""
    return "".join(sorted({letter for text in said for letter in text}.difference(own)))


class _Look(NamedTuple):
    """How a text is set; ``running`` is that of a paragraph, which nothing but a mark in it makes bold."""

    running: bool = False
    bold: bool = False
    italic: bool = False
    quoted: bool = False
    lead: bool = False


class _Found:
    """Characters by how they are set.

    ``text`` are all but literals, ``heads`` those of them that may be bold anywhere; ``bold``, ``italic`` and
    ``both`` are what authors marked. ``quoted`` stands in large italics, ``lead`` begins a chapter, ``large``
    is in the light family.
    """

    def __init__(self) -> None:
        self.text: set[str] = set()
        self.heads: set[str] = set()
        self.bold: set[str] = set()
        self.italic: set[str] = set()
        self.both: set[str] = set()
        self.quoted: set[str] = set()
        self.lead: set[str] = set()
        self.code: set[str] = set()
        self.large: set[str] = set()

    def add(self, text: str, look: _Look) -> None:
        """Take note of a text."""
        self.text.update(text)
        if look.bold or not look.running:
            self.heads.update(text)
        if look.bold:
            (self.both if look.italic or look.quoted else self.bold).update(text)
        elif look.italic:
            self.italic.update(text)
        if look.quoted:
            self.quoted.update(text)
        if look.lead:
            self.lead.update(text)


def _faces(found: _Found, theme: Theme) -> dict[Face, set[str]]:
    """The characters of each face, as the style sheets and the styles of the theme use them."""
    faces = {
        ("serif", "regular"): found.text,
        ("serif", "italic"): found.italic | found.quoted,
        ("serif", "bold"): found.bold,
        ("serif", "bold_italic"): found.both,
        ("sans", "regular"): found.text,
        # Browsers make bold italics of this one.
        ("sans", "italic"): found.italic | found.both,
        ("sans", "bold"): found.heads,
        ("light", "regular"): found.large,
        ("mono", "regular"): found.code,
        ("field", "regular"): set(_TYPED),
    }
    large = {"chapter_number": found.large, "card_value": found.large}
    own = {"lead": found.lead, "pull_quote": found.quoted, **large}
    for name in (*DRAWING_STYLES, *FOLLOWED_STYLES):
        style = theme.styles[name]
        faces[closest(known_family(style), style.face)] |= own.get(name, found.heads)
    return faces


def known_family(style: TextStyle) -> str:
    """The family of the pages that a style is set in; one that only the theme has is not among them."""
    return style.family if style.family in FAMILIES else "sans"


def closest(family: str, face: str) -> Face:
    """Give the face that a browser takes where ``face`` is asked for; it knows the slant first."""
    faces = FAMILIES[family].faces
    if face in faces:
        return family, face
    slanted = "italic" in face and "italic" in faces
    return family, "italic" if slanted else "regular"


def _large(report: Report) -> Iterator[str]:
    """What is set in the light family: the end of a title, numbers of chapters, values of findings."""
    yield _DIGITS
    yield report.publication.cover_parts[1]
    for chapter in report.chapters:
        yield chapter.number
    # A card in a passage of another language writes its numbers as that language does.
    cards = (node.findings for node in walk(report.chapters, BLOCKS) if isinstance(node, FindingCards))
    for finding in chain(report.findings.values(), *cards):
        yield finding.number_and_unit[0]


def _read(node: Any, look: _Look, found: _Found) -> None:
    """Take note of every text at and below ``node``."""
    match node:
        case str():
            found.add(node, look)
        case SourceSpan() | Image() | Catalogue() | Comment():
            pass
        case Code() | CodeBlock():
            found.code.update(node.value)
        case Styled(Style.KEY):
            found.code.update(plain_text(node.children))
            _read(node.children, look, found)
        case Emphasis():
            _read(node.children, look._replace(italic=True), found)
        case Strong():
            _read(node.children, look._replace(bold=True), found)
        case Link():
            # A page that is printed has the address behind the words.
            found.add(node.href, look)
            _read(node.children, look, found)
        case Paragraph():
            _read(node.children, look._replace(running=True, lead=node.lead), found)
        case _:
            _read_structure(node, look, found)


def _read_structure(node: Any, look: _Look, found: _Found) -> None:
    """Take note of what stands in a block whose parts look different, or in anything else."""
    match node:
        case PullQuote():
            _read(node.children, look._replace(running=True, quoted=True), found)
            _read(node.attribution, look._replace(running=True), found)
        case BlockQuote():
            _read(node.blocks, look, found)
            _read(node.attribution, look._replace(running=True), found)
        case DefinitionList():
            for item in node.items:
                _read(item.term, look._replace(bold=True), found)
                _read(item.blocks, look, found)
        case OpenQuestion() | ChoiceQuestion():
            _read(node.children, look._replace(bold=True), found)
            _read_fields(replace(node, children=()), look, found)
        case DiagramItem():
            # The list of a drawing's words, which is read on pages without styles.
            _read(node.name, look._replace(bold=True), found)
            _read_fields(node, look, found)
        case Section():
            # A literal in a heading is one there alone, and none where pages name each other.
            found.add(plain_text(node.title), look)
            _read_fields(node, look, found)
        case Landing():
            _read(node.voice, look._replace(running=True, quoted=True), found)
            _read_fields(replace(node, voice=()), look, found)
        case _:
            _read_fields(node, look, found)


def _read_fields(node: Any, look: _Look, found: _Found) -> None:
    inner: Iterable[Any] = ()
    if isinstance(node, Mapping):
        inner = node.values()
    elif isinstance(node, tuple):
        inner = node
    elif isinstance(node, Node):
        # What is no part is an address or a setting, and drawn nowhere.
        fields = (node.content.number, *(part.field for part in node.content.parts))
        inner = (getattr(node, name) for name in fields if name)
    elif isinstance(node, Struct):
        inner = (getattr(node, name) for name in node.__struct_fields__)
    for value in inner:
        _read(value, look, found)


def _words_under(words: Catalogue, rooms: tuple[str, ...]) -> Iterator[str]:
    """What the catalogue has for pages under the keys that begin with one of ``rooms``.

    What stands in braces is filled in, and is none of it.
    """
    for room in rooms:
        for text in words.under(room).values():
            yield _BRACES.sub("", text)
