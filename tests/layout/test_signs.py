"""Emoji and signs that no font of the theme has: words there, with names for listeners elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
import uharfbuzz

from report_builder.language.signs import is_sign, joins_signs, name_of, parted, said_in
from report_builder.model.tags import Element
from report_builder.publish.edition import edition_pages
from report_builder.theme import load_theme
from report_builder.theme.builtin import font, fonts
from tests.pdf_readers import READERS
from tests.publish.edition.support import AROUND
from tests.sample_reports import SAMPLES, Sample, build_folder, make_folder
from tests.verify_support import failures

NAMES = {
    "😀": ("glisefjes", "glisefjes", "grinning face"),
    "❤": ("rødt hjerte", "raudt hjarte", "red heart"),
    "👍🏽": ("tommel opp: hudtype 4", "tommel opp: hudtype 4", "thumbs up: medium skin tone"),
    "🇳🇴": ("flagg: Norge", "flagg: Noreg", "flag: Norway"),
    "1️⃣": ("taster: 1", "tastar: 1", "keycap: 1"),
    "👨‍👩‍👧": (
        "familie: mann, kvinne, jente",
        "familie: mann, kvinne, jente",
        "family: man, woman, girl",
    ),
    "👩🏽‍💻": (
        "kvinnelig IT-ekspert: hudtype 4",
        "kvinneleg IT-ekspert: hudtype 4",
        "woman technologist: medium skin tone",
    ),
    "🏳️‍🌈": ("regnbueflagg", "regnbogeflagg", "rainbow flag"),
}
SEED, SAMPLED = 17, 40
DRAWN = "✓☑●"
"""Signs that the fonts of the program have."""


def test_names_are_those_of_the_language() -> None:
    for sign, said in NAMES.items():
        for language, name in zip(("nb", "nn", "en"), said, strict=True):
            assert name_of(sign, language) == name, (sign, language)
        assert name_of(sign, "se") == said[0]
        assert name_of(sign, "de") == said[2]


def test_a_text_is_parted_at_its_signs() -> None:
    text = "Ja😀 og 👨‍👩‍👧, 12️⃣ → 3"
    assert [part for part, name in parted(text, "nb") if name] == ["😀", "👨‍👩‍👧", "2️⃣"]
    assert "".join(part for part, _ in parted(text, "nb")) == text


@pytest.mark.parametrize("char", "aåÅαж→∑≤–…«€§½²")
def test_letters_and_signs_of_every_text_are_none(char: str) -> None:
    assert not is_sign(char)


def test_a_joiner_stays_between_signs_alone() -> None:
    assert joins_signs("👩‍💻", 1)
    assert not joins_signs("a‍b", 1)
    assert not joins_signs("👩‍", 1)


@cache
def sample() -> Sample:
    words = "\n\n".join(f"Her {sign} står." for sign in NAMES)
    text = f"# Tegn 😀\n\n{words}\n\nBra👍👍. {DRAWN}.\n\n[Good 👍]{{lang=en}}.\n\nTabell: Svar\n\n"
    return build_folder(make_folder(f"{text}| A | B |\n|---|---|\n| ✅ | Ja |\n\n```\nx = '❌'\n```\n"))


def test_the_file_conforms_and_says_what_stands_there() -> None:
    assert failures(sample().pdf) == []


@pytest.mark.parametrize("name", ["poppler", "pdfium", "mupdf"])
def test_readers_get_words(name: str) -> None:
    text = " ".join(" ".join(READERS[name](sample().pdf, ()).pages).split())
    text = re.sub(r"-\s", "-", text)
    for said, *_ in NAMES.values():
        assert f"[{said}]" in text or said == "rødt hjerte", said
    assert "Bra [tommel opp] [tommel opp]." in text
    assert "Good [thumbs up]" in text
    assert "[hakemerke i firkant]" in text
    assert DRAWN in text


def test_pages_have_the_sign_and_its_name() -> None:
    theme = load_theme("konstruktiv").value
    assert theme is not None
    page = edition_pages(sample().report, theme, AROUND)["alt.html"].decode()
    plain = page.replace("\ufe0f", "")
    for sign, (said, *_) in NAMES.items():
        shown = sign.replace("\ufe0f", "")
        assert f'<span role="img" aria-label="{said}">{shown}</span>' in plain or shown == "❤", sign
    assert 'aria-label="thumbs up"' in page
    assert DRAWN in page


PASSAGES = {"ar": "نص", "de": "Wort", "se": "sátni", "ru": "слово", "hi": "शब्द"}
"""Languages in which signs have no names here, with a word."""
PLACES = {
    "span": "Her er [W 👍]{lang=L} nå.",
    "passage": "::: passage {lang=L}\nW 👍\n:::",
    "heading": "## W 👍 {lang=L}\n\nW.",
    "item": "::: passage {lang=L}\n- W 👍\n- W\n:::",
    "cell": "::: passage {lang=L}\n| W | W 2 |\n|---|---|\n| W 👍 | W |\n:::",
    "note": "::: passage {lang=L}\nW[^a]\n\n[^a]: W 👍\n:::",
    "emphasis": "Her er [*W 👍*]{lang=L} nå.",
    "beside": "Her er [W👍👍W]{lang=L} nå.",
}
SAID = "tommel opp"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", PASSAGES)
def test_signs_without_a_name_in_a_passage_are_said_in_the_language_of_the_report(
    language: str, place: str
) -> None:
    text = PLACES[place].replace("W", PASSAGES[language]).replace("L", language)
    own = Random(f"{language} {place}").choice(("nb", "nn"))  # noqa: S311  no secret
    facts = (SAMPLES / "report.yaml").read_text("utf-8").replace("language: nb", f"language: {own}")
    made = build_folder(make_folder(f"# Ord {{lang=nb}}\n\n{text}\n", None, facts))
    marked = [one for one in elements(made.laid_out.structure) if one.role == "Span" and one.language == own]
    assert len(marked) >= (2 if place == "beside" else 1)
    found = " ".join(" ".join(READERS["poppler"](made.pdf, ()).pages).split())
    assert f"[{SAID}]" in found or SAID in found
    assert "thumbs" not in found
    theme = load_theme("konstruktiv").value
    assert theme is not None
    page = edition_pages(made.report, theme, AROUND)["alt.html"].decode()
    assert f'<span role="img" aria-label="{SAID}" lang="{own}"' in page


@pytest.mark.parametrize(
    ("language", "own", "said"),
    [
        *(("nb", "en", "nb"), ("nn-NO", "nb", "nn-NO"), ("en-GB", "nb", "en-GB"), ("ar", "nb", "nb")),
        *(
            ("de", "nn", "nn"),
            ("se", "nb", "nb"),
            ("se", "se", "nb"),
            ("fr", "en", "en"),
            ("sma", "en", "en"),
        ),
    ],
)
def test_signs_are_said_in_a_language_that_has_names_for_them(language: str, own: str, said: str) -> None:
    assert said_in(language, own) == said


def elements(top: Element) -> Iterator[Element]:
    """An element and all below it."""
    yield top
    for kid in top.kids:
        if isinstance(kid, Element):
            yield from elements(kid)


@pytest.mark.parametrize("file", sorted(fonts()))
def test_no_letter_of_a_font_is_taken_for_a_sign(file: str) -> None:
    chars = [chr(code) for code in uharfbuzz.Face(font(file)).unicodes]
    for char in Random(SEED).sample(chars, min(SAMPLED, len(chars))):  # noqa: S311  no secret
        assert not (is_sign(char) and char.isalpha())
