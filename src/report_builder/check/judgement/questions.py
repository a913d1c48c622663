"""The questions: what the Matterhorn Protocol 1.1 leaves to people, and three that WCAG asks beside it.

The protocol lists 137 conditions that fail a PDF/UA-1 file: 87 for programs, 48 for people and two without a
test. Each question is asked so that yes is right.
"""

from __future__ import annotations

from msgspec import Struct

from report_builder.language.message import Message, say

DOCUMENT, PART, LINKS = "document", "part", "links"
FIGURE, REPLACED_FIGURE, PICTURE_LINK = "figure", "replaced", "picture-link"
TABLE, NUMBERED_LIST, FORMULA, STRETCHED = "table", "list", "formula", "stretched"
LANGUAGE, ROLE, HEADING_ROLE, DEEP_HEADING = "language", "role", "heading-role", "deep-heading"
HIDDEN, DRAWING, RUNNING, REPEATED = "hidden", "drawing", "running", "repeated"
ACTION, SCRIPT, MEDIA, AUDIO, SCAN = "action", "script", "media", "audio", "scan"
THREADS, FORM, FIELDS = "threads", "form", "fields"
ANNOTATION, MAP, FONT = "annotation", "map", "font"

KINDS: dict[str, str] = {
    DOCUMENT: "judgement.kind.document",
    PART: "judgement.kind.part",
    LINKS: "judgement.kind.links",
    FIGURE: "compare.kind-figure",
    REPLACED_FIGURE: "judgement.kind.replaced",
    PICTURE_LINK: "judgement.kind.picture-link",
    TABLE: "judgement.kind.table",
    NUMBERED_LIST: "judgement.kind.list",
    FORMULA: "judgement.kind.formula",
    STRETCHED: "judgement.kind.stretched",
    LANGUAGE: "preflight.fact-language",
    ROLE: "judgement.kind.role",
    HEADING_ROLE: "judgement.kind.heading-role",
    DEEP_HEADING: "judgement.kind.deep-heading",
    HIDDEN: "judgement.kind.hidden",
    DRAWING: "judgement.kind.drawing",
    RUNNING: "judgement.kind.running",
    REPEATED: "judgement.kind.repeated",
    ACTION: "judgement.kind.action",
    SCRIPT: "judgement.kind.script",
    MEDIA: "judgement.kind.media",
    AUDIO: "judgement.kind.audio",
    SCAN: "judgement.kind.scan",
    THREADS: "judgement.kind.threads",
    FORM: "judgement.kind.form",
    FIELDS: "judgement.kind.fields",
    ANNOTATION: "judgement.kind.annotation",
    MAP: "judgement.kind.map",
    FONT: "judgement.kind.font",
}
"""What a question can be about, with the key of its name; in the order in which it is shown to people."""


class Question(Struct, frozen=True):
    """A question: its ``id``, the ``key`` of its words, and what it is asked about, keys of ``KINDS``.

    ``id`` is that of a condition of the protocol, or ``wcag-`` and a success criterion. ``criteria`` are the
    success criteria of WCAG 2.1 that it bears on; EN 301 549 has them in its clause 10 for documents.
    """

    id: str
    key: str
    about: tuple[str, ...]
    criteria: tuple[str, ...] = ()


QUESTIONS: tuple[Question, ...] = (
    Question("01-001", "judgement.01-001", (PART,), ("1.1.1",)),
    Question("01-002", "judgement.01-002", (HIDDEN, RUNNING, DRAWING), ("1.1.1", "1.3.1")),
    Question("01-006", "judgement.01-006", (PART,), ("1.3.1",)),
    Question("02-002", "judgement.02-002", (ROLE,), ("1.3.1",)),
    Question("03-001", "judgement.03-001", (ACTION,), ("2.3.1",)),
    Question("03-002", "judgement.03-002", (MEDIA,), ("2.3.1",)),
    Question("03-003", "judgement.03-003", (SCRIPT,), ("2.3.1",)),
    Question("04-001", "judgement.04-001", (PART,), ("1.3.1", "1.3.3", "1.4.1")),
    Question("05-001", "judgement.05-001", (MEDIA,), ("1.2.1",)),
    Question("05-002", "judgement.05-002", (AUDIO,), ("1.2.1",)),
    Question("05-003", "judgement.05-003", (SCRIPT,)),
    Question("06-004", "judgement.06-004", (DOCUMENT,), ("2.4.2",)),
    Question("08-001", "judgement.08-001", (SCAN,), ("1.1.1",)),
    Question("08-002", "judgement.08-002", (SCAN,), ("1.3.1",)),
    Question("09-001", "judgement.09-001", (PART,), ("1.3.2",)),
    Question("09-002", "judgement.09-002", (PART,), ("1.3.1",)),
    Question("09-003", "judgement.09-003", (PART,), ("1.3.1",)),
    Question("11-007", "judgement.11-007", (PART, LANGUAGE), ("3.1.1", "3.1.2")),
    Question("12-001", "judgement.12-001", (STRETCHED,), ("1.1.1",)),
    Question("13-001", "judgement.13-001", (DRAWING,), ("1.1.1",)),
    Question("13-002", "judgement.13-002", (PICTURE_LINK,), ("1.1.1", "2.4.4")),
    Question("13-003", "judgement.13-003", (PART,), ("1.3.1",)),
    Question("13-005", "judgement.13-005", (REPLACED_FIGURE,), ("1.1.1",)),
    Question("13-006", "judgement.13-006", (FIGURE, REPLACED_FIGURE), ("1.1.1",)),
    Question("13-007", "judgement.13-007", (FIGURE, REPLACED_FIGURE), ("1.1.1",)),
    Question("13-008", "judgement.13-008", (FIGURE,), ("1.1.1", "1.4.5")),
    Question("14-001", "judgement.14-001", (PART,), ("1.3.1",)),
    Question("14-004", "judgement.14-004", (HEADING_ROLE,), ("1.3.1",)),
    Question("14-005", "judgement.14-005", (DEEP_HEADING,), ("1.3.1",)),
    Question("15-001", "judgement.15-001", (TABLE,), ("1.3.1",)),
    Question("15-002", "judgement.15-002", (TABLE,), ("1.3.1",)),
    Question("15-004", "judgement.15-004", (TABLE,), ("1.3.1",)),
    Question("15-005", "judgement.15-005", (TABLE,), ("1.3.1",)),
    Question("16-001", "judgement.16-001", (NUMBERED_LIST,), ("1.3.1",)),
    Question("16-002", "judgement.16-002", (NUMBERED_LIST,), ("1.3.1",)),
    Question("16-003", "judgement.16-003", (PART,), ("1.3.1",)),
    Question("17-001", "judgement.17-001", (FORMULA,), ("1.3.1",)),
    Question("18-001", "judgement.18-001", (RUNNING, REPEATED), ("1.3.1",)),
    Question("18-002", "judgement.18-002", (RUNNING,), ("1.3.1",)),
    Question("19-001", "judgement.19-001", (PART,), ("1.3.1",)),
    Question("19-002", "judgement.19-002", (PART,), ("1.3.1",)),
    Question("22-001", "judgement.22-001", (THREADS,), ("1.3.2",)),
    Question("24-001", "judgement.24-001", (FORM,), ("1.3.1",)),
    Question("28-001", "judgement.28-001", (LINKS, FIELDS, ANNOTATION), ("1.3.2", "2.4.3")),
    Question("28-003", "judgement.28-003", (ANNOTATION,), ("1.3.1",)),
    Question("28-013", "judgement.28-013", (MAP,), ("2.1.1",)),
    Question("29-001", "judgement.29-001", (SCRIPT,), ("2.1.1",)),
    Question("31-010", "judgement.31-010", (FONT,)),
    Question("wcag-1.1.1", "judgement.wcag-1.1.1", (FIGURE, REPLACED_FIGURE), ("1.1.1",)),
    Question("wcag-2.4.4", "judgement.wcag-2.4.4", (LINKS,), ("2.4.4",)),
    Question("wcag-2.4.6", "judgement.wcag-2.4.6", (PART, FIELDS), ("2.4.6",)),
)
"""Every question, in the order of the protocol."""


def kinds_of(question: Question, only: frozenset[str] = frozenset(KINDS)) -> list[Message]:
    """Name the kinds of things that a question is asked about, those of them that are in ``only``."""
    return [say(key) for key in dict.fromkeys(KINDS[kind] for kind in question.about if kind in only)]
