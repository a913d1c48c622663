"""From the pages of every old edition to the same places in the newest."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from urllib.parse import quote

from report_builder.content.formats import written_date
from report_builder.language.catalogue import catalogue
from report_builder.publish.addresses import Addresses, link, of_page
from report_builder.publish.following.follow import Newest
from report_builder.publish.following.model import Following
from report_builder.publish.following.record import Record, as_json
from report_builder.publish.following.telling import Old, page_notice, place_texts
from report_builder.publish.model import Listed


def old_of(version: Listed) -> Old:
    """Give what the pages of an old version say of it."""
    dated = written_date(version.updated, catalogue(version.language))
    return Old(version.number, dated, version.language)


class Trail:
    """Gives what old editions say of the newest, whose record is ``newest``; each is followed once."""

    def __init__(self, newest: Record, where: Addresses) -> None:
        self._record = newest
        self._where = where
        self._followed: dict[int, Following] = {}

    def key(self, version: Listed, record: Record) -> str:
        """Give what tells whether all that an edition says of the newest is as it was."""
        digest = sha256(self._written)
        digest.update(as_json(record) + f"{version.updated} {self._where.lasting_edition}".encode())
        return digest.hexdigest()[:16]

    def notice(self, path: str, version: Listed, record: Record) -> str:
        """Give what stands above the page at a path."""
        page, where = self._page(path, version), _Links(path, self._where)
        return page_notice(page, old_of(version), record, self._following(version, record), where.to)

    def lines(self, path: str, version: Listed, record: Record) -> Mapping[str, str]:
        """Give the lines at the places of the page at a path, by the names of their slots."""
        page, where = self._page(path, version), _Links(path, self._where)
        return place_texts(page, old_of(version), record, self._following(version, record), where.to)

    def _page(self, path: str, version: Listed) -> str:
        return path.removeprefix(self._where.edition(version.number))

    def _following(self, version: Listed, record: Record) -> Following:
        if version.number not in self._followed:
            self._followed[version.number] = self._newest.follow(record)
        return self._followed[version.number]

    @cached_property
    def _newest(self) -> Newest:
        return Newest(self._record)

    @cached_property
    def _written(self) -> bytes:
        return as_json(self._record)


class _Links:
    """Links from one page to those of the newest edition, at their lasting addresses."""

    def __init__(self, path: str, where: Addresses) -> None:
        self._folder = link(path, where.lasting_edition)

    def to(self, page: str, target: str) -> str:
        return self._folder + quote(of_page(page)) + (f"#{quote(target)}" if target else "")
