"""What every style writes of a source, in every language: numbers, people, and places in it."""

from __future__ import annotations

import re

import pytest

from report_builder.model.blocks import Paragraph
from report_builder.model.inlines import plain_text
from tests.content.test_citing_places import STYLES, cited
from tests.content.test_literature import entries, read, said, shown

LANGUAGES = ("nb", "nn", "en")
NORWEGIAN = ("nb", "nn")
OTHERS = re.compile(r"et al\.|mfl\.|and others")


def listed(source: str, style: str, language: str) -> str:
    """The entry of the source with the key ``x``."""
    report, _ = read("Sagt [@x].", source, style=style, language=language)
    (entry,) = entries(report)
    return entry


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", NORWEGIAN)
@pytest.mark.parametrize("number", [1, 2, 3, 4, 11, 12, 21, 22, 23, 101])
def test_numbers_end_as_norwegian_ones_do(style: str, language: str, number: int) -> None:
    entry = listed(
        f"@book{{x, author={{Vik, Bo}}, title={{Bok}}, year=2020, edition={{{number}}}}}", style, language
    )
    assert f"{number}. utg." in entry


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", NORWEGIAN)
@pytest.mark.parametrize("day", ["01", "02", "03", "22", "31"])
def test_days_end_as_norwegian_ones_do(style: str, language: str, day: str) -> None:
    source = (
        f"@online{{x, author={{{{Etaten}}}}, title={{Side}}, url={{https://example.org}}, "
        f"date={{2026-01-{day}}}, urldate={{2026-01-{day}}}}}"
    )
    report, _ = read("Sagt [@x].", source, style=style, language=language)
    notes = [shown(note.blocks[0]) for note in report.notes.values()]
    whole = " ".join([*entries(report), *notes])
    assert not any(f"{day.lstrip('0')}{ending}" in whole for ending in ("st", "nd", "rd", "th"))
    if "januar" in whole:
        assert f"{day.lstrip('0')}. januar" in whole


def test_english_numbers_end_as_english_ones_do() -> None:
    entry = listed("@book{x, author={Vik, Bo}, title={A}, year=2020, edition={2}}", "apa", "en")
    assert "2nd edn" in entry


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["book", "collection", "report", "proceedings"])
@pytest.mark.parametrize("editors", ["Holm, Anne", "Holm, Anne and Vik, Per"])
def test_who_edited_a_book_is_said_once(style: str, language: str, kind: str, editors: str) -> None:
    source = f"@{kind}{{x, editor={{{editors}}}, title={{Antologi}}, year=2001}}"
    entry = listed(source, style, language)
    assert entry.count("Holm") == 1
    assert entry.count("Antologi") == 1
    report, _ = read("@x sier.", source, style=style, language=language)
    if not report.notes:
        assert shown(report.chapters[0].blocks[0]).count("Holm") == 1


@pytest.mark.parametrize("style", STYLES)
def test_who_edited_the_book_of_a_chapter_is_said_beside_its_author(style: str) -> None:
    source = (
        "@incollection{x, author={Vik, Ola}, title={Kap}, booktitle={Boka}, editor={Holm, Anne}, year=2020}"
    )
    assert listed(source, style, "nb").count("Holm") == 1


@pytest.mark.parametrize(
    ("style", "expected"), [("apa", "Holm (2001) sier."), ("harvard", "Holm (2001) sier.")]
)
def test_an_editor_is_part_of_the_sentence_as_an_author_is(style: str, expected: str) -> None:
    source = "@book{x, editor={Holm, Anne}, title={Antologi}, year=2001}"
    assert said("@x sier.", sources=source, style=style) == expected


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["author", "editor"])
@pytest.mark.parametrize("names", ["Vik, Ola", "Vik, Ola and Moe, Per"])
def test_others_are_said_in_the_text_and_in_the_list(
    style: str, language: str, role: str, names: str
) -> None:
    source = f"@book{{x, {role}={{{names} and others}}, title={{Tittel}}, year=2019}}"
    entry = listed(source, style, language)
    assert OTHERS.search(entry)
    for text in ("[@x]", "@x sier."):
        report, _ = read(text, source, style=style, language=language)
        notes = [shown(note.blocks[0]) for note in report.notes.values()]
        whole = " ".join([*notes, shown(report.chapters[0].blocks[0])])
        assert OTHERS.search(whole) or (style == "vancouver" and text == "[@x]")
        assert not any("\ue000" <= sign <= "\uf8ff" for sign in whole + entry)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("§ 3-1", "§ 3-1"),
        ("§§ 3-1 og 3-2", "§§ 3-1 og 3-2"),
        ("§§ 3-1 til 3-4", "§§ 3-1 til 3-4"),
        ("§§ 3-1, 3-2 og 4-1", "§§ 3-1, 3-2 og 4-1"),
        ("§§ 3-1 a og 3-1 b", "§§ 3-1 a og 3-1 b"),
        ("§§ 3-1–3-4", "§§ 3-1–3-4"),
        ("§§ 3-4", "§§ 3–4"),
        ("§§ 3-5 og 7", "§§ 3–5 og 7"),
        ("s. 3-4", "s. 3–4"),
    ],
)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", NORWEGIAN)
def test_the_hyphen_in_the_name_of_a_section_stays(
    written: str, expected: str, style: str, language: str
) -> None:
    (text,) = cited(f"[@aas2018, {written}]", style=style, language=language)
    wanted = expected.removeprefix("s. ") if style == "chicago-notes" else expected
    assert text.rstrip(".)").endswith(wanted)


@pytest.mark.parametrize("place", ["s. 4", "§ 3-1", "kap. 2", "4"])
@pytest.mark.parametrize("text", ["{0} {0}", "{0}.\n\nMer {0}", "Sagt.[^n]\n\n[^n]: {0} {0}"])
@pytest.mark.parametrize("style", ["apa", "vancouver", "harvard", "rettsvitenskap"])
def test_a_place_is_said_each_time(place: str, text: str, style: str) -> None:
    report, _ = read(text.format(f"[@aas2018, {place}]"), style=style)
    blocks = [*report.chapters[0].blocks, *(block for note in report.notes.values() for block in note.blocks)]
    whole = " ".join(shown(block) for block in blocks if hasattr(block, "children"))
    assert whole.count(place) == 2


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", NORWEGIAN)
@pytest.mark.parametrize("kind", ["jurisdiction", "book", "report", "legislation"])
def test_what_nobody_wrote_is_called_by_its_title(style: str, language: str, kind: str) -> None:
    source = f"@{kind}{{x, title={{Rt. 2010 s. 1345}}, date={{2010}}, institution={{Høyesterett}}}}"
    report, _ = read("Sagt [@x].", source, style=style, language=language)
    places = [*entries(report), *(shown(note.blocks[0]) for note in report.notes.values())]
    if style != "vancouver" and not report.notes:
        places.append(shown(report.chapters[0].blocks[0]))
    for written in places:
        assert written.count("Rt. 2010 s. 1345") == 1


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("end", ["?", "!", "…"])
@pytest.mark.parametrize(
    "entry",
    ["@article{{x, journal={{Blad}}, {}}}", "@book{{x, publisher={{Forlag}}, {}}}", "@report{{x, {}}}"],
)
def test_a_title_that_ends_with_a_mark_has_no_stop_behind_it(
    style: str, language: str, end: str, entry: str
) -> None:
    source = entry.format(f"author={{Vik, Bo}}, title={{Bør vi flytte{end}}}, year=2020")
    report, _ = read("Sagt [@x].", source, style=style, language=language)
    assert f"flytte{end}" in entries(report)[0].casefold()
    for written in [*entries(report), *(shown(note.blocks[0]) for note in report.notes.values())]:
        assert f"{end}." not in written


def test_a_title_with_a_mark_has_no_colon_before_what_stands_below_it() -> None:
    for title, expected in (("Hva nå?", "Hva nå? En bok"), ("Hva nå", "Hva nå: En bok")):
        source = f"@book{{x, author={{Vik, Bo}}, title={{{title}}}, subtitle={{En bok}}, year=2020}}"
        assert expected in listed(source, "apa", "nb")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", NORWEGIAN)
@pytest.mark.parametrize("kind", ["legislation", "jurisdiction", "report", "article"])
def test_numbers_are_not_called_by_english_words_in_norwegian(style: str, language: str, kind: str) -> None:
    source = f"@{kind}{{x, title={{Lov om prøver}}, number={{71}}, date={{2010-01-02}}}}"
    report, _ = read("Sagt [@x].", source, style=style, language=language)
    whole = " ".join([*entries(report), *(shown(note.blocks[0]) for note in report.notes.values())])
    assert not re.search(r"Pub\.|\bNo\.", whole)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("small", ["of", "the", "and", "in"])
def test_small_words_behind_an_abbreviation_stay_small(style: str, small: str) -> None:
    source = (
        f"@inproceedings{{x, author={{Vik, Bo}}, title={{Thing}}, booktitle={{Proc. {small} Things}}, "
        "langid={english}, year=2018}"
    )
    assert f"Proc. {small} Things" in listed(source, style, "nb")


@pytest.mark.parametrize("style", ["chicago-notes", "rettsvitenskap"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Han sier det. [@aas2018].", "Han sier det."),
        ("Han sier det? [@aas2018].", "Han sier det?"),
        ("Han sier det. [@aas2018]. Mer.", "Han sier det. Mer."),
        ("Han sier det. [@aas2018]. [@aas2018, s. 3].", "Han sier det."),
        ("Han sier *det.* [@aas2018].", "Han sier det."),
        ("Han sier. *det* [@aas2018].", "Han sier. det."),
        ("Han sier «det.» [@aas2018].", "Han sier «det.»"),
        ("Han sier det [@aas2018].", "Han sier det."),
        ("Han sier det [@aas2018], og mer.", "Han sier det, og mer."),
    ],
)
def test_a_sentence_has_one_stop_where_its_citation_is_a_note(style: str, text: str, expected: str) -> None:
    assert said(text, style=style) == expected


@pytest.mark.parametrize("place", ["§ 4-2", "s. 12", "kap. 3"])
@pytest.mark.parametrize("style", ["apa", "vancouver", "harvard"])
@pytest.mark.parametrize("text", ["Sagt [@aas2018, {}].", "@aas2018 [{}] sier."])
def test_a_place_is_not_parted_from_its_number(place: str, style: str, text: str) -> None:
    report, _ = read(text.format(place), style=style)
    block = report.chapters[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert place.replace(" ", "\u00a0") in plain_text(block.children)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["article", "newspaper", "book", "misc", "online", "incollection", "report"])
def test_what_has_neither_author_nor_container_is_called_by_its_title(
    style: str, language: str, kind: str
) -> None:
    source = f"@{kind}{{x, title={{Uten noe}}, year=2010}}"
    report, _ = read("Sagt [@x].", source, style=style, language=language)
    places = [*entries(report), *(shown(note.blocks[0]) for note in report.notes.values())]
    if style != "vancouver" and not report.notes:
        places.append(shown(report.chapters[0].blocks[0]))
    for written in places:
        assert written.casefold().count("uten noe") == 1
