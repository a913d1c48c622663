"""Every language says all that the program says, with the same names to be filled in, and nothing else."""

from __future__ import annotations

import ast
import re
import shutil
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from report_builder.cli.app import run
from report_builder.codes import CODES
from report_builder.content.spoken import ROLES
from report_builder.diagnostics import ExitStatus
from report_builder.language import catalogue as catalogues
from report_builder.language.catalogue import FOLDER, catalogue, languages, printed_in, rule, rules
from report_builder.language.message import all_of, one_of, say, say_many
from report_builder.language.word_lists import MONTHS, any_word, every_word, listed
from scripts.write_languages import Words, as_mo, as_po, main, printed, read
from tests.sample_reports import make_folder

PACKAGE = FOLDER.parent.parent
PARTIAL = sorted(path.stem for path in (FOLDER / catalogues.PARTIAL).glob("*.po"))
"""The languages of which a source has some words; what they lack is said in bokmål."""
EVERY = (*languages(), *PARTIAL)
_BRACES = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_SAYING = {"say": 0, "hinted": 0, "say_many": 1, "many": 1}


@cache
def words(language: str) -> Words:
    return read(_file(language))


def _file(language: str) -> Path:
    return (FOLDER / catalogues.PARTIAL if language in PARTIAL else FOLDER) / f"{language}.po"


def forms(language: str) -> dict[str, tuple[str, ...]]:
    """Every key of a language with its words, of which one with a count has several."""
    found = {}
    for message in words(language):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            assert message.string
            found[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


class Call(NamedTuple):
    """Where a key is written as the first argument of what says it, and the names that it fills in.

    ``keys`` are the key itself, and that of its hint where both are said together.
    """

    place: str
    keys: tuple[str, ...]
    names: frozenset[str]
    counted: bool


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text("utf-8"))) for path in sorted(PACKAGE.rglob("*.py")))


def calls() -> Iterator[Call]:
    for path, tree in modules():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in _SAYING and isinstance(node.args[0].value, str):
                names = frozenset(keyword.arg or "**" for keyword in node.keywords)
                place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                key = node.args[0].value
                keys = (key, f"{key}.hint") if name == "hinted" else (key,)
                yield Call(place, keys, names, _SAYING[name] == 1)


def test_every_catalogue_is_compiled() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.po")) == list(languages()), "run: make docs"


@pytest.mark.parametrize("language", EVERY)
def test_a_catalogue_is_compiled_and_sorted(language: str) -> None:
    path = _file(language)
    assert as_po(words(language)) == path.read_bytes(), "run scripts/write_languages.py"
    assert as_mo(words(language)) == path.with_suffix(".mo").read_bytes(), "run scripts/write_languages.py"
    few = printed_in(path.parent) / f"{language}.mo"
    assert as_mo(printed(words(language))) == few.read_bytes(), "run scripts/write_languages.py"


@pytest.mark.parametrize(
    "path", [*FOLDER.glob("*.po"), *(PACKAGE.parents[1] / "docs").glob("*.md")], ids=lambda path: path.name
)
def test_every_role_that_is_named_is_one(path: Path) -> None:
    named = set(re.findall(r"(?<![`\w}\]*])\{(\w+)\}`", path.read_text("utf-8")))
    assert named <= set(ROLES), "a cure that cannot be typed"


def test_a_build_reads_nothing_but_what_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogues.Catalogue, "_whole", None)
    catalogues._read.cache_clear()
    root = make_folder("# Kapittel\n\nI 2019 svarte 12 departementer.\n")
    try:
        assert run(["build", str(root)], {}, time.perf_counter) == ExitStatus.DONE
        assert "egne regler bestått" in capsys.readouterr().out
    finally:
        shutil.rmtree(root)
        catalogues._read.cache_clear()


@pytest.mark.parametrize("language", EVERY)
def test_a_catalogue_is_well_formed(language: str) -> None:
    for message in words(language):
        assert not message.fuzzy, message.id
    empty = [key for key, texts in forms(language).items() if not all(texts)]
    assert not empty


@pytest.mark.parametrize("language", languages())
def test_a_whole_language_lacks_nothing(language: str) -> None:
    every = {key: len(texts) > 1 for other in languages() for key, texts in forms(other).items()}
    own = {key: len(texts) > 1 for key, texts in forms(language).items()}
    assert own == every


@pytest.mark.parametrize("language", EVERY)
def test_languages_fill_in_the_same(language: str) -> None:
    norwegian = forms(catalogues.FALLBACK)
    other = {
        key: (texts, norwegian[key])
        for key, texts in forms(language).items()
        if _named(texts) != _named(norwegian[key])
    }
    assert not other


QUOTES = {"rule.quotes": "””", "rule.inner-quotes": "’’"}
"""Those of Northern Sámi in CLDR 49 (main/se.xml, delimiters), which Babel leaves out."""
OF_CLDR = {"list.and", "rule.decimal", "rule.group", "rule.name", "rule.percent", *MONTHS, *QUOTES}
"""What the Common Locale Data Repository has of what we say in Northern Sámi: all but this is bokmål."""


def test_northern_sami_says_what_cldr_has_and_nothing_else() -> None:
    from babel import localedata

    own = localedata.load("se", merge_inherited=False)
    symbols, months = own["number_symbols"]["latn"], own["months"]["format"]["wide"]
    expected = QUOTES | {key: months[number] for number, key in enumerate(MONTHS, 1)}
    expected |= {
        "list.and": own["list_patterns"]["standard"]["2"].format("{first}", "{last}"),
        "rule.decimal": symbols["decimal"],
        "rule.group": symbols["group"],
        "rule.name": own["languages"]["se"],
        "rule.percent": own["percent_formats"][None].pattern.replace("#,##0", "{number}"),
    }
    assert expected.keys() == OF_CLDR
    assert forms("se") == {key: (text,) for key, text in expected.items()}


def test_what_northern_sami_lacks_is_said_in_bokmaal() -> None:
    se, nb = catalogue("se"), catalogue("nb")
    assert se.language == "se"
    every = {key: 1 if len(texts) > 1 else None for key, texts in forms("nb").items()}
    own = {key for key, count in every.items() if se.template(key, count) != nb.template(key, count)}
    # The decimal sign, the group sign and the per cent sign are the same in both.
    assert own == OF_CLDR - {"rule.decimal", "rule.group", "rule.percent"}
    assert "se" not in languages()


def test_of_lule_and_southern_sami_cldr_has_the_name_alone() -> None:
    from babel import localedata

    for language in ("smj", "sma"):
        own = localedata.load(language, merge_inherited=False)
        found = {
            key for key in ("months", "date_formats", "number_symbols", "percent_formats") if own.get(key)
        }
        assert not found, f"CLDR has more of {language} now: {found}"
        assert forms(language) == {"rule.name": (own["languages"][language],)}
    assert not localedata.exists("fkv")
    assert forms("fkv") == {"rule.name": ("kvääni",)}


def _named(texts: tuple[str, ...]) -> set[str]:
    return {name for text in texts for name in _BRACES.findall(text)}


def test_what_is_said_is_in_the_catalogue_with_its_names() -> None:
    norwegian = forms(catalogues.FALLBACK)
    wrong = []
    for call in calls():
        used = {"**"}
        for key in call.keys:
            texts = norwegian.get(key, ())
            used |= _named(texts)
            if not texts:
                wrong.append(f"{call.place}: no catalogue has '{key}'")
            elif call.counted != (len(texts) > 1):
                wrong.append(f"{call.place}: '{key}' is said with a count, or has forms, but not both")
        if missing := call.names - used:
            wrong.append(f"{call.place}: '{call.keys[0]}' does not use {sorted(missing)}")
    assert not wrong


@cache
def constants() -> frozenset[str]:
    return frozenset(
        node.value
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def test_every_rule_that_is_asked_for_is_in_the_catalogue() -> None:
    asked = {text for text in constants() if re.fullmatch(r"rule\.[a-z-]+", text)}
    assert asked <= set(forms(catalogues.FALLBACK))


def test_nothing_in_the_catalogue_is_unused() -> None:
    written = {*constants(), *(f"code.{code}" for code in CODES)}
    written.update(key for call in calls() for key in call.keys)
    for path in (*PACKAGE.rglob("*.*html"), *PACKAGE.rglob("*.js"), *PACKAGE.glob("data/scaffold/**/*.*")):
        written.update(re.findall(r"""["'{]([a-z]+\.[\w.-]+)["'}]""", path.read_text("utf-8")))
    unused = [key for key in forms(catalogues.FALLBACK) if key not in written]
    assert not unused


def test_what_begins_alike_is_given_with_what_another_language_lacks() -> None:
    nb, se = catalogue("nb").under("rule."), catalogue("se").under("rule.")
    assert nb.keys() == se.keys()
    assert (nb["rule.may"], se["rule.may"], se["rule.date"]) == ("mai", "miessemánnu", nb["rule.date"])
    pages = catalogue("en").under("site.pages")
    assert pages == {"site.pages.0": "{count} page", "site.pages.1": "{count} pages"}


def test_a_key_that_nobody_has_is_told_at_once() -> None:
    for language in EVERY:
        with pytest.raises(KeyError):
            catalogue(language)("no.such-key")


def test_items_are_listed_as_the_language_lists() -> None:
    nb, en = catalogue("nb"), catalogue("en-GB")
    assert nb.text(all_of(["a", "b", "c"])) == "a, b og c"
    assert en.text(one_of(["a", "b"])) == "a or b"
    assert nb.text(all_of(["a"])) == "a"
    assert nb.text(all_of([])) == ""
    assert nb.text(2.5) == "2,5"


def test_a_rule_is_its_own_languages_or_none() -> None:
    assert rule("rule.quotes", "nb-NO") == "«»"
    assert rule("rule.quotes", "EN") == "“”"
    assert rule("rule.quotes", "fi") is None, "no file"
    assert rule("rule.quotes", "") is None
    assert rule("rule.no-such", "nb") is None
    assert {"“”", "«»"} <= set(rules("rule.quotes"))


def test_a_rule_of_words_is_a_list() -> None:
    assert listed("rule.caption-picture", "nn") == ("Figur", "Bilete", "Illustrasjon")
    assert listed("rule.caption-picture", "fi") == ()
    assert {"Table", "Tabell", "Figure"} <= set(every_word("rule.caption-table", "rule.caption-picture"))
    found = re.compile(any_word("rule.units"))
    assert all(found.fullmatch(unit) for unit in ("mill.", "per cent", "millionar"))
    assert not found.fullmatch("millx")


def test_a_message_is_no_text() -> None:
    with pytest.raises(TypeError):
        f"{say('list.and', first='a', last='b')}"


def test_a_language_is_added_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("nb.po",):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    (tmp_path / "sv.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: sv\\n"\n\nmsgid "list.and"\nmsgstr "{first} och {last}"\n\n'
        'msgid "rule.caption-table"\nmsgstr "Tabell, Tablå"\n',
        "utf-8",
    )
    main(tmp_path)
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues._read.cache_clear()
    try:
        assert languages() == ("nb", "sv")
        swedish = catalogue("sv-FI")
        assert swedish.text(all_of(["a", "b"])) == "a och b"
        assert swedish.text(one_of(["a", "b"])) == "a eller b"  # what it lacks
        assert catalogue("fi").language == "nb"
        assert every_word("rule.caption-table") == ("Tabell", "Tablå")
        assert rule("rule.decimal", "sv") is None, "what it lacks is no rule of its"
    finally:
        catalogues._read.cache_clear()


def test_forms_for_one_and_many_fill_in_their_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nb.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: nb\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "a.page"\nmsgid_plural "a.page"\nmsgstr[0] "{count} side i {name}"\n'
        'msgstr[1] "{count} sider i {name}"\n',
        "utf-8",
    )
    main(tmp_path)
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues._read.cache_clear()
    try:
        nb = catalogue("nb")
        assert [nb.text(say_many("a.page", number, name="x")) for number in (1, 2)] == [
            "1 side i x",
            "2 sider i x",
        ]
    finally:
        catalogues._read.cache_clear()


_ALIKE = {
    ("address.edition", "cli.head.report"): "a part of an address, the head of a column",
    ("address.findings", "scaffold.id-findings"): "an anchor of the landing page, the id of a chapter",
    ("archive.the-block", "content.the-block"): "blocks of an inventory, blocks of a text",
    ("browser.source", "compare.field-source"): "the lines of a file, where a number is from",
    ("check.no-value", "cli.mended.no-line"): "a key without a value, a place without a line",
    ("cli.head.note", "cli.note"): "the note of a version, what weighs least of all that is told",
    ("compare.field-value", "document.value"): "a number that changed, the head of a column of numbers",
    ("compare.findings", "scaffold.found"): "what changed between versions, the title of a chapter",
    ("document.field-row", "heard.row"): "what a field in it is called, a role of a line",
    ("compare.field-title", "heard.title"): "a fact about a report, a role of a line",
    ("content.code-empty.hint", "content.title-again.hint"): "'it' has the gender of what is meant",
    ("document.table", "rule.caption-table"): "a word that is printed, words that are looked for",
    ("sources.a-text", "theme.text"): "a kind of value, something that has a colour",
}
"""Keys that say the same in every language we have, and why a further one may tell them apart."""

_BY_KIND = re.compile(r"newer\.[a-z]+-(came|changed|gone|moved|new)-too")
"""Adjectives and verbs that agree with the gender of what they are said of."""


def test_nothing_is_said_under_two_keys() -> None:
    said: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for key in forms(catalogues.FALLBACK):
        texts = tuple(
            tuple(_BRACES.sub("", text) for text in forms(language)[key]) for language in languages()
        )
        if any(text.isalpha() for text in "".join(texts[0])):  # not only signs between what is filled in
            said.setdefault(texts, []).append(key)
    alike = {
        tuple(keys) for keys in said.values() if len(keys) > 1 and not all(map(_BY_KIND.fullmatch, keys))
    }
    assert alike == set(_ALIKE), "say it under one key, or write down what tells them apart"


_OF_THE_SYSTEM = re.compile(r"\bstrerror\b|\bstr\((?:fault|error|problem)\)")


def test_what_the_system_says_is_quoted_in_norwegian() -> None:
    norwegian, checked, bare = forms(catalogues.FALLBACK), 0, []
    for path, tree in modules():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            for keyword in node.keywords:
                if node.args[0].value in norwegian and _OF_THE_SYSTEM.search(ast.unparse(keyword.value)):
                    checked += 1
                    if any(f"«{{{keyword.arg}}}»" not in text for text in norwegian[node.args[0].value]):
                        bare.append(f"{path.relative_to(PACKAGE)}:{node.lineno} {node.args[0].value}")
    assert checked
    assert not bare


_EXAMPLE = {"nb": "for eksempel", "nn": "til dømes"}


def test_an_example_is_called_one_in_every_language() -> None:
    """A hint that gives one as what is to be written is followed to the letter."""
    known = {name: forms(name) for name in _EXAMPLE}
    apart = [
        key
        for key, texts in known["nb"].items()
        if any(_EXAMPLE["nb"] in text for text in texts)
        != any(_EXAMPLE["nn"] in text for text in known["nn"][key])
    ]
    assert not apart
    # What is nobody's own: an address of example.no, a year, a path of some machine.
    made_up = re.compile(r"example\.|\b(?:19|20)\d\d\b|/srv|--output prove")
    bare = [
        key
        for key, texts in known["nb"].items()
        if key.endswith(".hint")
        and any(made_up.search(text) and _EXAMPLE["nb"] not in text for text in texts)
    ]
    assert not bare


@pytest.mark.parametrize(("name", "words"), [*_EXAMPLE.items(), ("en", "like")])
def test_the_example_of_a_key_is_called_one(name: str, words: str) -> None:
    assert words in catalogues.catalogue(name)("sources.write-like", example="0000-0002-1825-0097")


_PRONOUN = re.compile(
    r"\b(den|det|dem|han|ho|dei)(?=$|[;,.:\n]| (?:fram|bort|ned|inn|ut|slik)\b)", re.IGNORECASE
)
_IN_BOKMAAL = {"han": "den", "ho": "den", "det": "det", "dei": "dem", "den": "(of a noun)"}


def test_a_pronoun_stands_for_the_same_in_bokmaal_and_nynorsk() -> None:
    """Where one says "hent den fram" and the other "hent det fram", one of them has another noun in mind."""
    nynorsk, apart, seen = forms("nn"), [], 0
    for key, texts in forms("nb").items():
        if key.startswith("rule."):
            continue
        there = sorted(found.lower() for text in texts for found in _PRONOUN.findall(text))
        here = sorted(_IN_BOKMAAL[found.lower()] for text in nynorsk[key] for found in _PRONOUN.findall(text))
        seen += len(there)
        if there != here:
            apart.append(key)
    assert seen
    assert not apart
