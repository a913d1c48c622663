"""The file for a printer beside the accessible one: what it is called, and when it is put in its place."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from report_builder import api
from report_builder.check.verapdf import VerifyReport
from report_builder.finish.press import Press
from report_builder.output import Disk
from report_builder.pipeline.building import Request, build_report
from tests.pipeline.releases import SENTENCE, Desk
from tests.said import line_of

pytestmark = pytest.mark.usefixtures("shared_verapdf")

OPTIONS = (("--print",), ("--crop-marks",), ("--multiple-of-four",), ("--print", "--crop-marks"))
SPOILT = 'language: nb\ntheme: "uten-slikt"'


@pytest.fixture
def desk(good_report: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(good_report, capsys)


def build(desk: Desk, *options: str) -> int:
    return desk.command("build", str(desk.root), *options)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("options", OPTIONS)
def test_it_stands_beside_the_accessible_file_and_is_named(desk: Desk, options: tuple[str, ...]) -> None:
    assert build(desk, *options) == 0, desk.err
    output = desk.root / "output"
    assert names(output) == {"notat.pdf", "notat-trykk.pdf"}
    assert desk.out.splitlines()[:2] == [str(output / "notat.pdf"), str(output / "notat-trykk.pdf")]
    marks = "--crop-marks" in options
    media = PdfReader(output / "notat-trykk.pdf").pages[0].mediabox
    assert -float(media.left) == pytest.approx((10 if marks else 3) * 72 / 25.4, abs=0.01)
    assert "/TrimBox" not in PdfReader(output / "notat.pdf").pages[0]


@pytest.mark.parametrize(("language", "word"), [("nb", "trykk"), ("nn", "trykk"), ("en", "print")])
def test_the_name_is_in_the_language_of_the_report(desk: Desk, language: str, word: str) -> None:
    desk.edit("content/report.yaml", "language: nb", f"language: {language}")
    assert build(desk, "--print", "--draft", "--epub") == 0, desk.err
    draft = {"nb": "utkast", "nn": "utkast", "en": "draft"}[language]
    stem = f"notat-{draft}"
    assert names(desk.root / "output") == {f"{stem}.pdf", f"{stem}-{word}.pdf", f"{stem}.epub"}


def test_it_follows_a_chosen_name(desk: Desk, tmp_path: Path) -> None:
    assert build(desk, "--print", "-o", str(tmp_path / "a.pdf")) == 0
    assert {"a.pdf", "a-trykk.pdf"} <= names(tmp_path)


def test_the_accessible_file_is_the_same_with_it_and_without(desk: Desk, tmp_path: Path) -> None:
    assert build(desk, "-o", str(tmp_path / "a.pdf")) == 0
    for number, options in enumerate(OPTIONS):
        path = tmp_path / f"b{number}.pdf"
        assert build(desk, *options, "-o", str(path)) == 0
        assert path.read_bytes() == (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize("options", [(), ("--draft",)])
def test_both_are_verified_and_pass_the_check(desk: Desk, options: tuple[str, ...]) -> None:
    assert build(desk, "--crop-marks", "--multiple-of-four", "--verify", *options) == 0, desk.err
    assert desk.command("check", str(desk.root / "output")) == 0, desk.out
    assert "warning" not in desk.err


def test_blank_pages_are_told(desk: Desk) -> None:
    assert build(desk, "--print") == 0
    pages = len(PdfReader(desk.root / "output/notat-trykk.pdf").pages)
    assert build(desk, "--multiple-of-four") == 0
    filled = len(PdfReader(desk.root / "output/notat-trykk.pdf").pages)
    assert filled % 4 == 0
    said = f"{filled - pages} blank page"
    assert (said in desk.out + desk.err) == (filled > pages)
    assert len(PdfReader(desk.root / "output/notat.pdf").pages) == pages


class _FullForPrints(Disk):
    """A disk that has room for one file only."""

    def __init__(self) -> None:
        self.opened: list[int] = []

    def create_private(self, path: Path) -> int:
        self.opened.append(super().create_private(path))
        return self.opened[-1]

    def write(self, descriptor: int, data: memoryview) -> int:
        if descriptor in self.opened[1:]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(descriptor, data)


def old_files(folder: Path) -> tuple[Path, Path]:
    pdf, printed = folder / "a.pdf", folder / "a-trykk.pdf"
    pdf.write_bytes(b"the old one")
    printed.write_bytes(b"the old print")
    return pdf, printed


def stand(pdf: Path, printed: Path) -> bool:
    return pdf.read_bytes() == b"the old one" and printed.read_bytes() == b"the old print"


def test_a_full_disk_keeps_both_old_files(desk: Desk, tmp_path: Path) -> None:
    files = old_files(tmp_path)
    built = build_report(Request(desk.root, files[0], press=Press()), lambda: 0.0, disk=_FullForPrints())
    assert built.value is None
    (fault,) = [line_of(item) for item in built.diagnostics]
    assert "RB-OUTPUT-WRITE" in fault
    assert "a-trykk.pdf" in fault
    assert stand(*files)
    assert not [name for name in names(tmp_path) if name.endswith(".tmp")]


def test_a_fault_of_the_content_keeps_both(desk: Desk, tmp_path: Path) -> None:
    files = old_files(tmp_path)
    desk.edit("content/report.yaml", "language: nb", SPOILT)
    assert build(desk, "--print", "-o", str(files[0])) == 2
    assert stand(*files)


def test_what_verapdf_refuses_keeps_both(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = old_files(tmp_path)
    asked: list[int] = []

    def refuse(paths: list[Path], **_options: object) -> VerifyReport:
        asked.append(len(paths))
        return VerifyReport((), (), "", ())

    monkeypatch.setattr("report_builder.check.verapdf.verify", refuse)
    build(desk, "--print", "--verify", "-o", str(files[0]))
    assert asked == [2]
    assert stand(*files)


def test_a_folder_in_the_way_keeps_both(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a-trykk.pdf").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"the old one")
    assert build(desk, "--print", "-o", str(tmp_path / "a.pdf")) == 2
    assert "RB-OUTPUT-PATH" in desk.err
    assert "a-trykk.pdf" in desk.err
    assert (tmp_path / "a.pdf").read_bytes() == b"the old one"


def test_a_sheet_that_no_page_of_pdf_can_have_is_told(desk: Desk, tmp_path: Path) -> None:
    theme = desk.root / "assets/themes/stor/theme.yaml"
    theme.parent.mkdir(parents=True)
    text = (Path(api.__file__).parent / "data/themes/noktern/theme.yaml").read_text("utf-8")
    old = next(line for line in text.splitlines() if line.strip().startswith("height:"))
    theme.write_text(text.replace(old, "  height: 14390", 1), "utf-8")
    report = desk.root / "content/report.yaml"
    lines = [line for line in report.read_text("utf-8").splitlines() if not line.startswith("theme:")]
    report.write_text("\n".join([*lines, "theme: stor", ""]), "utf-8")
    assert build(desk, "--print", "-o", str(tmp_path / "a.pdf")) == 2
    assert "RB-VALUE" in desk.err
    assert "14400" in desk.err
    assert not (tmp_path / "a.pdf").exists()


def test_an_old_one_is_told_when_the_report_is_built_without_it(desk: Desk) -> None:
    assert build(desk, "--print") == 0
    assert "RB-OLD-PRINT" not in desk.err
    before = (desk.root / "output/notat-trykk.pdf").read_bytes()
    assert build(desk) == 0
    assert desk.err.count("RB-OLD-PRINT") == 1
    assert (desk.root / "output/notat-trykk.pdf").read_bytes() == before


def test_it_is_never_released_or_published(released: Desk) -> None:
    """What is released is the accessible file; who wants to give readers a print file does so by hand."""
    assert build(released, "--print") == 0
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    assert released.release("--note", "Rettet.") == 0, released.err
    told = [line for line in released.err.splitlines() if line.startswith("RB-OLD-PRINT")]
    assert len(told) == 1
    assert released.command("publish", str(released.root)) == 0, released.err
    found = list((released.root / "output").rglob("*trykk*"))
    assert found == [released.root / "output/notat-trykk.pdf"]
    assert all("/TrimBox" not in PdfReader(path).pages[0] for path in _pdfs(released) if path != found[0])


def _pdfs(desk: Desk) -> list[Path]:
    return [path for path in (desk.root / "output").rglob("*.pdf") if path.is_file()]


def test_an_image_that_fills_the_cover_fills_the_bleed(desk: Desk) -> None:
    Image.new("RGB", (300, 400), "#305070").save(desk.root / "assets/forside.png")
    with (desk.root / "content/report.yaml").open("a", encoding="utf-8") as file:
        file.write("cover:\n  image: {file: forside.png, alt: En blå flate}\n")
    assert build(desk, "--print") == 0, desk.err
    page = pypdfium2.PdfDocument(desk.root / "output/notat-trykk.pdf")[0]
    cover = page.render(scale=1).to_pil().convert("RGB")
    for x in (1, cover.width // 2, cover.width - 3):
        for y in (1, cover.height // 2, cover.height - 3):
            pixel = cover.getpixel((x, y))
            assert isinstance(pixel, tuple)
            assert max(pixel[:3]) < 200


def test_programs_get_it_too(desk: Desk) -> None:
    for built in (
        api.build(desk.root, for_print=True).value,
        api.build(desk.root, crop_marks=True).value,
        filled := api.build(desk.root, multiple_of_four=True).value,
    ):
        assert built is not None
        assert built.printed == desk.root / "output/notat-trykk.pdf"
    assert filled is not None
    assert (filled.pages + filled.blank_pages) % 4 == 0
    plain = api.build(desk.root).value
    assert plain is not None
    assert plain.printed is None
