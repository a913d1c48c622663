"""RB-NUMBER-TWICE: a number that is typed where the report has it as a finding."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from report_builder.content.landing import PATH as LANDING
from report_builder.content.repeats.amounts import Amount, amounts, scaled
from report_builder.content.repeats.known import Former, Known, index_of, typed_unit
from report_builder.content.repeats.passages import Passage, Piece, passages_of
from report_builder.content.repeats.source import Source
from report_builder.content.repeats.stems import near, stems
from report_builder.diagnostics import Diagnostics, Fix, SourceSpan
from report_builder.language.message import Value, say
from report_builder.model.report import Report
from report_builder.patterns import late
from report_builder.sources.files import SourceFiles

_SENTENCE = late(r"(?<=[.!?…;])[\"»”')]*\s+(?=[«“\"(–]?[A-ZÆØÅÁÄÖ0-9\ufffc])")
_TELLING = 3
"""With so many figures a number is hardly another one by chance: few words tell it, and it may be mended."""

_FAR = 0.6
"""What a word counts that stands in the paragraph or in a heading, beside one in the sentence."""


def tell_repeats(
    report: Report,
    facts: Iterable[tuple[str, SourceSpan]],
    typed: Mapping[tuple[SourceSpan, str], str],
    formers: Mapping[str, Iterable[Former]],
    files: SourceFiles,
    diagnostics: Diagnostics,
) -> None:
    """RB-NUMBER-TWICE for each number beside the words of a finding that has or had its value.

    ``facts`` are texts of ``report.yaml`` with their places, ``typed`` what was typed of the plain texts of
    chapters that show findings, ``formers`` the findings of earlier versions by id, the newest first.
    """
    index = index_of(report.findings, formers)
    if not index:
        return
    source = Source(files)
    for passage in passages_of(report, LANDING, (Piece(*fact) for fact in facts)):
        pieces = tuple(
            piece._replace(text=typed.get((piece.span, piece.text), piece.text)) for piece in passage.pieces
        )
        hits = list(_hits(passage._replace(pieces=pieces), index))
        for hit in hits:
            # Of two numbers beside the same words one is seldom the finding: the target, another quarter.
            alone = sum(other.known.finding is hit.known.finding for other in hits) == 1
            _tell(hit, alone, source, diagnostics)


class _Hit(NamedTuple):
    """A number, the piece that it stands in, and where in it; ``certain`` where nothing else is likely.

    ``same_scale`` tells that its figures are those of the finding.
    """

    known: Known
    piece: Piece
    start: int
    figures_stop: int
    stop: int
    certain: bool
    same_scale: bool


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
            piece, at = _place(passage.pieces, amount)
            sure = len(matching) == 1 and best >= 1 and known.figures >= _TELLING
            certain = sure and not known.version and _is_about(known, passage)
            same_scale = abs(known.value) / scaled(known.finding.unit)[0] in map(abs, amount.bare_values)
            figures, stop = (min(len(piece.text), end - at) for end in (amount.figures_stop, amount.stop))
            yield _Hit(known, piece, amount.start - at, figures, stop, certain, same_scale)


def _of_value(amount: Amount, index: Mapping[Decimal, list[Known]]) -> list[Known]:
    return [known for value in amount.values for known in index.get(abs(value).normalize(), ())]


def _is_about(known: Known, passage: Passage) -> bool:
    """Tell whether a cell's row is about the finding: the caption's words may be those of another row."""
    if not passage.bare:
        return True
    label = stems(passage.label)
    return any(near(word, label) for word in known.own)


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
    if known.figures >= _TELLING:
        enough = hits >= 0.8 or share >= 0.5
    elif abs(known.value) >= 10:
        enough = hits >= 0.8 and (share > 0.5 or hits >= 1.8 or known.counts_things)
    else:
        enough = hits >= 0.8 and share >= 0.6
    return share + hits if enough else 0.0


def _place(pieces: tuple[Piece, ...], amount: Amount) -> tuple[Piece, int]:
    """The piece in which an amount begins, and where in the passage that begins."""
    at = 0
    for piece in pieces:
        if amount.start < at + len(piece.text):
            return piece, at
        at += len(piece.text)
    raise AssertionError("an amount stands in a piece")


class _Offer(NamedTuple):
    """The role that fits a typed number: ``written`` it stands in the place of, ``printed`` it prints.

    ``doubles`` tells that the role prints a unit that was not typed beside the number.
    """

    role: str
    written: str
    printed: str
    doubles: bool = False

    @property
    def differs(self) -> Value:
        """Say what is printed where that is not what was typed."""
        if _as_read(self.printed) == _as_read(self.written):
            return ""
        if self.doubles:
            return say("content.role-prints-unit", printed=self.printed)
        return say("content.role-prints", printed=self.printed)


def _offer(hit: _Hit) -> _Offer:
    """Choose the role: with the unit where that is typed beside the number, else the number alone.

    Where the finding counts in another scale, 412.3 million against 412 300 000, the number takes the place
    of the scale's word, and a scale of the finding's own comes with its whole unit.
    """
    finding, text = hit.known.finding, hit.piece.text
    if not finding.unit:
        return _Offer("finding", _plain(text[hit.start : hit.stop]), _plain(finding.display))
    unit = r"[\s]+".join(map(re.escape, finding.unit.split()))
    if match := re.compile(rf"\s*{unit}(?!\w)", re.IGNORECASE).match(text, hit.figures_stop):
        return _Offer("finding", _plain(text[hit.start : match.end()]), _plain(finding.display))
    if hit.same_scale:
        return _Offer("number", _plain(text[hit.start : hit.figures_stop]), _plain(finding.number))
    if scaled(finding.unit)[0] == 1:
        return _Offer("number", _plain(text[hit.start : hit.stop]), _plain(finding.number))
    start, stop = typed_unit(text, hit.start, hit.stop, hit.known.unit)
    doubles = bool(hit.known.unit) and (start, stop) == (hit.start, hit.stop)
    return _Offer("finding", _plain(text[start:stop]), _plain(finding.display), doubles)


def _as_read(text: str) -> str:
    """Without what the language of a passage decides: the decimal sign, the blank before a per cent sign."""
    return text.replace(" %", "%").replace(".", ",")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _tell(hit: _Hit, alone: bool, source: Source, diagnostics: Diagnostics) -> None:
    finding, version = hit.known.finding, hit.known.version
    offer = _offer(hit)
    found = source.find(hit.piece, hit.start, hit.stop, offer.printed)
    written = _plain(hit.piece.text[hit.start : hit.stop])
    role = f"{{{offer.role}}}`{finding.id}`"
    in_yaml = found.start.path.endswith(".yaml")
    named = {"number": written, "id": finding.id, "statement": finding.statement}
    if version:
        message = say("content.number-old", version=version, now=finding.display, **named)
        hint = say("content.number-old.hint", role=role, written=offer.written)
        if in_yaml:
            hint = say("content.number-old-yaml.hint", role=role, written=offer.written)
    else:
        message = say("content.number-twice", **named)
        instead: dict[str, Value] = {"role": role, "written": offer.written, "differs": offer.differs}
        hint = say("content.number-twice.hint", **instead)
        if in_yaml:
            hint = say("content.number-twice-yaml.hint", **instead)
    certain = alone and hit.certain and not in_yaml
    fixes = (Fix(found.start, found.end, role),) if certain and found.end else ()
    diagnostics.warn("RB-NUMBER-TWICE", found.start, message, hint, fixes)
