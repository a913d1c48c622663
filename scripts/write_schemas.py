"""Write the JSON Schemas that come with the package, from the schemas."""

from __future__ import annotations

from pathlib import Path

from report_builder.cli.schema import schema_text

FOLDER = Path(__file__).parent.parent / "src" / "report_builder" / "data" / "schemas"
KINDS = ("report", "findings", "landing", "theme", "settings")


if __name__ == "__main__":
    for kind in KINDS:
        (FOLDER / f"{kind}.json").write_text(schema_text(kind), "utf-8")
    print(f"wrote {len(KINDS)} schemas")
