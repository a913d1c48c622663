"""METS documents as the E-ARK specifications for information packages (CSIP and SIP) have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha512
from urllib.parse import quote
from xml.etree.ElementTree import Element

from msgspec import Struct

from report_builder.pipeline.file_formats import format_of
from report_builder.pipeline.provenance import Agent
from report_builder.pipeline.xml_text import document, element, leaf

SIP, CSIP = (
    "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml",
    "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml",
)
"""The profiles of a package and of a representation in it, by their addresses without a version."""

DESCRIPTIVE, PRESERVATION, OTHER = "DC", "PREMIS", "OTHER"

_CATEGORY = "Textual works – Digital"
"""Of the vocabulary of content categories."""

_CONTENT = {
    "csip:CONTENTINFORMATIONTYPE": "OTHER",
    "csip:OTHERCONTENTINFORMATIONTYPE": "Report as PDF/A-2a and PDF/UA-1",
}
_NAMESPACES = {
    "xmlns:mets": "http://www.loc.gov/METS/",
    "xmlns:csip": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS",
    "xmlns:sip": "https://DILCIS.eu/XML/METS/SIPExtensionMETS",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_SCHEMAS = (
    ("http://www.loc.gov/METS/", "mets.xsd"),
    ("http://www.w3.org/1999/xlink", "xlink.xsd"),
    ("https://DILCIS.eu/XML/METS/CSIPExtensionMETS", "DILCISExtensionMETS.xsd"),
    ("https://DILCIS.eu/XML/METS/SIPExtensionMETS", "DILCISExtensionSIPMETS.xsd"),
)
_IDS = {"ID", "FILEID", "ADMID", "DMDID"}
_LOCATION = {"LOCTYPE": "URL", "xlink:type": "simple"}


class Metadata(Struct, frozen=True):
    """A file of metadata: its path, seen from the METS document, its kind (DC, PREMIS) and its bytes."""

    path: str
    kind: str
    data: bytes


class Group(Struct, frozen=True):
    """Files by their paths, seen from the METS document; ``use`` is what CSIP calls such a group."""

    use: str
    files: Mapping[str, bytes]


class Mets(Struct, frozen=True):
    """What a METS document says.

    ``name`` is that of the folder that it stands in, ``label`` a text for people. ``made`` is when the
    package is made, ``created`` when its files were; ``maker`` is the program. ``agents`` are the elements of
    further agents. ``schemas`` is the path to the folder of the schemas. ``representations`` lead from each
    name to the path of its METS document.
    """

    name: str
    label: str
    profile: str
    made: datetime
    created: datetime
    maker: Agent
    agents: tuple[Element, ...]
    schemas: str
    metadata: tuple[Metadata, ...]
    groups: tuple[Group, ...]
    representations: Mapping[str, str]


def mets(of: Mets) -> bytes:
    """Give the document; the same facts give the same bytes."""
    places = " ".join(f"{namespace} {of.schemas}{name}" for namespace, name in _SCHEMAS)
    root = {
        "OBJID": of.name,
        "LABEL": of.label,
        "TYPE": _CATEGORY,
        "PROFILE": of.profile,
        "xsi:schemaLocation": places,
    }
    described = [each for each in of.metadata if each.kind == DESCRIPTIVE]
    kept = [each for each in of.metadata if each.kind != DESCRIPTIVE]
    groups = [_group(group, number, of.created) for number, group in enumerate(of.groups, 1)]
    root_element = element(
        "mets:mets",
        _NAMESPACES | root | _CONTENT,
        _header(of),
        *(_described(each, number, of.made) for number, each in enumerate(described, 1)),
        element("mets:amdSec", {}, *(_kept(each, n, of.made) for n, each in enumerate(kept, 1))),
        element("mets:fileSec", {"ID": "files"}, *groups),
        _structure(of, len(described), len(kept)),
    )
    if of.profile == CSIP:
        _name_apart(root_element, f"{of.name}-")
    return document(root_element)


def _name_apart(root: Element, prefix: str) -> None:
    """Put ``prefix`` before each id: none may stand twice in a package, and its documents are built alike."""
    for each in root.iter():
        for key in _IDS & set(each.keys()):
            each.set(key, " ".join(prefix + name for name in each.attrib[key].split()))


def agent(role: str, kind: str, name: str, notes: Iterable[str] = ()) -> Element:
    """Give an agent of the header; a ``role`` or ``kind`` that METS does not know is told as another."""
    is_role, is_kind = role in {"CREATOR", "ARCHIVIST"}, kind in {"ORGANIZATION", "INDIVIDUAL"}
    attributes = {
        "ROLE": role if is_role else "OTHER",
        "OTHERROLE": "" if is_role else role,
        "TYPE": kind if is_kind else "OTHER",
        "OTHERTYPE": "" if is_kind else kind,
    }
    told = (leaf("mets:note", note) for note in notes)
    return element("mets:agent", attributes, leaf("mets:name", name), *told)


def _header(of: Mets) -> Element:
    moment = of.made.isoformat()
    version = leaf("mets:note", of.maker.version, {"csip:NOTETYPE": "SOFTWARE VERSION"})
    maker = {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}
    return element(
        "mets:metsHdr",
        {"CREATEDATE": moment, "LASTMODDATE": moment, "csip:OAISPACKAGETYPE": "SIP"},
        element("mets:agent", maker, leaf("mets:name", of.maker.name), version),
        *of.agents,
    )


def _described(each: Metadata, number: int, made: datetime) -> Element:
    attributes = {"ID": f"descriptive-{number}", "CREATED": made.isoformat(), "STATUS": "CURRENT"}
    return element("mets:dmdSec", attributes, _reference(each, made))


def _kept(each: Metadata, number: int, made: datetime) -> Element:
    return element(
        "mets:digiprovMD", {"ID": f"provenance-{number}", "STATUS": "CURRENT"}, _reference(each, made)
    )


def _reference(each: Metadata, made: datetime) -> Element:
    kind = {"MDTYPE": each.kind, "MDTYPEVERSION": "3.0" if each.kind == PRESERVATION else ""}
    if each.kind == OTHER:
        kind["OTHERMDTYPE"] = each.path.rpartition("/")[2]
    return element("mets:mdRef", _LOCATION | _href(each.path) | kind | _facts(each.path, each.data, made))


def _group(group: Group, number: int, created: datetime) -> Element:
    files = (
        _file(path, data, f"file-{number}-{count}", created)
        for count, (path, data) in enumerate(group.files.items(), 1)
    )
    # Only what holds a representation has to name its kind; eark-validator 1.1.3 wants it of every group.
    return element("mets:fileGrp", {"ID": _group_id(number), "USE": group.use} | _CONTENT, *files)


def _file(path: str, data: bytes, name: str, created: datetime) -> Element:
    form = format_of(path, data)
    attributes = {"ID": name} | _facts(path, data, created)
    if form.pronom:
        attributes |= {
            "sip:FILEFORMATNAME": form.name,
            "sip:FILEFORMATVERSION": form.version,
            "sip:FORMATREGISTRY": "PRONOM",
            "sip:FORMATREGISTRYKEY": form.pronom,
        }
    return element("mets:file", attributes, element("mets:FLocat", _LOCATION | _href(path)))


def _facts(path: str, data: bytes, created: datetime) -> dict[str, str]:
    return {
        "MIMETYPE": format_of(path, data).mime,
        "SIZE": str(len(data)),
        "CREATED": created.isoformat(),
        "CHECKSUM": sha512(data).hexdigest(),
        "CHECKSUMTYPE": "SHA-512",
    }


def _href(path: str) -> dict[str, str]:
    return {"xlink:href": quote(path)}


def _structure(of: Mets, described: int, kept: int) -> Element:
    metadata = {
        "ID": "part-metadata",
        "LABEL": "Metadata",
        "ADMID": " ".join(f"provenance-{number}" for number in range(1, kept + 1)),
        "DMDID": " ".join(f"descriptive-{number}" for number in range(1, described + 1)),
    }
    parts = [element("mets:div", metadata)]
    labels: dict[str, list[int]] = {}
    for number, group in enumerate(of.groups, 1):
        labels.setdefault(group.use.partition("/")[0], []).append(number)
    for label, numbers in labels.items():
        pointers = (element("mets:fptr", {"FILEID": _group_id(number)}) for number in numbers)
        parts.append(element("mets:div", {"ID": f"part-{label.lower()}", "LABEL": label}, *pointers))
    uses = {group.use: number for number, group in enumerate(of.groups, 1)}
    for name, path in of.representations.items():
        use = f"Representations/{name}"
        pointer = _LOCATION | _href(path) | {"xlink:title": _group_id(uses[use])}
        parts.append(element("mets:div", {"ID": f"part-{name}", "LABEL": use}, element("mets:mptr", pointer)))
    whole = element("mets:div", {"ID": "whole", "LABEL": of.name}, *parts)
    return element("mets:structMap", {"ID": "structure", "TYPE": "PHYSICAL", "LABEL": "CSIP"}, whole)


def _group_id(number: int) -> str:
    return f"group-{number}"
