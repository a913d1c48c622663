"""Where a place is in the newest version, case by case."""

from __future__ import annotations

from functools import cache

import pytest

from report_builder.publish.following.follow import Newest, follow
from report_builder.publish.following.model import Changes, Count, Following, State
from report_builder.publish.following.reading import record_of
from report_builder.publish.following.record import TABLE, Record
from tests.publish.following.reports import drawn

FIRST = """\
# Funn {#funn}

Innledningen til kapitlet om funn handler om hva kommunene svarte i undersøkelsen.

## Metode

Vi spurte 120 kommuner om hvordan de arbeider, og 80 prosent av dem svarte innen fristen.

Svarene ble gått gjennom av to personer, som var enige om det meste.

## Resultat {#resultat}

Andelen som har en plan, er 12 prosent. I de store kommunene er den 30 prosent.

Få kommuner har satt av penger til arbeidet, og de fleste venter på staten.

Tabell: Møter og dager {#tbl-moter}

| Hva | Antall |
|-----|-------:|
| Møter | 12 |
| Dager | 30 |

::: {.fact-box #boks title="Husk dette"}
Planen skal være ferdig før sommeren, og alle skal ha lest den.
:::
"""
SECOND = """\
# Tiltak {#tiltak}

Her står hva vi mener at departementet og kommunene bør gjøre de neste årene.

## Metode

Tiltakene er valgt ut i møter med kommunene, som fikk si hva som hastet mest.

De ble så ordnet etter hva de koster og hvor lang tid det tar før de virker.

## Kort sikt

Lag en plan med frister, og gi en person ansvaret for at den blir fulgt.
"""
THIRD = "# Vedlegg {.unnumbered}\n\nSkjemaet som ble brukt i undersøkelsen, er trykt her i sin helhet.\n"


@cache
def record(*chapters: str) -> Record:
    return record_of(drawn({f"kapittel-{at}.md": text for at, text in enumerate(chapters)}))


def followed(*newest: str) -> Following:
    return follow(record(FIRST, SECOND, THIRD), record(*newest))


def edited(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_nothing_changed() -> None:
    following = followed(FIRST, SECOND, THIRD)
    for place in following.places.values():
        assert (place.state, place.changes, place.is_told) == (State.UNCHANGED, Changes(), False)
    assert {name: one.page for name, one in following.pages.items()} == {
        name: name for name in ("index.html", "alt.html", "funn.html", "tiltak.html", "vedlegg.html")
    }


def test_a_number_that_changed_is_told_at_its_section_and_its_chapter() -> None:
    following = followed(edited(FIRST, ("er 12 prosent", "er 14 prosent")), SECOND, THIRD)
    changes = Changes(paragraphs=Count(changed=1), numbers=(("12 prosent", "14 prosent"),))
    section, chapter = following.places["resultat"], following.places["funn"]
    assert (section.state, section.changes, section.own) == (State.CHANGED, changes, changes)
    assert (chapter.state, chapter.changes, chapter.own) == (State.CHANGED, changes, Changes())
    assert section.is_told
    assert not chapter.is_told
    assert following.places["metode"].state is State.UNCHANGED
    assert following.pages["index.html"].changes == Changes(chapters=Count(changed=1))


@pytest.mark.parametrize(
    ("now", "numbers"),
    [
        ("er 12 prosentpoeng. I de store kommunene er den 30 prosent", [("12 prosent", "12 prosentpoeng")]),
        ("er 14 prosent. I store kommuner er den nå 31 prosent",
         [("12 prosent", "14 prosent"), ("30 prosent", "31 prosent")]),
        ("er 12 %. I de store kommunene er den 30 pst", []),
        ("er 12,0 prosent. I de store kommunene er den 30 prosent", []),
        ("er 9 prosent, og 12 prosent vet ikke. I de store kommunene er den 30 prosent", []),
    ],
)  # fmt: skip
def test_numbers_are_compared_as_values(now: str, numbers: list[tuple[str, str]]) -> None:
    before = "er 12 prosent. I de store kommunene er den 30 prosent"
    found = followed(edited(FIRST, (before, now)), SECOND, THIRD).places["resultat"]
    assert list(found.changes.numbers) == numbers
    assert found.changes.paragraphs == Count(changed=1)


def test_a_table_counts_as_one_and_tells_its_numbers() -> None:
    following = followed(edited(FIRST, ("| Møter | 12 |", "| Møter | 13 |\n| Uker | 4 |")), SECOND, THIRD)
    changes = Changes(tables=Count(changed=1), numbers=(("12", "13"),))
    assert following.places["tbl-moter"].changes == changes
    assert following.places["resultat"].own == changes


def test_a_box_is_followed_and_its_paragraphs_are_counted() -> None:
    following = followed(edited(FIRST, ("før sommeren", "før jul")), SECOND, THIRD)
    assert following.places["boks"].changes == Changes(paragraphs=Count(changed=1))
    assert following.places["resultat"].own == Changes(paragraphs=Count(changed=1))


def test_ids_from_titles_follow_their_sections_when_chapters_change_places() -> None:
    # "metode" is now the id of the other section of that title, and "metode-2" of this one.
    following = followed(SECOND, FIRST, THIRD)
    assert {place.state for place in following.places.values()} == {State.UNCHANGED}
    first, second = following.places["metode"], following.places["metode-2"]
    assert (first.page, first.id) == ("funn.html", "metode-2")
    assert (second.page, second.id) == ("tiltak.html", "metode")


def test_a_heading_that_was_renamed_is_found_by_its_texts() -> None:
    following = followed(FIRST, edited(SECOND, ("Kort sikt", "De første tolv månedene")), THIRD)
    found = following.places["kort-sikt"]
    assert (found.id, found.title) == ("de-forste-tolv-manedene", "De første tolv månedene")
    assert found.changes == Changes(headings=Count(changed=1))


def test_a_section_in_another_chapter_is_moved() -> None:
    moved = SECOND[SECOND.index("## Kort sikt") :]
    following = followed(FIRST, SECOND.replace(moved, ""), f"{THIRD}\n{moved}")
    found = following.places["kort-sikt"]
    assert (found.state, found.page, found.is_told) == (State.MOVED, "vedlegg.html", True)
    assert following.places["tiltak"].changes == Changes(paragraphs=Count(moved=1))
    assert following.places["vedlegg"].changes == Changes(paragraphs=Count(came=1))


def test_what_is_gone_leads_to_what_it_stood_in() -> None:
    following = followed(FIRST, SECOND[: SECOND.index("## Kort sikt")], THIRD)
    found = following.places["kort-sikt"]
    assert (found.state, found.page, found.id) == (State.GONE, "tiltak.html", "tiltak")
    assert following.places["tiltak"].changes == Changes(paragraphs=Count(gone=1))


def test_a_chapter_that_is_gone_leads_to_the_contents() -> None:
    following = followed(FIRST, THIRD)
    for name in ("tiltak", "metode-2", "kort-sikt"):
        found = following.places[name]
        assert (found.state, found.page, found.id) == (State.GONE, "index.html", "")
        # A chapter has no line of its own: who reads a section of it, has to be told there.
        assert found.is_told
    assert following.pages["tiltak.html"].state is State.GONE
    assert following.pages["alt.html"].changes == Changes(chapters=Count(gone=1))


def test_a_chapter_that_became_a_section_is_moved() -> None:
    lower = THIRD.replace("# Vedlegg {.unnumbered}", "\n## Vedlegg")
    following = followed(FIRST, SECOND + lower)
    found = following.pages["vedlegg.html"]
    assert (found.state, found.page, found.is_chapter) == (State.MOVED, "tiltak.html", False)


def test_sections_that_were_joined_are_both_found() -> None:
    second = SECOND.replace("\n## Kort sikt\n", "")
    following = followed(FIRST, second, THIRD)
    assert following.places["kort-sikt"].id == "metode-2"
    assert following.places["kort-sikt"].changes == Changes(headings=Count(changed=1))
    # Only to the one that was there before has anything come.
    assert following.places["metode-2"].changes == Changes(paragraphs=Count(came=1))


def test_a_chapter_that_was_divided_keeps_its_place() -> None:
    at = FIRST.index("## Resultat")
    new = f"# Resultater\n\nEt nytt kapittel om svarene.\n\n{FIRST[at:]}"
    following = followed(FIRST[:at], new, SECOND, THIRD)
    chapter = following.pages["funn.html"]
    assert (chapter.page, chapter.state) == ("funn.html", State.CHANGED)
    assert chapter.changes == Changes(paragraphs=Count(moved=3), tables=Count(moved=1))
    found = following.places["resultat"]
    assert (found.state, found.page, found.changes) == (State.MOVED, "resultater.html", Changes())
    assert not following.places["boks"].is_told
    # Its texts were there, but for one.
    assert following.pages["index.html"].changes == Changes(chapters=Count(changed=1, new=1))


def test_another_order_of_the_same_paragraphs_is_told() -> None:
    one = "Vi spurte 120 kommuner om hvordan de arbeider, og 80 prosent av dem svarte innen fristen.\n\n"
    two = "Svarene ble gått gjennom av to personer, som var enige om det meste.\n\n"
    following = followed(FIRST.replace(one + two, two + one), SECOND, THIRD)
    assert following.places["metode"].changes == Changes(reordered=True)


def test_the_same_records_give_the_same_answer() -> None:
    newest = Newest(record(SECOND, edited(FIRST, ("12 prosent", "13 prosent"))))
    old = record(FIRST, SECOND, THIRD)
    assert newest.follow(old) == newest.follow(old) == follow(old, newest.record)


_CELLS = "| Hva | Antall |\n|---|---:|\n| Svar | 120 |\n| Andel | 8 % |\n"
_OTHER_CELLS = "| Land | Folk |\n|---|---|\n| Norge | mange |\n| Island | få |\n| Sverige | flest |\n"


@pytest.mark.parametrize("before", ["", f"{_OTHER_CELLS}\nMellom dem står dette avsnittet alene.\n\n"])
def test_a_table_without_a_caption_is_the_same_when_every_row_changed(before: str) -> None:
    intro = "# Tall\n\nHer står tallene fra undersøkelsen som kommunene svarte på.\n\n## Svar\n\n"
    changed = _CELLS.replace("120", "121").replace("8 %", "9 %")
    following = follow(record(intro + _CELLS), record(intro + before + changed))
    found = following.places["svar"].changes
    assert found.tables == Count(changed=1, new=int(bool(before)))
    assert found.numbers == (("120", "121"), ("8 %", "9 %"))
    (table,) = (one for one in following.places.values() if one.kind == TABLE)
    assert (table.state, table.changes.numbers) == (State.CHANGED, found.numbers)


_WAY = """\
# Veien

Her står hva som kommer etter at arbeidet er ferdig neste år.

## Første steg {#en}

Kommunene lager en plan med frister og ansvar, og departementet ser den igjennom før sommeren og svarer \
innen høsten er over.

## Andre steg {#to}

Staten betaler for opplæring av alle som skal bruke systemet, og de som har brukt det før, lærer opp \
de andre i løpet av året.
"""


def test_exchanged_ids_and_a_divided_paragraph() -> None:
    new = edited(
        _WAY.replace("{#en}", "{#x}").replace("{#to}", "{#en}").replace("{#x}", "{#to}"),
        ("ansvar, og departementet", "ansvar.\n\nDepartementet"),
        ("systemet, og de", "systemet.\n\nDe"),
    )
    for old, now in ((_WAY, new), (new, _WAY)):
        following = follow(record(old), record(now))
        first = following.places["en" if old is _WAY else "to"]
        assert first.title == "Første steg"
        assert first.changes == Changes(paragraphs=Count(changed=1))
        assert following.places["veien"].changes == Changes(paragraphs=Count(changed=2))


def test_a_dissolved_chapter_leads_to_where_most_of_its_sections_went() -> None:
    at = _WAY.index("## Første")
    following = follow(record(FIRST, _WAY), record(FIRST + "\n" + _WAY[at : _WAY.index("## Andre")]))
    chapter = following.pages["veien.html"]
    assert (chapter.state, chapter.id, chapter.went) == (State.GONE, "funn", (1, 2))
    gone = following.places["to"]
    assert (gone.state, gone.page, gone.is_told) == (State.GONE, "index.html", True)
    assert following.places["en"].state is State.MOVED
