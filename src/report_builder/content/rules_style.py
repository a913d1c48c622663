"""Inline rules for words that are set beside the others: ``H~2~O``, ``~~struck~~``, ``<kbd>Esc</kbd>``.

The marks are those of pandoc, and of HTML where an element says what a mark of Markdown says. A mark counts
only where it stands as close to its words as who means it puts it, since ``~``, ``^``, ``=`` and ``+`` are
signs of ordinary text too.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from report_builder.content.attributes import Attributes
from report_builder.model.inlines import Style
from report_builder.patterns import late

PLAIN_SIGNS = "plain signs"
"""The key of the environment that says that a report is of a time when these signs were text."""
_STRUCK = "~~"

# What is lowered or raised belongs to the word before it; a figure behind it makes 2^10+2^20 of it.
_AT_WORD = r"(?<=[\w)\]}»”*`~^])"
# Signs alone are those of a charge behind a symbol or what is lowered; behind a word they may be a face.
_AT_SYMBOL = r"(?:(?<=[A-Z0-9)\]}*~])|(?<=[A-Z][a-z])|(?<=[^\W\d_])(?<!\w\w))"
_CHARGE = r"(?:[+\-−–±•·°′″‡†∞]|\\[+*-]){1,3}"
_INSIDE = r"((?:[^{0}\\]|\\.|{0}(?!{0})){{1,1000}}?)(?<=[^\s{0}])"
_MARKS = {
    "~": (
        (late(r"~~(?=[^\s~])" + _INSIDE.format("~") + "~~(?!~)", re.DOTALL), Style.DELETED),
        (late(_AT_WORD + r"~(?!~)((?:[^\s~\\]|\\\S){1,60})~(?![~\d])"), Style.SUBSCRIPT),
    ),
    "^": (
        (
            late(_AT_WORD + r"\^(?!\[)((?=[^\s^]*[^\W_])(?:[^\s^\\]|\\\S){1,60})\^(?![\^\d])"),
            Style.SUPERSCRIPT,
        ),
        (late(rf"{_AT_SYMBOL}\^({_CHARGE})\^(?![\^\d])"), Style.SUPERSCRIPT),
    ),
    "=": (
        (
            late(r"(?<![\w=])==(?=[^\s=])" + _INSIDE.format("=") + r"==(?![\w=])", re.DOTALL),
            Style.HIGHLIGHTED,
        ),
    ),
    "+": (
        (
            late(r"(?<![\w+])\+\+(?=[\w*`\[«“(])" + _INSIDE.format(r"\+") + r"\+\+(?![\w+])", re.DOTALL),
            Style.INSERTED,
        ),
    ),
}
_TAG = late(r"<(/?)([A-Za-z]+)((?:\s[^<>]{0,1000}?)?)\s*(/?)>|(`+)")
_LANGUAGE = late(r"""\s+lang=["']?([A-Za-z0-9-]+)["']?\s*""")
_ADDRESS = late(r"""\s+href=(?:"([^"<>\s]+)"|'([^'<>\s]+)')\s*""")
_MORE = late(r"\s*+\S")
_PLAIN = late(r"[^*_`\[\]<>\\]+")
_STYLES = {
    "sub": Style.SUBSCRIPT,
    "sup": Style.SUPERSCRIPT,
    "s": Style.DELETED,
    "strike": Style.DELETED,
    "del": Style.DELETED,
    "ins": Style.INSERTED,
    "mark": Style.HIGHLIGHTED,
    "kbd": Style.KEY,
}
_ELEMENTS = dict.fromkeys(_STYLES, "styled") | {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "a": "link",
    "span": "span",
    "code": "code",
}
"""The kind of token that each element becomes."""
_GIVEN = {"a": _ADDRESS, "span": _LANGUAGE}
"""The attributes of those that have to have one; the others have none."""


def styled(state: StateInline, silent: bool) -> bool:
    """Words between marks: ``~~struck~~``, ``H~2~O``, ``10^6^``, ``==highlighted==``, ``++added++``."""
    start = state.pos
    if state.env.get(PLAIN_SIGNS) and not state.src.startswith(_STRUCK, start):
        return False
    for pattern, style in _MARKS.get(state.src[start], ()):
        match = pattern.match(state.src, start, state.posMax)
        if match is None:
            continue
        if not silent:
            _tokens(state, "styled", match.span(1)).info = style.value
        state.pos = match.end()
        return True
    return False


def html_element(state: StateInline, silent: bool) -> bool:
    """An element of HTML that says what a mark of Markdown says; all others are left, to be told of."""
    start = state.pos
    if state.src[start] != "<" or state.env.get("html_literal"):
        return False
    tag = _TAG.match(state.src, start, state.posMax)
    if tag is None or tag[1]:
        return False
    name = tag[2].lower()
    if name == "br":
        return not tag[3] and _line_break(state, tag.end(), silent)
    if tag[4] or name not in _ELEMENTS:
        return False
    inner, end = _pairs(state).get(start, (0, state.posMax + 1))
    if end > state.posMax or not state.src[tag.end() : inner].strip():
        return False
    given = _GIVEN[name].fullmatch(tag[3]) if name in _GIVEN else None
    if (given is None) if name in _GIVEN else tag[3].strip():
        return False
    kind = _ELEMENTS[name]
    if kind == "code" and not _PLAIN.fullmatch(state.src, tag.end(), inner):
        return False
    if silent:  # who looks for the end of a link's text passes the tags one by one: they may be outside of it
        state.pos = tag.end()
        return True
    _element(state, name, given, (tag.end(), inner))
    state.pos = end
    return True


def _element(state: StateInline, name: str, given: re.Match[str] | None, inside: tuple[int, int]) -> None:
    """Push the tokens of an element whose words are ``inside``."""
    start, kind = state.pos, _ELEMENTS[name]
    if kind == "code":
        state.push("code_inline", "code", 0).content = unescape(state.src[slice(*inside)])
        return
    token = _tokens(state, kind, inside)
    if kind == "styled":
        token.info = _STYLES[name].value
    elif kind == "link" and given:
        token.attrs = {"href": unescape(given[1] or given[2])}
    elif kind == "span" and given:
        token.meta |= {"attributes": Attributes(values={"lang": given[1]}), "language_at": start}


def _tokens(state: StateInline, kind: str, inside: tuple[int, int]) -> Token:
    """Push what stands ``inside`` between two tokens of a kind; the first of these."""
    end = state.posMax
    token = state.push(f"{kind}_open", "", 1)
    state.pos, state.posMax = inside
    state.md.inline.tokenize(state)
    state.push(f"{kind}_close", "", -1)
    state.posMax = end
    return token


def _line_break(state: StateInline, end: int, silent: bool) -> bool:
    """``<br>`` between words; at either end it breaks nothing, and is left to be told of."""
    if not _MORE.match(state.src, end, state.posMax):
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        if not state.pending and not state.tokens:
            return False
        if state.pending or state.tokens[-1].type != "hardbreak":  # two of them make no empty line
            state.push("hardbreak", "br", 0)
    state.pos = end
    return True


def _pairs(state: StateInline) -> dict[int, tuple[int, int]]:
    """Where elements begin, with where their last tags begin and end: looked for once in a text."""
    known: tuple[str, dict[int, tuple[int, int]]] = state.env.get("pairs", ("", {}))
    if known[0] is not state.src:
        known = state.src, _paired(state.src)
        state.env["pairs"] = known
    return known[1]


def _paired(source: str) -> dict[int, tuple[int, int]]:
    tags = list(_TAG.finditer(source))
    runs = Counter(len(tag[5]) for tag in tags if tag[5])
    found: dict[int, tuple[int, int]] = {}
    open_tags: dict[str, list[int]] = {}
    code = 0  # the length of the run of marks that the code at hand began with
    for tag in tags:
        if tag[5]:
            runs[len(tag[5])] -= 1
            if code in (0, len(tag[5])):
                code = len(tag[5]) if not code and runs[len(tag[5])] else 0
        elif code or tag[4]:
            continue
        elif not tag[1]:
            open_tags.setdefault(tag[2].lower(), []).append(tag.start())
        elif waiting := open_tags.get(tag[2].lower()):
            found[waiting.pop()] = tag.span()
    return found
