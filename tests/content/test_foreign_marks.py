"""Marks of LaTeX, Pandoc and word processors: told with their cure wherever text stands, and not in code."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.language.message import Message
from tests.content.projects import load

CODE = "RB-LEFT-MARKUP"
CURES = {
    "Feil! Fant ikke referansekilden.": "field",
    "Feil! Bokmerke er ikke definert.": "field",
    "Feil! Fann ikkje referansekjelda.": "field",
    "Error! Reference source not found.": "field",
    "Error! Bookmark not defined.": "field",
    "\\newpage": "break",
    "\\pagebreak": "break",
    "\\tableofcontents": "contents",
    "\\ref{fig}": "reference",
    "\\cite{x}": "citation",
    "\\parencite[s. 3]{x}": "citation",
    "\\textcite[see][p. 3]{x}": "citation",
    "\\footnote{En note.}": "footnote",
    "\\textbf{fet}": "style",
    "\\emph{kursiv}": "style",
    "\\begin{equation}": "display",
    "\\begin{align*}": "display",
    "\\begin{itemize}": "command",
    "\\vspace{2cm}": "command",
    "\\includegraphics[width=3cm]{bilde}": "command",
    "\\(a+b\\)": "calculation",
    "\\[a + b\\]": "calculation",
}
PLACES = {
    "paragraph": "Tekst {} her.",
    "wrapped paragraph": "Tekst som går\nover flere linjer {} her.",
    "item": "- Tekst {} her.\n- Mer.",
    "numbered item": "1. Tekst {} her.\n2. Mer.",
    "quotation": "> Tekst {} her.",
    "box": "::: info\nTekst {} her.\n:::",
    "cell": "| A | B |\n|---|---|\n| Tekst | {} |",
    "note": "Tekst.[^1]\n\n[^1]: Noten {} her.",
    "heading": "## Om {} her\n\nTekst.",
}
MEANT = (
    "Mappen C:\\mapper\\tekst{1} og \\\\tjener\\felles.",
    "Skriv `\\newpage`, `\\textbf{x}` og `[TOC]`.",
    "```\n\\begin{equation}\n\\textbf{x}\n```",
    "Tekst.\n\n    \\newpage",
    "$$\n\\frac{a}{b} + \\text{med ord}\n$$",
    "Brøken $\\frac{a}{b}$ er liten.",
    "Hun ropte: Feil! Dette stemmer ikke. Og så: Error! Stop.",
    "Sidene \\(3-5\\), \\(km/t\\), \\[x\\] og \\(a\\).",
    "Stjernen \\* og streken \\_ og klammen \\{.",
    "## Metode {.unnumbered}\n\nTekst.",
    "Se [TOC] i margen.",
)


def _told(tmp_path: Path, text: str, language: str = "nb") -> list[tuple[str, str]]:
    outcome = load(tmp_path, f"# K\n\n{text}\n", language=language)
    told = [item for item in outcome.diagnostics if item.code == CODE]
    return [(item.code, item.hint.key) for item in told if isinstance(item.hint, Message)]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("place", PLACES)
def test_what_is_written_for_another_program_is_told_wherever_it_stands(
    place: str, language: str, tmp_path: Path
) -> None:
    for number, (mark, kind) in enumerate(CURES.items()):
        told = _told(tmp_path / str(number), PLACES[place].replace("{}", mark), language)
        assert told == [(CODE, f"content.foreign-{kind}.hint")], mark


@pytest.mark.parametrize("mark", ["[TOC]", "\\newpage", "\\tableofcontents", "\\maketitle"])
def test_a_command_on_a_line_of_its_own_is_told(mark: str, tmp_path: Path) -> None:
    assert len(_told(tmp_path, f"Tekst.\n\n{mark}\n\nTekst.")) == 1


@pytest.mark.parametrize("name", ["equation", "align", "gather*"])
def test_a_formula_of_latex_is_told_once(name: str, tmp_path: Path) -> None:
    text = f"\\begin{{{name}}}\n\\frac{{a}}{{b}} = c\n\\end{{{name}}}"
    assert _told(tmp_path, text) == [(CODE, "content.foreign-display.hint")]


@pytest.mark.parametrize("level", range(2, 5))
def test_the_heading_without_a_number_of_pandoc_is_mended(level: int, tmp_path: Path) -> None:
    marks = "#" * level
    above = "".join(f"{'#' * each} Over\n\nTekst.\n\n" for each in range(2, level))
    outcome = load(tmp_path, f"# K\n\n{above}{marks} Metode {{-}}\n\nTekst.\n")
    (told,) = [item for item in outcome.diagnostics if item.code == CODE]
    (fix,) = told.fixes
    assert fix.text == "{.unnumbered}"
    assert fix.start.column == level + len(" Metode ") + 1


@pytest.mark.parametrize("text", MEANT)
def test_what_only_looks_like_one_is_left_alone(text: str, tmp_path: Path) -> None:
    assert not _told(tmp_path, text)
