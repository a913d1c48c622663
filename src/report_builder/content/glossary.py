"""``::: glossary``: terms with their meanings, and the links to each where a chapter uses it first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.content.chapter import Chapter, Shared
from report_builder.content.token_tree import UNSEEN, Node
from report_builder.language.message import hinted, say
from report_builder.language.sorting import sort_key
from report_builder.model.blocks import Block, DefinitionList, Paragraph, Section
from report_builder.model.inlines import Inline, Inlines, Link, Reference, Text, plain_text, rewritten
from report_builder.model.rewriting import with_words
from report_builder.model.tables import Cell

_ENDINGS = {"nb": "en|et|a|ene|er|e", "nn": "en|et|a|ane|ene|ar|er|e", "en": "es"}
"""What a term may end with where it is used: the endings of nouns. An s may follow."""
_ON_VOWEL = "e"
"""The last letter that gives way to an ending: *ferge*, *fergen*."""


def read_glossary(node: Node, chapter: Chapter) -> Iterable[Block]:
    """Read the terms, which come in the order of the alphabet; RB-DUPLICATE-ID for one that stands twice."""
    lists = []
    for child in node.children:
        if child.kind == "dl":
            lists += [block for block in chapter.blocks([child]) if isinstance(block, DefinitionList)]
        elif child.kind in UNSEEN:
            chapter.blocks([child])
        else:
            chapter.error("RB-UNSUPPORTED", chapter.span(child), *hinted("content.glossary-other"))
    if not lists:
        return
    shared, items = chapter.shared, []
    for item in (item for one in lists for item in one.items):
        term = plain_text(item.term).strip()
        first = shared.terms.setdefault(term, (item.id, item.span))
        if first[1] != item.span:
            message = say("content.term-twice", term=term, line=first[1].line)
            chapter.error("RB-DUPLICATE-ID", item.span, message, say("content.delete-one"))
        else:
            items.append(item)
    items.sort(key=lambda item: sort_key(plain_text(item.term), chapter.language))
    identifier = node.attributes.id or lists[0].id
    yield replace(lists[0], id=identifier, items=tuple(items), is_glossary=True)


def with_terms(chapters: tuple[Section, ...], shared: Shared) -> tuple[Section, ...]:
    """Give ``chapters`` with a link to its meaning where each term is used first in one of them."""
    terms = sorted(shared.terms, key=lambda term: (-len(term), term))
    forms = "|".join(f"({_forms(term, shared.language)})" for term in terms)
    pattern = re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)
    targets = [shared.terms[term][0] for term in terms]

    def is_running(node: object) -> bool:
        return isinstance(node, Paragraph | Cell)

    def is_entered(node: object) -> bool:
        return not (isinstance(node, DefinitionList) and node.is_glossary)

    linked: list[Section] = []
    met = set[int]()
    for chapter in chapters:
        linking = _Linking(pattern, targets)
        linked += with_words((chapter,), linking.change, of=is_running, into=is_entered)
        met |= linking.met
    for group, term in enumerate(terms, 1):
        if group not in met:
            span = shared.terms[term][1]
            shared.diagnostics.note("RB-UNUSED", span, *hinted("content.term-unused", term=term))
    return tuple(linked)


def _forms(term: str, language: str) -> str:
    """A pattern of the forms of a term: *ferge* in *fergenes*, *IKT* in *IKT-en*."""
    endings = _ENDINGS.get(language, "")
    if endings and term.endswith(_ON_VOWEL):
        return rf"{re.escape(term[:-1])}(?:{_ON_VOWEL}|{endings})s?"
    joint = "-?" if term[-1:].isupper() else ""
    return rf"{re.escape(term)}(?:{joint}(?:{endings}))?s?" if endings else re.escape(term)


class _Linking(Struct):
    """Links the terms of one chapter to ``targets``, one for each group of the pattern.

    ``met`` are the groups that were found so far.
    """

    pattern: re.Pattern[str]
    targets: Sequence[str]
    met: set[int] = field(default_factory=set)

    def change(self, inlines: Inlines) -> Inlines:
        """Words with the links; the same object where none is set."""
        found = rewritten(inlines, self._changed)
        return inlines if found == inlines else found

    def _changed(self, node: Inline) -> Inlines | None:
        if isinstance(node, Link | Reference):
            return (node,)
        return self._split(node) if isinstance(node, Text) else None

    def _split(self, text: Text) -> Inlines:
        nodes: list[Inline] = []
        done = 0
        for match in self.pattern.finditer(text.value):
            group = match.lastindex or 0
            if group in self.met:
                continue
            self.met.add(group)
            if match.start() > done:
                nodes.append(Text(text.value[done : match.start()], text.span))
            nodes.append(Reference(self.targets[group - 1], (Text(match[0], text.span),), text.span))
            done = match.end()
        if done < len(text.value):
            nodes.append(Text(text.value[done:], text.span))
        return tuple(nodes)
