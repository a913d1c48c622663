"""Which plug-ins can be loaded together, and what comes first where names meet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from report_builder.content.load import read_report
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, Value
from report_builder.model.blocks import SideNote
from report_builder.pipeline.plugging import plugins_of
from report_builder.plugins.admission import passes_checks
from report_builder.plugins.plugin import ComposedBlock, Loaded, Plugin, Plugins
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.plugins.installing import EXAMPLE, MODULE, install

THEME = EXAMPLE / f"src/{MODULE}/themes/example"
HEAD = "from pathlib import Path\nfrom report_builder.plugins import ComposedBlock, Plugin\nplugin = "


def with_theme(folder: Path) -> Plugins:
    return Plugins((Loaded("test", "1", Plugin("TT", themes={"example": folder})),))


def why(message: Value) -> str:
    assert isinstance(message, Message)
    fault = dict(message.values)["fault"]
    assert isinstance(fault, Message)
    return fault.key


@pytest.mark.parametrize(
    ("key", "record"),
    [
        ("plugins.prefix-taken", "Plugin('EX')"),
        ("plugins.block-taken", "Plugin('TT', blocks={'question': ComposedBlock(print)})"),
        ("plugins.theme-taken", "Plugin('TT', themes={'example': Path('x')})"),
        ("plugins.theme-taken", "Plugin('TT', themes={'noktern': Path('x')})"),
    ],
)
@pytest.mark.usefixtures("installed")
def test_no_plugin_takes_what_another_has(
    key: str, record: str, good_report: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(site, monkeypatch, HEAD + record)
    (good_report / "settings.yaml").write_text("plugins:\n  - example\n  - test\n", "utf-8")
    told = Diagnostics()
    plugins = plugins_of(good_report, told)
    (item,) = told.items
    assert (item.code, item.span) == ("RB-PLUGIN", SourceSpan("settings.yaml", 3, 5))
    assert why(item.message) == key
    assert ([one.name for one in plugins.loaded], plugins.whole) == (["example"], False)


@pytest.mark.usefixtures("installed")
def test_two_that_have_nothing_in_common_are_loaded(
    good_report: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(site, monkeypatch, HEAD + "Plugin('TT')")
    (good_report / "settings.yaml").write_text("plugins: [test, example]\n", "utf-8")
    told = Diagnostics()
    plugins = plugins_of(good_report, told)
    assert told.items == ()
    assert list(plugins.versions.items()) == [("example", "1.2"), ("test", "1.0")]


def test_the_report_s_own_theme_comes_before_a_plugin_s(good_report: Path) -> None:
    shutil.copytree(THEME, good_report / "assets/themes/example")
    own = good_report / "assets/themes/example/theme.yaml"
    own.write_text(own.read_text("utf-8").replace("#6B2C5F", "#1D4F86"), "utf-8")
    files = SourceFiles(good_report)
    theme = load_theme("example", files, plugins=with_theme(THEME)).value
    assert theme is not None
    assert round(theme.palette["signal"].blue * 255) == 0x86
    assert "assets/themes/example/theme.yaml" in files.paths


def test_fonts_of_a_plugin_are_its_own(good_report: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(THEME, tmp_path / "plum")
    font = Path(__file__).parents[2] / "src/report_builder/data/fonts/Literata-Bold.ttf"
    shutil.copy(font, folder / "Plum.ttf")
    path = folder / "theme.yaml"
    path.write_text(path.read_text("utf-8").replace("Literata-Bold.ttf", "Plum.ttf"), "utf-8")
    files = SourceFiles(good_report)
    theme = load_theme("example", files, plugins=with_theme(folder)).value
    assert theme is not None
    assert theme.files["Plum.ttf"] == font.read_bytes()
    assert files.paths == ()


def test_faults_of_a_theme_are_told_at_its_file_and_not_mended(good_report: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(THEME, tmp_path / "plum")
    path = folder / "theme.yaml"
    path.write_text(path.read_text("utf-8").replace('"#6B2C5F"', "“#6B2C5F”"), "utf-8")
    outcome = load_theme("example", SourceFiles(good_report), plugins=with_theme(folder))
    assert outcome.value is None
    assert {(item.span.path if item.span else "", item.fixes) for item in outcome.diagnostics} == {
        (path.as_posix(), ())
    }
    path.unlink()
    (item,) = load_theme("example", SourceFiles(good_report), plugins=with_theme(folder)).diagnostics
    assert (item.code, item.span) == ("RB-FILE-MISSING", SourceSpan(path.as_posix()))


NOTE = "::: beside\nEn merknad.\n:::\n"


@pytest.mark.parametrize(
    ("text", "codes"), [(NOTE, []), (f':::: fact-box {{title="Boks"}}\n{NOTE}::::\n', ["RB-UNSUPPORTED"])]
)
def test_what_may_not_be_nested_is_refused_where_it_would_be(
    text: str, codes: list[str], good_report: Path
) -> None:
    block = ComposedBlock(lambda c: [SideNote(c.id, c.blocks, c.span)])
    plugins = Plugins((Loaded("test", "1", Plugin("TT", blocks={"beside": block})),))
    chapter = good_report / "content/chapters/drofting.md"
    chapter.write_text(f"{chapter.read_text('utf-8')}\n{text}", "utf-8")
    reading = read_report(SourceFiles(good_report), plugins=plugins)
    assert [item.code for item in reading.diagnostics] == codes


def test_a_check_that_would_end_the_program_is_told(good_report: Path) -> None:
    def leave(_report: object) -> tuple[()]:
        raise SystemExit(0)

    told = Diagnostics()
    report = read_report(SourceFiles(good_report)).report
    plugins = Plugins((Loaded("test", "1", Plugin("TT", checks=(leave,))),))
    assert not passes_checks(report, plugins, told)
    (item,) = told.items
    assert why(item.message) == "plugins.raised"
