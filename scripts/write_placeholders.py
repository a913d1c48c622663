"""Write ``data/placeholders.txt``: what a new report says in every language until its editor replaces it."""

from __future__ import annotations

from report_builder.language.catalogue import languages
from report_builder.pipeline.placeholders import FILE, marked
from report_builder.pipeline.scaffold import scaffold_files


def written() -> str:
    """What the file should have."""
    return "".join(
        f"{said}\n" for said in marked(text for name in languages() for _, text in scaffold_files(name))
    )


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8", newline="\n")
    print(f"wrote {FILE.name}")
