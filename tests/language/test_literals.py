"""No sentence that is said to anybody stands in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from report_builder.language.catalogue import FOLDER

PACKAGE = FOLDER.parent.parent

_VALUE = "◦"
"""Stands for what an f-string fills in."""

_ROW = re.compile(r"(?<![\w<=-])(?:[A-Za-zæøåÆØÅ]{2,}|◦)(?:,? (?:[A-Za-zæøåÆØÅ]{2,}|◦)){2,}(?![\w=-])")
_WORD = re.compile(r"[A-Za-zæøåÆØÅ]{2,}")

NOBODY_IS_TOLD = {
    "archive/names.py": "what systems call the files that they leave",
    "archive/root.py": "OCFL's own description of the layout, as the extension has it",
    "check/machine_report.py": "what veraPDF's own reports say, word for word, for programs",
    "check/qpdf.py": "what pikepdf says before its own words",
    "finish/metadata.py": "what the extension schemas of XMP describe, for programs",
    "finish/navigation.py": "the place that a bookmark leads to, as PDF writes it",
    "graphics/svg/lettering.py": "the names of fonts",
    "graphics/svg/styles.py": "values of properties of CSS",
    "layout/compose/truetype.py": "PostScript",
    "layout/paint/unseen.py": "operators of a page, as PDF writes them",
    "pipeline/answers.py": "why accessibility.json is there, for whoever finds it among the sources",
    "pipeline/bag_info.py": "a description in bag-info.txt, for archives of any country",
    "pipeline/explaining_checks.py": "commands that LESMEG.txt tells its readers to give",
    "pipeline/file_formats.py": "the names of formats, as PRONOM has them",
    "pipeline/mets.py": "the words of E-ARK's profile",
    "pipeline/premis.py": "the words of PREMIS for relations",
    "pipeline/constraints.py": "remarks in constraints.txt, for whoever installs from it in any country",
    "pipeline/tombstone.py": "the message of a version in OCFL's inventory",
    "pipeline/record.py": "why releases.json is there, for whoever finds it among the sources",
    "publish/epub/style.py": "selectors of CSS",
    "publish/standin_faces.py": "what machines call their fonts",
    "publish/theme_css.py": "a query of CSS",
    "sources/yaml_tree.py": "what PyYAML says, to know a fault by",
}
"""The modules that have sentences, and what these are."""


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """Three words in a row in a text, with its line; not those of docstrings, bugs and command lines.

    A bug is what an exception says that no catalogue is asked for, and what an assertion says.
    """
    tree = ast.parse(source)
    passed = {id(each) for node in ast.walk(tree) for each in _of_programmers(node)}
    for node in ast.walk(tree):
        if id(node) in passed or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        text = _text(node)
        if isinstance(node, ast.JoinedStr):
            passed.update(map(id, node.values))
        found = any(len(_WORD.findall(row)) > 1 for row in _ROW.findall(text))
        if found and not text.startswith("report-builder "):
            yield node.lineno, text


def _of_programmers(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value  # a docstring
    elif isinstance(node, ast.Raise):
        yield from ast.walk(node)
    elif isinstance(node, ast.Assert) and node.msg:
        yield from ast.walk(node.msg)


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(each) if isinstance(each, ast.Constant) else _VALUE for each in node.values)
    return node.value if isinstance(node.value, str) else ""


def test_no_sentence_stands_in_the_code() -> None:
    found: dict[str, list[tuple[int, str]]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if here := list(sentences(path.read_text("utf-8"))):
            found[path.relative_to(PACKAGE).as_posix()] = here
    assert {name: here for name, here in found.items() if name not in NOBODY_IS_TOLD} == {}
    assert sorted(found) == sorted(NOBODY_IS_TOLD), "a module has no sentence any more"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ('show("the file is gone")', True),
        ('tell(f"{count} pages of {total}")', True),
        ('click.echo("filen er borte")', True),
        ('"""The file is gone."""', False),
        ('raise ValueError("the file is gone")', False),
        ('say("cli.new.short")', False),
        ('examples = ("report-builder archive list now",)', False),
        ('style = "a b c"', False),
    ],
)
def test_a_sentence_is_known(code: str, told: bool) -> None:
    assert bool(list(sentences(code))) is told
