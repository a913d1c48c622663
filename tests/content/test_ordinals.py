"""A number with a full stop at the head of a line: text where an ordinal is meant, and no list is lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from report_builder.content.markdown import parse_blocks
from report_builder.language.word_lists import MONTHS, every_word
from report_builder.model.blocks import List, Paragraph
from report_builder.model.walking import WRITTEN, Node, texts
from tests.content.projects import load, report_of
from tests.said import english

ALONE = [
    *(f"17. {month} er en dag." for month in every_word(*MONTHS)),
    *(f"2. {noun} i rekken" for noun in every_word("rule.ordinal-nouns")),
    *(f"2. {noun}" for noun in every_word("rule.ordinal-nouns")),
    "2. verdenskrig endte i 1945.",
    "1. amanuensis Kari Hansen ledet møtet.",
    "2. nestleder i styret er Ola.",
    "1. kvartal",
    "1. plass i målingen",
    "1. januar 2020 og blir der.",
    "2019. Et år med endringer.",
    "17.  mai har to blanke.",
]
"""Lines that can only be text, each alone where it stands."""

PLACES = {
    "paragraph": "{}\n",
    "after a list": "1. En\n2. To\n\n{}\n",
    "below a list": "- En\n- To\n\n{}\n",
    "item": "- {}\n- Annet\n",
    "item of a numbered list": "1. Først\n\n   {}\n\n2. Så\n",
    "quotation": "> {}\n",
    "box": '::: {{.fact-box title="Tittel"}}\n{}\n:::\n',
    "meaning": "Ord\n: {}\n",
    "note": "Ord.[^a]\n\n[^a]: {}\n",
}

LISTS = [
    "1. En\n2. To\n",
    "1. plass: Oslo\n2. plass: Bergen\n3. plass: Bodø\n",
    "1) januar\n",
    "17) mai\n",
    "1. Et punkt alene\n",
    "3. Tre\n4. Fire\n",
    "1. En\n\n   Mer.\n\n2. To\n",
    "1. En\n\n2. To\n",
    "1. En\n\nTekst imellom.\n\n2. To\n",
    "0. Null\n1. En\n",
    "1. En\n1. En til\n1. En tredje\n",
    "1. En\n   1. Under en\n   2. Under to\n2. To\n",
    "1. En over\nto linjer\n2. To\n",
]


def kinds(tokens: Iterable[Token]) -> list[tuple[str, str, object, str]]:
    return [(token.type, token.info, token.attrs.get("start"), token.content) for token in tokens]


def as_commonmark(source: str) -> list[tuple[str, str, object, str]]:
    parser = MarkdownIt("commonmark")
    tokens: list[Token] = []
    parser.block.parse(source, parser, {}, tokens)
    return kinds(tokens)


@pytest.mark.parametrize("place", PLACES)
def test_an_ordinal_is_text_wherever_it_stands(tmp_path: Path, place: str) -> None:
    source = "\n".join(PLACES[place].replace("[^a]", f"[^a{n}]").format(line) for n, line in enumerate(ALONE))
    if place in ("item", "below a list"):
        source = "\n\nOrd.\n\n".join(PLACES[place].format(line) for line in ALONE)
    outcome = load(tmp_path, f"# K\n\n{source}\n")
    assert outcome.value is not None
    told = [item for item in outcome.diagnostics if item.code == "RB-ORDINAL"]
    assert told == [], [str(item) for item in told]
    parts: list[Node] = [*outcome.value.chapters, *outcome.value.notes.values()]
    said = " ".join(" ".join(text for part in parts for text in texts(part, WRITTEN)).split())
    for line in ALONE:
        assert " ".join(line.split()) in said.replace("\u00a0", " ")


def test_an_ordinal_in_a_paragraph_stays_in_it(tmp_path: Path) -> None:
    source = (
        "Fagområdet ligger der fra\n1. januar 2020 og blir der.\n\nAvtalen gjaldt fra\n4. desember og ut.\n"
    )
    outcome = load(tmp_path, f"# K\n\n{source}")
    assert outcome.value is not None
    assert [type(block) for block in outcome.value.chapters[0].blocks] == [Paragraph, Paragraph]
    assert outcome.diagnostics == ()


def test_an_ordinal_ends_the_list_above_it(tmp_path: Path) -> None:
    outcome = load(tmp_path, "# K\n\n1. En\n2. To\n17. mai er en dag.\n")
    assert outcome.value is not None
    listed, after = outcome.value.chapters[0].blocks
    assert isinstance(listed, List)
    assert isinstance(after, Paragraph)
    assert len(listed.items) == 2


@pytest.mark.parametrize("line", ALONE)
def test_the_sure_way_is_not_told(tmp_path: Path, line: str) -> None:
    outcome = load(tmp_path, f"# K\n\n{line.replace('.', chr(92) + '.', 1)}\n")
    assert outcome.value is not None
    assert {item.code for item in outcome.diagnostics} <= {"RB-TYPOGRAPHY"}  # two blanks
    assert [type(block) for block in outcome.value.chapters[0].blocks] == [Paragraph]


@pytest.mark.parametrize("source", LISTS)
def test_a_list_stays_a_list(tmp_path: Path, source: str) -> None:
    report_of(tmp_path, f"# K\n\n{source}")
    assert kinds(parse_blocks(source, {})) == as_commonmark(source)


@pytest.mark.parametrize(
    "source", ["5. Alene\n", "1. mai: søknad\n2. juni: svar\n", "2019. Et år\n2020. Et år til\n"]
)
def test_a_list_that_could_be_text_is_told(tmp_path: Path, source: str) -> None:
    outcome = load(tmp_path, f"# K\n\n{source}")
    assert outcome.value is not None
    assert isinstance(outcome.value.chapters[0].blocks[0], List)
    (told,) = outcome.diagnostics
    assert told.code == "RB-ORDINAL"
    assert "an item of a list" in english(told.message)


@pytest.mark.parametrize(
    ("source", "kind", "lines"),
    [
        ("1. verdenskrig kom i 1914.\n\n2. verdenskrig kom i 1939.\n", List, [3]),
        ("1. verdenskrig kom i 1914.\nDen varte.\n\n2. verdenskrig kom i 1939.\n", List, [3]),
        ("1. mai er en dag.\n\n2. mai er en annen.\n", List, [3]),
        ("2. verdenskrig endte i 1945.\n\n3. klasse har gym.\n", Paragraph, []),
        ("2. verdenskrig endte i 1945.\n\n3. klasse har gym.\n\n4. etasje er tom.\n", Paragraph, []),
        ("2. mai er en dag.\n\n3. klasse har gym.\n", Paragraph, []),
        ("2. klasse har gym.\n\n3. mai er en dag.\n", Paragraph, []),
        ("2. verdenskrig endte i 1945.\n\n1. januar 2024 kom loven.\n", Paragraph, []),
        ("2. verdenskrig endte i 1945.\n\n3. Søk nå.\n", List, [3]),
        ("- 1. etasje: kontor\n- 2. etasje: lager\n", List, []),
        ("1. plass: Oslo\n2. plass: Bergen\n", List, []),
        ("1. januar 2020 kom loven.\n\n2. januar 2020 kom forskriften.\n", Paragraph, []),
        ("1. januar 2020 kom loven.\n2. januar 2020 kom forskriften.\n", Paragraph, [3]),
        ("31. desember 2019 var slutten.\n\n1. januar 2020 var begynnelsen.\n", Paragraph, []),
    ],
)
def test_two_that_follow_are_told_where_they_may_mean_something_else(
    source: str, kind: type, lines: list[int], tmp_path: Path
) -> None:
    outcome = load(tmp_path, f"# K\n\n{source}")
    assert outcome.value is not None
    assert isinstance(outcome.value.chapters[0].blocks[0], kind)
    told = [item for item in outcome.diagnostics if item.code == "RB-ORDINAL"]
    assert [item.span.line for item in told if item.span] == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("1. dag: reise\n1. dag: hvile\n", [1, 2]),
        ("1. runde: Oslo\n3. runde: Bodø\n", [1]),
        ("1. En\n2. To\n5. plass til Oslo\n", [3]),
        ("2. verdenskrig varte til\n2. september 1945.\n", []),
        ("2. verdenskrig varte fra 1939 til\n1945. Så kom freden.\n", []),
        ("2. verdenskrig endte i 1945.\n\n1. verdenskrig endte i 1918.\n", []),
        ("- 4. etasje\n- 5. etasje\n", []),
    ],
)
def test_an_ordinal_with_its_noun_is_told_only_among_other_numbers(
    source: str, lines: list[int], tmp_path: Path
) -> None:
    outcome = load(tmp_path, f"# K\n\n{source}")
    told = [item for item in outcome.diagnostics if item.code == "RB-ORDINAL"]
    assert [item.span.line - 2 for item in told if item.span] == lines
    assert all("read as text" in english(item.message) for item in told)
    assert all(
        f"{source.splitlines()[line - 1][0]}\\." in english(item.hint)
        for line, item in zip(lines, told, strict=True)
        if item.hint
    )


WORD = st.sampled_from(["ok", "En", "foo", "bar", "**fet**", "`kode`", "d.", "e", "Punkt"])


@st.composite
def counted(draw: st.DrawFn) -> str:
    """Draw a list whose numbers go on, each item of one or two paragraphs, tight or loose."""
    start, count = draw(st.integers(0, 120)), draw(st.integers(2, 5))
    blank = draw(st.sampled_from(["\n", "\n\n"]))
    items = []
    for number in range(start, start + count):
        mark = f"{number}. "
        own = draw(st.lists(WORD, min_size=1, max_size=3))
        more = draw(st.booleans())
        items.append(mark + " ".join(own) + (f"\n\n{' ' * len(mark)}mer" if more else ""))
    before = draw(st.sampled_from(["", "Tekst.\n\n", "- a\n- b\n\n", "> s\n\n"]))
    return before + blank.join(items) + "\n"


@given(counted())
def test_no_list_that_goes_on_is_lost(source: str) -> None:
    environment: dict[str, object] = {}
    assert kinds(parse_blocks(source, environment)) == as_commonmark(source)
    assert "ordinals" not in environment
