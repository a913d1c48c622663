"""The colours of a brand on the palette of a theme: roles, aliases, and the nearest that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted
from report_builder.sources.nearest import did_you_mean
from report_builder.sources.schema import Located
from report_builder.theme.brand_file import light
from report_builder.theme.brand_keys import ColourKeys
from report_builder.theme.contrast import LARGE, TEXT, contrast, luminance
from report_builder.theme.keys import COLOUR_NAME
from report_builder.theme.model import COLOUR_NAMES, NONE, Colour
from report_builder.theme.relations import rounded

ROLES = tuple(name for name in ColourKeys.__struct_fields__ if name != "palette")

ASKED: Mapping[str, tuple[str, ...]] = {
    "paper": ("background",),
    "ink": ("foreground", "dark"),
    "tint": ("light",),
    "tint_strong": ("tertiary",),
    "muted": ("secondary",),
    "signal": ("primary", "link"),
    "chart": ("info", "secondary"),
    "rule": (),
}
"""Which roles each colour of a theme may have, the first that the brand gives."""

_TINTS = {"tint": 0.06, "tint_strong": 0.2}
"""How much of the accent a ground has that the brand does not give, the rest is paper."""

_MET: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("muted", ("paper", "tint"), TEXT),
    ("signal", ("paper", "tint"), TEXT),
    ("chart", ("paper",), LARGE),
    ("rule", ("paper",), LARGE),
)
"""What each colour stands on, and the contrast that it must have there."""


class BrandColours:
    """The colours of one brand; ``diagnostics`` hear of those that cannot be used as they are."""

    def __init__(self, keys: ColourKeys, diagnostics: Diagnostics) -> None:
        self._keys, self._diagnostics = keys, diagnostics
        self._palette = keys.palette or {}

    def named(self) -> dict[str, Located[str]]:
        """Every colour of the brand by its name, as six digits, but for those that are a theme's own."""
        written = {**self._palette, **{role: value for role in ROLES if (value := self._role(role))}}
        found = ((name, self.value(value)) for name, value in written.items())
        return {
            name: value
            for name, value in found
            if value and name not in COLOUR_NAMES and name != NONE and COLOUR_NAME.fullmatch(name)
        }

    def value(self, asked: Located[str] | None) -> Located[str] | None:
        """The colour that is meant as ``#RRGGBB``, through its names; None after a warning where none is."""
        seen: list[str] = []
        text = asked.value if asked else ""
        while asked and (text in self._palette or (text in ROLES and self._role(text))):
            if text in seen and text not in self._palette:
                self._tell_circle(asked)
                return None
            # A role may be called as the colour of the palette that it is.
            following = self._role(text) if text in ROLES and text not in seen else None
            if following is None or following.value == text:
                following = self._palette.get(text)
            if following is None or len(seen) > len(self._palette) + len(ROLES):
                self._tell_circle(asked)
                return None
            seen.append(text)
            text = following.value
        hexadecimal = _hexadecimal(text)
        if asked and hexadecimal is None:
            known = did_you_mean(text, (*self._palette, *ROLES))
            message, hint = hinted("theme.brand-colour", value=text)
            self._diagnostics.warn("RB-BRAND", asked.span, message, known or hint)
        return Located(hexadecimal, asked.span) if asked and hexadecimal else None

    def theme(
        self, fixed: Mapping[str, str], parent: Mapping[str, str], span: SourceSpan
    ) -> dict[str, Located[str]]:
        """The palette of a theme: ``fixed`` are colours that the theme itself has, ``parent`` those below it.

        A colour that cannot be read where it stands is replaced by the nearest that can.
        """
        asked = dict(self._asked())
        if not asked:
            return {}
        given = {name: value.value for name, value in asked.items()}
        known = {**parent, **given, **fixed}
        if any(name not in known for name in COLOUR_NAMES):
            # The theme is faulty, which is told when it is read: nobody knows what stands on what.
            return {name: value for name, value in asked.items() if name not in fixed}
        colours = {name: known[name] for name in COLOUR_NAMES}
        places = {name: asked[name].span if name in asked else span for name in COLOUR_NAMES}
        own = [name for name in _TINTS if name in asked and name not in fixed]
        for name in _TINTS.keys() - fixed.keys() - asked.keys():
            colours[name] = _mixed(colours["signal"], colours["paper"], _TINTS[name])
        if "ink" not in fixed:
            stands_on = ("paper", *(name for name in _TINTS if name not in own))
            self._mend("ink", stands_on, TEXT, colours, asked)
        for name in own:
            self._mend(name, ("ink",), TEXT, colours, asked)
        for name, grounds, required in _MET:
            if name not in fixed:
                self._mend(name, grounds, required, colours, asked)
        changed = (name for name in COLOUR_NAMES if name in asked or colours[name] != parent.get(name))
        return {name: Located(colours[name], places[name]) for name in changed if name not in fixed}

    def _mend(
        self,
        name: str,
        others: tuple[str, ...],
        required: float,
        colours: dict[str, str],
        asked: Mapping[str, Located[str]],
    ) -> None:
        """Replace a colour that is too near to one of the others."""
        span = asked[name].span if name in asked else None
        colours[name] = self._held(name, (colours[name], span), others, required, colours)

    def readable(
        self, name: str, value: Located[str], grounds: tuple[str, ...], colours: Mapping[str, str]
    ) -> str:
        """The colour, or after a warning the nearest that text may have on all ``grounds`` of ``colours``."""
        return self._held(name, (value.value, value.span), grounds, TEXT, colours)

    def _held(
        self,
        name: str,
        written: tuple[str, SourceSpan | None],
        others: tuple[str, ...],
        required: float,
        colours: Mapping[str, str],
    ) -> str:
        """The colour, or the nearest that is far enough from the others; told where the brand wrote it."""
        grounds = [colour(colours[other]) for other in others]
        before, span = written
        worst = min(range(len(grounds)), key=lambda at: contrast(colour(before), grounds[at]))
        ratio = contrast(colour(before), grounds[worst])
        if ratio >= required:
            return before
        taken = nearest_that_holds(before, grounds, required)
        if span is not None:
            said = hinted(
                "theme.brand-contrast",
                colour=name,
                asked=before,
                ground=others[worst],
                ratio=rounded(int(ratio * 100) / 100),
                required=rounded(required),
                taken=taken,
            )
            self._diagnostics.warn("RB-CONTRAST", span, *said)
        return taken

    def _asked(self) -> Iterator[tuple[str, Located[str]]]:
        for name, roles in ASKED.items():
            own = self._palette.get(name)
            values = [self._role(role) for role in roles] or [None]
            found = next((value for value in values if value), own)
            if value := self.value(found):
                yield name, value

    def _role(self, role: str) -> Located[str] | None:
        return light(getattr(self._keys, role))

    def _tell_circle(self, asked: Located[str]) -> None:
        self._diagnostics.warn(
            "RB-BRAND", asked.span, *hinted("theme.brand-colour-circle", value=asked.value)
        )


def colour(text: str) -> Colour:
    """Read ``#RRGGBB``."""
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return Colour(text, red, green, blue)


def nearest_that_holds(text: str, grounds: list[Colour], required: float) -> str:
    """The first colour on the way from ``text`` to black, or to white on dark grounds, with the contrast."""
    end = "#000000" if sum(map(luminance, grounds)) / len(grounds) > 0.18 else "#FFFFFF"
    for step in range(257):
        near = _mixed(end, text, step / 256)
        if min(contrast(colour(near), ground) for ground in grounds) >= required:
            return near
    return end


def _mixed(first: str, second: str, share: float) -> str:
    """So much of the first colour, the rest of the second."""
    pairs = ((int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5))
    parts = (round(one * share + other * (1 - share)) for one, other in pairs)
    return "#" + "".join(f"{part:02X}" for part in parts)


def _hexadecimal(text: str) -> str | None:
    """A colour of CSS as ``#RRGGBB``; what shines through is taken as if it did not."""
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        return text.upper()
    if re.fullmatch(r"#[0-9A-Fa-f]{3}", text):
        return "#" + "".join(2 * digit for digit in text[1:]).upper()
    from PIL import ImageColor  # late: few brands name colours as CSS does

    try:
        red, green, blue = ImageColor.getrgb(text)[:3]
    except ValueError:
        return None
    return f"#{red:02X}{green:02X}{blue:02X}"
