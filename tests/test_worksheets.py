"""Worksheets: read, set, filled in, heard; in the file, on the page and in the book."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from report_builder.check import check_pdf
from report_builder.check.reading import read_structure, text
from report_builder.check.script import script_of_page, script_of_pdf
from report_builder.content.load import load_report
from report_builder.diagnostics import Severity
from report_builder.language.passages import unmarked
from report_builder.model.blocks import Note
from report_builder.publish.edition import edition_pages
from report_builder.publish.epub import BookFacts, make_epub
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.epub_support import unpack
from tests.kinds import CONTAINERS, inside
from tests.publish.edition.reading import Element, parse
from tests.publish.edition.support import AROUND, edition
from tests.said import line_of
from tests.sample_reports import ROOT, SAMPLES, Sample, build_folder, make_folder, sample
from tests.verify_support import assert_complies

NAME = "worksheets"
FACTS = (SAMPLES / "report.yaml").read_text("utf-8")
TYPED = "Vi prøver å møtes – «ærlig» talt, så ofte vi kan (15 %) og på et sted der ingen har vært. "

TABLE = "::: fill-table {rows=1}\n| Hvem | Hva |\n|------|-----|\n| Kari |     |\n:::"


def made(chapter: str, facts: str = FACTS) -> Sample:
    """Build a report of one chapter; what is told fails the test."""
    root = make_folder(chapter, report=facts)
    try:
        return build_folder(root)
    finally:
        shutil.rmtree(root)


def told(chapter: str) -> list[str]:
    """Give what is told of a chapter, with its place."""
    root = make_folder(chapter)
    try:
        outcome = load_report(SourceFiles(root))
    finally:
        shutil.rmtree(root)
    return [line_of(item) for item in outcome.diagnostics if item.severity > Severity.NOTE]


# Reading


@pytest.mark.parametrize(
    ("block", "line", "says"),
    [
        ("::: write\n- Hva?\n- Hvem?\n:::", 3, "does not begin with a question"),
        ("::: write\nHva?\n\nHvem?\n:::", 6, "one paragraph only"),
        ("::: write {lines=0}\nHva?\n:::", 3, "from 1 to 20"),
        ("::: write {lines=mange}\nHva?\n:::", 3, "'mange'"),
        ("::: write {lines=9999999999999}\nHva?\n:::", 3, "from 1 to 20"),
        ("::: write {rows=2}\nHva?\n:::", 3, "rows="),
        ("::: write\n:::", 3, "has no text"),
        ("::: tick\nHva?\n:::", 3, "no list below it"),
        ("::: tick\n- Ja\n- Nei\n:::", 3, "does not begin with a question"),
        ("::: tick\nHva?\n\n- Ja\n\nMer\n:::", 8, "a list only"),
        ("::: tick\nHva?\n\n- Ja\n  - Nei\n:::", 7, "one paragraph only"),
        ("::: tick\nHva?\n\n- Ja\n-\n- Nei\n:::", 7, "is empty"),
        ("::: {.tick .two}\nHva?\n\n- Ja\n:::", 3, ".two"),
        ("::: scale {from=3 to=3}\nHva?\n\n- Ja\n:::", 3, "from 4 to 13"),
        ("::: scale {from=1 to=99}\nHva?\n\n- Ja\n:::", 3, "from 2 to 11"),
        ("::: scale\nHva?\n:::", 3, "no list below it"),
        ("::: fill-table\nHva?\n:::", 3, "has no table"),
        ("::: fill-table\n| a |\n|---|\n| b |\n:::", 3, "no empty cell"),
        ("::: fill-table\n| a |\n|---|\n|   |\n\n| b |\n|---|\n|   |\n:::", 8, "one table only"),
        ("::: fill-table {rows=0}\n| a |\n|---|\n|   |\n:::", 3, "from 1 to 20"),
        ("::: fill-table {#a}\n\nTabell: A {#b}\n\n| a |\n|---|\n|   |\n:::", 3, "twice"),
        ("Tabell: A\n\n::: fill-table\n\nTabell: B\n\n| a |\n|---|\n|   |\n:::", 7, "two captions"),
        ("Ord.[^a]\n\n[^a]: Note.\n\n    ::: write\n    Hva?\n    :::", 7, "footnote"),
        ("Ord.[^a]\n\n[^a]: Note.\n\n    ::: tick\n    Hva?\n\n    - Ja\n    :::", 7, "footnote"),
        (
            "Ord.[^a]\n\n[^a]: A.\n\n    > ::: fill-table\n    > | a |\n    > |---|\n    > |   |\n    > :::",
            7,
            "footnote",
        ),
    ],
)
def test_what_is_written_otherwise_is_told_at_its_line(block: str, line: int, says: str) -> None:
    first, *_ = found = told(f"# Ark\n\n{block}\n")
    assert any(one.startswith(f"content/chapters/prove.md:{line}:") and says in one for one in found), found
    assert "RB-INTERNAL" not in first


@pytest.mark.parametrize(
    ("table", "hint"),
    [
        ("| Hva? |\n|---|\n|  |\n|  |\n|  |", "'::: write {lines=3}'"),
        ("| Hva? | Hvem? |\n|---|---|\n|  |  |", "{rows=1}"),
        ("Tabell: Navn\n\n| Hva? |\n|---|\n|  |", "'::: write {lines=1}'"),
    ],
)
def test_a_table_of_empty_cells_is_told_and_the_block_that_is_named_is_not(table: str, hint: str) -> None:
    (found,) = told(f"# Ark\n\n{table}\n")
    assert " RB-FILL-IN " in found
    assert hint in found
    assert told(f"# Ark\n\n::: fill-table\n{table}\n:::\n") == []


def test_tables_with_a_word_below_their_heads_are_not_told() -> None:
    assert told("# Ark\n\n| A | B |\n|---|---|\n| c |   |\n\n| A | B |\n|---|---|\n") == []


@pytest.mark.parametrize("start", ["Hva?", "1. Hva?", "12) Hva?"])
def test_a_number_before_the_question_is_part_of_it(start: str) -> None:
    said = text(made(f"# Ark\n\n::: write\n{start}\n:::\n").pdf).splitlines()
    assert start in [line.replace("\u00a0", " ") for line in said]


# The form in the file


def fields(pdf: bytes) -> Mapping[str, Any]:
    return PdfReader(BytesIO(pdf)).get_fields() or {}


def widgets(pdf: bytes) -> Iterator[dict[str, Any]]:
    for page in PdfReader(BytesIO(pdf)).pages:
        for annotation in page.get("/Annots", ()):
            if annotation.get_object()["/Subtype"] == "/Widget":
                yield annotation.get_object()


def catalog(pdf: bytes) -> dict[str, Any]:
    return PdfReader(BytesIO(pdf)).root_object


def filled(pdf: bytes, answers: Mapping[str, str]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    writer.update_page_form_field_values(None, answers, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def answers_to(pdf: bytes) -> dict[str, str]:
    """Give an answer to every question: a text, a tick, the last choice of several."""
    found = {}
    for name, entries in fields(pdf).items():
        states = [state for state in entries.get("/_States_", ()) if state != "/Off"]
        found[name] = states[-1] if states else TYPED
    return found


def test_fields_are_called_by_the_words_around_them() -> None:
    names = {
        name: entries["/TU"].replace("\u00a0", " ") for name, entries in fields(sample(NAME).pdf).items()
    }
    assert {
        "savn": "1. Hva ville virksomheten savne dersom gruppen sluttet å møtes?",
        "hva-skal-vi-prove-pa-mandag/2": "Hva skal vi prøve på mandag? Å ringe noen",
        "er-vi-enige": "Er vi enige?",
        "hvor-enig-er-du/2": "Hvor enig er du? Det er trygt å være uenig",
        "tbl-enige/1/2": "Å ringe Kari: Hvem som følger opp",
        "tbl-enige/2/2": "Hvem som følger opp, rad 2",
        "hvem-som-gjor-hva/1/2": "Referat: Navn",
        "hvem-som-gjor-hva/3/1": "Oppgave, rad 3",
        "what-do-you-want": "What do you want?",
    }.items() <= names.items()
    assert all(names.values())


@pytest.mark.parametrize("name", [NAME, "report"])
def test_every_field_can_be_heard_reached_and_printed(name: str) -> None:
    pdf = sample(name).pdf
    reader = PdfReader(BytesIO(pdf))
    form: Any = catalog(pdf)["/AcroForm"]
    assert set(form) == {"/Fields", "/DR", "/DA"}  # no program is asked to draw, and nothing is run
    placed = list(widgets(pdf))
    assert len(placed) == len(sample(name).laid_out.fields)
    for widget in placed:
        assert widget["/TU"]
        assert widget["/F"] == 4
        assert not {"/A", "/AA"} & set(widget)
        looks = widget["/AP"]["/N"].get_object()
        assert widget.get("/AS") is None or widget["/AS"] in looks
    assert {str(page["/Tabs"]) for page in reader.pages} == {"/S"}
    assert [str(found) for found in check_pdf(pdf).findings] == []


def test_annotations_stand_in_reading_order() -> None:
    names = [widget["/TU"] for widget in widgets(sample(NAME).pdf)]
    heard = re.findall(
        r"(?:text-field|check-box|radio-button) \(.*?\) = (.*)", script_of_pdf(sample(NAME).pdf)
    )
    assert names == [re.sub(r"^\[\w+: (.*)\]$", r"\1", name) for name in heard]


def test_the_script_tells_the_language_of_the_name_of_a_field() -> None:
    """As that of the words around it, for a listener hears both in the voice of the passage."""
    blocks = "::: write\nWhy?\n:::\n\n::: tick\nWhich?\n\n- Yes\n- No\n:::"
    script = script_of_pdf(made(f"# Ark\n\n:::: passage {{lang=en}}\n{blocks}\n::::\n").pdf)
    names = re.findall(r"(?:text-field|check-box) \(.*?\) = (.*)", script)
    assert len(names) == 3
    assert all(re.fullmatch(r"\[en: [^\[\]]+\]", name) for name in names), names


@pytest.mark.parametrize("name", [NAME, "report"])
def test_answers_are_kept_heard_and_change_nothing_of_the_standards(name: str) -> None:
    pdf = sample(name).pdf
    given = answers_to(pdf)
    after = filled(pdf, given)
    assert {key: entries["/V"] for key, entries in fields(after).items()} == given
    script = script_of_pdf(after)
    assert "(empty) =" not in script
    assert script.count(" ".join(TYPED.split())) == list(given.values()).count(TYPED)
    assert script.count("(checked)") == sum(value != TYPED for value in given.values())
    assert_complies(after)


def drawn_lines(content: bytes) -> list[tuple[float, float]]:
    """Give the left end and the height of every level line in the code of a page or of an appearance."""
    found = re.findall(rb"(?<![\d.])([\d.]+) ([\d.]+) m [\d.]+ \2 l", content)
    return [(float(left), float(height)) for left, height in found]


def lines_behind(pdf: bytes) -> list[int]:
    """Give how many lines are seen behind what is written in each text field, in reading order."""
    counts = []
    for page in PdfReader(BytesIO(pdf)).pages:
        content = page.get_contents()
        on_page = drawn_lines(content.get_data() if content else b"")
        for annotation in page.get("/Annots", ()):
            widget = annotation.get_object()
            if widget.get("/FT") == "/Tx":
                left, low, right, high = map(float, widget["/Rect"])
                own = drawn_lines(widget["/AP"]["/N"].get_object().get_data())
                behind = [x for x, y in on_page if left - 1 < x < right and low < y < high]
                counts.append(len(own) + len(behind))
    return counts


def test_lines_to_write_on_make_way_for_what_is_typed() -> None:
    blocks = "".join(f"::: write {{lines={lines}}}\nHva {lines}?\n:::\n\n" for lines in (1, 2, 3, 7, 20))
    pdf = made(f"# Ark\n\n{blocks}{TABLE}\n").pdf
    assert lines_behind(pdf) == [1, 2, 3, 7, 20, 0, 0, 0]
    after = filled(pdf, answers_to(pdf))
    assert not any(lines_behind(after))
    assert_complies(after)


@pytest.mark.parametrize(
    "block",
    [
        "Tabell: Navn {#tbl-h .header-column}\n\n::: fill-table {rows=1}\n%s\n:::",
        "Tabell: Navn\n\n::: {.fill-table #tbl-h .header-column rows=1}\n%s\n:::",
        "Tabell: Navn {.header-column}\n::: fill-table {rows=1 #tbl-h}\n%s\n:::",
        "::: fill-table {.header-column rows=1}\n\nTabell: Navn {#tbl-h}\n\n%s\n:::",
        "::: fill-table {rows=1}\n\nTabell: Navn {#tbl-h .header-column}\n\n%s\n:::",
    ],
)
def test_a_table_to_fill_in_is_titled_as_others_are(block: str) -> None:
    table = "| Hvem | Hva |\n|------|-----|\n| Kari |     |\n| Ola |     |"
    pdf = made(f"# Ark\n\nSe [](#tbl-h).\n\n{block % table}\n").pdf
    said = text(pdf).replace("\u00a0", " ")
    assert "Se tabell 1." in said
    assert said.count("Navn") == 1
    assert list(fields(pdf)) == ["tbl-h/1/2", "tbl-h/2/2", "tbl-h/3/1", "tbl-h/3/2"]
    heads = [node for top in read_structure(pdf) for node in top.walk() if node.standard == "TH"]
    assert len(heads) == 4


def test_rows_are_called_by_their_words_where_these_tell_them_apart() -> None:
    rows = "| Mat |  |\n| *mat* |  |\n| Tid |  |\n|  | x |\n|  |  |"
    pdf = made(f"# Ark\n\n::: fill-table\n| Om | Svar |\n|---|---|\n{rows}\n:::\n").pdf
    assert [one["/TU"] for one in fields(pdf).values()] == [
        "Svar, rad 1", "Svar, rad 2", "Tid: Svar", "Om, rad 4", "Om, rad 5", "Svar, rad 5"
    ]  # fmt: skip


def test_numbers_below_zero_are_answers_of_their_own() -> None:
    pdf = made("# Ark\n\n::: scale {from=-2 to=2}\nHva?\n\n- Ja\n:::\n").pdf
    (entries,) = fields(pdf).values()
    assert [*entries["/_States_"]] == ["/Off", "/minus-2", "/minus-1", "/0", "/1", "/2"]
    assert "\u22122" in text(pdf)


@pytest.mark.parametrize("theme", ["noktern", "konstruktiv"])
@pytest.mark.parametrize("points", ["from=0 to=10", "from=-5 to=5", "from=91 to=100"])
@pytest.mark.parametrize("ends", ["", ' low="helt uenig" high="helt enig"'])
def test_the_longest_scale_has_room_in_every_theme(theme: str, points: str, ends: str) -> None:
    chapter = f"# Ark\n\n::: scale {{{points}{ends}}}\nHvor enig er du?\n\n- Det er trygt å være uenig\n:::\n"
    pdf = made(chapter, f"{FACTS}\ntheme: {theme}\n").pdf
    boxes = [[float(edge) for edge in widget["/Rect"]] for widget in widgets(pdf)]
    assert len(boxes) >= 10
    assert all(before[2] < after[0] for before, after in pairwise(boxes))  # in a row, and none on another


def test_scales_with_the_same_statements_are_told_apart_by_their_questions() -> None:
    scale = "::: scale\n{}\n\n- Det er trygt å være uenig\n:::\n\n"
    chapter = "# Ark\n\n" + scale.format("Hvordan var det før?") + scale.format("Hvordan er det nå?")
    root = make_folder(chapter, report=FACTS)
    try:
        built = build_folder(root)
    finally:
        shutil.rmtree(root)
    names = [widget["/TU"] for widget in widgets(built.pdf)]
    assert len(names) == len(set(names)) == 10
    assert names[0].startswith("Hvordan var det før?")


def test_radio_buttons_are_one_question_each_with_its_words() -> None:
    (entries,) = (one for name, one in fields(sample(NAME).pdf).items() if name == "er-vi-enige")
    assert entries["/_States_"] == ["/Off", "/ja", "/nei"]
    assert entries["/Ff"] == 1 << 15  # whoever presses the one that is chosen lets it go
    after = filled(sample(NAME).pdf, {"er-vi-enige": "/nei"})
    chosen = [widget["/AS"] for widget in widgets(after) if "/Parent" in widget and "enige?" in widget["/TU"]]
    assert chosen == ["/Off", "/nei"]


def test_words_of_which_nothing_is_left_and_words_twice_are_choices_of_their_own() -> None:
    pdf = made("# Ark\n\n::: {.tick .one}\nHva?\n\n- ?\n- Ja\n- Ja!\n- Off\n:::\n").pdf
    (entries,) = fields(pdf).values()
    assert entries["/_States_"][0] == "/Off"  # what is pressed on twice
    assert len({*entries["/_States_"][1:]} - {"/Off"}) == 4


def test_names_of_fields_are_unlike_whatever_the_ids_are() -> None:
    blocks = "".join(
        f"::: write {{#{name}}}\nHva {name}?\n:::\n\n" for name in ("a.b", "a-b", "a", "a-1", "a:1")
    )
    pdf = made(f"# Ark\n\n{blocks}\n::: tick {{#x}}\nHva?\n\n- Ja\n- Nei\n:::\n").pdf
    partial = [one["/T"] for one in fields(pdf).values()]
    assert len(partial) == len({*partial}) == 7
    assert not any("." in name for name in partial)


def test_what_a_listener_is_told_names_the_languages_in_it() -> None:
    pdf = made("# Ark\n\n::: tick\nHva er [trust]{lang=en}?\n\n- [Yes]{lang=en}\n:::\n").pdf
    (entries,) = fields(pdf).values()
    assert "\x1b" in entries["/TU"]
    assert "= Hva er trust? Yes" in script_of_pdf(pdf)


_PLACES = [kind for kind in CONTAINERS if kind is not Note]


@pytest.mark.parametrize("kind", _PLACES, ids=lambda kind: kind.__name__)
def test_a_table_to_fill_in_stands_wherever_a_table_may(kind: Any) -> None:
    body = inside(kind, TABLE, "a").removeprefix("## ")
    pdf = made(f"# Ark\n\n## Del\n\n{body}\n").pdf
    assert len(fields(pdf)) == 3
    assert [str(found) for found in check_pdf(pdf).findings] == []


def test_the_same_report_gives_the_same_bytes() -> None:
    chapter = (SAMPLES / "chapters" / f"{NAME}.md").read_text("utf-8")
    assert made(chapter).pdf == sample(NAME).pdf


def test_a_report_with_nothing_to_fill_in_has_no_form() -> None:
    assert "/AcroForm" not in catalog(sample("tables").pdf)


# On paper alone


def on_paper() -> Sample:
    chapter = (SAMPLES / "chapters" / f"{NAME}.md").read_text("utf-8")
    return made(chapter, f"{FACTS}\nfillable: false\n")


def printed(pdf: bytes) -> list[tuple[str, str]]:
    """Give the kind and the name of every field on paper, in reading order."""
    every = (node for top in read_structure(pdf) for node in top.walk() if node.standard == "Form")
    return [(node.attributes["Role"], node.attributes["Desc"]) for node in every if any(node.passages)]


@pytest.mark.parametrize(
    "block",
    [
        "::: write {lines=1}\nHva?\n:::",
        "::: write {lines=4}\nHva er [trust]{lang=en}?\n:::",
        "::: tick\nHva?\n\n- Ja\n- Nei (eller \\\\ikke)\n:::",
        "::: {.tick .one}\nHva?\n\n- Ja\n- Nei\n:::",
        "::: scale {from=0 to=10}\nHva?\n\n- Møter\n- Mat\n:::",
        TABLE,
        f"> {TABLE}".replace("\n", "\n> "),
        "",
    ],
)
def test_every_field_is_one_on_paper_too(block: str) -> None:
    kinds = {"/Tx": "tv", "/Btn": "cb"}
    if block:
        filled_in = made(f"# Ark\n\n{block}\n").pdf
        paper = made(f"# Ark\n\n{block}\n", f"{FACTS}\nfillable: false\n").pdf
    else:
        filled_in, paper = sample(NAME).pdf, on_paper().pdf
    asked = [
        ("rb" if "/Parent" in one else kinds[one["/FT"]], unmarked(one["/TU"])) for one in widgets(filled_in)
    ]
    assert asked
    assert printed(paper) == asked
    assert script_of_pdf(paper) == script_of_pdf(filled_in)
    assert [str(found) for found in check_pdf(paper).findings] == []
    assert_complies(paper)


def test_attributes_of_a_field_on_paper_are_as_the_standard_names_them() -> None:
    pdf = made("# Ark\n\n::: tick\nHva?\n\n- Ja\n:::\n", f"{FACTS}\nfillable: false\n").pdf
    reader = PdfReader(BytesIO(pdf))
    size: Any = reader.trailer["/Size"]
    every: list[Any] = [reader.get_object(number) for number in range(1, size)]
    (form,) = (one for one in every if isinstance(one, dict) and one.get("/S") == "/Form")
    owned = form["/A"] if isinstance(form["/A"], list) else [form["/A"]]
    assert {"/O": "/PrintField", "/Role": "/cb", "/checked": "/off", "/Desc": "Hva? Ja"} in owned


def test_without_a_form_the_words_are_the_same_and_nothing_else_is_heard() -> None:
    paper = on_paper()
    assert fields(paper.pdf) == {}
    assert "/AcroForm" not in catalog(paper.pdf)
    assert text(paper.pdf) == text(sample(NAME).pdf)
    assert script_of_pdf(paper.pdf) == script_of_pdf(sample(NAME).pdf)
    assert_complies(paper.pdf)


def test_without_a_form_the_page_has_no_fields() -> None:
    paper = on_paper()
    theme = load_theme(paper.report.publication.theme, SourceFiles(ROOT)).value
    assert theme is not None
    pages = edition_pages(paper.report, theme, AROUND)
    assert not any(b"<input" in page or b"<textarea" in page for page in pages.values())
    assert any(b'class="line"' in page for page in pages.values())
    worded = [parse(pages[name]).find("body").words for name in pages if name.endswith(".html")]
    with_fields = edition(NAME)
    assert worded == [parse(with_fields[name]).find("body").words for name in pages if name.endswith(".html")]


# On the page and in the book


def answered(page: bytes) -> list[Element]:
    return [one for one in parse(page).elements if one.name in {"input", "textarea"}]


def test_fields_on_a_page_are_named_as_in_the_file_and_kept_nowhere() -> None:
    page = edition(NAME)["arbeidsark.html"]
    found = answered(page)
    named = [" ".join((one.attributes["aria-label"] or "").split()) for one in found]
    assert named == [" ".join(widget["/TU"].split()) for widget in widgets(sample(NAME).pdf)]
    assert {one.attributes["autocomplete"] for one in found if one.name == "textarea"} == {"off"}
    # What is a form sends nothing: a press of Enter in it does nothing, and its only button is to reset it.
    assert page.count(b"<form") == page.count(b'<form method="dialog">') == page.count(b'type="reset"') == 3
    buttons = [one.attributes["aria-label"] or "" for one in parse(page).elements if one.name == "button"]
    assert len(buttons) == 3
    assert buttons[0] == "Fjern svarene: Er vi enige?"
    assert b"<script" not in page


def test_the_script_of_the_page_has_every_field_of_that_of_the_file() -> None:
    kind = re.compile(
        r"((?:text-field|check-box|radio-button) \(.*?\)) = (?:\[\w+: )?(.*?)\]?$", re.MULTILINE
    )
    page = script_of_page(edition(NAME)["arbeidsark.html"].decode())
    assert kind.findall(page) == kind.findall(script_of_pdf(sample(NAME).pdf))
    assert len(kind.findall(page)) == len([*widgets(sample(NAME).pdf)])


def test_boxes_that_move_sideways_are_called_by_what_is_in_them() -> None:
    boxes = [
        " ".join((one.attributes["aria-label"] or "").split())
        for one in parse(edition(NAME)["arbeidsark.html"]).elements
        if one.name == "div" and "tabindex" in one.attributes
    ]
    assert boxes == [
        "Hvor enig er du?", "Hvor fornøyd er du?", "Tabell 1", "Tabell 2", "Tabell: Kven, Kva"
    ]  # fmt: skip


def test_a_page_says_once_that_nothing_is_stored_and_offers_the_form() -> None:
    for name, page in edition(NAME).items():
        notices = page.count(b'class="not-stored"')
        assert notices == bool(answered(page)) if name.endswith(".html") else not notices
        if notices:
            (notice,) = re.findall(rb'<p class="not-stored".*?</p>', page)
            assert AROUND.pdf.encode() in notice
            assert re.findall(rb'class="not-stored"|<(?:input|textarea)', page)[0] == b'class="not-stored"'


def test_a_book_has_lines_and_boxes_and_no_fields() -> None:
    theme = load_theme(sample(NAME).report.publication.theme, SourceFiles(ROOT)).value
    assert theme is not None
    book = make_epub(sample(NAME).report, theme, sample(NAME).pdf, BookFacts("rapport.pdf"))
    pages = b"".join(data for name, data in unpack(book).items() if name.endswith(".xhtml"))
    assert not re.search(rb"<(input|textarea|label)", pages)
    assert b"not-stored" not in pages
    assert {b"line", b"box", b"blank", b"box round"} <= set(re.findall(rb'class="([^"]+)"', pages))
    # A listener is told of each that something is to be written or ticked there, in the words of the passage.
    drawn = {tuple(found) for found in re.findall(rb'role="img" aria-label="([^"]+)"( lang="..")?', pages)}
    assert {b"Room to write the answer", b"Plass til \xc3\xa5 skrive svaret", b"\xc3\x85 krysse av:"} <= {
        said for said, _ in drawn
    }
    boxes = re.findall(rb'<span class="box[^>]*>', pages)
    assert boxes
    assert all(b'role="img" aria-label=' in box for box in boxes)


@pytest.mark.parametrize("lines", range(24, 34))
def test_what_an_item_says_of_its_question_stands_on_the_same_page(lines: int) -> None:
    filler = "\n\n".join(["Fyll."] * lines)
    question = "1. Innledning til spørsmålet.\n\n   ::: write {lines=6}\n   Hva mener du?\n   :::\n"
    chapter = f"# Kapittel\n\n{filler}\n\n{question}"
    pages = [page.extract_text() for page in PdfReader(BytesIO(made(chapter).pdf)).pages]
    (first,) = [number for number, text in enumerate(pages) if "Innledning til" in text]
    assert "Hva mener du?" in pages[first]
