"""What the program says in a report whose language it has not all of its words in."""

from __future__ import annotations

from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import lacks_words, names_of_report_languages
from report_builder.language.message import hinted
from report_builder.sources.yaml_tree import MapNode, Node


def tell_borrowed_words(language: str, facts: Node, diagnostics: Diagnostics) -> None:
    """RB-LANG-WORDS, a note, for a report in ``language`` in which the program speaks bokmål.

    ``facts`` is what ``report.yaml`` says.
    """
    if not lacks_words(language):
        return
    span = facts.entries["language"].value.span if isinstance(facts, MapNode) else facts.span
    name = names_of_report_languages()[language]
    message, hint = hinted("content.borrowed-words", language=language, name=name)
    diagnostics.note("RB-LANG-WORDS", span, message, hint)
