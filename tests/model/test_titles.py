"""What a reader hears of a target: its title, its words, what it shows; never its id."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.language.passages import plain
from report_builder.model.titles import Titles
from tests.content.projects import report_of

TABLE = "Tabell: Tall {#x}\n\n| a |\n|---|\n| 1 |"
WORDS = " ".join(f"ord{number}" for number in range(40))


def inside(before: str, block: str) -> str:
    """Set a block in, below ``before``."""
    return f"{before}\n\n" + "\n".join(f"  {line}" if line else "" for line in block.split("\n"))


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (TABLE, "Tabell 1 Tall"),
        (f"Ved.\n\n::: side-note\n{TABLE}\n:::", "Tabell 1 Tall"),
        (f'::: fact-box {{title="Boks"}}\n{TABLE}\n:::', "Tabell 1 Tall"),
        ("> Tabell: Tall {#x}\n>\n> | a |\n> |---|\n> | 1 |", "Tabell 1 Tall"),
        (inside("- Punkt", TABLE), "Tabell 1 Tall"),
        (inside("Ord\n: Mening", TABLE), "Tabell 1 Tall"),
        ("Se.[^n]\n\n" + inside("[^n]: Noten.", TABLE).replace("\n  ", "\n    "), "Tabell 1 Tall"),
        ("## Del *to* {#x}\n\nTekst.", "1.1 Del to"),
        ("## Del {#x .unnumbered}\n\nTekst.", "Del"),
        ('::: {.fact-box #x title="Visste *du*"}\nAt.\n:::', "Visste du"),
        ('![Et hvitt kort](bilder/hvit.png "Kortet"){#x}', "Figur 1 Kortet"),
        ("![Et hvitt kort](bilder/hvit.png){#x}", "Et hvitt kort"),
        ("## Del\n\n![](bilder/hvit.png){#x .decorative}", "1.1 Del"),
        ('::: {.diagram #x kind="cycle" alt="Dere og vi."}\n- Vi\n- Dere\n:::', "Dere og vi."),
        ('::: {.diagram #x kind="cycle" alt="Dere og vi." caption="Vår"}\n- Vi\n- Dere\n:::', "Figur 1 Vår"),
        (
            '::: {.finding-chart #x ids="tillit"}\n:::',
            (
                "Stolpediagram. Hvert utsagn har en stolpe på en akse fra 0 til 100, "
                "med merker ved 25, 50 og 75. …"
            ),
        ),
        ('::: {.finding-cards #x ids="saker"}\n:::', "12 saker Flere saker"),
        ("::: {.timeline #x}\n2014\n: Start\n:::", "2014"),
        ('::: {.pull-quote #x by="Kari"}\nDet *er* uro.\n:::', "Det er uro."),
        ("::: {.lead #x}\nSlik begynner det.\n:::", "Slik begynner det."),
        ("Ved.\n\n::: {.side-note #x}\n- I margen\n:::", "I margen"),
        (
            '## Del\n\n::: fact-box {title="Boks"}\nAt.\n:::\n\n![](bilder/hvit.png){#x .decorative}',
            "1.1 Del",
        ),
        ("## Del\n\nTekst.\n\n::: {.page-break #x}\n:::\n\nTekst.", "1.1 Del"),
        (f"::: {{.lead #x}}\n{WORDS}\n:::", " ".join(WORDS.split()[:18]) + " …"),
    ],
)
def test_a_target_is_called_by_its_title_its_words_or_what_it_shows(
    source: str, title: str, tmp_path: Path
) -> None:
    report = report_of(tmp_path, f"# K\n\nSe [der](#x).\n\n{source}\n")
    assert plain(Titles(report).of("x")) == title


def test_what_is_not_there_is_called_by_the_report(tmp_path: Path) -> None:
    """A faulty report is composed too, to tell what its fonts cannot set."""
    assert plain(Titles(report_of(tmp_path, "# K\n\nTekst.\n")).of("borte")) == "Prøve"


def test_what_has_a_name_or_number_can_be_referred_to(tmp_path: Path) -> None:
    source = f"# K {{#k}}\n\nTekst.\n\n{inside('Ord' + chr(10) + ': Mening', TABLE)}\n\n- Punkt\n"
    assert Titles(report_of(tmp_path, source)).referable == {"k", "x"}


def test_a_title_keeps_its_languages(tmp_path: Path) -> None:
    source = "# K\n\nSe [der](#x).\n\n## Summary {lang=en}\n\n### [Styring]{lang=nb} first {#x}\n\nText.\n"
    titles = Titles(report_of(tmp_path, source))
    assert titles.of("x") == (("1.1.1 ", "en"), ("Styring", "nb"), (" first", "en"))
