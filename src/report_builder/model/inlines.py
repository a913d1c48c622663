"""Inline nodes: what stands inside a paragraph, a heading, a cell or a caption."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from report_builder.diagnostics import SourceSpan


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters; white space inside is single blanks or no-break spaces."""

    value: str
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words, set in italics."""

    children: tuple[Inline, ...]
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words, set in bold."""

    children: tuple[Inline, ...]
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class Code:
    """A literal, set in the monospaced face."""

    value: str
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the document (https, http, mailto or tel)."""

    href: str
    children: tuple[Inline, ...]
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The label of the page on which the block ``target`` begins; known after layout."""

    target: str
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to the block ``target`` of the same document, with its text already resolved."""

    target: str
    children: tuple[Inline, ...]
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class FindingValue:
    """The value of a finding, formatted for the language of the report."""

    finding: str
    value: str
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class Language:
    """A passage in another language (a BCP 47 tag)."""

    language: str
    children: tuple[Inline, ...]
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The raised number that leads to the footnote ``note``."""

    note: str
    number: int
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break that the author asked for."""

    span: SourceSpan


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Code
    | Link
    | PageNumber
    | Reference
    | FindingValue
    | Language
    | NoteReference
    | LineBreak
)
Inlines: TypeAlias = tuple[Inline, ...]


def plain_text(inlines: Inlines) -> str:
    """The characters of ``inlines`` without any markup, for bookmarks, alt texts and labels.

    Note references, page numbers and soft hyphens give nothing.
    """
    parts: list[str] = []
    for node in inlines:
        match node:
            case Text() | Code() | FindingValue():
                parts.append(node.value.replace("\u00ad", ""))
            case LineBreak():
                parts.append(" ")
            case Emphasis() | Strong() | Link() | Reference() | Language():
                parts.append(plain_text(node.children))
            case PageNumber() | NoteReference():
                pass
    return "".join(parts)


def without_links(inlines: Inlines) -> Inlines:
    """``inlines`` with the words of links but not the links, and without note references.

    For places that are links themselves, such as an entry of the contents.
    """
    plain: list[Inline] = []
    for node in inlines:
        match node:
            case Link() | Reference():
                plain += without_links(node.children)
            case Emphasis() | Strong() | Language():
                plain.append(replace(node, children=without_links(node.children)))
            case NoteReference():
                pass
            case _:
                plain.append(node)
    return tuple(plain)
