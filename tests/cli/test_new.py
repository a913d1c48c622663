"""``report-builder new`` and ``report-builder check-content``."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import catalogue, languages
from report_builder.model.inlines import plain_text
from report_builder.pipeline.scaffold import pictures_folder
from report_builder.pipeline.schemas import schema_text
from report_builder.settings import read_settings
from report_builder.theme.builtin import themes
from tests.archive.support import make
from tests.content_language.dictionaries import PROGRAM_WORDS, entry_for, is_known
from tests.norwegian import own_words
from tests.said import ENGLISH
from tests.sample_reports import build_folder

TEMPLATE = Path(__file__).parents[2] / "src" / "report_builder" / "data" / "scaffold"


def command(*arguments: object) -> int:
    return run([str(argument) for argument in arguments], ENGLISH, lambda: 0.0)


@pytest.mark.parametrize("name", ["new", "check-content", "schema"])
def test_help_has_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(name, "--help") == 0
    assert "Examples:\n    report-builder " in capsys.readouterr().out


@pytest.mark.parametrize("theme", themes())
def test_a_new_report_builds_at_once(theme: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "demo"
    assert command("new", folder, "--theme", theme) == 0
    assert command("check-content", folder) == 0
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 4  # one for each file of the content that an editor has not written yet
    assert all(" RB-PLACEHOLDER warning: " in line for line in told)
    made = build_folder(folder)  # fails on a warning too
    assert made.report.publication.theme == theme
    assert made.report.publication.output == "demo"
    assert len(made.report.chapters) == 2
    assert len((folder / "README.md").read_text("utf-8").splitlines()) == 6
    assert list((folder / "assets/bilder").iterdir()) == []


def test_the_files_point_to_their_schemas(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert command("new", folder) == 0
    for path in (folder / "content/report.yaml", folder / "content/findings.yaml", folder / "settings.yaml"):
        head, _, schema = path.read_text("utf-8").splitlines()[0].partition("=")
        assert head == "# yaml-language-server: $schema"
        assert (path.parent / schema).read_text("utf-8") == schema_text(path.stem, "nb")
    assert (folder / ".schemas/theme.json").read_text("utf-8") == schema_text("theme", "nb")


def test_a_new_report_keeps_what_is_released_beside_its_content(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not in ``output/``, which cleaners take; it is no content, and nothing is written over it."""
    folder = tmp_path / "demo"
    assert command("new", folder) == 0
    settings = read_settings(folder, Diagnostics())
    assert settings is not None
    assert settings.archive == folder / "archive"
    make(folder / "archive")
    (folder / "archive/konstruktiv-uro/v1/content/source/ny.md").write_text("# A\n\n<b>x</b>\n", "utf-8")
    kept = {path: path.read_bytes() for path in (folder / "archive").rglob("*") if path.is_file()}
    assert command("check-content", folder) == 0
    assert "archive" not in capsys.readouterr().err
    for target in ("archive/demo.pdf", "archive/konstruktiv-uro/inventory.json", "archive"):
        assert command("build", folder, "-o", folder / target) == 2
        assert "lies in the archive" in capsys.readouterr().err
    for target in ("archive", "archive/site"):
        assert command("publish", folder, "-o", folder / target) == 2
        assert "RB-OUTPUT-PATH" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (folder / "archive").rglob("*") if path.is_file()} == kept
    assert "archive/** -text" in (folder / ".gitattributes").read_text("utf-8")


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    assert command("new", folder) == 0
    assert (folder / "content/report.yaml").is_file()


@pytest.mark.parametrize("name", ["2026", "null", "å é", "!h", "[x", "12.5"])
def test_odd_names_are_quoted(name: str, tmp_path: Path) -> None:
    assert command("new", "--", tmp_path / name) == 0
    assert build_folder(tmp_path / name).report.publication.output == name


def test_a_name_that_no_address_can_have_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("new", tmp_path / "#h") == 2
    assert "RB-NEW-FOLDER" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("parent", "says"), [("borte", "there is no folder '{}'"), ("fil", "'{}' is a file")]
)
def test_a_folder_that_has_no_place_is_told(
    parent: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fil").write_bytes(b"")
    assert command("new", tmp_path / parent / "under") == 3
    told = capsys.readouterr().err
    assert told.startswith("RB-OUTPUT-WRITE ")
    assert says.format(tmp_path / parent) in told
    assert [path.name for path in tmp_path.iterdir()] == ["fil"]


def test_the_folder_at_hand_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command("new", ".") == 2
    assert "RB-NEW-FOLDER" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("mine", "utf-8")
    assert command("new", tmp_path / "demo") == 2
    assert (tmp_path / "demo").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["a.pdf", ".skjult", "ສະບາຍດີ", "a\u202eb"])
def test_a_name_that_is_unfit_for_the_file_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("new", tmp_path / name) == 2
    assert capsys.readouterr().err.startswith("RB-NEW-FOLDER ")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_theme_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("new", tmp_path / "demo", "--theme", "noktren") == 2
    assert "did you mean 'noktern'?" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("failing", ["rename", "write_bytes"])
def test_never_half_a_folder(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, failing, full)
    assert command("new", tmp_path / "demo") == 3
    assert "RB-OUTPUT-WRITE" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(BaseException):
        pass

    def stop(*_: object) -> None:
        raise Stopped

    monkeypatch.setattr(Path, "rename", stop)
    with pytest.raises(Stopped):
        command("new", tmp_path / "demo")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_error_of_the_environment(tmp_path: Path) -> None:
    assert command("new", tmp_path / "a/b/demo") == 3


def test_check_content_tells_faults_of_content_and_theme(
    good_report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    themes_folder = good_report / "assets/themes/eget"
    themes_folder.mkdir(parents=True)
    (themes_folder / "theme.yaml").write_text("page: 1\n", "utf-8")
    facts = good_report / "content/report.yaml"
    facts.write_text(facts.read_text("utf-8") + "\ntheme: eget\n", "utf-8")
    chapter = good_report / "content/chapters/innledning.md"
    chapter.write_text(chapter.read_text("utf-8") + "\n<big>rå</big>\n", "utf-8")
    assert command("check-content", good_report) == 2
    told = capsys.readouterr().err
    assert "RB-HTML" in told
    assert "assets/themes/eget/theme.yaml:1:7: RB-WRONG-TYPE" in told


def test_check_content_builds_nothing(good_report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(good_report.rglob("*"))
    assert command("check-content", good_report) == 0
    assert sorted(good_report.rglob("*")) == before
    assert capsys.readouterr().out == "content and theme: nothing to fix\n"


def test_check_content_does_not_call_warnings_nothing(
    good_report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chapter = good_report / "content/chapters/innledning.md"
    for count, said in ((1, "1 advarsel"), (2, "2 advarsler")):
        chapter.write_text(chapter.read_text("utf-8") + f"\nSe note[{count}] her.\n", "utf-8")
        assert run(["check-content", str(good_report)], {"RB_LANG": "nb"}, float) == 0
        told = capsys.readouterr()
        assert told.err.count("advarsel: ") == count, told.err
        assert told.out == f"innhold og tema: ingen feil, {said}\n"


def test_check_content_without_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("check-content", tmp_path) == 2
    assert "report-builder check-content rapporter/2019-7" in capsys.readouterr().err


def test_a_folder_without_files_is_not_counted_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert command("check", tmp_path / "empty", tmp_path / "none.pdf") == 1
    assert capsys.readouterr().out.endswith("0 of 1 files passed\n")


@pytest.mark.parametrize("language", languages())
def test_a_new_report_is_in_the_language_that_was_asked_for(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    assert command("new", folder, "--language", language) == 0
    made = build_folder(folder)  # fails on a warning too
    words = catalogue(language)
    assert made.report.publication.language == language
    assert [plain_text(each.title) for each in made.report.chapters] == [
        words("scaffold.introduction"),
        words("scaffold.found"),
    ]
    for path in ("settings.yaml", "content/report.yaml"):
        assert f"language: {language} " in (folder / path).read_text("utf-8")
    assert (folder / ".schemas/report.json").read_text("utf-8") == schema_text("report", language)
    assert (folder / pictures_folder(language)).is_dir()
    assert command("build", folder) == 0
    assert command("check", folder / "output/demo.pdf") == 0, capsys.readouterr().err


@pytest.mark.parametrize("language", languages())
def test_every_word_of_a_new_report_is_of_its_language(language: str, tmp_path: Path) -> None:
    assert command("new", tmp_path / "demo", "--language", language) == 0
    made = [path for path in (tmp_path / "demo").rglob("*.*") if ".schemas" not in path.parts]
    files = [path for path in made if path.is_file()]
    # Keys and kinds of blocks are English, whatever the language; they stand in the template.
    template = "".join(path.read_text("utf-8") for path in TEMPLATE.rglob("*.*"))
    keys = {language, *re.findall(r"\w+", template)}
    words = {word for path in files for word in own_words(path.read_text("utf-8")) if len(word) > 1} - keys
    assert len(words) > 100
    unknown = {word for word in words if not is_known(word, language)}
    assert not {word for word in unknown if not entry_for(word, language, PROGRAM_WORDS)}


def test_without_a_language_a_new_report_is_in_bokmaal(tmp_path: Path) -> None:
    assert command("new", tmp_path / "demo") == 0
    assert "language: nb " in (tmp_path / "demo/content/report.yaml").read_text("utf-8")
    assert command("new", tmp_path / "other", "--language", "sv") == 2


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("locale", ["C", "nb_NO.UTF-8", "en_GB.UTF-8"])
def test_it_answers_in_the_language_of_the_new_report(
    language: str, locale: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = {"LANG": locale}
    assert run(["new", str(tmp_path / "ny"), "--language", language], environment, lambda: 0.0) == 0
    said = catalogue(language)("cli.new.build", command="").strip(" .")
    assert said in capsys.readouterr().out
    assert run(["new", str(tmp_path / "ny"), "--language", language], environment, lambda: 0.0) != 0
    assert catalogue(language)("cli.new.full") in capsys.readouterr().err


@pytest.mark.parametrize("asked", languages())
def test_it_answers_in_the_language_that_was_asked_for(
    asked: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = catalogue(asked)("cli.new.build", command="").strip(" .")
    for number, (options, environment) in enumerate([(["--lang", asked], {}), ([], {"RB_LANG": asked})]):
        for language in languages():
            folder = str(tmp_path / f"ny{number}{language}")
            assert run([*options, "new", folder, "--language", language], environment, lambda: 0.0) == 0
            assert said in capsys.readouterr().out
