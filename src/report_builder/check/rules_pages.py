"""Rules about what is on the pages, and how it hangs together with the tag tree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from report_builder.check.context import Context, Findings, finding
from report_builder.check.document import as_dict, as_list, number_of, string
from report_builder.check.tags import Tag
from report_builder.language.message import Message, hinted, in_turn, say, say_many

_PRINT, _HIDDEN = 4, 2


def untagged(context: Context) -> Findings:
    """Everything that is painted is tagged or marked as decoration (ISO 14289-1, 7.1)."""
    numbers = [number for number, _ in context.document.pages]
    for index, marks in enumerate(context.page_marks):
        page = index + 1
        # A form may have the marks in itself, which only veraPDF follows; our own files have none such.
        bare = [kind for kind in marks.untagged if context.is_ours or kind != "Do"]
        if bare:
            kinds = in_turn(sorted(set(bare)))
            yield finding("RB-PDF-UNTAGGED", say_many("check.untagged", len(bare), page=page, kinds=kinds))
        for fault in marks.faults:
            yield finding("RB-PDF-UNTAGGED", say("check.on-page", fault=fault, page=page))
        lonely = [mcid for mcid in marks.mcids if (numbers[index], mcid) not in context.mark_owners]
        if lonely:
            yield finding("RB-PDF-UNTAGGED", _lonely(lonely, page))


_SHOWN = 5
"""So many marks are named; the others are counted."""


def _lonely(mcids: list[int], page: int) -> Message:
    """Tell of marks that no element has."""
    named, more = in_turn(mcids[:_SHOWN]), len(mcids) - _SHOWN
    if more > 0:
        return say_many("check.marks-without-element-more", more, marks=named, page=page)
    return say("check.marks-without-element", marks=named, page=page)


def parent_tree(context: Context) -> Findings:
    """The parent tree leads from each mark to the element that has it (ISO 32000-1, 14.7.4.4)."""
    document, owners = context.document, context.mark_owners
    pages = {number: index for index, (number, _) in reversed([*enumerate(document.pages)])}
    marks = [marks.mcids for marks in context.page_marks]
    painted = {(page, mcid) for (page, _), mcids in zip(document.pages, marks, strict=True) for mcid in mcids}
    for owned, mcid in sorted(owners.keys() - painted, key=str):
        message = say("check.mark-on-no-page", mcid=mcid)
        if owned in pages:
            message = say("check.mark-not-painted", mcid=mcid, page=pages[owned] + 1)
        yield finding("RB-PDF-PARENT-TREE", message)
    for index, (number, page) in enumerate(document.pages):
        entry = context.parent_tree.get(_key(page.get("/StructParents"))) if marks[index] else None
        parents = [number_of(value) for value in as_list(document.resolve(entry))]
        astray = (m for m in marks[index] if m >= len(parents) or parents[m] != owners.get((number, m)))
        for mcid in islice(astray, 1):
            yield finding("RB-PDF-PARENT-TREE", say("check.parent-tree", mcid=mcid, page=index + 1))


def tab_order(context: Context) -> Findings:
    """The keyboard leads through a page in the order of the tags (ISO 14289-1, 7.18.3)."""
    document = context.document
    for index, (_, page) in enumerate(document.pages):
        if page.get("/Tabs") != "/S" and as_list(document.resolve(page.get("/Annots"))):
            yield finding("RB-PDF-PARENT-TREE", say("check.tab-order", page=index + 1))


def _key(value: Any) -> int:
    return value if type(value) is int else -1


def printed(context: Context) -> Findings:
    """Annotations are printed (ISO 19005-2, 6.3.2)."""
    for name, _, entries in _shown(context):
        if not _flags(entries) & _PRINT:
            yield finding("RB-PDF-LINK", *hinted("check.not-printed", annotation=name))


def links(context: Context) -> Findings:
    """Links are tagged as links, and described (ISO 14289-1, 7.18.5)."""
    for name, entries, owner in _owned(context, "/Link"):
        # One without an owner may lie outside the page, where the standard asks nothing of it.
        if owner is not None and owner.standard != "Link":
            yield finding("RB-PDF-LINK", say("check.link-in", annotation=name, role=owner.role))
        described = string(context.document.resolve(entries.get("/Contents"))) or (owner and owner.alt)
        if not described and (owner is not None or context.is_ours):
            yield finding("RB-PDF-LINK", *hinted("check.not-described", annotation=name))


def fields(context: Context) -> Findings:
    """Form fields are tagged as such, and named (ISO 14289-1, 7.18.1 and 7.18.4)."""
    for name, entries, owner in _owned(context, "/Widget"):
        if owner is not None and owner.standard != "Form":
            yield finding("RB-PDF-LINK", say("check.field-in", annotation=name, role=owner.role))
        if not (_field_name(context, entries) or (owner and owner.alt)):
            yield finding("RB-PDF-LINK", *hinted("check.field-unnamed", annotation=name))


def _field_name(context: Context, entries: dict[str, Any]) -> str | None:
    """What a field is called to its reader: one of several buttons has the name of its group (12.7.3.1)."""
    resolve = context.document.resolve
    named = string(resolve(entries.get("/TU")))
    return named or string(resolve(as_dict(resolve(entries.get("/Parent"))).get("/TU")))


def targets(context: Context) -> Findings:
    """Annotations hang in the tags from both sides, and links lead somewhere."""
    for name, number, entries in _shown(context):
        owner = context.object_owners.get(number)
        parent = number_of(context.parent_tree.get(_key(entries.get("/StructParent"))))
        if owner is None or owner.number != parent:
            yield finding("RB-PDF-LINK", say("check.no-owner", annotation=name))
        if entries.get("/Subtype") == "/Link" and not _leads_somewhere(context, entries):
            yield finding("RB-PDF-LINK", say("check.leads-nowhere", annotation=name))


def _shown(context: Context) -> Iterator[tuple[Message, int, dict[str, Any]]]:
    """What to call it, object number and dictionary of every annotation that is to be seen."""
    for index, number, entries in context.annotations:
        if not (_flags(entries) & _HIDDEN or entries.get("/Subtype") == "/Popup"):
            yield say("check.annotation", number=number, page=index + 1), number, entries


def _owned(context: Context, kind: str) -> Iterator[tuple[Message, dict[str, Any], Tag | None]]:
    """As :func:`_shown`, of one kind of annotations, with the element that owns each."""
    for name, number, entries in _shown(context):
        if entries.get("/Subtype") == kind:
            yield name, entries, context.object_owners.get(number)


def _flags(entries: dict[str, Any]) -> int:
    return _key(entries["/F"]) if "/F" in entries else 0


def _leads_somewhere(context: Context, entries: dict[str, Any]) -> bool:
    """Whether a link or bookmark has an address, or a place that is in the document."""
    resolve = context.document.resolve
    action = as_dict(resolve(entries.get("/A")))
    if action.get("/S") == "/URI":
        return bool(string(resolve(action.get("/URI"))))
    if action and action.get("/S") != "/GoTo":
        return True
    place = resolve(entries.get("/Dest", action.get("/D")))
    if isinstance(place, str):
        place = resolve(context.destinations.get(place))
    if isinstance(place, dict):
        place = resolve(place.get("/D"))
    return bool(as_list(place)) and number_of(as_list(place)[0]) in context.page_numbers


def outline(context: Context) -> Findings:
    """There are bookmarks where there are headings, and each leads somewhere (WCAG technique PDF2)."""
    if not context.bookmarks and any(tag.standard in {"H1", "H"} for tag in context.tree.all):
        yield finding("RB-PDF-OUTLINE", say("check.no-bookmarks"))
    for item in context.bookmarks:
        title = string(context.document.resolve(item.get("/Title"))) or ""
        if not title.strip():
            yield finding("RB-PDF-OUTLINE", say("check.bookmark-no-title"))
        elif not _leads_somewhere(context, item):
            yield finding("RB-PDF-OUTLINE", say("check.bookmark-nowhere", title=title))
