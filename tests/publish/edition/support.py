"""The edition of a sample, with what its pages link to, ready for a browser."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from report_builder.publish.drawing import shared_files
from report_builder.publish.edition import Around, edition_pages
from report_builder.publish.theme_css import theme_css
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.model import Theme
from tests.publish.site.sites import NOTES, versions
from tests.sample_reports import ROOT, sample

FOLDER = "/rapport/v1/rapport/"
AROUND = Around(assets="../assets/", landing="../", pdf="../rapport.pdf")


@cache
def theme_of(name: str) -> Theme:
    """Load the theme that a sample was built in."""
    wanted = name.partition("-")[2] or sample(name).report.publication.theme
    theme = load_theme(wanted, SourceFiles(ROOT)).value
    assert theme is not None
    return theme


@cache
def edition(name: str) -> dict[str, bytes]:
    """Write the edition of a sample."""
    return edition_pages(sample(name).report, theme_of(name), AROUND)


def style_sheet() -> bytes:
    """Read the style sheet of the edition."""
    return (files("report_builder") / "data" / "web" / "edition.css").read_bytes()


@cache
def site(name: str) -> dict[str, bytes]:
    """The edition at its address, with style sheets and the pages around it.

    Fonts come with the report in its own theme alone, those of its site: to make them takes longer than all
    the rest.
    """
    theme = theme_of(name)
    assets = {"theme.css": theme_css(theme).encode(), "edition.css": style_sheet()}
    if name == "report":
        assets |= shared_files(versions()[1], NOTES)
    return {
        **{f"{FOLDER}{path}": data for path, data in edition(name).items()},
        **{f"/rapport/v1/assets/{path}": data for path, data in assets.items()},
    }
