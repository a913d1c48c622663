"""A finding: one number of the report, with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import SourceSpan
from report_builder.language.numbers import written_number
from report_builder.language.passages import Piece, Pieces, Voice, joined, plain


class Finding(Struct, frozen=True):
    """One number with its statement. It stands once in ``findings.yaml`` and is used everywhere.

    ``display`` is the value with its unit, formatted for the report's language ("73 %" with a
    no-break space); ``plus`` tells that it shows the sign of a number that is not below zero. ``compared``
    is the period that a change is measured from, ``comparison`` the words for it ("fra 2021"). ``sample``
    is the number of answers, None where it is not known. ``share`` is the value's part of a 0-100 axis,
    None for a finding that is no percentage, or is a change.
    ``language`` is that in which the number is written, where it is shown in another than the report's, and
    ``comparison_language`` that of the words of ``comparison``. ``formerly`` are ids that it had in earlier
    versions; two that were one have the same.
    """

    id: str
    value: Decimal
    unit: str
    display: str
    statement: str
    question: str
    sample: int | None
    source: str
    group: str
    span: SourceSpan
    plus: bool = False
    compared: str = ""
    comparison: str = ""
    language: str = ""
    comparison_language: str = ""
    formerly: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """The value on an axis from 0 to 100; None where the unit is not per cent, and for a change."""
        return float(self.value) if self.unit == "%" and not self.plus and not self.compared else None

    @property
    def number(self) -> str:
        """The value without its unit, for where the words around it say that."""
        return self.display.removesuffix(self.unit).rstrip("\u00a0\u202f") if self.unit else self.display

    @property
    def shown(self) -> str:
        """The value with its unit and what it is compared with: +4 prosentpoeng fra 2021."""
        return f"{self.display} {self.comparison}" if self.comparison else self.display

    def pieces(self, own: str) -> Pieces:
        """``shown`` with the languages of its pieces, in a report in the language ``own``."""
        number, words = self.parts(own)
        between = self.shown[len(number.text) : len(self.shown) - len(plain(words))]
        return joined((Piece(number.text + between, number.language), *words))

    def parts(self, own: str) -> tuple[Piece, Pieces]:
        """``number_and_unit`` with their languages, in a report in the language ``own``."""
        number, words = self.number_and_unit
        unit = Piece(words.removesuffix(self.comparison), own)
        compared = Piece(self.comparison, self.comparison_language or own)
        return Piece(number, self.language or own), joined((unit, compared))

    @property
    def number_and_unit(self) -> tuple[str, str]:
        """``shown`` in two: what is set large, and the words that stand smaller beside it.

        The per cent sign belongs to the number. A number can have blanks of its own, "12 345 kr", and so
        can a unit; between the two is a no-break space.
        """
        if self.unit in ("", "%"):
            return self.display, self.comparison
        return self.number, f"{self.unit} {self.comparison}".rstrip()


def of_two_units(findings: Sequence[Finding]) -> tuple[Finding, Finding] | None:
    """Give two findings that are not counted in the same unit, the first that there are; None if all are.

    One of a thing is in the singular: 1 sak, 1 million kroner.
    """
    many = next((one for one in findings if abs(one.value) != 1), findings[0])
    others = (one for one in findings if one.unit != many.unit and not _is_singular(one, many))
    return next(((many, one) for one in others), None)


def _is_singular(one: Finding, many: Finding) -> bool:
    words, others = one.unit.split(), many.unit.split()
    if abs(one.value) != 1 or len(words) != len(others) or not words:
        return False
    return all(other.startswith(word) for word, other in zip(words, others, strict=True))


class WithdrawnFinding(Struct, frozen=True):
    """A finding of earlier versions that no longer holds, and why."""

    id: str
    reason: str
    span: SourceSpan


def source_of(finding: Finding, here: Voice, own: str) -> Pieces:
    """How many answered and where that is from, as ``here`` says it in a report in the language ``own``."""
    if finding.sample is None:
        return joined((Piece(finding.source, own),))
    sample = here.pieces("document.sample", number=written_number(finding.sample, here.words))
    return joined((*sample, Piece(" · " if finding.source else "", own), Piece(finding.source, own)))


def sources_of(findings: Sequence[Finding], here: Voice, own: str) -> tuple[list[Pieces], Pieces]:
    """What is said of each by :func:`source_of`, and what is said once below them: the source of them all.

    The second is empty where they are not from one source. The number of answers goes with it, if it is one.
    """
    source = findings[0].source if len(findings) > 1 else ""
    if not source or any(each.source != source for each in findings):
        return [source_of(each, here, own) for each in findings], ()
    one = all(each.sample == findings[0].sample for each in findings)
    each = [replace(each, source="", sample=None if one else each.sample) for each in findings]
    sample = source_of(replace(findings[0], source=""), here, own) if one else ()
    said = joined((Piece(source, own), Piece(" · " if sample else "", own), *sample))
    return [source_of(one, here, own) for one in each], here.woven("document.source-of-all", {"source": said})
