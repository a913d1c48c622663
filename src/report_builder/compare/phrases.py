"""The words of the page about a comparison, by the report's language."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Phrases(Struct, frozen=True):
    """Every word that the page writes itself. Fields with ``{}`` are filled by ``str.format``.

    ``counts`` are pairs of one and many, ``kinds`` and ``changes`` go by the values of ``Kind`` and
    ``Change``, ``fields`` by the names of facts and of the fields of a finding.
    """

    heading: str
    between: str
    working: str
    no_difference: str
    legend: str
    removed: str
    added: str
    end_of_mark: str
    findings: str
    numbers: str
    metadata: str
    texts: str
    figures: str
    pages: str
    counts: Mapping[str, tuple[str, str]]
    kinds: Mapping[str, str]
    changes: Mapping[str, str]
    fields: Mapping[str, str]
    places: tuple[str, str]
    nowhere: str
    page: str
    page_was: str
    front: str
    field: str
    before: str
    after: str
    nothing: str
    moved_from: str
    moved_and_changed: str
    blocks: str
    caption: str
    alt: str
    picture: str
    with_changes: str
    without_changes: str
    pages_intro: str
    more_pages: str
    to_pages: str
    change: str


_NB = Phrases(
    heading="Hva er endret",
    between="Fra {} til {}",
    working="innholdet slik det er nå",
    no_difference="Det er ingen forskjell mellom de to.",
    legend="Slik leser du endringene:",
    removed="fjernet",
    added="lagt til",
    end_of_mark="slutt",
    findings="Funn",
    numbers="Andre tall",
    metadata="Om publikasjonen",
    texts="Tekst",
    figures="Figurer",
    pages="Side ved side",
    counts={
        "findings": ("funn", "funn"),
        "numbers": ("annet tall", "andre tall"),
        "metadata": ("opplysning om publikasjonen", "opplysninger om publikasjonen"),
        "texts": ("sted i teksten", "steder i teksten"),
        "figures": ("figur", "figurer"),
    },
    kinds={
        "heading": "overskrift",
        "paragraph": "avsnitt",
        "item": "punkt",
        "row": "tabellrad",
        "caption": "tekst til figur eller tabell",
        "note": "fotnote",
        "code": "kode",
        "figure": "figur",
    },
    changes={
        "added": "nytt",
        "removed": "fjernet",
        "changed": "endret",
        "moved": "flyttet",
        "divided": "delt opp",
        "merged": "slått sammen",
    },
    fields={
        "title": "Tittel",
        "authors": "Forfattere",
        "publisher": "Utgiver",
        "kind": "Type publikasjon",
        "series": "Serie",
        "series_number": "Nummer i serien",
        "issn": "ISSN",
        "version": "Versjon",
        "published": "Publisert",
        "updated": "Oppdatert",
        "description": "Beskrivelse",
        "keywords": "Emneord",
        "licence": "Lisens",
        "licence_address": "Adressen til lisensen",
        "original": "Originalen",
        "language": "Språk",
        "pages": "Antall sider",
        "conformance": "Standarder",
        "program": "Laget med",
        "value": "Verdi",
        "unit": "Enhet",
        "statement": "Utsagn",
        "compared": "Sammenlignet med",
        "question": "Spørsmål",
        "n": "Antall svar",
        "source": "Kilde",
        "group": "Gruppe",
    },
    places=("Følger med 1 sted i rapporten:", "Følger med {} steder i rapporten:"),
    nowhere="Står ikke i teksten.",
    page="side {}",
    page_was="side {} (før side {})",
    front="Omslag og kolofon",
    field="Opplysning",
    before="Før",
    after="Nå",
    nothing="ikke oppgitt",
    moved_from="flyttet fra side {}",
    moved_and_changed="flyttet fra side {} og endret",
    blocks="{} avsnitt",
    caption="Figurtekst:",
    alt="Alternativ tekst:",
    picture="Figuren i {}",
    with_changes="Innrammet: {}.",
    without_changes="Ingenting er innrammet på denne siden.",
    pages_intro="Sidene der noe er endret. Rammene har samme nummer som endringene over.",
    more_pages="Her vises de første {} av {} sidepar.",
    to_pages="Se sidene",
    change="endring {}",
)
_NN = Phrases(
    heading="Kva er endra",
    between="Frå {} til {}",
    working="innhaldet slik det er no",
    no_difference="Det er ingen skilnad mellom dei to.",
    legend="Slik les du endringane:",
    removed="fjerna",
    added="lagt til",
    end_of_mark="slutt",
    findings="Funn",
    numbers="Andre tal",
    metadata="Om publikasjonen",
    texts="Tekst",
    figures="Figurar",
    pages="Side ved side",
    counts={
        "findings": ("funn", "funn"),
        "numbers": ("anna tal", "andre tal"),
        "metadata": ("opplysning om publikasjonen", "opplysningar om publikasjonen"),
        "texts": ("stad i teksten", "stader i teksten"),
        "figures": ("figur", "figurar"),
    },
    kinds={
        "heading": "overskrift",
        "paragraph": "avsnitt",
        "item": "punkt",
        "row": "tabellrad",
        "caption": "tekst til figur eller tabell",
        "note": "fotnote",
        "code": "kode",
        "figure": "figur",
    },
    changes={
        "added": "nytt",
        "removed": "fjerna",
        "changed": "endra",
        "moved": "flytta",
        "divided": "delt opp",
        "merged": "slått saman",
    },
    fields={
        "title": "Tittel",
        "authors": "Forfattarar",
        "publisher": "Utgjevar",
        "kind": "Type publikasjon",
        "series": "Serie",
        "series_number": "Nummer i serien",
        "issn": "ISSN",
        "version": "Versjon",
        "published": "Publisert",
        "updated": "Oppdatert",
        "description": "Skildring",
        "keywords": "Emneord",
        "licence": "Lisens",
        "licence_address": "Adressa til lisensen",
        "original": "Originalen",
        "language": "Språk",
        "pages": "Talet på sider",
        "conformance": "Standardar",
        "program": "Laga med",
        "value": "Verdi",
        "unit": "Eining",
        "statement": "Utsegn",
        "compared": "Samanlikna med",
        "question": "Spørsmål",
        "n": "Talet på svar",
        "source": "Kjelde",
        "group": "Gruppe",
    },
    places=("Følgjer med 1 stad i rapporten:", "Følgjer med {} stader i rapporten:"),
    nowhere="Står ikkje i teksten.",
    page="side {}",
    page_was="side {} (før side {})",
    front="Omslag og kolofon",
    field="Opplysning",
    before="Før",
    after="No",
    nothing="ikkje oppgitt",
    moved_from="flytta frå side {}",
    moved_and_changed="flytta frå side {} og endra",
    blocks="{} avsnitt",
    caption="Figurtekst:",
    alt="Alternativ tekst:",
    picture="Figuren i {}",
    with_changes="Ramma inn: {}.",
    without_changes="Ingenting er ramma inn på denne sida.",
    pages_intro="Sidene der noko er endra. Rammene har same nummer som endringane over.",
    more_pages="Her er dei første {} av {} sidepar.",
    to_pages="Sjå sidene",
    change="endring {}",
)
_EN = Phrases(
    heading="What changed",
    between="From {} to {}",
    working="the content as it is now",
    no_difference="There is no difference between the two.",
    legend="How to read the changes:",
    removed="removed",
    added="added",
    end_of_mark="end",
    findings="Findings",
    numbers="Other numbers",
    metadata="About the publication",
    texts="Text",
    figures="Figures",
    pages="Side by side",
    counts={
        "findings": ("finding", "findings"),
        "numbers": ("other number", "other numbers"),
        "metadata": ("fact about the publication", "facts about the publication"),
        "texts": ("place in the text", "places in the text"),
        "figures": ("figure", "figures"),
    },
    kinds={
        "heading": "heading",
        "paragraph": "paragraph",
        "item": "list item",
        "row": "table row",
        "caption": "caption",
        "note": "footnote",
        "code": "code",
        "figure": "figure",
    },
    changes={
        "added": "added",
        "removed": "removed",
        "changed": "changed",
        "moved": "moved",
        "divided": "divided",
        "merged": "merged",
    },
    fields={
        "title": "Title",
        "authors": "Authors",
        "publisher": "Publisher",
        "kind": "Kind of publication",
        "series": "Series",
        "series_number": "Number in the series",
        "issn": "ISSN",
        "version": "Version",
        "published": "Published",
        "updated": "Updated",
        "description": "Description",
        "keywords": "Subjects",
        "licence": "Licence",
        "licence_address": "Address of the licence",
        "original": "The original",
        "language": "Language",
        "pages": "Number of pages",
        "conformance": "Standards",
        "program": "Made with",
        "value": "Value",
        "unit": "Unit",
        "statement": "Statement",
        "compared": "Compared with",
        "question": "Question",
        "n": "Number of answers",
        "source": "Source",
        "group": "Group",
    },
    places=("Follows in 1 place of the report:", "Follows in {} places of the report:"),
    nowhere="Does not stand in the text.",
    page="page {}",
    page_was="page {} (was page {})",
    front="Cover and colophon",
    field="Fact",
    before="Before",
    after="Now",
    nothing="not stated",
    moved_from="moved from page {}",
    moved_and_changed="moved from page {} and changed",
    blocks="{} paragraphs",
    caption="Caption:",
    alt="Alternative text:",
    picture="The figure in {}",
    with_changes="Outlined: {}.",
    without_changes="Nothing is outlined on this page.",
    pages_intro="The pages on which something changed. Each outline has the number of its change above.",
    more_pages="These are the first {} of {} pairs of pages.",
    to_pages="See the pages",
    change="change {}",
)

PHRASES: Mapping[str, Phrases] = {"nb": _NB, "nn": _NN, "en": _EN}
"""By the keys of ``model.language.LANGUAGES``."""
