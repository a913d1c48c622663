"""Puts the finished file together in one pass over the painted one."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from report_builder import __version__
from report_builder.finish.lost import FinishLost
from report_builder.finish.metadata import info, xmp
from report_builder.finish.navigation import add_links, add_outline, destinations, page_labels
from report_builder.finish.pack import write
from report_builder.finish.painted import Painted
from report_builder.finish.structure import Numbers, add_structure, in_reading_order
from report_builder.finish.syntax import Objects, text
from report_builder.layout.result import LaidOut
from report_builder.model.report import Publication, Report
from report_builder.sources.packaged import DATA

PROFILE = "sRGB.icc"
"""The profile's file name in the package's ``data/profiles``."""


@dataclass(frozen=True, slots=True)
class BuildStamp:
    """What the file says of the program that made it. Nothing here comes from the clock."""

    tool: str = "report-builder"
    version: str = __version__

    def __str__(self) -> str:
        return f"{self.tool} {self.version}"


def finish(laid_out: LaidOut, report: Report, stamp: BuildStamp, *, pack: bool = True) -> bytes:
    """Make an accessible, archivable file (PDF/UA-1 and PDF/A-2a) of painted pages.

    ``pack`` gathers the objects in compressed streams; without it they can be read in an editor.
    Raises FinishLost when a tag, link or bookmark has no place or does not come back from the file.
    """
    painted = Painted(laid_out.pdf)
    pages = painted.pages
    if len(pages) != laid_out.page_count or len(laid_out.marks) != laid_out.page_count:
        raise FinishLost(f"{laid_out.page_count} pages were laid out, and {len(pages)} painted")
    objects = Objects(painted.objects)
    order = in_reading_order(laid_out.structure)
    at = Numbers.reserve(objects, pages, len(laid_out.links), order)
    on_page = add_links(objects, laid_out, at)
    structure = add_structure(objects, laid_out, order, at)
    for index, page in enumerate(pages):
        objects.put(page, painted.page_with(page, _page_entries(index, on_page[index])))
    entries = {
        "/Type": "/Catalog",
        "/Pages": f"{painted.root} 0 R",
        "/StructTreeRoot": f"{structure} 0 R",
        **_ways(objects, laid_out, at),
        **_facts(objects, report.publication, str(stamp)),
    }
    # ReportLab's own catalog and what it says of the document are not taken over.
    objects.put(painted.catalog, _dictionary(entries).encode("ascii"))
    facts = {key: text(value) for key, value in info(report.publication, str(stamp)).items()}
    objects.put(painted.info, _dictionary(facts).encode("ascii"))
    return write(objects, painted.catalog, painted.info, packed=pack)


def _dictionary(entries: Mapping[str, str]) -> str:
    return f"<<{''.join(f'{key} {value}' for key, value in entries.items())}>>"


def _page_entries(index: int, links: list[int]) -> str:
    """What ties a page to the parent tree."""
    annotations = f"/Annots[{' '.join(f'{link} 0 R' for link in links)}]" if links else ""
    return f"/StructParents {index}/Tabs/S{annotations}"


def _ways(objects: Objects, laid_out: LaidOut, at: Numbers) -> dict[str, str]:
    """The entries of the catalog (ISO 32000-1, 7.7.2) that lead through the document."""
    entries = {
        "/Names": f"<</Dests {destinations(objects, laid_out, at)}>>",
        "/PageLabels": page_labels(laid_out.page_labels),
    }
    outline = add_outline(objects, laid_out, at)
    if outline is not None:
        entries |= {"/Outlines": f"{outline} 0 R", "/PageMode": "/UseOutlines"}
    return entries


def _facts(objects: Objects, publication: Publication, producer: str) -> dict[str, str]:
    """The entries of the catalog that say what the document is."""
    packet = xmp(publication, producer)
    # Not compressed: archives read metadata without a decoder.
    metadata = objects.add_stream("/Type/Metadata/Subtype/XML", packet)
    # Three components (ISO 19005-2, 6.2.3).
    profile = objects.add_stream("/N 3/Filter/FlateDecode", zlib.compress(_profile(), level=9))
    intent = (
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>"
    )
    return {
        "/MarkInfo": "<</Marked true>>",
        "/Lang": text(publication.language),
        "/ViewerPreferences": "<</DisplayDocTitle true>>",
        "/Metadata": f"{metadata} 0 R",
        "/OutputIntents": f"[{intent}]",
    }


def _profile() -> bytes:
    """The frozen sRGB profile of the package."""
    return (DATA / "profiles" / PROFILE).read_bytes()
