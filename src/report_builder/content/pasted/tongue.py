"""The language that a text is written in, by its small words; sections marked as another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, filterfalse

from msgspec import Struct, field

from report_builder.content.attributes import attributes_at, split_trailing
from report_builder.content.language_attribute import spoken
from report_builder.content.pasted.glance import Glance
from report_builder.content.pasted.prose import Prose, passages
from report_builder.content.pasted.scan import HEADING, Line
from report_builder.content.token_tree import CAPTION
from report_builder.diagnostics import Diagnostics
from report_builder.language import small_words
from report_builder.language.message import one_of, say
from report_builder.patterns import late

_ATTRIBUTES = late(r"[ \t]*\{([^{}]*)\}[ \t]*$")
_LANG = late(r"\blang=(\"[^\"\n]*\"|[^\s{}\"]+)")
INSIDE = 7
"""The level of a part in a block: below every heading."""
_WORD = late(r"(?<![\w=-])[^\W\d_]+(?:['’][^\W\d_]+)?")
"""A word, and of some with a hyphen the first: what is behind it may be an ending (PDF-en) or a name."""

LEAST, LEAST_OF_STATED = 8, 20
"""So many words has a text at least that is looked at by itself; the second where its language is stated."""
_LEAST_OF_SECTION = 40
_OF_ITS_OWN = 0.25  # so much of a section has no strange word
_LONG_HEADING = 40  # letters; shorter ones have too few words
_LONG = 20  # words; those of a shorter title may be the same as those of a sentence


class Part(Struct):
    """A heading and what stands below it up to the next; ``heading`` is None before the first."""

    level: int
    heading: Line | None
    language: str
    stated: bool = False
    prose: list[Prose] = field(default_factory=list)
    in_doubt: bool = False
    counts: list[tuple[int, int]] | None = None


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
                    part = Part(INSIDE, None, spoken(stated, (part or around[-1]).language), stated=True)
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


def in_own_languages(part: Part) -> Iterator[tuple[Prose, str, bool]]:
    """Give what stands in a part, with its language, and whether that is stated: of a picture, of a table."""
    of_table = ""
    for one in part.prose:
        first = one.lines[0].body
        stated = ""
        if first.startswith("![") or CAPTION.match(first):
            stated = _stated(one.text)
            of_table = "" if first.startswith("![") else stated
        else:
            of_table = stated = of_table if "|" in first else ""
        own = spoken(stated, part.language) if stated else part.language
        yield one, own, part.stated or bool(stated)


def tell_languages(parts: Sequence[Part], seen: Glance, diagnostics: Diagnostics) -> None:
    """RB-LANG-MISSING at the heading of what is plainly written in another language than it is said to be.

    A heading holds for all that stands below it, so it is told where all of it together is; its parts are
    ``in_doubt`` then. What is ``seen`` is the text of all of them.
    """
    suspects = _suspects(parts, seen)
    for part in parts:
        if part.language not in suspects:  # none of its paragraphs can have enough of them
            part.counts = [(0, 0)] * len(part.prose)
    for index, part in enumerate(parts):
        if part.in_doubt or part.heading is None or part.language not in suspects:
            continue
        below = index + 1
        while below < len(parts) and parts[below].level > part.level:
            below += 1
        held = [one for one in parts[index:below] if one is part or one.language == part.language]
        found = _languages_of(held, part.language)
        if not found or _only_below(part, held):
            continue
        for one in held:
            one.in_doubt = True
        _tell(part, part.heading, found, diagnostics)


def _suspects(parts: Sequence[Part], seen: Glance) -> set[str]:
    """The languages of parts that together have as many words of others as the least that is told has."""
    texts: dict[str, list[str]] = {}
    for part in parts:
        if is_known(part.language):
            texts.setdefault(part.language, []).extend(one.text for one in part.prose)
    words = {*seen.small_words, *_words_in(seen.small_rest)}
    for language in [*texts]:
        if words.isdisjoint(small_words.strange_words(language)):  # nor has any part of them one
            del texts[language]
    return {
        language
        for language, written in texts.items()
        if small_words.count(_words_in("\n".join(written).lower()), small_words.strange_words(language))
        >= small_words.LEAST_STRANGE
    }


def _only_below(part: Part, held: Sequence[Part]) -> bool:
    """Tell whether all that is strange in a part stands below one other heading, and words beside that."""
    strange = [one for one in held if any(count for _, count in counts(one))]
    others = (words for one in held if one not in strange for words, _ in counts(one))
    return len(strange) == 1 and strange[0] is not part and strange[0].heading is not None and any(others)


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


def _languages_of(parts: Sequence[Part], language: str) -> Sequence[str]:
    """Give the languages, in one of which all of what stands in ``parts`` is; none where that is unsure."""
    paragraphs = [
        (*numbers, one) for part in parts for numbers, one in zip(counts(part), part.prose, strict=True)
    ]
    words = sum(count for count, _, _ in paragraphs)
    if not small_words.may_be_strange(sum(strange for _, strange, _ in paragraphs), words):
        return ()
    # One long passage in another language is no reason to say it of what stands around.
    if sum(count for count, strange, _ in paragraphs if not strange) > _OF_ITS_OWN * words:
        return ()
    headings = [part.heading for part in parts]
    # What may stand there in its own language does not speak against the rest.
    texts = (
        _said(one, language) for _, strange, one in paragraphs if strange and one.lines[0] not in headings
    )
    return small_words.languages_of([*chain(*map(spoken_words, texts))], language, _LEAST_OF_SECTION)


def counts(part: Part) -> Sequence[tuple[int, int]]:
    """How many words each paragraph of a part has, and how many such as its language does not have.

    They are counted once, and none of quotations and short headings.
    """
    if part.counts is None:
        strange = small_words.strange_words(part.language)
        texts = (_said(one, part.language).lower() for one in part.prose)
        part.counts = [(len(words), small_words.count(words, strange)) for words in map(_words_in, texts)]
    return part.counts


def _said(one: Prose, language: str) -> str:
    """What a paragraph says in ``language``."""
    first = one.lines[0]
    if ">" in first.prefix or (len(first.body) < _LONG_HEADING and HEADING.match(first.body)):
        return ""
    return next(passages(one.text, language))[1]


def language_of(text: str, language: str, least: int = LEAST) -> Sequence[str]:
    """Give the languages, in one of which a text in ``language`` is plainly written; none if it is not.

    One with fewer words than ``least`` is left.
    """
    words = spoken_words(text)
    found = small_words.languages_of(words, language, least)
    return () if found and len(words) < _LONG and _is_title(text) else found


def _is_title(text: str) -> bool:
    """Whether most words have a capital, as those of English titles do; the small ones do not count."""
    long = [word for word in _words_in(text) if len(word) > 3]
    return 2 * sum(word[0].isupper() for word in long) > len(long)


def other_language(text: str, language: str) -> str:
    """Give the language that a short passage seems to be in, where it does not seem to be ``language``."""
    return small_words.other_language(spoken_words(text), language) if is_known(language) else ""


def spoken_words(text: str) -> list[str]:
    """The words of a text in small letters, in any order, but those in capitals: IT, the English "I"."""
    return [*map(str.lower, filterfalse(str.isupper, _words_in(text)))]


def _words_in(text: str) -> list[str]:
    """All that ``_WORD`` finds. Most of what stands between blanks is one word, and is not searched."""
    pieces = text.replace(".", " ").replace(",", " ").split()
    others = list(filterfalse(str.isalpha, pieces))
    return [*filter(str.isalpha, pieces), *_WORD.findall(" ".join(others))] if others else pieces


def is_known(language: str) -> bool:
    """Tell whether it is known by which words, and so in which letters, ``language`` is written."""
    return bool(small_words.small_words(language))
