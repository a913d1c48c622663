"""Contrast on the finished page: files with known answers, half of which are readable."""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from report_builder.check.checking import examine
from report_builder.check.page_contrast import CODE, Faint, faint_drawings, faint_words
from report_builder.diagnostics import Severity
from report_builder.layout.origins import drawings_of
from report_builder.pipeline.building import Request, build_report
from report_builder.theme.builtin import theme_text
from tests.sample_reports import EVERY, NAMES, SAMPLES, build_folder, make_folder, sample

Draw = Callable[[Any], None]
WIDTH, HEIGHT = 300, 200


def drawn(*drawings: Draw, turned: int = 0) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(HEIGHT, WIDTH) if turned else (WIDTH, HEIGHT), invariant=1)
    if turned:
        canvas.setPageRotation(turned)  # exchanges the sides of the page
    for draw in drawings:
        draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def found(*drawings: Draw, turned: int = 0) -> list[Faint]:
    return list(faint_words(drawn(*drawings, turned=turned)))


def ground(colour: str) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.setFillColor(HexColor(colour))
        canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)

    return draw


def words(colour: str, size: float = 10, font: str = "Helvetica", alpha: float = 1.0, y: float = 100) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.setFillColor(HexColor(colour), alpha=alpha)
        canvas.setFont(font, size)
        canvas.drawString(20, y, "Ord som leses")

    return draw


def picture(pixels: Callable[[int, int], tuple[int, int, int]]) -> Draw:
    image = Image.new("RGB", (60, 40))
    image.putdata([pixels(x, y) for y in range(40) for x in range(60)])

    def draw(canvas: Any) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)

    return draw


def photograph(low: int, high: int) -> Draw:
    chance = random.Random(7)  # noqa: S311  a picture, no secret
    return picture(lambda _x, _y: (chance.randint(low, high),) * 3)


def lines(colour: str, every: float, width: float, *, upright: bool = False) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(width)
        for at in range(int((WIDTH if upright else HEIGHT) / every)):
            place = at * every
            canvas.line(*((place, 0, place, HEIGHT) if upright else (0, place, WIDTH, place)))

    return draw


def stripe(colour: str, left: float, width: float) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.setFillColor(HexColor(colour))
        canvas.rect(left, 0, width, HEIGHT, stroke=0, fill=1)

    return draw


def underlined(colour: str, line: str) -> Draw:
    def draw(canvas: Any) -> None:
        words(colour)(canvas)
        canvas.setStrokeColor(HexColor(line))
        canvas.setLineWidth(0.6)
        canvas.line(20, 98.4, 82, 98.4)

    return draw


def in_a_form(*drawn: Draw) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.beginForm("form")
        for one in drawn:
            one(canvas)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(30, 40)
        canvas.scale(0.5, 0.5)
        canvas.doForm("form")
        canvas.restoreState()

    return draw


def gradient(first: str, last: str) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.linearGradient(0, 0, WIDTH, 0, (HexColor(first), HexColor(last)))

    return draw


def unseen(canvas: Any) -> None:
    text = canvas.beginText(20, 100)
    text.setTextRenderMode(3)
    text.setFont("Helvetica", 10)
    text.setFillColor(HexColor("#FFFFFF"))
    text.textOut("Tekst fra en skanner")
    canvas.drawText(text)


READABLE: dict[str, tuple[Draw, ...]] = {
    "black on paper": (words("#000000"),),
    "grey that holds": (words("#767676"),),
    "large grey": (words("#949494", 18),),
    "large bold grey": (words("#949494", 14, "Helvetica-Bold"),),
    "paper on ink": (ground("#0C1F2E"), words("#FFFFFF")),
    "red on paper": (words("#C23B1B"),),
    "ink on a tint": (ground("#F0F4F3"), words("#4E5D68")),
    "over a dark photograph": (photograph(0, 60), words("#FFFFFF", 24)),
    "over a light photograph": (photograph(200, 255), words("#000000")),
    "beside a stripe": (stripe("#0C1F2E", 200, 60), words("#0C1F2E")),
    "over pale lines": (lines("#EEEEEE", 6, 1), words("#000000")),
    "between lines": (lines("#000000", 40, 1), words("#000000", 10, y=88)),
    "with its own underline": (underlined("#C23B1B", "#C23B1B"),),
    "over a gradient that holds": (gradient("#FFFFFF", "#DDDDDD"), words("#000000")),
    "in a form": (in_a_form(ground("#0C1F2E"), words("#FFFFFF", 40)),),
    "not to be seen": (unseen,),
    "half through, dark enough": (words("#000000", alpha=0.7),),
    "over its own shadow of paper": (stripe("#C23B1B", 0, 300), stripe("#FFFFFF", 10, 120), words("#000000")),
}

FAINT: dict[str, tuple[Draw, ...]] = {
    "pale on paper": (words("#999999"),),
    "just below": (words("#787878"),),
    "large and pale": (words("#AAAAAA", 24),),
    "ink on ink": (ground("#0C1F2E"), words("#0C1F2E")),
    "red on ink": (ground("#0C1F2E"), words("#C23B1B")),
    "paper on paper": (words("#FFFFFF"),),
    "over a grey photograph": (photograph(40, 220), words("#FFFFFF")),
    "black over a grey photograph": (photograph(0, 200), words("#000000", 24)),
    "over line art": (ground("#0C1F2E"), lines("#FFFFFF", 8, 2), words("#FFFFFF", 30)),
    "over upright lines": (lines("#000000", 6, 2, upright=True), words("#000000", 30)),
    "over a stripe": (stripe("#0C1F2E", 50, 20), words("#0C1F2E")),
    "over the edge of a stripe": (stripe("#0C1F2E", 60, 200), words("#0C1F2E", 30)),
    "over a gradient": (gradient("#FFFFFF", "#000000"), words("#000000", 40)),
    "in a form": (in_a_form(ground("#0C1F2E"), words("#0C1F2E", 40)),),
    "mostly through": (words("#000000", alpha=0.4),),
    "struck through by another colour": (stripe("#333333", 0, 300), words("#000000")),
}


@pytest.mark.parametrize("turned", [0, 90, 270])
@pytest.mark.parametrize("name", READABLE)
def test_what_can_be_read_is_left_in_peace(name: str, turned: int) -> None:
    assert not found(*READABLE[name], turned=turned)


@pytest.mark.parametrize("turned", [0, 90, 270])
@pytest.mark.parametrize("name", FAINT)
def test_what_cannot_be_read_is_told_with_its_words(name: str, turned: int) -> None:
    (told,) = found(*FAINT[name], turned=turned)
    assert told.page == 0
    assert told.words == "Ord som leses"
    assert told.ratio < told.required


def test_the_contrast_told_is_that_of_the_colours() -> None:
    (told,) = found(words("#999999"))
    assert (round(told.ratio, 2), told.required) == (2.85, 4.5)
    (told,) = found(words("#AAAAAA", 24))
    assert (round(told.ratio, 2), told.required) == (2.32, 3.0)


def test_lines_of_one_fault_are_told_together() -> None:
    def draw(canvas: Any) -> None:
        for y in (150, 138, 126):
            words("#999999", y=y)(canvas)

    (told,) = found(draw)
    assert told.words == " ".join(["Ord som leses"] * 3)


def test_in_files_of_other_makers_it_is_a_warning() -> None:
    report = examine(drawn(words("#999999")), ("ua1",), drawn=True)
    assert [item.severity for item in report.findings if item.code == CODE] == [Severity.WARNING]
    assert CODE not in {item.code for item in examine(drawn(words("#999999")), ("ua1",)).findings}


def test_a_build_that_is_verified_names_the_line_of_faint_words(tmp_path: Path) -> None:
    """The lines of this theme's openers run through the title of the chapter."""
    folder = make_folder("# Kapittel\n\nTekst.\n")
    theme = folder / "assets/themes/mitt/theme.yaml"
    theme.parent.mkdir(parents=True)
    text = theme_text("konstruktiv").replace("height: 200, text: 244}", "height: 260, text: 184}")
    theme.write_text(text, encoding="utf-8")
    report = folder / "content/report.yaml"
    report.write_text(f"{report.read_text(encoding='utf-8')}theme: mitt\n", encoding="utf-8")
    try:
        outcome = build_report(Request(folder, tmp_path / "a.pdf", verify=True), lambda: 0.0)
    finally:
        shutil.rmtree(folder)
    assert outcome.value is None
    assert not (tmp_path / "a.pdf").exists()
    told = [item for item in outcome.diagnostics if item.code == CODE]
    assert told
    assert {item.severity for item in told} == {Severity.ERROR}
    assert all(item.span and item.span.path == "content/chapters/prove.md" for item in told)


@pytest.mark.parametrize("name", [*NAMES, *EVERY])
def test_our_own_files_can_be_read(name: str) -> None:
    made = sample(name)
    assert not list(faint_words(made.pdf))
    assert not list(faint_drawings(made.pdf, drawings_of(made.laid_out)))


@pytest.mark.parametrize("name", ["diagrams", "findings", "numbers"])
def test_our_own_drawings_are_seen_in_the_other_theme(name: str) -> None:
    chapter = (SAMPLES / "chapters" / f"{name}.md").read_text(encoding="utf-8")
    root = make_folder(chapter)
    try:
        made = build_folder(root, "noktern")
    finally:
        shutil.rmtree(root)
    drawings = drawings_of(made.laid_out)
    assert drawings
    assert not list(faint_words(made.pdf))
    assert not list(faint_drawings(made.pdf, drawings))


def bar(colour: str, left: float = 40, width: float = 100) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.setFillColor(HexColor(colour))
        canvas.rect(left, 90, width, 12, stroke=0, fill=1)

    return draw


def ring(edge: str, inside: str) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.setFillColor(HexColor(inside))
        canvas.setStrokeColor(HexColor(edge))
        canvas.circle(90, 96, 14, stroke=1, fill=1)

    return draw


def axis(colour: str, width: float = 0.6, alpha: float = 1.0) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.setStrokeColor(HexColor(colour), alpha=alpha)
        canvas.setLineWidth(width)
        canvas.line(30, 80, 260, 80)
        canvas.line(30, 80, 30, 120)

    return draw


def gap(colour: str, x: float = 80) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(0.6)
        canvas.line(x, 90, x, 102)

    return draw


SEEN: dict[str, tuple[tuple[Draw, ...], tuple[Draw, ...]]] = {
    "a bar on paper": ((), (bar("#3A84A0"),)),
    "a bar on a faint track": ((bar("#F0F4F3", 40, 220),), (bar("#3A84A0"),)),
    "an axis on a tint": ((ground("#F0F4F3"),), (axis("#7C8A92"),)),
    "a light bar on ink": ((ground("#0C1F2E"),), (bar("#9FD0E5"),)),
    "gaps in a bar": ((), (bar("#3A84A0"), gap("#FFFFFF"))),
    "a disc of paper with an edge": ((), (axis("#7C8A92"), ring("#0C1F2E", "#FFFFFF"))),
    "over a light photograph": ((photograph(200, 255),), (bar("#0C1F2E"),)),
    "just enough": ((), (bar("#949494"),)),
    "beside a stripe": ((stripe("#3A84A0", 200, 60),), (bar("#3A84A0"),)),
    "a bar on a disc": ((), (ring("#0C1F2E", "#0C1F2E"), bar("#FFFFFF", 82, 16))),
}
UNSEEN: dict[str, tuple[tuple[Draw, ...], tuple[Draw, ...]]] = {
    "a pale bar on paper": ((), (bar("#9FD0E5"),)),
    "a track that says something": ((), (bar("#F0F4F3"),)),
    "an axis in pale grey": ((), (axis("#C8CCCC"),)),
    "a hairline half through": ((), (axis("#7C8A92", alpha=0.5),)),
    "a bar on ink": ((ground("#0C1F2E"),), (bar("#1F5060"),)),
    "gaps in a pale bar": ((), (bar("#3A84A0"), gap("#7CA0B0"))),
    "a disc of paper without an edge": ((), (ring("#EEEEEE", "#FFFFFF"),)),
    "over a grey photograph": ((photograph(40, 220),), (bar("#777777"),)),
    "over a stripe": ((stripe("#3A84A0", 60, 40),), (bar("#3A84A0"),)),
    "just below": ((), (bar("#979797"),)),
    "one of many": ((), (bar("#3A84A0"), axis("#0C1F2E"), gap("#F8F8F8", 200))),
    "a bar on another": ((), (bar("#3A84A0", 40, 200), bar("#C23B1B", 60, 20))),
}


def figure(behind: tuple[Draw, ...], parts: tuple[Draw, ...]) -> bytes:
    def draw(canvas: Any) -> None:
        for one in behind:
            one(canvas)
        canvas._code.append("/Figure <</MCID 3>>BDC")
        for one in parts:
            one(canvas)
        canvas._code.append("EMC")

    return drawn(draw)


def test_parts_of_a_drawing_are_compared_with_what_is_behind_them() -> None:
    names = {0: {3: "Stolpediagram"}}
    for name, parts in SEEN.items():
        assert not list(faint_drawings(figure(*parts), names)), name
    for name, parts in UNSEEN.items():
        (told,) = faint_drawings(figure(*parts), names)
        assert (told.drawn, told.mcid, told.words, told.required) == (True, 3, "Stolpediagram", 3.0), name
        assert told.ratio < 3, name
        # Decoration, and what others have drawn, is nobody's business.
        assert not list(faint_drawings(figure(*parts), {})), name
        assert not list(faint_drawings(figure(*parts), {0: {4: "En annen"}})), name
