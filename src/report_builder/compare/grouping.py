"""One change, one entry: which changed texts follow from a finding or from the metadata.

A finding stands once in the source and many times in the file: in cards, charts, tables and sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TypeAlias

from msgspec import Struct, field

from report_builder.compare.model import Change, FieldChange, Place
from report_builder.compare.word_diff import Hunk, Token, exchanged, keys
from report_builder.content.formats import written_date, written_value
from report_builder.language.catalogue import Catalogue, catalogue, languages
from report_builder.language.numbers import written_number
from report_builder.model.findings import Finding
from report_builder.model.identifiers import Identifiers
from report_builder.sources.characters import bare

Keys: TypeAlias = tuple[str, ...]

_SEPARATORS = frozenset("|·:;,.–-")


class Cause(Struct):
    """Something that changed and stands in the text: ``facets`` are its texts as they were and are.

    ``named_by`` tells where a text names a finding: its statements. ``places`` are found on the way.
    """

    name: str
    facets: tuple[tuple[Keys, Keys], ...]
    named_by: tuple[Keys, ...] = ()
    places: list[Place] = field(default_factory=list)

    def add(self, place: Place) -> None:
        """Take a place, once."""
        if place not in self.places:
            self.places.append(place)

    def is_named_in(self, before: Keys, after: Keys) -> bool:
        """Tell whether one of the two texts names the finding."""
        return any(_found(text, statement) for text in (before, after) for statement in self.named_by)

    def is_shown_in(self, before: Keys, after: Keys) -> bool:
        """Tell whether something of it that changed stands in texts that came or went, as it was or is."""
        return any(o != n and (_found(before, o) or _found(after, n)) for o, n in self.facets)

    def covers(self, before: Keys, after: Keys, hunk: Hunk) -> bool:
        """Tell whether a change inside a text is this one."""
        within = any(
            _lies_in(before, old, hunk.first, hunk.last) and _lies_in(after, new, hunk.start, hunk.stop)
            for old, new in self.facets
            if old != new
        )
        return within or self.is_all_of(before[hunk.first : hunk.last], after[hunk.start : hunk.stop])

    def is_all_of(self, before: Keys, after: Keys) -> bool:
        """Tell whether texts that came and went consist of nothing but this."""
        old = _rest(before, [facet for facet, _ in self.facets])
        new = _rest(after, [facet for _, facet in self.facets])
        # What stayed the same in it is no change of it, or every removed "Difi" would be one.
        return self.is_shown_in(before, after) and not old and not new


def meant(causes: Sequence[Cause], before: Keys, after: Keys) -> Sequence[Cause]:
    """Which of the causes that may have changed a text have done so.

    Findings can change in the same way, as when all of them get another number of answers: then those that
    the text names, and all where it names none. A fact about the file stands before them, alone.
    """
    if not causes or not causes[0].named_by:
        return causes[:1]
    return [cause for cause in causes if cause.is_named_in(before, after)] or causes


def _occurrences(words: Keys, wanted: Keys) -> Iterator[int]:
    if wanted:
        first, size = wanted[0], len(wanted)
        for at, word in enumerate(words):
            if word == first and words[at : at + size] == wanted:
                yield at


def _found(words: Keys, wanted: Keys) -> bool:
    return next(_occurrences(words, wanted), None) is not None


def _lies_in(words: Keys, facet: Keys, first: int, last: int) -> bool:
    """Tell whether ``words[first:last]`` are part of a place where the facet stands."""
    if not facet:
        return first == last
    return any(at <= first and last <= at + len(facet) for at in _occurrences(words, facet))


def _rest(words: Keys, facets: Sequence[Keys]) -> Keys:
    """What is left of a text without the facets and the signs between them."""
    for facet in sorted(set(facets), key=lambda item: (-len(item), item)):
        at = next(_occurrences(words, facet), None)
        while at is not None:
            words = (*words[:at], "|", *words[at + len(facet) :])
            at = next(_occurrences(words, facet), None)
    return tuple(word for word in words if word not in _SEPARATORS)


def field_change(name: str, before: str, after: str) -> FieldChange:
    """A field with both of its texts."""
    return FieldChange(name, before, after, exchanged(before, after))


def finding_fields(before: Finding | None, after: Finding | None) -> tuple[FieldChange, ...]:
    """The fields of a finding that differ; what a report keeps on one line is no part of what it states."""
    old, new = _stated(before), _stated(after)
    return tuple(
        field_change(name, old[name], new[name])
        for name in old
        if old[name].replace("\u00a0", " ") != new[name].replace("\u00a0", " ")
    )


def _stated(finding: Finding | None) -> dict[str, str]:
    names = ("value", "unit", "compared", "statement", "question", "n", "source", "group")
    if finding is None:
        return dict.fromkeys(names, "")
    values = (
        f"{finding.value:+}" if finding.plus else str(finding.value),
        finding.unit,
        bare(finding.compared),
        bare(finding.statement),
        bare(finding.question),
        "" if finding.sample is None else str(finding.sample),
        bare(finding.source),
        finding.group,
    )
    return dict(zip(names, values, strict=True))


def finding_cause(name: str, before: Finding | None, after: Finding | None) -> Cause:
    """How a finding stands in the text, whatever language a passage is in."""
    facets = (
        (keys(old), keys(new))
        for words in map(catalogue, languages())
        for old, new in zip(_texts(before, words), _texts(after, words), strict=True)
    )
    statements = (keys(bare(finding.statement)) for finding in (before, after) if finding is not None)
    return Cause(name, tuple(dict.fromkeys(facets)), tuple(dict.fromkeys(statements)))


def _texts(finding: Finding | None, words: Catalogue) -> tuple[str, ...]:
    if finding is None:
        return ("",) * 8
    sample = "" if finding.sample is None else written_number(finding.sample, words)
    sample = words("document.sample", number=sample) if sample else ""
    shown = written_value(finding.value, finding.unit, words, plus=finding.plus)
    compared = words("document.compared", what=bare(finding.compared)) if finding.compared else ""
    number = shown.removesuffix(finding.unit).rstrip("\u00a0 ") if finding.unit else ""
    said = (bare(text) for text in (finding.statement, finding.question, finding.source))
    statement, question, source = said
    # A card has the two on one line.
    both = " · ".join(text for text in (sample, source) if text)
    return (shown, number, compared, statement, question, sample, source, both)


def change_of(before: object, after: object) -> Change:
    """Added, removed or changed, by which of the two is there."""
    if not before:
        return Change.ADDED
    return Change.CHANGED if after else Change.REMOVED


_LABELS = {
    "publisher": "document.publisher",
    "authors": "document.authors",
    "series": "document.series",
    "series_number": "document.series",
    "published": "document.published",
    "updated": "document.updated",
    "version": "document.version",
    "keywords": "document.keywords",
    "licence": "document.licence",
    "original": "document.about-edition",
    "record": "document.case",
}
"""What stands before a fact in the colophon."""


@cache
def _of_version() -> tuple[Keys, ...]:
    """How the paragraph begins that leads to a page of this very version."""
    return tuple(keys(words("document.newer")) for words in map(catalogue, languages()))


def metadata_causes(before: Mapping[str, str], after: Mapping[str, str], names: Iterable[str]) -> list[Cause]:
    """How each fact among ``names`` that differs stands on the cover and in the colophon."""
    return [
        Cause(name, tuple(_fact_facets(name, before.get(name, ""), after.get(name, ""))))
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]


def _fact_facets(name: str, before: str, after: str) -> Iterator[tuple[Keys, Keys]]:
    yield keys(before), keys(after)
    yield keys(before.replace("; ", ", ")), keys(after.replace("; ", ", "))
    for words in map(catalogue, languages()):
        if name in ("published", "updated"):
            yield keys(_day(before, words)), keys(_day(after, words))
        if name in _LABELS:
            label = keys(words(_LABELS[name]))
            yield label, label
    if name in ("issn", "isbn", "doi", "urn"):
        yield keys(name.upper()), keys(name.upper())
    if name == "doi":
        old, new = Identifiers(doi=before), Identifiers(doi=after)
        yield keys(old.doi_address), keys(new.doi_address)
    if name == "published":
        yield keys(before[:4]), keys(after[:4])


def _day(iso: str, words: Catalogue) -> str:
    """A date as the colophon writes it."""
    try:
        return written_date(date.fromisoformat(iso), words)
    except ValueError:
        return ""


def has_label(cause: Cause, words: Sequence[Token]) -> bool:
    """Tell whether a line of the colophon is the one of this fact."""
    line = tuple(token.key for token in words)
    if cause.name == "version" and any(line[: len(label)] == label for label in _of_version()):
        return True
    return any(old == new and line[: len(old) + 1] == (*old, "|") for old, new in cause.facets if old)
