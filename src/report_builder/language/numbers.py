"""Numbers as a language writes them."""

from __future__ import annotations

from decimal import Decimal

from report_builder.language.catalogue import Catalogue

_MINUS = "\u2212"


def written_number(value: Decimal | int, words: Catalogue, *, plus: bool = False) -> str:
    """Write a number with the language's decimal mark and grouping, and a true minus.

    As many decimals as the value was given with are kept. With ``plus`` one that is not below zero has its
    sign too.
    """
    whole, _, decimals = format(abs(Decimal(value)), "f").partition(".")
    if int(whole) >= int(words("rule.group-from")):
        whole = f"{int(whole):,}".replace(",", words("rule.group"))
    sign = _MINUS if value < 0 else "+" if plus else ""
    return sign + whole + (words("rule.decimal") + decimals if decimals else "")
