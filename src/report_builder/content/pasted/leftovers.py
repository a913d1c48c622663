"""Marks that are written nearly right, which no rule of the notation reads, so that print would show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

from report_builder.content.pasted.scan import CODE, Line, has_one_of
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.patterns import late

_Said: TypeAlias = tuple[str, str]
"""What is told, and what mends it."""
_CODE = "RB-LEFT-MARKUP"
_BEFORE_TITLE = "##"
_BELOW = ("\n| ", "\n  | ")
_TICKS = (*(f"[{tick}" for tick in "xXvV✓✔☑☒✗✘\u00a0"), *"☐☑☒□")
_BRACE = "{"
_SIGNS = (_BRACE, "] (", "[[", "[]", "[ ", *_TICKS, "::", "__.", "_", *_BELOW, r"\(", r"\[", "(2)")
"""One of these stands wherever there is something to look for, but before a title."""
_HEADING = late(r"#{2,6}[^\W\d_]\S*")
_FENCE = late(r"::(?!:)[ \t]*(?:[a-z-]+)?[ \t]*(?:\{[^{}]*\})?\Z")
_MISSET = r"\[(?:[vV✓✔☑☒✗✘]|[ \u00a0]{1,3}[xXvV]?[ \u00a0]{0,3}|[xXvV][ \u00a0]{1,3})\](?<!\[ \])|[☐☑☒□]"
_TASK = late(
    r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[\](?=[ \t]*[^\W_])|\[[ xX]\](?=[^\W_])"
    rf"|(?:{_MISSET})(?=[ \t\u00a0]+\S))|\[ \](?=[ \t]+\S)"
)
_FACT = late(r"(?<!\\)\{(?!report\.[a-z_.]+\}|unit\.|all\.)\s*([A-Za-z]{4,8})\.[A-Za-z_.]+\s*\}(?!`)")
"""What may be meant for a fact; those that are read as such are none."""
_ROLE = late(r"(?<!\\)\{finding\b[^{}`]*\}(?!`)")
_DOUBTFUL = late(r"\{(?:\s*[A-Za-z]{4,8}\.|finding\b[^{}`]*\}(?!`)|\s*\})")
"""What every fact, role and attribute that may be told begins with; those that are read are no such thing."""
_LINK = late(
    r"(?<!\\)!?\[[^\[\]\n]+\][ \t]+\((?:(?:https?://|www\.)[^\s()]*|[\w./-]+\.(?:png|jpe?g|svg|webp|gif|md))\)"
)
_WIKI = late(r"(?<![\\\[])\[\[[^\[\]\n]+\]\](?!\()")
_BRACES = late(r"(?<!\\)\[[^\[\]\n]+\]\{\s*\}")
_UNDERSCORES = late(r"(?<![\w\\])__\w+__\.[a-z]+")
_ITALIC_NAME = late(r"(?<![\w\\/`*?&=#])(?<!\]\()_(?=[^\W_])\w*?[^\W_]_\w*?[^\W_]_(?![\w(])")
_VERSE = late(r"\|[ \t]+[^|\s][^|]*")
_NO_TEXT = ("#", "|", "{", ":::")
_INSIDE = r"(?:[^\\\n]|\\[A-Za-z])"
_FORMULA = late(rf"\\[(\[]{_INSIDE}*?(?:[\^_=]|\\[A-Za-z]){_INSIDE}*\\[)\]]")
_NUMBER = late(r"\(([12])\)[ \t]+\S+")
_SHOWN = 40
_LIKE = 0.7
"""How like the name of the facts a name is that was meant for it, from 0 to 1."""


_AT_START: Sequence[tuple[_Said, re.Pattern[str]]] = (
    (("content.left-fence", "content.left-fence.hint"), _FENCE),
    (("content.left-task", "content.left-task.hint"), _TASK),
)
_ANYWHERE: Sequence[tuple[_Said, re.Pattern[str]]] = (
    (("content.left-role", "content.left-role.hint"), _ROLE),
    (("content.left-link", "content.left-link.hint"), _LINK),
    (("content.left-wiki", "content.left-wiki.hint"), _WIKI),
    (("content.left-braces", "content.left-braces.hint"), _BRACES),
    (("content.left-underscores", "content.left-underscores.hint"), _UNDERSCORES),
    (("content.left-name", "content.left-name.hint"), _ITALIC_NAME),
    (("content.left-formula", "content.left-formula.hint"), _FORMULA),
)


def tell_leftovers(runs: Iterable[Sequence[Line]], text: str, diagnostics: Diagnostics) -> None:
    """RB-LEFT-MARKUP for marks in the lines of ``text`` that nothing reads, once for each form in a line."""
    # To look for a character is much faster than for two.
    signs = [sign for sign in _SIGNS if all(map(text.__contains__, sign)) and sign in text]
    if _BRACE in signs and not _DOUBTFUL.search(text):
        signs.remove(_BRACE)
    for run in runs:
        for line in run:
            if line.body.startswith(_BEFORE_TITLE) and (found := _HEADING.match(line.body)):
                _tell(("content.left-heading", "content.left-heading.hint"), line, found, diagnostics)
            elif has_one_of(line.body, signs):
                _tell_line(line, diagnostics)
        if any(sign in signs for sign in _BELOW):
            _tell_verse(run, diagnostics)
        for above, line in pairwise(run) if "(2)" in signs else ():
            first, second = _NUMBER.match(above.body), _NUMBER.match(line.body)
            if first and second and (first[1], second[1]) == ("1", "2"):
                _tell(("content.left-numbers", "content.left-numbers.hint"), above, first, diagnostics)


def _tell_line(line: Line, diagnostics: Diagnostics) -> None:
    text = CODE.sub(_emptied, line.body) if "`" in line.body else line.body
    for said, pattern in _AT_START:
        if found := pattern.match(text):
            _tell(said, line, found, diagnostics)
    if (found := _FACT.search(text)) and _is_like_report(found[1]):
        _tell(("content.left-fact", "content.left-fact.hint"), line, found, diagnostics)
    for said, pattern in _ANYWHERE:
        if found := pattern.search(text):
            _tell(said, line, found, diagnostics)


def _tell_verse(run: Sequence[Line], diagnostics: Diagnostics) -> None:
    """Lines of a verse right below a line of text, which go on with that instead."""
    for index in range(1, len(run) - 1):
        above, line, below = run[index - 1 : index + 2]
        if above.body.startswith(_NO_TEXT) or "|" in above.body:
            continue
        if (found := _VERSE.fullmatch(line.body)) and _VERSE.fullmatch(below.body):
            _tell(("content.left-verse", "content.left-verse.hint"), line, found, diagnostics)


def _emptied(code: re.Match[str]) -> str:
    """Code without its words, as long as it was: its marks tell that a role stands before it."""
    return f"`{' ' * (len(code[0]) - 2)}`"


def _is_like_report(name: str) -> bool:
    from difflib import SequenceMatcher  # few chapters have anything like it

    return SequenceMatcher(None, name.casefold(), "report").ratio() >= _LIKE


def _tell(said: _Said, line: Line, found: re.Match[str], diagnostics: Diagnostics) -> None:
    written = line.body[found.start() : found.end()][:_SHOWN]
    diagnostics.warn(_CODE, line.at(found.start()), say(said[0], written=written), say(said[1]))
