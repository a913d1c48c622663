"""What the site itself says to readers, by the language of the report."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import asdict

from report_builder.model.question import QUESTION, QuestionWords


class SiteWords(QuestionWords, frozen=True, kw_only=True):
    """The words of one language. Those with ``{}`` are filled by ``str.format``."""

    skip: str
    read: str
    read_about: str
    download: str
    pdf: str
    pages: str
    page: str
    version: str
    versions: str
    draft: str
    draft_notice: str
    checksum: str
    verified: str
    both: str
    findings: str
    source: str
    get: str
    cover: str
    read_more: str
    about: str
    contact: str
    feed: str
    trap: str
    thanks: str
    stored: str
    sorry: str
    why: str
    language: str
    summary: str


_NB = SiteWords(
    **asdict(QUESTION["nb"]),
    skip="Gå til innholdet",
    read="Les rapporten på nett",
    read_about="Kapittel for kapittel, for skjerm, mobil og skjermleser",
    download="Last ned",
    pdf="{} (PDF)",
    pages="{} sider",
    page="1 side",
    version="Versjon {}",
    versions="Alle versjoner",
    draft="Utkast",
    draft_notice=(
        "Utkast, ikke publisert. Versjonsnummer, kontrollsum og størrelse kommer når rapporten gis ut. "
        "Tidligere versjoner vises ikke her, og svar lagres ikke."
    ),
    checksum="Kontrollsum (SHA-512)",
    verified="Kontrollert mot {}",
    both=" og ",
    findings="Funn fra rapporten",
    source="Kilde: {}",
    get="Rapporten",
    cover="Forsiden av rapporten",
    read_more="Les mer i rapporten: {}",
    about="Om denne utgaven",
    contact="Kontakt",
    feed="Følg nye versjoner (Atom)",
    trap="La dette feltet stå tomt",
    thanks="Takk!",
    stored="Tilbakemeldingen din er lagret.",
    sorry="Det beklager vi!",
    why="Svaret ditt hjelper oss å gjøre sidene bedre.",
    language="bokmål",
    summary=(
        "PDF-en er merket etter PDF/UA-1. Overskrifter, lister, tabeller og figurer kan leses av "
        "skjermleser, og figurer har tekstalternativ. HTML-utgaven har samme innhold."
    ),
)

_NN = SiteWords(
    **asdict(QUESTION["nn"]),
    skip="Gå til innhaldet",
    read="Les rapporten på nett",
    read_about="Kapittel for kapittel, for skjerm, mobil og skjermlesar",
    download="Last ned",
    pdf="{} (PDF)",
    pages="{} sider",
    page="1 side",
    version="Versjon {}",
    versions="Alle versjonar",
    draft="Utkast",
    draft_notice=(
        "Utkast, ikkje publisert. Versjonsnummer, kontrollsum og storleik kjem når rapporten blir gjeven ut. "
        "Tidlegare versjonar er ikkje viste her, og svar blir ikkje lagra."
    ),
    checksum="Kontrollsum (SHA-512)",
    verified="Kontrollert mot {}",
    both=" og ",
    findings="Funn frå rapporten",
    source="Kjelde: {}",
    get="Rapporten",
    cover="Framsida av rapporten",
    read_more="Les meir i rapporten: {}",
    about="Om denne utgåva",
    contact="Kontakt",
    feed="Følg nye versjonar (Atom)",
    trap="Lat dette feltet stå tomt",
    thanks="Takk!",
    stored="Tilbakemeldinga di er lagra.",
    sorry="Det er vi leie for!",
    why="Svaret ditt hjelper oss å gjere sidene betre.",
    language="nynorsk",
    summary=(
        "PDF-en er merkt etter PDF/UA-1. Overskrifter, lister, tabellar og figurar kan lesast av "
        "skjermlesar, og figurar har tekstalternativ. HTML-utgåva har same innhald."
    ),
)

_EN = SiteWords(
    **asdict(QUESTION["en"]),
    skip="Skip to the content",
    read="Read the report online",
    read_about="Chapter by chapter, for screens, phones and screen readers",
    download="Download",
    pdf="{} (PDF)",
    pages="{} pages",
    page="1 page",
    version="Version {}",
    versions="All versions",
    draft="Draft",
    draft_notice=(
        "Draft, not published. Version number, checksum and size come with the release. "
        "Earlier versions are not shown here, and answers are not stored."
    ),
    checksum="Checksum (SHA-512)",
    verified="Checked against {}",
    both=" and ",
    findings="Findings of the report",
    source="Source: {}",
    get="The report",
    cover="The cover of the report",
    read_more="Read more in the report: {}",
    about="About this edition",
    contact="Contact",
    feed="Follow new versions (Atom)",
    trap="Leave this field empty",
    thanks="Thank you!",
    stored="Your feedback is stored.",
    sorry="We are sorry!",
    why="Your answer helps us to improve these pages.",
    language="English",
    summary=(
        "The PDF is tagged as PDF/UA-1: headings, lists, tables and figures are known to screen readers, and "
        "figures have text alternatives. The HTML edition has the same content."
    ),
)

WORDS: Mapping[str, SiteWords] = {"nb": _NB, "nn": _NN, "en": _EN}
"""By the languages that a report can be written in."""
