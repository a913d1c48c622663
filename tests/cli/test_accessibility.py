"""``report-builder accessibility``: what it prints of a report, of any file, and of what it cannot read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from report_builder.check.judgement.questions import QUESTIONS
from report_builder.cli.app import run
from report_builder.diagnostics import ExitStatus
from report_builder.finish import BuildStamp, finish
from report_builder.language.catalogue import catalogue, languages
from tests.content.projects import load
from tests.finish.synthetic import make_report, sample
from tests.said import ENGLISH

PDF = finish(sample(), make_report().publication, BuildStamp())


def shown(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> tuple[str, str]:
    assert run(["accessibility", *arguments], ENGLISH, lambda: 0.0) == status
    said = capsys.readouterr()
    return said.out, said.err


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "fremmed.pdf"
    path.write_bytes(PDF)
    return path


@pytest.mark.parametrize("language", languages())
def test_every_question_is_shown_with_what_it_is_about(
    pdf: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    out, err = shown(capsys, str(pdf), "--lang", language)
    assert err == ""
    assert re.findall(r"(?m)^(\d\d-\d{3}|wcag-[\d.]+)  ", out) == [one.id for one in QUESTIONS]
    assert all(line.startswith("    ") for line in out.splitlines() if not re.match(r"\d\d-|wcag-|/", line))


def test_the_answer_for_programs_has_the_same(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(shown(capsys, str(pdf), "--json")[0])
    assert answer["format"] == 1
    assert [one["id"] for one in answer["questions"]] == [one.id for one in QUESTIONS]
    about = [one for question in answer["questions"] for one in question["about"]]
    lines = shown(capsys, str(pdf))[0].splitlines()
    assert all(f"    {one['key']}  {one['called']} – not answered" in lines for one in about)
    assert f"0 of {len(about)} answers" in lines[-1]


def test_a_report_that_is_not_built_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load(tmp_path, "# Kapittel\n\nEt avsnitt.\n")
    out, err = shown(capsys, str(tmp_path), status=ExitStatus.BAD_INPUT)
    assert out == ""
    assert "RB-FILE-MISSING" in err
    assert "output/prove.pdf" in err
    assert run(["build", str(tmp_path)], ENGLISH, lambda: 0.0) == 0
    capsys.readouterr()
    out, err = shown(capsys, str(tmp_path))
    assert "prove.pdf" in out.splitlines()[-1]
    inside = shown(capsys, str(tmp_path / "content"))[0]
    assert inside == out


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", PDF[: len(PDF) // 2]])
def test_what_is_no_whole_file_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    path = tmp_path / "halv.pdf"
    path.write_bytes(data)
    status = run(["accessibility", str(path)], ENGLISH, lambda: 0.0)
    said = capsys.readouterr()
    assert status in {ExitStatus.DONE, ExitStatus.CHECK_FAILED}  # what can be mended may be read
    assert ("RB-PDF-UNREADABLE" in said.err) == (status == ExitStatus.CHECK_FAILED)
    assert "Traceback" not in said.err


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("command", [("accessibility",), ("check",), ("check", "--script")])
@pytest.mark.parametrize(
    ("name", "data"), [("README.md", b"# Les dette\n"), ("a.pdf", b""), ("b.png", b"\x89PNG\r\n" * 400)]
)
def test_what_is_no_pdf_is_told_as_that(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    language: str,
    command: tuple[str, ...],
    name: str,
    data: bytes,
) -> None:
    (tmp_path / name).write_bytes(data)
    arguments = [command[0], str(tmp_path / name), *command[1:], "--lang", language]
    assert run(arguments, ENGLISH, lambda: 0.0) == ExitStatus.CHECK_FAILED
    said, spoken = capsys.readouterr(), catalogue(language)
    assert spoken("check.unreadable", reason=spoken("check.not-a-pdf")) in said.out + said.err
    assert "trailer" not in said.out + said.err


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("data", [b"# Les dette\n", b"", b"\x89PNG\r\n" * 400])
def test_what_is_no_pdf_is_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, data: bytes
) -> None:
    file, spoken = tmp_path / "a.pdf", catalogue(language)
    file.write_bytes(data)
    status = run(["diff", str(file), str(file), "--lang", language], ENGLISH, lambda: 0.0)
    said = capsys.readouterr()
    assert status not in {ExitStatus.DONE, ExitStatus.INTERNAL}
    reason = spoken("check.unreadable", reason=spoken("check.not-a-pdf"))
    assert f"RB-DIFF-FILE {spoken('pipeline.not-comparable', reason=reason)}" in said.err
    assert "trailer" not in said.out + said.err


@pytest.mark.parametrize("language", languages())
def test_the_help_names_its_argument_as_the_usage_does(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    out = shown(capsys, "--help", "--lang", language)[0]
    name = catalogue(language)("cli.metavar.path")
    usage, _, text = out.partition("\n")
    assert usage.endswith(f"[{name}]")
    assert f"\n  {name} " in text


def test_a_folder_without_a_report_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "RB-FILE-MISSING" in shown(capsys, str(tmp_path), status=ExitStatus.BAD_INPUT)[1]
