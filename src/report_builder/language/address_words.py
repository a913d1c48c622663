"""The words in the addresses and anchors of a site: those of the report's language at its first release.

An address is for ever. The words are therefore written into the manifest of each version, and the next one
takes them over, whatever its language is and whatever a catalogue says by then.
"""

from __future__ import annotations

from msgspec import Struct

from report_builder.language.catalogue import catalogue


class AddressWords(Struct, frozen=True, omit_defaults=True):
    """The words, as they stand in addresses; the defaults are those of reports that state none.

    Those were released before a language had words of its own for this, so the defaults never change.

    ``edition``, ``newer``, ``thanks`` and ``sorry`` are folders, ``whole``, ``search``, ``cover`` and
    ``sharing`` files without their extensions, ``looks`` is the folder of style sheets in the edition that is
    archived. The rest are anchors of the landing page: ``part`` with a number behind it.
    """

    edition: str = "rapport"
    whole: str = "alt"
    newer: str = "nyeste"
    thanks: str = "takk"
    sorry: str = "beklager"
    cover: str = "omslag"
    sharing: str = "deling"
    looks: str = "utseende"
    search: str = "sok"
    findings: str = "funn"
    report: str = "rapporten"
    versions: str = "versjoner"
    facts: str = "fakta"
    answer: str = "svar"
    notice: str = "notis"
    part: str = "del"


UNSTATED = AddressWords()
"""The words of a report that states none."""


def address_words(language: str) -> AddressWords:
    """Give the words of a report that is released for the first time, in ``language``."""
    words = catalogue(language)
    return AddressWords(
        edition=words("address.edition"),
        whole=words("address.whole"),
        newer=words("address.newer"),
        thanks=words("address.thanks"),
        sorry=words("address.sorry"),
        cover=words("address.cover"),
        sharing=words("address.sharing"),
        looks=words("address.looks"),
        search=words("address.search"),
        findings=words("address.findings"),
        report=words("address.report"),
        versions=words("address.versions"),
        facts=words("address.facts"),
        answer=words("address.answer"),
        notice=words("address.notice"),
        part=words("address.part"),
    )
