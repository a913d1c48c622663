"""Remarks of editors in a form that is no comment here are told, wherever they stand, with nothing beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.projects import load

CODE = "RB-HTML"
REMARKS = (
    "<!– Kari: er dette sant? –>",
    "<!—Ola: nei—>",
    "‹!– Kari: er dette sant? –>",
    "‹!—Ola: nei—›",
    "‹!-- Ola --›",
    "<!- intern ->",
    "<! -- Per -->",
    "< !-- Per -->",
    "<!– Kari: er dette sant? -->",
    "{>>Kari: sjekk<<}",
    "{++ny++}{--gammel--}",
    "{~~gammel~>ny~~}",
    "{==Kari==}{>>sjekk<<}",
    "%% Kari: sjekk %%",
    "%%Kari%%",
)
PLACES = {
    "sentence": "Et ord R og et til.",
    "end": "Et ord og et til. R",
    "own line": "Et ord.\n\nR\n\nEt til.",
    "item": "- Et ord R og et til.\n- Et annet.",
    "quotation": "> Et ord R og et til.",
    "heading": "## Et ord R her\n\nTekst.",
    "cell": "| Et ord R | og |\n|--|--|\n| et | til. |",
    "head cell of a list": "::: lead\nEt ord R og et til.\n:::",
    "title": '::: {.fact-box title="Et ord R"}\nTekst.\n:::',
    "note": "Et ord[^1].\n\n[^1]: Et R til.",
    "caption": "Tabell: Et ord R her\n\n| og |\n|--|\n| et til. |",
    "meaning": "Ord\n: Et ord R og et til.",
}
OTHERS = (
    "Et ord `<!– a –>` og `{>>a<<}` og `%% a %%`.",
    "```\n<!– a –>\n{++a++}\n%% a %%\n```",
    "Et ord <!-- a – b -->.",
    "Et ord \\{++a++}.",
    "Av 5 %% er 10 %% igjen.",
    "Tegnet ‹a› og a –> b.",
    "Fra a --> b --> c.",
    "Er a <b eller !b?",
    "Se <https://example.org/a--b>.",
    "<!-- Kari: sjekk -->\n\nEt ord.\n\nFra a --> b.",
    "Et ord <!-- a --> og <!-- b --> to <!-- c -->.",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_is_told_at_its_place(remark: str, place: str, tmp_path: Path) -> None:
    text = PLACES[place].replace("R", remark)
    outcome = load(tmp_path, f"# K\n\n{text}\n")
    told = {(item.code, item.span.line if item.span else 0) for item in outcome.diagnostics}
    line = 3 + PLACES[place].split("R")[0].count("\n")
    assert told == {(CODE, line)}, outcome.diagnostics
    assert outcome.value is None


@pytest.mark.parametrize(
    "text",
    [
        "Et ord <!-- a --> b --> og c.",
        "Et ord.\n\n<!--\na <!-- b -->\nc\n-->\n\nEt til.",
        "Et ord <!– a\n\nb –> og c.",
        "Et ord.\n\n<!–\n\na\n\n–>\n\nOg c.",
    ],
)
def test_what_goes_on_over_an_end_or_a_blank_line_is_told(text: str, tmp_path: Path) -> None:
    told = load(tmp_path, f"# K\n\n{text}\n").diagnostics
    assert [item.code for item in told] == [CODE]


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_remark_is_left(text: str, tmp_path: Path) -> None:
    assert CODE not in {item.code for item in load(tmp_path, f"# K\n\n{text}\n").diagnostics}
