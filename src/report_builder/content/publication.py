"""``content/report.yaml``: the publication facts, the list of chapters and the reader's options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Annotated, ClassVar

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.content.abbreviations import AbbreviationKeys, Abbreviations, read_abbreviations
from report_builder.content.authors import AuthorKeys, author_of, check_author
from report_builder.content.borrowed_words import tell_borrowed_words
from report_builder.content.check_digits import ISBN_PATTERN, ISSN_PATTERN
from report_builder.content.contact import ContactKeys, LicenceKeys, OriginalKeys
from report_builder.content.cover import CoverKeys, face_of
from report_builder.content.formats import NO_TEXT, prose, scripts_can_be_set, texts_of, written_date
from report_builder.content.identifiers import (
    DOI_PATTERN,
    URN_PATTERN,
    RecordKeys,
    check_isbn,
    check_issn,
    check_record,
    check_urn,
    identifiers_of,
)
from report_builder.content.letters import tell_letters
from report_builder.content.literature.keys import CitationStyle, LiteratureFile, literature_named
from report_builder.content.pasted import tell_pasted_values
from report_builder.content.printed_comments import tell_comments
from report_builder.content.reachable import check_email, check_web_address
from report_builder.content.report_id import report_id
from report_builder.content.spoken import Spoken, spoken_in
from report_builder.content.ties import loose_before_signs
from report_builder.content.word_rules import (
    HYPHENATION,
    KEEP_WITH_NUMBER,
    WordRules,
    Words,
    check_word_rules,
    word_rules,
)
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.catalogue import catalogue, names_of_report_languages, report_languages
from report_builder.language.message import Message, hinted, say
from report_builder.model.report import Contact, Edition, Licence, Original, Publication
from report_builder.sources.characters import bare
from report_builder.sources.files import SourceFiles
from report_builder.sources.names import THEME_NAME, stored_name_fault
from report_builder.sources.schema import Key, Located
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_text import read_tree
from report_builder.sources.yaml_tree import MapNode, Node

PATH = "content/report.yaml"
CHAPTER_FOLDER = "content/chapters"


class ReportFile(Struct, frozen=True):
    """What ``report.yaml`` says.

    ``chapters`` are paths relative to the report's root, each with the place of its name in the list;
    ``chapters_span`` is the place of their key. ``html_literal`` is true when raw HTML is printed as text;
    ``spoken`` are the texts that may take numbers from findings; ``rules`` are for single words, and
    ``abbreviations`` are explained. ``literature`` is the path of a file, cited in ``citation_style``;
    ``shared`` is a folder with texts of several reports.
    """

    publication: Publication
    chapters: tuple[tuple[str, SourceSpan], ...]
    html_literal: bool
    chapters_span: SourceSpan
    spoken: tuple[Spoken, ...] = ()
    rules: WordRules = WordRules()
    abbreviations: Abbreviations = field(default_factory=Abbreviations)
    literature: Located[str] | None = None
    citation_style: Located[str] | None = None
    shared: Located[str] | None = None


_AHEAD = "look-ahead"
"""How pages are chosen where nothing else is asked for: those of a chapter together."""


class ReportKeys(Struct, frozen=True):
    """Keys of ``report.yaml``."""

    FORMER: ClassVar[Mapping[str, Message]] = {"words": say("content.words-now")}

    span: SourceSpan
    title: Annotated[str, Key("key.report.title")]
    language: Annotated[
        str, Key("key.report.language", choices=report_languages(), called=names_of_report_languages)
    ]
    publisher: Annotated[str, Key("key.report.publisher")]
    chapters: Annotated[
        tuple[Located[str], ...],
        Key("key.report.chapters", example="innledning.md"),
    ]
    output: Annotated[Located[str], Key("key.report.output", example="min-rapport")]
    subtitle: Annotated[str, Key("key.report.subtitle", may_be_empty=True)] = ""
    kind: Annotated[str, Key("key.report.kind", may_be_empty=True)] = ""
    series: Annotated[str, Key("key.report.series", may_be_empty=True)] = ""
    number: Annotated[str, Key("key.report.number", may_be_empty=True)] = ""
    issn: Annotated[
        Located[str] | None,
        Key("key.report.issn", pattern=ISSN_PATTERN, example="1890-6583"),
    ] = None
    isbn: Annotated[
        Located[str] | None, Key("key.report.isbn", pattern=ISBN_PATTERN, example="978-82-7483-092-9")
    ] = None
    doi: Annotated[Located[str] | None, Key("key.report.doi", pattern=DOI_PATTERN, example="10.1234/abc")] = (
        None
    )
    urn: Annotated[
        Located[str] | None, Key("key.report.urn", pattern=URN_PATTERN, example="URN:NBN:no-12345")
    ] = None
    record: Annotated[RecordKeys | None, Key("key.report.record")] = None
    authors: Annotated[tuple[str | AuthorKeys, ...], Key("key.report.authors")] = ()
    keywords: Annotated[tuple[str, ...], Key("key.report.keywords")] = ()
    description: Annotated[str, Key("key.report.description")] = ""
    published: Annotated[date | None, Key("key.report.published")] = None
    updated: Annotated[Located[date] | None, Key("key.report.updated")] = None
    version: Annotated[str, Key("key.report.version", may_be_empty=True)] = ""
    contact: Annotated[ContactKeys, Key("key.report.contact")] = ContactKeys()
    licence: Annotated[LicenceKeys, Key("key.report.licence")] = LicenceKeys()
    original: Annotated[OriginalKeys, Key("key.report.original")] = OriginalKeys()
    theme: Annotated[
        Located[str] | None,
        Key(
            "key.report.theme",
            pattern=THEME_NAME,
            example="konstruktiv",
        ),
    ] = None
    cover: Annotated[CoverKeys, Key("key.report.cover")] = CoverKeys()
    brand: Annotated[Located[str] | None, Key("key.report.brand", example="_brand.yml")] = None
    keep_with_number: Annotated[Words, KEEP_WITH_NUMBER] = ()
    hyphenation: Annotated[Words, HYPHENATION] = ()
    literature: LiteratureFile = None
    citation_style: CitationStyle = None
    shared: Annotated[Located[str] | None, Key("key.report.shared", example="../felles")] = None
    abbreviations: Annotated[tuple[AbbreviationKeys, ...], Key("key.report.abbreviations")] = ()
    fillable: Annotated[bool, Key("key.report.fillable")] = True
    page_breaks: Annotated[str, Key("key.report.page-breaks", choices=(_AHEAD, "page-by-page"))] = _AHEAD
    html: Annotated[str, Key("key.report.html", choices=("error", "literal"))] = "error"
    id: Annotated[
        Located[str] | None,
        Key("key.report.id", example="urn:uuid:f81d4fae-7dec-41d0-a765-00a0c91e6bf6"),
    ] = None


DEFAULT_LANGUAGE = "nb"
"""The language of a report whose own cannot be read."""

DEFAULT_THEME = "konstruktiv"
"""The theme of a report that names none."""


def read_publication(files: SourceFiles, diagnostics: Diagnostics) -> ReportFile | None:
    """Read ``content/report.yaml``; None after a diagnostic for each fault in it."""
    faults = diagnostics.apart()
    read = read_partial_publication(files, faults)
    diagnostics.extend(faults.items)
    diagnostics.allow(faults.allowances)
    return None if faults.has_errors else read


def read_partial_publication(files: SourceFiles, diagnostics: Diagnostics) -> ReportFile | None:
    """Read what is sound of ``content/report.yaml``, after a diagnostic for each fault in it.

    What is missing or faulty is empty, or as :mod:`report_builder.content.standin` has it. None where the
    file cannot be read, or is no mapping.
    """
    text = files.read_text(PATH, diagnostics, None)
    if text is None:
        return None
    tree, lines = read_tree(text, PATH, diagnostics)
    if tree is None:
        return None
    scripts_can_be_set(tree, lines, diagnostics)
    spoken = spoken_in(tree, diagnostics)
    tell_comments(tree, diagnostics)
    keys = read_partly(tree, ReportKeys, diagnostics)
    if keys is None:
        return None
    if keys.language is not None:
        tell_pasted_values(tree, lines, PATH, keys.language, diagnostics)
        tell_letters(tree, lines, keys.language, diagnostics)
        tell_borrowed_words(keys.language, tree, diagnostics)
    _check(keys, tree, diagnostics)
    names = keys.chapters or ()
    chapters = tuple((f"{CHAPTER_FOLDER}/{name.value}", name.span) for name in names)
    listed = tree.entries.get("chapters") if isinstance(tree, MapNode) else None
    span = listed.key_span if listed else keys.span
    # The theme is loaded by itself, and its diagnostics know only how its own file was read.
    theme_span = diagnostics.place(keys.theme.span if keys.theme else keys.span)
    rules = word_rules(keys.keep_with_number, keys.hyphenation)
    publication = _publication(
        keys, _places(tree, keys.language or DEFAULT_LANGUAGE, rules), theme_span, rules
    )
    face = face_of(keys.cover, publication.language, files, diagnostics)
    publication = replace(publication, id=report_id(keys.id, diagnostics), face=face)
    explained = read_abbreviations(keys.abbreviations, publication.language, diagnostics)
    literal = keys.html == "literal"
    literature = keys.literature or (literature_named(tree) if diagnostics.has_errors else None)
    cited = literature, keys.citation_style, keys.shared
    return ReportFile(publication, chapters, literal, span, spoken, rules, explained, *cited)


def _check(keys: ReportKeys, tree: Node, diagnostics: Diagnostics) -> None:
    """Tell what the schema cannot see; a required key that is missing or faulty is None here."""
    if keys.output is not None:
        _check_output(keys.output, diagnostics)
    check_issn(keys.issn, diagnostics)
    check_isbn(keys.isbn, diagnostics)
    check_urn(keys.urn, diagnostics)
    check_record(keys.record, diagnostics)
    # A date that cannot be read has its diagnostic, and is not one that is missing.
    if keys.published is not None or not (isinstance(tree, MapNode) and "published" in tree.entries):
        _check_dates(keys, diagnostics)
    _check_chapters_differ(keys.chapters or (), diagnostics)
    _check_addresses(keys, diagnostics)
    check_word_rules(keys.keep_with_number, keys.hyphenation, diagnostics)
    for author in keys.authors:
        check_author(author, diagnostics)


_SET = (
    "title",
    "subtitle",
    "kind",
    "publisher",
    "series",
    "number",
    "authors",
    "keywords",
    "version",
    "contact",
    "licence",
    "original",
)
"""The keys whose texts stand on the cover, in the colophon or on the back cover."""


def _places(tree: Node, language: str, rules: WordRules) -> tuple[tuple[str, SourceSpan], ...]:
    """Each text that is set, with its place, in the order of the file."""
    entries = tree.entries if isinstance(tree, MapNode) else {}
    texts = [text for key in _SET if key in entries for text in texts_of(entries[key].value)]
    ordered = sorted(texts, key=lambda text: text.span)
    return tuple((prose(text.text, language, rules.counted), text.span) for text in ordered)


def _publication(
    keys: ReportKeys,
    places: tuple[tuple[str, SourceSpan], ...],
    theme_span: SourceSpan,
    rules: WordRules,
) -> Publication:
    language = keys.language or DEFAULT_LANGUAGE
    fact = partial(_fact, language=language, rules=rules)
    words = catalogue(language)
    updated = keys.updated.value if keys.updated else keys.published
    published_text, updated_text = (
        written_date(day, words) if day else "" for day in (keys.published, updated)
    )
    return Publication(
        title=fact(keys.title or NO_TEXT),
        subtitle=fact(keys.subtitle),
        kind=fact(keys.kind),
        language=language,
        publisher=fact(keys.publisher or NO_TEXT),
        series=fact(keys.series),
        series_number=fact(keys.number),
        issn=_text(keys.issn),
        identifiers=identifiers_of(keys.isbn, keys.doi, keys.urn, keys.record),
        authors=tuple(author_of(author, fact) for author in keys.authors),
        keywords=tuple(fact(keyword) for keyword in keys.keywords),
        description=fact(keys.description),
        published=keys.published,
        updated=updated,
        published_text=published_text,
        updated_text=updated_text,
        version=fact(keys.version),
        contact=Contact(
            fact(keys.contact.name), _text(keys.contact.email), keys.contact.phone, _text(keys.contact.url)
        ),
        licence=Licence(fact(keys.licence.name), _text(keys.licence.url)),
        original=Original(fact(keys.original.statement), _text(keys.original.url)),
        theme=_text(keys.theme) or DEFAULT_THEME,
        theme_span=theme_span,
        output=_text(keys.output),
        span=keys.span,
        cover_title=prose(keys.title or NO_TEXT, language, rules.counted),
        cover_subtitle=prose(keys.subtitle, language, rules.counted),
        places=places,
        fillable=keys.fillable is not False,
        look_ahead=keys.page_breaks in (_AHEAD, None),
        brand=keys.brand,
    )


def _fact(text: str, language: str, rules: WordRules) -> str:
    """A text of ``report.yaml`` as metadata has it: nothing in it that only says where a line may end."""
    return loose_before_signs(bare(prose(text, language, rules.counted)))


def as_edition(publication: Publication, edition: Edition) -> Publication:
    """Put the number and the dates of a release in place of those that ``report.yaml`` states."""
    words = catalogue(publication.language)
    return replace(
        publication,
        version=edition.version,
        published=edition.published,
        updated=edition.updated,
        published_text=written_date(edition.published, words),
        updated_text=written_date(edition.updated, words),
        newer=edition.newer,
        published_at=edition.published_at,
        updated_at=edition.updated_at,
        form=edition.form,
        program=edition.program,
        addresses=edition.addresses,
    )


def _text(located: Located[str] | None) -> str:
    return located.value if located else ""


_LONGEST_OUTPUT = 200
"""In UTF-8 bytes: folders and files are named after it, with an ending."""

_TAKEN = {"404.html", "assets", "index.html", "robots.txt", "sitemap.xml"}
"""Names in the top folder of a site, where the report has a folder of its own."""


def _check_output(output: Located[str], diagnostics: Diagnostics) -> None:
    message = _output_fault(output.value)
    if message is not None:
        diagnostics.error("RB-VALUE", output.span, message, say("sources.write-like", example="min-rapport"))


def _output_fault(name: str) -> Message | None:
    """Say why the finished file cannot have this name; None where it can."""
    if name.lower().endswith(".pdf"):
        return say("content.output-ending", name=name)
    if name.startswith("."):
        return say("content.output-hidden", name=name)
    if fault := stored_name_fault(name):
        return say("sources.name-fault", name=name, fault=fault)
    if (size := len(name.encode())) > _LONGEST_OUTPUT:
        return say("content.output-long", name=name, size=size, most=_LONGEST_OUTPUT)
    if sign := re.search("[#%]", name):
        return say("content.output-sign", name=name, sign=sign[0])
    return say("content.output-taken", name=name) if name.casefold() in _TAKEN else None


def _check_dates(keys: ReportKeys, diagnostics: Diagnostics) -> None:
    if keys.updated is None:
        return
    if keys.published is None:
        diagnostics.error("RB-VALUE", keys.updated.span, *hinted("content.updated-unpublished"))
    elif keys.updated.value < keys.published:
        days = {"updated": str(keys.updated.value), "published": str(keys.published)}
        message, hint = say("content.updated-early", **days), say("content.updated-early.hint")
        diagnostics.error("RB-VALUE", keys.updated.span, message, hint)


def _check_chapters_differ(chapters: tuple[Located[str], ...], diagnostics: Diagnostics) -> None:
    first: dict[str, SourceSpan] = {}
    for chapter in chapters:
        if first.setdefault(chapter.value, chapter.span) != chapter.span:
            diagnostics.error(
                "RB-VALUE",
                chapter.span,
                *hinted("content.chapter-twice", path=chapter.value, line=first[chapter.value].line),
                (first[chapter.value],),
            )


def _check_addresses(keys: ReportKeys, diagnostics: Diagnostics) -> None:
    authors = [author.url for author in keys.authors if isinstance(author, AuthorKeys)]
    for located in (keys.contact.url, keys.licence.url, keys.original.url, *authors):
        if located is not None:
            check_web_address(located, diagnostics)
    if keys.contact.email is not None:
        check_email(keys.contact.email, diagnostics)
