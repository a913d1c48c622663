"""Numbers of notes that meet are told apart: in the file, when copied, on the site, in the book."""

from __future__ import annotations

import re
import shutil
from functools import cache

import pytest

from report_builder.check.reading import read_structure
from report_builder.publish.edition import edition_pages
from report_builder.publish.epub import BookFacts, make_epub
from tests.epub_support import unpack
from tests.pdf_readers import READERS, copied
from tests.publish.edition.reading import parse
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import LITERATURE, SAMPLES, Sample, build_folder, make_folder
from tests.verify_support import assert_complies

PLACES = {
    "paragraph": "Før Fot[^a][^b] etter.",
    "three": "Før Fot[^a][^b][^c] etter.",
    "item": "- Fot[^a][^b]\n- Punkt",
    "cell": "| A | B |\n|---|---|\n| Fot[^a][^b] | verdi |",
    "head": "| Fot[^a][^b] | B |\n|---|---|\n| x | verdi |",
    "box": '::: fact-box {title="Boks"}\nFot[^a][^b] i boks.\n:::',
    "quotation": "> Fot[^a][^b] i sitat.",
    "caption": '![Tre streker](bilder/eksempel.png "Fot[^a][^b]")',
    "emphasis": "Ord *Fot[^a][^b]* etter.",
    "same": "Ord.[^a]\n\nFot[^a][^b] etter.",
}
FINDINGS = "findings:\n  - {id: a, value: 1, statement: A}\n"
"""None of them says a word in any language."""
STYLES = ("chicago-notes", "rettsvitenskap")


@cache
def made(body: str, style: str = "", language: str = "nb") -> Sample:
    facts = (SAMPLES / "report.yaml").read_text("utf-8").replace("language: nb", f"language: {language}")
    facts += f"{LITERATURE}citation_style: {style}\n" if style else ""
    notes = "\n\n".join(f"[^{name}]: Note {name}." for name in "abc" if f"[^{name}]" in body)
    root = make_folder(f"# Noter {{#noter}}\n\n{body}\n\n{notes}\n", FINDINGS, facts)
    try:
        return build_folder(root)
    finally:
        shutil.rmtree(root)


def seen(name: str) -> str:
    return "Fot1,2,3" if name == "three" else "Fot1,2"


@pytest.mark.parametrize("name", PLACES)
def test_in_the_file(name: str) -> None:
    sample = made(PLACES[name])
    (root,) = read_structure(sample.pdf)
    assert seen(name) in root.text
    numbers = [one.text for one in root.walk() if one.standard == "Reference" and one.text.isdecimal()]
    assert numbers[-2:] == (["2", "3"] if name == "three" else ["1", "2"])
    assert_complies(sample.pdf)


@pytest.mark.parametrize("reader", READERS)
def test_in_what_is_copied(reader: str) -> None:
    found = copied(" ".join(READERS[reader](made(PLACES["three"]).pdf, ()).pages))
    assert re.search(r"Fot ?1 ?, ?2 ?, ?3", found)


@pytest.mark.parametrize("name", PLACES)
def test_in_the_edition_and_in_the_book(name: str) -> None:
    sample = made(PLACES[name])
    book = unpack(make_epub(sample.report, theme_of("notes"), sample.pdf, BookFacts("rapport.pdf")))
    leaf = next(data for path, data in book.items() if path.endswith("chapter-01.xhtml"))
    for html in (edition_pages(sample.report, theme_of("notes"), AROUND)["noter.html"], leaf):
        assert any(seen(name) in " ".join(one.words) for one in parse(html).elements)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "body", ["Fot [@aas2018, s. 4].[^a]", "Fot.[^a] [@aas2018]", "Fot [@aas2018].[^a] Mer."]
)
def test_the_note_of_a_citation_beside_another(style: str, language: str, body: str) -> None:
    (root,) = read_structure(made(body, style, language).pdf)
    assert "Fot.1,2" in root.text


@pytest.mark.parametrize("body", ["Fot[^a] etter.[^b]", "Fot[^a]-[^b]", "Fot[^a] [^b]", "Fot[^a], og[^b]"])
def test_nothing_is_put_between_numbers_that_do_not_meet(body: str) -> None:
    (root,) = read_structure(made(body).pdf)
    assert "1,2" not in root.text
