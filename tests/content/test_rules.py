"""Our paragraph rule reads what markdown-it's own two rules read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from report_builder.content import rules_block

PIECES = [
    "a",
    "b c",
    "- ",
    "1. ",
    "> ",
    "# ",
    "  ",
    "    ",
    "\t",
    "=",
    "---",
    "-",
    "\n",
    "\n\n",
    "```\n",
    "[x]: y",
    "|",
    "|-|",
    "\x0b",
]


def blocks(parser: MarkdownIt, source: str) -> list[tuple[object, ...]]:
    return [
        (token.type, token.tag, token.content, token.hidden, token.type == "inline" or token.map)
        for token in parser.parse(source)
    ]


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_text_block_is_paragraph_and_lheading(source: str) -> None:
    theirs = MarkdownIt("commonmark").enable("table")
    ours = MarkdownIt("commonmark").enable("table").disable("lheading")
    ours.block.ruler.at("paragraph", rules_block.text_block)
    assert blocks(ours, source) == blocks(theirs, source)
