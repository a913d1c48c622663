"""How a finding is cited: as a sentence, and for reference managers (RIS, BibTeX, CSL JSON).

A finding is a part of the report in each of them, as a chapter of a book is.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from msgspec import Struct

from report_builder.language.catalogue import catalogue
from report_builder.publish.findings.facts import Cited


class Citation(Struct, frozen=True):
    """What is cited: the finding with its value (``said``), in which version of which report.

    ``key`` names it among others; ``updated`` is the day of the version, ``address`` empty as long as that of
    the site is not known.
    """

    key: str
    said: str
    report: Cited
    version: int
    updated: date
    address: str

    def sentence(self) -> str:
        """Write it as the report itself is cited."""
        words = catalogue(self.report.language)
        who = "; ".join(name for name, _ in self.report.authors).rstrip(".")
        title = f"{self.report.title}. {self.report.series}" if self.report.series else self.report.title
        cited = words(
            "site.finding-cited",
            who=who,
            year=self.report.year,
            said=self.said.rstrip("."),
            title=title,
            number=self.version,
        )
        return f"{cited} {self.address}".rstrip()


def ris(cited: Citation) -> str:
    """Give a record of RIS."""
    report = cited.report
    lines = [
        ("TY", "CHAP"),
        *(("AU", _one_line(name)) for name, _ in report.authors),
        ("TI", cited.said),
        ("T2", report.title),
        ("T3", report.series),
        ("ET", str(cited.version)),
        ("PB", report.publisher),
        ("PY", str(report.year)),
        ("DA", f"{cited.updated:%Y/%m/%d}"),
        ("SN", report.issn),
        ("LA", report.language),
        ("UR", cited.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value or tag == "ER")


def bibtex(cited: Citation) -> str:
    """Give an entry of BibTeX, in UTF-8."""
    report = cited.report
    # Braces around a name keep an office from being taken for a person with a family name.
    authors = " and ".join(
        _escaped(name) if person else f"{{{_escaped(name)}}}" for name, person in report.authors
    )
    fields = [
        ("author", authors),
        ("title", f"{{{_escaped(cited.said)}}}"),
        ("booktitle", f"{{{_escaped(report.title)}}}"),
        ("series", _escaped(report.series)),
        ("edition", str(cited.version)),
        ("publisher", _escaped(report.publisher)),
        ("year", str(report.year)),
        ("issn", _escaped(report.issn)),
        ("language", report.language),
        ("url", cited.address),
    ]
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@incollection{{{_KEYED.sub('-', cited.key)},\n{body}}}\n"


def csl(cited: Citation) -> str:
    """Give an item of CSL JSON, alone in a list as its readers expect."""
    report = cited.report
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "chapter",
        "title": cited.said,
        "container-title": report.title,
        "collection-title": report.series,
        "author": [{"literal": name} for name, _ in report.authors],
        "publisher": report.publisher,
        "issued": {"date-parts": [[report.year]]},
        "version": str(cited.version),
        "ISSN": report.issn,
        "language": report.language,
        "URL": cited.address,
    }
    return (
        json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False, indent=1)
        + "\n"
    )


_KEYED = re.compile(r"[^A-Za-z0-9:_-]+")
_SIGNS = re.compile(r"[\\{}%&$#_~^]")
_WRITTEN = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda sign: _WRITTEN.get(sign[0], f"\\{sign[0]}"), _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
