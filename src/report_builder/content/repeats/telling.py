"""RB-NUMBER-TWICE: a number that is typed where the report has it as a finding."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from report_builder.content.landing import PATH as LANDING
from report_builder.content.repeats.amounts import Amount, amounts
from report_builder.content.repeats.known import Former, Known, index_of
from report_builder.content.repeats.passages import Passage, Piece, passages_of
from report_builder.content.repeats.source import Source
from report_builder.content.repeats.stems import near, stems
from report_builder.diagnostics import Diagnostics, Fix, SourceSpan
from report_builder.model.findings import Finding
from report_builder.model.report import Report
from report_builder.sources.files import SourceFiles

_SENTENCE = re.compile(r"(?<=[.!?…;])[\"»”')]*\s+(?=[«“\"(–]?[A-ZÆØÅÁÄÖ0-9\ufffc])")
_FAR = 0.6
"""What a word counts that stands in the paragraph or in a heading, beside one in the sentence."""


def tell_repeats(
    report: Report,
    facts: Iterable[tuple[str, SourceSpan]],
    formers: Mapping[str, Iterable[Former]],
    files: SourceFiles,
    diagnostics: Diagnostics,
) -> None:
    """RB-NUMBER-TWICE for each number beside the words of a finding that has or had its value.

    ``facts`` are texts of ``report.yaml`` with their places, ``formers`` the findings of earlier versions by
    id, the newest first.
    """
    index = index_of(report.findings, formers)
    if not index:
        return
    source = Source(files)
    for passage in passages_of(report, LANDING, (Piece(*fact) for fact in facts)):
        for hit in _hits(passage, index):
            _tell(hit, source, diagnostics)


class _Hit(NamedTuple):
    """A number, the piece that it stands in, and where in it; ``certain`` where nothing else is likely."""

    known: Known
    piece: Piece
    start: int
    stop: int
    certain: bool


def _hits(passage: Passage, index: Mapping[Decimal, list[Known]]) -> Iterator[_Hit]:
    text = "".join(piece.text for piece in passage.pieces)
    if not any(char.isdigit() for char in text):
        return
    found = [(amount, same) for amount in amounts(text) if (same := _of_value(amount, index))]
    if not found:
        return
    cuts = [match.end() for match in _SENTENCE.finditer(text)]
    starts = [0, *cuts]
    around = stems(f"{passage.around} {text}")
    for amount, candidates in found:
        number = bisect_right(starts, amount.start) - 1
        stop = starts[number + 1] if number + 1 < len(starts) else len(text)
        here = stems(f"{text[starts[number] : stop]} {passage.near}")
        matching = []
        for known in candidates:
            if known.fits(amount, passage.near, bare=passage.bare):
                score = _score(known, here, around)
                if score:
                    matching.append((score, known))
        if matching:
            best, known = max(matching, key=lambda pair: (pair[0], not pair[1].version))
            piece, start, end = _place(passage.pieces, amount)
            yield _Hit(known, piece, start, end, len(matching) == 1 and best >= 1 and not known.version)


def _of_value(amount: Amount, index: Mapping[Decimal, list[Known]]) -> list[Known]:
    return [known for value in amount.values for known in index.get(abs(value).normalize(), ())]


def _score(known: Known, here: frozenset[str], around: frozenset[str]) -> float:
    """How surely the words around a number are those of the finding; 0 where they are not.

    The more figures a number has, the fewer words are needed: 65,5 % is seldom the share of two things.
    """
    close = {word: near(word, here) for word in known.weights}
    total = sum(weight for word, weight in known.weights.items() if word in known.own) or 1.0
    share = (
        sum(
            weight * max(close[word], _FAR * near(word, around))
            for word, weight in known.weights.items()
            if word in known.own
        )
        / total
    )
    hits = sum(close.values())
    figures = len(known.value.normalize().as_tuple().digits)
    if figures >= 3:
        enough = hits >= 0.8 or share >= 0.5
    elif abs(known.value) >= 10:
        enough = hits >= 0.8 and (share > 0.5 or hits >= 1.8 or known.counts_things)
    else:
        enough = hits >= 0.8 and share >= 0.6
    return share + hits if enough else 0.0


def _place(pieces: tuple[Piece, ...], amount: Amount) -> tuple[Piece, int, int]:
    """The piece in which an amount begins, and where in it the amount stands."""
    at = 0
    for piece in pieces:
        if amount.start < at + len(piece.text):
            return piece, amount.start - at, min(len(piece.text), amount.stop - at)
        at += len(piece.text)
    raise AssertionError("an amount stands in a piece")


def _printed(written: str, finding: Finding) -> str:
    """Say what the role prints where that is more than what was typed: the words around it may say it too."""
    printed = " ".join(finding.display.split())
    if printed == written or not finding.unit or finding.unit == "%":
        return ""
    return f", which prints '{printed}' (let the words around it not say the unit once more)"


def _tell(hit: _Hit, source: Source, diagnostics: Diagnostics) -> None:
    finding, version = hit.known.finding, hit.known.version
    found = source.find(hit.piece, hit.start, hit.stop, finding.display)
    written = " ".join(hit.piece.text[hit.start : hit.stop].split())
    shown = f"'{finding.id}' ({finding.statement})"
    role = f"{{finding}}`{finding.id}`"
    in_yaml = found.start.path.endswith(".yaml")
    allowed = (
        "# allow RB-NUMBER-TWICE behind it"
        if in_yaml
        else '{allow="RB-NUMBER-TWICE"} on a line of its own above the block'
    )
    quotes = ", and the text in double quotes" if in_yaml else ""
    if version:
        message = f"'{written}' was the finding {shown} in version {version}, and is now {finding.display}"
        hint = f"write {role}{quotes}; if the old number is meant, write {allowed}"
    else:
        message = f"'{written}' is the finding {shown}, typed once more"
        hint = (
            f"write {role} in its place{quotes}{_printed(written, finding)}, so that the two cannot differ; "
            f"if it is another number, write {allowed}"
        )
    fixes = (Fix(found.start, found.end, role),) if hit.certain and found.end and not in_yaml else ()
    diagnostics.warn("RB-NUMBER-TWICE", found.start, message, hint, fixes)
