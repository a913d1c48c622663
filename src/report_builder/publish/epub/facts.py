"""What a book says of itself to libraries, shops and reading programs."""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from report_builder.model.report import Publication, Report

_UNDATED = "1980-01-01T00:00:00Z"
"""What EPUB has to be told of a report that has no date yet; the clock would give other bytes each time."""


class Accessibility(Struct, frozen=True):
    """What is true of every book that is made here, in the words of schema.org's vocabulary.

    ``modes`` are the senses that it speaks to, each of ``sufficient`` a set of them that is enough.
    """

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazard: str
    summary: str


def accessibility(report: Report, *, pictured: bool, paged: bool, formulas: bool = False) -> Accessibility:
    """Say who can read a book, which may have pictures, the pages of the PDF and formulas.

    That it conforms to EPUB Accessibility 1.1 is not claimed: that is for somebody to say who has looked.
    """
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA"]
    if pictured:
        features.append("alternativeText")
    if formulas:
        features += ["MathML", "describedMath"]
    if paged:
        features += ["pageBreakMarkers", "pageNavigation"]
    return Accessibility(
        modes=("textual", "visual") if pictured else ("textual",),
        sufficient=("textual", "textual,visual") if pictured else ("textual",),
        features=tuple(features),
        hazard="none",
        summary=report.words("book.summary"),
    )


def identifier(facts: Publication) -> str:
    """Give what no other report is known by: the report's own id or number, else one made of what it is."""
    known = (facts.id, *facts.identifiers.uris)
    made = uuid5(NAMESPACE_URL, f"{facts.publisher}\n{facts.series_named}\n{facts.title}")
    return next(filter(None, known), f"urn:uuid:{made}")


def modified(facts: Publication) -> str:
    """Give the moment of the last change in UTC, as EPUB writes it."""
    moment = facts.updated_at or facts.published_at
    day = facts.updated or facts.published
    if moment is None and day is not None:
        moment = datetime.combine(day, time(), UTC)
    return _UNDATED if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def source(facts: Publication, pdf: str) -> str:
    """Give what the numbers of pages are those of: the PDF by its number, or by its name."""
    return next(iter(facts.identifiers.uris), "") or pdf
