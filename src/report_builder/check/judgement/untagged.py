"""What a file has outside its tags: nobody who listens meets it, and no question is asked about it."""

from __future__ import annotations

from report_builder.check.context import Context
from report_builder.check.judgement import questions as kinds
from report_builder.check.judgement.painted import Painted
from report_builder.check.reading import Node, Passage

_IN_TAGS = frozenset(
    (
        *(kinds.PART, kinds.LINKS, kinds.FIELDS, kinds.FIGURE, kinds.REPLACED_FIGURE, kinds.PICTURE_LINK),
        *(kinds.TABLE, kinds.NUMBERED_LIST, kinds.FORMULA, kinds.STRETCHED, kinds.LANGUAGE, kinds.ROLE),
        *(kinds.HEADING_ROLE, kinds.DEEP_HEADING, kinds.FORM, kinds.HIDDEN, kinds.RUNNING, kinds.REPEATED),
        kinds.DRAWING,
    )
)
"""What is found by tags alone, or by being marked as none."""
_OF_ANNOTATIONS = {"/Link": kinds.LINKS, "/Widget": kinds.FIELDS}


def untagged(context: Context, top: list[Node], painted: Painted) -> frozenset[str]:
    """Give the kinds of things that the file has, or may have, where no question can be asked about them.

    In a file without tags that is everything that tags tell; else the links and fields that no element owns,
    text and pictures that are in no mark, and marks that stand in no element.
    """
    if not top:
        return _IN_TAGS
    found = {_OF_ANNOTATIONS[kind] for kind in _loose_annotations(context)}
    every = (kid for one in top for node in one.walk() for kid in node.kids)
    tagged = {(kid.page, kid.mcid) for kid in every if isinstance(kid, Passage)}
    if painted.unmarked_text or not painted.marks.keys() <= tagged:
        found.add(kinds.PART)
    if painted.unmarked_pictures:
        found |= {kinds.FIGURE, kinds.REPLACED_FIGURE}
    return frozenset(found)


def has_fields(context: Context) -> bool:
    """Tell whether the file has fields that are filled in in it, tagged or not."""
    return any(entries.get("/Subtype") == "/Widget" for *_, entries in context.annotations)


def _loose_annotations(context: Context) -> set[str]:
    """The types of links and fields that no element owns."""
    found = [(number, entries.get("/Subtype")) for _, number, entries in context.annotations]
    return {
        str(kind)
        for number, kind in found
        if kind in _OF_ANNOTATIONS and (not number or number not in context.object_owners)
    }
