"""The report's theme as CSS: custom properties, and the faces of its fonts."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from report_builder.publish.colours import hexadecimal
from report_builder.publish.dark_scheme import dark_accent, dark_colours, dark_cover, has_dark_cover
from report_builder.publish.distances import distances
from report_builder.publish.font_subsets import FAMILIES
from report_builder.publish.fonts import file_name
from report_builder.publish.standin_faces import families_with_stand_ins, stand_ins
from report_builder.publish.theme_marks import feature_rules, marks, own_colours
from report_builder.theme.model import COLOUR_NAMES, NONE, Colour, SheetKind, Theme

_FACES = {
    "regular": ("normal", 400),
    "italic": ("italic", 400),
    "bold": ("normal", 600),
    "bold_italic": ("italic", 600),
}

_CELLS = ".edition table :is(th, td)"
_STRIPED = ".edition .table table:not(:has(textarea, input, td:empty)) > tbody > tr:nth-child(even)"
"""A row with a ground: not in a table in which readers write."""
_ACCENTED = ".accent-{} :is(.field, .opener .number, h2 .number, h3 .number)"
"""What a chapter has in a colour of its own."""
_TEXTS = {
    "body": "html .edition",
    "chapter": "html .edition .opener :is(h1, h2)",
    "heading2": "html .one .chapter section > h2, html .all .chapter section > h3",
    "heading3": "html .one .chapter section > h3, html .all .chapter section > h4",
    "heading4": "html .one .chapter section > :is(h4, h5, h6), html .all .chapter section > :is(h5, h6)",
    "lead": "html .chapter .lead",
    "pull_quote": "html .chapter .pull-quote blockquote",
    "fact_title": "html .chapter .fact > :is(h2, h3, h4, h5, h6)",
    "card_value": "html .edition .cards .value",
}
"""Where the edition has the styles whose figures and capitals are those of the theme."""
_LEAST_CLEAR = 28.0
"""The least blank between the logo and the title, in CSS pixels."""
_SCREENS = {
    "swap": "not screen, screen and (min-width: 56.01em)",
    "optional": "screen and (max-width: 56em)",
}
"""What becomes of fonts that come late where lines are wide, and where one word more or less moves much.

No two rules for one face may hold at once: where the optional one is passed over, the other would be taken.
"""


def theme_css(theme: Theme) -> str:
    """Give the style sheet that every page links to: colours and fonts of the theme, under fixed names.

    Colours are ``--ink``, ``--tint-strong`` and so on, after the theme's palette; ``--cover`` is the ground
    of the cover and ``--on-cover`` its text. Families are ``--serif``, ``--sans``, ``--light``, ``--mono``,
    and ``--field`` for what readers write. Distances are those of :mod:`report_builder.publish.distances`.
    Fonts stand in the folder of the style sheet; until they are there, others of the same
    measures stand in for them. On narrow screens they stand in for as long as the page is open: a word of
    a narrow column may break elsewhere in them, and what is being read does not move (WCAG has no rule for
    it; Cumulative Layout Shift of the Layout Instability API measures it).
    """
    values = named_values(theme) | families_with_stand_ins()
    own = {name: paper for name, paper, _ in own_colours(theme)}
    properties = [f"  --{name}: {value};" for name, value in (values | own | marks(theme)).items()]
    properties += [f"  --{name}: {lines:g};" for name, lines in distances(theme).items()]
    root = "\n".join(properties)
    fonts = {display: "\n".join(faces(theme, display=display)) for display in _SCREENS}
    rules = (
        *(f"@media {media} {{\n{fonts[display]}\n}}" for display, media in _SCREENS.items()),
        *_stand_ins(theme),
        f":root {{\n  color-scheme: light;\n{root}\n}}",
        _dark(theme),
        *_own_in_the_dark(theme),
        *_notes(theme),
        *feature_rules(theme, _TEXTS),
        *_tables(theme),
        *_accents(theme),
        *_grounds(theme),
        *_emblem(theme),
    )
    return "\n".join((*rules, ""))


def named_values(theme: Theme) -> dict[str, str]:
    """Give the colours and families of the theme by the names that style sheets and drawings know them by."""
    colours = {
        name.replace("_", "-"): hexadecimal(theme.palette[name])
        for name in theme.palette
        if name in COLOUR_NAMES
    }
    colours["cover"] = hexadecimal(theme.sheets[SheetKind.COVER].ground)
    colours["on-cover"] = hexadecimal(theme.styles["cover_title"].colour)
    return colours | {name: f'"report {name}", {family.fallback}' for name, family in FAMILIES.items()}


def faces(
    theme: Theme, there: Container[str] | None = None, folder: str = "", display: str = "swap"
) -> Iterator[str]:
    """Give the rule of each face; of those alone whose files are ``there``, if that is said.

    A family that the theme scales has that in its face (CSS Fonts 5, "size-adjust").

    ``folder`` is that of the fonts, seen from the style sheet; ``display`` says what becomes of a font that
    comes late (CSS Fonts 4, section 4.9).
    """
    for name, family in FAMILIES.items():
        for face in family.faces:
            file = file_name(name, face)
            if there is not None and file not in there:
                continue
            style, weight = _FACES[face]
            scale = theme.fonts[family.source].scale
            adjusted = f" size-adjust: {scale * 100:.4g}%;" if scale != 1 else ""
            yield (
                f'@font-face {{ font-family: "report {name}"; font-style: {style}; font-weight: {weight}; '
                f'font-display: {display}; src: url("{folder}{file}") format("woff2");{adjusted} }}'
            )


def _dark(theme: Theme) -> str:
    """The colours on the screen of a reader who asks for a dark look."""
    dark = dark_colours(theme)
    colours = {name.replace("_", "-"): hexadecimal(colour) for name, colour in dark.items()}
    cover = ""
    if has_dark_cover(theme):
        own = _declared({name: named_values(theme)[name] for name in colours})
        cover = f"\n.edition .cover, .hero, .back, .foot {{ {own} }}"
    else:
        colours["cover"] = hexadecimal(dark_cover(theme))
        colours["on-cover"] = hexadecimal(dark[theme.styles["cover_title"].colour.name])
    scheme = f":root {{ color-scheme: dark; {_declared(colours)} }}{cover}"
    return f"@media screen and (prefers-color-scheme: dark) {{\n{scheme}\n}}"


def _own_in_the_dark(theme: Theme) -> Iterator[str]:
    """The colours on a dark page that only this theme has."""
    dark = {name: dark for name, _, dark in own_colours(theme)}
    if dark:
        yield f"@media screen and (prefers-color-scheme: dark) {{\n:root {{ {_declared(dark)} }}\n}}"


def _notes(theme: Theme) -> Iterator[str]:
    """Notes below what they remark on, on wide screens too, where the theme has them so."""
    if theme.page.notes_beside:
        return
    below = ", ".join(f".edition .chapter{inside} > :is(.note, .side)" for inside in ("", " section"))
    place = "grid-column: text; grid-row: auto; margin-top: .75rem; padding-left: 1rem"
    edges = ("border-left: 3px solid var(--tint-strong)", "border-left-color: var(--signal)")
    side = below.replace(":is(.note, .side)", ".side")
    yield f"@media (min-width: 56em) {{\n{below} {{ {place}; {edges[0]}; }}"
    yield f"{side} {{ border-top: 0; padding-top: 0; {edges[1]}; }}\n}}"


def _emblem(theme: Theme) -> Iterator[str]:
    """The clear space of the logo above the title, where the theme has one."""
    if theme.logo is not None:
        clear = max(_LEAST_CLEAR, theme.logo.clear * 4 / 3)
        yield f".hero .emblem, .edition .cover .emblem {{ margin: 0 0 {clear:g}px; }}"
        yield ".emblem img { display: block; max-width: 100%; height: auto; }"


def _tables(theme: Theme) -> Iterator[str]:
    """The grounds of tables, on screens: a browser that prints leaves grounds away, not what was on them.

    In the dark they are those that text is known to be readable on. Rows with fields have none.
    """
    tables = theme.tables
    if not tables.inset:
        return
    light = table_colours(theme)
    dark: dict[str, Colour] = {}
    rules = [f"{_CELLS}, {_CELLS}:last-child {{ padding-inline: .75rem; }}"]
    if tables.head_ground != NONE:
        dark |= {"head-ground": dark_colours(theme)["tint_strong"], "head-ink": dark_colours(theme)["ink"]}
        rules.append(
            ".edition table thead :is(th, td) { background: var(--head-ground); color: var(--head-ink); }"
        )
        rules.append(".edition table thead a { color: inherit; }")
    if tables.stripe != NONE:
        dark["stripe"] = dark_colours(theme)["tint"]
        rules.append(f"{_STRIPED} {{ background: var(--stripe); }}")
    named, night = _root(light), _root(dark)
    yield "@media screen {\n" + "\n".join((named, *rules)) + "\n}"
    yield f"@media screen and (prefers-color-scheme: dark) {{\n{night}\n}}"


def table_colours(theme: Theme) -> dict[str, Colour]:
    """Give the colours of tables by their names: the head and its text, and every second row."""
    tables, palette = theme.tables, theme.palette
    found: dict[str, Colour] = {}
    if tables.head_ground != NONE:
        ink = palette[tables.head_ink] if tables.head_ink else theme.styles["table_head"].colour
        found |= {"head-ground": palette[tables.head_ground], "head-ink": ink}
    if tables.stripe != NONE:
        found["stripe"] = palette[tables.stripe]
    return found


def _accents(theme: Theme) -> Iterator[str]:
    """The colours that chapters have in turn: numbers, and in drawings what else has --signal."""
    accents = {at: accent for at, accent in enumerate(theme.accents, 1) if accent}
    if not accents:
        return
    yield _root({f"accent-{at}": accent for at, accent in accents.items()})
    yield from (
        f"{_ACCENTED.format(at)} {{ --signal: var(--accent-{at}); --colour-number: var(--accent-{at}); }}"
        for at in accents
    )
    dark = {f"accent-{at}": dark_accent(accent) for at, accent in accents.items()}
    yield f"@media screen and (prefers-color-scheme: dark) {{\n{_root(dark)}\n}}"


def _grounds(theme: Theme) -> Iterator[str]:
    """The grounds behind the beginnings of chapters, where these have some of their own."""
    grounds = {at: opener.ground for at, opener in enumerate(theme.openers, 1)}
    if not grounds:
        return
    yield _root({f"ground-{at}": ground for at, ground in grounds.items()})
    for at in grounds:
        looks = f"background: var(--ground-{at}); padding-bottom: var(--line);"
        yield f".edition .ground-{at} > .opener {{ {looks} }}"
    dark = dark_colours(theme)
    night = {
        f"ground-{at}": dark[ground.name if ground.name in ("paper", "tint") else "tint_strong"]
        for at, ground in grounds.items()
    }
    yield f"@media screen and (prefers-color-scheme: dark) {{\n{_root(night)}\n}}"


def _root(colours: Mapping[str, Colour]) -> str:
    return f":root {{ {_declared({name: hexadecimal(colour) for name, colour in colours.items()})} }}"


def _declared(values: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _stand_ins(theme: Theme) -> Iterator[str]:
    for family, face, declared in stand_ins(theme):
        style, weight = _FACES[face]
        named = f'font-family: "{family}"; font-style: {style}; font-weight: {weight}'
        yield f"@font-face {{ {named}; {declared} }}"
