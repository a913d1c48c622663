"""What a finished file and a page say, word for word, with the language that each word is said to be in.

A PDF says the language of an element in /Lang, and of a piece of a text string in a mark (ISO 32000-1,
7.9.2.2); a page says it in ``lang``, and what it says to machines in ``inLanguage``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from unittest.mock import patch

from report_builder.check.document import Document, as_dict
from report_builder.check.reading import Annotation, Node, read_structure
from report_builder.language.passages import pieces_of
from report_builder.sources.characters import SOFT_HYPHEN
from tests.publish.edition.reading import Element, parse

_ATTRIBUTES = ("alt", "aria-label", "title", "placeholder", "label", "summary")
_DESCRIPTIONS = ("description", "og:description", "DC.description", "twitter:description")
_NAMES = ("name", "headline", "description", "alternativeHeadline", "accessibilitySummary")


class Said(NamedTuple):
    """A text in one language (a BCP 47 tag), and where it is said."""

    text: str
    language: str
    place: str


def in_pdf(pdf: bytes, language: str) -> Iterator[Said]:
    """All that a finished file in ``language`` says: its elements, links and metadata.

    Bookmarks are left out: they have no language, see docs/decisions/languages-of-bookmarks.md.
    """
    # The reader of the program drops the marks of languages, for they are no words.
    with patch("report_builder.check.document.unmarked", str):
        waiting = [(node, language) for node in read_structure(pdf)]
        info = _info(pdf)
    for name, text in info.items():
        if name in {"Title", "Subject", "Keywords"}:
            yield Said(text, language, name)
    while waiting:
        node, around = waiting.pop()
        spoken = node.language or around
        for key, value in (("Alt", node.alt), ("ActualText", node.actual_text), ("T", node.title)):
            yield from (Said(*piece, f"{key} of {node.role}") for piece in pieces_of(value or "", spoken))
        for kid in node.kids:
            if isinstance(kid, Node):
                if node.role == "Code" and kid.role == "P":
                    continue  # a line of it
                waiting.append((kid, spoken))
            elif isinstance(kid, Annotation):
                yield from (Said(*piece, "Contents") for piece in pieces_of(kid.contents, spoken))
        # A word that is divided at the end of a line is in two marks.
        text = "".join(kid.text for kid in node.kids if not isinstance(kid, Node | Annotation))
        if node.role != "Code":  # which is in no language of people
            yield Said(text.replace(SOFT_HYPHEN, ""), spoken, node.role)


def _info(pdf: bytes) -> dict[str, str]:
    with Document(pdf) as document:
        return document.info


def bookmarks(pdf: bytes) -> Iterator[str]:
    """The titles of all bookmarks, with their marks."""
    with patch("report_builder.check.document.unmarked", str), Document(pdf) as document:
        waiting = [document.catalog.get("/Outlines")]
        while waiting:
            item = as_dict(document.resolve(waiting.pop()))
            waiting += [item[key] for key in ("/First", "/Next") if key in item]
            if "/Title" in item:
                yield item["/Title"].removeprefix("u:")


def in_page(page: bytes) -> Iterator[Said]:
    """All that a page says: its title, its words, what stands in attributes, and what machines read."""
    waiting: list[tuple[Element, str]] = [(parse(page), "")]
    while waiting:
        element, around = waiting.pop()
        if "address" in element.classes:  # which is in no language of people
            continue
        spoken = element.attributes.get("lang") or around
        for name in _ATTRIBUTES:
            yield Said(element.attributes.get(name) or "", spoken, f"{name} of {element.name}")
        if (element.attributes.get("name") or element.attributes.get("property")) in _DESCRIPTIONS:
            yield Said(element.attributes.get("content") or "", spoken, "description")
        for child in element.children:
            if isinstance(child, Element):
                waiting.append((child, spoken))
            elif element.attributes.get("type") == "application/ld+json":
                yield from _in_data(json.loads(child), spoken)
            elif element.name not in {"script", "style", "code"}:
                yield Said(child.replace(SOFT_HYPHEN, ""), spoken, element.name)


def _in_data(data: Any, around: str) -> Iterator[Said]:
    """What an object of JSON-LD says, in its own language or that of the one that it stands in."""
    for node in data if isinstance(data, list) else [data]:
        if isinstance(node, dict):
            spoken = node.get("inLanguage", around)
            for name, value in node.items():
                if name in _NAMES and isinstance(value, str):
                    yield Said(value, spoken, f"{name} of {node.get('@type', 'object')} in JSON-LD")
                else:
                    yield from _in_data(value, spoken)
