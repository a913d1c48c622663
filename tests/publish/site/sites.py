"""Sites of the report itself and of a small one, ready for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha512
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace

from report_builder.diagnostics import Outcome
from report_builder.model.report import Report
from report_builder.publish import Events, Pdf, Publishable, SiteDisk, Written, build_site
from report_builder.publish.cover import Cover
from report_builder.publish.model import SiteFile
from report_builder.publish.site import make_site, wanted_of
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.sample_reports import ROOT, Sample, sample

NAME = "konstruktiv-uro"
ADDRESS = "https://www.example.no/rapporter/"
PUBLISHED, UPDATED = date(2019, 12, 4), date(2022, 5, 10)
NOTES = ("Første versjon.", "Rettet et tall & en lenke.")


def pdf_of(made: Sample, name: str) -> Pdf:
    """The file of a sample, as an archive gives it, under a name."""
    language = made.report.publication.language
    digest = sha512(made.pdf).hexdigest()
    return Pdf(name, made.pdf, digest, made.laid_out.page_count, len(made.pdf), language)


@cache
def versions(name: str = "report", theme: str = "konstruktiv") -> tuple[Publishable, Publishable]:
    """Two versions of a sample; the second has another note and date, and the same file."""
    made = sample(name)
    loaded = load_theme(theme, SourceFiles(ROOT)).value
    assert loaded is not None
    pdf = pdf_of(made, "konstruktiv-uro.pdf")
    standards = ("PDF/UA-1", "PDF/A-2a")
    first = Publishable(1, PUBLISHED, PUBLISHED, NOTES[0], standards, pdf, made.report, loaded)
    return first, replace(first, number=2, updated=UPDATED, note=NOTES[1])


def pages_of(made: Sample) -> dict[str, bytes]:
    """Every page of a site that has one version of a report; covers and fonts are no part of this."""
    facts = made.report.publication
    loaded = load_theme(facts.theme, SourceFiles(ROOT)).value
    assert loaded is not None
    pdf = pdf_of(made, "r.pdf")
    version = Publishable(1, PUBLISHED, UPDATED, "", ("PDF/UA-1",), pdf, made.report, loaded)
    cover = Cover(b"", 10, 10, b"")
    with patch("report_builder.publish.drawing.web_fonts", return_value={}):
        site = make_site(NAME, (version,), None, lambda *_: cover)
    return {path: file.data for path, file in site.items() if path.endswith(".html")}


def with_report(version: Publishable, report: Report) -> Publishable:
    """The same version with another model."""
    return replace(version, report=report)


def publish_to(
    out: Path,
    several: Sequence[Publishable],
    address: str | None = None,
    *,
    report: str = NAME,
    events: Events | None = None,
    disk: SiteDisk | None = None,
) -> Outcome[Written]:
    """Publish versions to a folder; one of the same number, note and date is taken to be the same."""
    wanted = [wanted_of(each, f"{each.note} {each.updated} {each.theme.name} {address}") for each in several]
    return build_site(report, wanted, out, address, disk, events)


@cache
def site(address: str | None = ADDRESS, theme: str = "konstruktiv") -> Mapping[str, SiteFile]:
    """The site of two versions of the report."""
    return make_site(NAME, versions("report", theme), address)


@cache
def served(theme: str = "konstruktiv") -> Mapping[str, bytes]:
    """The same by address, as a server has it."""
    return {f"/{path}": file.data for path, file in site(None, theme).items()}


class _Reader(HTMLParser):
    """Collects text, elements and links; what is in ``script`` is no text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._script = False
        if tag in ("p", "li", "h1", "h2", "h3", "figcaption", "title", "button", "label", "summary"):
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        (self.scripts if self._script else self.text).append(data)


class Page:
    """A page as it is read: ``text`` with single blanks, one line for each block."""

    def __init__(self, data: bytes) -> None:
        reader = _Reader()
        reader.feed(data.decode())
        reader.close()
        self.elements, self.scripts = reader.elements, reader.scripts
        lines = "".join(reader.text).split("\n\n")
        self.text = "\n".join(filter(None, (" ".join(line.split(None)) for line in lines)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]


def page(path: str, address: str | None = ADDRESS) -> Page:
    """Read a page of the site."""
    return Page(site(address)[path].data)
