"""The preview goes to what was edited: every kind of edit, from the line that was written to its page."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from PIL import Image

from report_builder.preview.build_result import Proof
from report_builder.preview.changes import changes
from report_builder.preview.edits import edited
from report_builder.preview.gallery import Gallery
from report_builder.preview.positions import Found, edited_places
from report_builder.preview.session import View
from report_builder.preview.staged_build import Maker
from report_builder.sources.packaged import DATA
from tests.preview.live import lengthen, rethrow

CHAPTERS = "content/chapters/"
ONE, TWO, THREE = (f"{CHAPTERS}kapittel-{number}.md" for number in (1, 2, 3))
NEAR = 40.0
"""Points between what is gone to and the words that were written."""


def write(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1, (path, old, text.count(old))
    (root / path).write_text(text.replace(old, new), "utf-8")


def furnish(root: Path) -> None:
    """Give the small report long chapters, and in them one of everything that is edited."""
    lengthen(root, 3)
    rows = "\n".join(f"| Rad {number} | {number} |" for number in range(1, 71))
    more = f"""
Et avsnitt med en note.[^b]

[^b]: Noten til avsnittet.

![Et rutete bilde av prøven](bilder/rute.png "Bildetekst til prøven"){{width=40%}}

Tabell: En lang tabell {{#tbl-lang}}

| Hva | Tall |
| --- | ---: |
{rows}

- Første punkt i listen
- Annet punkt i listen

> Et sitat som står alene.

::: {{.fact-box title="Rammen"}}
Innholdet i rammen.
:::
"""
    with (root / TWO).open("a", encoding="utf-8") as file:
        file.write(more)
    (root / "assets/themes/eget").mkdir(parents=True)
    shutil.copy(DATA / "themes/noktern/theme.yaml", root / "assets/themes/eget")
    write(root, "content/report.yaml", "output:", "theme: eget\noutput:")


class Edit(NamedTuple):
    """``make`` edits; ``words`` are those to go to, or else the edit leads to pages alone."""

    name: str
    make: Callable[[Path], None]
    words: str
    line: bool = True


def paragraph(part: int) -> str:
    return f"Kapittel 2, avsnitt {part}: "


def move(root: Path) -> None:
    lines = (root / TWO).read_text("utf-8").split("\n")
    [at] = [n for n, line in enumerate(lines) if line.startswith(paragraph(2))]
    [to] = [n for n, line in enumerate(lines) if line.startswith(paragraph(15))]
    lines[to:to] = [lines[at], ""]
    del lines[at : at + 2]
    (root / TWO).write_text("\n".join(lines), "utf-8")


def delete(root: Path) -> None:
    text = (root / TWO).read_text("utf-8")
    start, end = text.index(paragraph(9)), text.index(paragraph(11))
    (root / TWO).write_text(text[:start] + text[end:], "utf-8")


def add_chapter(root: Path) -> None:
    (root / CHAPTERS / "nytt.md").write_text("# Et helt nytt kapittel\n\nMed sitt første avsnitt.\n", "utf-8")
    write(root, "content/report.yaml", "  - kapittel-2.md\n", "  - kapittel-2.md\n  - nytt.md\n")


def replace_image(root: Path) -> None:
    Image.new("RGB", (300, 200), (200, 10, 10)).save(root / "assets/bilder/ny.png")
    (root / "assets/bilder/ny.png").replace(root / "assets/bilder/rute.png")


def several(root: Path) -> None:
    write(root, THREE, "Kapittel 3, avsnitt 4:", "Kapittel 3, avsnitt fire:")
    write(root, TWO, paragraph(12), "Kapittel 2, avsnitt tolv: ")
    write(root, "content/findings.yaml", "value: 73", "value: 82")


EDITS = (
    Edit("a word", lambda r: write(r, TWO, paragraph(12), "Kapittel 2, avsnitt tolv: "), "avsnitt tolv:"),
    Edit(
        "a new paragraph", lambda r: write(r, TWO, paragraph(7), f"Nytt her.\n\n{paragraph(7)}"), "Nytt her."
    ),
    Edit("a heading", lambda r: write(r, TWO, paragraph(6), f"## Ny del\n\n{paragraph(6)}"), "Ny del"),
    Edit("the title of a chapter", lambda r: write(r, TWO, "# Kapittel 2", "# Annen tittel"), "Annen tittel"),
    Edit("lines that were taken out", delete, paragraph(11).strip()),
    Edit("a paragraph that was moved", move, paragraph(2).strip()),
    Edit(
        "the end of a chapter",
        lambda r: write(r, TWO, "i rammen.\n:::\n", "i rammen.\n:::\n\nSlutten.\n"),
        "Slutten.",
    ),
    Edit("a note", lambda r: write(r, TWO, "Noten til avsnittet.", "En annen ordlyd."), "En annen ordlyd."),
    Edit(
        "a caption", lambda r: write(r, TWO, "Bildetekst til prøven", "En ny bildetekst"), "En ny bildetekst"
    ),
    Edit("an alt text", lambda r: write(r, TWO, "Et rutete bilde av", "Ruter i"), "Bildetekst til prøven"),
    Edit(
        "a caption of a table",
        lambda r: write(r, TWO, "En lang tabell", "Et langt oppsett"),
        "Et langt oppsett",
    ),
    Edit("a cell", lambda r: write(r, TWO, "| Rad 4 |", "| Fjerde rad |"), "Fjerde rad"),
    Edit("a cell far down", lambda r: write(r, TWO, "| Rad 66 |", "| Sekstiseks |"), "Sekstiseks"),
    Edit("an item", lambda r: write(r, TWO, "Annet punkt", "Et endret punkt"), "Et endret punkt"),
    Edit("a quotation", lambda r: write(r, TWO, "Et sitat som", "Et ord som"), "Et ord som"),
    Edit("a box", lambda r: write(r, TWO, "Innholdet i rammen.", "Nytt i rammen."), "Nytt i rammen."),
    Edit("a new chapter", add_chapter, "Et helt nytt kapittel"),
    Edit("several files", several, "avsnitt tolv:"),
    Edit(
        "a finding",
        lambda r: write(r, "content/findings.yaml", "value: 73", "value: 82"),
        "med et funn",
        line=False,
    ),
    Edit(
        "the title",
        lambda r: write(r, "content/report.yaml", "Et lite notat", "Et nytt navn"),
        "Et nytt navn",
        line=False,
    ),
    Edit("an image", replace_image, "En rute", line=False),
)


def compose(root: Path) -> Proof:
    composed = Maker(root, lambda: 0.0, rethrow).compose(lambda _stage: None)
    assert composed.proof is not None, composed.diagnostics
    return composed.proof


def places(view: View) -> list[Found]:
    async def find() -> list[Found]:
        gallery = Gallery()
        assert view.proof is not None
        await gallery.show(view.proof)
        try:
            return await edited_places(view, gallery)
        finally:
            gallery.close()

    return asyncio.run(find())


def stands(pdf: bytes, words: str) -> list[tuple[int, float]]:
    """Where words are painted: page, and points from its upper edge."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for index in range(len(document)):
            page = document[index]
            text = page.get_textpage()
            search = text.search(words)
            while (hit := search.get_next()) is not None:
                _, bottom, _, top = text.get_charbox(hit[0])
                found.append((index, page.get_height() - (bottom + top) / 2))
            search.close()
            text.close()
            page.close()
    return found


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Proof]:
    from tests.conftest import BASE

    root = tmp_path_factory.mktemp("following") / "report"
    shutil.copytree(BASE, root)
    furnish(root)
    return root, compose(root)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_leads_to_its_page(furnished: tuple[Path, Proof], edit: Edit, tmp_path: Path) -> None:
    made, before = furnished
    root = tmp_path / "report"
    shutil.copytree(made, root)
    edit.make(root)
    after = compose(root)
    new = changes(before, after)
    found = places(View(2, proof=after, texts=after.texts, changes=new))
    where = stands(after.pdf, edit.words)
    assert where, "the words are nowhere"
    if not edit.line:
        assert found == []
        assert new.pages[0] == where[0][0]
        return
    # What stands in a contents list or a running head stands in the chapter too, and farther back.
    first = found[0]
    near = (page == first.page and first.box.top - NEAR < y < first.box.bottom + NEAR for page, y in where)
    assert any(near), (first, where)
    assert first.box.bottom - first.box.top < 300


def test_a_theme_changes_pages_and_no_line(furnished: tuple[Path, Proof], tmp_path: Path) -> None:
    """So the browser stays where it is: the page in view is one of those that changed."""
    made, before = furnished
    root = tmp_path / "report"
    shutil.copytree(made, root)
    write(root, "assets/themes/eget/theme.yaml", "  inner: 84", "  inner: 86")
    after = compose(root)
    new = changes(before, after)
    assert new.lines == ()
    assert len(new.pages) > len(after.sheets) * 0.8


def test_nothing_is_followed_where_nothing_changed(furnished: tuple[Path, Proof]) -> None:
    made, before = furnished
    assert changes(before, compose(made)) == ((), ())
    assert changes(None, before) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("a b c", "a b c", []),
        ("a b c", "a x c", [2]),
        ("a b c", "a b c d", [4]),
        ("a b c", "x a b c", [1]),
        ("a b c", "a c", [2]),
        ("a b c", "a b", [2]),
        ("a b c", "", [1]),
        ("", "a b", [1]),
        ("a b c d e f", "b c d a e f", [4]),
        ("a b c d e f", "a x c d y f", [2, 5]),
        ("a _ b", "a _ x _ b", [3]),
        ("a b", "a _ _ b", [2]),
    ],
)
def test_the_lines_that_were_written(old: str, new: str, lines: list[int]) -> None:
    def text(words: str) -> list[str]:
        return [word.replace("_", "") for word in words.split()]

    assert edited(text(old), text(new)) == lines


def test_a_whole_new_text_is_found_at_its_beginning_in_no_time() -> None:
    assert edited([str(n) for n in range(50_000)], [f"{n}!" for n in range(50_000)]) == [1]
