"""Citations: places in a source, several sources in one place, and what is told of a citation gone wrong."""

from __future__ import annotations

import shutil

import pytest

from report_builder.content.literature.cited import Cited
from report_builder.content.literature.positions import Positions
from report_builder.content.load import load_report
from report_builder.sources.files import SourceFiles
from tests.content.test_literature import FACTS, read, shown
from tests.sample_reports import make_folder

STYLES = ("apa", "vancouver", "harvard", "chicago-notes", "rettsvitenskap")


def cited(text: str, **options: str) -> list[str]:
    """The words of the first paragraph, or of the notes where a style has those."""
    report, _ = read(text, **options)
    notes = sorted(report.notes.values(), key=lambda note: note.number)
    return [shown(note.blocks[0]) for note in notes] or [shown(report.chapters[0].blocks[0])]


SIGNS = {"§ 3": "§ 3", "§§ 3-4": "§§ 3–4", "§ 3-1": "§ 3-1", "§§ 3 og 5": "§§ 3 og 5"}
WORDS = ("punkt 2.1", "pkt. 2", "avsnitt 3", "avsn. 8", "del 2", "note 4", "linje 5", "kap. 6", "nr. 7")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_place_is_called_what_the_author_called_it(style: str, language: str) -> None:
    places = SIGNS if language == "en" else {**SIGNS, **dict.fromkeys(WORDS)}
    report, _ = read("\n\n".join(f"[@aas2018, {place}]" for place in places), style=style, language=language)
    notes = sorted(report.notes.values(), key=lambda note: note.number)
    blocks = [note.blocks[0] for note in notes] or report.chapters[0].blocks
    found = [shown(block).rstrip(".)") for block in blocks]
    for text, (written, sign) in zip(found, places.items(), strict=True):
        assert text.endswith(f" {sign or written}")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("sec. 2.1", "Section 2.1"),
        ("para. 3", "para. 3"),
        ("pt. 2", "Part 2"),
        ("chap. 4", "Chapter 4"),
        ("p. 5", "p. 5"),
    ],
)
def test_english_places_are_written_as_apa_has_them(written: str, expected: str) -> None:
    assert cited(f"[@aas2018, {written}]", language="en") == [f"(Ås, 2018, {expected})"]


@pytest.mark.parametrize(("written", "expected"), [("sec. 2", "punkt 2"), ("para. 3", "avsnitt 3")])
def test_english_words_for_a_place_are_said_in_norwegian(written: str, expected: str) -> None:
    assert cited(f"[@aas2018, {written}]") == [f"(Ås, 2018, {expected})"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[@aas2018, s. 1; @ode2015]", "(1, s. 1; 2)"),
        ("[se @aas2018; @ode2015]", "(se 1; 2)"),
        ("[@aas2018; @ode2015, s. 2]", "(1; 2, s. 2)"),
        ("[@aas2018; @ode2015]", "(1,2)"),
        ("[@aas2018, s. 1]", "(1, s. 1)"),
        ("[@aas2018, s. 3-4]", "(1, s. 3–4)"),
    ],
)
def test_numbers_with_places_stand_apart(written: str, expected: str) -> None:
    assert cited(written, style="vancouver") == [expected]


@pytest.mark.parametrize(
    "written",
    [
        "[@hansen2020; @aas2018]",
        "[@hansen2020, @aas2018]",
        "[@hansen2020,@aas2018]",
        "[@hansen2020;\n@aas2018]",
    ],
)
def test_a_comma_before_a_key_parts_sources_as_a_semicolon_does(written: str) -> None:
    assert cited(written) == ["(Hansen & Berg, 2020; Ås, 2018)"]


def test_places_stay_with_their_sources_between_commas() -> None:
    written = "[se @hansen2020, s. 3, @aas2018, § 4]"
    assert cited(written) == ["(se Hansen & Berg, 2020, s. 3; Ås, 2018, § 4)"]


def test_brackets_may_begin_on_the_line_above() -> None:
    assert cited("[se\n@aas2018, s. 3]") == ["(se Ås, 2018, s. 3)"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("(@aas2018)", "[@aas2018]"),
        ("(@aas2018, s. 3)", "[@aas2018, s. 3]"),
        ("(se @aas2018, § 3)", "[se @aas2018, § 3]"),
        ("(@aas2018 [s. 3])", "[@aas2018, s. 3]"),
        ("(@aas2018; @ode2015, s. 3)", "[@aas2018; @ode2015, s. 3]"),
        ("(@aas2018 og @ode2015)", "[@aas2018; @ode2015]"),
        ("(@aas2018 viser det)", ""),
        ("(som @aas2018 skriver, er det slik)", ""),
        ("(1) @aas2018 (2)", ""),
    ],
)
@pytest.mark.parametrize("style", ["apa", "chicago-notes"])
def test_parentheses_within_parentheses_are_told(written: str, meant: str, style: str) -> None:
    _, told = read(f"Sagt {written}.", style=style)
    hints = [dict(item.hint.values) for item in told if item.hint and item.code == "RB-UNKNOWN-CITATION"]
    assert hints == ([{"text": meant}] if meant else [])


@pytest.mark.parametrize("written", ["ola[@]example.org", "ola [@] example.org", "ola [at] example.org"])
def test_addresses_that_hide_are_no_citations(written: str) -> None:
    report, _ = read(written)
    assert shown(report.chapters[0].blocks[0]) == written


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Jf. [@aas2018, s. 9].", "(Bokforlaget, 2018), 9."),
        ("Jf. [@aas2018, s. 9]", "(Bokforlaget, 2018), 9."),
        ("Jf. [@aas2018, s. 9], og mer.", "(Bokforlaget, 2018), 9, og mer."),
        ("Jf. [@aas2018, s. 9] og mer.", "(Bokforlaget, 2018), 9 og mer."),
        ("Det er sagt (jf. [@aas2018, s. 9]).", "(Bokforlaget, 2018), 9)."),
        ("Sagt i [@aas2018, s. 9]?", "(Bokforlaget, 2018), 9?"),
        ("Jf. [@aas2018, s. 9]. Så mer.", "(Bokforlaget, 2018), 9. Så mer."),
        ("*Jf. [@aas2018, s. 9]*.", "(Bokforlaget, 2018), 9."),
        ("Jf. [@aas2018]. Og [@aas2018].", "(Bokforlaget, 2018). Og ibid."),
    ],
)
def test_a_note_has_one_stop_where_its_sentence_ends(note: str, expected: str) -> None:
    (text,) = cited(f"Sagt.[^n]\n\n[^n]: {note}\n", style="chicago-notes")
    assert text.endswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@aas2018] [@aas2018]", "Ibid."),
        ("[@aas2018, s. 3] [@aas2018, s. 3]", "Ibid."),
        ("[@aas2018, s. 3] [@aas2018, s. 4]", "Ibid., 4."),
        ("[@aas2018] [@aas2018, s. 4]", "Ibid., 4."),
        ("[@aas2018, s. 3] [@aas2018]", "Ås, Boken om alt, 2018."),
        ("[@ode2015; @aas2018] [@aas2018]", "Ås, Boken om alt, 2018."),
        ("[@aas2018; @ode2015] [@ode2015, s. 55]", "Ødegård, Lie, og Moe, «Et kapittel», 2015, 55."),
        ("[@aas2018] [@ode2015] [@aas2018]", "Ås, Boken om alt, 2018."),
        ("[@aas2018] Sagt.[^n] [@aas2018]\n\n[^n]: Bare tekst.", "Ås, Boken om alt, 2018."),
        ("Sagt.[^n] [@aas2018]\n\n[^n]: [@ode2015] og [@aas2018].", "Ås, Boken om alt, 2018."),
        ("Sagt.[^n] [@aas2018]\n\n[^n]: Jf. [@aas2018].", "Ibid."),
    ],
)
def test_ibid_means_the_one_source_of_the_note_before(text: str, expected: str) -> None:
    assert cited(text, style="chicago-notes")[-1] == expected


def test_the_same_source_twice_in_one_note_is_ibid() -> None:
    (text,) = cited("[@aas2018, s. 3; @aas2018, s. 4]", style="chicago-notes")
    assert text.endswith("2018), 3; ibid., 4.")


def test_a_source_is_near_for_some_notes() -> None:
    positions = Positions(2)
    notes = [("a", 1), ("b", 2), ("a", 3), ("b", 6)]
    found = [positions.of(Cited(key), note, begins=True) for key, note in notes]
    assert [(one.name, one.near) for one in found] == [
        *(("first", False), ("first", False), ("subsequent", True), ("subsequent", False))
    ]


@pytest.mark.parametrize(
    ("facts", "sources"),
    [
        (FACTS + "tittel: [\n", b""),
        (FACTS.replace("literature:", "literatur:"), b""),
        (FACTS.replace("literature: content/referanser.bib", "literature: [1, 2]"), b""),
        (FACTS.replace("referanser.bib", "finnesikke.bib"), b""),
        (FACTS.replace("referanser.bib", "finnes.doc"), b""),
        (FACTS, "@book{aas2018, author = {Ås, Per}, title = {Om alt}}".encode("latin-1")),
        (FACTS, b"@book{aas2018, author = {A}, title = {B}\n"),
    ],
)
def test_sources_that_cannot_be_read_are_told_once(facts: str, sources: bytes) -> None:
    text = "# Kapittel\n\nSagt [@aas2018] og [@ode2015; @] av @aas2018 (@ode2015).\n\n::: literature\n:::\n"
    root = make_folder(text, report=facts)
    if sources:
        (root / "content" / "referanser.bib").write_bytes(sources)
    try:
        outcome = load_report(SourceFiles(root))
    finally:
        shutil.rmtree(root)
    assert outcome.value is None
    assert {item.span.path for item in outcome.diagnostics if item.span} <= {
        *("content/report.yaml", "content/referanser.bib")
    }
