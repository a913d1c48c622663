"""The parts of a file: from one heading of the highest level that there is more than one of to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

from report_builder.check.fields import FormField, form_field
from report_builder.check.judgement.questions import FIELDS, FORM, LINKS, PART
from report_builder.check.judgement.subject import Subject, key_of, marks_of, masked
from report_builder.check.reading import Annotation, Node, Passage

GROUPS = frozenset(("Document", "Part", "Art", "Sect", "Div", "NonStruct"))
"""Elements that may open before the heading of the part that they belong to."""


class Place(Struct, frozen=True):
    """An element with what is known of its place: its depth, the link and the code that it stands in."""

    node: Node
    depth: int
    link: Node | None = None
    code: bool = False


class Part(Struct):
    """The elements of a part in reading order."""

    places: list[Place] = field(default_factory=list)

    @property
    def roots(self) -> list[Node]:
        """The elements that stand in no other of the part."""
        covered: set[int] = set()
        found = []
        for place in self.places:
            if id(place.node) not in covered:
                found.append(place.node)
                covered.update(id(one) for one in place.node.walk())
        return found

    @property
    def heading(self) -> Node | None:
        """The heading with which it begins; None where it begins without one."""
        return next((one.node for one in self.places if level_of(one.node)), None)


def places(top: list[Node]) -> Iterator[Place]:
    """Give every element in reading order."""
    # Without recursion: a hostile file nests as deep as it likes.
    waiting = [Place(node, 0) for node in reversed(top)]
    while waiting:
        place = waiting.pop()
        yield place
        node = place.node
        link = node if node.standard == "Link" else place.link
        code = place.code or node.standard == "Code"
        below = (kid for kid in reversed(node.kids) if isinstance(kid, Node))
        waiting += [Place(kid, place.depth + 1, link, code) for kid in below]


def level_of(node: Node) -> int:
    """Give the level of a heading; 0 for any other element."""
    role = node.standard
    if role == "H":
        return 1
    return int(role[1]) if len(role) == 2 and role[0] == "H" and role[1].isdigit() else 0


def parts_of(top: list[Node]) -> list[Part]:
    """Divide a file into its parts; one without headings is a single one.

    What stands behind the group of a part's heading, without a heading of that level, is a part of its own; a
    group of several parts belongs to none of them.
    """
    every = list(places(top))
    counts = Counter(level for one in every if (level := level_of(one.node)))
    dividing = min((level for level, count in counts.items() if count > 1), default=0)
    parts, opened, root = [Part()], list[Place](), -1
    for place in every:
        node = place.node
        if node.standard in GROUPS and not _has_words(node):
            if not dividing or _dividing_below(node, dividing) < 2:
                opened.append(place)
            continue
        begins = 0 < level_of(node) <= dividing
        outermost = min(one.depth for one in [*opened, place])
        if begins or outermost <= root:
            root = opened[0].depth if begins and opened else -1
            if parts[-1].places:
                parts.append(Part())
        parts[-1].places += [*opened, place]
        opened = []
    parts[-1].places += opened
    return [part for part in parts if part.places]


def _dividing_below(node: Node, dividing: int) -> int:
    return sum(0 < level_of(one) <= dividing for one in node.walk())


def subjects_of_parts(parts: list[Part], language: str) -> Iterator[Subject]:
    """Give each part, and the links and fields of each that has some; ``language`` is that of the file."""
    for part in parts:
        yield from _subjects(part, language)


def _subjects(part: Part, language: str) -> Iterator[Subject]:
    nodes = [one.node for one in part.places]
    own = [kid for node in nodes for kid in node.kids if isinstance(kid, Passage)]
    pages = tuple(sorted({passage.page for passage in own}))
    heading = part.heading
    text = _first_words(nodes) if heading is None else " ".join(heading.text.split())
    first = part.places[0].depth
    facts = [_facts(place, first) for place in part.places]
    yield Subject(PART, key_of(PART, language, facts), pages, (), language, text)
    links = [one.node for one in part.places if one.node.standard == "Link"]
    if links:
        said = sorted({_link_facts(node) for node in links})
        pages = tuple(sorted({page for page, _ in marks_of(links)}))
        yield Subject(LINKS, key_of(LINKS, said), pages, marks_of(links), "", text)
    yield from _fields(nodes)


def _fields(nodes: list[Node]) -> Iterator[Subject]:
    """Give the fields among the elements of a part: what they are called, and how those on paper are tagged.

    What a reader answered changes neither.
    """
    found = [(node, field) for node in nodes if (field := form_field(node))]
    if found:
        said = sorted({(field.kind, masked(field.name)) for _, field in found})
        yield _of_fields(FIELDS, found, said)
    printed = [(node, field) for node, field in found if field.on_paper]
    if printed:
        tagged = sorted(
            (node.role, str(node.attributes.get("Role", "")), masked(field.name)) for node, field in printed
        )
        yield _of_fields(FORM, printed, tagged)


def _of_fields(kind: str, found: list[tuple[Node, FormField]], facts: object) -> Subject:
    pages = tuple(sorted({field.page for _, field in found if field.page is not None}))
    names = "; ".join(dict.fromkeys(" ".join(field.name.split()) or "–" for _, field in found))
    name = ", ".join(sorted({str(node.attributes.get("Role", node.role)) for node, _ in found}))
    marks = marks_of(node for node, _ in found)
    return Subject(kind, key_of(kind, facts), pages, marks, name if kind == FORM else "", names)


def _first_words(nodes: list[Node]) -> str:
    said = (" ".join(node.text.split()) for node in nodes if node.standard not in GROUPS)
    return next((text for text in said if text), "")


def _has_words(node: Node) -> bool:
    return any(isinstance(kid, Passage) and kid.text.strip() for kid in node.kids)


def _facts(place: Place, first: int) -> tuple[object, ...]:
    """What of an element a judgement of its part depends on."""
    node = place.node
    words = "".join(kid.text for kid in node.kids if isinstance(kid, Passage))
    return (
        place.depth - first,
        node.role,
        node.standard,
        masked(words),
        masked(node.alt or ""),
        masked(node.actual_text or ""),
        masked(node.expansion or ""),
        node.language,
        masked(node.title or ""),
        {name: value for name, value in node.attributes.items() if name not in _WHERE},
    )


_WHERE = frozenset(("BBox", "Headers", "Width", "Height", "SpaceBefore", "SpaceAfter"))
"""Attributes that say where something stands, how large it is, or by which names cells are called."""


def _link_facts(node: Node) -> tuple[str, ...]:
    """What a link says and where it leads; of a place in the file itself only what it is called."""
    targets = [kid for one in node.walk() for kid in one.kids if isinstance(kid, Annotation)]
    outside = sorted({kid.target for kid in targets if ":" in kid.target})
    named = sorted({masked(kid.contents) for kid in targets})
    return (masked(node.text), masked(node.alt or ""), *named, *outside)
