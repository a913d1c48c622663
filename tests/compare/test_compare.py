"""What counts as a change, and that each change is told once."""

from __future__ import annotations

import pytest

from report_builder.compare import Comparison, NotComparable, Side, compare
from report_builder.compare.model import Change, Kind, Op, Segment, TextChange
from tests.compare.editions import CHAPTER, FILLER, FINDINGS, REPORT, changed, edited, edition

SENTENCE = "Den første setningen handler om veien videre."


def told(comparison: Comparison) -> dict[str, int]:
    """How much is told under each heading; what is empty is left out."""
    names = ("findings", "numbers", "metadata", "texts", "figures")
    return {name: len(getattr(comparison, name)) for name in names if getattr(comparison, name)}


def sides(segments: tuple[Segment, ...]) -> tuple[list[str], list[str]]:
    removed = [text for op, text in segments if op is Op.REMOVED]
    return removed, [text for op, text in segments if op is Op.ADDED]


def test_the_same_edition_has_no_difference() -> None:
    comparison = changed()
    assert told(comparison) == {}
    assert not comparison.different


def test_one_sentence_and_one_finding_are_two_changes() -> None:
    chapter = edited(SENTENCE, "Den første setningen handler om tiden etterpå.")
    comparison = changed(
        chapter,
        edited("value: 73\n", "value: 74\n", FINDINGS),
        edited("updated: 2022-05-10", "updated: 2023-01-02", edited('"1.0"', '"2"', REPORT)),
    )
    assert told(comparison) == {"findings": 1, "metadata": 2, "texts": 1}
    [finding] = comparison.findings
    assert (finding.id, finding.before_display, finding.after_display) == (
        "strategisk",
        "73\u00a0%",
        "74\u00a0%",
    )
    assert [(field.name, field.before, field.after) for field in finding.fields] == [("value", "73", "74")]
    # The paragraph, the card, the chart (its longer bar and its alternative text), the row of its table.
    assert [place.kind for place in finding.places] == [Kind.PARAGRAPH, Kind.ITEM, Kind.FIGURE, Kind.ROW]
    [text] = comparison.texts
    assert sides(text.segments) == (["veien videre"], ["tiden etterpå"])
    assert text.place.section == "1.1 Veien videre"
    assert {change.field.name: len(change.places) for change in comparison.metadata} == {
        "version": 1,
        "updated": 1,
    }


def test_a_finding_in_a_passage_of_another_language_is_no_change_of_its_own() -> None:
    """English writes "74%", where the report writes "74 %"."""
    before = CHAPTER + "\n## Summary {#summary lang=en}\n\nAgreed: {finding}`strategisk` and [så](#funn).\n"
    comparison = changed(before, edited("value: 73\n", "value: 74\n", FINDINGS), before=before)
    assert told(comparison) == {"findings": 1}
    assert any(place.section.endswith("Summary") for place in comparison.findings[0].places)


def test_other_pages_are_no_change() -> None:
    before = edited("## Veien", f"{FILLER}\n## Veien")
    comparison = changed(
        edited("# Funn {#funn}\n", "# Funn {#funn}\n\n::: page-break\n:::\n", before), before=before
    )
    assert told(comparison) == {}
    assert any(old != new for old, new in comparison.abreast), "the text stands on other pages"
    shifted = changed(before)
    assert {text.change for text in shifted.texts} == {Change.ADDED}
    assert all("fyller siden" in text.segments[0].text for text in shifted.texts)
    assert set(told(shifted)) <= {"texts", "metadata"}, "neither references nor figures change with the pages"


def test_automatic_numbers_are_no_change() -> None:
    figure = '![Noe helt annet, i blått](bilder/eksempel.png "En ny figur først")'
    new = f"## Enda et avsnitt {{#enda}}\n\n{figure}\n\n"
    comparison = changed(edited("## Veien", f"{new}## Veien"))
    assert [text.place.kind for text in comparison.texts] == [Kind.HEADING]
    assert [figure.change for figure in comparison.figures] == [Change.ADDED]
    assert set(told(comparison)) <= {"texts", "figures", "metadata"}


def test_a_number_of_a_title_is_no_automatic_number() -> None:
    chapter = edited("## Slutten", "## 10 råd til slutt")
    comparison = changed(edited("10 råd", "12 råd", chapter), before=chapter)
    assert [(number.before, number.after) for number in comparison.numbers] == [("10", "12")]
    assert comparison.numbers[0].texts[0].place.kind is Kind.HEADING


def test_a_new_heading_is_told_once_and_not_where_it_is_referred_to() -> None:
    comparison = changed(edited("## Slutten", "## Helt til slutten"))
    assert [text.place.kind for text in comparison.texts] == [Kind.HEADING]


def test_blocks_added_removed_and_moved() -> None:
    middle = "Et avsnitt som ingen skal røre, står mellom de to andre og har ti ord til.\n"
    added = changed(edited(middle, f"{middle}\nEt nytt avsnitt med egne ord.\n")).texts
    assert [(text.change, text.segments) for text in added] == [
        (Change.ADDED, (Segment(Op.ADDED, "Et nytt avsnitt med egne ord."),))
    ]
    [removed] = changed(edited(middle, "")).texts
    assert removed.change is Change.REMOVED
    assert removed.place.after is None
    [moved] = changed(edited("Til slutt", f"{middle}\nTil slutt", edited(middle, ""))).texts
    assert (moved.change, moved.count) == (Change.MOVED, 1)
    assert moved.place.section == "Slutten"


def test_blocks_that_move_together_are_one_entry() -> None:
    first, second = CHAPTER.index("Den første"), CHAPTER.index("Vi viser")
    chapter = CHAPTER[:first] + CHAPTER[second:] + "\n" + CHAPTER[first:second]
    comparison = changed(chapter)
    assert [(text.change, text.count) for text in comparison.texts] == [(Change.MOVED, 2)]


def test_a_number_without_findings_is_called_out_with_all_its_places() -> None:
    old, new = edition(CHAPTER), edition(CHAPTER, edited("value: 73\n", "value: 74\n", FINDINGS), label="v2")
    comparison = compare(Side("a.pdf", old.pdf), Side("b.pdf", new.pdf))
    assert told(comparison) == {"numbers": 1}
    [number] = comparison.numbers
    assert (number.before, number.after) == ("73\u00a0%", "74\u00a0%")
    assert sorted(text.place.kind for text in number.texts) == sorted(
        [Kind.PARAGRAPH, Kind.ITEM, Kind.FIGURE, Kind.ROW]
    )


def test_a_number_in_a_table_is_told_with_its_row() -> None:
    comparison = changed(edited("| Møter | 12 |", "| Møter | 14 |"))
    assert told(comparison) == {"numbers": 1}
    assert comparison.numbers[0].texts[0].segments == (
        Segment(Op.SAME, "Møter | "),
        Segment(Op.REMOVED, "12"),
        Segment(Op.ADDED, "14"),
    )


NEW_FINDING = (
    FINDINGS
    + '  - {id: ny, value: 5, unit: "%", statement: Et nytt utsagn, group: deltakere, source: Etaten}\n'
)


def test_a_finding_that_is_added_or_removed_takes_its_texts_along() -> None:
    added = changed(findings=NEW_FINDING)
    assert told(added) == {"findings": 1}
    assert (added.findings[0].id, added.findings[0].change) == ("ny", Change.ADDED)
    assert {place.kind for place in added.findings[0].places} == {Kind.ITEM, Kind.FIGURE, Kind.ROW}
    removed = compare(edition(CHAPTER, NEW_FINDING), edition(CHAPTER, label="v2"))
    assert told(removed) == {"findings": 1}
    assert removed.findings[0].change is Change.REMOVED


CARDS = """\
# Funn {#funn}

::: {.finding-cards group="deltakere"}
:::
"""


def test_findings_that_change_alike_have_their_places_each() -> None:
    """As when all of them got more answers: the card says of which finding it is."""
    before = edited("    source: Etaten\n    n: 120\n", "    n: 120\n", FINDINGS)
    before = edited(
        "    group: deltakere\n    source: Etaten\n", "    group: deltakere\n    n: 120\n", before
    )
    comparison = compare(
        edition(CARDS, before), edition(CARDS, before.replace("n: 120", "n: 130"), label="v2")
    )
    assert told(comparison) == {"findings": 2}
    assert [[place.kind for place in finding.places] for finding in comparison.findings] == [[Kind.ITEM]] * 2
    first, second = (finding.places[0] for finding in comparison.findings)
    assert first != second


def test_a_number_of_answers_and_a_source_may_change_at_once() -> None:
    comparison = changed(
        CARDS, edited("source: Etaten\n    n: 120", "source: Tilsynet", FINDINGS), before=CARDS
    )
    assert told(comparison) == {"findings": 1}
    assert [place.kind for place in comparison.findings[0].places] == [Kind.ITEM]


def test_a_finding_is_found_in_a_text_where_more_changed() -> None:
    """A statement that stands in the text with other words around it that changed too."""
    said = "Ledergruppen har blitt et mer strategisk organ"
    before = f"# Funn {{#funn}}\n\nHer er det: {said}, med {{number}}`strategisk` av oss.\n"
    after = f"# Funn {{#funn}}\n\nHer er det: {said}, helt klart, alle 74 mann av oss.\n"
    comparison = changed(after, edited("value: 73\n", "value: 74\n", FINDINGS), before=before)
    assert told(comparison)["texts"] == 1
    assert [place.kind for place in comparison.findings[0].places] == [Kind.PARAGRAPH]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("statement: Mer samhandling", "statement: Mer samhandling med andre", "statement"),
        ("n: 120", "n: 124", "n"),
        ("unit: grupper", "unit: toppledergrupper", "unit"),
        ("value: 72.5", "value: 71", "value"),
    ],
)
def test_every_field_of_a_finding_takes_its_texts_along(old: str, new: str, field: str) -> None:
    comparison = changed(findings=edited(old, new, FINDINGS))
    assert told(comparison) == {"findings": 1}
    assert [change.name for change in comparison.findings[0].fields] == [field]
    assert comparison.findings[0].places


def test_a_paragraph_that_changed_otherwise_too_is_told_by_itself() -> None:
    chapter = edited("enige. Det var", "helt enige. Det var")
    comparison = changed(chapter, edited("value: 73\n", "value: 74\n", FINDINGS))
    assert told(comparison) == {"findings": 1, "texts": 1}
    assert sides(comparison.texts[0].segments) == (["73\u00a0%"], ["74\u00a0% helt"])
    assert Kind.PARAGRAPH in {place.kind for place in comparison.findings[0].places}


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("title: Prøver –", "title: Nye prøver –", ["title"]),
        ("authors: [Ada Prøve, Bo Prøve]", "authors: [Ada Prøve, Cai Prøve]", ["authors"]),
        ("keywords: [prøve, rapport]", "keywords: [prøve]", ["keywords"]),
        ("published: 2019-12-04", "published: 2020-01-05", ["published"]),
        ('number: "2019:1"', 'number: "2019:2"', ["series_number"]),
        ("issn: 1890-6583", "issn: 1890-6591", ["issn"]),
        ("issn: 1890-6583", "issn: 1890-6583\nisbn: 978-82-7483-092-9", ["isbn"]),
        ("issn: 1890-6583", "issn: 1890-6583\ndoi: 10.1234/abc", ["doi"]),
        ("issn: 1890-6583", "issn: 1890-6583\nurn: URN:NBN:no-12345", ["urn"]),
        ("issn: 1890-6583", "issn: 1890-6583\nrecord: {case: 2019/1234, entry: 5}", ["record"]),
        ("publisher: Etaten", "publisher: Den nye etaten", ["publisher"]),
        ("name: CC BY 4.0", "name: CC BY-SA 4.0", ["licence"]),
    ],
)
def test_facts_take_the_lines_of_cover_and_colophon_along(old: str, new: str, fields: list[str]) -> None:
    comparison = changed(report=edited(old, new, REPORT))
    assert told(comparison) == {"metadata": len(fields)}
    assert [change.field.name for change in comparison.metadata] == fields
    assert all(change.places for change in comparison.metadata)


def test_what_the_metadata_does_not_say_is_told_as_text() -> None:
    comparison = changed(report=edited("email: post@example.org", "email: ny@example.org", REPORT))
    assert [text.place.section for text in comparison.texts] == ["", ""]  # the colophon and the back


def test_a_link_that_leads_elsewhere_is_a_change() -> None:
    comparison = changed(edited("https://example.org/a", "https://example.org/b"))
    assert [sides(text.segments) for text in comparison.texts] == [
        (["<https://example.org/a>"], ["<https://example.org/b>"])
    ]


def test_a_reference_to_something_else_is_a_change_and_a_new_id_is_none() -> None:
    assert sides(changed(edited("[](#slutt)", "[](#videre)")).texts[0].segments) == (
        ["«Slutten»"],
        ["avsnitt 1.1"],
    )
    renamed = CHAPTER.replace("#slutt", "#slutten")
    assert told(changed(renamed)) == {}


def test_figures_by_picture_text_and_caption() -> None:
    [alt] = changed(edited("![Tre streker]", "![Fire streker]")).figures
    assert (alt.picture, sides(alt.alt), sides(alt.caption)) == (False, (["Tre"], ["Fire"]), ([], []))
    [caption] = changed(edited("Uro i *tre* trinn", "Uro i *fire* trinn")).figures
    assert (caption.picture, sides(caption.caption)) == (False, (["tre"], ["fire"]))
    [removed] = changed(
        edited(
            '![Tre streker](bilder/eksempel.png "Uro i *tre* trinn"){#fig-uro}\n\n',
            "",
            edited("[](#fig-uro){.page} og ", ""),
        )
    ).figures
    assert removed.change is Change.REMOVED


DIAGRAM = """\
# Sløyfe

::: {.diagram kind="cycle" caption="En sløyfe" alt="To ord i en sløyfe"}
- **Prøve** og øve
  - ut
- **Lære** og dele
  - inn
:::
"""


def test_a_picture_that_looks_different_is_told_though_its_texts_are_the_same() -> None:
    wide = edited("{.diagram", "{.diagram .wide", DIAGRAM)
    [figure] = changed(wide, before=DIAGRAM).figures
    assert (figure.change, figure.picture) == (Change.CHANGED, True)
    assert [op for op, _ in (*figure.alt, *figure.caption)] == [Op.SAME, Op.SAME]


def test_a_word_in_a_diagram_is_told_once_as_the_word_that_it_is() -> None:
    comparison = changed(edited("og dele", "og spørre", DIAGRAM), before=DIAGRAM)
    assert told(comparison) == {"texts": 1}
    assert sides(comparison.texts[0].segments) == (["dele"], ["spørre"])


def test_a_note_is_told_where_it_stands() -> None:
    [text] = changed(edited("Noten står nederst", "Fotnoten står nederst")).texts
    assert text.place.kind is Kind.NOTE
    assert text.segments[1:] == (Segment(Op.ADDED, "Fotnoten"), Segment(Op.SAME, " står nederst på siden."))


def swapped(segments: tuple[Segment, ...]) -> list[str]:
    return sorted(f"{'+' if op is Op.ADDED else '-'}{text}" for op, text in segments if op is not Op.SAME)


def test_the_way_back_swaps_added_and_removed() -> None:
    chapter = edited(
        SENTENCE, "Setningen handler om tiden etterpå.", edited("til.\n", "til.\n\nEt nytt avsnitt her.\n")
    )
    one, other = edition(CHAPTER), edition(chapter, NEW_FINDING, label="v2")
    there, back = compare(one, other), compare(other, one)
    assert told(there) == told(back) == {"findings": 1, "texts": 2}
    turned = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED, Change.CHANGED: Change.CHANGED}
    assert [change.change for change in back.findings] == [turned[c.change] for c in there.findings]

    def seen(change: TextChange, *, turn: bool) -> tuple[Change, list[str]]:
        marks = swapped(change.segments)
        flip = str.maketrans("+-", "-+")
        return (
            (turned[change.change], sorted(mark[0].translate(flip) + mark[1:] for mark in marks))
            if turn
            else (change.change, marks)
        )

    assert [seen(text, turn=True) for text in there.texts] == [seen(text, turn=False) for text in back.texts]


def test_files_that_cannot_be_compared_are_all_named() -> None:
    with pytest.raises(NotComparable) as refused:
        compare(Side("a", b"no PDF"), Side("b", b"%PDF-1.7 nor this"))
    assert [label for label, _ in refused.value.faults] == ["a", "b"]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [('compared: "2021"', 'compared: "2022"', "compared"), ("value: 4", "value: +4", "value")],
)
def test_a_change_of_sign_or_period_is_a_change_of_the_finding_alone(old: str, new: str, field: str) -> None:
    findings = (
        'findings:\n  - {id: f, value: 4, unit: poeng, compared: "2021", statement: Flere er fornøyd}\n'
    )
    chapter = '# Kapittel\n\nI alt {finding}`f`.\n\n::: finding-cards {ids="f"}\n:::\n'
    found = compare(edition(chapter, findings), edition(chapter, edited(old, new, findings)))
    (change,) = found.findings
    assert [one.name for one in change.fields] == [field]
    assert not found.texts
    assert not found.numbers
