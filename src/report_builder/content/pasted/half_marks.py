"""Marks that begin or end and do not do both, or stand where they say nothing: print would show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from report_builder.content.pasted.prose import MASK, Prose, indented_code, mask_of, masked
from report_builder.content.pasted.scan import has_one_of
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.patterns import late

_Said: TypeAlias = tuple[str, str]
"""What is told, and what mends it."""
_CODE = "RB-LEFT-MARKUP"
_IS_OPEN: _Said = ("content.half-open", "content.half-open.hint")
_IS_POWER: _Said = ("content.half-power", "content.half-power.hint")
_IS_FORMULA: _Said = ("content.half-formula", "content.half-formula.hint")
_IS_LOWERED: _Said = ("content.half-lowered", "content.half-lowered.hint")
_IS_RAISED: _Said = ("content.half-raised", "content.half-raised.hint")
_IS_APART: _Said = ("content.half-apart", "content.half-apart.hint")
_SHOWN = 30
_RARE = ("==", "++", "~", "_{")
_SIGNS = ("*", "`", "^", *_RARE)
_CODES = late(r"`(?<![`\\]`)(`*)(?!`)[^`]+(?<!`)`\1(?!`)")
_STARS = late(r"\*(?<![*\\\w]\*)(\*?)(?=[^\s*])[^*]*(?<=[^\s*\\])\*\1(?![*\w])")
_OF_LATEX = (r"\(", r"\[", r"\begin{")
_LETTER = r"[^\W\d_]"
_ESCAPED = late(r"\\[*`~^=+_]")
_EMPHASIS = (
    late(r"\*\*\*(?=[^\s*])[^*]*(?<=[^\s*])\*\*\*"),
    late(r"(?<!\*)\*\*(?=\S)(?:[^*]|(?<!\*)\*(?!\*))*?(?<=\S)\*\*(?!\*)"),
    late(r"(?<!\*)\*(?=[^\s*])[^*]*(?<=[^\s*])\*(?!\*)"),
)
"""Emphasis that is whole, from the longest marks to the shortest."""
_OPEN_STARS = late(rf"(?<![\w*)])(?:\*{{2,3}}|(?<=[^\s*(«|] )\*)(?={_LETTER}{{2}})")
_STARRED = late(r"[^\s*|]\*{1,3}\)?[ \t]*(?:\||\Z)")
"""A cell that points to a note with stars, which begin that note too."""
_OPEN_CODE = late(r"(?<![\w`\\)’'])`(?=[\w/.<{])(?!`)")
_HIGHLIGHT = late(r"(?<![\w=])==(?=[^\s=])[^=]+(?<=\S)==(?![\w=])")
_INSERTED = late(r"(?<![\w+])\+\+(?=[^\s+])[^+]+(?<=\S)\+\+(?![\w+])")
_OPEN_HIGHLIGHT = late(rf"(?<![\w=])==(?={_LETTER})")
_OPEN_INSERTED = late(rf"(?<![\w+])\+\+(?={_LETTER})")
_OPEN_STRUCK = late(rf"(?<![\w~])~~(?={_LETTER})")
_STRUCK = late(r"~~(?=\S)(?:[^~]|~(?!~))+~~")
_LOWERED = late(r"(?<=[\w)\]])~[^\s~]{1,60}~")
_RAISED = late(r"(?<=[\w)\]])\^[^\s^]{1,60}\^")
_HALF_LOWERED = late(rf"(?<![\w/.:~])(?:{_LETTER}{{1,3}})~\d{{1,2}}(?=[A-Z]|[\s.,;:!?)]|\Z)(?!~)")
_HALF_RAISED = late(rf"(?<![\w/.:^])(?:{_LETTER}{{1,3}}|\d{{1,3}})\^-?\d{{1,3}}(?![\w^])")
_APART = late(r"(?:(?<=\w )(?=\^)|(?<=\b[A-Z] )|(?<=\b[A-Z][a-z] ))([~^])[^\W_]{1,3}\1(?=[\s.,;:!?)]|\Z)")
_POWER = late(r"(?<![\w*])\d{1,4}\*\*\d{1,3}(?![\w*])")
_BRACED = late(rf"(?<![\w\\])\w{{1,3}}[_^](?={MASK})")


def tell_half_marks(read: Sequence[Sequence[Prose]], text: str, diagnostics: Diagnostics) -> None:
    """RB-LEFT-MARKUP for the marks in the paragraphs of ``text`` that nothing closes or that say nothing."""
    if not has_one_of(text, _SIGNS):
        return
    paragraphs = list(chain.from_iterable(read))
    found = [
        (one, each)
        for one in paragraphs
        if _is_doubtful(one.text) and not one.text.startswith(":::")
        for each in _found(one.text)
    ]
    if not found:
        return
    code = frozenset(map(id, indented_code(paragraphs)))
    noted = any("|" in one.text and _STARRED.search(_plain(one.text)) for one in paragraphs)
    for one, (said, start, end) in found:
        is_note = noted and one.text[start] == "*" and not one.text[:start].strip("| \t")
        if id(one) not in code and not is_note:
            written = one.text[start:end].replace("\n", " ")[:_SHOWN]
            diagnostics.warn(_CODE, one.at(start), say(said[0], written=written), say(said[1]))


def _is_doubtful(text: str) -> bool:
    """Whether a text may have a mark by half: one stands there beside those that are plainly whole."""
    if "`" in text:
        text = _CODES.sub("", text)
        if "`" in text:
            return True
    if "*" in text and "*" in _STARS.sub("", text):
        return True
    if "^" in text and "^" in text.replace("[^", ""):
        return True
    return has_one_of(text, _RARE)


def _found(written: str) -> Iterator[tuple[_Said, int, int]]:
    """Give what is said of each kind of mark that a text has by half, once, and its place."""
    text = _ESCAPED.sub(mask_of, masked(written))
    if "*" in text:
        if found := _POWER.search(text):
            yield _IS_POWER, found.start(), found.end()
        if found := _OPEN_STARS.search(_plain(text)):
            yield _IS_OPEN, found.start(), _word(written, found.end())
    if "`" in text and (found := _OPEN_CODE.search(text)):
        yield _IS_OPEN, found.start(), _word(written, found.end())
    for sign, whole, half in (
        ("==", _HIGHLIGHT, _OPEN_HIGHLIGHT),
        ("++", _INSERTED, _OPEN_INSERTED),
        ("~~", _STRUCK, _OPEN_STRUCK),
    ):
        if sign in text and (found := half.search(whole.sub(mask_of, text))):
            yield _IS_OPEN, found.start(), _word(written, found.end())
    if any(sign in written for sign in _OF_LATEX):  # what stands there is told as a formula
        return
    if "~" in text or "^" in text:
        yield from _beside(text)
    if ("_" in text or "^" in text) and (found := _BRACED.search(text)) and written[found.end()] == "{":
        end = written.find("}", found.end()) + 1
        yield _IS_FORMULA, found.start(), end or found.end()


def _beside(text: str) -> Iterator[tuple[_Said, int, int]]:
    bare = text
    for pattern in (_STRUCK, _LOWERED, _RAISED):
        bare = pattern.sub(mask_of, bare)
    for said, pattern in (
        (_IS_LOWERED, _HALF_LOWERED),
        (_IS_RAISED, _HALF_RAISED),
        (_IS_APART, _APART),
    ):
        if found := pattern.search(bare):
            yield said, found.start(), found.end()


def _plain(text: str) -> str:
    """The text without the emphasis that is whole."""
    for pattern in _EMPHASIS:
        text = pattern.sub(mask_of, text)
    return text


def _word(text: str, start: int) -> int:
    """Where the word ends that begins at ``start``."""
    return next((at for at in range(start, len(text)) if text[at].isspace()), len(text))
