"""Values of YAML files in other letters than the language of the report has."""

from __future__ import annotations

from report_builder.content.formats import texts_of
from report_builder.content.pasted.unmarked import scripts_of
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.sources.source_text import SourceLines
from report_builder.sources.yaml_tree import Node

_SHOWN = 60


def tell_letters(tree: Node, lines: SourceLines, language: str, diagnostics: Diagnostics) -> None:
    """RB-LANG-MISSING for words in another script: a value has no ``lang=`` and is read as the report is."""
    runs = scripts_of(lines.rare)
    if not runs:
        return
    # A value that is used again under another key is one.
    for scalar in {scalar.span: scalar for scalar in texts_of(tree)}.values():
        for found in (match for run in runs for match in run.finditer(scalar.text)):
            words = " ".join(found[0].split())
            shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rpartition(' ')[0]} …"
            message = say("content.language-script", words=shown, language=language)
            span = lines.place_of(found[0][0], scalar.span)
            diagnostics.warn("RB-LANG-MISSING", span, message, say("content.language-value.hint"))
