"""The store of readers' answers: anonymous, durable, small."""

from report_builder.feedback.answers import (
    TEXT_LIMIT,
    Answer,
    Downloads,
    Quota,
    StoreUnavailable,
    VersionStats,
    clean_text,
    text_length,
)
from report_builder.feedback.export import to_csv, to_json
from report_builder.feedback.opening import open_store

__all__ = [
    "TEXT_LIMIT",
    "Answer",
    "Downloads",
    "Quota",
    "StoreUnavailable",
    "VersionStats",
    "clean_text",
    "open_store",
    "text_length",
    "to_csv",
    "to_json",
]
