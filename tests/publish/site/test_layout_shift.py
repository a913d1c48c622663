"""Nothing moves when the fonts of a page come: what stood in for them was as wide and as high.

The browser of the tests has none of the fonts that machines have. Fonts that are as wide, letter for letter,
are made here by the widths that PDF knows for them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from io import BytesIO

import pytest
from fontTools.agl import AGL2UV, UV2AGL
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from playwright.sync_api import Route
from reportlab.pdfbase._fontdata import widthsByFontGlyph

from report_builder.publish.standin_faces import FOR, TEXT
from tests.publish.site.sites import NAME, served
from tests.web_support import SITE, page

_MOST = 0.05
"""So much may move: half of what Google calls good."""
_MADE_OF = {
    "Arial": "Helvetica",
    "Arial Bold": "Helvetica-Bold",
    "Arial Italic": "Helvetica-Oblique",
    "Times New Roman": "Times-Roman",
    "Times New Roman Bold": "Times-Bold",
    "Times New Roman Italic": "Times-Italic",
    "Times New Roman Bold Italic": "Times-BoldItalic",
    "Courier New": "Courier",
}
PAGES = {
    "landing": f"/{NAME}/",
    "contents": f"/{NAME}/v2/rapport/",
    "chapter": f"/{NAME}/v2/rapport/innledning.html",
    "drawings": f"/{NAME}/v2/rapport/toppledergrupper.html",
    "picture": f"/{NAME}/v2/rapport/horisontal.html",
    "summary": f"/{NAME}/latest/rapport/sammendrag.html",
    "whole": f"/{NAME}/v2/rapport/alt.html",
    "search": f"/{NAME}/v2/rapport/sok.html",
    "findings": f"/{NAME}/funn/",
    "finding": f"/{NAME}/funn/samhandling/",
    "sorry": f"/{NAME}/beklager/",
    "missing": "/404.html",
}
_WATCH = """() => {
    window.moved = 0
    new PerformanceObserver(list => {
        for (const shift of list.getEntries()) window.moved += shift.value
    }).observe({type: 'layout-shift', buffered: false})
}"""


@cache
def _standing_in(name: str) -> bytes:
    """A font without outlines whose letters are as wide as those of the one of this name."""
    widths = {glyph: width for glyph, width in widthsByFontGlyph[_MADE_OF[name]].items() if glyph in AGL2UV}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *widths])
    builder.setupCharacterMap({AGL2UV[glyph]: glyph for glyph in widths})
    builder.setupGlyf({glyph: Glyph() for glyph in (".notdef", *widths)})
    builder.setupHorizontalMetrics(
        {".notdef": (500, 0), **{glyph: (width, 0) for glyph, width in widths.items()}}
    )
    builder.setupHorizontalHeader(ascent=905, descent=-212)
    builder.setupNameTable({"familyName": name, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=728, sTypoDescender=-210, usWinAscent=905, usWinDescent=212)
    builder.setupPost()
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


@cache
def with_stand_ins() -> Mapping[str, bytes]:
    """The site, where fonts that machines have are files.

    Letters stand where they belong to a fraction of a pixel, as on a telephone, and not on whole ones.
    """
    files = dict(served())
    for path in [path for path in files if path.endswith("/theme.css")]:
        sheet = files[path].decode()
        for name in _MADE_OF:
            assert f'src:local("{name}")' in sheet
            file = f"machine-{name.replace(' ', '-')}.ttf"
            sheet = sheet.replace(f'src:local("{name}")', f'src:url("{file}")')
            files[path.replace("theme.css", file)] = _standing_in(name)
        files[path] = f"{sheet}* {{ text-rendering: geometricPrecision; }}\n".encode()
    return files


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (768, 1024), (412, 915), (390, 844)])
def test_nothing_moves_when_the_fonts_come_late(path: str, width: int, height: int) -> None:
    assert moved(path, width, height) <= _MOST


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_little_moves_at_any_width(path: str) -> None:
    for width in random.Random(path).sample(range(320, 1600), 3):  # noqa: S311  a sample, no secret
        assert moved(path, width, 900) <= _MOST, width


@pytest.mark.whole
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_little_moves_at_all_widths(path: str) -> None:
    shifts = {width: moved(path, width, 900) for width in range(320, 1600, 16)}
    assert {width: shift for width, shift in shifts.items() if shift > _MOST} == {}


def moved(path: str, width: int, height: int) -> float:
    """How much moves on a page when its fonts come, in the browser's own measure."""
    files, held = with_stand_ins(), list[Route]()
    with page(width, height, files=files) as opened:
        opened.route("**/*.woff2", lambda route: held.append(route))  # noqa: PLW0108  it marks a function
        opened.goto(SITE + path, wait_until="domcontentloaded")
        # The document is read before its style sheets are, and they name the fonts.
        opened.wait_for_function(
            "() => [...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)"
        )
        # What stands in is on a machine at once; here it is asked for by hand.
        stand_ins = opened.evaluate(
            """() => Promise.all([...document.fonts].filter(font =>
                / in (?:Arial|Times|Courier)$/.test(font.family)).map(font => font.load()))
                .then(fonts => fonts.length)"""
        )
        assert stand_ins
        opened.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        opened.evaluate(_WATCH)
        assert held, "the page asked for no font"
        for route in held:
            body = files[route.request.url.removeprefix(SITE)]
            route.fulfill(body=body, content_type="font/woff2")
        opened.evaluate("() => document.fonts.ready")
        opened.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        shifted: float = opened.evaluate("() => window.moved")
    return shifted


@pytest.mark.parametrize("name", _MADE_OF)
def test_what_stands_in_is_known_to_be_as_wide_as_it_is(name: str) -> None:
    """An error of a hundredth would make every line of a page a hundredth too narrow or too wide."""
    widths = widthsByFontGlyph[_MADE_OF[name]]
    mean = sum(widths[UV2AGL[ord(letter)]] * often for letter, often in TEXT.items()) / sum(TEXT.values())
    (known,) = {
        face.width
        for stand_ins in FOR.values()
        for each in stand_ins
        for face in each.faces.values()
        if face.names[0] == name
    }
    assert known == pytest.approx(mean / 1000, abs=0.0001)


def test_a_page_asks_for_its_first_fonts_at_once() -> None:
    files = [path.rpartition("/")[2] for path in served()]
    for path in PAGES.values():
        asked = served()[path + "index.html" if path.endswith("/") else path].split(b'rel="preload"')[1:]
        names = [one.split(b'"')[1].decode() for one in asked]
        assert names, path
        assert [name for name in names if name.rpartition("/")[2] not in files] == []
