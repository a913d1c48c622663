"""The words of the HTML edition itself, by the language of the report."""

from __future__ import annotations

from msgspec import Struct


class EditionWords(Struct, frozen=True):
    """What the edition says around the report. ``{}`` is filled by ``str.format``."""

    previous: str
    next: str
    turn: str
    whole: str
    pdf: str
    pdf_here: str
    data: str


EDITION_WORDS: dict[str, EditionWords] = {
    "nb": EditionWords(
        previous="Forrige kapittel",
        next="Neste kapittel",
        turn="Bla i rapporten",
        whole="Hele rapporten på én side",
        pdf="Rapporten som PDF",
        pdf_here="Kapitlet i PDF-en",
        data="Tallene i tabell",
    ),
    "nn": EditionWords(
        previous="Førre kapittel",
        next="Neste kapittel",
        turn="Bla i rapporten",
        whole="Heile rapporten på éi side",
        pdf="Rapporten som PDF",
        pdf_here="Kapittelet i PDF-en",
        data="Tala i tabell",
    ),
    "en": EditionWords(
        previous="Previous chapter",
        next="Next chapter",
        turn="Through the report",
        whole="The whole report on one page",
        pdf="The report as PDF",
        pdf_here="This chapter in the PDF",
        data="The figures in a table",
    ),
}
"""The same languages as ``model.language.LANGUAGES``; a test compares."""
