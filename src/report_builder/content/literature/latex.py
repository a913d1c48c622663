"""The letters and signs that BibTeX files write in LaTeX, as Unicode has them."""

from __future__ import annotations

import re
import unicodedata

from report_builder.content.literature.marks import END, LOWERED, RAISED

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
    "textregistered": "®",
    "texttrademark": "™",
    "textdegree": "°",
    "textasciitilde": "\ue022",
    "textquotesingle": "'",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "guillemetleft": "«",
    "guillemetright": "»",
    "textellipsis": "…",
    "textperiodcentered": "·",
    "texttimes": "×",
    "textmu": "µ",
    "slash": "/",
    "ng": "ŋ",
    "NG": "Ŋ",
}
_GREEK = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
    *("nu", "xi", "omicron", "pi", "rho", "", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
)
"""In the order of Unicode, which has one more sigma."""
_FORMULAS = {
    **{name: chr(0x3B1 + at) for at, name in enumerate(_GREEK) if name},
    **{name.capitalize(): chr(0x391 + at) for at, name in enumerate(_GREEK) if name},
    "varepsilon": "ε",
    "times": "×",
    "cdot": "·",
    "pm": "±",
    "leq": "≤",
    "le": "≤",
    "geq": "≥",
    "ge": "≥",
    "approx": "≈",
    "neq": "≠",
    "infty": "∞",
    "rightarrow": "→",
    "to": "→",
    "circ": "°",
}
"""What stands between dollar signs, where it is a letter or a sign."""
_SIGN = r"[`'^~\"=.]"
_ACCENTED = re.compile(
    rf"\\({_SIGN}|[uvHckrdb](?![a-zA-Z]))\s*(?:\{{\s*(\\[ij]|[^\W\d_])\s*\}}|(\\[ij](?![a-zA-Z])|[^\W\d_]))"
)
_NAMED = re.compile(
    r"\\(" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + r")(?![a-zA-Z])(?:\{\}|\s+(?=\S))?"
)
_STYLED = re.compile(
    r"\\(?:emph|textit|textbf|textsc|textrm|texttt|textsf|textsl|textup|textnormal|text|underline|mbox|url|href"
    r"|mathrm|mathit|mathbf|ensuremath|uppercase|MakeUppercase)\s*(?=\{)|\\(?:bf|it|em|sc|rm|tt|itshape|bfseries)\b\s*"
)
_QUOTED = re.compile(r"\\enquote\*?\s*\{([^{}]*)\}|``(.*?)(?:''|\")|``")
_SHIFTED = re.compile(r"\\text(super|sub)script\s*\{([^{}]*)\}")
_FORMULA = re.compile(r"(?<!\\)\$(?=\S)([^$]+)(?<=[^\s\\])\$(?!\d)|\\\((.+?)\\\)")
_IN_FORMULA = re.compile(r"\\([A-Za-z]+)\s*|([_^])\s*(?:\{([^{}]*)\}|([^\s{}\\]))|([*'])")
_SPACES = re.compile(r"\\([,;:!/@ -])")
_SPACE = {",": "\u00a0", ";": " ", ":": " ", " ": " "}
_LEFT = re.compile(rf"{_FORMULA.pattern}|\\[A-Za-z]+")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_DASHES = ((re.compile("---"), "—"), (re.compile("--"), "–"))
_BLANKS = re.compile(r"\s+")
_HELD = {"{": "\ue020", "}": "\ue021", "~": "\ue022"}


def unicode_of(text: str, *, verbatim: bool = False) -> str:
    """The characters that ``text`` stands for, its braces left out; ``verbatim`` for an address."""
    if not verbatim:
        text = _read(text)
    text = _ESCAPED.sub(lambda match: _HELD.get(match[1], match[1]), text)
    text = text.replace("{", "").replace("}", "")
    for sign, held in _HELD.items():
        text = text.replace(held, sign)
    return _BLANKS.sub(" ", text.replace("\u00a0", "\ue023")).replace("\ue023", "\u00a0").strip(" ")


def left_in(text: str) -> str:
    """The first command or formula of LaTeX that :func:`unicode_of` leaves as it is; empty for none."""
    if "\\" not in text and "$" not in text:
        return ""
    found = _LEFT.search(_read(text.replace("\\textbackslash", "")))
    return found[0] if found else ""


def _read(text: str) -> str:
    """The text with all that is known of LaTeX read, but for braces and what is escaped."""
    if "\\" in text:
        text = _ACCENTED.sub(_accented, text)
        text = _NAMED.sub(lambda match: _LETTERS[match[1]], text)
        text = _STYLED.sub("", text)
        text = _SPACES.sub(lambda match: _SPACE.get(match[1], ""), text)
        text = _SHIFTED.sub(lambda match: _shifted(match[1] == "super", match[2]), text)
    if "$" in text or "\\(" in text:
        text = _FORMULA.sub(_read_formula, text)
    if "``" in text or "\\enquote" in text:
        text = _QUOTED.sub(_in_quotes, text)
    text = text.replace("~", "\u00a0") if "\\~" not in text else text
    for pattern, dash in _DASHES:
        text = pattern.sub(dash, text)
    return text


def _accented(match: re.Match[str]) -> str:
    letter = (match[2] or match[3]).removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])


def _shifted(raised: bool, text: str) -> str:
    return f"{RAISED if raised else LOWERED}{text}{END}"


def _in_quotes(match: re.Match[str]) -> str:
    inner = match[1] if match[1] is not None else match[2]
    return "“" if inner is None else f"“{inner}”"


def _read_formula(match: re.Match[str]) -> str:
    """A formula of letters, signs, and what is raised or lowered; as it stands where it has more."""
    inner = _STYLED.sub("", match[1] or match[2])
    read = _IN_FORMULA.sub(_sign, inner)
    return match[0] if "\\" in read else read


def _sign(match: re.Match[str]) -> str:
    command, shift, group, one, star = match.groups()
    if command:
        return _FORMULAS.get(command, match[0])
    if star:
        return "′" if star == "'" else star
    return _shifted(shift == "^", _IN_FORMULA.sub(_sign, group if group is not None else one))
