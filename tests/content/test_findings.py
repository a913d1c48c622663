"""What findings.yaml becomes, and what is refused in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.content.findings import parse_findings, read_findings
from report_builder.content.formats import written_value
from report_builder.content.load import load_report
from report_builder.diagnostics import Diagnostic, Diagnostics, SourceSpan
from report_builder.language.catalogue import catalogue
from report_builder.language.numbers import written_number
from report_builder.model.blocks import Paragraph, Section
from report_builder.model.findings import Finding
from report_builder.model.inlines import plain_text
from report_builder.sources.files import SourceFiles
from tests.content.dump import inline_text
from tests.said import english


def read(
    root: Path, text: str, language: str = "nb"
) -> tuple[dict[str, Finding] | None, tuple[Diagnostic, ...]]:
    (root / "content").mkdir(exist_ok=True)
    (root / "content" / "findings.yaml").write_text(text, encoding="utf-8")
    diagnostics = Diagnostics()
    return read_findings(SourceFiles(root), language, diagnostics), diagnostics.items


def test_reads_a_finding(tmp_path: Path) -> None:
    found, faults = read(
        tmp_path,
        """\
findings:
  - id: tillit
    value: 73
    unit: "%"
    statement: Mer tillit
    question: Har dere mer tillit?
    n: 123
    source: Evaluering
    group: deltakere
  - {id: antall, value: -7.50, statement: Antall}
""",
    )
    assert not faults
    assert found is not None
    assert list(found) == ["tillit", "antall"]
    assert found["tillit"] == Finding(
        id="tillit",
        value=Decimal(73),
        unit="%",
        display="73\u00a0%",
        statement="Mer tillit",
        question="Har dere mer tillit?",
        sample=123,
        source="Evaluering",
        group="deltakere",
        span=SourceSpan("content/findings.yaml", 2, 9),
    )
    assert found["antall"].display == "\u22127,50"
    assert found["antall"].sample is None


def test_reads_what_findings_were_called_and_which_no_longer_hold() -> None:
    text = """\
findings:
  - {id: moter, value: 81, statement: Møtene er bedre, formerly: [moter-2024, moter-2025]}
  - {id: saker, value: 60, statement: Sakene er bedre, formerly: [moter-2024]}
withdrawn:
  - {id: tillit, reason: Svarene var telt to ganger.}
"""
    diagnostics = Diagnostics()
    read = parse_findings(text, "nb", diagnostics)
    assert read is not None, diagnostics.items
    assert read.findings["moter"].formerly == ("moter-2024", "moter-2025")
    assert read.findings["saker"].formerly == ("moter-2024",), "what was one may be two now"
    assert read.withdrawn["tillit"].reason == "Svarene var telt to ganger."
    assert read.withdrawn["tillit"].span.line == 5


@given(st.permutations(("a", "b", "c", "d")), st.data())
def test_an_address_has_one_place_to_lead_to(ids: list[str], data: st.DataObject) -> None:
    """Whatever is said of ids, no id is accepted both as one in use and as one of the past."""
    names = st.lists(st.sampled_from("abcde"), max_size=2)
    used = ids[: data.draw(st.integers(1, 3))]
    former = {name: data.draw(names) for name in used}
    gone = data.draw(names)
    text = "findings:\n" + "".join(
        f"  - {{id: {name}, value: 1, statement: S, formerly: [{', '.join(former[name])}]}}\n"
        if former[name]
        else f"  - {{id: {name}, value: 1, statement: S}}\n"
        for name in used
    )
    text += "".join(
        ["withdrawn:\n", *(f"  - {{id: {name}, reason: Feil}}\n" for name in gone)] if gone else []
    )
    diagnostics = Diagnostics()
    read = parse_findings(text, "nb", diagnostics)
    past = [name for names in former.values() for name in names]
    clashes = {*past, *gone} & {*used} or {*past} & {*gone} or len({*gone}) < len(gone)
    twice = any(len({*names}) < len(names) for names in former.values())
    assert (read is None) == bool(clashes or twice)
    assert {item.code for item in diagnostics.items} == ({"RB-DUPLICATE-ID"} if read is None else set())


def test_a_report_may_have_no_findings(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    assert read_findings(SourceFiles(tmp_path), "nb", diagnostics) == {}
    assert not diagnostics.items
    assert read(tmp_path, "findings: []\n") == ({}, ())


@pytest.mark.parametrize(
    ("value", "unit", "language", "written"),
    [
        ("73", "%", "nb", "73\u00a0%"),
        ("7.5", "%", "nn", "7,5\u00a0%"),
        ("7.5", "%", "en", "7.5%"),
        ("48", "", "nb", "48"),
        ("48", "grupper", "nb", "48\u00a0grupper"),
        ("-3", "poeng", "nb", "\u22123\u00a0poeng"),
        ("-0", "", "nb", "0"),
        ("5000", "", "nb", "5000"),
        ("12500", "", "nb", "12\u00a0500"),
        ("1234567.25", "kroner", "nb", "1\u00a0234\u00a0567,25\u00a0kroner"),
        ("5000", "", "en", "5,000"),
    ],
)
def test_values_are_written_as_the_language_does(value: str, unit: str, language: str, written: str) -> None:
    assert written_value(Decimal(value), unit, catalogue(language)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3))
def test_a_written_number_says_its_value(value: Decimal) -> None:
    written = written_number(value, catalogue("nb"))
    assert Decimal(written.replace("\u2212", "-").replace("\u00a0", "").replace(",", ".")) == value
    assert "-" not in written


def test_names_both_lines_of_a_duplicate_id(tmp_path: Path) -> None:
    item = "  - {id: a, value: 1, statement: b}\n"
    found, faults = read(tmp_path, "findings:\n" + item + "\n" + item)
    assert found is None
    assert [(d.code, d.span, d.related) for d in faults] == [
        (
            "RB-DUPLICATE-ID",
            SourceSpan("content/findings.yaml", 4, 10),
            (SourceSpan("content/findings.yaml", 2, 10),),
        )
    ]
    assert "line 2" in english(faults[0].message)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("findings:\n  - {id: a, value: 73 %, statement: b}", "RB-WRONG-TYPE", 2),
        ("findings:\n  - {id: a b, value: 73, statement: b}", "RB-VALUE", 2),
        ("findings:\n  - {id: a, value: 73, statement: b, n: 0}", "RB-VALUE", 2),
        ("findings:\n  - {id: a, value: 73, statement: ''}", "RB-EMPTY", 2),
        ("findings:\n  - {id: a, value: 73, statement: b, N: 1}", "RB-UNKNOWN-KEY", 2),
        ("findings:\n  - {id: a, value: 73, statement: \u0e9a\u0ec8}", "RB-SCRIPT", 2),
        ("funn: []\nfindings: []", "RB-UNKNOWN-KEY", 1),
        ("", "RB-MISSING-KEY", 1),
        ("findings:", "RB-WRONG-TYPE", 1),
    ],
)
def test_refuses_what_cannot_be_right(tmp_path: Path, text: str, code: str, line: int) -> None:
    found, faults = read(tmp_path, text + "\n")
    assert found is None
    assert [(d.code, d.span.line) for d in faults if d.span] == [(code, line)]


def test_a_value_is_written_in_the_language_around_it(good_report: Path) -> None:
    (good_report / "content/findings.yaml").write_text(
        'findings:\n  - {id: tillit, value: 1234.5, unit: "%", statement: Mer tillit}\n', "utf-8"
    )
    chapter = good_report / "content/chapters/innledning.md"
    chapter.write_text(
        "# Innledning {#innledning}\n\n"
        "Norsk {finding}`tillit`, "
        "[about *{finding}`tillit`* and [norsk {finding}`tillit`]{lang=nb}]{lang=en-GB}, "
        "[autant {finding}`tillit`]{lang=fr}.\n\n"
        "## Summary {#summary .unnumbered lang=en}\n\nIt is {finding}`tillit`.[^1]\n\n"
        "## Sist {#sist}\n\nNorsk igjen: {finding}`tillit`.\n\n"
        "[^1]: The note, too: {finding}`tillit`.[^2]\n\n[^2]: And its own: {finding}`tillit`.\n\n"
        "![To flater](bilder/rute.png){#fig-rute}\n",
        "utf-8",
    )
    report = load_report(SourceFiles(good_report)).value
    assert report is not None
    norwegian, english = "1234,5\u00a0%", "1,234.5%"
    section = report.chapters[0]
    words = [plain_text(block.children) for block in section.blocks if isinstance(block, Paragraph)]
    assert words == [f"Norsk {norwegian}, about {english} and norsk {norwegian}, autant {norwegian}."]
    summary, last = (block for block in section.blocks if isinstance(block, Section))
    assert [plain_text(block.children) for block in summary.blocks if isinstance(block, Paragraph)] == [
        f"It is {english}."
    ]
    blocks = [block for note in report.notes.values() for block in note.blocks]
    notes = [plain_text(block.children) for block in blocks if isinstance(block, Paragraph)]
    assert notes[:2] == [f"The note, too: {english}.", f"And its own: {english}."]
    assert f"Norsk igjen: {norwegian}." in [
        plain_text(block.children) for block in last.blocks if isinstance(block, Paragraph)
    ]


@pytest.mark.parametrize(
    ("value", "unit", "language", "parts"),
    [
        ("12345", "kr", "nb", ("12\u00a0345", "kr")),
        ("-1234567.5", "kr per år", "nn", ("\u22121\u00a0234\u00a0567,5", "kr per år")),
        ("12345", "people", "en", ("12,345", "people")),
        ("98765", "%", "nb", ("98\u00a0765\u00a0%", "")),
        ("98765", "%", "en", ("98,765%", "")),
        ("12345", "", "nb", ("12\u00a0345", "")),
        ("7.5", "poeng", "nb", ("7,5", "poeng")),
        ("12345", "345", "nb", ("12\u00a0345", "345")),
    ],
)
def test_a_number_keeps_its_groups_apart_from_its_unit(
    value: str, unit: str, language: str, parts: tuple[str, str], tmp_path: Path
) -> None:
    text = f'findings:\n  - {{id: f, value: {value}, unit: "{unit}", statement: S}}\n'
    found, faults = read(tmp_path, text, language)
    assert not faults
    assert found is not None
    assert found["f"].number_and_unit == parts


def test_what_a_reference_adds_is_in_the_language_of_its_passage(good_report: Path) -> None:
    """So that a screen reader does not read "kapittel 1 på side 2" in an English summary (PDF/UA-1, 7.2)."""
    chapter = good_report / "content/chapters/innledning.md"
    chapter.write_text(
        "# Innledning {#innledning}\n\nSe [](#innledning){.page} og [see *[](#innledning)*]{lang=en}.\n\n"
        "## Summary {#summary .unnumbered lang=en-GB}\n\n"
        "See [](#innledning){.page}, [my words](#innledning){.page} and [se [](#innledning)]{lang=nb}.\n\n"
        "Foot.[^1]\n\n[^1]: See [](#innledning).\n\n![To flater](bilder/rute.png){#fig-rute}\n",
        "utf-8",
    )
    report = load_report(SourceFiles(good_report)).value
    assert report is not None
    first, *_, summary = report.chapters[0].blocks
    assert isinstance(first, Paragraph)
    assert isinstance(summary, Section)
    here, page = "<ref innledning>", "side\u00a0<page of innledning>"
    assert inline_text(first.children) == (
        f"Se {here}kapittel\u00a01 på {page}</ref> og <en>see <em>{here}chapter\u00a01</ref></em></en>."
    )
    foreign = [inline_text(block.children) for block in summary.blocks if isinstance(block, Paragraph)]
    assert foreign[0] == (
        f"See {here}chapter\u00a01 on page\u00a0<page of innledning></ref>, "
        f"{here}my words on page\u00a0<page of innledning></ref> and <nb>se {here}kapittel\u00a01</ref></nb>."
    )
    note = next(iter(report.notes.values())).blocks[0]
    assert isinstance(note, Paragraph)
    assert inline_text(note.children) == f"See {here}chapter\u00a01</ref>."


@pytest.mark.parametrize(
    ("value", "unit", "compared", "language", "shown", "parts"),
    [
        (
            "+4",
            "prosentpoeng",
            "2021",
            "nb",
            "+4\u00a0prosentpoeng fra 2021",
            ("+4", "prosentpoeng fra 2021"),
        ),
        (
            "+4",
            "prosentpoeng",
            "2021",
            "nn",
            "+4\u00a0prosentpoeng frå 2021",
            ("+4", "prosentpoeng frå 2021"),
        ),
        ("+0.5", "%", "last year", "en", "+0.5% from last year", ("+0.5%", "from last year")),
        ("-12", "%", "", "nb", "\u221212\u00a0%", ("\u221212\u00a0%", "")),
        ("+12500", "kroner", "", "nb", "+12\u00a0500\u00a0kroner", ("+12\u00a0500", "kroner")),
    ],
)
def test_a_change_shows_its_sign_and_what_it_is_compared_with(
    value: str, unit: str, compared: str, language: str, shown: str, parts: tuple[str, str], tmp_path: Path
) -> None:
    text = f'findings:\n  - {{id: f, value: {value}, unit: "{unit}", compared: "{compared}", statement: S}}\n'
    found, faults = read(tmp_path, text, language)
    assert not faults
    assert found is not None
    assert found["f"].shown == shown
    assert found["f"].number_and_unit == parts


def test_a_change_is_no_part_of_a_whole(tmp_path: Path) -> None:
    text = (
        'findings:\n  - {id: a, value: +4, unit: "%", statement: S}\n'
        '  - {id: b, value: 4, unit: "%", compared: "2021", statement: S}\n'
        '  - {id: c, value: 4, unit: "%", statement: S}\n'
    )
    found, _ = read(tmp_path, text, "nb")
    assert found is not None
    assert [found[name].share for name in "abc"] == [None, None, 4.0]
