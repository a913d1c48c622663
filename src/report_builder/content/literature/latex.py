"""The letters and signs that BibTeX files write in LaTeX, as Unicode has them."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
}
_LETTERS = {
    "aa": "å",
    "AA": "Å",
    "ae": "æ",
    "AE": "Æ",
    "o": "ø",
    "O": "Ø",
    "oe": "œ",
    "OE": "Œ",
    "ss": "ß",
    "l": "ł",
    "L": "Ł",
    "i": "i",
    "j": "j",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
    "ldots": "…",
    "dots": "…",
    "textendash": "–",
    "textemdash": "—",
    "S": "§",
    "textbackslash": "\\",
    "copyright": "©",
    "pounds": "£",
    "euro": "€",
    "guillemotleft": "«",
    "guillemotright": "»",
}
_SIGN = r"[`'^~\"=.]"
_ACCENTED = re.compile(
    rf"\\({_SIGN}|[uvHckrdb](?![a-zA-Z]))\s*(?:\{{\s*(\\[ij]|[^\W\d_])\s*\}}|(\\[ij](?![a-zA-Z])|[^\W\d_]))"
)
_NAMED = re.compile(
    r"\\(" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + r")(?![a-zA-Z])(?:\{\}|\s+(?=\S))?"
)
_STYLED = re.compile(r"\\(?:emph|textit|textbf|textsc|textrm|texttt|mbox|url|href)\s*(?=\{)")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_DASHES = ((re.compile("---"), "—"), (re.compile("--"), "–"))
_BLANKS = re.compile(r"\s+")
_HELD = {"{": "\ue020", "}": "\ue021", "~": "\ue022"}


def unicode_of(text: str, *, verbatim: bool = False) -> str:
    """The characters that ``text`` stands for, its braces left out; ``verbatim`` for an address."""
    if not verbatim:
        if "\\" in text:
            text = _ACCENTED.sub(_accented, text)
            text = _NAMED.sub(lambda match: _LETTERS[match[1]], text)
            text = _STYLED.sub("", text)
        text = text.replace("~", "\u00a0") if "\\~" not in text else text
        for pattern, dash in _DASHES:
            text = pattern.sub(dash, text)
    text = _ESCAPED.sub(lambda match: _HELD.get(match[1], match[1]), text)
    text = text.replace("{", "").replace("}", "")
    for sign, held in _HELD.items():
        text = text.replace(held, sign)
    return _BLANKS.sub(" ", text.replace("\u00a0", "\ue023")).replace("\ue023", "\u00a0").strip(" ")


def _accented(match: re.Match[str]) -> str:
    letter = (match[2] or match[3]).removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])
