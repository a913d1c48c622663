"""Marked content on one page: which element owns what is painted (ISO 32000-1, 14.6 and 14.7.4)."""

from __future__ import annotations

from report_builder.layout.blocks.elements import LAYOUT, ArtifactOwner, ElementOwner
from report_builder.layout.compose.runs import Owner
from report_builder.layout.paint.sheet import UPRIGHT, Sheet
from report_builder.layout.result import Box
from report_builder.model.tags import Element, Mark


class Marks:
    """Opens and closes the marked-content sequences of one page; they never nest."""

    def __init__(self, code: list[str], page: int, sheet: Sheet = UPRIGHT) -> None:
        self._code = code
        self._page = page
        self._sheet = sheet
        self._owner: Owner | None = None
        self.count = 0

    def open(self, owner: Owner) -> bool:
        """Make ``owner`` own what follows. True when a new sequence began."""
        if owner is self._owner:
            return False
        self.close()
        if isinstance(owner, ElementOwner):
            self._begin(owner.attach())
        elif isinstance(owner, ArtifactOwner):
            self._code.append(f"/Artifact {owner.properties}BDC")
        self._owner = owner
        return True

    def open_element(self, element: Element | None) -> None:
        """Make a figure own what follows; None makes it decoration."""
        if element is None:
            self.open(LAYOUT)
            return
        self.close()
        self._begin(element)
        self._owner = _ANONYMOUS

    def close(self) -> None:
        """End the sequence that is open."""
        if self._owner is not None:
            self._code.append("EMC")
            self._owner = None

    def bound(self, element: Element, box: Box) -> None:
        """Note where something is drawn, if all of it is on this page (BBox, ISO 32000-1, table 344)."""
        attributes = element.attributes or {}
        pages = {kid.page for kid in element.kids if isinstance(kid, Mark)}
        if pages - {self._page}:
            attributes.pop("BBox", None)
            element.attributes = attributes or None
            return
        left, bottom, right, top = self._sheet.box(box)
        if isinstance(before := attributes.get("BBox"), tuple):
            left, bottom = min(left, before[0]), min(bottom, before[1])
            right, top = max(right, before[2]), max(top, before[3])
        whole = (round(left, 2), round(bottom, 2), round(right, 2), round(top, 2))
        element.attributes = {**attributes, "BBox": whole}

    def _begin(self, element: Element) -> None:
        self._code.append(f"/{element.role} <</MCID {self.count}>>BDC")
        element.kids.append(Mark(self._page, self.count))
        self.count += 1


_ANONYMOUS = Owner()
