"""What a drawing in SVG may not have: told by its line, and never drawn as if it were not there."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.graphics.svg.reading import read_svg
from report_builder.graphics.svg.tree import MOST_BYTES, MOST_ELEMENTS, MOST_LEVELS
from report_builder.graphics.svg.writing import write_svg
from tests.said import line_of

DRAWN = sorted((Path(__file__).parent / "drawn").glob("*.svg"))
SVG = "http://www.w3.org/2000/svg"
HEAD = f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n'
BOX = '<rect width="9" height="9"/>'
FILLED = '<rect width="9" height="9" fill="url(#g)"/>'
CLIPPED = '<rect width="9" height="9" clip-path="url(#c)"/>'
USED = SourceSpan("content/chapters/k.md", 7)

UNSUPPORTED = {
    "script": "<script>alert(1)</script>",
    "script in a file": '<script href="a.js"/>',
    "script that is hidden": '<g display="none"><script/></g>',
    "onload": '<g onload="f()"/>',
    "onclick": '<rect onClick="f()" width="9" height="9"/>',
    "animate": '<rect width="9" height="9"><animate attributeName="x" to="9"/></rect>',
    "set": '<rect width="9" height="9"><set attributeName="x" to="9"/></rect>',
    "image in the file": '<image href="data:image/png;base64,iVBORw0KGgo=" width="9" height="9"/>',
    "image of elsewhere": '<image href="http://example.test/a.png" width="9" height="9"/>',
    "foreignObject": '<foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
    "switch by language": '<switch><g systemLanguage="nb"/><g/></switch>',
    "switch with a page inside": "<switch><foreignObject/><g/></switch>",
    "extension": '<g requiredExtensions="http://example.test/"/>',
    "filter": '<rect width="9" height="9" filter="url(#f)"/>',
    "filter in a style": '<rect width="9" height="9" style="filter:blur(2px)"/>',
    "mask": '<rect width="9" height="9" mask="url(#m)"/>',
    "pattern": '<pattern id="p"/>\n<rect width="9" height="9" fill="url(#p)"/>',
    "marker": '<path d="M0 0h9" marker-end="url(#m)"/>',
    "blend": '<rect width="9" height="9" style="mix-blend-mode:multiply"/>',
    "pen that is pressed": '<path d="M0 0h9" transform="scale(2 1)" stroke="red" '
    'vector-effect="non-scaling-stroke"/>',
    "place that does not grow": '<path d="M0 0h9" stroke="red" vector-effect="fixed-position"/>',
    "transform of CSS": '<rect width="9" height="9" style="transform:rotate(4deg)"/>',
    "measure of CSS": '<rect height="9" style="width:9px"/>',
    "unknown property": '<rect width="9" height="9" style="corner-shape:squircle"/>',
    "unknown element": "<hatch/>",
    "path of text": '<text y="9"><textPath href="#t">a</textPath></text>',
    "turned letters": '<text y="9" rotate="4">a</text>',
    "stretched text": '<text y="9" textLength="9">a</text>',
    "text from above": '<text y="9" writing-mode="tb">a</text>',
    "underlined text": '<text y="9" text-decoration="underline">a</text>',
    "sign that no font has": '<text y="9">\U0001f980</text>',
    "fading gradient": '<linearGradient id="g"><stop stop-opacity="0"/><stop offset="1"/></linearGradient>\n'
    + FILLED,
    "repeated gradient": '<linearGradient id="g" spreadMethod="repeat"><stop/><stop/></linearGradient>\n'
    + FILLED,
    "clip by text": '<clipPath id="c"><text y="9">a</text></clipPath>' + CLIPPED,
    "clip that is a shape": '<rect width="9" height="9" clip-path="circle(4px)"/>',
    "clips that cut each other": '<clipPath id="c"><path d="M0 0h6v6z"/><path d="M9 9H3V3z"/></clipPath>'
    + CLIPPED,
    "import": '<style>@import url("http://example.test/a.css");</style>',
    "font of the web": "<style>@font-face{font-family:a;src:url(a.woff)}</style>",
    "media": "<style>@media (width > 9px){rect{fill:red}}</style>",
    "media of all printers and more": "<style>@media print, screen{rect{fill:red}}</style>",
    "rule that is not closed": "<style>rect{fill:red} @media print{rect{fill:red}</style>",
    "escaped rule": "<style>@m\\65 dia print{rect{fill:red}}</style>",
    "escaped selector": "<style>.a\\:hover{fill:red}</style>",
    "selector by neighbour": "<style>rect + rect{fill:red}</style>",
    "escaped name": "<style>rect{f\\69ll:red}</style>",
    "selector by attribute": "<style>rect[width]{fill:red}</style>",
    "selector by place": "<style>rect:first-child{fill:red}</style>",
    "language": '<g systemLanguage="nb"/>',
    "length of a path": '<path d="M0 0h9" pathLength="1"/>',
    "base": '<g xml:base="http://example.test/"/>',
}
REMOTE = {
    "use of a file": '<use href="a.svg#b"/>',
    "use of the web": '<use xlink:href="http://example.test/a.svg#b"/>',
    "use of data": '<use href="data:image/svg+xml,&lt;svg/&gt;"/>',
    "use of a path": '<use href="file:///etc/passwd"/>',
    "use of nothing": '<use href="#"/>',
    "fill of the web": '<rect width="9" height="9" fill="url(http://example.test/#g)"/>',
    "fill of a file": '<rect width="9" height="9" style="fill:url(a.svg#g) red"/>',
    "clip of the web": '<g clip-path="url(//example.test/#c)"/>',
    "gradient of a file": '<linearGradient id="g" href="a.svg#g"><stop/></linearGradient>\n' + FILLED,
    "link": '<a href="https://example.test/"><rect width="9" height="9"/></a>',
    "script as a link": '<a xlink:href="javascript:alert(1)"><rect width="9" height="9"/></a>',
}
USE = '<use href="#g{}"/>'
BROKEN = {
    "no number": '<rect width="ni" height="9"/>',
    "too large a number": '<rect width="1e99" height="9"/>',
    "number below nothing": '<rect width="-9" height="9"/>',
    "no path": '<path d="M0 0 L5"/>',
    "path without a start": '<path d="L5 5"/>',
    "path with another letter": '<path d="M0 0 B5 5"/>',
    "points that are odd": '<polygon points="0,0 9"/>',
    "no colour": '<rect width="9" height="9" fill="rødt"/>',
    "no opacity": '<rect width="9" height="9" opacity="halv"/>',
    "no transform": '<g transform="rotate(1 2)"/>',
    "no viewBox": '<svg viewBox="0 0 0 9"><path/></svg>',
    "missing gradient": '<rect width="9" height="9" fill="url(#g)"/>',
    "missing clip": '<rect width="9" height="9" clip-path="url(#c)"/>',
    "missing use": '<use href="#u"/>',
    "use of itself": '<g id="u"><use href="#u"/></g>',
    "uses of each other": '<g id="u"><use href="#v"/></g><g id="v"><use href="#u"/></g>',
    "no declaration": "<style>rect{fill}</style>",
    "no rule": "<style>rect</style>",
    "no order of paint": '<rect width="9" height="9" paint-order="stroke fyll"/>',
    "nothing to be inside": "<style>g ></style>",
    "an element that is not closed": "<g>",
    "an attribute that stands twice": '<g id="a" id="b"/>',
    "an entity": "<g>&nbsp;</g>",
}
FAULTS = {"RB-UNSUPPORTED": UNSUPPORTED, "RB-IMAGE-REMOTE": REMOTE, "RB-IMAGE-BROKEN": BROKEN}


def told(data: bytes) -> list[str]:
    diagnostics = Diagnostics()
    drawing = read_svg("a.svg", data, diagnostics, USED)
    lines = [line_of(item) for item in diagnostics.items]
    errors = [line for item, line in zip(diagnostics.items, lines, strict=True) if item.severity == 2]
    assert (drawing is None) == bool(errors), lines
    assert all(item.related == (USED,) for item in diagnostics.items if item.severity == 2)
    return lines


@pytest.mark.parametrize(
    ("code", "inside"),
    [pytest.param(code, inside, id=name) for code, cases in FAULTS.items() for name, inside in cases.items()],
)
def test_each_is_told_at_its_line_and_nothing_is_drawn(code: str, inside: str) -> None:
    lines = told(f"{HEAD}{BOX}\n\n{inside}\n</svg>".encode())
    assert lines
    assert all(line.startswith("a.svg:") and f" {code} " in line and "; " in line for line in lines), lines
    assert 4 <= int(lines[0].split(":")[1]) <= 6


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "a.svg:1:1: RB-IMAGE-BROKEN"),
        (b"tekst", "a.svg:1:1: RB-IMAGE-BROKEN"),
        (b"<svg/>", "a.svg:1:1: RB-IMAGE-BROKEN 'a.svg' begins with '<svg>'"),
        (b"<html/>", "a.svg:1:1: RB-IMAGE-BROKEN 'a.svg' begins with '<html>'"),
        (f"{HEAD}</svg>".encode(), "a.svg:1:1: RB-IMAGE-BROKEN there is nothing to see"),
        (
            f'{HEAD}<g display="none">{BOX}</g></svg>'.encode(),
            "a.svg:1:1: RB-IMAGE-BROKEN there is nothing to see",
        ),
        (
            f'<svg xmlns="{SVG}">{BOX}</svg>'.encode(),
            "a.svg:1:1: RB-IMAGE-BROKEN 'a.svg' does not say",
        ),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>\n{HEAD}{BOX}</svg>'.encode(), "a.svg:1:27: RB-UNSUPPORTED"),
        (
            f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n{HEAD}<text>&a;</text></svg>'.encode(),
            "a.svg:1:54: RB-UNSUPPORTED",
        ),
        (
            f'<?xml-stylesheet href="http://example.test/a.css"?>\n{HEAD}{BOX}</svg>'.encode(),
            "a.svg:1:1: RB-IMAGE-REMOTE",
        ),
        (b'<?xml version="1.0" encoding="EBCDIC-9"?>' + HEAD.encode(), "a.svg:1:"),
        (HEAD.encode() + b"<g>\xff</g></svg>", "a.svg:2:"),
        (f"{HEAD}{'<g/>' * MOST_ELEMENTS}</svg>".encode(), "a.svg:2:"),
        (f"{HEAD}{'<g>' * MOST_LEVELS}{'</g>' * MOST_LEVELS}</svg>".encode(), "a.svg:2:"),
        (HEAD.encode() + b" " * MOST_BYTES, "a.svg: RB-IMAGE-BOMB"),
    ],
)
def test_what_is_no_drawing_at_all_is_told(data: bytes, said: str) -> None:
    (line,) = told(data)
    assert line.startswith(said)


DECLARED = {
    "of types": '<!ENTITY % a "http://example.test/">',
    "with another inside": '<!ENTITY a "http://example.test/"><!ENTITY b "http://&a;">',
    "with a sign inside": '<!ENTITY a "http://example.test/&#38;">',
    "long": f'<!ENTITY a "http://example.test/{"a" * 200}">',
    "markup": '<!ENTITY a "<g/>">',
    "of a file": '<!ENTITY a SYSTEM "http://example.test/">',
    "attribute": '<!ATTLIST rect fill CDATA "red">',
    "element": "<!ELEMENT svg ANY>",
    "notation": '<!NOTATION a SYSTEM "a">',
}


@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED)
def test_what_a_document_type_declares_is_refused(declared: str) -> None:
    (line,) = told(f"<!DOCTYPE svg [{declared}]>\n{HEAD}{BOX}</svg>".encode())
    assert line.startswith("a.svg:1:")
    assert "RB-UNSUPPORTED 'a.svg' declares something in its document type" in line


def test_the_address_of_a_namespace_stands_in_attributes_alone() -> None:
    head = '<!DOCTYPE svg [<!ENTITY a "http://example.test/"> <!-- a --> <!ENTITY b "urn:b">]>\n' + HEAD
    drawn = f'<g xmlns:a="&a;" a:b="c" xml:space="&b;">{BOX}<a:b>&amp;&#97;</a:b></g></svg>'
    assert told(f"{head}{drawn}".encode()) == []
    for inside in ("<text>&a;</text>", "<style>&b;</style>", "&a;", "<desc>&a;</desc>"):
        (line,) = told(f"{head}{BOX}{inside}</svg>".encode())
        assert line.startswith("a.svg:3:")
        assert "RB-UNSUPPORTED" in line
    (line,) = told(f'{head}{BOX}<use href="&a;"/></svg>'.encode())
    assert "RB-IMAGE-REMOTE" in line


ROOM = '<rect width="6" height="6" {}/>'
AS = {
    "switch": (f"<switch>{BOX}<text>a</text></switch>", BOX),
    "switch of a program": (
        f'<switch><foreignObject requiredExtensions="http://example.test/ai"/><g>{BOX}</g>{BOX}</switch>',
        BOX,
    ),
    "switch without a way": (f'{BOX}<switch><g requiredExtensions="">{BOX}</g></switch>', BOX),
    "faint switch": (f'<switch opacity=".5">{BOX}</switch>', f'<g opacity=".5">{BOX}</g>'),
    "pen first": (
        ROOM.format('fill="red" stroke="blue" paint-order="stroke"'),
        ROOM.format('fill="none" stroke="blue"') + ROOM.format('fill="red"'),
    ),
    "pen first, of a group": (
        f'<g stroke="blue" paint-order="markers stroke fill">{ROOM.format("")}</g>',
        ROOM.format('fill="none" stroke="blue"') + ROOM.format(""),
    ),
    "pen first, and alone": (
        ROOM.format('fill="none" stroke="blue" paint-order="stroke"'),
        ROOM.format('fill="none" stroke="blue"'),
    ),
    "area first": (ROOM.format('stroke="blue" paint-order="fill stroke"'), ROOM.format('stroke="blue"')),
    "pen that does not grow": (
        '<path transform="scale(2)" d="M0 1h4" stroke="red" vector-effect="non-scaling-stroke"/>',
        '<path transform="scale(2)" d="M0 1h4" stroke="red" stroke-width=".5"/>',
    ),
    "dashes that do not grow": (
        '<path style="vector-effect:non-scaling-stroke" d="M0 1h4" stroke="red" stroke-dasharray="2"/>',
        '<path d="M0 1h4" stroke="red" stroke-dasharray="2"/>',
    ),
    "pen that need not grow": (
        '<path d="M0 1h4" stroke="red" vector-effect="non-scaling-stroke"/>',
        '<path d="M0 1h4" stroke="red"/>',
    ),
    "rules for printers": (
        f"<style>g{{fill:red}} @media print {{rect{{fill:blue}} a{{}}}} g{{opacity:.5}}</style><g>{BOX}</g>",
        f'<g fill="red" opacity=".5">{BOX}</g>',
    ),
    "sheet for printers": (f'<style media="print">rect{{fill:blue}}</style>{BOX}', BOX),
}
"""What is drawn as something plainer is."""


@pytest.mark.parametrize("name", AS)
def test_what_programs_write_is_drawn_as_what_is_plain(name: str) -> None:
    made = []
    for inside in AS[name]:
        data = f"{HEAD}{inside}</svg>".encode()
        assert told(data) == []
        drawing = read_svg("a.svg", data, Diagnostics())
        assert drawing is not None
        made.append(write_svg(drawing))
    assert made[0] == made[1]


SELECTED = {
    "g > rect": "b d",
    "g.a > rect": "b",
    "g.a>rect": "b",
    "svg > rect": "a",
    "svg > g rect": "b c d",
    "g > g > rect": "d",
    "svg g > rect": "b d",
    "g > a rect": "c",
    "svg > g > a > rect": "c",
    "svg > a > rect": "",
    "g.a g > rect": "d",
    "#d > rect, g > a > rect": "c",
}


@pytest.mark.parametrize(("selector", "chosen"), SELECTED.items())
def test_a_selector_takes_what_a_browser_takes(selector: str, chosen: str) -> None:
    tree = """<rect id="a" width="1" height="9"/><g class="a"><rect id="b" x="2" width="1" height="9"/>
    <a><rect id="c" x="4" width="1" height="9"/></a><g><rect id="d" x="6" width="1" height="9"/></g></g>"""
    plain = f"{HEAD}{tree}</svg>"
    for name in chosen.split():
        plain = plain.replace(f'id="{name}"', f'id="{name}" fill="red"')
    styled = f"{HEAD}<style>{selector} {{fill: red}}</style>{tree}</svg>"
    drawings = [read_svg("a.svg", data.encode(), Diagnostics()) for data in (styled, plain)]
    assert None not in drawings
    assert drawings[0] == drawings[1]


OUT_OF_VIEW = {
    "beside": '<rect x="500" y="500" width="9" height="9"/>',
    "at the edge": '<rect x="9" width="9" height="9"/>',
    "before the origin": '<path d="M-9-9h9v9z"/>',
    "moved away": f'<g transform="translate(99)">{BOX}</g>',
    "scaled away": '<rect x="9" y="9" width="9" height="9" transform="scale(2)"/>',
    "pen beside": '<path d="M0 12h9" stroke="#000" stroke-width="4"/>',
    "text below": '<text y="90">a</text>',
    "clip elsewhere": '<clipPath id="c"><path d="M1 1h1v1z"/></clipPath>'
    '<g clip-path="url(#c)"><rect x="4" width="9" height="9"/></g>',
    "clip out of view": f'<clipPath id="c"><path d="M10 0h9v9z"/></clipPath><g clip-path="url(#c)">{BOX}</g>',
    "window elsewhere": f'<svg x="20" width="9" height="9">{BOX}</svg>',
    "no room": '<path d="M0 0h9"/>',
    "no pen": '<path d="M0 0h9" stroke="#000" stroke-width="0"/>',
    "clear": '<rect width="9" height="9" fill-opacity="0"/>',
}
IN_VIEW = {
    "a corner": '<rect x="8.9" y="8.9" width="9" height="9"/>',
    "half a pen": '<path d="M0 10h9" stroke="#000" stroke-width="4"/>',
    "pen of a line": '<path d="M4 0v9" stroke="#000" stroke-width=".1"/>',
    "moved in": '<rect x="90" width="9" height="9" transform="translate(-90)"/>',
    "scaled pen": '<path d="M0 10h9" stroke="#000" transform="scale(.5)" stroke-width="9"/>',
    "all around": '<rect x="-9" y="-9" width="99" height="99"/>',
    "curve": '<path d="M-9 4C0-9 9 20 20 4z"/>',
}


@pytest.mark.parametrize(("name", "inside"), (OUT_OF_VIEW | IN_VIEW).items())
def test_a_drawing_without_anything_in_view_is_empty(name: str, inside: str) -> None:
    lines = told(f"{HEAD}{inside}</svg>".encode())
    assert len(lines) == (name in OUT_OF_VIEW)
    assert all("a.svg:1:1: RB-IMAGE-BROKEN there is nothing to see" in line for line in lines)


def test_a_billion_laughs_are_not_read() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    (line,) = told(f'<!DOCTYPE svg [<!ENTITY l0 "ha">{entities}]>\n{HEAD}<text>&l11;</text></svg>'.encode())
    assert "RB-UNSUPPORTED 'a.svg' declares something in its document type" in line


def test_uses_that_would_draw_for_ever_are_cut_short() -> None:
    groups = "".join(
        f'<g id="g{n}">{USE.format(n - 1) * 10}</g>' if n else f'<g id="g0">{BOX}</g>' for n in range(9)
    )
    lines = told(f"{HEAD}<defs>{groups}</defs><use href='#g8'/></svg>".encode())
    assert any("RB-IMAGE-BOMB" in line for line in lines)


def test_all_faults_are_told_at_once_and_each_once() -> None:
    inside = '<script/>\n<rect width="x" height="9"/>\n<use href="a.svg#b"/>\n<hatch/>\n<hatch/>'
    lines = told(f"{HEAD}{inside}</svg>".encode())
    assert [line.split()[1] for line in lines] == [
        "RB-UNSUPPORTED",
        "RB-IMAGE-BROKEN",
        "RB-IMAGE-REMOTE",
        "RB-UNSUPPORTED",
    ]


def test_all_faults_of_a_sheet_are_told_at_once() -> None:
    faults = ("@import url(a.css);", "rect[x]{fill:red}", "g:first-child{fill:red}", "@font-face{src:url(a)}")
    more = "a{fill}" + "rect{filter:blur(1px);mask:url(#m)}"
    lines = told(f"{HEAD}<style>{''.join(faults)}{more}</style>{BOX}</svg>".encode())
    for said in ("@import", "rect[x]", "g:first-child", "@font-face", "'fill'", "'filter: ", "'mask: "):
        assert sum(said in line for line in lines) == 1, (said, lines)


@pytest.mark.parametrize("seed", range(6))
def test_no_damage_to_a_file_is_more_than_a_fault(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  the same damage each time
    for path in DRAWN:
        for _ in range(5):
            data = bytearray(path.read_bytes())
            for _ in range(chance.randint(1, 4)):
                at = chance.randrange(len(data))
                data[at : at + chance.choice((0, 1, 1, 9))] = bytes(
                    chance.choice((b"", b"<", b"9", b"-", b"url(#a)", b"\xc3", b"e", b'"', b"%", b" "))
                )
            diagnostics = Diagnostics()
            drawing = read_svg("a.svg", bytes(data), diagnostics)
            if drawing is not None:
                write_svg(drawing)
