"""Formulas in the edition and the e-book: MathML with the words and the notation, the same as in the file."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from report_builder.check.reading import read_structure
from report_builder.content.formulas.reading import read_formula
from report_builder.language.passages import unmarked
from report_builder.model.formula_blocks import DisplayedFormula
from report_builder.model.inlines import Formula
from report_builder.model.walking import walk
from report_builder.publish.markup.mathml import math
from tests.content.test_formulas import constructs
from tests.sample_reports import sample

CORE = frozenset(
    (
        *("math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt"),
        *("mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
    )
)
"""Elements of MathML Core that are written here."""


def elements(source: str) -> ET.Element:
    return ET.fromstring(math(read_formula(source), source, "words"))  # noqa: S314  our own markup


def test_every_construct_is_mathml_core() -> None:
    for source in constructs():
        top = elements(source)
        assert {one.tag for one in top.iter()} <= CORE, source
        assert top.get("alttext") == "words"
        assert top.findtext("semantics/annotation") == source


@pytest.mark.parametrize(
    ("source", "presented"),
    [
        ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\mathbf{A}", "<mi>𝐀</mi>"),
        (r"\text{a b}", "<mtext>a\u00a0b</mtext>"),
        (r"\binom{n}{k}", '<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>'),
    ],
)
def test_what_is_written(source: str, presented: str) -> None:
    assert presented in math(read_formula(source), source, "words")


def test_the_file_has_the_words_and_the_place_of_every_formula() -> None:
    made = sample("formulas")
    report = made.report
    kinds = Formula | DisplayedFormula
    said = {node.alt for node in walk(report.chapters, notes=report.notes) if isinstance(node, kinds)}
    tags = [tag for top in read_structure(made.pdf) for tag in top.walk() if tag.standard == "Formula"]
    assert {unmarked(tag.alt or "") for tag in tags} == said
    assert all(len(tag.attributes["BBox"]) == 4 for tag in tags)
