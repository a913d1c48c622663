"""Marks that are written nearly right: told at their place, while what only looks like them is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.projects import load

CODE = "RB-LEFT-MARKUP"
SLIPS = {
    "heading": ("##Overskrift", 3, 1),
    "deep heading": ("####Mål og midler", 3, 1),
    "fact in capitals": ("Se {Report.title} her.", 3, 4),
    "fact misspelt": ("Se {reprot.title} her.", 3, 4),
    "fact with a blank": ("Se {report.title } her.", 3, 4),
    "role with a blank": ("I alt {finding} `et-funn` er det.", 3, 7),
    "role with a colon": ("I alt {finding:et-funn} er det.", 3, 7),
    "role without marks": ("I alt {finding}et-funn er det.", 3, 7),
    "picture": ("![bilde] (bilder/pil.png)", 3, 1),
    "link": ("Se [rapporten] (https://example.org/r) om det.", 3, 4),
    "wiki link": ("Se [[Ny side]] om det.", 3, 4),
    "empty braces": ("Et [ord]{} her.", 3, 4),
    "two colons": (":: lead\nTekst\n::", 3, 1),
    "two colons with braces": ('::{.fact-box title="T"}\nTekst.', 3, 1),
    "task without a blank": ("- [] Ring", 3, 1),
    "task without a blank behind": ("- [ ]Ring", 3, 1),
    "done without a blank": ("- [x]Ring", 3, 1),
    "numbers in brackets": ("(1) en\n(2) to", 3, 1),
    "numbers in brackets below a lead": ("Kravene:\n\n(1) en\n(2) to", 5, 1),
    "name of a file": ("Kjør __init__.py først.", 3, 6),
    "formula": ("Da er \\(x^2\\) stor.", 3, 7),
    "formula on a line": ("\\[a_1 = 2\\]", 3, 1),
    "name in underscores": ("Filen _min_fil_ her.", 3, 7),
    "verse below text": ("Skriv til\n| Kari\n| Storgata 1", 4, 1),
    "verse in an item": ("- Skriv til\n  | Kari\n  | Storgata 1", 4, 3),
    "letters without the first": ("Krav:\n\nb) en\nc) to", 5, 1),
    "numerals without the first": ("ii) en\niii) to", 3, 1),
    "in a quotation": ("> ##Overskrift", 3, 3),
}
MEANT = (
    "Vi er nr. #1 i #kommune2020, og C## finnes ikke.",
    "Se {report.title} her.",
    "I alt {finding}`et-funn` er det.",
    "Skriv `##Overskrift`, `[[x]]`, `{finding:x}`, `- []`, `\\(x^2\\)` og `__init__.py`.",
    "```\n##Overskrift\n:: lead\n- []x\n```",
    "Fra [2019] (se under) og [4] (5).",
    "Pakken __fet__ er fet, og __fet__. Slutt.",
    "Tall \\(i parentes\\) og \\[i klamme\\].",
    "Klokken 10::30 og a::b.",
    "(a) en\n(b) to",
    "I (1) og (2) står det.\n(3) er et annet.",
    "- [ ] Ring\n- [x] Skriv",
    "Matrisen [[1, 2], [3, 4]] er liten.",
    r"\##Overskrift og \[[x]].",
    "| A | B |\n|---|---|\n| [] | x |",
    "Brev {arkiv.nummer} og {a.b}.",
    "Ordet _kursiv_ og _flere ord_ og snake_case_navn og `_a_b_`.",
    "Se [stedet](#a_b_c) og <https://example.org/_a_b_c> og https://example.org/_a_b_.",
    "Se https://example.org/?x=_a_b_ her.",
    "Tekst.\n\n| Kari\n| Storgata 1",
    "## Tittel\n| Kari\n| Storgata 1",
    "| A | B |\n|---|---|\n| 1 | 2 |",
    "Et tall |x| og\n| ett til.",
    "Tre krav: a) en,\nb) to og\nc) tre.",
    "a) en\nb) to\n\nTekst.\n\nc) tre\nd) fire",
    "i) en\nii) to\niii) tre",
)


@pytest.mark.parametrize("kind", SLIPS)
def test_a_mark_that_nothing_reads_is_told_at_its_place(kind: str, tmp_path: Path) -> None:
    text, line, column = SLIPS[kind]
    told = [item for item in load(tmp_path, f"# K\n\n{text}\n").diagnostics if item.code == CODE]
    assert told
    assert told[0].span is not None
    assert (told[0].span.line, told[0].span.column) == (line, column)


@pytest.mark.parametrize("text", MEANT)
def test_what_only_looks_like_one_is_left_alone(text: str, tmp_path: Path) -> None:
    assert CODE not in {item.code for item in load(tmp_path, f"# K\n\n{text}\n").diagnostics}


BEGINNINGS = ("-", "*", "+", "1.", "2)")
MISSET = ("[v]", "[V]", "[✓]", "[✔]", "[ x]", "[x ]", "[ X ]", "[  ]", "[\u00a0]", "[]", "☐", "☑", "☒")
TASK_PLACES = {
    "list": "{}",
    "quotation": "> {}",
    "item": "- Et punkt\n\n  {}",
    "note": "Ord[^a].\n\n[^a]: Ord.\n\n    {}",
    "box": '::: fact-box {{title="Ord"}}\n{}\n:::',
}


@pytest.mark.parametrize("place", TASK_PLACES)
@pytest.mark.parametrize("mark", MISSET)
@pytest.mark.parametrize("begin", BEGINNINGS)
def test_a_task_that_is_none_is_told(begin: str, mark: str, place: str, tmp_path: Path) -> None:
    text = f"# K\n\n{TASK_PLACES[place].format(f'{begin} {mark} Ring')}\n"
    told = [item for item in load(tmp_path, text).diagnostics if item.code == CODE]
    assert [item.span.line for item in told if item.span] == [text[: text.index("Ring")].count("\n") + 1]


@pytest.mark.parametrize("before", ["", "Et ord.\n", "> ", "- [ ] Ring\n\n"])
def test_a_task_without_a_dash_is_told(before: str, tmp_path: Path) -> None:
    told = [item for item in load(tmp_path, f"# K\n\n{before}[ ] Skriv\n").diagnostics if item.code == CODE]
    assert [item.span.line for item in told if item.span] == [3 + before.count("\n")]


@pytest.mark.parametrize("begin", BEGINNINGS)
@pytest.mark.parametrize(
    "item", ["[ ] Ring", "[x] Ring", "[X] Ring", "[a] Ring", "Ring ☐", r"\[v] Ring", "`[v]` Ring"]
)
def test_what_is_a_task_or_words_is_none(begin: str, item: str, tmp_path: Path) -> None:
    assert CODE not in {one.code for one in load(tmp_path, f"# K\n\n{begin} {item}\n").diagnostics}
