"""YAML as editors write it: lines without what is not seen, values without a word processor's quotes."""

from __future__ import annotations

from report_builder.diagnostics import Diagnostics
from report_builder.sources.curly_quotes import straightened
from report_builder.sources.source_text import SourceLines, read_lines
from report_builder.sources.yaml_tree import Node, parse_yaml


def read_tree(
    text: str, path: str, diagnostics: Diagnostics, language: str | None = None, *, compose: bool = False
) -> tuple[Node | None, SourceLines]:
    """Read the text of the file ``path``: its tree, None where it has none or cannot be read, and its lines.

    ``language`` is that of its prose, where the file itself does not say it; ``compose`` brings it into
    Unicode's composed form. Faults are those of :func:`read_lines`, :func:`parse_yaml` and
    :func:`straightened`.
    """
    lines = read_lines(text, path, diagnostics, compose=compose)
    tree = parse_yaml(lines, path, diagnostics)
    return straightened(tree, lines.text, diagnostics, language), lines
