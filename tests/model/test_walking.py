"""The one walk meets every node once, in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

import pytest
from msgspec import Struct

from report_builder.model.blocks import Block, Note, Paragraph, Section
from report_builder.model.inlines import NoteReference, plain_text
from report_builder.model.walking import EVERYTHING, FLOW, STRUCTURE, WRITTEN, Node, placed, texts, walk
from tests.content.projects import report_of
from tests.sample_reports import EVERY, sample

KINDS = get_args(Node)

SOURCE = """\
# Kapittel

Først.[^to] Så.[^en]

::: side-note
I margen.[^to]
:::

> Et sitat.

- Punkt

  ::: {.fact-box title="Boks"}
  I boksen.
  :::

## Del

Sist.

[^en]: Note én.[^tre]

[^to]: Note to.

[^tre]: Note tre.
"""


def every_struct(value: object) -> Iterator[Node]:
    """Find all nodes by brute force, in whatever field they are."""
    if isinstance(value, KINDS):
        yield value
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for inner in value:
            yield from every_struct(inner)
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            yield from every_struct(getattr(value, field))


@pytest.mark.parametrize("name", EVERY)
def test_every_node_is_met_once(name: str) -> None:
    report = sample(name).report
    met = Counter(map(id, walk(report.chapters, notes=report.notes)))
    assert met == Counter(map(id, every_struct((report.chapters, report.notes))))


def said(nodes: Iterator[Node]) -> list[str]:
    return [plain_text(node.children) for node in nodes if isinstance(node, Paragraph)]


def test_notes_come_where_they_are_first_referred_to(tmp_path: Path) -> None:
    report = report_of(tmp_path, SOURCE)
    order = said(walk(report.chapters, EVERYTHING, report.notes))
    beside = ["Note to.", "Note én.", "Note tre.", "I margen."]
    assert order == ["Først. Så.", *beside, "Et sitat.", "Punkt", "I boksen.", "Sist."]
    nodes = list(walk(report.chapters, notes=report.notes))
    assert sum(isinstance(node, Note) for node in nodes) == 3
    assert sum(isinstance(node, NoteReference) for node in nodes) == 4


def test_the_flow_has_neither_lists_nor_what_stands_beside(tmp_path: Path) -> None:
    report = report_of(tmp_path, SOURCE)
    assert said(walk(report.chapters, FLOW)) == ["Først. Så.", "Et sitat.", "Sist."]
    assert [node for node in walk(report.chapters, STRUCTURE, report.notes) if isinstance(node, Note)] == []


def test_what_has_an_id_is_found_wherever_it_stands(tmp_path: Path) -> None:
    report = report_of(tmp_path, SOURCE)
    found = list(placed((*report.chapters, *report.notes.values())))
    assert len({node.id for node in found}) == len(found)
    assert {node.id for node in every_struct((report.chapters, report.notes)) if hasattr(node, "id")} == {
        node.id for node in found
    }
    assert sum(isinstance(node, Section) for node in found) == 2


def test_texts_are_the_words_of_the_author(tmp_path: Path) -> None:
    source = '# K\n\n![Et hvitt kort](bilder/hvit.png "Teksten")\n\n```\nkode\n```\n'
    (chapter,) = report_of(tmp_path, source).chapters
    assert [text for text in texts(chapter, WRITTEN) if text] == ["K", "Teksten", "kode"]
    assert [text for text in texts(chapter) if text] == ["K", "Teksten", "Et hvitt kort", "kode"]


def test_every_kind_of_block_is_a_node() -> None:
    assert set(get_args(Block)) <= set(KINDS)
