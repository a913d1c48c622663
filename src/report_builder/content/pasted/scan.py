"""The lines of a chapter that are text: outside code, without the marks of the containers they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from report_builder.diagnostics import Fix, SourceSpan
from report_builder.patterns import late

HEADING = late(r"(#{1,6})[ \t]+(.*)")
CODE = late(r"(?<!`)(`++)(?s:.){1,2000}?(?<!`)\1(?!`)")
"""What stands between backticks, over line ends too."""
FORMULA = "$$"
"""What stands around a formula on lines of its own."""
FENCE = late(r"(`{3,}|~{3,})")
"""What a block of code begins with."""
_FENCED = ("`", "~", FORMULA)
_QUOTED = late(r"(?:[ ]*>[ ]?)*")


class Line(Struct, frozen=True):
    """A line of a chapter. ``number`` counts from 1; ``body`` begins at column ``begin`` (from 0)."""

    path: str
    number: int
    begin: int
    body: str
    prefix: str

    @property
    def end(self) -> int:
        """The column, from 0, behind the last sign."""
        return self.begin + len(self.body)

    def at(self, offset: int = 0) -> SourceSpan:
        """Give the place of the character at ``offset`` of the body."""
        return SourceSpan(self.path, self.number, self.begin + offset + 1)

    def fix(self, start: int, end: int, text: str) -> Fix:
        """Put ``text`` in the place of the characters from ``start`` up to ``end`` of the body."""
        return Fix(self.at(start), self.at(end), text)


def has_one_of(text: str, signs: Iterable[str]) -> bool:
    """Whether one of ``signs`` stands in ``text``."""
    for sign in signs:  # noqa: SIM110  asked of every paragraph, and a generator costs more than the search
        if sign in text:
            return True
    return False


def runs(lines: Sequence[str], path: str) -> Iterator[list[Line]]:
    """Give the lines of text that follow each other without a blank line, run by run.

    A fence is one by itself; code and formulas between such are left out.
    """
    run: list[Line] = []
    fence = ""
    for number, raw in enumerate(lines, 1):
        if not raw and not fence:  # every second line
            if run:
                yield run
                run = []
            continue
        begin = indent = 0
        if raw.startswith((" ", ">")):  # few lines do
            prefix = _QUOTED.match(raw)
            begin = prefix.end() if prefix else 0
            indent = len(raw) - begin - len(raw[begin:].lstrip(" "))
        body = raw[begin + indent :].rstrip(" ")
        if fence:
            fence = "" if _ends(fence, body) else fence
            continue
        fence = _begun(body) if body.startswith(_FENCED) else ""
        line = Line(path, number, begin + indent, body, raw[: begin + indent])
        if fence or not body or body.startswith((":::", FORMULA)):
            if run:
                yield run
            run = []
            if body.startswith(":::"):
                yield [line]
            continue
        run.append(line)
    if run:
        yield run


def _begun(body: str) -> str:
    """The fence that a line begins, and that does not end in it."""
    if body.startswith(FORMULA):
        return "" if FORMULA in body[len(FORMULA) :] else FORMULA
    mark = FENCE.match(body)
    return mark[1] if mark else ""


def _ends(fence: str, body: str) -> bool:
    """Whether a line ends what a fence began."""
    if fence == FORMULA:  # it has no blank lines
        return FORMULA in body or not body
    return body.startswith(fence) and not body.strip("`~ ")
