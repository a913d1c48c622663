"""What names the languages of the program names all of them, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel import Locale

from report_builder.cli.app import run
from report_builder.language.catalogue import languages, rule
from tests.said import ENGLISH

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDE = ROOT / "docs/forfatterguide.md"
HYPHENATED = [language for language in languages() if rule("rule.hyphenation", language)]


def line_of(path: Path, beginning: str) -> str:
    """Give the one line of a page that has these words."""
    (line,) = (line for line in path.read_text("utf-8").splitlines() if beginning in line)
    return line


@pytest.mark.parametrize("path", ["settings.yaml", "content/report.yaml"])
def test_a_new_report_says_which_languages_there_are(path: str, tmp_path: Path) -> None:
    assert run(["new", str(tmp_path / "demo")], ENGLISH, lambda: 0.0) == 0
    line = line_of(tmp_path / "demo" / path, "language: nb")
    assert re.findall(r"(\w+) \((\w+)\)", line) == [
        (language, rule("rule.name", language)) for language in languages()
    ]


@pytest.mark.parametrize(
    ("beginning", "named"),
    [("| `language` |", languages()), ("blir delt ved linjeslutt", HYPHENATED)],
    ids=["written", "hyphenated"],
)
def test_the_guide_has_the_code_of_each_language(beginning: str, named: Sequence[str]) -> None:
    line = line_of(GUIDE, beginning).partition("blir delt")[0]
    codes = set(re.findall(r"`([a-z]{2})`", line))
    assert codes == set(named), f"{GUIDE.name}, '{beginning}': name each language there"


@pytest.mark.parametrize(
    ("path", "beginning", "spoken"),
    [(README, "It speaks ", "en"), (GUIDE, "Programmet snakker ", "nb")],
    ids=["README", "guide"],
)
def test_a_page_names_each_language_that_the_program_speaks(path: Path, beginning: str, spoken: str) -> None:
    line = line_of(path, beginning).lower()
    names = [Locale.parse(spoken).languages[language].split()[-1].lower() for language in languages()]
    assert [name for name in names if name not in line] == [], f"{path.name}, '{beginning}': name it there"
