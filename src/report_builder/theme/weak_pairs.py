"""Tells the pairs of colours of a theme that are too weak, where the theme lets them meet."""

from __future__ import annotations

from collections.abc import Iterable

from report_builder.diagnostics import Diagnostic, Diagnostics, Severity, SourceSpan
from report_builder.language.message import hinted, in_turn, say
from report_builder.theme.contrast import ACCENTS, BULLETS, PAGE_GROUNDS, ContrastPair, sheets_of
from report_builder.theme.keys import ThemeKeys
from report_builder.theme.lineage import Lineage
from report_builder.theme.model import SheetKind
from report_builder.theme.relations import rounded


def check_contrast(
    pairs: Iterable[ContrastPair], keys: ThemeKeys, lineage: Lineage, diagnostics: Diagnostics
) -> None:
    """Report each weak pair once, with all that it is used for."""
    weak: dict[tuple[str, str, float, Severity], list[ContrastPair]] = {}
    for pair in pairs:
        if not pair.passes:
            key = (pair.colour.name, pair.ground.name, pair.required, pair.severity)
            weak.setdefault(key, []).append(pair)
    for (colour, ground, required, severity), found in weak.items():
        # Cut, not rounded: 4.49 must not read as 4.5.
        ratio = int(found[0].ratio * 100) / 100
        message, hint = hinted(
            "theme.contrast",
            colour=colour,
            ground=ground,
            ratio=rounded(ratio),
            uses=in_turn([pair.used_for for pair in found]),
            required=rounded(required),
        )
        places = [keys.palette[colour].span, keys.palette[ground].span]
        if ground not in PAGE_GROUNDS:
            places += _sheets_with(ground, found, keys, lineage)
            places += (one.span for one in keys.grounds if one.value == ground)
        if any(pair.used_for == ACCENTS for pair in found):
            places += (accent.span for accent in keys.accents if accent.value == colour)
        if colour == ground:
            hint = say("theme.contrast.same", colour=colour)
            places = places[2:] or places[:1]
        if lineage.inherits:
            places = [*lineage.places((*places, *_choices(found, keys, lineage)))]
        diagnostics.add(Diagnostic("RB-CONTRAST", message, hint, places[0], severity, tuple(places[1:])))


def _sheets_with(
    ground: str, pairs: Iterable[ContrastPair], keys: ThemeKeys, lineage: Lineage
) -> Iterable[SourceSpan]:
    """Where sheets on which these pairs meet have a colour as their ground, or in what lies under a text."""
    kinds = {kind for pair in pairs for kind in sheets_of(pair.used_for)}
    for name in (kind.value for kind in SheetKind if kind in kinds):
        scrim = lineage.written("sheets", name, "image", "scrim")
        if scrim is not None and scrim[1] == ground:
            yield scrim[0]
        if keys.sheets[name].ground == ground:
            yield keys.sheets[name].span


def _choices(pairs: Iterable[ContrastPair], keys: ThemeKeys, lineage: Lineage) -> Iterable[SourceSpan]:
    """Where the theme lets these colours meet: by the colour of a text, by the ground of a page or a box."""
    for pair in pairs:
        text = ("lists",) if pair.used_for == BULLETS else ("styles", str(pair.used_for))
        sheets = [("sheets", kind.value) for kind in SheetKind]
        own = [("sheets", kind.value) for kind in sheets_of(pair.used_for)]
        grounds = [*sheets, *(("boxes", name) for name in keys.boxes), ("draft",)]
        tables = [("tables", key) for key in ("head_ground", "head_ink", "stripe")]
        named = [(*text, "colour"), *((*path, "ground") for path in grounds), *tables]
        named += ((*path, *key) for path in own for key in (("image", "scrim"), ("ink",)))
        for found in (lineage.written(*path) for path in named):
            if found is not None and found[1] in (pair.colour.name, pair.ground.name):
                yield found[0]
