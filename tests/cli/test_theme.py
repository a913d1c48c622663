"""``report-builder theme show``: a whole theme file, with the place of each value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from report_builder.cli.app import run
from report_builder.language.catalogue import languages
from report_builder.theme.builtin import theme_text, themes
from tests.said import ENGLISH
from tests.theme.test_extends import load, plugged, same, write

PLACE = re.compile(r"# (\S+):(\d+)(?:; .*)?$")


def shown(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(["theme", "show", *arguments], ENGLISH, lambda: 0.0) == status
    return capsys.readouterr().out


@pytest.mark.parametrize("name", themes())
def test_a_theme_of_the_program_is_shown_with_its_own_lines(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = shown(capsys, name)
    assert yaml.safe_load(text) == yaml.safe_load(theme_text(name))
    lines = theme_text(name).splitlines()
    for line in text.splitlines():
        if (place := PLACE.search(line)) and ": [" not in line:
            assert place[1] == f"{name}/theme.yaml"
            key = line.strip().partition(":")[0]
            assert re.search(rf"\b{key}\b", lines[int(place[2]) - 1]), line


def test_what_is_shown_is_a_theme_that_looks_the_same(
    good_report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = (
        'extends: felles\npalette: {marine: "#102A5C", ubrukt: "#445566"}\n'
        "sheets: {cover: {ground: marine, rules: [{y: 20, thickness: 1}]}}\n"
        "fonts:\n  skilt: &skilt {regular: Literata-Regular.ttf, italic: Literata-Italic.ttf,"
        " bold: Literata-Bold.ttf, bold_italic: Literata-BoldItalic.ttf}\n  skriv: *skilt\n"
        "styles: {caption: {font: skriv}}\n"
    )
    write(good_report, eget=own, felles="extends: konstruktiv\nlists: {bullets: ['»', ':']}\n")
    facts = good_report / "content/report.yaml"
    facts.write_text(f"{facts.read_text('utf-8')}theme: eget\n", "utf-8")
    text = shown(capsys, "--root", str(good_report), status=0)
    assert '  marine: "#102A5C"  # assets/themes/eget/theme.yaml:2\n' in text
    assert '  ubrukt: "#445566"  # assets/themes/eget/theme.yaml:2; not used\n' in text
    assert '  bullets: ["»", ":"]  # assets/themes/felles/theme.yaml:2\n' in text
    assert "  skilt:  # not used\n" in text
    assert "  skriv:\n" in text
    assert "extends" not in text
    write(good_report, kopi=text)
    first, second = load(good_report)[0], load(good_report, "kopi")[0]
    assert same(first, second)
    assert shown(capsys, "eget", "--root", str(good_report)) == text


def test_a_theme_with_faults_is_told_and_not_shown(
    good_report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(good_report, eget="extends: noktern\nstyles: {body: {size: 2}}\n")
    assert run(["theme", "show", "eget", "--root", str(good_report)], ENGLISH, lambda: 0.0) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "assets/themes/eget/theme.yaml:2:" in err


def test_where_there_is_no_report_a_name_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(capsys, status=2) == ""
    assert shown(capsys, "norktern", status=2) == ""


@pytest.mark.parametrize("language", languages())
def test_it_speaks_every_language(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["theme", "show", "noktern"], {"RB_LANG": language}, lambda: 0.0) == 0
    assert capsys.readouterr().out.startswith("# ")


def test_a_plug_in_is_named_by_its_theme(tmp_path: Path) -> None:
    from report_builder.language.catalogue import catalogue
    from report_builder.sources.files import SourceFiles
    from report_builder.theme.showing import show_theme

    plugins = plugged(tmp_path / "packages", huset="extends: noktern\nimage_ppi: 150\n")
    text = show_theme("huset", catalogue("en"), SourceFiles(tmp_path), plugins=plugins).value
    assert text is not None
    assert "image_ppi: 150  # huset/theme.yaml:2\n" in text
