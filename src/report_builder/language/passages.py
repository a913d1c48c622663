"""Words of several languages in one text: the pieces, whose words the program says, and marks for a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from report_builder.language.catalogue import FALLBACK, Catalogue, catalogue, lacks_words, own_catalogue
from report_builder.language.message import Value


class Piece(NamedTuple):
    """Words in one language (a BCP 47 tag)."""

    text: str
    language: str


Pieces: TypeAlias = tuple[Piece, ...]

_HERE = "\ufdd0"
"""Stands for a value that has a language of its own; no text can have this character (Unicode 23.7)."""


class Voice(Struct, frozen=True):
    """The words that the program has for a passage, and the language that they are in."""

    words: Catalogue
    language: str

    def pieces(self, key: str, name: str = "", own: Pieces = (), /, **values: Value) -> Pieces:
        """Give the words of ``key``; the value ``name`` is ``own``, in languages of its own."""
        return self.woven(key, {name: own} if name else {}, **values)

    def woven(self, key: str, own: Mapping[str, Pieces], /, **values: Value) -> Pieces:
        """Give the words of ``key`` with ``own``, values by their names that have languages of their own."""
        places = {name: f"{_HERE}{name}{_HERE}" for name in own}
        parts = self.words(key, **values, **places).split(_HERE)
        said = [own[part] if index % 2 else (Piece(part, self.language),) for index, part in enumerate(parts)]
        return joined(piece for pieces in said for piece in pieces)


@cache
def voice(language: str, otherwise: str) -> Voice:
    """Give what the program says inside a passage in ``language``: its own words, where none is missing.

    Else it speaks the language ``otherwise``, and bokmål where words of that are missing too. Both are BCP 47
    tags.
    """
    spoken = next((one for one in (language, otherwise) if not lacks_words(one)), FALLBACK)
    return Voice(catalogue(spoken), spoken)


@cache
def numbers(language: str, otherwise: str) -> Voice:
    """Give what writes numbers inside a passage in ``language``: a few rules are enough for that."""
    own = own_catalogue(language)
    return Voice(own, language) if own else Voice(catalogue(otherwise), otherwise)


def joined(pieces: Iterable[Piece]) -> Pieces:
    """Give ``pieces`` with those in a row as one that are in the same language, without empty ones."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].language == piece.language:
            found[-1] = Piece(found[-1].text + piece.text, piece.language)
        elif piece.text:
            found.append(piece)
    return tuple(found)


def plain(pieces: Pieces) -> str:
    """Give the characters of ``pieces``."""
    return "".join(piece.text for piece in pieces)


_ESCAPE = "\x1b"
_CODE = re.compile(r"([a-z]{2})(?:-(?:[A-Z][a-z]{3}-)?([A-Z]{2}))?\b")
_MARK = re.compile(r"\x1b([^\x1b]{0,2})\x1b")


def marked(pieces: Pieces, language: str) -> str:
    """Give ``pieces`` as a text string of a PDF whose element is in ``language``.

    Each change of language has a mark (ISO 32000-1, 7.9.2.2). Only codes of two letters can stand there: no
    language is changed from which there is no way back to one that follows.
    """
    parts: list[str] = []
    here = language
    for index, piece in enumerate(pieces):
        codes = [_CODE.match(later.language) for later in pieces[index:]]
        if piece.language != here and (code := codes[0]) and all(codes):
            # The letters of a code are bytes, and two of them make a character of UTF-16.
            written = "".join(filter(None, code.groups())).encode("ascii").decode("utf-16-be")
            parts.append(f"{_ESCAPE}{written}{_ESCAPE}")
            here = piece.language
        parts.append(piece.text)
    return "".join(parts)


def unmarked(text: str) -> str:
    """Give the characters of a text string of a PDF, without marks of languages."""
    return _MARK.sub("", text) if _ESCAPE in text else text


def pieces_of(text: str, language: str) -> Pieces:
    """Give the pieces of a text string of a PDF whose element is in ``language``."""
    parts = _MARK.split(text)
    codes = (part.encode("utf-16-be", "replace").decode("ascii", "replace") for part in parts[1::2])
    tags = [language, *(code[:2] + (f"-{code[2:]}" if code[2:] else "") for code in codes)]
    return joined(Piece(part, tag) for part, tag in zip(parts[::2], tags, strict=True))
