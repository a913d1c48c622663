"""Rules about the document as a whole: what it says of itself, colour, fonts."""

from __future__ import annotations

from report_builder.check.context import Context, Findings, finding
from report_builder.check.document import as_dict, as_list, number_of, string
from report_builder.check.embedded_fonts import fonts_of
from report_builder.check.metadata import DATE_PAIRS, DC, PDFA_ID, PDFUA_ID, TEXT_PAIRS, moment
from report_builder.check.standards import NAMES
from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Value, hinted, say
from report_builder.patterns import late

_LANGUAGE = late(r"([A-Za-z]{2,8}|[ixIX])(-[A-Za-z0-9]{1,8})*")


def title(context: Context) -> Findings:
    """A title, shown in the window's head instead of the file name (ISO 14289-1, 7.1)."""
    catalog, document = context.document.catalog, context.document
    if not context.packet.properties.get(f"{DC}title", "").strip():
        yield finding("RB-PDF-TITLE", *hinted("check.no-title"))
    preferences = as_dict(document.resolve(catalog.get("/ViewerPreferences")))
    if preferences.get("/DisplayDocTitle") is not True:
        yield finding("RB-PDF-TITLE", *hinted("check.title-hidden"))


def language(context: Context) -> Findings:
    """A well-formed language wherever one is given (ISO 14289-1, 7.2; ISO 19005-2, 6.7.4)."""
    document = context.document
    given = [string(document.resolve(document.catalog.get("/Lang")))]
    given += [tag.language for tag in context.tree.all]
    # A part whose language is not known says so by an empty one (ISO 32000-1, 14.9.2).
    for code in sorted({code for code in given if code}):
        if not _LANGUAGE.fullmatch(code):
            yield finding("RB-PDF-LANG", *hinted("check.language-tag", code=code))


def default_language(context: Context) -> Findings:
    """A language for the document, so that no part of it is read aloud by chance (ISO 14289-1, 7.2)."""
    if not string(context.document.resolve(context.document.catalog.get("/Lang"))):
        yield finding("RB-PDF-LANG", *hinted("check.no-language"))
    if any(tag.language == "" for tag in context.tree.all):
        yield finding("RB-PDF-LANG", *hinted("check.language-tag", code=""))


def marked(context: Context) -> Findings:
    """The file says that it is tagged, and has a structure tree (ISO 14289-1, 7.1; 19005-2, 6.7)."""
    document = context.document
    entries = as_dict(document.resolve(document.catalog.get("/MarkInfo")))
    if entries.get("/Marked") is not True:
        yield finding("RB-PDF-MARKED", *hinted("check.not-marked"))
    if "ua1" in context.profiles and entries.get("/Suspects") is True:
        yield finding("RB-PDF-MARKED", *hinted("check.suspect"))
    if not context.tree.top:
        yield finding("RB-PDF-MARKED", *hinted("check.no-tags"))


_CLAIMS = {
    "2a": {f"{PDFA_ID}part": "2", f"{PDFA_ID}conformance": "A"},
    "ua1": {f"{PDFUA_ID}part": "1"},
}


def identification(context: Context) -> Findings:
    """The claims to the standards, and the schema that PDF/A asks of PDF/UA's (ISO 19005-2, 6.6.4)."""
    properties = context.packet.properties
    for profile, claims in _CLAIMS.items():
        for key, value in claims.items() if profile in context.profiles else ():
            if properties.get(key) != value:
                name = key.partition("}")[2]
                message = say("check.not-claimed", standard=NAMES[profile], name=name, value=value)
                yield finding("RB-PDF-IDENTIFICATION", message)
    needs_schema = context.is_ours or ("2a" in context.profiles and f"{PDFUA_ID}part" in properties)
    if needs_schema and PDFUA_ID[1:-1] not in context.packet.declared:
        yield finding("RB-PDF-IDENTIFICATION", say("check.no-claim-schema"))


def metadata(context: Context) -> Findings:
    """There is XMP metadata that can be read (ISO 14289-1, 7.1; ISO 19005-2, 6.6.2)."""
    if context.packet.fault is not None:
        yield finding("RB-PDF-METADATA", context.packet.fault)


def agreement(context: Context) -> Findings:
    """Info and XMP say the same, for readers that look at one of them only."""
    if context.packet.fault is not None:
        return
    info, properties = context.document.info, context.packet.properties
    for key, name in TEXT_PAIRS.items():
        if info.get(key, "") != properties.get(name, ""):
            # What only one of them has is no contradiction, but it would be lost to half of the readers.
            yield _disagreement(key, info.get(key), properties.get(name))
    for key, name in DATE_PAIRS.items():
        if key not in info and name not in properties:
            continue  # a report that was not published yet has no dates
        in_info, in_xmp = moment(info.get(key, "")), moment(properties.get(name, ""))
        if in_info is None or in_info != in_xmp:
            yield _disagreement(key, info.get(key), properties.get(name))


def _disagreement(key: str, in_info: str | None, in_xmp: str | None) -> Diagnostic:
    return finding(
        "RB-PDF-METADATA", *hinted("check.disagreement", key=key, info=_quoted(in_info), xmp=_quoted(in_xmp))
    )


def _quoted(value: str | None) -> Value:
    return say("check.no-value") if value is None else repr(value)


def output_intent(context: Context) -> Findings:
    """One output intent with an embedded profile, for what the colours mean (ISO 19005-2, 6.2.3)."""
    document = context.document
    intents = [
        as_dict(document.resolve(item))
        for item in as_list(document.resolve(document.catalog.get("/OutputIntents")))
    ]
    archive = [intent for intent in intents if intent.get("/S") == "/GTS_PDFA1"]
    if len(archive) != 1:
        yield finding("RB-PDF-OUTPUT-INTENT", say("check.output-intents", number=len(archive)))
    for intent in archive:
        profile = document.data(intent.get("/DestOutputProfile"))
        if profile[36:40] != b"acsp":
            yield finding("RB-PDF-OUTPUT-INTENT", say("check.no-colour-profile"))


def fonts(context: Context) -> Findings:
    """Every font is in the file, and its characters can be read as text (ISO 19005-2, 6.2.11)."""
    for font in fonts_of(context.document):
        name = str(font.get("/BaseFont", "/?"))[1:]
        parts = [
            font,
            *(
                as_dict(context.document.resolve(f))
                for f in as_list(context.document.resolve(font.get("/DescendantFonts")))
            ),
        ]
        descriptors = [as_dict(context.document.resolve(part.get("/FontDescriptor"))) for part in parts]
        if font.get("/Subtype") != "/Type3" and not any(
            _FONT_FILES & entries.keys() for entries in descriptors
        ):
            yield finding("RB-PDF-FONT", *hinted("check.font-not-embedded", name=name))
        if number_of(font.get("/ToUnicode")) is None:
            yield finding("RB-PDF-FONT", *hinted("check.font-no-unicode", name=name))


_FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}
