"""A theme that writes only what differs from another: what it is then, and where its faults are told."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from report_builder.diagnostics import Diagnostic
from report_builder.plugins.plugin import Loaded, Plugin, Plugins
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.builtin import font, theme_text, themes
from report_builder.theme.export import export_theme
from report_builder.theme.model import Theme
from tests.said import line_of
from tests.theme.test_licences import retold

TEXTS: Mapping[str, str] = {name: theme_text(name) for name in themes()}
PLACES = {"name", "written", "homes", "places", "sheet_places"}


def write(root: Path, **texts: str) -> None:
    for name, text in texts.items():
        folder = root / "assets/themes" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "theme.yaml").write_text(text, "utf-8")


def load(root: Path, name: str = "eget", plugins: Plugins | None = None) -> tuple[Theme | None, list[str]]:
    found = load_theme(name, SourceFiles(root), plugins=plugins or Plugins())
    return found.value, [line_of(item) for item in found.diagnostics]


def look(theme: Theme | None) -> dict[str, object]:
    """All that a theme says of the look."""
    assert theme is not None
    return {
        name: msgspec.structs.asdict(theme)[name] for name in Theme.__struct_fields__ if name not in PLACES
    }


def same(first: Theme | None, second: Theme | None) -> bool:
    one, other = look(first), look(second)
    files = [{name: bytes(data) for name, data in dict(each.pop("files")).items()} for each in (one, other)]  # type: ignore[call-overload]
    for each in (one, other):
        for name, value in each.items():
            if hasattr(value, "span"):
                each[name] = msgspec.structs.replace(value, span=None)  # type: ignore[type-var]
    return one == other and files[0] == files[1]


def plugged(folder: Path, **texts: str) -> Plugins:
    for name, text in texts.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "theme.yaml").write_text(text, "utf-8")
    plugin = Plugin("EX", themes={name: folder / name for name in texts})
    return Plugins((Loaded("example", "1", plugin),))


@pytest.mark.parametrize("name", themes())
def test_a_theme_that_writes_nothing_looks_as_the_one_that_it_extends(tmp_path: Path, name: str) -> None:
    write(tmp_path, eget=f"extends: {name}\n", tredje="extends: eget\npalette:\nstyles: {body: {}}\n")
    for own in ("eget", "tredje"):
        theme, said = load(tmp_path, own)
        assert said == []
        assert same(theme, load_theme(name).value)


def test_mappings_merge_and_lists_replace(tmp_path: Path) -> None:
    text = """extends: konstruktiv
palette: {signal: "#A02040"}
styles:
  body: {size: 11}
lists: {bullets: ["+"]}
sheets:
  cover: {rules: [{y: 20, thickness: 1}]}
"""
    write(tmp_path, eget=text)
    theme, said = load(tmp_path)
    assert said == []
    base = load_theme("konstruktiv").value
    assert theme is not None
    assert base is not None
    assert theme.palette["signal"].red == 0xA0 / 255
    assert theme.palette["ink"] == base.palette["ink"]
    assert (theme.styles["body"].size, theme.styles["body"].leading) == (11, 15)
    assert theme.lists.bullets == ("+",)
    assert theme.lists.indent == base.lists.indent
    assert len(theme.sheets[next(iter(theme.sheets))].rules) == 1


def test_chains_lead_through_themes_of_the_report_of_plug_ins_and_of_the_program(tmp_path: Path) -> None:
    plugins = plugged(tmp_path / "packages", huset='extends: noktern\npalette: {signal: "#802020"}\n')
    write(tmp_path, eget="extends: felles\nimage_ppi: 150\n", felles="extends: huset\ncaptions: beside\n")
    theme, said = load(tmp_path, plugins=plugins)
    assert said == []
    base = load_theme("noktern").value
    assert theme is not None
    assert base is not None
    assert (theme.image_ppi, theme.captions_beside) == (150, True)
    assert theme.palette["signal"].red == 0x80 / 255
    assert theme.palette["ink"] == base.palette["ink"]
    names = ["eget", "felles", "huset", "noktern"]
    assert list(theme.written) == [f"assets/themes/{name}/theme.yaml" for name in names]


FILE = "assets/themes/eget/theme.yaml"


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"eget": "extends: eget\n"}, [f"{FILE}:1:10: RB-VALUE the theme 'eget' is based on itself"]),
        ({"eget": "extends: konstrktiv\n"}, [f"{FILE}:1:10: RB-FILE-MISSING", "did you mean 'konstruktiv'?"]),
        ({"eget": "extends: felle\n", "felles": ""}, [f"{FILE}:1:10: RB-FILE-MISSING", "mean 'felles'?"]),
        ({"eget": "extends: ../x\n"}, [f"{FILE}:1:10: RB-VALUE"]),
        ({"eget": "extends: [noktern]\n"}, [f"{FILE}:1:10: RB-WRONG-TYPE"]),
        (
            {"eget": "extends: b\n", "b": "\nextends: c\n", "c": "extends: b\n"},
            ["assets/themes/c/theme.yaml:1:10: RB-VALUE", "b → c → b"],
        ),
        (
            {"eget": "extends: b\n", "b": "extends: noktern\nx: [\n"},
            ["b/theme.yaml:2:4: RB-YAML-SYNTAX"],
        ),
    ],
)
def test_a_theme_that_cannot_be_found_is_told_where_it_is_named(
    tmp_path: Path, texts: dict[str, str], told: list[str]
) -> None:
    write(tmp_path, **texts)
    theme, said = load(tmp_path)
    assert theme is None
    assert len(said) == 1, said
    assert all(words in said[0] for words in told), said


def test_the_other_faults_are_told_beside_a_theme_that_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, eget="extends: borte\nstyles:\n  body: {size: stor}\nfarge: rosa\n")
    _, said = load(tmp_path)
    assert [line.split(" ")[1] for line in said] == ["RB-FILE-MISSING", "RB-UNKNOWN-KEY", "RB-WRONG-TYPE"]
    assert all(line.startswith(FILE) for line in said)


def test_without_it_every_key_must_be_there(tmp_path: Path) -> None:
    write(tmp_path, eget="image_ppi: 150\n", b="extends: eget\n")
    for name in ("eget", "b"):
        _, said = load(tmp_path, name)
        assert len(said) == 13
        assert all(line.startswith(f"{FILE}:1:1: RB-MISSING-KEY") for line in said), said


CLASHES = [
    ('palette: {muted: "#AAAAAA"}', "'muted' on 'paper'", 1),
    ('palette: {paper: "#888888"}', "'muted' on 'paper'", 1),
    ("styles:\n  note: {size: 9}\n  body: {colour: tint}", "'tint' on 'paper'", 3),
    ("sheets:\n  opener:\n    ground: ink", "'ink' on 'ink'", 3),
    ("boxes:\n  fact: {ground: signal}", "'ink' on 'signal'", 2),
    ("lists: {colour: tint}", "'tint' on 'paper'", 1),
    ("styles: {note: {leading: 5}}", "the lines of 'note' overprint", 1),
    ("styles: {note: {size: 30}}", "the lines of 'note' overprint", 1),
    ("page: {width: 300}", "the columns are wider than the sheet", 1),
    ("page: {height: 500}", "the lines are higher than the sheet", 1),
    ("page: {head: 200}", "'head' at 200 points is in the text", 1),
    ("styles:\n  running_head: {size: 60, leading: 60}", "'head' at 46 points is in the text", 2),
    ("page: {top: 300, lines: 20, grid: 15}", "'text' of 'opener' must be from 300", 1),
    ("styles: {body: {font: serf}}", "there is no family 'serf'", 1),
    ("styles: {body: {size: 3}}", "'size' cannot be 3", 1),
    ("fonts: {serif: {regular: Borte.ttf}}", "there is no file 'assets/themes/", 1),
    ("fonts: {mer: {regular: Literata-Regular.ttf}}", "the key 'italic' is missing in 'mer'", 1),
    ("styles: {brod: {size: 9}}", "the key 'brod' is not known", 1),
]


@pytest.mark.parametrize(("text", "says", "line"), CLASHES)
@pytest.mark.parametrize("between", ["", "own", "plug-in"])
def test_a_fault_is_told_at_the_key_of_the_theme_that_makes_it(
    tmp_path: Path, text: str, says: str, line: int, between: str
) -> None:
    plugins = (
        plugged(tmp_path / "packages", mellom="extends: konstruktiv\n") if between == "plug-in" else None
    )
    if between == "own":
        write(tmp_path, mellom="extends: konstruktiv\n")
    write(tmp_path, eget=f"extends: {'mellom' if between else 'konstruktiv'}\n{text}\n")
    theme, said = load(tmp_path, plugins=plugins)
    assert theme is None
    assert any(says in told and told.startswith(f"{FILE}:{line + 1}:") for told in said), said
    assert all(told.startswith(FILE) for told in said), said


@pytest.mark.parametrize(("text", "says", "line"), CLASHES)
def test_in_a_theme_of_the_report_that_is_extended_it_is_told_there(
    tmp_path: Path, text: str, says: str, line: int
) -> None:
    write(tmp_path, eget="extends: felles\nimage_ppi: 100\n", felles=f"extends: konstruktiv\n{text}\n")
    _, said = load(tmp_path)
    place = f"assets/themes/felles/theme.yaml:{line + 1}:"
    assert any(says in told and told.startswith(place) for told in said), said


def test_faults_of_a_plug_in_are_told_where_its_theme_is_named(tmp_path: Path) -> None:
    plugins = plugged(
        tmp_path / "packages", huset='extends: noktern\npalette: {muted: "#BBBBBB"}\nfarge: 1\n'
    )
    write(tmp_path, eget="image_ppi: 150\nextends: huset\n")
    found = load_theme("eget", SourceFiles(tmp_path), plugins=plugins)
    assert found.value is None
    assert {(item.span.path, item.span.line) for item in found.diagnostics if item.span} == {(FILE, 2)}
    seen = {place.path for item in found.diagnostics for place in item.related}
    assert seen == {f"{(tmp_path / 'packages/huset').as_posix()}/theme.yaml"}


@pytest.mark.parametrize("seed", range(6))
def test_any_part_that_is_left_out_is_that_of_the_other(tmp_path: Path, seed: int) -> None:
    """A whole theme with keys taken out anywhere is whole again over the same theme."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    whole = yaml.safe_load(TEXTS["noktern"])

    def thinned(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: thinned(inside) for key, inside in value.items() if chance.random() < 0.6}

    write(tmp_path, eget=yaml.safe_dump({"extends": "noktern", **thinned(whole)}))
    theme, said = load(tmp_path)
    assert said == []
    assert same(theme, load_theme("noktern").value)


def test_fonts_are_those_of_the_theme_that_names_them(tmp_path: Path) -> None:
    serif = "fonts: {serif: {%s: Egen.ttf}}\n"
    write(
        tmp_path,
        eget=f"extends: felles\n{serif % 'bold'}",
        felles=f"extends: konstruktiv\n{serif % 'italic'}",
    )
    files = {"eget": font("Literata-Bold.ttf"), "felles": retold(font("Literata-Italic.ttf"))}
    for name, data in files.items():
        (tmp_path / f"assets/themes/{name}/Egen.ttf").write_bytes(data)
    theme, said = load(tmp_path)
    assert said == []
    assert theme is not None
    assert theme.files[theme.fonts["serif"].bold] == files["eget"]
    assert theme.files[theme.fonts["serif"].italic] == files["felles"]
    assert theme.files[theme.fonts["serif"].regular] == font("Literata-Regular.ttf")


def test_it_can_be_read_again_where_neither_program_nor_plug_in_has_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins = plugged(tmp_path / "packages", huset="extends: noktern\nfonts: {serif: {bold: A.ttf}}\n")
    (tmp_path / "packages/huset/A.ttf").write_bytes(retold(font("Literata-Regular.ttf")))
    write(
        tmp_path,
        eget="extends: felles\nfonts: {serif: {italic: Literata-Italic.ttf}}\n",
        felles="extends: huset\n",
    )
    files = SourceFiles(tmp_path)
    theme = load_theme("eget", files, plugins=plugins).value
    assert theme is not None
    assert {path for path in files.paths if path.endswith("theme.yaml")} == {
        FILE,
        "assets/themes/felles/theme.yaml",
    }
    stored = {path: files.read_bytes(path, _unheard(), None) or b"" for path in files.paths}
    stored |= export_theme(theme, files.paths)
    assert "assets/themes/noktern/theme.yaml" in stored
    assert "assets/themes/huset/A.ttf" in stored
    monkeypatch.setattr("report_builder.theme.builtin.themes", lambda: ())
    monkeypatch.setattr("report_builder.theme.builtin.fonts", lambda: ())
    again = load_theme("eget", SourceFiles(tmp_path / "borte", stored))
    assert again.diagnostics == ()
    assert same(again.value, theme)


def _unheard() -> Any:
    from report_builder.diagnostics import Diagnostics

    return Diagnostics()


def test_a_mending_is_made_in_the_file_that_has_the_fault(tmp_path: Path) -> None:
    write(tmp_path, eget="extends: felles\n", felles="extends: konstruktiv\ncaptions: “below”\n")
    found: tuple[Diagnostic, ...] = load_theme("eget", SourceFiles(tmp_path)).diagnostics
    assert {fix.start.path for item in found for fix in item.fixes} == {"assets/themes/felles/theme.yaml"}
