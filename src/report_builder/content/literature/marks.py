"""What a style makes of words (italics, bold), kept as signs of Unicode's private use until it is read.

citeproc-py writes with a formatter, of which this is one.
"""

from __future__ import annotations

import re
from typing import Any

_END = "\ue00f"
_ITALIC, _BOLD, _RAISED, _LOWERED = "\ue001", "\ue002", "\ue003", "\ue004"
_LEFT_OUT = "\ue00e"
_HYPHEN = "\ue00c"
_OTHERS = "\ue00b"
_SIGNS = re.compile("[\ue001-\ue00f]")
_NOTHING = re.compile(f"{_LEFT_OUT}[,.;:]? ?")
_DOUBLED = re.compile(f"(\\.(?={_END})|[?!…])({_END}*)\\.")


def _wrapped(sign: str) -> Any:
    def wrap(text: Any) -> str:
        return f"{sign}{text}{_END}" if sign else str(text)

    return staticmethod(wrap)


class _Marks:
    """The formatter: what each kind of look is written as."""

    LEFT_OUT = _LEFT_OUT
    """Stands where something was left out, which the mark behind it goes with."""
    HYPHEN = _HYPHEN
    """A hyphen that no style makes a dash of."""
    OTHERS = _OTHERS
    """The name of those who are not named, behind others."""
    Italic = Oblique = _wrapped(_ITALIC)
    Bold = _wrapped(_BOLD)
    Light = Underline = SmallCaps = _wrapped("")
    Superscript = _wrapped(_RAISED)
    Subscript = _wrapped(_LOWERED)

    @staticmethod
    def preformat(text: Any) -> str:
        return str(text)

    @staticmethod
    def without(text: str) -> str:
        """The text without any sign."""
        return _SIGNS.sub("", text)

    @staticmethod
    def tidy(text: str) -> str:
        """The text with one mark where a full stop meets another, and no blank twice."""
        text = _NOTHING.sub("", text)
        text = _DOUBLED.sub(r"\1\2", text)
        return re.sub(" {2,}", " ", text).replace(_HYPHEN, "-")


_WRITTEN = re.compile(
    r"\\([!-/:-@\[-`{-~])"
    r"|(\*\*|\*|(?<!\w)__|(?<!\w)_|\^)(?=\S)(.+?)(?<=[^\s\\])\2(?!(?<=_)\w)"
)
"""Markdown in an author's words: a sign that is meant as it is, and words with marks around them."""
_LOOKS = {"*": _ITALIC, "_": _ITALIC, "**": _BOLD, "__": _BOLD, "^": _RAISED}


def with_looks(text: str) -> str:
    """The author's own words in a citation, with the signs of their looks in place of Markdown's marks."""
    return _WRITTEN.sub(_looking, text)


def _looking(found: re.Match[str]) -> str:
    plain, mark, words = found.groups()
    return plain or f"{_LOOKS[mark]}{with_looks(words)}{_END}"


MARKS = _Marks()
ITALIC, BOLD, RAISED, LOWERED, END = _ITALIC, _BOLD, _RAISED, _LOWERED, _END
