"""The book beside a PDF that was built: what is wrong with it never keeps the PDF from its place."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import all_of, hinted, say
from report_builder.model.report import Report
from report_builder.output import Disk, write_file
from report_builder.pipeline.guarding import may_write_file
from report_builder.sources.location import Location
from report_builder.theme.model import Theme

BOOK = ".epub"
"""The end of the name of a book; else it is called as its PDF is."""
_LIBRARIES = ("brotli", "fontTools", "jinja2")


def may_be_beside(pdf: Path, diagnostics: Diagnostics) -> bool:
    """Tell whether a book can stand beside a PDF of this name; False after RB-OUTPUT-PATH."""
    if pdf.suffix.lower() != BOOK:
        return True
    fault = say("pipeline.output-is-book")
    message, hint = say("pipeline.output", path=str(pdf), fault=fault), say("pipeline.output-is-book.hint")
    diagnostics.error("RB-OUTPUT-PATH", None, message, hint)
    return False


def tell_old_book(pdf: Path, diagnostics: Diagnostics) -> None:
    """RB-OLD-BOOK for a book beside a ``pdf`` that was put there without one: it may say something else."""
    book = pdf.with_suffix(BOOK)
    if book != pdf and book.is_file():
        names = {"book": str(book), "pdf": pdf.name}
        diagnostics.warn("RB-OLD-BOOK", None, *hinted("pipeline.old-book", **names))


def put_book(
    report: Report,
    theme: Theme,
    pdf: bytes,
    beside: Path,
    root: Path,
    archive: Location,
    diagnostics: Diagnostics,
    disk: Disk,
    *,
    draft: bool,
) -> Path | None:
    """Make the book of ``report`` and put it ``beside`` its finished ``pdf``; None after a diagnostic.

    ``root`` and ``archive`` are what nothing is written into. RB-EXTRA-MISSING where its fonts cannot be
    made here, RB-OUTPUT-PATH and RB-OUTPUT-WRITE where it cannot stand there.
    """
    target = beside.with_suffix(BOOK)
    missing = [library for library in _LIBRARIES if find_spec(library) is None]
    if missing:
        from report_builder.installed import install_hint

        message = say("pipeline.no-book", pdf=str(beside), libraries=all_of(missing), extra="publish")
        diagnostics.error("RB-EXTRA-MISSING", None, message, install_hint("publish"))
        return None
    if not may_write_file(target, root, archive, diagnostics):
        return None
    from report_builder.publish.epub import BookFacts, make_epub

    book = make_epub(report, theme, pdf, BookFacts(beside.name, draft))
    return target if write_file(target, book, diagnostics, disk) else None
