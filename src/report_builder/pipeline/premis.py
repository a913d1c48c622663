"""Preservation metadata in PREMIS 3: what is handed over, what happened to it, and who did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha512
from typing import TypeAlias
from xml.etree.ElementTree import Element

from msgspec import Struct

from report_builder.pipeline.file_formats import Format, format_of
from report_builder.pipeline.provenance import AGENT_ROLES, AGENT_TYPES, OUTCOMES, Agent, Event, Term
from report_builder.pipeline.xml_text import document, element, leaf

Relation: TypeAlias = tuple[str, str, str]
"""Type, subtype and the identifier of the other object."""

_NAMESPACES = {
    "xmlns:premis": "http://www.loc.gov/premis/v3",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_LOCAL = "local"
_STRUCTURAL, _DERIVATION = "structural", "derivation"


class File(Struct, frozen=True):
    """A file: its path in the pack, what it is called in the archive, and its bytes."""

    path: str
    name: str
    data: bytes


def relation_to_part(whole: str) -> Relation:
    """Say that something is a part of ``whole``."""
    return _STRUCTURAL, "is part of", whole


def relation_to_entity(entity: str) -> Relation:
    """Say that something represents ``entity``."""
    return _STRUCTURAL, "represents", entity


def relation_to_previous(version: str) -> Relation:
    """Say that something is a new version of ``version``."""
    return _DERIVATION, "has source", version


def premis(objects: Iterable[Element], events: tuple[Event, ...], about: str, schema: str) -> bytes:
    """Give a document of ``objects`` and of the ``events`` of the object that is called ``about``.

    ``schema`` is where the XML Schema stands, seen from the document.
    """
    place = {"xsi:schemaLocation": f"http://www.loc.gov/premis/v3 {schema}", "version": "3.0"}
    agents = {_name(agent): agent for event in events for agent in event.agents}
    return document(
        element(
            "premis:premis",
            _NAMESPACES | place,
            *objects,
            *(_event(event, f"{about}/event/{number}", about) for number, event in enumerate(events, 1)),
            *(_agent(name, agent) for name, agent in agents.items()),
        )
    )


def entity(identifiers: Iterable[str], title: str, relations: Iterable[Relation]) -> Element:
    """Give the object that people mean: a version of a report."""
    return _object("intellectualEntity", identifiers, _original(title), relations)


def representation(name: str, relations: Iterable[Relation]) -> Element:
    """Give the object that is one form of a version."""
    return _object("representation", (name,), (), relations)


def file(of: File, relations: Iterable[Relation], made_by: Mapping[str, str]) -> Element:
    """Give the object that is a file; ``made_by`` is the program, name and version, empty for a source."""
    place = element(
        "premis:contentLocation",
        {},
        leaf("premis:contentLocationType", "path"),
        leaf("premis:contentLocationValue", of.path),
    )
    parts = (
        _characteristics(of, made_by),
        *_original(of.name),
        element("premis:storage", {}, place),
    )
    return _object("file", (of.path,), parts, relations)


def _object(
    kind: str, identifiers: Iterable[str], parts: Iterable[Element], relations: Iterable[Relation]
) -> Element:
    return element(
        "premis:object",
        {"xsi:type": f"premis:{kind}"},
        *(_identifier("object", identifier) for identifier in identifiers),
        *parts,
        *(_relation(*relation) for relation in relations),
    )


def _characteristics(of: File, made_by: Mapping[str, str]) -> Element:
    form = format_of(of.name, of.data)
    fixity = element(
        "premis:fixity",
        {},
        leaf("premis:messageDigestAlgorithm", "SHA-512"),
        leaf("premis:messageDigest", sha512(of.data).hexdigest()),
    )
    return element(
        "premis:objectCharacteristics",
        {},
        fixity,
        leaf("premis:size", str(len(of.data))),
        _format(form),
        *_application(made_by),
    )


def _format(form: Format) -> Element:
    named = [leaf("premis:formatName", form.name or form.mime)]
    if form.version:
        named.append(leaf("premis:formatVersion", form.version))
    parts = [element("premis:formatDesignation", {}, *named)]
    if form.pronom:
        key = leaf("premis:formatRegistryKey", form.pronom, {"valueURI": form.address})
        parts.append(element("premis:formatRegistry", {}, leaf("premis:formatRegistryName", "PRONOM"), key))
    return element("premis:format", {}, *parts)


def _application(made_by: Mapping[str, str]) -> Iterator[Element]:
    if name := made_by.get("name"):
        version = made_by.get("version", "")
        said = (leaf("premis:creatingApplicationVersion", version),) if version else ()
        yield element("premis:creatingApplication", {}, leaf("premis:creatingApplicationName", name), *said)


def _original(name: str) -> tuple[Element, ...]:
    return (leaf("premis:originalName", name),)


def _relation(kind: str, subtype: str, other: str) -> Element:
    return element(
        "premis:relationship",
        {},
        leaf("premis:relationshipType", kind),
        leaf("premis:relationshipSubType", subtype),
        _identifier("relatedObject", other),
    )


def _event(event: Event, name: str, about: str) -> Element:
    detail = leaf("premis:eventDetail", event.detail)
    outcome = leaf("premis:eventOutcome", *_worded(OUTCOMES.get(event.outcome, Term(event.outcome))))
    return element(
        "premis:event",
        {},
        _identifier("event", name),
        leaf("premis:eventType", *_worded(event.term)),
        leaf("premis:eventDateTime", event.when.isoformat()),
        *((element("premis:eventDetailInformation", {}, detail),) if event.detail else ()),
        element("premis:eventOutcomeInformation", {}, outcome),
        *(_linked(agent) for agent in event.agents),
        _identifier("linkingObject", about),
    )


def _linked(agent: Agent) -> Element:
    link = _identifier("linkingAgent", _name(agent))
    link.append(leaf("premis:linkingAgentRole", *_worded(AGENT_ROLES.get(agent.role, Term(agent.role)))))
    return link


def _agent(name: str, agent: Agent) -> Element:
    version = (leaf("premis:agentVersion", agent.version),) if agent.version else ()
    return element(
        "premis:agent",
        {},
        _identifier("agent", name),
        leaf("premis:agentName", agent.name),
        leaf("premis:agentType", *_worded(AGENT_TYPES.get(agent.kind, Term(agent.kind)))),
        *version,
    )


def _name(agent: Agent) -> str:
    """What an agent is called in the document: one program in two versions is two."""
    return f"{agent.kind}/{agent.name}" + (f"/{agent.version}" if agent.version else "")


def _worded(term: Term) -> tuple[str, dict[str, str]]:
    return term.label, {"valueURI": term.uri}


def _identifier(of: str, value: str) -> Element:
    """An identifier with its kind, in the element that PREMIS has for what is identified."""
    kind = "URI" if ":" in value.partition("/")[0] else _LOCAL
    return element(
        f"premis:{of}Identifier",
        {},
        leaf(f"premis:{of}IdentifierType", kind),
        leaf(f"premis:{of}IdentifierValue", value),
    )
