"""What goes to the browser, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from report_builder.diagnostics import Diagnostic, Severity, SourceSpan
from report_builder.language.catalogue import Catalogue
from report_builder.preview.build_result import Texts
from report_builder.preview.positions import Found
from report_builder.preview.session import View
from report_builder.preview.speech import Spoken

AROUND = 2
"""Lines that are shown above and below a fault."""


def state(view: View, words: Catalogue) -> dict[str, Any]:
    """Give all but the pictures and the reading aloud, in the ``words`` of the language that was chosen."""
    proof = view.proof
    return {
        "revision": view.revision,
        "building": view.building,
        "current": view.current,
        "title": proof.title if proof else "",
        "language": words.language,
        "spoken": proof.language if proof else None,
        "pages": [[s.digest, s.label, s.width, s.height] for s in proof.sheets] if proof else [],
        "problems": [_problem(found, view.texts, words) for found in view.diagnostics],
        "files": sorted(view.texts),
        "heard": view.heard is not None,
        "timings": [[name, round(seconds * 1000)] for name, seconds in view.timings],
        "milliseconds": round(view.seconds * 1000),
        "stage": view.stage,
        "edited": bool(view.changes.lines or view.changes.pages),
    }


def fallen(sent: Mapping[str, Any] | None, view: View, fault: Diagnostic, words: Catalogue) -> dict[str, Any]:
    """Give what was ``sent`` last once more, with ``fault`` over it: the state of ``view`` cannot be told."""
    over = {
        "revision": view.revision,
        "building": False,
        "current": False,
        "problems": [_problem(fault, {}, words)],
        "stage": "",
        "edited": False,
    }
    nothing: dict[str, Any] = {
        "title": "",
        "language": None,
        "spoken": None,
        "pages": [],
        "files": [],
        "heard": False,
    }
    return {**nothing, "timings": [], "milliseconds": 0, **(sent or {}), **over}


def edited(places: Iterable[Found], pages: Iterable[int]) -> dict[str, Any]:
    """Give the places that an edit wrote, and the pages that it changed."""
    return {"places": [found(place) for place in places], "pages": list(pages)}


def heard(spoken: tuple[Spoken, ...]) -> list[dict[str, Any]]:
    """Give the reading aloud by pages, in reading order."""
    return [
        {
            "page": page,
            "items": [[s.depth, s.role, s.heading, [said[:3] for said in s.said]] for s in group],
        }
        for page, group in groupby(_on_pages(spoken), key=lambda item: item.page)
    ]


def _on_pages(spoken: tuple[Spoken, ...]) -> list[Spoken]:
    """Give what is announced and not painted to the page before."""
    page = 0
    placed = []
    for item in spoken:
        page = page if item.page is None else item.page
        placed.append(item._replace(page=page))
    return placed


def found(place: Found | None) -> dict[str, Any] | None:
    """Give a place."""
    if place is None:
        return None
    return {"path": place.path, "line": place.line, "page": place.page, "box": list(place.box)}


def _problem(found: Diagnostic, texts: Texts, words: Catalogue) -> dict[str, Any]:
    return {
        "severity": found.severity.name.lower(),
        "code": found.code,
        "message": words.text(found.message),
        "hint": words.text(found.hint),
        "place": _place(found.span),
        "excerpt": excerpt(found.span, texts),
        "related": [_place(span) for span in found.related],
        "fatal": found.severity is Severity.ERROR,
    }


def _place(span: SourceSpan | None) -> dict[str, Any] | None:
    return None if span is None else {"path": span.path, "line": span.line, "text": str(span)}


def excerpt(span: SourceSpan | None, texts: Texts) -> list[tuple[int, str]]:
    """Give the lines around a place, with their numbers; none where it has no line or no text."""
    if span is None or not span.line or span.path not in texts:
        return []
    first = max(1, span.line - AROUND)
    return list(enumerate(texts[span.path][first - 1 : span.line + AROUND], first))
