"""Every diagnostic that the guides show is one that the program gives, in the words that it has today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from report_builder.language.catalogue import FOLDER, languages
from scripts.write_languages import read
from tests.norwegian import own_words

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

_FENCE = re.compile(r"^ *```[a-z]*\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
_TOLD = re.compile(r"^(?:(?P<place>\S+): )?(?P<code>RB-[A-Z0-9-]+) (?P<rest>.+)$", re.MULTILINE)
_SEVERITY = re.compile(r"(?:advarsel|merknad|åtvaring|warning|note): ")
_BRACES = re.compile(r"\\\{[a-z_]+\\\}")
_FEW = 9
"""A sentence with no more letters of its own would be found in anything."""
_CHANGE = " → "
"""Between what stood there and what was put in its place: that is no sentence of ours."""


@cache
def sentences(language: str) -> tuple[re.Pattern[str], ...]:
    """What the program says in a language; what it fills in may be anything."""
    words = read(FOLDER / f"{language}.po")
    texts = [text for message in words if message.id for text in _texts(message.string)]
    own = {text for text in texts if len(re.sub(r"\{[a-z_]+\}", "", text)) > _FEW}
    shapes = {_BRACES.sub(".+?", re.escape(text)) for text in own}
    return tuple(re.compile(shape) for shape in sorted(shapes))


def _texts(said: str | Sequence[str] | None) -> Iterator[str]:
    yield from (said,) if isinstance(said, str) else said or ()


def is_said(told: str, language: str) -> bool:
    """Tell whether a message, with its hint behind a semicolon, is made of sentences of the program."""
    if any(one.fullmatch(told) for one in sentences(language)):
        return True
    cuts = [(found.start(), found.end()) for found in re.finditer(r"; |(?<=\?) \w+ ", told)]
    return any(is_said(told[:end], language) and is_said(told[start:], language) for end, start in cuts)


SHOWN = [
    pytest.param(found["rest"], id=f"{path.name}-{found['code']}")
    for path in PAGES
    for fence in _FENCE.findall(path.read_text("utf-8"))
    for found in _TOLD.finditer(fence)
    if _CHANGE not in found["rest"]
]


def test_some_are_shown() -> None:
    assert len(SHOWN) >= 6


@pytest.mark.parametrize("rest", SHOWN)
def test_what_is_shown_is_said(rest: str) -> None:
    told = _SEVERITY.sub("", rest, count=1)
    assert any(is_said(told, language) for language in languages()), told
    other = told.replace(max(own_words(told), key=len), "noe annet", 1)
    assert not any(is_said(other, language) for language in languages()), "it would find anything"
