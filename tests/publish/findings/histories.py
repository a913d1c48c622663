"""Reports whose findings are renamed, divided, joined, withdrawn and forgotten, over many releases."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from msgspec import Struct

from report_builder.publish.addresses import Addresses
from report_builder.publish.findings.facts import Cited, FindingFacts, Reason, VersionFindings
from report_builder.publish.findings.telling import Told, tell_all
from report_builder.publish.findings.tracing import Named
from report_builder.publish.model import Chronicle, Correction, Listed, ListedPdf, Withdrawn

ADDRESS = "https://www.example.no/"
WHERE = Addresses("notat", ADDRESS)
CITED = Cited("Et notat", "Serie 3", "Etaten", (("Etaten", False),), 2026, "", "nb")
AT = datetime(2026, 11, 28, 12, 30, tzinfo=UTC)


class Release(Struct, frozen=True):
    """A version: its number, and what it says of its findings."""

    number: int
    findings: VersionFindings

    @property
    def listed(self) -> Listed:
        pdf = ListedPdf("notat.pdf", "", "", 3, 100, "nb")
        day = date(2026, 1, 1) + timedelta(days=self.number)
        return Listed(self.number, day, day, "", CITED.title, "nb", "", "", CITED.publisher, pdf)

    @property
    def named(self) -> Named:
        facts = self.findings.facts
        return Named(
            tuple(each.id for each in facts), {each.id: each.formerly for each in facts if each.formerly}
        )


def finding(name: str, value: int, formerly: Sequence[str] = ()) -> FindingFacts:
    """A finding with a value that no other has."""
    shown = f"{value}\u00a0kr"
    return FindingFacts(
        id=name,
        value=Decimal(value),
        unit="kr",
        shown=shown,
        number=str(value),
        rest="kr",
        statement=f"Utsagn om {name}",
        formerly=tuple(formerly),
    )


def release(number: int, *facts: FindingFacts, withdrawn: Mapping[str, str] | None = None) -> Release:
    """A version with these findings."""
    reasons = tuple(Reason(name, text) for name, text in (withdrawn or {}).items())
    return Release(number, VersionFindings(facts, reasons, CITED, "look"))


def told_of(
    releases: Sequence[Release],
    hidden: Sequence[int] = (),
    corrected: Mapping[int, str] | None = None,
    purged: Sequence[int] = (),
) -> dict[str, Told]:
    """What is told where the versions ``hidden`` are withdrawn, and those ``purged`` too."""
    shown = [each for each in releases if each.number not in {*hidden, *purged}]
    away = [each for each in releases if each.number in {*hidden, *purged}]
    withdrawn = tuple(Withdrawn(each.number, AT, f"Feil i {each.number}.", "Etaten") for each in away)
    corrections = {number: (Correction(AT, text),) for number, text in (corrected or {}).items()}
    named = (shown or away)[-1].listed
    chronicle = Chronicle(named, tuple(each.listed for each in shown), withdrawn, corrections)
    names = {each.number: Named(()) if each.number in purged else each.named for each in away}
    return tell_all(chronicle, [(each.listed, each.findings) for each in shown], names, CITED, WHERE)


def generated(chance: random.Random, count: int) -> Iterator[Release]:
    """Releases one after the other, each an edit of the one before as editors make them."""
    values = iter(range(100_000, 1_000_000))
    names = (f"f{number}" for number in range(10_000))
    now: dict[str, FindingFacts] = {}
    reasons: dict[str, str] = {}
    for number in range(1, count + 1):
        # What was said of ids once need not be said again.
        former: dict[str, list[str]] = {
            name: [*facts.formerly] if chance.random() < 0.5 else [] for name, facts in now.items()
        }
        if chance.random() < 0.5:
            reasons = {}
        for _ in range(chance.randint(1, 4)):
            _edit(chance, now, former, reasons, values, names)
        now = {
            name: finding(name, int(facts.value), [old for old in former.get(name, []) if old not in now])
            for name, facts in now.items()
        }
        said = {name: text for name, text in reasons.items() if name not in now}
        said = {
            name: text
            for name, text in said.items()
            if not any(name in each.formerly for each in now.values())
        }
        yield release(number, *now.values(), withdrawn=said)


def _edit(
    chance: random.Random,
    now: dict[str, FindingFacts],
    former: dict[str, list[str]],
    reasons: dict[str, str],
    values: Iterator[int],
    names: Iterator[str],
) -> None:
    def add(name: str, formerly: list[str]) -> None:
        now[name] = finding(name, next(values))
        former[name] = formerly

    what = chance.choice(
        ("new", "new", "changed", "renamed", "divided", "joined", "withdrawn", "forgotten", "back")
    )
    if what == "new" or not now:
        add(next(names), [])
        return
    one = chance.choice(sorted(now))
    if what == "changed":
        now[one] = finding(one, next(values))
    elif what == "back":
        gone = f"f{chance.randint(0, 20)}"
        if gone not in now and not any(gone in old for old in former.values()):
            reasons.pop(gone, None)
            add(gone, [])
    else:
        del now[one]
        former.pop(one, None)
        if what in ("renamed", "divided"):
            for _ in range(1 if what == "renamed" else 2):
                add(next(names), [one])
        elif what == "joined" and now:
            former[chance.choice(sorted(now))].append(one)
        elif what == "withdrawn":
            reasons[one] = f"Regnet feil: {one}."
