"""Puts the finished file together in one pass over the painted one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from report_builder.finish.exceptions import FinishLost
from report_builder.finish.metadata import info, xmp
from report_builder.finish.navigation import add_links, add_outline, destinations, page_labels
from report_builder.finish.opening import open_painted
from report_builder.finish.pack import write_packed, write_plain
from report_builder.finish.structure import Numbers, add_structure, in_reading_order
from report_builder.finish.syntax import Objects, RawObject, text
from report_builder.language.message import say
from report_builder.layout.result import LaidOut, PageLabels
from report_builder.model.report import Publication
from report_builder.model.tags import Element
from report_builder.own_version import own_version
from report_builder.sources.packaged import DATA

if TYPE_CHECKING:
    from report_builder.finish.form import Looks
    from report_builder.finish.press import Press

PROFILE = "sRGB.icc"
"""The profile's file name in the package's ``data/profiles``."""

EARLY_METADATA = 3
"""The first form of files whose XMP stands before the pages: what tells formats apart reads only 128 KiB."""


class BuildStamp(Struct, frozen=True):
    """What the file says of the program that made it. Nothing here comes from the clock."""

    tool: str = "report-builder"
    version: str = field(default_factory=own_version)

    def __str__(self) -> str:
        return f"{self.tool} {self.version}"


def finish(
    laid_out: LaidOut,
    facts: Publication,
    stamp: BuildStamp,
    *,
    pack: bool = True,
    press: Press | None = None,
) -> bytes:
    """Make an accessible, archivable file (PDF/UA-1 and PDF/A-2a) of painted pages.

    ``pack`` gathers the objects in compressed streams; without it they can be read in an editor. With
    ``press`` the file is one for a printer; ``laid_out`` must have its edges then.
    Raises FinishLost when a tag, link or bookmark has no place or does not come back from the file.
    """
    writer = open_painted(laid_out.pdf)
    pages = list(writer.pages)
    if len(pages) != laid_out.page_count or len(laid_out.marks) != laid_out.page_count:
        raise FinishLost(say("finish.pages-painted", laid_out=laid_out.page_count, painted=len(pages)))
    objects = Objects(writer)
    order = in_reading_order(laid_out.structure)
    looks = _looks(objects, laid_out)
    groups = looks.groups if looks else 0
    at = Numbers.reserve(objects, [_number(page) for page in pages], laid_out, groups, order)
    on_page = add_links(objects, laid_out, at)
    form = _form(objects, laid_out, at, looks, order, on_page)
    structure = add_structure(objects, laid_out, order, at)
    for index, page in enumerate(pages):
        _finish_page(page, index, on_page[index], writer)
    numbering = _for_press(writer, pages, laid_out, press) if press else laid_out.page_labels
    ways = _ways(objects, laid_out, at, numbering)
    metadata = objects.add_object(_stream({"/Type": "/Metadata", "/Subtype": "/XML"}, xmp(facts, str(stamp))))
    entries = {
        "/StructTreeRoot": f"{structure} 0 R",
        **ways,
        **_facts(objects, facts.language, metadata),
        **form,
    }
    for key, syntax in entries.items():
        writer.root_object[NameObject(key)] = RawObject(syntax.encode("ascii"))
    writer.pdf_header = "%PDF-1.7"
    writer.metadata = info(facts, str(stamp))
    first = None if facts.form < EARLY_METADATA else metadata
    finished = write_packed(writer, first) if pack else write_plain(writer)
    # Each object refers to the writer and it to them; no collection of such circles runs in the command.
    writer._objects.clear()  # noqa: SLF001 - pypdf has no other way to let go of them
    return finished


def _looks(objects: Objects, laid_out: LaidOut) -> Looks | None:
    """What is seen of the fields; None where there is nothing to fill in."""
    if laid_out.typing is None:
        return None
    from report_builder.finish.form import add_looks

    return add_looks(objects, laid_out, laid_out.typing)


def _form(
    objects: Objects,
    laid_out: LaidOut,
    at: Numbers,
    looks: Looks | None,
    order: list[Element],
    on_page: list[list[int]],
) -> dict[str, str]:
    """The entry of the catalog for the form; its fields come to the annotations of their pages."""
    if looks is None:
        return {}
    from report_builder.finish.form import add_fields, among_links

    written = add_fields(objects, laid_out, at, looks)
    among_links(laid_out, order, at, on_page)
    return {"/AcroForm": written}


def _number(item: DictionaryObject) -> int:
    assert item.indirect_reference is not None
    return item.indirect_reference.idnum


def _finish_page(page: DictionaryObject, index: int, annotations: list[int], writer: PdfWriter) -> None:
    """Tie a page to the parent tree, and take out the empty transition that ReportLab writes."""
    page.pop("/Trans", None)
    page[NameObject("/StructParents")] = NumberObject(index)
    page[NameObject("/Tabs")] = NameObject("/S")
    if annotations:
        page[NameObject("/Annots")] = ArrayObject(IndirectObject(each, 0, writer) for each in annotations)


def _for_press(
    writer: PdfWriter, pages: list[PageObject], laid_out: LaidOut, press: Press
) -> tuple[PageLabels, ...]:
    """Put the pages on sheets for a printer; the numbers that they have then."""
    from report_builder.finish.press import prepare, with_blank_pages

    prepare(writer, pages, laid_out, press)
    return with_blank_pages(laid_out, press.blank_pages(len(pages)))


def _ways(
    objects: Objects, laid_out: LaidOut, at: Numbers, numbering: tuple[PageLabels, ...]
) -> dict[str, str]:
    """The entries of the catalog (ISO 32000-1, 7.7.2) that lead through the document."""
    entries = {
        "/Names": f"<</Dests {destinations(objects, laid_out, at)}>>",
        "/PageLabels": page_labels(numbering),
    }
    outline = add_outline(objects, laid_out, at)
    if outline is not None:
        entries |= {"/Outlines": f"{outline} 0 R", "/PageMode": "/UseOutlines"}
    return entries


def _facts(objects: Objects, language: str, metadata: int) -> dict[str, str]:
    """The entries of the catalog that say what the document is."""
    profile = objects.add_object(_profile())
    intent = (
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>"
    )
    return {
        "/MarkInfo": "<</Marked true>>",
        "/Lang": text(language),
        "/ViewerPreferences": "<</DisplayDocTitle true>>",
        "/Metadata": f"{metadata} 0 R",
        "/OutputIntents": f"[{intent}]",
    }


def _stream(entries: dict[str, str], data: bytes) -> StreamObject:
    """A stream with names as its entries, not compressed: archives read metadata without a decoder."""
    stream = DecodedStreamObject()
    for key, value in entries.items():
        stream[NameObject(key)] = NameObject(value)
    stream.set_data(data)
    return stream


def _profile() -> StreamObject:
    """The frozen sRGB profile of the package: three components (ISO 19005-2, 6.2.3)."""
    stream = _stream({}, (DATA / "profiles" / PROFILE).read_bytes()).flate_encode(level=9)
    stream[NameObject("/N")] = NumberObject(3)
    return stream
