"""The keys of ``report.yaml`` that say which sources a report cites, and how."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from report_builder.sources.schema import Key, Located

LiteratureFile: TypeAlias = Annotated[
    Located[str] | None, Key("key.report.literature", example="content/referanser.bib")
]
"""The path of the file with the sources."""
CitationStyle: TypeAlias = Annotated[Located[str] | None, Key("key.report.citation-style", example="apa")]
"""The name of a style, or the path of one."""
