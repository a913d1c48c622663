"""``docs/architecture.md`` says what is so: its picture, its names, and its lists of files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from report_builder.codes import CODES
from report_builder.language.catalogue import languages
from report_builder.model.blocks import Block, ChartKind, DiagramKind
from scripts.write_architecture import PACKAGE, PAGE, ROOT, page, rooms

TEXT = PAGE.read_text("utf-8")
ROOMS = rooms()
QUOTED = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", TEXT)
TEXTS = {".py", ".md", ".po", ".html", ".css", ".js", ".yaml"}
GENERATED = {"docs/codes.md", "docs/koder.md"}


def test_the_picture_is_up_to_date() -> None:
    assert page() == TEXT, "run: make docs"


def test_every_room_is_in_the_table() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \| .+ \| `\w+\.[\w.]+` \|$", TEXT, re.MULTILINE)) == list(ROOMS)


def pattern(path: str) -> str:
    """Write a path of the page as a pattern of files: what stands in angles may be any name."""
    return re.sub(r"<\w+>", "*", path)


@pytest.mark.parametrize("path", sorted({text for text in QUOTED if re.match(r"(src|tests|scripts)/", text)}))
def test_a_path_is_there(path: str) -> None:
    assert list(ROOT.glob(pattern(path)))


def names_in(body: Iterable[ast.stmt], prefix: str = "") -> Iterator[str]:
    """Yield what is defined at the top of a module, and in its classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from names_in(node.body, f"{node.name}.")
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


@pytest.mark.parametrize(
    "name",
    sorted(
        {
            text
            for text in QUOTED
            if Path(text).suffix not in TEXTS and re.fullmatch(rf"({'|'.join(ROOMS)})(\.\w+)+", text)
        }
    ),
)
def test_a_name_is_there(name: str) -> None:
    assert is_there(name)


def is_there(name: str) -> bool:
    """Tell whether the package has a module of this name, or a module that defines the end of it."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        module = PACKAGE.joinpath(*parts[:length])
        files = [path for path in (module.with_suffix(".py"), module / "__init__.py") if path.is_file()]
        if files:
            defined = set(names_in(ast.parse(files[0].read_text("utf-8")).body))
            return length == len(parts) or ".".join(parts[length:]) in defined
    return False


def rows(title: str) -> list[str]:
    """Give the files in the list below a heading."""
    section = TEXT.partition(f"### {title}\n")[2].partition("\n### ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


@cache
def index() -> dict[str, set[str]]:
    """Give the files by each word in them; a word with points is known by what stands behind each, too."""
    found: dict[str, set[str]] = {}
    for path in (path for folder in ("src", "tests", "docs") for path in (ROOT / folder).rglob("*")):
        if path.suffix in TEXTS and path.is_file():
            for word in set(re.findall(r"[\w-]+(?:\.[\w-]+)*", path.read_text("utf-8"))):
                parts = word.split(".")
                for start in range(len(parts)):
                    found.setdefault(".".join(parts[start:]), set()).add(path.relative_to(ROOT).as_posix())
    return found


def naming(name: str) -> set[str]:
    """Give the files that name something, alone or behind a point."""
    return index().get(name, set())


NEEDS = {
    "A kind of block": [kind.__name__ for kind in get_args(Block)],
    "A kind of chart": [kind.name for kind in ChartKind],
    "A kind of diagram": [kind.name for kind in DiagramKind],
    "A theme key": sorted(
        set(re.findall(r"\bkey\.theme\.[\w.-]+", (PACKAGE / "theme" / "model.py").read_text("utf-8")))
    ),
    "A diagnostic": list(CODES),
}
"""Of each list, those that there are already: every file that all of them stand in is one to be changed."""

BY_NAME = {
    "A kind of block": 5,
    "A kind of chart": 2,
    "A kind of diagram": 4,
    "A theme key": 2,
    "A diagnostic": 2,
}
"""How many of the rows of each list have the name itself in their file, from the top of the list."""


def spelt(path: str) -> list[str]:
    """Give the files of a row as patterns: one for each language, where it is of a language."""
    return list(dict.fromkeys(pattern(path.replace("<language>", language)) for language in languages()))


@pytest.mark.parametrize("title", NEEDS)
def test_each_one_stands_in_every_file_of_its_list(title: str) -> None:
    lacking = [
        f"{name} stands in no {one}"
        for name in NEEDS[title]
        for row in rows(title)[: BY_NAME[title]]
        for one in spelt(row)
        if not any(fnmatch(path, one) for path in naming(name))
    ]
    assert not lacking, told(title, lacking)


# Of one alone, all that names it would seem to be needed.
@pytest.mark.parametrize("title", [title for title, names in NEEDS.items() if len(names) > 1])
def test_a_list_has_every_file_that_all_of_its_kind_need(title: str) -> None:
    needed = set.intersection(*(naming(name) for name in NEEDS[title])) - GENERATED
    unlisted = [
        f"{path} has all {len(NEEDS[title])} of them and no row"
        for path in sorted(needed)
        if not any(fnmatch(path, pattern(row)) for row in rows(title))
    ]
    assert not unlisted, told(title, unlisted)


def told(title: str, faults: list[str]) -> str:
    """Say what is wrong with a list."""
    return "\n".join((f"docs/architecture.md, '{title}':", *faults))


def test_a_language_is_its_catalogue_and_nothing_else() -> None:
    (catalogue,) = rows("A language")
    for language in languages():
        own = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob(f"{language}.*")}
        source = catalogue.replace("<language>", language)
        compiled = source.replace(".po", ".mo")
        assert own == {source, compiled, compiled.replace("languages/", "languages/printed/")}


def test_no_list_is_long() -> None:
    titles = re.findall(r"^### (.+)$", TEXT, re.MULTILINE)
    assert [title for title in titles if not 0 < len(rows(title)) <= 5] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    there = {path.name for path in folder.glob("*.md")} - {"README.md"}
    assert (
        set(
            re.findall(
                r"^\| \[([\w-]+\.md)\]\(\1\) \|", (folder / "README.md").read_text("utf-8"), re.MULTILINE
            )
        )
        == there
    )


def references() -> Iterator[tuple[Path, str]]:
    """Yield what docstrings refer to by its whole name, each with its file."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in re.findall(
            r":(?:mod|func|class|data):`~?report_builder\.([\w.\s]+)`", path.read_text("utf-8")
        ):
            yield path, "".join(name.split())


def test_what_docstrings_refer_to_is_there() -> None:
    assert [f"{path.name}: {name}" for path, name in references() if not is_there(name)] == []
