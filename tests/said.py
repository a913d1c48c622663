"""What messages say, for tests that ask for a word of them."""

from __future__ import annotations

from report_builder.language.catalogue import catalogue
from report_builder.language.message import Value

ENGLISH = {"RB_LANG": "en"}
"""The environment of a command whose words a test looks for."""


def english(said: Value) -> str:
    """The words of a message in English; what is none, as it is."""
    return catalogue("en").text(said)
