"""Reads planted reports and tells what the check says of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from report_builder.content import load_report
from report_builder.diagnostics import Diagnostic, Severity
from report_builder.sources.files import SourceFiles
from tests.content.repeats.planting import Plant

IMAGE = Path(__file__).parent.parent.parent / "bad/_base/assets/bilder/rute.png"
CODE = "RB-NUMBER-TWICE"


def told(plants: Iterable[Plant]) -> Iterator[tuple[Plant, list[Diagnostic]]]:
    """Yield each report with the repeats that were told; anything else that was told fails."""
    with _folder() as root:
        for plant in plants:
            yield plant, _told(root, plant)


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content/chapters").mkdir(parents=True)
        (root / "assets/bilder").mkdir(parents=True)
        shutil.copy(IMAGE, root / "assets/bilder")
        yield root


def _told(root: Path, plant: Plant) -> list[Diagnostic]:
    content = root / "content"
    description = f'description: "{plant.description}"\n' if plant.description else ""
    content.joinpath("report.yaml").write_text(
        f"title: Om arbeidet\nlanguage: {plant.language}\npublisher: Etaten\n{description}"
        "chapters: [a.md]\noutput: a\n",
        "utf-8",
    )
    content.joinpath("findings.yaml").write_text(plant.findings, "utf-8")
    content.joinpath("chapters/a.md").write_text(plant.chapter, "utf-8")
    landing = content / "landing.yaml"
    landing.unlink(missing_ok=True)
    if plant.landing:
        landing.write_text(f'lead: "{plant.landing}"\n', "utf-8")
    outcome = load_report(SourceFiles(root))
    assert outcome.value is not None, (plant, outcome.diagnostics)
    others = [d for d in outcome.diagnostics if d.code != CODE and d.severity > Severity.NOTE]
    assert not others, (plant, others)
    return [d for d in outcome.diagnostics if d.code == CODE]
