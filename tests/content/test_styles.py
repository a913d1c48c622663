"""Words that are set beside the others, by marks and by HTML; and ordinary signs that stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.model.blocks import Paragraph
from report_builder.model.report import FORM, Edition
from report_builder.sources.files import SourceFiles
from tests.content.dump import inline_text
from tests.content.projects import load, report_of


def read(root: Path, text: str) -> str:
    """What a paragraph is read as."""
    paragraph = report_of(root, f"# K\n\n{text}\n").chapters[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    return inline_text(paragraph.children).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("H~2~O", "H<sub>2</sub>O"),
        ("C~6~H~12~O~6~", "C<sub>6</sub>H<sub>12</sub>O<sub>6</sub>"),
        ("*x*~i~", "<em>x</em><sub>i</sub>"),
        ("x~*i*~", "x<sub><em>i</em></sub>"),
        ("m^2^", "m\u00b2"),
        ("10^-6^", "10\u207b\u2076"),
        ("n^te^", "n<sup>te</sup>"),
        ("~~gammelt~~ nytt", "<del>gammelt</del> nytt"),
        ("~~gam~melt~~", "<del>gam~melt</del>"),
        ("++nytt++", "<ins>nytt</ins>"),
        ("==viktig, *her*==.", "<mark>viktig, <em>her</em></mark>."),
        ("[nato]{.smallcaps}", "<small-capitals>nato</small-capitals>"),
        ("[Esc]{.kbd}", "<kbd>Esc</kbd>"),
        ("{kbd}`Esc` {sub}`2` {sup}`2` {del}`nei`", "<kbd>Esc</kbd> <sub>2</sub> \u00b2 <del>nei</del>"),
        ("<b>fet</b> <STRONG>fet</STRONG>", "<strong>fet</strong> <strong>fet</strong>"),
        ("<i>en <b>to</b></i>", "<em>en <strong>to</strong></em>"),
        ("<b>en <b>to</b> tre</b>", "<strong>en <strong>to</strong> tre</strong>"),
        ("<code>a &lt; b</code>", "<code>a < b</code>"),
        ("<kbd>Ctrl</kbd>", "<kbd>Ctrl</kbd>"),
        ("`</b>` <b>fet</b>", "<code></b></code> <strong>fet</strong>"),
        ("<s>en</s> <del>to</del> <ins>tre</ins>", "<del>en</del> <del>to</del> <ins>tre</ins>"),
        ('<a href="https://example.org/?a=1&amp;b=2">ord</a>', "<a https://example.org/?a=1&b=2>ord</a>"),
        ('<span lang="en">word</span>', "<en>word</en>"),
        ("en <br> to<br/>\ntre", "en<br>to<br>tre"),
        ("en<br><br>to", "en<br>to"),
    ],
)
def test_what_is_marked(tmp_path: Path, written: str, meant: str) -> None:
    assert read(tmp_path, written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "~100 kr og ~200 kr",
        "~10–~20 dager",
        "fra ~5 til ~10~",
        "/~per/~kari/~ola",
        "2^10+2^20",
        "e^x og e^y",
        "hei ^^ hei^-^",
        "a == b == c",
        "x==y og z==w",
        "===",
        "C++ og C++",
        "C++/C++ og A+++/A++",
        "(++) og (+)",
        "mellom + og ++ og +++",
        "en ~~ to ~~ tre",
        "\\~~ikke~~",
        "H\\~2~O",
        "5^",
    ],
)
def test_ordinary_signs_stay(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == text.replace("\\", "")


def test_a_power_that_is_half_marked_stays_and_is_told(tmp_path: Path) -> None:
    outcome = load(tmp_path, "# K\n\n2^10 og 2^20\n")
    assert outcome.value is not None
    paragraph = outcome.value.chapters[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert inline_text(paragraph.children) == "2^10 og 2^20"
    assert [item.code for item in outcome.diagnostics] == ["RB-LEFT-MARKUP"]


@pytest.mark.parametrize("mark", ["~~a", "a~b", "a^b", " ==a", " ++a", "<b>a", "</b>a", "<b>`", "a<br>"])
def test_what_is_hostile_is_read_in_one_go(tmp_path: Path, mark: str) -> None:
    assert load(tmp_path, f"# K\n\n{mark * 3000}\n") is not None


@pytest.mark.parametrize(
    "text",
    [
        "H~2~O, m^2^, ==merket== og ++satt inn++",
        "a) en\nb) to",
        "i. en\nii. to",
        "| Etaten\n| 0001 Oslo",
    ],
)
def test_a_version_of_an_older_form_is_read_as_it_was(tmp_path: Path, text: str) -> None:
    """What was printed with its signs is so on the pages of that version's edition too."""
    load(tmp_path, f"# K\n\n{text}\n")
    day = date(2020, 1, 2)
    for form in (6, FORM):
        report = load_report(SourceFiles(tmp_path), Edition("1", day, day, form=form)).value
        assert report is not None
        (block,) = report.chapters[0].blocks
        said = inline_text(block.children) if isinstance(block, Paragraph) else ""
        assert (said.replace("\u00a0", " ") == text.replace("\n", " ")) == (form == 6)


def test_a_long_text_of_an_older_form_is_read(tmp_path: Path) -> None:
    load(tmp_path, f"# K\n\n{'ord ' * 13_000}\n")
    day = date(2020, 1, 2)
    read = [load_report(SourceFiles(tmp_path), Edition("1", day, day, form=form)).value for form in (6, FORM)]
    assert [report is not None for report in read] == [True, False]


CHARGES = {
    "+": "<sup>+</sup>",
    "2+": "<sup>2+</sup>",
    "+++": "<sup>+++</sup>",
    "-": "\u207b",
    "−": "\u207b",
    "2−": "\u00b2\u207b",
    "3-": "\u00b3\u207b",
    "2": "\u00b2",
    "°": "<sup>°</sup>",
    r"\*": "<sup>*</sup>",
}
SYMBOLS = {
    "H": "H",
    "OH": "OH",
    "Na": "Na",
    "e": "e",
    "π": "π",
    "*p*": "<em>p</em>",
    "NO~2~": "NO<sub>2</sub>",
    "x~i~": "x<sub>i</sub>",
    "(CO~3~)": "(CO<sub>3</sub>)",
    "[Fe(CN)~6~]": "[Fe(CN)<sub>6</sub>]",
}


@pytest.mark.parametrize("charge", CHARGES)
@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_charge_is_raised_behind_its_symbol(symbol: str, charge: str, tmp_path: Path) -> None:
    meant = f"{SYMBOLS[symbol]}{CHARGES[charge]}"
    written = f"{symbol}^{charge}^"
    assert read(tmp_path, f"Av {written}Cl^−^ og {written}.") == f"Av {meant}Cl\u207b og {meant}."


@pytest.mark.parametrize("low", ["i", "2", "maks"])
def test_what_is_raised_is_lowered_too(low: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"Av x^2^~{low}~ her.") == f"Av x\u00b2<sub>{low}</sub> her."


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("symbol", ["Ca^2+^", "Ca<sup>2+</sup>", "Ca~2~", "Ca<sub>2</sub>", "Ca^+^"])
def test_a_symbol_with_an_index_is_no_abbreviation(symbol: str, language: str, tmp_path: Path) -> None:
    told = load(tmp_path, f"# K\n\nAv {symbol} og {symbol}.\n", language=language).diagnostics
    assert "RB-TYPOGRAPHY" not in {item.code for item in told}
    told = load(tmp_path, f"# K\n\nVi har {symbol} og f.eks magnesium her.\n").diagnostics
    assert [[fix.text for fix in item.fixes] for item in told if item.code == "RB-TYPOGRAPHY"] == [["f.eks."]]
