"""Our paragraph rule reads what markdown-it's own two rules read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from report_builder.content import rules_block
from report_builder.content.markdown import parse_inlines

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


@pytest.mark.parametrize(
    ("source", "tokens"),
    [
        ("[a [b]{lang=fr} c](u)", "link_open text span_open text span_close text link_close"),
        ("[*[b]{lang=fr}*](u)", "link_open em_open span_open text span_close em_close link_close"),
        ("[[a [b]{lang=de}]{lang=fr}](u)", "link_open span_open text span_open text span_close span_close"),
        ("[[a](u)]{lang=fr}", "span_open link_open text link_close span_close"),
        # A link never stands in a link, whatever is between them.
        ("[a [b [c](u)]{lang=fr} d](v)", "text span_open text link_open text link_close span_close text"),
    ],
)
def test_words_in_another_language_may_stand_in_a_link(source: str, tokens: str) -> None:
    found = [token.type for token in parse_inlines(source, {}) if token.content or token.nesting]
    assert " ".join(found).startswith(tokens)
