"""What went wrong, where, and how to mend it.

Expected failures (bad input) are never exceptions: every stage returns an ``Outcome``
that carries a value or none, and all diagnostics that were found on the way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import IntEnum
from typing import Generic, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from report_builder.language.message import Said
from report_builder.patterns import late

T = TypeVar("T")

_UNPRINTABLE = late(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Give one line in which nothing that came from files, names or readers steers the terminal."""
    # Nearly all text is, but for no-break spaces, and need not be searched.
    if text.replace("\u00a0", "").isprintable():
        return text
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


class Severity(IntEnum):
    """How much a diagnostic weighs; only an ERROR stops a build."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


class ExitStatus(IntEnum):
    """What the process answers to its caller."""

    DONE = 0
    CHECK_FAILED = 1
    BAD_INPUT = 2
    ENVIRONMENT = 3
    CONFLICT = 4
    INTERNAL = 70


class SourceSpan(Struct, frozen=True, order=True):
    """A place in a source file.

    ``path`` is relative to the report's root and uses ``/``; ``line`` and ``column``
    count from 1. Line 0 stands for the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


class Fix(Struct, frozen=True, order=True):
    r"""A mending that is certain: what stands from ``start`` up to ``end`` (exclusive) becomes ``text``.

    Lines and columns count from 1, columns in characters of the line as it stands in the file; equal ends
    insert. A ``\n`` in ``text`` is written as the file ends its lines.
    """

    start: SourceSpan
    end: SourceSpan
    text: str


class Diagnostic(Struct, frozen=True):
    """One finding about the input or the output, in words for an editor.

    ``code`` is a key of :data:`report_builder.codes.CODES`, or a plug-in's; ``hint`` says how to mend it,
    where something can be said of that; ``related`` names further places that belong to the same fault (the
    first of two duplicates, for instance). ``fixes`` mend it where one mending is certain; they belong
    together.
    """

    code: str
    message: Said
    hint: Said | None = None
    span: SourceSpan | None = None
    severity: Severity = Severity.ERROR
    related: tuple[SourceSpan, ...] = ()
    fixes: tuple[Fix, ...] = ()


class Allowance(Struct, frozen=True, order=True):
    """What an author allows at a place: warnings and notes of ``code`` in the lines ``first`` to ``last``.

    ``span`` is where the code is written; the lines are those of the same file and count from 1.
    """

    span: SourceSpan
    code: str
    first: int
    last: int

    def covers(self, item: Diagnostic) -> bool:
        """True for a warning or note of this code at a line of this allowance."""
        span = item.span
        return (
            span is not None
            and span.path == self.span.path
            and self.first <= span.line <= self.last
            and item.code == self.code
            and item.severity is not Severity.ERROR
        )


class Outcome(Struct, Generic[T], frozen=True):
    """A value or none, plus everything that was noticed while making it, and what the sources allow."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()
    allowances: tuple[Allowance, ...] = ()

    @property
    def failed(self) -> bool:
        """True when there is no value or an error was found."""
        return self.value is None or any(d.severity is Severity.ERROR for d in self.diagnostics)


class TextPlaces(Protocol):
    """What knows the places of characters in a source file, as it was read and as it is.

    ``rare`` are the characters beyond Latin-1 that stand in it.
    """

    rare: frozenset[str]

    def in_file(self, line: int, column: int, /) -> int:
        """The column of the file for one of the text as it was read; all count from 0."""

    def place_of(self, char: str, span: SourceSpan, /) -> SourceSpan:
        """Where ``char`` first stands in the text as it was read, at or behind ``span``; else ``span``."""


class Diagnostics:
    """A collector that stages pass along, so that all faults of one run are shown.

    Stages name places of texts as they were read; where characters were left out on the way, the
    collector turns these into places of the file, for editors go there and fixes cut there. ``read`` tells
    how the files were read, by their paths. Errors of the codes ``passed_over`` are not taken. Sources may
    allow warnings with codes of ``prefixes`` beside those of the program: plug-ins have them.
    """

    def __init__(
        self,
        read: Mapping[str, TextPlaces] | None = None,
        passed_over: Collection[str] = (),
        prefixes: tuple[str, ...] = (),
    ) -> None:
        self._read = dict(read or {})
        self._passed_over = passed_over
        self.prefixes = prefixes
        self._items: list[Diagnostic] = []
        self._allowances: list[Allowance] = []

    def apart(self) -> Diagnostics:
        """An empty collector that passes over the same."""
        return Diagnostics(passed_over=self._passed_over, prefixes=self.prefixes)

    def was_read(self, path: str, places: TextPlaces) -> None:
        """From now on, places in the file ``path`` are those of its text as it was read."""
        self._read[path] = places

    @property
    def read(self) -> Mapping[str, TextPlaces]:
        """How the files were read, by their paths."""
        return dict(self._read)

    def error(
        self,
        code: str,
        span: SourceSpan | None,
        message: Said,
        hint: Said | None = None,
        related: tuple[SourceSpan, ...] = (),
        fixes: tuple[Fix, ...] = (),
    ) -> None:
        """Add an error; the build will stop after this stage."""
        if code not in self._passed_over:
            self.add(Diagnostic(code, message, hint, span, Severity.ERROR, related, fixes))

    def warn(
        self,
        code: str,
        span: SourceSpan | None,
        message: Said,
        hint: Said | None = None,
        fixes: tuple[Fix, ...] = (),
    ) -> None:
        """Add a warning; the build goes on."""
        self.add(Diagnostic(code, message, hint, span, Severity.WARNING, (), fixes))

    def note(
        self,
        code: str,
        span: SourceSpan | None,
        message: Said,
        hint: Said | None = None,
        fixes: tuple[Fix, ...] = (),
    ) -> None:
        """Add a note; the build goes on."""
        self.add(Diagnostic(code, message, hint, span, Severity.NOTE, (), fixes))

    def add(self, item: Diagnostic) -> None:
        """Add a diagnostic whose places are those of the texts as they were read."""
        if not self._read:
            self._items.append(item)
            return
        fixes = tuple(Fix(self.place(fix.start), self.place(fix.end), fix.text) for fix in item.fixes)
        related = tuple(map(self.place, item.related))
        span = item.span and self.place(item.span)
        self._items.append(replace(item, span=span, related=related, fixes=fixes))

    def has_told(self, code: str, span: SourceSpan) -> bool:
        """Tell whether a diagnostic of ``code`` stands on the line of ``span``."""
        place = (span.path, span.line)
        return any(
            item.code == code and item.span is not None and (item.span.path, item.span.line) == place
            for item in self._items
        )

    def place(self, span: SourceSpan) -> SourceSpan:
        """The place in the file of one in its text as it was read."""
        places = self._read.get(span.path)
        if places is None or not span.line:
            return span
        return SourceSpan(span.path, span.line, places.in_file(span.line - 1, span.column - 1) + 1)

    def extend(self, items: Iterable[Diagnostic]) -> None:
        """Take over the diagnostics of another stage, with their places as they are."""
        self._items.extend(items)

    def take(self, outcome: Outcome[T]) -> T | None:
        """Take over what another stage noticed, and give what it made; None where it failed."""
        self.extend(outcome.diagnostics)
        self.allow(outcome.allowances)
        return None if outcome.failed else outcome.value

    def allow(self, allowances: Iterable[Allowance]) -> None:
        """Take note of what the sources allow; what shows the diagnostics leaves that out."""
        self._allowances.extend(replace(one, span=self.place(one.span)) for one in allowances)

    @property
    def allowances(self) -> tuple[Allowance, ...]:
        """Everything that the sources allow, as far as they were read, each once."""
        return tuple(dict.fromkeys(self._allowances))

    @property
    def items(self) -> tuple[Diagnostic, ...]:
        """Everything collected so far, in the order it was found, each once."""
        return tuple(dict.fromkeys(self._items))

    @property
    def has_errors(self) -> bool:
        """True as soon as one error was added."""
        return any(d.severity is Severity.ERROR for d in self._items)
