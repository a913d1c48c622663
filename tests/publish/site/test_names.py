"""Whatever words a report has, its names work: what can be built can be released and published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_builder.cli.app import run
from report_builder.content.load import load_report
from report_builder.publish.edition import page_names
from report_builder.sources.files import SourceFiles
from report_builder.sources.names import MAX_MADE_NAME, name_fault, twin_key
from tests.conftest import BASE
from tests.pipeline.releases import AUTUMN_2026, Desk
from tests.said import ENGLISH

_HARD = [
    " ".join(["ord"] * 63),
    "x" * 251,
    "CON",
    "Nul",
    "COM1",
    "lpt9",
    "index",
    "alt",
    "…",
    "!",
    "æøå " * 80,
    "Ошибки",
    "a/b\\\\c",
    "..",
    "%41 #1?",
    "- - -",
    "Å" * 130,
]
_WORDS = st.text(st.characters(exclude_categories=("C", "Z", "M")), min_size=1, max_size=12)
_HEADINGS = st.lists(
    st.sampled_from(_HARD) | st.lists(_WORDS, min_size=1, max_size=40).map(" ".join), min_size=1, max_size=5
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("wild") / "report"
    shutil.copytree(BASE, root)
    return root


def write(root: Path, headings: list[str]) -> None:
    """Let every chapter of the report have one of ``headings``."""
    names = [f"k{number}.md" for number, _ in enumerate(headings)]
    for name, heading in zip(names, headings, strict=True):
        (root / "content/chapters" / name).write_text(f"# {heading}\n\nTekst.\n", "utf-8")
    facts = (root / "content/report.yaml").read_text("utf-8")
    begin, end = facts.index("chapters:"), facts.index("output:")
    listed = "".join(f"  - {name}\n" for name in names)
    (root / "content/report.yaml").write_text(f"{facts[:begin]}chapters:\n{listed}{facts[end:]}", "utf-8")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headings=_HEADINGS)
def test_pages_of_any_headings_have_names_that_work(folder: Path, headings: list[str]) -> None:
    write(folder, headings)
    loaded = load_report(SourceFiles(folder))
    if loaded.value is None:
        assert loaded.failed
        return
    names = list(page_names(loaded.value).values())
    assert len({twin_key(name) for name in names}) == len(headings)
    for name in names:
        assert name_fault(name) is None
        assert len(name) <= MAX_MADE_NAME


@pytest.mark.usefixtures("shared_verapdf")
def test_a_long_heading_and_a_reserved_one_are_released_and_published(
    good_report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(good_report, [*_HARD[:5], "Æøå " * 80])
    desk = Desk(good_report, capsys)
    desk.now = AUTUMN_2026
    assert desk.release() == 0, desk.err
    assert run(["publish", str(good_report)], ENGLISH, lambda: 0.0, lambda: AUTUMN_2026) == 0
    www = good_report / "output/site/current/www/notat"
    made = [path.name for path in www.rglob("*.html")]
    assert "con-1.html" in made
    assert "nul-1.html" in made
    assert f"{'-'.join(['ord'] * 24)}.html" in made
    assert [name for name in made if name_fault(name) or len(name) > MAX_MADE_NAME] == []
