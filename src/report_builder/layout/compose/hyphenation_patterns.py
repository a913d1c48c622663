"""The patterns by which words of a language are divided, and the joints of its compounds."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from sys import intern

from report_builder.language.catalogue import rule

_PLANE = 64
"""The bits of one plane of a row, so the length of the longest word that is divided, with its ends."""
# The figures of a pattern are a row of thermometers: plane n has a bit where the figure is n or more. The
# higher of two figures at each place, which is what counts where patterns overlap, is then a bitwise or of
# their rows; and a figure is odd where an odd number of planes has a bit. Above them are three planes more:
# where a compound has a joint, where it has none though it looks as if, and where no word is divided.
_JOINTS = 9 * _PLANE
_NO_JOINTS = _JOINTS + _PLANE
_UNDIVIDED = _NO_JOINTS + _PLANE
_FIGURES_ONLY = (1 << _JOINTS) - 1
_HALVES = [_PLANE << power for power in (3, 2, 1, 0)]
_EVERYWHERE = (1 << _PLANE) - 1


class Patterns:
    """The patterns of a language, applied after F. M. Liang, "Word Hy-phen-a-tion by Com-put-er" (1983).

    They are kept as text, and not looked at before they are asked for, which most never are: the letters of
    a pattern, and its figures with a point for each letter. Joints of compounds are patterns of the same
    kind, with = for a joint and - for none; 0 says that the word is not divided there, which no figure
    overrules.

    At each letter of a word the row of the next five is looked up, merged from all patterns that begin
    there and go no further; and only where longer ones begin with these five, the longest that matches.
    """

    def __init__(self, figures: dict[str, str]) -> None:
        """Take the figures of each pattern by its letters; those of two have a blank between them."""
        self._figures = figures
        self._longer: dict[str, list[str]] = {}
        for pattern in figures:
            if len(pattern) > _START:
                self._longer.setdefault(pattern[:_START], []).append(pattern)
        for longer in self._longer.values():
            longer.sort(key=len, reverse=True)
        self._merged: dict[str, int] = {}
        # The rows of those five letters with which no longer pattern begins: most of them.
        self._known: dict[str, int] = {}
        self._rows: dict[str, int] = {}

    def all(self) -> dict[str, int]:
        """Every pattern with its figures, as a row."""
        return {pattern: self._row(figures) for pattern, figures in self._figures.items()}

    def positions(self, word: str, left: int = 1, right: int = 1, after_joint: int = 1) -> list[int]:
        """Where a word in lower case may be divided: before the letters with these indices.

        At least ``left`` letters stand before each of them, and ``right`` after it; after the joint of a
        compound, which may be fewer, ``after_joint``. No place is one letter from a joint. Words of more
        than ``_PLANE`` letters, with their ends, are left whole.
        """
        pointed = f".{word}."
        length = len(pointed)
        if length > _PLANE:
            return []
        planes = 0
        known = self._known.get
        # A joint nearer to the end than any other place is known by what stands before it too.
        for at in range(length - min(right, after_joint + 1)):
            row = known(pointed[at : at + _START])
            if row:  # half of them say nothing
                planes |= row << at
            elif row is None:
                planes |= self._at(pointed, at) << at
        joints = planes >> _JOINTS
        # The parity of the planes of figures: each half is laid upon the other, until one plane is left.
        odd = planes & _FIGURES_ONLY
        for width in _HALVES:
            odd ^= odd >> width
        odd &= (1 << length - right) - 1
        if joints:
            whole = joints >> 2 * _PLANE
            joints &= ~(joints >> _PLANE) & (1 << length - after_joint) - 1
            odd = odd & ~(joints << 1 | joints >> 1 | whole) | joints
        odd &= _EVERYWHERE << left + 1
        places = []
        while odd:
            lowest = odd & -odd
            places.append(lowest.bit_length() - 2)
            odd ^= lowest
        return places

    def _at(self, pointed: str, at: int) -> int:
        """The merged row of the letters at ``at``, and of the longest pattern that begins with them."""
        letters = pointed[at : at + _START]
        longer = self._longer.get(letters, ())
        for pattern in longer:
            if pointed.startswith(pattern, at):
                break
        else:
            pattern = letters
        row = self._merged.get(pattern)
        if row is None:
            row = self._merge(pattern)
        if not longer:
            self._known[letters] = row
        return row

    def _merge(self, letters: str) -> int:
        """The highest figures of the patterns that are ``letters`` or a beginning of them."""
        row = self._merged.get(letters)
        if row is None:
            row = self._merge(letters[:-1]) if letters else 0
            figures = self._figures.get(letters)
            if figures is not None:
                row |= self._row(figures)
            self._merged[letters] = row
        return row

    def _row(self, figures: str) -> int:
        """The row of ``figures``; thousands of patterns share a few hundred of them."""
        row = self._rows.get(figures)
        if row is None:
            row = 0
            for one in figures.split(" "):
                for place, figure in enumerate(one.split(".")):
                    if figure in _MARKS:
                        row |= 1 << _MARKS[figure] + place
                        continue
                    for plane in range(int(figure or 0)):
                        row |= 1 << plane * _PLANE + place
            self._rows[figures] = row
        return row


_JOINT = "="
_NO_JOINT = "-"
_MARKS = {_JOINT: _JOINTS, _NO_JOINT: _NO_JOINTS, "0": _UNDIVIDED}
_START = 5
_DATA = Path(__file__).parents[2] / "data" / "joints"


def read_patterns(language: str) -> Patterns | None:
    """The patterns of a language (a BCP 47 tag), None where its catalogue names none.

    They are Pyphen's, with the files of joints of compounds that the catalogue names behind them. Its
    patterns are read and applied here, several times as fast as by Pyphen itself and into less memory.
    Pyphen is only looked up, not imported: it would list all its languages first.
    """
    names = rule("rule.hyphenation", language)
    if names is None:
        return None
    dictionary, *joints = names.split()
    pyphen = find_spec("pyphen")
    assert pyphen is not None
    assert pyphen.origin is not None
    data = Path(pyphen.origin).with_name("dictionaries").joinpath(dictionary).read_bytes()
    name, _, content = data.partition(b"\n")
    patterns = dict(_patterns(content, name.decode("ascii").strip()))
    for own in joints:
        for letters, marks in _joints(_DATA.joinpath(own).read_text("utf-8")):
            patterns[letters] = f"{patterns[letters]} {marks}" if letters in patterns else marks
    return Patterns(patterns)


def _patterns(content: bytes, encoding: str) -> Iterable[tuple[str, str]]:
    """The patterns as :class:`Patterns` takes them."""
    # Lines that are no patterns match no word: settings are in capitals, comments begin with a sign.
    letters = content.translate(None, _FIGURES + _BLANKS).decode(encoding)
    text = content.decode(encoding)
    # One byte for each character, whatever it is.
    signs = content if len(text) == len(content) else text.encode("ascii", "replace")
    figures = signs.translate(_POINTS, _BLANKS).decode("ascii")
    # Interned, as a few hundred stand for all: that saves 1.4 MB.
    return zip(letters.split("\n"), map(intern, figures.split("\n")), strict=True)


def _joints(text: str) -> Iterable[tuple[str, str]]:
    """The joints of a file as :class:`Patterns` takes them: lines that begin with # are remarks."""
    entries = " ".join(line for line in text.split("\n") if not line.startswith("#"))
    letters = entries.encode("utf-8").translate(None, _FIGURES + _JOINT_SIGNS).decode("utf-8")
    marks = entries.encode("ascii", "replace").translate(_MARKED).decode("ascii")
    return zip(letters.split(), marks.split(), strict=True)


_FIGURES = b"0123456789"
_BLANKS = b" \t\r"
_POINTS = bytes(code if code in _FIGURES + b"\n" else ord(".") for code in range(256))
_JOINT_SIGNS = f"{_JOINT}{_NO_JOINT}".encode("ascii")
_MARKED = bytes(code if code in _FIGURES + _JOINT_SIGNS + b" " else ord(".") for code in range(256))
