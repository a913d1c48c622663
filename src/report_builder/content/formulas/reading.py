r"""LaTeX notation to the tree of a formula.

A subset of LaTeX with amsmath, as people know it from textbooks and web pages. Beside it ``3,14`` is one
number, letters are any letters, and a sign may be typed as it is. What is wrong is told with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from report_builder.content.formulas.lists import parted
from report_builder.content.formulas.notation import Notation, NotationError, look_for_words, notations
from report_builder.content.formulas.signs import (
    ACCENTS,
    BLANKS,
    FENCES,
    FUNCTIONS,
    GRIDS,
    LETTERS,
    SIGNS,
    SIZES,
    TEXT,
    TYPED,
)
from report_builder.language.message import hinted, say
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
    is_blank,
)
from report_builder.sources.nearest import did_you_mean

_DEEPEST = 24
_ENDS = frozenset(("}", "&", "\\\\", "\\right", "\\end", "\\cr", ""))
_PRIMES = ("'", "’", "′")
EMPTY = Row(())


def read_formula(source: str, *, display: bool = False) -> Row:
    r"""The tree of a formula; lines that ``\\`` divides only where it stands by itself.

    Raises NotationError.
    """
    tree = _Reader(source, display=display).whole()
    if is_blank(tree):
        raise NotationError(0, hinted("formula.empty"))
    return tree


class _Reader:
    """Goes through the notation of one formula from left to right."""

    def __init__(self, source: str, *, display: bool) -> None:
        self._source = source
        self._display = display
        self._tokens = parted(notations(source))
        self._next = 0
        self._depth = 0

    # The pieces

    @property
    def _here(self) -> Notation:
        return self._tokens[self._next]

    def _take(self) -> Notation:
        token = self._here
        self._next += token.text != ""
        return token

    # Rows

    def whole(self) -> Row:
        look_for_words(self._source)
        rows = self._rows()
        token = self._here
        match token.text:
            case "":
                pass
            case "}":
                raise NotationError(token.at, hinted("formula.brace-astray"))
            case "\\right":
                raise NotationError(token.at, hinted("formula.right-alone"))
            case _:
                raise NotationError(token.at, hinted("formula.end-alone"))
        if len(rows) == 1 and len(rows[0]) == 1:
            return _as_row(rows[0][0])
        if not self._display:
            first = next(token for token in self._tokens if token.text in ("&", "\\\\", "\\cr"))
            raise NotationError(first.at, hinted("formula.rows-astray", sign=first.text))
        return Row((Grid(rows, "lines", aligned=any(len(row) > 1 for row in rows)),))

    def _rows(self) -> tuple[tuple[Item, ...], ...]:
        rows: list[tuple[Item, ...]] = []
        cells: list[Item] = []
        while True:
            cells.append(self._row())
            match self._here.text:
                case "&":
                    self._take()
                case "\\\\" | "\\cr":
                    self._take()
                    rows.append(tuple(cells))
                    cells = []
                case _:
                    break
        if len(cells) > 1 or cells[0] != EMPTY or not rows:
            rows.append(tuple(cells))
        return tuple(rows)

    def _row(self) -> Item:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotationError(self._here.at, hinted("formula.deep", most=str(_DEEPEST)))
        items: list[Item] = []
        while self._here.text not in _ENDS:
            items.append(self._scripted())
        self._depth -= 1
        return items[0] if len(items) == 1 else Row(tuple(items))

    def _scripted(self) -> Item:
        """One item with what stands below and above it."""
        base = Row(()) if self._here.text in ("^", "_", *_PRIMES) else self._item()
        if self._here.text in ("\\limits", "\\nolimits"):
            base = _limited(base, self._take().text == "\\limits")
        below, above = self._below_and_above()
        if below is None and above is None:
            return base
        if isinstance(base, Marked) and base.name in ("overbrace", "underbrace"):
            return Stacked(base, below, above, base.name)
        return Scripts(base, below, above)

    def _below_and_above(self) -> tuple[Item | None, Item | None]:
        below: Item | None = None
        above: Item | None = None
        primes = 0
        while (token := self._here).text in ("_", "^", *_PRIMES):
            self._take()
            if token.text in _PRIMES:
                primes += 1
            elif token.text == "_" and below is None:
                below = self._argument(token)
            elif token.text == "^" and above is None:
                above = self._argument(token)
            else:
                raise NotationError(token.at, hinted("formula.script-twice", sign=token.text))
        if primes:
            signs = tuple(SIGNS["prime"] for _ in range(primes))
            above = Row((*signs, above)) if above is not None else Row(signs) if primes > 1 else signs[0]
        return below, above

    def _argument(self, of: Notation) -> Item:
        """What a command or a script takes: a group, or one sign."""
        token = self._here
        if token.text in _ENDS or token.text in ("^", "_"):
            raise NotationError(of.at, hinted("formula.argument", command=of.text))
        if token.text == "{":
            return self._group()
        if token.text[0].isdigit() and len(token.text) > 1:
            # Without braces a command takes one digit, as in LaTeX.
            self._tokens[self._next] = Notation(token.text[1:], token.at + 1)
            return Number(token.text[0])
        return self._item()

    def _group(self) -> Item:
        opened = self._take()
        inside = self._row()
        if self._here.text != "}":
            if self._here.text in ("&", "\\\\", "\\cr"):
                raise NotationError(self._here.at, hinted("formula.rows-astray", sign=self._here.text))
            raise NotationError(opened.at, hinted("formula.brace-open"))
        self._take()
        return inside

    # Items

    def _item(self) -> Item:
        token = self._here
        text = token.text
        if text == "{":
            return self._group()
        self._take()
        if text.startswith("\\"):
            return self._command(token)
        if text[0].isdigit():
            return Number(text.replace("{,}", ","))
        if sign := TYPED.get(text):
            return sign
        if text == "~":
            return Blank(1 / 3)
        if text.isalpha():
            return Sign(text, variant=Variant.ITALIC)
        raise NotationError(token.at, hinted("formula.sign", sign=text))

    def _command(self, token: Notation) -> Item:
        name = token.text[1:]
        if sign := SIGNS.get(name):
            return sign
        if name in BLANKS:
            return Blank(BLANKS[name])
        if words := FUNCTIONS.get(name):
            return words
        if read := _COMMANDS.get(name):
            return read(self, token)
        if name in LETTERS:
            return _shaped(self._argument(token), LETTERS[name])
        if name in TEXT:
            return Words(self._text(token))
        if name in SIZES:
            return self._item() if self._here.text not in _ENDS else Blank(0.0)
        if name in ACCENTS:
            mark, called, stretches, under = ACCENTS[name]
            return Marked(self._argument(token), mark, called, stretches, under)
        known = (*SIGNS, *FUNCTIONS, *LETTERS, *ACCENTS, *_COMMANDS, "left", "right", "begin", "end", "text")
        hint = did_you_mean(name, [one for one in known if one.isalpha()]) or say("formula.command.hint")
        raise NotationError(token.at, (say("formula.command", command=token.text), hint))

    def _text(self, of: Notation) -> str:
        """The argument of ``of`` as it is written."""
        opened = self._here
        if opened.text != "{":
            raise NotationError(of.at, hinted("formula.argument", command=of.text))
        depth = 0
        while True:
            token = self._take()
            depth += (token.text == "{") - (token.text == "}")
            if not token.text:
                raise NotationError(opened.at, hinted("formula.brace-open"))
            if not depth:
                written = self._source[opened.at + 1 : token.at]
                return re.sub(r"\\([%$&#_{} ])", r"\1", re.sub(r"\s+", " ", written))

    def fraction(self, token: Notation) -> Item:
        display = {"\\dfrac": True, "\\tfrac": False}.get(token.text)
        return Fraction(self._argument(token), self._argument(token), display=display)

    def binomial(self, token: Notation) -> Item:
        return Fence("(", ")", Fraction(self._argument(token), self._argument(token), bar=False))

    def root(self, token: Notation) -> Item:
        index: Item | None = None
        if self._here.text == "[":
            self._take()
            items: list[Item] = []
            while self._here.text not in (*_ENDS, "]"):
                items.append(self._scripted())
            if self._here.text != "]":
                raise NotationError(token.at, hinted("formula.bracket-open"))
            self._take()
            index = items[0] if len(items) == 1 else Row(tuple(items))
        return Root(self._argument(token), index)

    def left(self, token: Notation) -> Item:
        opening = self._fence(token)
        inside = self._row()
        if self._here.text != "\\right":
            raise NotationError(token.at, hinted("formula.left-alone"))
        closing = self._fence(self._take())
        return Fence(opening, closing, inside)

    def _fence(self, of: Notation) -> str:
        token = self._take()
        if token.text not in FENCES:
            raise NotationError(of.at, hinted("formula.fence", command=of.text, sign=token.text or " "))
        return FENCES[token.text]

    def middle(self, token: Notation) -> Item:
        return Sign(self._fence(token), Kind.RELATION, name="mid")

    def grid(self, token: Notation) -> Item:
        name = self._text(token)
        if name not in GRIDS:
            hint = did_you_mean(name, GRIDS) or say("formula.environment.hint")
            raise NotationError(token.at, (say("formula.environment", name=name), hint))
        opening, closing, called = GRIDS[name]
        rows = self._rows()
        end = self._here
        if end.text != "\\end":
            raise NotationError(token.at, hinted("formula.environment-open", name=name))
        self._take()
        other = self._text(end)
        if other != name:
            raise NotationError(end.at, hinted("formula.environment-other", name=name, other=other))
        grid = Grid(rows, called, aligned=called == "lines" and name != "gathered", left=called == "cases")
        return Fence(opening, closing, grid) if opening or closing else grid

    def named(self, token: Notation) -> Item:
        return Words(self._text(token), Kind.LARGE, limits=token.text.endswith("*"))

    def over(self, token: Notation) -> Item:
        small, base = self._argument(token), self._argument(token)
        return Stacked(base, None, small)

    def under(self, token: Notation) -> Item:
        small, base = self._argument(token), self._argument(token)
        return Stacked(base, small, None)

    def modulo(self, token: Notation) -> Item:
        return Fence("(", ")", Row((Words("mod", name="mod"), Blank(1 / 3), self._argument(token))))

    def mod(self, _token: Notation) -> Item:
        return Words("mod", Kind.BINARY, "mod")

    def numbered(self, token: Notation) -> Item:
        raise NotationError(token.at, hinted("formula.numbered", command=token.text))


_COMMANDS: Mapping[str, Callable[[_Reader, Notation], Item]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac"), _Reader.fraction),
    "binom": _Reader.binomial,
    "sqrt": _Reader.root,
    "left": _Reader.left,
    "middle": _Reader.middle,
    "begin": _Reader.grid,
    **dict.fromkeys(("operatorname", "operatorname*"), _Reader.named),
    **dict.fromkeys(("overset", "stackrel"), _Reader.over),
    "underset": _Reader.under,
    "pmod": _Reader.modulo,
    "bmod": _Reader.mod,
    **dict.fromkeys(("tag", "tag*", "label", "nonumber", "notag"), _Reader.numbered),
}


def _as_row(item: Item) -> Row:
    return item if isinstance(item, Row) else Row((item,))


def _limited(base: Item, limits: bool) -> Item:
    match base:
        case Sign():
            return Sign(base.text, base.kind, base.variant, base.name, limits)
        case Words():
            return Words(base.text, base.kind, base.name, limits)
        case _:
            return base


def _shaped(item: Item, variant: Variant) -> Item:
    """The letters and digits of an item in another shape; upright letters beside each other are a word."""
    match item:
        case Row(items) if variant is Variant.UPRIGHT and all(
            isinstance(one, Sign) and one.text.isalpha() and not one.name for one in items
        ):
            return Words("".join(one.text for one in items if isinstance(one, Sign)))
        case Row(items):
            return Row(tuple(_shaped(one, variant) for one in items))
        case Sign(text) if text.isalpha():
            return Sign(text, item.kind, variant, item.name)
        case Scripts(base, below, above):
            return Scripts(_shaped(base, variant), below, above)
        case _:
            return item
