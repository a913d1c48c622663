"""Lines of titles: no dash and no small word stands alone on one, and no title gets longer for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from report_builder.language.word_lists import listed
from report_builder.layout.compose.paragraph import Composer
from report_builder.layout.compose.runs import Run
from tests.layout.composing import Document, Named

DOCUMENT = Document()
OWNER = Named("title")
WORDS = {
    "nb": ["Kunstig", "intelligens", "staten", "erfaringer", "digitalisering", "kommunesektoren", "år"],
    "nn": ["Kunstig", "intelligens", "staten", "røynsler", "digitalisering", "kommunesektoren", "år"],
    "en": ["Artificial", "intelligence", "government", "lessons", "digitalisation", "municipalities", "year"],
}


def title_run(title: str, language: str, size: float) -> Run:
    """Give a title as it is set: without hyphens."""
    return Run(title, replace(DOCUMENT.look(DOCUMENT.serif, size, language), hyphenate=False), OWNER)


def lines_of(title: str, language: str, size: float, measure: float) -> tuple[list[str], int]:
    """Give the lines of a title, and how many it has as other text."""
    runs = [title_run(title, language, size)]
    lines = Composer().compose_title(runs, measure)
    texts = [DOCUMENT.text(line).replace("\u00a0", " ").strip() for line in lines]
    return texts, len(Composer().compose(runs, measure))


def test_the_dash_of_a_cover_stands_behind_its_word() -> None:
    for measure in range(300, 520, 10):
        texts, _ = lines_of("Kunstig intelligens i staten –\nerfaringer", "nn", 44.0, measure)
        assert "–" not in texts, (measure, texts)
        assert not any(text.startswith("–") for text in texts)


@pytest.mark.parametrize("language", WORDS)
def test_a_small_word_goes_to_the_line_of_the_word_behind_it(language: str) -> None:
    for small in listed("rule.title-words", language):
        title = f"{WORDS[language][1]} {small} {WORDS[language][5]}"
        whole = Composer().natural_width([title_run(title, language, 40.0)])[1]
        texts, _ = lines_of(title, language, 40.0, whole * 0.75)
        assert texts == [WORDS[language][1], f"{small} {WORDS[language][5]}"]


@st.composite
def titles(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a title of words with small words and dashes between them, and its language."""
    language = draw(st.sampled_from(sorted(WORDS)))
    small = st.sampled_from(listed("rule.title-words", language))
    parts = [draw(st.sampled_from(WORDS[language]))]
    for _ in range(draw(st.integers(1, 5))):
        parts += draw(st.one_of(st.lists(small, max_size=2), st.just(["–"])))
        parts.append(draw(st.sampled_from(WORDS[language])))
    return " ".join(parts), language


@given(titles(), st.integers(340, 500))
def test_a_title_keeps_its_words_and_gets_no_longer(drawn: tuple[str, str], measure: int) -> None:
    title, language = drawn
    texts, plain = lines_of(title, language, 32.0, float(measure))
    assert len(texts) <= plain
    shown = "".join(texts).replace("\u00ad", "")  # a word wider than the column is divided
    assert shown.replace(" ", "") == title.replace(" ", "")
    assert "–" not in texts


@pytest.mark.parametrize("language", WORDS)
def test_a_title_does_not_end_on_a_short_word_where_as_many_lines_are_even(language: str) -> None:
    one, _, other, *_, last = WORDS[language]
    title = f"{one} {other} {WORDS[language][5]} {last}"
    whole = Composer().natural_width([title_run(title, language, 21.0)])[1]
    for part in range(55, 98):
        texts, count = lines_of(title, language, 21.0, whole * part / 100)
        if len(texts) == count == 2:
            assert texts[-1] != last, (part, texts)
