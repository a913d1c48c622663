"""What is shown of a report for many units, as long as nobody asks for one of them: that of the first."""

from __future__ import annotations

from report_builder.content.units import BATCH, UNIT
from report_builder.diagnostics import Diagnostics
from report_builder.sources.files import SourceFiles


def choose_first_unit(files: SourceFiles, diagnostics: Diagnostics) -> None:
    """Let ``files`` be those of the first unit's report, where ``content/batch.yaml`` names units.

    Adds a diagnostic for each fault of that file and of its table.
    """
    if files.exists(UNIT) or not files.exists(BATCH):
        return
    from report_builder.content.publication import DEFAULT_LANGUAGE, read_publication
    from report_builder.content.units.batch_file import read_units
    from report_builder.content.units.unit_file import unit_file

    facts = read_publication(files, Diagnostics())  # whose faults are told with those of the chapters
    units = read_units(files, facts.publication.language if facts else DEFAULT_LANGUAGE, diagnostics)
    if units:
        files.put(UNIT, unit_file(units[0]))
