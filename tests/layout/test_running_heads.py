"""Head and foot of pages say what the theme asks for, as decoration, beside the draft mark too."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from report_builder.finish import BuildStamp, finish
from report_builder.layout.lay_out import lay_out
from report_builder.layout.result import LaidOut
from report_builder.model.report import Report
from report_builder.theme import load_theme
from report_builder.theme.running import FIELDS, RunningFoot, RunningHead
from tests.sample_reports import report_of
from tests.tag_dump import dump_tags
from tests.theme.test_extends import FILE, load, write
from tests.verify_support import failures

THEMES = ("konstruktiv", "noktern")
WORDS = " ".join(["Ord som fyller en side."] * 180)
CHAPTER = (
    f"# Kapitlet\n\n{WORDS}\n\n## Seksjon A\n\n{WORDS}\n\n### Under\n\n{WORDS}\n\n## Seksjon B\n\n{WORDS}\n"
)
AS_IT_WAS = (RunningHead(), RunningFoot())
OTHER = (RunningHead("page", "section"), RunningFoot("chapter", "none"))


@cache
def report() -> Report:
    return report_of(CHAPTER)


@cache
def laid_out(
    name: str, head: RunningHead, foot: RunningFoot, *, draft: bool = False, sided: str = "double"
) -> LaidOut:
    theme = load_theme(name).value
    assert theme is not None
    theme = replace(theme, running_head=head, running_foot=foot, page=replace(theme.page, sided=sided))
    outcome = lay_out(report(), theme, draft=draft)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


def parts(page: pypdfium2.PdfPage) -> tuple[str, str, str]:
    """What stands above the text area of a page, in it, and below it."""
    text, (width, height) = page.get_textpage(), page.get_size()
    above, body, below = (
        text.get_text_bounded(0, bottom, width, top).strip()
        for bottom, top in ((height - 60, height), (60, height - 60), (0, 60))
    )
    return above, body, below


def expected(made: LaidOut, head: RunningHead, foot: RunningFoot, *, single: bool = False) -> None:
    section = "Kapitlet"
    with pypdfium2.PdfDocument(made.pdf) as document:
        first, last = made.page_labels[1].first, made.page_count - made.closing
        assert last - first > 4
        for at in range(first, last):
            above, body, below = parts(document[at])
            begun = [name for name in ("Seksjon A", "Seksjon B") if name in body]
            said = {
                "title": report().publication.title,
                "chapter": "Kapitlet",
                "section": (begun or [section])[0],
                "page": str(at - first + 1),
                "none": "",
            }
            section = (begun or [section])[-1]
            up, down = (side.right if single or at % 2 == 0 else side.left for side in (head, foot))
            if at == first:
                assert below == said["page" if up == "page" else down]
            else:
                assert (above, below) == (said[up], said[down])


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("head", "foot"), [AS_IT_WAS, OTHER])
def test_each_page_says_what_the_theme_asks_for(name: str, head: RunningHead, foot: RunningFoot) -> None:
    expected(laid_out(name, head, foot), head, foot)


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_may_stand_everywhere(field: str) -> None:
    head, foot = RunningHead(field, field), RunningFoot(field, field)
    expected(laid_out("noktern", head, foot), head, foot)


def test_where_pages_do_not_face_each_other_all_are_as_right_ones() -> None:
    expected(laid_out("noktern", *OTHER, sided="single"), *OTHER, single=True)


@pytest.mark.parametrize("name", THEMES)
def test_it_conforms_and_nobody_hears_it(name: str) -> None:
    pdfs = [
        finish(laid_out(name, *fields), report().publication, BuildStamp("test", "0"))
        for fields in (AS_IT_WAS, OTHER)
    ]
    assert failures(pdfs[1]) == []
    plain, other = (dump_tags(pdf) for pdf in pdfs)
    assert plain == other


def test_a_long_title_leaves_room_for_the_draft_mark() -> None:
    title = "En tittel som er lengre enn bladet er bredt og som ingen ville ha skrevet for hånd, " * 3
    theme = load_theme("konstruktiv").value
    assert theme is not None
    theme = replace(theme, running_foot=RunningFoot("title", "title"))
    long = replace(report(), publication=replace(report().publication, title=title))
    made = lay_out(long, theme, draft=True).value
    assert made is not None
    with pypdfium2.PdfDocument(made.pdf) as document:
        page = document[len(document) - 4]
        text = page.get_textpage()
        places = []
        for words in ("Utkast", "En tittel"):
            found = text.search(words).get_next()
            assert found is not None
            places.append(text.get_charbox(found[0])[1])
        assert abs(places[0] - places[1]) < 4


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("running_head: {left: tittel}", "'left' cannot be 'tittel'"),
        ("running_foot: {right: pages}", "'right' cannot be 'pages'; did you mean 'page'?"),
        ("running_head: {midt: title}", "'midt' is not known"),
        ("running_head: chapter", "RB-WRONG-TYPE"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, text: str, says: str) -> None:
    write(tmp_path, eget=f"extends: konstruktiv\n{text}\n")
    theme, told = load(tmp_path)
    assert theme is None
    assert any(one.startswith(f"{FILE}:2:") and says in one for one in told), told


def test_a_theme_may_say_one_of_them(tmp_path: Path) -> None:
    write(tmp_path, eget="extends: konstruktiv\nrunning_head: {right: section}\n")
    theme, told = load(tmp_path)
    assert theme is not None, told
    assert (theme.running_head, theme.running_foot) == (RunningHead("title", "section"), RunningFoot())
