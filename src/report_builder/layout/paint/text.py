"""Paints composed lines: text operators, marked content, and what links and underlines need to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.graphics.number import number
from report_builder.graphics.scene import Scene
from report_builder.layout.blocks.elements import LAYOUT, ElementOwner
from report_builder.layout.compose.runs import Line, Look, Marking, Owner
from report_builder.layout.compose.words import is_shaped, widened
from report_builder.layout.paint.marks import Marks
from report_builder.layout.result import Box
from report_builder.model.tags import Element
from report_builder.sources.characters import SOFT_HYPHEN
from report_builder.theme.model import Colour

if TYPE_CHECKING:
    from report_builder.layout.pictures import Picture

_ABOVE, _BELOW = 0.8, 0.24
"""How far what is drawn behind words reaches, in shares of their size."""
_ROOM = 0.9
"""How far the frame of a key stands from its words, in points."""
_REVERSED = "/ReversedChars BMC"
_FRAME = 0.5


class Stretch(Struct, frozen=True):
    """A part of a painted line, from ``left`` to ``right`` on the baseline ``y`` (page coordinates)."""

    left: float
    right: float
    y: float
    look: Look
    owner: Owner


class TextPainter:
    """Writes the text of one page; changes of font, colour and place are written only where needed."""

    def __init__(
        self,
        code: list[str],
        marks: Marks,
        palette: Mapping[str, Colour],
        place: Callable[[Picture, Box], None] | None = None,
    ) -> None:
        """``place`` puts a picture into a box of the page."""
        self._code = code
        self._palette = palette
        self._place_picture = place
        self._marks = marks
        self._in_text = False
        self._x = self._y = 0.0
        self._font: tuple[str, float] | None = None
        self._colour = ""
        self._tracking = 0.0
        self._rise = 0.0
        self._stretch = 0.0
        self.links: list[Stretch] = []
        self.underlines: list[Stretch] = []
        self.inserted: list[Stretch] = []
        self.struck: list[Stretch] = []

    def line(self, line: Line, x: float, y: float, owner: Owner | None = None) -> None:
        """Paint ``line`` with its baseline at ``x``, ``y``; ``owner`` takes the place of its own owners."""
        if not line.segments:
            return
        if line.order:
            self._in_order(line, x, y, owner)
            return
        code = self._code
        self._go(x, y)
        left = x
        end = x + line.width
        self._stretch_blanks(line.stretch)
        for look, own, font, body, width, joins in line.segments:
            if not font:
                self._draw(look, body, left, y, owner or own)
                left += width
                continue
            if not self._in_text:
                self._go(left, y)
            right = left + width
            if line.stretch:
                # No-break spaces have the code of a blank, and its word spacing.
                right += body.count(" ") * line.stretch
            if look.marking is not None:
                self._mark(Stretch(left, min(right, end), y, look, own), look.marking, line.stretch)
            self._marks.open(owner or (_joining(own) if joins else own))
            self._set(look, font)
            if is_shaped(font):
                self._show_shaped(look, body, line.stretch)
            else:
                code.append(f"[({body})]TJ" if ")" in body else f"({body})Tj")
            is_linked = isinstance(own, ElementOwner) and own.link is not None
            if owner is None and (look.underline or is_linked):
                self._note(Stretch(left, min(right, end), y, look, own))
            left = right

    def _note(self, stretch: Stretch) -> None:
        """Note where a line stands under words, and where they lead somewhere."""
        if stretch.look.underline:
            self.underlines.append(stretch)
        if isinstance(stretch.owner, ElementOwner) and stretch.owner.link is not None:
            self.links.append(stretch)

    def _show_shaped(self, look: Look, body: str, stretch: float) -> None:
        """Show shaped text; from right to left it says that its characters are turned about (14.8.2.3.3)."""
        body = widened(body, stretch, look.size) if stretch else body
        shown = f"[({body})]TJ" if ")" in body else f"({body})Tj"
        self._code += (_REVERSED, shown, "EMC") if look.level % 2 else (shown,)

    def _in_order(self, line: Line, x: float, y: float, owner: Owner | None) -> None:
        """Paint a line whose segments do not stand in the order in which they are read.

        They are painted in that order all the same, each at its place: what reads the tags gets them so.
        """
        widths = [
            segment.width + segment.body.count(" ") * line.stretch if segment.font else segment.width
            for segment in line.segments
        ]
        lefts = [0.0] * len(widths)
        # The blank at the end of a line that runs from right to left hangs out at its left.
        left = x + line.width - sum(widths) if line.leftward else x
        for index in line.order:
            lefts[index] = left
            left += widths[index]
        for segment, width, left in zip(line.segments, widths, lefts, strict=True):
            alone = Line((segment,), width, stretch=line.stretch)
            self.line(alone, left, y, owner)

    def _mark(self, stretch: Stretch, marking: Marking, blanks: float) -> None:
        """Draw what stands behind a stretch, and note what goes over it; ``blanks`` are that much wider."""
        if marking.struck:
            self.struck.append(stretch)
        if marking.inserted:
            self.inserted.append(stretch)
        if not (marking.ground or marking.frame):
            return
        self.end()
        self._marks.open(LAYOUT)
        size, y = stretch.look.size, stretch.y + stretch.look.rise
        if marking.ground:
            box = _box(stretch.left, y - _BELOW * size, stretch.right, y + _ABOVE * size)
            self._code.append(f"q {marking.ground} {box} f Q")
        if marking.frame:
            box = _box(stretch.left - _ROOM, y - _BELOW * size, stretch.right + _ROOM, y + _ABOVE * size)
            self._code.append(f"q {marking.frame} {_FRAME} w [] 0 d {box} S Q")
        self._marks.close()
        self._go(stretch.left, stretch.y)
        self._stretch_blanks(blanks)

    def _go(self, x: float, y: float) -> None:
        """Go to a place, inside a text object."""
        if not self._in_text:
            self._code.append("BT")
            self._in_text = True
            self._x = self._y = 0.0
        self._code.append(f"{number(x - self._x)} {number(y - self._y)} Td")
        self._x, self._y = x, y

    def end(self) -> None:
        """Leave the text object, so that other operators may follow."""
        self._marks.close()
        self._stretch_blanks(0.0)
        self._leave()

    def _leave(self) -> None:
        self._marks.close()
        if self._in_text:
            self._code.append("ET")
            self._in_text = False

    def _draw(self, look: Look, body: str, x: float, y: float, owner: Owner) -> None:
        """Paint the drawings of a segment, between text objects."""
        from report_builder.layout.compose.drawn import drawn_in
        from report_builder.layout.paint.scene import scene_code
        from report_builder.layout.paint.unseen import unseen_code

        self._leave()
        drawings = [drawing for drawing in drawn_in(look.face, body) if drawing.shown is not None]
        if drawings:
            self._marks.open(owner)
        for drawing in drawings:
            left, upper = x - drawing.margin, y + drawing.above + drawing.margin
            box = (x, y - drawing.below, x + drawing.width, y + drawing.above)
            if isinstance(drawing.shown, Scene):
                self._code.append(scene_code(drawing.shown, left, upper, self._palette))
            elif drawing.shown is not None and self._place_picture is not None:
                self._place_picture(drawing.shown, box)
            if isinstance(owner, ElementOwner):
                if drawing.copied is not None:
                    self._code.append(unseen_code(drawing.copied, x, y, drawing.width))
                self._marks.bound(owner.element, box)
                if owner.link is not None:
                    self.links.append(Stretch(x, x + drawing.width, y, look, owner))
            x += drawing.width
        self._marks.close()

    def _stretch_blanks(self, stretch: float) -> None:
        """Set the word spacing: what each blank is wider, where its code is 32 (ISO 32000-1, 9.3.3)."""
        if stretch != self._stretch:
            self._stretch = stretch
            self._code.append(f"{number(stretch, 3)} Tw")

    def _set(self, look: Look, font: str) -> None:
        code = self._code
        if self._font != (font, look.size):
            self._font = (font, look.size)
            code.append(f"{font} {number(look.size)} Tf")
        if self._colour != look.colour:
            self._colour = look.colour
            code.append(look.colour)
        tracking = 0.0 if look.tracking and is_shaped(font) else look.tracking
        if self._tracking != tracking:
            self._tracking = tracking
            code.append(f"{number(tracking)} Tc")
        if self._rise != look.rise:
            self._rise = look.rise
            code.append(f"{number(look.rise)} Ts")


def _box(left: float, bottom: float, right: float, top: float) -> str:
    return f"{number(left)} {number(bottom)} {number(right - left)} {number(top - bottom)} re"


def _joining(owner: Owner) -> Owner:
    """Who owns the hyphen of a divided word: an element that says to readers of tags that the word goes on.

    They are told by U+00AD (ISO 32000-1, 14.8.2.2.3). The page itself has a plain hyphen: what reads the
    page and not the tags, as a search does, joins lines at that one (docs/decisions/hyphens-at-line-ends.md).
    """
    if not isinstance(owner, ElementOwner):
        return owner
    return ElementOwner(Element("Span", actual_text=SOFT_HYPHEN), owner)
