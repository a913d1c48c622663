"""Every word of a diagram or chart is heard once: in the PDF, in the edition, in the spoken view."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import count

import pytest

from report_builder.check.checking import check_pdf
from report_builder.check.reading import read_structure
from report_builder.content.drawings import shape_of
from report_builder.language.catalogue import catalogue, languages
from report_builder.model.blocks import ChartKind, DiagramKind
from report_builder.preview.speech import read_aloud
from report_builder.publish.addresses import WHOLE
from report_builder.publish.edition import edition_pages
from tests.publish.edition.reading import Element, parse
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import SAMPLES, Sample, build_folder, make_folder

_WORD = re.compile(r"\b[vw][a-j]{4}\b")
FINDINGS = """\
findings:
  - {id: en, value: 72, unit: "%", statement: Wabcd wabce, group: alle}
  - {id: to, value: 100, unit: "%", statement: Wabcf, group: alle}
  - {id: tre, value: 0, unit: "%", statement: Wabcg, group: alle}
"""


def words() -> Iterator[str]:
    """Words that stand nowhere else, each once."""
    for number in count():
        yield "v" + "".join("abcdefghij"[int(digit)] for digit in f"{number:04}")


def diagram(kind: DiagramKind, items: int, word: Iterator[str], *, caption: bool, wide: bool) -> str:
    """A diagram with words about its items but the last, and with all the parts it can have."""
    _, most = shape_of(kind).parts
    lines = []
    for index in range(items):
        text = f" {next(word)} {next(word)}, {next(word)}." if index < items - 1 else ""
        lines.append(f"- **{next(word).capitalize()} {next(word)}**{text}")
        lines += [f"  - {next(word)}" for _ in range(most)]
    named = f'caption="{next(word)}" ' if caption else ""
    looks = ".diagram .wide" if wide else ".diagram"
    body = "\n".join(lines)
    return f'::: {{{looks} kind="{kind.value}" {named}alt="{next(word)}"}}\n{body}\n:::\n'


def chapter() -> tuple[str, str]:
    """A chapter with every kind, as few and as many items as it takes; its language is set elsewhere."""
    word = words()
    parts = ["# Tegninger\n"]
    for kind in DiagramKind:
        for items in sorted({*shape_of(kind).items}):
            for caption, wide in ((True, False), (False, True)):
                parts.append(diagram(kind, items, word, caption=caption, wide=wide or items > 3))
    boxed = diagram(DiagramKind.STEPS, 2, word, caption=True, wide=False)
    parts.append(f':::: fact-box {{title="{next(word)}"}}\n{boxed}::::\n')
    parts += [f'::: {kind.value} {{group="alle" caption="{next(word)}"}}\n:::\n' for kind in ChartKind]
    return "\n".join(parts), FINDINGS


@cache
def built(language: str) -> Sample:
    text, findings = chapter()
    facts = (SAMPLES / "report.yaml").read_text("utf-8")
    facts = re.sub(r"^language: .*\n", "", facts, flags=re.MULTILINE) + f"\nlanguage: {language}\n"
    root = make_folder(text, findings, facts)
    try:
        return build_folder(root)
    finally:
        shutil.rmtree(root)


def wanted() -> Counter[str]:
    return Counter(_WORD.findall("".join(chapter()).casefold()))


def heard(texts: Iterator[str]) -> Counter[str]:
    return Counter(_WORD.findall(" ".join(texts).casefold()))


@pytest.mark.parametrize("language", languages())
def test_in_the_pdf_and_the_spoken_view(language: str) -> None:
    spoken = list(read_aloud(read_structure(built(language).pdf), catalogue(language)))
    assert heard(said.text for one in spoken for said in one.said) == wanted()
    # The list of the preview has what a figure says, and then the words of its list.
    figure = catalogue(language)("document.figure")
    assert sum(one.role == figure for one in spoken) == chapter()[0].count("alt=") + len(ChartKind)


@pytest.mark.parametrize("language", languages())
def test_no_word_is_drawn_and_never_heard(language: str) -> None:
    assert [one for one in check_pdf(built(language).pdf).findings if one.code == "RB-PDF-UNHEARD"] == []


@pytest.mark.parametrize("language", languages())
def test_in_the_edition(language: str) -> None:
    page = edition_pages(built(language).report, theme_of("paragraphs"), AROUND)[WHOLE]
    main = parse(page).find("main")
    assert heard(_read(main)) == wanted()
    # Without looks, and in a reader that drops what is hidden, the same words are left.
    assert heard(_shown(main)) == wanted() - heard(_names(main))


def _read(element: Element) -> Iterator[str]:
    """What a screen reader reads: names of pictures in their place, nothing that is hidden or not shown."""
    if element.attributes.get("aria-hidden") == "true" or "narrow" in element.classes:
        return
    if element.attributes.get("role") == "img":
        yield element.attributes["aria-label"] or ""
        return
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _read(child)
    yield " "


def _shown(element: Element) -> Iterator[str]:
    """The text of a page that has no style sheet."""
    if element.attributes.get("aria-hidden") != "true":
        for child in element.children:
            if isinstance(child, str):
                yield child
            else:
                yield from _shown(child)
        yield " "


def _names(element: Element) -> Iterator[str]:
    """The names of pictures, which are attributes; of each two drawings alike the first."""
    for one in element.elements:
        if one.attributes.get("role") == "img" and "narrow" not in one.classes:
            yield f"{one.attributes['aria-label']} "
