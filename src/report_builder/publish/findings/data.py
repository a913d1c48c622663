"""Findings for programs: JSON and CSV of each, and ``findings.json`` with all of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from msgspec import json

from report_builder.publish.addresses import Addresses, link
from report_builder.publish.findings.facts import FindingFacts
from report_builder.publish.findings.telling import Row, Told
from report_builder.sources.characters import bare

_ENCODER = json.Encoder(decimal_format="number")

_COLUMNS = ("from", "to", "since", "id", "value", "unit", "n", "statement", "question", "source")


def as_json(told: Told, where: Addresses) -> bytes:
    """Give what is told of one finding; addresses are relative to it as long as the site's is not known."""
    return _written(_record(told, where, where.finding(told.id) + JSON))


def all_as_json(several: Iterable[Told], where: Addresses) -> bytes:
    """Give ``findings.json``."""
    records = [_record(told, where, where.all_findings) for told in several]
    return _written({"report": where.report, "findings": records})


def as_csv(told: Told) -> bytes:
    """Give the history of a finding: a line for each time that anything of it changed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for row in told.rows:
        if row.facts is not None:
            writer.writerow(_cells(row, row.facts))
    return out.getvalue().encode()


def _cells(row: Row, facts: FindingFacts) -> list[Any]:
    since = row.since.isoformat() if row.since else ""
    texts = map(_text, (facts.statement, facts.question, facts.source))
    sample = "" if facts.sample is None else facts.sample
    return [row.first, row.last, since, facts.id, format(facts.value, "f"), facts.unit, sample, *texts]


JSON, CSV, RIS, BIBTEX, CSL = "finding.json", "finding.csv", "finding.ris", "finding.bib", "finding.csl.json"
"""The files beside the page of a finding, called the same in every language."""


def _written(value: object) -> bytes:
    return json.format(_ENCODER.encode(value), indent=1) + b"\n"


def _record(told: Told, where: Addresses, own: str) -> dict[str, Any]:
    def address(path: str) -> str:
        return where.seen_from(own, path)

    facts = told.facts if told.stands else None
    folder = where.finding(told.id)
    found: dict[str, Any] = {
        "id": told.id,
        "address": address(folder),
        "standing": told.standing.value,
        "version": told.version or None,
        "language": told.language,
        "says": told.text,
        "now": [{"id": other.id, "address": address(where.finding(other.id))} for other in told.now],
        **(_facts(facts) if facts else {}),
        **(_places(told, facts, where, own) if facts else {}),
        "corrections": list(told.corrections),
        "history": [_history(row) for row in told.rows],
        "citation": told.citation.sentence(),
        "files": {"csv": address(folder + CSV), "ris": address(folder + RIS)},
    }
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _facts(facts: FindingFacts) -> dict[str, Any]:
    found: dict[str, Any] = {
        "statement": _text(facts.statement),
        "value": facts.value,
        "unit": facts.unit,
        "compared": facts.compared,
        "shown": _text(facts.shown),
        "n": facts.sample,
        "question": _text(facts.question),
        "source": _text(facts.source),
    }
    return {key: value for key, value in found.items() if value not in (None, "") or key == "value"}


def _places(told: Told, facts: FindingFacts, where: Addresses, own: str) -> dict[str, Any]:
    shown = [
        {
            "as": place.shown_as,
            "name": place.name,
            "address": _seen(where, own, in_edition(told, place.address, where)),
        }
        for place in facts.places
    ]
    pdf = (
        {"page": facts.page, "address": _seen(where, own, in_pdf(told, facts, where))}
        if facts.place
        else None
    )
    return {"edition": shown, "pdf": pdf}


def _seen(where: Addresses, own: str, target: str) -> str:
    """Give the address of a path with a fragment, seen from the page at the path ``own``."""
    return _with_fragment(target, lambda path: where.seen_from(own, path))


def link_to(own: str, target: str) -> str:
    """Give the link from the page at the path ``own`` to a path with a fragment."""
    return _with_fragment(target, lambda path: link(own, path))


def _with_fragment(target: str, address: Callable[[str], str]) -> str:
    """The address of a path with its fragment, in which no sign is left that an address cannot have."""
    path, mark, fragment = target.partition("#")
    return f"{address(path)}{mark}{quote(fragment, safe='=:')}"


def in_edition(told: Told, address: str, where: Addresses) -> str:
    """Give the path of a place in the HTML edition: the lasting one where the newest version has it."""
    folder = where.lasting_edition if told.newest else where.edition(told.version)
    return folder + address


def in_pdf(told: Told, facts: FindingFacts, where: Addresses) -> str:
    """Give the path of the file with the name of the place that a reader is to open it at."""
    folder = where.lasting if told.newest else where.version(told.version)
    return f"{folder}{told.pdf}#nameddest={facts.place}"


def _history(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {
        "from": row.first,
        "to": row.last,
        "since": row.since.isoformat() if row.since else None,
        "id": row.facts.id if row.facts else None,
        **(_facts(row.facts) if row.facts else {}),
        "note": row.note,
        "corrections": list(row.corrections),
    }
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _text(text: str) -> str:
    return " ".join(bare(text).split())
