"""What is copied and found of a formula, which is drawn as shapes: its signs on one line.

As people write formulas where there is one line only, and near UnicodeMath (Unicode Technical Note 28): "x²",
"√(a + b)", "(a + b)/2". What it is heard as are the words of its element, not this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from report_builder.layout.formulas.kinds import flat, kinds_of
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
from report_builder.model.math_letters import shaped

ACCENTS = {"^": "\u0302", "~": "\u0303", "‾": "\u0304", "→": "\u20d7", "˙": "\u0307", "¨": "\u0308"}
"""The combining characters of the signs that stand over letters."""
_RAISED = str.maketrans("0123456789+−-=()ni*′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ*′")
_LOWERED = str.maketrans("0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_RELATIONS = frozenset("=<>≤≥≠≈≡∼→⇒⇔∈")
"""Signs by which lines go on from each other, and around which small characters have no blanks."""
_SPACED = (Kind.RELATION, Kind.BINARY)
_KEPT = (Variant.DOUBLE_STRUCK, Variant.SCRIPT, Variant.FRAKTUR)
"""Letters that are other letters in these shapes; those in others are sought as they are typed."""
_THIN = 0.16
"""A blank of so many ems parts what stands beside it."""


def written(items: Sequence[Item]) -> list[str]:
    """The text of each item of a row, with the blanks around relations and operators."""
    parts: list[str] = []
    kinds = kinds_of(items)
    for index, item in enumerate(items):
        text = _text(item)
        if kinds[index] in _SPACED and text:
            text = f" {text} "
        elif kinds[index] is Kind.PUNCTUATION or _runs_on(item, kinds[index + 1 : index + 2]):
            text = f"{text} "
        elif _is_name(item):
            before = " " if parts and not _is_opening(items, index - 1) else ""
            text = f"{before}{text}" + ("" if _is_opening(items, index + 1) else " ")
        parts.append(text)
    return parts


def on_one_line(formula: Row) -> str:
    """The text of a whole formula."""
    return one_line("".join(written([*flat(formula.items)])))


def one_line(text: str) -> str:
    """Text with its blanks made one."""
    return " ".join(text.split())


def _is_name(item: Item) -> bool:
    """Whether an item is a function or a large operator, parted from what it is of."""
    base = item.base if isinstance(item, Scripts) else item
    return isinstance(base, Words | Sign) and base.kind is Kind.LARGE


def _runs_on(item: Item, after: Sequence[Kind]) -> bool:
    """Whether what stands below a bar would take in what follows it."""
    return isinstance(item, Fraction) and any(kind in (Kind.ORDINARY, Kind.INNER) for kind in after)


def _is_opening(items: Sequence[Item], index: int) -> bool:
    """Whether a bracket stands at a place of a row, or begins there."""
    item = items[index] if index < len(items) else None
    return isinstance(item, Fence) or (isinstance(item, Sign) and item.kind is Kind.OPENING)


def _text(item: Item) -> str:  # noqa: C901  one case a kind, in one visible place
    match item:
        case Sign():
            return shaped(item.text, item.variant) if item.variant in _KEPT else item.text
        case Number(text) | Words(text):
            return text
        case Blank(width):
            return " " if width >= _THIN else ""
        case Row():
            return on_one_line(item)
        case Scripts(base, below, above):
            return _grouped(base) + _script(below, "_", _LOWERED) + _script(above, "^", _RAISED)
        case Fraction(top, bottom, bar):
            return f"{_grouped(top)}{'/' if bar else '¦'}{_grouped(bottom)}"
        case Root(inside, index):
            return ("" if index is None else _script(index, "", _RAISED)) + f"√{_grouped(inside)}"
        case Fence(opening, closing, inside):
            return f"{opening}{_text(inside)}{closing}"
        case Marked():
            return _marked(item)
        case Stacked(base, under, over):
            return _grouped(base) + _script(under, "_", {}) + _script(over, "^", {})
        case Grid(rows):
            return _rows([_row(row, aligned=item.aligned) for row in rows])


def _row(cells: Sequence[Item], *, aligned: bool) -> str:
    """The cells of a row; those of lines that are aligned go on from each other."""
    return one_line((" " if aligned else ", ").join(map(_text, cells)))


def _rows(rows: Sequence[str]) -> str:
    """Rows after each other; one that begins with a relation goes on from the one before."""
    text = rows[0] if rows else ""
    for row in rows[1:]:
        text += f" {row}" if row[:1] in _RELATIONS else f"; {row}"
    return text


def _grouped(item: Item) -> str:
    """The text of an item, in brackets where it would run into what stands beside it."""
    return _text(item) if _is_one(item) else f"({_text(item)})"


def _is_one(item: Item) -> bool:
    """Whether an item is read as one without brackets around it."""
    match item:
        case Row(items):
            return all(map(is_blank, items[1:])) and (not items or _is_one(items[0]))
        case Scripts(base):
            return _is_one(base)
        case Marked(inside):
            return len(_text(inside)) == 1
        case Sign() | Number() | Words() | Blank() | Fence() | Root():
            return True
        case _:
            return False


def _script(item: Item | None, sign: str, shapes: Mapping[int, int]) -> str:
    """What stands above or below: as small characters where all of it has such, behind a sign otherwise."""
    if item is None:
        return ""
    text = _text(item)
    if not _RELATIONS.isdisjoint(text):
        text = text.replace(" ", "")
    is_word = isinstance(item, Words) and len(text) > 1  # which is sought as it is typed
    if text and not is_word and all(ord(character) in shapes for character in text):
        return text.translate(shapes)
    return f"{sign}{text if _is_one(item) else f'({text})'}"


def _marked(item: Marked) -> str:
    """A letter has its accent; a longer part stands in brackets behind the sign that goes over it."""
    text = _text(item.inside)
    if len(text) == 1 and item.mark in ACCENTS and not item.under:
        return text + ACCENTS[item.mark]
    return f"{item.mark}({text})"
