"""Typography in each language: what is told, what it is mended to, and what stays as it is."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from report_builder.content.load import load_report
from report_builder.content.pasted.checking import tell_pasted
from report_builder.content.pasted.glance import Glance
from report_builder.content.pasted.prose import prose_of
from report_builder.content.pasted.scan import Line
from report_builder.content.pasted.spacing import abbreviations
from report_builder.content.pasted.typography import slips_in, slips_seen, tell_typography
from report_builder.content.pasted.typography_rules import typography_rules
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.catalogue import languages
from report_builder.language.message import Message
from report_builder.sources.edits import apply_fixes
from report_builder.sources.files import SourceFiles
from tests.content.projects import load
from tests.content_language.document_text import GROUPS, files_of

FOLDER = Path(__file__).parent / "typography"
CODE = "RB-TYPOGRAPHY"
CHAPTER = "content/chapters/k1.md"
PARTS: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml"))
}
FAULTS = [(language, *pair) for language, parts in PARTS.items() for pair in parts["faults"].items()]
DOUBTS = [(language, text) for language, parts in PARTS.items() for text in parts["doubts"]]
SILENT = [(language, text) for language, parts in PARTS.items() for text in parts["silent"]]


def told(text: str, language: str) -> tuple[Diagnostic, ...]:
    """What is told of a paragraph of one line."""
    diagnostics = Diagnostics()
    prose = prose_of([Line(CHAPTER, 1, 0, text, "")])
    tell_typography(prose, language, slips_in(text), diagnostics)
    assert {item.code for item in diagnostics.items} <= {CODE}
    assert all(item.hint for item in diagnostics.items)
    return tuple(diagnostics.items)


def mended(text: str, found: tuple[Diagnostic, ...]) -> str:
    changed, _ = apply_fixes(found, {CHAPTER: text.encode()})
    return changed.get(CHAPTER, text.encode()).decode()


def test_every_language_has_its_parts() -> None:
    assert PARTS.keys() == set(languages())
    assert len(FAULTS) >= 60
    assert len(SILENT) >= 40


_AROUND = ["", " ", "a", "1", "_", "*", "(", "«", ".", "-", "å", "\n", "\u00a0", "/", " x "]


@pytest.mark.parametrize("language", PARTS)
@given(st.data())
def test_what_has_an_abbreviation_is_looked_at(language: str, data: st.DataObject) -> None:
    """The look that costs little passes over no text in which the other one finds something."""
    rules = typography_rules(language)
    forms = [*rules.slipped, *(form[:-1] for form in rules.before_numbers | rules.before_units)]
    words = st.sampled_from(forms).flatmap(lambda form: st.sampled_from([form, form[0].upper() + form[1:]]))
    around = st.sampled_from(_AROUND)
    text = "".join(data.draw(st.lists(st.one_of(words, around), min_size=1, max_size=7)))
    is_told = next(abbreviations(text, rules), None) is not None
    looked_at = any(kind.find is abbreviations for kind in slips_in(text))
    assert looked_at or not is_told


@pytest.mark.parametrize("text", ["I en by", "Vi er i en by, og i et hus.", "Se pa.", "Dvsalen"])
def test_what_has_no_abbreviation_is_not_looked_at(text: str) -> None:
    assert not any(kind.find is abbreviations for kind in slips_in(text))


def found_in(text: str) -> set[int]:
    """The kinds that may be in a text, by their identity; what stands in addresses is no slip."""
    return {*map(id, slips_in(re.sub(r"\]\([^\s()]*\)", "]()", text)))}


@pytest.mark.parametrize("around", ["{}", "Ja {} nå.", "({})", "*{}*"])
def test_what_may_be_in_a_text_is_seen_at_a_glance(around: str) -> None:
    for _, text, *_ in (*FAULTS, *DOUBTS):
        whole = around.format(text).replace("\n", " ")
        assert found_in(whole) <= {*map(id, slips_seen(Glance(whole)))}, whole


@given(
    st.lists(
        st.sampled_from(sorted({word for _, text, *_ in FAULTS for word in text.split(" ")})), max_size=12
    )
)
def test_no_words_beside_each_other_hide_a_slip(words: list[str]) -> None:
    text = " ".join(words).replace("\n", " ")
    assert found_in(text) <= {*map(id, slips_seen(Glance(text)))}


@pytest.mark.parametrize(("language", "text", "right"), FAULTS)
def test_a_fault_is_told_and_mended_at_once(language: str, text: str, right: str) -> None:
    found = told(text, language)
    assert found
    assert all(item.fixes for item in found)
    assert mended(text, found) == right
    assert told(right, language) == ()


@pytest.mark.parametrize(("language", "text"), DOUBTS)
def test_what_may_mean_something_else_is_told_and_left(language: str, text: str) -> None:
    found = told(text, language)
    assert found
    assert not [item for item in found if item.fixes]


@pytest.mark.parametrize(
    ("text", "cure"),
    [("Det var -5-10 grader", "−5 til 10"), ("Se §§ 3-1 - 3-5 der", "§§ 3-1 til 3-5")],
)
def test_what_is_told_says_the_whole_of_its_cure(text: str, cure: str) -> None:
    (found,) = told(text, "nb")
    assert isinstance(found.hint, Message)
    assert dict(found.hint.values)["text"] == cure


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_what_is_meant_is_left(language: str, text: str) -> None:
    assert told(text, language) == ()


PLACES = {
    "paragraph": "{}.",
    "item": "- {}",
    "numbered": "1. {}",
    "heading": "## {}",
    "bold": "Ja, **{}**.",
    "inside an item": "- Punkt\n\n  - Under\n\n    {}",
    "box": '::: {{.fact-box title="Boks"}}\n{}.\n:::',
    "passage": "Ja, [{}]{{lang=nb}}.",
    "title of a box": '::: fact-box {{title="{}"}}\nTekst.\n:::',
    "speaker": '::: pull-quote {{by="Kari, {}"}}\nOrd.\n:::',
    "caption of a diagram": '::: diagram {{kind=steps caption="{}" alt="Én, to"}}\n- Én\n- To\n:::',
    "alternative of a diagram": '::: diagram {{kind=steps caption="Trinn" alt="{}"}}\n- Én\n- To\n:::',
    "alternative": "![{}](bilder/hvit.png)",
    "caption": '![Ja](bilder/hvit.png "{}")',
    "note": "Tekst.[^n]\n\n[^n]: {}",
    "cell": "| A | B |\n|---|---|\n| {} | c |",
    "link": "Se [{}](https://example.no/2014-2017/).",
}
QUIET = {
    "quotation": "> {}",
    "pull-quote": '::: {{.pull-quote by="Kari"}}\n{}.\n:::',
    "code": "```\n{}\n```",
    "indented code": "Tekst.\n\n    {}",
    "indented code of an item": "- Punkt\n\n      {}",
    "inline code": "Ja, `{}`.",
    "quotes": "Ja, «{}».",
    "allowed": '{{allow="RB-TYPOGRAPHY"}}\n{}.',
    "other language": "Ja, [{}]{{lang=fr}}.",
}
SPOILT = ("Perioden 2014-2017 er over", "Ta f.eks en buss", "Andelen er 65% nå", "Det er 3.5 km", "To  ord")


@pytest.mark.parametrize(("place", "text"), list(product(PLACES, SPOILT)))
def test_it_is_told_in_every_place(place: str, text: str, tmp_path: Path) -> None:
    source = f"# Kapittel\n\n{PLACES[place].format(text)}\n"
    found = tuple(item for item in load(tmp_path, source).diagnostics if item.code == CODE)
    assert len(found) == 1, place
    right = PARTS["nb"]["faults"].get(text) or mended(text, told(text, "nb"))
    after = mended(source, found)
    assert after == source.replace(text, right)
    assert not [item for item in load(tmp_path, after).diagnostics if item.code == CODE]


@pytest.mark.parametrize(("place", "text"), list(product(QUIET, SPOILT)))
def test_what_is_quoted_or_no_prose_is_left(place: str, text: str, tmp_path: Path) -> None:
    source = f"# Kapittel\n\n{QUIET[place].format(text)}\n"
    assert not [item for item in load(tmp_path, source).diagnostics if item.code == CODE]


def test_a_section_has_the_typography_of_its_language(tmp_path: Path) -> None:
    source = "# Kapittel\n\nDet er 65%.\n\n## Part {lang=en}\n\nIt is 65% and 65 %.\n"
    places = [item.span and (item.span.line, item.span.column) for item in load(tmp_path, source).diagnostics]
    assert places == [(3, 10), (7, 17)]


OWN = {
    "picture": "![@](bilder/hvit.png){lang=%}",
    "caption of a picture": '![Ja](bilder/hvit.png "@"){lang=%}',
    "picture of two lines": '![Ja](bilder/hvit.png\n"@"){#x lang=%}',
    "caption of a table": "Tabell: @ {lang=%}\n\n| A | B |\n|---|---|\n| c | d |",
    "cell": "Tabell: Ord {#x lang=%}\n\n| A | B |\n|---|---|\n| c | @ |",
    "box": '::: fact-box {title="Boks" lang=%}\n@.\n:::',
    "passage": "::: passage {lang=%}\n@.\n:::",
    "title of a box": '::: fact-box {title="@" lang=%}\nTekst.\n:::',
    "alternative of a diagram": '::: diagram {kind=steps alt="@" lang=%}\n- Én\n- To\n:::',
    "words": "Ja, [@]{lang=%}.",
}


@pytest.mark.parametrize("place", OWN)
def test_a_block_has_the_typography_of_its_language(place: str, tmp_path: Path) -> None:
    """65% is right in English, 65 % in Norwegian; what follows has the language around it again."""
    for tag, found in (("en", 0), ("en-GB", 0), ("gb", 0), ("nn", 1), ("nb-NO", 1)):
        block = OWN[place].replace("%}", f"{tag}}}").replace("@", "Share 65%")
        source = f"# Kapittel\n\n{block}\n\nDet er 65% nå.\n"
        told = [item for item in load(tmp_path, source).diagnostics if item.code == CODE]
        assert len(told) == found + 1, (place, tag)


def test_texts_of_yaml_are_told_at_their_place(tmp_path: Path) -> None:
    load(tmp_path, "# Kapittel\n\nTekst.\n")
    report = tmp_path / "content/report.yaml"
    written = report.read_text("utf-8").replace("title: Prøve", "title: Prøve av 65% i 2014-2017")
    report.write_text(written + "version: 2014-2017\n", "utf-8")
    findings = tmp_path / "content/findings.yaml"
    findings.write_text(findings.read_text("utf-8").replace("Mer tillit", "Mer tillit hos 65%"), "utf-8")
    found = [item for item in load_report(SourceFiles(tmp_path)).diagnostics if item.code == CODE]
    places = [(item.span.path, item.span.line, len(item.fixes)) for item in found if item.span]
    assert places == [
        ("content/report.yaml", 1, 1),
        ("content/report.yaml", 1, 1),
        ("content/findings.yaml", 2, 1),
    ]


PIECES = st.sampled_from(
    [
        *("5", "10", "2014", "2017", "3.5", "3,5", "10.000", "1.250.000", "9:30", "11:00", "65%", "65 %"),
        *("-", " - ", "–", " – ", " ", "  ", ",", ".", "...", ",-", "(", ")", " )", "( ", "?", " ?", "="),
        *("kl", "kl.", "nr", "ca", "s.", "side", "§", "§§", "kr", "m2", "km", "°C", "grader", "osv", "mai"),
        *("-5", "-10", "1.250.000,50", "2.kvartal", "17.mai", "17.-19.5.2019", "5x3", " . ", "m.m", "mandag"),
        *(
            "‘",
            "’",
            "'",
            "_",
            "**",
            "100 kr, ",
            "NOK ",
            "250,-",
            " x ",
            "s.5",
            "fredag",
            "?Og",
            "1.5.-3.6.2019",
        ),
        *("f.eks", "feks", "f. eks.", "juni", "og", "til", "«", "»", "|", "*", "personer", "Ord", "trinn"),
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(PIECES, st.just(" ")), max_size=16), st.sampled_from(sorted(PARTS)))
@example(["5", "%", "-", "10", "%"], "nb")
def test_mended_text_is_mended_and_has_the_same_words(pieces: list[str], language: str) -> None:
    text = "".join(pieces).strip()
    after = mended(text, told(text, language))
    assert [item for item in told(after, language) if item.fixes] == []
    assert _said(after) in _may_be_said(text)


def _said(text: str) -> str:
    """The letters and figures of a text in their order; those that a mending exchanges are the same."""
    text = text.replace("²", "2").replace("³", "3").replace("×", "x")
    return "".join(sign for sign in text if sign.isalnum())


def _may_be_said(text: str) -> set[str]:
    """What a mended text may say: all that it said, and a word for money where ",-" stands, or none."""
    first, *rest = (_said(part) for part in text.split(",-"))
    may = {first}
    for part in rest:
        may = {said + money + part for said in may for money in ("", "kr", "NOK")}
    return may


@pytest.mark.parametrize("group", GROUPS)
def test_our_own_documents_have_the_typography_of_their_language(group: str) -> None:
    found = []
    for path in (path for path in files_of(group) if path.suffix == ".md"):
        diagnostics = Diagnostics()
        tell_pasted(path.read_text("utf-8").splitlines(), path.name, GROUPS[group][0], diagnostics)
        found += [str(item) for item in diagnostics.items if item.code == CODE]
    assert found == []


@pytest.mark.parametrize(
    "citation", ["@kilde", "[@kilde]", "[@kilde, s. 3]", "[se @a; -@b]", "ola@example.org"]
)
def test_attributes_behind_a_citation_are_no_prose(citation: str, tmp_path: Path) -> None:
    text = f'# K\n\n![Bølger.](bilder/a.png "Ord {citation}"){{#fig-x width=80% credit="Foto: Kari"}}\n'
    told = {item.code for item in load(tmp_path, text).diagnostics}
    assert not told & {"RB-TYPOGRAPHY", "RB-QUOTES"}
