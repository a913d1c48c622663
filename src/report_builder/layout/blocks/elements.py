"""Who owns a run of text: a structure element, attached to its parent when it is first painted.

Inline elements (links, language spans, strong words) stand between stretches of their parent's own
text, so they can only be placed in the tree while that text is painted.
"""

from __future__ import annotations

from collections.abc import Callable

from report_builder.layout.compose.runs import Owner
from report_builder.model.tags import Element


class LinkTarget:
    """Where a link leads: a web address or an anchor, with the words that describe it.

    Words that name a page are made when the page is known.
    """

    __slots__ = ("_contents", "anchor", "uri")

    def __init__(
        self, contents: str | Callable[[], str], *, uri: str | None = None, anchor: str | None = None
    ) -> None:
        self._contents = contents
        self.uri = uri
        self.anchor = anchor

    @property
    def contents(self) -> str:
        """The words that describe the link."""
        return self._contents if isinstance(self._contents, str) else self._contents()


class ElementOwner(Owner):
    """A structure element that owns runs; without a parent it already stands in the tree.

    ``link`` is set on the owner of a Link element and on all below it, ``link_owner`` then is the
    owner of the Link element itself. ``anchor`` names a place that is known once it is painted.
    """

    __slots__ = ("anchor", "attached", "element", "link", "link_owner", "parent")

    def __init__(
        self,
        element: Element,
        parent: ElementOwner | None = None,
        *,
        link: LinkTarget | None = None,
        anchor: str | None = None,
    ) -> None:
        self.element = element
        self.parent = parent
        self.attached = parent is None
        self.anchor = anchor
        self.link: LinkTarget | None = link or (parent.link if parent else None)
        self.link_owner: ElementOwner | None = self if link else (parent.link_owner if parent else None)

    def attach(self) -> Element:
        """The element, put into the tree if it was not there yet."""
        if not self.attached and self.parent is not None:
            self.parent.attach().kids.append(self.element)
            self.attached = True
        return self.element


class ArtifactOwner(Owner):
    """Text that a screen reader must not read: running heads, folios, repeated table heads."""

    __slots__ = ("properties",)

    def __init__(self, properties: str) -> None:
        self.properties = properties


HEADER = ArtifactOwner("<</Type/Pagination/Subtype/Header>>")
FOOTER = ArtifactOwner("<</Type/Pagination/Subtype/Footer>>")
REPEATED = ArtifactOwner("<</Type/Pagination>>")
LAYOUT = ArtifactOwner("<</Type/Layout>>")
