"""How a version stands among the others, and what its pages say of that in their :mod:`.slots`.

The pages of an old version are written anew when one of these texts is another, and only then: so they name
the newest version by nothing but its lasting address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from markupsafe import Markup

from report_builder.content.written import written_date, written_size
from report_builder.model.language import Words, words_of
from report_builder.publish.addresses import Addresses, link
from report_builder.publish.model import Chronicle, Correction, Listed, Withdrawn
from report_builder.publish.standing_words import STANDING_WORDS
from report_builder.publish.words import WORDS

TITLE, HEAD, NOTICE, MORE, HISTORY, ANSWER = "title", "head", "notice", "more", "history", "answer"
"""The slots of pages: in the title, in the head, above everything, the way to the list of versions, that
list, and whether there is a newer version."""

NO_INDEX = Markup('<meta name="robots" content="noindex">\n')


def name_of(version: Listed, language: str) -> str:
    """Give what ``version`` is called on a page in ``language``."""
    own = WORDS[language]
    return own.draft if version.is_draft else own.version.format(version.number)


def landing_texts(version: Listed, chronicle: Chronicle, page: str, where: Addresses) -> Mapping[str, str]:
    """Give what the landing page of ``version`` at the path ``page`` says of it and of the others."""
    own = STANDING_WORDS[version.language]
    newest = chronicle.newest
    stands = _notice(version, newest, link(page, where.newest), own.go_newest)
    notices = [stands] if stands else []
    notices += _corrections(version, version.language, chronicle)
    canonical = where.absolute(
        where.version(version.number) if newest.number != version.number else where.newest
    )
    several = len(chronicle.versions) + len(chronicle.withdrawn) > 1
    return {
        TITLE: f" – {name_of(version, version.language).lower()}" if stands else "",
        HEAD: _head(canonical, hidden=newest.number != version.number),
        NOTICE: _boxed(notices),
        MORE: _MORE.format(WORDS[version.language].versions) if several else "",
        HISTORY: history(version.language, chronicle, page, where),
    }


def edition_texts(version: Listed, chronicle: Chronicle, page: str, where: Addresses) -> Mapping[str, str]:
    """Give what the page ``page`` of the edition of ``version`` says of the newest."""
    own = STANDING_WORDS[version.language]
    name = page.rpartition("/")[2]
    newest = chronicle.newest
    stands = name in dict(newest.chapters)
    there = where.lasting_edition + (name if stands else "")
    words = own.go_chapter if stands and name in dict(version.chapters) else own.go_newest
    notice = _notice(version, newest, link(page, there), words)
    is_newest = newest.number == version.number
    return {
        HEAD: _head(where.absolute(there) if stands or is_newest else None, hidden=not is_newest),
        NOTICE: _LINE.format(notice) if notice else "",
    }


def answer_texts(version: Listed, chronicle: Chronicle, page: str, where: Addresses) -> Mapping[str, str]:
    """Give what the page says that tells readers of the PDF whether there is a newer version."""
    own = STANDING_WORDS[version.language]
    newest = chronicle.newest
    said = own.is_newest if newest.number == version.number else own.newer
    answer = said.format(number=newest.number, date=_day(newest.updated, version.language))
    note = "" if newest.number == version.number else newest.note
    return {ANSWER: _ANSWER.format(answer, note, link(page, where.newest), own.to_newest)}


def history(language: str, chronicle: Chronicle, page: str, where: Addresses) -> str:
    """List every version, newest first, for a page in ``language`` at the path ``page``."""
    rows = [
        (version.number, _row(version, language, chronicle, page, where)) for version in chronicle.versions
    ]
    rows += [(each.number, _withdrawn_row(each, language, page, where)) for each in chronicle.withdrawn]
    return "".join(row for _, row in sorted(rows, reverse=True))


def withdrawal(each: Withdrawn, language: str) -> str:
    """Say in ``language`` who withdrew a version, when and why."""
    day = _day(each.at, language)
    return STANDING_WORDS[language].withdrawn_on.format(office=each.office, date=day, reason=each.reason)


_MORE = Markup(' · <a class="ds-link" href="#versjoner">{}</a>')
_LINE = Markup('<p class="notice">{}</p>\n')
_BOX = Markup('<div class="notice" role="note">\n{}</div>\n')
_IN_BOX = Markup('<p class="wide">{}</p>\n')
_GOES = Markup('{} <a class="ds-link" href="{}">{}</a>')
_ANSWER = Markup('<p class="lead">{}</p>\n<p>{}</p>\n<p><a class="ds-link" href="{}">{}</a></p>\n')
_CANONICAL = Markup('<link rel="canonical" href="{0}">\n<meta property="og:url" content="{0}">\n')
_ROW = Markup(
    '<li><p><a class="ds-link" href="{}">{}</a> <time datetime="{}">{}</time></p>\n'
    '<p>{} <span class="small"><a class="ds-link" href="{}">{}</a> · {}</span></p>{}</li>\n'
)
_WITHDRAWN_ROW = Markup('<li><p><a class="ds-link" href="{}">{}</a></p>\n<p>{}</p></li>\n')
_CORRECTION = Markup("\n<p>{}</p>")


def _words(language: str) -> Words:
    words = words_of(language)
    assert words is not None, language
    return words


def _day(day: date, language: str) -> str:
    """Write a date out, so that its day is not left alone at the end of a line."""
    return written_date(day, _words(language)).replace(". ", ".\u00a0", 1)


def _notice(version: Listed, newest: Listed, target: str, words: str) -> Markup | None:
    own = STANDING_WORDS[version.language]
    if version.is_draft:
        return Markup("{}").format(WORDS[version.language].draft_notice)
    if version.number == newest.number:
        return None
    return _GOES.format(own.older.format(version.number), target, words)


def _boxed(notices: list[Markup]) -> str:
    return _BOX.format(Markup().join(map(_IN_BOX.format, notices))) if notices else ""


def _head(canonical: str | None, *, hidden: bool) -> str:
    """What crawlers are told: an old version is not to be found in place of the newest."""
    return (NO_INDEX if hidden else Markup()) + (_CANONICAL.format(canonical) if canonical else Markup())


def correction_lines(corrections: Iterable[Correction], language: str) -> list[str]:
    """Say in ``language`` what was set right, and when."""
    own = STANDING_WORDS[language]
    return [own.corrected.format(date=_day(each.at, language), text=each.text) for each in corrections]


def _corrections(version: Listed, language: str, chronicle: Chronicle) -> list[Markup]:
    lines = correction_lines(chronicle.corrections.get(version.number, ()), language)
    return [Markup("{}").format(line) for line in lines]


def pdf_size(version: Listed, words: Words) -> str:
    """Type and size of the file; of that of a draft only the type, since what is released is packed."""
    return "pdf" if version.is_draft else written_size(version.pdf.size, words)


def pages_and_language(version: Listed, language: str) -> str:
    """Say in ``language`` how long the file is, and in which language."""
    own, pdf = WORDS[language], version.pdf
    pages = own.page if pdf.pages == 1 else own.pages.format(pdf.pages)
    return f"{pages} · {WORDS[pdf.language].language}"


def _row(version: Listed, language: str, chronicle: Chronicle, page: str, where: Addresses) -> str:
    words, folder = _words(language), where.version(version.number)
    return _ROW.format(
        link(page, folder),
        name_of(version, language),
        version.updated.isoformat(),
        _day(version.updated, language),
        version.note,
        link(page, folder + version.pdf.name),
        pdf_size(version, words),
        pages_and_language(version, language),
        Markup().join(map(_CORRECTION.format, _corrections(version, language, chronicle))),
    )


def _withdrawn_row(each: Withdrawn, language: str, page: str, where: Addresses) -> str:
    said = STANDING_WORDS[language].withdrawn_row.format(date=_day(each.at, language), reason=each.reason)
    name = WORDS[language].version.format(each.number)
    return _WITHDRAWN_ROW.format(link(page, where.version(each.number)), name, said)
