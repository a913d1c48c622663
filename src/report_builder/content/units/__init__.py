"""Reports of many units from one set of sources: ``content/batch.yaml``, their table, and one unit's file."""

UNIT = "content/unit.yaml"
"""The file that says whose report this is."""

BATCH = "content/batch.yaml"
"""The file that says which units get a report each."""
