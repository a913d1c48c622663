"""What stands outside the tags of a file is said to be unassessed, and never to be lacking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from report_builder.check.judgement import questions as kinds
from report_builder.check.judgement.asking import ask
from report_builder.check.judgement.questions import QUESTIONS
from report_builder.cli.app import run
from report_builder.finish import BuildStamp, finish
from report_builder.language.catalogue import catalogue, languages
from report_builder.pipeline.answers import LATER, YES, Answers, answered, tally, verdict
from report_builder.pipeline.details import of_judgement, told_detail
from report_builder.pipeline.judging import judgement_of
from report_builder.pipeline.provenance import WARNING
from report_builder.pipeline.statement import clauses, statement
from tests.finish.synthetic import make_report, sample
from tests.said import ENGLISH

DAY = date(2026, 11, 29)
NOW = datetime(2026, 11, 29, tzinfo=UTC)
DRAWN: dict[str, Callable[[Canvas], object]] = {
    "text": lambda canvas: canvas.drawString(72, 700, "Tekst uten tagg"),
    "picture": lambda canvas: canvas.drawImage(ImageReader(_picture()), 72, 600, 20, 20),
    "link": lambda canvas: canvas.linkURL("https://example.org/", (72, 500, 200, 520)),
    "field": lambda canvas: canvas.acroForm.textfield(name="navn", x=72, y=400, tooltip="Navn"),
}


def _picture() -> BytesIO:
    from PIL import Image

    stored = BytesIO()
    Image.new("RGB", (2, 2), "red").save(stored, "PNG")
    stored.seek(0)
    return stored


def untagged(*names: str, title: str = "") -> bytes:
    """A page of another program without tags."""
    stored = BytesIO()
    canvas = Canvas(stored, invariant=True)
    canvas.setTitle(title)
    for name in names:
        DRAWN[name](canvas)
    canvas.showPage()
    canvas.save()
    return stored.getvalue()


def partly(name: str) -> bytes:
    """A file of ours with something on its first page that has no tag."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(BytesIO(finish(sample(), make_report().publication, BuildStamp())))
    writer.pages[0].merge_page(PdfReader(BytesIO(untagged(name))).pages[0])
    stored = BytesIO()
    writer.write(stored)
    return stored.getvalue()


def all_yes(pdf: bytes) -> Answers:
    answers: Answers = {}
    for task in ask(pdf).tasks:
        answers = answered(answers, task, YES, DAY)
    return answers


@pytest.mark.parametrize("language", languages())
def test_a_file_without_tags_is_not_assessed(language: str) -> None:
    pdf, words = untagged(*DRAWN), catalogue(language)
    asked, answers = ask(pdf), all_yes(pdf)
    states = {clause.criterion: clause.state.key.rpartition(".")[2] for clause in clauses(asked, answers)}
    assert {one for one, state in states.items() if state in {"assessed", "nothing"}} <= {
        "2.4.2", "1.2.1", "2.3.1"
    }  # fmt: skip
    assert states["2.1.1"] == states["2.4.3"] == states["1.3.1"] == "unassessed"
    text = statement(asked, answers, None, words, "fremmed.pdf")
    assert text.splitlines()[2] == words("judgement.statement.no-tags")
    found = tally(asked, answers)
    assert found.done < found.questions
    assert judgement_of(asked, answers, 1, NOW).outcome == WARNING


@pytest.mark.parametrize(
    ("name", "kind"),
    [("text", kinds.PART), ("picture", kinds.FIGURE), ("link", kinds.LINKS), ("field", kinds.FIELDS)],
)
def test_what_stands_outside_the_tags_stays_open(name: str, kind: str) -> None:
    pdf = partly(name)
    asked, answers = ask(pdf), all_yes(pdf)
    assert asked.tagged
    assert kind in asked.beyond
    for question in QUESTIONS:
        if kind in question.about:
            assert verdict(asked, answers, question) == LATER
    words = catalogue("nb")
    assert words(kinds.KINDS[kind]) in statement(asked, answers, None, words).splitlines()[2]
    found = tally(asked, answers)
    told = told_detail(judgement_of(asked, answers, 1, NOW))
    assert f" {found.done} " in f" {catalogue('en').text(told)} ".replace(",", " ")
    assert of_judgement(asked, answers)


def test_a_file_of_ours_has_everything_in_its_tags() -> None:
    asked = ask(finish(sample(), make_report().publication, BuildStamp()))
    assert asked.tagged
    assert not asked.beyond


def test_list_and_answers_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fremmed.pdf"
    path.write_bytes(untagged(*DRAWN))
    words = catalogue("en")
    assert run(["accessibility", str(path), "--list"], ENGLISH, lambda: 0.0) == 0
    listed = capsys.readouterr().out
    lacking = [line for line in listed.splitlines() if line.strip().startswith("does not apply")]
    assert not [line for line in lacking if words("judgement.kind.fields") in line]
    assert words("judgement.statement.no-tags") in listed
    run(["accessibility", str(path), "--answer", "09-001=yes"], ENGLISH, lambda: 0.0)
    shown = capsys.readouterr()
    assert "outside the tags" in shown.out + shown.err


@pytest.mark.parametrize(("title", "called"), [("Navn i Info", "Navn i Info"), ("", "fremmed.pdf")])
def test_a_document_without_a_title_is_called_something(title: str, called: str) -> None:
    asked = ask(untagged("text", title=title))
    text = statement(asked, {}, None, catalogue("nb"), "fremmed.pdf")
    assert f"«{called}»" in text.splitlines()[0]


def test_a_form_is_asked_about_in_its_tab_order() -> None:
    assert kinds.FIELDS in next(one for one in QUESTIONS if one.id == "28-001").about
