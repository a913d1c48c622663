"""Signs and numbers of the text that Markdown takes for its own, so that print does not have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from report_builder.content.ordinals import begins_with_ordinal
from report_builder.content.pasted.joining import BREAK, CLOSING, LEAST_WIDTH, is_end
from report_builder.content.pasted.prose import Prose, masked
from report_builder.content.pasted.scan import Line
from report_builder.content.pasted.slips import word_end
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted, say
from report_builder.language.word_lists import any_word
from report_builder.patterns import late

_BEGIN = frozenset("-+*1")
_SYMBOL = r"[B-HJ-Zb-hj-z](?![^\W_]|[.):'’])"
"""A letter that is a symbol, and neither a word of one letter nor the mark of an item."""
_SIGN = late(rf"([-+*])[ \t]+(?:(\d)|({_SYMBOL})|[^\W\d_A-ZÀ-ÖØ-Þ])")
_ENDS_IN_SYMBOL = late(r"(?:.*\s)?[A-HJ-Zb-hj-z]")
_ONE = late(r"1[.)][ \t]+(?=\S)")
_ITEM = late(r"(?:[-*+]|\d{1,9}[.)])[ \t]")
_NUMBER = late(rf"[=\d]|{_SYMBOL}")
_NO_TEXT = late(r"[#|<{>!:\[\t]|.*\|")
_BEFORE_NUMBER = late(
    lambda: (
        r"(?:.*[^\w.-])?(?i:"
        rf"{any_word('rule.reference-parts', 'rule.named-by-number', 'rule.abbreviations-of-numbers')})"
    )
)
"""A line that ends in a word before a number: "se punkt", "saken om nr."."""

_EMPHASIS = late(r"(?<![*\\])(\*{1,2})(?=[^\s*])[^*|]*(?<=[^\s*\\])\1(?!\*)")
_BETWEEN_DIGITS = late(r"\*(?<=\d\*)\*?(?=\d)")
_SHOWN = 60


def tell_wrapped_signs(runs: Sequence[Sequence[Line]], diagnostics: Diagnostics) -> None:
    """RB-SIGN-LOST for a sign of a sentence that a wrapped line begins with: an item or a quotation there.

    An item with others, and one below a line that ends as a sentence or a lead does, is meant.
    """
    for index, run in enumerate(runs):
        for above, line in pairwise(run):
            quoted = len(line.prefix) > len(above.prefix) and line.prefix.count(">") > above.prefix.count(">")
            if not quoted and line.body[0] not in _BEGIN:
                continue
            if _NO_TEXT.match(above.body) or _ITEM.match(above.body) or BREAK.fullmatch(above.body):
                continue
            if quoted:
                _tell_quoted(run, above, line, diagnostics)
            elif _is_between_symbols(above, line) or _is_alone(line, run, runs[index + 1 :]):
                _tell_item(above, line, diagnostics)


def _tell_quoted(run: Sequence[Line], above: Line, line: Line, diagnostics: Diagnostics) -> None:
    """Tell of a ">" between numbers or symbols; a quotation of several lines, or below a lead, is meant."""
    below = run.index(line) + 1
    if ">" not in above.prefix and any(">" in one.prefix for one in run[: below - 1]):
        return  # the line above goes on with a quotation, in which another begins
    several = below < len(run) and run[below].prefix.count(">") >= line.prefix.count(">")
    if not several and not is_end(above.body) and _NUMBER.match(line.body):
        mark = line.begin - line.prefix.rindex(">")
        diagnostics.warn("RB-SIGN-LOST", line.at(-mark), *hinted("content.lost-quotation-sign"))


def _tell_item(above: Line, line: Line, diagnostics: Diagnostics) -> None:
    text = above.body.rstrip(CLOSING)
    wide = above.end >= LEAST_WIDTH
    sign = _SIGN.match(line.body)
    if sign:
        counts = text[-1:].isdigit() or sign[1] == "+" or _is_between_symbols(above, line)
        written = sign[2] or sign[3]
        if is_end(above.body) or not ((wide and not _is_capital(sign[3])) or (written and counts)):
            return
        mark = sign[1]
    else:
        one = _ONE.match(line.body)
        led = _BEFORE_NUMBER.fullmatch(text) is not None
        if one is None or not (led or (wide and not is_end(above.body))):
            return
        if begins_with_ordinal(line.body, one.end()):
            return
        mark = line.body[:2]
    diagnostics.warn("RB-SIGN-LOST", line.at(), *hinted("content.lost-item-sign", sign=mark))


def _is_capital(symbol: str | None) -> bool:
    """Whether an item begins with a letter alone that is a capital, as a list of names may."""
    return bool(symbol) and not str(symbol).islower()


def _is_between_symbols(above: Line, line: Line) -> bool:
    """Whether a sign stands between two letters that are symbols, and so is no item's: "A", then "+ B"."""
    sign = _SIGN.match(line.body)
    return bool(sign and sign[3]) and _ENDS_IN_SYMBOL.fullmatch(above.body.rstrip(CLOSING)) is not None


def _is_alone(line: Line, run: Sequence[Line], after: Sequence[Sequence[Line]]) -> bool:
    """Tell whether no other line, of the same lines or right below what is in the item, begins an item."""
    below = next((other[0] for other in after if other[0].begin <= line.begin), line)
    return not any(_ITEM.match(other.body) for other in (*run, below) if other is not line)


def tell_lost_stars(prose: Iterable[Prose], diagnostics: Diagnostics) -> None:
    """RB-SIGN-LOST, once a paragraph, for stars between digits that Markdown takes for emphasis: 5*3*2."""
    for one in prose:
        if "*" in one.text and _BETWEEN_DIGITS.search(one.text) and not one.text.startswith(":::"):
            _tell_stars(one, diagnostics)


def _tell_stars(prose: Prose, diagnostics: Diagnostics) -> None:
    text = masked(prose.text)
    for match in _EMPHASIS.finditer(text):
        stars = (match.start(), match.end() - len(match[1]))
        if not any(_BETWEEN_DIGITS.match(text, at) for at in stars):
            continue
        start = match.start()
        while start and not text[start - 1].isspace():
            start -= 1
        written = prose.text[start : word_end(text, match.end())].strip("|").rstrip(".,:;!?")
        times, escaped = _BETWEEN_DIGITS.sub(" × ", written), written.replace("*", "\\*")
        hint = say("content.lost-stars.hint", times=times[:_SHOWN], escaped=escaped[:_SHOWN])
        if len(match[1]) > 1 or "*" in times:
            hint = say("sources.write", text=escaped[:_SHOWN])
        message = say("content.lost-stars", text=written[:_SHOWN])
        diagnostics.warn("RB-SIGN-LOST", prose.at(start), message, hint)
        return


def tell_list_numbers(written: Sequence[tuple[str, int]], path: str, diagnostics: Diagnostics) -> None:
    """RB-SIGN-LOST for the first item of a list that is printed with another number than it is written with.

    ``written`` are the numbers of the items, and their lines from 1. Where all are the same, they are
    written for the program to count.
    """
    if len(written) < 2 or len({number for number, _ in written}) == 1:
        return
    first = int(written[0][0])
    for right, (number, line) in enumerate(written, first):
        if int(number) != right:
            message = say("content.list-number", number=number, printed=str(right))
            hint = say("content.list-number.hint", number=number, printed=str(right))
            diagnostics.warn("RB-SIGN-LOST", SourceSpan(path, line), message, hint)
            return
