"""Write the JSON Schemas of the report in this project, as ``report-builder new`` gives them to a new one."""

from __future__ import annotations

from pathlib import Path

from report_builder.cli.schema import KINDS
from report_builder.pipeline.schemas import schema_text

FOLDER = Path(__file__).parent.parent / ".schemas"
LANGUAGE = "nb"
"""That of the report in ``content/``."""


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        (FOLDER / f"{kind}.json").write_text(schema_text(kind, LANGUAGE), "utf-8")
    print(f"wrote {len(KINDS)} schemas")
