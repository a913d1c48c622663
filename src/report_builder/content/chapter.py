"""One chapter while it is read, and what all chapters of a report share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.content.abbreviations import Abbreviations
from report_builder.content.findings import compared_in
from report_builder.content.formats import written_value
from report_builder.content.ids import Ids, slug
from report_builder.content.markdown import Environment
from report_builder.content.text_positions import Place
from report_builder.content.token_tree import Node, TextFile
from report_builder.diagnostics import Diagnostics, Fix, SourceSpan
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import Message, hinted, say
from report_builder.language.passages import Piece, Pieces, Voice, joined, numbers, voice
from report_builder.model.blocks import Block, Note
from report_builder.model.comments import Comment
from report_builder.model.findings import Finding
from report_builder.model.image_files import Image
from report_builder.model.inlines import FindingValue, Inlines, NoteReference, pieces, plain_text
from report_builder.model.report import FORM
from report_builder.model.units import Unit
from report_builder.patterns import late
from report_builder.plugins.plugin import NO_PLUGINS, Plugins
from report_builder.sources.files import SourceFiles
from report_builder.sources.nearest import did_you_mean
from report_builder.sources.schema import Located

if TYPE_CHECKING:
    from report_builder.content.index_marks import IndexMark
    from report_builder.content.literature.cited import Citation
    from report_builder.content.literature.sources import Sources
    from report_builder.content.units.conditions import Condition


class Target(Struct, frozen=True):
    """Something that a cross-reference can lead to, and what it is called in running text.

    One that is numbered is called by the words of ``key`` and its ``number``, another by its ``title``.
    """

    key: str = ""
    number: str = ""
    title: Pieces = ()

    @property
    def is_named(self) -> bool:
        """Whether there is anything to call it by."""
        return bool(self.number or self.title)

    def called(self, here: Voice) -> Pieces:
        """Give what it is called in a passage where ``here`` speaks; a title keeps its own language."""
        if self.number:
            return (Piece(f"{here.words(self.key).lower()}\u00a0{self.number}", here.language),)
        quotes = here.words("rule.quotes")
        return joined((Piece(quotes[0], here.language), *self.title, Piece(quotes[1], here.language)))


_NO_WORDS = late(r"\{[^{}]*\}(?:`[^`]*`)?|\[\^[^\]]*\]|\]\([^()]*\)")
"""Roles with what they name, attributes, the marks of notes, and where links lead."""
_NAMING = 6
"""So many words are enough to name a block."""
_SIGNS_MEAN = 7
"""The first form of files in whose text signs and letters set words apart and count lists."""
_NAMED_BY_WORDS = 5
"""The first form of files whose boxes, figures and quotations are named by their words, not their place."""


class Shared(Struct):
    """What all chapters of a report share while they are read.

    ``findings`` are those that are sound and ``finding_ids`` all there are, unless ``findings_known`` is
    false; ``chapters_known`` is false as soon as a chapter could not be read, and with it its ids. ``typed``
    has what was typed of each plain text that shows findings, by the place and the text. ``counted`` are the
    words that the report keeps with the number before them, ``form`` is that of the file. ``abbreviations``
    are those that the report explains. ``sources`` is its literature, ``cited`` what was cited so far;
    ``facts`` are those that running text may have, by their names; ``unit`` is whose report it is, if any's,
    and ``conditions`` are those of passages that its report has or not. ``terms`` have the id of the meaning
    of each and its place, ``directories`` the ids of the lists of figures and the like, with what they list.
    ``index_marks`` are those of words for the index. ``shared_folder`` has texts of several reports,
    ``included`` are those that stand in chapters, with where.
    """

    files: SourceFiles
    diagnostics: Diagnostics
    words: Catalogue
    language: str
    findings: Mapping[str, Finding]
    finding_ids: frozenset[str]
    findings_known: bool
    html_literal: bool
    counted: tuple[str, ...] = ()
    plugins: Plugins = NO_PLUGINS
    form: int = FORM
    abbreviations: Abbreviations = field(default_factory=Abbreviations)
    sources: Sources | None = None
    cited: list[Citation] = field(default_factory=list)
    facts: Mapping[str, str] = {}
    unit: Unit | None = None
    conditions: list[Condition] = field(default_factory=list)
    terms: dict[str, tuple[str, SourceSpan]] = field(default_factory=dict)
    directories: dict[str, str] = field(default_factory=dict)
    index_marks: dict[str, IndexMark] = field(default_factory=dict)
    ids: Ids = field(default_factory=Ids)
    targets: dict[str, Target] = field(default_factory=dict)
    files_of_targets: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    images: dict[str, Image | None] = field(default_factory=dict)
    typed: dict[tuple[SourceSpan, str], str] = field(default_factory=dict)
    shared_folder: Located[str] | None = None
    included: dict[str, SourceSpan] = field(default_factory=dict)
    chapters_known: bool = True
    note_count: int = 0
    chapter_count: int = 0
    part_count: int = 0
    appendix_count: int = 0
    figure_count: int = 0
    table_count: int = 0
    formula_count: int = 0

    @property
    def has_plain_signs(self) -> bool:
        """Whether the report is of a form in which ``H~2~O``, ``a)`` and ``| …`` are printed as they are."""
        return self.form < _SIGNS_MEAN

    @property
    def findings_whole(self) -> bool:
        """True where every finding that there is can be asked."""
        return self.findings_known and len(self.findings) == len(self.finding_ids)

    def finding(self, identifier: str, span: SourceSpan) -> Finding | None:
        """Return a finding; RB-UNKNOWN-FINDING when ``findings.yaml`` has none of that name."""
        found = self.findings.get(identifier)
        if found is None and self.findings_known and identifier not in self.finding_ids:
            message = say("content.no-finding", id=identifier)
            hint = did_you_mean(identifier, self.finding_ids) or say("content.no-finding.hint")
            self.diagnostics.error("RB-UNKNOWN-FINDING", span, message, hint)
        return found

    def group(self, name: str, span: SourceSpan) -> tuple[Finding, ...]:
        """Return the findings of a group; RB-UNKNOWN-FINDING when ``findings.yaml`` has none in it."""
        members = tuple(finding for finding in self.findings.values() if finding.group == name)
        if not members and self.findings_whole:
            groups = sorted({finding.group for finding in self.findings.values()} - {""})
            hint = did_you_mean(name, groups) or say("content.no-group.hint")
            self.diagnostics.error("RB-UNKNOWN-FINDING", span, say("content.no-group", group=name), hint)
        return members


class _WrittenNote(Struct):
    """A footnote as it was written; once it was referred to, its number and the languages around it.

    ``places`` is how many refer to it so far.
    """

    node: Node
    id: str
    number: int = 0
    languages: tuple[str, ...] = ()
    places: int = 0


class Chapter(Struct):
    """One chapter while it is read.

    ``kinds`` maps a kind of node to the function that reads it; it is handed in, so that those
    functions can read what is nested in their own block through :meth:`blocks`. ``in_note`` is true while a
    footnote is read. ``asked`` has what readers are asked to fill in below the
    latest heading, by its words, with its place. ``included`` are the files whose text stands in it;
    ``path``, ``lines`` and ``environment`` are those of the file that is read, see :meth:`within`.
    """

    shared: Shared
    path: str
    lines: list[str]
    environment: Environment
    root: Node
    kinds: Mapping[str, Callable[[Node, Chapter], Iterable[Block]]]
    included: tuple[TextFile, ...] = ()
    _notes: dict[str, dict[str, _WrittenNote]] = field(default_factory=dict)
    _referred: list[_WrittenNote] = field(default_factory=list)
    _next_block: int = 1
    _depth: int = 0
    _languages: list[str] = field(default_factory=list)
    links_addresses: bool = True
    in_note: bool = False
    asked: dict[str, SourceSpan] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    @contextmanager
    def within(self, file: TextFile | None) -> Iterator[None]:
        """Read what stands in another ``file``; None for the one that is read."""
        if file is None:
            yield
            return
        kept = self.path, self.lines, self.environment
        self.path, self.lines, self.environment = file.path, file.lines, file.environment
        yield
        self.path, self.lines, self.environment = kept

    def walk(self) -> Iterator[Node]:
        """Yield everything in the chapter in the order of its text, each while its own file is read."""
        for node in self.root.walk():
            if node.source is None:
                yield node
            else:
                with self.within(node.source):
                    yield node

    @property
    def _written(self) -> dict[str, _WrittenNote]:
        return self._notes.setdefault(self.path, {})

    def explained(self, inlines: Inlines) -> Inlines:
        """Running text in which an abbreviation says what it means at its first place in the chapter."""
        return self.shared.abbreviations.expand(inlines, self._met)

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Read what is drawn: an address stays text there, since nothing in a drawing is a link."""
        self.links_addresses = False
        yield
        self.links_addresses = True

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """Read what is written in ``language`` (a BCP 47 tag; empty for no other than around it)."""
        if not language:
            yield
            return
        self._languages.append(language)
        yield
        self._languages.pop()

    @property
    def language(self) -> str:
        """The language of what is read: that of the passage around it, or the report's own."""
        return self._languages[-1] if self._languages else self.shared.language

    @property
    def voice(self) -> Voice:
        """What the program says in the passage that is read."""
        return voice(self.language, self.shared.language)

    def value(self, finding: Finding, span: SourceSpan, *, alone: bool = False) -> FindingValue:
        """Write the value of a finding as the language of the place does; others as the report's own.

        ``alone`` leaves its unit out.
        """
        written = self.written(finding)
        shown = written.number if alone else written.display
        own = ""
        if written.language == self.language:
            own = finding.unit if not alone and any(map(str.isalpha, finding.unit)) else ""
        elif self.language != self.shared.language:
            own = shown
        return FindingValue(finding.id, shown, span, alone, own, self.shared.language if own else "")

    def written(self, finding: Finding) -> Finding:
        """Give a finding with its number as the language of the place writes it, and a year as it says it."""
        if self.language == self.shared.language:
            return finding
        here = numbers(self.language, self.shared.language)
        shown = written_value(finding.value, finding.unit, here.words, plus=finding.plus)
        return compared_in(replace(finding, display=shown, language=here.language), self.voice)

    def in_pieces(self, inlines: Inlines) -> Pieces:
        """Give a text that stays plain with its passages in other languages; nothing if it has none."""
        found = pieces(inlines, self.language)
        return found if any(piece.language != self.language for piece in found) else ()

    def plain(self, inlines: Inlines, span: SourceSpan) -> str:
        """Give the characters of a text at ``span`` that stays plain, such as a text alternative."""
        if self.shared.cited or self.shared.index_marks:
            from report_builder.content.drawn_words import tell_drawn  # few reports have either

            tell_drawn(inlines, self.shared.diagnostics)
        text, typed = (plain_text(inlines, as_typed=typed).strip() for typed in (False, True))
        if typed != text:
            self.shared.typed[span, text] = typed
        return text

    def place(self, node: Node, content: str | None = None) -> Place:
        """Return the place of a node's text, or of ``content`` on the same line."""
        return Place(self.path, self.lines, node.line, node.content if content is None else content)

    def span(self, node: Node) -> SourceSpan:
        """Return the place where a node begins."""
        return self.place(node).at() if node.content else SourceSpan(self.path, node.line + 1)

    def error(
        self, code: str, span: SourceSpan, message: Message, hint: Message, fixes: tuple[Fix, ...] = ()
    ) -> None:
        """Report a fault in this chapter."""
        self.shared.diagnostics.error(code, span, message, hint, fixes=fixes)

    def block_id(self, node: Node) -> str:
        """Return the author's id of a block, or one made from the chapter and the block's place in it."""
        if node.id:
            return node.id
        return self.new_id()

    def named_id(self, node: Node, source: str) -> str:
        """Return the author's id of a block, or one made from its first words as they stand in ``source``.

        What is put before it changes nothing of that, so that links to the block stay good. Values of
        findings have no part in it.
        """
        words = slug(_NO_WORDS.sub(" ", source)).split("-")[:_NAMING]
        if node.id or not any(words) or self.shared.form < _NAMED_BY_WORDS:
            return self.block_id(node)
        return self.shared.ids.make("-".join(words))

    def new_id(self) -> str:
        """Return an id made from the chapter and the place of the next block in it."""
        identifier, self._next_block = self.shared.ids.number(self.root.id, self._next_block)
        return identifier

    @property
    def nested(self) -> bool:
        """True while the blocks inside another block are read."""
        return self._depth > 0

    def blocks(self, nodes: Iterable[Node], *, nested: bool = True) -> tuple[Block, ...]:
        """Read nodes that stand below each other, inside another block unless ``nested`` is False."""
        self._depth += nested
        read = tuple(block for node in nodes for block in self._block(node))
        self._depth -= nested
        return read

    def _block(self, node: Node) -> Iterable[Block]:
        read = self.kinds.get(node.kind)
        if read is None:
            self.error("RB-UNSUPPORTED", self.span(node), *hinted("content.unknown-kind", kind=node.kind))
            return ()
        if node.source is None:
            return read(node, self)
        with self.within(node.source):
            return tuple(read(node, self))

    def add_note(self, label: str, node: Node) -> None:
        """Take up a footnote that is written in this chapter."""
        earlier = self._written.get(label)
        if earlier is not None:
            first = SourceSpan(self.path, earlier.node.line + 1)
            here = SourceSpan(self.path, node.line + 1)
            self.shared.diagnostics.error(
                "RB-DUPLICATE-ID", here, *hinted("content.note-twice", label=label, line=first.line), (first,)
            )
            return
        name = slug(label) or "x"
        self._written[label] = _WrittenNote(node, self.shared.ids.make(f"note-{self.root.id}-{name}"))

    def refer_to_note(self, label: str, span: SourceSpan) -> NoteReference | None:
        """Return the reference to a footnote, numbered by first mention; else RB-DANGLING-NOTE."""
        note = self._written.get(label)
        if note is None:
            hint = did_you_mean(label, self._written) or say("content.no-note.hint", label=label)
            self.error("RB-DANGLING-NOTE", span, say("content.no-note", label=label), hint)
            return None
        if not note.number:
            self.shared.note_count += 1
            note.number = self.shared.note_count
            note.languages = tuple(self._languages)
            self._referred.append(note)
        note.places += 1
        return NoteReference(note.id, note.number, span, note.places)

    def read_notes(self) -> None:
        """Read the footnotes that were referred to, and those that they refer to; report the others."""
        read = 0
        told: list[tuple[_WrittenNote, tuple[Block, ...], SourceSpan]] = []
        while read < len(self._referred):
            note = self._referred[read]
            read += 1
            with self.within(note.node.source):
                span = SourceSpan(self.path, note.node.line + 1)
            # It is read aloud where it is referred to, in the language of that place.
            self._languages = [*note.languages]
            self.in_note = True
            blocks = self.blocks(note.node.children)
            self.in_note = False
            if not blocks:
                self.error("RB-EMPTY", span, say("content.note-empty"), say("content.behind-colon"))
            told.append((note, blocks, span))
        for note, blocks, span in told:  # a note may be referred to by one behind it
            self.shared.notes[note.id] = Note(note.id, note.number, blocks, span, note.places)
        for file, written in self._notes.items():
            for label in [label for label, note in written.items() if not note.number]:
                span = SourceSpan(file, written[label].node.line + 1)
                self.error("RB-DANGLING-NOTE", span, *hinted("content.note-unused", label=label))
