"""The face of a report: what its theme draws, on which ground, as this report has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from zlib import crc32

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.graphics.art import MOST_SEED, VOICE, Art
from report_builder.graphics.line_field import UNLIKE
from report_builder.language.message import Message, in_turn, say
from report_builder.model.report import Face, Publication
from report_builder.sources.nearest import did_you_mean_or_all
from report_builder.sources.schema import Located
from report_builder.theme.contrast import COVER_STYLES, ContrastPair, contrast, cover_pairs
from report_builder.theme.logo import CORNERS, NOWHERE, Logo, LogoFile
from report_builder.theme.model import Colour, Sheet, SheetKind, SheetRule, TextStyle, Theme
from report_builder.theme.relations import rounded

FIRST_SEED = 1
"""The seed of what nothing gives another one."""
_OWN_SEED = 6
"""The first form of files whose seed follows from the report's name."""
_COVERS = (SheetKind.COVER, SheetKind.BACK)
_LEAST_BAND = 60.0
_BAND_LINE = 11.0
"""Points: the least height of a band of art, and how far apart its lines are."""
_BAND_STAGE = 0.5
_APART = 1.5
"""The least contrast of a voice with its ground: below it nobody would see that there is one."""


def seed_of(name: str) -> int:
    """Give the seed of a report that has none, from its id or, without one, from the name of its file."""
    return UNLIKE + crc32(name.encode()) % (MOST_SEED + 1 - UNLIKE)


def dressed(theme: Theme, facts: Publication, diagnostics: Diagnostics) -> Theme:
    """Give the theme with the face of a report.

    RB-VALUE for a ground that is no colour of the theme, RB-CONTRAST for one that hides the cover's text.
    """
    face = facts.face
    ground = _ground(theme, face, diagnostics)
    named = FIRST_SEED if facts.form < _OWN_SEED else seed_of(facts.id or facts.output)
    sheets = {kind: _own(sheet, kind, face, named, theme.page.grid) for kind, sheet in theme.sheets.items()}
    cover = sheets[SheetKind.COVER]
    if face.image is not None or (cover.image and cover.image.file):
        sheets[SheetKind.COVER] = cover = replace(cover, art=Art.NONE)
    if face.stage is not None:
        sheets[SheetKind.COVER] = replace(cover, stage=face.stage)
    styles = theme.styles
    if ground is not None:
        for kind in _COVERS:
            if sheets[kind].ground == cover.ground:
                sheets[kind] = replace(on_ground(sheets[kind], ground, theme), ink=None)
        covers = [sheets[kind] for kind in _COVERS]
        styles = readable_on(theme, _grounds(covers)) or theme.styles
    return replace(theme, sheets=sheets, styles=styles, logo=_logo(theme.logo, face))


def readable_on(theme: Theme, grounds: Iterable[Colour]) -> Mapping[str, TextStyle] | None:
    """Give the styles in which a cover can be read on all of ``grounds``; None where there are none.

    They are the theme's, or else those with the text of covers in the colour of text or of paper.
    """

    def holds(styles: Mapping[str, TextStyle]) -> bool:
        return all(pair.passes for ground in grounds for pair in cover_pairs(styles, ground))

    def coloured(ink: Colour) -> Mapping[str, TextStyle]:
        cover = {name: replace(theme.styles[name], colour=ink) for name in COVER_STYLES}
        return {**theme.styles, **cover}

    grounds = tuple(grounds)
    inks = (theme.palette["ink"], theme.palette["paper"])
    return next(filter(holds, (theme.styles, *map(coloured, inks))), None)


def _logo(logo: Logo | None, face: Face) -> Logo | None:
    """The logo of the theme with that of the report on the cover."""
    own = face.logo
    if own is None:
        return logo
    if own.image is None:
        return None if logo is None else replace(logo, cover=NOWHERE)
    file = LogoFile(own.image.path, own.image.data, own.span)
    if logo is None:
        logo = Logo(
            light=file, dark=None, small=None, of_brand=False, span=own.span, size_span=own.span, alt=own.alt
        )
    cover = CORNERS[0] if logo.cover == NOWHERE else logo.cover
    return replace(logo, cover=cover, on_cover=file, cover_alt=own.alt)


def _grounds(covers: Iterable[Sheet]) -> list[Colour]:
    """The grounds on which text has the colours of its styles, and none of the sheet's own."""
    return [sheet.ground for sheet in covers if sheet.ink is None]


def _own(sheet: Sheet, kind: SheetKind, face: Face, named: int, grid: float) -> Sheet:
    """A sheet with the art of the report, where the theme draws something; a cover has it in any case."""
    seed = face.seed if face.seed is not None else named if sheet.seed is None else sheet.seed
    sheet = replace(sheet, seed=seed)
    if not face.art:
        return sheet
    if sheet.art is not Art.NONE:
        return replace(sheet, art=Art(face.art))
    if kind is not SheetKind.COVER or face.art == Art.NONE.value:
        return sheet
    return _with_band(sheet, Art(face.art), grid)


def _with_band(sheet: Sheet, art: Art, grid: float) -> Sheet:
    """A cover of a theme that draws nothing, and says nothing of the place: a band above its text."""
    head = max((rule.y + rule.thickness for rule in sheet.rules if rule.y < sheet.text), default=0.0)
    top = head + grid if head else 0.0
    height = sheet.text - 2 * grid - top
    if height < _LEAST_BAND:
        return sheet
    lines = round(height / _BAND_LINE)
    return replace(sheet, art=art, top=top, height=height, lines=lines, stage=_BAND_STAGE)


def _ground(theme: Theme, face: Face, diagnostics: Diagnostics) -> Colour | None:
    """The colour that the cover shall have; None where the theme's stays."""
    if face.ground is None:
        return None

    cover = theme.sheets[SheetKind.COVER].ground
    kept = {*_grounds(theme.sheets[kind] for kind in _COVERS)} - {cover}

    def weak(ground: Colour) -> Iterable[ContrastPair]:
        if readable_on(theme, (ground, *kept)):
            return ()
        return (pair for pair in cover_pairs(theme.styles, ground) if not pair.passes)

    hint = say("theme.cover-ground.hint")
    return sound_colour(theme, face.ground, weak, hint, diagnostics)


def sound_colour(
    theme: Theme,
    named: Located[str],
    weak_pairs: Callable[[Colour], Iterable[ContrastPair]],
    otherwise: Message,
    diagnostics: Diagnostics,
) -> Colour | None:
    """Give the colour that a report has ``named``; None where it is no colour of the theme (RB-VALUE).

    ``weak_pairs`` gives those of its pairs that cannot be read (RB-CONTRAST, and None); ``otherwise`` is the
    hint where the theme has no other colour that could.
    """
    name, span = named.value, named.span
    colour = theme.palette.get(name)
    if colour is None:
        message = say("theme.report-colour-unknown", colour=name, theme=theme.name)
        diagnostics.error("RB-VALUE", span, message, did_you_mean_or_all(name, theme.palette))
        return None
    weak = list(weak_pairs(colour))
    if not weak:
        return colour
    worst = min(weak, key=lambda pair: pair.ratio / pair.required)
    # Others are as weak in colours of their own: what is told is of the colours that are named.
    alike = [pair for pair in weak if (pair.colour, pair.ground) == (worst.colour, worst.ground)]
    message = say(
        "theme.contrast",
        colour=worst.colour.name,
        ground=worst.ground.name,
        # Cut, not rounded: 4.49 must not read as 4.5.
        ratio=rounded(int(worst.ratio * 100) / 100),
        uses=in_turn(list(dict.fromkeys(pair.used_for for pair in alike))),
        required=rounded(worst.required),
    )
    known = [other for other, value in theme.palette.items() if not any(weak_pairs(value))]
    hint = say("sources.use-one-of", known=in_turn(known)) if known else otherwise
    diagnostics.error("RB-CONTRAST", span, message, hint)
    return None


def on_ground(sheet: Sheet, ground: Colour, theme: Theme) -> Sheet:
    """The sheet on another ground, with what is drawn on it in colours that are seen there."""
    palette = theme.palette
    extremes = palette["paper"], palette["ink"]
    weaker, lines = sorted(extremes, key=lambda colour: contrast(colour, ground))
    voice = VOICE if contrast(palette[VOICE], ground) >= _APART else weaker.name
    rules = tuple(_rule_on(rule, ground, lines, theme) for rule in sheet.rules)
    return replace(sheet, ground=ground, lines_colour=lines.name, voice=voice, rules=rules)


def _rule_on(rule: SheetRule, ground: Colour, other: Colour, theme: Theme) -> SheetRule:
    if contrast(theme.palette[rule.colour], ground) >= _APART:
        return rule
    return replace(rule, colour=other.name)
