"""What the edition writes as HTML, in the XML form of it that books have.

The writers of the edition write each block once, for both. What differs is the form alone: every element is
ended and every attribute has a value, a language is said in XML's way too, ids are names of XML, and parts
of a book are called by its own vocabulary beside that of ARIA.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import TypeAlias
from urllib.parse import quote, unquote, urlsplit

from markupsafe import Markup, escape
from msgspec import Struct

from report_builder.check.html_elements import VOID
from report_builder.patterns import late
from report_builder.publish.markup.html import CASED

NAMESPACES = {"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}
"""Elements with a vocabulary of their own."""

_RESTORED = {name.lower(): name for name in CASED}
_PARTS = {
    "doc-noteref": "noteref",
    "doc-footnote": "footnote",
    "doc-backlink": "backlink",
    "doc-bibliography": "bibliography",
    "doc-biblioref": "biblioref",
    "doc-index": "index",
    "doc-pagebreak": "pagebreak",
}
"""The parts of a book that ARIA has a role for, as EPUB's vocabulary of structure calls them."""
_NAMED = {
    ("section", "chapter"): ("chapter", "doc-chapter"),
    ("nav", "contents"): ("toc", "doc-toc"),
}
"""Those that the edition knows by element and class, with the role that says the same."""
_NEEDLESS = ("loading",)
"""Attributes for browsers alone."""
_UNUSUAL = late(r"[^A-Za-z0-9_.-]|_(?=x[0-9a-f]+_)")


class Start(Struct):
    """The beginning of an element; one that has no content has no end."""

    name: str
    attributes: dict[str, str | None]


class End(Struct):
    """The end of the element that was begun last."""

    name: str


Token: TypeAlias = Start | End | str
"""An element's beginning or end, or a text."""


def read(markup: Markup) -> list[Token]:
    """Give what the edition wrote, piece by piece; texts are as they are read."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.tokens


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tokens.append(Start(tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.tokens.append(End(tag))

    def handle_endtag(self, tag: str) -> None:
        self.tokens.append(End(tag))

    def handle_data(self, data: str) -> None:
        self.tokens.append(data)


def write(tokens: Iterable[Token]) -> Markup:
    """Write XHTML."""
    written: list[str] = []
    navigating = 0
    for token in tokens:
        if isinstance(token, str):
            written.append(escape(token))
            continue
        navigating += (token.name == "nav") * (1 if isinstance(token, Start) else -1)
        # In navigation every list is an ordered one (EPUB 3.3, 7.2).
        name = "ol" if navigating and token.name == "ul" else token.name
        if isinstance(token, End):
            written.append(f"</{name}>")
        else:
            end = "/" if name in VOID else ""
            written.append(f"<{name}{_attributes(token)}{end}>")
    return Markup("".join(written))  # noqa: S704  names are those of the edition, values and texts are escaped


def _attributes(start: Start) -> str:
    said = {
        _RESTORED.get(key, key): key if value is None else value for key, value in start.attributes.items()
    }
    for key in _NEEDLESS:
        said.pop(key, None)
    if start.name in NAMESPACES:
        said["xmlns"] = NAMESPACES[start.name]
    if "lang" in said:
        said["xml:lang"] = said["lang"]
    for key in ("id", "aria-labelledby"):
        if key in said:
            said[key] = xml_name(said[key])
    if "href" in said:
        said["href"] = _link(said["href"])
    said |= _part(start.name, said)
    return "".join(f' {key}="{escape(value)}"' for key, value in said.items())


def _part(name: str, said: Mapping[str, str]) -> dict[str, str]:
    """What an element is in a book."""
    for look in said.get("class", "").split():
        if found := _NAMED.get((name, look)):
            return {"epub:type": found[0], "role": found[1]}
    part = _PARTS.get(said.get("role", ""))
    return {"epub:type": part} if part else {}


def _link(href: str) -> str:
    if urlsplit(href).scheme:
        return href
    page, mark, fragment = href.partition("#")
    return f"{page}{mark}{quote(xml_name(unquote(fragment)))}" if mark else href


def xml_name(identifier: str) -> str:
    """Give the name of XML that stands for an id, another for each: what is not ASCII is written _xHEX_."""
    plain = _UNUSUAL.sub(lambda sign: f"_x{ord(sign[0]):x}_", identifier)
    return plain if plain[:1].isalpha() else f"_{plain}"
