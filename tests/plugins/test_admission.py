"""What a plug-in gives is looked at: whole blocks of known kinds, with the ids that are theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from report_builder.diagnostics import Diagnostic, Diagnostics, Fix, Severity, SourceSpan
from report_builder.language.message import Wording, say, worded
from report_builder.model.blocks import (
    Align,
    Block,
    BlockQuote,
    Cell,
    CodeBlock,
    Diagram,
    DiagramItem,
    DiagramKind,
    FactBox,
    FindingChart,
    List,
    ListItem,
    Paragraph,
    Section,
    SideNote,
    Table,
    ThematicBreak,
)
from report_builder.model.findings import Finding
from report_builder.model.inlines import FindingValue, Inline, NoteReference, PageNumber, Reference, Text
from report_builder.plugins.admission import compose
from report_builder.plugins.plugin import ComposedBlock, Container, Loaded, Plugin

HERE = SourceSpan("content/k.md", 3)
ELSEWHERE = SourceSpan("content/annet.md", 3)
NOTED = NoteReference("note-k-1", 1, HERE)
INNER = Paragraph("k-1", (Text("Ord.", HERE), NOTED), HERE)


GROUPS = Diagram("x", "", (), DiagramKind.GROUPS, (DiagramItem("En", "", (), HERE),), "alt", False, HERE)
COUNT = Finding("tall", Decimal(3), "", "3", "Tre", "", None, "", "", HERE)
SHARE = Finding("andel", Decimal(3), "%", "3 %", "Tre", "", None, "", "", HERE)
CHART = FindingChart("x", "", (), (COUNT, SHARE), "alt", HERE)
SEE = (Reference("tbl-tall", (), HERE), FindingValue("tillit", "73 %", HERE))
A_TEXT: Any = "ord"
A_NUMBER: Any = 1
A_LIST: Any = [1]
A_TRIPLE: Any = (("nb", "a", "b"),)
NOTHING: Any = None
"""What no type checker would let a plug-in give."""


class Kin(Paragraph, frozen=True):
    """A kind of its own."""


def made(give: Callable[[Container], Iterable[Any]]) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """What becomes of what a plug-in gives for a block with an id and one paragraph."""
    numbers = count(1)
    container = Container(HERE, "min", {}, {"see": SEE}, (), (INNER,), "nb", lambda: f"ny-{next(numbers)}")
    told = Diagnostics()
    by = Loaded("test", "1", Plugin("TT", blocks={"made": ComposedBlock(give)}))
    return compose(container, "made", by, ("min", "k-1"), told), told.items


def box(*blocks: Any, of: str = "min") -> FactBox:
    return FactBox(of, (), blocks, HERE)


def words(container: Container, *inlines: Inline) -> Paragraph:
    return Paragraph(container.new_id(), inlines, HERE)


def table(cells: int) -> Table:
    """A table of one column with a row of so many cells."""
    cell = Cell(INNER.children, HERE)
    return Table("x", "", (), (Align.LEFT,), ((cell,),), ((cell,) * cells,), 0, HERE)


SOUND: dict[str, Callable[[Container], Iterable[Any]]] = {
    "around": lambda c: [box(*c.blocks)],
    "beside": lambda c: (CodeBlock(c.id, "x = 1", HERE), *c.blocks, ThematicBreak(c.new_id(), HERE)),
    "in a list": lambda c: [List(c.id, (ListItem(c.new_id(), c.blocks, HERE),), None, True, HERE)],
    "another paragraph of the same id": lambda _: [box(Paragraph("k-1", INNER.children, HERE, lead=True))],
    "with what the author refers to": lambda c: [box(*c.blocks, words(c, *c.texts["see"], NOTED))],
    "with itself as a goal": lambda c: [box(*c.blocks, words(c, Reference("min", (), HERE)))],
    "in the margin": lambda c: [SideNote(c.id, c.blocks, HERE)],
}


@pytest.mark.parametrize("give", SOUND.values(), ids=SOUND)
def test_what_is_made_of_known_kinds_is_taken(give: Callable[[Container], Iterable[Any]]) -> None:
    blocks, told = made(give)
    assert told == ()
    assert blocks != (INNER,)


FAULTY: dict[str, tuple[str, Callable[[Container], Iterable[Any]]]] = {
    "nothing": ("plugins.block-lost", lambda _: []),
    "no block": ("plugins.foreign-block", lambda c: [box(*c.blocks), c]),
    "a kind of its own": (
        "plugins.foreign-block",
        lambda c: [box(*c.blocks), Kin(c.new_id(), INNER.children, HERE)],
    ),
    "words that are no inlines": (
        "plugins.foreign-block",
        lambda c: [box(*c.blocks, Paragraph("x", A_TEXT, HERE))],
    ),
    "an item without its list": ("plugins.foreign-block", lambda c: [box(ListItem("x", c.blocks, HERE))]),
    "a number for a text": (
        "plugins.foreign-block",
        lambda c: [box(*c.blocks), Paragraph("x", (Text(A_NUMBER, HERE),), HERE)],
    ),
    "no place": ("plugins.foreign-block", lambda c: [box(*c.blocks), ThematicBreak("x", NOTHING)]),
    "a section": ("plugins.foreign-block", lambda c: [Section(c.id, 2, "", (), c.blocks, HERE)]),
    "a section inside": (
        "plugins.foreign-block-inside",
        lambda c: [box(Section("x", 2, "", (), c.blocks, HERE))],
    ),
    "a note in a quotation": (
        "plugins.foreign-block-inside",
        lambda c: [BlockQuote(c.id, (SideNote("x", c.blocks, HERE),), HERE)],
    ),
    "an id twice": ("plugins.block-ids", lambda c: [box(*c.blocks), *c.blocks]),
    "an id that was not given": ("plugins.block-ids", lambda c: [box(*c.blocks), ThematicBreak("x", HERE)]),
    "an empty list": ("plugins.block-empty", lambda c: [box(*c.blocks), List("x", (), None, True, HERE)]),
    "an empty paragraph": ("plugins.block-empty", lambda c: [box(*c.blocks), Paragraph("x", (), HERE)]),
    "a row too long": ("plugins.block-empty", lambda c: [box(*c.blocks), table(2)]),
    "a group without members": ("plugins.block-empty", lambda c: [box(*c.blocks), GROUPS]),
    "a chart of two units": ("plugins.block-empty", lambda c: [box(*c.blocks), CHART]),
    "a place elsewhere": ("plugins.block-place", lambda c: [box(*c.blocks), ThematicBreak("x", ELSEWHERE)]),
    "no line": ("plugins.block-place", lambda c: [box(*c.blocks), ThematicBreak("x", SourceSpan(HERE.path))]),
    "a reference of its own": (
        "plugins.block-refers",
        lambda c: [box(*c.blocks, words(c, Reference("x", (), HERE)))],
    ),
    "a page of its own": (
        "plugins.block-refers",
        lambda c: [box(*c.blocks, words(c, PageNumber("x", HERE)))],
    ),
    "a note of its own": (
        "plugins.block-refers",
        lambda c: [box(*c.blocks, words(c, NoteReference("x", 1, HERE)))],
    ),
    "a finding of its own": (
        "plugins.block-refers",
        lambda c: [box(*c.blocks, words(c, FindingValue("x", "1", HERE)))],
    ),
    "no list at all": ("plugins.raised", lambda _: NOTHING),
}


@pytest.mark.parametrize(("key", "give"), FAULTY.values(), ids=FAULTY)
def test_what_is_not_is_told_and_what_stands_inside_is_kept(
    key: str, give: Callable[[Container], Iterable[Any]]
) -> None:
    blocks, (item,) = made(give)
    assert blocks == (INNER,)
    assert (item.code, item.span, item.severity) == ("RB-PLUGIN", HERE, Severity.ERROR)
    assert dict(item.message.values)["fault"].key == key  # type: ignore[union-attr]


WORDS = worded({"nb": "ord"})
END = SourceSpan("content/k.md", 9)
TELLING = {
    "sound": ("", Diagnostic("TT-A", WORDS, WORDS, END, Severity.NOTE)),
    "sound, without a place": ("", Diagnostic("TT-A-1", WORDS)),
    "a code of the program": ("plugins.foreign-code", Diagnostic("RB-EMPTY", WORDS)),
    "a prefix alone": ("plugins.foreign-code", Diagnostic("TT-", WORDS)),
    "a line end in a code": ("plugins.foreign-code", Diagnostic("TT-A\n", WORDS)),
    "a key of the catalogues": ("plugins.no-diagnostic", Diagnostic("TT-A", say("no.such-key"))),
    "such a key inside": (
        "plugins.no-diagnostic",
        Diagnostic("TT-A", worded({"nb": "{x}"}, x=say("no.such-key"))),
    ),
    "three texts for a language": ("plugins.no-diagnostic", Diagnostic("TT-A", Wording(A_TRIPLE))),
    "what cannot be looked up": ("plugins.no-diagnostic", Diagnostic("TT-A", worded({"nb": "x"}, x=A_LIST))),
    "a column before the line": (
        "plugins.no-diagnostic",
        Diagnostic("TT-A", WORDS, None, SourceSpan("k.md", 1, -9)),
    ),
    "no words": ("plugins.no-diagnostic", Diagnostic("TT-A", worded({}))),
    "a hint without a language": ("plugins.no-diagnostic", Diagnostic("TT-A", WORDS, A_TEXT)),
    "a mending": ("plugins.no-diagnostic", Diagnostic("TT-A", WORDS, fixes=(Fix(HERE, END, ""),))),
    "no place": ("plugins.no-diagnostic", Diagnostic("TT-A", WORDS, span=A_TEXT)),
}


@pytest.mark.parametrize(("key", "item"), TELLING.values(), ids=TELLING)
def test_what_a_plugin_tells_is_looked_at(key: str, item: Diagnostic) -> None:
    blocks, (told,) = made(lambda c: [box(*c.blocks), item])
    assert [type(block) for block in blocks] == [FactBox]
    if not key:
        assert told == item
    else:
        assert (told.code, told.message.key) == ("RB-PLUGIN", key)  # type: ignore[union-attr]
