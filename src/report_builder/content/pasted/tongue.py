"""The language that a text is written in, by its small words; which section says another than it speaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import filterfalse
from typing import NamedTuple

from msgspec import Struct, field

from report_builder.content.pasted.prose import Prose, passages
from report_builder.content.pasted.scan import HEADING, Line
from report_builder.diagnostics import Diagnostics
from report_builder.patterns import late

_ATTRIBUTES = late(r"[ \t]*\{([^{}]*)\}[ \t]*$")
_LANG = late(r"\blang=\"?([A-Za-z-]+)\"?")
_WORD = late(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class _Words(NamedTuple):
    """Small words of a language that the other has not; ``telling`` are those of whole sentences."""

    small: frozenset[str]
    telling: frozenset[str]


def _words(small: str, telling: str) -> _Words:
    return _Words(frozenset(f"{small} {telling}".split()), frozenset(telling.split()))


_ENGLISH = _words(
    "the and of to in with from on or an this these their its as a into than between",
    "is are was were has have been be that which not it we they will would can should must does did",
)
_NORWEGIAN = _words(
    "og i på av til med om en ei et ein eit den fra frå eller mellom ved etter å disse desse dei seg",
    "er var har det som ikke ikkje vi skal kan blir ble blei vart vert må også",
)
_LANGUAGES = {"en": _ENGLISH, "nb": _NORWEGIAN, "nn": _NORWEGIAN}
_NAMES = {"en": "English", "nb": "Norwegian", "nn": "Norwegian"}
_LEAST = 40  # words of a section that is looked at
_SHARE = 0.24  # of its words are small ones of the other language; running text has 30 % and more
_TELLING = 0.04
_MARGIN = 6  # small words of the other language for each one of its own


class _Tally(NamedTuple):
    """The words of a part, and how many of them are small ones of the other language."""

    words: Sequence[str]
    other: int


class Part(Struct):
    """A heading and what stands below it up to the next; ``heading`` is None before the first."""

    level: int
    heading: Line | None
    language: str
    stated: bool = False
    prose: list[Prose] = field(default_factory=list)
    in_doubt: bool = False
    tally: _Tally | None = None


def parts_of(prose: Sequence[Prose], language: str) -> list[Part]:
    """Divide a chapter in ``language`` by its headings, each with the language that holds below it."""
    parts = [Part(0, None, language)]
    around = [parts[0]]
    for one in prose:
        first = one.lines[0]
        heading = None if first.prefix else HEADING.match(first.body)
        if heading:
            level = len(heading[1])
            while around[-1].level >= level:
                around.pop()
            attributes = _ATTRIBUTES.search(first.body)
            stated = _LANG.search(attributes[1]) if attributes else None
            spoken = stated[1].partition("-")[0].lower() if stated else around[-1].language
            around.append(Part(level, first, spoken, stated is not None))
            parts.append(around[-1])
        parts[-1].prose.append(one)
    return parts


def tell_languages(parts: Sequence[Part], diagnostics: Diagnostics) -> None:
    """RB-LANG-MISSING at the heading of what is plainly written in another language than it is said to be.

    A heading holds for all that stands below it, so it is told where all of it together is; its parts are
    ``in_doubt`` then.
    """
    for index, part in enumerate(parts):
        if part.in_doubt or part.heading is None or part.language not in _LANGUAGES:
            continue
        below = index + 1
        while below < len(parts) and parts[below].level > part.level:
            below += 1
        held = [one for one in parts[index:below] if one is part or one.language == part.language]
        found = _plainly(held, part.language)
        if not found:
            continue
        for one in held:
            one.in_doubt = True
        _tell(part, part.heading, found, diagnostics)


def _tell(part: Part, heading: Line, found: str, diagnostics: Diagnostics) -> None:
    message = (
        f"the text below seems to be {_NAMES[found]}, and is said to be in '{part.language}': "
        "screen readers read it with the wrong voice, and words are divided as in the wrong language"
    )
    attributes = _ATTRIBUTES.search(heading.body)
    others = _LANG.sub("", attributes[1]).strip() if attributes else ""
    words = heading.body[: attributes.start()] if attributes else heading.body
    written = f"{words[:60]} {{{f'{others} ' if others else ''}lang={found}}}"
    norwegian = " (or nn)" if found == "nb" else ""
    hint = f"write '{written}'{norwegian}; if the whole report is, 'language: {found}' in report.yaml"
    diagnostics.warn("RB-LANG-MISSING", heading.at(), message, hint)


def _plainly(parts: Sequence[Part], language: str) -> str:
    """Give the language that parts in ``language`` are plainly written in, where it is another one."""
    tallies = [_tally(part) for part in parts]
    words, other = sum(len(tally.words) for tally in tallies), sum(tally.other for tally in tallies)
    if words < _LEAST or other < _SHARE * words:
        return ""
    own = sum(_count(tally.words, _LANGUAGES[language].small) for tally in tallies)
    if other < _MARGIN * own:
        return ""
    name = _other(language)
    telling = sum(_count(tally.words, _LANGUAGES[name].telling) for tally in tallies)
    return name if telling >= _TELLING * words else ""


def _tally(part: Part) -> _Tally:
    """Count the words of a part, once: it stands below several headings."""
    if part.tally is None:
        words = _words_of(part)
        part.tally = _Tally(words, _count(words, _LANGUAGES[_other(part.language)].small))
    return part.tally


def _words_of(part: Part) -> list[str]:
    words: list[str] = []
    for one in part.prose:
        if ">" not in one.lines[0].prefix and not HEADING.match(one.lines[0].body):
            words += _spoken(next(passages(one.text, part.language))[1])
    return words


def other_language(text: str, language: str) -> str:
    """Give the language that a short passage seems to be in, where it does not seem to be ``language``."""
    if language not in _LANGUAGES:
        return ""
    words = _spoken(text)
    own, other = (_count(words, _LANGUAGES[name].small) for name in (language, _other(language)))
    return _other(language) if other > 2 and other > 2 * own else ""


def _spoken(text: str) -> list[str]:
    """The words of a text in small letters, in any order."""
    if "I" not in text:
        return _words_in(text.lower())
    # The English "I" is not the Norwegian "i".
    words = _words_in(text)
    first_persons = words.count("I")
    if first_persons:
        words = [word for word in words if word != "I"]
    return [*" ".join(words).lower().split(), *["I"] * first_persons]


def _words_in(text: str) -> list[str]:
    """All that ``_WORD`` finds. Most of what stands between blanks is one word, and is not searched."""
    pieces = text.replace(".", " ").replace(",", " ").split()
    others = list(filterfalse(str.isalpha, pieces))
    return [*filter(str.isalpha, pieces), *_WORD.findall(" ".join(others))] if others else pieces


def _other(language: str) -> str:
    return "nb" if language == "en" else "en"


def _count(words: Iterable[str], among: frozenset[str]) -> int:
    """How many of the words are ``among`` those."""
    return sum(map(among.__contains__, words))
