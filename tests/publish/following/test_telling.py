"""What old pages say, and what a reader of them sees and hears."""

from __future__ import annotations

import re
from html import unescape

import pytest
from msgspec.structs import replace

from report_builder.language.catalogue import languages
from report_builder.publish.following.follow import follow
from report_builder.publish.following.model import NOTHING, Changes, Count, Followed, Following, State
from report_builder.publish.following.reading import record_of
from report_builder.publish.following.record import BOX, FIGURE, OBJECT, SECTION, TABLE, Place, Record
from report_builder.publish.following.slots import slot_of
from report_builder.publish.following.telling import (
    Old,
    page_notice,
    place_line,
    place_texts,
    version_notice,
)
from tests.publish.edition.support import FOLDER, edition
from tests.publish.following.filled import filled
from tests.sample_reports import ALL
from tests.web_support import SITE, axe, enlarge_text, page, sideways

DATES = {"nb": "3. mai 2024", "nn": "3. mai 2024", "en": "3 May 2024"}
RECORD = Record(1, "nb", "index.html", "alt.html", "Innhold", ("funn.html",), ())
PLACE = Place("veien", 0, SECTION, 2, "3.2", "Veien videre")
FOUND = Followed(State.UNCHANGED, "funn.html", "veien", "3.2", "Veien videre", "nb", is_chapter=False)
CHAPTER = replace(FOUND, id="funn", number="3", title="Funn", is_chapter=True)
MANY = Changes(
    headings=Count(changed=1),
    paragraphs=Count(changed=3, new=1, gone=1, moved=2, came=1),
    tables=Count(new=1),
    figures=Count(gone=2),
    reordered=True,
    numbers=tuple((f"{number} %", f"{number + 1} %") for number in (12, 20, 30, 40, 50)),
)


def where(name: str, target: str) -> str:
    return f"../latest/{name}#{target}"


def notice(found: Followed, language: str = "nb", path: str = "funn.html") -> str:
    text = page_notice(path, Old(2, DATES[language], language), RECORD, Following({}, {path: found}), where)
    return said(text)


def line(found: Followed, language: str = "nb", place: Place = PLACE) -> str:
    return said(place_line(place, found, Old(2, DATES[language], language), where))


def said(text: str) -> str:
    """The text as it is read."""
    return unescape(re.sub("<[^>]+>", "", text)).replace("\u00a0", " ")


def changed(changes: Changes, found: Followed = CHAPTER) -> Followed:
    return replace(found, state=State.CHANGED, changes=changes, own=changes, is_told=True)


_BEGINS = {
    "nb": "Dette er versjon 2, fra 3. mai 2024. Det finnes en nyere versjon. Samme sted: ",
    "nn": "Dette er versjon 2, frå 3. mai 2024. Det finst ein nyare versjon. Same stad: ",
    "en": "This is version 2, from 3 May 2024. There is a newer version. The same place: ",
}


@pytest.mark.parametrize(
    ("language", "same", "other"),
    [
        ("nb", "kapittel 3 «Funn» i nyeste versjon, med samme tekst.",
         "kapittel 3 «Funn» i nyeste versjon (3 avsnitt er endret, 1 er borte; 12 % har blitt 14 %)."),
        ("nn", "kapittel 3 «Funn» i nyaste versjon, med same tekst.",
         "kapittel 3 «Funn» i nyaste versjon (3 avsnitt er endra, 1 er borte; 12 % har blitt 14 %)."),
        ("en", "chapter 3 “Funn” in the newest version, with the same text.",
         "chapter 3 “Funn” in the newest version (3 paragraphs have changed, 1 is gone; 12 % is now 14 %)."),
    ],
)  # fmt: skip
def test_the_notice_of_a_chapter(language: str, same: str, other: str) -> None:
    found = replace(CHAPTER, language=language)
    assert notice(found, language) == _BEGINS[language] + same
    changes = Changes(paragraphs=Count(changed=3, gone=1), numbers=(("12 %", "14 %"),))
    assert notice(changed(changes, found), language) == _BEGINS[language] + other


def test_everything_that_changed_is_counted_and_three_numbers_are_told() -> None:
    assert notice(changed(MANY)).partition("(")[2] == (
        "1 overskrift er endret, 3 avsnitt er endret, 1 er nytt, 1 er borte, 2 er flyttet derfra, "
        "1 er flyttet dit, 1 tabell er ny, 2 figurer er borte, rekkefølgen er endret; "
        "12 % har blitt 13 %, 20 % har blitt 21 %, 30 % har blitt 31 % og 2 tall til)."
    )
    four = replace(MANY, numbers=MANY.numbers[:4])
    assert notice(changed(four)).endswith("30 % har blitt 31 % og ett tall til).")
    assert notice(changed(MANY), "en").partition("(")[2] == (
        "1 heading has changed, 3 paragraphs have changed, 1 is new, 1 is gone, 2 have moved away, "
        "1 has moved there, 1 table is new, 2 figures are gone, the order has changed; "
        "12 % is now 13 %, 20 % is now 21 %, 30 % is now 31 % and 2 more numbers)."
    )


def test_the_notice_of_a_chapter_that_is_gone_leads_to_the_contents() -> None:
    gone = Followed(State.GONE, "index.html", "", "", "Innhold", "nb", is_chapter=False, is_told=True)
    assert notice(gone).endswith("Dette kapittelet er ikke med i den. Innholdet i nyeste versjon.")
    assert notice(gone, "nn").endswith("Dette kapittelet er ikkje med i han. Innhaldet i nyaste versjon.")


@pytest.mark.parametrize(
    ("language", "only", "every", "some"),
    [
        ("nb", "Delen i det er flyttet til", "Alle delene i det er", "2 av de 3 delene i det er"),
        ("nn", "Delen i det er flytta til", "Alle delane i det er", "2 av dei 3 delane i det er"),
        ("en", "The section in it moved to", "All the sections in it", "2 of the 3 sections in it"),
    ],
)
def test_the_notice_of_a_dissolved_chapter(language: str, only: str, every: str, some: str) -> None:
    for went, words in (((1, 1), only), ((3, 3), every), ((2, 3), some)):
        text = notice(replace(CHAPTER, state=State.GONE, went=went), language)
        assert f". {words} " in text
        assert "3 «Funn»" in text or "3 “Funn”" in text


@pytest.mark.parametrize("language", languages())
def test_no_hidden_name_is_empty(language: str) -> None:
    for kind in (TABLE, FIGURE, BOX, SECTION):
        for state in (State.UNCHANGED, State.CHANGED, State.MOVED):
            found = replace(FOUND, number="", title="", kind=kind, state=state)
            text = place_line(PLACE, found, Old(2, DATES[language], language), where)
            assert not re.search(r", </span>|, *</a>|<span[^>]*>\W*</span>", text)


def test_the_notice_of_the_contents_and_of_everything_on_one_page() -> None:
    found = replace(changed(Changes(chapters=Count(changed=3, new=1, gone=2))), id="", page="index.html")
    assert notice(found, path="index.html").endswith(
        "Innholdet i nyeste versjon (3 kapitler er endret, 1 er nytt, 2 er borte)."
    )
    assert notice(replace(found, state=State.UNCHANGED, changes=NOTHING), path="alt.html").endswith(
        "Det finnes en nyere versjon. Hele rapporten på én side i nyeste versjon."
    )


def test_the_notice_of_a_landing_page() -> None:
    text = version_notice(Old(2, "3. mai 2024", "nb"), "../")
    assert said(text) == (
        "Dette er versjon 2, fra 3. mai 2024. Det finnes en nyere versjon. Gå til nyeste versjon"
    )
    assert 'href="../"' in text


def test_the_line_at_a_heading() -> None:
    moved = replace(FOUND, state=State.MOVED, is_told=True)
    lines = {
        line(FOUND),
        line(changed(Changes(paragraphs=Count(changed=1)), FOUND)),
        line(moved),
        line(replace(moved, changes=MANY)).partition(" (")[0],
        line(replace(CHAPTER, state=State.GONE)),
        line(replace(FOUND, state=State.GONE, id="", number="", title="Innhold", page="index.html")),
        line(replace(FOUND, number="", title="Veien")),
        line(replace(FOUND, number="Figur 2", title="")),
    }
    lines_read = {text.removesuffix(", 3.2 «Veien videre»") for text in lines}
    assert lines_read == {
        "Samme tekst i nyeste versjon",
        "Endret siden: se nyeste versjon, 3.2 «Veien videre» (1 avsnitt er endret)",
        "Flyttet: se 3.2 «Veien videre» i nyeste versjon",
        "Flyttet og endret: se 3.2 «Veien videre» i nyeste versjon",
        "Ikke med i nyeste versjon: se kapittel 3 «Funn» der",
        "Ikke med i nyeste versjon: se innholdet der",
        "Samme tekst i nyeste versjon, «Veien»",
        "Samme tekst i nyeste versjon, figur 2",
    }


def test_a_line_is_quiet_where_there_is_nothing_to_tell() -> None:
    old = Old(2, "3. mai 2024", "nb")
    told = changed(Changes(paragraphs=Count(changed=1)), FOUND)
    loud = place_line(PLACE, told, old, where)
    assert 'class="newer"' in loud
    for place, found in (
        (PLACE, FOUND),
        (PLACE, replace(told, is_told=False)),
        (replace(PLACE, level=OBJECT), told),
    ):
        assert 'class="newer quiet"' in place_line(place, found, old, where)


def test_each_word_is_in_its_language() -> None:
    old = Old(2, "3. mai 2024", "nb")
    foreign = replace(PLACE, language="en")
    text = place_line(foreign, replace(FOUND, title="Next", language="en"), old, where)
    assert text.startswith('<p class="newer quiet" lang="nb"')
    assert '<span lang="en">Next</span>' in text


def test_no_text_names_the_newest_version_or_changes_with_it() -> None:
    found = changed(MANY)
    for text in (notice(found), line(found)):
        assert "versjon 3" not in text
        assert "v3" not in text


def test_lines_stand_on_the_pages_of_chapters_alone() -> None:
    record = record_of(edition("headings"))
    following = follow(record, record)
    old = Old(2, "3. mai 2024", "nb")
    own = record.pages[0]
    chapter = place_texts(own, old, record, following, where)
    last = record.places[-1].id
    assert f'href="../latest/{own}#{last}"' in chapter[slot_of(last)]
    assert slot_of(record.places[0].id) not in chapter, "the notice above the page says it"
    for page_of_others in (record.index, record.whole):
        assert place_texts(page_of_others, old, record, following, where) == {}


# In a browser


def test_a_filled_page_is_accessible_and_fits_every_screen() -> None:
    with page(1440, files=filled("report")) as opened:
        opened.goto(f"{SITE}{FOLDER}innledning.html")
        assert axe(opened) == []
        opened.set_viewport_size({"width": 390, "height": 844})
        opened.goto(f"{SITE}{FOLDER}innledning.html#evalueringer")
        assert axe(opened) == []
        enlarge_text(opened)
        opened.set_viewport_size({"width": 320, "height": 640})
        assert sideways(opened) == 0


def test_lines_fit_beside_every_kind_of_block() -> None:
    with page(320, files=filled(ALL)) as opened:
        for path in sorted(path for path in filled(ALL) if path.endswith(".html")):
            opened.goto(f"{SITE}{path}")
            opened.add_style_tag(content=".edition .quiet { display: block !important }")
            assert sideways(opened) == 0, path


_QUIET = (
    "() => [...document.querySelectorAll('.quiet')].filter(one => one.offsetHeight).map(one => one.innerText)"
)
_SEEN = """() => {
    const shown = [...document.querySelectorAll('.newer')].filter(one => one.offsetHeight)
    const boxes = shown.map(one => one.getBoundingClientRect())
    return boxes.filter(box => box.top >= 0 && box.bottom <= innerHeight).length
}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_who_comes_by_a_link_sees_the_way_to_the_same_place(width: int) -> None:
    files = filled("report")
    record = record_of(
        {path.removeprefix(FOLDER): data for path, data in files.items() if path.startswith(FOLDER)}
    )
    first = [place for place in record.places if record.pages[place.page] == "innledning.html"][1:]
    with page(width, 844, files=files) as opened:
        opened.goto(f"{SITE}{FOLDER}innledning.html")
        assert opened.evaluate(_QUIET) == []
        for place in first:
            opened.goto(f"{SITE}{FOLDER}innledning.html#{place.id}")
            assert opened.evaluate(_SEEN) >= 1, place.id
            assert len(opened.evaluate(_QUIET)) <= 1, place.id


def test_no_line_is_printed() -> None:
    with page(1000, files=filled("report"), media="print") as opened:
        opened.goto(f"{SITE}{FOLDER}innledning.html#evalueringer")
        assert opened.evaluate(
            "() => [...document.querySelectorAll('.newer, .notice')].every(one => !one.offsetHeight)"
        )
