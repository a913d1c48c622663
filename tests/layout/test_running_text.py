"""Running text with straight edges, and paragraphs that an indent keeps apart: where the letters stand."""

from __future__ import annotations

import ctypes
import random
from collections.abc import Iterable, Mapping
from itertools import pairwise

import pypdfium2
import pytest
from msgspec.structs import replace

from report_builder.layout.lay_out import lay_out
from report_builder.layout.result import LaidOut
from report_builder.theme import load_theme
from report_builder.theme.model import Theme
from tests.sample_reports import report_of

WORDS = (
    *("ledere", "grupper", "kunnskap", "i", "på", "og", "departementene", "samordning", "av", "som", "åpen"),
    *(
        "3,5\u00a0mrd.\u00a0kroner",
        "*uttrykk*",
        "**viktig**",
        "medarbeiderundersøkelse",
        "virksomhet",
        "arena",
    ),
    "[lenke til siden](https://e.no)",
)
INDENT = 15.0


def themed(name: str = "konstruktiv", **changes: object) -> Theme:
    """The theme with another setting of its running text."""
    theme = load_theme(name).value
    assert theme is not None
    styles = {**theme.styles, "body": replace(theme.styles["body"], **changes)}
    return replace(theme, styles=styles)


def laid_out(text: str, theme: Theme) -> LaidOut:
    outcome = lay_out(report_of(text), theme)
    assert outcome.value is not None
    return outcome.value


Lines = list[tuple[float, float, float, str]]


def lines_of(pdf: bytes, size: float) -> list[Lines]:
    """Left edge, right edge, baseline and text of each line that has letters of this size, by page."""
    pages: list[Lines] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text, found = page.get_textpage(), list[tuple[float, float, float, str]]()
            rows: dict[float, list[tuple[float, float, str]]] = {}
            for at in range(text.count_chars()):
                char = text.get_text_range(at, 1)
                if abs(pypdfium2.raw.FPDFText_GetFontSize(text, at) - size) > 0.05 or not char.strip():
                    continue
                left, _, right, _ = text.get_charbox(at, loose=True)
                rows.setdefault(baseline(text, at), []).append((left, right, char))
            for bottom, chars in rows.items():
                written = "".join(char for *_, char in sorted(chars))
                found.append((min(chars)[0], max(right for _, right, _ in chars), bottom, written))
            pages += [found] if found else []
    return pages


def baseline(text: pypdfium2.PdfTextPage, at: int) -> float:
    """The height of the line that a letter stands on."""
    x, y = ctypes.c_double(), ctypes.c_double()
    assert pypdfium2.raw.FPDFText_GetCharOrigin(text, at, x, y)
    return round(y.value, 1)


def paragraphs(seed: int, count: int) -> str:
    """So many paragraphs of words that mean nothing, some with emphasis, ties and links."""
    chance = random.Random(seed)  # noqa: S311  a sample, no secret
    return "\n\n".join(
        "Her " + " ".join(chance.choice(WORDS) for _ in range(chance.randint(25, 70))) + "."
        for _ in range(count)
    )


@pytest.mark.parametrize("name", ["konstruktiv", "noktern"])
@pytest.mark.parametrize("seed", range(3))
def test_each_line_but_the_last_ends_at_the_edge(name: str, seed: int) -> None:
    theme = themed(name, align="justify", after=0.0, indent=INDENT)
    body = theme.styles["body"]
    text = f"# Kapittel\n\n## Avsnitt\n\n{paragraphs(seed, 12)}\n"
    pages = lines_of(laid_out(text, theme).pdf, body.size)
    measure = theme.page.text_width
    lines = []
    for page in pages:
        if not any(written.startswith("Her") for *_, written in page):
            continue
        edge = min(left for left, _, _, written in page)
        lines += [(left - edge, right - edge) for left, right, _, written in page if len(written) > 1]
    assert max(right for _, right in lines) < measure + 0.7
    going_on = [right for (_, right), (left, _) in pairwise(lines) if left < 2]
    assert len(going_on) > 30
    full = [right for right in going_on if right > measure - 0.9]
    assert len(full) >= 0.85 * len(going_on)  # no line is torn apart to be as wide


def test_justified_text_is_the_same_text() -> None:
    text = f"# Kapittel\n\n{paragraphs(5, 6)}\n"
    plain, justified = (
        "".join(line[3] for page in lines_of(laid_out(text, themed(align=align)).pdf, 10.5) for line in page)
        for align in ("left", "justify")
    )
    at_line_ends = str.maketrans("", "", "-\ufffe")
    assert sorted(plain.translate(at_line_ends)) == sorted(justified.translate(at_line_ends))


def first_lines(pdf: bytes, size: float, starts: Iterable[str]) -> Mapping[str, tuple[float, float]]:
    """Where the lines begin that start with these words: left edge and baseline."""
    return {
        start: (left, bottom)
        for start in starts
        for page in lines_of(pdf, size)
        for left, _, bottom, written in page
        if written.startswith(start)
    }


KINDS = (
    "# Kapittel\n\n## Avsnitt\n\nEtter overskriften.\n\nEtter avsnittet.\n\n- Punkt\n\nEtter listen.\n\n"
    "Enda ett.\n\n> Sitat.\n\nEtter sitatet.\n\nTil slutt.\n"
)


@pytest.mark.parametrize("align", ["left", "justify"])
def test_a_paragraph_is_set_in_where_it_follows_another(align: str) -> None:
    theme = themed(align=align, indent=INDENT)
    body = theme.styles["body"]
    names = ("Etteroverskriften", "Etteravsnittet", "Etterlisten", "Endaett", "Ettersitatet", "Tilslutt")
    found = first_lines(laid_out(KINDS, theme).pdf, body.size, names)
    edge = found["Etteroverskriften"][0]
    set_in = [name for name in names if found[name][0] > edge + 2]
    assert set_in == ["Etteravsnittet", "Endaett", "Tilslutt"]
    assert found["Endaett"][0] == pytest.approx(edge + INDENT, abs=2)
    for above, below in (names[:2], names[2:4], names[4:]):
        assert found[above][1] - found[below][1] == pytest.approx(body.leading, abs=0.3)
    assert found["Etteravsnittet"][1] - found["Etterlisten"][1] > 3 * body.leading


def test_without_an_indent_nothing_is_set_in() -> None:
    found = first_lines(
        laid_out(KINDS, themed(indent=0.0)).pdf, 10.5, ("Etteroverskriften", "Etteravsnittet")
    )
    assert found["Etteroverskriften"][0] == pytest.approx(found["Etteravsnittet"][0], abs=1)


def test_a_link_is_where_its_words_are() -> None:
    """Underlines and the areas of links follow the blanks that became wider."""
    words = "Noen ord som står her foran og fyller linja slik at blanke tegn blir bredere enn de "
    text = f"# Kapittel\n\n## Avsnitt\n\n{words}[lenketekst](https://e.no) etterpå {words * 3}\n"
    result = laid_out(text, themed(align="justify"))
    (link,) = (link for link in result.links if link.uri == "https://e.no")
    with pypdfium2.PdfDocument(result.pdf) as document:
        letters = document[link.page].get_textpage()
        found = letters.search("lenketekst").get_next()
        assert found is not None
        first, count = found
        assert link.rect[0] == pytest.approx(letters.get_charbox(first)[0], abs=1.2)
        assert link.rect[2] == pytest.approx(letters.get_charbox(first + count - 1)[2], abs=1.2)


ITEMS = {
    "numbers": "1. Alfa\n\n   Beta\n\n2. Gamma\n",
    "bullets": "- Alfa\n\n  Beta\n\n- Gamma\n",
    "nested": "- Ytre\n\n  - Alfa\n\n    Beta\n",
    "definitions": "Ord\n: Alfa\n\n  Beta\n",
}


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("name", ["konstruktiv", "noktern"])
def test_a_second_paragraph_of_an_item_has_blank_above_it_and_no_indent(name: str, kind: str) -> None:
    theme = themed(name)
    style = theme.styles["body"]
    lines = [
        line
        for page in lines_of(laid_out(f"# Punkter {{#punkter}}\n\n{ITEMS[kind]}", theme).pdf, style.size)
        for line in page
    ]
    first, second = (next(line for line in lines if line[3].endswith(word)) for word in ("Alfa", "Beta"))
    assert first[2] - second[2] >= 1.5 * style.leading - 0.1
    # The width of four letters at most lies between the edges of the two words.
    assert abs(first[1] - second[1]) < style.indent or not style.indent


def test_an_item_is_not_parted_from_its_list() -> None:
    theme = themed()
    for lines in range(30, 46):
        text = "\n\n".join(["Ord."] * lines)
        chapter = f"# Punkter {{#punkter}}\n\n{text}\n\n1. Alfa\n   - Beta\n   - Gamma\n2. Delta\n"
        for page in lines_of(laid_out(chapter, theme).pdf, theme.styles["body"].size):
            words = [line[3] for line in page]
            assert any("Alfa" in word for word in words) == any("Beta" in word for word in words), lines


def test_a_line_that_cannot_be_filled_is_as_full_as_may_be() -> None:
    narrow = (
        "Etaten har i løpet av 2025 behandlet 12 480 saker, og medarbeiderne forteller at samarbeidet med "
        "kommunene er blitt enklere. Det er færre som venter, og de som venter, får vite hvorfor."
    )
    theme = themed(align="justify")
    theme = replace(theme, page=replace(theme.page, text_width=226.0, margin_width=0.0))
    pages = lines_of(laid_out(f"# Smalt {{#smalt}}\n\n{narrow}", theme).pdf, theme.styles["body"].size)
    page = next(page for page in pages if any("Etatenhar" in line[3] for line in page))
    widths = [right - left for left, right, *_ in page[:-1]]
    assert min(widths) > 0.7 * 226, widths
