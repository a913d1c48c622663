"""A link is called by the words that are seen, and behind them by what it leads to (WCAG 2.2, 2.5.3)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import combinations
from typing import NamedTuple

import pikepdf
import pytest

from report_builder.check.reading import Annotation, Node, read_structure
from report_builder.language.catalogue import languages
from report_builder.language.passages import Piece, plain
from report_builder.layout.blocks.link_names import name_of_address, name_of_reference
from tests.sample_reports import EVERY, SAMPLES, Sample, build_folder, make_folder, sample
from tests.test_rich_reports import REPORTS, rich

KINDS = {
    "own-words": "[Målet her](#maal)",
    "by-itself": "[](#maal)",
    "with-page": "[](#maal){.page}",
    "quotation": "[Sitatet her](#sitat)",
    "cards": "[Kortene her](#kort)",
    "mail": "[post@example.org](mailto:post@example.org)",
    "mail-in-words": "[Skriv her](mailto:post@example.org)",
    "telephone": "[22 45 10 00](tel:22451000)",
    "telephone-in-words": "[Ring her](tel:+4722451000)",
    "web": "[Veilederen fra DFØ](https://example.org/siden)",
}
PLACES = {
    "paragraph": "Se {}.",
    "list": "- Se {}.",
    "quotation": "> Se {}.",
    "side-note": "Ved siden.\n\n::: side-note\nSe {}.\n:::",
    "box": '::: {{.fact-box title="Boks"}}\nSe {}.\n:::',
    "table": "Tabell: Om {place}\n\n| A | B |\n|---|---|\n| Se | {} |",
    "note": "Noe.[^{place}-{kind}]\n\n[^{place}-{kind}]: Se {}.",
}
CHAPTER = """\
{{allow="RB-LANG-MISSING"}}
# Lenker {{#lenker}}

## Et mål {{#maal}}

::: {{.pull-quote #sitat by="Kari Eksempel, direktør"}}
Et uthevet sitat.
:::

::: {{.finding-cards #kort group="deltakere"}}
:::

{}
"""
IDS = ("maal", "sitat", "kort")
ORDINARY = ("references", "notes", "headings")


class Link(NamedTuple):
    """A link of a finished file: the words that are seen, what its annotation says, and where it leads."""

    seen: str
    name: str
    target: str
    is_entry: bool


def links(made: Sample) -> Iterator[Link]:
    for top in read_structure(made.pdf):
        in_contents = {id(kid) for entry in top.walk() if entry.standard == "TOCI" for kid in entry.kids}
        for entry in top.walk():
            for node in entry.kids:
                if isinstance(node, Node) and node.standard == "Link":
                    seen = " ".join(seen_in(node).split())
                    is_entry = id(entry) in in_contents and seen[-1:].isdigit() and len(seen) > 3
                    for kid in node.kids:
                        if isinstance(kid, Annotation):
                            yield Link(seen, " ".join(kid.contents.split()), kid.target, is_entry)


def seen_in(node: Node) -> str:
    """The words of a link, with what stands for its pictures and formulas."""
    if node.alt is not None:
        return node.alt
    if not any(inner.alt is not None for inner in node.walk()):
        return node.text
    return "".join(
        seen_in(kid) if isinstance(kid, Node) else kid.text
        for kid in node.kids
        if not isinstance(kid, Annotation)
    )


def misnamed(made: Sample) -> list[Link]:
    """The links whose names do not begin with what is seen.

    An entry of contents has a word before its page, and a page of an index has its term there.
    """
    found = []
    for link in links(made):
        seen = link.seen.rpartition(" ")[0] if link.is_entry else link.seen
        page = link.seen.rpartition(" ")[2] if link.is_entry else ""
        if link.target.startswith("index-") and link.seen.isdigit():
            seen, page = link.name.partition(",")[0], f" {link.seen}"
        if not (seen and link.name.startswith(seen) and link.name.endswith(page)):
            found.append(link)
    return found


FINDINGS = "findings:\n  - {id: a, value: 1, statement: A, group: deltakere}\n"
"""None of them says a word in any language."""


@cache
def matrix(language: str) -> Sample:
    """Every kind of link in every place, in a report in ``language``."""
    written = "\n\n".join(
        pattern.format(kind, place=place, kind=name)
        for place, pattern in PLACES.items()
        for name, kind in KINDS.items()
    )
    facts = (SAMPLES / "report.yaml").read_text("utf-8").replace("language: nb", f"language: {language}")
    return build_folder(make_folder(CHAPTER.format(written), FINDINGS, facts))


@pytest.mark.parametrize(
    "name", [name if name in ORDINARY else pytest.param(name, marks=pytest.mark.whole) for name in EVERY]
)
def test_names_begin_with_what_is_seen(name: str) -> None:
    assert not misnamed(sample(name))


@pytest.mark.whole
@pytest.mark.parametrize("language", REPORTS)
def test_names_begin_with_what_is_seen_in_rich_reports(language: str) -> None:
    assert not misnamed(rich(language))


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_link_in_every_place(language: str) -> None:
    made = matrix(language)
    assert not misnamed(made)
    named = [link.name for link in links(made) if not link.is_entry]
    assert len(named) >= len(KINDS) * len(PLACES)
    assert not [name for name in named if set(name.replace(":", " ").split()).intersection(IDS)]


def boxes(made: Sample) -> Iterator[tuple[int, list[float], list[list[float]]]]:
    """The page of each link, the box around it, and its lines."""
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        for number, page in enumerate(pdf.pages):
            for annotation in page.get("/Annots", []):
                corners = [float(value) for value in annotation.get("/QuadPoints", [])]
                lines = [corners[at : at + 8] for at in range(0, len(corners), 8)]
                yield number, [float(value) for value in annotation.Rect], lines


_LONG = "[en lenke med så mange ord at den ikke får plass på en linje, men går over på den neste linjen]"


def test_a_link_over_lines_is_one() -> None:
    made = build_folder(make_folder(f"# Lenker\n\nHer er {_LONG}(https://example.org/lang).\n"))
    assert len([link for link in links(made) if link.target.endswith("/lang")]) == 1
    (several,) = [found for found in boxes(made) if found[2]]
    _, (left, bottom, right, top), lines = several
    assert len(lines) == 2
    for upper_left_x, upper_left_y, _, _, _, _, lower_right_x, lower_right_y in lines:
        assert left - 0.01 <= upper_left_x < lower_right_x <= right + 0.01
        assert bottom - 0.01 <= lower_right_y < upper_left_y <= top + 0.01


def test_no_link_covers_another() -> None:
    """Some readers know the box around a link only."""
    other = "[en annen](https://example.org/annen)"
    made = build_folder(
        make_folder(f"# Lenker\n\nSe {other}, {_LONG}(https://example.org/lang) og {other}.\n")
    )
    for (page, one, _), (beside, two, _) in combinations(boxes(made), 2):
        apart = one[0] >= two[2] or two[0] >= one[2] or one[1] >= two[3] or two[1] >= one[3]
        assert page != beside or apart


@pytest.mark.parametrize(
    ("words", "title", "name"),
    [
        ("rådene", "1.2 Avsnitt to", "rådene: 1.2 Avsnitt to"),
        ("avsnitt 1.2", "1.2 Avsnitt to", "avsnitt 1.2 Avsnitt to"),
        ("avsnitt 1.2 på side 1", "1.2 Avsnitt to", "avsnitt 1.2 på side 1: 1.2 Avsnitt to"),
        ("figur\u00a02", "Figur 2 Møtene", "figur 2 Møtene"),
        ("se Avsnitt to", "Avsnitt to", "se Avsnitt to"),
        ("møte", "Møtene våre", "møte: Møtene våre"),
    ],
)
def test_what_the_words_have_of_the_title_is_said_once(words: str, title: str, name: str) -> None:
    assert plain(name_of_reference((Piece(words, "nb"),), (Piece(title, "nb"),), "nb", "nb")) == name


def test_languages_stay_where_they_are() -> None:
    words, title = (Piece("summary", "en-GB"),), (Piece("Summary of findings", "en-GB"),)
    assert name_of_reference(words, title, "nb", "nb") == (Piece("summary of findings", "en-GB"),)
    named = name_of_reference((Piece("her", "nb"),), title, "nb", "nb")
    assert named == (Piece("her: ", "nb"), Piece("Summary of findings", "en-GB"))


@pytest.mark.parametrize(
    ("words", "href", "name"),
    [
        ("post@example.org", "mailto:post@example.org?subject=Hei", "post@example.org (e-post)"),
        ("oss", "mailto:post@example.org", "oss (e-post til post@example.org)"),
        ("22 45 10 00", "tel:22451000", "22 45 10 00 (telefon)"),
        ("oss", "tel:+4722451000", "oss (telefon +4722451000)"),
        ("https://example.org/", "https://example.org/", "https://example.org/"),
        ("siden", "https://example.org/", "siden (https://example.org/)"),
    ],
)
def test_the_kind_of_an_address_is_said_behind_its_words(words: str, href: str, name: str) -> None:
    assert plain(name_of_address((Piece(words, "nb"),), href, "nb", "nb")) == name
