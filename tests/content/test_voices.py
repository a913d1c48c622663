"""Words that are surely in another language than their tag says, and quotations without one."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from report_builder.content.load import read_report
from report_builder.diagnostics import Diagnostic
from report_builder.sources.files import SourceFiles
from tests.content.projects import load
from tests.said import line_of

CODES = ("RB-LANG-MISSING", "RB-LANG-TAG", "RB-VALUE")
WORDS = {
    "en": "This is the English text, said by all of us",
    "nb": "Vi har ikke fått svar fra noen av dem",
    "nn": "Vi har ikkje fått svar frå nokon av dei",
}
QUOTED = {
    "en": "We have to do this with all of the people in the group",
    "nb": "Vi må gjøre dette sammen med alle som er i gruppen, og ikke uten dem",
    "nn": "Vi må gjere dette saman med alle som er i gruppa, og ikkje utan dei",
}
MARKED = {
    "words": "Her er [{words}]{{lang={tag}}}.",
    "words in a note": "Ord.[^n]\n\n[^n]: [{words}]{{lang={tag}}}.",
    "words in a cell": "| A | B |\n|---|---|\n| c | [{words}]{{lang={tag}}} |",
    "passage": "::: passage {{lang={tag}}}\n{words}.\n:::",
    "list in a passage": "::: passage {{lang={tag}}}\n- {words}.\n:::",
    "box": '::: fact-box {{title="Ord" lang={tag}}}\n{words}.\n:::',
    "side note": "Ord.\n\n::: side-note {{lang={tag}}}\n{words}.\n:::",
    "pull quote": "::: pull-quote {{lang={tag}}}\n{words}.\n:::",
    "heading": "## {words} {{lang={tag}}}\n\nOrd.",
    "section": "## Ord {{lang={tag}}}\n\n{words}.",
    "caption": "Tabell: {words} {{lang={tag}}}\n\n| A | B |\n|---|---|\n| 1 | 2 |",
}
QUOTATIONS = {
    "quotation": "> {words}.",
    "quotation over lines": "> {words},\n> {words}.",
    "quotation in a list": "- Ord\n\n  > {words}.",
    "pull quote": "::: pull-quote\n{words}.\n:::",
}


def told(tmp_path: Path, language: str, body: str) -> list[Diagnostic]:
    found = load(tmp_path, f"# K\n\n{body}\n", language=language).diagnostics
    return [item for item in found if item.code in CODES]


@pytest.mark.parametrize(("place", "tag", "written"), list(product(MARKED, WORDS, WORDS)))
def test_words_that_are_surely_of_another_language_are_told(
    place: str, tag: str, written: str, tmp_path: Path
) -> None:
    body = MARKED[place].format(words=WORDS[written], tag=tag)
    language = next(one for one in WORDS if one != tag)
    found = told(tmp_path, language, body)
    assert len(found) == (tag != written), [line_of(item) for item in found]
    for item in found:
        assert item.code == "RB-LANG-MISSING"
        assert line_of(item).endswith(f"write lang={written}")
        before = body[: body.index("lang=")]
        assert item.span
        assert (item.span.line - 2, item.span.column) == (
            before.count("\n") + 1,
            len(before.rpartition("\n")[2]) + 1,
        )


@pytest.mark.parametrize(("place", "tag", "written"), list(product(MARKED, ("no", "nor-NO", "xx"), WORDS)))
def test_a_tag_that_does_not_say_is_cured_by_its_words(
    place: str, tag: str, written: str, tmp_path: Path
) -> None:
    (item,) = told(tmp_path, "nb", MARKED[place].format(words=WORDS[written], tag=tag))
    assert item.code == "RB-LANG-TAG"
    assert line_of(item).endswith(f"write lang={written}")


@pytest.mark.parametrize("tag", ["en", "no"])
def test_norwegian_that_may_be_either_is_cured_with_both(tag: str, tmp_path: Path) -> None:
    (item,) = told(tmp_path, "nb", f"[Det er en fin dag i dag og vi har det bra]{{lang={tag}}}")
    assert line_of(item).endswith("write lang=nb or lang=nn")


@pytest.mark.parametrize("tag", ["fr", "ru", "se", "da", "de"])
def test_english_is_told_under_the_tag_of_any_language(tag: str, tmp_path: Path) -> None:
    (item,) = told(tmp_path, "nb", f"[{WORDS['en']}]{{lang={tag}}}")
    assert line_of(item).endswith("write lang=en")


@pytest.mark.parametrize(
    "body",
    [
        "[The State of the Nation and of the World]{lang=nb}",
        "[The House]{lang=nb} og [Rett og plikt]{lang=en}",
        "[Program for toppledergrupper i staten og med kommunene]{lang=en}",
        "[Vi har ikke fått svar fra dem i går]{lang=da}",
        "[Vi har inte fått svar från någon av dem som är med]{lang=sv}",
        "[Er kan om en met de man van het huis]{lang=nl}",
        "[Den Mann, der es war, hat man in der Stadt]{lang=de}",
        "[Il est en train de les voir et on a un chat]{lang=fr}",
        "Her er [et uttrykk]{lang=no}.",
        "::: passage {lang=nb}\n> " + QUOTED["nb"] + ".\n:::",
        "> Kort sagt: This is it.",
        "> The State of the Nation and of the World in the Year of the Group",
        "> [" + QUOTED["en"] + "]{lang=en}",
        "> " + QUOTED["nn"],
        "> Gruppen svarte «we will» og «they are», men ikke noe mer om det.",
        "::: passage {lang=en}\n> " + QUOTED["en"] + "\n:::",
    ],
)
def test_what_may_be_a_name_a_title_or_a_neighbour_is_left(body: str, tmp_path: Path) -> None:
    for item in told(tmp_path, "nb", body):
        assert item.code == "RB-LANG-TAG"
        assert line_of(item).endswith("write lang=nb or lang=nn")


@pytest.mark.parametrize(("place", "language", "written"), list(product(QUOTATIONS, QUOTED, QUOTED)))
def test_a_quotation_in_another_language_is_told(
    place: str, language: str, written: str, tmp_path: Path
) -> None:
    body = QUOTATIONS[place].format(words=QUOTED[written])
    found = told(tmp_path, language, body)
    # Bokmål and nynorsk quote each other, and are told apart where there is more of a text.
    far = (language == "en") != (written == "en")
    assert len(found) == (far or (language != written and place == "quotation over lines"))
    for item in found:
        assert item.code == "RB-LANG-MISSING"
        assert f"[…]{{lang={written}}}" in line_of(item)
        head = "pull-quote" if place == "pull quote" else "passage"
        assert f"::: {head} {{lang={written}}}" in line_of(item)


def test_a_heading_speaks_for_its_quotations(tmp_path: Path) -> None:
    text = f"{QUOTED['en']}. " * 4
    (item,) = told(tmp_path, "nb", f"## Summary\n\n{text}\n\n> {QUOTED['en']}.")
    assert item.span
    assert item.span.line == 1


LETTERS = {
    "el": "Η εμπιστοσύνη μεταξύ των μελών είναι σημαντική",
    "ru": "Эта работа показывает доверие между людьми",
    "ko": "사람들 사이의 신뢰는 매우 중요합니다",
    "ja": "人々の間の信頼はとても大切です",
}
VALUES = {
    "content/report.yaml": "description: {}\n",
    "content/findings.yaml": "  - {{id: ny, value: 1, statement: {}}}\n",
    "content/landing.yaml": "lead: {}\n",
}


@pytest.mark.parametrize(("path", "tag"), list(product(VALUES, LETTERS)))
def test_values_in_other_letters_are_told_with_what_can_be_done(path: str, tag: str, tmp_path: Path) -> None:
    load(tmp_path, "# K\n\nOrd.\n")
    for words, count in ((LETTERS[tag], 1), ("Hilsen Москва, Αθήνα, 北京 og 서울", 0)):
        file = tmp_path / path
        before = file.read_text("utf-8") if file.exists() else ""
        file.write_text(before + VALUES[path].format(words), "utf-8")
        told = [item for item in read_report(SourceFiles(tmp_path)).diagnostics if item.code == CODES[0]]
        file.write_text(before, "utf-8")
        assert len(told) == count
        for item in told:
            assert item.span
            line = (before + VALUES[path].format(words)).split("\n")[item.span.line - 1]
            assert (item.span.path, line[item.span.column - 1]) == (path, words[0])
            # On the landing page words can say their language, as in a chapter.
            cure = "write '[…]{lang=…}' around the words" if "landing" in path else "with 'lang='"
            assert line_of(item).endswith(cure)
