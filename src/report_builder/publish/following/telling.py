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

from report_builder.publish.following.model import Changes, Count, Followed, Following, State
from report_builder.publish.following.record import BOX, CHAPTER, FIGURE, OBJECT, TABLE, Place, Record
from report_builder.publish.following.slots import slot_of
from report_builder.publish.following.words import NEWER_WORDS, NewerWords, Noun
from report_builder.publish.markup.html import element

Where: TypeAlias = Callable[[str, str], str]
"""Gives the link to a page of the newest edition, from its name and an id on it, which may be empty."""

_TOLD = 3
"""So many changed numbers are told; the others are counted."""
_NO_BREAK = "\u00a0"


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
    """What stands above a page of an old edition."""
    parts = [_begins(old), *_page_parts(page, record, following.pages[page], old, where)]
    return Markup(" ").join(parts)


def version_notice(old: Old, href: str) -> Markup:
    """What stands above the landing page of an old version; ``href`` leads to that of the newest."""
    link = element("a", NEWER_WORDS[old.language].go_newest, class_="ds-link", href=href)
    return Markup("{} {}").format(_begins(old), link)


def _begins(old: Old) -> Markup:
    return escape(NEWER_WORDS[old.language].this.format(old.number, old.dated))


def _page_parts(page: str, record: Record, followed: Followed, old: Old, where: Where) -> list[Markup]:
    said = NEWER_WORDS[old.language]
    told = _told(followed.changes, said)
    href = where(followed.page, followed.id)
    if page in (record.index, record.whole):
        words = said.go_contents if page == record.index else said.go_whole
        return [_ended(element("a", words, href=href), told)]
    if followed.state is State.GONE:
        gone = escape(said.chapter_gone)
        if not followed.id:
            return [gone, _ended(element("a", said.go_contents, href=href), "")]
    name = _name(followed, old.language)
    link = element("a", name, " ", said.in_newest, href=href)
    if followed.state is State.GONE:
        return [gone, escape(_went(*followed.went, said)), _ended(link, "")]
    if not told:
        return [escape(said.place), Markup("{}, {}.").format(link, said.same_text)]
    return [escape(said.place), _ended(link, told)]


def _went(count: int, of: int, said: NewerWords) -> str:
    """How many of the sections of a chapter that is gone went to the one that is named."""
    if count < of:
        return said.some_went.format(count, of)
    return said.all_went if of > 1 else said.only_went


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
    said = NEWER_WORDS[language]
    told = _told(followed.own or followed.changes, said)
    link = element("a", *_line_words(followed, _name(followed, language), said), href=href)
    line = element(
        "p",
        Markup("{} ({})").format(link, told) if told else link,
        class_="newer quiet" if is_quiet else "newer",
        lang=language if is_foreign else None,
        data_site=True,
    )
    return str(line)


def _line_words(followed: Followed, name: Markup, said: NewerWords) -> tuple[Markup | str, ...]:
    """The words of a link, which say where it leads also to a reader who does not see the heading above."""
    match followed.state:
        case State.GONE if followed.id:
            return (_filled(said.gone, name),)
        case State.GONE:
            return (said.gone_whole,)
        case State.MOVED if followed.changes:
            return (_filled(said.moved_and_changed, name),)
        case State.MOVED:
            return (_filled(said.moved, name),)
        case state:
            words = said.changed if state is State.CHANGED else said.unchanged
            return (words, element("span", ", ", name, class_="unseen")) if name else (words,)


def _filled(words: str, name: Markup) -> Markup:
    before, _, after = words.partition("{}")
    return escape(before) + name + escape(after)


def _name(followed: Followed, language: str) -> Markup:
    """What a place is called: "kapittel 3 «Funn»", "«Veien videre»", "figur 2", "tabellen"."""
    said, number = NEWER_WORDS[language], followed.number
    if not followed.title:
        number = number or _thing(followed.kind, said)
        return escape(number[:1].lower() + number[1:])
    if followed.is_chapter and number[:1].isdigit():
        number = f"{said.chapter.one} {number}"
    title: str = followed.title
    if followed.language != language:
        title = element("span", title, lang=followed.language)
    return Markup(" ").join(part for part in (number, _filled(said.quoted, escape(title))) if part)


def _thing(kind: str, said: NewerWords) -> str:
    """What a place without a number or title is called; nothing for a section."""
    things = {TABLE: said.things.table, FIGURE: said.things.figure, BOX: said.things.box}
    return things.get(kind, "")


def _told(changes: Changes, said: NewerWords) -> str:
    """What changed: "3 avsnitt er endret, 1 er borte; 12 % er blitt 14 %". Empty where nothing did."""
    counted = ", ".join(_counted(changes, said))
    numbers = _numbers(changes, said)
    return "; ".join(part for part in (counted, numbers) if part)


def _counted(changes: Changes, said: NewerWords) -> Iterator[str]:
    kinds: tuple[tuple[Noun, Count], ...] = (
        (said.chapter, changes.chapters),
        (said.heading, changes.headings),
        (said.paragraph, changes.paragraphs),
        (said.table, changes.tables),
        (said.figure, changes.figures),
    )
    for noun, count in kinds:
        verbs = (
            (said.has_changed, count.changed),
            (said.is_new, count.new),
            (said.is_gone, count.gone),
            (said.has_moved, count.moved),
            (said.has_come, count.came),
        )
        is_named = False
        for verb, number in verbs:
            if number:
                name = noun.one if number == 1 else noun.many
                did = verb.many if number > 1 else verb.neuter if noun.is_neuter else verb.one
                yield f"{number} {did}" if is_named else f"{number} {name} {did}"
                is_named = True
    if changes.reordered:
        yield said.reordered


def _numbers(changes: Changes, said: NewerWords) -> str:
    shown = [
        said.number.format(*(number.replace(" ", _NO_BREAK) for number in pair))
        for pair in changes.numbers[:_TOLD]
    ]
    told = ", ".join(shown)
    match len(changes.numbers) - _TOLD:
        case 1:
            return f"{told} {said.one_more}"
        case left if left > 1:
            return f"{told} {said.more.format(left)}"
    return told
