"""YAML read into a tree of nodes with their places, and nothing more: no types, no tags, no code.

Scalars stay as they are written (the YAML 1.2 core schema decides nothing here but what null is);
:mod:`report_builder.sources.schema` gives them types. The tree is built from PyYAML's events without
recursion, so that neither deep nesting nor aliases can cost more than the limits below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, Value, hinted, in_turn, say
from report_builder.patterns import late
from report_builder.sources.allowing import comment_allowances
from report_builder.sources.characters import bare
from report_builder.sources.curly_syntax import curly_cause
from report_builder.sources.source_text import SourceLines, read_lines, tell_invisible, without_invisible
from report_builder.sources.yaml_causes import NO_TAB, NOT_CLOSED, TAB, find_cause, line_above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import yaml

MAX_NODES = 100_000
"""How many nodes a file may have, each alias counted as what it stands for."""

MAX_DEPTH = 50
"""How deeply lists and mappings may be nested."""

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
# What YAML 1.2 allows in no file (5.1), of what :func:`read_lines` leaves in one.
_UNCLEAN = late("\x0b")


class ScalarNode(Struct, frozen=True):
    """One value as it is written; ``plain`` when it stands without quotes and is no block of text."""

    span: SourceSpan
    text: str
    plain: bool

    @property
    def is_null(self) -> bool:
        """True for an empty value, ``~`` and ``null`` without quotes."""
        return self.plain and self.text in _NULL


class ListNode(Struct, frozen=True):
    """A list of nodes."""

    span: SourceSpan
    items: tuple[Node, ...]


class Entry(Struct, frozen=True):
    """The value of a key, and the place of the key itself."""

    key_span: SourceSpan
    value: Node


class MapNode(Struct, frozen=True):
    """A mapping in the order of the file."""

    span: SourceSpan
    entries: dict[str, Entry]


Node: TypeAlias = ScalarNode | ListNode | MapNode


def parse_yaml(text: str | SourceLines, path: str, diagnostics: Diagnostics) -> Node | None:
    """Read one YAML document; ``path`` names it in diagnostics.

    What is not seen in a ``text`` is taken out first, as :func:`read_lines` does. Places in the tree are
    those of the text as it was read.

    An empty document is an empty mapping. None comes back where there is no tree (RB-YAML-SYNTAX,
    RB-YAML-LIMIT, RB-ENCODING). After a duplicate key or a tag the tree is returned all the same, with
    the first of two values and without the tag, so that the faults behind it are found in the same run.
    """
    lines = read_lines(text, path, diagnostics, compose=False) if isinstance(text, str) else text
    text = lines.text
    unclean = _UNCLEAN.search(text)
    if unclean:
        place = _place_of(text, unclean.start(), path)
        diagnostics.error("RB-ENCODING", place, *_unclean_words(unclean.group()))
        return None
    import yaml

    builder = _Builder(path, lines, diagnostics)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.MarkedYAMLError as fault:
        _tell_syntax(fault, (*builder.key_path(),), text, path, diagnostics)
        return None
    except _StopReading:
        return None
    builder.check_anchors()
    diagnostics.allow(comment_allowances(text, path, diagnostics))
    if builder.root is None or (isinstance(builder.root, ScalarNode) and builder.root.is_null):
        return MapNode(SourceSpan(path, 1, 1), {})
    return builder.root


class _StopReading(Exception):  # noqa: N818 - not an error: the diagnostic is written already
    """Ends the reading of a file after its diagnostic."""


class _Frame(Struct):
    """A list or mapping that is not closed yet."""

    span: SourceSpan
    is_map: bool
    anchor: str | None
    nodes_before: int
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: ScalarNode | None = None
    awaits_value: bool = False


class _Builder:
    """Takes events one by one and grows the tree."""

    def __init__(self, path: str, lines: SourceLines, diagnostics: Diagnostics) -> None:
        self.root: Node | None = None
        self._path = path
        self._rare = lines.rare
        self._diagnostics = diagnostics
        self._open: list[_Frame] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._unused: dict[str, SourceSpan] = {}
        self._nodes = 0
        self._take: dict[str, Callable[[Any], None]] = {
            "ScalarEvent": self._scalar,
            "SequenceStartEvent": self._start,
            "MappingStartEvent": self._start,
            "SequenceEndEvent": self._end,
            "MappingEndEvent": self._end,
            "AliasEvent": self._alias,
            "DocumentStartEvent": self._document,
        }

    def take(self, event: yaml.Event) -> None:
        action = self._take.get(type(event).__name__)
        if action is not None:
            action(event)

    def check_anchors(self) -> None:
        """Tell each name that no alias uses: text that begins with '&' loses a word to it."""
        for name, span in self._unused.items():
            self._diagnostics.error("RB-YAML-ANCHOR", span, *hinted("sources.yaml-anchor", name=name))

    def key_path(self) -> Iterator[Value]:
        """Where the reading stands, in keys and numbers of list items."""
        for frame in self._open:
            if not frame.is_map:
                yield say("sources.item", number=len(frame.items) + 1)
            elif frame.key is not None:
                yield f"'{frame.key.text}'"

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        if self.root is not None:
            self._stop("RB-YAML-SYNTAX", event, *hinted("sources.yaml-second"))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        span = self._note(event)
        unclean = _UNCLEAN.search(event.value)
        if unclean:
            self._diagnostics.error("RB-ENCODING", span, *_unclean_words(unclean.group()))
        # Escapes bring in what the file itself does not have.
        value, invisible = without_invisible(event.value)
        brought = [found for found in invisible if found[0] not in self._rare]
        tell_invisible(brought, span, self._diagnostics)
        node = ScalarNode(span, value, not event.style)
        self._count(1, event)
        if event.anchor:
            self._anchors[event.anchor] = (node, 1)
        self._add(node)

    def _start(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> None:
        span = self._note(event)
        if len(self._open) >= MAX_DEPTH:
            self._stop("RB-YAML-LIMIT", event, *hinted("sources.yaml-deep", most=MAX_DEPTH))
        is_map = type(event).__name__ == "MappingStartEvent"
        self._open.append(_Frame(span, is_map, event.anchor, self._nodes))
        self._count(1, event)

    def _end(self, _event: yaml.Event) -> None:
        frame = self._open.pop()
        node: Node = (
            MapNode(frame.span, frame.entries) if frame.is_map else ListNode(frame.span, tuple(frame.items))
        )
        if frame.anchor:
            self._anchors[frame.anchor] = (node, self._nodes - frame.nodes_before)
        self._add(node)

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = event.anchor or ""
        if any(frame.anchor == name for frame in self._open):
            self._stop("RB-YAML-LIMIT", event, *hinted("sources.yaml-alias-circle", name=name))
        found = self._anchors.get(name)
        if found is None:
            self._stop("RB-YAML-SYNTAX", event, *hinted("sources.yaml-alias-unknown", name=name))
        self._unused.pop(name, None)
        node, size = found
        self._count(size, event)
        self._add(node)

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        frame = self._open[-1]
        if not frame.is_map:
            frame.items.append(node)
        elif not frame.awaits_value:
            frame.key = self._as_key(node)
            frame.awaits_value = True
        else:
            self._add_entry(frame, node)
            frame.key, frame.awaits_value = None, False

    def _as_key(self, node: Node) -> ScalarNode | None:
        if isinstance(node, ScalarNode):
            return replace(node, text=bare(node.text))
        self._diagnostics.error("RB-WRONG-TYPE", node.span, *hinted("sources.yaml-key-no-word"))
        return None

    def _add_entry(self, frame: _Frame, value: Node) -> None:
        key = frame.key
        if key is None:
            return
        first = frame.entries.setdefault(key.text, Entry(key.span, value))
        if first.key_span != key.span:
            self._diagnostics.error(
                "RB-DUPLICATE-KEY",
                key.span,
                *hinted("sources.key-twice", key=key.text, line=first.key_span.line),
                (first.key_span,),
            )

    def _note(self, event: yaml.NodeEvent) -> SourceSpan:
        """Place an event, and refuse its tag."""
        span = self._place(event.start_mark)
        if event.anchor:
            self._unused[event.anchor] = span
        tag: str | None = getattr(event, "tag", None)
        if tag is not None:
            self._diagnostics.error("RB-YAML-TAG", span, *hinted("sources.yaml-tag", tag=tag))
        return span

    def _count(self, nodes: int, event: yaml.Event) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            self._stop("RB-YAML-LIMIT", event, *hinted("sources.yaml-large", most=MAX_NODES))

    def _stop(self, code: str, event: yaml.Event, message: Message, hint: Message) -> NoReturn:
        self._diagnostics.error(code, self._place(event.start_mark), message, hint)
        raise _StopReading

    def _place(self, mark: Any) -> SourceSpan:
        return SourceSpan(self._path, *_line_and_column(mark))


def _unclean_words(character: str) -> tuple[Message, Message]:
    return say("sources.control-character", code=f"U+{ord(character):04X}"), say("sources.delete-it")


def _place_of(text: str, offset: int, path: str) -> SourceSpan:
    return SourceSpan(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


_TAB = "tab character"
_SYNTAX = (
    ("mapping values are not allowed", say("sources.yaml-key-inside"), say("sources.yaml-key-inside.hint")),
    (_TAB, TAB, NO_TAB),
    ("cannot start any token", say("sources.yaml-kept"), say("sources.yaml-kept.hint")),
    ("unexpected end of stream", say("sources.yaml-quote-open"), say("sources.yaml-quote-open.hint")),
    ("expected ',' or", NOT_CLOSED, say("sources.yaml-bracket-open.hint")),
    ("expected key", say("sources.yaml-misfit"), say("sources.yaml-misfit.hint")),
    ("expected '-'", say("sources.yaml-list-misfit"), say("sources.yaml-list-misfit.hint")),
    ("<block end>", say("sources.yaml-misfit"), say("sources.yaml-misfit.hint")),
    ("could not find expected ':'", say("sources.yaml-no-colon"), say("sources.yaml-no-colon.hint")),
)
"""What PyYAML says (a part of it), what we say, and how to mend it."""


_OWN_KEY = late(r"[\s-]*([\w.-]+):(?:\s|$)")


def _tell_syntax(
    fault: yaml.MarkedYAMLError, keys: Sequence[Value], text: str, path: str, diagnostics: Diagnostics
) -> None:
    """Tell the cause where it is one that people are known for, else what PyYAML found."""
    place, message, keys, hint = _syntax_words(fault, keys, text, path)
    lines = text.split("\n")
    if curly_cause(lines, place, diagnostics):
        return
    problem = fault.problem or ""
    numbers = [place.line]
    if "expected ',' or" in problem:  # a bracket: where it was opened
        numbers.insert(0, _line_and_column(fault.context_mark)[0])
    if any(
        said in problem for said in ("expected ':'", "mapping values", "node content")
    ):  # seen only behind the line that has it
        numbers.append(line_above(lines, place.line))
    cause = find_cause(lines, numbers, path)
    if cause is None:
        above = numbers[-1]
        if "expected ':'" in problem and 0 < above < place.line and ":" not in lines[above - 1]:
            place, keys = SourceSpan(path, above), ()
        diagnostics.error("RB-YAML-SYNTAX", place, _within(message, keys), hint)
        return
    message = _within(cause.message, keys if cause.span.line == place.line else ())
    diagnostics.error("RB-YAML-SYNTAX", cause.span, message, cause.hint, fixes=cause.fixes)


def _within(message: Message, keys: Sequence[Value]) -> Message:
    """Say around which keys it is, where that is known."""
    return say("sources.yaml-within", fault=message, keys=in_turn(keys)) if keys else message


def _syntax_words(
    fault: yaml.MarkedYAMLError, keys: Sequence[Value], text: str, path: str
) -> tuple[SourceSpan, Message, Sequence[Value], Message]:
    """Place, message, keys around it and hint for what PyYAML found."""
    problem = fault.problem or fault.context or ""
    # For a quote that is never closed: where it opens, not the end of the file.
    mark = fault.context_mark if "end of stream" in problem else fault.problem_mark
    line, column = _line_and_column(mark or fault.problem_mark)
    line_text = next(iter(text.split("\n")[line - 1 : line]), "")
    if "start any token" in problem and line_text[column - 1 : column] == "\t":
        problem = _TAB
    found = say("sources.yaml-problem", problem=problem) if problem else say("sources.yaml-unreadable")
    other = found, say("sources.yaml-problem.hint")
    message, hint = next(((words, mend) for part, words, mend in _SYNTAX if part in problem), other)
    # The scanner runs ahead of the events, so the line's own key may not have been seen yet.
    own = _OWN_KEY.match(line_text)
    if own and keys[-1:] != (name := f"'{own[1]}'",):
        keys = (*keys, name)
    return SourceSpan(path, line, column), message, keys, hint


def _line_and_column(mark: Any) -> tuple[int, int]:
    """Count from 1 what PyYAML counts from 0; it may know no place at all."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
