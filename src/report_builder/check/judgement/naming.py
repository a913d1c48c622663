"""What a person is told of what a question is about."""

from __future__ import annotations

from itertools import pairwise

from report_builder.check.judgement.questions import DOCUMENT, FIGURE, KINDS, PART, REPLACED_FIGURE
from report_builder.check.judgement.subject import Subject
from report_builder.language.message import Value, in_turn, say, say_many
from report_builder.model.excerpts import cut

_SHOWN = 70
"""So many letters of a text are shown."""
_RANGES = 4
"""So many rows of pages are named; of more, the first."""


def named(subject: Subject) -> Value:
    """Name something in a file: its kind, what the file calls it, the beginning of its text, its pages."""
    said: Value = say(KINDS[subject.kind])
    if subject.name and subject.kind not in {DOCUMENT, PART}:
        said = say("judgement.called", what=said, name=subject.name)
    text = subject.name if subject.kind == DOCUMENT else subject.text or subject.alt
    if subject.kind in {FIGURE, REPLACED_FIGURE}:
        text = subject.alt
    if text:
        said = say("judgement.saying", what=said, text=cut(text, _SHOWN))
    if not subject.pages:
        return said
    return say_many("judgement.standing", len(subject.pages), what=said, pages=_numbers(subject.pages))


def _numbers(pages: tuple[int, ...]) -> Value:
    """Give the numbers of pages, those in a row as first and last."""
    rows = [[pages[0]]]
    for before, page in pairwise(pages):
        if page == before + 1:
            rows[-1].append(page)
        else:
            rows.append([page])
    said = [f"{row[0] + 1}–{row[-1] + 1}" if len(row) > 1 else str(row[0] + 1) for row in rows]
    return in_turn([*said[:_RANGES], *(["…"] if len(said) > _RANGES else [])])
