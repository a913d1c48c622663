"""Each character is refused with a code at its place, or stands in a file that passes veraPDF and is read.

The sample is all format characters, blanks and marks, and ten seeded ones of each block; ``whole`` is
every assigned character, and unassigned ones of every block.
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from fontTools.unicodedata import Blocks

from report_builder.language.signs import name_of
from report_builder.sources.characters import meaning_of
from tests.characters.packed import KINDS, YAML_KINDS, Settled, read_as, settle, show, texts
from tests.characters.wide_font import wide_theme
from tests.said import english
from tests.verify_support import failures

REFUSALS = {"RB-GLYPH", "RB-SCRIPT", "RB-ENCODING"}
"""Codes of characters that cannot stand in a text."""
IN_LINKS = {"RB-LINK-SCHEME", "RB-UNSUPPORTED"}
"""Codes of those that cannot stand in a link's address."""
NO_TEXT = "\0\t\n\v\r\x85\u2028\u2029"
"""NUL is refused with its byte's offset, and the others end lines: who reads lines has tests for them."""


def blocks() -> list[range]:
    """Every block of Unicode, without surrogates."""
    ends = [*Blocks.RANGES[1:], sys.maxunicode + 1]
    found = [range(start, end) for start, end in zip(Blocks.RANGES, ends, strict=True)]
    return [block for block in found if not 0xD800 <= block.start < 0xE000]


def sample() -> list[str]:
    """All of Cf, Zs and Mn, and ten of each block."""
    chosen = random.Random(20240517)  # noqa: S311  a sample, no secret
    codes = {code for block in blocks() for code in chosen.sample(block, min(10, len(block)))}
    every = (code for block in blocks() for code in block)
    codes |= {code for code in every if unicodedata.category(chr(code)) in ("Cf", "Zs", "Mn")}
    return [chr(code) for code in sorted(codes) if chr(code) not in NO_TEXT]


def some(chars: Iterable[str], count: int, seed: int) -> list[str]:
    chars = list(chars)
    chosen = random.Random(seed)  # noqa: S311  a sample, no secret
    return sorted(chosen.sample(chars, min(count, len(chars))))


def everywhere(chars: list[str]) -> dict[str, list[str]]:
    """The characters in every position; in titles and names, which are short, some of them."""
    kinds = dict.fromkeys((*KINDS, "statement", "source"), chars)
    short = (kind for kind in YAML_KINDS if kind not in kinds)
    return kinds | {kind: some(chars, 25, seed) for seed, kind in enumerate(short)}


def unread(settled: Settled) -> list[str]:
    """What was accepted, and does not come back from the finished file as what it is documented to be."""
    read = texts(settled.pdf)
    lost = []
    for kind, chars in settled.kinds.items():
        for char in chars:
            word = read_as(char)
            if kind == "address" and (word.isascii() or char.isascii()):
                continue  # punctuation has a meaning of its own there
            given = read[kind if kind in read else "text"]
            if (
                kind not in ("alt", "address")
                and (named := name_of(char, "nb"))
                and f"a [{named}] b" in given
            ):
                continue  # a sign that no font has is put into words
            if (quote(word) if kind == "address" else word) not in given:
                lost.append(f"{kind} {show(char)}")
    return lost


def refusals(settled: Settled, allowed: set[str]) -> list[str]:
    """Refusals with a code that no character should have, or that lead somewhere else than to it."""
    wrong = []
    for (kind, char), fault in settled.refused.items():
        at = "" if fault.span is None else str(fault.span)
        codes = allowed | (IN_LINKS if kind == "address" else set())
        if fault.code not in codes or not fault.hint:
            wrong.append(f"{kind} {show(char)}: {fault}")
        elif kind == "text" and fault.span is not None and fault.span.column not in (1, 2):
            wrong.append(f"{kind} {show(char)} at {at}")
    return wrong


def told(settled: Settled, kind: str) -> set[str]:
    """The characters of a chapter that a note names."""
    return {
        chr(int(re.findall(r"U\+([0-9A-F]+)", english(note.message))[0], 16))
        for note in settled.notes
        if note.span is not None and note.span.path.endswith(f"/{kind}.md")
    }


@pytest.fixture(scope="module")
def text() -> Settled:
    """The sample in running text."""
    return settle({"text": sample()})


def test_the_sample_is_refused_where_it_stands_or_told(text: Settled) -> None:
    assert refusals(text, REFUSALS) == []
    # What changes has its note; a character beside it that is refused hides nothing of that.
    changed = {char for char in sample() if (meaning := meaning_of(char)) and not meaning.code}
    assert changed - told(text, "text") == set()
    assert len(text.kinds["text"]) > 400
    assert len(text.refused) > 3000


@pytest.mark.parametrize(("theme", "count"), [("konstruktiv", 160), ("noktern", 80)])
def test_what_is_accepted_passes_in_every_position_and_face(text: Settled, theme: str, count: int) -> None:
    settled = settle(everywhere(some(text.kinds["text"], count, 1)), theme)
    assert refusals(settled, REFUSALS) == []
    assert failures(settled.pdf) == []
    assert unread(settled) == []


def test_a_font_that_has_every_character_passes(tmp_path: Path) -> None:
    chars = some(sample(), 900, 2)
    chars += [*"\ufeff\ufffe\u2065\ue000\U0001f600\U000f0000\u200b\u2060\u00ad\u2800\u115f\u3164"]
    fonts = wide_theme(tmp_path / "wide", chars)
    first = settle({"text": chars, "code": some(chars, 300, 3), "alt": some(chars, 300, 4)}, "wide", fonts)
    assert refusals(first, REFUSALS) == []
    chars = first.kinds["text"]
    kinds: Mapping[str, list[str]] = {
        **first.kinds,
        "heading": some(chars, 60, 5),
        "address": some(chars, 100, 6),
        "statement": some(chars, 200, 7),
        "title": some(chars, 30, 8),
    }
    settled = settle(kinds, "wide", fonts)
    assert refusals(settled, REFUSALS) == []
    assert failures(settled.pdf) == []
    assert unread(settled) == []
    assert any(ord(char) > 0xFFFF for char in settled.kinds["text"])


@pytest.mark.whole
def test_every_character(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The whole of Unicode in running text, what is accepted everywhere, and a font that has all of it."""
    assigned = [
        chr(code)
        for block in blocks()
        for code in block
        if unicodedata.category(chr(code)) != "Cn" or code % 97 == 0
    ]
    assigned = [char for char in assigned if char not in NO_TEXT]
    verdicts: list[str] = []
    accepted: list[str] = []
    refused: Counter[str] = Counter()
    for start in range(0, len(assigned), 20_000):
        settled = settle({"text": assigned[start : start + 20_000]})
        assert refusals(settled, REFUSALS) == []
        refused.update(fault.code for fault in settled.refused.values())
        accepted += settled.kinds["text"]
        if settled.kinds["text"]:
            verdicts += failures(settled.pdf)
            assert unread(settled) == []
    files = -(-len(assigned) // 20_000)
    for theme in ("konstruktiv", "noktern"):
        for start in range(0, len(accepted), 400):
            settled = settle(everywhere(accepted[start : start + 400]), theme)
            assert refusals(settled, REFUSALS) == []
            verdicts += failures(settled.pdf)
            assert unread(settled) == []
            files += 1
    wide = 0
    for start in range(0, len(assigned), 20_000):
        chars = assigned[start : start + 20_000]
        fonts = wide_theme(tmp_path / f"wide{start}", chars)
        settled = settle({"text": chars}, "wide", fonts)
        assert refusals(settled, REFUSALS) == []
        wide += len(settled.kinds["text"])
        verdicts += failures(settled.pdf)
        assert unread(settled) == []
        files += 1
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(assigned)} characters: {len(accepted)} accepted, {dict(refused)} refused; "
            f"{wide} with a font that has all; {files} files, {len(verdicts)} failures of veraPDF\n"
        )
    assert verdicts == []
