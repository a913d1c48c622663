"""Words that are drawn and never heard: in files of other makers a warning, wherever they stand."""

from __future__ import annotations

from functools import cache

import pytest
import typst

from report_builder.check.checking import examine
from report_builder.check.report import CheckReport
from report_builder.diagnostics import Severity
from tests.said import english

_FIGURE = """\
#set document(title: "Fremmed fil", date: datetime(year: 2026, month: 1, day: 1))
#set text(lang: "nb", font: "Libertinus Serif")
= Innledning
#figure({drawn}, alt: "{alt}", kind: image, supplement: [Figur], caption: [{caption}])
"""


@cache
def checked(drawn: str, alt: str, caption: str = "Ringen") -> CheckReport:
    source = _FIGURE.format(drawn=drawn, alt=alt, caption=caption)
    made = typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return examine(made)


def test_words_that_no_listener_gets_are_named() -> None:
    report = checked("rect[Planlegge Vår AVtale]", "En ring. Avtale.")
    [found] = report.findings
    assert (found.code, found.severity) == ("RB-PDF-UNHEARD", Severity.WARNING)
    message = english(found.message)
    assert message.endswith(
        "has 2 words that are neither in its alternative text nor in the text beside it: planlegge, vår"
    )
    assert report.passed, "a warning fails no file of another maker"


@pytest.mark.parametrize(
    ("drawn", "alt", "caption"),
    [
        ("rect[Planlegge Gjøre]", "En ring: planlegge, gjøre.", "Ringen"),
        ("rect[Planlegge Gjøre]", "En ring: planlegge.", "Vi skal *gjøre* noe"),
        ("stack(dir: ltr, [Plan], [Gjøre])", "En ring: gjøre, plan", "Ringen"),
        ("rect[Direktoratet]", "Logoen til etaten", "Ringen"),
        ("rect[ ]", "En ramme", "Ringen"),
    ],
)
def test_what_is_heard_somewhere_is_no_loss(drawn: str, alt: str, caption: str) -> None:
    assert checked(drawn, alt, caption).findings == ()


def test_formulas_are_said_in_other_words() -> None:
    source = (
        _FIGURE.split("#figure", maxsplit=1)[0] + '#math.equation(alt: "energi", block: true, $E = m c^2$)'
    )
    made = typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    assert examine(made).findings == ()


def test_of_very_many_words_some_are_named() -> None:
    [found] = checked("rect[Åtte to tre fire fem seks sju]", "Tall").findings
    assert "has 7 words" in english(found.message)
    assert english(found.message).endswith("seks, …")
