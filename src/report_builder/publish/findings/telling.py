"""What is told of a finding, in the language of the report: for its page, its files and its picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from report_builder.language.catalogue import Catalogue, catalogue
from report_builder.publish.addresses import Addresses
from report_builder.publish.findings.citing import Citation
from report_builder.publish.findings.facts import Cited, FindingFacts, VersionFindings
from report_builder.publish.findings.tracing import Named, Standing, Step, Trace, traces_of
from report_builder.publish.model import Chronicle, Listed
from report_builder.publish.version_status import correction_lines, tied_date, withdrawal
from report_builder.sources.characters import bare


class Row(Struct, frozen=True):
    """A line of a finding's history: which versions, since when, what it said, what was set right since.

    ``facts`` are None, and ``note`` says why, for a version that was withdrawn.
    """

    versions: str
    first: int
    last: int
    since: date | None
    facts: FindingFacts | None
    note: str
    corrections: tuple[str, ...]


class Other(Struct, frozen=True):
    """A finding that another one became."""

    id: str
    statement: str
    shown: str


class Told(Struct, frozen=True):
    """All that is told of one finding.

    ``version`` is the one that its facts are of, 0 where no version shows them; ``corrections`` are those of
    it. ``text`` says how it stands, empty for one that stands as it should.
    """

    id: str
    standing: Standing
    heading: str
    text: str
    facts: FindingFacts | None
    version: int
    pdf: str
    newest: bool
    now: tuple[Other, ...]
    rows: tuple[Row, ...]
    corrections: tuple[str, ...]
    citation: Citation
    language: str

    @property
    def stands(self) -> bool:
        """Tell whether its value may be shown: what was withdrawn is not repeated."""
        return self.facts is not None and self.standing is not Standing.WITHDRAWN

    @property
    def leads_on(self) -> bool:
        """Tell whether it is another finding now, and only that."""
        return self.standing is Standing.RENAMED and len(self.now) == 1


def tell_all(
    chronicle: Chronicle,
    versions: Sequence[tuple[Listed, VersionFindings]],
    hidden: Mapping[int, Named],
    cited: Cited,
    where: Addresses,
) -> dict[str, Told]:
    """Give what is told of each finding, by id; ``cited`` is how the report goes by now."""
    traces = traces_of(versions, hidden)
    told = _Telling(chronicle, versions, traces, cited, where)
    return {name: told.of(trace) for name, trace in traces.items()}


class _Telling:
    def __init__(
        self,
        chronicle: Chronicle,
        versions: Sequence[tuple[Listed, VersionFindings]],
        traces: Mapping[str, Trace],
        cited: Cited,
        where: Addresses,
    ) -> None:
        self._chronicle, self._traces, self._where = chronicle, traces, where
        self._listed = {listed.number: listed for listed, _ in versions}
        self._cited = {listed.number: findings.cited for listed, findings in versions}
        self._findings = {listed.number: findings for listed, findings in versions}
        self._withdrawn = {each.number: each for each in chronicle.withdrawn}
        self._now = cited
        self._words: Catalogue = catalogue(cited.language)

    def of(self, trace: Trace) -> Told:
        facts, version = trace.facts, self._version_of(trace)
        listed = self._listed.get(version)
        heading, text = self._standing(trace)
        corrections = self._chronicle.corrections.get(version, ())
        return Told(
            id=trace.id,
            standing=trace.standing,
            heading=heading,
            text=text,
            facts=facts,
            version=version,
            pdf=listed.pdf.name if listed else "",
            newest=bool(self._listed) and version == max(self._listed),
            now=tuple(map(self._other, trace.now)),
            rows=tuple(self._row(step, trace) for step in trace.steps),
            corrections=tuple(correction_lines(corrections, self._now.language)),
            citation=self._citation(trace, version, heading),
            language=self._now.language,
        )

    def _version_of(self, trace: Trace) -> int:
        if trace.facts is None:
            return 0
        having = (step.last for step in trace.steps if step.facts is not None and step.facts.id == trace.id)
        return max(having)

    def _standing(self, trace: Trace) -> tuple[str, str]:
        """The heading of the page, and what is said below it."""
        words, facts = self._words, trace.facts
        statement = facts.statement if facts else ""
        match trace.standing:
            case Standing.CURRENT:
                return statement, ""
            case Standing.RENAMED:
                if len(trace.now) == 1:
                    return words("site.finding-renamed"), words("site.finding-renamed-text")
                return words("site.finding-divided"), words("site.finding-divided-text")
            case Standing.WITHDRAWN:
                listed = self._listed[self._first_without(trace)]
                day = tied_date(listed.updated, self._now.language)
                text = words("site.finding-withdrawn-text", number=listed.number, date=day)
                return words("site.finding-withdrawn"), f"{text} {trace.reason}"
            case Standing.GONE:
                text = words("site.finding-gone-text", number=self._version_of(trace))
                return statement, text
            case Standing.HIDDEN:
                return words("site.finding-hidden"), words("site.finding-hidden-text")

    def _first_without(self, trace: Trace) -> int:
        """The first version that withdrew a finding, of those in a row that do."""
        numbers = sorted(self._listed, reverse=True)
        first = trace.version
        for number in numbers[numbers.index(trace.version) :]:
            if trace.id not in {each.id for each in self._findings[number].withdrawn}:
                break
            first = number
        return first

    def _other(self, name: str) -> Other:
        facts = self._traces[name].facts
        is_told = facts is not None and self._traces[name].standing is not Standing.WITHDRAWN
        return Other(name, facts.statement if facts else "", facts.shown if facts and is_told else "")

    def _row(self, step: Step, trace: Trace) -> Row:
        versions = self._words("site.version", number=step.first)
        if step.last > step.first:
            versions = self._words("site.finding-versions", first=step.first, last=step.last)
        listed = self._listed.get(step.first)
        note = ""
        if step.facts is None:
            note = withdrawal(self._withdrawn[step.first], self._now.language)
        elif step.facts.id != trace.id:
            note = self._words("site.finding-was", id=step.facts.id)
        corrected = [
            line
            for number in range(step.first, step.last + 1)
            for line in correction_lines(self._chronicle.corrections.get(number, ()), self._now.language)
            if step.facts is not None
        ]
        facts = None if trace.standing is Standing.WITHDRAWN else step.facts
        since = listed.updated if listed else None
        return Row(versions, step.first, step.last, since, facts, note, tuple(corrected))

    def _citation(self, trace: Trace, version: int, heading: str) -> Citation:
        said = heading
        facts = trace.facts
        if facts is not None and trace.standing is not Standing.WITHDRAWN:
            said = f"{facts.statement.rstrip('.')}: {facts.shown}"
        number = version or trace.version
        listed = self._listed.get(number)
        withdrawn = self._withdrawn.get(number)
        updated = listed.updated if listed else withdrawn.at.date() if withdrawn else date.min
        address = self._where.absolute(self._where.finding(trace.id)) or ""
        key = f"{self._where.report}-{trace.id}"
        return Citation(key, bare(said), self._cited.get(number, self._now), number, updated, address)
