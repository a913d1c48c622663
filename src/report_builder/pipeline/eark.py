"""A version as an E-ARK submission package (CSIP and SIP): the version as representation, its source beside.

In the folder of the package stand

    METS.xml                            what is in the package
    metadata/descriptive/dc.xml         Dublin Core
    metadata/preservation/premis.xml    what happened, and to what
    metadata/other/                     what the journal says, if anything
    representations/rep1/METS.xml       what is in the representation
    representations/rep1/data/          the PDF
    representations/rep1/metadata/      its manifest, and the file in PREMIS's terms
    representations/rep2/               the same for the HTML edition, where the version holds it
    documentation/                      the source, and whatever else the version holds
    schemas/                            XML Schemas of METS and PREMIS
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files as resources
from xml.etree.ElementTree import Element

from report_builder.pipeline import manifest, mets, papers, premis
from report_builder.pipeline.dublin_core import dublin_core, identifiers, version_name
from report_builder.pipeline.handover import Handover
from report_builder.pipeline.provenance import program

SCHEMAS = (
    "mets.xsd",
    "xlink.xsd",
    "DILCISExtensionMETS.xsd",
    "DILCISExtensionSIPMETS.xsd",
    "premis-v3-0.xsd",
)
_PDF, _HTML = "rep1", "rep2"
_DATA, _OTHER = "data/", "metadata/other/"
_METS, _DC, _PREMIS = "METS.xml", "metadata/descriptive/dc.xml", "metadata/preservation/premis.xml"
_DOCUMENTATION, _SCHEMAS = "documentation/", "schemas/"


def package_name(of: Handover) -> str:
    """Give the name that no other package has: the report's, the version, and the id of the report."""
    name = of.record.id.removeprefix("urn:uuid:")
    return "-".join(part for part in (of.name, re.sub("[^A-Za-z0-9.]+", "-", name).strip("-")) if part)


def eark_files(of: Handover, payload: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give every file of the package by its path; ``payload`` is every file of the version by its own."""
    made = _representations(of, payload)
    placed = {of.record.pdf.name, manifest.PATH}
    rest = {path: payload[path] for path in sorted(payload) if path not in placed and not _is_edition(path)}
    documentation = {_DOCUMENTATION + path: data for path, data in rest.items()}
    schemas = {_SCHEMAS + name: _schema(name) for name in SCHEMAS}
    metadata = {
        _DC: (mets.DESCRIPTIVE, dublin_core(of)),
        _PREMIS: (mets.PRESERVATION, _premis_of_package(of, documentation)),
        **{_OTHER + path: (mets.OTHER, of.beside[path]) for path in sorted(of.beside)},
    }
    groups = [
        mets.Group("Documentation", documentation),
        mets.Group("Schemas", schemas),
        *(
            mets.Group(f"Representations/{name}", {path: made[path]})
            for name, path in _documents(made).items()
        ),
    ]
    document = mets.Mets(
        package_name(of),
        f"{of.record.title}, v{of.version.number}",
        mets.SIP,
        of.now,
        of.archived,
        program(),
        tuple(_agents(of)),
        _SCHEMAS,
        tuple(mets.Metadata(path, kind, data) for path, (kind, data) in metadata.items()),
        tuple(group for group in groups if group.files),
        _documents(made),
    )
    told = {path: data for path, (_, data) in metadata.items()}
    return {_METS: mets.mets(document)} | told | made | documentation | schemas


def _is_edition(path: str) -> bool:
    return path.startswith(papers.EDITION)


def _documents(made: Mapping[str, bytes]) -> dict[str, str]:
    """The METS document of each representation, by the name of its folder."""
    return {path.split("/")[1]: path for path in made if path.endswith(f"/{_METS}")}


def _representations(of: Handover, payload: Mapping[str, bytes]) -> dict[str, bytes]:
    """The forms that readers had of the version: the PDF, and the HTML edition where the version holds it."""
    name = of.record.pdf.name
    stated = {_OTHER + manifest.PATH: (mets.OTHER, payload[manifest.PATH])}
    made = _representation(of, _PDF, of.record.title, {name: payload[name]}, stated)
    edition = {path: payload[path] for path in sorted(payload) if _is_edition(path)}
    if edition:
        made |= _representation(of, _HTML, f"{of.record.title}, HTML", edition, {})
    return made


def _representation(
    of: Handover,
    folder: str,
    label: str,
    files: Mapping[str, bytes],
    stated: Mapping[str, tuple[str, bytes]],
) -> dict[str, bytes]:
    """One form of the version, and what is known of it, by paths in the package."""
    place = f"representations/{folder}/"
    up = "../" * place.count("/")
    data = {_DATA + path: found for path, found in files.items()}
    metadata = {
        _PREMIS: (mets.PRESERVATION, _premis_of_representation(of, folder, place, files)),
        **stated,
    }
    document = mets.Mets(
        folder,
        label,
        mets.CSIP,
        of.now,
        of.archived,
        program(),
        (),
        up + _SCHEMAS,
        tuple(mets.Metadata(path, kind, found) for path, (kind, found) in metadata.items()),
        (mets.Group("Data", data),),
        {},
    )
    told = {path: found for path, (_, found) in metadata.items()}
    return {place + path: found for path, found in ({_METS: mets.mets(document)} | data | told).items()}


def _premis_of_package(of: Handover, documentation: Mapping[str, bytes]) -> bytes:
    entity, previous = _entity(of), of.record.previous
    before = (premis.relation_to_previous(version_name(of, previous.version)),) if previous else ()
    objects = [premis.entity(identifiers(of), of.record.title, before)]
    for path, data in documentation.items():
        name = path.removeprefix(_DOCUMENTATION)
        whole = (premis.relation_to_part(entity),)
        objects.append(premis.file(premis.File(path, name, data), whole, {}))
    up = "../" * _PREMIS.count("/")
    return premis.premis(objects, of.events, entity, f"{up}{_SCHEMAS}{SCHEMAS[-1]}")


def _premis_of_representation(of: Handover, folder: str, place: str, files: Mapping[str, bytes]) -> bytes:
    whole = f"{_entity(of)}/{folder}"
    parts = (premis.relation_to_part(whole),)
    objects = [premis.representation(whole, (premis.relation_to_entity(_entity(of)),))]
    for path, data in files.items():
        objects.append(premis.file(premis.File(place + _DATA + path, path, data), parts, of.record.tool))
    up = "../" * (place + _PREMIS).count("/")
    return premis.premis(objects, (), whole, f"{up}{_SCHEMAS}{SCHEMAS[-1]}")


def _entity(of: Handover) -> str:
    """What the version is called."""
    return version_name(of, of.version.number)


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
