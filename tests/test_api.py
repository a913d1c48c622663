"""What other programs may call does what the commands do, and the commands call nothing else for it."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from report_builder import api
from report_builder.cli.app import run
from tests.said import ENGLISH

ROOT = Path(__file__).parent.parent
FUNCTIONS = ("batch", "build", "check", "publish", "release")


def test_a_program_builds_and_checks(good_report: Path, tmp_path: Path) -> None:
    outcome = api.build(good_report, output=tmp_path / "a.pdf", clock=lambda: 0.0)
    assert outcome.value is not None
    assert run(["build", str(good_report), "--output", str(tmp_path / "b.pdf")], ENGLISH, float) == 0
    assert outcome.value.path.read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_fault_is_told_and_raises_nothing(good_report: Path) -> None:
    (good_report / "content" / "report.yaml").write_text("title: [", "utf-8")
    outcome = api.build(str(good_report))
    assert outcome.value is None
    (fault,) = outcome.diagnostics
    assert (fault.code, fault.severity) == ("RB-YAML-SYNTAX", api.Severity.ERROR)
    told = {language: api.catalogue(language).text(fault.message) for language in ("nb", "en")}
    assert all(told.values())


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_command_calls_the_function(name: str) -> None:
    tree = ast.parse((ROOT / "src" / "report_builder" / "cli" / f"{name}.py").read_text("utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert f"api.{name}" in called


@pytest.mark.parametrize("name", FUNCTIONS)
def test_all_but_the_first_parameter_are_named_and_have_a_default(name: str) -> None:
    first, *others = inspect.signature(getattr(api, name)).parameters.values()
    assert first.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert {one.kind for one in others} == {inspect.Parameter.KEYWORD_ONLY}
    assert all(one.default is not inspect.Parameter.empty for one in others)


def test_the_page_names_what_is_exported() -> None:
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert [name for name in api.__all__ if name not in page] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_page_lists_every_parameter(name: str) -> None:
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    rows = page.partition(f"| `{name}` | Default |")[2].partition("\n\n")[0].splitlines()[2:]
    listed = [row.split("`")[1] for row in rows]
    assert listed == list(inspect.signature(getattr(api, name)).parameters)


def test_one_path_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    for given in (str(path), path, [path]):
        assert [file.path for file in api.check(given).files] == [path]


@pytest.mark.parametrize(
    ("tag", "language"), [("NB", "nb"), ("en-GB", "en"), ("nn", "nn"), ("klingon", "nb")]
)
def test_a_catalogue_is_there_for_every_tag(tag: str, language: str) -> None:
    assert api.catalogue(tag).language == language


def test_the_import_is_light() -> None:
    code = "import sys, report_builder.api\nsys.exit('report_builder.pipeline' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
