"""What a file of sources has that is read as something else than was meant, told at its line."""

from __future__ import annotations

import pytest

from report_builder.content.literature.bibtex import read_bibtex
from report_builder.content.literature.doubts import tell_doubts
from report_builder.content.literature.latex import left_in, unicode_of
from report_builder.content.literature.marks import END, LOWERED, RAISED
from report_builder.diagnostics import Diagnostics, Severity
from report_builder.language.message import Message
from tests.content.test_citing_places import STYLES
from tests.content.test_literature import entries, read
from tests.said import english

LANGUAGES = ("nb", "nn", "en")


def told(source: str) -> list[tuple[int | None, str]]:
    """The lines and keys of what is told of this source."""
    diagnostics = Diagnostics()
    for entry in read_bibtex(source, "a.bib", diagnostics):
        tell_doubts(entry, diagnostics)
    found: list[tuple[int | None, str]] = []
    for item in diagnostics.items:
        assert (item.code, item.severity) == ("RB-BIB-SYNTAX", Severity.WARNING)
        assert item.span is not None
        assert isinstance(item.message, Message)
        found.append((item.span.line, item.message.key))
    return found


@pytest.mark.parametrize(
    "names",
    [
        "Statistisk sentralbyrå",
        "Universitetet i Oslo",
        "Kommunal- og distriktsdepartementet",
        "Ministry of Finance",
        "Ministry of Health and Care Services",
        "Norges Bank",
        "The Audit Office",
        "Ola Nordmann, Kari Hansen, Per Berg",
        "Nordmann, Ola, Hansen, Kari",
        "Ola Nordmann & Kari Hansen",
        r"Ola Nordmann \& Kari Hansen",
        "Nordmann, Ola; Hansen, Kari",
        "Ola Nordmann og Kari Hansen",
        "Ola Nordmann et al.",
        "Nordmann, Ola mfl.",
        "Nordmann, Ola and Statistisk sentralbyrå",
    ],
)
@pytest.mark.parametrize("field", ["author", "editor", "translator", "bookauthor"])
def test_what_is_no_name_of_one_person_is_told(names: str, field: str) -> None:
    source = f"@book{{x,\n  title = {{Bok}},\n  {field} = {{{names}}},\n  year = 2020\n}}"
    assert told(source) == [(3, "content.bib-names")]


@pytest.mark.parametrize(
    "names",
    [
        "{Statistisk sentralbyrå}",
        "{Universitetet i Oslo} and Hansen, Kari",
        "Nordmann, Ola and Hansen, Kari and others",
        "Ola Nordmann and Kari I. Hansen and Per I Berg",
        "Ludwig van Beethoven",
        "van der Berg, Kari",
        "King, Jr., Martin Luther",
        "Nordmann, III, Ola",
        "García Márquez, Gabriel José",
        "de la Cruz, Ana María",
        "bell hooks",
        "Finansdepartementet",
        "OECD",
        "{Ernst & Young}",
        "{Direktoratet A, B, C og D}",
        r"S{\o}rensen, {\AA}se",
        r"{\O}degaard, K{\aa}re and Jos{\'e} G{\'o}mez",
    ],
)
def test_names_as_bibtex_has_them_are_not_told(names: str) -> None:
    assert told(f"@book{{x, title={{Bok}}, author={{{names}}}, year=2020}}") == []


@pytest.mark.parametrize("kind", ["bok", "artikkel", "rapport", "nettside", "boook", "noe"])
def test_kinds_that_nobody_knows_are_told(kind: str) -> None:
    assert told(f"\n@{kind}{{x, title={{Bok}}}}") == [(2, "content.bib-kind")]


@pytest.mark.parametrize("kind", ["Book", "ARTICLE", "misc", "online", "standard", "review", "customa"])
def test_kinds_of_bibtex_and_biblatex_are_not_told(kind: str) -> None:
    assert told(f"@{kind}{{x, title={{Bok}}}}") == []


def test_fields_in_norwegian_are_told_where_the_right_ones_are_missing() -> None:
    source = "@book{x,\n forfatter={Vik, Bo},\n tittel={Bok},\n aar={2020}, keywords={a}, file={b}}"
    assert told(source) == [(line, "content.bib-field") for line in (2, 3, 4)]
    assert told("@book{x, author={Vik, Bo}, title={A}, date={2020}, forfatter={Vik}, aar={2020}}") == []


@pytest.mark.parametrize(
    ("value", "year"),
    [
        ("2.1.2026", ""),
        ("2002-13-45", "2002"),
        ("2026-02-30", "2026"),
        ("i fjor", ""),
        ("2020-01-01/x", "2020"),
    ],
)
@pytest.mark.parametrize("field", ["date", "urldate"])
def test_dates_that_are_none_are_told(value: str, year: str, field: str) -> None:
    source = f"@online{{x, title={{Side}},\n url={{https://example.org}}, {field}={{{value}}}}}"
    assert told(source) == [(2, "content.bib-date")]
    if field == "date":
        report, _ = read("[@x]", source)
        assert f"({year or 'u.å.'})" in entries(report)[0] or f"({year}," in entries(report)[0]


@pytest.mark.parametrize(
    "value",
    ["2020", "2020-05", "2020-05-17", "2020-05-17/2020-06-01", "2020/", "/2020", "2020?", "2020~", "199X"],
)
@pytest.mark.parametrize("field", ["date", "urldate"])
@pytest.mark.parametrize("more", ["", "2020-21", "-0044-03-15", "2020-05-17T10:00:00Z", "2020/.."])
def test_dates_of_biblatex_are_not_told(value: str, more: str, field: str) -> None:
    assert (
        told(f"@online{{x, title={{Side}}, url={{https://example.org}}, {field}={{{more or value}}}}}") == []
    )


def test_the_date_that_was_meant_is_said() -> None:
    _, found = read("[@x]", "@online{x, title={Side}, urldate={2.1.2026}}")
    hints = [english(item.hint) for item in found if item.code == "RB-BIB-SYNTAX" and item.hint]
    assert hints == ["write year, month and day like this: 2026-01-02"]


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        ("CO$_2$", f"CO{LOWERED}2{END}"),
        (r"$\mathrm{CO}_2$", f"CO{LOWERED}2{END}"),
        (r"H\textsubscript{2}O", f"H{LOWERED}2{END}O"),
        (r"m\textsuperscript{2}", f"m{RAISED}2{END}"),
        ("$10^{-3}$", f"10{RAISED}-3{END}"),
        (r"$\alpha$ og $\Omega$", "α og Ω"),
        (r"\(\beta\)", "β"),
        ("``Sitat''", "“Sitat”"),
        (r"\enquote{Sitat}", "“Sitat”"),
        (r"5\,\%", "5\u00a0%"),
        (r"Ola\textquoteright s \textquotedblleft bok\textquotedblright", "Ola’s “bok”"),
        (r"Ga\ng aviika og {\NG}ord", "Gaŋaviika og Ŋord"),
        (r"{\it Stor} \texttt{x}", "Stor x"),
        ("koster $5 og $6 nå", "koster $5 og $6 nå"),
        (r"\$5 og \$6", "$5 og $6"),
    ],
)
def test_latex_that_is_known_is_read(latex: str, shown: str) -> None:
    assert unicode_of(latex) == shown
    assert left_in(latex) == ""


@pytest.mark.parametrize(
    ("latex", "left"),
    [(r"Om \foo{x}", r"\foo"), (r"$\frac{a}{b}$", r"$\frac{a}{b}$"), (r"\noopsort{a}B", r"\noopsort")],
)
@pytest.mark.parametrize("field", ["title", "journal", "publisher"])
def test_latex_that_is_not_known_is_told(latex: str, left: str, field: str) -> None:
    assert left_in(latex) == left
    title = "" if field == "title" else "title={A}, "
    assert told(f"@article{{x, {title}\n{field}={{{latex}}}}}") == [(2, "content.bib-latex")]


def test_addresses_and_what_is_not_printed_are_not_told() -> None:
    assert told(r"@online{x, title={A}, url={https://example.org/\foo}, abstract={\foo $\frac{a}{b}$}}") == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_that_are_lowered_are_set_so_in_every_style(style: str, language: str) -> None:
    source = "@book{x, author={Vik, Bo}, title={Om CO$_2$ og $\\alpha$}, year={2020}}"
    report, found = read("Sagt [@x].", source, style=style, language=language)
    (entry,) = entries(report)
    assert "CO2 og α".casefold() in entry.casefold()
    assert not [item for item in found if item.code == "RB-BIB-SYNTAX"]
