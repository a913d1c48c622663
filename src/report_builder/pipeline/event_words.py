"""What kinds of events and outcomes are called, in the language of who reads."""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.language.message import Value, say
from report_builder.pipeline.provenance import (
    ASSESSMENT,
    CORRECTION,
    CREATION,
    DISSEMINATION,
    FAIL,
    FIXITY_CHECK,
    INGESTION,
    MIGRATION,
    PURGE,
    REBUILD,
    RECOVERY,
    REINSTATEMENT,
    SUCCESS,
    VALIDATION,
    WARNING,
    WITHDRAWAL,
)

WORDS: Mapping[str, str] = {
    CREATION: "pipeline.event.creation",
    VALIDATION: "pipeline.event.validation",
    INGESTION: "pipeline.event.ingestion",
    FIXITY_CHECK: "pipeline.event.fixity-check",
    REBUILD: "pipeline.event.rebuild",
    MIGRATION: "pipeline.event.migration",
    RECOVERY: "pipeline.event.recovery",
    ASSESSMENT: "pipeline.event.assessment",
    DISSEMINATION: "pipeline.event.dissemination",
    CORRECTION: "pipeline.event.correction",
    WITHDRAWAL: "pipeline.event.withdrawal",
    REINSTATEMENT: "pipeline.event.reinstatement",
    PURGE: "pipeline.event.purge",
    SUCCESS: "pipeline.event.success",
    FAIL: "pipeline.event.fail",
    WARNING: "cli.warning",
}
"""The key of each."""


def event_word(word: str) -> Value:
    """Name a kind of event or an outcome; one of a later program as it is."""
    return say(WORDS[word]) if word in WORDS else word
