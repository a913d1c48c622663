"""Text that is too large to commit."""

from __future__ import annotations

from report_builder.content.load import load_report
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


def long_numbers(bench: Bench) -> None:
    """A table to fill in, which is not divided, with more and longer numbers than fit in legible type."""
    row = "| 412 300 000 000 000 " * 12 + "|\n"
    heads = "".join(f"| A{number} " for number in range(12))
    _append(bench, f"\n::: fill-table {{rows=1}}\n{heads}|\n{'| - ' * 12}|\n{row}:::\n")


def long_card(bench: Bench) -> None:
    """A value of thirty figures among four cards."""
    findings = bench.root / "content/findings.yaml"
    text = findings.read_text("utf-8").replace("value: 73", "value: 123456789012345.123456789012345")
    others = "".join(f"  - {{id: f{n}, value: {n}, statement: Utsagn}}\n" for n in range(3))
    findings.write_text(text + others, "utf-8")
    _append(bench, '\n::: finding-cards {ids="tillit f0 f1 f2"}\n:::\n')


def forty_columns(bench: Bench) -> None:
    """A table to fill in, which is not divided, that no page is wide enough for."""
    heads = "".join(f"| x{number} " for number in range(40))
    _append(bench, f"\n::: fill-table {{rows=1}}\n{heads}|\n{'| - ' * 40}|\n{'| x ' * 40}|\n:::\n")


def page_number_that_never_settles(bench: Bench) -> None:
    """A heading goes to page 10 when its paragraph says "side 9", and to page 9 when it says "side 10".

    Five references make the difference: with two digits each the paragraph has a line more, so it
    can be divided and stays below its heading; with one digit it moves to the next page as a whole. How
    many lines must stand above depends on the theme, so that is tried.
    """
    theme = load_theme("konstruktiv").value
    assert theme is not None
    chapter = bench.root / "content/chapters/innledning.md"
    facts = bench.root / "content/report.yaml"
    facts.write_text(facts.read_text("utf-8") + "page_breaks: page-by-page\n", "utf-8")
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
    paragraph = f"Forvaltning\\\nforvaltning\\\n{'i' * 22}{' [x](#bakgrunn){.page}' * 5}"
    return (
        f"# Innledning {{#innledning}}\n\n{pages}{above}\n\n## Bakgrunn {{#bakgrunn}}\n\n{paragraph}\n\n"
        "{finding}`tillit`\n"
    )


def tall_side_note(bench: Bench) -> None:
    """A note in the margin that is longer than the page."""
    _append(bench, f"\n::: side-note\n{'En setning som fyller margen. ' * 150}\n:::\n")
