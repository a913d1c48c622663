"""What a plug-in gives is looked at: whole blocks of known kinds, with the ids that are theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

import pytest

from report_builder.diagnostics import Diagnostic, Diagnostics, Fix, Severity, SourceSpan
from report_builder.language.message import say, worded
from report_builder.model.blocks import (
    Block,
    BlockQuote,
    FactBox,
    List,
    ListItem,
    Paragraph,
    Section,
    SideNote,
    ThematicBreak,
)
from report_builder.model.inlines import Text
from report_builder.plugins.admission import compose
from report_builder.plugins.plugin import ComposedBlock, Container, Loaded, Plugin

HERE = SourceSpan("content/k.md", 3)
INNER = Paragraph("k-1", (Text("Ord.", HERE),), HERE)


A_TEXT: Any = "ord"
A_NUMBER: Any = 1
NOTHING: Any = None
"""What no type checker would let a plug-in give."""


class Kin(Paragraph, frozen=True):
    """A kind of its own."""


def made(give: Callable[[Container], Iterable[Any]]) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """What becomes of what a plug-in gives for a block with an id and one paragraph."""
    numbers = count(1)
    container = Container(HERE, "min", {}, {}, (), (INNER,), "nb", lambda: f"ny-{next(numbers)}")
    told = Diagnostics()
    by = Loaded("test", "1", Plugin("TT", blocks={"made": ComposedBlock(give)}))
    return compose(container, "made", by, ("min", "k-1"), told), told.items


def box(*blocks: Any, of: str = "min") -> FactBox:
    return FactBox(of, (), blocks, HERE)


SOUND: dict[str, Callable[[Container], Iterable[Any]]] = {
    "around": lambda c: [box(*c.blocks)],
    "beside": lambda c: (FactBox(c.id, (), (), HERE), *c.blocks, ThematicBreak(c.new_id(), HERE)),
    "in a list": lambda c: [List(c.id, (ListItem(c.new_id(), c.blocks, HERE),), None, True, HERE)],
    "another paragraph of the same id": lambda _: [box(Paragraph("k-1", (), HERE))],
    "in the margin": lambda c: [SideNote(c.id, c.blocks, HERE)],
}


@pytest.mark.parametrize("give", SOUND.values(), ids=SOUND)
def test_what_is_made_of_known_kinds_is_taken(give: Callable[[Container], Iterable[Any]]) -> None:
    blocks, told = made(give)
    assert told == ()
    assert [type(block) for block in blocks] != [Paragraph]


FAULTY: dict[str, tuple[str, Callable[[Container], Iterable[Any]]]] = {
    "nothing": ("plugins.block-lost", lambda _: []),
    "no block": ("plugins.foreign-block", lambda c: [box(*c.blocks), c]),
    "a kind of its own": ("plugins.foreign-block", lambda c: [box(*c.blocks), Kin(c.new_id(), (), HERE)]),
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
    "no words": ("plugins.no-diagnostic", Diagnostic("TT-A", worded({}))),
    "a hint without a language": ("plugins.no-diagnostic", Diagnostic("TT-A", WORDS, "gjør noe")),
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
