"""Runs the rules over a file."""

from __future__ import annotations

from collections.abc import Callable

from report_builder.check import rules_document, rules_pages, rules_structure
from report_builder.check.context import Context, Findings, finding
from report_builder.check.document import Document, Encrypted, Unreadable
from report_builder.check.report import CheckReport, Expectations
from report_builder.diagnostics import Diagnostic

RULES: dict[str, Callable[[Context], Findings]] = {
    "title": rules_document.title,
    "language": rules_document.language,
    "marked": rules_document.marked,
    "identification": rules_document.identification,
    "metadata": rules_document.metadata,
    "output-intent": rules_document.output_intent,
    "fonts": rules_document.fonts,
    "roles": rules_structure.roles,
    "headings": rules_structure.headings,
    "figures": rules_structure.figures,
    "tables": rules_structure.tables,
    "header-cells": rules_structure.header_cells,
    "lists": rules_structure.lists,
    "contents": rules_structure.contents,
    "notes": rules_structure.notes,
    "link-elements": rules_structure.empty_links,
    "untagged": rules_pages.untagged,
    "parent-tree": rules_pages.parent_tree,
    "links": rules_pages.links,
    "outline": rules_pages.outline,
}
"""Every rule by its name, in the order in which findings are shown."""


def check_pdf(pdf: bytes, expected: Expectations | None = None) -> CheckReport:
    """Read a finished file back and apply every rule.

    ``expected`` is what the file was made of; with it, what was lost on the way is found too.
    Files from strangers go through :func:`report_builder.check.isolated.check_file`, which survives
    any of them; here an unexpected shape may raise.
    """
    try:
        with Document(pdf) as document:
            context = Context(document)
            document.require_pages()
            findings = [found for rule in RULES.values() for found in rules_structure.few(rule(context))]
            if expected is not None:
                findings += _differences(context, expected)
            return CheckReport(tuple(findings))
    except Encrypted:
        hint = "remove the password: an encrypted file cannot be archived or read aloud everywhere"
        return _nothing_run(finding("RB-PDF-ENCRYPTED", "the file is encrypted", hint))
    except Unreadable as fault:
        return _nothing_run(finding("RB-PDF-UNREADABLE", f"the file cannot be read: {fault}"))


def _nothing_run(reason: Diagnostic) -> CheckReport:
    return CheckReport((reason,), tuple(RULES))


def _differences(context: Context, expected: Expectations) -> Findings:
    """What the file has more or less of than it was made of."""
    catalog_names = context.destinations
    pairs = {
        "pages": (expected.pages, len(context.document.pages)),
        "marks": (sum(expected.marks), sum(len(marks.mcids) for marks in context.page_marks)),
        "elements": (expected.elements, len(context.tree.all)),
        "links": (expected.links, len(context.annotations)),
        "bookmarks": (expected.bookmarks, len(context.bookmarks)),
        "destinations": (expected.destinations, len(catalog_names)),
    }
    for name, (before, after) in pairs.items():
        if before != after:
            yield finding("RB-PDF-COUNT", f"{before} {name} were made, and {after} are in the file")
    for index, (before, marks) in enumerate(zip(expected.marks, context.page_marks, strict=False)):
        if before != len(marks.mcids):
            yield finding(
                "RB-PDF-COUNT", f"page {index + 1} has {len(marks.mcids)} marks instead of {before}"
            )
