"""Rules beyond the standards on files of others: a warning for what is wrong, silence for what is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name, Pdf, String

from report_builder.check.checking import examine
from report_builder.check.report import CheckReport
from report_builder.diagnostics import Severity
from tests.check.test_rules import below, kids, one
from tests.said import english

_SOURCE = """\
#set document(title: "Fremmed fil", date: datetime(year: 2026, month: 1, day: 1))
#set text(lang: "nb", font: "Libertinus Serif")
#set page(
  header: [Topptekst], footer: context [Side #counter(page).display()], numbering: "1",
  background: rotate(24deg, text(80pt)[UTKAST]),
)
#show figure: set block(breakable: true)
#outline()
= Innledning
Et avsnitt med en note.#footnote[Den første noten.] Mer tekst følger. #footnote[Den andre.]
#place(left, dx: -2cm)[#pdf.artifact[marg]]
Et avsnitt uten note.

- Ett punkt med note#footnote[Fra et punkt.]
- To
#figure(table(columns: 2, table.header[År][Antall], ..range(180).map(x => [#x])), caption: [En tabell])
== Nærmere
{more}

Slutten.
"""


@cache
def made(more: str = "Midten.") -> bytes:
    source = _SOURCE.replace("{more}", more).encode()
    pdf = typst.compile(source, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf


def found(report: CheckReport) -> list[str]:
    assert all(item.severity == Severity.WARNING for item in report.findings), report.findings
    assert report.passed
    return [f"{item.code} {english(item.message)}" for item in report.findings]


def test_what_other_makers_write_well_is_left_alone() -> None:
    """Heads and feet, heads of tables that come again, stamps, words in the margin, notes in the line."""
    assert found(examine(made())) == []


def test_text_that_nobody_hears_is_told() -> None:
    [told] = found(examine(made("#pdf.artifact[Dette er ikke pynt.]")))
    assert told.startswith("RB-PDF-ARTIFACT")
    assert "'Dette er ikke pynt.'" in told


def unlink(pdf: Pdf) -> None:
    for element in below(one(pdf, "TOCI")):
        if element.get("/S") == Name.Link:
            element.S = Name.Span
        element.K = Array(
            kid for kid in kids(element) if not isinstance(kid, Dictionary) or kid.get("/Type") != "/OBJR"
        )


def far_note(pdf: Pdf) -> None:
    """Move a note out of its paragraph, to the end of the document."""
    note, document = one(pdf, "Note"), one(pdf, "Document")
    note.P.K = Array(kid for kid in kids(note.P) if kid != note)
    note.P = document
    document.K = Array([*kids(document), note])


def doubled(pdf: Pdf) -> None:
    one(pdf, "P").Alt = String("Noe annet")


@pytest.mark.parametrize(
    ("change", "code"),
    [(unlink, "RB-PDF-TOC"), (far_note, "RB-PDF-NOTE-PLACE"), (doubled, "RB-PDF-ALT-ON-TEXT")],
)
def test_a_damaged_file_gets_one_warning(change: Callable[[Pdf], None], code: str) -> None:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(made())) as pdf:
        change(pdf)
        pdf.save(buffer, fix_metadata_version=False)
    assert [told.split()[0] for told in found(examine(buffer.getvalue()))] == [code]
