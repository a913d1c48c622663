"""Facts of the report in running text, and appendices."""

from __future__ import annotations

import re
import shutil
from datetime import date

import pytest

from report_builder.content.facts import facts_of
from report_builder.content.load import load_report
from report_builder.diagnostics import Severity
from report_builder.model.blocks import Paragraph, Section
from report_builder.model.inlines import Reference, plain_text
from report_builder.model.report import Edition, Report
from report_builder.model.walking import texts, walk
from report_builder.sources.files import SourceFiles
from tests.kinds import BLOCKS, LINES
from tests.sample_reports import SAMPLES, make_folder, report_of

FACTS = (SAMPLES / "report.yaml").read_text("utf-8")


def read(text: str, facts: str = FACTS, edition: Edition | None = None) -> Report:
    root = make_folder(f"# Kapittel\n\n{text}\n", report=facts)
    try:
        outcome = load_report(SourceFiles(root), edition)
    finally:
        shutil.rmtree(root)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


def shown(text: str, facts: str = FACTS, edition: Edition | None = None) -> str:
    paragraph = read(text, facts, edition).chapters[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    return plain_text(paragraph.children).replace("\u00a0", " ")


def test_every_fact_stands_in_the_text_as_report_yaml_has_it() -> None:
    report = read("Tekst.")
    for name, value in facts_of(report.publication, report.words).items():
        if value:
            assert shown(f"Her: {{{name}}}!") == f"Her: {value}!".replace("\u00a0", " ")


def test_facts_stand_wherever_words_do() -> None:
    table = "| {report.kind} | b |\n|--|--|\n| [{report.version}](#om-prove) | d |"
    report = read(f"## Om {{report.kind}} {{#om-prove}}\n\n- **{{report.publisher}}**\n\n{table}")
    said = [text for chapter in report.chapters for text in texts(chapter)]
    assert [*filter(None, said)] == ["Kapittel", "Om Prøve", "Etaten", "Prøve", "b", "1.0", "d"]


def test_what_a_release_settles_is_said_of_that_release() -> None:
    draft = "".join(
        line for line in FACTS.splitlines(True) if not line.startswith(("version", "published", "updated"))
    )
    assert shown("Versjon {report.version}, {report.published}.", draft) == "Versjon Utkast, Utkast."
    edition = Edition("2.1", date(2024, 3, 1), date(2024, 5, 17))
    said = shown("Versjon {report.version}, {report.published}, {report.updated}.", draft, edition)
    assert said == "Versjon 2.1, 1. mars 2024, 17. mai 2024."


@pytest.mark.parametrize(
    "written", [r"\{report.title}", "`{report.title}`", "{report}", "report.title", "{ report.title }"]
)
def test_what_is_no_fact_stays_what_it_was(written: str) -> None:
    assert shown(f"Her: {written}") == f"Her: {written}".replace("\\", "").replace("`", "")


def test_appendices_have_letters_and_are_called_by_them() -> None:
    report = report_of(
        "# En\n\nSe [](#metode), [](#del) og [](#skjema).",
        "# To\n\nTekst.",
        "# Metode {#metode .appendix}\n\n## Del {#del}\n\nTekst.\n\n### Mindre\n\nTekst.",
        "# Skjema {#skjema .appendix}\n\nTekst.",
    )
    assert [chapter.number for chapter in report.chapters] == ["1", "2", "A", "B"]
    sections = [node for node in walk(report.chapters) if isinstance(node, Section)]
    assert [section.number for section in sections if section.number[:1] == "A"] == ["A", "A.1", "A.1.1"]
    references = [plain_text((node,)) for node in walk(report.chapters) if isinstance(node, Reference)]
    assert [one.replace("\u00a0", " ") for one in references] == ["vedlegg A", "avsnitt A.1", "vedlegg B"]


KEYS = (
    *("title", "subtitle", "kind", "publisher", "series", "description"),
    *("authors: [", "keywords: [", "  name: "),
)
"""Keys of ``report.yaml`` with words, as the samples have them."""
FINDINGS = """\
findings:
  - {id: tillit, value: 73, unit: "%", statement: Tillit, source: Etaten}
  - {id: hoeyest, value: 12, unit: saker, statement: Flere}
withdrawn:
  - {id: gammel, reason: Regnefeil}
"""


@pytest.mark.parametrize("name", ["publisher", "title", "tittel", "contact.name"])
@pytest.mark.parametrize("key", KEYS)
def test_a_fact_in_report_yaml_is_refused_where_it_stands(key: str, name: str) -> None:
    lines = FACTS.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(key))
    head = key if key.endswith(("[", " ")) else f"{key}: "
    end = "]" if key.endswith("[") else ""
    lines[at] = f'{head}"Om {{report.{name}}} her"{end}'
    assert told("Tekst.", "\n".join(lines)) == [("RB-UNSUPPORTED", "content/report.yaml", at + 1)]


@pytest.mark.parametrize("word", ["Tillit", "Etaten", "saker", "Flere", "Regnefeil"])
def test_a_fact_in_findings_yaml_is_refused_where_it_stands(word: str) -> None:
    written = FINDINGS.replace(word, f'"{word} {{report.kind}}"')
    line = next(number for number, line in enumerate(written.splitlines(), 1) if "{report" in line)
    text = "Her {finding}`tillit` og {finding}`hoeyest`."
    assert told(text, FACTS, written) == [("RB-UNSUPPORTED", "content/findings.yaml", line)]


ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
NO_TEXT = {"ids", "image", "index", "kind", "see-also"}
"""Attributes that name something."""
SOURCES = (
    *(source.markdown for source in BLOCKS.values()),
    *LINES.values(),
    '![Flate](bilder/eksempel.png "En"){width=30%}',
    'Her $x${alt="iks"} og ja.',
    '## Om $x${alt="iks"} her\n\nTekst.',
    '$$\nx\n$$ {alt="iks"}',
)


def attributes() -> list[tuple[str, str]]:
    """Each attribute with words that a block or an inline has,
    as what stands before its end and behind it."""
    found = {}
    for source in SOURCES:
        written = source.replace("$words", "ord")
        for match in ATTRIBUTE.finditer(written):
            if match[1] not in NO_TEXT:
                found[written[: match.end(2)]] = written[match.end(2) :]
    return [*found.items()]


@pytest.mark.parametrize(("before", "behind"), attributes())
def test_facts_stand_in_every_attribute_with_words(before: str, behind: str) -> None:
    assert "{report" not in repr(read(f"{before} {{report.kind}}{behind}"))
    found = told(f"{before} {{report.kidn}}{behind}")
    assert [(code, path) for code, path, _ in found] == [("RB-VALUE", "content/chapters/prove.md")]


def told(text: str, facts: str = FACTS, findings: str | None = None) -> list[tuple[str, str, int]]:
    """The code and the place of each error of a report."""
    root = make_folder(f"# Kapittel\n\n{text}\n", findings, facts)
    try:
        found = load_report(SourceFiles(root)).diagnostics
    finally:
        shutil.rmtree(root)
    errors = [item for item in found if item.severity is Severity.ERROR]
    return [(item.code, item.span.path, item.span.line) for item in errors if item.span]
