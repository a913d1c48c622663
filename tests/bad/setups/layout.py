"""Text that is too large to commit."""

from __future__ import annotations

from report_builder.content import load_report
from report_builder.layout import lay_out
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.bad.harness import Bench


def _append(bench: Bench, text: str) -> None:
    with (bench.root / "content/chapters/innledning.md").open("a", encoding="utf-8") as file:
        file.write(text)


def long_word(bench: Bench) -> None:
    """A word of 5,000 characters that no dictionary divides stands at the end of the chapter."""
    _append(bench, f"\n{'x' * 5000}\n")


def forty_columns(bench: Bench) -> None:
    """A table that no page is wide enough for."""
    row = "| x " * 40 + "|\n"
    _append(bench, f"\n{row}{'| - ' * 40}|\n{row}")


def page_number_that_never_settles(bench: Bench) -> None:
    """A heading goes to page 10 when its paragraph says "side 9", and to page 9 when it says "side 10".

    Five references make the difference: with two digits each the paragraph has a line more, so it
    can be divided and stays below its heading; with one digit it moves to the next page as a whole. How
    many lines must stand above depends on the theme, so that is tried.
    """
    theme = load_theme("konstruktiv").value
    assert theme is not None
    chapter = bench.root / "content/chapters/innledning.md"
    for lines in range(46, 26, -1):
        chapter.write_text(_restless(lines), "utf-8")
        report = load_report(SourceFiles(bench.root)).value
        assert report is not None
        if any(found.code == "RB-PAGES-UNSETTLED" for found in lay_out(report, theme).diagnostics):
            return
    raise AssertionError("no number of lines makes the page numbers restless: try another length of word")


def _restless(lines: int) -> str:
    pages = "Side.\n\n::: page-break\n:::\n\n" * 8
    above = "forvaltning " * 5 * lines
    paragraph = f"Forvaltning\\\nforvaltning\\\n{'i' * 18}{' [x](#bakgrunn){.page}' * 5}"
    return (
        f"# Innledning {{#innledning}}\n\n{pages}{above}\n\n## Bakgrunn {{#bakgrunn}}\n\n{paragraph}\n\n"
        "{finding}`tillit`\n"
    )


def tall_side_note(bench: Bench) -> None:
    """A note in the margin that is longer than the page."""
    _append(bench, f"\n::: side-note\n{'En setning som fyller margen. ' * 150}\n:::\n")
