"""The papers of a version: what stands beside its PDF and its sources and explains both, and where."""

from __future__ import annotations

LICENCES = "licences/"
"""The licences of what the PDF and the HTML edition carry with them: fonts, colour profile, style sheets."""

SCHEMAS = "schemas/"
"""The JSON Schema of each kind of YAML file that the version was read from, by the name of the kind."""

CONFORMANCE = "conformance/"
VERAPDF = f"{CONFORMANCE}verapdf.xml"
"""What veraPDF said of the PDF, in the form of its own machine-readable reports."""
RULES = f"{CONFORMANCE}rules.json"
"""What the program's own rules said: of the sources and of the PDF, with the warnings that were allowed."""

CONSTRAINTS = "constraints.txt"
"""What the version was built with, for ``pip install --require-hashes``."""

SETTINGS = "settings.yaml"
"""The settings that shaped the version; where it is stored or read is not among them."""

WORDS = "ordliste.txt"
"""The report's own words for a check of spelling, where it keeps such a list; nothing is built from it."""

EDITION = "edition/"
"""The HTML edition with its style sheets, fonts and images; it begins with ``index.html``."""
