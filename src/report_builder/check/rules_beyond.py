"""Rules beyond the standards: what a listener misses, though a file may claim to be accessible with it.

In files of ours what they find is an error, in those of other makers a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from report_builder.check.context import Context, Findings, finding
from report_builder.check.document import as_dict, string
from report_builder.check.rules_structure import below, named
from report_builder.check.tags import INLINE, REPLACED, Kid, MarkedContent, OwnedObject, Tag
from report_builder.diagnostics import Diagnostic, Severity
from report_builder.language.message import Message, hinted

if TYPE_CHECKING:
    from report_builder.check.places import Shown

_PLACED = frozenset(("Pagination",))
"""What our own files say of text that stands in the margins; what others say of theirs is looked at."""
_CONTENTS = frozenset(("TOC", "TOCI"))
_HEADS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl"))
"""What is not parted from the text below it by a note."""
_BETWEEN = frozenset(("Note", "L", "Table", "Figure", "Formula", "Caption"))
"""What may stand between a paragraph and its note: other notes, and what the paragraph leads to."""


def linked_entries(context: Context) -> Findings:
    """Every entry of a table of contents leads to what it names."""
    for tag in context.tree.all:
        if tag.standard == "TOCI" and not _leads_or_is_empty(tag):
            yield _told(context, "RB-PDF-TOC", hinted("check.entry-unlinked", tag=named(tag)))


def silent_text(context: Context) -> Findings:
    """No words between those of the text are marked as artifact, which nobody hears."""
    trusted = _PLACED if context.is_by_us else frozenset[str]()
    is_word = str.isalnum if context.is_by_us else str.isalpha
    for index, marks in enumerate(context.page_marks):
        if marks.artifacts - trusted:
            # Few files have such artifacts, and what reads places takes time to load.
            from report_builder.check.places import shown_on

            silent = _silent_inside(list(shown_on(context.document, index)), trusted)
            for text in (text for text in silent if any(map(is_word, text))):
                message = hinted("check.silent-text", page=index + 1, text=repr(text[:40]))
                yield _told(context, "RB-PDF-ARTIFACT", message)


def alt_on_text(context: Context) -> Findings:
    """No alternative text stands on words that can be read themselves."""
    for tag in context.tree.all:
        if (tag.alt or "").strip() and tag.standard not in REPLACED and _has_text(context, tag):
            yield _told(context, "RB-PDF-ALT-ON-TEXT", hinted("check.alt-on-text", tag=named(tag)))


def note_places(context: Context) -> Findings:
    """Every note is read right after what it is about."""
    notes = [tag for tag in context.tree.all if tag.standard == "Note"]
    if not notes:
        return
    reader = _Notes(context)
    for note in notes:
        if not reader.is_beside(note):
            yield _told(context, "RB-PDF-NOTE-PLACE", hinted("check.note-place", tag=named(note)))


def contrasts(context: Context) -> Findings:
    """Every word can be told from what is behind it (WCAG 2.1, 1.4.3), as the page is seen.

    So can the lines and areas of drawings (1.4.11) in files of ours, in which decoration is marked. In these
    what is faint is an error, in files of other makers a warning.
    """
    if not context.drawn:
        return
    # What draws pages takes longer to load than a small report takes to be checked.
    from report_builder.check.page_contrast import faint_drawings, faint_words, told

    severity = Severity.ERROR if context.is_by_us else Severity.WARNING
    try:
        for faint in faint_words(context.document.pdf, context.announce):
            yield told(faint, severity)
        for faint in faint_drawings(context.document.pdf, _drawings(context) if context.is_by_us else {}):
            yield told(faint, severity)
    except RuntimeError as fault:
        yield finding("RB-PDF-UNREADABLE", *hinted("check.not-drawn", reason=str(fault)))


def _drawings(context: Context) -> dict[int, dict[int, str]]:
    """The drawings of a file of ours, by page and marked-content id."""
    index = {number: at for at, (number, _) in enumerate(context.document.pages)}
    found: dict[int, dict[int, str]] = {}
    for tag in context.tree.all:
        marks = (
            [kid for kid in tag.kids if isinstance(kid, MarkedContent)] if tag.standard == "Figure" else []
        )
        for mark in marks:
            if mark.page in index and not mark.form:
                found.setdefault(index[mark.page], {})[mark.mcid] = tag.alt or ""
    return found


def _told(context: Context, code: str, said: tuple[Message, Message]) -> Diagnostic:
    return Diagnostic(code, *said, severity=Severity.ERROR if context.is_by_us else Severity.WARNING)


def _leads_or_is_empty(entry: Tag) -> bool:
    """Tell whether an entry owns a link or has no words; entries below it answer for themselves.

    A link without an annotation is told by another rule.
    """
    waiting, is_empty = [entry], True
    while waiting:
        tag = waiting.pop()
        if tag.standard == "Link" or any(type(kid) is OwnedObject for kid in tag.kids):
            return True
        is_empty = is_empty and not any(type(kid) is MarkedContent for kid in tag.kids)
        waiting += [child for child in tag.children if child.standard not in _CONTENTS]
    return is_empty


def _silent_inside(shown: list[Shown], trusted: AbstractSet[str]) -> Iterator[str]:
    """The texts that nobody hears, and that have others above and below, and to both sides.

    Artifacts of the types in ``trusted`` may stand there: the heads of a table that goes on.

    Headers, footers and what stands in the margins have not; a text that is turned is a stamp or a watermark.
    """
    heard = [text for text in shown if text.mcid is not None]
    if not heard:
        return
    left, right = min(text.x for text in heard), max(text.x for text in heard)
    low, high = min(text.y for text in heard), max(text.y for text in heard)
    for text in shown:
        is_inside = low < text.y < high and left <= text.x <= right
        if text.mcid is None and is_inside and not text.turned and text.kind not in trusted:
            yield text.text


def _has_text(context: Context, tag: Tag) -> bool:
    """Tell whether an element has words of its own, those of pictures in it left out."""
    waiting = [tag]
    while waiting:
        part = waiting.pop()
        kids = (kid for kid in part.kids if type(kid) is MarkedContent)
        if any((kid.page, kid.mcid) in context.worded_marks for kid in kids):
            return True
        waiting += [child for child in part.children if child.standard not in REPLACED]
    return False


class _Notes:
    """Where the notes stand in the order of the tags, and where they are referred to."""

    def __init__(self, context: Context) -> None:
        self._parents = {id(child): tag for tag in context.tree.all for child in tag.children}
        owners = context.object_owners
        self._links: dict[str, Tag] = {}
        for _, number, entries in context.annotations:
            if number in owners and (name := _target(context, entries)):
                self._links.setdefault(name, owners[number])

    def is_beside(self, note: Tag) -> bool:
        """Tell whether ``note`` stands in the paragraph that refers to it, or right after it."""
        parent = self._parents.get(id(note))
        if parent is None:
            return False
        if parent.standard in INLINE:
            return True
        link = self._links.get(note.id or "")
        around = None if link is None else {id(tag): tag for tag in self._around(link)}
        between = _BETWEEN
        if around and any(tag.standard in _HEADS for tag in around.values()):
            between = _BETWEEN | {"P"}
        before = list(self._before(note))
        for kid, above in zip_longest(before, before[1:]):
            if type(kid) is not Tag or kid.standard in INLINE:
                return around is None or id(parent) in around
            if id(kid) in around if around is not None else _refers(kid):
                return True
            stands_below_table = kid.standard == "P" and type(above) is Tag and above.standard == "Table"
            if kid.standard not in between and not stands_below_table:
                return False
        return False

    def _before(self, tag: Tag) -> Iterator[Kid]:
        """What stands before ``tag``, the nearest first; the label of an item is before its body."""
        parent = self._parents[id(tag)]
        yield from reversed(parent.kids[: parent.kids.index(tag)])
        if parent.standard == "LBody" and id(parent) in self._parents:
            yield from self._before(parent)

    def _around(self, tag: Tag) -> Iterator[Tag]:
        """An element and all that it stands in."""
        at: Tag | None = tag
        while at is not None:
            yield at
            at = self._parents.get(id(at))


def _target(context: Context, annotation: dict[str, Any]) -> str:
    """The name of the place that a link leads to, empty where it has none."""
    resolve = context.document.resolve
    place = resolve(annotation.get("/Dest", as_dict(resolve(annotation.get("/A"))).get("/D")))
    return string(place) or ""


def _refers(block: Tag) -> bool:
    """Tell whether a block has a reference; a note has links of its own."""
    return block.standard != "Note" and any(tag.standard in {"Link", "Reference"} for tag in below(block))
