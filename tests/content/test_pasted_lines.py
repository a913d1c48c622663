"""Lines that become something else in print are told in every container, and each cure ends it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from report_builder.diagnostics import Diagnostic
from tests.content.projects import load
from tests.content.test_pasted import CONTAINERS, INNOCENT, mended

CODES = {
    "RB-LAST-BREAK",
    "RB-SHORT-LINES",
    "RB-SIGN-LINE",
    "RB-LAZY-LINE",
    "RB-NOTE-STAR",
    "RB-INDENTED-LINES",
}
Cure = Callable[[list[str], int], list[str]]


class Lines(NamedTuple):
    """Lines as they are pasted, the first of them that is told, and what the hint says to do with it."""

    name: str
    code: str
    text: str
    line: int
    cures: tuple[Cure, ...]


def broken(lines: list[str], at: int) -> list[str]:
    return [f"{line}\\" if at <= index < len(lines) - 1 else line for index, line in enumerate(lines)]


def listed(lines: list[str], at: int) -> list[str]:
    return [f"- {line}" if index >= at else line for index, line in enumerate(lines)]


def apart(lines: list[str], at: int) -> list[str]:
    return [part for index, line in enumerate(lines) for part in ((line, "") if index >= at else (line,))]


def deleted(lines: list[str], at: int) -> list[str]:
    signs = set("_-* ")
    return [line for index, line in enumerate(lines) if index != at and not (line and set(line) <= signs)]


def above(lines: list[str], at: int) -> list[str]:
    return [*lines[:at], "", *lines[at:]]


def indented(blanks: int) -> Cure:
    def cure(lines: list[str], at: int) -> list[str]:
        return [*lines[:at], *(" " * blanks + line for line in lines[at:])]

    return cure


def quoted(lines: list[str], at: int) -> list[str]:
    return [*lines[:at], *(f"> {line}" for line in lines[at:])]


def starless(lines: list[str], at: int) -> list[str]:
    return [
        line if index < at else f"\n{line.replace('*', chr(92) + '*')}" for index, line in enumerate(lines)
    ]


def noted(lines: list[str], at: int) -> list[str]:
    text = lines[at].lstrip("*) ")
    return [*(re.sub(r"\*+\)?", "[^1]", line) for line in lines[:at]), "", f"[^1]: {text}"]


def fenced(lines: list[str], at: int) -> list[str]:
    end = next((n for n in range(at, len(lines)) if not lines[n].startswith(("\t", "    "))), len(lines))
    return [*lines[:at], "```", *lines[at:end], "```", *lines[end:]]


def bulleted(lines: list[str], at: int) -> list[str]:
    return [*lines[:at], *(f"- {line.lstrip()}" for line in lines[at:])]


CODED = (fenced, bulleted)
CALL = "\tGET /v1/eksempler HTTP/1.1\n\tHost: api.example\n\tAccept: text/html"
NOTED = (starless, noted)
ROWS = "| Fylke* | Sum |\n|---|---|\n| Nord | 12 |"
JOINED = (broken, listed, apart)
FAULTS = (
    Lines(
        "text-box",
        "RB-SHORT-LINES",
        "TEKSTBOKS\nTall å huske\n48 650 henvendelser\n1 240 nye eksempler\n5,8 % sykefravær",
        0,
        JOINED,
    ),
    Lines("figures", "RB-SHORT-LINES", "Tall å huske:\n48 650 henvendelser\n214 årsverk\n316 nye", 0, JOINED),
    Lines("names", "RB-SHORT-LINES", "Kari Nordmann\nOla Nordmann\nPer Nordmann", 0, JOINED),
    Lines("signature", "RB-SHORT-LINES", "François Lindqvist\ndirektør", 0, JOINED),
    Lines("signature-bold", "RB-SHORT-LINES", "**Kari O. Berg-Lie**\nDirektør for alt", 0, JOINED),
    Lines("signature-en", "RB-SHORT-LINES", "Kari Nordmann\nDirector General", 0, JOINED),
    Lines("letter", "RB-SHORT-LINES", "Med vennlig hilsen,\nKari Nordmann\nseksjonsleiar", 0, JOINED),
    Lines("dated", "RB-SHORT-LINES", "Oslo, 13. mars 2026\nKari Nordmann\ndirektør", 0, JOINED),
    Lines("address", "RB-SHORT-LINES", "Eksempelgata 12\n0999 Eksempelby", 0, JOINED),
    Lines("address-box", "RB-SHORT-LINES", "Postboks 5, Sentrum\n0999 By", 0, JOINED),
    Lines("labels", "RB-SHORT-LINES", "Telefon: 99 99 99 99\nE-post: a b", 0, JOINED),
    Lines("lazy", "RB-LAZY-LINE", "- Ett.\n- To.\nTil sammen ble det to.", 2, (above, indented(2))),
    Lines("lazy-short", "RB-LAZY-LINE", "- Ett\n- To\nDet var alt.", 2, (above, indented(2))),
    Lines("lazy-number", "RB-LAZY-LINE", "1. Ett!\nTil sammen\nble det ett.", 1, (above, indented(3))),
    Lines("lazy-deep", "RB-LAZY-LINE", "- Ett\n  - To?\nSvaret er ja.", 2, (above, indented(4))),
    Lines("lazy-later", "RB-LAZY-LINE", "- Ett\n\n  To.\nSlutt på den.", 3, (above, indented(2))),
    Lines("lazy-note", "RB-LAZY-LINE", "- a) Ett\n- b) To\nNote B Mellomværende", 2, (above, indented(2))),
    Lines("lazy-page", "RB-LAZY-LINE", "- Ett\n\fNote B Mellomværende", 1, (above, indented(2))),
    Lines("lazy-letters", "RB-LAZY-LINE", "a) Ett\nb) To\nNote B Mellomværende", 2, (above,)),
    Lines("lazy-caption", "RB-LAZY-LINE", "* Ett\nFigur 2 Oversikt", 1, (above, indented(2))),
    Lines("lazy-merk", "RB-LAZY-LINE", "+ Ett\n**Merk:** Dette gjelder.", 1, (above, indented(2))),
    Lines("lazy-wrapped", "RB-LAZY-LINE", "- Ett som er delt på\nto.\nNote 3 Lån", 2, (above, indented(2))),
    Lines("lazy-meaning", "RB-LAZY-LINE", "Ord\n: Mening.\nTekst som er for seg.", 2, (above, indented(2))),
    Lines("lazy-foot", "RB-LAZY-LINE", "Tekst.[^q]\n\n[^q]: Ord.\nEn ny tekst.", 3, (above, indented(6))),
    Lines("lazy-quote", "RB-LAZY-LINE", "> «Dette er bra.»\nSaksbehandler i by", 1, (above, quoted)),
    Lines("star", "RB-NOTE-STAR", f"{ROWS}\n\n* Inndelingen er ny.", 4, NOTED),
    Lines("star-below", "RB-NOTE-STAR", f"{ROWS}\n* Inndelingen er ny.", 3, NOTED),
    Lines("star-alone", "RB-NOTE-STAR", f"{ROWS}\n\n*Inndelingen er ny.", 4, NOTED),
    Lines("star-bracket", "RB-NOTE-STAR", "| A | B |\n|---|---|\n| 5*) | 2 |\n\n*) Anslag.", 4, NOTED),
    Lines("star-two", "RB-NOTE-STAR", "| A | B |\n|---|---|\n| **5** | 2** kg |\n\n** Anslag.", 4, NOTED),
    Lines("star-caption", "RB-NOTE-STAR", f"{ROWS}\n\nTabell: Tall\n\n* Ny.", 6, NOTED),
    Lines("star-tabs", "RB-NOTE-STAR", "Fylke*\tSum\nNord\t12\n\n* Inndelingen er ny.", 3, NOTED),
    Lines("tabbed", "RB-INDENTED-LINES", f"Opplysninger:\n{CALL}", 1, CODED),
    Lines("tabbed-two", "RB-INDENTED-LINES", "Verdiene er:\n\tåpen\n\tnøyaktig", 1, CODED),
    Lines("blanks", "RB-INDENTED-LINES", "Opplysninger for deg\n    GET /v1\n    Host: x", 1, CODED),
    Lines("tabbed-after", "RB-INDENTED-LINES", "Slik:\n\tGET /v1\n\tHost: x\nVirker.", 1, (fenced,)),
    Lines("tabbed-names", "RB-INDENTED-LINES", "Navn:\n\tKari Nordmann\n\tOla Hansen", 1, CODED),
    Lines("tabbed-item", "RB-INDENTED-LINES", "Slik:\n\n- Kall\n      GET /v1\n      Host", 3, ()),
    Lines("sign", "RB-SIGN-LINE", "Oslo, 3. mars 2026\n\n____________\nKari Nordmann", 2, (deleted,)),
    Lines("sign-spaced", "RB-SIGN-LINE", "_ _ _ _\n\nKari Nordmann, leiar", 0, (deleted,)),
    Lines("sign-below", "RB-SIGN-LINE", "Takk for alt.\n___", 1, (deleted,)),
    Lines("sign-between", "RB-SIGN-LINE", "---\n\nKari Nordmann\n\n---", 0, (deleted,)),
    Lines("sign-starred", "RB-SIGN-LINE", "***\nKari Nordmann, direktør\n\n* * *", 0, (deleted,)),
    Lines("sign-heading", "RB-SIGN-LINE", "---\nKari Nordmann\n---\nTekst om noe.", 0, (deleted,)),
)

MEANT = (
    "Kari Nordmann\\\ndirektør",
    "Kari Nordmann  \ndirektør",
    "Kari Nordmann,\ndirektør",
    "Roser er røde\\\nFioler blå\\\nHimmelen grå\\\nSlutt",
    "Vi har skrevet dette.\nDet er kort.\nDet er bra.\nSlutt.",
    "Vi snakket med\nKari Nordmann\nOla Hansen\nog mange flere.",
    "Vi skrev til Kari Nordmann og Ola\nBerg i Direktoratet for eksempler,\nDepartementet for bilder og så.",
    "Kari Nordmann\nhar skrevet denne rapporten",
    "Kari Nordmann\nog Ola Nordmann har skrevet den.",
    "Rapporten gjelder for perioden fra januar\n2024 til og med desember i\n2025 for alle.",
    "- Kari Nordmann\n- Ola Nordmann\n- Per Nordmann",
    "1. Kari Nordmann\n2. Ola Nordmann\n3. Per Nordmann",
    "Kari Nordmann\n: direktør",
    "Navn | Rolle\n---|---\nKari Nordmann | direktør\nOla Hansen | leder",
    "- Dette punktet er delt over to\nlinjer uten innrykk og har mer\nTekst.",
    "- Dette punktet er delt. Det går\nover tre linjer uten innrykk nå.\nDet er riktig.",
    "- Dette punktet.\n  Det er delt med innrykk.\n- To.",
    "- Ett.\n\nTekst.",
    "- Ett.\\\nTekst.",
    "1. Ett.\n2. To.\n   Mer om to.\n3. Tre.",
    "> En setning.\n> En til.\n>\n> Slutt.",
    "- Ett.\n### Overskrift\nTekst.\nMer tekst.",
    "- Ett.\n---\nTekst.\nMer tekst.",
    "Tekst.[^q]\n\n[^q]: Ord.\n    Mer om ord.",
    "a) står alene.\nTekst.",
    "| Fylke* | Sum |\n|---|---|\n| Nord | 12 |\n\n* Ett\n* To",
    "| Fylke | Sum |\n|---|---|\n| **Nord** | *12* |\n\n* Ett",
    "| Fylke | Sum |\n|---|---|\n| 3*4 | 3 * 4 |\n\n* Ett",
    "| Fylke* | Sum |\n|---|---|\n| Nord | 12 |\n\n\\* Inndelingen er ny.\n\n* Ett",
    "| Fylke* | Sum |\n|---|---|\n| Nord | 12 |\n\n*Kilde:* SSB\n**Merk:** Ny.",
    "Tekst.\n\nTall:\n\n    GET /v1\n    Host: x",
    "Tekst.\n\tEn linje.",
    "Dette avsnittet er delt over linjer som\n    henger inn under den første av dem, og\n    slutter her.",
    "- Punkt:\n\t- Inni\n\t- Også",
    "- Punkt:\n    - Inni\n    - Også\n      her",
    "Tekst.[^q]\n\n[^q]: Ord og\n    mer om ordet\n    og slutten.",
    "1. Ord og\n   mer om ordet\n   og slutten.",
    "Tekst.\n\n---\n\nTekst.",
    "Tekst.\n\n***\n\nTekst.\n\n---\n\nTekst.",
    "---\n\nEn kort setning står her.\n\n---",
    "Dato: ________ Navn: ________",
    "| A |\n|---|\n| ___ |",
    "```\nKari Nordmann\n____\ndirektør\n0999 By\n```",
)


def told(root: Path, text: str) -> list[Diagnostic]:
    return [item for item in load(root, text).diagnostics if item.code in CODES]


CASES = [pytest.param(fault, name, id=f"{fault.name}-{name}") for fault, name in product(FAULTS, CONTAINERS)]


def _place(source: str, lines: list[str], at: int) -> int:
    """Find the number of the line at ``at`` of ``lines`` in a source that has them one below the other."""
    written = source.split("\n")
    for number in range(1, len(written) + 1):
        below = zip(written[number - 1 :], lines[at:], strict=False)
        if all(line.rstrip().endswith(own) for line, own in below):
            return number
    raise AssertionError(source)


@pytest.mark.parametrize(("fault", "container"), CASES)
def test_lines_are_told_and_each_cure_ends_it(fault: Lines, container: str, tmp_path: Path) -> None:
    wrap, column = CONTAINERS[container]
    lines = fault.text.split("\n")
    source = f"# Kapittel\n\nFørst.\n\n{wrap(fault.text)}\n\nTil slutt.\n"
    own = [item for item in told(tmp_path, source) if item.code == fault.code]
    first = _place(source, lines, fault.line)
    places = [item.span and (item.span.line, item.span.column) for item in own]
    indent = len(lines[fault.line]) - len(lines[fault.line].lstrip())
    assert places[:1] == [(first, column + indent + 1)]
    assert len(places) == 1 or fault.code == "RB-SIGN-LINE"
    assert own[0].hint
    assert own[0].fixes == ()
    for cure in fault.cures:
        mended = f"# Kapittel\n\nFørst.\n\n{wrap(chr(10).join(cure(lines, fault.line)))}\n\nTil slutt.\n"
        assert [str(item) for item in told(tmp_path, mended)] == [], mended


@pytest.mark.parametrize("text", [*MEANT, *(text for text in INNOCENT if "0999" not in text)])
@pytest.mark.parametrize("container", ["flow", "quotation", "item"])
def test_nothing_is_said_of_lines_that_are_meant(container: str, text: str, tmp_path: Path) -> None:
    wrap, _ = CONTAINERS[container]
    source = f"# Kapittel\n\n{wrap(text)}\n\nSlutt.\n"
    assert [str(item) for item in told(tmp_path, source)] == []


@pytest.mark.parametrize(
    ("text", "line", "ending"),
    [
        ("Gata 12\\\n0999 By\\", 1, "0999 By"),
        ("Gata 12\\\n0999 By\\\n- Et punkt", 1, "0999 By"),
        ("- Gata 12\\\n- Et punkt til", 0, "- Gata 12"),
        ("En hel linje med tekst.\\", 0, "En hel linje med tekst."),
    ],
)
@pytest.mark.parametrize("container", ["flow", "quotation", "item", "box"])
def test_a_break_that_no_line_follows_is_told_and_mended(
    container: str, text: str, line: int, ending: str, tmp_path: Path
) -> None:
    wrap, _ = CONTAINERS[container]
    source = f"# Kapittel\n\n{wrap(text)}\n\nSlutt.\n"
    (own,) = [item for item in told(tmp_path, source) if item.code == "RB-LAST-BREAK"]
    after = mended(source, (own,))
    at = _place(source, text.split("\n"), line)
    assert own.span is not None
    assert own.span.line == at
    assert after.split("\n")[at - 1].endswith(ending)
    assert told(tmp_path, after) == []


@pytest.mark.parametrize("text", ["Gata 12\\\n0999 By", "En sti C:\\\\", "`kode\\`", "```\na\\\n```"])
def test_a_backslash_that_is_meant_is_not_told(text: str, tmp_path: Path) -> None:
    source = f"# Kapittel\n\n{text}\n\nSlutt.\n"
    assert [item for item in told(tmp_path, source) if item.code == "RB-LAST-BREAK"] == []


LANDING = "lead: Kort om rapporten.\nsections:\n  - title: Kontakt\n    text:\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("      - |\n        Kari Nordmann\n        direktør\n", 6),
        ("      - |\n        Kari Nordmann,\n        direktør\n", None),
        ("      - Kari Nordmann\n      - direktør\n", None),
        ("      - >\n        Kari Nordmann\n        direktør\n", None),
        ("      - |\n        Vi har skrevet dette.\n        Det er kort.\n", None),
    ],
)
def test_lines_of_a_value_that_yaml_keeps_are_told(text: str, line: int | None, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/landing.yaml").write_text(LANDING + text, "utf-8")
    found = [item for item in load(tmp_path, "# Kapittel\n\nTekst.\n").diagnostics if item.code in CODES]
    assert [item.span and item.span.line for item in found] == ([line] if line else [])


@pytest.mark.parametrize("text", ["I. Innledning\nII. Metode", "A. Innledning\nB. Metode\nC. Funn"])
def test_lines_that_letters_count_have_one_cure(text: str, tmp_path: Path) -> None:
    found = load(tmp_path, f"# Kapittel\n\n{text}\n").diagnostics
    assert [item.code for item in found] == ["RB-PASTE-LIST"]


@pytest.mark.parametrize("blank", ["\t", "\t\t", "\u3000", "\t\u00a0", "\u2003"])
@pytest.mark.parametrize("indent", ["\t", "    ", "      "])
@pytest.mark.parametrize("container", ["", "> ", "- "])
def test_lines_of_blanks_alone_are_read_among_indented_ones(
    container: str, indent: str, blank: str, tmp_path: Path
) -> None:
    text = f"{container}Tekst\n{indent}dyp\n{blank}\n{indent}dyp\n{indent}{blank}\nmer"
    assert load(tmp_path, f"# K\n\n{text}\n").value
