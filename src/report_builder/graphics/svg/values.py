"""Numbers, lengths, colours and transforms as SVG and CSS write them. What is none of these gives None."""

from __future__ import annotations

import colorsys
import math
import re

from report_builder.graphics.svg.drawing import Matrix, Rgb
from report_builder.patterns import late

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NEXT = late(rf"\s*,?\s*({NUMBER})")
_LENGTH = late(rf"\s*({NUMBER})\s*([a-zA-Z%]*)\s*")
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "q": 24 / 25.4,
}
"""How many pixels of CSS a unit has (CSS Values 4, 6.2)."""
_LARGEST = 1e7
"""No place or length of a drawing is larger."""
_TRANSFORM = late(r"\s*,?\s*([a-zA-Z]+)\s*\(([^()]*)\)")
_HEX = late(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = late(r"(rgb|hsl)a?\(([^()]*)\)")
_PART = late(rf"({NUMBER})(%|deg)?")


def number(text: str) -> float | None:
    """Read one number."""
    found = numbers(text)
    return found[0] if found and len(found) == 1 else None


def numbers(text: str) -> list[float] | None:
    """Read numbers between blanks and commas; none where the text is empty."""
    found, at = [], 0
    while match := _NEXT.match(text, at):
        found.append(float(match[1]))
        at = match.end()
    if text[at:].strip() or any(abs(value) > _LARGEST for value in found):
        return None
    return found


def length(text: str, whole: float, em: float) -> float | None:
    """Read a length; a per cent is one of ``whole``, and ``em`` is the size of type."""
    match = _LENGTH.fullmatch(text)
    if not match:
        return None
    unit = match[2].lower()
    factor = {"%": whole / 100, "em": em, "ex": em / 2, "rem": 16.0}.get(unit, _UNITS.get(unit))
    value = float(match[1]) * factor if factor is not None else math.inf
    return value if abs(value) <= _LARGEST else None


def share(text: str) -> float | None:
    """Read a number or a per cent, taken to be from 0 to 1."""
    found = length(text, 1.0, math.inf) if text.strip().endswith("%") else number(text)
    return None if found is None else min(1.0, max(0.0, found))


def colour(text: str) -> tuple[Rgb, float] | None:
    """Read a colour, and how much it covers of what is behind it."""
    text = text.strip().lower()
    if text == "transparent":
        return Rgb(0.0, 0.0, 0.0), 0.0
    if _HEX.fullmatch(text):
        digits = text[1:] if len(text) > 5 else "".join(2 * digit for digit in text[1:])
        parts = [int(digits[at : at + 2], 16) / 255 for at in range(0, len(digits), 2)]
        return Rgb(*parts[:3]), (parts[3] if len(parts) == 4 else 1.0)
    if match := _FUNCTION.fullmatch(text):
        return _function(match[1], match[2])
    from PIL.ImageColor import colormap, getrgb  # the names of CSS

    return (Rgb(*(part / 255 for part in getrgb(text)[:3])), 1.0) if text in colormap else None


def _function(name: str, inside: str) -> tuple[Rgb, float] | None:
    written = [part for part in re.split(r"[\s,/]+", inside.strip()) if part]
    parts = [_PART.fullmatch(part) for part in written]
    if not 3 <= len(parts) <= 4:
        return None
    values = []
    for at, part in enumerate(parts):
        if part is None or (part[2] == "deg" and (name, at) != ("hsl", 0)):
            return None
        most = 100.0 if part[2] == "%" else (255.0, 255.0, 255.0, 1.0)[at]
        values.append(
            float(part[1]) if (name, at) == ("hsl", 0) else min(1.0, max(0.0, float(part[1]) / most))
        )
    alpha = values[3] if len(values) == 4 else 1.0
    if name == "rgb":
        return Rgb(*values[:3]), alpha
    if any(part is None or part[2] != "%" for part in parts[1:3]):
        return None
    return Rgb(*colorsys.hls_to_rgb(values[0] / 360 % 1, values[2], values[1])), alpha


def transform(text: str) -> Matrix | None:
    """Read the attribute ``transform`` (SVG 1.1, 7.6)."""
    found, at = Matrix(), 0
    if text.strip() in ("", "none"):
        return found
    while match := _TRANSFORM.match(text, at):
        values = numbers(match[2])
        one = None if values is None else _step(match[1], values)
        if one is None:
            return None
        found, at = found.after(one), match.end()
    return None if text[at:].strip() else found


def _step(name: str, values: list[float]) -> Matrix | None:
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(a, b, c, d, e, f)
        case "translate", [x]:
            return Matrix(e=x)
        case "translate", [x, y]:
            return Matrix(e=x, f=y)
        case "scale", [both]:
            return Matrix(a=both, d=both)
        case "scale", [x, y]:
            return Matrix(a=x, d=y)
        case "rotate", [angle]:
            turn = math.radians(angle)
            return Matrix(math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn))
        case "rotate", [angle, x, y]:
            turned = _step("rotate", [angle])
            assert turned is not None
            return Matrix(e=x, f=y).after(turned).after(Matrix(e=-x, f=-y))
        case "skewX", [angle]:
            return Matrix(c=math.tan(math.radians(angle)))
        case "skewY", [angle]:
            return Matrix(b=math.tan(math.radians(angle)))
    return None


def fitted(box: tuple[float, float, float, float], width: float, height: float, rule: str) -> Matrix | None:
    """Take a viewBox (x, y, width, height) to a viewport as ``preserveAspectRatio`` says (SVG 1.1, 7.8)."""
    words = rule.split() or ["xMidYMid"]
    if words[0] == "defer":
        words = words[1:] or ["xMidYMid"]
    across, down = width / box[2], height / box[3]
    if words[0] != "none":
        match = re.fullmatch(r"x(Min|Mid|Max)Y(Min|Mid|Max)", words[0])
        if not match or words[1:] not in ([], ["meet"], ["slice"]):
            return None
        across = down = (max if words[1:] == ["slice"] else min)(across, down)
        parts = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
        spare = width - across * box[2], height - down * box[3]
        return Matrix(
            across,
            0.0,
            0.0,
            down,
            parts[match[1]] * spare[0] - across * box[0],
            parts[match[2]] * spare[1] - down * box[1],
        )
    return Matrix(across, 0.0, 0.0, down, -across * box[0], -down * box[1])
