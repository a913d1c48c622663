"""The prose of a chapter by paragraphs: lines that are read together, and what in them is no prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.language_attribute import spoken
from report_builder.content.ordinals import is_ordinal
from report_builder.content.pasted.scan import CODE, HEADING, Line
from report_builder.diagnostics import Fix, SourceSpan
from report_builder.patterns import late

MASK = "\ufffc"
"""What stands in the place of a character that is no prose."""

_BEGINS = late(r"#{1,6}[ \t]|[-*+•–:](?:[ \t]|\Z)|\d{1,9}[.)][ \t]|\[\^?[^\]\n]+\]:|\||\{allow=")
_RULE = late(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?")
# What is no prose: code, values of roles, targets, attributes, addresses, formulas; most signs begin none.
# Each form but code begins with a letter of its own, so that the search for them can skip all others.
_MEANT_BUT_CODE = late(
    r"\]\(<[^<>]*>|\]\([^()\s\"]*|\{(?:[^{}\"]|\"[^\"]*\"){0,2000}+\}"
    r"|<(?:[^<>\s]+|/?[A-Za-z][^<>\n]*)>|https?://\S+|www\.\S+"
    r"|\$(?=[^\s$])(?:[^$\\]|\\.){1,1000}?(?<=\S)\$(?!\d)"
)
_MEANT = late(rf"(?=[`\]{{<hw$])(?:{CODE.pattern}|{_MEANT_BUT_CODE.pattern})")
_MEANT_SIGNS = ("`", "](", "{", "<", "://", "www.", "$")
"""What each form of ``_MEANT`` has."""
# What stands in brackets is none: the key of a source, or the address behind a link's words.
_MEANT_WITH_MAIL = late(rf"{_MEANT.pattern}|[^\s()\[\]{{}}]+@[^\s()\[\]{{}}]+")
_QUOTES = '"“”„‟«»'
_TITLE = late(rf"(?<=\]\()[^\n{_QUOTES}]{{0,300}}?\s([{_QUOTES}])[^\n]{{0,1000}}?([\"“”«»])\)")
_TITLE_BELOW = late(
    rf"(?m)\[(?!\^)[^\]\n]{{1,200}}\]:[ \t]*(?:<[^<>\n]*>|[^\s{_QUOTES}]+)[ \t]+"
    rf"([{_QUOTES}])[^\n]{{0,1000}}([\"“”«»])[ \t]*$"
)
"""The caption of a picture whose path stands below the text: ``[name]: path "caption"``."""
_ITEM = late(r"(?:[-*+:]|\d{1,9}[.)]) +|\[\^[^\]\n]+\]:")
_CODE_INDENT = 4
_QUOTING = late(r":{3,}\s*(?:\{[^}\"]*\.)?(?:pull-quote|poem|epigraph)(?![\w-])")
_SIGNS_ALONE = late(r"[-=+|: \t]*(?:--|==)[-=+|: \t]*|(?:[-*_][ \t]*){3,}")
"""A line that draws one: under a heading, between parts, or in a table of another program."""
_OF_LINES = frozenset("-=+*_")
SPAN = late(r"\[([^\[\]]*+(?:\[\^[^\]\s\[]+\][^\[\]]*+)*)\]\{[^{}]*?\blang=(\"[^\"\n]*\"|[^\s{}\"]+)[^{}]*\}")
"""Words with a language of their own, and with marks of notes among them."""


class Prose(Struct, frozen=True):
    """The lines of one paragraph, item, heading or row, and their text, joined with line ends or blanks.

    ``starts`` are the offsets at which the lines begin in the text.
    """

    lines: Sequence[Line]
    text: str
    starts: Sequence[int]

    def locate(self, offset: int) -> tuple[Line, int]:
        """Give the line of the character at ``offset`` of the text, and where it stands in that line."""
        number = bisect_right(self.starts, offset) - 1
        return self.lines[number], offset - self.starts[number]

    def at(self, offset: int) -> SourceSpan:
        """Give the place of the character at ``offset`` of the text."""
        line, within = self.locate(offset)
        return line.at(within)

    def fix(self, offset: int, text: str) -> Fix:
        """Put ``text`` in the place of the one character at ``offset``."""
        line, within = self.locate(offset)
        return line.fix(within, within + 1, text)

    def mend(self, start: int, end: int, text: str) -> Fix:
        """Put ``text`` in the place of the characters from ``start`` up to ``end``.

        A line end that stands for a blank stays; one inside what has none is taken away.
        """
        if text[-1:] == " " and end - 1 > start and end in self.starts:
            end, text = end - 1, text[:-1]
        if text[:1] == " " and start + 1 in self.starts:
            start, text = start + 1, text[1:]
        line, within = self.locate(start)
        stop, behind = self.locate(end)
        return Fix(line.at(within), stop.at(behind), text)


def prose_of(lines: Sequence[Line]) -> Prose:
    """Read ``lines`` together."""
    lengths = (len(line.body) + 1 for line in lines[:-1])
    return Prose(lines, "\n".join(line.body for line in lines), tuple(accumulate(lengths, initial=0)))


def flowing(prose: Prose, broken: AbstractSet[int]) -> Prose:
    """The same lines with blanks between them, as print has them; a line among the ``broken`` ends there."""
    if len(prose.lines) == 1:
        return prose
    if broken.isdisjoint(line.number for line in prose.lines[:-1]):
        return replace(prose, text=prose.text.replace("\n", " "))
    ends = ("\n" if line.number in broken else " " for line in prose.lines)
    return replace(
        prose, text="".join(line.body + end for line, end in zip(prose.lines, ends, strict=True))[:-1]
    )


def paragraphs(run: Sequence[Line]) -> Iterator[Prose]:
    """Divide lines that follow each other into what is read by itself; each row of a table is."""
    is_table = any(_RULE.fullmatch(line.body) for line in run[1:])
    together: list[Line] = []
    for line in run:
        if together and (is_table or _is_alone(together[-1]) or _begins(line, together[0])):
            yield prose_of(together)
            together = []
        together.append(line)
    if together:
        yield prose_of(together)


def _begins(line: Line, first: Line) -> bool:
    """Whether a line begins something below the lines of a paragraph from ``first`` on.

    In text a number does not: "17. mai" stays in it, and so does "1. januar".
    """
    if not _BEGINS.match(line.body):
        return _draws(line)
    if not line.body[0].isdigit() or _BEGINS.match(first.body) or line.prefix != first.prefix:
        return True
    return int(line.body.partition(".")[0].partition(")")[0]) == 1 and not is_ordinal(line.body)


def _is_alone(line: Line) -> bool:
    """Whether what is below a line is no more of its text: a heading is one, and a line that signs draw."""
    return HEADING.match(line.body) is not None or _draws(line)


def _draws(line: Line) -> bool:
    return line.body[:1] in _OF_LINES and _SIGNS_ALONE.fullmatch(line.body) is not None


def quotations(prose: Sequence[Prose]) -> Iterator[Prose]:
    """Give what stands in the quotations, pull quotes and poems of a chapter: the words of somebody else."""
    boxes: list[bool] = []
    for one in prose:
        body = one.lines[0].body
        if not body.startswith(":::"):
            if ">" in one.lines[0].prefix or any(boxes):
                yield one
        elif not body.strip(": "):
            del boxes[-1:]
        else:
            boxes.append(_QUOTING.match(body) is not None)


def indented_code(prose: Sequence[Prose]) -> Iterator[Prose]:
    """Give what is code by its indentation: four blanks more than the text of the item that it stands in."""
    if not any(one.lines[0].prefix.endswith(_CODE_INDENT * " ") for one in prose):
        return
    texts: list[int] = []
    quoted = 0
    for one in prose:
        first = one.lines[0]
        indent = len(first.prefix.rpartition("> ")[2])
        if first.prefix.count(">") != quoted:
            quoted = first.prefix.count(">")
            texts.clear()
        while texts and indent < texts[-1]:
            texts.pop()
        item = _ITEM.match(first.body)
        if indent >= (texts[-1] if texts else 0) + _CODE_INDENT:
            yield one
        elif item:
            texts.append(indent + (_CODE_INDENT if item[0][0] == "[" else len(item[0])))


def passages(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    """Give the prose of a text by language, with the offset at which each passage begins."""
    if "]{" not in text:
        yield 0, masked(text), language
        return
    yield 0, masked(SPAN.sub(mask_of, text)), language
    for span in SPAN.finditer(text):
        yield span.start(1), masked(span[1]), spoken(span[2], language)


def mask_of(match: re.Match[str]) -> str:
    """What stands for something that was found and is no prose: as long as that."""
    return MASK * len(match[0])


def masked(text: str) -> str:
    """Mask what is no prose, and the quotes around a caption, which are syntax; offsets stay."""
    if "](" in text and any(quote in text for quote in _QUOTES):
        text = _TITLE.sub(_without_quotes, text)
    if "]:" in text and any(quote in text for quote in _QUOTES):
        text = _TITLE_BELOW.sub(_without_quotes, text)
    if "@" in text:
        return _MEANT_WITH_MAIL.sub(mask_of, text)
    # Most text has none of the signs, and is not searched.
    if not any(sign in text for sign in _MEANT_SIGNS):
        return text
    meant = _MEANT if "`" in text else _MEANT_BUT_CODE
    return meant.sub(mask_of, text)


def _without_quotes(title: re.Match[str]) -> str:
    first, last = title.start(1) - title.start(), title.start(2) - title.start()
    return f"{title[0][:first]}{MASK}{title[0][first + 1 : last]}{MASK}{title[0][last + 1 :]}"
