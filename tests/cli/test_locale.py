"""Which language the program speaks on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.cli.locale import asked, spoken
from report_builder.language.catalogue import catalogue
from report_builder.language.message import one_of


def report(root: Path, settings: str = "", language: str = "") -> Path:
    (root / "content").mkdir()
    if settings:
        (root / "settings.yaml").write_text(f"# x\nlanguage: {settings}\n", "utf-8")
    if language:
        (root / "content" / "report.yaml").write_text(f'title: T\nlanguage: "{language}"  # y\n', "utf-8")
    return root


@pytest.mark.parametrize(
    ("given", "environment", "settings", "language", "right"),
    [
        ("en", {"LANG": "nb_NO.UTF-8"}, "nn", "nb", "en"),
        (None, {"LANG": "nb_NO.UTF-8"}, "nn", "en", "nn"),
        (None, {"LANG": "nn_NO.UTF-8"}, "", "en", "nn"),
        (None, {"LANG": "no_NO"}, "", "en", "nb"),
        (None, {"LC_ALL": "en_GB.utf8", "LANG": "nb_NO"}, "", "nb", "en"),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "en_US"}, "", "nn", "nn"),
        (None, {"LC_MESSAGES": "POSIX"}, "", "en", "en"),
        (None, {"LANG": "C"}, "", "", "nb"),
        (None, {"LANG": "de_DE.UTF-8"}, "", "en-GB", "en"),
        (None, {"LC_ALL": "", "LANG": "en_US"}, "klingon", "nn", "en"),
        (None, {}, "", "", "nb"),
    ],
)
def test_the_first_language_that_is_named_and_spoken(
    tmp_path: Path, given: str | None, environment: dict[str, str], settings: str, language: str, right: str
) -> None:
    assert spoken(given, environment, report(tmp_path, settings, language)) == right


def test_files_that_cannot_be_read_name_none(tmp_path: Path) -> None:
    root = report(tmp_path)
    (root / "settings.yaml").mkdir()
    (root / "content" / "report.yaml").write_bytes(b"\xff\xfe language: en")
    assert spoken(None, {}, root) == "nb"


@pytest.mark.parametrize(
    ("arguments", "environment", "right"),
    [
        (["--lang", "nn", "build"], {}, "nn"),
        (["build", "--lang=en", "x"], {"RB_LANG": "nb"}, "en"),
        (["build", "--", "--lang", "en"], {"RB_LANG": "nb"}, "nb"),
        (["build"], {"RB_LANG": ""}, None),
        (["build", "--lang"], {}, None),
    ],
)
def test_what_was_asked_for(arguments: list[str], environment: dict[str, str], right: str | None) -> None:
    assert asked(arguments, environment) == right


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "det er ingen kommando"), ("nn", "sjå report-builder --help"), ("en", "there is no command")],
)
def test_a_command_line_is_refused_in_the_language_that_it_asks_for(
    language: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["xyzzy", "--lang", language], {}, float) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "environment", "source"),
    [(["--lang", "de"], {"RB_LANG": "nn"}, "--lang"), ([], {"RB_LANG": "de"}, "RB_LANG")],
)
def test_a_language_that_it_does_not_speak(
    arguments: list[str], environment: dict[str, str], source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    choices = catalogue("en").text(one_of(["'en' (English)", "'nb' (bokmål)", "'nn' (nynorsk)"]))
    assert run([*arguments, "build"], {"LANG": "en_US", **environment}, float) == 2
    assert capsys.readouterr().err == (
        f"RB-USAGE the program does not speak 'de', which {source} asks for; choose {choices}; "
        "see report-builder --help\n"
    )


@pytest.mark.parametrize("tag", ["NN", "nn_NO.UTF-8", "nn-NO"])
def test_a_language_is_taken_in_the_form_of_a_locale(tag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["xyzzy"], {"RB_LANG": tag}, float) == 2
    told = capsys.readouterr().err
    assert run(["xyzzy", "--lang", tag], {}, float) == 2
    assert capsys.readouterr().err == told
    assert "det er ingen kommando som heiter" in told


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"]])
def test_help_is_given_whatever_language_is_asked_for(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments, {"RB_LANG": "de"}, float) == 0
    assert run([*arguments, "--lang", "de"], {}, float) == 0
    assert "report-builder" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("written", "hint"), [("de", "use one of"), ("[nn]", "brackets"), ("{nn: }", "line")]
)
def test_settings_that_name_no_language(
    good_report: Path, written: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (good_report / "settings.yaml").write_text(f"# x\nlanguage: {written}\n", "utf-8")
    assert run(["release", str(good_report)], {"LANG": "en_US"}, float) == 2
    told = capsys.readouterr().err
    assert "settings.yaml:2:11: RB-" in told
    assert "'language' " in told
    assert hint in told


def test_the_report_decides_for_a_command_that_is_about_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = report(tmp_path, language="nn")
    assert run(["check-content", str(root), "--dry-run"], {"LANG": "C"}, float) == 2
    assert "høyrer saman med" in capsys.readouterr().err
