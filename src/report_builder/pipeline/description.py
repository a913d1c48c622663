"""What a version's own ``report.yaml`` says of it, for its manifest and for who receives it in a bag."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import UNSET, Struct, UnsetType, field
from msgspec.structs import asdict

from report_builder.model.identifiers import Identifiers, RecordNumbers
from report_builder.model.report import Publication


class DescribedAuthor(Struct, frozen=True, omit_defaults=True):
    """Who wrote the report: see ``model.report.Author``."""

    name: str
    kind: str = ""
    url: str = ""
    orcid: str = ""


class Description(Struct, frozen=True, omit_defaults=True):
    """The publication facts that stand nowhere else in a manifest; what the report does not say is empty.

    ``licence`` has those of name and url that the report states, ``original`` those of statement and url.
    """

    language: str
    subtitle: str = ""
    kind: str = ""
    description: str = ""
    series: str = ""
    series_number: str = ""
    issn: str = ""
    isbn: str = ""
    doi: str = ""
    urn: str = ""
    record: RecordNumbers | UnsetType = UNSET
    authors: tuple[DescribedAuthor, ...] = ()
    keywords: tuple[str, ...] = ()
    licence: Mapping[str, str] = field(default_factory=dict)
    original: Mapping[str, str] = field(default_factory=dict)

    @property
    def identifiers(self) -> Identifiers:
        """The numbers of the report."""
        record = None if self.record is UNSET else self.record
        return Identifiers(self.isbn, self.doi, self.urn, record)


def description_of(facts: Publication) -> Description:
    """Give what a manifest says of a report."""
    numbers = facts.identifiers
    return Description(
        language=facts.language,
        subtitle=facts.subtitle,
        kind=facts.kind,
        description=facts.description,
        series=facts.series,
        series_number=facts.series_number,
        issn=facts.issn,
        isbn=numbers.isbn,
        doi=numbers.doi,
        urn=numbers.urn,
        record=numbers.record or UNSET,
        authors=tuple(DescribedAuthor(**asdict(author)) for author in facts.authors),
        keywords=facts.keywords,
        licence=_stated(facts.licence),
        original=_stated(facts.original),
    )


def _stated(part: Struct) -> Mapping[str, str]:
    return {key: value for key, value in asdict(part).items() if value}
