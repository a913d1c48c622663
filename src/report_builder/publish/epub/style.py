"""The look of a book: a sheet that every reading program understands, and the fonts of the theme.

The fonts come along because drawings are measured in them; readers may choose others for the text. Copyright
and licence stay in each file.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from markupsafe import Markup

from report_builder.model.report import Report
from report_builder.patterns import late
from report_builder.publish.colours import hexadecimal
from report_builder.publish.font_subsets import site_letters
from report_builder.publish.fonts import web_fonts
from report_builder.publish.pages import compact, web_file
from report_builder.publish.theme_css import faces, named_values, table_colours
from report_builder.publish.theme_marks import feature_rules, marks, own_colours, sizes
from report_builder.theme.model import Theme

FONTS = "fonts"
_VALUE = late(r"var\(--([\w-]+)(?:, #[0-9a-f]{6})?\)")
_FOR_FIELDS = "field"
_TEXTS = {
    "body": "body",
    "chapter": ".opener h1",
    "heading2": ".chapter section > h2",
    "heading3": ".chapter section > h3",
    "heading4": ".chapter section > h4, .chapter section > h5, .chapter section > h6",
    "lead": ".chapter .lead",
    "pull_quote": ".pull-quote blockquote",
    "fact_title": ".fact > :is(h2, h3, h4, h5, h6)",
    "card_value": ".cards .value",
}
_INK = "color: var(--ink);"
_AS_AROUND = "color: inherit;"
_STRIPED = ".table tbody > tr:nth-child(even):not(:has(td:empty))"
"""A row with a ground: not one in which readers write."""
_EMS: Mapping[str, float] = {
    "chapter": 1.9,
    "heading2": 1.4,
    "heading3": 1.15,
    "heading4": 1.0,
    "lead": 1.15,
    "quote": 1.3,
    "fact-title": 1.15,
    "card": 3.0,
}
"""How large each kind of text is beside running text, as the sheet was drawn."""


def book_fonts(report: Report, theme: Theme) -> dict[str, bytes]:
    """Give the faces that the pages of ``report`` are set in, by their file names."""
    letters = site_letters(report, (), theme)
    return web_fonts(theme, {face: found for face, found in letters.items() if face[0] != _FOR_FIELDS})


def book_sheet(theme: Theme, fonts: Container[str]) -> bytes:
    """Give the style sheet, with the faces whose files are in ``fonts``."""
    said = compact(web_file("book.css")).decode() + _counted() + "".join(_grounds(theme))
    own = with_values(Markup(said), theme)  # noqa: S704  a file of ours
    return "\n".join((*faces(theme, fonts, f"{FONTS}/"), own)).encode()


def _counted() -> str:
    """How lists are counted that have brackets around their numbers or letters, as the site has it."""
    rules = web_file("edition.css").splitlines()
    return compact(b"\n".join(rule for rule in rules if b"bracket-" in rule)).decode()


def _grounds(theme: Theme) -> Iterator[str]:
    """The grounds of boxes and tables, each with the colour of its text, forms of letters, marks of chapters.

    A reading program with a dark page keeps both or neither. Text of a chapter's own colour would be lost
    there: chapters have theirs as a rule above the title.
    """
    for name, selector in (("fact", ".fact"), ("code", "pre")):
        if theme.boxes[name].ground is not None:
            yield f"{selector} {{ background: var(--{name}-ground); {_INK} }}\n"
            yield f"{selector} a {{ {_AS_AROUND} }}\n"
    colours = table_colours(theme)
    if colours:
        yield "th, td, th:last-child, td:last-child { padding-left: .5em; padding-right: .5em; }\n"
    if "head-ground" in colours:
        head = (
            f"background: {hexadecimal(colours['head-ground'])}; color: {hexadecimal(colours['head-ink'])};"
        )
        yield f"thead th, thead td {{ {head} }}\nthead a {{ {_AS_AROUND} }}\n"
    if "stripe" in colours:
        yield f"{_STRIPED} {{ background: {hexadecimal(colours['stripe'])}; {_INK} }}\n"
        yield f"{_STRIPED} a {{ {_AS_AROUND} }}\n"
    yield from feature_rules(theme, _TEXTS)
    for at, accent in enumerate(theme.accents, 1):
        if accent is not None:
            mark = f"border-top: 4px solid {hexadecimal(accent)}; padding-top: .5em;"
            yield f".accent-{at} > .opener {{ {mark} }}\n"
    for at, opener in enumerate(theme.openers, 1):
        if opener.ground.name != "paper":
            ground = f"background: {hexadecimal(opener.ground)}; {_INK} padding: .5em;"
            yield f".ground-{at} > .opener {{ {ground} }}\n"


def with_values(text: Markup, theme: Theme) -> Markup:
    """Write what is named after the theme as what it is: few reading programs know names of colours."""
    values = named_values(theme) | marks(theme) | {name: paper for name, paper, _ in own_colours(theme)}
    values |= {f"size-{name}": f"{_EMS[name] * share:.3g}em" for name, share in sizes(theme).items()}

    def value(name: str) -> str:
        return _VALUE.sub(lambda inner: value(inner[1]), values[name])

    return Markup(_VALUE.sub(lambda name: value(name[1]), text))  # noqa: S704  values are those of a theme
