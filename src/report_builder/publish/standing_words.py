"""What pages say of how a version stands among the others, by the language of the report."""

from __future__ import annotations

from msgspec import Struct


class StandingWords(Struct, frozen=True):
    """The words of one language; those in braces are filled by ``str.format``."""

    corrected: str
    withdrawn: str
    withdrawn_on: str
    withdrawn_row: str
    withdrawn_all: str
    withdrawn_pdf: str
    is_newer: str
    is_newest: str
    newer: str
    new_in_it: str
    to_newest: str
    gone: str
    gone_text: str
    gone_from: str
    moved: str
    moved_text: str


STANDING_WORDS: dict[str, StandingWords] = {
    "nb": StandingWords(
        corrected="Rettet {date}: {text}",
        withdrawn="Versjon {} er trukket tilbake",
        withdrawn_on="{office} trakk versjonen tilbake {date}. Begrunnelse: {reason}",
        withdrawn_row="Trukket tilbake {date}: {reason}",
        withdrawn_all="Rapporten er trukket tilbake",
        withdrawn_pdf="PDF og nettutgave av denne versjonen er ikke lenger tilgjengelige.",
        is_newer="Finnes det en nyere versjon?",
        is_newest="Nei. Versjon {number} fra {date} er den nyeste.",
        newer="Ja. Den nyeste er versjon {number} fra {date}.",
        new_in_it="Nytt i den:",
        to_newest="Les den nyeste versjonen",
        gone="Siden finnes ikke i nyeste versjon",
        gone_text="«{title}» er ikke med i den nyeste versjonen av rapporten.",
        gone_from="Les den i versjon {}",
        moved="Siden har fått en ny adresse",
        moved_text="«{title}» står nå her:",
    ),
    "nn": StandingWords(
        corrected="Retta {date}: {text}",
        withdrawn="Versjon {} er trekt tilbake",
        withdrawn_on="{office} trekte versjonen tilbake {date}. Grunngjeving: {reason}",
        withdrawn_row="Trekt tilbake {date}: {reason}",
        withdrawn_all="Rapporten er trekt tilbake",
        withdrawn_pdf="PDF og nettutgåve av denne versjonen er ikkje lenger tilgjengelege.",
        is_newer="Finst det ein nyare versjon?",
        is_newest="Nei. Versjon {number} frå {date} er den nyaste.",
        newer="Ja. Den nyaste er versjon {number} frå {date}.",
        new_in_it="Nytt i den:",
        to_newest="Les den nyaste versjonen",
        gone="Sida finst ikkje i nyaste versjon",
        gone_text="«{title}» er ikkje med i den nyaste versjonen av rapporten.",
        gone_from="Les ho i versjon {}",
        moved="Sida har fått ei ny adresse",
        moved_text="«{title}» står no her:",
    ),
    "en": StandingWords(
        corrected="Corrected {date}: {text}",
        withdrawn="Version {} has been withdrawn",
        withdrawn_on="{office} withdrew it on {date}. Reason: {reason}",
        withdrawn_row="Withdrawn {date}: {reason}",
        withdrawn_all="The report has been withdrawn",
        withdrawn_pdf="The PDF and the web edition of this version are no longer available.",
        is_newer="Is there a newer version?",
        is_newest="No. Version {number} of {date} is the newest.",
        newer="Yes. The newest is version {number} of {date}.",
        new_in_it="New in it:",
        to_newest="Read the newest version",
        gone="This page is not in the newest version",
        gone_text="“{title}” is not in the newest version of the report.",
        gone_from="Read it in version {}",
        moved="This page has a new address",
        moved_text="“{title}” is now here:",
    ),
}
"""The same languages as ``model.language.LANGUAGES``; a test compares."""
