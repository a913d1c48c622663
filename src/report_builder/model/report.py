"""The report as a whole: what it is, and what stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct, field

from report_builder.diagnostics import SourceSpan, TextPlaces
from report_builder.language.address_words import UNSTATED, AddressWords
from report_builder.language.catalogue import Catalogue
from report_builder.model.blocks import Note, Section
from report_builder.model.comments import Comment
from report_builder.model.findings import Finding, WithdrawnFinding
from report_builder.model.identifiers import NO_IDENTIFIERS, Identifiers
from report_builder.model.image_files import Image
from report_builder.model.landing import NO_LANDING, Landing
from report_builder.sources.schema import Located


class Contact(Struct, frozen=True):
    """Where readers turn to; each field may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""


class Licence(Struct, frozen=True):
    """On what terms the report may be used; each field may be empty."""

    name: str = ""
    url: str = ""


class Original(Struct, frozen=True):
    """The publication that this one was written after; each field may be empty."""

    statement: str = ""
    url: str = ""


class Author(Struct, frozen=True):
    """Who wrote the report, or had a part in it.

    ``kind`` is "person" or "organisation" where ``report.yaml`` says which, and else empty: a name alone
    does not tell. ``url`` and ``orcid`` are addresses, or empty.
    """

    name: str
    kind: str = ""
    url: str = ""
    orcid: str = ""


class CoverImage(Struct, frozen=True):
    """The image that fills the cover. ``alt`` is None where it is decoration only.

    ``focus`` is what must be seen of it: how far from the left and from above, from 0 to 1. What it shows
    (``caption``) and whose it is (``credit``) stand in the colophon; each may be empty.
    """

    image: Image
    focus: tuple[float, float]
    alt: str | None
    caption: str = ""
    credit: str = ""

    @property
    def told(self) -> str:
        """The caption and the credit, as the colophon has them."""
        return " ".join(filter(None, (self.caption, self.credit)))


class CoverLogo(Struct, frozen=True):
    """The logo that the cover has in place of the theme's; none where there is no ``image``."""

    image: Image | None
    alt: str
    span: SourceSpan


class Face(Struct, frozen=True):
    """What ``report.yaml`` says of the report's own face; what is empty or None, the theme says.

    ``art`` is a kind of generated art, drawn from ``seed``; ``stage`` is that of the cover, and ``ground``
    the name of its colour. An ``image`` stands on the cover instead of art, and a
    ``logo`` in place of the theme's.
    """

    art: str = ""
    seed: int | None = None
    stage: float | None = None
    ground: Located[str] | None = None
    image: CoverImage | None = None
    logo: CoverLogo | None = None


NO_FACE = Face()

FORM = 7
"""How a file is put together, written down with each release so that it can be built again.

1: XMP has the authors one by one, and the colophon leaves the publisher out. 2: XMP has them in one value,
the same as the Info dictionary, since readers that know both show the authors once only then; the colophon
leaves nobody out, unless the publisher is the only one. 3: XMP stands before the pages, not after them.
4: XMP has the id of the report among its identifiers. 5: Each finding that is shown has a named destination,
and figures, tables, boxes and quotations without an id of the author are named by their words. 6: What is
drawn follows from the name of the report where neither it nor its theme gives a seed. 7: The page breaks of a
chapter are chosen together; letters count lists, lines that begin with a bar stand as they are written, and
signs raise, lower, highlight and insert words.
"""


class Edition(Struct, frozen=True):
    """What a release settles: the number of its version, both dates, and where it is answered for.

    ``newer`` is the address of the page that says whether there is a newer version, in ASCII; empty as long
    as nobody knows where the report will be published. ``published_at`` and ``updated_at`` are the moments at
    which those days begin where the report is published; None where nothing says where that is. ``form`` is
    the :data:`FORM` of the file, ``program`` the version of the program that a file is built again as one of;
    empty for the one at work. ``addresses`` are the words of the report's addresses.
    """

    version: str
    published: date
    updated: date
    newer: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    form: int = FORM
    program: str = ""
    addresses: AddressWords = UNSTATED


class Publication(Struct, frozen=True):
    """The publication facts of ``report.yaml``, or those of an edition where a release is made.

    The dates are None, and their texts empty, as long as the report was not published;
    ``published_text`` and ``updated_text`` are the dates written out in the report's language.
    ``cover_title`` and ``cover_subtitle`` are the title and the subtitle with what the author says of line
    ends; all other texts are free of that. ``places`` are the texts that are set, each with where it stands
    in ``report.yaml``. ``newer``, ``published_at``, ``updated_at``, ``form``, ``program`` and ``addresses``
    are those of the edition. ``issn`` is the series' number,
    ``identifiers`` are those of the report. ``id`` is a URN that no other report has,
    empty as long as it has none. What readers fill in is a form, unless the report is not ``fillable``.
    ``brand`` is the path of the brand file that it names. Page breaks ``look_ahead``, or each page is filled
    for itself.
    """

    title: str
    subtitle: str
    kind: str
    language: str
    publisher: str
    series: str
    series_number: str
    issn: str
    authors: tuple[Author, ...]
    keywords: tuple[str, ...]
    description: str
    published: date | None
    updated: date | None
    published_text: str
    updated_text: str
    version: str
    contact: Contact
    licence: Licence
    original: Original
    theme: str
    theme_span: SourceSpan
    output: str
    span: SourceSpan
    cover_title: str = ""
    cover_subtitle: str = ""
    places: tuple[tuple[str, SourceSpan], ...] = ()
    newer: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    form: int = FORM
    program: str = ""
    id: str = ""
    identifiers: Identifiers = NO_IDENTIFIERS
    addresses: AddressWords = UNSTATED
    fillable: bool = True
    face: Face = NO_FACE
    brand: Located[str] | None = None
    look_ahead: bool = True

    @property
    def cover_parts(self) -> tuple[str, str]:
        """The title as a cover has it, in two looks: up to its dash, with that, and what stands behind it."""
        title, dash, under = self.cover_title.replace("\u00a0–", " –").partition(" – ")
        return title + dash.rstrip(), under

    @property
    def standard_numbers(self) -> str:
        """The numbers of the series and of the report on one line, as a back cover has them."""
        numbers = (("ISSN", self.issn), ("ISBN", self.identifiers.isbn))
        return ", ".join(f"{name} {number}" for name, number in numbers if number)

    @property
    def authors_shown(self) -> tuple[Author, ...]:
        """The authors whom the colophon names beside the publisher."""
        others = tuple(author for author in self.authors if author.name != self.publisher)
        return others if self.form == 1 or not others else self.authors

    @property
    def series_named(self) -> str:
        """The series with the number in it."""
        return f"{self.series} {self.series_number}".strip()

    @property
    def citation(self) -> str:
        """How the report is cited."""
        year = f" ({self.published.year})." if self.published else ""
        series = f" {self.series_named}." if self.series_named else ""
        # A full stop before the year, as in APA's style, keeps two parentheses apart: "(Difi). (2019)."
        return f"{self.publisher.rstrip('.')}.{year} {self.title}.{series}"


class Report(Struct, frozen=True):
    """One report: facts, chapters in reading order, footnotes by id, findings by id, the landing page."""

    publication: Publication
    words: Catalogue
    chapters: tuple[Section, ...]
    notes: Mapping[str, Note]
    findings: Mapping[str, Finding]
    landing: Landing = NO_LANDING
    sources: Mapping[str, TextPlaces] = field(default_factory=dict)
    """What knows the places in each source file: where a character stands is asked when it cannot be set."""
    divisions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Words, and parts of words, that the report divides by a rule of its own: before these letters only."""
    withdrawn: Mapping[str, WithdrawnFinding] = field(default_factory=dict)
    """Findings of earlier versions that no longer hold, by id."""
    comments: tuple[Comment, ...] = ()
    """What editors wrote to each other; no reader gets it."""
