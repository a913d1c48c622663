"""Text that is found and copied where a drawing stands, and that nobody sees."""

from __future__ import annotations

from report_builder.graphics.number import number
from report_builder.layout.compose.drawn import Copied


def unseen_code(copied: Copied, x: float, y: float, width: float) -> str:
    """The operators of a blank, as wide as the drawing, that says what is copied (ISO 32000-1, 14.9.4).

    It begins at ``x`` on the baseline ``y``, in points, inside the marked content of the drawing's element,
    whose words are what is heard. It is in no text of the page for programs that know no ActualText.
    """
    text, (font, size, blank) = copied
    said = text.encode("utf-16-be").hex()
    stretched = f"{number(100.0 * width / blank)} Tz" if blank else ""
    return (
        f"q /Span <</ActualText<feff{said}>>>BDC BT 3 Tr 0 Tc 0 Tw 0 Ts {font} {number(size)} Tf {stretched}"
        f" {number(x)} {number(y)} Td ( )Tj ET EMC Q"
    )
