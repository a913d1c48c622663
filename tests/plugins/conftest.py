"""A report that is made with the worked example, before and after its release."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.releases import Desk
from tests.plugins.installing import install_example

CHAPTER = "content/chapters/drofting.md"
QUESTION = """
::: question {#hvorfor ask="Hvorfor *nå*?"}
Fordi [tabellen](#tbl-tall) er ny.
:::
"""


@pytest.fixture
def desk(good_report: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A report that names the example, and has its theme and its block."""
    desk = Desk(good_report, capsys)
    desk.edit(
        "content/report.yaml",
        'published: 2020-01-02\nupdated: 2020-03-04\nversion: "1.0"\n',
        "theme: example\n",
    )
    with (desk.root / CHAPTER).open("a", encoding="utf-8") as file:
        file.write(QUESTION)
    (desk.root / "settings.yaml").write_text("plugins: [example]\n", "utf-8")
    return desk


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The folder where packages are installed."""
    return tmp_path / "site-packages"


@pytest.fixture
def installed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example is installed."""
    install_example(site, monkeypatch)
