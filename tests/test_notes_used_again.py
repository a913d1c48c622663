"""A footnote that several places refer to leads back to each: in the PDF, the edition and the book."""

from __future__ import annotations

import shutil
from functools import cache

import pytest

from report_builder.check.reading import Annotation, Node, read_structure
from report_builder.model.inlines import NoteReference
from report_builder.model.walking import walk
from report_builder.publish.edition import edition_pages
from report_builder.publish.epub import BookFacts, make_epub
from tests.epub_support import unpack
from tests.publish.edition.reading import parse
from tests.publish.edition.support import AROUND, theme_of
from tests.publish.epub.books import RICH
from tests.publish.epub.books import made as book_of
from tests.sample_reports import EVERY, SAMPLES, Sample, build_folder, make_folder
from tests.verify_support import assert_complies

PLACES = {
    "paragraphs": (1, "En setning.[^a]\n\nEn til."),
    "one paragraph": (2, "En setning.[^a] Og en til.[^a]"),
    "item and paragraph": (3, "- Punkt[^a]\n- Punkt[^a]\n\nAvsnitt.[^a]"),
    "heads of a long table": (3, "| A[^a] | B[^a] |\n|---|---|\nROWS\n\nEtter.[^a]"),
    "box and quotation": (3, '::: fact-box {title="Boks"}\nI boks.[^a]\n:::\n\n> Sitat.[^a]\n\nEtter.[^a]'),
    "caption first": (2, '![Tre streker](bilder/eksempel.png "Bildetekst.[^a]")\n\nAvsnitt.[^a]'),
    "another note": (3, "En setning.[^a] Og en til.[^b]\n\nEn til.[^a]\n\n[^b]: Se også.[^a]"),
    "side note": (2, "Avsnitt.[^a]\n\n::: side-note\nI margen.[^a]\n:::"),
    "more than letters": (55, " ".join(["Ord.[^a]"] * 55)),
    "several pages": (3, "\n\n".join(["Avsnitt.[^a]", *["Et avsnitt til å fylle siden med."] * 60] * 3)),
}
FINDINGS = "findings:\n  - {id: a, value: 1, statement: A}\n"
"""None of them says a word in any language."""
NAMES = {
    "nb": "{mark} (tilbake til sted {place} i teksten)",
    "nn": "{mark} (tilbake til stad {place} i teksten)",
    "en": "{mark} (back to place {place} in the text)",
}


@cache
def made(name: str, language: str = "nb") -> Sample:
    rows = "\n".join(f"| {row} | verdi |" for row in range(90))
    chapter = f"# Noter {{#noter}}\n\n{PLACES[name][1].replace('ROWS', rows)}\n\n[^a]: En note.\n"
    facts = (SAMPLES / "report.yaml").read_text("utf-8").replace("language: nb", f"language: {language}")
    root = make_folder(chapter, FINDINGS, facts)
    try:
        return build_folder(root)
    finally:
        shutil.rmtree(root)


def marks(places: int) -> list[str]:
    """What is seen in the note: its number, or a letter for each place."""
    letters = [chr(ord("a") + at) for at in range(26)]
    return (
        ["1"] if places == 1 else [*letters, *(first + other for first in "ab" for other in letters)][:places]
    )


def links(node: Node) -> dict[str, tuple[str, str]]:
    """Where each link below ``node`` leads to, by what is seen: the target and the name."""
    found = {}
    for link in (one for one in node.walk() if one.standard == "Link"):
        annotation = next(kid for kid in link.kids if isinstance(kid, Annotation))
        found[link.text] = (annotation.target, annotation.contents)
    return found


@pytest.mark.parametrize("name", PLACES)
def test_in_the_file(name: str) -> None:
    sample, places = made(name), PLACES[name][0]
    (root,) = read_structure(sample.pdf)
    (note,) = [one for one in root.walk() if one.standard == "Note" and "En note." in one.text]
    label = next(one for one in note.walk() if one.standard == "Lbl")
    back = links(label)
    assert [*back] == marks(places)
    references = [one for one in root.walk() if one.standard == "Reference" and "1" in links(one)]
    assert {links(one)["1"][0] for one in references} == {note.id}
    # Each way back leads to a place of its own, as far as one is read behind the other.
    anchors = sample.laid_out.anchors
    targets = [target for target, _ in back.values()]
    assert len({*targets}) == len(targets) == len(references) == places
    assert len({anchors[target] for target in targets}) == places
    if places == 1:
        assert next(iter(back.values()))[1] == "1 (tilbake til teksten)"
    assert_complies(sample.pdf)


@pytest.mark.parametrize("name", PLACES)
def test_in_the_edition_and_in_the_book(name: str) -> None:
    sample, places = made(name), PLACES[name][0]
    edition = edition_pages(sample.report, theme_of("notes"), AROUND)
    book = unpack(make_epub(sample.report, theme_of("notes"), sample.pdf, BookFacts("rapport.pdf")))
    page = next(data for path, data in edition.items() if path == "noter.html")
    leaf = next(data for path, data in book.items() if path.endswith("chapter-01.xhtml"))
    for html in (page, leaf, edition["alt.html"]):
        elements = [*parse(html).elements]
        note = next(
            one for one in elements if one.attributes.get("role") == "doc-footnote" and "En note." in one.said
        )
        back = [one for one in note.elements if one.attributes.get("role") == "doc-backlink"][:places]
        references = [
            one
            for one in elements
            if one.attributes.get("role") == "doc-noteref"
            and one.attributes["href"] == f"#{note.attributes['id']}"
        ]
        assert [one.said for one in back] == marks(places)
        assert {one.attributes["href"] for one in back} == {f"#{one.attributes['id']}" for one in references}
        assert len(references) == places


@pytest.mark.parametrize("language", NAMES)
def test_each_way_back_is_called_by_its_mark_and_its_place(language: str) -> None:
    sample = made("item and paragraph", language)
    (root,) = read_structure(sample.pdf)
    note = next(one for one in root.walk() if one.standard == "Note")
    names = [NAMES[language].format(mark=mark, place=place) for place, mark in enumerate("abc", 1)]
    assert [name for _, name in links(note).values()] == names
    page = parse(edition_pages(sample.report, theme_of("notes"), AROUND)["noter.html"])
    back = [one for one in page.elements if one.attributes.get("role") == "doc-backlink"]
    assert [one.attributes["aria-label"] for one in back] == names


@pytest.mark.parametrize("name", [*EVERY, *RICH])
def test_the_places_of_each_note_are_counted_as_they_stand(name: str) -> None:
    report = book_of(name).report
    found: dict[str, list[int]] = {}
    for node in walk(report.chapters, notes=report.notes):
        if isinstance(node, NoteReference):
            found.setdefault(node.note, []).append(node.place)
    assert {note: sorted(places) for note, places in found.items()} == {
        note.id: [*range(1, note.places + 1)] for note in report.notes.values()
    }
