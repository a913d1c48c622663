"""The papers of a version: what stands beside its PDF and its sources and explains both, and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.diagnostics import Diagnostics
from report_builder.model.report import Report
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.versions import SOURCE
from report_builder.plugins.plugin import Plugins
from report_builder.settings import PATH, Settings, shaping
from report_builder.sources.files import SourceFiles
from report_builder.theme.model import Theme

if TYPE_CHECKING:
    from report_builder.check.verapdf import VerifyReport

LICENCES = "licences/"
"""The licences of what the PDF and the HTML edition carry with them: fonts and the colour profile."""

SCHEMAS = "schemas/"
"""The JSON Schema of each kind of YAML file that the version was read from, by the name of the kind."""

CONFORMANCE = "conformance/"
VERAPDF = f"{CONFORMANCE}verapdf.xml"
"""What veraPDF said of the PDF, in the form of its own machine-readable reports."""
RULES = f"{CONFORMANCE}rules.json"
"""What the program's own rules said: of the sources and of the PDF, with the warnings that were allowed."""

CONSTRAINTS = "constraints.txt"
"""What the version was built with, for ``pip install --require-hashes``."""

SETTINGS = PATH
"""The settings that shaped the version; where it is stored or read is not among them."""

WORDS = "ordliste.txt"
"""The report's own words for a check of spelling, where it keeps such a list; nothing is built from it."""
_WORDS_AT = f"content/{WORDS}"

THEMES = f"{SOURCE}assets/themes/"
"""The look that a version was drawn in, with its fonts; one of the sources."""

EDITION = "edition/"
"""The HTML edition with its style sheets, fonts and images; it begins with ``index.html``."""


class Papered(Struct, frozen=True):
    """A version that papers are written for.

    ``files`` are those that it was read from and ``sources`` their bytes by logical path; ``said`` is what
    was said while they were read and the PDF was made.
    """

    report: Report
    theme: Theme
    plugins: Plugins
    settings: Settings
    files: SourceFiles
    sources: Mapping[str, bytes]
    pdf: bytes
    record: Manifest
    verified: VerifyReport
    said: Diagnostics


def papers_of(version: Papered, diagnostics: Diagnostics) -> dict[str, bytes]:
    """Give the papers of a version by logical path; the same version gives the same bytes.

    A diagnostic tells what this installation cannot make.
    """
    from report_builder.check.machine_report import machine_report
    from report_builder.pipeline.constraints import constraints_of
    from report_builder.pipeline.keeping_edition import edition_to_keep, publishable_of
    from report_builder.pipeline.licences import licences_of
    from report_builder.pipeline.own_rules import rules_told
    from report_builder.pipeline.schemas import schemas_of

    facts, record = version.report.publication, version.record
    sources = {path.removeprefix(SOURCE): data for path, data in version.sources.items()}
    papers = {
        VERAPDF: machine_report(version.verified, record.pdf.name, record.pdf.size),
        RULES: rules_told(
            version.said,
            sources,
            version.report.words,
            record.tool["version"],
            record.pdf.name,
            record.pdf.sha512,
        ),
        SETTINGS: shaping(version.settings, version.plugins.versions),
        CONSTRAINTS: constraints_of(record.tool, record.dependencies, record.plugins),
        **_words(version.files),
    }
    schemas = schemas_of((*sources, SETTINGS), facts.language)
    papers |= {SCHEMAS + name: data for name, data in schemas.items()}
    licences = licences_of(version.theme, version.files.root, version.plugins, version.pdf)
    papers |= {LICENCES + name: data for name, data in licences.items()}
    drawn = publishable_of(record, version.pdf, version.report, version.theme)
    edition = edition_to_keep(drawn, facts.output, record, diagnostics)
    papers |= {EDITION + path: data for path, data in edition.items()}
    return dict(sorted(papers.items()))


def _words(files: SourceFiles) -> dict[str, bytes]:
    """The list of words, which no build reads, so that it is none of the sources."""
    own = SourceFiles(files.root)
    data = own.read_bytes(_WORDS_AT, Diagnostics(), None) if own.exists(_WORDS_AT) else None
    return {} if data is None else {WORDS: data}
