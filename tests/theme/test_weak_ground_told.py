"""A colour that a report names and that cannot be read: what is told is of the colours that are named."""

from __future__ import annotations

import pytest

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import say
from report_builder.sources.schema import Located
from report_builder.theme import load_theme
from report_builder.theme.builtin import themes
from report_builder.theme.contrast import Grounds, contrast_pairs
from report_builder.theme.face import sound_colour
from report_builder.theme.model import COLOUR_NAMES
from tests.said import english


@pytest.mark.parametrize("name", themes())
@pytest.mark.parametrize("ground", COLOUR_NAMES)
def test_the_uses_are_of_the_colours_that_are_named(name: str, ground: str) -> None:
    theme = load_theme(name).value
    assert theme is not None
    grounds = Grounds((), (ground,), (), theme.lists.colour, theme.tables)
    pairs = [
        pair
        for pair in contrast_pairs(theme.styles, theme.palette, grounds)
        if pair.ground.name == ground and not pair.passes
    ]
    said = Diagnostics()
    named = Located(ground, SourceSpan("kapittel.md", 2, 9))
    sound_colour(theme, named, lambda _: pairs, say("theme.chapter-ground.hint"), said)
    assert len(said.items) == bool(pairs)
    for item in said.items:
        pair_named, _, uses = english(item.message).partition(":1; ")
        colour = pair_named.split("'")[1]
        told = uses.partition(" must have ")[0].split(", ")
        true = {english(pair.used_for) for pair in pairs if pair.colour.name == colour}
        assert set(told) <= true, item
