"""Reports that are packed with characters, each on a line of its own, in every position that takes text."""

from __future__ import annotations

import re
import shutil
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

from report_builder.check.reading import Annotation, read_structure
from report_builder.content.load import load_report
from report_builder.diagnostics import Diagnostic, Severity
from report_builder.finish import BuildStamp, finish
from report_builder.layout import lay_out
from report_builder.sources.characters import bare, meaning_of
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.sample_reports import SAMPLES

CHAPTERS = "content/chapters"
_FEW = 20
_PACK = 80
"""Characters in one paragraph, picture or table: each stands once in it, so that its place can be told."""


def escaped(char: str) -> str:
    """A character in Markdown's running text."""
    return "\\" + char if char in string.punctuation else char


def _lines(before: str, after: str, opening: str = "", closing: str = "") -> Callable[[list[str], int], str]:
    def write(chars: list[str], number: int) -> str:
        body = "\n".join(f"{before}a{escaped(char)}b{after}" for char in chars)
        return opening.replace("N", str(number)) + body + closing

    return write


def _code(chars: list[str], _number: int) -> str:
    return "\n".join(f"`a{char}b`" for char in chars if char != "`")


def _code_block(chars: list[str], _number: int) -> str:
    return "```\n" + "\n".join(f"a{char}b" for char in chars if char != "`") + "\n```"


def _addresses(chars: list[str], _number: int) -> str:
    fit = (char for char in chars if not char.isascii())
    return "\n".join(f"[ord](https://example.no/a{char}b)" for char in fit)


def _table(chars: list[str], _number: int) -> str:
    return "| A | B |\n|---|---|\n" + "\n".join(f"| a{escaped(char)}b | ord |" for char in chars)


def _captions(chars: list[str], _number: int) -> str:
    return "\n\n".join(f"Tabell: a{escaped(char)}b\n\n| A | B |\n|---|---|\n| a | b |" for char in chars)


KINDS: Mapping[str, Callable[[list[str], int], str]] = {
    "text": _lines("", ""),
    "italic": _lines("*", "*"),
    "bold": _lines("**", "**"),
    "bold-italic": _lines("***", "***"),
    "heading": lambda chars, number: "\n\n".join(
        f"## a{escaped(char)}b {{#o{number}-{ord(char)}}}" for char in chars
    ),
    "link": _lines("[", "](https://example.no/)"),
    "address": _addresses,
    "code": _code,
    "code-block": _code_block,
    "cell": _table,
    "quote": _lines("> ", ""),
    "list": _lines("- ", ""),
    "note": _lines("    ", "", "Ord.[^N]\n\n[^N]: ord\n"),
    "alt": _lines("", "", "![bilde\n", "](bilder/eksempel.png)"),
    "caption": _captions,
    "side-note": _lines("", "", "Ord.\n\n::: {.side-note}\n", "\n:::\n\nOrd."),
    "pull-quote": _lines("", "", "::: {.pull-quote}\n", "\n:::"),
}
"""How a position of chapters is filled with characters, one to a line."""

_ROUNDS = 16
_PLACED = re.compile(r"(?<![a-z])a\\?(.)b(?![a-z])", re.DOTALL)

YAML_KINDS = ("statement", "source", "title", "subtitle", "author", "keyword", "publisher", "licence")
"""Positions in findings.yaml and report.yaml; titles and names take few characters, so they get some."""


class Packed(NamedTuple):
    """A folder with a report, and where each character was put: file and line, from 1."""

    root: Path
    places: Mapping[tuple[str, int], tuple[str, str]]
    theme: str


def pack(kinds: Mapping[str, Iterable[str]], theme: str = "", fonts: Path | None = None) -> Packed:
    """Write a report with the characters of each kind."""
    root = Path(mkdtemp(prefix="report-builder-characters-"))
    (root / CHAPTERS).mkdir(parents=True)
    shutil.copytree(SAMPLES / "assets", root / "assets")
    if fonts is not None:
        shutil.copytree(fonts, root / "assets/themes/wide")
    places: dict[tuple[str, int], tuple[str, str]] = {}
    names = []
    for kind in (kind for kind in kinds if kind in KINDS):
        chars = list(kinds[kind])
        size = _FEW if kind in ("side-note", "heading", "pull-quote") else _PACK
        blocks = [
            KINDS[kind](chars[start : start + size], start // size) for start in range(0, len(chars), size)
        ]
        name = f"{kind}.md"
        names.append(name)
        text = "\n\n".join([f"# {kind}", "Ord.", *blocks, "Ord."])
        _write(root, f"{CHAPTERS}/{name}", [(kind, text)], places)
    _write(root, "content/findings.yaml", list(_findings(kinds)), places)
    _write(root, "content/report.yaml", list(_facts(kinds, names)), places)
    return Packed(root, places, theme)


def _write(
    root: Path,
    path: str,
    parts: list[tuple[str, str]],
    places: dict[tuple[str, int], tuple[str, str]],
) -> None:
    """Write the parts of a file, each of one kind, which end with a newline but for the last."""
    text = "".join(part for _, part in parts)
    (root / path).write_text(text + "\n", encoding="utf-8", newline="")
    number = 1
    for kind, part in parts:
        for at, line in enumerate(part.split("\n")):
            if match := _PLACED.search(line):
                places[path, number + at] = (kind, match[1])
        number += part.count("\n")


def _quoted(key: str, chars: Iterable[str], indent: str = "    ") -> str:
    """A text of YAML in quotes, one character to a line."""
    body = "".join(f"\n{indent}a{_in_quotes(char)}b" for char in chars)
    return f'{key}: "ord{body}"\n'


def _in_quotes(char: str) -> str:
    return "\\" + char if char in '"\\' else char


def _findings(kinds: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    statements, sources = (list(kinds.get(kind, ())) for kind in ("statement", "source"))
    if not statements and not sources:
        yield "", "findings: []\n"
        return
    yield "", "findings:\n"
    for start in range(0, max(len(statements), len(sources)), 20):
        yield "", f'  - id: f{start}\n    value: 7\n    unit: "%"\n    group: alle\n    '
        yield "statement", _quoted("statement", statements[start : start + 20], "      ")
        yield "source", "    " + _quoted("source", sources[start : start + 20], "      ")


_FACTS = {
    "title": "title",
    "subtitle": "subtitle",
    "publisher": "publisher",
    "author": "authors:\n  - ",
    "keyword": "keywords:\n  - ",
    "licence": "licence:\n  name",
}


def _facts(kinds: Mapping[str, Iterable[str]], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for kind, key in _FACTS.items():
        quoted = _quoted(key, kinds.get(kind, ()))
        yield kind, quoted.replace("- : ", "- ", 1)
    yield "title", _quoted("description", kinds.get("title", ()))
    yield "", "language: nb\noutput: prove\npublished: 2024-01-01\nchapters:\n"
    yield "", "".join(f"  - {name}\n" for name in names)


class Judged(NamedTuple):
    """What the program says of a packed report: its errors by place, and the file where there is none."""

    refused: Mapping[tuple[str, int], Diagnostic]
    notes: tuple[Diagnostic, ...]
    pdf: bytes


def judge(packed: Packed) -> Judged:
    """Read, lay out and finish a packed report as ``build`` does, up to the first stage with an error."""
    files = SourceFiles(packed.root)
    report = load_report(files)
    found: list[Diagnostic] = list(report.diagnostics)
    pdf = b""
    if report.value is not None:
        theme = load_theme(packed.theme or report.value.publication.theme, files)
        assert theme.value is not None, theme.diagnostics
        laid_out = lay_out(report.value, theme.value)
        found += laid_out.diagnostics
        if laid_out.value is not None:
            pdf = finish(laid_out.value, report.value.publication, BuildStamp("test", "0"))
    refused: dict[tuple[str, int], Diagnostic] = {}
    for item in found:
        if item.severity is Severity.ERROR:
            assert item.span is not None, item
            refused.setdefault((item.span.path, item.span.line), item)
    return Judged(refused, tuple(i for i in found if i.code == "RB-INVISIBLE"), pdf)


class Settled(NamedTuple):
    """A report without what was refused: its file, what stands in it by kind, what was refused and why."""

    pdf: bytes
    kinds: Mapping[str, list[str]]
    refused: Mapping[tuple[str, str], Diagnostic]
    notes: tuple[Diagnostic, ...]


def settle(kinds: Mapping[str, Iterable[str]], theme: str = "", fonts: Path | None = None) -> Settled:
    """Take out what is refused until the rest is built; each error must lead to the character it is about."""
    left = {kind: list(chars) for kind, chars in kinds.items()}
    refused: dict[tuple[str, str], Diagnostic] = {}
    notes: tuple[Diagnostic, ...] = ()
    for _ in range(_ROUNDS):
        packed = pack(left, theme, fonts)
        try:
            judged = judge(packed)
        finally:
            shutil.rmtree(packed.root)
        notes = notes or judged.notes
        if judged.pdf:
            return Settled(judged.pdf, left, refused, notes)
        assert judged.refused, "no file, and no error"
        for place, fault in judged.refused.items():
            assert place in packed.places, f"an error where no character was put: {fault}"
            kind, char = packed.places[place]
            refused[kind, char] = fault
        left = {kind: [char for char in left[kind] if (kind, char) not in refused] for kind in left}
    raise AssertionError(f"still refused after {_ROUNDS} rounds: {[*map(str, judged.refused.values())][:5]}")


def read_as(char: str) -> str:
    """What a reader of the finished file gets for ``a`` + ``char`` + ``b``, by the rules of the guide."""
    meaning = meaning_of(char)
    put = char if meaning is None or meaning.text is None else meaning.text
    word = bare(unicodedata.normalize("NFC", f"a{put}b"))
    return re.sub(r"[^\S\u202f\u2007]+", " ", word.replace("\u00a0", " "))


def texts(pdf: bytes) -> dict[str, str]:
    """What is read in a file: ``text`` aloud, and its ``alt`` texts and ``address`` es."""
    read: dict[str, list[str]] = {"text": [], "alt": [], "address": []}
    for top in read_structure(pdf):
        read["text"].append(top.text.replace("\n", " ").replace("\u00a0", " "))
        for node in top.walk():
            if node.alt:
                read["alt"].append(node.alt)
            read["address"] += (kid.target for kid in node.kids if isinstance(kid, Annotation))
    # Marks of one letter may stand in the order in which they are shaped, which says the same.
    return {name: unicodedata.normalize("NFC", " ".join(parts)) for name, parts in read.items()}


def show(value: Any) -> str:
    """A code point for a message."""
    return f"U+{ord(value):04X}"
