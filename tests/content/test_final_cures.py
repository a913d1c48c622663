"""Cures that are final: what one look mends, no second look mends further, and each sign is told once."""

from __future__ import annotations

import random
from itertools import permutations, product

import pytest

from report_builder.content.pasted.checking import tell_pasted
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.catalogue import languages
from report_builder.sources.edits import apply_fixes
from tests.content.test_cures import FIXTURES
from tests.content.test_tricky_lines import CODES, PATH

TEXTS = {
    language: sorted({text for own, text in FIXTURES if own == language and "\n" not in text})
    for language in sorted(languages())
}
PAIRS = [(language, *pair) for language, texts in TEXTS.items() for pair in permutations(texts, 2)]
JOINED = ("{}, {}", "{} og {}")
SAMPLE = 3000


def told(text: str, language: str) -> list[Diagnostic]:
    diagnostics = Diagnostics()
    tell_pasted(text.split("\n"), PATH, language, diagnostics)
    return [item for item in diagnostics.items if item.code in CODES]


def mended(text: str, found: list[Diagnostic]) -> str:
    changed, _ = apply_fixes(found, {PATH: text.encode()})
    return changed.get(PATH, text.encode()).decode()


def is_final(text: str, language: str) -> bool:
    after = mended(text, told(text, language))
    assert is_told_once(text, language), text
    return not [item for item in told(after, language) if item.fixes]


def in_a_sentence(form: str, first: str, second: str) -> str:
    return form.format(first.rstrip(".,;:"), second)


def is_told_once(text: str, language: str) -> bool:
    """Whether no dash is told at a sign that the typography mends."""
    found = told(text, language)
    mended_signs = [fix for item in found if item.code == "RB-TYPOGRAPHY" for fix in item.fixes]
    dashes = [item.span for item in found if item.code == "RB-DASH" and item.span]
    return not any(fix.start <= dash < fix.end for fix in mended_signs for dash in dashes)


@pytest.mark.parametrize(("language", "text"), FIXTURES)
def test_one_look_mends_all(language: str, text: str) -> None:
    assert is_final(text, language)


def test_one_look_mends_all_of_two_in_a_sentence() -> None:
    some = random.Random(7).sample(PAIRS, SAMPLE)  # noqa: S311  a sample, no secret
    found = [
        in_a_sentence(form, *pair) for (language, *pair), form in zip(some, JOINED * SAMPLE, strict=False)
    ]
    assert [
        text for text, (language, *_) in zip(found, some, strict=True) if not is_final(text, language)
    ] == []


@pytest.mark.whole
@pytest.mark.parametrize(("language", "form"), list(product(TEXTS, JOINED)))
def test_one_look_mends_all_of_every_two_in_a_sentence(language: str, form: str) -> None:
    found = [in_a_sentence(form, *pair) for pair in permutations(TEXTS[language], 2)]
    assert [text for text in found if not is_final(text, language)] == []
