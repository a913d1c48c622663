"""Marks by half, keys and names in marks that nothing reads, and lines that are counted as no list is."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.language.message import Message
from report_builder.sources.files import SourceFiles
from tests.content.projects import REPORT, load

CODE = "RB-LEFT-MARKUP"
HALF = {
    "*åpen kursiv": "half-open",
    "**åpen fet": "half-open",
    "`åpen kode": "half-open",
    "==gult=": "half-open",
    "++nytt+": "half-open",
    "~~strøket~": "half-open",
    "H~2O": "half-lowered",
    "CO~2": "half-lowered",
    "H ~2~ O": "half-apart",
    "ordet ^1^": "half-apart",
    "m^2": "half-raised",
    "10^6": "half-raised",
    "10**6": "half-power",
    "a_{i}": "half-formula",
    "x^{2}": "half-formula",
}
PLACES = {
    "paragraph": "Tekst med {} i dag.",
    "wrapped paragraph": "Tekst som går\nover flere linjer med {} i dag.",
    "item": "- Tekst med {} i dag.\n- Mer.",
    "quotation": "> Tekst med {} i dag.",
    "box": "::: info\nTekst med {} i dag.\n:::",
    "cell": "| A | B |\n|---|---|\n| Tekst | Med {} |",
    "heading": "## Om {} i dag\n\nTekst.",
}
WHOLE = (
    "Et *ord*, **to** ord, ***tre***, `kode`, ==gult==, ++nytt++ og ~~strøket~~.",
    "Et *ord med **fet** i* og **fet med *kursiv* i**.",
    "Vann er H~2~O, CO~2~ er gass, m^2^ er flate og 10^6^ er mye.",
    "I C++ er 5 * 3 lik 15, og ~20 stk. er nok.",
    r"Stjerne \*her, \`der, \==så, H\~2O og m\^2.",
    "Formelen $x^2 + a_{i}$ og koden `m^2`, `10**6`, `a_{i}` og `*x`.",
    "```\n*åpen **og m^2 ==x\n```",
    "| Fylke | Antall |\n|---|---|\n| Nord* | 1 |\n| Sør** | 2 |\n\n**Foreløpige tall.",
    "Ordet[^1] og ordet[^2].\n\n[^1]: En.\n\n[^2]: To.",
    "Se https://example.org/a~2b og <https://example.org/m^2>.",
    "Wrappet *kursiv som går\nover linjen* og **fet som\ngjør det**.",
)
COUNTED = {
    "Slik er det:\n1.1 Punkt\n1.2 Punkt": "left-counted",
    "i. En\nii. To\niv. Fire": "left-gap",
    "a) En\nb) To\nd) Fire": "left-gap",
    "1.1 Punkt\n1.2 Punkt": "left-counted",
    "2.3.1 Punkt\n2.3.2 Punkt": "left-counted",
    "§ 1 Formål\n§ 2 Virkeområde": "left-counted",
    "aa) en\nbb) to": "left-counted",
    "α) en\nβ) to": "left-counted",
    "#. En\n#. To": "left-counted",
    "(@) En\n(@) To": "left-counted",
    "Term\n:Forklaring": "left-meaning",
    "A\nB\n: To uttrykk": "left-terms",
}
LONE = {
    "a) En\nb) To\n\nTekst.\n\nd) Fire": "left-item",
    "(a) En\n(b) To\n\nTekst.\n\n(d) Fire": "left-item",
    "i. En\nii. To\n\niv. Fire": "left-item",
    "a) En\nb) To\n\nTekst.\n\nc) Tre\n\nTekst.\n\ne) Fem": "left-item",
}
NO_LISTS = (
    "Etter dette viser forskriften i\n§ 1 Formål at det er slik.",
    "a) En\nb) To\nc) Tre",
    "i. En\nii. To\niii. Tre\niv. Fire",
    "Term\n: Forklaring",
    "a) En\nb) To\n\nTekst.\n\nc) Tre\n\nd) Fire",
    "a) En\nb) To\n\n## Del\n\nd) Fire",
    "a) En\nb) To\n\nTekst.\n\nz) Sist",
    "Punktene a) og b).\n\nd) Fire",
    "Tekst\n:smile: her",
    "1. En\n2. To\n3. Tre",
    "§ 1 gjelder alle.\n§ 2 gjelder ingen.",
    "I 2024 ble\n§ 3 endret, og\n§ 4 ble opphevet.",
    "§ 3 er endret, og\n§ 4 er opphevet.",
    "Kostnaden var i\n2.1 millioner kroner og\n2.2 millioner året etter.",
    "Tallet gikk fra\n1.1 prosent til\n2.4 prosent i fjor.",
)


def _told(tmp_path: Path, text: str, language: str = "nb") -> list[str]:
    outcome = load(tmp_path, f"# K\n\n{text}\n", language=language)
    return [
        item.hint.key for item in outcome.diagnostics if isinstance(item.hint, Message) and item.code == CODE
    ]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("place", PLACES)
def test_a_mark_by_half_is_told_wherever_it_stands(place: str, language: str, tmp_path: Path) -> None:
    for number, (mark, kind) in enumerate(HALF.items()):
        told = _told(tmp_path / str(number), PLACES[place].replace("{}", mark), language)
        assert told == [f"content.{kind}.hint"], mark


@pytest.mark.parametrize("text", WHOLE)
def test_whole_marks_and_ordinary_signs_are_left_alone(text: str, tmp_path: Path) -> None:
    assert not _told(tmp_path, text)


@pytest.mark.parametrize("around", ["{}", "> {}", "- Punkt\n\n  {}", "::: info\n{}\n:::"])
@pytest.mark.parametrize("lines", COUNTED)
def test_lines_that_would_run_together_are_told(lines: str, around: str, tmp_path: Path) -> None:
    prefix = around.partition("{")[0].rpartition("\n")[2]
    text = around.replace("{}", lines.replace("\n", f"\n{prefix}"))
    assert _told(tmp_path, text) == [f"content.{COUNTED[lines]}.hint"]


@pytest.mark.parametrize("around", ["{}", "::: info\n{}\n:::"])
@pytest.mark.parametrize("lines", LONE)
def test_an_item_by_itself_that_passes_one_by_is_told(lines: str, around: str, tmp_path: Path) -> None:
    assert _told(tmp_path, around.replace("{}", lines)) == [f"content.{LONE[lines]}.hint"]


@pytest.mark.parametrize("text", NO_LISTS)
def test_lines_that_are_a_list_or_text_are_left_alone(text: str, tmp_path: Path) -> None:
    assert not _told(tmp_path, text)


@pytest.mark.parametrize(
    "written", ["{title}", "{report title}", "{report:title}", "{report.title", "$report.title$"]
)
@pytest.mark.parametrize("place", PLACES)
def test_the_name_of_a_fact_is_mended(place: str, written: str, tmp_path: Path) -> None:
    outcome = load(tmp_path, f"# K\n\n{PLACES[place].replace('{}', written)}\n")
    (told,) = [item for item in outcome.diagnostics if item.code == CODE]
    assert [fix.text for fix in told.fixes] == ["{report.title}"]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("[nordmann2020]", "[@nordmann2020]"),
        ("[nordmann2020, s. 3]", "[@nordmann2020, s. 3]"),
        ("[nordmann2020@]", "[@nordmann2020]"),
        ("[@ nordmann2020]", "[@nordmann2020]"),
        ("[@nordmann2020]", ""),
        ("[nordmann2021]", ""),
        ("[nordmann2020](https://example.org)", ""),
        ("`[nordmann2020]`", ""),
        (r"\[nordmann2020]", ""),
        ("{tittel} og {0}", ""),
        ("{number}`5000`", ""),
        ("{title}`kode`", ""),
    ],
)
@pytest.mark.parametrize("place", PLACES)
def test_the_key_of_a_source_is_mended(place: str, written: str, right: str, tmp_path: Path) -> None:
    (tmp_path / "content/chapters").mkdir(parents=True)
    report = REPORT.format(language="nb", html="error", chapters="k.md") + "literature: content/kilder.bib\n"
    (tmp_path / "content/report.yaml").write_text(report, "utf-8")
    (tmp_path / "content/kilder.bib").write_text(
        "@book{nordmann2020, title={Boken}, author={Nordmann, Kari}, date={2020}}\n", "utf-8"
    )
    text = f"# K\n\n{PLACES[place].replace('{}', written)}\n"
    (tmp_path / "content/chapters/k.md").write_text(text, "utf-8")
    told = [item for item in load_report(SourceFiles(tmp_path)).diagnostics if item.code == CODE]
    assert [fix.text for item in told for fix in item.fixes] == ([right] if right else [])
