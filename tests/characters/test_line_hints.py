"""What says where a line may end is for lines on pages: titles, descriptions and names never have it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from report_builder.check.reading import Annotation, Node, read_structure
from report_builder.layout.compose.hyphenate import Hyphenator
from report_builder.layout.compose.paragraph import Composer
from report_builder.layout.compose.runs import Run
from report_builder.publish.model import SiteFile
from report_builder.publish.site import make_site
from report_builder.sources.characters import LINE_HINTS, MAY_BREAK, NO_BREAK, SOFT_HYPHEN, bare
from tests.layout.composing import Document, Named
from tests.publish.site import sites
from tests.sample_reports import NAMES, Sample, build_folder, make_folder

WORD = f"for{SOFT_HYPHEN}valt{MAY_BREAK}nings{NO_BREAK}plan"
SEEN = bare(WORD)
REPORT = f"""\
title: "{WORD} – en {WORD}"
subtitle: "{WORD}"
kind: "{WORD}"
language: nb
publisher: "{WORD}"
series: "{WORD}"
number: "{WORD}"
authors: ["{WORD}"]
keywords: ["{WORD}"]
description: "{WORD}"
published: 2024-01-01
contact: {{name: "{WORD}"}}
licence: {{name: "{WORD}"}}
original: {{statement: "{WORD}"}}
output: prove
chapters: [prove.md]
"""
FINDINGS = f"""\
findings:
  - {{id: f, value: 7, unit: "{WORD}", statement: "{WORD}", question: "{WORD}", source: "{WORD}", group: g}}
  - {{id: h, value: 7, unit: "%", statement: "{WORD}", source: "{WORD}", group: h}}
"""
CHAPTER = f"""\
# {WORD}

## {WORD} to

Et {WORD} og `{WORD}` og {{finding}}`f`, se [{WORD}](https://example.no/{WORD}) og [](#t-{WORD}).[^n{WORD}]

[^n{WORD}]: {WORD}

Tabell: {WORD} {{#t-{WORD}}}

| {WORD} | B |
|---|---|
| {WORD} | b |

![{WORD}](bilder/eksempel.png "{WORD}")

::: {{.fact-box title="{WORD}"}}
{WORD}
:::

::: {{.finding-chart group="h" caption="{WORD}"}}
:::

::: {{.finding-cards group="g"}}
:::

::: {{.diagram kind="steps" alt="{WORD}" caption="{WORD}"}}
- {WORD}
- {WORD}
:::
"""


@cache
def made() -> Sample:
    root = make_folder(CHAPTER, FINDINGS, REPORT)
    try:
        return build_folder(root)
    finally:
        shutil.rmtree(root)


def hinted(texts: Iterator[str] | Mapping[str, str]) -> list[str]:
    return [text for text in texts if bare(text) != text]


def said(node: Node) -> Iterator[str]:
    """What a structure element says of itself and of its links, beside its text."""
    for inner in node.walk():
        yield from (text for text in (inner.alt, inner.title, inner.id, inner.actual_text) if text)
        for kid in inner.kids:
            if isinstance(kid, Annotation):
                yield from (kid.contents, kid.target, kid.value)


def test_metadata_bookmarks_and_descriptions_are_free_of_them() -> None:
    reader = PdfReader(BytesIO(made().pdf))
    info = {str(value) for value in (reader.metadata or {}).values()}
    assert any(SEEN in text for text in info)
    assert hinted(iter(info)) == []
    packet: Any = reader.root_object["/Metadata"].get_object()
    xmp = packet.get_data().decode()
    assert SEEN in xmp
    assert bare(xmp) == xmp
    bookmarks = [bookmark.title for bookmark in made().laid_out.bookmarks]
    assert any(SEEN in title for title in bookmarks)
    assert hinted(iter(bookmarks)) == []
    structure = [text for node in read_structure(made().pdf) for text in said(node)]
    assert any(SEEN in text for text in structure)
    assert hinted(iter(structure)) == []
    assert [name for name in reader.named_destinations if bare(name) != name] == []


def test_every_word_can_be_found_whole() -> None:
    text = "\n".join(node.text for node in read_structure(made().pdf))
    assert text.count(SEEN) > 25
    # Nothing of a word is lost, and no sign of a hint is left.
    assert not set(LINE_HINTS) & set(text)
    parts = re.findall(r"\w+", text)
    assert [word for word in parts if word.startswith(("valt", "nings")) or word.endswith("valt")] == []


class _Names(HTMLParser):
    """Collects all that is no running text: attributes, titles, what scripts are given."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names += [value for _, value in attrs if value]
        self._hidden = tag in ("title", "script", "desc")

    def handle_endtag(self, _tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if self._hidden:
            self.names.append(data)


@cache
def site() -> Mapping[str, SiteFile]:
    first, second = sites.versions(NAMES[0])
    return make_site(
        "prove",
        (sites.with_report(first, made().report), sites.with_report(second, made().report)),
        sites.ADDRESS,
    )


def test_the_site_has_them_in_running_text_only() -> None:
    pages = {path: file.data.decode() for path, file in site().items() if path.endswith(".html")}
    assert len(pages) > 5
    for path, page in pages.items():
        reader = _Names()
        reader.feed(page)
        assert hinted(iter(reader.names)) == [], path
    assert any(WORD in page for page in pages.values())
    for path, file in site().items():
        assert bare(path) == path
        if path.endswith((".json", ".xml", ".txt", ".svg")):
            text = file.data.decode()
            assert bare(text) == text, path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"kilde{MAY_BREAK}kode", [(5, False)]),
        (f"a{MAY_BREAK}b", [(1, False)]),
        (f"kant-{NO_BREAK}soner", []),
        (f"kant-{MAY_BREAK}soner", [(5, False)]),
        (f"for{SOFT_HYPHEN}valt{MAY_BREAK}ning", [(3, True), (7, False)]),
        (f"kjøre{NO_BREAK}tøyene", []),
        (f"{MAY_BREAK}ord{NO_BREAK}", []),
    ],
)
def test_the_author_has_the_last_word_on_line_ends(text: str, expected: list[tuple[int, bool]]) -> None:
    assert Hyphenator().opportunities(text, "nb") == expected


def test_a_line_ends_where_it_may_without_a_hyphen() -> None:
    document = Document()
    run = Run(f"aaaa{MAY_BREAK}bbbb", document.look(document.serif), Named("p"))
    composer = Composer()
    assert [document.text(line) for line in composer.compose([run], 30.0)] == ["aaaa", "bbbb"]
    assert [document.text(line) for line in composer.compose([run], 90.0)] == ["aaaabbbb"]
    assert composer.troubles == []
