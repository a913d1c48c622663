"""The sentences of an old page about the newest version, as markup for its slots.

Nothing here names the newest version by its number: an old page is written anew only when what it says of the
newest one is another thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from markupsafe import Markup, escape
from msgspec import Struct

from report_builder.language.catalogue import Catalogue, catalogue
from report_builder.publish.following.model import Changes, Followed, Following, State
from report_builder.publish.following.record import BOX, CHAPTER, FIGURE, OBJECT, TABLE, Place, Record
from report_builder.publish.following.slots import slot_of
from report_builder.publish.markup.html import element

Where: TypeAlias = Callable[[str, str], str]
"""Gives the link to a page of the newest edition, from its name and an id on it, which may be empty."""

_TOLD = 3
"""So many changed numbers are told; the others are counted."""
_NO_BREAK = "\u00a0"
_THINGS = {TABLE: "newer.the-table", FIGURE: "newer.the-figure", BOX: "newer.the-box"}
"""What a place without a number or title is called; a section is called nothing."""
_COUNTED = (
    (
        ("newer.chapters-changed", "newer.chapters-changed-too"),
        ("newer.chapters-new", "newer.chapters-new-too"),
        ("newer.chapters-gone", "newer.chapters-gone-too"),
        ("newer.chapters-moved", "newer.chapters-moved-too"),
        ("newer.chapters-came", "newer.chapters-came-too"),
    ),
    (
        ("newer.headings-changed", "newer.headings-changed-too"),
        ("newer.headings-new", "newer.headings-new-too"),
        ("newer.headings-gone", "newer.headings-gone-too"),
        ("newer.headings-moved", "newer.headings-moved-too"),
        ("newer.headings-came", "newer.headings-came-too"),
    ),
    (
        ("newer.paragraphs-changed", "newer.paragraphs-changed-too"),
        ("newer.paragraphs-new", "newer.paragraphs-new-too"),
        ("newer.paragraphs-gone", "newer.paragraphs-gone-too"),
        ("newer.paragraphs-moved", "newer.paragraphs-moved-too"),
        ("newer.paragraphs-came", "newer.paragraphs-came-too"),
    ),
    (
        ("newer.tables-changed", "newer.tables-changed-too"),
        ("newer.tables-new", "newer.tables-new-too"),
        ("newer.tables-gone", "newer.tables-gone-too"),
        ("newer.tables-moved", "newer.tables-moved-too"),
        ("newer.tables-came", "newer.tables-came-too"),
    ),
    (
        ("newer.figures-changed", "newer.figures-changed-too"),
        ("newer.figures-new", "newer.figures-new-too"),
        ("newer.figures-gone", "newer.figures-gone-too"),
        ("newer.figures-moved", "newer.figures-moved-too"),
        ("newer.figures-came", "newer.figures-came-too"),
    ),
)
"""How many of each kind changed, are new, are gone, moved away, came: with its name, and without."""


class Old(Struct, frozen=True):
    """The version whose pages speak: its number, its date as it is written in ``language``."""

    number: int
    dated: str
    language: str


def place_texts(page: str, old: Old, record: Record, following: Following, where: Where) -> Mapping[str, str]:
    """Give the lines on a page of an old edition by the names of their slots; ``record`` is the edition's.

    A chapter has none, for the notice above its page says it. The page of everything has none at all: it is
    made for the printer, who prints no line, and would be another with every change anywhere.
    """
    return {
        slot_of(place.id): place_line(place, following.places[place.id], old, where)
        for place in record.places
        if record.pages[place.page] == page and place.level != CHAPTER
    }


def page_notice(page: str, old: Old, record: Record, following: Following, where: Where) -> Markup:
    """What stands above a page of an old edition; one that is no part of the report leads to the contents."""
    known = page if page in following.pages else record.index
    parts = [_begins(old), *_page_parts(known, record, following.pages[known], old, where)]
    return Markup(" ").join(parts)


def version_notice(old: Old, href: str) -> Markup:
    """What stands above the landing page of an old version; ``href`` leads to that of the newest."""
    link = element("a", catalogue(old.language)("newer.go-newest"), class_="ds-link", href=href)
    return Markup("{} {}").format(_begins(old), link)


def _begins(old: Old) -> Markup:
    return escape(catalogue(old.language)("newer.this", number=old.number, date=old.dated))


def _page_parts(page: str, record: Record, followed: Followed, old: Old, where: Where) -> list[Markup]:
    words = catalogue(old.language)
    told = _told(followed.changes, words)
    href = where(followed.page, followed.id)
    if page in (record.index, record.whole):
        key = "newer.go-contents" if page == record.index else "newer.go-whole"
        return [_ended(element("a", words(key), href=href), told)]
    if followed.state is State.GONE:
        gone = escape(words("newer.chapter-gone"))
        if not followed.id:
            return [gone, _ended(element("a", words("newer.go-contents"), href=href), "")]
    named = _filled(words, "newer.in-newest", place=_name(followed, old.language))
    link = element("a", named, href=href)
    if followed.state is State.GONE:
        return [gone, _went(*followed.went, words, link)]
    if not told:
        return [_filled(words, "newer.same-place", place=link)]
    return [_filled(words, "newer.changed-place", place=link, changes=escape(told))]


def _went(count: int, of: int, words: Catalogue, link: Markup) -> Markup:
    """How many of the sections of a chapter that is gone went to the one that is named."""
    if count < of:
        return _filled(words, "newer.some-went", some=escape(count), all=escape(of), place=link)
    return _filled(words, "newer.all-went" if of > 1 else "newer.only-went", place=link)


def _ended(link: Markup, told: str) -> Markup:
    return Markup("{} ({}).").format(link, told) if told else Markup("{}.").format(link)


def place_line(place: Place, followed: Followed, old: Old, where: Where) -> str:
    """The line at a heading, table, figure or box of an old edition.

    Where there is nothing to tell it is quiet: the style sheet shows it to the reader whom a link led there.
    """
    href = where(followed.page, followed.id)
    is_quiet = not followed.is_told or place.level == OBJECT
    return _line(followed, href, old.language, is_quiet=is_quiet, is_foreign=bool(place.language))


@lru_cache(maxsize=4096)  # most lines of a version are those of the version before it
def _line(followed: Followed, href: str, language: str, *, is_quiet: bool, is_foreign: bool) -> str:
    words = catalogue(language)
    told = _told(followed.own or followed.changes, words)
    link = element("a", *_line_words(followed, _name(followed, language), words), href=href)
    line = element(
        "p",
        Markup("{} ({})").format(link, told) if told else link,
        class_="newer quiet" if is_quiet else "newer",
        lang=language if is_foreign else None,
        data_site=True,
    )
    return str(line)


def _line_words(followed: Followed, name: Markup, words: Catalogue) -> tuple[Markup | str, ...]:
    """The words of a link, which say where it leads also to a reader who does not see the heading above."""
    match followed.state:
        case State.GONE if followed.id:
            return (_filled(words, "newer.gone", place=name),)
        case State.GONE:
            return (words("newer.gone-whole"),)
        case State.MOVED:
            key = "newer.moved-and-changed" if followed.changes else "newer.moved"
            return (_filled(words, key, place=name),)
        case state:
            said = words("newer.changed" if state is State.CHANGED else "newer.unchanged")
            return (said, element("span", ", ", name, class_="unseen")) if name else (said,)


def _filled(words: Catalogue, key: str, **parts: Markup) -> Markup:
    """The words of ``key`` as markup, with markup in their braces."""
    return escape(words.template(key)).format(**parts)


def _name(followed: Followed, language: str) -> Markup:
    """What a place is called: "kapittel 3 «Funn»", "«Veien videre»", "figur 2", "tabellen"."""
    words, number = catalogue(language), followed.number
    if not followed.title:
        number = number or (words(_THINGS[followed.kind]) if followed.kind in _THINGS else "")
        return escape(number[:1].lower() + number[1:])
    title = escape(followed.title)
    if followed.language != language:
        title = element("span", title, lang=followed.language)
    if not number:
        return _filled(words, "newer.titled", title=title)
    key = "newer.chapter" if followed.is_chapter and number[:1].isdigit() else "newer.numbered"
    return _filled(words, key, number=escape(number), title=title)


def _told(changes: Changes, words: Catalogue) -> str:
    """What changed: "3 avsnitt er endret, 1 er borte; 12 % har blitt 14 %". Empty where nothing did."""
    counted = ", ".join(_counted(changes, words))
    numbers = _numbers(changes, words)
    return "; ".join(part for part in (counted, numbers) if part)


def _counted(changes: Changes, words: Catalogue) -> Iterator[str]:
    kinds = (changes.chapters, changes.headings, changes.paragraphs, changes.tables, changes.figures)
    for count, keys in zip(kinds, _COUNTED, strict=True):
        is_named = False
        numbers = (count.changed, count.new, count.gone, count.moved, count.came)
        for number, (named, bare) in zip(numbers, keys, strict=True):
            if number:
                yield words.many(bare if is_named else named, number)
                is_named = True
    if changes.reordered:
        yield words("newer.reordered")


def _numbers(changes: Changes, words: Catalogue) -> str:
    pairs = ([number.replace(" ", _NO_BREAK) for number in pair] for pair in changes.numbers[:_TOLD])
    told = ", ".join(words("newer.number", before=before, after=after) for before, after in pairs)
    left = len(changes.numbers) - _TOLD
    return words.many("newer.and-more", left, told=told) if left > 0 else told
