"""What became of every finding that a version ever had, whether it is still there or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from msgspec import Struct

from report_builder.publish.findings.facts import FindingFacts, VersionFindings
from report_builder.publish.model import Listed


class Named(Struct, frozen=True):
    """The ids of the findings of a version, and nothing else: what is known of one that was withdrawn.

    ``formerly`` has, by id, those that each had before.
    """

    ids: tuple[str, ...]
    formerly: Mapping[str, tuple[str, ...]] = {}


class Standing(Enum):
    """How a finding stands."""

    CURRENT = "current"
    """The newest version has it."""
    RENAMED = "renamed"
    """It has another id now, or was divided."""
    WITHDRAWN = "withdrawn"
    """The report says that it no longer holds."""
    GONE = "gone"
    """The newest version does not have it, and no version says why."""
    HIDDEN = "hidden"
    """It stood in versions that were withdrawn, and in no other."""


class Step(Struct, frozen=True):
    """Versions in a row in which a finding was the same, from ``first`` to ``last``.

    ``facts`` are those of the last of them; None where the version was withdrawn.
    """

    first: int
    last: int
    facts: FindingFacts | None


class Trace(Struct, frozen=True):
    """What became of a finding.

    ``version`` is the newest one that says anything of it, ``facts`` are those of the newest that has it and
    that readers find. ``now`` are the ids of a RENAMED one. ``reason`` says why one is WITHDRAWN. ``steps``
    are oldest first, those of ids that it had before among them.
    """

    id: str
    standing: Standing
    version: int
    facts: FindingFacts | None = None
    now: tuple[str, ...] = ()
    reason: str = ""
    steps: tuple[Step, ...] = ()


def traces_of(
    versions: Sequence[tuple[Listed, VersionFindings]], hidden: Mapping[int, Named]
) -> dict[str, Trace]:
    """Give what became of every finding, by id, in the order in which they came.

    ``versions`` are those that readers find, oldest first; ``hidden`` those that were withdrawn, by number.
    """
    return _Tracing(versions, hidden).all()


class _Said(Struct, frozen=True):
    """What one version says; ``facts`` is empty for one that was withdrawn."""

    number: int
    named: Named
    facts: Mapping[str, FindingFacts]
    withdrawn: Mapping[str, str]
    is_hidden: bool


class _Tracing:
    """All versions, oldest first."""

    def __init__(
        self, versions: Sequence[tuple[Listed, VersionFindings]], hidden: Mapping[int, Named]
    ) -> None:
        shown = [_said(listed.number, findings) for listed, findings in versions]
        away = [_Said(number, named, {}, {}, is_hidden=True) for number, named in hidden.items()]
        self._said = sorted((*shown, *away), key=lambda said: said.number)
        self._newest = shown[-1] if shown else None
        self._made: dict[str, Trace] = {}

    def all(self) -> dict[str, Trace]:
        order: dict[str, None] = {}
        for said in self._said:
            order |= dict.fromkeys(said.named.ids)
            order |= dict.fromkeys(old for several in said.named.formerly.values() for old in several)
            order |= dict.fromkeys(said.withdrawn)
        return {name: self._trace(name) for name in order}

    def _trace(self, name: str) -> Trace:
        if name not in self._made:
            self._made[name] = self._find(name)
        return self._made[name]

    def _find(self, name: str) -> Trace:
        if self._newest and (facts := self._newest.facts.get(name)):
            return Trace(name, Standing.CURRENT, self._newest.number, facts, steps=tuple(self._steps(name)))
        for said in reversed(self._said):
            # One that has another id since is followed in later versions only, so that this comes to an end.
            now = [new for new, old in said.named.formerly.items() if name in old]
            found = dict.fromkeys(one for new in now for one in self._ends(new))
            if found:
                steps = tuple(self._steps(name))
                return Trace(name, Standing.RENAMED, said.number, self._last(name), tuple(found), steps=steps)
            if name in said.withdrawn:
                steps, reason = tuple(self._steps(name)), said.withdrawn[name]
                return Trace(
                    name, Standing.WITHDRAWN, said.number, self._last(name), reason=reason, steps=steps
                )
            if name in said.named.ids:
                break
        number = max((said.number for said in self._said if name in said.named.ids), default=0)
        facts = self._last(name)
        standing = Standing.GONE if facts else Standing.HIDDEN
        return Trace(name, standing, number, facts, steps=tuple(self._steps(name)))

    def _ends(self, name: str) -> tuple[str, ...]:
        """The ids to which one leads in the end; none where nothing is left to be read there."""
        trace = self._trace(name)
        if trace.standing is Standing.RENAMED:
            return trace.now
        return () if trace.standing is Standing.HIDDEN else (name,)

    def _last(self, name: str) -> FindingFacts | None:
        """The finding as the newest version has it that readers find and that has it."""
        return next((said.facts[name] for said in reversed(self._said) if name in said.facts), None)

    def _steps(self, name: str) -> Iterator[Step]:
        """What a finding was, oldest first, under each id that it ever had."""
        known, back = {name}, list[list[Step]]()
        for said in reversed(self._said):
            here: list[Step] = []
            if said.is_hidden and known.intersection(said.named.ids):
                here = [Step(said.number, said.number, None)]
            here += [
                Step(said.number, said.number, facts) for one, facts in said.facts.items() if one in known
            ]
            known.update(old for new in tuple(known) for old in said.named.formerly.get(new, ()))
            back.append(here)
        before: list[Step] = []
        for here in reversed(back):
            joined = _joined(before, here)
            if before and not joined:
                yield from before
            before = [*joined] if joined else here
        yield from before


def _said(number: int, findings: VersionFindings) -> _Said:
    facts = {each.id: each for each in findings.facts}
    named = Named(tuple(facts), {each.id: each.formerly for each in findings.facts if each.formerly})
    reasons = {each.id: each.text for each in findings.withdrawn}
    return _Said(number, named, facts, reasons, is_hidden=False)


def _joined(before: Sequence[Step], here: Sequence[Step]) -> Sequence[Step]:
    """The steps of the versions before with the one that follows, where nothing changed; else none."""
    if len(before) != len(here):
        return ()
    pairs = list(zip(before, here, strict=True))
    same = all(_is_same(one.facts, other.facts) for one, other in pairs)
    return [Step(one.first, other.last, other.facts) for one, other in pairs] if same else ()


def _is_same(one: FindingFacts | None, other: FindingFacts | None) -> bool:
    """Tell whether two versions say the same of a finding; where they say it is another matter."""
    if one is None or other is None:
        return False
    return _stated(one) == _stated(other)


def _stated(facts: FindingFacts) -> tuple[object, ...]:
    return (facts.id, facts.value, facts.shown, facts.statement, facts.question, facts.sample, facts.source)
