"""Files that cannot be compared."""

from __future__ import annotations

import pikepdf

from tests.bad.harness import Bench


def untagged(bench: Bench) -> None:
    """A sound file without a tag tree."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(bench.output)
