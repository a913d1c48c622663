"""What is cited of a source, and what is cited in one place."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from report_builder.diagnostics import SourceSpan

UNWRITTEN = "@"
"""Begins the target of a citation that is not written yet; no id has this sign."""


class Cited(NamedTuple):
    """A source by its key, a place in it with the name of its kind, and whether its author is left out.

    ``term`` is what the place is called where the style's own word would say something else.
    """

    key: str
    label: str = ""
    locator: str = ""
    term: str = ""
    without_author: bool = False


class One(Struct, frozen=True):
    """One source in a citation, with the words of the author before and behind it.

    ``place`` is the place in the source, as the author wrote it.
    """

    cited: Cited
    before: str
    place: str
    behind: str
    span: SourceSpan


class Citation(Struct, frozen=True):
    """What is cited in one place.

    ``in_sentence``: its authors are part of the sentence. ``names_only``: what follows stands in a footnote.
    ``note`` is the id of the footnote that it alone fills.
    """

    sources: tuple[One, ...]
    span: SourceSpan
    in_sentence: bool = False
    names_only: bool = False
    note: str = ""
