"""``check`` on files of other makers: held to what they claim or to what is asked, the others go on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pikepdf
import pytest

from report_builder.check.metadata import PDFA_ID, PDFUA_ID, Packet
from report_builder.check.standards import NAMES, claims_of
from report_builder.cli.app import run
from report_builder.diagnostics import ExitStatus
from report_builder.finish import BuildStamp, finish
from tests.check.answer_form import Answer, FileAnswer
from tests.check.foreign import by_typst, changed, encrypted
from tests.finish.synthetic import make_report, sample
from tests.said import ENGLISH

OURS = finish(sample(), make_report().publication, BuildStamp())
DOCS = Path(__file__).parents[2] / "docs" / "check.md"


def answer(
    folder: Path, files: Mapping[str, bytes], capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, dict[str, Any], dict[str, dict[str, Any]]]:
    """The exit status, the whole answer, and each file's part of it by its name."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    status = run(["check", "--json", *options, str(folder)], ENGLISH, lambda: 0.0)
    shown = capsys.readouterr()
    assert shown.err == ""
    document = json.loads(shown.out)
    jsonschema.validate(document, msgspec.json.schema(Answer))
    return status, document, {Path(file["file"]).name: file for file in document["files"]}


def codes(file: Mapping[str, Any]) -> list[str]:
    return [found["code"] for found in file["findings"]]


@pytest.mark.usefixtures("shared_verapdf")
def test_conforming_files_pass_what_they_claim(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = {
        "ua-1": ["ua1"],
        "a-2a": ["2a"],
        "a-2b": ["2b"],
        "a-2u": ["2u"],
        "a-1b": ["1b"],
        "a-3b": ["3b"],
        "a-4": ["4"],
        "a-2a,ua-1": ["ua1", "2a"],
        "a-2b,ua-1": ["ua1", "2b"],
    }
    files = {f"{name}.pdf": by_typst(name) for name in claims}
    status, document, found = answer(tmp_path, {**files, "ours.PDF": OURS}, capsys)
    assert (status, document["passed"]) == (ExitStatus.DONE, True), document
    assert document["verapdf"].startswith("1.")
    for name, profiles in claims.items():
        file = found[f"{name}.pdf"]
        assert file["claims"] == file["profiles"] == profiles
        assert [each["profile"] for each in file["verapdf"]] == profiles
        assert (file["passed"], file["pages"], file["findings"]) == (True, 1, [])
        assert file["own_rules"] == bool({"ua1", "2a"} & set(profiles))
    assert found["ours.PDF"]["profiles"] == ["ua1", "2a"]


@pytest.mark.usefixtures("shared_verapdf")
def test_bad_files_among_good_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = by_typst("ua-1")
    files = {
        "1-damaged.pdf": good[: len(good) // 3],
        "2-renamed.pdf": b"\x89PNG\r\n\x1a\n" + bytes(500),
        "3-password.pdf": encrypted(good, "leser"),
        "4-no-claim.pdf": by_typst(""),
        "5-unknown.pdf": changed(good, ua="7"),
        "6-no-level.pdf": changed(by_typst("a-2b"), level=None),
        "7-ua2.pdf": changed(good, ua="2"),
        "8-untrue.pdf": changed(by_typst("a-2b"), ua="1"),
        "9-good.pdf": good,
    }
    status, document, found = answer(tmp_path, files, capsys)
    assert (status, document["passed"]) == (ExitStatus.CHECK_FAILED, False)
    assert [name for name, file in found.items() if file["passed"]] == ["9-good.pdf"]
    assert codes(found["1-damaged.pdf"]) == codes(found["2-renamed.pdf"]) == ["RB-PDF-UNREADABLE"]
    assert codes(found["3-password.pdf"]) == ["RB-PDF-ENCRYPTED"]
    for name in ("4-no-claim.pdf", "5-unknown.pdf"):
        assert codes(found[name]) == ["RB-PDF-NO-CLAIM"]
        assert "--profile ua1" in found[name]["findings"][0]["hint"]
        assert found[name]["pages"] == 1
    assert "PDF/UA-7" in found["5-unknown.pdf"]["findings"][0]["message"]
    assert found["6-no-level.pdf"]["profiles"] == ["2b"]
    assert {failure["clause"] for failure in found["6-no-level.pdf"]["verapdf"][0]["failures"]} == {"6.6.4"}
    assert found["7-ua2.pdf"]["profiles"] == ["ua2"]
    assert found["8-untrue.pdf"]["profiles"] == ["ua1", "2b"]
    # The PDF/A-2b claim is sound but for the schema of the other one, which the copy does not declare.
    assert not found["8-untrue.pdf"]["verapdf"][0]["passed"]


@pytest.mark.usefixtures("shared_verapdf")
def test_profiles_that_are_asked_for_count_and_not_the_claims(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"ua.pdf": by_typst("ua-1"), "none.pdf": by_typst("")}
    status, _, found = answer(tmp_path, files, capsys, "--profile", "2b", "--profile", "UA1,2b")
    assert status == ExitStatus.CHECK_FAILED
    for file in found.values():
        assert [each["profile"] for each in file["verapdf"]] == file["profiles"] == ["ua1", "2b"]
    assert [each["passed"] for each in found["ua.pdf"]["verapdf"]] == [True, False]
    assert codes(found["ua.pdf"]) == []
    # One that claims nothing does not conform, since the standard asks for the claim.
    assert codes(found["none.pdf"]) == ["RB-PDF-TITLE", "RB-PDF-IDENTIFICATION"]


@pytest.mark.usefixtures("shared_verapdf")
def test_encryption_is_forbidden_by_pdfa_and_not_by_pdfua(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"ua.pdf": encrypted(by_typst("ua-1"), ""), "a.pdf": encrypted(by_typst("a-2b"), "")}
    _, _, found = answer(tmp_path, files, capsys)
    assert codes(found["a.pdf"]) == ["RB-PDF-ENCRYPTED"]
    assert "RB-PDF-ENCRYPTED" not in codes(found["ua.pdf"])
    assert [each["profile"] for each in found["ua.pdf"]["verapdf"]] == ["ua1"]


@pytest.mark.usefixtures("shared_verapdf")
def test_lines_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, poor = tmp_path / "god.pdf", tmp_path / "tom.pdf"
    good.write_bytes(by_typst("a-4"))
    poor.write_bytes(by_typst(""))
    assert run(["check", str(good)], ENGLISH, lambda: 0.0) == ExitStatus.DONE
    assert capsys.readouterr() == (f"{good}: veraPDF passed PDF/A-4\n", "")
    assert run(["check", str(poor), str(good), str(good)], ENGLISH, lambda: 0.0) == ExitStatus.CHECK_FAILED
    shown = capsys.readouterr()
    assert shown.out == f"{poor}: failed\n{good}: veraPDF passed PDF/A-4\n1 of 2 files passed\n"
    assert shown.err.startswith(f"{poor.as_posix()}: RB-PDF-NO-CLAIM it claims no standard")


def test_nothing_strays_to_either_stream(tmp_path: Path) -> None:
    """In a process of its own: what Java or qpdf print belongs on neither stream."""
    (tmp_path / "a.pdf").write_bytes(by_typst("ua-1"))
    data = by_typst("a-2b")
    (tmp_path / "b.pdf").write_bytes(data[:-200] + b"\nstartxref\n7\n%%EOF\n")
    command = [sys.executable, "-m", "report_builder", "check", "--json", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.stderr == b""
    document = json.loads(done.stdout)
    assert [file["passed"] for file in document["files"]] == [True, False]
    assert done.returncode == ExitStatus.CHECK_FAILED


def test_an_empty_folder_and_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("ingen PDF")
    status, _, found = answer(tmp_path, {}, capsys, str(tmp_path / "borte.pdf"))
    assert status == ExitStatus.CHECK_FAILED
    assert [codes(file) for file in found.values()] == [["RB-PDF-UNREADABLE"]] * 2
    assert "no PDF file in this folder" in found[tmp_path.name]["findings"][0]["message"]


@pytest.mark.parametrize("value", ["ua3", "", "2a,x"])
def test_a_standard_that_is_none(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "a.pdf", "--profile", value], ENGLISH, lambda: 0.0) == ExitStatus.BAD_INPUT
    shown = capsys.readouterr().err
    assert shown.startswith("RB-USAGE")
    assert "ua1, ua2, 1a" in shown


@pytest.mark.parametrize(
    ("written", "profiles", "unknown"),
    [
        ({}, (), ()),
        ({f"{PDFUA_ID}part": "1"}, ("ua1",), ()),
        ({f"{PDFUA_ID}part": " 2 "}, ("ua2",), ()),
        ({f"{PDFUA_ID}part": "3"}, (), ("PDF/UA-3",)),
        ({f"{PDFA_ID}part": "2", f"{PDFA_ID}conformance": "a"}, ("2a",), ()),
        ({f"{PDFA_ID}part": "2", f"{PDFA_ID}conformance": "X"}, ("2b",), ()),
        ({f"{PDFA_ID}part": "1", f"{PDFA_ID}conformance": "U"}, ("1b",), ()),
        ({f"{PDFA_ID}part": "4"}, ("4",), ()),
        ({f"{PDFA_ID}part": "4", f"{PDFA_ID}conformance": "F"}, ("4f",), ()),
        ({f"{PDFA_ID}part": "9"}, (), ("PDF/A-9",)),
        ({f"{PDFA_ID}part": "3", f"{PDFUA_ID}part": "1"}, ("ua1", "3b"), ()),
    ],
)
def test_claims(written: dict[str, str], profiles: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    claims = claims_of(Packet(written))
    assert (claims.profiles, claims.unknown) == (profiles, unknown)


def test_veraPDF_has_a_profile_for_every_standard() -> None:  # noqa: N802 - its name
    """Asked in another process, since Java stays out of this one."""
    code = (
        "from report_builder.check.verapdf_worker import PROFILES, _JAR, ZipFile\n"
        "names = ZipFile(_JAR).namelist()\n"
        "print(*(short for short, name in PROFILES.items()\n"
        "        if f'org/verapdf/pdfa/validation/{name}.xml' in names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == list(NAMES)


def test_the_answer_is_described() -> None:
    text = DOCS.read_text("utf-8")
    for record in (Answer, FileAnswer):
        for key in record.__struct_fields__:
            assert f"`{key}`" in text, key
    example = json.loads(text.split("```json\n")[1].split("```")[0])
    jsonschema.validate(example, msgspec.json.schema(Answer))


def form_with_marks() -> bytes:
    """A file whose page paints a form that has the marks in itself, as many programs write them."""
    buffer = BytesIO()
    with pikepdf.open(BytesIO(by_typst("ua-1"))) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(page.Contents.read_bytes())
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox, form.Resources = page.MediaBox, page.Resources
        form.StructParents = page.StructParents
        del page.obj["/StructParents"]
        page.Contents = pdf.make_stream(b"/F Do")
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/K" in item and "/S" in item:
                kids: list[Any] = list(item.K) if isinstance(item.K, pikepdf.Array) else [item.K]
                item.K = pikepdf.Array(
                    pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page.obj, Stm=form, MCID=kid)
                    if type(kid) is int
                    else kid
                    for kid in kids
                )
        pdf.save(buffer, fix_metadata_version=False)
    return buffer.getvalue()


@pytest.mark.usefixtures("shared_verapdf")
def test_marks_inside_a_form_are_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, document, _ = answer(tmp_path, {"form.pdf": form_with_marks()}, capsys)
    assert status == ExitStatus.DONE, document
