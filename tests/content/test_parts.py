"""Parts of a report: chapters of their own, counted for themselves."""

from __future__ import annotations

import pytest

from report_builder.model.inlines import Reference, plain_text
from report_builder.model.walking import walk
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
