"""A formula in words, as it is read aloud: a small grammar over its tree, with the words of the catalogues.

What is short is said as people say it, "x i andre"; what is longer says where it ends, so that it cannot be
heard in two ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from report_builder.language.catalogue import Catalogue
from report_builder.model.formulas import (
    Blank,
    Fence,
    Fraction,
    Grid,
    Item,
    Kind,
    Marked,
    Number,
    Root,
    Row,
    Scripts,
    Sign,
    Stacked,
    Variant,
    Words,
)
from report_builder.patterns import late

_BLANKS = late(r"\s+")
_SHAPES = {
    Variant.BOLD: "maths.bold",
    Variant.BOLD_ITALIC: "maths.bold",
    Variant.SCRIPT: "maths.script",
    Variant.FRAKTUR: "maths.fraktur",
}
_FRACTION = ("maths.fraction", "maths.fraction-long")
_BINOMIAL = ("maths.binomial", "maths.binomial-long")
_ROOT = ("maths.root", "maths.root-long")
_ROOT_OF = ("maths.root-of", "maths.root-of-long")
_INDEX = ("maths.index", "maths.index-long")
_POWER = ("maths.power", "maths.power-long")
"""What is short, and what says where it ends."""
_MARKS = {
    "bar": "maths.bar",
    "overline": "maths.overline",
    "underline": "maths.underline",
    "hat": "maths.hat",
    "tilde": "maths.tilde",
    "vec": "maths.vec",
    "dot": "maths.dot",
    "ddot": "maths.ddot",
    "overbrace": "maths.overbrace",
    "underbrace": "maths.underbrace",
}
_GRIDS = {"matrix": "maths.matrix", "determinant": "maths.determinant", "cases": "maths.cases"}
_LAST_LETTER = "\u024f"
"""The last one of the Latin letters; others are said by names."""
_FENCES = {
    "(": "parenthesis",
    "[": "bracket",
    "{": "brace",
    "⟨": "angle-bracket",
    "⌈": "ceiling",
    "⌊": "floor",
}
_CLOSING = dict(zip(")]}⟩⌉⌋", _FENCES.values(), strict=True))


class NoWordsError(Exception):
    """Something in a formula that no word is known for; ``sign`` is what is seen of it."""

    def __init__(self, sign: str) -> None:
        super().__init__(sign)
        self.sign = sign


def spoken(formula: Item, words: Catalogue) -> str:
    """The words that say a formula. Raises NoWordsError."""
    return _BLANKS.sub(" ", _Speaker(words, _names(words)).say(formula)).replace(" ,", ",").strip()


@cache
def _names(words: Catalogue) -> dict[str, str]:
    """What signs and functions are called: the entries ``name=word`` of one list."""
    entries = (entry.strip().partition("=") for entry in words("maths.names").split(","))
    return {name: word for name, _, word in entries}


class _Speaker(Struct):
    words: Catalogue
    names: dict[str, str]

    def say(self, item: Item) -> str:  # noqa: C901, PLR0912  one case a kind, in one visible place
        match item:
            case Number(text):
                return text
            case Words(text, name=name):
                return self.names.get(name, text)
            case Blank():
                return " "
            case Sign():
                return self._sign(item)
            case Row(items):
                return " ".join(self._each(items))
            case Fraction(top, bottom, bar):
                return self._said(_FRACTION if bar else _BINOMIAL, (top, bottom), top=top, bottom=bottom)
            case Root(inside, index):
                if index is None:
                    return self._said(_ROOT, (inside,), inside=inside)
                return self._said(_ROOT_OF, (inside,), inside=inside, index=index)
            case Scripts():
                return self._scripts(item)
            case Fence("(", ")", Fraction(bar=False) as inside):
                return self.say(inside)
            case Fence():
                return self._fence(item)
            case Marked(inside, _, name):
                return self.words(_MARKS[name], inside=self.say(inside))
            case Stacked(base, under, over, _):
                said = self.say(base)
                if under is not None:
                    said = self.words("maths.under", base=said, note=self.say(under))
                if over is not None:
                    said = self.words("maths.over", base=said, note=self.say(over))
                return said
            case Grid():
                return self._grid(item)

    def _each(self, items: tuple[Item, ...]) -> Iterator[str]:
        """What the items of a row say. A comma between two numbers is a pause: "0 komma 1" is one number."""
        for at, item in enumerate(items):
            beside = items[at - 1 : at + 2 : 2] if at else ()
            is_pause = isinstance(item, Sign) and item.text == "," and len(beside) == 2
            yield "," if is_pause and all(map(_is_number, beside)) else self.say(item)

    def _sign(self, sign: Sign) -> str:
        name = sign.name
        if name and sign.kind in (Kind.OPENING, Kind.CLOSING):
            name = f"{name}-{'open' if sign.kind is Kind.OPENING else 'close'}"
            name = name if name in self.names else sign.name
        if name in self.names:
            said = self.names[name]
            return self.words("maths.capital", letter=said) if sign.text in "ΓΔΘΛΞΠΣΥΦΨΩ" else said
        if not sign.text.isalpha() or sign.text > _LAST_LETTER:
            raise NoWordsError(sign.text)
        return self._letter(sign)

    def _letter(self, sign: Sign) -> str:
        if sign.variant is Variant.DOUBLE_STRUCK:
            if (name := f"set-{sign.text}") in self.names:
                return self.names[name]
            raise NoWordsError(sign.text)
        said = self.words("maths.capital", letter=sign.text) if sign.text.isupper() else sign.text
        key = _SHAPES.get(sign.variant)
        return self.words(key, letter=said) if key else said

    def _said(self, keys: tuple[str, str], parts: tuple[Item, ...], **values: Item) -> str:
        """The words of a construct; those that say where it ends unless all its parts are short."""
        key = keys[not all(map(_is_short, parts))]
        return self.words(key, **{name: self.say(item) for name, item in values.items()})

    def _scripts(self, item: Scripts) -> str:
        base, below, above = item.base, item.below, item.above
        if (
            isinstance(base, Sign | Words)
            and base.kind is Kind.LARGE
            and (base.limits or isinstance(base, Sign))
        ):
            return self._large(base, below, above)
        said = self.say(base)
        if not _is_short(base):
            said = self.words("maths.group", inside=said)
        if below is not None:
            said = self.words(_INDEX[not _is_short(below)], base=said, index=self.say(below))
        if isinstance(above, Row):
            while above.items and isinstance(above.items[0], Sign) and above.items[0].name == "prime":
                said = f"{said} {self._sign(above.items[0])}"
                above = Row(above.items[1:])
            above = above.items[0] if len(above.items) == 1 else above if above.items else None
        match above:
            case None:
                return said
            case Number("2"):
                return self.words("maths.power-2", base=said)
            case Number("3"):
                return self.words("maths.power-3", base=said)
            case Sign(name="prime" | "degree" | "ast"):
                return f"{said} {self.say(above)}"
        return self.words(_POWER[not _is_short(above)], base=said, power=self.say(above))

    def _large(self, base: Sign | Words, below: Item | None, above: Item | None) -> str:
        """A sum or an integral with its limits, a limit with where it goes."""
        said = self.say(base)
        if below is None:
            return self.words("maths.to", base=said, above=self.say(above)) if above is not None else said
        if above is not None:
            return self.words("maths.from-to", base=said, below=self.say(below), above=self.say(above))
        if not isinstance(base, Words):
            return self.words("maths.over-all", base=said, below=self.say(below))
        tending = _Speaker(self.words, {**self.names, "to": self.names["tends-to"]})
        return self.words("maths.when", base=said, below=tending.say(below))

    def _fence(self, item: Fence) -> str:
        inside = self.say(item.inside)
        match item.opening, item.closing:
            case "|", "|":
                if isinstance(item.inside, Grid):
                    return inside
                return self.words("maths.absolute", inside=inside)
            case "‖", "‖":
                return self.words("maths.norm", inside=inside)
            case "{", "" if isinstance(item.inside, Grid):
                return inside
            case ("(", ")") | ("[", "]") | ("{", "}") if isinstance(item.inside, Grid):
                return inside
        return " ".join(
            (self._end(item.opening, "open", _FENCES), inside, self._end(item.closing, "close", _CLOSING))
        )

    def _end(self, sign: str, side: str, fences: dict[str, str]) -> str:
        if not sign:
            return ""
        called = fences.get(sign)
        if called is None:
            other = (_CLOSING if fences is _FENCES else _FENCES).get(sign)
            called, side = (other, "close" if side == "open" else "open") if other else ("bar", side)
        name = f"{called}-{side}"
        return self.names.get(name) or self.names[called]

    def _grid(self, grid: Grid) -> str:
        key = grid.name
        line = "maths.line" if key == "lines" else "maths.case" if key == "cases" else "maths.row"
        glue = " " if key == "lines" else ", "
        lines = "; ".join(
            self.words(line, number=number, cells=glue.join(filter(None, map(self.say, row))))
            for number, row in enumerate(grid.rows, 1)
        )
        if key == "lines":
            return lines
        columns = max(map(len, grid.rows))
        return self.words(_GRIDS[key], rows=len(grid.rows), columns=columns, lines=lines)


def _is_number(item: Item) -> bool:
    return isinstance(item.base if isinstance(item, Scripts) else item, Number)


def _is_short(item: Item) -> bool:
    match item:
        case Sign() | Number() | Words():
            return True
        case Scripts(base, below, above):
            return all(one is None or isinstance(one, Sign | Number) for one in (base, below, above))
        case Row(items):
            # "2 a" is short, and "minus 1".
            return (
                len(items) <= 2
                and all(isinstance(one, Sign | Number) for one in items)
                and not any(isinstance(one, Sign) and one.kind is Kind.RELATION for one in items)
            )
        case _:
            return False
