"""From the bytes of a shown string to characters, by a font's ToUnicode map (ISO 32000-1, 9.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_builder.patterns import late

_SECTION = late(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = late(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")

UNKNOWN = "\ufffd"


class Decoder:
    """Decodes the strings of one font. Codes that the map leaves out give U+FFFD."""

    def __init__(self, to_unicode: bytes) -> None:
        self._characters: dict[bytes, str] = {}
        self._widths: set[int] = set()
        for section in _SECTION.finditer(to_unicode):
            tokens = list(_tokens(section[2]))
            if section[1] == b"codespacerange":
                self._widths |= {len(token) for token in tokens if isinstance(token, bytes)}
            elif section[1] == b"bfchar":
                self._pairs(tokens)
            else:
                self._ranges(tokens)
        self._widths = {width for width in self._widths if 0 < width <= 4} or {1}

    def _pairs(self, tokens: list[bytes | list[bytes]]) -> None:
        for code, target in zip(tokens[::2], tokens[1::2], strict=False):
            if isinstance(code, bytes) and isinstance(target, bytes):
                self._characters[code] = _characters(target)

    def _ranges(self, tokens: list[bytes | list[bytes]]) -> None:
        for low, high, target in zip(tokens[::3], tokens[1::3], tokens[2::3], strict=False):
            if not (isinstance(low, bytes) and isinstance(high, bytes)):
                continue
            first, last = int.from_bytes(low, "big"), int.from_bytes(high, "big")
            for step in range(min(last - first + 1, 0x10000)):
                code = (first + step).to_bytes(len(low), "big")
                if isinstance(target, list):
                    self._characters[code] = _characters(target[step]) if step < len(target) else UNKNOWN
                elif target:
                    end = int.from_bytes(target[-2:], "big") + step
                    self._characters[code] = _characters(target[:-2] + (end & 0xFFFF).to_bytes(2, "big"))

    def decode(self, codes: bytes) -> str:
        """The characters of a shown string."""
        return "".join(self.signs(codes))

    def signs(self, codes: bytes) -> list[str]:
        """The characters of each code of a shown string."""
        widths = sorted(self._widths)
        found, at = [], 0
        while at < len(codes):
            for width in widths:
                character = self._characters.get(codes[at : at + width])
                if character is not None:
                    break
            found.append(UNKNOWN if character is None else character)
            at += width
        return found


def _tokens(data: bytes) -> Iterator[bytes | list[bytes]]:
    array: list[bytes] | None = None
    for match in _TOKEN.finditer(data):
        if match[2]:
            array = []
        elif match[3]:
            yield array or []
            array = None
        else:
            digits = b"".join(match[1].split())
            value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
            if array is None:
                yield value
            else:
                array.append(value)


def _characters(target: bytes) -> str:
    return target.decode("utf-16-be", "replace")
