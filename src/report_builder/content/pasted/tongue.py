"""The language that a text is written in, by its small words; sections marked as another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import filterfalse

from msgspec import Struct, field

from report_builder.content.attributes import attributes_at, split_trailing
from report_builder.content.language_attribute import spoken
from report_builder.content.pasted.prose import Prose, passages
from report_builder.content.pasted.scan import HEADING, Line
from report_builder.content.token_tree import CAPTION
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import languages
from report_builder.language.message import one_of, say
from report_builder.language.word_lists import listed
from report_builder.patterns import late

_ATTRIBUTES = late(r"[ \t]*\{([^{}]*)\}[ \t]*$")
_LANG = late(r"\blang=(\"[^\"\n]*\"|[^\s{}\"]+)")
_INSIDE = 7
"""The level of a part in a block: below every heading."""
_WORD = late(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class _Tongue(Struct, frozen=True):
    """Small words that tell ``languages`` from others; ``telling`` are those of whole sentences.

    Several languages have the same words where these do not tell them apart: bokmål and nynorsk.
    """

    languages: tuple[str, ...]
    small: frozenset[str]
    telling: frozenset[str]


_LEAST = 40  # words of a section that is looked at
_SHARE = 0.24  # of its words are small ones of the other language; running text has 30 % and more
_TELLING = 0.04
_MARGIN = 6  # small words of the other language for each one of its own
_ALIKE = 0.05  # of its words are such as only one of two languages that are alike has
_LEAST_OF_PARAGRAPH = 20  # words of a paragraph that is looked at by itself
_LEAST_OF_LABEL = 10
_SHARE_OF_LABEL = 0.3


class _Tally(Struct, frozen=True):
    """The words of a part, and how many of them are small ones of each of the other tongues.

    ``alike`` are those that only another language of the same tongue has, by that language.
    """

    words: Sequence[str]
    others: Sequence[int]
    alike: Mapping[str, int]


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
    """Divide a chapter in ``language`` by its headings, each with the language that holds below it.

    What stands in a block that says its language is a part of its own.
    """
    parts = [Part(0, None, language)]
    around = [parts[0]]
    boxes: list[Part | None] = []
    for one in prose:
        first = one.lines[0]
        part = boxes[-1] if boxes else None
        for line in one.lines:
            if not line.body.startswith(":::"):
                continue
            if said := line.body.strip(": "):
                begin = said.find("{")
                read = attributes_at(said, begin) if begin >= 0 and "lang=" in said else None
                if read and (stated := read[0].values.get("lang")):
                    part = Part(_INSIDE, None, spoken(stated, (part or around[-1]).language))
                    parts.append(part)
                boxes.append(part)
            elif boxes:
                boxes.pop()
        heading = None if first.prefix else HEADING.match(first.body)
        if heading:
            level = len(heading[1])
            while around[-1].level >= level:
                around.pop()
            stated = _stated(first.body)
            own = spoken(stated, around[-1].language) if stated else around[-1].language
            around.append(Part(level, first, own, bool(stated)))
            parts.append(around[-1])
        (part or around[-1]).prose.append(one)
    return parts


def _stated(text: str) -> str:
    """What a heading, a picture or a caption says after its words of their language."""
    if not text.endswith("}") or "lang=" not in text:  # most headings say nothing
        return ""
    return split_trailing(text)[1].values.get("lang", "")


def in_own_languages(prose: Sequence[Prose], language: str) -> Iterator[tuple[Prose, str]]:
    """Give what stands in a part in ``language``, each with its own: that of a picture or of a table."""
    of_table = ""
    for one in prose:
        first = one.lines[0].body
        if first.startswith("![") or CAPTION.match(first):
            stated = _stated(one.text)
            own = spoken(stated, language) if stated else ""
            of_table = "" if first.startswith("![") else own
            yield one, own or language
        else:
            of_table = of_table if "|" in first else ""
            yield one, of_table or language


def tell_languages(parts: Sequence[Part], diagnostics: Diagnostics) -> None:
    """RB-LANG-MISSING at the heading of what is plainly written in another language than it is said to be.

    A heading holds for all that stands below it, so it is told where all of it together is; its parts are
    ``in_doubt`` then.
    """
    for index, part in enumerate(parts):
        if part.in_doubt or part.heading is None or _tongue(part.language) is None:
            continue
        below = index + 1
        while below < len(parts) and parts[below].level > part.level:
            below += 1
        held = [one for one in parts[index:below] if one is part or one.language == part.language]
        found = _plainly(held, part.language) or _plainly_alike(held, part.language)
        if not found:
            continue
        for one in held:
            one.in_doubt = True
        _tell(part, part.heading, found, diagnostics)


def _tell(part: Part, heading: Line, found: Sequence[str], diagnostics: Diagnostics) -> None:
    message = say("content.language-missing", found=one_of(found), language=part.language)
    words = split_trailing(heading.body)[0]
    attributes = _ATTRIBUTES.search(heading.body, len(words))
    stated = _LANG.search(heading.body, len(words))
    others = _LANG.sub("", attributes[1]).strip() if attributes else ""
    likeliest, *alike = found
    written = f"{words[:60]} {{{f'{others} ' if others else ''}lang={likeliest}}}"
    hint = say("content.language-missing.hint", written=written, found=likeliest)
    if stated:
        hint = say("sources.write", text=written)
    elif alike:
        said = {"written": written, "found": likeliest, "alike": one_of(alike)}
        hint = say("content.language-missing-alike.hint", **said)
    diagnostics.warn("RB-LANG-MISSING", heading.at(stated.start() if stated else 0), message, hint)


def _plainly(parts: Sequence[Part], language: str) -> Sequence[str]:
    """Give the languages, in one of which parts in ``language`` are plainly written; none if they are not."""
    tallies = [_tally(part) for part in parts]
    words = sum(len(tally.words) for tally in tallies)
    counts = [sum(counts) for counts in zip(*(tally.others for tally in tallies), strict=True)]
    other, count = max(zip(_others(language), counts, strict=True), key=_second, default=(None, 0))
    if other is None or words < _LEAST or count < _SHARE * words:
        return ()
    if count < _MARGIN * sum(_own(tally.words, language) for tally in tallies):
        return ()
    telling = sum(_count(tally.words, other.telling) for tally in tallies)
    if telling < _TELLING * words:
        return ()
    only = _only_one([word for tally in tallies for word in tally.words], other.languages)
    return (only,) if only else other.languages


def _plainly_alike(parts: Sequence[Part], language: str) -> Sequence[str]:
    """Give the one of the languages that are like ``language`` in which parts are written; none if unsure."""
    tallies = [_tally(part) for part in parts]
    words = sum(len(tally.words) for tally in tallies)
    for other in tallies[0].alike:
        if words >= _LEAST and sum(tally.alike[other] for tally in tallies) >= _ALIKE * words:
            found = _only_one([word for tally in tallies for word in tally.words], (other, language))
            return (found,) if found == other else ()
    return ()


def _only_one(words: Sequence[str], languages: Sequence[str]) -> str:
    """Give the only one of languages that are alike which the words can be in; empty where that is unsure."""
    if len(languages) < 2:
        return ""
    counts = {language: _count(words, _of_its_own(language)) for language in languages}
    best = max(counts, key=counts.__getitem__)
    rest = sum(counts.values()) - counts[best]
    return best if counts[best] >= max(_ALIKE * len(words), _MARGIN * rest) else ""


@cache
def _of_its_own(language: str) -> frozenset[str]:
    return frozenset(listed("rule.own-words", language))


def _second(pair: tuple[_Tongue, int]) -> int:
    return pair[1]


def _tally(part: Part) -> _Tally:
    """Count the words of a part, once: it stands below several headings."""
    if part.tally is None:
        words = _words_of(part)
        own = _tongue(part.language)
        names = [name for name in own.languages if name != part.language] if own else []
        part.tally = _Tally(
            words,
            [_count(words, other.small) for other in _others(part.language)],
            {name: _count(words, _of_its_own(name)) for name in names},
        )
    return part.tally


def _words_of(part: Part) -> list[str]:
    words: list[str] = []
    for one in part.prose:
        if ">" not in one.lines[0].prefix and not HEADING.match(one.lines[0].body):
            words += _spoken(next(passages(one.text, part.language))[1])
    return words


def has_other_words(part: Part) -> bool:
    """Tell whether a part has so many small words of another language that a paragraph may be in it."""
    most = max(_tally(part).others, default=0)
    if most >= _SHARE * _LEAST_OF_PARAGRAPH:
        return True
    return most >= _SHARE_OF_LABEL * _LEAST_OF_LABEL and any(one.text.startswith("![") for one in part.prose)


def language_of(text: str, language: str, *, label: bool = False) -> Sequence[str]:
    """Give the languages, in one of which a paragraph in ``language`` is plainly written; none if it is not.

    A ``label`` of a picture is shorter and often no sentence, but has no word of the language around it then.
    """
    words = _spoken(text)
    if len(words) < (_LEAST_OF_LABEL if label else _LEAST_OF_PARAGRAPH):
        return ()
    counts = ((other, _count(words, other.small)) for other in _others(language))
    other, count = max(counts, key=_second, default=(None, 0))
    if other is None or count < (_SHARE_OF_LABEL if label else _SHARE) * len(words):
        return ()
    own = _own(words, language)
    if own if label else count < _MARGIN * own or _count(words, other.telling) < 2:
        return ()
    only = _only_one(words, other.languages)
    return (only,) if only else other.languages


def other_language(text: str, language: str) -> str:
    """Give the language that a short passage seems to be in, where it does not seem to be ``language``."""
    others = _others(language)
    if not others:
        return ""
    words = _spoken(text)
    other, count = max(((one, _count(words, one.small)) for one in others), key=_second)
    return other.languages[0] if count > 2 and count > 2 * _own(words, language) else ""


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


@cache
def _tongues() -> tuple[_Tongue, ...]:
    """Every language that says by which small words it is known, with those that say the same."""
    known: dict[tuple[frozenset[str], frozenset[str]], list[str]] = {}
    for language in languages():
        small, telling = listed("rule.small-words", language), listed("rule.telling-words", language)
        if small and telling:
            known.setdefault((frozenset(small), frozenset(telling)), []).append(language)
    return tuple(_Tongue(tuple(names), small | telling, telling) for (small, telling), names in known.items())


@cache
def _tongue(language: str) -> _Tongue | None:
    return next((tongue for tongue in _tongues() if language in tongue.languages), None)


def is_known(language: str) -> bool:
    """Tell whether it is known by which words, and so in which letters, ``language`` is written."""
    return _tongue(language) is not None


@cache
def _others(language: str) -> tuple[_Tongue, ...]:
    """The tongues that a text in ``language`` may turn out to be in; none where its own is not known."""
    own = _tongue(language)
    return tuple(tongue for tongue in _tongues() if tongue is not own) if own else ()


def _own(words: Iterable[str], language: str) -> int:
    """How many of the words are small ones of ``language``."""
    tongue = _tongue(language)
    return _count(words, tongue.small) if tongue else 0


def _count(words: Iterable[str], among: frozenset[str]) -> int:
    """How many of the words are ``among`` those."""
    return sum(map(among.__contains__, words))
