"""The standards that a file can be held to, by veraPDF's short names, and what a file claims of itself."""

from __future__ import annotations

from msgspec import Struct

from report_builder.check.metadata import PDFA_ID, PDFUA_ID, Packet

NAMES = {
    "ua1": "PDF/UA-1",
    "ua2": "PDF/UA-2",
    **{
        level: f"PDF/A-{level}" for level in ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f")
    },
}
"""Every standard that can be asked for, in the order in which a file is held to them."""

OWN = ("ua1", "2a")
"""What this program's own files meet, and what its own rules are about."""

_LEVELS = {"1": "ab", "2": "abu", "3": "abu", "4": "ef"}


class Claims(Struct, frozen=True):
    """What a file says of itself: standards by their short names, and claims that no profile is for."""

    profiles: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Claim(Struct, frozen=True):
    """One claim as it is written: its short name and how a person says it."""

    profile: str
    name: str


def claims_of(packet: Packet) -> Claims:
    """The standards that the metadata claim.

    A claim to PDF/A with a level that is missing or unknown stands for the lowest level of its part: the
    file is held to that, and veraPDF says what is wrong with the claim itself.
    """
    written = [claim for claim in (_accessibility(packet), _archive(packet)) if claim is not None]
    known = {claim.profile for claim in written}
    return Claims(
        tuple(name for name in NAMES if name in known),
        tuple(claim.name for claim in written if claim.profile not in NAMES),
    )


def _accessibility(packet: Packet) -> Claim | None:
    part = packet.properties.get(f"{PDFUA_ID}part", "").strip()
    return Claim(f"ua{part}", f"PDF/UA-{part}") if part else None


def _archive(packet: Packet) -> Claim | None:
    part = packet.properties.get(f"{PDFA_ID}part", "").strip()
    if not part:
        return None
    level = packet.properties.get(f"{PDFA_ID}conformance", "").strip().lower()
    levels = _LEVELS.get(part, "")
    if len(level) != 1 or level not in levels:
        level = "b" if "b" in levels else ""
    return Claim(part + level, f"PDF/A-{part}")
