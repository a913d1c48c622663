"""The files of findings made anew: those that would be the same stay where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from report_builder.publish.addresses import Addresses
from report_builder.publish.findings.files import cards_of, draw_cards, finding_files, key_of
from report_builder.publish.findings.telling import Told
from report_builder.publish.model import Publishable, SiteFile
from report_builder.publish.pages import Pages
from report_builder.publish.present import KeptFile, Present


class Made(Struct, frozen=True):
    """The files by path; ``remembered`` has what tells each picture from another, by its path.

    Of the other files it has an empty text; ``key`` tells from what all of them were made.
    """

    files: Mapping[str, SiteFile | KeptFile] = {}
    remembered: Mapping[str, str] = {}
    key: str = ""


class Looks(Struct, frozen=True):
    """What the files look like: the folder of style sheets, what tells the theme and the newest version."""

    assets: str
    look: str
    newest: str


def renewed(
    told: Mapping[str, Told],
    where: Addresses,
    looks: Looks,
    present: Present | None,
    read: Callable[[], Publishable | None],
) -> Made | None:
    """Give the files of all findings; ``read`` gives the version in whose looks they are, None after a fault.

    A picture is drawn only where it would be another than the one that stands. A draft has none: nobody
    shares what is not published.
    """
    key = key_of(told, where, looks.assets, looks.newest)
    standing: Mapping[str, str] = {}
    kept: Mapping[str, KeptFile] = {}
    if present and present.state:
        before, entries = present.state, present.entries
        standing = {path: card for path, card in before.findings.items() if path in entries}
        kept = {path: KeptFile(present.www / path, entries[path]) for path in standing}
        if before.findings_key == key and len(standing) == len(before.findings):
            return Made(kept, standing, key)
    version = read()
    if version is None:
        return None
    files: dict[str, SiteFile | KeptFile] = {}
    files |= finding_files(
        told, version.report.publication, where, Pages(looks.assets), is_draft=version.is_draft
    )
    remembered = dict.fromkeys(files, "")
    if not version.is_draft:
        cards = cards_of(told, looks.look, where)
        files |= {path: kept[path] for path, card in cards.items() if standing.get(path) == card.key}
        files |= draw_cards(cards, standing, version.theme)
        remembered |= {path: card.key for path, card in cards.items()}
    return Made(files, remembered, key)
