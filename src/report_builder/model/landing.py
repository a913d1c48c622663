"""What the landing page of a report says beside its publication facts."""

from __future__ import annotations

from msgspec import Struct

from report_builder.language.passages import Pieces
from report_builder.model.blocks import PullQuote
from report_builder.model.findings import Finding
from report_builder.model.inlines import Inlines


class LandingFacts(Struct, frozen=True):
    """A titled box of facts, each a line of its own."""

    title: Inlines
    items: tuple[Inlines, ...]


class LandingSection(Struct, frozen=True):
    """A headed part of the page: paragraphs, a list, quotations, and where the report says more.

    ``more`` is the id of a chapter or section of the report and ``more_title`` what that is called, each
    piece with its language; both are empty where there is none.
    """

    title: Inlines
    text: tuple[Inlines, ...]
    items: tuple[Inlines, ...]
    quotes: tuple[PullQuote, ...]
    more: str
    more_title: Pieces


class Landing(Struct, frozen=True):
    """What ``landing.yaml`` chooses, or what stands there without such a file.

    ``voice`` is a line above the lead, in somebody's words; ``findings_note`` says what the findings are
    shares of. Every part may be empty.
    """

    voice: Inlines = ()
    lead: Inlines = ()
    introduction: tuple[Inlines, ...] = ()
    findings: tuple[Finding, ...] = ()
    findings_note: Inlines = ()
    quotes: tuple[PullQuote, ...] = ()
    sections: tuple[LandingSection, ...] = ()
    facts: LandingFacts | None = None


NO_LANDING = Landing()
"""The page of a report that was not read from files."""
