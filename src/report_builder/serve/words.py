"""What the server itself says to readers, by the language of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec.structs import asdict

from report_builder.model.question import QUESTION, QuestionWords

Said: TypeAlias = tuple[str, str]
"""A heading and a paragraph."""


class ServerWords(QuestionWords, frozen=True, kw_only=True):
    """The words of one language. ``faults`` is by HTTP status, 0 stands for every other one."""

    empty: Said
    too_long: Said
    trapped: Said
    too_many: Said
    spent: Said
    faults: Mapping[int, Said]


_NB = ServerWords(
    **asdict(QUESTION["nb"]),
    empty=("Svaret mangler", "Velg Ja eller Nei, eller skriv noe i feltet."),
    too_long=("Teksten er for lang", "Kort den ned til {} tegn, og send den igjen."),
    trapped=("Et felt skal stå tomt", "Skjemaet hadde et felt som skal stå tomt. Send det igjen."),
    too_many=("For mange forespørsler", "Det kom mange på kort tid. Vent litt, og prøv igjen."),
    spent=(
        "For mange svar i dag",
        "Det er kommet mange svar fra nettet ditt i dag. Ta vare på teksten, og send den i morgen.",
    ),
    faults={
        0: ("Det gikk ikke", "Forespørselen kunne ikke behandles."),
        403: ("Skjemaet ble ikke sendt herfra", "Svar på siden til rapporten."),
        408: ("Det tok for lang tid", "Skjemaet kom ikke fram i tide. Prøv igjen."),
        413: ("Skjemaet er for stort", "Gå tilbake, kort ned teksten, og send den igjen."),
        429: ("For mange svar", "Det kom mange svar på kort tid. Vent litt, og send dette igjen."),
        500: ("Noe gikk galt", "Det er en feil hos oss. Prøv igjen senere."),
        503: (
            "Svaret er ikke lagret ennå",
            "Vi kan ikke lagre akkurat nå. Svaret ditt står her: send det igjen om en stund.",
        ),
    },
)

_NN = ServerWords(
    **asdict(QUESTION["nn"]),
    empty=("Svaret manglar", "Vel Ja eller Nei, eller skriv noko i feltet."),
    too_long=("Teksten er for lang", "Kort han ned til {} teikn, og send han på nytt."),
    trapped=("Eit felt skal stå tomt", "Skjemaet hadde eit felt som skal stå tomt. Send det på nytt."),
    too_many=(
        "For mange førespurnader",
        "Det kom mange på kort tid. Vent litt, og prøv på nytt.",
    ),
    spent=(
        "For mange svar i dag",
        "Det har kome mange svar frå nettet ditt i dag. Ta vare på teksten, og send han i morgon.",
    ),
    faults={
        0: ("Det gjekk ikkje", "Førespurnaden kunne ikkje behandlast."),
        403: ("Skjemaet vart ikkje sendt herifrå", "Svar på sida til rapporten."),
        408: ("Det tok for lang tid", "Skjemaet kom ikkje fram i tide. Prøv på nytt."),
        413: ("Skjemaet er for stort", "Gå tilbake, kort ned teksten, og send han på nytt."),
        429: ("For mange svar", "Det kom mange svar på kort tid. Vent litt, og send dette på nytt."),
        500: ("Noko gjekk gale", "Det er ein feil hos oss. Prøv på nytt seinare."),
        503: (
            "Svaret er ikkje lagra enno",
            "Vi kan ikkje lagre akkurat no. Svaret ditt står her: send det på nytt om ei stund.",
        ),
    },
)

_EN = ServerWords(
    **asdict(QUESTION["en"]),
    empty=("There is no answer", "Choose Yes or No, or write something in the field."),
    too_long=("The text is too long", "Shorten it to {} characters and send it again."),
    trapped=("A field must be empty", "The form had a field that must be left empty. Send it again."),
    too_many=("Too many requests", "Many came in a short time. Wait a little and try again."),
    spent=(
        "Too many answers today",
        "Many answers came from your network today. Keep the text and send it tomorrow.",
    ),
    faults={
        0: ("That did not work", "The request could not be handled."),
        403: ("The form was not sent from here", "Answer on the page of the report."),
        408: ("That took too long", "The form did not arrive in time. Try again."),
        413: ("The form is too large", "Go back, shorten the text and send it again."),
        429: ("Too many answers", "Many answers came in a short time. Wait a little and send this again."),
        500: ("Something went wrong", "It is a fault of ours. Try again later."),
        503: (
            "The answer is not stored yet",
            "We cannot store anything just now. Your answer stands here: send it again in a while.",
        ),
    },
)

WORDS: Mapping[str, ServerWords] = {"nb": _NB, "nn": _NN, "en": _EN}


def words_of(language: str) -> ServerWords:
    """Give the words of a language; bokmål for one that has none."""
    return WORDS.get(language, _NB)
