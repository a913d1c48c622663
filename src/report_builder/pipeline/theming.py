"""The theme of a report, shown with the places that its values come from."""

from __future__ import annotations

from pathlib import Path

from report_builder.content.publication import PATH, read_publication
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import Catalogue
from report_builder.pipeline.branding import brand_of
from report_builder.pipeline.plugging import plugins_of
from report_builder.pipeline.production import has_report
from report_builder.plugins.plugin import NO_PLUGINS
from report_builder.sources.files import SourceFiles
from report_builder.theme.showing import show_theme


def theme_shown(root: Path, name: str | None, words: Catalogue, diagnostics: Diagnostics) -> str | None:
    """Give the theme ``name``, else that of the report in ``root``, as a whole file; None after a diagnostic.

    Where ``root`` is no report the themes of the program can be shown.
    """
    files = SourceFiles(root)
    if name is None and not has_report(root, "theme show", diagnostics):
        return None
    is_report = files.exists(PATH)
    plugins = plugins_of(root, diagnostics) if is_report else NO_PLUGINS
    if name is not None:
        return diagnostics.take(show_theme(name, words, files if is_report else None, None, plugins))
    read = read_publication(files, diagnostics)
    if read is None:
        return None
    facts = read.publication
    brand = brand_of(facts, files, diagnostics)
    return diagnostics.take(show_theme(facts.theme, words, files, facts.theme_span, plugins, brand))
