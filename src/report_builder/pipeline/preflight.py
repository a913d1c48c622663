"""What an archive institution would ask for before it takes a version: nothing is written.

The formats are those that the rules for transfer and deposit named, as Digdir's catalogue of standards
repeats them (riksarkivarens forskrift, chapter 5, amended from 1 March 2022). A new act and new regulations
came into force on 1 January 2026 and replaced a part of those rules: whether the list still holds is one of
the questions for the receiver, and no paragraph is cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from report_builder.content.publication import PATH as FACTS
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.catalogue import catalogue
from report_builder.language.message import Message, hinted, say, say_many
from report_builder.pipeline.bag_info import known
from report_builder.pipeline.file_formats import Format, format_of
from report_builder.pipeline.handover import Handover

DOCUMENT, PICTURE, PAGE, MARKUP, TEXT, NONE = "pdf-a", "picture", "web-page", "xml", "text", ""
"""What the list has a format as; NONE for what it does not name."""

LISTED = {
    DOCUMENT: say("preflight.as-pdf-a"),
    PICTURE: say("preflight.as-picture"),
    PAGE: say("preflight.as-web-page"),
    MARKUP: say("preflight.as-xml"),
    TEXT: say("preflight.as-text"),
    NONE: say("preflight.as-none"),
}
"""The same for people."""

_PDF_A = "PDF/A"
_PICTURES = frozenset({"image/jpeg", "image/png", "image/tiff"})
_XML = frozenset({"application/xml", "image/svg+xml"})
_TEXTS = frozenset({"application/json", "application/ld+json", "application/yaml"})

DECISIONS = (
    say("preflight.decide-agreement"),
    say("preflight.decide-kind"),
    say("preflight.decide-context"),
    say("preflight.decide-access"),
    say("preflight.decide-sources"),
    say("preflight.decide-package"),
    say("preflight.decide-list"),
)
"""What nothing in a report tells, and a person has to decide or ask the receiver."""


class FileFormat(Struct, frozen=True):
    """A file, its format, and what the list has such a format as: see ``DOCUMENT``."""

    path: str
    form: Format
    listed_as: str


class Fact(Struct, frozen=True):
    """A thing that a receiver asks for, by the key of ``report.yaml`` in which it is stated.

    ``label`` is what an archivist calls it, ``value`` what the version says, empty for nothing.
    """

    key: str
    label: Message
    value: str


class Preflight(Struct, frozen=True):
    """What a deposit of one version would be asked."""

    name: str
    version: int
    files: tuple[FileFormat, ...]
    facts: tuple[Fact, ...]


def preflight(of: Handover, payload: Mapping[str, bytes], diagnostics: Diagnostics) -> Preflight:
    """Look at a version as a receiver would.

    RB-DEPOSIT warns of each fact that is missing and of each format that the list does not name; it is an
    error where the PDF is not PDF/A.
    """
    files = tuple(_file(path, payload[path]) for path in sorted(payload))
    found = Preflight(of.object_id, of.version.number, files, tuple(_facts(of)))
    _tell_document(of, found, diagnostics)
    for fact in found.facts:
        if not fact.value:
            message = say("preflight.lacks", fact=fact.label)
            hint = say("preflight.lacks.hint", key=fact.key)
            diagnostics.warn("RB-DEPOSIT", SourceSpan(FACTS), message, hint)
    _tell_unlisted(found, diagnostics)
    return found


def _file(path: str, data: bytes) -> FileFormat:
    form = format_of(path, data)
    return FileFormat(path, form, _listed_as(form))


def _listed_as(form: Format) -> str:
    if form.mime == "application/pdf":
        return DOCUMENT if _PDF_A in form.name else NONE
    if form.mime in _PICTURES:
        return PICTURE
    if form.mime == "text/html":
        return PAGE
    if form.mime in _XML:
        return MARKUP
    return TEXT if form.mime in _TEXTS or form.mime.startswith("text/") else NONE


def _facts(of: Handover) -> Iterator[Fact]:
    record, said, contact = of.record, of.described, of.record.contact
    words = catalogue(known(record.pdf.language))
    numbers = said.identifiers.record if said else None
    licence = said.licence if said else {}
    yield Fact("publisher", say("preflight.fact-creator"), record.publisher)
    yield Fact("title", say("cli.label.title"), record.title)
    yield Fact("id", say("preflight.fact-id"), record.id)
    yield Fact("record", say("preflight.fact-record"), numbers.said(words) if numbers else "")
    yield Fact("published", say("preflight.fact-date"), record.published.isoformat())
    yield Fact("language", say("preflight.fact-language"), record.pdf.language)
    yield Fact(
        "contact",
        say("preflight.fact-contact"),
        next((contact[key] for key in _REACHED if contact.get(key)), ""),
    )
    yield Fact("licence", say("preflight.fact-licence"), licence.get("name", "") or licence.get("url", ""))


_REACHED = ("email", "phone", "url", "name")


def _tell_document(of: Handover, found: Preflight, diagnostics: Diagnostics) -> None:
    """The file that is handed over: what it is by its own bytes, and what a validator said of it."""
    name = of.record.pdf.name
    by_bytes = any(file.path == name and file.listed_as == DOCUMENT for file in found.files)
    said = any(profile.compliant and _PDF_A in profile.name for profile in of.record.conformance.profiles)
    if not (by_bytes and said):
        diagnostics.error("RB-DEPOSIT", None, *hinted("preflight.no-pdf-a", name=name))


def _tell_unlisted(found: Preflight, diagnostics: Diagnostics) -> None:
    kinds: dict[str, list[str]] = {}
    for file in found.files:
        if file.listed_as == NONE:
            kinds.setdefault(file.form.said or file.form.mime, []).append(file.path)
    for kind, paths in kinds.items():
        message = say_many("preflight.unlisted", len(paths), form=kind, path=paths[0])
        diagnostics.warn("RB-DEPOSIT", None, message, say("preflight.unlisted.hint"))
