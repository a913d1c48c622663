"""Rules that came after a release keep no version from its readers."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from report_builder.codes import CODES
from report_builder.content.publication import ReportFile, read_publication
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline import identity, production, releasing
from report_builder.pipeline.comparing import version_side
from report_builder.pipeline.production import LATER, load
from report_builder.pipeline.stages import Stages
from report_builder.pipeline.versions import open_shelf
from report_builder.sources.files import SourceFiles
from report_builder.theme.builtin import font
from tests.pipeline.releases import Desk
from tests.sample_reports import make_folder

PASTED = ("År\tSum\n2023\t12", "|A|B|\n|1|2|", "Tabell: Uten tabell", "•\tEtt\n•\tTo")


@pytest.mark.parametrize("text", PASTED)
@pytest.mark.parametrize("archived", [True, False])
def test_what_was_released_is_read_as_it_was_then(text: str, archived: bool) -> None:
    root = make_folder(f"# Kapittel\n\n{text}\n")
    try:
        diagnostics = Diagnostics()
        loaded = load(SourceFiles(root), diagnostics, Stages(lambda: 0.0), archived=archived)
    finally:
        shutil.rmtree(root)
    assert (loaded is not None) == archived
    assert diagnostics.has_errors != archived


def spoil_text(root: Path) -> None:
    """Write what was printed as it stands before it was an error."""
    chapter = root / "content/chapters/drofting.md"
    curly = "::: {.pull-quote by=“Kari”}\nEt sitat.\n:::"
    chapter.write_text("\n\n".join([chapter.read_text("utf-8"), *PASTED, curly]) + "\n", "utf-8")
    facts = root / "content/report.yaml"
    facts.write_text(facts.read_text("utf-8").replace("email: ", "email: mailto:"), "utf-8")
    findings = root / "content/findings.yaml"
    findings.write_text(findings.read_text("utf-8").replace("findings:", "findings: &alle", 1), "utf-8")


def spoil_font(root: Path) -> None:
    """Use a font of which a checksum is wrong."""
    folder = root / "assets/themes/eget"
    folder.mkdir(parents=True)
    text = Path("src/report_builder/data/themes/noktern/theme.yaml").read_text("utf-8")
    (folder / "theme.yaml").write_text(text.replace("Literata-Regular.ttf", "A.ttf"), "utf-8")
    data = bytearray(font("Literata-Regular.ttf"))
    data[data.index(b"OS/2") + 4] ^= 1
    (folder / "A.ttf").write_bytes(bytes(data))
    facts = root / "content/report.yaml"
    facts.write_text(facts.read_text("utf-8") + "theme: eget\n", "utf-8")


def codes(desk: Desk) -> set[str]:
    return set(re.findall(r"RB-[A-Z0-9-]+", desk.err)) & CODES.keys()


@pytest.mark.usefixtures("shared_verapdf")
def test_what_an_earlier_program_released_is_published_and_built_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spoil_text(desk.root)
    spoil_font(desk.root)
    assert desk.release() == 2
    assert codes(desk) >= LATER

    def as_it_was(*arguments: Any, **named: Any) -> Any:
        return load(*arguments, **named, archived=True)

    def stated(files: SourceFiles, _told: Diagnostics) -> ReportFile | None:
        return read_publication(files, Diagnostics(passed_over=LATER))

    with monkeypatch.context() as patch:
        patch.setattr(releasing, "read_publication", stated)
        patch.setattr(identity, "read_publication", stated)
        patch.setattr(production, "load", as_it_was)
        assert desk.release() == 0, desk.err
    assert desk.archive("rebuild", "v1") == 0, desk.err
    assert "v1 is identical" in desk.out
    assert desk.command("publish", str(desk.root), "--output", str(tmp_path / "site")) == 0, desk.err
    assert not codes(desk) & LATER
    shelf = open_shelf(desk.root, Diagnostics())
    assert shelf is not None
    side = version_side(shelf, shelf.versions[0], Diagnostics())
    assert side is not None
    assert side.findings, "the findings that are compared were read as they were then"
    assert desk.release("--note", "Nytt") == 2  # and is told to whoever writes on


KEEP_OUT = {
    "RB-BATCH-BUSY": "it is about another run at the same time, not about content",
    "RB-ANSWERS": "it is about answers to what people are asked of a file, not about content",
    "RB-PDF-NO-CLAIM": "it is about a file that is checked, not about content",
    "RB-RELEASE-PLACEHOLDER": "it is about what is released next, and asked of no old version",
    "RB-RELEASE-BEHIND": "it is about which version comes next, not about content",
    "RB-RELEASE-NAME": "it is about which version comes next, not about content",
    "RB-PLUGIN": "what a block of a plug-in says is not known where the plug-in fails",
    "RB-PLUGIN-MISSING": "what a block of a plug-in says is not known without the plug-in",
    "RB-DEPOSIT": "it is about what a receiver asks for, not about content",
    "RB-RECORD": "it is about what the report knows of its releases, not about content",
    "RB-ARCHIVE-OTHER": "it is about which report the archive has, not about content",
    "RB-ARCHIVE-CHAIN": "it is about which version follows which, not about content",
    "RB-ID-UNWRITTEN": "it is about what a release writes, not about content",
    "RB-ARCHIVE-AWAY": "it is about an archive that is not the right one, not about content",
    "RB-ARCHIVE-LIMIT": "it is about what is archived next, not about content",
    "RB-ARCHIVE-STORE": "it is about where an archive stands, not about content",
    "RB-ARCHIVE-TARGET": "it is about where an archive shall stand, not about content",
    "RB-ARCHIVE-UNPROVEN": "it is about files of the archive, not about content",
    "RB-BAG": "it is about a bag that came from elsewhere, not about content",
    "RB-JOURNAL": "it is about what was said of a version later, not about content",
    "RB-NOT-WITHDRAWN": "it is about what was said of a version later, not about content",
    "RB-PURGED": "it is about what was said of a version later, not about content",
    "RB-WITHDRAWN": "it is about what was said of a version later, not about content",
    "RB-EMBARGO": "it is about the day on which a version is shown, not about content",
    "RB-SITE-FOREIGN": "it is about another report's site, not about content",
    "RB-SITE-WITHDRAWN": "it is about what stands published, not about content",
    "RB-SITE-OTHER": "it is about what stands published, not about content",
    "RB-FORMULA": "what looked like a formula was refused before there were any, so none was released",
    "RB-BIB-SYNTAX": "no release had a file of sources before there was literature",
    "RB-UNKNOWN-CITATION": "no report had literature before there was any",
    "RB-WINDOWS-PATH": "no file was ever found by such a path, so nothing was released with it",
}
"""Errors that are newer than the first releases and stop old versions too, with the reason."""


def test_every_error_that_came_later_is_decided_on() -> None:
    """A new code that is an error is passed over in what was released, or has its reason here."""
    known = set(Path(__file__).with_name("codes_at_first_release.txt").read_text().split())
    source = "\n".join(path.read_text("utf-8") for path in Path("src/report_builder").rglob("*.py"))
    errors = set(re.findall(r'error\(\s*"(RB-[A-Z0-9-]+)"', source))
    refusals = set(re.findall(r'_RefusedError\(\s*"(RB-[A-Z0-9-]+)"', source))
    assert ((errors | refusals) & CODES.keys()) - known <= LATER | KEEP_OUT.keys()
    assert not LATER & (known | KEEP_OUT.keys())
