"""Reads planted reports and tells what the check says of them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from report_builder.content.load import load_report
from report_builder.diagnostics import Diagnostic, Severity
from report_builder.model.inlines import plain_text
from report_builder.sources.files import SourceFiles
from tests.content.plain import words
from tests.content.repeats.planting import Plant
from tests.said import english

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


class Followed(NamedTuple):
    """What a report says before and after its one hint was followed, as the hint has it said."""

    before: str
    after: str
    left: list[Diagnostic]


HINT = re.compile(r"write (\{\w+\}`[\w-]+`) in place of '([^']+)'(?:.*?, which prints '([^']+)')?")


def followed(plants: Iterable[Plant]) -> Iterator[tuple[Plant, Followed]]:
    """Follow the hint of each report that is told once, as a person would who reads it."""
    with _folder() as root:
        for plant in plants:
            found = _told(root, plant)
            if len(found) != 1 or found[0].span is None:
                continue
            before = _said(root)
            hint = HINT.match(english(found[0].hint))
            assert hint, english(found[0].hint)
            role, typed, printed = hint.groups()
            path = root / found[0].span.path
            lines = path.read_text("utf-8").split("\n")
            row, column = found[0].span.line - 1, found[0].span.column - 1
            wanted = re.compile(r"\s*".join(map(re.escape, typed.split())))
            for at in range(row, len(lines)):
                if match := wanted.search(lines[at], column if at == row else 0):
                    lines[at] = lines[at][: match.start()] + role + lines[at][match.end() :]
                    break
            else:
                raise AssertionError((typed, found[0]))
            path.write_text("\n".join(lines), "utf-8")
            outcome = load_report(SourceFiles(root))
            left = [one for one in outcome.diagnostics if one.severity > Severity.NOTE]
            if printed:
                before = " ".join(before.split()).replace(typed, printed)
            yield plant, Followed(_plain(before), _plain(_said(root)), left)


def _said(root: Path) -> str:
    report = load_report(SourceFiles(root)).value
    assert report is not None
    said = [words(block) for block in report.chapters]
    said += [words(block) for note in report.notes.values() for block in note.blocks]
    landing = report.landing.lead
    return " ".join([report.publication.description, plain_text(landing), *(" ".join(part) for part in said)])


def _plain(text: str) -> str:
    """Without what may differ: the kinds of blanks, and a blank before a per cent sign."""
    return re.sub(r"\s+(?=%)", "", " ".join(text.split()))


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
    others = [
        d
        for d in outcome.diagnostics
        if d.code not in (CODE, "RB-TYPED-REFERENCE", "RB-TYPOGRAPHY", "RB-LANG-MISSING")
        and d.severity > Severity.NOTE
    ]
    assert not others, [str(other) for other in others]
    return [d for d in outcome.diagnostics if d.code == CODE]
