"""A number never breaks inside, wherever it stands: it becomes smaller, then its unit goes below."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pypdfium2
import pytest

import report_builder
from report_builder.content.load import load_report
from report_builder.diagnostics import Diagnostic, Severity
from report_builder.finish import BuildStamp, finish
from report_builder.layout import lay_out
from report_builder.layout.compose.emergency import SMALLEST
from report_builder.layout.compose.paragraph import Composer
from report_builder.layout.compose.runs import Look, Run
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.builtin import theme_text
from tests.layout.composing import Document, Named
from tests.sample_reports import SAMPLES, make_folder

DOCUMENT = Document()
OWNER = Named("owner")
NB = "\u00a0"
NUMBERS = [
    "3",
    "73",
    "65,5",
    "−12",
    "+4",
    f"412{NB}300{NB}000",
    f"−1{NB}234{NB}567,891",
    "12.30",
    f"412{NB}300{NB}000{NB}000{NB}000,25",
]
UNITS = [
    "",
    "%",
    f"{NB}%",
    f"{NB}kroner",
    f"{NB}mill.{NB}kroner",
    f"{NB}prosentpoeng,",
    f"{NB}toppledergrupper",
]
WIDTHS = [12.0, 24.0, 40.0, 64.0, 112.0, 340.0]
LOOKS = [
    DOCUMENT.look(DOCUMENT.sans, 9.0),
    DOCUMENT.look(DOCUMENT.serif, 10.5, "en"),
    DOCUMENT.look(DOCUMENT.sans, 40.0, tracking=-0.3),
    DOCUMENT.look(DOCUMENT.mono, 9.7, ""),
]
for each in LOOKS:
    each.face.word("x")  # the fonts of a document are known from their first word on


@pytest.mark.parametrize("look", LOOKS)
def test_a_number_stands_in_one_line_of_any_column(look: Look) -> None:
    composer = Composer()
    for number, unit, width in product(NUMBERS, UNITS, WIDTHS):
        lines = composer.compose([Run(f"Om {number}{unit} her", look, OWNER)], width)
        texts = [DOCUMENT.text(line).replace(NB, " ") for line in lines]
        (line,) = [line for line, text in zip(lines, texts, strict=True) if number.replace(NB, " ") in text]
        assert line.width <= width + 0.02, (texts, number, unit, width)


def test_a_smaller_size_comes_before_the_next_line_and_that_before_a_hint() -> None:
    look = LOOKS[0]
    whole = look.width(look.face.word(f"412{NB}300{NB}000{NB}kroner"))
    number = look.width(look.face.word(f"412{NB}300{NB}000"))
    for width, count, smaller, told in (
        (whole + 1, 1, False, False),
        (whole * SMALLEST + 1, 1, True, False),
        (number + 1, 2, False, False),
        (number * 0.9, 2, True, False),
        (number * 0.5, 3, True, True),
    ):
        composer = Composer()
        lines = composer.compose([Run(f"412{NB}300{NB}000{NB}kroner", look, OWNER)], width)
        sizes = {segment.look.size for line in lines for segment in line.segments}
        assert len(lines) <= count
        assert (min(sizes) < look.size) == smaller
        assert bool(composer.troubles) == told
        if told:
            (trouble,) = composer.troubles
            assert trouble.size == min(sizes)


def test_a_word_in_type_that_is_not_hyphenated_is_divided_with_a_hyphen_where_it_must() -> None:
    look = Look(DOCUMENT.sans, 9.0, "0 g", "nb", hyphenate=False)
    composer = Composer()
    lines = composer.compose([Run("Gjennomføringsevneundersøkelse", look, OWNER)], 80.0)
    texts = [DOCUMENT.text(line) for line in lines]
    assert len(texts) > 1
    assert all(text.endswith("\u00ad") for text in texts[:-1])
    assert not composer.troubles


def test_code_gets_no_sign_that_it_has_not() -> None:
    look = Look(DOCUMENT.mono, 9.0, "0 g", "nb", hyphenate=False, literal=True)
    lines = Composer().compose([Run("gjennomføringsevne_undersøkelse", look, OWNER)], 60.0)
    assert not any("\u00ad" in DOCUMENT.text(line) for line in lines)


# In the places of a report

CHAPTER = """\
# Tall {number} {unit}

::: lead
Ingressen sier {number} {unit}.
:::

## Avsnittet sier {number} {unit}

Teksten sier {number} {unit}, og fotnoten mer.[^n]

[^n]: Noten sier {number} {unit}.

::: side-note
Margen sier {number} {unit}.
:::

::: {{.fact-box title="Boks {number} {unit}"}}
- Punkt

  - Under

    - Dypt {number} {unit}
:::

::: {{.timeline caption="Tid {number} {unit}"}}
{number} {unit}
: Hendelse {number} {unit}
:::

Tabell: Tabell {number} {unit}

| Samhandlingskompetansebehovet | Gjennomføringsevnen | Beløpet {number} {unit} | D | E | F |
|:--|--:|--:|--:|--:|--:|
| Departementsfellesskapet | {number} {unit} | {number} | {number} {unit} | {number} | {number} |

::: {{.diagram kind="steps" alt="En trapp." caption="Trapp {number} {unit}"}}
- **Først {number} {unit}** noe
- **Så** {number} {unit}
:::

::: finding-cards {{ids="a b c d"}}
:::

::: finding-cards {{ids="a b"}}
:::

::: finding-cards {{ids="a"}}
:::
"""
FINDINGS = """\
findings:
  - {{id: a, value: {value}, unit: "{unit}", statement: "Utsagn {number} {unit}"}}
  - {{id: b, value: {value}, unit: "{unit}", statement: To}}
  - {{id: c, value: 3, unit: "", statement: Tre}}
  - {{id: d, value: {value}, unit: "{unit}", compared: "2021", statement: Fire}}
"""
CASES = [
    ("412300000", "412 300 000", "kroner"),
    ("412300000000000", "412 300 000 000 000", "kroner"),
    ("-12.5", "−12,5", "%"),
    ("+4", "+4", "prosentpoeng"),
    ("73", "73", "%"),
]


def theme_of(root: Path, name: str) -> str:
    """A theme by its name; "large" is the usual one with values of 96 points."""
    if name != "large":
        return name
    source = Path(report_builder.__file__).parent / "data/themes/konstruktiv/theme.yaml"
    text, count = re.subn(
        r"card_value: \{font: light, size: \d+, leading: \d+",
        "card_value: {font: light, size: 96, leading: 96",
        source.read_text("utf-8"),
    )
    assert count == 1
    folder = root / "assets/themes/large"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(text, "utf-8")
    return name


def built(
    chapter: str, findings: str, theme: str, title: str = "Tall"
) -> tuple[list[str], tuple[Diagnostic, ...]]:
    """The text of each page, and what was told."""
    facts = (SAMPLES / "report.yaml").read_text("utf-8").replace("Prøver – en side for hver blokk", title)
    root = make_folder(chapter, findings, facts)
    files = SourceFiles(root)
    loaded, looks = load_report(files), load_theme(theme_of(root, theme), files)
    assert loaded.value is not None, loaded.diagnostics
    assert looks.value is not None, looks.diagnostics
    outcome = lay_out(loaded.value, looks.value)
    assert outcome.value is not None, outcome.diagnostics
    pdf = finish(outcome.value, loaded.value.publication, BuildStamp("test", "0"))
    told = (*loaded.diagnostics, *outcome.diagnostics)
    return list(_pages(pdf)), tuple(d for d in told if d.code != "RB-NUMBER-TWICE")


def _pages(pdf: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.get_textpage().get_text_bounded().replace(NB, " ")


@pytest.mark.parametrize("theme", ["konstruktiv", "noktern", "large"])
@pytest.mark.parametrize(("value", "number", "unit"), CASES)
def test_a_number_is_whole_in_every_place(value: str, number: str, unit: str, theme: str) -> None:
    chapter = CHAPTER.format(number=number, unit=unit)
    findings = FINDINGS.format(value=value, number=number, unit=unit)
    pages, told = built(chapter, findings, theme, f"Tall {number} {unit}")
    text = "\n".join(pages)
    joined = re.sub(r"\s+", " ", text)
    # As often as its figures follow each other at all, whatever is between them.
    assert text.count(number) == joined.count(number) > 20
    # Five columns of so long numbers leave no room for words, and that is told.
    expected = {"RB-LONG-WORD"} if len(number) > 15 else set()
    assert {item.code for item in told if item.severity > Severity.NOTE} <= expected


def test_no_hint_asks_for_a_character_that_nobody_can_type() -> None:
    package = Path(report_builder.__file__).parent
    asking = [
        path
        for path in package.rglob("*.py")
        if re.search(
            r'(?<!"")"[^"\n]*(?:put|write|use)\b[^"\n]*(?:soft hyphen|U\+00AD)', path.read_text("utf-8")
        )
    ]
    assert asking == []


VALUES = ["73", "100", "99.95", "-12", "+143", "1240000"]


def cards_in(
    page: str, cards: str, size: int, values: list[str]
) -> tuple[list[tuple[str, float]], tuple[Diagnostic, ...]]:
    """Each value of a row of cards with its size in points, and what was told, in a theme of that make."""
    listed = [f'  - {{id: k{n}, value: {value}, unit: "%", statement: Om}}' for n, value in enumerate(values)]
    ids = " ".join(f"k{n}" for n in range(len(values)))
    chapter = f'# Tall {{#tall}}\n\n::: finding-cards {{ids="{ids}"}}\n:::\n'
    root = make_folder(chapter, "\n".join(["findings:", *listed, ""]))
    text = theme_text("konstruktiv").replace("text_width: 348\n  gutter: 18\n  margin_width: 104", page)
    text = text.replace("size: 40, leading: 45, after: 4", f"size: {size}, leading: {size + 5}, after: 4")
    text = text.replace("cards: {columns: 3, gap: 18", f"cards: {{{cards}")
    folder = root / "assets/themes/mitt"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(text, "utf-8")
    try:
        files = SourceFiles(root)
        loaded, looks = load_report(files), load_theme("mitt", files)
        assert loaded.value is not None
        assert looks.value is not None, looks.diagnostics
        outcome = lay_out(loaded.value, looks.value)
    finally:
        shutil.rmtree(root)
    assert outcome.value is not None
    pdf = finish(outcome.value, loaded.value.publication, BuildStamp("test", "0"))
    found = []
    for page_of in pypdfium2.PdfDocument(pdf):
        words = page_of.get_textpage()
        written = words.get_text_range().replace(NB, " ")
        for finding in loaded.value.findings.values():
            shown = finding.display.replace(NB, " ").replace("\u202f", " ")
            at = written.replace("\u202f", " ").find(shown)
            if at >= 0:
                found.append((shown, pypdfium2.raw.FPDFText_GetFontSize(words, at)))
    return found, outcome.diagnostics


@pytest.mark.parametrize("size", [24, 40, 96])
@pytest.mark.parametrize("cards", ["columns: 2, gap: 18", "columns: 4, gap: 18", "columns: 4, gap: 60"])
@pytest.mark.parametrize(
    "page",
    [
        "text_width: 348\n  gutter: 18\n  margin_width: 104",
        "text_width: 268\n  gutter: 12\n  margin_width: 60",
        "text_width: 150\n  gutter: 12\n  margin_width: 90",
    ],
)
def test_a_figure_stays_on_one_line_in_a_size_of_the_theme(page: str, cards: str, size: int) -> None:
    sizes = {round(float(each), 1) for each in re.findall(r" size: ([\d.]+)", theme_text("konstruktiv"))} | {
        size
    }
    for values in (VALUES[:1], VALUES[:5], VALUES):
        found, told = cards_in(page, cards, size, values)
        assert len(found) == len(values), "each is whole on a line"
        (taken,) = {round(points, 1) for _, points in found}
        assert taken in sizes or {item.code for item in told} == {"RB-LONG-NUMBER"}


def test_cards_that_no_figure_has_room_in_are_told_at_the_theme() -> None:
    page = "text_width: 200\n  gutter: 12\n  margin_width: 70"
    _, told = cards_in(page, "columns: 4, gap: 70", 40, ["73", "12", "1", "1240000"])
    (one,) = [item for item in told if item.code == "RB-LONG-NUMBER"]
    assert one.span is not None
    assert one.span.path == "assets/themes/mitt/theme.yaml"
    _, told = cards_in(
        "text_width: 200\n  gutter: 12\n  margin_width: 90",
        "columns: 4, gap: 60",
        40,
        ["1", "2", "3", "1240000"],
    )
    (one,) = [item for item in told if item.code == "RB-LONG-NUMBER"]
    assert one.span is not None
    assert one.span.path == "content/findings.yaml"
