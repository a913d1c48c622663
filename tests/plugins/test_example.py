"""The worked example, installed as any package is, from build to preview."""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from pathlib import Path

import pytest

from report_builder import plugins
from report_builder.content.load import read_report
from report_builder.diagnostics import Diagnostics, Severity
from report_builder.language.catalogue import catalogue
from report_builder.language.message import worded
from report_builder.model.blocks import FactBox
from report_builder.model.inlines import plain_text
from report_builder.model.walking import placed
from report_builder.pipeline.plugging import plugins_of
from report_builder.preview.staged_build import Maker
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.pipeline.releases import Desk
from tests.plugins.conftest import CHAPTER
from tests.plugins.installing import EXAMPLE, MODULE
from tests.preview.live import rethrow

SHOUT = "\nDette er ABSOLUTT viktig.\n"
SETTINGS = "settings.yaml"


def append(desk: Desk, text: str, path: str = CHAPTER) -> int:
    """Write below the chapter; the line on which the text begins."""
    file = desk.root / path
    before = file.read_text("utf-8")
    file.write_text(before + text, "utf-8")
    return before.count("\n") + 2


@pytest.mark.usefixtures("installed")
def test_theme_and_block_are_built(desk: Desk) -> None:
    assert desk.command("build", str(desk.root)) == 0, desk.err
    assert desk.err == ""
    loaded = plugins_of(desk.root, Diagnostics())
    files = SourceFiles(desk.root)
    reading = read_report(files, plugins=loaded)
    (box,) = (block for block in placed(reading.report.chapters) if isinstance(block, FactBox))
    assert (box.id, plain_text(box.title)) == ("hvorfor", "Spørsmål: Hvorfor nå?")
    theme = load_theme(reading.report.publication.theme, files, plugins=loaded).value
    assert theme is not None
    assert round(theme.palette["signal"].red * 255) == 0x6B


@pytest.mark.usefixtures("installed")
def test_a_check_warns_at_its_line_and_can_be_allowed(desk: Desk) -> None:
    line = append(desk, SHOUT)
    place = f"{desk.root / CHAPTER}:{line}:1: EX-SHOUT warning: “ABSOLUTT” shouts; use small letters"
    for command in ("build", "check-content"):
        assert desk.command(command, str(desk.root)) == 0
        assert desk.err.splitlines() == [place]
    desk.edit(CHAPTER, SHOUT, '\n{allow="EX-SHOUT"}' + SHOUT)
    assert desk.command("check-content", str(desk.root)) == 0
    assert desk.err == ""


@pytest.mark.usefixtures("installed")
def test_a_block_tells_the_author_what_it_lacks(desk: Desk) -> None:
    desk.edit(CHAPTER, ' ask="Hvorfor *nå*?"', "")
    assert desk.command("build", str(desk.root)) == 2
    assert "EX-NO-QUESTION the block has no question; write ::: question" in desk.err
    desk.edit(CHAPTER, "{#hvorfor}", '{#hvorfor aks="Hva?"}')
    assert desk.command("build", str(desk.root)) == 2
    assert "RB-UNKNOWN-ATTRIBUTE" in desk.err
    assert "did you mean 'ask='?" in desk.err


@pytest.mark.usefixtures("installed")
def test_names_of_plugins_are_suggested(desk: Desk) -> None:
    desk.edit(CHAPTER, "::: question", "::: qestion")
    desk.edit("content/report.yaml", "theme: example", "theme: exmaple")
    assert desk.command("check-content", str(desk.root)) == 2
    assert "did you mean 'question'?" in desk.err
    assert "did you mean 'example'?" in desk.err


def test_what_a_missing_plugin_would_have_is_not_told_too(desk: Desk) -> None:
    assert desk.command("check-content", str(desk.root)) == 3
    (line,) = desk.err.splitlines()
    assert line.startswith(
        f"{desk.root / SETTINGS}:1:11: RB-PLUGIN-MISSING no plug-in 'example' is installed"
    )


@pytest.mark.usefixtures("installed")
def test_a_plugin_that_no_report_names_is_not_imported(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.root / SETTINGS).write_text("timezone: Europe/Oslo\n", "utf-8")
    desk.edit(CHAPTER, "::: question {#hvorfor ask=", "::: fact-box {#hvorfor title=")
    desk.edit("content/report.yaml", "theme: example\n", "")
    monkeypatch.setattr(importlib.metadata, "entry_points", None)
    assert desk.command("build", str(desk.root)) == 0, desk.err
    assert MODULE not in sys.modules


@pytest.mark.usefixtures("installed")
def test_the_preview_builds_with_plugins_and_follows_the_settings(desk: Desk) -> None:
    append(desk, SHOUT)
    composed = Maker(desk.root, lambda: 0.0, rethrow).compose(lambda _stage: None)
    assert composed.proof is not None
    assert [item.code for item in composed.diagnostics] == ["EX-SHOUT"]
    assert not composed.followed.changed()
    (desk.root / SETTINGS).write_text("plugins: []\n", "utf-8")
    assert composed.followed.changed()
    again = Maker(desk.root, lambda: 0.0, rethrow).compose(lambda _stage: None)
    codes = {item.code for item in again.diagnostics if item.severity is Severity.ERROR}
    assert codes == {"RB-UNKNOWN-BLOCK", "RB-FILE-MISSING"}


@pytest.mark.usefixtures("installed", "shared_verapdf")
def test_a_release_says_what_it_was_made_with_and_is_rebuilt_with_it(
    desk: Desk, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(desk, SHOUT)
    assert desk.release() == 0, desk.err
    assert desk.archive("show", "v1", "--json") == 0
    shown = json.loads(desk.out)
    assert shown["plugins"] == {"example": "1.2"}
    theme = "source/assets/themes/example/theme.yaml"
    assert theme in shown["files"]
    (settings,) = desk.root.rglob(f"v1/content/{SETTINGS}")
    assert settings.read_text("utf-8").endswith("plugins:\n- example\n")
    (constraints,) = desk.root.rglob("v1/content/constraints.txt")
    assert "\n# plug-in example 1.2: " in constraints.read_text("utf-8")

    (desk.root / SETTINGS).unlink()  # the version knows by itself
    assert desk.archive("rebuild", "v1") == 0, desk.err
    assert "v1 is identical" in desk.out
    assert desk.err == ""

    assert desk.command("publish", str(desk.root)) == 0, desk.err
    pages = (desk.root / "output/site").rglob("*.html")
    assert any("Spørsmål: Hvorfor" in page.read_text("utf-8") for page in pages)

    dist = next(site.glob("*.dist-info"))
    newer = dist.with_name(dist.name.replace("1.2", "2.0"))
    dist.rename(newer)
    metadata = newer / "METADATA"
    metadata.write_text(metadata.read_text("utf-8").replace("1.2", "2.0"), "utf-8")
    monkeypatch.setattr(sys.modules[MODULE], "_HEADS", {"nb": "Svar: ", "en": "Answer: "})
    assert desk.archive("rebuild", "v1") == 1, desk.err
    assert "RB-REBUILD-DIFFERS v1 has other bytes" in desk.err
    assert "the plug-in example was 1.2 and is 2.0" in desk.err

    (newer / "entry_points.txt").unlink()
    assert desk.archive("rebuild", "v1") == 3
    (line,) = desk.err.splitlines()
    assert line.startswith(
        "RB-PLUGIN-MISSING no plug-in 'example' is installed; the version was made with 1.2 of it"
    )


def test_words_are_those_of_the_language_else_bokmal_else_what_there_is() -> None:
    said = worded(
        {"en": "{number} of {what}", "nb": "{number} av {what}"}, number=2.5, what=worded({"se": "x"})
    )
    assert [catalogue(language).text(said) for language in ("en", "nb", "nn")] == [
        "2.5 of x",
        "2,5 av x",
        "2,5 av x",
    ]
    assert hash(said) == hash(
        worded({"en": "{number} of {what}", "nb": "{number} av {what}"}, number=2.5, what=worded({"se": "x"}))
    )
    with pytest.raises(TypeError):
        f"{said}"


def test_the_page_for_those_who_write_one_shows_the_example() -> None:
    page = (EXAMPLE.parents[2] / "docs/plug-ins.md").read_text("utf-8")
    shown = re.findall(r"^```(python|toml)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    files = {
        "python": EXAMPLE / f"src/{MODULE}/__init__.py",
        "toml": EXAMPLE / "pyproject.toml",
    }
    assert [kind for kind, _ in shown] == ["toml", *["python"] * 4]
    for kind, text in shown:
        assert text in files[kind].read_text("utf-8")
    for name in plugins.__all__:
        assert name in page
