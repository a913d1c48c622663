"""Every character that a page draws is in the face that a browser draws it in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from report_builder.model.blocks import Paragraph
from report_builder.model.identifiers import Identifiers, RecordNumbers
from report_builder.model.inlines import Code, Emphasis, Strong, Text
from report_builder.model.report import Report
from report_builder.publish import drawing
from report_builder.publish.cover import Cover
from report_builder.publish.font_subsets import FAMILIES, SHEETS, Face, closest, sheet_letters, site_letters
from report_builder.publish.fonts import file_name
from report_builder.publish.site import make_site
from report_builder.theme.model import Theme
from tests.publish.edition.support import theme_of
from tests.publish.site.sites import NAME, served, versions
from tests.sample_reports import EVERY, NAMES, sample
from tests.web_support import SITE, page

_DRAWN = r"""() => {
    const found = {}
    const said = string => string.replace(/"/g, '').replace(
        /\\([0-9a-f]{1,6}) ?/g, (_, number) => String.fromCodePoint(parseInt(number, 16)))
    const add = (style, text) => {
        if (style.textTransform !== 'none') throw 'the style sheet changes letters'
        const slanted = style.fontStyle !== 'normal', heavy = style.fontWeight > 500
        const face = [style.fontFamily.split(',')[0], slanted, heavy].join('/')
        found[face] = (found[face] || '') + text
    }
    for (const one of document.querySelectorAll('body, body *')) {
        if (one.closest('math')) continue  // formulas are set in a font that the reader's own machine has
        const texts = [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
        add(getComputedStyle(one), texts.map(node => node.textContent).join('').replace(/[ \n]+/g, ' '))
        for (const edge of ['::before', '::after', '::marker']) {
            const style = getComputedStyle(one, edge)
            if (!['none', 'normal'].includes(style.content)) add(style, said(style.content))
        }
    }
    return found
}"""
"""Everything that a page draws or could, by the family, slant and weight that it is set in."""

_FACES = {
    ("false", "false"): "regular",
    ("true", "false"): "italic",
    ("false", "true"): "bold",
    ("true", "true"): "bold_italic",
}


def drawn(opened: Any) -> dict[Face, set[str]]:
    """The characters that the page draws in each face."""
    found: dict[Face, set[str]] = {}
    for key, text in opened.evaluate(_DRAWN).items():
        name, slanted, heavy = key.split("/")
        family = name.strip('"').removeprefix("report ")
        if text.strip():
            assert family in FAMILIES, f"{text[:40]!r} is set in {name}"
            found.setdefault(closest(family, _FACES[slanted, heavy]), set()).update(text)
    return found


def lacking(opened: Any, letters: Mapping[Face, frozenset[str]], theme: Theme) -> dict[Face, set[str]]:
    """The characters that the page draws in a face that lacks them, though the theme's own font has them."""
    found = {
        face: (wanted & characters_of(theme.files[file_of(theme, face)])) - letters[face]
        for face, wanted in drawn(opened).items()
    }
    return {face: characters for face, characters in found.items() if characters}


def file_of(theme: Theme, face: Face) -> str:
    family = theme.fonts[FAMILIES[face[0]].source]
    name: str = getattr(family, face[1])
    return name


@cache
def characters_of(font: bytes) -> frozenset[str]:
    return frozenset(map(chr, TTFont(BytesIO(font), lazy=True).getBestCmap()))


@pytest.mark.parametrize("name", EVERY)
def test_no_page_draws_a_character_that_its_face_lacks(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Landing page, edition and the small pages of every sample, on screen and on paper."""
    # Faces and covers are other tests' matter: to make them takes longer than all the rest.
    monkeypatch.setattr(drawing, "web_fonts", lambda *_: {})
    theme = theme_of(name)
    first = replace(versions(name)[0], theme=theme)
    made = make_site(NAME, [first], None, lambda *_: Cover(b"", 372, 526, b""))
    files = {f"/{path}": file.data for path, file in made.items() if "/latest/" not in path}
    letters = site_letters(first.report, [first.note], theme)
    # Those around an answer, and the landing page at its second address, say the same for every report.
    again = (
        "/index.html",
        f"/{NAME}/v1/index.html",
        *((f"/{NAME}/takk/index.html", f"/{NAME}/beklager/index.html", "/404.html") if name in NAMES else ()),
    )
    pages = [path for path in files if path.endswith(".html") and path not in again]
    assert len(pages) >= 4
    with page(1440, files=files) as opened:
        for path in pages:
            opened.goto(SITE + path)
            for media in ("screen", "print"):
                opened.emulate_media(media=media)
                assert lacking(opened, letters, theme) == {}, (path, media)


@pytest.mark.parametrize(
    "face", [("serif", "regular"), ("sans", "bold"), ("serif", "italic"), ("sans", "regular")]
)
def test_a_character_that_is_missing_is_found(face: Face) -> None:
    theme, version = theme_of("report"), versions()[0]
    letters = site_letters(version.report, [version.note], theme)
    poorer = letters | {face: letters[face] - {"e"}}
    with page(1440, files=served()) as opened:
        opened.goto(f"{SITE}/{NAME}/v1/rapport/alt.html")
        assert lacking(opened, letters, theme) == {}
        assert lacking(opened, poorer, theme) == {face: {"e"}}


@pytest.mark.parametrize("theme", ["konstruktiv", "noktern"])
def test_the_files_have_the_characters_that_they_were_asked_for(theme: str) -> None:
    both = versions("report", theme)
    looks, files = both[0].theme, served(theme)
    letters = site_letters(both[0].report, [version.note for version in both], looks)
    (assets,) = {path.rpartition("/")[0] for path in files if path.endswith("/theme.css")}
    for face, wanted in letters.items():
        own = characters_of(files[f"{assets}/{file_name(*face)}"])
        assert own == wanted & characters_of(looks.files[file_of(looks, face)]), face
    assert {path for path in files if path.endswith(".woff2")} == {
        f"{assets}/{file_name(*face)}" for face in letters
    }


def fonts_used(opened: Any) -> set[str]:
    """The fonts that the browser really drew with: the names of the page's own, and those of the system."""
    session = opened.context.new_cdp_session(opened)
    session.send("DOM.enable")
    session.send("CSS.enable")
    opened.evaluate(
        """() => document.querySelectorAll('body *').forEach(one => {
            const texts = [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
            const says = texts.some(node => node.textContent.trim())
            if (one.getClientRects().length && says) one.dataset.seen = ''
        })"""
    )
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-seen]"})["nodeIds"]
    return {
        used["postScriptName"] if used["isCustomFont"] else f"of the system: {used['familyName']}"
        for node in nodes
        for used in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    }


@pytest.mark.parametrize("path", [f"/{NAME}/", f"/{NAME}/v1/rapport/alt.html"])
def test_the_browser_draws_with_no_font_but_the_report_s(path: str) -> None:
    with page(1440, files=served()) as opened:  # on narrow screens those that come late are passed over
        opened.goto(SITE + path)
        opened.evaluate("() => document.fonts.ready.then(() => true)")
        used = fonts_used(opened)
    assert {"report-serif-regular", "report-sans-regular", "report-sans-bold"} <= used
    assert [name for name in used if name.startswith("of the system")] == []


@pytest.mark.parametrize(("path", "times"), [("beklager/", 1), ("takk/", 0), ("", 0)])
def test_no_page_but_the_one_with_the_field_fetches_what_readers_write_in(path: str, times: int) -> None:
    with page(390, files=served()) as opened:
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        opened.goto(f"{SITE}/{NAME}/{path}", wait_until="networkidle")
    assert asked.count("field-regular.woff2") == times
    assert "sans-regular.woff2" in asked


def test_what_style_sheets_set_is_read_from_them() -> None:
    """A mark that is written in one of them alone gets its glyph; every sheet of a page is read."""
    assert set("".join(sheet_letters())) == set("• ()?")
    assets = {path.rpartition("/")[2] for path in served() if path.endswith(".css")}
    assert assets == {*SHEETS, "theme.css"}


def test_a_mark_inside_a_mark_has_its_own_face() -> None:
    made = sample("paragraphs").report
    first = made.chapters[0]
    text = next(block for block in first.blocks if isinstance(block, Paragraph))
    span = text.span
    marked = Strong(
        (Emphasis((Text("\u0142", span),), span), Text("\u0143", span), Code("\u0144", span)), span
    )
    paragraph = replace(text, children=(Emphasis((Text("\u0145", span),), span), marked))
    report: Report = replace(made, chapters=(replace(first, blocks=(paragraph,)),))
    letters = site_letters(report, [], theme_of("paragraphs"))

    def faces(character: str) -> set[str]:
        return {f"{family} {face}" for (family, face), own in letters.items() if character in own}

    running = {"serif regular", "sans regular"}
    assert faces("\u0142") == running | {"serif bold_italic", "sans italic", "sans bold"}
    assert faces("\u0143") == running | {"serif bold", "sans bold"}
    assert faces("\u0144") == {"mono regular"}
    assert faces("\u0145") == running | {"serif italic", "sans italic"}


def test_the_numbers_of_a_report_are_drawn_in_its_own_font() -> None:
    """What they are called, and the address of a DOI, stand in no source."""
    version = versions("paragraphs")[0]
    report = version.report
    numbers = Identifiers("978-82-7483-092-9", "10.1234/a<b", "URN:NBN:no-12345", RecordNumbers("2019/1", 5))
    numbered = replace(report, publication=replace(report.publication, identifiers=numbers))
    letters = site_letters(numbered, (), version.theme)
    for name, value, _ in numbers.named(report.words):
        assert set(name + value) <= letters["sans", "regular"] & letters["sans", "bold"]
