"""What a person is asked of a file: each question of the protocol, about what is there, by keys that last."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from report_builder.check.judgement import questions as kinds
from report_builder.check.judgement.asking import Asked, ask
from report_builder.check.judgement.elements import subjects_of_elements
from report_builder.check.judgement.naming import named
from report_builder.check.judgement.parts import parts_of, places, subjects_of_parts
from report_builder.check.judgement.questions import KINDS, QUESTIONS
from report_builder.check.judgement.subject import masked
from report_builder.check.reading import Node, Passage
from report_builder.content.load import load_report
from report_builder.finish import BuildStamp, finish
from report_builder.language.catalogue import catalogue, languages
from report_builder.layout import lay_out
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.content.projects import load, png
from tests.finish.synthetic import make_report, sample

_NUMBERS = {
    "01": "001 002 006",
    "02": "002",
    "03": "001 002 003",
    "04": "001",
    "05": "001 002 003",
    "06": "004",
    "08": "001 002",
    "09": "001 002 003",
    "11": "007",
    "12": "001",
    "13": "001 002 003 005 006 007 008",
    "14": "001 004 005",
    "15": "001 002 004 005",
    "16": "001 002 003",
    "17": "001",
    "18": "001 002",
    "19": "001 002",
    "22": "001",
    "24": "001",
    "28": "001 003 013",
    "29": "001",
    "31": "010",
}
LEFT_TO_PEOPLE = [f"{point}-{number}" for point, row in _NUMBERS.items() for number in row.split()]
"""The conditions that the Matterhorn Protocol 1.1 marks with H."""

FIRST = """\
# Innledning

Her står det 73 prosent av en undersøkelse. {foreign}

![Et hvitt felt over et grått](bilder/hvit.png "Feltet er hvitt")

Tabell: Antall per år

| År | Antall |
|---|---:|
| 2019 | 48 |
| 2020 | 51 |

1. Først dette.
2. Så dette.
"""
SECOND = """\
# Funn

Se [undersøkelsen](https://example.no/a). Dette er funnet.[^1]

## Mer om funnet

Lønnen er a = b + c.

[^1]: En note.
"""
FOREIGN = "De kaller det [wicked problems]{lang=en}."


def built(root: Path, *chapters: str, picture: bytes = b"", title: str = "", facts: str = "") -> Asked:
    """Ask what a person is to judge in a report with these chapters."""
    load(root, *chapters)
    if picture:
        (root / "assets/bilder/hvit.png").write_bytes(picture)
    if title:
        path = root / "content/report.yaml"
        path.write_text(path.read_text("utf-8").replace("title: Prøve", f"title: {title}"), "utf-8")
    if facts:
        with (root / "content/report.yaml").open("a", encoding="utf-8") as file:
            file.write(f"\n{facts}")
    files = SourceFiles(root)
    read = load_report(files)
    assert read.value is not None, read.diagnostics
    theme = load_theme(read.value.publication.theme, files).value
    assert theme is not None
    laid_out = lay_out(read.value, theme).value
    assert laid_out is not None
    return ask(finish(laid_out, read.value.publication, BuildStamp("test", "0")))


def keys(asked: Asked) -> dict[str, set[str]]:
    return {kind: {one.key for one in ones} for kind, ones in asked.subjects.items()}


def first(*changes: tuple[str, str]) -> str:
    text = FIRST.replace("{foreign}", FOREIGN)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_every_condition_that_is_left_to_people_is_asked_once() -> None:
    ids = [question.id for question in QUESTIONS]
    assert ids == sorted(set(ids))
    assert [one for one in ids if not one.startswith("wcag-")] == LEFT_TO_PEOPLE
    assert len(LEFT_TO_PEOPLE) == 48
    assert {kind for question in QUESTIONS for kind in question.about} == set(KINDS)


@pytest.mark.parametrize("language", languages())
def test_every_question_is_one_in_every_language(language: str) -> None:
    words = catalogue(language)
    for question in QUESTIONS:
        text = words(question.key)
        assert text.endswith("?")
        assert text[0].isupper()
    assert all(words(key) for key in KINDS.values())


PART, LINKS = kinds.PART, kinds.LINKS
_A_PART_IS_NEW = {PART: 1}
_WITH_CONTENTS = {PART: 2, LINKS: 1}
"""What a heading says stands in the list of contents too."""
CHANGES: Mapping[str, tuple[tuple[str, ...], Mapping[str, int]]] = {
    "a number in the text": ((first(("73", "74")), SECOND), {}),
    "numbers in a table": ((first(("2020 | 51", "2021 | 60")), SECOND), {}),
    "a word in the text": ((first(("undersøkelse", "måling")), SECOND), _A_PART_IS_NEW),
    "a word in a table": ((first(("Antall |", "Deltakere |")), SECOND), _A_PART_IS_NEW | {kinds.TABLE: 1}),
    "an item of a list": (
        (first(("Så dette", "Så hint")), SECOND),
        _A_PART_IS_NEW | {kinds.NUMBERED_LIST: 1},
    ),
    "an alternative text": ((first(("Et hvitt", "Et lyst")), SECOND), _A_PART_IS_NEW | {kinds.FIGURE: 1}),
    "a foreign phrase": ((first(("wicked", "tame")), SECOND), _A_PART_IS_NEW | {kinds.LANGUAGE: 1}),
    "its language": ((first(("lang=en", "lang=de")), SECOND), _A_PART_IS_NEW | {kinds.LANGUAGE: 1}),
    "an address": ((first(), SECOND.replace("no/a", "no/b")), {LINKS: 1}),
    "a formula": ((first(), SECOND.replace("b + c", "b + d")), _A_PART_IS_NEW | {kinds.FORMULA: 1}),
    "a heading": ((first(), SECOND.replace("Mer om", "Litt om")), _WITH_CONTENTS),
    "a level": (
        (first(), SECOND.replace("funnet.[^1]", "funnet.[^1]\n\n## Nytt")),
        _WITH_CONTENTS,
    ),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return built(tmp_path_factory.mktemp("before"), first(), SECOND)


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_asked_anew_and_nothing_else(before: Asked, tmp_path: Path, name: str) -> None:
    chapters, new = CHANGES[name]
    old, now = keys(before), keys(built(tmp_path, *chapters))
    assert {kind: len(found) for kind in now if (found := now[kind] - old.get(kind, set()))} == dict(new)
    assert {kind: len(gone) for kind in old if (gone := old[kind] - now.get(kind, set()))} in (
        dict(new),
        {kind: number for kind, number in new.items() if kind != kinds.FORMULA},
    )


def test_a_picture_and_a_title_are_asked_about_anew(before: Asked, tmp_path: Path) -> None:
    old = keys(before)
    now = keys(built(tmp_path / "a", first(), SECOND, picture=png(60, 20)))
    assert {kind for kind in now if now[kind] != old[kind]} == {kinds.FIGURE}
    now = keys(built(tmp_path / "b", first(), SECOND, title="En annen tittel"))
    assert kinds.DOCUMENT in {kind for kind in now if now[kind] != old[kind]}
    assert now[kinds.FIGURE] == old[kinds.FIGURE]


def test_neither_place_nor_number_makes_anything_new(before: Asked, tmp_path: Path) -> None:
    """A chapter before others gives all of them new numbers and new pages; a swap gives another order."""
    old = keys(before)
    more = built(tmp_path / "a", "# Forord\n\nEt kort ord.\n", first(), SECOND)
    swapped = built(tmp_path / "b", SECOND, first())
    for name, now in (("more", keys(more)), ("swapped", keys(swapped))):
        for kind in old.keys() - {kinds.DRAWING}:  # each opening has its own, by the chapter's number
            lost = old[kind] - now[kind]
            # The list of contents is another, and its part and its links with it.
            most = 1 if kind in {PART, LINKS} else 0
            assert len(lost) <= most, (name, kind)


def test_the_same_file_asks_the_same(before: Asked, tmp_path: Path) -> None:
    assert built(tmp_path, first(), SECOND) == before
    assert len({task.name for task in before.tasks}) == len(before.tasks)
    assert sorted(task.name for _, tasks in before.by_subject for task in tasks) == sorted(
        task.name for task in before.tasks
    )


def test_what_a_file_does_not_have_is_not_asked_about(before: Asked) -> None:
    assert not any(before.about(question) for question in QUESTIONS if question.id[:2] in {"03", "05", "08"})
    assert {"06-004", "09-001", "15-005", "wcag-1.1.1"} <= {task.question.id for task in before.tasks}


@pytest.mark.parametrize("language", languages())
def test_everything_can_be_named(before: Asked, language: str) -> None:
    words = catalogue(language)
    said = [words.text(named(one)) for ones in before.subjects.values() for one in ones]
    assert all(said)
    assert any("Et hvitt felt over et grått" in text for text in said)


def block(role: str, *kids: Node | str) -> Node:
    return Node(role, role, kids=[Passage(kid, 0, 0) if isinstance(kid, str) else kid for kid in kids])


@pytest.mark.parametrize(
    ("node", "found"),
    [
        (block("P", "Da er a = b + c."), True),
        (block("P", "Her er x ≤ y."), True),
        (block("P", "Utvalget er stort (N = 30)."), True),
        (block("P", "Ikke noe her."), False),
        (block("Code", block("P", "a = b")), False),
        (block("P", block("Code", "a = b")), False),
        (block("P", "Skriv ", block("Code", "a = b"), " der."), False),
        (block("P", "Se ", block("Link", "https://example.no/?a=b")), False),
        (block("Formula", "a = b"), False),
    ],
)
def test_a_formula_is_no_line_of_code(node: Node, found: bool) -> None:
    subjects = subjects_of_elements(list(places([node])), "nb", {})
    assert any(one.kind == kinds.FORMULA for one in subjects) is found


@pytest.mark.parametrize(
    ("numbering", "labels", "found"),
    [
        ("Decimal", "••", True),
        ("UpperRoman", "", True),
        ("Disc", "12", False),
        ("None", "12", False),
        (None, "12", True),
        (None, "ab", True),
        (None, "••", False),
        (None, "–", False),
        (None, "", False),
        (["Decimal"], "", True),  # of no form, and no reason to stop
    ],
)
def test_a_numbered_list_has_numbers_or_says_so(numbering: object, labels: str, found: bool) -> None:
    node = block("L", *(block("LI", block("Lbl", label), block("LBody", "x")) for label in labels))
    if numbering is not None:
        node.attributes["ListNumbering"] = numbering
    subjects = subjects_of_elements(list(places([node])), "nb", {})
    assert any(one.kind == kinds.NUMBERED_LIST for one in subjects) is found


@pytest.mark.parametrize(
    ("cells", "found"),
    [("ab", False), ("a  ", True), ("  ", True), ("a ", False), ("", False)],
)
def test_a_table_of_empty_cells_may_be_one_to_fill_in(cells: str, found: bool) -> None:
    node = block("Table", block("TR", block("TH", "Navn"), *(block("TD", cell) for cell in cells)))
    subjects = subjects_of_elements(list(places([node])), "nb", {})
    assert any(one.kind == kinds.FORM for one in subjects) is found


SHEET = """\
# Ark

::: tick
Hva vil du?

- Møtes
- Vente
:::

::: fill-table {rows=1}
| Hvem | Hva |
|------|-----|
| Kari |     |
:::
"""


def worksheet(root: Path, *changes: tuple[str, str], fillable: bool = True) -> Asked:
    """Ask about a worksheet between two chapters."""
    text = SHEET
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return built(root, first(), text, SECOND, facts="" if fillable else "fillable: false\n")


@pytest.mark.parametrize("fillable", [True, False])
def test_the_names_of_fields_are_asked_about_with_the_headings(tmp_path: Path, fillable: bool) -> None:
    asked = worksheet(tmp_path, fillable=fillable)
    (fields,) = asked.subjects[kinds.FIELDS]
    assert fields.text.split("; ")[:2] == ["Hva vil du? Møtes", "Hva vil du? Vente"]
    assert len(fields.text.split("; ")) == 5
    assert fields.pages
    assert fields in [task.subject for task in asked.tasks if task.question.id == "wcag-2.4.6"]
    assert bool(fields.marks) is not fillable


def test_every_field_on_paper_is_asked_about_and_none_of_the_file(tmp_path: Path) -> None:
    assert kinds.FORM not in worksheet(tmp_path / "a").subjects
    (printed,) = worksheet(tmp_path / "b", fillable=False).subjects[kinds.FORM]
    assert (printed.name, len(printed.text.split("; ")), len(printed.marks)) == ("cb, tv", 5, 5)


@pytest.mark.parametrize("fillable", [True, False])
@pytest.mark.parametrize("change", [("Vente", "Drøye"), ("Hva vil du", "Hva kan du"), ("| Hva ", "| Når ")])
def test_a_field_of_another_name_is_asked_about_anew(
    tmp_path: Path, fillable: bool, change: tuple[str, str]
) -> None:
    old = keys(worksheet(tmp_path / "a", fillable=fillable))
    now = keys(worksheet(tmp_path / "b", change, fillable=fillable))
    same = keys(worksheet(tmp_path / "c", ("# Ark\n", "# Ark\n\nEn setning til.\n"), fillable=fillable))
    assert not old[kinds.FIELDS] & now[kinds.FIELDS]
    for kind in {kinds.FIELDS, kinds.FORM} & old.keys():
        assert same[kind] == old[kind]


@pytest.mark.parametrize("role", ["cb", None])
def test_a_form_of_any_maker_without_its_field_is_one_on_paper(role: str | None) -> None:
    form = block("Form", "☐")
    form.attributes.update({"Role": role, "Desc": "Ja"} if role else {})
    found = {one.kind: one for one in subjects_of_parts(parts_of([block("P", form)]), "nb")}
    assert found[kinds.FORM].name == (role or "Form")
    assert found[kinds.FIELDS].text == ("Ja" if role else "–")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Oppdatert 29. november 2026", "Oppdatert 3. mai 2027"),
        ("Updated 29 November 2026", "Updated 3 May 2027"),
        ("Updated November 29, 2026", "Updated May 3, 2027"),
        ("1.250 kroner på side 12", "2 kroner på side 9"),
        ("3.2 Funn", "4.10 Funn"),
    ],
)
def test_numbers_and_dates_have_one_sign(text: str, same: str) -> None:
    assert masked(text) == masked(same)


@pytest.mark.parametrize(
    ("text", "other"),
    [("Møtet i mai", "Møtet i juni"), ("5 mai", "5 juni"), ("73 prosent", "73 kroner"), ("Funn", "Tall")],
)
def test_words_are_words(text: str, other: str) -> None:
    assert masked(text) != masked(other)


@pytest.mark.parametrize(
    ("roles", "headings"),
    [
        ("P P", [None]),
        ("H1 P H1 P", ["H1", "H1"]),
        ("P H1 P H2 H1 P", [None, "H1", "H1"]),
        ("H1 H2 P H2 P H3", ["H1", "H2", "H2"]),
        ("H1 P", ["H1"]),
        ("H P H P", ["H", "H"]),
    ],
)
def test_a_file_is_divided_where_its_headings_are(roles: str, headings: list[str | None]) -> None:
    top = [block("Document", *(block(role, f"{role} {number}") for number, role in enumerate(roles.split())))]
    parts = parts_of(top)
    assert [part.heading.role if part.heading else None for part in parts] == headings
    every = [place.node for part in parts for place in part.places]
    assert [node for node in every if node.role != "Document"] == list(top[0].walk())[1:]
    assert [root for part in parts for root in part.roots if root.role != "Document"] in ([], every)


def test_what_stands_behind_a_chapter_is_no_part_of_it() -> None:
    cover, back = block("Sect", block("P", "forside")), block("Sect", block("P", "bakside"))
    chapters = [block("Sect", block("H1", f"{number}"), block("Sect", block("P", "x"))) for number in (1, 2)]
    parts = parts_of([block("Document", cover, *chapters, back)])
    assert [part.roots for part in parts] == [[cover], [chapters[0]], [chapters[1]], [back]]


def test_a_tree_as_deep_as_it_likes_is_read() -> None:
    node = block("P", "innerst")
    for _ in range(3000):
        node = Node("Div", "Div", kids=[node])
    assert len(parts_of([node])) == 1


def test_the_synthetic_file_of_all_kinds_is_asked_about() -> None:
    asked = ask(finish(sample(), make_report().publication, BuildStamp()))
    assert {kinds.TABLE, kinds.FIGURE, kinds.NUMBERED_LIST, kinds.FONT, kinds.HIDDEN} & set(asked.subjects)
