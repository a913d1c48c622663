"""What is read after what, in the PDF and in the edition: notes, and the outline with figures and tables."""

from __future__ import annotations

import re

import pytest

from report_builder.check.script import script_of_page, script_of_pdf
from report_builder.publish.edition import edition_pages
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import NAMES, build_folder, make_folder, sample

LEAD_IN = "# T\n\nDette gjelder{note}:\n\n{listed}\n\nEtter.\n\n[^1]: Første.\n\n[^2]: Andre.\n"
LISTS = {
    "points": "- en[^2]\n- to",
    "numbers": "1. en[^2]\n2. to",
    "terms": "En[^2]\n: betyr noe",
    "inside": "- ytterst:\n  - innerst[^2]",
}


@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS)
def test_no_note_comes_between_a_lead_in_and_its_list(listed: str) -> None:
    made = build_folder(make_folder(LEAD_IN.format(note="[^1]", listed=listed)))
    page = edition_pages(made.report, theme_of(NAMES[0]), AROUND)["t.html"].decode()
    for script in (script_of_pdf(made.pdf), script_of_page(page)):
        chapter = script.partition("heading 1: 1 T\n")[2]
        first, second, *_ = chapter.splitlines()
        assert first.startswith("paragraph: Dette gjelder<1 ")
        assert re.match(r"list \(\d items?\)", second), chapter
        assert re.findall(r"Første|Andre|Etter", chapter) == ["Andre", "Første", "Etter"]


def test_what_leads_to_no_list_is_followed_by_its_note() -> None:
    made = build_folder(make_folder(LEAD_IN.format(note="[^1]", listed="Et avsnitt[^2].")))
    assert re.findall(r"Første|Et avsnitt|Andre|Etter", script_of_pdf(made.pdf)) == [
        "Første",
        "Et avsnitt",
        "Andre",
        "Etter",
    ]


@pytest.mark.parametrize("name", ["figures", "tables", "findings", "diagrams", "timeline"])
def test_the_outline_has_what_is_numbered_below_its_section(name: str) -> None:
    made = sample(name)
    level, below = 0, []
    for mark in made.laid_out.bookmarks:
        if re.match(r"(Figur|Tabell) \d+ ", mark.title):
            assert mark.level == level + 1, mark
            below.append(mark.title)
        else:
            level = mark.level
    numbered = re.findall(r"(?:caption|table-title): ((?:Figur|Tabell) \d+ .*)", script_of_pdf(made.pdf))
    assert len(below) == len(numbered) > 0
    assert {title.split()[1] for title in below} == {title.split()[1] for title in numbered}
