"""The files at the addresses of findings: none that was ever there is missing, and what stands is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct, json

from report_builder.model.report import Publication
from report_builder.publish.addresses import Addresses
from report_builder.publish.findings import data
from report_builder.publish.findings.card import draw_card
from report_builder.publish.findings.citing import bibtex, csl, ris
from report_builder.publish.findings.page import finding_page, list_page
from report_builder.publish.findings.telling import Told
from report_builder.publish.model import SiteFile
from report_builder.publish.pages import Pages
from report_builder.sources.characters import bare
from report_builder.theme.model import Theme


class Card(Struct, frozen=True):
    """What a picture for sharing shows; ``look`` tells the theme from others."""

    large: str
    said: str
    whose: str
    look: str

    @property
    def key(self) -> str:
        """What tells whether it would be drawn the same."""
        return sha256(json.encode(self)).hexdigest()[:16]


def key_of(told: Mapping[str, Told], where: Addresses, assets: str, newest: str) -> str:
    """Give what tells whether all files would be the same; ``newest`` tells what that version is made of."""
    drawn_from = json.encode([told, where, assets, newest])
    return sha256(drawn_from).hexdigest()[:16]


def cards_of(told: Mapping[str, Told], look: str, where: Addresses) -> dict[str, Card]:
    """Give the picture of each finding, by its path."""
    return {
        f"{where.finding(name)}{where.card}": _card(_followed(each, told), look)
        for name, each in told.items()
    }


def _card(told: Told, look: str) -> Card:
    report = told.citation.report
    whose = f"{report.publisher} · {report.title}"
    if told.facts is None or not told.stands:
        return Card("", bare(told.heading), bare(whose), look)
    return Card(bare(told.facts.shown), bare(told.facts.statement), bare(whose), look)


def draw_cards(
    wanted: Mapping[str, Card], kept: Mapping[str, str], theme: Theme
) -> Iterator[tuple[str, SiteFile]]:
    """Draw the pictures that do not stand already: ``kept`` has the key of each that does, by its path."""
    drawn: dict[str, bytes] = {}
    for path, card in wanted.items():
        if kept.get(path) == card.key:
            continue
        if card.key not in drawn:
            drawn[card.key] = draw_card(theme, card.large, card.said, card.whose)
        yield path, SiteFile(drawn[card.key])


def finding_files(
    told: Mapping[str, Told], facts: Publication, where: Addresses, pages: Pages, *, is_draft: bool = False
) -> dict[str, SiteFile]:
    """Give the pages of all findings with the files for programs beside them."""
    files: dict[str, bytes] = {}
    for name, each in told.items():
        folder, followed = where.finding(name), _followed(each, told)
        files |= {
            f"{folder}index.html": finding_page(each, facts, where, pages, is_draft=is_draft),
            folder + data.JSON: data.as_json(each, where),
            folder + data.CSV: data.as_csv(followed),
            folder + data.RIS: ris(followed.citation).encode(),
            folder + data.BIBTEX: bibtex(followed.citation).encode(),
            folder + data.CSL: csl(followed.citation).encode(),
        }
    if told:
        several: Sequence[Told] = tuple(told.values())
        files[f"{where.findings}index.html"] = list_page(several, facts, where, pages, is_draft=is_draft)
        files[where.all_findings] = data.all_as_json(several, where)
    return {path: SiteFile(content) for path, content in files.items()}


def _followed(each: Told, told: Mapping[str, Told]) -> Told:
    """The finding that is meant today where one only has another id now."""
    return told[each.now[0].id] if each.leads_on else each
