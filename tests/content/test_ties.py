"""Where no line ends: sentences' parts in ties/, in each language, in every place and in print."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from report_builder.check.reading import text as pdf_text
from report_builder.content.load import load_report
from report_builder.content.tied_inlines import tied_inlines
from report_builder.content.ties import tie
from report_builder.content.typography import clean
from report_builder.diagnostics import SourceSpan
from report_builder.language.catalogue import languages
from report_builder.layout.compose.paragraph import Composer
from report_builder.layout.compose.runs import Run
from report_builder.model.blocks import Note
from report_builder.model.inlines import Emphasis, FindingValue, Inlines, Strong, Text, plain_text
from report_builder.model.walking import WRITTEN, texts
from report_builder.publish.edition import edition_pages
from report_builder.sources.characters import SOFT_HYPHEN
from report_builder.sources.files import SourceFiles
from tests.layout.composing import Document, Named
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import build_folder, make_folder

FOLDER = Path(__file__).parent / "ties"
REPORT = """\
title: Prøve
language: {language}
publisher: Utgiver
published: 2019-12-04
output: prove
chapters: [prove.md]
"""
HERE = SourceSpan("k.md", 1)


def parts() -> dict[str, dict[str, list[str]]]:
    """The parts of sentences of each language, by class."""
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}


PARTS = parts()
EVERY = [(language, part) for language, kinds in PARTS.items() for group in kinds.values() for part in group]


def shown(text: str) -> str:
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(("language", "part"), EVERY)
def test_what_belongs_together_is_tied_and_nothing_else(language: str, part: str) -> None:
    tied = tie(part.replace("~", " "), language)
    assert shown(tied) == part
    assert tie(tied, language) == tied


def test_every_class_is_there_in_every_language() -> None:
    assert PARTS.keys() == set(languages())
    assert len({tuple(kinds) for kinds in PARTS.values()}) == 1
    assert sum("~" in part for _, part in EVERY) >= 150
    assert all(len(kinds["loose"]) >= 20 for kinds in PARTS.values())


def divided(part: str) -> Iterator[Inlines]:
    """The part with each of its words in turn in a node of its own."""
    words = part.split(" ")
    for at, word in enumerate(words):
        before, behind = (" ".join(some) for some in (words[:at], words[at + 1 :]))
        lead, tail = (f"{before} " if before else ""), (f" {behind}" if behind else "")
        for inner in (
            Strong((Text(word, HERE),), HERE),
            FindingValue("a", word, HERE),
            Emphasis((Strong((Text(word, HERE),), HERE),), HERE),
        ):
            yield tuple(node for node in (Text(lead, HERE), inner, Text(tail, HERE)) if plain_text((node,)))


@pytest.mark.parametrize(("language", "part"), EVERY)
def test_ties_hold_over_the_borders_of_nodes(language: str, part: str) -> None:
    for inlines in divided(part.replace("~", " ")):
        assert shown(plain_text(tied_inlines(inlines, language, ()))) == part


def paragraph(part: str) -> str:
    return f"Ja, {part}"  # no list begins so


CONTEXTS = {
    "paragraph": "{}",
    "emphasis": "*{}*",
    "heading": "## {}",
    "cell": "| {} | b |\n|---|---|\n| {} | d |",
    "caption": "Tabell: {}\n\n| a | b |\n|---|---|\n| c | d |",
    "item": "- {}",
    "quotation": "> {}",
    "note": "Tekst.[^{n}]\n\n[^{n}]: {}",
    "title of a box": '::: {{.fact-box title="{}"}}\nTekst.\n:::',
}


def spoken_in(context: str, language: str) -> list[str]:
    """What is written in a section in ``language`` where each of its parts stands in ``context``."""
    source = [f"# Kapittel\n\n## Del {{lang={language}}}"]
    for number, part in enumerate(one for spoken, one in EVERY if spoken == language):
        form = CONTEXTS[context].replace("## {}", "### {}")
        source.append(form.format(*[paragraph(part).replace("~", " ")] * 2, n=f"n{number}"))
    folder = make_folder("\n\n".join(source) + "\n", report=REPORT.format(language=language))
    try:
        read = load_report(SourceFiles(folder))
    finally:
        shutil.rmtree(folder)
    assert read.value is not None, [str(one) for one in read.diagnostics]
    report = read.value
    return [
        *texts(report.chapters[0], WRITTEN),
        *(one for note in report.notes.values() for one in said(note)),
    ]


def said(note: Note) -> Iterator[str]:
    for block in note.blocks:
        yield from texts(block, WRITTEN)


@pytest.mark.parametrize(("context", "language"), list(product(CONTEXTS, PARTS)))
def test_ties_hold_in_every_place(context: str, language: str) -> None:
    found = {shown(text) for text in spoken_in(context, language)}
    wanted = {paragraph(part) for spoken, part in EVERY if spoken == language}
    assert not wanted - found


def test_a_passage_has_the_ties_of_its_own_language() -> None:
    def read(source: str) -> str:
        folder = make_folder(f"# K\n\n{source}\n", report=REPORT.format(language="nb"))
        try:
            report = load_report(SourceFiles(folder)).value
        finally:
            shutil.rmtree(folder)
        assert report is not None
        return shown(" ".join(texts(report.chapters[0].blocks[0], WRITTEN)))

    assert read("17 May [on 17 May at p. 5]{lang=en}, s. 5 p. 5") == "17 May on 17~May at p.~5, s.~5 p. 5"
    assert read("Se [kl. 5 und § 3, 5 km]{lang=de} kl. 5") == "Se kl. 5 und §~3, 5~km kl.~5"


def test_texts_of_yaml_have_the_ties_of_the_report() -> None:
    findings = (
        "findings:\n  - {id: f, value: 3, unit: personer, statement: I § 3, question: Kl. 9, source: S. 5}\n"
    )
    facts = REPORT.format(language="nb").replace("title: Prøve", "title: 'Punkt 3 av {number}`f` prosent'")
    folder = make_folder("# K\n\nTekst.\n", findings, facts)
    try:
        report = load_report(SourceFiles(folder)).value
    finally:
        shutil.rmtree(folder)
    assert report is not None
    finding = report.findings["f"]
    assert [shown(one) for one in (finding.statement, finding.question, finding.source)] == [
        "I §~3",
        "Kl.~9",
        "S.~5",
    ]
    assert shown(report.publication.title) == "Punkt~3 av 3~prosent"


DOCUMENT = Document()


COMPOSER = Composer()
LOOKS = {language: DOCUMENT.look(DOCUMENT.serif, language=language) for language in PARTS}


def lines(part: str, language: str, measure: float) -> list[str]:
    run = Run(part.replace("~", "\u00a0"), LOOKS[language], Named("p"))
    found = COMPOSER.compose([run], measure)
    assert not COMPOSER.troubles, COMPOSER.troubles
    return [shown(DOCUMENT.text(line)) for line in found]


MAILS = ("ola.nordmann@dfo.no", "post-mottak@utdanningsdirektoratet.no,", "(kari-anne.berg@etat.dep.no).")


@pytest.mark.parametrize("mail", MAILS)
@pytest.mark.parametrize("language", PARTS)
def test_an_address_for_mail_stays_whole_where_a_line_has_room_for_it(language: str, mail: str) -> None:
    width = lines(mail, language, 1000)
    assert width == [mail]
    for words in range(8):
        found = lines(f"{'ord ' * words}{mail} skriv til oss", language, 300)
        assert [line for line in found if mail in line]
    narrow = lines(mail, language, 130 if len(mail) > 30 else 90)
    assert len(narrow) > 1
    assert "".join(narrow) == mail
    assert not [line for line in narrow[:-1] if line[-1] in ".@-"]


@pytest.mark.parametrize("language", PARTS)
def test_no_line_ends_at_a_tie(language: str) -> None:
    for shift, part in product((1, 6, 11), (one for spoken, one in EVERY if spoken == language)):
        assert not [line for line in lines(f"{'x' * shift} {part}", language, 140) if line.endswith("~")]


NARROW = ("den 17.~mai~2019 var", "kl.~09.30", "nr.~407 i", "J.~R.~R.~Berg", "3,5~mrd.~kr")


@pytest.mark.parametrize("part", NARROW)
def test_a_column_narrower_than_a_chain_divides_it_and_none_of_its_words(part: str) -> None:
    found = lines(part, "nb", 31)
    assert len(found) > 1
    assert re.sub(r"[ ~]", "", "".join(found)) == re.sub(r"[ ~]", "", part)
    assert not [line for line in found if SOFT_HYPHEN in line]


def test_the_html_edition_has_no_break_spaces() -> None:
    folder = make_folder("# K\n\nEtter § 3-1 den 17. mai 2019.\n", report=REPORT.format(language="nb"))
    try:
        built = build_folder(folder)
    finally:
        shutil.rmtree(folder)
    pages = edition_pages(built.report, theme_of("paragraphs"), AROUND)
    assert any("Etter §\u00a03-1 den 17.\u00a0mai\u00a02019." in page.decode() for page in pages.values())
    assert "Etter § 3-1 den 17. mai 2019." in pdf_text(built.pdf).replace("\u00a0", " ")


@given(st.text("0123456789 .,§a~AKmkr%:-\n", max_size=40), st.sampled_from(sorted(PARTS)))
def test_ties_change_nothing_but_blanks_and_are_the_same_again(text: str, language: str) -> None:
    text = clean(text.replace("~", "\u00a0"))
    tied = tie(text, language)
    assert tied.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert tie(tied, language) == tied
