"""Texts of other files in a chapter: where they stand, how deep their headings are, what is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.model.blocks import Paragraph, Section
from report_builder.model.inlines import plain_text
from report_builder.model.report import Report
from report_builder.model.walking import walk
from report_builder.sources.files import SourceFiles
from tests.said import line_of

CHAPTER = "content/chapters/innledning.md"


def block(name: str) -> str:
    return f'::: {{.include from="{name}"}}\n:::\n'


@pytest.fixture
def root(good_report: Path) -> Path:
    """A report with a folder for texts of several reports beside it."""
    facts = good_report / "content" / "report.yaml"
    facts.write_text(f"{facts.read_text('utf-8')}shared: ../felles\n", "utf-8")
    return good_report


def write(root: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def read(root: Path) -> Report:
    loaded = load_report(SourceFiles(root))
    assert loaded.value is not None, [line_of(item) for item in loaded.diagnostics]
    return loaded.value


def told(root: Path) -> list[str]:
    return [line_of(item) for item in load_report(SourceFiles(root)).diagnostics]


def add(root: Path, text: str) -> None:
    file = root / CHAPTER
    file.write_text(f"{file.read_text('utf-8')}\n{text}", "utf-8")


def headings(report: Report) -> list[tuple[str, str, str]]:
    sections = (node for node in walk(report.chapters[:1]) if isinstance(node, Section))
    return [(one.number, plain_text(one.title), one.span.path) for one in sections]


def test_titles_stand_below_the_heading_that_the_block_stands_below(root: Path) -> None:
    write(root, {"content/shared/a.md": "# A\n\nEn tekst.\n\n## Under A\n\nMer tekst."})
    write(root, {"../felles/b.md": "## B\n\nSom skrevet."})
    add(root, f"{block('a.md')}\n{block('b.md')}\n## Egen\n\nTil slutt.\n")
    shared = "content/shared/a.md"
    assert headings(read(root)) == [
        ("1", "Innledning", CHAPTER),
        ("1.1", "Bakgrunn", CHAPTER),
        ("1.1.1", "A", shared),
        ("1.1.1.1", "Under A", shared),
        ("1.2", "B", "../felles/b.md"),
        ("1.3", "Egen", CHAPTER),
    ]


def test_a_chapter_may_be_nothing_but_a_shared_text(root: Path) -> None:
    write(root, {"../felles/a.md": "# A {#bakgrunn}\n\nEn tekst {#innledning}", CHAPTER: block("a.md")})
    assert headings(read(root)) == [("1", "A", "../felles/a.md")]


def test_a_text_of_the_report_comes_before_one_outside(root: Path) -> None:
    write(root, {"content/shared/a.md": "Den som er her.", "../felles/a.md": "Den som er ute."})
    add(root, block("a.md"))
    words = [plain_text(node.children) for node in walk(read(root).chapters) if isinstance(node, Paragraph)]
    assert "Den som er her." in words
    assert "Den som er ute." not in words


def test_notes_and_targets_of_links_belong_to_their_file(root: Path) -> None:
    write(root, {"../felles/a.md": "En[^1] [her].\n\n[^1]: Felles.\n\n[her]: https://example.org/felles"})
    add(root, f"To[^1] [her].\n\n{block('a.md')}\n[^1]: Egen.\n\n[her]: https://example.org/egen")
    notes = {note.number: note for note in read(root).notes.values()}
    words = [plain_text(node.children) for node in walk(notes[2].blocks) if isinstance(node, Paragraph)]
    assert words == ["Felles."]
    assert [notes[number].span.path for number in (1, 2)] == [CHAPTER, "../felles/a.md"]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("# A\n\nSe [](#ingen).", 3, "RB-DANGLING-REF"),
        ("# A\n\nEn.\n\n#### Dypt", 5, "RB-HEADING-LEVEL"),
        ("# A\n\nEn[^2].", 3, "RB-DANGLING-NOTE"),
        ("# A\n\nEn.\n\n[^2]: Ubrukt.", 5, "RB-DANGLING-NOTE"),
        ("# A\n\nEn.\n\n[b]: https://example.org/", 5, "RB-DANGLING-REF"),
        ("# A\n\nEn tekst.<br>", 3, "RB-HTML"),
        ("# A\n\n| a | b |\n| - | - |\n| 1 | 2 | 3 |", 5, "RB-TABLE-RAGGED"),
        ("# A\n\nSom tabell 9 viser.", 3, "RB-TYPED-REFERENCE"),
        ("# A\n\nDet er er et ord.", 3, "RB-WORD-TWICE"),
        ("# A\n\n::: ukjent\n:::", 3, "RB-UNKNOWN-BLOCK"),
        ("---\naccent: rød\n---\n\n# A\n\nEn.", 1, "RB-UNSUPPORTED"),
        ("", 0, "RB-EMPTY"),
    ],
)
@pytest.mark.parametrize("path", ["content/shared/a.md", "../felles/a.md"])
def test_what_is_wrong_in_a_text_is_told_at_its_own_line(
    root: Path, path: str, text: str, line: int, code: str
) -> None:
    write(root, {path: text})
    add(root, f"Før.\n\n{block('a.md')}\nEtter.\n")
    found = [item for item in load_report(SourceFiles(root)).diagnostics if item.code == code]
    assert [(item.span and item.span.path, item.span and item.span.line) for item in found] == [(path, line)]
    assert path.startswith("content") or not found[0].fixes, "what is outside is mended by nobody here"


def test_circles_are_told_where_they_close(root: Path) -> None:
    write(
        root,
        {
            f"../felles/{a}.md": f"# {a.upper()}\n\nTekst.\n\n{block(f'{b}.md')}"
            for a, b in ("ab", "bc", "ca")
        },
    )
    add(root, block("a.md"))
    (line,) = told(root)
    assert line.startswith("../felles/c.md:5:21: RB-VALUE")
    assert "../felles/a.md → ../felles/b.md → ../felles/c.md → ../felles/a.md" in line


def test_a_text_that_includes_itself_is_told(root: Path) -> None:
    write(root, {"content/shared/a.md": f"# A\n\n{block('a.md')}"})
    add(root, block("a.md"))
    (line,) = told(root)
    assert "content/shared/a.md → content/shared/a.md" in line


def test_facts_of_the_report_that_takes_a_text_in_stand_in_it(root: Path) -> None:
    write(root, {"../felles/a.md": "Teksten står i {report.title}.\n"})
    add(root, block("a.md"))
    said = [plain_text(node.children) for node in walk(read(root).chapters) if isinstance(node, Paragraph)]
    assert "Teksten står i Et lite notat." in said
    write(root, {"../felles/a.md": "En linje.\n\nTeksten er {report.titel}.\n"})
    assert ["there is no report.titel" in one for one in told(root)] == [True]
