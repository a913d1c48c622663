"""A version as an E-ARK submission package (CSIP and SIP): the version as representation, its source beside.

In the folder of the package stand

    METS.xml                            what is in the package
    metadata/descriptive/dc.xml         Dublin Core
    metadata/preservation/premis.xml    what happened, and to what
    metadata/other/                     what the journal says, if anything
    representations/rep1/METS.xml       what is in the representation
    representations/rep1/data/          the PDF
    representations/rep1/metadata/      its manifest, and the file in PREMIS's terms
    documentation/                      the source, and whatever else the version holds
    schemas/                            XML Schemas of METS and PREMIS
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files as resources
from xml.etree.ElementTree import Element

from report_builder.pipeline import manifest, mets, premis
from report_builder.pipeline.dublin_core import dublin_core, identifiers
from report_builder.pipeline.handover import Handover
from report_builder.pipeline.provenance import program

SCHEMAS = (
    "mets.xsd",
    "xlink.xsd",
    "DILCISExtensionMETS.xsd",
    "DILCISExtensionSIPMETS.xsd",
    "premis-v3-0.xsd",
)
_REPRESENTATION = "rep1"
_FOLDER = f"representations/{_REPRESENTATION}/"
_DATA, _OTHER = "data/", "metadata/other/"
_METS, _DC, _PREMIS = "METS.xml", "metadata/descriptive/dc.xml", "metadata/preservation/premis.xml"
_DOCUMENTATION, _SCHEMAS = "documentation/", "schemas/"
_UP = "../" * _FOLDER.count("/")
"""From the folder of the representation to that of the package."""


def package_name(of: Handover) -> str:
    """Give the name that no other package has: the report's, the version, and the id of the report."""
    name = of.record.id.removeprefix("urn:uuid:")
    return "-".join(part for part in (of.name, re.sub("[^A-Za-z0-9.]+", "-", name).strip("-")) if part)


def eark_files(of: Handover, payload: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give every file of the package by its path; ``payload`` is every file of the version by its own."""
    made = _representation(of, payload)
    rest = {path: data for path, data in payload.items() if path not in {of.record.pdf.name, manifest.PATH}}
    documentation = {_DOCUMENTATION + path: rest[path] for path in sorted(rest)}
    schemas = {_SCHEMAS + name: _schema(name) for name in SCHEMAS}
    metadata = {
        _DC: (mets.DESCRIPTIVE, dublin_core(of)),
        _PREMIS: (mets.PRESERVATION, _premis_of_package(of, documentation)),
        **{_OTHER + path: (mets.OTHER, of.beside[path]) for path in sorted(of.beside)},
    }
    groups = [
        mets.Group("Documentation", documentation),
        mets.Group("Schemas", schemas),
        mets.Group(f"Representations/{_REPRESENTATION}", {_FOLDER + _METS: made[_FOLDER + _METS]}),
    ]
    document = mets.Mets(
        package_name(of),
        f"{of.record.title}, v{of.version.number}",
        mets.SIP,
        of.now,
        of.version.created,
        program(),
        tuple(_agents(of)),
        _SCHEMAS,
        tuple(mets.Metadata(path, kind, data) for path, (kind, data) in metadata.items()),
        tuple(group for group in groups if group.files),
        {_REPRESENTATION: _FOLDER + _METS},
    )
    told = {path: data for path, (_, data) in metadata.items()}
    return {_METS: mets.mets(document)} | told | made | documentation | schemas


def _representation(of: Handover, payload: Mapping[str, bytes]) -> dict[str, bytes]:
    """The PDF, and what is known of it, by paths in the package."""
    name = of.record.pdf.name
    data = {_DATA + name: payload[name]}
    metadata = {
        _PREMIS: (mets.PRESERVATION, _premis_of_representation(of, name, payload[name])),
        _OTHER + manifest.PATH: (mets.OTHER, payload[manifest.PATH]),
    }
    document = mets.Mets(
        _REPRESENTATION,
        of.record.title,
        mets.CSIP,
        of.now,
        of.version.created,
        program(),
        (),
        _UP + _SCHEMAS,
        tuple(mets.Metadata(path, kind, found) for path, (kind, found) in metadata.items()),
        (mets.Group("Data", data),),
        {},
    )
    told = {path: found for path, (_, found) in metadata.items()}
    files = {_METS: mets.mets(document)} | data | told
    return {_FOLDER + path: found for path, found in files.items()}


def _premis_of_package(of: Handover, documentation: Mapping[str, bytes]) -> bytes:
    entity, previous = _entity(of), of.record.previous
    before = (premis.relation_to_previous(f"{of.object_id}/v{previous.version}"),) if previous else ()
    objects = [premis.entity(identifiers(of), of.record.title, before)]
    for path, data in documentation.items():
        name = path.removeprefix(_DOCUMENTATION)
        whole = (premis.relation_to_part(entity),)
        objects.append(premis.file(premis.File(path, name, data), whole, {}))
    up = "../" * _PREMIS.count("/")
    return premis.premis(objects, of.events, entity, f"{up}{_SCHEMAS}{SCHEMAS[-1]}")


def _premis_of_representation(of: Handover, name: str, pdf: bytes) -> bytes:
    whole = f"{_entity(of)}/{_REPRESENTATION}"
    file = premis.File(_FOLDER + _DATA + name, name, pdf)
    objects = [
        premis.representation(whole, (premis.relation_to_entity(_entity(of)),)),
        premis.file(file, (premis.relation_to_part(whole),), of.record.tool),
    ]
    up = _UP + "../" * _PREMIS.count("/")
    return premis.premis(objects, (), whole, f"{up}{_SCHEMAS}{SCHEMAS[-1]}")


def _entity(of: Handover) -> str:
    """What the version is called."""
    return next(identifiers(of))


def _agents(of: Handover) -> list[Element]:
    """Who made the archive, who hands it over, and whom to ask."""
    record, contact = of.record, of.record.contact
    agents = [
        mets.agent("ARCHIVIST", "ORGANIZATION", record.publisher),
        mets.agent("SUBMITTER", "ORGANIZATION", record.publisher),
    ]
    told = {key: contact[key] for key in ("name", "email", "phone", "url") if contact.get(key)}
    if told:
        name = told.pop("name", "") or next(iter(told.values()))
        notes = [f"{key}: {value}" for key, value in told.items()]
        # An office more often than a person: INDIVIDUAL, which the profile has for one, would say too much.
        agents.append(mets.agent("SUBMITTER", "CONTACT", name, notes))
    return agents


def _schema(name: str) -> bytes:
    return resources("report_builder").joinpath("data", "eark", name).read_bytes()
