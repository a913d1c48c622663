"""Literature: what is a citation, how each style writes it, what a file of sources may have."""

from __future__ import annotations

import json
import shutil

import pytest

from report_builder.content.literature.latex import unicode_of
from report_builder.content.literature.locators import locator_of
from report_builder.content.load import load_report
from report_builder.diagnostics import Diagnostic, Severity
from report_builder.language.sorting import sort_key
from report_builder.model.blocks import Block, Paragraph
from report_builder.model.inlines import (
    Emphasis,
    Inlines,
    Link,
    NoteReference,
    Reference,
    Strong,
    Style,
    Styled,
    plain_text,
)
from report_builder.model.literature import Literature, Source
from report_builder.model.report import Report
from report_builder.model.walking import walk
from report_builder.sources.files import SourceFiles
from tests.sample_reports import LITERATURE, SAMPLES, make_folder

FACTS = (SAMPLES / "report.yaml").read_text("utf-8") + LITERATURE


def read(
    text: str,
    sources: str | None = None,
    *,
    style: str = "",
    language: str = "nb",
    file: str = "referanser.bib",
) -> tuple[Report, tuple[Diagnostic, ...]]:
    """Read a chapter of this text, which cites the samples' sources or these."""
    facts = FACTS.replace("language: nb", f"language: {language}").replace("referanser.bib", file)
    root = make_folder(
        f"# Kapittel\n\n{text}\n", report=facts + (f"citation_style: {style}\n" if style else "")
    )
    if sources is not None:
        (root / "content" / file).write_text(sources, encoding="utf-8")
    try:
        outcome = load_report(SourceFiles(root))
    finally:
        shutil.rmtree(root)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value, outcome.diagnostics


def said(text: str, **options: str) -> str:
    report, _ = read(text, **options)
    return shown(report.chapters[0].blocks[0])


def shown(block: Block | Source) -> str:
    """The words of a paragraph or of a source, with all blanks alike."""
    assert isinstance(block, Paragraph | Source)
    return shown_of(block.children)


def shown_of(inlines: Inlines) -> str:
    """Words with all blanks alike."""
    return plain_text(inlines).replace("\u00a0", " ")


def entries(report: Report) -> list[str]:
    return [
        f"{node.mark} {shown(node)}".strip() for node in walk(report.chapters) if isinstance(node, Source)
    ]


@pytest.mark.parametrize(
    ("written", "shown", "stressed"),
    [
        ("[se *særlig* @aas2018, s. 3]", "(se særlig Ås, 2018, s. 3)", ["særlig"]),
        ("[@aas2018, s. 3, **min** _kursiv_]", "(Ås, 2018, s. 3, min kursiv)", ["min", "kursiv"]),
        (r"[se \*særlig\* a_b_c @aas2018]", "(se *særlig* a_b_c Ås, 2018)", []),
        ("@aas2018 [s. 3, *min* utheving]", "Ås (2018, s. 3, min utheving)", ["min"]),
    ],
)
def test_the_authors_own_words_have_their_looks(written: str, shown: str, stressed: list[str]) -> None:
    report = read(written)[0]
    paragraph = report.chapters[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert shown_of(paragraph.children) == shown
    found = [
        plain_text(node.children) for node in walk(paragraph.children) if isinstance(node, Emphasis | Strong)
    ]
    assert found == stressed


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[@aas2018]", "(Ås, 2018)"),
        ("[@aas2018, s. 12]", "(Ås, 2018, s. 12)"),
        ("[@aas2018, 12]", "(Ås, 2018, s. 12)"),
        ("[@aas2018 s. 3–5]", "(Ås, 2018, s. 3–5)"),
        ("[@aas2018, side 12, note 3]", "(Ås, 2018, s. 12, note 3)"),
        ("[se @aas2018]", "(se Ås, 2018)"),
        ("[@aas2018, særlig innledningen]", "(Ås, 2018, særlig innledningen)"),
        ("[@ode2015; @aas2018]", "(Ødegård et al., 2015; Ås, 2018)"),
        ("[@aas2018; @ode2015]", "(Ødegård et al., 2015; Ås, 2018)"),
        ("[@aas2018, kap. 3]", "(Ås, 2018, kap. 3)"),
        ("[-@aas2018]", "(2018)"),
        ("[-@aas2018, s. 3]", "(2018, s. 3)"),
        ("@aas2018", "Ås (2018)"),
        ("@aas2018 [s. 3]", "Ås (2018, s. 3)"),
        ("@hansen2020", "Hansen og Berg (2020)"),
        ("[@hansen2020]", "(Hansen & Berg, 2020)"),
        ("[@{aas2018}]", "(Ås, 2018)"),
        ("Se @aas2018.", "Se Ås (2018)."),
        ("*Se @aas2018*", "Se Ås (2018)"),
    ],
)
def test_citations_are_written_as_apa_has_them(written: str, shown: str) -> None:
    assert said(written) == shown


@pytest.mark.parametrize(
    "written",
    [
        "Skriv til post@example.no i dag",
        "Skriv til ola.nordmann@aas2018.no",
        "Et punkt @ i en setning",
        r"Følg \@aas2018 på nett",
        "Kode `[@aas2018]` her",
        "Pris: 3 @ 4 kroner",
        "1@2",
        "https://example.no/@aas2018",
    ],
)
def test_what_is_no_citation_stays_text(written: str) -> None:
    assert said(written) == written.replace("\\", "").replace("`", "")


def test_an_at_sign_means_nothing_without_literature() -> None:
    root = make_folder(
        "# K\n\nFølg @etaten, eller skriv til a@b.no.\n", report=FACTS.replace("literature:", "#")
    )
    try:
        outcome = load_report(SourceFiles(root))
    finally:
        shutil.rmtree(root)
    assert outcome.value is not None
    assert {item.code for item in outcome.diagnostics} == {"RB-BARE-LINK"}
    paragraph = outcome.value.chapters[0].blocks[0]
    assert shown(paragraph) == "Følg @etaten, eller skriv til a@b.no."


def test_nothing_changes_where_nothing_is_cited() -> None:
    report, told = read("Bare tekst.")
    assert len(report.chapters) == 1
    assert [item.code for item in told] == ["RB-UNUSED"]
    assert told[0].severity is Severity.NOTE


@pytest.mark.parametrize(
    ("style", "written", "notes"),
    [
        ("vancouver", "Sagt (1) og (2, s. 3). Alle (1–3). To (1,3).", 0),
        ("harvard", "Sagt (Ås, 2018) og (Aasen, 2022, s. 3). Alle", 0),
        ("chicago-notes", "Sagt og. Alle. To.", 4),
        ("rettsvitenskap", "Sagt og. Alle. To.", 4),
    ],
)
def test_every_style_that_comes_with_the_program_cites(style: str, written: str, notes: int) -> None:
    text = "Sagt [@aas2018] og [@aasen2022, s. 3]. Alle [@aas2018; @aasen2022; @ode2015]. "
    text = f"{text}To [@aas2018; @ode2015]."
    report, _ = read(text, style=style)
    paragraph = shown(report.chapters[0].blocks[0])
    assert paragraph.replace("  ", " ").startswith(written)
    assert len(report.notes) == notes
    assert len(entries(report)) == 3


def test_a_style_with_notes_puts_citations_into_footnotes_of_their_own() -> None:
    report, _ = read(
        "Sagt av @aas2018.[^n] Igjen [@aas2018, s. 4].\n\n[^n]: Noten [@aas2018].", style="chicago-notes"
    )
    assert {note.number for note in report.notes.values()} == {1, 2, 3}
    said_in_notes = [shown(note.blocks[0]) for note in report.notes.values()]
    assert any("Bokforlaget, 2018" in one for one in said_in_notes)
    assert any(one.startswith("Ibid") and "4" in one for one in said_in_notes)


def test_marks_of_notes_stand_behind_the_stop_and_notes_begin_with_a_capital_letter() -> None:
    report, _ = read("Først [se @aas2018]. Så [@aas2018], og [@ode2015] til sist.", style="chicago-notes")
    paragraph = report.chapters[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    marks = ["^" if isinstance(node, NoteReference) else shown_of((node,)) for node in paragraph.children]
    assert "".join(marks) == "Først.^ Så,^ og^ til sist."
    notes = [shown(note.blocks[0]) for note in report.notes.values()]
    assert [note[:3] for note in notes] == ["Se ", "Ibi", "Ann"]


def test_citations_and_sources_lead_to_each_other() -> None:
    report, _ = read("Først [@aas2018], så @aas2018 [s. 2].")
    references = [node for node in walk(report.chapters) if isinstance(node, Reference)]
    (source,) = (node for node in walk(report.chapters) if isinstance(node, Source))
    assert [(one.target, one.place) for one in references] == [(source.id, 1), (source.id, 2)]
    assert [*source.ways_back()] == [(f"{source.id}.ref", "a"), (f"{source.id}.ref2", "b")]


def test_addresses_and_dois_are_links_and_titles_are_stressed() -> None:
    report, _ = read("[@hansen2020; @etaten2021]")
    nodes = [*walk(report.chapters)]
    assert {node.href for node in nodes if isinstance(node, Link)} == {
        "https://doi.org/10.5555/eksempel.5",
        "https://example.org/levekaar",
    }
    assert any(isinstance(node, Emphasis) and "Tidsskrift" in plain_text((node,)) for node in nodes)
    vancouver, _ = read("[@hansen2020]", style="vancouver")
    assert [node.href for node in walk(vancouver.chapters) if isinstance(node, Link)] == [
        "https://doi.org/10.5555/eksempel.5"
    ]


def test_sources_stand_in_the_order_of_the_alphabet_of_the_report() -> None:
    text = "[@aas2018; @aasen2022; @ode2015; @hansen2020; @etaten2021]"
    report, _ = read(text)
    assert [one.split(",")[0].split(".")[0] for one in entries(report)] == [
        *("Eksempeletaten", "Hansen", "Ødegård", "Ås", "Aasen")
    ]
    english, _ = read(text, language="en")
    assert [one.split(",")[0].split(".")[0] for one in entries(english)] == [
        *("Aasen", "Ås", "Eksempeletaten", "Hansen", "Ødegård")
    ]


def test_sources_of_one_author_and_year_get_letters() -> None:
    assert said("[@hansen2020; @hansen2020b]") == "(Hansen & Berg, 2020a, 2020b)"
    report, _ = read("[@hansen2020; @hansen2020b]", style="rettsvitenskap")
    assert "2020a" in " ".join(entries(report))


_ALIKE = """
@book{ola2019, author={Hansen, Ola}, title={A}, year=2019, publisher={F}}
@book{kari2020, author={Hansen, Kari Marie and Lie, Per}, title={B}, year=2020, publisher={F}}
@book{kari2021, author={Hansen, K. M.}, title={C}, year=2021, publisher={F}}
@book{ola2021, author={Hansen, Ola}, title={D}, year=2021, publisher={F}}
@book{lie2018, author={Lie, Per}, title={E}, year=2018, publisher={F}}
@book{lie2020, author={Lie, P.}, title={G}, year=2020, publisher={F}}
@book{lie2020b, author={Lie, Per}, title={H}, year=2020, publisher={F}}
@book{jan2020, author={van Dyk, Jan-Erik}, title={I}, year=2020, publisher={F}}
@book{anna2020, author={van Dyk, Anna}, title={J}, year=2020, publisher={F}}
@book{etat2020, author={{Hansen}}, title={K}, year=2020, publisher={F}}
"""


@pytest.mark.parametrize(
    ("style", "written", "shown"),
    [
        ("", "[@ola2019; @kari2020]", "(K. M. Hansen & Lie, 2020; O. Hansen, 2019)"),
        ("apa", "[@ola2019] og @kari2021", "(O. Hansen, 2019) og K. M. Hansen (2021)"),
        ("", "[@kari2020; @kari2021]", "(Hansen, 2021; Hansen & Lie, 2020)"),
        ("", "[@jan2020; @anna2020]", "(A. van Dyk, 2020; J.-E. van Dyk, 2020)"),
        ("", "[@ola2019; @etat2020]", "(Hansen, 2020; Hansen, 2019)"),
        ("harvard", "[@ola2019] og [@kari2021]", "(Hansen, 2019) og (Hansen, 2021)"),
        ("harvard", "[@ola2021] og [@kari2021]", "(O. Hansen, 2021) og (K. M. Hansen, 2021)"),
        ("", "[@lie2018; @lie2020; @lie2020b]", "(Lie, 2018, 2020a, 2020b)"),
        ("", "[@lie2018, s. 3; @lie2020]", "(Lie, 2018, s. 3; Lie, 2020)"),
        ("", "[se @lie2018; jf. @lie2020]", "(se Lie, 2018; jf. Lie, 2020)"),
        ("vancouver", "[@ola2021] og [@kari2021]", "(1) og (2)"),
    ],
)
def test_authors_of_one_name_are_told_apart_and_years_of_one_author_stand_together(
    style: str, written: str, shown: str
) -> None:
    assert said(f"Det står i {written}.", sources=_ALIKE, style=style) == f"Det står i {shown}."


def test_the_list_stands_where_it_is_put_or_behind_the_chapters() -> None:
    report, _ = read("[@aas2018]\n\n## Kilder\n\n::: literature\n:::\n\n## Etter\n\nTekst.")
    assert len(report.chapters) == 1
    section = report.chapters[0].sections[0]
    assert isinstance(section.blocks[0], Literature)
    behind, _ = read("[@aas2018]")
    assert [plain_text(chapter.title) for chapter in behind.chapters] == ["Kapittel", "Litteratur"]
    assert behind.chapters[1].number == ""
    english, _ = read("[@aas2018]", language="en")
    assert plain_text(english.chapters[1].title) == "References"


def test_csl_json_says_the_same() -> None:
    items = [
        {
            "id": "Ås-2018",
            "type": "book",
            "title": "Boken om alt",
            "author": [{"family": "Ås", "given": "Per"}],
            "issued": {"date-parts": [["2018"]]},
            "publisher": "Bokforlaget",
        }
    ]
    report, _ = read("[@Ås-2018, s. 2]", json.dumps(items, ensure_ascii=False), file="kilder.json")
    assert entries(report) == ["Ås, P. (2018). Boken om alt. Bokforlaget."]


def test_a_style_of_ones_own_is_read_from_the_folder() -> None:
    style = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
        '<citation><layout prefix="[" suffix="]"><text variable="title" font-weight="bold"/></layout>'
        "</citation></style>"
    )
    root = make_folder("# K\n\nSe [@aas2018].\n", report=FACTS + "citation_style: content/stil.csl\n")
    (root / "content" / "stil.csl").write_text(style, encoding="utf-8")
    try:
        files = SourceFiles(root)
        report = load_report(files).value
    finally:
        shutil.rmtree(root)
    assert report is not None
    assert plain_text(report.chapters[0].blocks[0].children) == "Se [Boken om alt]."  # type: ignore[union-attr]
    assert len(report.chapters) == 1, "a style without a list gives none"
    assert {"content/stil.csl", "content/referanser.bib"} <= {*files.paths}


def test_a_style_may_raise_its_numbers() -> None:
    style = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
        '<citation><layout vertical-align="sup"><text variable="citation-number"/></layout>'
        "</citation></style>"
    )
    root = make_folder("# K\n\nSagt.[@aas2018]\n", report=FACTS + "citation_style: content/stil.csl\n")
    (root / "content" / "stil.csl").write_text(style, encoding="utf-8")
    try:
        report = load_report(SourceFiles(root)).value
    finally:
        shutil.rmtree(root)
    assert report is not None
    assert [node.style for node in walk(report.chapters) if isinstance(node, Styled)] == [Style.SUPERSCRIPT]


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"{\AA}s", "Ås"),
        (r"\aa pen", "åpen"),
        (r"S{\o}rensen \& {\ae}res", "Sørensen & æres"),
        (r"Jos\'e G\'{o}mez", "José Gómez"),
        (r"M{\"u}ller", "Müller"),
        (r"\c{C}elik", "Çelik"),
        ("1--2 --- 3", "1–2 — 3"),
        (r"\emph{Stor} {NATO} 5\,\%", "Stor NATO 5\u00a0%"),
        ("A~B", "A\u00a0B"),
        (r"100\$ \#1 \{a\}", "100$ #1 {a}"),
    ],
)
def test_latex_becomes_what_it_stands_for(latex: str, shown: str) -> None:
    assert unicode_of(latex) == shown


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (", s. 12", ("page", "12", "")),
        (", s. 12–14, og mer", ("page", "12-14", ", og mer")),
        (", kap. 3", ("chapter", "3", "")),
        (", § 4", ("section", "4", "")),
        (", pp. 3-5", ("page", "3-5", "")),
        (", s. iv", ("page", "iv", "")),
        (", 33, 35–37", ("page", "33, 35-37", "")),
        (", se også der", ("", "", ", se også der")),
        (", 2 ganger", ("page", "2", " ganger")),
        (", s. 12 ff.", ("page", "12 ff.", "")),
    ],
)
def test_places_in_a_source_are_known_by_their_words(written: str, found: tuple[str, str, str]) -> None:
    place = locator_of(written)
    assert (place.label, place.numbers, place.rest) == found


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Hansen, Kari", "Hansen, K."),
        ("Kari Hansen", "Hansen, K."),
        ("Ludwig van Beethoven", "van Beethoven, L."),
        ("{Den norske etat}", "Den norske etat"),
        ("Lie, Ola and {Etaten og venner}", "Lie, O. & Etaten og venner"),
    ],
)
def test_names_are_taken_apart_as_bibtex_does(name: str, written: str) -> None:
    report, _ = read("[@a]", f"@book{{a, author = {{{name}}}, title = {{En bok}}, year = 2020}}")
    assert entries(report)[0].split(" (2020)")[0].rstrip(".") == written.rstrip(".")


def test_strings_months_and_joined_values_are_read() -> None:
    source = (
        "@string{navn = {Eksempel}}\n% en merknad\n@comment{@book{b, title = {Nei}}}\n"
        '@article(a, title = {En } # navn # "bok", journal = navn, year = 2020, month = may,)\n'
    )
    report, _ = read("[@a]", source)
    assert entries(report) == ["En Eksempelbok. (2020). Eksempel."]


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", ["Zorn", "Æra", "Øre", "Ås", "Aasen"]), ("en", ["Aasen", "Æra", "Ås", "Øre", "Zorn"])],
)
def test_letters_sort_as_each_language_has_them(language: str, words: list[str]) -> None:
    assert sorted({*words}, key=lambda word: sort_key(word, language)) == words


@pytest.mark.parametrize(
    ("language", "text", "listed"),
    [
        ("nb", "(Ødegård et al., 2015, s. 55)", "I D. Vik (Red.), Samlingen (s. 50–60)"),
        ("nn", "(Ødegård et al., 2015, s. 55)", "I D. Vik (Red.), Samlingen (s. 50–60)"),
        ("en", "(Ødegård et al., 2015, p. 55)", "In D. Vik (Ed.), Samlingen (pp. 50–60)"),
    ],
)
def test_apa_speaks_the_language_of_the_report(language: str, text: str, listed: str) -> None:
    assert said("[@ode2015, s. 55]", language=language) == text
    report, _ = read("[@ode2015]", language=language)
    assert listed in entries(report)[0]


@pytest.mark.parametrize(
    ("langid", "language", "journal"),
    [
        ("", "nb", "Journal of public things"),
        ("english", "nb", "Journal of Public Things"),
        ("", "en", "Journal of Public Things"),
        ("norsk", "en", "Journal of public things"),
    ],
)
def test_titles_get_capital_letters_in_english_only(langid: str, language: str, journal: str) -> None:
    fields = "author = {Lie, Ola}, title = {On things}, journal = {Journal of public things}, year = 2020"
    report, _ = read("[@a]", f"@article{{a, {fields}, langid = {{{langid}}}}}", language=language)
    assert journal in entries(report)[0]


def test_each_page_of_a_source_is_said() -> None:
    assert said("[@aas2018, s. 12] [@aas2018, s. 345] [@aas2018, s. 12–13]") == (
        "(Ås, 2018, s. 12) (Ås, 2018, s. 345) (Ås, 2018, s. 12–13)"
    )


def test_a_file_of_many_faults_is_read_in_one_go() -> None:
    report, _ = read("[@a]", "@book{a, title = {A " + "\n x@y" * 5000 + "}}\n" + "% @\n" * 5000)
    assert entries(report)[0].startswith("A x@y")


def test_the_same_report_is_written_the_same_twice() -> None:
    text = "[@aas2018; @hansen2020] @ode2015 [s. 3] [@hansen2020b]"
    assert entries(read(text)[0]) == entries(read(text)[0])
