"""A comparison as JSON, for programs. ``data/diff/schema.json`` of the package describes it.

The form is stable: ``format`` rises when something in it gets another meaning, and only then.
"""

from __future__ import annotations

import json
from typing import Any

from report_builder.compare.model import (
    About,
    Comparison,
    FieldChange,
    FigureChange,
    Place,
    Segment,
    Spot,
    TextChange,
)

FORMAT = 1


def as_json(comparison: Comparison) -> str:
    """The comparison as indented JSON with a newline at its end; the same comparison, the same text."""
    value = {
        "format": FORMAT,
        "different": comparison.different,
        "before": _about(comparison.before),
        "after": _about(comparison.after),
        "findings": [
            {
                "id": change.id,
                "change": change.change,
                "statement": change.statement,
                "before": change.before_display,
                "after": change.after_display,
                "fields": [_field(field) for field in change.fields],
                "places": [_place(place) for place in change.places],
            }
            for change in comparison.findings
        ],
        "numbers": [
            {"before": change.before, "after": change.after, "texts": [_text(text) for text in change.texts]}
            for change in comparison.numbers
        ],
        "metadata": [
            {**_field(change.field), "places": [_place(place) for place in change.places]}
            for change in comparison.metadata
        ],
        "texts": [_text(change) for change in comparison.texts],
        "figures": [_figure(change) for change in comparison.figures],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _about(about: About) -> dict[str, Any]:
    return {
        "label": about.label,
        "title": about.title,
        "language": about.language,
        "pages": len(about.labels),
        "findings_known": about.findings,
    }


def _field(field: FieldChange) -> dict[str, str]:
    return {"field": field.name, "before": field.before, "after": field.after}


def _place(place: Place) -> dict[str, Any]:
    return {
        "kind": place.kind,
        "section": place.section,
        "before": _spot(place.before),
        "after": _spot(place.after),
    }


def _spot(spot: Spot | None) -> dict[str, Any] | None:
    return None if spot is None else {"page": spot.page + 1, "label": spot.label}


def _text(change: TextChange) -> dict[str, Any]:
    return {
        "change": change.change,
        **_place(change.place),
        "count": change.count,
        "words": _segments(change.segments),
    }


def _figure(change: FigureChange) -> dict[str, Any]:
    return {
        "change": change.change,
        **_place(change.place),
        "picture_differs": change.picture,
        "alt": _segments(change.alt),
        "caption": _segments(change.caption),
    }


def _segments(segments: tuple[Segment, ...]) -> list[dict[str, str]]:
    return [{"is": segment.op, "text": segment.text} for segment in segments]
