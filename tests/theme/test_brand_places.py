"""Where a brand comes from: a path in the report, its theme or the settings, or a package; and who wins."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.content.publication import read_publication
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.catalogue import catalogue
from report_builder.pipeline.branding import STORED, brand_of
from report_builder.pipeline.terms import font_terms
from report_builder.pipeline.theming import theme_shown
from report_builder.pipeline.versions import open_shelf
from report_builder.plugins.brands import GROUP
from report_builder.plugins.plugin import NO_PLUGINS
from report_builder.preview.inputs import Followed
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Located
from report_builder.theme import load_theme
from report_builder.theme.brand_places import Place, find_brand
from report_builder.theme.characters import characters_for
from report_builder.theme.model import Theme
from tests.pipeline.releases import Desk
from tests.plugins.installing import describe
from tests.said import ENGLISH, line_of
from tests.theme.test_brand import FULL, hexadecimal, put
from tests.theme.test_extends import write

COLOURS = {"report": "#7A1F5C", "theme": "#1F5C7A", "settings": "#5C1F7A", "beside": "#1F7A3C"}
FILES = {
    "report": "felles/a.yml",
    "theme": "felles/b.yml",
    "settings": "felles/c.yml",
    "beside": "rapport/content/_brand.yml",
}


@pytest.fixture
def desk(good_report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A report in a folder of its own, with room for other folders beside it."""
    root = tmp_path / "rapport"
    shutil.copytree(good_report, root)
    desk = Desk(root, capsys)
    desk.edit(
        "content/report.yaml",
        'published: 2020-01-02\nupdated: 2020-03-04\nversion: "1.0"\n',
        "theme: eget\n",
    )
    write(root, eget="extends: konstruktiv\n")
    return desk


def add(desk: Desk, path: str, text: str) -> None:
    target = desk.root / path
    target.write_text((target.read_text("utf-8") if target.exists() else "") + text, "utf-8")


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, brand: str, package: str = "") -> None:
    """Install a package with a brand, which cannot be run."""
    module = package or f"{name}_merke"
    put(folder, brand, f"{module}/merke/_brand.yml")
    for place in (module, f"{module}/merke"):
        (folder / place / "__init__.py").write_text("raise RuntimeError('run')", "utf-8")
    describe(folder, module, "1.0", {name: f"{module}.merke"}, GROUP)
    monkeypatch.syspath_prepend(str(folder))
    importlib.invalidate_caches()


def load(root: Path) -> tuple[Theme | None, list[str]]:
    files, told = SourceFiles(root), Diagnostics()
    read = read_publication(files, told)
    assert read is not None
    facts = read.publication
    brand = brand_of(facts, files, told)
    theme = told.take(load_theme(facts.theme, files, facts.theme_span, brand=brand))
    return (None if told.has_errors else theme), [
        f"{item.severity.name} {line_of(item)}" for item in told.items
    ]


def signal(root: Path) -> str:
    theme, said = load(root)
    assert theme is not None, said
    return hexadecimal(theme.palette["signal"])


def ask(desk: Desk, place: str) -> None:
    """Ask for a brand in one of the places."""
    put(desk.root.parent, f'color: {{primary: "{COLOURS[place]}"}}\n', FILES[place])
    match place:
        case "report":
            add(desk, "content/report.yaml", f"brand: ../{FILES[place]}\n")
        case "theme":
            add(desk, "assets/themes/eget/theme.yaml", f"brand: ../../../../{FILES[place]}\n")
        case "settings":
            add(desk, "settings.yaml", f"brand: ../{FILES[place]}\n")


def test_the_place_that_is_nearest_to_the_report_counts(desk: Desk) -> None:
    for place in reversed(COLOURS):
        ask(desk, place)
        assert signal(desk.root) == COLOURS[place], place
    add(desk, "assets/themes/eget/theme.yaml", 'palette: {signal: "#004488"}\n')
    assert signal(desk.root) == "#004488", "what the theme itself says comes before every brand"


def test_each_theme_of_a_house_may_have_its_brand(desk: Desk) -> None:
    put(desk.root, 'color: {primary: "#7A1F5C", secondary: "#224466"}\n', "assets/themes/felles/b/_brand.yml")
    put(desk.root, 'color: {primary: "#1F5C7A"}\n', "assets/merke.yaml")
    write(
        desk.root,
        eget="extends: felles\nbrand: ../../merke.yaml\n",
        felles="extends: noktern\nbrand: b/_brand.yml\n",
    )
    theme, said = load(desk.root)
    assert theme is not None, said
    assert hexadecimal(theme.palette["signal"]) == "#1F5C7A"
    assert hexadecimal(theme.palette["muted"]) == "#224466"
    shown = theme_shown(desk.root, None, catalogue("en"), Diagnostics())
    assert shown is not None
    assert 'signal: "#1F5C7A"  # assets/merke.yaml:1\n' in shown
    assert 'muted: "#224466"  # assets/themes/felles/b/_brand.yml:1\n' in shown
    assert "\nbrand:" not in shown


@pytest.mark.parametrize("where", ["content/report.yaml", "settings.yaml", "assets/themes/eget/theme.yaml"])
def test_a_package_is_found_and_not_run(desk: Desk, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    install(desk.root.parent / "site", monkeypatch, "etaten", FULL)
    add(desk, where, "brand: etaten\n")
    theme, said = load(desk.root)
    assert theme is not None, said
    assert hexadecimal(theme.palette["signal"]) == "#B5386B"
    assert any("etaten/_brand.yml:" in line for line in said), "its warnings name it"


@pytest.mark.parametrize("where", ["content/report.yaml", "settings.yaml", "assets/themes/eget/theme.yaml"])
@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("etatn", "there is no brand 'etatn'|did you mean 'etaten'"),
        ("felles/_brnd.yml", "felles/_brnd.yml|check the name"),
        ("{out}felles/_brnd.yml", "_brnd.yml|did you mean '_brand.yml'"),
        ("to", "more than one package has a brand 'to': 'en_pakke' and 'to_pakke'"),
    ],
)
def test_what_is_not_there_is_told_where_it_is_written(
    desk: Desk, where: str, written: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(desk.root.parent / "site", monkeypatch, "etaten", FULL)
    install(desk.root.parent / "site", monkeypatch, "to", FULL, "en_pakke")
    install(desk.root.parent / "site", monkeypatch, "to", FULL, "to_pakke")
    put(desk.root.parent, FULL, "felles/_brand.yml")
    outside = "../../../../" if where.startswith("assets") else "../"
    line = len((desk.root / where).read_text("utf-8").splitlines()) + 1 if (desk.root / where).exists() else 1
    add(desk, where, f"brand: {written.format(out=outside)}\n")
    theme, said = load(desk.root)
    assert theme is None
    found = [one for one in said if one.startswith(f"ERROR {where}:{line}:8:")]
    assert len(found) == 1, said
    assert all(part in found[0] for part in says.split("|")), found
    assert run(["check-content", str(desk.root)], ENGLISH, lambda: 0.0) == 2


@pytest.mark.usefixtures("shared_verapdf")
@pytest.mark.parametrize(
    ("where", "stored"),
    [
        ("content/report.yaml", STORED),
        ("settings.yaml", STORED),
        ("assets/themes/eget/theme.yaml", "assets/themes/eget/brand/_brand.yml"),
    ],
)
@pytest.mark.parametrize("is_package", [False, True])
def test_a_version_is_built_again_when_the_brand_is_gone(
    desk: Desk, where: str, stored: str, monkeypatch: pytest.MonkeyPatch, *, is_package: bool
) -> None:
    away = desk.root.parent / "felles"
    if is_package:
        install(away, monkeypatch, "etaten", FULL)
    else:
        put(desk.root.parent, FULL, "felles/_brand.yml")
    path = "../../../../felles/_brand.yml" if where.startswith("assets") else "../felles/_brand.yml"
    add(desk, where, f"brand: {'etaten' if is_package else path}\n")
    assert desk.release() == 0, desk.err
    shutil.rmtree(away)
    importlib.invalidate_caches()
    assert desk.archive("rebuild", "v1") == 0, desk.err
    assert "v1 is identical" in desk.out
    shelf = open_shelf(desk.root, Diagnostics())
    assert shelf is not None
    files = dict(shelf.archive.read_all(shelf.object_id, 1).value or {})
    folder = stored.rpartition("/")[0]
    assert f"source/{stored}" in files
    assert sum(path.startswith(f"source/{folder}/skrifter/") for path in files) == 3
    terms = font_terms(files)
    own = terms[f"source/{folder}/skrifter/Innbilt-Regular.ttf"]
    assert own
    assert {*own} <= {*terms["edition/utseende/serif-regular.woff2"]}, "nothing says that it is another's"


def watched(desk: Desk) -> tuple[SourceFiles, Followed]:
    """The files of a report after its theme was read, and what the preview follows of them."""
    files = SourceFiles(desk.root)
    followed = Followed(files)
    read = read_publication(files, Diagnostics())
    assert read is not None
    load_theme("eget", files, brand=brand_of(read.publication, files, Diagnostics()))
    followed.settle()
    return files, followed


@pytest.mark.parametrize("where", ["content/report.yaml", "settings.yaml", "assets/themes/eget/theme.yaml"])
def test_the_preview_hears_of_an_edit_wherever_the_brand_is(desk: Desk, where: str) -> None:
    put(desk.root.parent, FULL, "felles/_brand.yml")
    path = "../../../../felles/_brand.yml" if where.startswith("assets") else "../felles/_brand.yml"
    add(desk, where, f"brand: {path}\n")
    brand = (desk.root.parent / "felles/_brand.yml").resolve()
    files, followed = watched(desk)
    assert str(brand) in followed.whole_paths
    assert str(brand.parent) in followed.folders()
    assert not followed.changed()
    font = brand.parent / "skrifter/Innbilt-Bold.ttf"
    assert followed.concerns(str(font))
    brand.write_text(brand.read_text("utf-8") + "\n", "utf-8")
    assert followed.changed()
    assert files.changed() == ("../felles/_brand.yml",)


def test_the_preview_hears_when_the_brand_comes(desk: Desk) -> None:
    add(desk, "settings.yaml", "brand: ../felles/_brand.yml\n")
    _, followed = watched(desk)
    assert not followed.changed()
    put(desk.root.parent, FULL, "felles/_brand.yml")
    assert followed.changed()


def test_keys_that_say_what_a_theme_is_made_of_have_no_place_in_a_brand(desk: Desk) -> None:
    text = "defaults:\n  report-builder:\n    extends: noktern\n    brand: andre\n"
    put(desk.root, text, "content/_brand.yml")
    theme, said = load(desk.root)
    assert theme is not None
    assert sorted(said) == [
        f"WARNING content/_brand.yml:{line}:5: RB-BRAND the key '{key}' is not known here"
        for line, key in ((3, "extends"), (4, "brand"))
    ]


def test_a_new_report_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "site", monkeypatch, "etaten", FULL)
    root = tmp_path / "ny"
    assert run(["new", str(root), "--brand", "etaten"], ENGLISH, lambda: 0.0) == 0
    facts = (root / "content/report.yaml").read_text("utf-8")
    assert "\nbrand: etaten\n" in facts
    assert 'publisher: "Etaten for innbilte tall"' in facts
    assert not (root / "content/_brand.yml").exists()
    assert signal(root) == "#B5386B"


def test_what_a_brand_has_for_others_is_told_of_once(desk: Desk) -> None:
    put(desk.root, FULL, "content/_brand.yml")
    add(desk, "assets/themes/eget/theme.yaml", 'palette: {egen: "#004488"}\n')
    shown = theme_shown(desk.root, None, catalogue("en"), Diagnostics())
    assert shown is not None
    used, spare = shown.partition("\nfonts:")[0].split(
        "  # Other colours of the brand file, which nothing here uses:\n"
    )
    assert '  fjord: "#1B4965"  # content/_brand.yml:21\n' in used
    assert '  egen: "#004488"  # assets/themes/eget/theme.yaml:2; not used\n' in used
    assert '  bris: "#62B6CB"  # content/_brand.yml:22\n' in spare
    assert "not used" not in spare


@pytest.mark.parametrize("is_named_by_theme", [False, True])
def test_the_fonts_of_a_brand_count_where_a_faulty_theme_is_told_of(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, *, is_named_by_theme: bool
) -> None:
    put(desk.root.parent, FULL, "felles/_brand.yml")
    if is_named_by_theme:
        add(desk, "assets/themes/eget/theme.yaml", "brand: ../../../../felles/_brand.yml\n")
    monkeypatch.setattr("report_builder.theme.builtin.fonts", lambda: ())
    files = SourceFiles(desk.root)
    brand = find_brand(
        Located("../felles/_brand.yml", SourceSpan("x")), Place(files, "", STORED, str), Diagnostics()
    )
    found = characters_for("eget", files, NO_PLUGINS, None if is_named_by_theme else brand)
    assert ord("å") in found
    assert not characters_for("noktern", files, NO_PLUGINS)


@pytest.mark.parametrize("far", range(4))
@pytest.mark.parametrize("where", ["beside", "report", "settings"])
def test_a_variant_has_the_colours_and_the_logo_of_the_theme_that_it_extends(
    desk: Desk, where: str, far: int
) -> None:
    """However far below it the theme is that the house has written, and wherever the brand is named."""
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20v10H0z"/></svg>'
    own = 'extends: konstruktiv\npalette: {signal: "#8A1F5C"}\nlogo: {file: egen.svg, alt: Huset}\n'
    names = ["hus", *(f"variant{number}" for number in range(far))]
    write(desk.root, hus=own)
    for name, below in zip(names[1:], names, strict=False):
        write(desk.root, **{name: f"extends: {below}\nimage_ppi: 150\n"})
    brand = (
        'color: {primary: "#005577", foreground: "#102030"}\nlogo: merke.svg\nmeta: {name: Merket}\n'
        "defaults: {report-builder: {image_ppi: 99, captions: below}}\n"
    )
    folder = "content" if where == "beside" else "felles"
    put(desk.root, brand, f"{folder}/_brand.yml")
    for path in ("assets/themes/hus/egen.svg", f"{folder}/merke.svg"):
        (desk.root / path).write_text(logo, "utf-8")
    if where != "beside":
        facts = "content/report.yaml" if where == "report" else "settings.yaml"
        add(desk, facts, "brand: felles/_brand.yml\n")
    desk.edit("content/report.yaml", "theme: eget\n", f"theme: {names[-1]}\n")
    theme, said = load(desk.root)
    assert not any("ERROR" in line for line in said), said
    assert theme is not None
    assert hexadecimal(theme.palette["signal"]) == "#8A1F5C"
    assert hexadecimal(theme.palette["ink"]) == "#102030", "what the house has not written is the brand's"
    assert not theme.captions_beside
    assert theme.image_ppi == (150 if far else 99)
    assert theme.logo is not None
    assert theme.logo.light.path == "assets/themes/hus/egen.svg"
