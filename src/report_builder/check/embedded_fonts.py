"""The fonts of a finished file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from report_builder.check.document import Document, as_dict


def fonts_of(document: Document) -> Iterator[dict[str, Any]]:
    """Every font of every page and of the forms on it, each once."""
    waiting: list[Any] = [page.get("/Resources") for _, page in document.pages]
    seen = set[int]()
    while waiting:
        resources = as_dict(document.once(waiting.pop(), seen))
        for font in as_dict(document.once(resources.get("/Font"), seen)).values():
            entries = document.once(font, seen)
            if isinstance(entries, dict):
                yield entries
        forms = as_dict(document.once(resources.get("/XObject"), seen)).values()
        waiting += [as_dict(document.once(form, seen)).get("/Resources") for form in forms]


def names_of_fonts(pdf: bytes) -> frozenset[str]:
    """The names of the fonts of a file, without what marks them as parts (ISO 32000-1, 9.6.4).

    Raises what :class:`Document` does.
    """
    names = (str(font.get("/BaseFont", ""))[1:] for font in fonts_of(Document(pdf)))
    return frozenset(name.rpartition("+")[2] for name in names)
