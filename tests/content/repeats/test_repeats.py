"""A number that is typed where the report has it as a finding is told; the same number elsewhere is not."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from report_builder.content.findings import parse_findings
from report_builder.content.load import load_report
from report_builder.content.repeats import Former
from report_builder.content.repeats.amounts import amounts
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.sources.files import SourceFiles
from tests.content.plain import words
from tests.content.repeats.measuring import CODE, HINT, followed, told
from tests.content.repeats.planting import Plant, chosen, innocents, plants
from tests.said import english

STYLES = ("plain", "fresh", "late")


def is_told(plant: Plant, found: list[Diagnostic]) -> bool:
    return any(f"'{plant.told}'" in english(diagnostic.message) for diagnostic in found)


@pytest.mark.parametrize("style", STYLES)
def test_36_of_40_repeats_are_told(style: str) -> None:
    missed = [plant for plant, found in told(chosen(plants(style), 40, 10)) if not is_told(plant, found)]
    assert len(missed) <= 4, missed


def test_no_more_than_one_of_a_hundred_innocents_is_told() -> None:
    wrong = [(plant, found) for plant, found in told(chosen(innocents(), 100, 10)) if found]
    assert len(wrong) <= 1, wrong


@pytest.mark.whole
def test_all_repeats_and_all_innocents() -> None:
    for style in STYLES:
        results = [is_told(plant, found) for plant, found in told(plants(style))]
        assert sum(results) >= 0.95 * len(results)
    wrong = [(plant, found) for plant, found in told(innocents()) if found]
    assert len(wrong) <= 10, wrong


def read(
    root: Path, chapter: str, findings: str, formers: Mapping[str, tuple[Former, ...]] | None = None
) -> list[Diagnostic]:
    content = root / "content"
    (content / "chapters").mkdir(parents=True, exist_ok=True)
    facts = "title: A\nlanguage: nb\npublisher: B\nchapters: [a.md]\noutput: a\n"
    (content / "report.yaml").write_text(facts, "utf-8")
    (content / "findings.yaml").write_text(findings, "utf-8")
    (content / "chapters/a.md").write_text(chapter, "utf-8")
    outcome = load_report(SourceFiles(root), None, formers or {})
    return [diagnostic for diagnostic in outcome.diagnostics if diagnostic.code == CODE]


MEETINGS = (
    'findings:\n  - {id: moter, value: 81, unit: "%", statement: Møtene våre har blitt bedre}\n'
    "  - {id: sum, value: 412300000, unit: kroner, statement: Bevilget til omstilling}\n"
)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("I alt 81 % mener at møtene er bedre.", "81 %"),
        ("I alt **81 %** mener at *møtene* er bedre.", "81 %"),
        ("I 2021 var det 12 som sa nei, men 81 % mener møtene er bedre.", "81 %"),
        ("> Bedre møter:\n> nå mener\n> 81 % det.", "81 %"),
        ("Møtene, sier [hele 81 %](https://example.org/81), er bedre.", "81 %"),
        ("Det ble bevilget 412 300 000 kroner til omstilling.", "412 300 000 kroner"),
        ("| A | Andel |\n|:--|--:|\n| Bedre møter \\| 2021 | 81 % |", "81 %"),
    ],
)
def test_it_is_told_at_its_place_and_mended_there(tmp_path: Path, line: str, number: str) -> None:
    # With so many figures it is hardly another number by chance; "81 %" is told, and left.
    chapter = f"# A\n\nTekst 81.\n\n{line.replace('81 %', '81,4 %')}\n"
    number, meetings = number.replace("81 %", "81,4 %"), MEETINGS.replace("81", "81.4")
    (found,) = read(tmp_path, chapter, meetings)
    (fix,) = found.fixes
    lines = chapter.split("\n")
    row = lines[fix.start.line - 1]
    assert found.span == fix.start
    assert row[fix.start.column - 1 : fix.end.column - 1] == number
    lines[fix.start.line - 1] = row[: fix.start.column - 1] + fix.text + row[fix.end.column - 1 :]
    mended = "\n".join(lines)
    assert fix.text in english(found.hint)
    assert read(tmp_path, mended, meetings) == []


@pytest.mark.parametrize(
    "line",
    [
        "Nå er det 81,0 % som mener at møtene er bedre.",  # the role would write it in another way
        "Nå er det 81,00 % av oss som mener at møtene er bedre.",
    ],
)
def test_what_the_role_would_write_otherwise_is_told_but_not_mended(tmp_path: Path, line: str) -> None:
    (found,) = read(tmp_path, f"# A\n\n{line}\n", MEETINGS)
    assert not found.fixes
    assert "{finding}`moter`" in english(found.hint)


STAFF = (
    "findings:\n  - {id: nye, value: 1240, unit: eksempler, statement: Nye eksempler som vi laget}\n"
    "  - {id: folk, value: 212.5, unit: årsverk, statement: Årsverk i etaten}\n"
    "  - {id: sum, value: 412.3, unit: mill. kroner, statement: Bevilget til omstilling}\n"
    '  - {id: andel, value: 5.8, unit: "%", statement: Andel henvendelser som kom for sent}\n'
)


@pytest.mark.parametrize(
    ("line", "role", "printed"),
    [
        ("Vi laget 1240 nye eksempler.", "{number}`nye`", "Vi laget 1240 nye eksempler."),
        ("Vi laget 1 240 nye eksempler.", "{number}`nye`", "Vi laget 1240 nye eksempler."),
        ("Vi laget 1240 eksempler som er nye.", "{finding}`nye`", "Vi laget 1240 eksempler som er nye."),
        ("Etaten har 212,5 årsverk nå.", "{finding}`folk`", "Etaten har 212,5 årsverk nå."),
        ("Etaten fikk 412,3 mill. kroner til omstilling.", "{finding}`sum`", ""),
        ("Etaten fikk 412,3 millioner kroner til omstilling.", "{number}`sum`", ""),
        ("Andelen henvendelser som kom for sent, var 5,8 prosent.", "{number}`andel`", ""),
        (
            "| Hvor | Årsverk |\n|---|---|\n| Etaten | 212,5 |",
            "{number}`folk`",
            "Hvor Årsverk Etaten 212,5",
        ),
        ("| Hvor | Årsverk |\n|---|---|\n| Etaten | **212,5** |", "{number}`folk`", ""),
        ("| I prosent | 2025 |\n|---|---|\n| Andel henvendelser for sent | 5,8 |", "{number}`andel`", ""),
    ],
)
def test_the_role_fits_the_words_around_the_number(
    tmp_path: Path, line: str, role: str, printed: str
) -> None:
    """The unit is printed once: by the role, or by the words that say it."""
    (found,) = read(tmp_path, f"# A\n\n{line}\n", STAFF)
    assert f"write {role} in place of" in english(found.hint)
    if printed:
        figures = "1 240" if "1 240" in line else "1240" if "1240" in line else "212,5"
        unit = " " + ("eksempler" if "nye" in role else "årsverk") if "finding" in role else ""
        (tmp_path / "content/chapters/a.md").write_text(
            f"# A\n\n{line.replace(figures + unit, role)}\n", "utf-8"
        )
        report = load_report(SourceFiles(tmp_path)).value
        assert report is not None
        assert " ".join(words(report.chapters[0])) == f"A {printed}"
    assert "do not repeat" not in english(found.hint)


SCALES = (
    "findings:\n  - {id: lonn, value: 38.4, unit: mill. kroner, statement: Lønnsutgifter i etaten}\n"
    "  - {id: drift, value: 412300000, unit: UNIT, statement: Bevilgning til drift}\n"
)


@pytest.mark.parametrize("unit", ["kroner", "kr"])
@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("Lønnsutgifter i etaten var 38 400 000 kroner.", "Lønnsutgifter i etaten var 38,4 mill. kroner."),
        (
            "Lønnsutgifter i etaten var 38 400 000 kr i år.",
            "Lønnsutgifter i etaten var 38,4 mill. kroner i år.",
        ),
        ("Lønnsutgifter i etaten var kr 38 400 000.", "Lønnsutgifter i etaten var 38,4 mill. kroner."),
        (
            "Lønnsutgifter i etaten var kr. 38 400 000,- nå.",
            "Lønnsutgifter i etaten var 38,4 mill. kroner nå.",
        ),
        ("Bevilgning til drift var 412,3 mill. kroner.", "Bevilgning til drift var 412 300 000 kroner."),
        ("Bevilgning til drift var 412,3 millioner kr.", "Bevilgning til drift var 412 300 000 kr."),
        ("Bevilgning til drift var kr 412,3 mill. i år.", "Bevilgning til drift var kr 412 300 000 i år."),
        (
            "Bevilgning til drift var kr 412 300 000,- i år.",
            "Bevilgning til drift var kr 412 300 000,- i år.",
        ),
    ],
)
def test_a_number_in_another_scale_has_its_unit_once(
    tmp_path: Path, unit: str, line: str, after: str
) -> None:
    """What the hint says, done to the letter: the unit stands neither twice nor never."""
    findings = SCALES.replace("UNIT", unit)
    (found,) = read(tmp_path, f"# A\n\n{line}\n", findings)
    hint = HINT.match(english(found.hint))
    assert hint, english(found.hint)
    role, typed, printed = hint.groups()
    assert "do not repeat" not in english(found.hint)
    assert printed is None or typed != printed
    mended = line.replace(typed, role)
    assert mended != line
    assert read(tmp_path, f"# A\n\n{mended}\n", findings) == []
    report = load_report(SourceFiles(tmp_path)).value
    assert report is not None
    assert " ".join(" ".join(words(report.chapters[0])).split()) == f"A {after}"
    if typed != printed and printed is not None:
        assert not found.fixes


def test_a_unit_that_was_not_typed_beside_the_number_is_warned_of(tmp_path: Path) -> None:
    table = "| Post | Kroner |\n|---|---|\n| Lønnsutgifter i etaten | 38 400 000 |"
    (found,) = read(tmp_path, f"# A\n\n{table}\n", SCALES)
    assert "which prints '38,4 mill. kroner' (do not repeat the unit in the words around it)" in english(
        english(found.hint)
    )
    assert not found.fixes


@pytest.mark.parametrize("typed", ["214,0", "214.00"])
def test_a_part_of_a_number_is_not_mended(tmp_path: Path, typed: str) -> None:
    """The role in the place of 214 would leave its decimals behind it, to stay when the value changes."""
    findings = "findings:\n  - {id: folk, value: 214, unit: årsverk, statement: Årsverk i etaten}\n"
    (found,) = read(tmp_path, f"# A\n\n| Hvor | Årsverk |\n|---|---|\n| Etaten | {typed} |\n", findings)
    assert f"{{number}}`folk` in place of '{typed}', which prints '214'" in english(found.hint)
    assert not found.fixes


@pytest.mark.parametrize(
    "line",
    [
        "Det var 15,8 % av henvendelsene som kom for sent i vår, og målet for sent er 15,8 %.",
        "Andelen henvendelser som kom for sent, var 5,8 %.",
    ],
)
def test_what_may_be_another_number_is_told_and_left(tmp_path: Path, line: str) -> None:
    found = read(tmp_path, f"# A\n\n{line}\n", STAFF.replace("5.8", "15.8") if "15" in line else STAFF)
    assert found
    assert [one.fixes for one in found] == [()] * len(found)


def test_a_cell_of_another_row_is_told_and_left(tmp_path: Path) -> None:
    """The caption has the finding's words; the row is about something else, and may differ one day."""
    rows = "| Når | Andel |\n|---|---:|\n| 1. kvartal | 15,8 % |\n| For sent i alt | 15,8 % |"
    table = f"Tabell: Andel henvendelser som kom for sent\n\n{rows}"
    first, second = read(tmp_path, f"# A\n\n{table}\n", STAFF.replace("5.8", "15.8"))
    assert (first.fixes, len(second.fixes)) == ((), 1)


@pytest.mark.parametrize("style", STYLES)
def test_a_hint_that_is_followed_leaves_the_text_as_it_was(style: str) -> None:
    """The unit stands neither twice nor never, in every container; what is printed otherwise was said."""
    count = 0
    for plant, said in followed(chosen(plants(style), 60, 11)):
        count += 1
        assert said.after == said.before, plant
        assert said.left == [], plant
    assert count > 40


@pytest.mark.parametrize(
    "line",
    [
        "{finding}`moter` mener at møtene er bedre.",
        "Møtene er bedre: `81 %` står i koden.",
        "Bedre møter, se side 81.",
        "Møtene ble bedre i 81 av våre kommuner.",
        "Vi holdt 81 møter, og de ble bedre.",
        "81 % av tiden går til annet.",
    ],
)
def test_what_is_no_repeat_is_not_told(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, f"# A\n\n{line}\n", MEETINGS) == []


def test_a_former_value_is_told_with_its_version(tmp_path: Path) -> None:
    before = parse_findings(MEETINGS.replace("81", "80"), "nb", Diagnostics())
    assert before is not None
    formers = {name: (Former(3, finding),) for name, finding in before.findings.items()}
    line = "Fra 80 til {finding}`moter` mener at møtene er bedre."
    (found,) = read(tmp_path, f"# A\n\n{line.replace('80 ', '80 % ')}\n", MEETINGS, formers)
    assert "version 3" in english(found.message)
    assert "now 81\u00a0%" in english(found.message)
    assert not found.fixes
    # "fra 80 til 81 %": both are told, each as what it is.
    both = read(tmp_path, "# A\n\nFra 80 til 81 % mener at møtene er bedre.\n", MEETINGS, formers)
    assert [("version 3" in english(one.message), one.span.column) for one in both if one.span] == [
        (True, 5),
        (False, 12),
    ]


@pytest.mark.parametrize(
    ("text", "values", "percent"),
    [
        ("81 %", ["81"], True),
        ("81%", ["81"], True),
        ("81\u202f%", ["81"], True),
        ("81 per cent", ["81"], True),
        ("65,5 prosent", ["65.5"], True),
        ("412 300 000 kr", ["412300000"], False),
        ("412\u202f300\u202f000 kr", ["412300000"], False),
        ("412.300.000 kr", ["412300000"], False),
        ("412,300,000 kroner", ["412300000"], False),
        ("412,3 mill. kroner", ["412300000"], False),
        ("1,5 milliarder kroner", ["1500000000"], False),
        ("1.234", ["1.234", "1234"], False),
        ("−12 %", ["12"], True),
        ("side 81", [], False),
        ("§ 12", [], False),
        ("12. mai", [], False),
        ("12 May", [], False),
        ("2019:7", [], False),
        ("50/50", [], False),
        ("A4", [], False),
        ("12.30.15", [], False),
    ],
)
def test_how_numbers_are_written(text: str, values: list[str], percent: bool) -> None:
    found = [amount for amount in amounts(f"Her er {text} til slutt") if amount.values]
    assert [value for amount in found for value in amount.values] == [Decimal(value) for value in values]
    assert any(amount.percent for amount in found) == percent
