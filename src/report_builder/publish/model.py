"""What the site is made of: plain values, whatever archive they were read from."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from report_builder.model.report import Report
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


class SiteFile(Struct, frozen=True):
    """A file of the site; ``version`` is that of the report that it belongs to, None for what all share."""

    data: bytes
    version: int | None = None


MEDIA_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "xml": "application/xml",
    "json": "application/json",
    "txt": "text/plain",
}
"""The media type of a file by its extension; a file of any other kind is not published."""

ATOM = "application/atom+xml"


def media_type(path: str) -> str:
    """Give the media type of a file by its path."""
    name = path.rpartition("/")[2]
    if name == "atom.xml":
        return ATOM
    return MEDIA_TYPES[name.rpartition(".")[2]] if "." in name else "text/plain"
