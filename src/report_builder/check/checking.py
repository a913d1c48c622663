"""Runs the rules over a file."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from report_builder.check import (
    rules_beyond,
    rules_document,
    rules_pages,
    rules_structure,
    rules_words,
)
from report_builder.check.context import Context, Findings, finding
from report_builder.check.document import Document, Encrypted, Unreadable
from report_builder.check.report import CheckReport, Expectations
from report_builder.check.standards import NAMES, OWN, claims_of
from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Announce, all_of, hinted, say, silent


class Rule(Struct, frozen=True):
    """A rule, and the standards that ask for it; our own files must keep to all rules."""

    look: Callable[[Context], Findings]
    asked_by: frozenset[str]


_HOUSE = frozenset[str]()
"""What no standard asks, but what our own files owe their readers."""
_UA1, _2A = frozenset({"ua1"}), frozenset({"2a"})
_BOTH = _UA1 | _2A

RULES: dict[str, Rule] = {
    "title": Rule(rules_document.title, _UA1),
    "language": Rule(rules_document.language, _BOTH),
    "default-language": Rule(rules_document.default_language, _HOUSE),
    "marked": Rule(rules_document.marked, _BOTH),
    "identification": Rule(rules_document.identification, _BOTH),
    "metadata": Rule(rules_document.metadata, _BOTH),
    "agreement": Rule(rules_document.agreement, _HOUSE),
    "output-intent": Rule(rules_document.output_intent, _HOUSE),
    "fonts": Rule(rules_document.fonts, _HOUSE),
    "roles": Rule(rules_structure.roles, _BOTH),
    "one-document": Rule(rules_structure.one_document, _HOUSE),
    "headings": Rule(rules_structure.headings, _UA1),
    "figures": Rule(rules_structure.figures, _UA1),
    "unheard": Rule(rules_words.unheard, _UA1),
    "figure-boxes": Rule(rules_structure.figure_boxes, _HOUSE),
    "tables": Rule(rules_structure.tables, _UA1),
    "header-cells": Rule(rules_structure.header_cells, _UA1),
    "scopes": Rule(rules_structure.scopes, _HOUSE),
    "lists": Rule(rules_structure.lists, _UA1),
    "numbering": Rule(rules_structure.numbering, _HOUSE),
    "contents": Rule(rules_structure.contents, _UA1),
    "linked-entries": Rule(rules_beyond.linked_entries, _UA1),
    "notes": Rule(rules_structure.notes, _UA1),
    "note-places": Rule(rules_beyond.note_places, _UA1),
    "silent-text": Rule(rules_beyond.silent_text, _UA1),
    "alt-on-text": Rule(rules_beyond.alt_on_text, _UA1),
    "link-elements": Rule(rules_structure.empty_links, _HOUSE),
    "untagged": Rule(rules_pages.untagged, _UA1),
    "parent-tree": Rule(rules_pages.parent_tree, _HOUSE),
    "tab-order": Rule(rules_pages.tab_order, _UA1),
    "printed": Rule(rules_pages.printed, _2A),
    "links": Rule(rules_pages.links, _UA1),
    "fields": Rule(rules_pages.fields, _UA1),
    "targets": Rule(rules_pages.targets, _HOUSE),
    "outline": Rule(rules_pages.outline, _HOUSE),
    "contrast": Rule(rules_beyond.contrasts, _UA1),
}
"""Every rule by its name, in the order in which findings are shown."""


def check_pdf(pdf: bytes, expected: Expectations | None = None) -> CheckReport:
    """Read a finished file of ours back and apply every rule.

    ``expected`` is what the file was made of; with it, what was lost on the way is found too.
    Files from strangers go through :func:`report_builder.check.isolated.check_file`, which survives
    any of them; here an unexpected shape may raise.
    """
    return examine(pdf, OWN, expected=expected)


def examine(
    pdf: bytes,
    profiles: tuple[str, ...] = (),
    announce: Announce = silent,
    expected: Expectations | None = None,
    *,
    drawn: bool = False,
) -> CheckReport:
    """Read a file and apply the rules that ``profiles`` ask for; without any, what the file claims.

    The report names the profiles. No rule is about any but PDF/UA-1 and PDF/A-2a; a file that is held to
    others is opened and counted. ``announce`` is told how far the reading is. With ``drawn`` its pages are
    looked at too.
    """
    try:
        with Document(pdf, locked=True) as document:
            return _examined(document, profiles, announce, expected, drawn=drawn)
    except Encrypted:
        encrypted = finding("RB-PDF-ENCRYPTED", *hinted("check.encrypted"))
        return _nothing_run(encrypted, profiles)
    except Unreadable as fault:
        message = say("check.unreadable", reason=fault.reason)
        return _nothing_run(finding("RB-PDF-UNREADABLE", message), profiles)


def _examined(
    document: Document,
    profiles: tuple[str, ...],
    announce: Announce,
    expected: Expectations | None,
    *,
    drawn: bool,
) -> CheckReport:
    document.require_pages()
    claims = claims_of(Context(document).packet)
    context = Context(document, profiles or claims.profiles, announce, drawn)
    if document.is_encrypted and _forbid_passwords(context.profiles):
        raise Encrypted
    report = CheckReport((), (), context.profiles, claims.profiles, len(document.pages))
    if not context.profiles:
        return replace(report, findings=(_no_claim(context, claims.unknown),), not_run=tuple(RULES))
    findings = [found for name in _asked(context) for found in _looked(name, context)]
    if expected is not None:
        findings += _differences(context, expected)
    return replace(report, findings=tuple(findings))


def _asked(context: Context) -> list[str]:
    """The names of the rules that the file must keep to."""
    profiles = frozenset(context.profiles)
    return [name for name, rule in RULES.items() if context.is_ours or rule.asked_by & profiles]


def _looked(name: str, context: Context) -> Findings:
    context.announce(say("check.at-rule", name=name))
    return rules_structure.few(RULES[name].look(context))


def _forbid_passwords(profiles: tuple[str, ...]) -> bool:
    """PDF/A forbids encryption; PDF/UA wants only that a screen reader may read (ISO 14289-1, 7.16)."""
    return not profiles or any(not profile.startswith("ua") for profile in profiles)


def _no_claim(context: Context, unknown: tuple[str, ...]) -> Diagnostic:
    hint = say("check.no-claim.hint")
    if unknown:
        message = say("check.unknown-claim", standards=all_of(unknown))
        hint = say("check.unknown-claim.hint", standards=all_of(tuple(NAMES.values())))
    elif context.packet.fault is not None:
        message = say("check.no-claim-read", reason=context.packet.fault)
    else:
        message = say("check.no-claim")
    return finding("RB-PDF-NO-CLAIM", message, hint)


def _nothing_run(reason: Diagnostic, profiles: tuple[str, ...]) -> CheckReport:
    return CheckReport((reason,), tuple(RULES), profiles)


def _differences(context: Context, expected: Expectations) -> Findings:
    """What the file has more or less of than it was made of."""
    marks_found = sum(len(marks.mcids) for marks in context.page_marks)
    fields_found = sum(entries.get("/Subtype") == "/Widget" for *_, entries in context.annotations)
    pairs = {
        "check.count-pages": (expected.pages, len(context.document.pages)),
        "check.count-marks": (sum(expected.marks), marks_found),
        "check.count-elements": (expected.elements, len(context.tree.all)),
        "check.count-links": (expected.links, len(context.annotations) - fields_found),
        "check.count-fields": (expected.fields, fields_found),
        "check.count-bookmarks": (expected.bookmarks, len(context.bookmarks)),
        "check.count-destinations": (expected.destinations, len(context.destinations)),
    }
    for key, (before, after) in pairs.items():
        if before != after:
            yield finding("RB-PDF-COUNT", say(key, made=before, found=after))
    for index, (before, marks) in enumerate(zip(expected.marks, context.page_marks, strict=False)):
        if before != len(marks.mcids):
            found = len(marks.mcids)
            message = say("check.count-page-marks", page=index + 1, found=found, made=before)
            yield finding("RB-PDF-COUNT", message)
