"""Comments of editors: no reader gets them, wherever they stand; they are listed with their places."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.content.load import load_report
from report_builder.model.walking import texts, walk
from report_builder.pipeline.commenting import with_comments
from report_builder.sources.files import SourceFiles
from tests import sample_reports
from tests.content.plain import words
from tests.content.projects import load, report_of
from tests.sample_reports import build_folder, make_folder

PLACES = {
    "paragraph": "Et ord <!-- C --> og et til.",
    "start": "<!-- C --> Et ord og et til.",
    "end": "Et ord og et til. <!-- C -->",
    "own line in a paragraph": "Et ord\n<!-- C -->\nog et til.",
    "own block": "Et ord og\n\n<!-- C -->\n\net til.",
    "over lines": "Et ord og\n\n<!--\nC\n-->\n\net til.",
    "list": "- Et ord <!-- C -->\n- og et til.",
    "between lists": "- Et ord\n\n<!-- C -->\n\n- og et til.",
    "quotation": "> Et ord og et til.\n>\n> <!-- C -->",
    "box": '::: {.fact-box title="Et ord"}\n<!-- C\n:::\n-->\n\nog et til.\n:::',
    "heading": "## Et ord <!-- C -->\n\nog et til.",
    "cell": "| Et ord <!-- C --> | og |\n|--|--|\n| et | til. |",
    "note": "Et ord og[^1]\n\n[^1]: et til.<!-- C -->",
    "caption": "Tabell: Et ord\n\n<!-- C -->\n\n| og |\n|--|\n| et til. |",
    "from a sentence over paragraphs": "Et ord <!-- C\n\n- punkt\n\n# x\n\n--> og et til.",
    "from a sentence to its line's end": "Et ord\n<!-- C\n\n-->\nog et til.",
    "from a line's beginning into a sentence": "Et ord og\n\n<!-- C\n\n--> et til.",
    "over paragraphs in an item": "- Et ord <!-- C\n\n  --> og\n- et til.",
    "over paragraphs in a quotation": "> Et ord <!-- C\n>\n> --> og et til.",
    "code inside": "Et ord og et til.\n\n<!-- C\n\n```\nkode\n\n-->",
}


@pytest.mark.parametrize("place", PLACES)
def test_no_reader_gets_a_comment(tmp_path: Path, place: str) -> None:
    # What stands between words of the text is read with them when the signs of the language are looked at.
    comment = "Husk å spørre {{ Kari }} ~~nei~~"
    comment += ' - "ja"' if "\n\n<!--" in PLACES[place] else ""
    report = report_of(tmp_path, f"# K\n\n{PLACES[place].replace('C', comment)}\n")
    (found,) = report.comments
    rest = found.text.removeprefix(comment)
    assert found.text.startswith(comment)
    assert rest in ("", " ``` kode", " :::", " - punkt # x", " >")
    line = PLACES[place].split("C")[0].count("\n") + 3 - ("<!--\n" in PLACES[place])
    assert found.span.line == line
    read = [word for chapter in report.chapters for word in words(chapter)]
    read += [word for note in report.notes.values() for block in note.blocks for word in words(block)]
    said = " ".join(read).replace("1 ", "").split()
    assert [word for word in said if word != "1"] == ["K", "Et", "ord", "og", "et", "til."]


UNTOLD = {
    "formula": ("$x <!-- C --> y$", "RB-FORMULA", 3),
    "displayed formula": ("$$\nx <!-- C --> y\n$$", "RB-FORMULA", 4),
    "words of a formula": ("$x \\text{a <!-- C --> b}$", "RB-FORMULA", 3),
    "spoken formula": ('$x${alt="x <!-- C --> y"}', "RB-HTML", 3),
    "role": ("Et{sub}`a <!-- C -->`", "RB-HTML", 3),
    "open": ("Et <!-- C", "RB-HTML", 3),
    "open over paragraphs": ("Et <!-- C\n\nord", "RB-HTML", 3),
    "open in an item": ("- Et <!-- C\n\nord --> og", "RB-HTML", 3),
}


@pytest.mark.parametrize("place", UNTOLD)
def test_where_none_can_be_it_is_told(tmp_path: Path, place: str) -> None:
    written, code, line = UNTOLD[place]
    outcome = load(tmp_path, f"# K\n\n{written}\n")
    assert outcome.value is None
    assert [(item.code, item.span.line) for item in outcome.diagnostics if item.span] == [(code, line)]


VALUES = {
    "title": ("content/report.yaml", "title: ", 'title: "Ord <!-- C --> og"\ntitle_: '),
    "finding": ("content/findings.yaml", "statement: ", 'statement: "Ord <!-- C --> og" # '),
    "source": ("content/referanser.bib", "title   = {Tillit", "title   = {Tillit <!-- C -->"),
    "author": ("content/referanser.bib", "{Hansen, Kari and", "{Hansen, Kari <!-- C --> and"),
    "cell": ("assets/data/frukt.csv", "\n", "\nEple <!-- C -->"),
}


@pytest.mark.parametrize("place", VALUES)
def test_in_the_values_of_other_files_it_is_told(place: str) -> None:
    path, old, new = VALUES[place]
    text = '# K\n\nSagt [@hansen2020].\n\nTabell: Frukt\n\n::: {.table from="data/frukt.csv"}\n:::\n'
    root = make_folder(text)
    file = root / path
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    try:
        outcome = load_report(SourceFiles(root))
    finally:
        shutil.rmtree(root)
    told = [item for item in outcome.diagnostics if item.code == "RB-HTML"]
    assert outcome.value is None
    assert [item.span.path for item in told if item.span] == [path]


@pytest.mark.parametrize(
    "written",
    ["[@hansen2020, s. 3 <!-- C -->]", "[se <!-- C --> @hansen2020]", "@hansen2020 [s. 3 <!-- C -->]"],
)
def test_in_a_citation_it_is_taken_out(written: str) -> None:
    report = sample_reports.report_of(f"# K\n\nSagt {written}.\n")
    assert [comment.text for comment in report.comments] == ["C"]
    assert "C" not in "".join(words(report.chapters[0])).replace("Cited", "")


@pytest.mark.parametrize("written", ["Kode `<!--` her.\n\nOrd --> og.", "Tegn \\<!-- her.\n\nOrd --> og."])
def test_code_and_signs_begin_no_comment(tmp_path: Path, written: str) -> None:
    report = report_of(tmp_path, f"# K\n\n{written}\n")
    assert not report.comments
    assert len(report.chapters[0].blocks) == 2


@pytest.mark.parametrize("written", ["`<!-- ja -->`", "```\n<!-- ja -->\n```", "    <!-- ja -->"])
def test_in_code_it_is_text(tmp_path: Path, written: str) -> None:
    report = report_of(tmp_path, f"# K\n\n{written}\n")
    assert not report.comments
    assert "<!--" in " ".join(word for node in walk(report.chapters) for word in texts(node))


def test_html_that_is_literal_is_text(tmp_path: Path) -> None:
    report = load(tmp_path, "# K\n\nEt <!-- ja --> ord\n", html="literal").value
    assert report is not None
    assert not report.comments
    assert words(report.chapters[0]) == ["K", *["Et", "<!--", "ja", "-->", "ord"]]


HOSTILE = (
    "<!-- ",
    "<!--\n\n",
    "<!-- -->",
    "<!-- a -->\n\n",
    "::: lead\n<!--\n",
    "a <!-- b\n",
    "<!-- a\n\n--> b ",
)


@pytest.mark.parametrize("written", HOSTILE)
def test_what_is_hostile_is_read_in_one_go(tmp_path: Path, written: str) -> None:
    assert load(tmp_path, f"# K\n\n{written * 3000}\n") is not None


TEXT = "# K\n\n<!-- først -->\n\nEn <!-- inne --> tekst.\n\n## Del\n\nTo.\n\n<!-- sist -->\n"


def test_a_draft_has_them_in_its_margin() -> None:
    root = make_folder(TEXT)
    try:
        plain = build_folder(root)
        report = load_report(SourceFiles(root)).value
    finally:
        shutil.rmtree(root)
    assert report is not None
    noted = with_comments(report)
    said = " ".join(words(noted.chapters[0]))
    assert said == "K En tekst. Kommentar: først Kommentar: inne Del To. Kommentar: sist"
    assert b"Kommentar" not in plain.pdf


def test_they_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load(tmp_path, TEXT)
    assert run(["check-content", str(tmp_path), "--comments"], {"RB_LANG": "en"}, float) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.rpartition("k1.md:")[2] for line in listed[:3]] == ["3:1: først", "5:4: inne", "11:1: sist"]


SHOWN = (
    *(("Et ord og ", ""), ("", ""), ("Et ord og ", "."), ("Et ord ", " og et til."), ("- Et ord ", "")),
    *(("Et ord `a` ", ""), ("Et ord <!-- D --> og ", ""), ("Et ord ", " og <!-- D -->")),
)
"""What stands around the signs of a comment that are shown."""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Det <!-- C --> er <!-- D --> to ord.", []),
        ("<!-- C --> Et ord og et til.", []),
        ("Et ord og et til. <!-- C -->", []),
        ('Et ord og et til.<!-- C "ja"  - (c) --> Og så mer.', []),
        ("Koden `<!-- a  b -->` er to ord.", []),
        ("Ord <!-- C -->, og mer.", [("RB-TYPOGRAPHY", 4, "Ord<!-- C -->, og mer.")]),
        ('Et ord, og <!-- C --> et "ord" til.', [("RB-QUOTES", 26, "Et ord, og <!-- C --> et «ord» til.")]),
        ("I 2014 <!-- C --> og 2014 -2015.", [("RB-TYPOGRAPHY", 26, "I 2014 <!-- C --> og 2014–2015.")]),
        ("I 2014 <!-- C -->-2015.", [("RB-TYPOGRAPHY", 7, "")]),
        *((f"{before}\\<!-- C -->{after}", []) for before, after in SHOWN),
        ("I 2014 -<!-- C -->2015.", [("RB-TYPOGRAPHY", 7, "I 2014–<!-- C -->2015.")]),
    ],
)
def test_words_around_a_comment_are_read_as_if_it_were_not_there(
    tmp_path: Path, written: str, told: list[tuple[str, int, str]]
) -> None:
    outcome = load(tmp_path, f"# K\n\n{written}\n")
    found = []
    for item in outcome.diagnostics:
        assert item.span is not None
        cured = written
        for fix in sorted(item.fixes, key=lambda fix: fix.start.column, reverse=True):
            cured = cured[: fix.start.column - 1] + fix.text + cured[fix.end.column - 1 :]
        found.append((item.code, item.span.column, cured if item.fixes else ""))
    assert found == told
