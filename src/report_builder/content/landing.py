"""``content/landing.yaml``: what stands on the landing page, and where; the file need not be there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, TypeVar

from markdown_it.token import Token
from msgspec import Struct

from report_builder.content.borrowed import Borrowed, chosen
from report_builder.content.chapter import Chapter, Shared
from report_builder.content.facts import FACTS
from report_builder.content.formats import scripts_can_be_set
from report_builder.content.inlines import read_inlines
from report_builder.content.letters import tell_letters
from report_builder.content.pasted import tell_pasted_values
from report_builder.content.rules_style import PLAIN_SIGNS
from report_builder.content.text_positions import Place
from report_builder.content.token_tree import Node as BlockNode
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.model.blocks import (
    Block,
    Section,
)
from report_builder.model.findings import Finding
from report_builder.model.inlines import Inlines
from report_builder.model.landing import NO_LANDING, Landing, LandingFacts, LandingSection
from report_builder.model.report import Publication
from report_builder.sources.nearest import did_you_mean
from report_builder.sources.schema import Key, Located
from report_builder.sources.source_text import SourceLines
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_text import read_tree

PATH = "content/landing.yaml"

_B = TypeVar("_B", bound=Block)


class FindingsKeys(Struct, frozen=True):
    """Which findings stand on the page: those of a group, or those that are named."""

    span: SourceSpan
    group: Annotated[Located[str] | None, Key("key.landing.group", example="deltakere")] = None
    ids: Annotated[tuple[Located[str], ...], Key("key.landing.ids")] = ()
    note: Annotated[Located[str] | None, Key("key.landing.note")] = None


class SectionKeys(Struct, frozen=True):
    """A headed part of the page."""

    title: Annotated[Located[str], Key("key.landing.title")]
    text: Annotated[tuple[Located[str], ...], Key("key.landing.paragraphs")] = ()
    items: Annotated[tuple[Located[str], ...], Key("key.landing.items")] = ()
    quotes: Annotated[tuple[Located[str], ...], Key("key.landing.quotes")] = ()
    more: Annotated[
        Located[str] | None,
        Key("key.landing.more", example="anbefalinger"),
    ] = None


class FactsKeys(Struct, frozen=True):
    """The fact box: one of the report, or lines of its own."""

    span: SourceSpan
    box: Annotated[Located[str] | None, Key("key.landing.box")] = None
    title: Annotated[Located[str] | None, Key("key.landing.box-title")] = None
    items: Annotated[tuple[Located[str], ...], Key("key.landing.box-items")] = ()


class LandingKeys(Struct, frozen=True):
    """Keys of ``landing.yaml``."""

    lead: Annotated[Located[str], Key("key.landing.lead")]
    voice: Annotated[Located[str] | None, Key("key.landing.voice")] = None
    introduction: Annotated[tuple[Located[str], ...], Key("key.landing.paragraphs")] = ()
    findings: Annotated[FindingsKeys | None, Key("key.landing.findings")] = None
    quotes: Annotated[tuple[Located[str], ...], Key("key.landing.quotes")] = ()
    sections: Annotated[tuple[SectionKeys, ...], Key("key.landing.sections")] = ()
    facts: Annotated[FactsKeys | None, Key("key.landing.facts")] = None


def read_landing(shared: Shared, facts: Publication, chapters: tuple[Section, ...]) -> Landing:
    """Read ``content/landing.yaml``, or choose from the report where there is no such file.

    Every fault of the file gets its diagnostic; then what comes back is not to be used.
    """
    if not shared.files.exists(PATH):
        return chosen(facts, Borrowed(shared.language, chapters, shared.notes.values()))
    text = shared.files.read_text(PATH, shared.diagnostics, None)
    if text is None:
        return NO_LANDING
    tree, lines = read_tree(text, PATH, shared.diagnostics, shared.language, compose=True)
    if tree is None:
        return NO_LANDING
    tell_pasted_values(tree, lines, PATH, shared.language, shared.diagnostics)
    tell_letters(tree, lines, shared.language, shared.diagnostics, marks=True)
    scripts_can_be_set(tree, lines, shared.diagnostics)
    keys = read_partly(tree, LandingKeys, shared.diagnostics)
    return _Reader(shared, lines, chapters).read(keys) if keys else NO_LANDING


class _Reader:
    """Makes the page of the keys; the report's blocks are found by their ids."""

    def __init__(self, shared: Shared, lines: SourceLines, chapters: tuple[Section, ...]) -> None:
        self._shared = shared
        root = BlockNode("section", Token("root", "", 0), 0)
        self._file = Chapter(
            shared, PATH, lines, {FACTS: shared.facts, PLAIN_SIGNS: shared.has_plain_signs}, root, {}
        )
        self._report = Borrowed(shared.language, chapters, shared.notes.values())

    def read(self, keys: LandingKeys) -> Landing:
        findings = keys.findings
        return Landing(
            voice=self._line(keys.voice),
            lead=self._line(keys.lead),
            introduction=self._lines(keys.introduction),
            findings=self._findings(findings) if findings else (),
            findings_note=self._line(findings.note) if findings else (),
            quotes=self._found(keys.quotes, self._report.quotes, say("content.the-pull-quote")),
            sections=tuple(self._section(section) for section in keys.sections),
            facts=self._facts(keys.facts) if keys.facts else None,
        )

    def _section(self, keys: SectionKeys) -> LandingSection:
        named = (keys.more,) if keys.more else ()
        more = self._found(named, self._report.sections, say("content.the-section"))
        return LandingSection(
            title=self._line(keys.title),
            text=self._lines(keys.text),
            items=self._lines(keys.items),
            quotes=self._found(keys.quotes, self._report.quotes, say("content.the-pull-quote")),
            more=more[0].id if more else "",
            more_title=self._report.title(more[0]) if more else (),
        )

    def _findings(self, keys: FindingsKeys) -> tuple[Finding, ...]:
        if bool(keys.ids) == bool(keys.group):
            message = say("content.page-findings-both") if keys.ids else say("content.page-findings-none")
            self._file.error("RB-EMPTY", keys.span, message, say("content.page-findings.hint"))
            return ()
        if keys.group is None:
            found = (self._shared.finding(item.value, item.span) for item in keys.ids)
            return tuple(finding for finding in found if finding is not None)
        return self._shared.group(keys.group.value, keys.group.span)

    def _facts(self, keys: FactsKeys) -> LandingFacts | None:
        own = keys.title is not None and bool(keys.items)
        if own == (keys.box is not None):
            self._file.error("RB-EMPTY", keys.span, *hinted("content.facts-open"))
            return None
        if keys.box is None:
            return LandingFacts(self._line(keys.title), self._lines(keys.items))
        boxes = self._found((keys.box,), self._report.boxes, say("content.the-fact-box"))
        if not boxes:
            return None
        facts = self._report.facts(boxes[0])
        if facts is None:
            self._file.error(
                "RB-UNSUPPORTED", keys.box.span, *hinted("content.facts-complex", id=keys.box.value)
            )
        return facts

    def _found(
        self, wanted: Iterable[Located[str]], known: Mapping[str, _B], kind: Message
    ) -> tuple[_B, ...]:
        found = []
        for item in wanted:
            if item.value in known:
                found.append(known[item.value])
                continue
            if not self._may_be_missed(item.value):
                continue
            message = say("content.not-in-report", kind=kind, id=item.value)
            hint = did_you_mean(item.value, known) or say(
                "content.not-in-report.hint", kind=kind, id=item.value
            )
            self._file.error("RB-DANGLING-REF", item.span, message, hint)
        return tuple(found)

    def _may_be_missed(self, identifier: str) -> bool:
        """Tell whether what has this id was read, or is nowhere; else what keeps it away is told already."""
        shared = self._shared
        return shared.chapters_known and (identifier in self._report.ids or identifier not in shared.targets)

    def _lines(self, texts: Iterable[Located[str]]) -> tuple[Inlines, ...]:
        return tuple(self._line(text) for text in texts)

    def _line(self, text: Located[str] | None) -> Inlines:
        if text is None:
            return ()
        place = Place(PATH, self._file.lines, text.span.line - 1, text.value, text.span.column - 1)
        return read_inlines(text.value, place, self._file)
