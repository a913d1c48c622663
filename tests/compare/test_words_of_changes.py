"""What is new, and what was on another page, is said as each language says it, whatever its gender."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from report_builder.compare import as_json, as_page, as_text, compare
from report_builder.language.catalogue import catalogue, languages
from report_builder.theme import load_theme
from tests.compare.editions import CHAPTER, FILLER, edited, edition

ADDED = {"nb": "lagt til", "nn": "lagt til", "en": "added"}
WAS = {
    "nb": "side {} (tidligere side {})",
    "nn": "side {} (tidlegare side {})",
    "en": "page {} (was page {})",
}

NEW = """\
## Noe nytt {#nytt}

Et avsnitt med en note til.[^2]

[^2]: Denne noten er ny.

![Fire streker](bilder/eksempel.png "Ny uro"){#fig-ny}

"""
"""A heading, a paragraph, a footnote and a figure: three genders in Norwegian."""


def later() -> str:
    chapter = edited("## Veien videre {#videre}", f"{FILLER}\n## Veien videre {{#videre}}")
    chapter = edited("Til slutt en [adresse]", "Til slutt en annen [adresse]", chapter)
    return edited("## Slutten", f"{NEW}## Slutten", chapter)


def test_every_language_is_tried() -> None:
    assert set(ADDED) == set(WAS) == set(languages())


@pytest.mark.parametrize("language", ADDED)
def test_what_is_new_and_where_it_was_is_said_in_the_language(language: str) -> None:
    before, after = edition(CHAPTER), edition(later(), label="v2")
    compared, words = compare(before, after), catalogue(language)
    comparison = replace(compared, after=replace(compared.after, language=language))
    text = as_text(comparison, words)
    theme = load_theme("konstruktiv").value
    assert theme is not None
    page = re.sub(r"<[^>]*>", " ", as_page(comparison, before, after, theme))
    moved = re.escape(WAS[language]).replace(r"\{\}", r"\d+")
    for said in (" ".join(text.split()), " ".join(page.split())):
        for kind in ("heading", "paragraph", "note", "figure"):
            name = words(f"compare.kind-{kind}")
            assert re.search(rf"(?i)\b{name}\b.{{0,20}}{ADDED[language]}", said), (kind, said)
        assert re.search(moved, said), said
    assert not re.search(r"\b(nytt|ny|før) *[,)(]|\(før ", text)
    # A program reads the same in every language.
    assert '"change": "added"' in as_json(comparison)
