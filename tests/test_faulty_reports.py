"""As many faults in one run as can be told: each once, and none that only follows from another."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest

from report_builder.content.load import read_report
from report_builder.diagnostics import Severity
from report_builder.layout.lay_out import find_unset
from report_builder.pipeline.building import Request, build_report
from report_builder.pipeline.checking import check_content
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.builtin import theme_text
from tests.bad.harness import BASE, Case, cases, spoil
from tests.said import line_of

CASES = [case for case in cases() if case.data["exit"] == 2 and "setup" not in case.data]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_sound_part_can_be_composed(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No fault of the editor becomes one of the program here, where ``build`` would hide it."""
    bench = spoil(case, tmp_path, monkeypatch)
    theme = load_theme("konstruktiv").value
    assert theme is not None
    found = find_unset(read_report(SourceFiles(bench.root)).report, theme)
    assert {item.code for item in found} <= {"RB-GLYPH"}


@dataclass(frozen=True)
class Fault:
    """One thing wrong: what is done to a file, what must be told, and what keeps it from being seen."""

    code: str
    path: str
    new: str
    old: str = ""
    hidden_by: frozenset[str] = frozenset()


REPORT, FINDINGS, LANDING = "content/report.yaml", "content/findings.yaml", "content/landing.yaml"
THEME, FIRST, SECOND = (
    "assets/themes/egen/theme.yaml",
    "content/chapters/innledning.md",
    "content/chapters/drofting.md",
)


def hidden(*names: str) -> frozenset[str]:
    return frozenset(names)


FAULTS = {
    "report syntax": Fault("RB-YAML-SYNTAX", REPORT, "kind: Notat: et lite", "kind: Notat"),
    "report key": Fault("RB-UNKNOWN-KEY", REPORT, "\nforlag: Eksempel\n", hidden_by=hidden("report syntax")),
    "report issn": Fault("RB-VALUE", REPORT, "1890-6584", "1890-6583", hidden("report syntax")),
    "report date": Fault("RB-DATE", REPORT, "2020-01-42", "2020-01-02", hidden("report syntax")),
    "report glyph": Fault("RB-GLYPH", REPORT, "Prøve \u232c for", "Prøve for", hidden("report syntax")),
    "findings syntax": Fault("RB-YAML-SYNTAX", FINDINGS, 'unit: "%', 'unit: "%"\n    statement'),
    "findings value": Fault(
        "RB-WRONG-TYPE", FINDINGS, "value: mange", "value: 12", hidden("findings syntax")
    ),
    "findings id": Fault("RB-DUPLICATE-ID", FINDINGS, "id: tillit", "id: uro", hidden("findings syntax")),
    "findings script": Fault(
        "RB-SCRIPT", FINDINGS, "statement: ສະບາຍດີ", "statement: Saker", hidden("findings syntax")
    ),
    "landing syntax": Fault("RB-YAML-SYNTAX", LANDING, "lead: [Kort", "lead: Kort"),
    "landing key": Fault("RB-UNKNOWN-KEY", LANDING, "\nstemme: Nei\n", hidden_by=hidden("landing syntax")),
    "landing quote": Fault(
        "RB-DANGLING-REF", LANDING, "\nquotes: [ingen]\n", hidden_by=hidden("landing syntax", "encoding")
    ),
    "settings syntax": Fault("RB-YAML-SYNTAX", "settings.yaml", "\taddress: nei\n"),
    "settings zone": Fault(
        "RB-VALUE",
        "settings.yaml",
        "timezone: Europe/Bergen",
        "timezone: Europe/Oslo",
        hidden("settings syntax"),
    ),
    "theme syntax": Fault("RB-YAML-SYNTAX", THEME, "image_ppi: 'a", "image_ppi: 220"),
    "theme key": Fault("RB-UNKNOWN-KEY", THEME, "\nfarge: rød\n", hidden_by=hidden("theme syntax")),
    "theme family": Fault(
        "RB-VALUE", THEME, "\nfallback: ukjent\n", "\nfallback: sans\n", hidden("theme syntax")
    ),
    "image": Fault("RB-IMAGE-MISSING", FIRST, "bilder/ruta.png", "bilder/rute.png"),
    "html": Fault("RB-HTML", FIRST, "\n\nEt <hr> ord.\n"),
    "finding": Fault(
        "RB-UNKNOWN-FINDING", FIRST, "\n\n{finding}`nei` svarte.\n", hidden_by=hidden("findings syntax")
    ),
    "level": Fault("RB-HEADING-LEVEL", FIRST, "#### Bakgrunn", "## Bakgrunn"),
    "glyph": Fault("RB-GLYPH", FIRST, "\n\nTegnet \u232c.\n"),
    "reference": Fault("RB-DANGLING-REF", FIRST, "\n\nSe [](#ingen-steder).\n", hidden_by=hidden("encoding")),
    "ragged": Fault("RB-TABLE-RAGGED", SECOND, "| Ja  |", "| Ja  | 3    |", hidden("encoding")),
    "encoding": Fault("RB-ENCODING", SECOND, "\n\nEn \udce5r.\n"),
}


def plant(root: Path, names: Sequence[str]) -> None:
    """Make the base report, with findings, a landing page, settings and a theme, and spoil it."""
    shutil.copytree(BASE, root)
    extra = {
        REPORT: "theme: egen\n",
        FINDINGS: "  - {id: saker, value: 12, statement: Saker}\n  - {id: uro, value: 8, statement: Uro}\n",
        LANDING: "lead: Kort sagt\nfindings: {ids: [tillit]}\nsections: [{title: Mer, more: drofting}]\n",
        "settings.yaml": "timezone: Europe/Oslo\n",
        THEME: theme_text("konstruktiv"),
        SECOND: "\nEt funn til: {finding}`saker` saker, og se [](#bakgrunn).\n",
    }
    for path, text in extra.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)
    for name in names:
        fault = FAULTS[name]
        spoilt = root / fault.path
        text = spoilt.read_text("utf-8", "surrogateescape")
        if fault.old:
            assert text.count(fault.old) == 1, name
            text = text.replace(fault.old, fault.new)
        else:
            text = text + fault.new
        spoilt.write_text(text, "utf-8", "surrogateescape")


def assert_all_told(names: Sequence[str], folder: Path, command: str) -> None:
    root = folder / "r"
    plant(root, names)
    wanted = sorted(
        (fault.code, fault.path)
        for fault in (FAULTS[name] for name in names)
        if fault.hidden_by.isdisjoint(names)
    )
    told = build_report(Request(root), lambda: 0.0).diagnostics if command == "build" else check_content(root)
    errors = [item for item in told if item.severity is Severity.ERROR]
    found = sorted((item.code, item.span.path if item.span else "") for item in errors)
    assert found == wanted, "\n".join(map(line_of, errors))
    shutil.rmtree(root)


PAIRS = list(combinations(FAULTS, 2))


def test_the_planted_report_is_sound_without_them(tmp_path: Path) -> None:
    assert_all_told((), tmp_path, "check-content")


def test_a_sample_of_pairs_is_told_whole(tmp_path: Path) -> None:
    """None twice, none that is not there, none that another hides without need."""
    sample = random.Random(3).sample(PAIRS, 24)  # noqa: S311  no secret
    for number, pair in enumerate(sample):
        assert_all_told(pair, tmp_path, ("build", "check-content")[number % 2])


@pytest.mark.whole
@pytest.mark.parametrize("command", ["build", "check-content"])
def test_every_pair_is_told_whole(tmp_path: Path, command: str) -> None:
    for pair in PAIRS:
        assert_all_told(pair, tmp_path, command)


@pytest.mark.parametrize("command", ["build", "check-content"])
@pytest.mark.parametrize("without", ["", "syntax", "syntax encoding"])
def test_all_together_are_told(tmp_path: Path, command: str, without: str) -> None:
    names = [name for name in FAULTS if not set(name.split()) & set(without.split())]
    assert_all_told(names, tmp_path, command)


def test_without_its_list_every_chapter_of_the_folder_is_read(tmp_path: Path) -> None:
    """``report.yaml`` is not text at all, or says its chapters in no list."""
    for text in (b"\xff\xfe\x00", b"a: [", b"chapters: innledning.md\nlanguage: nb\n"):
        root = tmp_path / "r"
        plant(root, ["html", "ragged", "glyph"])
        (root / REPORT).write_bytes(text)
        told = {(item.code, item.span.path if item.span else "") for item in check_content(root)}
        assert {("RB-HTML", FIRST), ("RB-TABLE-RAGGED", SECOND), ("RB-GLYPH", FIRST)} <= told
        assert {path for _, path in told} == {REPORT, FIRST, SECOND}
        shutil.rmtree(root)
