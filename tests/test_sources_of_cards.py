"""A source that is the same for all cards is said once below them; others are said in each card."""

from __future__ import annotations

import re
import shutil
from itertools import product

import pytest

from report_builder.check.script import script_of_page, script_of_pdf
from report_builder.publish.edition import edition_pages
from report_builder.publish.epub import BookFacts, make_epub
from tests.epub_support import unpack
from tests.publish.edition.reading import parse
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import SAMPLES, Sample, build_folder, make_folder
from tests.verify_support import assert_complies

SAID = {
    "nb": ("Kilde for alle: {}", "Antall svar: {}"),
    "nn": ("Kjelde for alle: {}", "Talet på svar: {}"),
    "en": ("Source for all: {}", "Number of answers: {}"),
}
SOURCES = (("Etaten",), ("Etaten",) * 2, ("Etaten",) * 5, ("Etaten", "Tilsynet"), ("Etaten", ""), ("", ""))
SAMPLES_OF = ((None, None), (120, 120), (120, 90), (120, None))


def made(sources: tuple[str, ...], samples: tuple[int | None, ...], language: str, chapter: str) -> Sample:
    findings = "findings:\n" + "".join(
        f"  - id: funn-{at}\n    value: {50 + at}\n    unit: '%'\n    group: g\n"
        f"    statement: Utsagn {'abcde'[at]}\n"
        + (f"    source: {source}\n" if source else "")
        + (f"    n: {sample}\n" if sample else "")
        for at, (source, sample) in enumerate(zip(sources, samples, strict=True))
    )
    facts = (SAMPLES / "report.yaml").read_text("utf-8").replace("language: nb", f"language: {language}")
    root = make_folder(f"# Funn {{#funn}}\n\n{chapter}\n", findings, facts)
    try:
        return build_folder(root)
    finally:
        shutil.rmtree(root)


def expected(sources: tuple[str, ...], samples: tuple[int | None, ...], language: str) -> list[str]:
    """What is said of sources and answers, in order."""
    of_all, answers = SAID[language]
    said = [answers.format(sample) if sample else "" for sample in samples]
    if len(sources) == 1 or len({*sources}) > 1 or not sources[0]:
        return [" · ".join(filter(None, pair)) for pair in zip(said, sources, strict=True) if any(pair)]
    if len({*said}) == 1:
        return [of_all.format(" · ".join(filter(None, (sources[0], said[0]))))]
    return [*filter(None, said), of_all.format(sources[0])]


def told(script: str) -> list[str]:
    """The lines of a script, from the first card on, that say something of sources or answers."""
    begun = re.split(r"(?m)^ *list .*\n *item .*: 50\s?%", script)[1]
    chapter = begun.partition("\nparagraph: Slutt")[0]
    known = "|".join(
        ["Etaten", "Tilsynet", *(word.format("").strip(": ") for both in SAID.values() for word in both)]
    )
    texts = [line.partition("paragraph: ")[2] for line in chapter.splitlines()]
    return [text for text in texts if re.search(known, text)]


CASES = [
    (sources, tuple(samples[min(at, 1)] for at in range(len(sources))))
    for sources, samples in product(SOURCES, SAMPLES_OF)
]


@pytest.mark.parametrize(("sources", "samples"), CASES)
def test_what_is_the_same_is_said_once_in_the_file_the_edition_and_the_book(
    sources: tuple[str, ...], samples: tuple[int | None, ...]
) -> None:
    sample = made(sources, samples, "nb", '::: {.finding-cards group="g"}\n:::\n\nSlutt.')
    wanted = expected(sources, samples, "nb")
    assert told(script_of_pdf(sample.pdf)) == wanted
    page = edition_pages(sample.report, theme_of("findings"), AROUND)["funn.html"]
    assert told(script_of_page(page.decode())) == wanted
    book = unpack(make_epub(sample.report, theme_of("findings"), sample.pdf, BookFacts("rapport.pdf")))
    texts = parse(book["EPUB/chapter-01.xhtml"]).find("section").words
    assert " ".join(wanted) in " ".join(texts) or all(line in " ".join(texts) for line in wanted)
    assert " ".join(texts).count("Etaten") == " ".join(wanted).count("Etaten")


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("within", ["", '::: {.fact-box title="Boks"}\n', "> "])
def test_it_is_said_in_each_language_and_wherever_cards_stand(language: str, within: str) -> None:
    cards = '::: {.finding-cards group="g"}\n:::'
    if within.startswith(":::"):
        cards = f":{within}{cards}\n::::"
    elif within:
        cards = "\n".join(f"> {line}" for line in cards.splitlines())
    sources, samples = ("Etaten",) * 2, (120, 120)
    sample = made(sources, samples, language, f"{cards}\n\nSlutt.")
    wanted = expected(sources, samples, language)
    assert told(script_of_pdf(sample.pdf)) == wanted
    page = edition_pages(sample.report, theme_of("findings"), AROUND)["funn.html"]
    assert told(script_of_page(page.decode())) == wanted
    assert_complies(sample.pdf)


@pytest.mark.parametrize(("own", "other"), [("nb", "en"), ("en", "nb"), ("nn", "de")])
def test_in_a_passage_it_is_in_the_passage_s_language(own: str, other: str) -> None:
    chapter = f'::::: passage {{lang={other}}}\n::: {{.finding-cards group="g"}}\n:::\n:::::\n\nSlutt.'
    sample = made(("Etaten",) * 2, (120, 120), own, chapter)
    of_all, answers = SAID.get(other, SAID[own])
    pdf = script_of_pdf(sample.pdf)
    page = script_of_page(edition_pages(sample.report, theme_of("findings"), AROUND)["funn.html"].decode())
    for script in (pdf, page):
        plain = re.sub(r"\[[a-z]{2}: ([^\]]*)\]", r"\1", script)
        assert of_all.format(f"Etaten · {answers.format(120)}") in plain
        line = next(line for line in script.splitlines() if of_all.format("") in line)
        assert (f"[{other}: " in line) is (other in SAID)
