"""Where no line ends: sentences' parts in ties/, in each language, in every place and in print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from report_builder.content.ties import tie, tied_inlines
from report_builder.content.typography import clean
from report_builder.diagnostics import SourceSpan
from report_builder.language.catalogue import languages
from report_builder.model.inlines import Emphasis, FindingValue, Inlines, Strong, Text, plain_text

FOLDER = Path(__file__).parent / "ties"
HERE = SourceSpan("k.md", 1)


def parts() -> dict[str, dict[str, list[str]]]:
    """The parts of sentences of each language, by class."""
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}


PARTS = parts()
EVERY = [(language, part) for language, kinds in PARTS.items() for group in kinds.values() for part in group]


def shown(text: str) -> str:
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(("language", "part"), EVERY)
def test_what_belongs_together_is_tied_and_nothing_else(language: str, part: str) -> None:
    tied = tie(part.replace("~", " "), language)
    assert shown(tied) == part
    assert tie(tied, language) == tied


def test_every_class_is_there_in_every_language() -> None:
    assert PARTS.keys() == set(languages())
    assert len({tuple(kinds) for kinds in PARTS.values()}) == 1
    assert sum("~" in part for _, part in EVERY) >= 150
    assert all(len(kinds["loose"]) >= 20 for kinds in PARTS.values())


def divided(part: str) -> Iterator[Inlines]:
    """The part with each of its words in turn in a node of its own."""
    words = part.split(" ")
    for at, word in enumerate(words):
        before, behind = (" ".join(some) for some in (words[:at], words[at + 1 :]))
        lead, tail = (f"{before} " if before else ""), (f" {behind}" if behind else "")
        for inner in (
            Strong((Text(word, HERE),), HERE),
            FindingValue("a", word, HERE),
            Emphasis((Strong((Text(word, HERE),), HERE),), HERE),
        ):
            yield tuple(
                node for node in (Text(lead, HERE), inner, Text(tail, HERE)) if plain_text((node,))
            )


@pytest.mark.parametrize(("language", "part"), EVERY)
def test_ties_hold_over_the_borders_of_nodes(language: str, part: str) -> None:
    for inlines in divided(part.replace("~", " ")):
        assert shown(plain_text(tied_inlines(inlines, language, ()))) == part
