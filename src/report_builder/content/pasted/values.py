"""What a person may have pasted into the values of a YAML file."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from report_builder.content.formats import texts_of
from report_builder.content.pasted.doubled import has_doubled_words, tell_doubled_words
from report_builder.content.pasted.glance import Glance
from report_builder.content.pasted.joining import tell_short_lines
from report_builder.content.pasted.pointers import may_point, tell_lost_links, tell_paths
from report_builder.content.pasted.prose import Prose, flowing, prose_of
from report_builder.content.pasted.scan import Line
from report_builder.content.pasted.told import lines_told
from report_builder.content.pasted.typography import slips_in
from report_builder.content.pasted.works import tell_signs
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.patterns import late
from report_builder.sources.yaml_tree import Node, ScalarNode

_FILE = late(r"\.[A-Za-z]{2,4}\Z")
"""How the name of a file ends; a value without blanks is a name or a number too, and no prose."""
_QUOTES = ('"', "'")


_PLACE = late(r"(?:0|\d+(?:\.\d+)? ?%)(?: +(?:0|\d+(?:\.\d+)? ?%)){1,3}")
"""A place in an image, or what is cut off it, which style sheets write so too: 60% 30%, 10% 0 20% 0."""


def tell_pasted_values(
    tree: Node, lines: Sequence[str], path: str, language: str, diagnostics: Diagnostics
) -> None:
    """Tell in the values of a YAML file what is foreign to ``language``, points nowhere or runs together."""
    # Quotes that a fault of syntax is told of are that fault's.
    told = lines_told("RB-CURLY-SYNTAX", path, diagnostics)
    # A value that is used again under another key is one.
    for scalar in {scalar.span: scalar for scalar in texts_of(tree)}.values():
        body = _as_written(scalar, lines, path)
        if scalar.span.line not in told:
            _tell_signs(scalar, body, language, path, diagnostics)
        if "\n" in scalar.text.strip():  # lines that YAML keeps, and print does not
            tell_short_lines(prose_of(body), frozenset(), diagnostics, is_value=True)
        prose = prose_of(body) if body else _in_one(scalar, path)
        tell_paths(prose, diagnostics)
        if may_point(Glance(prose.text.replace("\n", " "))):
            tell_lost_links(prose, "", diagnostics)


def _tell_signs(
    scalar: ScalarNode, body: Sequence[Line], language: str, path: str, diagnostics: Diagnostics
) -> None:
    if body:
        _tell_typography(flowing(prose_of(body), frozenset()), language, diagnostics)
        return
    apart = diagnostics.apart()
    _tell_typography(_in_one(scalar, path), language, apart)
    for item in apart.items:  # a fix would cut beside what it means
        hint = item.hint
        if item.fixes and hint is not None:
            hint = say("content.by-hand.hint", hint=hint)
        diagnostics.add(replace(item, span=scalar.span, hint=hint, fixes=()))


def _tell_typography(prose: Prose, language: str, diagnostics: Diagnostics) -> None:
    is_text = " " in prose.text and not _FILE.search(prose.text) and not _PLACE.fullmatch(prose.text.strip())
    tell_signs(prose, language, slips_in(prose.text) if is_text else (), diagnostics)
    if is_text and has_doubled_words(prose.text):
        tell_doubled_words(prose, language, diagnostics)


def _in_one(scalar: ScalarNode, path: str) -> Prose:
    """A value that is written otherwise than it reads; all that is told of it is told where it begins."""
    return prose_of([Line(path, scalar.span.line, scalar.span.column - 1, scalar.text, "")])


def _as_written(scalar: ScalarNode, lines: Sequence[str], path: str) -> list[Line]:
    """Find the lines in which a value stands as it reads; none where it has signs that are escaped."""
    first = scalar.span.line
    line = lines[first - 1] if first <= len(lines) else ""
    begin = line.find(scalar.text, scalar.span.column - 1) if "\n" not in scalar.text else -1
    if begin >= 0:
        return [Line(path, first, begin, scalar.text, "")]
    found: list[Line] = []
    left = scalar.text.strip()
    for number in range(first, len(lines) + 1):  # a value over several lines
        raw = lines[number - 1]
        begin = _beginning(scalar, raw) if number == first else 0
        body = raw[begin:].strip()
        if not left.startswith(body):
            body = left if body.startswith(left) else ""
            if not body:
                return []
        if body:
            begin += len(raw[begin:]) - len(raw[begin:].lstrip())
            found.append(Line(path, number, begin, body, ""))
        left = left[len(body) :].lstrip()
        if not left:
            return found
    return []


def _beginning(scalar: ScalarNode, raw: str) -> int:
    """The column, from 0, at which the text of a value begins in its first line."""
    begin = scalar.span.column - 1
    if scalar.plain:
        return begin
    # A block of text begins below its sign.
    return begin + 1 if raw[begin:].startswith(_QUOTES) else len(raw)
