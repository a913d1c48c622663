"""The words that the builder itself writes, by language."""

from __future__ import annotations

from msgspec import Struct


class Words(Struct, frozen=True):
    """Every generated word of one language, and how it writes numbers and dates.

    Fields with ``{}`` are filled by ``str.format``; ``date`` gets ``day``, ``month`` and ``year``.
    ``decimal`` stands before decimals; ``group`` between groups of three digits, in numbers from
    ``group_from`` on.
    """

    contents: str
    chapter: str
    section: str
    figure: str
    table: str
    on_page: str
    published: str
    updated: str
    version: str
    newer: str
    publisher: str
    authors: str
    series: str
    licence: str
    contact: str
    keywords: str
    cite_as: str
    original: str
    draft: str
    first_version: str
    statement: str
    value: str
    compared: str
    sample: str
    chart_alt: str
    link_to: str
    link_to_page: str
    link_to_note: str
    link_back: str
    mail_to: str
    call: str
    size: str
    decimal: str
    group: str
    group_from: int
    percent: str
    months: tuple[str, ...]
    date: str


_NORWEGIAN_MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

LANGUAGES: dict[str, Words] = {
    "nb": Words(
        contents="Innhold",
        chapter="Kapittel",
        section="avsnitt",
        figure="Figur",
        table="Tabell",
        on_page="på side",
        published="Publisert",
        updated="Oppdatert",
        version="Versjon",
        newer="Finnes det en nyere versjon?",
        publisher="Utgiver",
        authors="Forfattere",
        series="Serie",
        licence="Lisens",
        contact="Kontakt",
        keywords="Emneord",
        cite_as="Slik siterer du",
        original="Originalen",
        draft="Utkast",
        first_version="Første versjon.",
        statement="Utsagn",
        value="Andel",
        compared="fra {}",
        sample="n = {}",
        chart_alt="Stolpediagram. {}",
        link_to="Gå til {}",
        link_to_page="Gå til {}, side {}",
        link_to_note="Gå til fotnote {}",
        link_back="Tilbake til teksten ved fotnote {}",
        mail_to="Send e-post til {}",
        call="Ring {}",
        size="pdf {} MB",
        decimal=",",
        group="\u00a0",
        group_from=10_000,
        percent="{}\u00a0%",
        months=_NORWEGIAN_MONTHS,
        date="{day}. {month} {year}",
    ),
    "nn": Words(
        contents="Innhald",
        chapter="Kapittel",
        section="avsnitt",
        figure="Figur",
        table="Tabell",
        on_page="på side",
        published="Publisert",
        updated="Oppdatert",
        version="Versjon",
        newer="Finst det ein nyare versjon?",
        publisher="Utgjevar",
        authors="Forfattarar",
        series="Serie",
        licence="Lisens",
        contact="Kontakt",
        keywords="Emneord",
        cite_as="Slik siterer du",
        original="Originalen",
        draft="Utkast",
        first_version="Første versjon.",
        statement="Utsegn",
        value="Del",
        compared="frå {}",
        sample="n = {}",
        chart_alt="Stolpediagram. {}",
        link_to="Gå til {}",
        link_to_page="Gå til {}, side {}",
        link_to_note="Gå til fotnote {}",
        link_back="Tilbake til teksten ved fotnote {}",
        mail_to="Send e-post til {}",
        call="Ring {}",
        size="pdf {} MB",
        decimal=",",
        group="\u00a0",
        group_from=10_000,
        percent="{}\u00a0%",
        months=_NORWEGIAN_MONTHS,
        date="{day}. {month} {year}",
    ),
    "en": Words(
        contents="Contents",
        chapter="Chapter",
        section="section",
        figure="Figure",
        table="Table",
        on_page="on page",
        published="Published",
        updated="Updated",
        version="Version",
        newer="Is there a newer version?",
        publisher="Publisher",
        authors="Authors",
        series="Series",
        licence="Licence",
        contact="Contact",
        keywords="Subjects",
        cite_as="How to cite",
        original="The original",
        draft="Draft",
        first_version="First version.",
        statement="Statement",
        value="Share",
        compared="from {}",
        sample="n = {}",
        chart_alt="Bar chart. {}",
        link_to="Go to {}",
        link_to_page="Go to {}, page {}",
        link_to_note="Go to footnote {}",
        link_back="Back to the text at footnote {}",
        mail_to="Send e-mail to {}",
        call="Call {}",
        size="pdf {} MB",
        decimal=".",
        group=",",
        group_from=1_000,
        percent="{}%",
        months=_ENGLISH_MONTHS,
        date="{day} {month} {year}",
    ),
}
"""Languages a report can be written in. North Sámi waits for words checked by a speaker."""


def words_of(language: str) -> Words | None:
    """Give the words of a language by its BCP 47 tag, "en-GB"; None where no report is written in it."""
    return LANGUAGES.get(language.partition("-")[0].lower())
