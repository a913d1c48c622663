"""A report is the same report whichever Unicode form the disk gives its names."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from report_builder.cli.app import run
from report_builder.pipeline.building import Request, build_report
from report_builder.pipeline.checking import check_content
from report_builder.theme import builtin
from tests.pipeline.releases import AUTUMN_2026, Desk
from tests.said import ENGLISH

CHAPTER, IMAGE, FONT = (
    "p\u00e5 vei/f\u00f8rste \u00e5r.md",
    "\u00c5r/\u00c5rsrute \u00fc.png",
    "\u00c5pen.ttf",
)
Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")


def rename(root: Path, form: Form) -> None:
    """Give every file and folder of the report its name in one Unicode form."""
    for folder, folders, files in os.walk(root, topdown=False):
        for name in (*folders, *files):
            changed = unicodedata.normalize(form, name)
            if changed != name:
                Path(folder, name).rename(Path(folder, changed))


@pytest.fixture
def report(good_report: Path) -> Path:
    """A report whose chapter, image and font have names with accents."""
    chapter, image = good_report / "content/chapters" / CHAPTER, good_report / "assets/bilder" / IMAGE
    theme = good_report / "assets/themes/eget"
    for folder in (chapter.parent, image.parent, theme):
        folder.mkdir(parents=True)
    old = good_report / "content/chapters/innledning.md"
    chapter.write_text(old.read_text("utf-8").replace("(bilder/rute.png", f"(<bilder/{IMAGE}>"), "utf-8")
    old.unlink()
    (good_report / "assets/bilder/rute.png").rename(image)
    text = builtin.theme_text("konstruktiv").replace("regular: Literata-Regular.ttf", f"regular: {FONT}")
    (theme / "theme.yaml").write_text(text, "utf-8")
    (theme / FONT).write_bytes(builtin.font("Literata-Regular.ttf"))
    facts = good_report / "content/report.yaml"
    named = (
        facts.read_text("utf-8")
        .replace("innledning.md", CHAPTER)
        .replace("output: notat", "output: notat\ntheme: eget")
    )
    facts.write_text(named, "utf-8")
    return good_report


def spell(root: Path, form: Form) -> None:
    """Write every text of the report in one Unicode form."""
    for path in [*root.rglob("*.md"), *root.rglob("*.yaml")]:
        path.write_text(unicodedata.normalize(form, path.read_text("utf-8")), "utf-8")


def test_the_same_bytes_whichever_form_disk_and_text_have(report: Path, tmp_path: Path) -> None:
    made = set()
    for spelt in FORMS:
        for stored in FORMS:
            spell(report, spelt)
            rename(report, stored)
            target = tmp_path / f"{spelt}-{stored}.pdf"
            built = build_report(Request(report, target), lambda: 0.0)
            assert built.value is not None, built.diagnostics
            assert {item.code for item in built.diagnostics} == (
                {"RB-NAME-FORM"} if stored == "NFD" else set()
            )
            assert len(built.diagnostics) == (3 if stored == "NFD" else 0)
            made.add(target.read_bytes())
    assert len(made) == 1


def test_the_note_can_be_allowed_and_the_name_renamed(report: Path) -> None:
    rename(report, "NFD")
    facts, chapter = report / "content/report.yaml", next((report / "content/chapters").glob("*/*.md"))
    text = facts.read_text("utf-8")
    facts.write_text(text.replace(f"- {CHAPTER}", f"- {CHAPTER} # allow RB-NAME-FORM"), "utf-8")
    text = chapter.read_text("utf-8")
    chapter.write_text(text.replace("![To", '{allow="RB-NAME-FORM"}\n![To'), "utf-8")
    assert [item.span and item.span.path for item in check_content(report)] == [
        "assets/themes/eget/theme.yaml"
    ]
    rename(report, "NFC")
    assert {item.code for item in check_content(report)} == {"RB-ALLOW"}


@pytest.mark.usefixtures("shared_verapdf")
def test_releases_from_both_kinds_of_disk_are_one(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(report, capsys)
    rename(report, "NFD")
    assert desk.release() == 0, desk.err
    rename(report, "NFC")
    assert desk.release("--note", "Ingenting") == 0, desk.err
    assert "unchanged since version 1" in desk.out
    assert desk.archive("rebuild", "v1") == 0, desk.err
    assert "identical" in desk.out
    assert "RB-NAME-FORM" not in desk.err
    inventory = json.loads((report / "output/archive/notat/inventory.json").read_text("utf-8"))
    (version,) = inventory["versions"].values()
    paths = {path for paths in version["state"].values() for path in paths}
    assert {f"source/content/chapters/{CHAPTER}", f"source/assets/bilder/{IMAGE}"} <= paths
    assert all(unicodedata.is_normalized("NFC", path) for path in paths)
    assert desk.archive("verify") == 0, desk.err
    assert run(["publish", str(report)], ENGLISH, lambda: 0.0, lambda: AUTUMN_2026) == 0
