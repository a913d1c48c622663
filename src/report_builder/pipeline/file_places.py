"""What each file of a version is, by where it stands: a closed table of all that a release archives."""

from __future__ import annotations

from collections.abc import Iterable

from report_builder.language.message import Message, say
from report_builder.pipeline import manifest, papers
from report_builder.pipeline.history import PATH as EVENTS
from report_builder.pipeline.journal import LANDINGS
from report_builder.pipeline.journal import PATH as JOURNAL
from report_builder.pipeline.relations import PATH as VERSIONS
from report_builder.pipeline.versions import SOURCE

README = "LESMEG.txt"
"""What explains a version to who has nothing else; in each version, and at the top of each bag."""

CRATE = "ro-crate-metadata.json"
"""What a bag has beside the files of a version, where it was asked for."""

IMAGES = f"{SOURCE}assets/"
"""The images of a version stand below it, beside its theme."""

OTHER = say("readme.file.other")
"""What no release of this program archives; another program's version may."""
_BAG = "metadata/"

_TABLE: tuple[tuple[str, str, Message], ...] = (
    (README, "", say("readme.file.readme")),
    (manifest.PATH, "", say("readme.file.manifest")),
    (CRATE, "", say("readme.file.crate")),
    (papers.EDITION, "", say("readme.file.edition")),
    (papers.VERAPDF, "", say("readme.file.verapdf")),
    (papers.RULES, "", say("readme.file.rules")),
    (papers.CONSTRAINTS, "", say("readme.file.constraints")),
    (papers.SETTINGS, "", say("readme.file.settings")),
    (papers.LICENCES, "", say("readme.file.licences")),
    (papers.SCHEMAS, "", say("readme.file.schemas")),
    (papers.WORDS, "", say("readme.file.words")),
    (f"{SOURCE}content/ordliste.txt", "", say("readme.file.words")),
    (f"{SOURCE}content/report.yaml", "", say("readme.file.facts")),
    (f"{SOURCE}content/findings.yaml", "", say("readme.file.findings")),
    (f"{SOURCE}content/landing.yaml", "", say("readme.file.landing")),
    (f"{SOURCE}content/", ".md", say("readme.file.chapters")),
    (papers.THEMES, "", say("readme.file.theme")),
    (IMAGES, "", say("readme.file.images")),
    (SOURCE, "", say("readme.file.sources")),
)
"""A path, or a folder with its slash; an ending or none; what stands there. What comes first counts."""

_TAGS: tuple[tuple[str, str, Message], ...] = (
    (README, "", say("readme.file.readme-bag")),
    (f"{_BAG}{VERSIONS}", "", say("readme.file.versions")),
    (f"{_BAG}{EVENTS}", "", say("readme.file.events")),
    (f"{_BAG}{JOURNAL}", "", say("readme.file.journal")),
    (f"{_BAG}{LANDINGS}", "", say("readme.file.landings")),
    ("bagit.txt", "", say("readme.file.bag")),
    ("bag-info.txt", "", say("readme.file.bag-info")),
    ("manifest-sha512.txt", "", say("readme.file.digests")),
    ("tagmanifest-sha512.txt", "", say("readme.file.digests")),
)
"""The same for what a bag adds to the version."""


def grouped(paths: Iterable[str], pdf: str) -> dict[Message, tuple[str, ...]]:
    """Put the files of a version together by what they are, in the order of the table.

    ``pdf`` is the name of the report's own file, which comes first.
    """
    return _grouped(paths, ((pdf, "", say("readme.file.pdf")), *_TABLE))


def grouped_tags(paths: Iterable[str]) -> dict[Message, tuple[str, ...]]:
    """Put the files together that a bag adds to its version."""
    return _grouped(paths, _TAGS)


def _grouped(
    paths: Iterable[str], table: tuple[tuple[str, str, Message], ...]
) -> dict[Message, tuple[str, ...]]:
    found: dict[Message, list[str]] = {}
    for path in sorted(paths):
        said = next((said for *place, said in table if _stands(path, *place)), OTHER)
        found.setdefault(said, []).append(path)
    order = [*(said for *_, said in table), OTHER]
    return {said: tuple(found[said]) for said in sorted(found, key=order.index)}


def _stands(path: str, place: str, ending: str) -> bool:
    is_there = path.startswith(place) if place.endswith("/") else path == place
    return is_there and path.endswith(ending)
