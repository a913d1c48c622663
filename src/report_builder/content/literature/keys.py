"""The keys of ``report.yaml`` that say which sources a report cites, and how."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from report_builder.sources.schema import Key, Located
from report_builder.sources.yaml_tree import MapNode, Node

LiteratureFile: TypeAlias = Annotated[
    Located[str] | None, Key("key.report.literature", example="content/referanser.bib")
]
"""The path of the file with the sources; empty where the report names one that nothing is known of."""
CitationStyle: TypeAlias = Annotated[Located[str] | None, Key("key.report.citation-style", example="apa")]
"""The name of a style, or the path of one."""
NAMES_SOME = "litera"
"""How the key is written, however it is spelt further on."""


def literature_named(tree: Node) -> Located[str] | None:
    """The sources of a report whose key for them cannot be used, so that no citation is told for that."""
    entries = tree.entries if isinstance(tree, MapNode) else {}
    spans = (entry.key_span for key, entry in entries.items() if key.casefold().startswith(NAMES_SOME))
    return next((Located("", span) for span in spans), None)
