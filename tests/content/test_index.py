"""The index: marks in the text, entries in two levels, pages in ranges."""

from __future__ import annotations

import pytest

from report_builder.content.load import load_report
from report_builder.model.index import Index, IndexEntry, IndexPlace, Stop, stops
from report_builder.model.inlines import Indexed, Reference, plain_text
from report_builder.model.report import Report
from report_builder.model.walking import walk
from report_builder.sources.files import SourceFiles
from tests.sample_reports import build_folder, make_folder, report_of

INDEX = "## Register\n\n::: index\n:::"


def entries(report: Report) -> dict[str, IndexEntry]:
    """The entries by their words, those below others with theirs before them."""
    (found,) = (node for node in walk(report.chapters) if isinstance(node, Index))
    said: dict[str, IndexEntry] = {}
    for entry in found.items:
        word = plain_text(entry.term)
        said[word] = entry
        said |= {f"{word}!{plain_text(below.term)}": below for below in entry.entries}
    return said


def words(report: Report) -> list[str]:
    """The words that the index leads to, in their order."""
    return [plain_text(node.children) for node in walk(report.chapters) if isinstance(node, Indexed)]


def test_entries_stand_in_the_order_of_the_language_below_the_word_that_they_belong_to() -> None:
    report = report_of(
        "# En\n\n[Ås]{.index}, [Aasen]{.index}, [ære]{.index}, [øde]{.index}, [zoo]{.index}, "
        f'[Andre]{{.index}} og [noe]{{index="zoo!om sommeren; zoo!Etter stengetid"}}.\n\n{INDEX}'
    )
    assert [*entries(report)] == [
        *("Andre", "zoo", "zoo!Etter stengetid", "zoo!om sommeren"),
        *("ære", "øde", "Ås", "Aasen"),
    ]
    assert words(report) == ["Ås", "Aasen", "ære", "øde", "zoo", "Andre", "noe"]


def test_a_capital_that_begins_a_sentence_makes_no_entry_of_its_own() -> None:
    report = report_of(
        f"# En\n\n[Mandat]{{.index}} er [mandat]{{.index}}. [NAV]{{.index}} er NAV.\n\n{INDEX}"
    )
    assert {name: len(entry.places) for name, entry in entries(report).items()} == {"mandat": 2, "NAV": 1}


def test_an_entry_keeps_its_marks_and_its_language_and_leads_nowhere_else() -> None:
    report = report_of(
        "# En\n\n[*Peer Gynt*]{.index}, [[lenken](https://example.org/)]{.index} og "
        f'[mandates]{{.index lang=en}}; et [rop]{{index="ja\\!; *Brand*"}}.\n\n{INDEX}'
    )
    assert [*entries(report)] == ["Brand", "ja!", "lenken", "mandates", "Peer Gynt"]
    kinds = {name: type(entry.term[0]).__name__ for name, entry in entries(report).items()}
    assert kinds == {
        "Brand": "Emphasis",
        "ja!": "Text",
        "lenken": "Text",
        "mandates": "Language",
        "Peer Gynt": "Emphasis",
    }


def test_an_entry_leads_to_others_instead_of_pages_or_beside_them() -> None:
    report = report_of(
        '# En\n\n[KUD]{.index see="Etaten"}, [Etaten]{.index see-also="mål!og midler"} og '
        f'[mål]{{index="mål!og midler"}}.\n\n{INDEX}'
    )
    found = entries(report)
    assert [plain_text(found[name].see) for name in ("KUD", "Etaten")] == [
        "se Etaten",
        "se også mål: og midler",
    ]
    assert [len(found[name].places) for name in ("KUD", "Etaten", "mål")] == [0, 1, 0]
    (reference,) = (node for node in found["Etaten"].see if isinstance(node, Reference))
    assert reference.target == found["mål!og midler"].id


@pytest.mark.parametrize(
    ("places", "written"),
    [
        ([(1, 1), (1, 1), (3, 3)], ["1", "3"]),
        ([(2, 5), (3, 3), (6, 6)], ["2–5", "6"]),
        ([(2, 2), (2, 4)], ["2–4"]),
        ([(4, 4), (5, 5), (6, 6)], ["4", "5", "6"]),
        ([(7, 7), (2, 2)], ["2", "7"]),
    ],
)
def test_a_page_is_written_once_and_in_its_order(places: list[tuple[int, int]], written: list[str]) -> None:
    ids = [IndexPlace(f"{first}.{n}", f"{last}.{n}x") for n, (first, last) in enumerate(places)]

    def of(target: str) -> Stop:
        label = target.partition(".")[0]
        return Stop(int(label), label, target)

    assert ["–".join(one.label for one in stop) for stop in stops(ids, of)] == written


def test_without_an_index_the_words_are_words() -> None:
    root = make_folder("# En\n\nEt [mandat]{.index} her.[^n]\n\n[^n]: Et [ord]{.index}.")
    outcome = load_report(SourceFiles(root))
    assert outcome.value is not None
    nodes = [*walk(outcome.value.chapters, notes=outcome.value.notes)]
    assert not any(isinstance(node, Indexed) for node in nodes)
    assert [item.code for item in outcome.diagnostics] == ["RB-UNUSED"]


def test_words_of_titles_captions_notes_and_cells_are_places_once() -> None:
    sample = build_folder(
        make_folder(
            '# Om [mandat]{.index}\n\nTekst.[^n]\n\n[^n]: Et [ord]{.index}.\n\n## [Dette]{index="dette"}\n\n'
            'Tabell: [Tall]{index="tall"}\n\n| a | [b]{.index} |\n|--|--|\n| c | [d]{.index} |\n\n'
            f"::: list-of-tables\n:::\n\n{INDEX}"
        )
    )
    assert [*entries(sample.report)] == ["b", "d", "dette", "mandat", "ord", "tall"]
    for entry in entries(sample.report).values():
        assert sample.page_of(entry.places[0].first) == "1"
