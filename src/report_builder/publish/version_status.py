"""How a version stands among the others, and what its pages say of that in their :mod:`.slots`.

The pages of an old version are written anew when one of these texts is another, and only then: so they name
the newest version by nothing but its lasting address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup, escape

from report_builder.content.formats import written_date, written_size
from report_builder.language.catalogue import Catalogue, catalogue
from report_builder.publish.addresses import INDEX, Addresses, link
from report_builder.publish.describing import page_status as describing
from report_builder.publish.following.telling import version_notice
from report_builder.publish.following.trail import old_of
from report_builder.publish.model import Chronicle, Correction, Listed, Withdrawn

TITLE, HEAD, NOTICE, MORE, HISTORY, ANSWER = "title", "head", "notice", "more", "history", "answer"
"""The slots of pages: in the title, in the head, above everything, the way to the list of versions, that
list, and whether there is a newer version."""


def name_of(version: Listed, language: str) -> str:
    """Give what ``version`` is called on a page in ``language``."""
    words = catalogue(language)
    return words("document.draft") if version.is_draft else words("site.version", number=version.number)


def landing_texts(version: Listed, chronicle: Chronicle, page: str, where: Addresses) -> Mapping[str, str]:
    """Give what the landing page of ``version`` at the path ``page`` says of it and of the others."""
    newest, words = chronicle.newest, catalogue(version.language)
    stands = _notice(version, newest, link(page, where.newest))
    notices = [stands] if stands else []
    notices += _corrections(version, chronicle)
    several = len(chronicle.versions) + len(chronicle.withdrawn) > 1
    return {
        TITLE: f" – {name_of(version, version.language).lower()}" if stands else "",
        HEAD: _landing_head(version, chronicle, page, where),
        NOTICE: _boxed(notices, _OLD if stands and not version.is_draft else ""),
        MORE: _MORE.format(where.words.versions, words("site.versions")) if several else "",
        HISTORY: history(version.language, chronicle, page, where),
    }


def edition_texts(version: Listed, chronicle: Chronicle, page: str, where: Addresses) -> Mapping[str, str]:
    """Give what the page ``page`` of the edition of ``version`` says of itself.

    What that of an old one says of the newest is :class:`.following.trail.Trail`'s.
    """
    name = page.rpartition("/")[2]
    newest = chronicle.newest
    stands = name in dict(newest.chapters)
    same = where.lasting_edition + name if stands or name in (INDEX, where.whole) else None
    is_newest = newest.number == version.number
    lines = _corrections(version, chronicle)
    if version.is_draft:
        lines = [escape(catalogue(version.language)("site.draft-notice"))]
    return {
        HEAD: describing.standing(where, page, same, replaced=not is_newest, hidden=name == where.whole),
        NOTICE: Markup().join(_LINE.format("", said) for said in lines),
    }


def old_notice(text: str) -> str:
    """Give the notice above a page of an old edition, which says ``text``."""
    return _LINE.format(_OLD, text)


def answer_texts(version: Listed, chronicle: Chronicle, page: str, where: Addresses) -> Mapping[str, str]:
    """Give what the page says that tells readers of the PDF whether there is a newer version."""
    words, newest = catalogue(version.language), chronicle.newest
    is_newest = newest.number == version.number
    said = "standing.is-newest" if is_newest else "standing.newer"
    answer = words(said, number=newest.number, date=tied_date(newest.updated, version.language))
    is_said = not is_newest and newest.note
    note = _PARAGRAPH.format(words("standing.new-in-it", note=newest.note)) if is_said else ""
    corrections = Markup().join(map(_PARAGRAPH.format, _corrections(version, chronicle)))
    to_newest = words("standing.to-newest")
    return {ANSWER: _ANSWER.format(answer, note, link(page, where.newest), to_newest) + corrections}


def history(language: str, chronicle: Chronicle, page: str, where: Addresses) -> str:
    """List every version, newest first, for a page in ``language`` at the path ``page``."""
    home = link(page, where.newest).removeprefix("./")
    told = chronicle.corrections
    rows = [
        (version.number, _row(version, language, told.get(version.number, ()), home))
        for version in chronicle.versions
    ]
    rows += [(each.number, _withdrawn_row(each, language, page, where)) for each in chronicle.withdrawn]
    return "".join(row for _, row in sorted(rows, reverse=True))


def withdrawal(each: Withdrawn, language: str) -> str:
    """Say in ``language`` who withdrew a version, when and why."""
    day, words = tied_date(each.at, language), catalogue(language)
    if not each.reason:  # the journal was lost, and nobody is said to have said what nobody knows
        return words("standing.withdrawn-on-lost", date=day)
    return words("standing.withdrawn-on", office=each.office, date=day, reason=each.reason)


_MORE = Markup(' · <a class="ds-link" href="#{}">{}</a>')
_OLD = " old"
_LINE = Markup('<p class="notice{}">{}</p>\n')
_BOX = Markup('<div class="notice{}" role="note">\n{}</div>\n')
_IN_BOX = Markup('<p class="wide">{}</p>\n')
_ANSWER = Markup('<p class="lead">{}</p>\n{}<p><a class="ds-link" href="{}">{}</a></p>\n')
_UNSEEN = Markup('{}<span class="unseen">, {}</span>')
_ROW = Markup(
    '<li><p><a class="ds-link" href="{}">{}</a> <time datetime="{}">{}</time></p>\n'
    '<p>{} <span class="small"><a class="ds-link" href="{}">{}</a> · {}</span></p>{}</li>\n'
)
_WITHDRAWN_ROW = Markup('<li><p><a class="ds-link" href="{}">{}</a></p>\n<p>{}</p></li>\n')
_CORRECTION = Markup("\n<p>{}</p>")
_PARAGRAPH = Markup("<p>{}</p>\n")


def tied_date(day: date, language: str) -> str:
    """Write a date out, so that its day is not left alone at the end of a line."""
    return written_date(day, catalogue(language)).replace(". ", ".\u00a0", 1)


def _notice(version: Listed, newest: Listed, target: str) -> Markup | None:
    if version.is_draft:
        return escape(catalogue(version.language)("site.draft-notice"))
    if version.number == newest.number:
        return None
    return version_notice(old_of(version), target)


def _boxed(notices: list[Markup], looks: str) -> str:
    return _BOX.format(looks, Markup().join(map(_IN_BOX.format, notices))) if notices else ""


def _landing_head(version: Listed, chronicle: Chronicle, page: str, where: Addresses) -> str:
    """What machines are told of how a version stands, and of the others by the newest alone."""
    is_newest = version.number == chronicle.newest.number
    corrections = [(each.at, each.text) for each in chronicle.corrections.get(version.number, ())]
    numbers = [each.number for each in chronicle.versions] if is_newest else []
    return (
        describing.standing(where, page, where.newest, replaced=not is_newest)
        + describing.corrected(where, page, version.number, corrections)
        + (describing.chain(where, page, version.title, numbers) if len(numbers) > 1 else "")
    )


def correction_lines(corrections: Iterable[Correction], language: str) -> list[str]:
    """Say in ``language`` what was set right, and when."""
    words = catalogue(language)
    return [
        words("standing.corrected", date=tied_date(each.at, language), text=each.text)
        if each.text
        else words("standing.corrected-lost", date=tied_date(each.at, language))
        for each in corrections
    ]


def _corrections(version: Listed, chronicle: Chronicle) -> list[Markup]:
    lines = correction_lines(chronicle.corrections.get(version.number, ()), version.language)
    return [escape(line) for line in lines]


def pdf_size(version: Listed, words: Catalogue) -> str:
    """Type and size of the file; of that of a draft only the type, since what is released is packed."""
    return "PDF" if version.is_draft else written_size(version.pdf.size, words)


def pages_and_language(version: Listed, language: str) -> str:
    """Say in ``language`` how long the file is, and in which language."""
    pdf = version.pdf
    return f"{catalogue(language).many('site.pages', pdf.pages)} · {catalogue(pdf.language)('rule.name')}"


@lru_cache(maxsize=4096)  # the histories of all versions have the same rows
def _row(version: Listed, language: str, corrections: tuple[Correction, ...], home: str) -> str:
    """The row of a version, for a page from which ``home`` leads to the report's own address."""
    words, folder = catalogue(language), f"{home}v{version.number}/"
    return _ROW.format(
        folder,
        name_of(version, language),
        version.updated.isoformat(),
        tied_date(version.updated, language),
        version.note,
        folder + quote(version.pdf.name),
        _UNSEEN.format(pdf_size(version, words), name_of(version, language).lower()),
        pages_and_language(version, language),
        Markup().join(map(_CORRECTION.format, correction_lines(corrections, language))),
    )


def _withdrawn_row(each: Withdrawn, language: str, page: str, where: Addresses) -> str:
    words = catalogue(language)
    day = tied_date(each.at, language)
    said = words("standing.withdrawn-row", date=day, reason=each.reason)
    if not each.reason:
        said = words("standing.withdrawn-row-lost", date=day)
    name = words("site.version", number=each.number)
    return _WITHDRAWN_ROW.format(link(page, where.version(each.number)), name, said)
