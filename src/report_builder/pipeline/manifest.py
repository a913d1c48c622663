"""``manifest.json``: what an archived version says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

PATH = "manifest.json"
"""Logical path in every version, beside the PDF and ``source/``."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the validator said of one standard; ``checks`` is how many tests it made."""

    name: str
    flavour: str
    compliant: bool
    checks: int


@dataclass(frozen=True, slots=True)
class Conformance:
    """The validator, its version, and its verdicts."""

    validator: str
    validator_version: str
    profiles: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class ReleasedPdf:
    """The file: its name, the sha512 of its bytes in hexadecimal digits, pages, size in bytes, language."""

    name: str
    sha512: str
    pages: int
    size: int
    language: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One released version. ``tool`` made it, with ``dependencies`` (name to version)."""

    version: int
    published: date
    updated: date
    note: str
    title: str
    publisher: str
    pdf: ReleasedPdf
    conformance: Conformance
    tool: Mapping[str, str]
    dependencies: Mapping[str, str]

    def encode(self) -> bytes:
        """Write as JSON, in the order of the fields; the same manifest gives the same bytes."""
        fields = asdict(self) | {
            "published": self.published.isoformat(),
            "updated": self.updated.isoformat(),
            "tool": dict(self.tool),
            "dependencies": dict(self.dependencies),
        }
        return (json.dumps(fields, indent=2, ensure_ascii=False) + "\n").encode()


def decode(data: bytes) -> Manifest | None:
    """Read what :meth:`Manifest.encode` wrote; None for anything else."""
    try:
        fields: dict[str, Any] = json.loads(data)
        conformance = fields["conformance"]
        return Manifest(
            version=int(fields["version"]),
            published=date.fromisoformat(fields["published"]),
            updated=date.fromisoformat(fields["updated"]),
            note=str(fields["note"]),
            title=str(fields["title"]),
            publisher=str(fields["publisher"]),
            pdf=ReleasedPdf(**fields["pdf"]),
            conformance=Conformance(
                conformance["validator"],
                conformance["validator_version"],
                tuple(Profile(**profile) for profile in conformance["profiles"]),
            ),
            tool=dict(fields["tool"]),
            dependencies=dict(fields["dependencies"]),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
