"""Numbers of findings in the plain texts of ``report.yaml``: its title, subtitle and description."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.formats import texts_of
from report_builder.content.ties import loose_before_signs, tie
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted
from report_builder.model.findings import Finding
from report_builder.model.inlines import VALUE
from report_builder.model.report import Publication
from report_builder.patterns import late
from report_builder.sources.yaml_tree import MapNode, Node

ROLES = ("finding", "number")
"""What a number of ``findings.yaml`` is called where it stands in a text: with its unit, and without."""

ROLE = late(rf"\{{({'|'.join(ROLES)})\}}`([^`]+)`")
FACT = late(r"\{((?:report|unit|all)\.[^\W\d_][\w.-]*)\}")
"""A fact of ``report.yaml``, of the unit whose report it is, or of all units, where it stands in a text."""
_FIELDS = {
    "title": ("title", "cover_title"),
    "subtitle": ("subtitle", "cover_subtitle"),
    "description": ("description",),
}
"""The keys that may have the role, and the facts that are made of each."""


class Spoken(Struct, frozen=True):
    """A text that may take numbers from findings: its key and its place."""

    key: str
    span: SourceSpan


def spoken_in(tree: Node, diagnostics: Diagnostics) -> tuple[Spoken, ...]:
    """The texts of ``report.yaml`` that may have the role; RB-UNSUPPORTED for others that do."""
    entries = tree.entries if isinstance(tree, MapNode) else {}
    found = tuple(Spoken(key, entries[key].value.span) for key in _FIELDS if key in entries)
    refuse_roles(tree, {spoken.span for spoken in found}, diagnostics)
    return found


def refuse_roles(tree: Node, allowed: set[SourceSpan], diagnostics: Diagnostics) -> None:
    """RB-UNSUPPORTED for each text with a role or a fact that would be printed as it is written."""
    for text in texts_of(tree):
        if "{" not in text.text:
            continue
        if fact := FACT.search(text.text):
            diagnostics.error("RB-UNSUPPORTED", text.span, *hinted("content.fact-misplaced", fact=fact[0]))
        if text.span not in allowed and (match := ROLE.search(text.text)):
            diagnostics.error("RB-UNSUPPORTED", text.span, *hinted("content.role-misplaced", role=match[0]))


def typed(facts: Publication, spoken: tuple[Spoken, ...]) -> Iterator[tuple[str, SourceSpan]]:
    """What was typed in these texts, with a sign in place of each role."""
    for place in spoken:
        yield ROLE.sub(VALUE, getattr(facts, place.key)), place.span


def with_findings(
    facts: Publication,
    spoken: tuple[Spoken, ...],
    finding: Callable[[str, SourceSpan], Finding | None],
) -> Publication:
    """``facts`` with the values of findings; ``finding`` looks one up, or tells that it is not there."""
    spans = {place.key: place.span for place in spoken}

    def said(text: str, span: SourceSpan) -> str:
        def value(match: re.Match[str]) -> str:
            found = finding(match[2], span)
            return "" if found is None else found.number if match[1] == "number" else found.display

        # Only now is it known which number stands before the words.
        return tie(ROLE.sub(value, text), facts.language)

    def fact(field: str, span: SourceSpan) -> str:
        text = said(getattr(facts, field), span)
        return text if field.startswith("cover_") else loose_before_signs(text)

    texts = {field: fact(field, span) for key, span in spans.items() for field in _FIELDS[key]}
    if all(text == getattr(facts, field) for field, text in texts.items()):
        return facts
    places = tuple((said(text, span), span) for text, span in facts.places)
    return replace(facts, places=places, **texts)
