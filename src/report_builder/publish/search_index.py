"""What the search of an edition looks through: every section of its chapters, as its page says it.

It is a script that gives one value: so it is read from a folder too, and asks for no right that the search
has not. It has what the pages have and nothing else, whatever the sources say beside that.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape

from msgspec import Struct, json

from report_builder.check.html_elements import VOID
from report_builder.patterns import late
from report_builder.publish.markup.html import INLINE
from report_builder.sources.characters import bare

_TOKEN = late(r"<(/?)([a-z][a-z0-9]*)((?:[^>\"]|\"[^\"]*\")*)>|([^<]+)")
_IDENTIFIER = late(r' id="([^"]*)"')
_LANGUAGE = late(r' lang="([^"]*)"')
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HEADING = ' role="heading"'
_LEFT_OUT = late(r' data-site\b| aria-hidden="true"| role="doc-(?:noteref|backlink)"')
_EMPTY = frozenset((*VOID, "path", "rect", "line", "use"))


class _Section(Struct):
    """A section while it is read: where it stands, its heading, and its texts one below the other."""

    page: int
    id: str
    above: int
    language: str
    heading: str = ""
    texts: str = ""


class _Element(Struct, frozen=True):
    """An element that was begun."""

    is_left_out: bool
    is_heading: bool
    is_section: bool


def search_index(pages: Mapping[str, bytes]) -> bytes:
    """Give the script with the sections of ``pages``, which are those of chapters, by name and in order.

    A section is a list: the number of its page, its id, the number of the section that it is part of (-1 for
    a chapter), its heading, its text, and its language where that is not the page's.
    """
    reader = _Reader()
    for page in pages.values():
        reader.read(page.decode())
    sections = [
        (one.page, one.id, one.above, _plain(one.heading), _lines(one.texts), one.language)
        for one in reader.found
    ]
    return b"const edition = " + json.encode({"pages": list(pages), "sections": sections}) + b"\n"


class _Reader:
    """Reads one page after the other; ``found`` has the sections of all."""

    def __init__(self) -> None:
        self.found: list[_Section] = []
        self._pages = 0
        self._inside: list[int] = []
        self._open: list[_Element] = []
        self._left_out = self._headings = 0

    def read(self, page: str) -> None:
        """Add the sections of a page."""
        end = page.rindex("</main>")
        for token in _TOKEN.finditer(page, page.index("<section", page.index("<main")), end):
            ends, name, attributes, text = token.groups()
            if text is not None:
                self._say(text)
                continue
            if name not in INLINE:
                self._say("\n")
            if ends:
                self._end()
            elif name not in _EMPTY:
                self._begin(name, attributes)
        self._pages += 1

    def _say(self, text: str) -> None:
        if not self._inside or self._left_out:
            return
        section = self.found[self._inside[-1]]
        if self._headings:
            section.heading += text
        else:
            section.texts += text

    def _begin(self, name: str, attributes: str) -> None:
        identifier = _IDENTIFIER.search(attributes) if name == "section" else None
        is_heading = name in _HEADINGS or _HEADING in attributes
        is_first = is_heading and bool(self._inside) and not self.found[self._inside[-1]].heading
        element = _Element(bool(_LEFT_OUT.search(attributes)), is_first, bool(identifier))
        self._open.append(element)
        self._left_out += element.is_left_out
        self._headings += element.is_heading
        if identifier:
            language = _LANGUAGE.search(attributes)
            self._begin_section(unescape(identifier[1]), language[1] if language else "")

    def _begin_section(self, identifier: str, language: str) -> None:
        above = self._inside[-1] if self._inside else -1
        spoken = language or (self.found[above].language if self._inside else "")
        self._inside.append(len(self.found))
        self.found.append(_Section(self._pages, identifier, above, spoken))

    def _end(self) -> None:
        element = self._open.pop()
        self._left_out -= element.is_left_out
        self._headings -= element.is_heading
        if element.is_section:
            self._inside.pop()


def _plain(text: str) -> str:
    return " ".join(bare(unescape(text)).split())


def _lines(text: str) -> str:
    return "\n".join(filter(None, (_plain(line) for line in text.split("\n"))))
