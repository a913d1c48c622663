"""Where the pages of the PDF begin in a book, so that readers of both can name a page to each other.

A page is found by its first letters, as the tag tree has them, among those of the book: letters and digits
alone, for lines and pieces of text end elsewhere.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from msgspec import Struct

from report_builder.check.document import Document
from report_builder.check.reading import Annotation, Node, Passage, read_structure
from report_builder.compare.facts import page_labels
from report_builder.publish.epub.xhtml import End, Start, Token

_PROBES = (48, 24, 12)
"""So many letters tell a place; few, where a page has no more in one piece."""
_FARTHEST = 400
"""So many letters of a page are passed over in search of some that the book has too: numbers of pages, the
marks of a list."""
_FEWEST = 8
"""So many letters tell where a page begins that goes on otherwise in the book, by the number of a page."""
_REACH = 60
"""So many times its length a probe may stand from where it is expected: a short one tells less."""
_WHOLE = frozenset(("a", "svg", "sup"))
"""What no page begins inside: a link's name and a drawing are one thing."""
_AROUND = _WHOLE | frozenset(
    (
        "abbr",
        "b",
        "code",
        "em",
        "g",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "nav",
        "p",
        "pre",
        "span",
        "strong",
        "text",
    )
)
"""What a page begins before, rather than inside, where it begins with its first letter."""

_OPENING = "«“‘„([\"'"


class Page(Struct, frozen=True):
    """A page of the PDF: the number printed on it, and its letters in reading order."""

    label: str
    letters: str


class PageBreak(Struct, frozen=True):
    """Where a page begins: its number, the document, and the id of the place in it."""

    label: str
    document: str
    id: str


def pages_of(pdf: bytes) -> list[Page]:
    """Read the pages of a finished file, from its first to its last."""
    with Document(pdf) as document:
        labels = page_labels(document)
    texts = [""] * len(labels)
    for passage in _in_flow(read_structure(pdf)):
        texts[passage.page] += _letters(passage.text)
    return [Page(label, text) for label, text in zip(labels, texts, strict=True)]


def _in_flow(nodes: Iterable[Node]) -> list[Passage]:
    """The passages in reading order, without figures that stand at the head of the page behind theirs.

    The text below one in the source goes on above it: its page begins with the text below it on that page.
    """
    found: list[Passage] = []
    following = sys.maxsize
    for is_figure, passages in reversed([*_groups(nodes)]):
        if not passages or (is_figure and passages[0].page > following):
            continue
        found += reversed(passages)
        following = passages[0].page
    return found[::-1]


def _groups(nodes: Iterable[Node | Passage | Annotation]) -> Iterator[tuple[bool, list[Passage]]]:
    """Each figure with its caption, and each other passage by itself."""
    for node in nodes:
        if isinstance(node, Passage):
            yield False, [node]
        elif isinstance(node, Node):
            if _is_figure(node):
                yield True, [*node.passages]
            elif not _is_counted(node):
                yield from _groups(node.kids)
            else:
                yield from _groups(kid for item in node.kids for kid in _unlabelled(item))


def _is_counted(node: Node) -> bool:
    """Whether an element is a list whose labels a book has as marks, and not as text."""
    return node.standard == "L" and node.attributes.get("ListNumbering", "None") != "None"


def _unlabelled(item: Node | Passage | Annotation) -> Iterable[Node | Passage | Annotation]:
    """What stands in an item of a list, without its label."""
    kids = item.kids if isinstance(item, Node) else ()
    return [kid for kid in kids if not (isinstance(kid, Node) and kid.standard == "Lbl")]


def _is_figure(node: Node) -> bool:
    """Whether an element is a figure with its caption, or several under one caption."""
    kids = [kid for kid in node.kids if isinstance(kid, Node)]
    if node.standard != "Div":
        return False
    has_caption = any(kid.standard == "Caption" for kid in kids)
    return any(kid.standard == "Figure" or (has_caption and _is_figure(kid)) for kid in kids)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


class _Place(NamedTuple):
    """A place in a document: before its token of this number, or behind so many signs of it."""

    document: str
    token: int
    sign: int = 0


def break_pages(documents: Mapping[str, list[Token]], pages: Sequence[Page]) -> list[PageBreak]:
    """Mark in ``documents``, in reading order, where each of ``pages`` begins, and give those places.

    A page without a letter, which has a picture or nothing, begins where the next one does.
    """
    text = _Text(documents)
    places: list[_Place] = []
    following = text.end
    for at in reversed(_begins(text.letters, [page.letters for page in pages])):
        following = following if at is None else _before(documents, text.place(at))
        places.append(following)
    breaks = []
    for number, (page, place) in enumerate(zip(pages, reversed(places), strict=True), 1):
        breaks.append(PageBreak(page.label, place.document, f"rb-page-{number}"))
    # From the last to the first: what is put in moves only what stands behind it.
    for found, place in zip(reversed(breaks), places, strict=True):
        _put(documents[place.document], place, found)
    return breaks


def _begins(letters: str, pages: Sequence[str]) -> list[int | None]:
    """Where in ``letters`` each page begins; None where nothing of it is there."""
    found: list[int | None] = []
    last = expected = 0
    for page in pages:
        at = _begin(letters, page, last, expected)
        found.append(at)
        last = last if at is None else at
        expected = (expected if at is None else at) + len(page)
    return found


def _begin(letters: str, page: str, last: int, expected: int) -> int | None:
    """Where a page begins that is ``expected`` at a place, and not before ``last``."""
    for passed in range(min(len(page), _FARTHEST)):
        for length in _PROBES:
            probe = page[passed : passed + length]
            at = _nearest(letters, probe, last, expected + passed)
            if at is not None and abs(at - expected - passed) <= _REACH * len(probe):
                return _first(letters, page[:passed], last, at)
    return None


def _first(letters: str, passed: str, last: int, at: int) -> int:
    """Where what was ``passed`` begins, of which the book may have no more than the first letters."""
    begun = passed[:_FEWEST]
    before = letters.rfind(begun, max(last, at - len(passed)), at) if len(begun) == _FEWEST else -1
    return before if before >= 0 else at - _shared(letters[last:at], passed)


def _nearest(letters: str, probe: str, last: int, expected: int) -> int | None:
    """The place of ``probe``, from ``last`` on, that is nearest to where it is expected."""
    before = letters.rfind(probe, last, max(last, expected) + len(probe))
    after = letters.find(probe, max(last, expected))
    there = [at for at in (before, after) if at >= 0]
    return min(there, key=lambda at: abs(at - expected), default=None)


def _shared(one: str, other: str) -> int:
    """How many letters at their ends two texts share."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(reversed(one), reversed(other), strict=False))
    return sum(1 for _ in same)


class _Text:
    """The letters of all documents one after the other; what tells where each stands."""

    def __init__(self, documents: Mapping[str, list[Token]]) -> None:
        self._documents = documents
        self._starts: list[int] = []
        self._tokens: list[_Place] = []
        pieces: list[str] = []
        length = 0
        for name, tokens in documents.items():
            for number, token in enumerate(tokens):
                if isinstance(token, str) and (piece := _letters(token)):
                    self._starts.append(length)
                    self._tokens.append(_Place(name, number))
                    pieces.append(piece)
                    length += len(piece)
        self.letters = "".join(pieces)

    @property
    def end(self) -> _Place:
        """Behind everything."""
        name = list(self._documents)[-1]
        return _Place(name, len(self._documents[name]))

    def place(self, at: int) -> _Place:
        """The place of the letter of this number."""
        index = bisect_right(self._starts, at) - 1
        before, (name, number, _) = at - self._starts[index], self._tokens[index]
        token = self._documents[name][number]
        assert isinstance(token, str)
        signs = accumulate((len(_letters(sign)) for sign in token), initial=0)
        inside = [
            sign for sign, count in enumerate(signs) if count <= before and _letters(token[sign : sign + 1])
        ]
        return _Place(name, number, _opening(token, inside[-1]))


def _opening(text: str, sign: int) -> int:
    """Where in ``text`` the word begins that has a letter there: a quotation mark belongs to it.

    A word that is divided between two pages is on the second one, whole, for who hears it.
    """
    while sign and (text[sign - 1].isalnum() or text[sign - 1] in _OPENING):
        sign -= 1
    return sign if text[:sign].strip() else 0


def _before(documents: Mapping[str, list[Token]], place: _Place) -> _Place:
    """The place at which a page may begin, for one that begins at ``place``."""
    tokens, number, sign = documents[place.document], place.token, place.sign
    whole = _outermost(tokens[:number])
    if whole is not None:
        number, sign = whole, 0
    while sign == 0 and number > 0 and _may_be_passed(tokens[number - 1]):
        number -= 1
    return _Place(place.document, number, sign)


def _may_be_passed(token: Token) -> bool:
    if isinstance(token, str):
        return not token.strip()
    return isinstance(token, Start) and token.name in _AROUND


def _outermost(tokens: Iterable[Token]) -> int | None:
    """The number of the first of ``tokens`` that begins what no page begins inside, and is still open."""
    opened: list[int] = []
    for number, token in enumerate(tokens):
        if isinstance(token, str) or token.name not in _WHOLE:
            continue
        if isinstance(token, Start):
            opened.append(number)
        else:
            opened.pop()
    return opened[0] if opened else None


def _put(tokens: list[Token], place: _Place, found: PageBreak) -> None:
    mark: list[Token] = [
        Start("span", {"id": found.id, "role": "doc-pagebreak", "aria-label": found.label}),
        End("span"),
    ]
    if place.sign:
        token = tokens[place.token]
        assert isinstance(token, str)
        tokens[place.token : place.token + 1] = [token[: place.sign], *mark, token[place.sign :]]
    else:
        tokens[place.token : place.token] = mark
