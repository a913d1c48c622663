"""The face of a report: what ``cover`` in report.yaml says, what the theme says, what neither does."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from report_builder.content.publication import as_edition
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.graphics.art import Art
from report_builder.model.report import NO_FACE, Edition, Face, Publication
from report_builder.pipeline.production import load
from report_builder.pipeline.stages import Stages
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.contrast import COVER_STYLES
from report_builder.theme.face import FIRST_SEED, dressed, seed_of
from report_builder.theme.model import SheetKind, Theme
from tests.said import english
from tests.sample_reports import SAMPLES, make_folder

COVER, BACK, OPENER = SheetKind.COVER, SheetKind.BACK, SheetKind.OPENER
FACTS = (SAMPLES / "report.yaml").read_text("utf-8")


def read(
    cover: str = "", theme: str = "", edition: Edition | None = None, own: str = ""
) -> tuple[Theme | None, Publication | None, tuple[Diagnostic, ...]]:
    """Read a report with this ``cover``, in a theme whose text is ``own``, where that is given."""
    facts = re.sub("(?m)^theme:.*\n", "", FACTS) + (f"theme: {theme}\n" if theme else "") + cover
    folder = make_folder("# Kapittel\n\nTekst.\n", report=facts)
    try:
        if own:
            path = folder / "assets" / "themes" / theme
            path.mkdir(parents=True)
            (path / "theme.yaml").write_text(own, "utf-8")
        diagnostics = Diagnostics()
        loaded = load(SourceFiles(folder), diagnostics, Stages(lambda: 0.0, lambda _: None), edition)
    finally:
        shutil.rmtree(folder)
    if loaded is None:
        return None, None, diagnostics.items
    report, looks = loaded
    return looks, report.publication, diagnostics.items


def theme(cover: str = "", name: str = "", **given: object) -> Theme:
    looks, _, told = read(cover, name, **given)  # type: ignore[arg-type]
    assert looks is not None, [english(item.message) for item in told]
    return looks


def built_in(name: str) -> Theme:
    found = load_theme(name).value
    assert found is not None
    return found


def test_without_a_seed_it_follows_from_the_name() -> None:
    looks, facts, _ = read()
    assert looks is not None
    assert facts is not None
    assert {sheet.seed for sheet in looks.sheets.values()} == {seed_of(facts.id or facts.output)}
    assert seed_of("a") != seed_of("b")
    assert seed_of("Årsrapport") == 4102170, "the same on every machine"


def test_the_id_goes_before_the_name_of_the_file() -> None:
    konstruktiv = built_in("konstruktiv")
    _, facts, _ = read()
    assert facts is not None
    for own in ("urn:uuid:7edc0962-8ca9-413c-b3b4-cea70be07758", "urn:isbn:9788274830929"):
        looks = dressed(konstruktiv, replace(facts, id=own), Diagnostics())
        assert looks.sheets[COVER].seed == seed_of(own)


@pytest.mark.parametrize("form", range(1, 6))
def test_what_was_released_before_keeps_its_picture(form: int) -> None:
    day = date(2024, 1, 1)
    looks = theme(edition=Edition("1", day, day, form=form))
    assert {sheet.seed for sheet in looks.sheets.values()} == {FIRST_SEED}


def test_our_own_report_keeps_its_picture() -> None:
    root = Path(__file__).parent.parent.parent
    loaded = load(SourceFiles(root), Diagnostics(), Stages(lambda: 0.0, lambda _: None))
    assert loaded is not None
    assert {sheet.seed for sheet in loaded[1].sheets.values()} == {1}
    assert replace(loaded[1], sheets={}) == replace(built_in("konstruktiv"), sheets={})


def test_a_theme_that_has_a_seed_keeps_it() -> None:
    own = (
        built_in("konstruktiv")
        .written["assets/themes/konstruktiv/theme.yaml"]
        .replace("stage: 0.38,", "stage: 0.38, seed: 77,")
    )
    looks = theme("", "eget", own=own)
    assert looks.sheets[COVER].seed == 77
    assert looks.sheets[BACK].seed != 77
    assert theme("cover: {seed: 5}\n", "eget", own=own).sheets[COVER].seed == 5


@pytest.mark.parametrize("art", [kind for kind in Art if kind is not Art.NONE])
def test_the_art_of_the_report_is_drawn_wherever_the_theme_draws(art: Art) -> None:
    looks = theme(f"cover: {{art: {art.value}, seed: 4, stage: 0.7}}\n")
    assert {sheet.art for sheet in looks.sheets.values()} == {art}
    assert {sheet.seed for sheet in looks.sheets.values()} == {4}
    assert looks.sheets[COVER].stage == 0.7
    assert looks.sheets[BACK].stage == built_in("konstruktiv").sheets[BACK].stage


def test_a_report_may_have_no_art() -> None:
    assert {sheet.art for sheet in theme("cover: {art: none}\n").sheets.values()} == {Art.NONE}
    assert theme("cover: {art: none}\n", "noktern").sheets == theme("", "noktern").sheets


def test_a_theme_without_art_has_a_band_on_the_cover_alone() -> None:
    looks = theme("cover: {art: rings}\n", "noktern")
    drawn = {kind for kind, sheet in looks.sheets.items() if sheet.art is not Art.NONE}
    assert drawn == {COVER}
    cover = looks.sheets[COVER]
    assert cover.top > max(rule.y for rule in cover.rules if rule.y < cover.text)
    assert cover.top + cover.height < cover.text


@pytest.mark.parametrize(
    ("ground", "lines", "voice"),
    [("ink", "paper", "signal"), ("signal", "paper", "ink"), ("muted", "paper", "ink")],
)
def test_what_is_drawn_is_seen_on_its_ground(ground: str, lines: str, voice: str) -> None:
    looks = theme(f"cover: {{ground: {ground}}}\n")
    for kind in (COVER, BACK):
        sheet = looks.sheets[kind]
        assert (sheet.ground.name, sheet.lines_colour, sheet.voice) == (ground, lines, voice)
    assert looks.sheets[OPENER] == theme().sheets[OPENER]


def test_a_ground_that_hides_the_text_is_told_at_its_line() -> None:
    looks, _, told = read("cover:\n  ground: chart\n")
    (item,) = told
    assert looks is None
    assert item.code == "RB-CONTRAST"
    assert item.span is not None
    assert (item.span.path, item.span.line) == ("content/report.yaml", len(FACTS.splitlines()) + 2)
    assert "'paper' on 'chart'" in english(item.message)
    assert item.hint is not None
    assert english(item.hint) == "use one of: ink, muted, signal, tint, tint_strong, paper, rule"


@pytest.mark.parametrize("name", ["konstruktiv", "noktern"])
@pytest.mark.parametrize(("ground", "ink"), [("tint", "ink"), ("paper", "ink"), ("muted", "paper")])
def test_the_text_of_a_cover_has_the_colour_that_is_read_on_its_ground(
    name: str, ground: str, ink: str
) -> None:
    looks = theme(f"cover: {{ground: {ground}}}\n", name)
    assert {looks.styles[style].colour.name for style in COVER_STYLES} == {ink}
    others = {style for style in looks.styles if style not in COVER_STYLES}
    assert all(looks.styles[style] == theme("", name).styles[style] for style in others)


def test_a_back_with_a_colour_for_its_text_keeps_it() -> None:
    sheets = "{cover: {ground: tint, ink: ink}, back: {ground: paper, ink: ink}}"
    own = f"extends: konstruktiv\nsheets: {sheets}\n"
    looks = theme("cover: {ground: signal}\n", "eget", own=own)
    assert {looks.styles[style].colour.name for style in COVER_STYLES} == {"paper"}
    assert looks.sheets[BACK].ink == looks.palette["ink"]
    assert looks.sheets[BACK].ground.name == "paper"


@pytest.mark.parametrize(("name", "ground"), [("konstruktiv", "rosa"), ("noktern", "sort")])
def test_a_ground_that_is_no_colour_of_the_theme_is_told(name: str, ground: str) -> None:
    looks, _, told = read(f"cover: {{ground: {ground}}}\n", name)
    (item,) = told
    assert looks is None
    assert item.code == "RB-VALUE"
    assert english(item.message) == f"the theme '{name}' has no colour '{ground}'"


@pytest.mark.parametrize(
    ("cover", "code"),
    [
        ("{art: bubbles}", "RB-VALUE"),
        ("{art: ring}", "RB-VALUE"),
        ("{seed: -1}", "RB-VALUE"),
        ("{seed: 10000000}", "RB-VALUE"),
        ("{seed: mye}", "RB-WRONG-TYPE"),
        ("{stage: 1.2}", "RB-VALUE"),
        ("{colour: ink}", "RB-UNKNOWN-KEY"),
        ("rings", "RB-WRONG-TYPE"),
    ],
)
def test_what_cannot_be_is_told(cover: str, code: str) -> None:
    looks, _, told = read(f"cover: {cover}\n")
    assert looks is None
    assert [item.code for item in told] == [code]


def test_no_face_leaves_all_but_the_seed_to_the_theme() -> None:
    _, facts, _ = read()
    assert facts is not None
    assert facts.face == NO_FACE == Face()
    konstruktiv = built_in("konstruktiv")
    looks = dressed(konstruktiv, facts, Diagnostics())
    for kind, sheet in looks.sheets.items():
        assert replace(sheet, seed=None) == konstruktiv.sheets[kind]
    assert as_edition(facts, Edition("1", date(2024, 1, 1), date(2024, 1, 1))).face == NO_FACE
