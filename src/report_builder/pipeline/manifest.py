"""``manifest.json``: what an archived version says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, TypeAlias

from msgspec import Meta, MsgspecError, Struct, field, to_builtins
from msgspec.json import decode as decoded

from report_builder.language.address_words import UNSTATED, AddressWords
from report_builder.language.message import Message, say
from report_builder.pipeline.description import Description

Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]

PATH = "manifest.json"
"""Logical path in every version, beside the PDF and ``source/``."""


class Profile(Struct, frozen=True):
    """What the validator said of one standard; ``checks`` is how many tests it made."""

    name: str
    flavour: str
    compliant: bool
    checks: int


class Conformance(Struct, frozen=True):
    """The validator, its version, and its verdicts."""

    validator: str
    validator_version: str
    profiles: tuple[Profile, ...]


class ReleasedPdf(Struct, frozen=True):
    """The file: its name, the sha512 of its bytes in hexadecimal digits, pages, size in bytes, language."""

    name: str
    sha512: str
    pages: int
    size: int
    language: str


class Previous(Struct, frozen=True):
    """The version before: its number, and the sha512 of its manifest, in hexadecimal digits."""

    version: int
    sha512: str


class Manifest(Struct, frozen=True, omit_defaults=True):
    """One released version. ``tool`` made it, with ``dependencies`` (name to version).

    Of the tool it says name, version and Python, and its licence and where its source is, if it says that.

    ``contact`` has those of name, email, phone and url that the report states. ``address`` is that of the
    site, ending in a slash, where the settings named one; the file leads to a page there. ``published_at``
    and ``updated_at`` are the moments at which those days began where the report was published. What was
    released before these fields came has none of them. ``form`` is how the file says who wrote it (see
    ``model.report.FORM``), 1 where nothing is said of it.
    ``plugins`` are those that it was made with (name to version). ``description`` is what else its
    ``report.yaml`` says, None where it was released before that was written down. ``id`` is the report's
    own, empty where it had none; ``previous`` is None for a first version, and for one that does not say
    which it follows. ``released_by`` is a person who asked to be named, empty for nobody. ``addresses`` are
    the words of the report's addresses, those of the version before.
    """

    version: int
    published: date
    updated: date
    note: str
    title: str
    publisher: str
    contact: Mapping[str, str]
    pdf: ReleasedPdf
    conformance: Conformance
    tool: Mapping[str, str]
    dependencies: Mapping[str, str]
    address: str | None = None
    published_at: Moment | None = None
    updated_at: Moment | None = None
    form: int = 1
    plugins: Mapping[str, str] = field(default_factory=dict)
    description: Description | None = None
    id: str = ""
    previous: Previous | None = None
    released_by: str = ""
    addresses: AddressWords = UNSTATED

    def encode(self) -> bytes:
        """Write as JSON, in the order of the fields; the same manifest gives the same bytes."""
        return (json.dumps(to_builtins(self), indent=2, ensure_ascii=False) + "\n").encode()


def decode(data: bytes) -> Manifest | None:
    """Read what :meth:`Manifest.encode` wrote; None for anything else."""
    found = _decoded(data)
    return found if found is not None and _misdated(found) is None else None


def fault_of(data: bytes | None) -> Message:
    """Say what is wrong with a manifest that :func:`decode` does not read; None for one that is not there."""
    if data is None:
        return say("pipeline.manifest-none", path=PATH)
    found = _decoded(data)
    return (_misdated(found) if found else None) or say("pipeline.manifest-unread", path=PATH)


def _decoded(data: bytes) -> Manifest | None:
    try:
        return decoded(data, type=Manifest)
    except (MsgspecError, ValueError, RecursionError):
        return None


def _misdated(record: Manifest) -> Message | None:
    """Say which day is not the one that its moment tells: the release wrote both from the same."""
    for key, day, moment in (
        ("published", record.published, record.published_at),
        ("updated", record.updated, record.updated_at),
    ):
        if moment is not None and moment.date() != day:
            return say("pipeline.manifest-days", path=PATH, key=key, day=str(day), moment=moment.isoformat())
    return None
