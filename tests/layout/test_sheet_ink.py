"""The colour of text on a sheet: titles on a dark band, covers that differ, and what cannot be read."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest

from report_builder.check.page_contrast import faint_words
from report_builder.check.script import script_of_pdf
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.finish import BuildStamp, finish
from report_builder.layout import lay_out
from report_builder.model.report import Report
from report_builder.pipeline.production import load
from report_builder.pipeline.stages import Stages
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.model import Theme
from tests.said import english
from tests.sample_reports import Sample, build_folder, make_folder
from tests.verify_support import assert_complies

TITLES = ("Kort", "En tittel som er så lang at den tar to linjer eller flere på siden, og vel så det også")
TEXT = "\n\n".join(["Et avsnitt om ledelse i staten."] * 8)


def with_theme(text: str, title: str = "Kort", base: str = "konstruktiv", above: str = "") -> Path:
    root = make_folder(f"{above}# {title} {{#forst}}\n\n{TEXT}\n")
    home = root / "assets" / "themes" / "eget"
    home.mkdir(parents=True)
    (home / "theme.yaml").write_text(f"extends: {base}\nsheets:\n{text}", "utf-8")
    return root


def built(text: str, title: str = "Kort", base: str = "konstruktiv") -> Sample:
    root = with_theme(text, title, base)
    try:
        return build_folder(root, "eget")
    finally:
        shutil.rmtree(root)


@pytest.mark.parametrize("base", ["konstruktiv", "noktern"])
@pytest.mark.parametrize(("ground", "ink"), [("ink", "paper"), ("signal", "paper"), ("tint_strong", "ink")])
def test_a_title_is_read_on_its_band_however_long_it_is(base: str, ground: str, ink: str) -> None:
    said = []
    for title, band in product(TITLES, (60, 200, 250)):
        art = "art: none, " if band == 250 else ""
        sample = built(
            f"  opener: {{{art}ground: {ground}, ink: {ink}, band: {band}, text: 200}}\n", title, base
        )
        assert list(faint_words(sample.pdf)) == [], (title, band)
        said.append("".join(script_of_pdf(sample.pdf)))
    assert_complies(sample.pdf)
    assert len({*said}) == len(TITLES)


@pytest.mark.parametrize("base", ["konstruktiv", "noktern"])
def test_covers_have_text_in_colours_of_their_own(base: str) -> None:
    sample = built("  cover: {ground: tint, ink: ink}\n  back: {ground: ink, ink: paper}\n", base=base)
    assert list(faint_words(sample.pdf)) == []


@pytest.mark.parametrize(
    ("text", "weak", "line"),
    [
        ("  opener: {ground: ink, ink: muted, band: 200}\n", "'muted' on 'ink'", 3),
        ("  opener: {ground: ink, ink: paper}\n", "'ink' on 'ink'", 3),
        ("  opener: {ground: ink, ink: paper, band: 700}\n", "'ink' on 'ink'", 3),
        ("  cover: {ground: tint, ink: paper}\n", "'paper' on 'tint'", 3),
        ("  back: {ground: tint, ink: paper}\n", "'paper' on 'tint'", 3),
    ],
)
def test_what_cannot_be_read_is_told_at_the_sheet(text: str, weak: str, line: int) -> None:
    root = with_theme(text)
    try:
        found = load_theme("eget", SourceFiles(root))
    finally:
        shutil.rmtree(root)
    assert found.value is None
    told = [item for item in found.diagnostics if weak in english(item.message)]
    assert told, [english(item.message) for item in found.diagnostics]
    assert {item.code for item in told} == {"RB-CONTRAST"}
    assert all(item.span is not None and item.span.line == line for item in told)


BAND = "  opener: {ground: ink, ink: paper, band: 250}\n"


def with_ground(ground: str) -> tuple[tuple[Report, Theme] | None, tuple[Diagnostic, ...]]:
    """Read a report whose chapter has another ground than the band of its theme."""
    root = with_theme(BAND, above=f"---\nground: {ground}\n---\n")
    facts = root / "content" / "report.yaml"
    facts.write_text(facts.read_text("utf-8") + "theme: eget\n", "utf-8")
    diagnostics = Diagnostics()
    try:
        return load(SourceFiles(root), diagnostics, Stages(lambda: 0.0, lambda _: None)), diagnostics.items
    finally:
        shutil.rmtree(root)


@pytest.mark.parametrize("ground", ["ink", "signal", "muted"])
def test_a_chapter_may_have_another_ground_on_which_its_title_is_read(ground: str) -> None:
    loaded, told = with_ground(ground)
    assert loaded is not None, [english(item.message) for item in told]
    report, looks = loaded
    laid_out = lay_out(report, looks).value
    assert laid_out is not None
    assert list(faint_words(finish(laid_out, report.publication, BuildStamp("test", "0")))) == []


@pytest.mark.parametrize("ground", ["paper", "tint", "tint_strong"])
def test_a_ground_of_a_chapter_that_hides_its_title_is_told_there(ground: str) -> None:
    loaded, (item,) = with_ground(ground)
    assert loaded is None
    assert item.code == "RB-CONTRAST"
    assert item.span is not None
    assert (item.span.path, item.span.line) == ("content/chapters/prove.md", 2)
    assert f"'paper' on '{ground}'" in english(item.message)
