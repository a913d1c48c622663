"""The listener's script of trees as other makers write them: no word is lost, whatever stands in what."""

from __future__ import annotations

from itertools import product

import pytest

from report_builder.check.reading import Node, Passage
from report_builder.check.script import listen, written

BLOCKS = ("P", "H1", "LI", "LBody", "TD", "TH", "Caption", "Note", "Aside", "BlockQuote", "Div", "Rare")
INLINE = ("Span", "Link", "Reference", "Lbl", "Code", "Em", "NonStruct")


def tree(*roles: str) -> Node:
    """Elements inside each other, with a word before, in and behind each."""
    outer, *inner = roles
    node = Node(outer, outer)
    node.kids = [Passage(f"a{outer}{len(inner)} ", 0, 0)]
    if inner:
        node.kids += [tree(*inner), Passage(f" z{outer}{len(inner)}", 0, 0)]
    return node


def words(node: Node) -> set[str]:
    return {word for passage in node.passages for word in passage.text.split()}


@pytest.mark.parametrize("outer", BLOCKS)
def test_every_word_is_in_the_script_once(outer: str) -> None:
    for middle, inner in product((*BLOCKS, *INLINE), repeat=2):
        top = tree("Document", outer, middle, inner)
        script = written(listen([top]))
        for word in words(top):
            assert script.count(word) == 1, (word, middle, inner, script)


def test_a_group_without_a_sense_is_part_of_its_line() -> None:
    group = Node("NonStruct", "NonStruct", kids=[Passage("ord", 0, 0)])
    link = Node("Link", "Link", kids=[group])
    assert written(listen([Node("P", "P", kids=[Passage("Et ", 0, 0), link])])) == "paragraph: Et <ord>\n"
