"""What happens to a report and its versions, and who does it, in the terms of PREMIS 3.

The words of kinds, roles and outcomes are those of the Library of Congress' preservation vocabularies
(https://id.loc.gov/vocabulary/preservation.html), where these have one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

CREATION, VALIDATION, INGESTION = "creation", "validation", "ingestion"
FIXITY_CHECK, REBUILD, MIGRATION, RECOVERY = "fixity check", "rebuild", "migration", "recovery"
DISSEMINATION, ASSESSMENT = "dissemination", "accessibility assessment"
CORRECTION, WITHDRAWAL, REINSTATEMENT, PURGE = "correction", "withdrawal", "reinstatement", "purge"

SUCCESS, FAIL, WARNING = "success", "fail", "warning"

SOFTWARE, ORGANIZATION, PERSON = "software", "organization", "person"
EXECUTING, VALIDATOR = "executing program", "validator"
IMPLEMENTER, AUTHORIZER = "implementer", "authorizer"

_VOCABULARY = "http://id.loc.gov/vocabulary/preservation"


class Term(Struct, frozen=True):
    """A word of a vocabulary: its label, and its URI; empty for a word of this program's own."""

    label: str
    uri: str = ""


def _term(vocabulary: str, code: str, label: str) -> Term:
    return Term(label, f"{_VOCABULARY}/{vocabulary}/{code}")


EVENT_TYPES: Mapping[str, Term] = {
    CREATION: _term("eventType", "cre", "creation"),
    VALIDATION: _term("eventType", "val", "validation"),
    INGESTION: _term("eventType", "ing", "ingestion"),
    FIXITY_CHECK: _term("eventType", "fix", "fixity check"),
    RECOVERY: _term("eventType", "rec", "recovery"),
    DISSEMINATION: _term("eventType", "dis", "dissemination"),
    # What is said of a version stands beside it: its bytes stay as they are.
    CORRECTION: _term("eventType", "mem", "metadata modification"),
    PURGE: _term("eventType", "del", "deletion"),
    # There, "migration" is to another format; every bit of what is moved stays the same.
    MIGRATION: _term("eventType", "tra", "transfer"),
    # What is withdrawn stays in the archive: no word there says that.
    WITHDRAWAL: Term("withdrawal"),
    REINSTATEMENT: Term("reinstatement"),
    REBUILD: Term("rebuild"),
    ASSESSMENT: Term("accessibility assessment"),
}
"""What PREMIS calls each kind of event."""

OUTCOMES: Mapping[str, Term] = {
    SUCCESS: _term("eventOutcome", "suc", "success"),
    FAIL: _term("eventOutcome", "fai", "fail"),
    WARNING: _term("eventOutcome", "war", "warning"),
}
AGENT_TYPES: Mapping[str, Term] = {
    SOFTWARE: _term("agentType", "sof", "software"),
    ORGANIZATION: _term("agentType", "org", "organization"),
    PERSON: _term("agentType", "per", "person"),
}
AGENT_ROLES: Mapping[str, Term] = {
    EXECUTING: _term("eventRelatedAgentRole", "exe", "executing program"),
    VALIDATOR: _term("eventRelatedAgentRole", "val", "validator"),
    IMPLEMENTER: _term("eventRelatedAgentRole", "imp", "implementer"),
    AUTHORIZER: _term("eventRelatedAgentRole", "aut", "authorizer"),
}


class Agent(Struct, frozen=True, omit_defaults=True):
    """Who did something: ``kind`` is a key of ``AGENT_TYPES``, ``role`` one of ``AGENT_ROLES``.

    ``version`` is that of a program, empty where it is not known.
    """

    name: str
    kind: str = SOFTWARE
    role: str = EXECUTING
    version: str = ""


class Event(Struct, frozen=True, omit_defaults=True):
    """One thing that happened.

    ``kind`` is a key of ``EVENT_TYPES``, or a word of a later program; ``when`` has an offset. ``version`` is
    the one that it happened to, None for the whole report. ``outcome`` is a key of ``OUTCOMES``. ``detail``
    is text for people; ``files`` and ``size`` (bytes) are how much was looked at, 0 where that is no matter.
    """

    kind: str
    when: Annotated[datetime, Meta(tz=True)]
    version: int | None = None
    outcome: str = SUCCESS
    detail: str = ""
    agents: tuple[Agent, ...] = ()
    files: int = 0
    size: int = 0

    @property
    def term(self) -> Term:
        """What PREMIS calls it."""
        return EVENT_TYPES.get(self.kind, Term(self.kind))


def program() -> Agent:
    """Give this program, in the version that runs."""
    from report_builder.own_version import own_version

    return Agent("report-builder", version=own_version())


def publisher(name: str, role: str = IMPLEMENTER) -> tuple[Agent, ...]:
    """Give an organization; none where it has no name."""
    return (Agent(name, ORGANIZATION, role),) if name else ()


def person(name: str) -> tuple[Agent, ...]:
    """Give who asked to be named; none for nobody."""
    return (Agent(name, PERSON, IMPLEMENTER),) if name else ()
