"""What the site is made of: plain values, whatever archive they were read from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct, field

from report_builder.model.report import Report
from report_builder.publish.slots import Slot
from report_builder.published import EPUB
from report_builder.theme.model import Theme

DRAFT = 0
"""The number of what is no version yet: the sources as they are, seen before they are released."""


class Pdf(Struct, frozen=True):
    """The file of a version. ``sha512`` and ``size`` (in bytes) are those that the archive states.

    That of a draft has neither, for what is released will have other bytes: they are "" and 0.
    """

    name: str
    data: bytes
    sha512: str
    pages: int
    size: int
    language: str


def book_name(pdf: str) -> str:
    """Give the name of the book beside the file ``pdf``."""
    return f"{pdf.removesuffix('.pdf')}.epub"


class Publishable(Struct, frozen=True):
    """One version of the report.

    ``note`` says what changed, ``conformance`` against which standards the PDF was verified. A ``number`` of
    :data:`DRAFT` is that of a draft, which has neither. ``updated_at`` is when the day of ``updated`` began;
    None where that was not recorded.
    """

    number: int
    published: date
    updated: date
    note: str
    conformance: tuple[str, ...]
    pdf: Pdf
    report: Report
    theme: Theme
    updated_at: datetime | None = None

    @property
    def is_draft(self) -> bool:
        """Whether this is no version yet."""
        return self.number == DRAFT


class ListedPdf(Struct, frozen=True):
    """What is said of the file of a version; see :class:`Pdf`."""

    name: str
    sha256: str
    sha512: str
    pages: int
    size: int
    language: str


class Listed(Struct, frozen=True):
    """What the pages of other versions, the feed and the tables say of a version.

    ``chapters`` are the names of its edition's pages with their titles, in order; ``updated_at`` is that of
    :class:`Publishable`.
    """

    number: int
    published: date
    updated: date
    note: str
    title: str
    language: str
    issn: str
    series_number: str
    publisher: str
    pdf: ListedPdf
    chapters: tuple[tuple[str, str], ...] = ()
    updated_at: datetime | None = None

    @property
    def is_draft(self) -> bool:
        """Whether this is no version yet."""
        return self.number == DRAFT


class Correction(Struct, frozen=True):
    """What was set right about a version after it was released, and when; no text where that was lost."""

    at: datetime
    text: str


class Withdrawn(Struct, frozen=True):
    """A version that was withdrawn: when, why, and by which office; both are empty where they were lost."""

    number: int
    at: datetime
    reason: str
    office: str


class Chronicle(Struct, frozen=True):
    """All versions as the site tells of them.

    ``named`` is the version that the report goes by where it is spoken of as a whole: the newest, or the last
    one where all are withdrawn. ``versions`` are those that readers find, oldest first; ``withdrawn`` those
    that they no longer do; ``corrections`` are by the number of the version, oldest first, and
    ``reinstated`` are those that were withdrawn once, with the time since when they no longer are.
    """

    named: Listed
    versions: tuple[Listed, ...]
    withdrawn: tuple[Withdrawn, ...] = ()
    corrections: Mapping[int, tuple[Correction, ...]] = field(default_factory=dict)
    reinstated: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def newest(self) -> Listed:
        """The version that the report's own address shows."""
        return self.versions[-1]


class SiteFile(Struct, frozen=True):
    """A file of the site; ``version`` is that of the report that it belongs to, None for what all share.

    ``slots`` are the places in it that speak of other versions, ``said`` tells what they say and ``known`` by
    what that was known.
    """

    data: bytes
    version: int | None = None
    slots: tuple[Slot, ...] = ()
    said: str = ""
    known: str = ""


MEDIA_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "xml": "application/xml",
    "json": "application/json",
    "txt": "text/plain",
    "epub": EPUB,
    "csv": "text/csv",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
}
"""The media type of a file by its extension; a file of any other kind is not published."""

ATOM = "application/atom+xml"


def media_type(path: str) -> str:
    """Give the media type of a file by its path."""
    name = path.rpartition("/")[2]
    if name == "atom.xml":
        return ATOM
    return MEDIA_TYPES[name.rpartition(".")[2]] if "." in name else "text/plain"
