"""Inline nodes: what stands inside a paragraph, a heading, a cell or a caption."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from enum import Enum
from typing import ClassVar, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import SourceSpan
from report_builder.language.passages import Piece, Pieces, joined
from report_builder.model.content_model import ALT, CHARACTERS, ContentModel, Holds, Part, words_in
from report_builder.model.formulas import Row
from report_builder.model.image_files import Image
from report_builder.sources.characters import bare


class Text(Struct, frozen=True):
    """Plain characters; white space inside is single blanks or no-break spaces."""

    content: ClassVar[ContentModel] = ContentModel((CHARACTERS,))

    value: str
    span: SourceSpan


class Emphasis(Struct, frozen=True):
    """Stressed words, set in italics."""

    content: ClassVar[ContentModel] = ContentModel((words_in(),))

    children: tuple[Inline, ...]
    span: SourceSpan


class Strong(Struct, frozen=True):
    """Important words, set in bold."""

    content: ClassVar[ContentModel] = ContentModel((words_in(),))

    children: tuple[Inline, ...]
    span: SourceSpan


class Style(Enum):
    """How words are set beside the others, where that is part of what they say."""

    SUBSCRIPT = "sub"
    SUPERSCRIPT = "sup"
    SMALL_CAPITALS = "small-capitals"
    DELETED = "del"
    INSERTED = "ins"
    HIGHLIGHTED = "mark"
    KEY = "kbd"


class Styled(Struct, frozen=True):
    """Words that are raised, struck out, highlighted or the like: whatever ``style`` says."""

    content: ClassVar[ContentModel] = ContentModel((words_in(),))

    style: Style
    children: tuple[Inline, ...]
    span: SourceSpan


class Code(Struct, frozen=True):
    """A literal, set in the monospaced face."""

    content: ClassVar[ContentModel] = ContentModel((CHARACTERS,))

    value: str
    span: SourceSpan


class Link(Struct, frozen=True):
    """A link out of the document (https, http, mailto or tel)."""

    content: ClassVar[ContentModel] = ContentModel((words_in(),))

    href: str
    children: tuple[Inline, ...]
    span: SourceSpan


class PageNumber(Struct, frozen=True):
    """The label of the page on which the block ``target`` begins; known after layout."""

    content: ClassVar[ContentModel] = ContentModel()

    target: str
    span: SourceSpan


class Reference(Struct, frozen=True):
    """A link to the block ``target`` of the same document, with its text already resolved.

    ``automatic`` tells that the text is what the block is called, and no words of the author. ``place``
    counts those to one source of the literature, from 1; it is 0 for all others.
    """

    content: ClassVar[ContentModel] = ContentModel((words_in(),))

    target: str
    children: tuple[Inline, ...]
    span: SourceSpan
    automatic: bool = False
    place: int = 0


class Indexed(Struct, frozen=True):
    """Words that the index leads to; ``id`` is that of the place."""

    content: ClassVar[ContentModel] = ContentModel((words_in(),))

    id: str
    children: tuple[Inline, ...]
    span: SourceSpan


class FindingValue(Struct, frozen=True):
    """The value of a finding, as the language of the passage writes it; ``alone`` is without its unit.

    ``own`` is what stands at its end in another language, the report's ``own_language``: the words of a unit,
    or all of it where numbers cannot be written in the language of the passage. Both are empty elsewhere.
    """

    content: ClassVar[ContentModel] = ContentModel((CHARACTERS,))

    finding: str
    value: str
    span: SourceSpan
    alone: bool = False
    own: str = ""
    own_language: str = ""

    def pieces(self, language: str) -> Pieces:
        """The value in a passage in ``language``."""
        if not self.own:
            return (Piece(self.value, language),)
        number = self.value.removesuffix(self.own)
        return joined((Piece(number, language), Piece(self.own, self.own_language)))


class Language(Struct, frozen=True):
    """A passage in another language (a BCP 47 tag)."""

    content: ClassVar[ContentModel] = ContentModel((words_in(),))

    language: str
    children: tuple[Inline, ...]
    span: SourceSpan


class Abbreviation(Struct, frozen=True):
    """A short form where it is said what it stands for: ``meant``, in ``language`` (a BCP 47 tag)."""

    content: ClassVar[ContentModel] = ContentModel((CHARACTERS,))

    value: str
    meant: str
    language: str
    span: SourceSpan


BETWEEN_NOTES = ","
"""Stands, raised, between two numbers of notes that follow each other: 1,2 and not 12."""


class NoteReference(Struct, frozen=True):
    """The raised number that leads to the footnote ``note``; ``place`` counts those to one note, from 1."""

    content: ClassVar[ContentModel] = ContentModel((Part("note", Holds.NOTE),))

    note: str
    number: int
    span: SourceSpan
    place: int = 1


class Formula(Struct, frozen=True):
    """A formula in a line: the notation, its tree, and ``alt``, which says it in words.

    ``alt_pieces`` has these with their languages, where they are not all that of the passage.
    """

    content: ClassVar[ContentModel] = ContentModel((ALT,))

    source: str
    tree: Row
    alt: str
    alt_pieces: Pieces
    span: SourceSpan


class InlineImage(Struct, frozen=True):
    """A small image in a line, as an icon. ``alt`` is None where it is decoration only.

    ``alt_pieces`` has it with the languages of its pieces, where they are not all that of the passage.
    """

    content: ClassVar[ContentModel] = ContentModel((ALT,))

    image: Image
    alt: str | None
    alt_pieces: Pieces
    span: SourceSpan


class LineBreak(Struct, frozen=True):
    """A line break that the author asked for; in ``verse`` all lines of a paragraph are as written."""

    content: ClassVar[ContentModel] = ContentModel()

    span: SourceSpan
    verse: bool = False


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Styled
    | Code
    | Link
    | PageNumber
    | Reference
    | Indexed
    | FindingValue
    | Language
    | Abbreviation
    | NoteReference
    | Formula
    | InlineImage
    | LineBreak
)
Inlines: TypeAlias = tuple[Inline, ...]
Holding: TypeAlias = Emphasis | Strong | Styled | Link | Reference | Indexed | Language
"""Inline nodes that hold others."""


VALUE = "\ufffc"
"""Stands for the value of a finding in a text that tells what was typed."""


def plain_text(inlines: Inlines, *, as_typed: bool = False) -> str:
    """The characters of ``inlines`` without any markup, for bookmarks, alt texts and labels.

    Note references, page numbers and what only says where a line may end give nothing. ``as_typed`` has
    ``VALUE`` for each value of a finding.
    """
    parts: list[str] = []
    for node in inlines:
        match node:
            case FindingValue() if as_typed:
                parts.append(VALUE)
            case Text() | Code() | FindingValue() | Abbreviation():
                parts.append(bare(node.value))
            case Formula() | InlineImage():
                parts.append(node.alt or "")
            case LineBreak():
                parts.append(" ")
            case PageNumber() | NoteReference():
                pass
            case _:
                parts.append(plain_text(node.children, as_typed=as_typed))
    return "".join(parts)


def pieces(inlines: Inlines, language: str) -> Pieces:
    """As :func:`plain_text`, for a text in ``language``, each piece with its own language."""

    def found(inlines: Inlines, language: str) -> Iterator[Piece]:
        for node in inlines:
            match node:
                case Language():
                    yield from found(node.children, node.language)
                case FindingValue():
                    yield from (Piece(bare(text), tag) for text, tag in node.pieces(language))
                case Abbreviation():
                    yield Piece(bare(node.value), node.language)
                case Formula() | InlineImage():
                    yield from node.alt_pieces or (Piece(node.alt or "", language),)
                case Text() | Code() | LineBreak() | PageNumber() | NoteReference():
                    yield Piece(plain_text((node,)), language)
                case _:
                    yield from found(node.children, language)

    return joined(found(inlines, language))


def rewritten(inlines: Inlines, change: Callable[[Inline], Inlines | None]) -> Inlines:
    """``inlines`` with each node replaced by what ``change`` gives for it.

    Where that is None, the node stays, and what it holds is rewritten.
    """
    found: list[Inline] = []
    for node in inlines:
        changed = change(node)
        if changed is not None:
            found += changed
        elif isinstance(node, Holding):
            found.append(replace(node, children=rewritten(node.children, change)))
        else:
            found.append(node)
    return tuple(found)


def in_language(inlines: Inlines, language: str, around: str, span: SourceSpan) -> Inlines:
    """``inlines``, which are in ``language``, for a place where the words ``around`` may be in another."""
    return (Language(language, inlines, span),) if inlines and language != around else inlines


def without_notes(inlines: Inlines) -> Inlines:
    """``inlines`` without note references, for where the footnotes do not stand."""
    return rewritten(inlines, lambda node: () if isinstance(node, NoteReference) else None)


def without_marks(inlines: Inlines, but: Container[str] = ()) -> Inlines:
    """``inlines`` with the words that are marked for an index, but without their places ``but`` some."""

    def change(node: Inline) -> Inlines | None:
        if isinstance(node, Indexed) and node.id not in but:
            return without_marks(node.children, but)
        return None

    found = rewritten(inlines, change)
    return inlines if found == inlines else found


def without_links(inlines: Inlines) -> Inlines:
    """``inlines`` with the words of links but not the links, and without note references and marks.

    For places that are links themselves, such as an entry of the contents.
    """

    def change(node: Inline) -> Inlines | None:
        match node:
            case Link() | Reference() | Indexed():
                return without_links(node.children)
            case NoteReference():
                return ()
            case _:
                return None

    return rewritten(inlines, change)
