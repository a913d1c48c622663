"""A text as a digest, a sketch and its numbers: small, and enough to know it again."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from hashlib import blake2b
from itertools import pairwise
from struct import Struct as Layout
from typing import NamedTuple

from report_builder.compare.quantities import Quantity, quantities
from report_builder.compare.word_diff import Token, tokens
from report_builder.publish.following.record import BETWEEN, DIGEST, JOIN, SKETCH, VALUE
from report_builder.sources.characters import bare

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SHORTS = Layout(f"<{SKETCH}H")
_NUMBER = "#"
_END = "."


class Kept(NamedTuple):
    """What is kept of a text; ``numbers`` is empty where it has none."""

    digest: str
    sketch: str
    numbers: str


def kept(text: str, language: str) -> Kept:
    """Give what is kept of a text; ``language`` is a BCP 47 tag. Kinds of blanks do not count."""
    said = _said(text)
    words = tokens(said)
    found = quantities(words, language) if any(word.is_number for word in words) else []
    return Kept(
        _digest(said, DIGEST),
        _sketch(_without_numbers(words, found)),
        BETWEEN.join(_number(words, quantity) for quantity in found),
    )


def joined(text: str, following: str) -> str:
    """Give the first letters of the digest of two texts as one."""
    return _digest(f"{_said(text)} {_said(following)}", DIGEST)[:JOIN]


def _said(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", bare(text)).split())


def _digest(text: str, letters: int) -> str:
    size = -(-letters * 6 // 8)
    digest = blake2b(text.encode(), digest_size=size).digest()
    return base64.urlsafe_b64encode(digest).decode()[:letters]


def _without_numbers(words: Sequence[Token], found: Sequence[Quantity]) -> list[str]:
    """The words that are compared, in which all numbers are alike; marks do not count."""
    inside = {at for quantity in found for at in range(quantity.first, quantity.stop)}
    starts = {quantity.first for quantity in found}
    kept_words = []
    for at, word in enumerate(words):
        if at in starts:
            kept_words.append(_NUMBER)
        elif at not in inside and not word.is_mark:
            kept_words.append(word.key.casefold())
    return kept_words


def _sketch(words: Sequence[str]) -> str:
    """A letter for the least of each of several hashes of every two words in a row (MinHash)."""
    pairs = {f"{one} {other}" for one, other in pairwise([_END, *words, _END])}
    hashes = (_SHORTS.unpack(blake2b(pair.encode(), digest_size=_SHORTS.size).digest()) for pair in pairs)
    return "".join(_LETTERS[min(column) % len(_LETTERS)] for column in zip(*hashes, strict=True))


def _number(words: Sequence[Token], quantity: Quantity) -> str:
    before = _side(words[: quantity.first][::-1])
    after = _side(words[quantity.stop :])
    return f"{before}{after}{_digest(_value(quantity), VALUE)}{' '.join(quantity.text.split())}"


def _value(quantity: Quantity) -> str:
    """The same for 12,5 and 12,50, which are one number."""
    amount = quantity.amount
    return f"{amount.normalize() if isinstance(amount, Decimal) else amount} {quantity.unit}"


def _side(words: Sequence[Token]) -> str:
    """A letter for the nearest word of the sentence that is no number."""
    for word in words:
        if word.key in ".!?;":
            break
        if not word.is_number and not word.is_mark:
            return _digest(word.key.casefold(), 1)
    return _END
