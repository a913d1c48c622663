"""What is kept of a version's findings when it is drawn, so that it never has to be read again."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct


class Shown(Struct, frozen=True):
    """A place of a finding in the HTML edition: how it is shown, its address from the folder, its name.

    ``language`` is that of the name where it is not the report's.
    """

    shown_as: str
    address: str
    name: str
    language: str = ""


class FindingFacts(Struct, frozen=True):
    """A finding as a version has it; see :class:`report_builder.model.findings.Finding`.

    ``number`` and ``rest`` are its value in two, the large numerals and the words beside them; ``below`` says
    who answered and where it is from. ``place`` is the name of its place in the PDF and ``page`` the number
    of that page, both empty where it has none.
    """

    id: str
    value: Decimal
    unit: str
    shown: str
    number: str
    rest: str
    statement: str
    question: str = ""
    sample: int | None = None
    source: str = ""
    below: str = ""
    share: float | None = None
    compared: str = ""
    formerly: tuple[str, ...] = ()
    places: tuple[Shown, ...] = ()
    place: str = ""
    page: str = ""


class Reason(Struct, frozen=True):
    """Why a finding no longer holds."""

    id: str
    text: str


class Cited(Struct, frozen=True):
    """What a citation says of the report as a whole."""

    title: str
    series: str
    publisher: str
    authors: tuple[tuple[str, bool], ...]
    year: int
    issn: str
    language: str


class VersionFindings(Struct, frozen=True):
    """All findings of a version, in its order; ``look`` tells its theme from another."""

    facts: tuple[FindingFacts, ...]
    withdrawn: tuple[Reason, ...]
    cited: Cited
    look: str
