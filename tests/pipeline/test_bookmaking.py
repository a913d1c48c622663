"""The book beside a PDF, and beside each version on the site."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from report_builder.output import Disk
from report_builder.pipeline.building import Request, build_report
from report_builder.publish.epub import BookFacts, make_epub
from tests.epub_support import unpack
from tests.pipeline.releases import DAY, Desk
from tests.said import line_of

pytestmark = pytest.mark.usefixtures("shared_verapdf")


@pytest.fixture
def desk(good_report: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(good_report, capsys)


def build(desk: Desk, *options: str) -> int:
    return desk.command("build", str(desk.root), "--epub", *options)


@pytest.mark.parametrize(("options", "name"), [((), "notat"), (("--draft",), "notat-utkast")])
def test_a_book_stands_beside_the_pdf_and_is_named(desk: Desk, options: tuple[str, ...], name: str) -> None:
    assert build(desk, *options) == 0, desk.err
    output = desk.root / "output"
    assert {path.name for path in output.iterdir()} == {f"{name}.pdf", f"{name}.epub"}
    assert desk.out.splitlines()[:2] == [str(output / f"{name}.pdf"), str(output / f"{name}.epub")]
    assert (
        f"<dc:source>{name}.pdf</dc:source>"
        in unpack((output / f"{name}.epub").read_bytes())["EPUB/package.opf"].decode()
    )


def test_without_being_asked_for_there_is_none(desk: Desk) -> None:
    assert desk.command("build", str(desk.root)) == 0
    assert [path.name for path in (desk.root / "output").iterdir()] == ["notat.pdf"]


def test_the_pdf_is_the_same_with_a_book_and_without(desk: Desk, tmp_path: Path) -> None:
    assert desk.command("build", str(desk.root), "-o", str(tmp_path / "a.pdf")) == 0
    assert build(desk, "-o", str(tmp_path / "b.pdf")) == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


class _FullForBooks(Disk):
    """A disk that is full as soon as the PDF stands."""

    def replace(self, source: Path, target: Path) -> None:
        if target.suffix == ".epub":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().replace(source, target)


def test_a_full_disk_keeps_the_pdf(desk: Desk, tmp_path: Path) -> None:
    pdf, book = tmp_path / "a.pdf", tmp_path / "a.epub"
    book.write_bytes(b"the old one")
    built = build_report(Request(desk.root, pdf, epub=True), lambda: 0.0, disk=_FullForBooks())
    assert built.value is None
    (fault,) = [line_of(item) for item in built.diagnostics]
    assert "RB-OUTPUT-WRITE" in fault
    assert "a.epub" in fault
    assert pdf.read_bytes().startswith(b"%PDF")
    assert book.read_bytes() == b"the old one"


def test_a_folder_in_the_way_keeps_the_pdf(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.epub").mkdir()
    assert build(desk, "-o", str(tmp_path / "a.pdf")) == 2
    assert "RB-OUTPUT-PATH" in desk.err
    assert "a.epub' is a folder" in desk.err
    assert (tmp_path / "a.pdf").is_file()


def test_a_pdf_that_is_called_as_its_book_is_refused(desk: Desk, tmp_path: Path) -> None:
    assert build(desk, "-o", str(tmp_path / "a.EPUB")) == 2
    assert "RB-OUTPUT-PATH" in desk.err
    assert "the name that the e-book is to have; give the PDF a name that ends in '.pdf'" in desk.err
    assert not any(tmp_path.glob("*.EPUB"))


def test_without_the_libraries_of_fonts_the_pdf_stands(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "report_builder.pipeline.bookmaking.find_spec", lambda name: None if name == "brotli" else name
    )
    assert build(desk) == 3
    assert "RB-EXTRA-MISSING the PDF" in desk.err
    assert "the e-book was not made. It needs brotli, which" in desk.err
    assert "[publish]" in desk.err
    assert [path.name for path in (desk.root / "output").iterdir()] == ["notat.pdf"]


def www(desk: Desk) -> Path:
    return desk.root / "output/site/current/www"


def books(desk: Desk) -> list[str]:
    return sorted(path.relative_to(www(desk)).as_posix() for path in www(desk).rglob("*.epub"))


def publish(desk: Desk, *options: str) -> int:
    return desk.command("publish", str(desk.root), *options)


def test_each_version_on_the_site_has_a_book_of_its_own_sources(desk: Desk) -> None:
    assert publish(desk) == 0, desk.err
    first = (www(desk) / "notat/v1/notat.epub").read_bytes()
    desk.edit("content/chapters/innledning.md", "Et kort avsnitt", "Et rettet avsnitt")
    assert desk.release("--note", "Rettet et avsnitt") == 0, desk.err
    desk.edit("content/chapters/innledning.md", "Et rettet avsnitt", "Et halvt avsn")
    assert publish(desk) == 0, desk.err
    assert books(desk) == ["notat/latest/notat.epub", "notat/v1/notat.epub", "notat/v2/notat.epub"]
    assert (www(desk) / "notat/v1/notat.epub").read_bytes() == first
    texts = [_text(www(desk) / f"notat/v{number}/notat.epub") for number in (1, 2)]
    assert ["Et kort avsnitt" in text for text in texts] == [True, False]
    assert ["Et rettet avsnitt" in text for text in texts] == [False, True]
    landing = (www(desk) / "notat/index.html").read_text("utf-8")
    assert '<a class="ds-link" href="v2/notat.epub" type="application/epub+zip">' in landing


def _text(book: Path) -> str:
    return "".join(
        data.decode() for name, data in unpack(book.read_bytes()).items() if name.endswith(".xhtml")
    )


def test_the_book_on_the_site_is_made_of_the_archived_pdf(desk: Desk, tmp_path: Path) -> None:
    from report_builder.content.load import load_report
    from report_builder.diagnostics import Diagnostics
    from report_builder.pipeline.stamping import archived_edition
    from report_builder.pipeline.versions import open_shelf
    from report_builder.sources.files import SourceFiles
    from report_builder.theme import load_theme

    assert publish(desk) == 0, desk.err
    shelf = open_shelf(desk.root, Diagnostics())
    assert shelf is not None
    record = shelf.manifest(shelf.versions[0], Diagnostics())
    assert record is not None
    files = SourceFiles(desk.root)
    report = load_report(files, archived_edition(record)).value
    assert report is not None
    theme = load_theme(report.publication.theme, files).value
    assert theme is not None
    expected = make_epub(report, theme, desk.pdf("v1", tmp_path), BookFacts("notat.pdf"))
    assert (www(desk) / "notat/v1/notat.epub").read_bytes() == expected


def test_what_is_withdrawn_or_not_yet_shown_has_no_book(desk: Desk) -> None:
    assert publish(desk) == 0, desk.err
    desk.now += DAY
    desk.edit("content/chapters/innledning.md", "Et kort avsnitt", "Et hemmelig avsnitt")
    assert desk.release("--note", "Nytt", "--date", "2027-03-01", "--embargo") == 0, desk.err
    assert publish(desk) == 0, desk.err
    assert books(desk) == ["notat/latest/notat.epub", "notat/v1/notat.epub"]
    desk.now += 120 * DAY
    assert publish(desk) == 0, desk.err
    assert "notat/v2/notat.epub" in books(desk)
    assert desk.command("withdraw", "v2", "--reason", "Feil", "--root", str(desk.root)) == 0, desk.err
    assert publish(desk) == 0, desk.err
    assert books(desk) == ["notat/latest/notat.epub", "notat/v1/notat.epub"]
    assert all("hemmelig" not in _text(www(desk) / path) for path in books(desk))
    assert desk.command("withdraw", "v1", "--reason", "Feil", "--root", str(desk.root)) == 0, desk.err
    assert publish(desk) == 0, desk.err
    assert books(desk) == []
