"""What holds over all chapters of a report."""

from __future__ import annotations

from pathlib import Path

from report_builder.content.boxes import BOXES
from report_builder.content.load import load_report
from report_builder.diagnostics import Outcome
from report_builder.model.blocks import Figure, FindingChart, Paragraph, Section, Table
from report_builder.model.inlines import plain_text
from report_builder.model.report import Report
from report_builder.sources.files import SourceFiles
from tests.content.dump import dump
from tests.content.plain import words
from tests.content.projects import load, report_of
from tests.said import english

FIRST = """\
# Først {#en}

Mer i [](#to), [](#to-en), [](#fig), [](#sgu) og [](#t).[^1]

![Flate](bilder/hvit.png "Bilde"){#fig}

[^1]: Note i første kapittel.
"""

SECOND = """\
# Uten nummer {#sgu .unnumbered}

Tilbake til [](#en) og [](#del).[^1]

## Del

::: finding-chart {group="klima" caption="Søyler"}
:::

[^1]: Note i andre kapittel.
"""

THIRD = """\
# Sist {#to}

## Avsnitt {#to-en}

Tabell: Tall {#t}

| a |
|---|

![Flate](bilder/hvit.png "Bilde til")
"""


def faults(outcome: Outcome[Report]) -> list[str]:
    return [f"{d.span}: {d.code}" for d in outcome.diagnostics]


def test_numbers_and_references_run_through_the_report(tmp_path: Path) -> None:
    shown = dump(report_of(tmp_path, FIRST, SECOND, THIRD))
    assert "<ref to>kapittel~2</ref>, <ref to-en>avsnitt~2.1</ref>, <ref fig>figur~1</ref>" in shown
    assert "<ref sgu>«Uten nummer»</ref> og <ref t>tabell~1</ref>.<note 1 note-en-1>" in shown
    assert "<ref en>kapittel~1</ref> og <ref del>«Del»</ref>.<note 2 note-sgu-1>" in shown
    assert [line.split("]")[0].split("[")[1] for line in shown.splitlines() if "[" in line] == [
        "Figur 1",
        "Figur 2",
        "Tabell 1",
        "Figur 3",
    ]
    assert "note 1 #note-en-1\n  7:7 paragraph #en-2: Note i første kapittel." in shown


def test_references_speak_the_language(tmp_path: Path) -> None:
    shown = dump(report_of(tmp_path, FIRST, SECOND, THIRD, language="en"))
    assert "<ref to>chapter~2</ref>, <ref to-en>section~2.1</ref>, <ref fig>figure~1</ref>" in shown
    assert "<ref sgu>“Uten nummer”</ref> og <ref t>table~1</ref>" in shown


def test_every_block_has_an_id_of_its_own(tmp_path: Path) -> None:
    report = report_of(tmp_path, "# Del\n\n## Del-1\n\nTekst\n", "# Del\n\n- Tekst\n", "# ???\n\nTekst\n")
    ids = [word[1:].rstrip(":,") for word in dump(report).split() if word.startswith("#")]
    assert ids == ["del", "del-1", "del-3", "del-2", "del-2-1", "del-2-2", "del-2-3", "section", "section-1"]


def test_ids_are_unique_over_chapters(tmp_path: Path) -> None:
    outcome = load(tmp_path, "# A {#x}\n", "# B\n\n## C {#x}\n")
    assert faults(outcome) == ["content/chapters/k2.md:3:7: RB-DUPLICATE-ID"]
    assert str(outcome.diagnostics[0].related[0]) == "content/chapters/k1.md:1:6"


def test_all_faults_of_all_chapters_are_told(tmp_path: Path) -> None:
    outcome = load(tmp_path, "# A\n\n<b>\n", "tekst <i>\n", "# C\n\n[](#nei) ![x](y)\n")
    assert outcome.value is None
    assert faults(outcome) == [
        "content/chapters/k2.md:1:1: RB-HEADING-LEVEL",
        "content/chapters/k1.md:3:1: RB-HTML",
        "content/chapters/k2.md:1:7: RB-HTML",
        "content/chapters/k3.md:3:1: RB-DANGLING-REF",
        "content/chapters/k3.md:3:10: RB-IMAGE-MISSING",
    ]


def test_a_missing_chapter_is_told_at_its_name(tmp_path: Path) -> None:
    load(tmp_path, "# A\n", "# B\n")
    (tmp_path / "content/chapters/k1.md").unlink()
    assert faults(load_report(SourceFiles(tmp_path))) == ["content/report.yaml:7:12: RB-FILE-MISSING"]


def test_broken_findings_are_told_once(tmp_path: Path) -> None:
    load(tmp_path, "# A\n\n{finding}`tillit`\n\n::: finding-cards {group=klima}\n:::\n")
    (tmp_path / "content/findings.yaml").write_text("findings: [", "utf-8")
    assert [d.code for d in load_report(SourceFiles(tmp_path)).diagnostics] == ["RB-YAML-SYNTAX"]


def test_html_can_be_literal(tmp_path: Path) -> None:
    source = "# A\n\nEn <b class='*x*'>fet</b> sak\n\n<div>\n{{ navn }} <!-- x --> <A b={c}/>\n</div>\n"
    (chapter,) = report_of(tmp_path, source, html="literal").chapters
    assert words(chapter) == source.split()[1:]


def test_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    for source in ("\ufeff# A\r\n\r\nb\r\nc\r\n", "# A\r\rb\rc"):
        (chapter,) = report_of(tmp_path, source).chapters
        assert words(chapter) == ["A", "b", "c"]
        assert chapter.blocks[0].span.line == 3


def test_numbers_of_a_chart_and_its_alternative(tmp_path: Path) -> None:
    (chapter,) = report_of(tmp_path, '# A\n\n::: finding-chart {group="klima" caption="x"}\n:::\n').chapters
    chart = chapter.blocks[0]
    assert isinstance(chart, FindingChart)
    assert chart.alt.startswith("Stolpediagram. Hvert utsagn har en stolpe")
    assert "Mer tillit" not in chart.alt, "the table has the data, and it is heard once"
    assert [finding.share for finding in chart.findings] == [73.0, 7.5]


def test_what_has_no_caption_has_no_number(tmp_path: Path) -> None:
    source = "# A\n\n![Flate](bilder/hvit.png)\n\n|a|\n|-|\n\n::: finding-chart {ids=uro}\n:::\n"
    (chapter,) = report_of(tmp_path, source).chapters
    for block in chapter.blocks:
        assert isinstance(block, Figure | Table | FindingChart)
        assert block.label == ""


def test_an_image_that_is_used_twice_is_read_once(tmp_path: Path) -> None:
    image = "![Flate](bilder/hvit.png)\n\n"
    (chapter,) = report_of(tmp_path, f"# A\n\n{image}{image}").chapters
    first, second = chapter.blocks
    assert isinstance(first, Figure)
    assert isinstance(second, Figure)
    assert first.image is second.image


def test_titles_with_findings_and_notes(tmp_path: Path) -> None:
    (chapter,) = report_of(tmp_path, "# {finding}`tillit` *mer*[^1]\n\nSe [](#73-mer).\n\n[^1]: x\n").chapters
    assert isinstance(chapter, Section)
    assert plain_text(chapter.title) == "73\u00a0% mer"
    paragraph = chapter.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.children) == "Se kapittel\u00a01."


def test_an_unknown_block_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    (fault,) = load(tmp_path, "# K\n\n::: zzz\nTekst.\n:::\n").diagnostics
    assert fault.code == "RB-UNKNOWN-BLOCK"
    assert english(fault.hint) == f"use one of: {', '.join((*BOXES, 'list-table', 'table', 'include'))}"
