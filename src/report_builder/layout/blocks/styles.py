"""How words look that are set beside the others: raised, struck out, highlighted."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from report_builder.layout.blocks.setting import Setting, operator
from report_builder.layout.compose.runs import Marking
from report_builder.model.inlines import Style
from report_builder.model.tags import Element
from report_builder.theme.contrast import TEXT, contrast
from report_builder.theme.model import Colour

_SMALL = 0.66
_RISES = {Style.SUPERSCRIPT: 0.34, Style.SUBSCRIPT: -0.14}
_KEY_SIZE = 0.86
KEY_ROOM = 0.22
"""What stands between a key's words and its neighbours, for the frame around them, in sizes."""
_HIGHLIGHT = Colour("highlight", 1.0, 0.945, 0.6)
"""The yellow of a marker pen."""
_BLACK = Colour("black", 0.0, 0.0, 0.0)


def setting_of(style: Style, setting: Setting, mono: float) -> Setting:
    """How words in ``style`` are set in what is set as ``setting``; ``mono`` is the share of that family."""
    marking = setting.marking or Marking()
    match style:
        case Style.SUPERSCRIPT | Style.SUBSCRIPT:
            rise = setting.rise + setting.size * _RISES[style]
            return replace(setting, size=setting.size * _SMALL, rise=rise)
        case Style.SMALL_CAPITALS:
            return replace(setting, features=(*setting.features, "smcp"))
        case Style.DELETED:
            return replace(setting, marking=replace(marking, struck=True))
        case Style.INSERTED:
            return replace(setting, marking=replace(marking, inserted=True))
        case Style.HIGHLIGHTED:
            # Links in it have the colour of the words, which a reader can be sure to tell from the ground.
            colour = setting.colour if contrast(setting.colour, _HIGHLIGHT) >= TEXT else _BLACK
            marked = replace(marking, ground=operator(_HIGHLIGHT))
            return replace(setting, colour=colour, links=colour, marking=marked)
        case Style.KEY:
            marked = replace(marking, frame=operator(setting.colour, stroke=True))
            return replace(
                setting, family="mono", size=setting.size * _KEY_SIZE * mono, hyphenate=False, marking=marked
            )
        case _:
            assert_never(style)


def element_of(style: Style, setting: Setting) -> Element:
    """The element of words in ``style``, with what it says of their look (ISO 32000-1, 14.8.5.4)."""
    attributes: dict[str, str | float | tuple[float, ...]] = {}
    match style:
        case Style.SUPERSCRIPT | Style.SUBSCRIPT:
            attributes["BaselineShift"] = round(setting.size * _RISES[style], 2)
        case Style.DELETED:
            attributes["TextDecorationType"] = "LineThrough"
        case Style.INSERTED:
            attributes["TextDecorationType"] = "Underline"
        case Style.HIGHLIGHTED:
            attributes["BackgroundColor"] = (_HIGHLIGHT.red, _HIGHLIGHT.green, _HIGHLIGHT.blue)
        case Style.KEY:
            attributes["BorderStyle"] = "Solid"
        case Style.SMALL_CAPITALS:
            pass
        case _:
            assert_never(style)
    return Element("Span", attributes=attributes or None)
