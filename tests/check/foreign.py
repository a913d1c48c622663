"""Files of other makers: conforming ones by Typst, and what is made of them; all small."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import typst

_SOURCE = """\
#set document(title: "Fremmed fil", date: datetime(year: 2026, month: 1, day: 1))
#set text(lang: "nb", font: "Libertinus Serif")
= Innledning
Et avsnitt med #link("https://example.org/")[en lenke].
#figure(table(columns: 2, table.header[År][Antall], [2025], [3]), caption: [En tabell])
== Nærmere
+ Ett
+ To
"""


@cache
def by_typst(standards: str) -> bytes:
    """A file that claims and meets these standards, by Typst's names: "a-2a,ua-1"; "" for none."""
    wanted: Any = [name for name in standards.split(",") if name]
    made = typst.compile(_SOURCE.encode(), format="pdf", pdf_standards=wanted, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def changed(pdf: bytes, **claims: str | None) -> bytes:
    """A copy with other claims: ``ua``, ``part``, ``level``; None takes one away."""
    keys = {
        "ua": "{http://www.aiim.org/pdfua/ns/id/}part",
        "part": "{http://www.aiim.org/pdfa/ns/id/}part",
        "level": "{http://www.aiim.org/pdfa/ns/id/}conformance",
    }
    buffer = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for name, value in claims.items():
                if value is None:
                    metadata.pop(keys[name], None)
                else:
                    metadata[keys[name]] = value
        opened.save(buffer, fix_metadata_version=False)
    return buffer.getvalue()


def encrypted(pdf: bytes, user: str) -> bytes:
    """A copy with a password for its owner, and one for its readers if ``user`` is one."""
    buffer = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(buffer, encryption=pikepdf.Encryption(owner="eier", user=user))
    return buffer.getvalue()
