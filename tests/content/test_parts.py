"""Parts of a report: chapters of their own, counted for themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report_builder.check.script import script_of_page, script_of_pdf
from report_builder.finish import BuildStamp, finish
from report_builder.layout import lay_out
from report_builder.layout.outline import bookmarks
from report_builder.model.inlines import Reference, plain_text
from report_builder.model.parts import by_parts
from report_builder.model.report import Report
from report_builder.model.walking import walk
from report_builder.publish.addresses import INDEX
from report_builder.publish.edition import edition_pages
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.publish.edition.support import AROUND
from tests.sample_reports import report_of


def test_parts_have_roman_numbers_and_those_of_chapters_go_on() -> None:
    report = report_of(
        "# Forord {.unnumbered}\n\nTekst.",
        "# Først {#en .part}",
        "# En\n\nSe [](#en), [](#to) og [](#under).",
        "# Så {#to .part}\n\n## Under {#under}\n\nTekst.",
        "# To\n\nTekst.",
        "# Uten nummer {.part .unnumbered}",
        "# Tre\n\nTekst.",
        "# Vedlegg {.appendix}\n\nTekst.",
    )
    assert [chapter.number for chapter in report.chapters] == ["", "I", "1", "II", "2", "", "3", "A"]
    said = [plain_text((node,)) for node in walk(report.chapters) if isinstance(node, Reference)]
    assert said == ["del\u00a0I", "del\u00a0II", "avsnitt\u00a0II.1"]


@pytest.mark.parametrize(("tag", "word"), [("nn", "del"), ("en", "part"), ("de", "del")])
def test_a_part_is_called_so_in_the_language_of_the_place(tag: str, word: str) -> None:
    report = report_of(f"# Del {{#del .part}}\n\n::: passage {{lang={tag}}}\nSe [](#del).\n:::")
    said = [plain_text((node,)) for node in walk(report.chapters) if isinstance(node, Reference)]
    assert said == [f"{word}\u00a0I"]


def in_parts() -> Report:
    """A report with a foreword, two parts, an appendix and words at the back."""
    return report_of(
        "# Forord {.unnumbered}\n\nTekst.",
        "# Først {.part}",
        "# En\n\n## Avsnitt\n\nTekst.",
        "# Mellomspill {.unnumbered}\n\nTekst.",
        "# Så {.part}\n\n## Under\n\nTekst.",
        "# To\n\nTekst.",
        "# Vedlegg {.appendix}\n\nTekst.",
        "# Kilder {.unnumbered}\n\nTekst.",
    )


def test_chapters_stand_below_their_part_but_not_what_is_at_the_back() -> None:
    grouped = [
        (plain_text(one.title), [plain_text(other.title) for other in below])
        for one, below in by_parts(in_parts().chapters)
    ]
    assert grouped == [
        ("Forord", []),
        ("Først", ["En", "Mellomspill"]),
        ("Så", ["To"]),
        ("Vedlegg", []),
        ("Kilder", []),
    ]


def test_bookmarks_and_contents_have_chapters_below_their_part() -> None:
    report = in_parts()
    assert [(mark.level, mark.title) for mark in bookmarks(report)][1:] == [
        *((1, "Forord"), (1, "I Først"), (2, "1 En"), (3, "1.1 Avsnitt"), (2, "Mellomspill")),
        *((1, "II Så"), (2, "II.1 Under"), (2, "2 To"), (1, "A Vedlegg"), (1, "Kilder")),
    ]
    theme = load_theme(report.publication.theme, SourceFiles(Path.cwd())).value
    assert theme is not None
    laid_out = lay_out(report, theme).value
    assert laid_out is not None
    pdf = script_of_pdf(finish(laid_out, report.publication, BuildStamp("test", "0")))
    page = script_of_page(edition_pages(report, theme, AROUND)[INDEX].decode())
    assert contents(pdf) == contents(page) == CONTENTS


CONTENTS = """\
contents (5 items)
  entry (1 of 5): Forord
  entry (2 of 5): I Først
    contents (2 items)
      entry (1 of 2): 1 En
        contents (1 item)
          entry (1 of 1): 1.1 Avsnitt
      entry (2 of 2): Mellomspill
  entry (3 of 5): II Så
    contents (2 items)
      entry (1 of 2): II.1 Under
      entry (2 of 2): 2 To
  entry (4 of 5): A Vedlegg
  entry (5 of 5): Kilder
"""


def contents(script: str) -> str:
    """What is heard of the contents, without the names of links."""
    heard = script[script.index("contents (5") :].splitlines()
    lines = [
        re.sub(r"<(.*?)(?: ?\d+)? ?(?:= .*)?>", r"\1", line) for line in heard[: len(CONTENTS.splitlines())]
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"
