"""The question to readers, "did you find what you were looking for?", and the words around it.

The site asks it, and the server asks again where an answer could not be taken.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class QuestionWords(Struct, frozen=True, kw_only=True):
    """The words of one language; ``missing`` is said where an address is wrong."""

    question: str
    yes: str
    no: str
    notice: str
    field: str
    send: str
    back: str
    missing: str
    missing_text: str


QUESTION: Mapping[str, QuestionWords] = {
    "nb": QuestionWords(
        question="Fant du det du lette etter?",
        yes="Ja",
        no="Nei",
        notice=(
            "Tilbakemeldingen din er anonym og vil ikke bli besvart. "
            "Ikke skriv navn, telefonnummer eller andre personopplysninger."
        ),
        field="Hva lette du etter?",
        send="Send",
        back="Tilbake til rapporten",
        missing="Fant ikke siden",
        missing_text="Adressen finnes ikke her. Kanskje er den skrevet feil.",
    ),
    "nn": QuestionWords(
        question="Fann du det du leita etter?",
        yes="Ja",
        no="Nei",
        notice=(
            "Tilbakemeldinga di er anonym og vil ikkje bli svart på. "
            "Ikkje skriv namn, telefonnummer eller andre personopplysningar."
        ),
        field="Kva leita du etter?",
        send="Send",
        back="Tilbake til rapporten",
        missing="Fann ikkje sida",
        missing_text="Adressa finst ikkje her. Kanskje er ho skriven feil.",
    ),
    "en": QuestionWords(
        question="Did you find what you were looking for?",
        yes="Yes",
        no="No",
        notice=(
            "Your feedback is anonymous and will not be answered. "
            "Do not write names, telephone numbers or other personal data."
        ),
        field="What were you looking for?",
        send="Send",
        back="Back to the report",
        missing="Page not found",
        missing_text="There is no such address here. Perhaps it is misspelt.",
    ),
}
"""By the languages that a report can be written in."""
