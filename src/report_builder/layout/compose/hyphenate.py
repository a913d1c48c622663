"""Where a word may be divided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from report_builder.language.writing import has_marks
from report_builder.layout.compose.hyphenation_patterns import Patterns, read_patterns
from report_builder.patterns import late
from report_builder.sources.characters import LINE_HINTS, MAY_BREAK, NO_BREAK, SOFT_HYPHEN, bare, has_hints

_WORD = late(r"([^\W\d_]+)[.,:;?!]?")
# Not a part of an identifier (rapport2019, min_fil, @navn, a=b), nor of a name with points (kommune.nett),
# but both words where a blank was forgotten (ferdig.Neste).
# Nor the noun of a series behind its hyphen, before the number that it is tied to: Difi-rapport 2019:7.
_LETTERS = late(
    r"(?<![\w@#=])(?!(?<=\w\.)[a-zæøå]|(?<=[-‐])[^\W\d_]+\u00a0\d)[^\W\d_]+(?![\w@=]|\.[a-zæøå\d])"
)
# Not between figures, as in 2014–2017 or 50/50, and not where a single letter would be left: e-post. Not
# inside a unit (kr/mnd, kWh/døgn), nor before two or three letters: hun/han. Nor in the name of a series that
# its number is tied to (Difi-rapport 2019:7), nor in a code of capitals (RB-LANG-MISSING): they are searched
# for as they are written.
_AFTER_DASH = late(
    r"(?<=[\w.)»”%][\w.)»”%])[-‐–—/](?![^\W\d_]+\u00a0\d|(?<=[A-ZÆØÅ\d]{2}[-‐])[A-ZÆØÅ]{2})"
    r"(?:(?<!/)(?=[(«“]?[^\W\d_]{2})|(?<!\b(?:kr|kg|mg|km|ml|dl)/)(?<!\b[kMGT]Wh/)(?=[(«“]?[^\W\d_]{4}))"
)
# Where a name with points is a domain or a file; others may be abbreviations (adm.dir.).
_DOMAINS = "app|biz|com|de|dev|dk|edu|eu|fi|fo|fr|gov|info|int|io|is|net|nl|no|nu|org|se|uk"
_FILES = (
    "7z|bak|bib|bmp|cfg|cpp|css|csv|dat|db|doc|docm|docx|dot|dotx|eml|eps|epub|exe|geojson|gif|gml|gpkg|gz|htm|html|"
    "ico|ini|ipynb|jar|java|jpeg|jpg|js|json|key|kml|log|md|mov|mp3|mp4|mpeg|msg|numbers|odg|odp|ods|odt|ogg|otf|"
    "pages|parquet|pdf|php|png|potx|ppt|pptx|ps|py|rar|rdf|rst|rtf|sav|sgml|shp|sql|svg|tar|tex|tif|tiff|toml|ts|"
    "tsv|ttf|txt|wav|webm|webp|woff|xhtml|xls|xlsm|xlsx|xml|xsd|xsl|yaml|yml|zip"
)
_ADDRESS = late(
    rf"://|\w@\w|^\W*www\.\w|\w\.\w+/\w|\\\w|^[(«“\"']*(?:~|\.\.?)?/\w"
    rf"|\w\.(?:{_DOMAINS}|{_FILES})(?:[:?#]\w\S*|\W*)$"
)
_IN_ADDRESSES = "./@\\"
"""An address has one of these."""
_IN_ADDRESS = late(r"(?<=[^/:]/)(?=[^/])|(?<=\w\\)(?=\w)|(?<=\w)(?=[-.@_?&=#~%+]\w)")
_MAIL = late(r"\W*[\w.+-]+@\w[\w.-]*\W*")
_LEAST_LEFT = 3
_LEAST_RIGHT = 4
_AFTER_JOINT = 2


# What ends the first part of a compound, with the s behind it: forvaltnings-, kommunikasjons-, sikkerhets-.
_LINKED = ("ings", "sjons", "hets", "skaps", "tets", "doms", "elses")

Opportunity: TypeAlias = tuple[int, int]
"""A place where a line may end: before the character with this index, and one of the kinds of hyphen."""

NO_HYPHEN, HYPHENATED, INSIDE_PART = 0, 1, 2
"""No hyphen is added; one is; one is inside a part of a compound that can be divided between its parts."""


class Hyphenator:
    """Divides words by the patterns of their language, which are read when the first word asks for them.

    A document has one of its own, so that the patterns do not outlive its layout. ``divisions`` are those of
    the report: words and parts of words in lower case, each with the only places in it where it may be
    divided, before the letters with these indices. Where two of them meet, the longer one decides.
    """

    def __init__(self, divisions: Mapping[str, Sequence[int]] = MappingProxyType({})) -> None:
        self._divisions = sorted(divisions.items(), key=lambda item: (len(item[0]), item[0]))
        self._patterns: dict[str, Patterns | None] = {}
        # By language and word: most words come again, with a comma or in bold.
        self._known: dict[tuple[str, str], Sequence[Opportunity]] = {}

    def opportunities(self, text: str, language: str) -> list[Opportunity]:
        """All places inside ``text`` (no blanks) where a line may end; soft hyphens are not counted.

        Hyphenation follows the patterns of ``language`` and is left out where there are none; soft
        hyphens of the author replace them, and what else the author says of line ends overrules both.
        After a hyphen, a dash or a slash no hyphen is added. In an address, a domain, a path or the name of
        a file a hyphen could be read as a part of it, so there none is added at all.
        """
        if len(text) < _LEAST_LEFT + _LEAST_RIGHT and text.isalpha():
            return []  # most words
        if word := _WORD.fullmatch(text):
            return [*self._by_patterns(word[1], language)]
        seen = bare(text)
        said = _said(text) if len(seen) < len(text) else {}
        if is_address(seen):
            inner = range(_LEAST_LEFT, len(seen) - _LEAST_RIGHT + 1)
            places = {match.end(): NO_HYPHEN for match in _IN_ADDRESS.finditer(seen) if match.end() in inner}
        else:
            places = {match.end(): NO_HYPHEN for match in _AFTER_DASH.finditer(seen)}
            soft = [(offset, HYPHENATED) for offset, hint in said.items() if hint == SOFT_HYPHEN]
            for offset, hyphen in soft or self._inside(seen, language):
                places.setdefault(offset, hyphen)
        for offset, hint in said.items():
            if hint == MAY_BREAK:
                places[offset] = NO_HYPHEN
            elif hint == NO_BREAK:
                places.pop(offset, None)
        return [(offset, places[offset]) for offset in sorted(places) if 0 < offset < len(seen)]

    def _inside(self, text: str, language: str) -> list[Opportunity]:
        """The places inside each of the words that ``text`` is made of."""
        return [
            (match.start() + at, hyphen)
            for match in _LETTERS.finditer(text)
            for at, hyphen in self._by_patterns(match.group(), language)
        ]

    def _by_patterns(self, letters: str, language: str) -> Sequence[Opportunity]:
        """The places inside a word."""
        word = letters.lower()
        # Acronyms and names like eInnsyn are not divided, nor words that change their length in lower case.
        if len(letters) < _LEAST_LEFT + _LEAST_RIGHT or letters[1:] != word[1:]:
            return []
        places = self._known.get((language, word))
        if places is None:
            places = self._known[language, word] = self._places(word, language)
        return places

    def _places(self, word: str, language: str) -> Sequence[Opportunity]:
        """The places inside a word in lower case."""
        if language not in self._patterns:
            self._patterns[language] = read_patterns(language)
        patterns = self._patterns[language]
        if patterns is None:
            return []
        places = patterns.positions(word, _LEAST_LEFT, _LEAST_RIGHT, _AFTER_JOINT)
        if has_marks(word):
            places = [at for at in places if not has_marks(word[at])]
        for part, own in self._divisions:
            if part in word:
                places = _divided(word, places, part, own)
        # Each of them ends with an s, and to ask for one letter first costs little.
        linked = [at for at in places if word[at - 1] == "s" and word.endswith(_LINKED, 0, at)]
        if not linked:
            return [(at, HYPHENATED) for at in places]
        return [(at, HYPHENATED if at in linked else INSIDE_PART) for at in places]


def _divided(word: str, places: Iterable[int], part: str, own: Iterable[int]) -> list[int]:
    """``places`` with ``own``, counted from its start, instead of those inside each ``part`` of ``word``."""
    allowed = range(_LEAST_LEFT, len(word) - _AFTER_JOINT + 1)
    found = set(places)
    start = word.find(part)
    while start >= 0:
        found.difference_update(range(start + 1, start + len(part)))
        found.update(start + at for at in own if start + at in allowed)
        start = word.find(part, start + len(part))
    return sorted(found)


def is_mail(text: str) -> bool:
    """Tell whether a word is an e-mail address, which stays whole wherever a line has room for it."""
    return "@" in text and _MAIL.fullmatch(text) is not None


def words_in(text: str) -> list[str]:
    """The words between the blanks of ``text``, without the marks for line ends at their ends."""
    words = text.split(" ")
    return [word.strip(LINE_HINTS) for word in words] if has_hints(text) else words


def is_address(text: str) -> bool:
    """Tell whether a word is a web or e-mail address, a domain, a path or the name of a file."""
    # Most words have none of the signs, and are not searched.
    return any(sign in text for sign in _IN_ADDRESSES) and _ADDRESS.search(text) is not None


def _said(text: str) -> dict[int, str]:
    """What the author says of line ends, by the offset of the character behind it; the strongest wins."""
    said: dict[int, str] = {}
    offset = 0
    for char in text:
        if char in LINE_HINTS:
            said[offset] = max(said.get(offset, ""), char)
        else:
            offset += 1
    return said
