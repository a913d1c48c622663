"""The logo beyond the covers: in running heads, on chapter openers, as a drawing, and from a brand file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest

from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.pipeline.production import load, make
from report_builder.pipeline.stages import Stages
from report_builder.sources.files import SourceFiles
from tests.layout.test_logo import FACTS, alts
from tests.said import line_of
from tests.sample_reports import make_folder
from tests.verify_support import failures

DRAWN = Path(__file__).parents[1] / "graphics" / "svg" / "drawn" / "logo.svg"
MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10H0z"/></svg>'
LONG = "# Kapittel\n\n" + "\n\n".join(
    ["Et avsnitt som er langt nok til at siden blir full av tekst. " * 6] * 24
)
LIGHT_MARK = MARK.replace("<path", '<path fill="#fff"')
HEAD = 12.0


def make_one(files: Mapping[str, str], report: str = "") -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Build a report with these files beside report.yaml, or in the folder of its theme."""
    root = make_folder(LONG, report=f"{FACTS}{report}")
    diagnostics, stages = Diagnostics(), Stages(lambda: 0.0, lambda _: None)
    try:
        for name, text in files.items():
            path = root / (
                "content" if name.startswith("_brand") or "merke/" in name else "assets/themes/eget"
            )
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text(text, "utf-8")
        loaded = load(SourceFiles(root), diagnostics, stages)
        made = None if loaded is None else make(*loaded, diagnostics, stages)
    finally:
        shutil.rmtree(root)
    return (made.pdf if made else None), diagnostics.items


def themed(base: str, keys: str) -> dict[str, str]:
    files = "file: logo.svg, dark: neg.svg, small: liten.svg"
    theme = f"extends: {base}\nlogo: {{{files}, alt: Etatens logo, {keys}}}\n"
    drawing = DRAWN.read_text("utf-8")
    return {
        "theme.yaml": theme,
        "logo.svg": drawing,
        "neg.svg": drawing.replace("#14213d", "#fff"),
        "liten.svg": MARK,
    }


def built(base: str, keys: str) -> bytes:
    pdf, items = make_one(themed(base, keys), "theme: eget\n")
    assert [line_of(item) for item in items] == []
    assert pdf is not None
    return pdf


def forms(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Where drawings stand on each page: left, lower, right, upper edge."""
    from pypdfium2.raw import FPDF_PAGEOBJ_FORM

    document = pypdfium2.PdfDocument(pdf)
    return [
        [item.get_bounds() for item in document[at].get_objects(filter=[FPDF_PAGEOBJ_FORM], max_depth=1)]
        for at in range(len(document))
    ]


@pytest.mark.parametrize("side", ["inner", "outer"])
@pytest.mark.parametrize("base", ["konstruktiv", "noktern"])
def test_running_heads_have_it_at_their_side_and_the_words_beside_it(base: str, side: str) -> None:
    pdf = built(base, f"cover: none, head: {side}, head_height: {HEAD:g}")
    document = pypdfium2.PdfDocument(pdf)
    found = forms(pdf)
    shown = [at for at, boxes in enumerate(found) if boxes]
    assert len(shown) >= 2
    for at in shown:
        ((left, lower, right, upper),) = found[at]
        assert (right - left, upper - lower) == pytest.approx((HEAD, HEAD), abs=0.1)
        page = document[at]
        is_right_page = at % 2 == 0
        assert ((left + right) / 2 > page.get_width() / 2) == (is_right_page == (side == "outer"))
        text = page.get_textpage()
        rects = [text.get_rect(one) for one in range(text.count_rects())]
        heads = [box for box in rects if box[3] > lower - 2 and box[1] < upper + 2]
        assert heads, "the words of the head stand on its line"
        assert all(box[2] < left - 5 or box[0] > right + 5 for box in heads)
    assert "Etatens logo" not in alts(pdf)
    assert failures(pdf) == []


@pytest.mark.parametrize("corner", ["top-left", "top-right"])
@pytest.mark.parametrize("base", ["konstruktiv", "noktern"])
def test_openers_have_it_above_their_text(base: str, corner: str) -> None:
    pdf = built(base, f"cover: none, height: 30, opener: {corner}")
    found = [(at, boxes) for at, boxes in enumerate(forms(pdf)) if boxes]
    (at, ((left, lower, right, upper),)) = found[0]
    assert len(found) == 1
    assert (right - left, upper - lower) == pytest.approx((30 * 230 / 80, 30), abs=0.1)
    text = pypdfium2.PdfDocument(pdf)[at].get_textpage()
    assert all(text.get_rect(one)[3] < lower - 12 for one in range(text.count_rects()))
    assert alts(pdf).count("Etatens logo") == 1
    assert failures(pdf) == []


def test_it_is_a_figure_once_and_decoration_everywhere_else() -> None:
    pdf = built("konstruktiv", "back: top-left, opener: top-left, head: inner")
    assert alts(pdf).count("Etatens logo") == 1
    assert len([boxes for boxes in forms(pdf) if boxes]) >= 5
    assert failures(pdf) == []


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("head: inner, head_height: 72", "2:7: RB-VALUE the logo in the running head is 72 points high"),
        ("opener: bottom-left", "RB-VALUE"),
        ("head: left", "RB-VALUE"),
    ],
)
def test_what_has_no_room_is_told_at_its_line(keys: str, told: str) -> None:
    pdf, items = make_one(themed("konstruktiv", keys), "theme: eget\n")
    assert pdf is None
    assert [told in line_of(item) for item in items] == [True]


@pytest.mark.parametrize(
    ("house", "own", "place"),
    [
        ("  height: 399\n", "logo: {height: 400}\n", "eget/theme.yaml:2:8:"),
        ("", "logo: {height: 400}\n", "eget/theme.yaml:2:8:"),
        ("  height: 399\n", "", "felles/theme.yaml:5:3:"),
    ],
)
def test_a_logo_that_is_too_wide_is_told_where_its_height_is(house: str, own: str, place: str) -> None:
    files = {
        "theme.yaml": f"extends: felles\n{own}",
        "../felles/theme.yaml": f"extends: noktern\nlogo:\n  file: l.svg\n  alt: A\n{house}",
        "../felles/l.svg": DRAWN.read_text("utf-8"),
    }
    pdf, items = make_one(files, "theme: eget\n")
    assert pdf is None
    assert [place in line_of(item) for item in items] == [True], [line_of(item) for item in items]


BRAND = """\
meta: {name: Etaten for innbilte tall}
logo:
  images:
    merke: {path: merke/liten.svg, alt: Merket}
  small: merke
  large: {light: merke/stor.svg, dark: {path: merke/neg.svg, alt: Hvit}}
"""
FILES = {
    "merke/liten.svg": MARK,
    "merke/stor.svg": DRAWN.read_text("utf-8"),
    "merke/neg.svg": DRAWN.read_text("utf-8").replace("#14213d", "#ffffff"),
}


@pytest.mark.parametrize(
    ("brand", "alt"),
    [
        (BRAND, "Etaten for innbilte tall"),
        (
            BRAND.replace("light: merke/stor.svg", "light: {path: merke/stor.svg, alt: Etatens merke}"),
            "Etatens merke",
        ),
        (BRAND.replace("large:", "medium:"), "Etaten for innbilte tall"),
        ("logo: {large: m, images: {m: {path: merke/stor.svg, alt: Merke}}}\n", "Merke"),
        ("meta: {name: {short: Etat}}\nlogo: merke/stor.svg\n", "Etat"),
        ("meta: {name: Etat}\nlogo: {small: merke/liten.svg}\n", "Etat"),
    ],
)
def test_a_brand_has_its_logo_on_the_cover(brand: str, alt: str) -> None:
    pdf, items = make_one({"_brand.yml": brand, **FILES}, "theme: noktern\ncover: {ground: paper}\n")
    assert pdf is not None
    assert [line_of(item) for item in items] == []
    assert alts(pdf).count(alt) == 1
    assert [bool(boxes) for boxes in forms(pdf)][:2] == [True, False]


@pytest.mark.parametrize(
    ("brand", "told"),
    [
        ("logo: merke/stor.svg\n", "_brand.yml:1:7: RB-BRAND the logo is not used, for nothing says"),
        ("meta: {name: E}\nlogo: borte.svg\n", "_brand.yml:2:7: RB-BRAND the logo 'borte.svg' is not used"),
        ("meta: {name: E}\nlogo: https://e.example/l.svg\n", "_brand.yml:2:7: RB-BRAND the logo 'https:"),
        (
            "meta: {name: E}\nlogo: merke/l.pdf\n",
            "_brand.yml:2:7: RB-BRAND the logo 'merke/l.pdf' is not used",
        ),
        (
            "meta: {name: E}\nlogo: merke/filter.svg\n",
            "filter.svg:1:1: RB-UNSUPPORTED the brand's logo is not used: ",
        ),
    ],
)
def test_a_logo_that_cannot_be_used_stops_no_report(brand: str, told: str) -> None:
    faulty = re.sub("viewBox", 'filter="url(#f)" viewBox', MARK)
    files = {"_brand.yml": brand, "merke/filter.svg": faulty, "merke/l.pdf": "%PDF-", **FILES}
    pdf, (item,) = make_one(files, "theme: noktern\ncover: {ground: paper}\n")
    assert pdf is not None
    assert not any(forms(pdf))
    assert told in line_of(item)


@pytest.mark.parametrize("base", ["konstruktiv", "noktern"])
def test_a_report_may_have_another_on_its_cover(base: str) -> None:
    theme = themed(base, "cover: top-right, back: top-left")
    report = "cover: {logo: merke.svg, logo_alt: Partneren}\n"
    pdf, items = make_one({**theme, "../../merke.svg": LIGHT_MARK}, f"theme: eget\n{report}")
    assert pdf is not None
    assert [line_of(item) for item in items] == []
    found = forms(pdf)
    ((left, lower, right, upper),) = found[0]
    assert (right - left, upper - lower) == pytest.approx((24, 24), abs=0.1)
    assert len(found[-1]) == 1
    assert [alt for alt in alts(pdf) if alt in ("Partneren", "Etatens logo")] == ["Partneren", "Etatens logo"]
    assert failures(pdf) == []


def test_a_report_may_have_one_where_its_theme_has_none() -> None:
    report = "theme: konstruktiv\ncover: {logo: merke.svg, logo_alt: Partneren}\n"
    pdf, items = make_one({"../../merke.svg": LIGHT_MARK}, report)
    assert pdf is not None
    assert [line_of(item) for item in items] == []
    assert alts(pdf).count("Partneren") == 1


def test_a_report_may_have_none_on_its_cover() -> None:
    pdf, items = make_one(themed("konstruktiv", "back: top-left"), "theme: eget\ncover: {logo: none}\n")
    assert pdf is not None
    assert [line_of(item) for item in items] == []
    found = forms(pdf)
    assert (found[0], len(found[-1])) == ([], 1)
    assert alts(pdf).count("Etatens logo") == 1


@pytest.mark.parametrize(
    ("cover", "told"),
    [
        ("{logo: merke.svg}", "RB-ALT-MISSING the logo on the cover has no alternative text"),
        ("{logo: borte.svg, logo_alt: A}", "RB-IMAGE-MISSING"),
        ("{logo: 'https://e.example/l.svg', logo_alt: A}", "RB-IMAGE-REMOTE"),
    ],
)
def test_what_is_wrong_with_the_logo_of_a_report_is_told_at_its_line(cover: str, told: str) -> None:
    pdf, (item,) = make_one({"../../merke.svg": LIGHT_MARK}, f"theme: noktern\ncover: {cover}\n")
    assert pdf is None
    assert told in line_of(item)
    assert line_of(item).startswith("content/report.yaml:")
