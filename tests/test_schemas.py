"""The JSON Schemas: in the report's language, and of the same mind as the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from report_builder.cli.app import run
from report_builder.cli.schema import KINDS
from report_builder.language.catalogue import languages
from report_builder.pipeline.schemas import classes, schema_text
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.builtin import theme_text, themes
from scripts.write_schemas import FOLDER, LANGUAGE

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"


class _Loader(yaml.SafeLoader):
    """Reads as YAML 1.2 does, which editors follow: no dates, and only true and false are truth values."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in found if tag.rpartition(":")[2] not in ("timestamp", "bool", "int")
    ]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789")
)


def faults(kind: str, text: str) -> list[str]:
    schema = json.loads(schema_text(kind, "nb"))
    value: Any = yaml.load(text, _Loader)  # noqa: S506  a safe loader with fewer types
    return [
        f"{'/'.join(map(str, error.path))}: {error.message}"
        for error in Draft7Validator(schema).iter_errors(value)
    ]


def test_every_kind_can_be_asked_for() -> None:
    assert tuple(classes()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_is_up_to_date(kind: str) -> None:
    assert (FOLDER / f"{kind}.json").read_text("utf-8") == schema_text(kind, LANGUAGE), "run: make docs"


@pytest.mark.parametrize("language", languages())
def test_languages_describe_the_same_keys(language: str) -> None:
    for kind in KINDS:
        schema, other = (json.loads(schema_text(kind, one)) for one in (language, LANGUAGE))
        Draft7Validator.check_schema(schema)
        assert all(text.endswith(".") for text in descriptions(schema))
        assert undescribed(schema) == undescribed(other)


def descriptions(schema: Any) -> list[str]:
    """Every description of a key, at any depth."""
    if isinstance(schema, list):
        return [text for value in schema for text in descriptions(value)]
    if not isinstance(schema, dict):
        return []
    below = [text for value in schema.values() for text in descriptions(value)]
    own = schema.get("description")
    return [own, *below] if isinstance(own, str) else below


def undescribed(schema: Any) -> Any:
    """The same schema without what it says to people; a key may be called "description" or "title" itself."""
    if isinstance(schema, list):
        return [undescribed(value) for value in schema]
    if not isinstance(schema, dict):
        return schema
    said = {name for name in ("description", "title") if isinstance(schema.get(name), str)}
    return {name: undescribed(value) for name, value in schema.items() if name not in said}


def test_a_schema_is_printed_in_the_language_of_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/report.yaml").write_text(re.sub("(?m)^language:.*", "language: nn", REPORT), "utf-8")
    for place, language in ((tmp_path, "nn"), (tmp_path / "content", "nn"), (tmp_path.parent, "nb")):
        monkeypatch.chdir(place)
        assert run(["schema", "report"], {}, lambda: 0.0) == 0
        assert capsys.readouterr().out == schema_text("report", language)


GOOD = [
    *((kind, ROOT / f"content/{kind}.yaml") for kind in ("report", "findings")),
    *((kind, TESTS / f"samples/{kind}.yaml") for kind in ("report", "findings")),
    *((kind, TESTS / f"bad/_base/content/{kind}.yaml") for kind in ("report", "findings")),
    *(("theme", ROOT / f"src/report_builder/data/themes/{name}/theme.yaml") for name in themes()),
]


@pytest.mark.parametrize(("kind", "path"), GOOD, ids=lambda value: str(value).removeprefix(f"{ROOT}/"))
def test_good_files_fit(kind: str, path: Path) -> None:
    assert faults(kind, path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", ["report", "findings"])
def test_the_report_s_files_point_to_the_schemas(name: str) -> None:
    path = ROOT / f"content/{name}.yaml"
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == (FOLDER / f"{name}.json").resolve()


REPORT = (TESTS / "bad/_base/content/report.yaml").read_text("utf-8")
FINDINGS = "findings:\n  - {id: a, value: 7, statement: Sju}\n"
THEME = theme_text("noktern")


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("report", f"{REPORT}\ntitel: Et notat\n", "'titel' was unexpected"),
        ("report", f"{REPORT}\ncontact: {{mail: x}}\n", "'mail' was unexpected"),
        ("report", re.sub("(?m)^title:.*\n", "", REPORT), "'title' is a required property"),
        ("report", re.sub("(?m)^language:.*", "language: no", REPORT), "'no' is not one of"),
        ("report", re.sub("(?m)^published:.*", "published: 4. mai", REPORT), "'4. mai' does not match"),
        ("report", re.sub("(?m)^authors:.*", "authors: [{name: A}]", REPORT), "is not valid under any"),
        ("report", f"{REPORT}\ntheme: ../x\n", "'../x' does not match"),
        (
            "report",
            re.sub("(?s)\nchapters:.*?\n(?=\\w)", "\nchapters: []\n", REPORT),
            "[] should be non-empty",
        ),
        ("findings", FINDINGS.replace("value", "verdi"), "'verdi' was unexpected"),
        ("findings", FINDINGS.replace("7", "sju"), "'sju' is not of type 'number'"),
        ("findings", FINDINGS.replace("{id", "{n: 0, id"), "0 is less than the minimum"),
        ("theme", f"{THEME}\nfarge: rosa\n", "'farge' was unexpected"),
        ("theme", THEME.replace("tint_strong:", "tint_strng:"), "'tint_strong' is a required property"),
        ("theme", THEME.replace("  folio: 804", ""), "'folio' is a required property"),
        ("theme", THEME.replace("captions: below", "captions: above"), "'above' is not one of"),
        ("theme", THEME.replace("leader: true", "leader: no"), "'no' is not of type 'boolean'"),
    ],
)
def test_planted_faults_are_seen(kind: str, text: str, words: str) -> None:
    assert faults(kind, text)
    assert any(words in fault for fault in faults(kind, text)), faults(kind, text)


def test_a_key_that_need_not_be_there_may_stand_empty() -> None:
    assert faults("report", f"{REPORT}\nversion:\n") == []


def test_an_author_may_be_a_mapping() -> None:
    authors = "authors: [A, {name: B, kind: person, orcid: 0000-0002-1825-0097}]"
    assert faults("report", re.sub("(?m)^authors:.*", authors, REPORT)) == []


def test_the_reader_takes_a_theme_that_fits(tmp_path: Path) -> None:
    folder = tmp_path / "assets/themes/eget"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(THEME, "utf-8")
    assert load_theme("eget", SourceFiles(tmp_path)).value is not None


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("extends: konstruktiv\n", True),
        ('extends: konstruktiv\npalette: {ink: "#101010"}\nstyles: {body: {size: 11}}\n', True),
        ("extends: konstruktiv\npage: {top: 80}\nrules: {card: {colour: ink}}\n", True),
        ('extends: konstruktiv\npalette: {marine: "#102040"}\nsheets: {cover: {ground: marine}}\n', True),
        ("extends: konstruktiv\npalette: {marine: blue}\n", False),
        ("extends: konstruktiv\nstyles: {brod: {size: 11}}\n", False),
        ("extends: konstruktiv\nsheets: {cover: {rules: [{y: 1}]}}\n", False),
        ("page: {top: 80}\n", False),
    ],
)
def test_a_theme_that_extends_another_needs_no_key(text: str, fits: bool) -> None:
    assert (faults("theme", text) == []) == fits
