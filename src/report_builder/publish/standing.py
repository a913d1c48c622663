"""How a version stands among the others: what it is called, and what its readers must know first."""

from __future__ import annotations

from msgspec import Struct

from report_builder.publish.model import Publishable
from report_builder.publish.words import WORDS


class Notice(Struct, frozen=True):
    """What stands above a page of a version that is not the newest, or not published.

    ``link`` leads to where the reader should rather be, with the words ``link_text``; both may be empty.
    """

    text: str
    link_text: str = ""
    link: str = ""


def name_of(version: Publishable, language: str) -> str:
    """Give what ``version`` is called on a page in ``language``."""
    own = WORDS[language]
    return own.draft if version.is_draft else own.version.format(version.number)


def notice_of(version: Publishable, newest: Publishable, link: str) -> Notice | None:
    """Give the notice on the pages of ``version``; ``link`` is that to the newest. None where all is well."""
    own = WORDS[version.report.publication.language]
    if version.is_draft:
        return Notice(own.draft_notice)
    if version.number == newest.number:
        return None
    return Notice(own.older.format(version.number), own.go_newest.format(newest.number), link)
