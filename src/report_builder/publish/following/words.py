"""What an old page says of the newest version, by the language of the report."""

from __future__ import annotations

from msgspec import Struct


class Noun(Struct, frozen=True):
    """A name of what is counted; ``is_neuter`` where the language tells one gender from another."""

    one: str
    many: str
    is_neuter: bool = False


class Verb(Struct, frozen=True):
    """What became of it: of one, of one that is neuter, of many."""

    one: str
    neuter: str
    many: str


class Things(Struct, frozen=True):
    """What a table, figure and box is called of which nothing more is known."""

    table: str
    figure: str
    box: str


class NewerWords(Struct, frozen=True):
    """The words of one language. Those with ``{}`` are filled by ``str.format``.

    ``in_newest`` is put behind the name of a place in the newest version, ``place`` before it. ``changed`` to
    ``gone`` begin the line at a heading. ``only_went`` to ``some_went`` stand before the chapter to which
    sections of one that is gone went; ``things`` are what has neither number nor title is called by.
    """

    this: str
    place: str
    quoted: str
    same_text: str
    chapter_gone: str
    only_went: str
    all_went: str
    some_went: str
    in_newest: str
    go_contents: str
    go_whole: str
    go_newest: str
    changed: str
    unchanged: str
    moved: str
    moved_and_changed: str
    gone: str
    gone_whole: str
    heading: Noun
    paragraph: Noun
    table: Noun
    figure: Noun
    chapter: Noun
    things: Things
    has_changed: Verb
    is_new: Verb
    is_gone: Verb
    has_moved: Verb
    has_come: Verb
    reordered: str
    number: str
    one_more: str
    more: str


NEWER_WORDS: dict[str, NewerWords] = {
    "nb": NewerWords(
        this="Dette er versjon {}, fra {}. Det finnes en nyere versjon.",
        place="Samme sted:",
        quoted="«{}»",
        same_text="med samme tekst",
        chapter_gone="Dette kapitlet er ikke med i den.",
        only_went="Delen i det er flyttet til",
        all_went="Alle delene i det er flyttet til",
        some_went="{} av de {} delene i det er flyttet til",
        in_newest="i nyeste versjon",
        go_contents="Innholdet i nyeste versjon",
        go_whole="Hele rapporten på én side i nyeste versjon",
        go_newest="Gå til nyeste versjon",
        changed="Endret siden: se nyeste versjon",
        unchanged="Samme tekst i nyeste versjon",
        moved="Flyttet: se {} i nyeste versjon",
        moved_and_changed="Flyttet og endret: se {} i nyeste versjon",
        gone="Ikke med i nyeste versjon: se {} der",
        gone_whole="Ikke med i nyeste versjon: se innholdet der",
        heading=Noun("overskrift", "overskrifter"),
        paragraph=Noun("avsnitt", "avsnitt", is_neuter=True),
        table=Noun("tabell", "tabeller"),
        figure=Noun("figur", "figurer"),
        chapter=Noun("kapittel", "kapitler", is_neuter=True),
        things=Things("tabellen", "figuren", "boksen"),
        has_changed=Verb("er endret", "er endret", "er endret"),
        is_new=Verb("er ny", "er nytt", "er nye"),
        is_gone=Verb("er borte", "er borte", "er borte"),
        has_moved=Verb("er flyttet derfra", "er flyttet derfra", "er flyttet derfra"),
        has_come=Verb("er flyttet dit", "er flyttet dit", "er flyttet dit"),
        reordered="rekkefølgen er endret",
        number="{} er blitt {}",
        one_more="og ett tall til",
        more="og {} tall til",
    ),
    "nn": NewerWords(
        this="Dette er versjon {}, frå {}. Det finst ein nyare versjon.",
        place="Same stad:",
        quoted="«{}»",
        same_text="med same tekst",
        chapter_gone="Dette kapittelet er ikkje med i han.",
        only_went="Delen i det er flytta til",
        all_went="Alle delane i det er flytta til",
        some_went="{} av dei {} delane i det er flytta til",
        in_newest="i nyaste versjon",
        go_contents="Innhaldet i nyaste versjon",
        go_whole="Heile rapporten på éi side i nyaste versjon",
        go_newest="Gå til nyaste versjon",
        changed="Endra sidan: sjå nyaste versjon",
        unchanged="Same tekst i nyaste versjon",
        moved="Flytta: sjå {} i nyaste versjon",
        moved_and_changed="Flytta og endra: sjå {} i nyaste versjon",
        gone="Ikkje med i nyaste versjon: sjå {} der",
        gone_whole="Ikkje med i nyaste versjon: sjå innhaldet der",
        heading=Noun("overskrift", "overskrifter"),
        paragraph=Noun("avsnitt", "avsnitt", is_neuter=True),
        table=Noun("tabell", "tabellar"),
        figure=Noun("figur", "figurar"),
        chapter=Noun("kapittel", "kapittel", is_neuter=True),
        things=Things("tabellen", "figuren", "boksen"),
        has_changed=Verb("er endra", "er endra", "er endra"),
        is_new=Verb("er ny", "er nytt", "er nye"),
        is_gone=Verb("er borte", "er borte", "er borte"),
        has_moved=Verb("er flytta derifrå", "er flytta derifrå", "er flytta derifrå"),
        has_come=Verb("er flytta dit", "er flytta dit", "er flytta dit"),
        reordered="rekkjefølgja er endra",
        number="{} har blitt {}",
        one_more="og eitt tal til",
        more="og {} tal til",
    ),
    "en": NewerWords(
        this="This is version {}, from {}. There is a newer version.",
        place="The same place:",
        quoted="“{}”",
        same_text="with the same text",
        chapter_gone="This chapter is not in it.",
        only_went="The section in it moved to",
        all_went="All the sections in it moved to",
        some_went="{} of the {} sections in it moved to",
        in_newest="in the newest version",
        go_contents="The contents of the newest version",
        go_whole="The whole report on one page in the newest version",
        go_newest="Go to the newest version",
        changed="Changed since: see the newest version",
        unchanged="The same text in the newest version",
        moved="Moved: see {} in the newest version",
        moved_and_changed="Moved and changed: see {} in the newest version",
        gone="Not in the newest version: see {} there",
        gone_whole="Not in the newest version: see the contents there",
        heading=Noun("heading", "headings"),
        paragraph=Noun("paragraph", "paragraphs"),
        table=Noun("table", "tables"),
        figure=Noun("figure", "figures"),
        chapter=Noun("chapter", "chapters"),
        things=Things("the table", "the figure", "the box"),
        has_changed=Verb("has changed", "has changed", "have changed"),
        is_new=Verb("is new", "is new", "are new"),
        is_gone=Verb("is gone", "is gone", "are gone"),
        has_moved=Verb("has moved away", "has moved away", "have moved away"),
        has_come=Verb("has moved there", "has moved there", "have moved there"),
        reordered="the order has changed",
        number="{} is now {}",
        one_more="and one more number",
        more="and {} more numbers",
    ),
}
"""The same languages as ``model.language.LANGUAGES``; a test compares."""
